use super::*;
use crate::filter::Filter;
use crate::testing::{example, project};

/// The groups of a project as lists of ids.
fn groups(state: &postil_core::state::State) -> Vec<String> {
    let filter = Filter::default();
    let scope = Scope::new(state, &filter, None);
    let claims = Claims::new(&scope);
    let list = |group: &Group| {
        let ids = group.claims.iter().map(|(_, claim)| claim.id.as_str());
        ids.collect::<Vec<_>>().join(" ")
    };
    claims.groups().iter().map(list).collect()
}

#[test]
fn claims_of_a_cluster_are_one() {
    let state = example();
    let groups = groups(&state);
    // 31 claims are in 14 clusters, and every claim that repeats one is in its cluster.
    let clustered: usize = state
        .clusters()
        .filter(|cluster| {
            cluster.members().iter().any(|id| {
                state
                    .annotation(id)
                    .is_some_and(|mark| mark.layer() == CLAIM)
            })
        })
        .map(|cluster| cluster.members().len())
        .sum();
    assert_eq!(groups.len(), 115 - clustered + 14);
    // In the order of publication: 000, 001, 003.
    assert!(groups.contains(&"m027 m236 m631".to_owned()), "{groups:?}");
}

#[test]
fn repeats_joins_what_has_no_cluster() {
    let text = "[claim:a] [claim:b] [claim:c] [claim:d] [claim:e] [claim:f]";
    let clusters = [("one", &["m0", "m1"][..]), ("two", &["m2"])];
    let repeats = |from: &'static str, to: &'static str| ("repeats", "", from, to);
    let links = [
        repeats("m3", "m1"),
        repeats("m4", "m3"),
        repeats("m4", "m2"),
        repeats("m2", "m0"),
    ];
    let state = project(&[("2024", text)], &clusters, &links);
    assert_eq!(groups(&state), ["m0 m1 m3 m4", "m2", "m5"]);
    let state = project(
        &[("2024", text)],
        &[],
        &[repeats("m5", "m0"), repeats("m0", "m3")],
    );
    assert_eq!(groups(&state), ["m0 m3 m5", "m1", "m2", "m4"]);
}
