//! Tests of folding and searching against a naive implementation.

use std::ops::Range;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::{Fit, Query};
use crate::text::Text;
use crate::text::testing::any_text;

/// Marks the matches in a text with brackets.
fn marked(query: Query, text: &str) -> String {
    let text = Text::freeze(text);
    let mut marked = String::new();
    let mut done = 0;
    for found in query.matches(&text) {
        marked += text.slice(done..found.start);
        marked.push('[');
        marked += text.slice(found.clone());
        marked.push(']');
        done = found.end;
    }
    marked + text.slice(done..text.len())
}

#[test]
fn finds() {
    let check = |query: &str, text: &str, expected: &str| {
        assert_eq!(marked(Query::new(query), text), expected, "{query:?}");
    };
    check("", "any", "any");
    check(" \n\u{A0}", "a b", "a b");
    check(
        "taliban",
        "The Taliban, TALIBAN",
        "The [Taliban], [TALIBAN]",
    );
    check(" taliban ", "Taliban’s", "[Taliban]’s");
    check("aa", "aaaaa", "[aa][aa]a");
    check("aab", "aaab", "a[aab]");
    // Quote marks and dashes.
    check(
        "Russia's",
        "Russia’s, Russia's, Russia`s",
        "[Russia’s], [Russia's], [Russia`s]",
    );
    check(
        "‘Terrorist’",
        "'terrorist' „terrorist“",
        "['terrorist'] „terrorist“",
    );
    check(
        "\"close\"",
        "“close” «close» ‹close›",
        "[“close”] [«close»] ‹close›",
    );
    check(
        "U.S.–led",
        "U.S.-led U.S.—led U.S.−led",
        "[U.S.-led] [U.S.—led] [U.S.−led]",
    );
    // White space.
    check(
        "the Taliban",
        "the\u{A0}Taliban the \n\n Taliban",
        "[the\u{A0}Taliban] [the \n\n Taliban]",
    );
    check("the  Taliban", "the Taliban", "[the Taliban]");
    check("the Taliban", "theTaliban", "theTaliban");
    // Composed and decomposed characters, and marks in another order.
    check("é", "e é e\u{301} e\u{302}", "e [é] [e\u{301}] e\u{302}");
    check("e\u{301}", "é E\u{301}", "[é] [E\u{301}]");
    check("e", "e é e\u{301}", "[e] é e\u{301}");
    check("q\u{307}\u{323}", "q\u{323}\u{307}", "[q\u{323}\u{307}]");
    check(
        "한",
        "\u{1112}\u{1161}\u{11AB} \u{1112}\u{1161}",
        "[\u{1112}\u{1161}\u{11AB}] \u{1112}\u{1161}",
    );
    check("آ", "\u{627}\u{653} \u{627}", "[\u{627}\u{653}] \u{627}");
    // Letters whose length changes with case.
    check("STRASSE", "Straße strasse", "[Straße] [strasse]");
    check("s", "ß ſ s", "ß [ſ] [s]");
    check("ass", "aß", "[aß]");
    check("as", "aß", "aß");
    check("i", "İ I ı", "İ [I] [ı]");
    check("x", "İİßﬁx", "İİßﬁ[x]");
    check("ΣΟΦΟΣ", "σοφός σοφος", "σοφός [σοφος]");
    check("k", "\u{212A}", "[\u{212A}]");
    // Clusters.
    check("👩", "👩 👩‍👩‍👧", "[👩] 👩‍👩‍👧");
    check("👍", "👍🏽👍", "👍🏽[👍]");
    check("🇫🇷", "🇦🇫🇷🇺 🇫🇷", "🇦🇫🇷🇺 [🇫🇷]");
    check("塔利", "塔利班塔利", "[塔利]班[塔利]");
    check("افغان", "افغانستان", "[افغان]ستان");
}

#[test]
fn finds_whole_words() {
    let check = |query: &str, text: &str, expected: &str| {
        assert_eq!(
            marked(Query::new(query).whole_words(), text),
            expected,
            "{query:?}"
        );
    };
    check(
        "Russia",
        "Russia, Russian Russia’s",
        "[Russia], Russian [Russia]’s",
    );
    check(
        "russia",
        "HomeForeign newsRussia Moves",
        "HomeForeign news[Russia] Moves",
    );
    check(
        "news",
        "HomeForeign newsRussia Moves",
        "HomeForeign [news]Russia Moves",
    );
    check("home", "HomeForeign", "[Home]Foreign");
    check("IS", "IS-KP, ISIS, is, this", "[IS]-KP, ISIS, [is], this");
    check("2012", "2012 x2012 20120", "[2012] x2012 20120");
    check("led", "U.S.-led called", "U.S.-[led] called");
    check("\"led\"", "\"led\"x", "[\"led\"]x");
    check(
        "cafe",
        "cafés cafe\u{301}s cafe",
        "cafés cafe\u{301}s [cafe]",
    );
    check(
        "café",
        "cafés cafe\u{301} xcafé",
        "cafés [cafe\u{301}] xcafé",
    );
    check("利", "塔利班", "塔[利]班");
    check("طالب", "طالب طالبان", "[طالب] طالبان");
    // A match inside a word may overlap a valid one.
    check("aa a", "xaa aa a", "xaa [aa a]");
}

#[test]
fn offsets_count_code_points() {
    let text = Text::freeze("👍  e\u{301}ß Straße\n\n“Russia” 👩‍👩‍👧 Russia");
    let found = Query::new("russia").find_in(&text);
    assert_eq!(found, [16..22, 30..36]);
}

/// A search that stops early does no further work.
#[test]
fn matches_come_one_by_one() {
    let text = Text::freeze(&"Taliban ".repeat(1000));
    let first: Vec<_> = Query::new("taliban").matches(&text).take(2).collect();
    assert_eq!(first, [0..7, 8..15]);
}

/// A naive implementation of folding.
fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text.nfd() {
        let c: String = match c {
            c if c.is_whitespace() => " ".into(),
            c => c
                .to_uppercase()
                .to_string()
                .to_lowercase()
                .replace('ς', "σ"),
        };
        let c = c
            .replace(['`', '’', '‘', 'ʼ'], "'")
            .replace(['“', '”', '«', '»'], "\"");
        let c = c.replace(['–', '—'], "-");
        if !(c == " " && folded.ends_with(' ')) {
            folded += &c;
        }
    }
    folded
}

/// A naive search: tries every range of whole clusters.
fn find(query: &str, text: &Text) -> Vec<Range<usize>> {
    let query = fold(query.trim());
    let mut bounds: Vec<_> = text
        .as_str()
        .grapheme_indices(true)
        .map(|(at, _)| at)
        .collect();
    bounds.push(text.len_bytes());
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in &bounds {
        let start_cp = text.from_byte(*start);
        if query.is_empty() || found.last().is_some_and(|f| start_cp < f.end) {
            continue;
        }
        let end = bounds
            .iter()
            .find(|end| *end > start && fold(&text.as_str()[*start..**end]) == query);
        found.extend(end.map(|end| start_cp..text.from_byte(*end)));
    }
    found
}

#[test]
fn words_fit_the_better_the_earlier_they_begin() {
    let query = Query::new("Aster");
    for (words, fit) in [
        ("aster", Some(Fit::All)),
        ("Asteroid", Some(Fit::Start)),
        ("faster, an asteroid", Some(Fit::Word)),
        ("newsAster", Some(Fit::Word)),
        ("faster iPhone", Some(Fit::Within)),
        ("iPhone", None),
        ("", None),
    ] {
        assert_eq!(query.fit(words), fit, "{words}");
    }
    assert_eq!(Query::new("").fit("words"), None);
}

proptest! {
    #[test]
    fn finds_the_same_as_the_naive_search(
        text in any_text(),
        other in any_text(),
        a in 0_usize..40,
        length in 1_usize..6,
        change in 0_usize..4,
    ) {
        let text = Text::freeze(&text);
        let part = text.slice(a..a + length);
        let part = match change {
            0 => part.to_owned(),
            1 => part.to_uppercase(),
            2 => part.nfc().collect::<String>().replace('\'', "’").replace(' ', " \n"),
            _ => part.nfd().collect::<String>().replace('’', "'").replace('\n', "\u{A0}"),
        };
        prop_assert_eq!(Query::new(&part).find_in(&text), find(&part, &text));
        prop_assert_eq!(Query::new(&other).find_in(&text), find(&other, &text));
    }

    #[test]
    fn counts_what_it_finds(text in any_text(), query in "[a-z .]{1,2}", whole in any::<bool>()) {
        let text = Text::freeze(&text);
        let query = Query::new(&query);
        let query = if whole { query.whole_words() } else { query };
        prop_assert_eq!(query.count_in(&text), query.find_in(&text).len());
    }

    #[test]
    fn short_words_are_compared_as_texts_are_searched(
        words in any_text(),
        query in prop_oneof![any_text(), "[a-zA-Z’'ß .]{1,3}"],
        same in any::<bool>(),
    ) {
        let query = if same { words.to_uppercase() } else { query };
        let (query, text) = (Query::new(&query), Text::freeze(&words));
        let found = query.find_in(&text);
        let words = text.as_str();
        let fit = query.fit(words);
        prop_assert_eq!(fit.is_some(), !found.is_empty());
        prop_assert_eq!(fit == Some(Fit::All), query.is_all_of(words));
        let starts = matches!(fit, Some(Fit::All | Fit::Start));
        prop_assert_eq!(starts, found.first().is_some_and(|it| it.start == 0));
        prop_assert_eq!(query.is_all_of(words), found.len() == 1 && found[0] == (0..text.len()));
    }

    /// Where matches do not overlap, whole words are a subset of all matches.
    #[test]
    fn whole_words_begin_and_end_with_words(text in any_text(), query in "[a-zA-Z]{1,3}") {
        let text = Text::freeze(&text);
        for found in Query::new(&query).whole_words().find_in(&text) {
            prop_assert_eq!(fold(text.slice(found.clone())), fold(&query));
            for cp in [found.start, found.end] {
                let around = text.slice(cp.saturating_sub(1)..cp + 1);
                let lower: Vec<_> = around.chars().filter(|c| c.is_ascii_lowercase()).collect();
                prop_assert!(cp == 0 || cp == text.len() || lower.len() < 2, "{:?}", around);
            }
        }
    }
}
