//! Searches for marked text by its rarest words.

use super::tokens::{SPACE, Tokens, UNKNOWN};
use super::{MAX_COMPARED, Piece, Revision, is_trim};
use crate::text::{Query, Text};
use std::collections::BTreeSet;
use std::ops::Range;

/// Maximum number of full scans of a text in one revision, for marked text that does not begin or
/// end with a word.
pub const MAX_SCANS: usize = 100;

/// Maximum number of rarest words searched for.
const MAX_RARE_WORDS: usize = 3;

/// Maximum number of occurrences examined for each word: those nearest to the expected place.
const MAX_OCCURRENCES: usize = 24;

/// Words around an occurrence that are compared before it is judged.
const FIT_WORDS: usize = 16;

/// Maximum number of places judged.
const MAX_JUDGED: usize = 5;

/// The occurrences of each word.
pub struct Index {
    /// For each word number, the start of its occurrences in `occurrences`.
    first: Vec<usize>,
    /// Ordered by word number, then by position.
    occurrences: Vec<usize>,
}

impl Index {
    /// Indexes a text whose word numbers are below `names`. O(n).
    pub fn of(tokens: &Tokens, names: usize) -> Self {
        let mut first = vec![0; names + 1];
        for id in tokens.ids() {
            if let Some(count) = first.get_mut(*id as usize + 1) {
                *count += 1;
            }
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut occurrences = vec![0; tokens.len()];
        for (at, id) in tokens.ids().iter().enumerate() {
            if let Some(free) = next.get_mut(*id as usize) {
                if let Some(position) = occurrences.get_mut(*free) {
                    *position = at;
                }
                *free += 1;
            }
        }
        Self { first, occurrences }
    }

    fn occurrences(&self, id: u32) -> &[usize] {
        let bound = |at: usize| self.first.get(at).copied();
        let at = id as usize;
        match (id, bound(at), bound(at.saturating_add(1))) {
            (UNKNOWN, ..) => &[],
            (_, Some(from), Some(to)) => self.occurrences.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The occurrences of a word nearest to a position.
    fn nearest(&self, id: u32, near: usize) -> &[usize] {
        let all = self.occurrences(id);
        let at = all.partition_point(|position| *position < near);
        let from = at
            .saturating_sub(MAX_OCCURRENCES / 2)
            .min(all.len().saturating_sub(MAX_OCCURRENCES));
        all.get(from..all.len().min(from + MAX_OCCURRENCES))
            .unwrap_or_default()
    }
}

/// The range of the marked text, in words, if one of its words is at a given occurrence.
#[derive(Clone, Debug)]
struct Aligned {
    from: usize,
    to: usize,
    /// The word of the marked text that was found.
    word: usize,
    /// How many surrounding words match.
    fits: usize,
}

impl Revision<'_> {
    /// Candidate places of a part in the new text, most promising first.
    pub(super) fn search(&self, piece: &Piece, near: usize) -> Vec<Range<usize>> {
        if self.work.get() == 0 {
            return Vec::new();
        }
        let mut found = self.by_words(piece, near);
        let reads = |range: &Range<usize>| self.text.slice(range.clone()) == piece.quote;
        let scans = self.scans.get();
        if !found.iter().any(reads) && scans > 0 && piece.quote.len() <= MAX_COMPARED {
            self.scans.set(scans - 1);
            let query = Query::new(&piece.quote);
            let mut all = query.find_in(self.text);
            all.sort_by_key(|range| range.start.abs_diff(near));
            found.extend(all.into_iter().take(MAX_JUDGED));
        }
        found
    }

    fn by_words(&self, piece: &Piece, near: usize) -> Vec<Range<usize>> {
        let mut ids = Vec::new();
        let mut numbers = |text: &str| {
            self.work
                .set(self.work.get().saturating_sub(64 * text.len()));
            let text = Text::from_frozen(text);
            let tokens = Tokens::of(&text, &mut |name| self.names.get(&name));
            ids.extend_from_slice(tokens.ids());
            ids.len()
        };
        let from = numbers(&piece.before);
        let to = numbers(&piece.quote);
        numbers(&piece.after);
        let near = self.new.at(near);
        let mut aligned = Vec::new();
        for word in self.rarest(&ids, from..to) {
            for &position in self.index.nearest(ids[word], near) {
                let Some(begin) = (position + from).checked_sub(word) else {
                    continue;
                };
                aligned.push(Aligned {
                    from: begin,
                    to: (begin + to - from).min(self.new.len()),
                    word,
                    fits: self.fits(&ids, word, position),
                });
            }
        }
        self.work
            .set(self.work.get().saturating_sub(aligned.len() * FIT_WORDS));
        aligned.sort_by_key(|aligned| (aligned.from, aligned.word));
        let slack = 3.max((to - from) / 4);
        let mut groups = Vec::new();
        for group in aligned.chunk_by(|a, b| b.from - a.from <= slack) {
            let best = group.iter().max_by_key(|aligned| aligned.fits);
            let first = group.iter().min_by_key(|aligned| aligned.word);
            let last = group.iter().max_by_key(|aligned| aligned.word);
            if let (Some(best), Some(first), Some(last)) = (best, first, last) {
                // With words inserted or removed in the middle, the words near each end locate that
                // end.
                let ends = first.from..last.to;
                let other = !ends.is_empty() && ends != (best.from..best.to);
                let ends = other.then_some(ends);
                groups.push((best.fits, [Some(best.from..best.to), ends]));
            }
        }
        groups.sort_by_key(|(fits, _)| std::cmp::Reverse(*fits));
        let trim = is_trim(&piece.quote);
        let ranges = groups
            .into_iter()
            .take(MAX_JUDGED)
            .flat_map(|(_, ranges)| ranges.into_iter().flatten());
        let ranges = ranges.map(|range| {
            let range = self.new.start(range.start)..self.new.start(range.end);
            if trim { self.text.trim(range) } else { range }
        });
        ranges.filter(|range| !range.is_empty()).collect()
    }

    /// The rarest words of the marked text, its first and last words, and the rarest words around
    /// it.
    fn rarest(&self, ids: &[u32], quote: Range<usize>) -> BTreeSet<usize> {
        let mut chosen = BTreeSet::new();
        let known = |at: &usize| {
            let id = ids.get(*at).copied().unwrap_or(UNKNOWN);
            id != SPACE && !self.index.occurrences(id).is_empty()
        };
        let mut pick = |range: Range<usize>, most: usize| {
            let mut words: Vec<usize> = range.filter(known).collect();
            let ends = [words.first().copied(), words.last().copied()];
            words.sort_by_key(|at| self.index.occurrences(ids[*at]).len());
            chosen.extend(words.into_iter().take(most));
            ends
        };
        let ends = pick(quote.clone(), MAX_RARE_WORDS);
        pick(0..quote.start, 1);
        pick(quote.end..ids.len(), 1);
        chosen.extend(ends.into_iter().flatten());
        chosen
    }

    /// How many words match if one of them is at a given position.
    fn fits(&self, ids: &[u32], word: usize, position: usize) -> usize {
        let range = word.saturating_sub(FIT_WORDS)..ids.len().min(word + FIT_WORDS);
        let fits = range.filter(|at| {
            let there = (position + at).checked_sub(word);
            there.is_some_and(|there| self.new.id(there) == ids[*at])
        });
        fits.count()
    }
}
