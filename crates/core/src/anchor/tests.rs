//! Revisions of all kinds, and their effect on marked text.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::text::testing::any_text;
use proptest::prelude::*;
use proptest::sample::Index as Pick;

/// The range of the nth occurrence of a quote.
fn range(text: &str, quote: &str, nth: usize) -> Range<usize> {
    let (byte, _) = text.match_indices(quote).nth(nth).unwrap();
    let start = text[..byte].chars().count();
    start..start + quote.chars().count()
}

fn found(old: &str, new: &str, fragments: &[Range<usize>]) -> (Vec<(String, usize)>, bool) {
    let (old, new) = (Text::from_frozen(old), Text::freeze(new));
    let found = Revision::new(&old, &new).find(fragments);
    let candidates = found.candidates.iter().map(|candidate| {
        let pieces = candidate
            .fragments
            .iter()
            .map(|range| new.slice(range.clone()));
        let confidence = (candidate.confidence * 100.0 + 1e-6).floor() as usize;
        (pieces.collect::<Vec<_>>().join("|"), confidence)
    });
    (candidates.collect(), found.sure)
}

const OLD: &str = "The Foreign Ministry said on Tuesday that the decision has been made.\n\
    Vladimir Putin called the Taliban allies in the fight against terrorism.\n\
    Nothing else was said about it in the whole of the long afternoon.";

#[test]
fn marked_text_is_found_again() {
    // Former text, new text, marked text, and the certain place with its confidence.
    let cases: [(&str, &str, &str, &str, &str, usize); 16] = [
        (
            "the same",
            OLD,
            OLD,
            "Vladimir Putin",
            "Vladimir Putin",
            100,
        ),
        (
            "a title before all",
            "Putin spoke.",
            "Some title\n\nPutin spoke.",
            "Putin",
            "Putin",
            100,
        ),
        (
            "words right before it",
            OLD,
            &OLD.replace("Vladimir", "On the same day at noon Vladimir"),
            "Vladimir Putin",
            "Vladimir Putin",
            83,
        ),
        (
            "another word near it",
            OLD,
            &OLD.replace("called", "named"),
            "Vladimir Putin",
            "Vladimir Putin",
            97,
        ),
        (
            "a word changed in a long quote",
            OLD,
            &OLD.replace("fight", "struggle"),
            "called the Taliban allies in the fight against terrorism",
            "called the Taliban allies in the struggle against terrorism",
            94,
        ),
        (
            "a word more in a long quote",
            OLD,
            &OLD.replace("has been made", "has now been made"),
            "the decision has been made",
            "the decision has now been made",
            93,
        ),
        (
            "other line breaks",
            OLD,
            &OLD.replace("Putin called", "Putin\ncalled")
                .replace('\n', "\r\n"),
            "Putin called the Taliban",
            "Putin\ncalled the Taliban",
            100,
        ),
        (
            "another kind of quotes",
            "He said “no, ‘never’” to all.",
            "He said \"no, 'never'\" to all.",
            "“no, ‘never’”",
            "\"no, 'never'\"",
            100,
        ),
        (
            "upper case",
            OLD,
            &OLD.to_uppercase(),
            "Vladimir Putin",
            "VLADIMIR PUTIN",
            100,
        ),
        (
            "decomposed",
            "Die Älteren gehen über die Straße zur Mühle.",
            "Die A\u{308}lteren gehen u\u{308}ber die Strasse zur Mu\u{308}hle.",
            "über die Straße",
            "u\u{308}ber die Strasse",
            97,
        ),
        (
            "emoji before it",
            "One 👍 two 🇦🇫 three four five.",
            "🐝🐝 One 👍🏽 two 🇦🇫 three four five.",
            "🇦🇫 three",
            "🇦🇫 three",
            96,
        ),
        (
            "Pashto",
            "طالبان په کابل کې غونډه وکړه او بیا لاړل.",
            "نن طالبان په کابل کې لویه غونډه وکړه او بیا لاړل.",
            "کابل",
            "کابل",
            92,
        ),
        (
            "without spaces",
            "北京市政府宣布新的政策并且立即生效。",
            "昨天北京市政府宣布新的政策并且今天生效。",
            "宣布新的政策",
            "宣布新的政策",
            94,
        ),
        (
            "inside a word",
            "newsRussia moves to lift the ban today.",
            "Foreign newsRussia moves to lift the ban today.",
            "Russia",
            "Russia",
            100,
        ),
        (
            "half a character",
            "xe\u{301}y",
            "a b xe\u{301}y",
            "\u{301}",
            "\u{301}",
            100,
        ),
        (
            "a paragraph that moved",
            OLD,
            &moved_paragraph(),
            "Taliban allies",
            "Taliban allies",
            87,
        ),
    ];
    let came = cases.map(|(case, old, new, quote, ..)| {
        let (candidates, sure) = found(old, new, &[range(old, quote, 0)]);
        assert!(sure, "{case}: {candidates:?}");
        (case, candidates.into_iter().next().unwrap_or_default())
    });
    let expected =
        cases.map(|(case, _, _, _, place, confidence)| (case, (place.to_owned(), confidence)));
    assert_eq!(came, expected);
}

/// The second paragraph moved to the end.
fn moved_paragraph() -> String {
    let lines: Vec<&str> = OLD.split('\n').collect();
    [lines[0], lines[2], lines[1]].join("\n")
}

/// A description, the former text, the new text, the marked text, and the best place, if any, with
/// its confidence in percent.
type Case<'a> = (&'a str, &'a str, &'a str, &'a str, Option<(&'a str, usize)>);

#[test]
fn uncertain_text_is_not_moved() {
    let twice = "He left. They cheered loudly.\nShe came back. They cheered loudly.\nIt rained.";
    let cases: [Case; 6] = [
        (
            "gone",
            OLD,
            &OLD.replace(
                "Vladimir Putin called the Taliban allies in the fight against terrorism.\n",
                "",
            ),
            "Vladimir Putin",
            None,
        ),
        (
            "all is new",
            OLD,
            "Quite another story.",
            "Vladimir Putin",
            None,
        ),
        (
            "another name",
            OLD,
            &OLD.replace("Vladimir Putin", "Dmitry Medvedev"),
            "Vladimir Putin",
            Some(("Dmitry Medvedev", 53)),
        ),
        (
            "another number",
            "At least 145 people were killed in the attack.",
            "At least 162 people were killed in the attack.",
            "145",
            Some(("162", 66)),
        ),
        (
            "one of two, now alike",
            "Alone he left. They cheered.",
            "They cheered. Something came between for long. They cheered.",
            "They cheered",
            None,
        ),
        (
            "both moved",
            twice,
            "It rained.\nThey cheered loudly.\nThey cheered loudly.",
            "They cheered loudly",
            Some(("They cheered loudly", 0)),
        ),
    ];
    for (case, old, new, quote, best) in cases {
        let (candidates, sure) = found(old, new, &[range(old, quote, 0)]);
        assert!(!sure, "{case}: {candidates:?}");
        if let Some((place, least)) = best {
            let (there, confidence) = &candidates[0];
            assert_eq!(there, place, "{case}");
            assert!(*confidence >= least, "{case}: {candidates:?}");
        }
    }
}

#[test]
fn fragments_are_found_together_and_in_order() {
    let old = "Neither the court nor, as he put it, the ministry was asked about the ban.";
    let fragments = [range(old, "the court", 0), range(old, "the ministry", 0)];
    let new = old.replace("as he put it", "as he had put it on the day before");
    let (candidates, sure) = found(old, &new, &fragments);
    assert!(sure);
    assert_eq!(candidates[0].0, "the court|the ministry");
    let turned = "Neither the ministry nor, as he put it, the court was asked about the ban.";
    let (candidates, sure) = found(old, turned, &fragments);
    assert!(!sure, "{candidates:?}");
}

#[test]
fn candidates_of_a_repeated_sentence_are_all_listed() {
    let old = "First some words. He said no. Then other words.";
    let new = "First some words. He said no. Quite another tale in between. He said no. Then other words.";
    let (candidates, sure) = found(old, new, &[range(old, "He said no", 0)]);
    assert!(!sure, "{candidates:?}");
    let places: Vec<_> = candidates.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["He said no", "He said no"]);
}

#[test]
fn text_known_only_by_its_words_is_found() {
    let text = Text::from_frozen(OLD);
    let piece = Piece::of(&text, range(OLD, "Vladimir Putin", 0));
    let new = Text::from_frozen(format!("Before.\n{OLD}"));
    let found = Revision::new(&text, &new).find_pieces(&[piece], 0);
    assert!(found.sure);
    assert_eq!(
        found.candidates[0].fragments,
        [range(new.as_str(), "Vladimir Putin", 0)]
    );
}

#[test]
fn equal_text_is_preferred_to_a_range_widened_by_the_diff() {
    let (old, new) = ("aa a aaa aaa", "aa a aaa x aaa");
    let (found, sure) = found(old, new, &[range(old, "aa a aaa", 0)]);
    assert!(sure, "{found:?}");
    assert_eq!(found[0].0, "aa a aaa");
}

/// Words that occur in no other text.
fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-f]{1,3}", 4..40)
}

proptest! {
    #[test]
    fn nothing_moves_in_the_same_text(text in any_text(), cuts in prop::collection::vec(any::<Pick>(), 2..6)) {
        let text = Text::from_frozen(text);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let ranges: Vec<_> = cuts.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect();
        if !ranges.is_empty() {
            let found = Revision::new(&text, &text).find(&ranges);
            prop_assert!(found.sure);
            prop_assert_eq!(&found.candidates[0].fragments, &ranges);
            prop_assert_eq!(found.candidates[0].confidence, 1.0);
        }
    }

    #[test]
    fn insertions_and_deletions_elsewhere_shift_ranges(
        words in words(),
        first in any::<Pick>(),
        count in 1..4_usize,
        at in any::<Pick>(),
        new in prop::collection::vec("[x-z]{1,3}", 1..6),
    ) {
        // The inserted text has words of its own, so that the diff is unambiguous.
        let last = words.len().saturating_sub(count);
        let first = first.index(last.max(1));
        let marked = first..(first + count).min(words.len());
        let at = at.index(words.len() + 1);
        prop_assume!(at <= marked.start || at >= marked.end);
        let start = |words: &[String]| words.iter().map(|word| word.len() + 1).sum::<usize>();
        let short = words.join(" ");
        let mut more = words.clone();
        more.splice(at..at, new.iter().cloned());
        let long = more.join(" ");
        let quote = words[marked.clone()].join(" ");
        let from = start(&words[..marked.start]);
        let from = from..from + quote.len();
        let shift = if at <= marked.start { start(&new) } else { 0 };
        let to = from.start + shift..from.end + shift;
        for (old, new, from, to) in [(&short, &long, &from, &to), (&long, &short, &to, &from)] {
            let (old, new) = (Text::from_frozen(old.as_str()), Text::from_frozen(new.as_str()));
            let found = Revision::new(&old, &new).find(std::slice::from_ref(from));
            let best = &found.candidates[0];
            prop_assert_eq!(&best.fragments, std::slice::from_ref(to), "{:?}", found);
            prop_assert_eq!(best.alike, 1.0);
        }
    }

    #[test]
    fn candidates_lie_in_the_text_with_correct_similarity(
        old in any_text(),
        new in any_text(),
        cuts in prop::collection::vec(any::<Pick>(), 2..6),
    ) {
        let (old, new) = (Text::from_frozen(old), Text::from_frozen(new));
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(old.len() + 1)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let ranges: Vec<_> = cuts.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect();
        let revision = Revision::new(&old, &new);
        let found = revision.find(&ranges);
        for candidate in &found.candidates {
            let mut reached = 0;
            prop_assert_eq!(candidate.fragments.len(), ranges.len());
            for (range, was) in candidate.fragments.iter().zip(&ranges) {
                prop_assert!(reached <= range.start && range.start < range.end);
                prop_assert!(range.end <= new.len());
                reached = range.end;
                let work = Cell::new(MAX_STEPS);
                let alike = likeness::of(old.slice(was.clone()), new.slice(range.clone()), &work);
                prop_assert!(alike >= candidate.alike - ROUNDING);
            }
            prop_assert!((MIN_CONFIDENCE - ROUNDING..=1.0 + ROUNDING).contains(&candidate.confidence));
        }
        if found.sure {
            prop_assert!(found.candidates[0].confidence >= SURE - ROUNDING);
        }
    }
}

#[test]
fn the_same_words_in_another_spelling_say_the_same() {
    for (one, other) in [
        ("“Yes” – he said", "\"Yes\" - he said"),
        ("one\ntwo", "one  two"),
        ("caf\u{e9}", "cafe\u{301}"),
        (" a ", "a"),
    ] {
        assert!(says_the_same(one, other), "{one} {other}");
    }
    for (one, other) in [
        ("4,200 people", "4,350 people"),
        ("two hours", "one hour"),
        ("May", "may"),
        ("1.5", "15"),
        ("a", ""),
    ] {
        assert!(!says_the_same(one, other), "{one} {other}");
    }
}
