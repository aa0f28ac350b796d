//! Every date in the five bundled articles, with the value that a reader gives it.

use super::article;
use postil_propose::dates::{Day, Language, Reading, find, resolve};

/// The expressions of an article in order, with value and modifier.
type Dates = &'static [(&'static str, &'static str)];

/// The articles, each with the day that it was written on, or the first day that it can be from.
const ARTICLES: &[(&str, &str, Dates)] = &[
    (
        "000_0bc414f634145b82.txt",
        "2024-07-01",
        &[
            ("July", "2024-07"),
            ("August 2021", "2021-08"),
            ("two decades", "P20Y"),
            ("2003", "2003"),
            ("1979", "1979"),
            ("a decade later", "1989"),
            ("In recent years", "PAST_REF"),
            ("March", "2024-03"),
        ],
    ),
    (
        "001_3d43af0b7f077dd8.txt",
        "2024-12-18",
        &[
            ("Wednesday, December 18, 2024", "2024-12-18"),
            ("Tuesday", "2024-12-17"),
            ("now", "PRESENT_REF"),
            ("August 2021", "2021-08"),
            ("last month", "2024-11"),
            ("to date", "PRESENT_REF BEFORE"),
            ("late 2023", "2023 END"),
            ("now", "PRESENT_REF"),
        ],
    ),
    (
        "002_dfb0335adb72a91a.txt",
        "2024-04-01",
        &[
            ("Monday, April 1", "2024-04-01"),
            ("2003", "2003"),
            ("2021", "2021"),
            ("Earlier in January", "2024-01"),
            ("from May 14th to 19th this year", "2024-05-14/2024-05-19"),
            ("Last February", "2024-02"),
            ("last year", "2023"),
            ("in recent years", "PAST_REF"),
        ],
    ),
    (
        "003_60f9f2dbb61d106e.txt",
        "2024-12-22",
        &[
            ("more than three years after", "P3Y MORE_THAN"),
            ("2021", "2021"),
            ("starting December 22", "2024-12-22 ON_OR_AFTER"),
            ("July 4, 2024", "2024-07-04"),
        ],
    ),
    (
        "004_78a6bd40efd81f0e.txt",
        "2024-05-28",
        &[
            ("May 28,2024", "2024-05-28"),
            ("Tuesday", "2024-05-28"),
            ("the beginning of the 21st century", "20 START"),
            ("Now", "PRESENT_REF"),
            ("Twenty years", "P20Y"),
            ("from 2008 to 2012", "2008/2012"),
            ("Earlier on Monday", "2024-05-27"),
            ("Now", "PRESENT_REF"),
        ],
    ),
];

/// Value and modifier of a reading in one line.
fn brief(reading: &Reading) -> String {
    match reading.modifier {
        Some(modifier) => format!("{} {}", reading.value, modifier.timex()),
        None => reading.value.clone(),
    }
}

#[test]
fn every_date_in_the_articles_is_found_and_read() {
    for (file, day, expected) in ARTICLES {
        let text = article(file);
        let found = find(&text, 0..text.len(), Day::parse(day), Language::English);
        let found: Vec<_> = found
            .iter()
            .map(|it| (text.slice(it.span.clone()), brief(&it.readings[0])))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(words, value)| (*words, (*value).to_owned()))
            .collect();
        assert_eq!(found, expected, "{file}");
    }
}

#[test]
fn the_words_of_every_date_in_the_articles_can_be_read() {
    for (file, day, expected) in ARTICLES {
        for (words, value) in *expected {
            let readings = resolve(words, Day::parse(day), Language::English);
            // Which date a decade later is reckoned from, the words alone do not say.
            let value = match *words {
                "a decade later" => "P10Y",
                _ => *value,
            };
            assert_eq!(
                readings.first().map(brief).as_deref(),
                Some(value),
                "{file}: {words}"
            );
        }
    }
}
