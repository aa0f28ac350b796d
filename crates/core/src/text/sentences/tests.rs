//! Tests of sentences and the motions by sentence.

use proptest::prelude::*;

use crate::text::Text;
use crate::text::testing::any_text;

fn sentences(text: &Text) -> Vec<String> {
    let first = text.sentence_at(0).filter(|s| s.start == 0);
    let first = first.or_else(|| text.next_sentence(0));
    let all = std::iter::successors(first, |s| text.next_sentence(s.start));
    all.map(|s| text.slice(s).to_owned()).collect()
}

#[test]
fn cut_into_sentences() {
    let check = |given: &str, expected: &[&str]| {
        assert_eq!(sentences(&Text::freeze(given)), expected, "{given}");
    };
    check("", &[]);
    check(" \n\n ", &[]);
    check("One. Two!  Three?", &["One.", "Two!", "Three?"]);
    check("\n A line\nB. C\n", &["A line", "B. C"]);
    check(
        "“It was 3.5 million. We know,” he said. “Yes.”",
        &["“It was 3.5 million.", "We know,” he said.", "“Yes.”"],
    );
    check(
        "in the St. Petersburg Forum",
        &["in the St. Petersburg Forum"],
    );
    check("of U.S.-led forces", &["of U.S.-led forces"]);
    check("the U.S. President. He", &["the U.S. President.", "He"]);
    check("in the U.S. The end", &["in the U.S.", "The end"]);
    check(
        "Gen. J. Smith of No. 5, Jan. 6. No. Never.",
        &["Gen. J. Smith of No. 5, Jan. 6.", "No.", "Never."],
    );
    check("هل تعلم؟ نعم.", &["هل تعلم؟", "نعم."]);
    check("塔利班。俄罗斯。", &["塔利班。", "俄罗斯。"]);
}

#[test]
fn sentence_at() {
    let text = Text::freeze("\n  One is. Two 👍 too.\n");
    let check = |cp: usize, expected: Option<&str>| {
        assert_eq!(
            text.sentence_at(cp).map(|s| text.slice(s)),
            expected,
            "{cp}"
        );
    };
    check(0, None);
    check(1, Some("One is."));
    check(4, Some("One is."));
    check(10, Some("One is."));
    check(11, Some("Two 👍 too."));
    check(21, Some("Two 👍 too."));
    check(22, None);
    check(usize::MAX, None);
}

#[test]
fn motions() {
    let text = Text::freeze("One. Two.\n\nThree.");
    assert_eq!(text.next_sentence(0), Some(5..9));
    assert_eq!(text.next_sentence(7), Some(11..17));
    assert_eq!(text.next_sentence(11), None);
    assert_eq!(text.prev_sentence(17), Some(11..17));
    assert_eq!(text.prev_sentence(11), Some(5..9));
    assert_eq!(text.prev_sentence(7), Some(5..9));
    assert_eq!(text.prev_sentence(0), None);
}

/// The pieces of a long paragraph end at the ends of sentences.
#[test]
fn a_long_paragraph_is_cut_between_sentences() {
    let sentence = "Zamir Kabulov, of St. Petersburg, said that it would be so. ";
    let text = Text::freeze(&sentence.repeat(500));
    assert!(text.blocks().as_slice().len() > 10);
    let found = sentences(&text);
    assert_eq!(found.len(), 500);
    assert!(found.iter().all(|s| s == sentence.trim_end()));
}

proptest! {
    #[test]
    fn motions_move(text in any_text(), times in 1_usize..3, cp in 0_usize..80) {
        let text = Text::from_frozen(text.repeat(times));
        if let Some(s) = text.sentence_at(cp) {
            prop_assert!(s.start < s.end && s.end <= text.len());
        }
        if let Some(s) = text.next_sentence(cp) {
            prop_assert!(cp < s.start && s.start < s.end && s.end <= text.len());
        }
        if let Some(s) = text.prev_sentence(cp) {
            prop_assert!(s.start < cp && s.start < s.end && s.end <= text.len());
        }
    }

    /// Every non-space character is in the sentence at its offset, and the motions stop at each
    /// sentence.
    #[test]
    fn sentences_hold_the_text(text in any_text()) {
        let text = Text::freeze(&text);
        let starts = std::iter::successors(text.next_sentence(0), |s| text.next_sentence(s.start));
        let starts: Vec<_> = starts.map(|s| s.start).collect();
        for (cp, _) in text.as_str().chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
            let sentence = text.sentence_at(cp).expect("a sentence");
            prop_assert!(sentence.contains(&cp));
            prop_assert!(sentence.start == 0 || starts.contains(&sentence.start));
        }
    }
}
