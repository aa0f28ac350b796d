//! Stretches of one kind of character in a text, such as white space.
//!
//! A text may hold a million line feeds, and a file put a hundred thousand spans over them. Whoever steps
//! over them one by one, span by span, does not come to an end.

use std::ops::Range;

/// Stretches of a text, in order, in code points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Runs(Vec<Range<usize>>);

impl Runs {
    /// Finds the stretches of at least so many characters. O(n).
    pub fn of(
        chars: impl Iterator<Item = char>,
        least: usize,
        is_kind: impl Fn(char) -> bool,
    ) -> Self {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let (mut begun, mut length) = (None, 0);
        let ended = |begun: Option<usize>, end: usize| {
            let run = begun?..end;
            (run.len() >= least).then_some(run)
        };
        for c in chars {
            match is_kind(c) {
                true => begun = begun.or(Some(length)),
                false => runs.extend(ended(begun.take(), length)),
            }
            length += 1;
        }
        runs.extend(ended(begun, length));
        Self(runs)
    }

    /// A range without the stretches at its ends; empty if it holds nothing else. O(log n).
    pub fn trim(&self, range: Range<usize>) -> Range<usize> {
        let Range { start, end } = range;
        if start >= end {
            return range;
        }
        let first = self.at(start).map_or(start, |run| run.end.min(end));
        let last = self.at(end - 1).map_or(end, |run| run.start.max(first));
        first..last
    }

    /// The pieces of a range between the stretches. O(log n), and O(1) for each.
    pub fn between(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let Range { start, end } = range;
        let first = self.0.partition_point(|run| run.end <= start);
        let runs = self.0.iter().skip(first);
        let runs = runs.take_while(move |run| run.start < end);
        let starts = std::iter::once(start).chain(runs.clone().map(|run| run.end));
        let ends = runs.map(|run| run.start).chain([end]);
        let pieces = starts.zip(ends).map(|(start, end)| start..end);
        pieces.filter(|piece| !piece.is_empty())
    }

    /// The stretch that a code point is in.
    fn at(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.0.partition_point(|run| run.end <= at);
        self.0.get(next).filter(|run| run.start <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stretches_are_stepped_over(
            text in "[a \n]{0,12}", start in 0_usize..14, length in 0_usize..14, least in 1_usize..4,
        ) {
            let chars: Vec<char> = text.chars().collect();
            let is_space = |c: char| c.is_whitespace();
            let range = start.min(chars.len())..(start + length).min(chars.len());
            let letters = |range: Range<usize>| {
                let all = chars[range].iter().filter(|c| !is_space(**c));
                all.collect::<String>()
            };
            let runs = Runs::of(text.chars(), least, is_space);
            let pieces: Vec<Range<usize>> = runs.between(range.clone()).collect();
            let joined: String = pieces.iter().cloned().map(letters).collect();
            prop_assert_eq!(joined, letters(range.clone()));
            for piece in pieces {
                prop_assert!(piece.start >= range.start && piece.end <= range.end);
                let mut parts = chars[piece].split(|c| !is_space(*c));
                prop_assert!(parts.all(|spaces| spaces.len() < least));
            }
            let all = Runs::of(text.chars(), 1, is_space);
            let mut plain = range.clone();
            while !plain.is_empty() && is_space(chars[plain.start]) {
                plain.start += 1;
            }
            while !plain.is_empty() && is_space(chars[plain.end - 1]) {
                plain.end -= 1;
            }
            let trimmed = all.trim(range);
            prop_assert_eq!(trimmed.is_empty(), plain.is_empty());
            if !plain.is_empty() {
                prop_assert_eq!(trimmed, plain);
            }
        }
    }
}
