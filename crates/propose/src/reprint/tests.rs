#![allow(clippy::unwrap_used)]

use super::*;
use postil_core::model::{Document, DocumentId, DocumentMeta, Project, Span};
use postil_core::state::State;
use proptest::prelude::*;
use std::ops::Range;

const AGENCY: &str = "The envoy told reporters on Tuesday that the talks about the border would begin next \
    week in the capital. He gave no further details of what had been agreed so far.";

pub(super) fn state_of(documents: Vec<Document>) -> State {
    let project = Project {
        documents,
        ..Project::default()
    };
    State::open(project).unwrap()
}

pub(super) fn document(id: &str, text: &str) -> Document {
    Document::new(DocumentMeta::new(id.into(), id), text)
}

/// Documents named a, b, c …
fn state(texts: &[&str]) -> State {
    let names = ('a'..='z').map(String::from);
    let documents = names.zip(texts).map(|(id, text)| document(&id, text));
    state_of(documents.collect())
}

fn quote<'a>(state: &'a State, id: &DocumentId, range: &Range<usize>) -> &'a str {
    state.document(id).unwrap().text().slice(range.clone())
}

/// Each passage as `document: words` of its places.
fn told(state: &State, reprints: &Reprints) -> Vec<Vec<String>> {
    let place = |place: &Place| {
        format!(
            "{}: {}",
            place.document,
            quote(state, &place.document, &place.range)
        )
    };
    let passages = reprints.passages().iter();
    passages
        .map(|passage| passage.places.iter().map(place).collect())
        .collect()
}

/// Words that stand in no other text made with another letter.
pub(super) fn filler(letter: char, count: usize) -> String {
    let words = (0..count).map(|at| format!("{letter}{at}"));
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_passage_is_one_in_all_its_places() {
    let texts = [
        format!("{}.\n{AGENCY}\n{}", filler('x', 30), filler('y', 9)),
        filler('z', 40),
        format!("{AGENCY} {}", filler('w', 20)),
        format!("“{}”", AGENCY.to_uppercase()),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let state = state(&texts);
    let reprints = Reprints::of(&state);
    let words = AGENCY.trim_end_matches('.');
    let expected = [
        format!("a: {words}"),
        format!("c: {words}"),
        format!("d: {}", words.to_uppercase()),
    ];
    assert_eq!(told(&state, &reprints), [expected]);
    let place = &reprints.passages()[0].places[1];
    assert_eq!((place.words, place.likeness), (31, 1.0));
    assert_eq!(reprints.passages_of(&"c".into()).count(), 1);
    assert_eq!(reprints.passages_of(&"b".into()).count(), 0);
    let shared = reprints.between(&"d".into(), &"a".into());
    assert_eq!(shared.len(), 1);
    assert_eq!((shared[0].words, shared[0].likeness), (31, 1.0));
    assert_eq!(quote(&state, &"a".into(), &shared[0].there), words);
    assert_eq!(reprints.between(&"a".into(), &"a".into()), []);
    assert_eq!(reprints.between(&"a".into(), &"nobody".into()), []);
}

#[test]
fn changed_words_lower_the_likeness() {
    let changed = AGENCY
        .replace("Tuesday", "Wednesday")
        .replace("about the border ", "")
        .replace("begin", "begin again");
    let state = state(&[AGENCY, &changed]);
    let shared = Reprints::of(&state).between(&"a".into(), &"b".into());
    assert_eq!(shared.len(), 1);
    assert_eq!(shared[0].words, 27);
    assert!((shared[0].likeness - 54.0 / (31.0 + 29.0)).abs() < 1e-9);
}

#[test]
fn short_passages_count_if_they_are_sentences() {
    let sentence = "The envoy gave no details of the talks.";
    let count = |here: &str, there: &str| Reprints::of(&state(&[here, there])).passages().len();
    let around = |middle: &str, letter: char| {
        format!(
            "{}. {middle} {}.",
            filler(letter, 9),
            filler(letter, 9).to_uppercase()
        )
    };
    assert_eq!(count(&around(sentence, 'x'), &around(sentence, 'y')), 1);
    // A part of longer sentences.
    let part = sentence.trim_end_matches('.');
    assert_eq!(count(&around(part, 'x'), &around(part, 'y')), 0);
    // Seven words.
    let short = sentence.replace("no ", "");
    assert_eq!(count(&around(&short, 'x'), &around(&short, 'y')), 0);
    // The dot before it ends no sentence.
    let named = "Kabulov and the envoy gave no details there.";
    let titled =
        |title: &str, letter: char| around(&format!("{letter}. Then {title} {named}"), letter);
    assert_eq!(count(&titled("Mr.", 'x'), &titled("Dr.", 'y')), 0);
    assert_eq!(count(&titled("to go.", 'x'), &titled("to sit.", 'y')), 1);
    // Eleven and twelve words that are no sentence.
    let (eleven, twelve) = (filler('a', 11), filler('a', 12));
    assert_eq!(count(&around(&eleven, 'x'), &around(&eleven, 'y')), 0);
    assert_eq!(count(&around(&twelve, 'x'), &around(&twelve, 'y')), 1);
}

#[test]
fn boilerplate_is_left_out() {
    let text = format!("{AGENCY}\n{}", filler('x', 20));
    let other = format!("{AGENCY}\n{}", filler('y', 20));
    let mut documents = vec![document("a", &text), document("b", &other)];
    let length = AGENCY.chars().count();
    documents[1].meta.boilerplate = vec![Span::from(0..length)];
    assert!(
        Reprints::of(&state_of(documents.clone()))
            .passages()
            .is_empty()
    );
    documents[1].meta.boilerplate = vec![Span::from(length..length + 20)];
    assert_eq!(Reprints::of(&state_of(documents)).passages().len(), 1);
}

#[test]
fn scripts_without_spaces_are_compared_by_characters() {
    for (agency, one, other) in [
        (
            "俄罗斯外交部发言人星期二表示将把塔利班从恐怖组织名单中删除",
            "北京消息。",
            "昨天下午，",
        ),
        (
            "ロシア外務省の報道官は火曜日、タリバンをテロ組織の一覧から外すと述べた",
            "東京発。",
            "昨日の午後、",
        ),
        (
            "โฆษกกระทรวงการต่างประเทศรัสเซียกล่าวเมื่อวันอังคารว่าจะถอดชื่อกลุ่มตอลิบาน",
            "กรุงเทพ ",
            "เมื่อวานนี้ ",
        ),
    ] {
        let state = state(&[&format!("{one}{agency}"), &format!("{other}{agency}。")]);
        let reprints = Reprints::of(&state);
        let passages = told(&state, &reprints);
        assert_eq!(passages, [[format!("a: {agency}"), format!("b: {agency}")]]);
        let part: String = agency.chars().take(12).collect();
        let phrase = self::state(&[&format!("{one}{part}"), &format!("{other}{part}，")]);
        assert!(Reprints::of(&phrase).passages().is_empty());
    }
}

#[test]
fn a_document_with_more_is_listed_at_the_shorter_passage_whatever_the_order() {
    let (first, second) = (filler('a', 40), filler('b', 40));
    let full = format!("{first} {second}");
    let texts = [
        format!("{} {full}", filler('u', 20)),
        format!(
            "{} {first} {}",
            filler('v', 20),
            filler('v', 30).to_uppercase()
        ),
        format!("{full} {}", filler('w', 20)),
    ];
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0]] {
        let documents = order.map(|at| document(&at.to_string(), &texts[at]));
        let state = state_of(documents.to_vec());
        let mut found = told(&state, &Reprints::of(&state));
        found.iter_mut().for_each(|passage| passage.sort());
        found.sort_by_key(Vec::len);
        let short = [0, 1, 2].map(|at| format!("{at}: {first}"));
        let long = [0, 2].map(|at| format!("{at}: {full}"));
        assert_eq!(found, [long.to_vec(), short.to_vec()], "{order:?}");
    }
}

#[test]
fn equal_documents_share_one_passage() {
    let text = format!("{AGENCY} {}", filler('x', 100));
    let documents = (0..300).map(|at| document(&format!("{at:03}"), &text));
    let state = state_of(documents.collect());
    let reprints = Reprints::of(&state);
    assert_eq!(reprints.passages().len(), 1);
    assert_eq!(reprints.passages()[0].places.len(), 300);
    let accounts = reprints.accounts();
    assert_eq!((accounts.len(), accounts[0].members.len()), (1, 300));
}

#[test]
fn reprints_are_one_account() {
    let (agency, other) = (filler('a', 100), filler('b', 100));
    let texts = [
        format!("{} {agency}", filler('x', 20)),
        filler('c', 80),
        // Cut to a third.
        filler('a', 33),
        format!("{agency} {}", filler('y', 50)),
        // Long, and quotes both.
        format!("{agency} {other} {}", filler('z', 40)),
        other.clone(),
        // A little of the agency's text, and much else.
        format!("{} {}", filler('a', 30), filler('w', 70)),
        String::new(),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let reprints = Reprints::of(&state(&texts));
    let accounts = reprints.accounts();
    let ids = |account: &Account| {
        let ids = account
            .members
            .iter()
            .map(|member| member.document.as_str());
        ids.collect::<Vec<_>>().join("")
    };
    let told: Vec<String> = accounts.iter().map(ids).collect();
    assert_eq!(told, ["b", "eacd", "f", "g", "h"]);
    let shares: Vec<f64> = accounts[1]
        .members
        .iter()
        .map(|member| member.share)
        .collect();
    assert_eq!(shares, [1.0, 100.0 / 120.0, 1.0, 100.0 / 150.0]);
}

#[test]
fn twins_of_a_range_are_those_that_have_it() {
    let (first, second) = (filler('a', 20), filler('b', 20));
    let texts = [
        format!("{first} {} {second}", filler('x', 40)),
        format!("{} {second}", filler('y', 9)),
        first.clone(),
        filler('z', 40),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let state = state(&texts);
    let reprints = Reprints::of(&state);
    let twins = |range: Range<usize>| -> Vec<String> {
        let twins = reprints.twins(&"a".into(), range);
        twins
            .iter()
            .map(|(id, shared)| format!("{id}{}", shared.len()))
            .collect()
    };
    let length = texts[0].len();
    assert_eq!(twins(3..4), ["c1"]);
    assert_eq!(twins(length - 4..length), ["b1"]);
    assert_eq!(twins(0..length), ["b1", "c1"]);
    assert!(twins(length / 2..length / 2 + 1).is_empty());
}

#[test]
fn texts_of_one_word_take_little_time() {
    let text = "word ".repeat(100_000);
    let state = state(&[&text, &text, "word", &text]);
    let reprints = Reprints::of(&state);
    assert_eq!(reprints.passages().len(), 1);
    assert_eq!(reprints.passages()[0].places.len(), 3);
}

#[test]
fn comparing_goes_step_by_step() {
    let state = state(&[AGENCY, "", AGENCY]);
    let mut comparing = Comparing::new();
    let mut steps = 1;
    while comparing.step(&state) {
        steps += 1;
    }
    assert_eq!((steps, comparing.done()), (4, 3));
    assert!(!comparing.step(&state));
    assert_eq!(comparing.finish().unwrap().passages().len(), 1);
    let mut comparing = Comparing::new();
    comparing.step(&state);
    assert!(comparing.finish().is_none());
}

/// Texts in which passages recur, in each text once: a letter stands for a passage.
fn any_texts() -> impl Strategy<Value = Vec<String>> {
    let letters: Vec<char> = ('a'..='f').collect();
    let some = prop::sample::subsequence(letters, 0..5).prop_shuffle();
    let text = some.prop_map(|passages| {
        let words = passages.iter().map(|letter| filler(*letter, 15));
        words.collect::<Vec<_>>().join(". ")
    });
    prop::collection::vec(text, 0..7)
}

proptest! {
    #[test]
    fn ranges_are_sound(texts in prop::collection::vec("([abé塔利班ก]{1,3}[ .\n]){0,60}", 0..5)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let state = state(&texts);
        let reprints = Reprints::of(&state);
        for passage in reprints.passages() {
            prop_assert!(passage.places.len() > 1);
            let key = |place: &Place| {
                (state.document_index(&place.document).unwrap(), place.range.start)
            };
            prop_assert!(passage.places.is_sorted_by_key(key));
            for place in &passage.places {
                let text = state.document(&place.document).unwrap().text();
                prop_assert!(place.range.start < place.range.end && place.range.end <= text.len());
                prop_assert!(place.likeness >= MIN_LIKENESS && place.likeness <= 1.0);
                prop_assert_eq!(text.snap(place.range.clone()), place.range.clone());
            }
        }
        let accounts = reprints.accounts();
        let members = accounts.iter().flat_map(|account| &account.members);
        prop_assert!(members.clone().all(|member| (MIN_SHARE..=1.0).contains(&member.share)));
        let mut ids: Vec<&DocumentId> = members.map(|member| &member.document).collect();
        ids.sort();
        prop_assert!(ids.iter().eq(&state.documents().iter().map(|d| &d.meta().id).collect::<Vec<_>>()));
        for (one, other) in [("a", "b"), ("b", "a")] {
            let shared = reprints.between(&one.into(), &other.into());
            prop_assert!(shared.windows(2).all(|pair| pair[0].here.end <= pair[1].here.start));
        }
    }

    #[test]
    fn what_is_copied_is_found(
        before in 0..30_usize, after in 0..30_usize, length in 12..60_usize, other in 0..30_usize,
    ) {
        let passage = filler('a', length);
        let one = format!("{} {passage} {}", filler('x', before), filler('y', after));
        let two = format!("{} {passage} {}", filler('z', other), filler('w', before));
        let state = state(&[&one, &two]);
        let expected = [[format!("a: {passage}"), format!("b: {passage}")]];
        prop_assert_eq!(told(&state, &Reprints::of(&state)), expected);
    }

    #[test]
    fn following_changes_finds_what_comparing_anew_finds(
        before in any_texts(), after in any_texts(), gone in any::<[bool; 7]>(),
    ) {
        let names: Vec<String> = ('a'..='g').map(String::from).collect();
        let made = |texts: &[String]| {
            let documents = names.iter().zip(texts);
            documents.map(|(id, text)| document(id, text)).collect::<Vec<_>>()
        };
        let first = made(&before);
        let mut next = made(&before);
        next.truncate(after.len());
        let mut changed: Vec<DocumentId> = Vec::new();
        for ((id, text), changes) in names.iter().zip(&after).zip(gone) {
            let at = next.iter().position(|document| document.meta.id.as_str() == id);
            match at {
                Some(at) if changes => next[at] = document(id, text),
                Some(_) => continue,
                None => next.push(document(id, text)),
            }
            changed.push(id.as_str().into());
        }
        changed.extend(names.iter().skip(after.len()).map(|id| id.as_str().into()));
        let mut reprints = Reprints::of(&state_of(first));
        let state = state_of(next);
        reprints.follow(&state, &changed);
        let anew = Reprints::of(&state);
        // The order in which texts are compared decides where a passage that varies ends.
        let covered = |reprints: &Reprints| {
            let mut covered: Vec<(DocumentId, usize)> = Vec::new();
            for place in reprints.passages().iter().flat_map(|passage| &passage.places) {
                covered.extend(place.range.clone().map(|at| (place.document.clone(), at)));
            }
            covered.sort();
            covered.dedup();
            covered
        };
        prop_assert_eq!(covered(&reprints), covered(&anew));
    }
}
