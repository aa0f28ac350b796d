//! What holds of any text.

use super::*;
use proptest::prelude::*;

/// Pieces of which texts are made that make much work, or are odd.
const PIECES: &[&str] = &[
    "Anna Orlova",
    "Equinor",
    "he",
    "they",
    "it",
    "the company",
    "the ministry",
    "a spokesman",
    "said",
    "told",
    "TASS",
    "according to",
    "citing",
    "quoted",
    "was",
    "by",
    "that",
    "and",
    "who",
    "statement",
    ",",
    ".",
    "“",
    "”",
    "\"",
    "'",
    "’s",
    ":",
    "—",
    "\n",
    "\n\n",
    "Dr.",
    "U.S.",
    "и",
    "сказал",
    "قال",
    "「",
    "e\u{301}",
    "🙂",
    "\u{200f}",
    "'s",
];

proptest! {
    #[test]
    fn nothing_panics_and_each_is_listed_once(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
        glue in prop::sample::select(&["", " "][..]),
        spans in prop::collection::vec((0..200_usize, 0..20_usize, 0..6_u32), 0..12),
        claim in prop::collection::vec((0..200_usize, 0..40_usize), 0..3),
    ) {
        let text = Text::freeze(&pieces.join(glue));
        let kinds = [Kind::Person, Kind::Organization, Kind::Group, Kind::Media, Kind::Place, Kind::Unknown];
        let mentions = (0..).zip(&spans).map(|(key, (start, length, kind))| Mention {
            key,
            range: *start..start + length,
            kind: kinds[*kind as usize],
            cluster: (kind % 2 == 0).then_some(*kind),
        });
        let mentions: Vec<Mention> = mentions.collect();
        let claim: Vec<_> = claim.into_iter().map(|(start, length)| start..start + length).collect();
        let found = rank(&text, &claim, &mentions, "");
        prop_assert_eq!(&rank(&text, &claim, &mentions, ""), &found);
        let mut keys = std::collections::BTreeSet::new();
        for one in &found {
            for speaker in one.via.iter().chain([&one.speaker]) {
                match speaker {
                    Speaker::Marked(key) => prop_assert!(mentions.iter().any(|m| m.key == *key)),
                    Speaker::Unmarked { range, .. } => {
                        prop_assert!(range.start < range.end && range.end <= text.len());
                    }
                }
            }
            if let Speaker::Marked(key) = one.speaker {
                prop_assert!(keys.insert(key));
            }
            let spans = [&one.cue, &one.through];
            for span in spans.into_iter().flatten() {
                prop_assert!(span.start < span.end && span.end <= text.len());
            }
        }
    }

    #[test]
    fn any_text_is_read(text in ".{0,400}", start in 0..400_usize, length in 0..100_usize) {
        let text = Text::freeze(&text);
        let claim = start..start + length;
        rank(&text, std::slice::from_ref(&claim), &[], "en");
    }
}

#[test]
fn the_work_is_bounded() {
    for piece in [
        "the company said ",
        "he said, ",
        "“",
        "said that. ",
        "citing the ministry, ",
        "X, ",
    ] {
        let text = Text::freeze(&piece.repeat(20_000));
        let mention = |key: u32| Mention {
            key,
            range: key as usize * 7..key as usize * 7 + 5,
            kind: Kind::Organization,
            cluster: None,
        };
        let mentions: Vec<Mention> = (0..2_000).map(mention).collect();
        let middle = text.len() / 2;
        for claim in [middle..middle + 9, 0..text.len()] {
            let found = rank(&text, &[claim], &mentions, "en");
            assert!(found.len() <= mentions.len() + 64);
        }
    }
}
