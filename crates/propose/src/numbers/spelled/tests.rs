use super::*;
use crate::numbers::token::tokens;

fn read(words: &str, language: Language) -> Option<(u64, usize)> {
    let found = cardinal(&tokens(words, 0), language);
    found.map(|it| (it.value, it.tokens))
}

#[test]
fn cardinals_are_read_as_far_as_they_go() {
    for (words, value, tokens) in [
        ("one hundred and forty-five people", 145, 6),
        ("Twenty-one", 21, 3),
        ("two thousand and eighteen", 2018, 4),
        ("nineteen hundred ninety three", 1993, 4),
        ("three million two hundred thousand", 3_200_000, 5),
        ("five and", 5, 1),
        ("twenty twelve", 20, 1),
        ("four five", 4, 1),
        ("hundred", 100, 1),
    ] {
        assert_eq!(
            read(words, Language::English),
            Some((value, tokens)),
            "{words}"
        );
    }
    for (words, value, tokens) in [
        ("hundertfünfundvierzig Menschen", 145, 1),
        ("einundzwanzig", 21, 1),
        ("zweitausendvierundzwanzig", 2024, 1),
        ("drei Millionen", 3_000_000, 2),
        ("neunzehnhundertneunundachtzig", 1989, 1),
    ] {
        assert_eq!(
            read(words, Language::German),
            Some((value, tokens)),
            "{words}"
        );
    }
    for (words, value, tokens) in [
        ("сто сорок пять человек", 145, 3),
        ("двух тысяч трёхсот", 2300, 3),
        ("пяти", 5, 1),
    ] {
        assert_eq!(
            read(words, Language::Russian),
            Some((value, tokens)),
            "{words}"
        );
    }
    for words in ["people", "and one", "undeins", "-", ""] {
        assert_eq!(read(words, Language::English), None, "{words}");
        assert_eq!(read(words, Language::German), None, "{words}");
    }
}

#[test]
fn ordinals_are_read() {
    for (words, language, value) in [
        ("first", Language::English, 1),
        ("twenty-first", Language::English, 21),
        ("thirty first", Language::English, 31),
        ("ersten", Language::German, 1),
        ("dritte", Language::German, 3),
        ("einundzwanzigsten", Language::German, 21),
        ("siebten", Language::German, 7),
        ("первого", Language::Russian, 1),
        ("двадцать первого", Language::Russian, 21),
        ("третьего", Language::Russian, 3),
    ] {
        let found = ordinal(&tokens(words, 0), language);
        assert_eq!(found.map(|it| it.value), Some(value), "{words}");
    }
    for words in ["one", "two first", "twenty", "ten second"] {
        assert_eq!(
            ordinal(&tokens(words, 0), Language::English),
            None,
            "{words}"
        );
    }
}
