//! Which words stayed and which changed between two texts.

use super::tokens::Tokens;
use imara_diff::{Algorithm, Diff, Token};
use std::ops::Range;

/// Maximum average number of occurrences per word, in both texts together. Above it a diff says
/// nothing and would take minutes, so everything between the common beginning and the common end
/// counts as changed.
const MAX_REPEATS: usize = 2_000;

/// A run of old words and the new words that replaced it; either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// All changes, in order.
pub struct Changes {
    hunks: Vec<Hunk>,
    /// For each old word, and for the end: how many code points before it stayed.
    stayed: Vec<usize>,
}

impl Changes {
    /// Compares two texts whose word numbers are below `names`.
    pub fn between(old: &Tokens, new: &Tokens, names: usize) -> Self {
        let tokens =
            |tokens: &Tokens| -> Vec<Token> { tokens.ids().iter().map(|id| Token(*id)).collect() };
        let wide = |range: Range<u32>| range.start as usize..range.end as usize;
        let hunks: Vec<Hunk> = if old.len() + new.len() > MAX_REPEATS * names {
            middle(old.ids(), new.ids()).into_iter().collect()
        } else {
            let mut diff = Diff::default();
            let names = u32::try_from(names).unwrap_or(u32::MAX);
            diff.compute_with(Algorithm::Myers, &tokens(old), &tokens(new), names);
            let hunks = diff.hunks().map(|hunk| Hunk {
                old: wide(hunk.before),
                new: wide(hunk.after),
            });
            hunks.collect()
        };
        let mut stayed = Vec::with_capacity(old.len() + 1);
        let (mut sum, mut next) = (0, hunks.iter().peekable());
        for at in 0..old.len() {
            stayed.push(sum);
            while next.next_if(|hunk| hunk.old.end <= at).is_some() {}
            if next.peek().is_none_or(|hunk| at < hunk.old.start) {
                sum += old.range(at).len();
            }
        }
        stayed.push(sum);
        Self { hunks, stayed }
    }

    /// The changes, in order.
    pub fn hunks(&self) -> &[Hunk] {
        &self.hunks
    }

    /// The index of an old word in the new text; if it did not stay, the change that it belongs to.
    /// O(log n).
    pub fn new_of(&self, old: usize) -> Result<usize, &Hunk> {
        let after = self.hunks.partition_point(|hunk| hunk.old.start <= old);
        match after.checked_sub(1).and_then(|at| self.hunks.get(at)) {
            None => Ok(old),
            Some(hunk) if old < hunk.old.end => Err(hunk),
            Some(hunk) => Ok(hunk.new.end + (old - hunk.old.end)),
        }
    }

    /// Whether all words from `first` to `last` stayed and none was inserted between them. O(log
    /// n).
    pub fn is_run(&self, first: usize, last: usize, old: &Tokens) -> bool {
        let length = old.start(last + 1) - old.start(first);
        let ends = (self.new_of(first), self.new_of(last));
        self.stayed(first, last) == length
            && matches!(ends, (Ok(from), Ok(to)) if to - from == last - first)
    }

    /// How many code points of the words from `first` to `last` stayed. O(1).
    pub fn stayed(&self, first: usize, last: usize) -> usize {
        let sum = |at: usize| self.stayed.get(at).copied().unwrap_or_default();
        sum(last + 1).saturating_sub(sum(first))
    }
}

/// The part between the common beginning and the common end of two lists.
fn middle(old: &[u32], new: &[u32]) -> Option<Hunk> {
    let same = |pairs: &mut dyn Iterator<Item = (&u32, &u32)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let begin = same(&mut old.iter().zip(new));
    let end = same(&mut old[begin..].iter().rev().zip(new[begin..].iter().rev()));
    let hunk = Hunk {
        old: begin..old.len() - end,
        new: begin..new.len() - end,
    };
    (!hunk.old.is_empty() || !hunk.new.is_empty()).then_some(hunk)
}
