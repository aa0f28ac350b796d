//! Tests of words, of snapping and of the motions by word and character.

use std::ops::Range;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::Text;
use crate::text::testing::any_text;

/// Splits `a[b]c` into the text `abc` and the range of `b`; `|` marks an empty range.
fn marked(marked: &str) -> (Text, Range<usize>) {
    let text: String = marked.chars().filter(|c| !"[]|".contains(*c)).collect();
    let before = |mark: char| marked.chars().take_while(|c| *c != mark).count();
    let range = if marked.contains('|') {
        before('|')..before('|')
    } else {
        before('[')..before(']') - 1
    };
    (Text::freeze(&text), range)
}

#[test]
fn word_at() {
    let check = |given: &str, expected: Option<&str>| {
        let (text, range) = marked(given);
        let word = text.word_at(range.start);
        assert_eq!(word.map(|w| text.slice(w)), expected, "{given}");
    };
    check("the Tal|iban.", Some("Taliban"));
    check("the |Taliban.", Some("Taliban"));
    check("the Taliban|.", Some("Taliban"));
    check("the Taliban.|", None);
    check("the  |  end", None);
    check("|", None);
    check("one|\ntwo", Some("one"));
    check("one\n|two", Some("two"));
    check("one\n|\ntwo", None);
    // A possessive ending counts only for an offset inside it.
    check("Rus|sia’s list", Some("Russia"));
    check("Russia|’s list", Some("Russia"));
    check("Russia’|s list", Some("Russia’s"));
    check("Russia's| list", Some("Russia's"));
    check("'|s", Some("s"));
    check("MOS|COW’S", Some("MOSCOW"));
    // Abbreviations keep their last dot, ordinary words do not.
    check("the |U.S.-led", Some("U.S."));
    check("at 9 a.|m.", Some("a.m."));
    check("J.K|. Rowling", Some("J.K."));
    check("the end|. A", Some("end"));
    check("plan |B.", Some("B"));
    check("version 1|.5.", Some("1.5"));
    // A containing word before an adjacent one; scripts without spaces; marks and clusters.
    check("塔|利班", Some("利"));
    check("カタ|カナ", Some("カタカナ"));
    check("ex|-ally", Some("ex"));
    check("cafe|\u{301} x", Some("cafe\u{301}"));
    check("طالبا|ن افغانستان", Some("طالبان"));
    check("د ښځ|ه", Some("ښځه"));
    check("👩‍👩‍|👧", Some("👩‍👩‍👧"));
    check("news|Russia", Some("newsRussia"));
}

#[test]
fn snap() {
    let check = |given: &str, expected: &str| {
        let (text, range) = marked(given);
        let snapped = text.snap(range);
        assert_eq!(text.slice(snapped.clone()), expected, "{given}");
        assert_eq!(text.snap(snapped.clone()), snapped, "{given}");
    };
    check("the Ta[lib]an said", "Taliban");
    check("the[ Taliban ]said", "Taliban");
    check("t[he Taliban s]aid", "the Taliban said");
    check("the [Taliban,] said", "Taliban,");
    check("the [Taliba]n, said", "Taliban");
    check("one\n[\n two\n]", "two");
    check("o[ne\n\nt]wo", "one\n\ntwo");
    // Russia’s: all of it or only the name, depending on the drag.
    check("[Russia]’s list", "Russia");
    check("[Rus]sia's list", "Russia");
    check("[Russia’]s list", "Russia’s");
    check("[Russia’s] list", "Russia’s");
    check("[Russia’s ]list", "Russia’s");
    check("Russia[’s] list", "Russia’s");
    check("Ru[ssia’s li]st", "Russia’s list");
    // Quote marks in the range are kept, and none are added.
    check(
        "been [\"taken at the hig]hest level,\" as",
        "\"taken at the highest",
    );
    check(
        "been \"[aken at the hig]hest level,\" as",
        "aken at the highest",
    );
    check(
        "been \"ta[ken at the highest level]\" as",
        "taken at the highest level",
    );
    check(
        "been \"[taken at the highest level,\"] as",
        "taken at the highest level,\"",
    );
    check("been[ \"]taken", "\"");
    check("'cl[os]e' to", "close");
    check("['close']", "'close'");
    // Only white space, or nothing.
    check("the [ ]Taliban", "");
    check("a[ \n\u{A0}\u{2003}]b", "");
    check("Tal|iban", "");
    check("|", "");
    // Abbreviations and compounds.
    check("the U[.S]. forces", "U.S.");
    check("[U.S.]-led", "U.S.");
    check("[U.S.-l]ed", "U.S.-led");
    check("post-w[ar]", "war");
    check("HomeForeign news[Russia] Moves", "newsRussia");
    // Clusters are never split.
    check("👩‍[👩]‍👧!", "👩‍👩‍👧");
    check("caf[e]\u{301}!", "cafe\u{301}");
    check("🇦[🇫]🇷🇺", "🇦🇫");
    check("塔[利]班", "利");
    check("x [\u{301}]y", " \u{301}");
}

#[test]
fn snap_keeps_an_empty_range_where_it_is() {
    let text = Text::freeze("the Taliban");
    assert_eq!(text.snap(6..6), 6..6);
    let (start, end) = (8, 5);
    assert_eq!(text.snap(start..end), 8..8);
    assert_eq!(text.snap(3..4), 3..3);
    assert_eq!(text.snap(90..99), 11..11);
}

#[test]
fn motions() {
    let text = Text::freeze("“Russia’s\n\n… U.S.-led 塔利 -");
    let collect = |range: Vec<Range<usize>>| -> Vec<String> {
        range
            .into_iter()
            .map(|w| text.slice(w).to_owned())
            .collect()
    };
    let onward = std::iter::successors(text.next_word(0), |w| text.next_word(w.start));
    let words = ["Russia", "U.S.", "led", "塔", "利"];
    assert_eq!(collect(onward.collect()), words);
    let back = std::iter::successors(text.prev_word(99), |w| text.prev_word(w.start));
    let mut back = collect(back.collect());
    back.reverse();
    assert_eq!(back, words);

    let ends = std::iter::successors(text.next_end(0), |end| text.next_end(*end));
    let ends: Vec<_> = ends.collect();
    assert_eq!(ends, [7, 9, 17, 21, 23, 24]);
    let back = std::iter::successors(text.prev_end(99), |end| text.prev_end(*end));
    assert!(back.eq(ends.into_iter().rev()));
}

#[test]
fn characters() {
    let text = Text::freeze("e\u{301}👩‍👩‍👧\n🇦🇫x");
    let onward = std::iter::successors(Some(0), |at| Some(text.next_char(*at)).filter(|n| n > at));
    let stops: Vec<_> = onward.collect();
    assert_eq!(stops, [0, 2, 7, 8, 10, 11]);
    let end = text.len();
    let back = std::iter::successors(Some(end), |at| Some(text.prev_char(*at)).filter(|n| n < at));
    assert!(back.eq(stops.into_iter().rev()));
    // From inside a cluster.
    assert_eq!((text.prev_char(1), text.next_char(1)), (0, 2));
    assert_eq!((text.prev_char(4), text.next_char(4)), (2, 7));
}

/// A word of a megabyte without spaces or newlines stays inside its window.
#[test]
fn one_endless_word() {
    let text = Text::freeze(&"x".repeat(1_000_000));
    let word = text.word_at(500_000).expect("a word");
    assert!(word.contains(&500_000) && word.len() <= 2048);
    assert_eq!(text.snap(500_000..500_001), word);
    assert_eq!(text.snap(word.clone()), word);
    assert_eq!(text.next_word(word.start).map(|w| w.start), Some(word.end));
}

proptest! {
    /// The snapped range holds everything in the range but white space, and begins and ends at
    /// boundaries of characters.
    #[test]
    fn snap_covers_and_is_idempotent(text in any_text(), a in 0_usize..60, b in 0_usize..60) {
        let text = Text::freeze(&text);
        let raw = a.min(b)..a.max(b);
        let snapped = text.snap(raw.clone());
        prop_assert_eq!(text.snap(snapped.clone()), snapped.clone());
        prop_assert!(snapped.end <= text.len());
        let solid = |cp: &usize| !text.slice(*cp..cp + 1).trim().is_empty();
        for cp in raw.filter(solid) {
            prop_assert!(snapped.contains(&cp));
        }
        if !snapped.is_empty() {
            let mut bounds: Vec<_> =
                text.as_str().grapheme_indices(true).map(|(at, _)| text.from_byte(at)).collect();
            bounds.push(text.len());
            prop_assert!(bounds.contains(&snapped.start) && bounds.contains(&snapped.end));
        }
    }

    /// Every motion moves, and none panics, from any offset.
    #[test]
    fn motions_move(text in any_text(), times in 1_usize..3, cp in 0_usize..80) {
        let text = Text::from_frozen(text.repeat(times));
        if let Some(word) = text.word_at(cp) {
            let cp = cp.min(text.len());
            prop_assert!(word.start <= cp && cp <= word.end && !word.is_empty());
        }
        if let Some(word) = text.next_word(cp) {
            prop_assert!(cp < word.start && word.start < word.end && word.end <= text.len());
        }
        if let Some(word) = text.prev_word(cp) {
            prop_assert!(word.start < cp && word.start < word.end && word.end <= text.len());
        }
        prop_assert!(text.next_end(cp).is_none_or(|end| cp < end && end <= text.len()));
        prop_assert!(text.prev_end(cp).is_none_or(|end| end < cp && end <= text.len()));
        let at = cp.min(text.len());
        prop_assert_eq!(text.next_char(cp) > at, at < text.len());
        prop_assert_eq!(text.prev_char(cp) < at, at > 0);
        prop_assert!(text.next_char(cp) <= text.len());
    }

    /// Moving from word to word visits all words of the text.
    #[test]
    fn motions_find_every_word(text in any_text()) {
        let text = Text::freeze(&text);
        let onward = std::iter::successors(text.next_word(0), |w| text.next_word(w.start));
        let onward: Vec<_> = onward.collect();
        let back = std::iter::successors(text.prev_word(usize::MAX), |w| text.prev_word(w.start));
        let mut back: Vec<_> = back.take_while(|w| w.start > 0).collect();
        back.reverse();
        prop_assert_eq!(&onward, &back);
        let letters = text.as_str().chars().enumerate().filter(|(_, c)| c.is_alphanumeric());
        for (cp, _) in letters {
            let word = text.word_at(cp).expect("a letter is in a word");
            prop_assert!(word.contains(&cp));
            prop_assert!(word.start == 0 || onward.iter().any(|w| w.start == word.start));
        }
    }
}

/// Knows two words of each script, and is otherwise as bad as it may be.
fn dictionary(text: &str) -> Vec<usize> {
    let words = ["外交部", "发言人", "東京", "กระทรวง", "การ"];
    let found = words.iter().flat_map(|word| {
        let starts = text.match_indices(word);
        starts.flat_map(|(at, word)| [at, at + word.len()])
    });
    let mut bytes: Vec<usize> = found.collect();
    bytes.sort_unstable();
    bytes.extend([1, 1, usize::MAX]);
    bytes
}

#[test]
fn words_without_spaces_come_from_a_dictionary() {
    let text = Text::from_frozen("外交部发言人在NATO, กระทรวงการ 東京で。");
    assert_eq!(text.word_at(1), Some(1..2), "single signs without one");
    let text = Text::from_frozen(text.as_str());
    text.segment_words_by(dictionary);
    let mut at = 0;
    let mut words = vec![text.slice(text.word_at(0).expect("a word")).to_owned()];
    while let Some(word) = text.next_word(at) {
        words.push(text.slice(word.clone()).to_owned());
        at = word.start;
    }
    assert_eq!(
        words,
        [
            "外交部",
            "发言人",
            "在",
            "NATO",
            "กระทรวง",
            "การ",
            "東京",
            "で"
        ]
    );
    assert_eq!(text.snap(1..5), 0..6);
    assert_eq!(text.clone().snap(1..2), 0..3, "its clones know it as well");
}

#[test]
fn pictures_are_words() {
    let text = Text::from_frozen("Hi 👩‍👩‍👧, 👍🏽 🇦🇫🇷🇺 1️⃣ ok");
    let mut at = 0;
    let mut words = Vec::new();
    while let Some(word) = text.next_word(at) {
        words.push(text.slice(word.clone()).to_owned());
        at = word.start;
    }
    assert_eq!(words, ["👩‍👩‍👧", "👍🏽", "🇦🇫", "🇷🇺", "1️⃣", "ok"]);
}
