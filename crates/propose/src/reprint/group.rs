//! Passages that several links are about, as one.

use super::link::{Link, Source};
use super::{MIN_LIKENESS, Passage, Place};
use std::ops::Range;

/// The share of the longer of two ranges that both have to cover to be one, in tenths.
const SAME_TENTHS: usize = 8;

/// Words by which the ends of two ranges may differ, where that is more.
const SAME_WORDS: usize = 4;

/// Ranges in a document with which one more is compared.
const MAX_OPEN: usize = 16;

/// Comparisons of passages with longer ones, in a whole project. Where this does not suffice, some
/// documents with a longer passage are not listed at a shorter one.
const MAX_COVERING: usize = 4_000_000;

/// One side of a link.
#[derive(Clone, Debug)]
struct End {
    document: u32,
    words: Range<usize>,
    link: usize,
}

/// A passage in one document.
#[derive(Clone, Debug)]
struct Found {
    passage: usize,
    document: u32,
    words: Range<usize>,
    likeness: f64,
}

/// The passages of links, by their first places. Each is as long in all of its places, or nearly so;
/// a document with a longer passage is listed at the shorter one too. `order` has the rank of each
/// document. O(l log l) for l links.
pub fn passages(sources: &[Option<Source>], order: &[u32], links: &[Link]) -> Vec<Passage> {
    let ends = ends(links);
    let passage_of = united(&ends, links.len());
    let likeness = |end: &End| {
        let link = links.get(end.link);
        link.map_or(0.0, |link| link.alignment.likeness())
    };
    let mut found: Vec<Found> = ends
        .iter()
        .map(|end| Found {
            passage: passage_of.get(end.link).copied().unwrap_or_default(),
            document: end.document,
            words: end.words.clone(),
            likeness: likeness(end),
        })
        .collect();
    join(&mut found);
    cover(&mut found, &ends, links, &passage_of);
    join(&mut found);
    let key = |found: &Found| {
        let rank = order.get(found.document as usize).copied();
        (rank.unwrap_or(u32::MAX), found.words.start, found.words.end)
    };
    let mut passages = Vec::new();
    for of_one in found.chunk_by_mut(|one, other| one.passage == other.passage) {
        of_one.sort_by_key(key);
        let places = of_one.iter().filter_map(|found| {
            let source = sources.get(found.document as usize)?.as_ref()?;
            Some(Place {
                document: source.id.clone(),
                range: source.words.range(found.words.clone()),
                words: found.words.len(),
                likeness: found.likeness,
            })
        });
        let places = places.collect();
        passages.push((of_one.first().map(key), Passage { places }));
    }
    passages.sort_by_key(|(first, _)| *first);
    passages.into_iter().map(|(_, passage)| passage).collect()
}

/// Both sides of all links, by document and place.
fn ends(links: &[Link]) -> Vec<End> {
    let mut ends: Vec<End> = Vec::with_capacity(2 * links.len());
    for (at, link) in links.iter().enumerate() {
        let sides = [
            (link.here, link.alignment.here()),
            (link.there, link.alignment.there()),
        ];
        ends.extend(sides.map(|(document, words)| End {
            document,
            words,
            link: at,
        }));
    }
    ends.sort_by_key(|end| (end.document, end.words.start, end.words.end, end.link));
    ends
}

/// The passage of each link, as the number of one of its links.
fn united(ends: &[End], links: usize) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..links).collect();
    for of_one in ends.chunk_by(|one, other| one.document == other.document) {
        let mut open: Vec<&End> = Vec::new();
        for end in of_one {
            let same = open
                .iter()
                .rev()
                .find(|other| is_same(&other.words, &end.words));
            if let Some(other) = same {
                let (one, other) = (root(&mut parents, end.link), root(&mut parents, other.link));
                if let Some(parent) = parents.get_mut(one.max(other)) {
                    *parent = one.min(other);
                }
                continue;
            }
            open.retain(|other| end.words.start < other.words.end);
            if open.len() == MAX_OPEN {
                open.remove(0);
            }
            open.push(end);
        }
    }
    (0..links).map(|link| root(&mut parents, link)).collect()
}

/// The least link of the passage of a link, as far as it is known. The way there gets shorter.
fn root(parents: &mut [usize], link: usize) -> usize {
    let mut at = link;
    while let Some(&parent) = parents.get(at)
        && parent != at
    {
        let above = parents.get(parent).copied().unwrap_or(parent);
        if let Some(shorter) = parents.get_mut(at) {
            *shorter = above;
        }
        at = above;
    }
    at
}

/// Whether two ranges are the same but for their ends.
fn is_same(one: &Range<usize>, other: &Range<usize>) -> bool {
    let common = one
        .end
        .min(other.end)
        .saturating_sub(one.start.max(other.start));
    let close = |one: usize, other: usize| one.abs_diff(other) <= SAME_WORDS;
    common > 0
        && (10 * common >= SAME_TENTHS * one.len().max(other.len())
            || close(one.start, other.start) && close(one.end, other.end))
}

/// Sorts by passage and place, and makes one of what overlaps in a document.
fn join(found: &mut Vec<Found>) {
    found.sort_by_key(|found| {
        (
            found.passage,
            found.document,
            found.words.start,
            found.words.end,
        )
    });
    found.dedup_by(|next, kept| {
        let meets = next.passage == kept.passage
            && next.document == kept.document
            && next.words.start < kept.words.end;
        if meets {
            kept.words.end = kept.words.end.max(next.words.end);
            kept.likeness = kept.likeness.max(next.likeness);
        }
        meets
    });
}

/// Adds to each passage its places in documents that have it as a part of a longer one.
fn cover(found: &mut Vec<Found>, ends: &[End], links: &[Link], passage_of: &[usize]) {
    let mut budget = MAX_COVERING;
    let mut more = Vec::new();
    for part in found.iter() {
        let from = ends.partition_point(|end| end.document < part.document);
        let there = ends.get(from..).unwrap_or_default().iter();
        let there = there
            .take_while(|end| end.document == part.document && end.words.start < part.words.end);
        for end in there {
            let Some(left) = budget.checked_sub(1) else {
                found.append(&mut more);
                return;
            };
            budget = left;
            let reaches = part.words.start < end.words.end;
            if !reaches || passage_of.get(end.link) == Some(&part.passage) {
                continue;
            }
            let common = end.words.end.min(part.words.end) - end.words.start.max(part.words.start);
            if 10 * common < 9 * part.words.len() {
                continue;
            }
            let Some(link) = links.get(end.link) else {
                continue;
            };
            let is_here = link.here == end.document && link.alignment.here() == end.words;
            let (document, whole) = match is_here {
                true => (link.there, link.alignment.within(part.words.clone())),
                false => {
                    let turned = link.alignment.turned();
                    (link.here, turned.within(part.words.clone()))
                }
            };
            let likeness = whole.likeness();
            let enough = 10 * whole.here().len() >= SAME_TENTHS * part.words.len();
            if enough && likeness >= MIN_LIKENESS {
                more.push(Found {
                    passage: part.passage,
                    document,
                    words: whole.there(),
                    likeness,
                });
            }
        }
    }
    found.append(&mut more);
}
