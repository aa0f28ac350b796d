use super::*;
use crate::filter::Filter;
use crate::testing::{example, project};

/// Calls a test with the dossier of a cluster of the example.
fn check(id: &str, test: impl Fn(&Dossier)) {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    test(&dossier(&scope, &id.into()).expect("there is such a cluster"));
}

#[test]
fn kabulov_has_three_titles() {
    check("c003", |dossier| {
        assert_eq!(dossier.name, "Zamir Kabulov");
        let titles = dossier.titles.iter().map(|title| {
            let (article, mark) = &title.marks[0];
            (
                title.title.as_str(),
                dossier.articles[*article].date.as_str(),
                mark.as_str(),
            )
        });
        let expected = [
            ("special envoy for Afghanistan", "2024-04-01/..", "m425"),
            (
                "director of the Foreign Ministry's Second Asia Department",
                "2024-05-28",
                "m696",
            ),
            (
                "special representative on Afghanistan",
                "2024-07/..",
                "m011",
            ),
        ];
        assert_eq!(titles.collect::<Vec<_>>(), expected);
    });
}

#[test]
fn names_are_counted() {
    check("c003", |dossier| {
        let first = &dossier.names[0];
        assert_eq!(
            (first.words.as_str(), first.mentions, first.articles.len()),
            ("Zamir Kabulov", 3, 3)
        );
        let firsts = first.firsts.iter().map(|(article, _)| *article);
        assert!(firsts.eq(first.articles.iter().copied()));
        let all: usize = dossier.names.iter().map(|name| name.mentions).sum();
        assert_eq!(all, 8);
        assert!(
            dossier
                .names
                .iter()
                .any(|name| name.words == "his" && name.kind == "pronoun")
        );
    });
}

#[test]
fn what_it_said_and_what_was_said_of_it_are_apart() {
    check("c003", |dossier| {
        let said: Vec<&str> = dossier.said.iter().map(|it| it.claim.as_str()).collect();
        assert_eq!(said, ["m427", "m701", "m711", "m016", "m018"]);
        assert!(dossier.said_of.is_empty());
    });
    check("c011", |dossier| {
        let of: Vec<&str> = dossier.said_of.iter().map(|it| it.claim.as_str()).collect();
        assert_eq!(
            of,
            [
                "m663", "m669", "m748", "m027", "m236", "m528", "m619", "m631"
            ]
        );
        assert!(dossier.said.is_empty());
        let groups: Vec<&str> = dossier.groups.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(groups, ["c069"]);
    });
}

#[test]
fn events_are_in_the_order_of_time() {
    check("c003", |dossier| {
        let events = dossier.events.iter().map(|part| {
            let when = part.when.map(|(when, _)| when.to_string());
            (
                part.event.as_str(),
                part.role.as_str(),
                when.unwrap_or_default(),
            )
        });
        let expected = [
            ("m700", "agent", "2024-05-27".to_owned()),
            ("m015", "agent", String::new()),
        ];
        assert_eq!(events.collect::<Vec<_>>(), expected);
    });
    check("c009", |dossier| {
        let dates = dossier.events.iter().map_while(|part| part.when);
        let dates: Vec<_> = dates.map(|(when, _)| when.order()).collect();
        assert!(dates.len() >= 3 && dates.is_sorted());
        assert_eq!(dossier.events[0].event.as_str(), "m102");
    });
}

#[test]
fn relations_to_the_cluster_count_once() {
    let text = "[entity.person|role=envoy:Ann] and [entity.person|role=Envoy:ann] [event.other:met], [claim:she said]";
    let links = [
        ("said-by", "", "m3", "m0"),
        ("said-by", "", "m3", "Ann"),
        ("role", "agent", "m2", "m1"),
        ("role", "agent", "m2", "Ann"),
        ("role", "target", "m2", "Ann"),
    ];
    let state = project(&[("2024", text)], &[("Ann", &["m0", "m1"])], &links);
    let mut filter = Filter::default();
    filter.layers.insert("entity".to_owned());
    let scope = Scope::new(&state, &filter, None);
    let dossier = dossier(&scope, &"Ann".into()).expect("it is there");
    assert_eq!((dossier.said.len(), dossier.events.len()), (1, 2));
    assert_eq!(
        (
            dossier.names.len(),
            dossier.titles.len(),
            dossier.titles[0].marks.len()
        ),
        (1, 1, 2)
    );
    let what = dossier.rows(&state).into_iter().map(|line| line[0].clone());
    assert_eq!(
        what.collect::<Vec<_>>(),
        ["what", "name", "title", "title", "said", "event", "event"]
    );
    assert_eq!(super::dossier(&scope, &"nobody".into()), None);
}
