use super::*;
use crate::dossier::dossier;
use crate::filter::Filter;
use crate::picture::testing::{HOSTILE, all, check};
use crate::testing::{example, project};
use postil_core::state::State;

fn drawn(state: &State, name: &str, file: &str) -> String {
    let filter = Filter::default();
    let scope = Scope::new(state, &filter, None);
    let mut clusters = state.clusters();
    let cluster = clusters.find(|cluster| cluster.record().name == name);
    let dossier = dossier(&scope, &cluster.expect("it is there").record().id).expect("it is there");
    let picture = draw(&dossier, &scope);
    check(&picture, file);
    all(&picture)
}

#[test]
fn it_has_what_is_said_of_someone_in_the_example() {
    let state = example();
    let all = drawn(&state, "Zamir Kabulov", "dossier");
    for words in [
        "Said by it",
        "the decision has been made",
        "special envoy",
        "indirect · Zamir Kabulov",
        "Second Asia Department",
        "agent · no date",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
    let all = drawn(&state, "Russian Federation", "dossier-large");
    assert!(all.contains("more roles"));
}

#[test]
fn hostile_words_do_no_harm() {
    let hostile = HOSTILE.replace(['[', ']', ':', '|'], " ");
    let text = format!(
        "[claim:{hostile} [entity|role={hostile}:{}]]",
        "w".repeat(9_000)
    );
    let relations = [("said-by", "", "m0", "m1"), ("about", "", "m0", "m1")];
    let state = project(&[("", &text)], &[(HOSTILE, &["m1"])], &relations);
    let all = drawn(&state, HOSTILE, "dossier-hostile");
    assert!(all.contains("Titles"));
}
