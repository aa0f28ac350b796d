#![allow(clippy::unwrap_used)]

use super::*;
use crate::reprint::Reprints;
use postil_core::edit::{Carry, Stamp, carry_to_twin};
use postil_core::history::History;
use postil_core::workspace::{Entry, Workspace};
use proptest::prelude::*;
use serde_json::{Value, json};

const STAMP: Stamp = Stamp {
    author: "me",
    time: "2024-12-18T09:00:00Z",
};

const HERE: &str = "MOSCOW – “Kabulov said on Tuesday that Russia would remove the movement from its list \
    of banned groups before the end of this year,” Lavrov told reporters in Kabul when the talks had ended.";

/// The marks of the first document, as words and labels.
fn state(there: &str, marks: &[(&str, &str)], known: &[(&str, &str)]) -> State {
    let mark =
        |document: &str, text: &str, (at, (words, label)): (usize, &(&str, &str))| -> Value {
            let start = text
                .find(words)
                .map(|byte| text[..byte].chars().count())
                .unwrap();
            json!({
                "id": format!("{document}{at}"), "document": document, "label": label,
                "fragments": [{ "start": start, "end": start + words.chars().count() }],
                "attributes": { "mention": "name" },
            })
        };
    let here = marks.iter().enumerate().map(|one| mark("h", HERE, one));
    let annotations: Vec<Value> = here
        .chain(known.iter().enumerate().map(|one| mark("t", there, one)))
        .collect();
    let project = json!({
        "name": "",
        "schema": postil_core::model::Schema::bundled(),
        "documents": [
            { "id": "h", "title": "Here", "text": HERE },
            { "id": "t", "title": "There", "text": there },
        ],
        "annotations": annotations,
    });
    State::open(serde_json::from_value(project).unwrap()).unwrap()
}

fn all(state: &State) -> Vec<Carried> {
    let (here, there) = ("h".into(), "t".into());
    let shared = Reprints::of(state).between(&here, &there);
    let passages = shared.iter();
    passages
        .flat_map(|shared| carry(state, &here, &there, shared, None))
        .collect()
}

fn place<'a>(state: &'a State, carried: &Carried) -> &'a str {
    let best = match &carried.outcome {
        Outcome::Certain(best) => best,
        Outcome::Doubtful(candidates) => &candidates[0],
        _ => return "",
    };
    let text = state.document(&"t".into()).unwrap().text();
    text.slice(best.fragments[0].clone())
}

#[test]
fn marks_are_certain_doubtful_gone_or_there() {
    let there = HERE
        .replace("MOSCOW", "Elsewhere in town")
        .replace("Russia", "Moscow")
        .replace("of this year", "of the next year")
        .replace(" in Kabul", "");
    let marks = [
        ("Kabulov", "entity.person"),
        ("on Tuesday that", "time"),
        ("Russia", "entity.place"),
        (
            "remove the movement from its list of banned groups before the end of this year",
            "claim",
        ),
        ("Lavrov", "entity.person"),
        ("Kabul when", "entity.place"),
    ];
    let known = [("Kabulov", "entity.person"), ("Lavrov", "entity.group")];
    let state = state(&there, &marks, &known);
    let carried = all(&state);
    let originals: Vec<_> = carried.iter().map(|one| one.original.as_str()).collect();
    assert_eq!(originals, ["h0", "h1", "h2", "h3", "h4", "h5"]);
    assert_eq!(carried[0].outcome, Outcome::There("t0".into()));
    assert!(matches!(carried[1].outcome, Outcome::Certain(_)));
    assert_eq!(place(&state, &carried[1]), "on Tuesday that");
    assert!(carried[1].was.is_empty() && carried[1].is.is_empty());
    assert_eq!(carried[1].attributes["mention"], "name");
    assert!(matches!(carried[2].outcome, Outcome::Doubtful(_)));
    assert_eq!(
        (carried[2].was[0].as_str(), carried[2].is[0].as_str()),
        ("Russia", "Moscow")
    );
    assert!(matches!(carried[3].outcome, Outcome::Certain(_)));
    let is = "remove the movement from its list of banned groups before the end of the next year";
    assert_eq!(carried[3].is, [is]);
    assert!(matches!(carried[4].outcome, Outcome::Certain(_)));
    assert!(!matches!(
        carried[5].outcome,
        Outcome::Certain(_) | Outcome::There(_)
    ));
}

#[test]
fn punctuation_around_a_passage_is_in_it_and_other_words_are_not() {
    let there = format!("Elsewhere, {}", HERE.trim_start_matches("MOSCOW – "));
    let quote = HERE.trim_start_matches("MOSCOW – ");
    let marks = [
        (quote, "claim"),
        (HERE, "claim"),
        ("MOSCOW", "entity.place"),
    ];
    let state = state(&there, &marks, &[]);
    let carried = all(&state);
    let originals: Vec<_> = carried.iter().map(|one| one.original.as_str()).collect();
    assert_eq!(originals, ["h0"]);
    assert_eq!(place(&state, &carried[0]), quote);
    let shared = &Reprints::of(&state).between(&"h".into(), &"t".into())[0];
    let one = |id: &str| carry(&state, &"h".into(), &"t".into(), shared, Some(&id.into()));
    assert_eq!((one("h0").len(), one("h2").len()), (1, 0));
    assert_eq!(carry(&state, &"h".into(), &"x".into(), shared, None), []);
}

proptest! {
    #[test]
    fn ranges_of_other_texts_do_no_harm(
        here in (0..300_usize, 0..300_usize), there in (0..300_usize, 0..300_usize),
    ) {
        let state = state("Kabulov said so.", &[("Kabulov", "claim"), (HERE, "claim")], &[]);
        let shared = Shared {
            here: here.0..here.1,
            there: there.0..there.1,
            words: 12,
            likeness: 1.0,
        };
        for one in carry(&state, &"h".into(), &"t".into(), &shared, None) {
            if let Outcome::Certain(place) = one.outcome {
                prop_assert!(place.fragments.iter().all(|range| range.end <= 16));
            }
        }
    }

    #[test]
    fn certain_places_fit_and_are_there_afterwards(
        changes in prop::collection::vec((0..40_usize, "[a-z]{0,6}"), 0..6),
        marks in prop::collection::vec((0..40_usize, 1..6_usize), 0..8),
    ) {
        let words: Vec<&str> = HERE.split(' ').collect();
        let mut other = words.clone();
        for (at, word) in &changes {
            let at = at % other.len();
            other[at] = word;
        }
        let there = format!("Moscow, Kabul. {}", other.join(" "));
        let marked: Vec<String> = marks
            .iter()
            .map(|(from, length)| {
                let from = from % words.len();
                words[from..(from + length).min(words.len())].join(" ")
            })
            .collect();
        let marks: Vec<(&str, &str)> = marked.iter().map(|words| (words.as_str(), "claim")).collect();
        let mut state = state(&there, &marks, &[]);
        let mut carries = Vec::new();
        for one in all(&state) {
            let Outcome::Certain(best) = &one.outcome else {
                continue;
            };
            let original = state.annotation(&one.original).unwrap();
            let same = state.quote(original) == place(&state, &one);
            prop_assert!(same || !one.is.is_empty() || says_the_same(&state.quote(original), place(&state, &one)));
            carries.push(Carry {
                original: one.original.clone(),
                id: format!("new {}", carries.len()).into(),
                fragments: best.fragments.clone(),
            });
        }
        let before = carries.len();
        let to = "t".into();
        if let Some(transaction) = carry_to_twin(&state, carries, &to, STAMP, || "r".into()) {
            let mut workspace = Workspace::new(state.clone(), History::default());
            let entry = Entry::Commit(transaction);
            prop_assert!(workspace.perform(&entry).is_ok());
            state = workspace.state().clone();
            let left = all(&state);
            prop_assert!(left.iter().all(|one| !matches!(one.outcome, Outcome::Certain(_))));
        } else {
            prop_assert_eq!(before, 0);
        }
    }
}
