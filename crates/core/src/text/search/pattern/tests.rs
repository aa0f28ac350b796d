//! Patterns find what their plain readings find, in pieces of any size.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::text::is_glued;
use crate::text::testing::any_text;
use proptest::prelude::*;

fn pattern(query: &str, options: &str) -> Result<Pattern, Flaw> {
    Pattern::new(&Wanted {
        query: query.to_owned(),
        regex: options.contains('r'),
        whole_words: options.contains('w'),
        exact: options.contains('e'),
    })
}

/// The matches, with bars between.
fn found(query: &str, options: &str, text: &str) -> String {
    let text = Text::freeze(text);
    let found = pattern(query, options).unwrap().find_in(&text);
    let found: Vec<_> = found.into_iter().map(|range| text.slice(range)).collect();
    found.join("|")
}

#[test]
fn finds_words() {
    assert_eq!(
        found(" taliban ", "", "The Taliban, talibanize"),
        "Taliban|taliban"
    );
    assert_eq!(found("Taliban", "w", "The Taliban, talibanize"), "Taliban");
    assert_eq!(found("Taliban", "e", "Taliban taliban"), "Taliban");
    assert_eq!(found("aa", "e", "aaaaa"), "aa|aa");
    assert_eq!(found("aa a", "ew", "xaa aa a"), "aa a");
    assert_eq!(found("e", "e", "e\u{301} e é"), "e");
    assert_eq!(found("", "e", "any"), "");
    assert_eq!(found("", "r", "any"), "");
}

#[test]
fn finds_expressions() {
    assert_eq!(found(r"\d{4}", "r", "in 2012, 99 and 20245"), "2012|2024");
    assert_eq!(found(r"\d{4}", "rw", "in 2012, 99 and 20245"), "2012");
    assert_eq!(found("talib(an)?", "r", "TALIB Taliban"), "TALIB|Taliban");
    assert_eq!(found("talib(an)?", "re", "TALIB Taliban talib"), "talib");
    assert_eq!(
        found("Russia's", "r", "Russia’s russia's"),
        "Russia’s|russia's"
    );
    assert_eq!(found("Russia's", "re", "Russia’s Russia's"), "Russia's");
    assert_eq!(found("a-b", "r", "a–b a-b"), "a–b|a-b");
    assert_eq!(found("(?i-u:a)-b", "r", "a–b"), "a–b");
    assert_eq!(found("[a-c]+", "r", "abcd"), "abc");
    assert_eq!(found("^.+$", "r", "one\n\ntwo"), "one|two");
    assert_eq!(found("\\w+", "r", "Кабул дом"), "Кабул|дом");
    assert_eq!(found(r"\p{Cyrillic}", "r", "a Ж"), "Ж");
    assert_eq!(found("x*", "r", "axxb"), "xx");
    assert_eq!(found("e", "r", "e\u{301} e"), "e");
}

#[test]
fn tells_the_place_of_a_mistake() {
    let flaw = |query: &str| pattern(query, "r").err().unwrap();
    assert_eq!(flaw("ä(b").at, 1);
    assert_eq!(flaw("a**[").at, 3);
    assert!(flaw(r"(a)\1").reason.contains("backreferences"));
    assert!(flaw(r"\w{900}{9}").reason.contains("too large"));
    assert!(flaw(&"(".repeat(60)).at > 0);
    assert!(flaw(&"x".repeat(1001)).reason.contains("1000"));
}

#[test]
fn long_paragraphs_are_searched_in_windows() {
    // The windows begin at other places than the matches.
    let text = "Жук 12345 und ".repeat(4000);
    let text = Text::freeze(&text);
    let all = pattern(r"\d+ und", "r").unwrap().find_in(&text);
    assert_eq!(all.len(), 4000);
    assert!(
        all.iter()
            .all(|range| text.slice(range.clone()) == "12345 und")
    );
    let first = pattern(r"\d+ und", "r")
        .unwrap()
        .find_from(&text, 0, 100_000);
    assert!(first.next.is_some() && first.found.len() < 4000);
}

#[test]
fn glued_matches_are_told() {
    let glued = |text: &str, range| is_glued(&Text::freeze(text), &range);
    assert!(glued("newsRussia", 4..10));
    assert!(glued("Talibanize", 0..7));
    assert!(glued("cafe\u{301}s", 0..5));
    assert!(!glued("the Taliban’s", 4..11));
    assert!(!glued("塔利班", 0..2));
    assert!(!glued("Taliban", 0..7));
}

proptest! {
    #[test]
    fn words_are_found_as_by_a_query(text in any_text(), query in any_text(), whole in any::<bool>()) {
        let text = Text::freeze(&text);
        let plain = Query::new(&query);
        let plain = if whole { plain.whole_words() } else { plain };
        if let Ok(pattern) = pattern(&query, if whole { "w" } else { "" }) {
            prop_assert_eq!(pattern.find_in(&text), plain.find_in(&text));
        }
    }

    #[test]
    fn pieces_add_up(text in any_text(), letters in "[a-z.]{1,2}", most in 1..5_usize, how in 0..8_usize) {
        let text = Text::freeze(&text);
        let options = ["", "w", "e", "we", "r", "rw", "re", "rwe"][how];
        if let Ok(pattern) = pattern(&letters, options) {
            let (mut found, mut at) = (Vec::new(), Some(0));
            while let Some(from) = at {
                let piece = pattern.find_from(&text, from, most);
                prop_assert!(piece.next.is_none_or(|next| next > from));
                found.extend(piece.found);
                at = piece.next;
            }
            prop_assert_eq!(&found, &pattern.find_in(&text));
            prop_assert!(found.windows(2).all(|two| two[0].end <= two[1].start));
        }
    }

    #[test]
    fn any_expression_is_answered(query in any::<String>(), text in any_text()) {
        let text = Text::freeze(&text);
        for options in ["r", "re", "rw"] {
            if let Ok(pattern) = pattern(&query, options) {
                pattern.find_in(&text);
            }
        }
    }

    /// An expression without any special sign finds what exact words find.
    #[test]
    fn letters_are_an_expression(text in any_text(), letters in "[a-z]{1,3}") {
        let text = Text::freeze(&text);
        let words = pattern(&letters, "e").unwrap().find_in(&text);
        prop_assert_eq!(pattern(&letters, "re").unwrap().find_in(&text), words);
    }
}
