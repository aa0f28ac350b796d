//! Chooses the shingles by which shared passages are noticed.
//!
//! A shingle is a number for a few words in a row. Of the shingles in each window the least is chosen,
//! as in S. Schleimer, D. S. Wilkerson, A. Aiken: “Winnowing: Local Algorithms for Document
//! Fingerprinting”, SIGMOD 2003, in its robust form: of equal ones the last, unless the one chosen
//! before is still in the window. Two texts with [`SHINGLE`] + [`WINDOW`] − 1 equal words in a row, here 7,
//! have a chosen shingle in common there.

use super::words::Words;

/// Words in a shingle.
pub const SHINGLE: usize = 4;

/// Characters in a shingle that begins with one of a script without spaces.
pub const CHARACTERS: usize = 8;

/// Shingles in a window.
pub const WINDOW: usize = 4;

/// The chosen shingles of a text, each with its first word, in order. O(n); two of five are chosen in
/// texts that do not repeat themselves.
pub fn winnow(words: &Words) -> Vec<(u32, u32)> {
    let ids = words.ids();
    let shingle = |at: usize| {
        let length = match words.is_unspaced(at) {
            true => CHARACTERS,
            false => SHINGLE,
        };
        ids.get(at..at + length).map(mixed)
    };
    let shingles: Vec<u32> = (0..ids.len()).map_while(shingle).collect();
    let mut chosen: Vec<(u32, u32)> = Vec::new();
    let mut last = None;
    for (from, window) in shingles
        .windows(WINDOW.min(shingles.len().max(1)))
        .enumerate()
    {
        let least = window.iter().copied().min().unwrap_or_default();
        let stays = last.is_some_and(|at| at >= from && shingles.get(at) == Some(&least));
        if stays {
            continue;
        }
        let place = window.iter().rposition(|shingle| *shingle == least);
        let at = from + place.unwrap_or_default();
        last = Some(at);
        if let Ok(at) = u32::try_from(at) {
            chosen.push((least, at));
        }
    }
    chosen
}

/// One number for several, in which each bit depends on all of them: the finalizer of SplitMix64
/// (G. L. Steele, D. Lea, C. H. Flood, 2014) after each step.
fn mixed(ids: &[u32]) -> u32 {
    let hash = ids.iter().fold(0_u64, |hash, id| {
        let hash = (hash ^ u64::from(*id)).wrapping_add(0x9e37_79b9_7f4a_7c15);
        let hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^ hash >> 31
    });
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_core::text::Text;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn winnowed(text: &str) -> Vec<(u32, u32)> {
        winnow(&Words::of(&Text::freeze(text), &[]))
    }

    proptest! {
        #[test]
        fn seven_equal_words_have_a_shingle_in_common(
            before in "([a-c]{1,2} ){0,9}", common in "([a-c]{1,2} ){7}", after in "([a-c]{1,2} ){0,9}",
        ) {
            let shingles = |text: &str| -> BTreeSet<u32> {
                winnowed(text).into_iter().map(|(shingle, _)| shingle).collect()
            };
            let (one, other) = (format!("{before}{common}"), format!("{common}{after}"));
            prop_assert!(!shingles(&one).is_disjoint(&shingles(&other)));
        }
    }

    #[test]
    fn one_word_over_and_over_has_a_shingle_in_each_window() {
        let chosen = winnowed(&"word ".repeat(1000));
        assert_eq!(
            chosen.len(),
            1000 / WINDOW - 1 + usize::from(WINDOW < SHINGLE)
        );
        assert!(chosen.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }

    #[test]
    fn short_texts_have_one_or_none() {
        assert_eq!(winnowed("one two three").len(), 0);
        assert_eq!(winnowed("one two three four").len(), 1);
        assert_eq!(winnowed("").len(), 0);
        assert_eq!(winnowed("塔利班组织的名单").len(), 1);
    }
}
