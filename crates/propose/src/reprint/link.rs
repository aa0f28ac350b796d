//! Passages that one document has in common with earlier ones.

use super::align::{Alignment, Reach};
use super::seeds::{Seed, Seeds};
use super::winnow::winnow;
use super::words::{WORD, Words};
use super::{MIN_LIKENESS, MIN_SENTENCE, MIN_WORDS};
use postil_core::model::DocumentId;
use postil_core::text::Text;
use std::collections::HashMap;
use std::ops::Range;

/// The least likeness of a passage that is shorter than twice the least length: by chance a few words in
/// a row are alike more often than many.
const LIKE_SHORT: f64 = 0.7;

/// The least likeness of a passage that is a sentence and shorter than others have to be.
const LIKE_SENTENCE: f64 = 0.8;

/// Passages of other documents that are followed from one word. Further copies of a text are
/// found by their likeness to these.
const MAX_OVER: u8 = 4;

/// Steps of about a nanosecond that following passages may take for each word of a document. A text of
/// news takes fewer than fifty; the rest of a text that takes more is not compared.
const STEPS_PER_WORD: usize = 512;

/// Steps that any document may take.
const MIN_STEPS: usize = 1 << 16;

/// Steps of finding sentences in a byte of text.
const STEPS_PER_BYTE: usize = 32;

/// Code points before and after some words that are looked at to tell whether they are a sentence.
const AROUND: usize = 64;

/// A document with its words.
#[derive(Clone, Debug)]
pub struct Source {
    pub id: DocumentId,
    pub text: Text,
    pub words: Words,
}

/// A passage that two documents have in common.
#[derive(Clone, Debug)]
pub struct Link {
    /// The number of the later document.
    pub here: u32,
    /// The number of the earlier document.
    pub there: u32,
    pub alignment: Alignment,
}

/// Finds the passages that a document has in common with the documents of the seeds. Those in one
/// other document do not overlap in this one. O(n) for n words.
pub fn links<'a>(
    number: u32,
    source: &Source,
    other: impl Fn(u32) -> Option<&'a Source>,
    seeds: &Seeds,
    shingles: &[(u32, u32)],
) -> Vec<Link> {
    let words = &source.words;
    let mut steps = MIN_STEPS + STEPS_PER_WORD * words.len();
    let mut links: Vec<Link> = Vec::new();
    let mut last: HashMap<u32, usize> = HashMap::new();
    let mut over = vec![0_u8; words.len()];
    for (shingle, at) in shingles {
        let at = *at as usize;
        for seed in seeds.of(*shingle) {
            if steps == 0 {
                return links;
            }
            let is_over = over.get(at).is_none_or(|over| *over >= MAX_OVER);
            if is_over || seed.document == number {
                continue;
            }
            let before = last.get(&seed.document).and_then(|last| links.get(*last));
            let floor = before.map_or(0, |link| link.alignment.here().end);
            let Some(other) = other(seed.document) else {
                continue;
            };
            if at < floor {
                continue;
            }
            let (one, two) = (words.ids(), other.words.ids());
            let mut around = |reach| {
                let place = (at, seed.at as usize);
                Alignment::around(one, two, place, floor, reach, &mut steps)
            };
            if words.length(around(Reach::NEAR).here()) < WORD * MIN_SENTENCE {
                continue;
            }
            let alignment = around(Reach::FULL).refined(one, two, &mut steps);
            if !is_passage(source, other, &alignment, &mut steps) {
                continue;
            }
            for over in over.get_mut(alignment.here()).into_iter().flatten() {
                *over = over.saturating_add(1);
            }
            last.insert(seed.document, links.len());
            links.push(Link {
                here: number,
                there: seed.document,
                alignment,
            });
        }
    }
    links
}

/// Adds the shingles of a document to the seeds, without those that its links lead to already: so a
/// text that stands in a thousand documents is compared with one of them.
pub fn sow(number: u32, links: &[Link], shingles: &[(u32, u32)], seeds: &mut Seeds) {
    let mut links: Vec<&Link> = links.iter().collect();
    links.sort_by_key(|link| link.alignment.here().start);
    let mut open: Vec<&Link> = Vec::new();
    let mut next = links.into_iter().peekable();
    for (shingle, at) in shingles {
        let word = *at as usize;
        while let Some(link) = next.next_if(|link| link.alignment.here().start <= word) {
            open.push(link);
        }
        open.retain(|link| word < link.alignment.here().end);
        let is_there = seeds.of(*shingle).any(|seed| {
            open.iter().any(|link| {
                link.there == seed.document && link.alignment.pairs(word, seed.at as usize)
            })
        });
        if !is_there {
            seeds.add(
                *shingle,
                Seed {
                    document: number,
                    at: *at,
                },
            );
        }
    }
}

/// The passages that two documents have in common, in the order of the first. O(n) in both.
pub fn between(here: &Source, there: &Source) -> Vec<Alignment> {
    let mut seeds = Seeds::default();
    sow(0, &[], &winnow(&there.words), &mut seeds);
    let links = links(1, here, |_| Some(there), &seeds, &winnow(&here.words));
    links.into_iter().map(|link| link.alignment).collect()
}

/// Whether words that two documents have in common are long enough and like enough.
fn is_passage(here: &Source, there: &Source, alignment: &Alignment, steps: &mut usize) -> bool {
    let (one, other) = (alignment.here(), alignment.there());
    let length = here
        .words
        .length(one.clone())
        .min(there.words.length(other.clone()));
    let likeness = alignment.likeness();
    if length >= 2 * WORD * MIN_WORDS {
        likeness >= MIN_LIKENESS
    } else if length >= WORD * MIN_WORDS {
        likeness >= LIKE_SHORT
    } else {
        length >= WORD * MIN_SENTENCE
            && likeness >= LIKE_SENTENCE
            && (has_sentence(here, one, steps) || has_sentence(there, other, steps))
    }
}

/// Whether a range of words holds a sentence of [`MIN_SENTENCE`] words or more. For ranges shorter
/// than [`MIN_WORDS`].
fn has_sentence(source: &Source, range: Range<usize>, steps: &mut usize) -> bool {
    let words = &source.words;
    let may_open = |at: &usize| words.may_open(*at);
    let long = |from: usize, to: usize| words.length(from..to) >= WORD * MIN_SENTENCE;
    range.clone().filter(may_open).any(|from| {
        let mut ends = (from + 1..=range.end).filter(may_open);
        ends.any(|to| long(from, to) && is_sentence(source, from..to, steps))
    })
}

/// Whether some words are one sentence, which may have punctuation on both sides.
fn is_sentence(source: &Source, range: Range<usize>, steps: &mut usize) -> bool {
    let words = &source.words;
    let place = words.range(range.clone());
    let before = range
        .start
        .checked_sub(1)
        .map(|at| words.range(at..range.start));
    let after = (range.end < words.len()).then(|| words.range(range.end..range.end + 1));
    // The words around them tell whether a dot ends a sentence.
    let from = before.as_ref().map_or(0, |before| before.start);
    let from = from.max(place.start.saturating_sub(AROUND));
    let to = after.as_ref().map_or(usize::MAX, |after| after.end);
    let to = to.min(place.end + AROUND);
    let text = source.text.slice(from..to);
    *steps = steps.saturating_sub(STEPS_PER_BYTE * text.len());
    let sentence = Text::from_frozen(text).sentence_at(place.start - from);
    sentence.is_some_and(|sentence| {
        let (start, end) = (sentence.start + from, sentence.end + from);
        before.is_none_or(|before| before.end <= start)
            && place.end <= end
            && after.is_none_or(|after| end <= after.start)
    })
}
