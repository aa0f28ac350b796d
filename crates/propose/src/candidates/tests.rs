use super::*;
use crate::likeness::Reason;
use crate::testing::project;

fn found(state: &State, id: &str, typed: &str) -> Vec<Candidate> {
    candidates(state, &Index::of(state), &id.into(), typed, 20)
}

fn cluster(id: &str) -> Partner {
    Partner::Cluster(id.into())
}

/// The first candidate, whether it is likely, and the first reason.
fn first(state: &State, id: &str, typed: &str) -> (Option<Partner>, bool, Option<Reason>) {
    let first = found(state, id, typed).into_iter().next();
    let likely = first.as_ref().is_some_and(Candidate::is_likely);
    let reason = first
        .as_ref()
        .and_then(|it| it.likeness.reasons.first().copied());
    (first.map(|it| it.partner), likely, reason)
}

#[test]
fn a_name_belongs_to_the_cluster_of_its_like() {
    use Reason::*;
    for (label, words, known, reason) in [
        ("person", "Lavrov", "Sergey Lavrov", PartOfName),
        ("person", "Sergey Lavrov", "Lavrov", PartOfName),
        (
            "person",
            "Foreign Minister Sergey Lavrov",
            "Sergey Lavrov",
            SameName,
        ),
        ("person", "Sergei Lavrov", "Sergey Lavrov", SpelledAlike),
        ("person", "Сергей Лавров", "Sergey Lavrov", Transliterated),
        ("person", "Кабулов", "Kabulov", Transliterated),
        ("person", "Mottaqi", "Muttaqi", SpelledAlike),
        ("person", "متقي", "Muttaqi", Transliterated),
        ("group", "IS-KP", "Islamic State Khorasan Province", Acronym),
        ("group", "ISKP", "IS-KP", SameName),
        (
            "organization",
            "SCO",
            "Shanghai Cooperation Organization",
            Acronym,
        ),
        ("organization", "Apple", "Apple Inc.", SameName),
        ("place", "Russian", "Russia", Demonym),
        ("place", "the U.S.", "United States", Demonym),
        (
            "organization",
            "Russian Foreign Ministry",
            "Russia’s Foreign Ministry",
            SameName,
        ),
        (
            "organization",
            "Ministry of Foreign Affairs of Russia",
            "Russian Foreign Ministry",
            SameName,
        ),
        ("group", "the Taliban", "Taliban", SameWords),
        ("group", "Taliban movement", "Taliban", Described),
        (
            "person",
            "the envoy Zamir Kabulov",
            "Zamir Kabulov",
            SameName,
        ),
    ] {
        let text = format!("Here [{label}:{words}=own] is.");
        let other = format!("There [{label}:{known}=other] and [{label}:Nobody Else=no] are.");
        let clusters: [(&str, &[&str]); 2] = [("1", &["other"]), ("2", &["no"])];
        let state = project(&[&text, &other], &clusters);
        let expected = (Some(cluster("1")), true, Some(reason));
        assert_eq!(first(&state, "own", ""), expected, "{words}, {known}");
    }
}

#[test]
fn what_differs_is_not_likely() {
    for (label, one, other) in [
        ("person", "Bill Clinton", "Hillary Clinton"),
        ("person", "Mr. Smith", "Mrs. Smith"),
        ("product", "Boeing 747", "Boeing 787"),
        ("place", "Iran", "Iraq"),
        ("place", "Niger", "Nigeria"),
        (
            "organization",
            "Russian Foreign Ministry",
            "Afghan Foreign Ministry",
        ),
        ("organization", "Airlines", "American Airlines"),
        ("organization", "the company", "the company"),
        ("date", "Tuesday", "last Tuesday"),
        ("number", "145", "130"),
    ] {
        let text = format!("Here [{label}:{one}=own] is.");
        let there = format!("There [{label}:{other}=other] is.");
        let state = project(&[&text, &there], &[("1", &["other"])]);
        let (_, likely, _) = first(&state, "own", "");
        assert!(
            !likely || one == other,
            "{one}, {other}: {:?}",
            found(&state, "own", "")
        );
    }
}

#[test]
fn a_pronoun_is_what_was_named_last() {
    let state = project(
        &["[person:Ann Lee=a] met [person:Bob Ray=b]. [person:He=he] left."],
        &[("Ann", &["a"]), ("Bob", &["b"])],
    );
    let expected = (Some(cluster("Bob")), true, Some(Reason::NamedBefore));
    assert_eq!(first(&state, "he", ""), expected);
}

#[test]
fn an_event_is_told_by_what_is_around_it() {
    let text = "On Tuesday the [place:Russian] Duma approved a bill on the [event.policy:removal=a] of the \
                [group:Taliban] from the list of terrorist organizations.";
    let other = "A bill on [event.policy:delisting the Taliban=b] as a terrorist organization was approved by the \
                 [place:Russian] Duma. Troops began the [event.policy:removal=c] of mines near Kyiv.";
    let state = project(&[text, other], &[("right", &["b"]), ("wrong", &["c"])]);
    let (partner, likely, _) = first(&state, "a", "");
    assert_eq!((partner, likely), (Some(cluster("right")), true));
    let wrong = found(&state, "a", "")
        .into_iter()
        .find(|it| it.partner == cluster("wrong"));
    assert!(!wrong.expect("it is listed").is_likely());
}

#[test]
fn marks_with_the_same_words_are_one_candidate() {
    let state = project(
        &[
            "[place:Kabul=own] and [place:Kabul=a], [place:kabul=b]",
            "[place:KABUL=c]",
        ],
        &[],
    );
    let ids = ["a", "b", "c"].map(AnnotationId::from).to_vec();
    let all = found(&state, "own", "");
    assert_eq!(
        all.first().map(|it| &it.partner),
        Some(&Partner::Annotations(ids))
    );
    assert_eq!(all.len(), 1, "{all:?}");
}

#[test]
fn typed_text_filters() {
    let state = project(
        &[
            "[person:Zamir Kabulov=a] [place:Kabul=b] [place:Istanbul=c] [person:Someone=own] [person:Лавров=d]",
        ],
        &[
            ("Envoy", &["a"]),
            ("Capital", &["b"]),
            ("City", &["c"]),
            ("L", &["d"]),
        ],
    );
    let partners = |typed: &str| -> Vec<(Partner, Option<Fit>)> {
        found(&state, "own", typed)
            .into_iter()
            .map(|it| (it.partner, it.fit))
            .collect()
    };
    assert_eq!(
        partners("kabul"),
        [
            (cluster("Capital"), Some(Fit::Whole)),
            (cluster("Envoy"), Some(Fit::Mention)),
        ]
    );
    assert_eq!(partners("CAP"), [(cluster("Capital"), Some(Fit::Name))]);
    assert_eq!(
        partners("bul"),
        [
            (cluster("Capital"), Some(Fit::Inside)),
            (cluster("City"), Some(Fit::Inside)),
            (cluster("Envoy"), Some(Fit::Inside)),
        ]
    );
    assert_eq!(partners("lavr"), [(cluster("L"), Some(Fit::Mention))]);
    assert_eq!(
        partners("кабулов"),
        [(cluster("Envoy"), Some(Fit::Mention))]
    );
    assert_eq!(partners("xyz"), []);
}

#[test]
fn an_alias_is_a_name_too() {
    let mut project = project(
        &["[person:MbS=own] [person:Mohammed bin Salman=a]"],
        &[("c", &["a"])],
    )
    .to_project();
    project.clusters[0]
        .attributes
        .insert("aliases".to_owned(), "crown prince; MbS".into());
    let state = State::open(project).expect("the project is sound");
    assert_eq!(
        first(&state, "own", ""),
        (Some(cluster("c")), true, Some(Reason::Alias))
    );
}

#[test]
fn the_own_cluster_is_no_candidate() {
    let state = project(
        &["[place:Kabul=own] [place:Kabul=a] [place:Kabul=b]"],
        &[("c", &["own", "a"])],
    );
    let all = found(&state, "own", "");
    assert_eq!(
        all.iter().map(|it| &it.partner).collect::<Vec<_>>(),
        [&Partner::Annotations(vec!["b".into()])]
    );
    assert_eq!(found(&state, "not there", ""), []);
}
