use super::*;
use crate::testing::project;

fn found(state: &State) -> Vec<Proposal> {
    proposals(state, &Index::of(state), &Rejected::new())
}

fn ids(proposal: &Proposal) -> Vec<&str> {
    proposal
        .members
        .iter()
        .map(|it| it.annotation.as_str())
        .collect()
}

/// The members of the sure proposals, with their names.
fn sure(state: &State) -> Vec<(String, String)> {
    let found = found(state).into_iter();
    let sure = found.filter(|it| it.confidence == Confidence::Sure);
    let mut sure: Vec<_> = sure
        .map(|it| (it.name.clone(), ids(&it).join(" ")))
        .collect();
    sure.sort();
    sure
}

fn named(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(name, ids)| ((*name).to_owned(), (*ids).to_owned()))
        .collect()
}

#[test]
fn names_of_one_thing_come_together() {
    let state = project(
        &[
            "[person:Foreign Minister Sergey Lavrov=a] of [place:Russia=r] met [group:the Taliban=t].",
            "[person:Lavrov=b] said [place:Russian=s] envoys met the [group:Taliban=u].",
            "[person:Сергей Лавров=c] and [organization:Shanghai Cooperation Organization=o] (SCO).",
            "[organization:SCO=p] met. [person:Sergei Lavrov=d] left.",
        ],
        &[],
    );
    assert_eq!(
        sure(&state),
        named(&[
            ("Russia", "r s"),
            ("Shanghai Cooperation Organization", "o p"),
            ("Taliban", "t u"),
            ("Сергей Лавров", "a b c d"),
        ])
    );
}

#[test]
fn people_with_one_last_name_stay_apart() {
    let state = project(
        &[
            "[person:Bill Clinton=b1] spoke. [person:Clinton=b2] left.",
            "[person:Hillary Clinton=h1] spoke. [person:Clinton=h2] left.",
            "[person:Clinton=x] stayed.",
        ],
        &[],
    );
    assert_eq!(
        sure(&state),
        named(&[("Bill Clinton", "b1 b2"), ("Hillary Clinton", "h1 h2")])
    );
}

#[test]
fn institutions_of_different_countries_stay_apart() {
    let state = project(
        &[
            "[organization:Russia’s Foreign Ministry=r1] spoke.",
            "[organization:The Russian Foreign Ministry=r2] and the [organization:Afghan Foreign Ministry=a1] spoke.",
            "The [organization:Foreign Ministry=x] spoke.",
            "The [organization:Foreign Ministry=y] spoke.",
        ],
        &[],
    );
    assert_eq!(
        sure(&state),
        named(&[("Russia’s Foreign Ministry", "r1 r2")])
    );
}

#[test]
fn descriptions_join_what_was_named() {
    let state = project(
        &[
            "[person:Ann Lee=a], [person:the envoy=b], came. [person:Ann Lee=c] spoke. [person:She=d] left.",
        ],
        &[],
    );
    let found = found(&state);
    let [first, second] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        (ids(first), first.confidence),
        (vec!["a", "c"], Confidence::Sure)
    );
    assert_eq!(
        (ids(second), second.confidence),
        (vec!["b", "d"], Confidence::Likely)
    );
    assert_eq!(second.adds_to.as_ref(), Some(&first.key));
}

#[test]
fn loose_mentions_join_the_cluster_that_there_is() {
    let texts = [
        "[person:Zamir Kabulov=a] spoke.",
        "[person:Kabulov=b] spoke. [person:Kabulov=c] left.",
    ];
    let state = project(&texts, &[("The envoy", &["a"])]);
    let found = found(&state);
    let [joined] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(joined.clusters, [ClusterId::from("The envoy")]);
    assert_eq!(
        (ids(joined), joined.name.as_str()),
        (vec!["b", "c"], "The envoy")
    );
    assert_eq!(joined.confidence, Confidence::Sure);
}

#[test]
fn clusters_become_one_only_when_looked_at() {
    let texts = [
        "[person:Zamir Kabulov=a] spoke.",
        "[person:Zamir Kabulov=b] spoke.",
        "[person:Zamir Kabulov=c] left.",
    ];
    let state = project(&texts, &[("one", &["a"]), ("two", &["b"])]);
    let found = found(&state);
    let [merged] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(merged.confidence, Confidence::Likely);
    assert_eq!(merged.clusters, ["one", "two"].map(ClusterId::from));
    assert_eq!(ids(merged), ["c"]);
}

#[test]
fn events_are_told_of_in_several_articles() {
    let state = project(
        &[
            "On Tuesday the [place:Russian] Duma approved a bill on the [event.policy:removal=a] of the \
             [group:Taliban] from the list of terrorist organizations.",
            "A bill on [event.policy:delisting the Taliban=b] as a terrorist organization was approved by the \
             [place:Russian] Duma. Troops began the [event.policy:removal=c] of mines near Kyiv.",
        ],
        &[],
    );
    let events: Vec<Proposal> = found(&state)
        .into_iter()
        .filter(|it| it.layer == "event")
        .collect();
    assert_eq!(events.iter().map(ids).collect::<Vec<_>>(), [["a", "b"]]);
}

#[test]
fn what_was_rejected_does_not_come_back() {
    let texts = [
        "[person:Ann Lee=a] [person:Ann Lee=b]",
        "[person:Ann Lee=c] [place:Kabul=k]",
        "[place:Kabul=l]",
    ];
    let state = project(&texts, &[]);
    let index = Index::of(&state);
    let mut rejected = Rejected::new();
    let pair = ["a", "c"].map(|id| Item::Annotation(id.into()));
    rejected.reject(pair.clone());
    assert!(rejected.is_rejected(&pair[0], &pair[1]) && rejected.is_rejected(&pair[1], &pair[0]));
    let left = proposals(&state, &index, &rejected);
    assert!(
        left.iter()
            .all(|it| !(ids(it).contains(&"a") && ids(it).contains(&"c"))),
        "{left:?}"
    );
    let all = found(&state);
    all.iter()
        .for_each(|proposal| rejected.reject(proposal.items()));
    assert_eq!(proposals(&state, &index, &rejected), []);
}

#[test]
fn days_without_their_year_are_one_thing_only_where_a_person_says_so() {
    let state = project(
        &[
            "[date:Thursday=a], [date:4 March=b], [date:4 March 2025=c].",
            "[date:Thursday=d], [date:4 March=e], [date:4 March 2025=f].",
        ],
        &[],
    );
    assert_eq!(sure(&state), named(&[("4 March 2025", "c f")]));
    let likely = found(&state).into_iter();
    let likely = likely.filter(|it| it.confidence == Confidence::Likely);
    assert_eq!(likely.count(), 2);
}

#[test]
fn a_step_takes_a_bounded_number_of_mentions() {
    let texts: Vec<String> = (0..40)
        .map(|at| {
            (0..40)
                .map(|name| format!("[organization:Works {at} {name}] met. "))
                .collect()
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let state = project(&texts, &[]);
    let (index, rejected) = (Index::of(&state), Rejected::new());
    let mut proposing = Proposing::begin();
    while proposing.stage != Stage::Sorting {
        proposing.step(&state, &index, &rejected);
    }
    let mut steps = 1;
    while proposing.step(&state, &index, &rejected) {
        steps += 1;
    }
    assert!(steps > 3 * 1_600 / 256, "{steps}");
}
