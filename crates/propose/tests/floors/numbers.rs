//! Every number in the five bundled articles, with what a reader takes it for.

use super::article;
use postil_propose::numbers::{Language, find};

/// What each of the bundled articles counts.
const ARTICLES: &[(&str, &[(&str, &str)])] = &[
    (
        "000_0bc414f634145b82.txt",
        &[("145", "145 lives"), ("0", "0")],
    ),
    ("001_3d43af0b7f077dd8.txt", &[]),
    (
        "002_dfb0335adb72a91a.txt",
        &[
            ("500", "500 weapons"),
            ("over 130", "> 130 people"),
            ("20%", "20 %"),
        ],
    ),
    ("003_60f9f2dbb61d106e.txt", &[("two", "2 countries")]),
    ("004_78a6bd40efd81f0e.txt", &[]),
];

#[test]
fn every_number_in_the_articles_is_found_and_read() {
    for (file, expected) in ARTICLES {
        let text = article(file);
        let dates = postil_propose::dates::find(&text, 0..text.len(), None, Language::English);
        let taken: Vec<_> = dates.into_iter().map(|it| it.span).collect();
        let found = find(&text, 0..text.len(), &taken, Language::English);
        let found: Vec<_> = found
            .iter()
            .map(|it| (text.slice(it.span.clone()), it.quantity.to_string()))
            .collect();
        let expected = expected
            .iter()
            .map(|(words, it)| (*words, (*it).to_owned()));
        assert_eq!(found, expected.collect::<Vec<_>>(), "{file}");
    }
}
