//! Words that hedge.
//!
//! After the list of hedges in K. Hyland: *Metadiscourse* (Continuum 2005), without what news rarely means as a
//! hedge, and with what it hedges a report or an outlook with (*allegedly*, *expected*, *potential*). English only.

use postil_core::text::fold;
use unicode_segmentation::UnicodeSegmentation;

/// Sorted.
const HEDGES: &[&str] = &[
    "about",
    "alleged",
    "allegedly",
    "almost",
    "apparent",
    "apparently",
    "appear",
    "appeared",
    "appears",
    "approximately",
    "around",
    "assume",
    "assumed",
    "believed",
    "broadly",
    "could",
    "doubt",
    "doubtful",
    "essentially",
    "estimate",
    "estimated",
    "expected",
    "fairly",
    "generally",
    "guess",
    "indicate",
    "indicated",
    "indicates",
    "largely",
    "likelihood",
    "likely",
    "mainly",
    "may",
    "maybe",
    "might",
    "mostly",
    "nearly",
    "perhaps",
    "plausible",
    "possibility",
    "possible",
    "possibly",
    "potential",
    "potentially",
    "predicted",
    "presumable",
    "presumably",
    "probable",
    "probably",
    "purported",
    "purportedly",
    "quite",
    "relatively",
    "reportedly",
    "roughly",
    "seem",
    "seemed",
    "seemingly",
    "seems",
    "should",
    "somewhat",
    "suggest",
    "suggested",
    "suggests",
    "suppose",
    "supposed",
    "supposedly",
    "suspect",
    "suspected",
    "typically",
    "uncertain",
    "unclear",
    "unlikely",
    "usually",
    "would",
];

/// The hedges among some words, as they are written, in order. O(n).
pub fn hedges(words: &str) -> Vec<String> {
    let hedges = words.unicode_words().filter(|word| {
        let word = fold(word);
        HEDGES.binary_search(&word.as_str()).is_ok()
    });
    hedges.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hedges_are_found_whatever_their_case() {
        assert_eq!(
            hedges("Probably it may rain, the Mayor said"),
            ["Probably", "may"]
        );
        assert_eq!(hedges("It rains."), [""; 0]);
        assert!(HEDGES.is_sorted());
    }
}
