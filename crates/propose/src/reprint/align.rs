//! Follows two texts from words that they have in common, over small differences.
//!
//! An equal word counts 2; words changed, left out or added count −2 in all and −1 for each of them on
//! the longer side. The alignment goes on until it has lost [`Reach::loss`] since its best point, and ends
//! there: the rule of BLAST (Z. Zhang, P. Berman, W. Miller: “Alignments without low-scoring regions”,
//! Journal of Computational Biology 5, 1998). It begins and ends with equal words.

mod common;

use common::{MAX_CELLS, common};
use std::ops::Range;

/// Words in a row that are taken for the same place in both texts whatever is around them.
const SOLID: u32 = 3;

/// How far differences are passed over.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// Words on one side that a difference spans at most.
    gap: usize,
    /// What an alignment may lose since its best point.
    loss: i64,
}

impl Reach {
    /// As far as a passage goes.
    pub const FULL: Self = Self { gap: 12, loss: 16 };

    /// To tell cheaply whether there is more than a phrase: a tenth of the steps.
    pub const NEAR: Self = Self { gap: 3, loss: 8 };
}

/// Words that have to be equal after a difference, unless one word is changed for one.
const AGAIN: usize = 2;

/// Equal words in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first word in the one text.
    pub here: u32,
    /// The first word in the other.
    pub there: u32,
    /// How many words.
    pub length: u32,
}

/// Equal words of two texts, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// In order in both texts, not overlapping.
    runs: Vec<Run>,
}

impl Alignment {
    /// Follows two texts, given as the numbers of their words, in both directions from a place in each,
    /// but not before `floor` in the first. Takes the steps that it needs from `steps`, and ends when
    /// there are none left. O(length), with at most about 300 steps for a difference.
    pub fn around(
        here: &[u32],
        there: &[u32],
        at: (usize, usize),
        floor: usize,
        reach: Reach,
        steps: &mut usize,
    ) -> Self {
        let on = Ahead {
            here: here.get(at.0..).unwrap_or_default(),
            there: there.get(at.1..).unwrap_or_default(),
            back: false,
            reach,
        };
        let ahead = on.follow(steps);
        if ahead.is_empty() {
            return Self::default();
        }
        let back = Ahead {
            here: here.get(floor..at.0).unwrap_or_default(),
            there: there.get(..at.1).unwrap_or_default(),
            back: true,
            reach,
        };
        let behind = back.follow(steps);
        let mut alignment = Self::default();
        for (from, to, length) in behind.into_iter().rev() {
            alignment.push(at.0 - from - length, at.1 - to - length, length);
        }
        for (from, to, length) in ahead {
            alignment.push(at.0 + from, at.1 + to, length);
        }
        alignment.runs.shrink_to_fit();
        alignment
    }

    /// The same with as many equal words as there can be between runs of [`SOLID`] words and more, as far
    /// as the words between them are few: following takes the nearest words that fit, and those may be
    /// equal by chance. Takes the steps that it needs from `steps`. O(length).
    pub fn refined(self, here: &[u32], there: &[u32], steps: &mut usize) -> Self {
        let mut refined = Self::default();
        let last = self.runs.len().saturating_sub(1);
        // The runs since the last solid one, and where that ends.
        let (mut between, mut ends) = (Vec::new(), (0, 0));
        for (at, run) in self.runs.iter().enumerate() {
            if at != 0 && at != last && run.length < SOLID {
                between.push(*run);
                continue;
            }
            let (from, to) = (run.here as usize, run.there as usize);
            if at != 0 {
                let gap = (here.get(ends.0..from), there.get(ends.1..to));
                let (one, other) = (gap.0.unwrap_or_default(), gap.1.unwrap_or_default());
                *steps = steps.saturating_sub(one.len().saturating_mul(other.len()).min(MAX_CELLS));
                match common(one, other) {
                    Some(pairs) => {
                        for (one, other) in pairs {
                            refined.push(ends.0 + one, ends.1 + other, 1);
                        }
                    }
                    None => refined.runs.append(&mut between),
                }
                between.clear();
            }
            refined.push(from, to, run.length as usize);
            ends = (from + run.length as usize, to + run.length as usize);
        }
        refined.runs.shrink_to_fit();
        refined
    }

    fn push(&mut self, here: usize, there: usize, length: usize) {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let next = Run {
            here: narrow(here),
            there: narrow(there),
            length: narrow(length),
        };
        match self.runs.last_mut() {
            Some(last)
                if last.here + last.length == next.here
                    && last.there + last.length == next.there =>
            {
                last.length += next.length;
            }
            _ => self.runs.push(next),
        }
    }

    /// The words that it spans in the one text.
    pub fn here(&self) -> Range<usize> {
        self.span(|run| run.here)
    }

    /// The words that it spans in the other text.
    pub fn there(&self) -> Range<usize> {
        self.span(|run| run.there)
    }

    fn span(&self, side: impl Fn(&Run) -> u32) -> Range<usize> {
        match (self.runs.first(), self.runs.last()) {
            (Some(first), Some(last)) => side(first) as usize..(side(last) + last.length) as usize,
            _ => 0..0,
        }
    }

    /// How many words are equal.
    pub fn equal(&self) -> usize {
        self.runs.iter().map(|run| run.length as usize).sum()
    }

    /// The share of equal words: see [`Shared`](super::Shared::likeness). 0 if there are none.
    pub fn likeness(&self) -> f64 {
        let words = self.here().len() + self.there().len();
        2.0 * self.equal() as f64 / words.max(1) as f64
    }

    /// Whether it pairs a word with another. O(log n).
    pub fn pairs(&self, here: usize, there: usize) -> bool {
        let after = self.runs.partition_point(|run| run.here as usize <= here);
        let run = after.checked_sub(1).and_then(|at| self.runs.get(at));
        run.is_some_and(|run| {
            let into = here - run.here as usize;
            into < run.length as usize && run.there as usize + into == there
        })
    }

    /// The same with its sides exchanged.
    pub fn turned(&self) -> Self {
        let turn = |run: &Run| Run {
            here: run.there,
            there: run.here,
            ..*run
        };
        Self {
            runs: self.runs.iter().map(turn).collect(),
        }
    }

    /// The part of it inside of a range of words of the one text.
    pub fn within(&self, here: Range<usize>) -> Self {
        let first = self
            .runs
            .partition_point(|run| ((run.here + run.length) as usize) <= here.start);
        let rest = self.runs.get(first..).unwrap_or_default();
        let mut part = Self::default();
        for run in rest.iter().take_while(|run| (run.here as usize) < here.end) {
            let (start, length) = (run.here as usize, run.length as usize);
            let from = start.max(here.start);
            let to = (start + length).min(here.end);
            part.push(from, run.there as usize + from - start, to - from);
        }
        part
    }
}

/// Two texts in the direction of an alignment.
struct Ahead<'a> {
    here: &'a [u32],
    there: &'a [u32],
    /// Whether it goes from the ends to the beginnings.
    back: bool,
    reach: Reach,
}

impl Ahead<'_> {
    /// Runs of equal words as (words away here, words away there, length), up to the best point.
    fn follow(&self, steps: &mut usize) -> Vec<(usize, usize, usize)> {
        let (mut here, mut there) = (0, 0);
        let (mut score, mut best, mut kept) = (0_i64, 0_i64, 0);
        let mut runs = Vec::new();
        loop {
            let length = self.equal(here, there, usize::MAX);
            *steps = steps.saturating_sub(length + 1);
            if length > 0 {
                runs.push((here, there, length));
                here += length;
                there += length;
                score += 2 * i64::try_from(length).unwrap_or(i64::MAX / 4);
                if score > best {
                    (best, kept) = (score, runs.len());
                }
            }
            let Some((over_here, over_there)) = self.gap(here, there, steps) else {
                break;
            };
            score -= 2 + i64::try_from(over_here.max(over_there)).unwrap_or(self.reach.loss);
            if best - score > self.reach.loss || *steps == 0 {
                break;
            }
            here += over_here;
            there += over_there;
        }
        runs.truncate(kept);
        runs
    }

    /// The smallest difference after which the texts are equal again.
    fn gap(&self, here: usize, there: usize, steps: &mut usize) -> Option<(usize, usize)> {
        let again = |(over_here, over_there): (usize, usize)| {
            let least = match (over_here, over_there) {
                (1, 1) => 1,
                _ => AGAIN,
            };
            self.equal(here + over_here, there + over_there, least) == least
        };
        for most in 1..=self.reach.gap {
            *steps = steps.saturating_sub(2 * most + 1);
            let found = (0..=most).rev().find_map(|less| {
                let [one, other] = [(most, less), (less, most)];
                match again(one) {
                    true => Some(one),
                    false => again(other).then_some(other),
                }
            });
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// How many words are equal in a row, at most `most`.
    fn equal(&self, here: usize, there: usize, most: usize) -> usize {
        let same = |(one, other): &(&u32, &u32)| one == other;
        if self.back {
            let rest = |ids: &[u32], away: usize| ids.len().saturating_sub(away);
            let one = self.here.get(..rest(self.here, here)).unwrap_or_default();
            let other = self
                .there
                .get(..rest(self.there, there))
                .unwrap_or_default();
            let pairs = one.iter().rev().zip(other.iter().rev());
            pairs.take(most).take_while(same).count()
        } else {
            let one = self.here.get(here..).unwrap_or_default();
            let other = self.there.get(there..).unwrap_or_default();
            one.iter().zip(other).take(most).take_while(same).count()
        }
    }
}

#[cfg(test)]
mod tests;
