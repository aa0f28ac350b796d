//! A dynamic index of the intervals of one document.
//!
//! The index is a radix priority search tree (E. M. McCreight, "Priority search trees", SIAM
//! Journal on Computing 14(2), 1985). Every node holds one interval. Going down, the ends fall as
//! in a heap, and each level halves the space of the places an interval can take in document
//! order, as in a binary trie over the bits of `(start, end, key)`. The first makes a query cheap
//! to cut short, the second bounds the depth without rebalancing and lets the tree be walked in
//! document order.
use std::cmp::Ordering;
use std::ops::Range;

/// Names one fragment of one annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FragmentKey {
    /// The annotation, by the number its owner keeps it under.
    pub annotation: u32,
    /// Which of the annotation's fragments, from 0.
    pub fragment: u32,
}

/// The extent `[start, end)` of a fragment, in code points.
///
/// Intervals are ordered as a reader meets them, *document order*: by start, then the longer
/// first, then by key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Whose extent it is.
    pub key: FragmentKey,
}

impl Ord for Interval {
    fn cmp(&self, other: &Self) -> Ordering {
        let longer_first = other.end.cmp(&self.end);
        self.start
            .cmp(&other.start)
            .then(longer_first)
            .then(self.key.cmp(&other.key))
    }
}

impl PartialOrd for Interval {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Interval {
    /// The heap's order. It only has to be total, so that an interval has one place on its path.
    fn rank(&self) -> (u32, u32, FragmentKey) {
        (self.end, self.start, self.key)
    }
}

/// The node that is no interval: its first child is the root, and as a child it means "none".
const HEAD: u32 = 0;

#[derive(Clone, Debug, Default)]
struct Node {
    item: Interval,
    children: [u32; 2],
}

/// All intervals of one document, indexed for overlap and for walking in document order.
///
/// With n intervals over a text of m code points, a node lies no deeper than n, nor deeper than
/// `2·log₂ m + 64`; where starts differ, as they mostly do, about `log₂ n`. That depth is the
/// *log n* of the costs below. Memory is 24 bytes an interval, and what removals free is used
/// again.
#[derive(Clone, Debug)]
pub struct IntervalIndex {
    nodes: Vec<Node>,
    /// Freed nodes, chained by their first child.
    free: u32,
    len: usize,
    text_len: u32,
    /// How many bits an offset into the text takes, 1 to 32.
    offset_bits: u32,
}

impl IntervalIndex {
    /// An empty index for a text of `text_len` code points.
    pub fn new(text_len: u32) -> Self {
        Self {
            nodes: vec![Node::default()],
            free: HEAD,
            len: 0,
            text_len,
            offset_bits: (u32::BITS - text_len.leading_zeros()).max(1),
        }
    }

    /// An index of many intervals at once, in O(n log n). What [`insert`](Self::insert) would
    /// refuse is left out.
    pub fn build(text_len: u32, intervals: impl IntoIterator<Item = Interval>) -> Self {
        let mut index = Self::new(text_len);
        let intervals = intervals.into_iter();
        index.nodes.reserve(intervals.size_hint().0);
        for interval in intervals {
            index.insert(interval);
        }
        index
    }

    /// How many intervals there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Takes all intervals out; the text stays the same.
    pub fn clear(&mut self) {
        *self = Self::new(self.text_len);
    }

    /// Adds an interval, in O(log n) amortized. False, and nothing changes, if it is there
    /// already, is empty, or ends past the text. Other intervals may have the same extent, or the
    /// same key.
    pub fn insert(&mut self, interval: Interval) -> bool {
        if interval.start >= interval.end || interval.end > self.text_len {
            return false;
        }
        let Ok(fresh) = u32::try_from(self.nodes.len()) else {
            return false;
        };
        let mut item = interval;
        let mut path = self.path(&item);
        let (mut parent, mut side, mut depth) = (HEAD, 0, 0);
        loop {
            let at = self.child(parent, side);
            if at == HEAD {
                break;
            }
            let held = &mut self.nodes[at as usize].item;
            match item.rank().cmp(&held.rank()) {
                Ordering::Equal => return false,
                // The newcomer takes the place, and the one it displaces goes on down.
                Ordering::Greater => {
                    std::mem::swap(held, &mut item);
                    path = self.path(&item) << depth;
                }
                Ordering::Less => {}
            }
            (parent, side) = (at, first_bit(path));
            path <<= 1;
            depth += 1;
        }
        let leaf = Node {
            item,
            children: [HEAD; 2],
        };
        let at = if self.free == HEAD {
            self.nodes.push(leaf);
            fresh
        } else {
            let at = self.free;
            self.free = self.child(at, 0);
            self.nodes[at as usize] = leaf;
            at
        };
        self.nodes[parent as usize].children[side] = at;
        self.len += 1;
        true
    }

    /// Takes out the interval that has this extent and this key, in O(log n). False if there is
    /// none.
    pub fn remove(&mut self, interval: &Interval) -> bool {
        let mut path = self.path(interval);
        let (mut parent, mut side) = (HEAD, 0);
        let mut at = self.child(parent, side);
        loop {
            // Everything below is smaller still.
            if at == HEAD || self.nodes[at as usize].item.rank() < interval.rank() {
                return false;
            }
            if self.nodes[at as usize].item == *interval {
                break;
            }
            (parent, side) = (at, first_bit(path));
            path <<= 1;
            at = self.child(parent, side);
        }
        // The greater child moves up into the gap, until the gap is a leaf.
        loop {
            let [left, right] = self.nodes[at as usize].children;
            let up = match (left, right) {
                (HEAD, HEAD) => break,
                (_, HEAD) => 0,
                (HEAD, _) => 1,
                _ => {
                    let [l, r] = [left, right].map(|n| self.nodes[n as usize].item.rank());
                    usize::from(l < r)
                }
            };
            let child = self.child(at, up);
            self.nodes[at as usize].item = self.nodes[child as usize].item;
            (parent, side, at) = (at, up, child);
        }
        self.nodes[parent as usize].children[side] = HEAD;
        self.nodes[at as usize].children = [self.free, HEAD];
        self.free = at;
        self.len -= 1;
        true
    }

    /// The intervals that share at least one code point with `range`, in no particular order, in
    /// O(log n + k) for k of them. An empty range shares none.
    pub fn overlapping(&self, range: Range<u32>) -> Overlapping<'_> {
        let root = self.child(HEAD, 0);
        let mut stack = Vec::new();
        if root != HEAD && range.start < range.end {
            stack.push(Subtree {
                root,
                first_start: 0,
                half: 1 << (self.offset_bits - 1),
            });
        }
        Overlapping {
            index: self,
            range,
            stack,
        }
    }

    /// The intervals that cover the code point at `position`, in no particular order, in
    /// O(log n + k) for k of them.
    pub fn covering(&self, position: u32) -> Overlapping<'_> {
        // No code point stands at u32::MAX, so there the empty range is right.
        self.overlapping(position..position.saturating_add(1))
    }

    /// The first interval, in document order, that starts at `position` or later, in O(log n).
    pub fn next_from(&self, position: u32) -> Option<Interval> {
        self.first_from(self.path_to(position))
    }

    /// The last interval, in document order, that starts before `position`, in O(log n).
    pub fn prev_before(&self, position: u32) -> Option<Interval> {
        self.last_before(self.path_to(position))
    }

    /// The interval that follows `interval` in document order, whether or not that is in the
    /// index, in O(log n). Offsets past the text count as the end of the text.
    pub fn next_after(&self, interval: &Interval) -> Option<Interval> {
        let last_bit = 1 << (u128::BITS - self.path_bits());
        let path = self.path(interval).checked_add(last_bit)?;
        self.first_from(path)
    }

    /// The interval that `interval` follows in document order, whether or not that is in the
    /// index, in O(log n). Offsets past the text count as the end of the text.
    pub fn prev_to(&self, interval: &Interval) -> Option<Interval> {
        self.last_before(self.path(interval))
    }

    /// All intervals in document order, in O(n log n).
    pub fn to_sorted_vec(&self) -> Vec<Interval> {
        let mut all: Vec<_> = self.overlapping(0..self.text_len).collect();
        all.sort_unstable();
        all
    }

    fn child(&self, of: u32, side: usize) -> u32 {
        self.nodes[of as usize].children[side]
    }

    fn path_bits(&self) -> u32 {
        2 * self.offset_bits + u64::BITS
    }

    /// The way to an interval's place from the root: at each level the first bit chooses the side
    /// and is shifted out. As numbers, paths order as intervals do.
    fn path(&self, of: &Interval) -> u128 {
        let start = u128::from(of.start.min(self.text_len));
        let to_end = u128::from(self.text_len - of.end.min(self.text_len));
        let extent = start << self.offset_bits | to_end;
        let key = u128::from(of.key.annotation) << u32::BITS | u128::from(of.key.fragment);
        (extent << u64::BITS | key) << (u128::BITS - self.path_bits())
    }

    /// The path no interval that starts at `position` goes below.
    fn path_to(&self, position: u32) -> u128 {
        self.path(&Interval {
            start: position,
            end: self.text_len,
            key: FragmentKey::default(),
        })
    }

    /// The least interval whose path is not below `bound`.
    ///
    /// Such an interval is held on the way along `bound`, or in a subtree that leaves it to the
    /// right; of these the last one to leave has the least.
    fn first_from(&self, bound: u128) -> Option<Interval> {
        let mut best = None;
        let (mut at, mut path, mut aside) = (self.child(HEAD, 0), bound, HEAD);
        while at != HEAD {
            let Node { item, children } = &self.nodes[at as usize];
            if self.path(item) >= bound {
                best = Some(best.map_or(*item, |b: Interval| b.min(*item)));
            }
            let side = first_bit(path);
            if side == 0 && children[1] != HEAD {
                aside = children[1];
            }
            at = children[side];
            path <<= 1;
        }
        while aside != HEAD {
            let Node { item, children } = &self.nodes[aside as usize];
            best = Some(best.map_or(*item, |b| b.min(*item)));
            let [left, right] = *children;
            aside = if left == HEAD { right } else { left };
        }
        best
    }

    /// The greatest interval whose path is below `bound`: the mirror of `first_from`.
    fn last_before(&self, bound: u128) -> Option<Interval> {
        let mut best = None;
        let (mut at, mut path, mut aside) = (self.child(HEAD, 0), bound, HEAD);
        while at != HEAD {
            let Node { item, children } = &self.nodes[at as usize];
            if self.path(item) < bound {
                best = best.max(Some(*item));
            }
            let side = first_bit(path);
            if side == 1 && children[0] != HEAD {
                aside = children[0];
            }
            at = children[side];
            path <<= 1;
        }
        while aside != HEAD {
            let Node { item, children } = &self.nodes[aside as usize];
            best = best.max(Some(*item));
            let [left, right] = *children;
            aside = if right == HEAD { left } else { right };
        }
        best
    }
}

fn first_bit(path: u128) -> usize {
    usize::from(path >> (u128::BITS - 1) == 1)
}

#[derive(Clone, Debug)]
struct Subtree {
    root: u32,
    /// No interval in the subtree starts before this.
    first_start: u32,
    /// How far the starts to the right lie from those to the left; 0 once all starts are equal.
    half: u32,
}

/// The intervals that overlap a range: see [`IntervalIndex::overlapping`].
#[derive(Clone, Debug)]
pub struct Overlapping<'a> {
    index: &'a IntervalIndex,
    range: Range<u32>,
    /// Subtrees that may hold more; never more of them than the tree is deep.
    stack: Vec<Subtree>,
}

impl Overlapping<'_> {
    /// Takes one subtree off the stack, puts back those below it that may hold more, and returns
    /// its root if it overlaps.
    fn look(&mut self) -> Option<Interval> {
        let top = self.stack.pop()?;
        let Node { item, children } = &self.index.nodes[top.root as usize];
        if item.end <= self.range.start {
            return None;
        }
        let first_starts = [top.first_start, top.first_start + top.half];
        for (root, first_start) in children.iter().copied().zip(first_starts) {
            if root != HEAD && first_start < self.range.end {
                self.stack.push(Subtree {
                    root,
                    first_start,
                    half: top.half >> 1,
                });
            }
        }
        (item.start < self.range.end).then_some(*item)
    }
}

impl Iterator for Overlapping<'_> {
    type Item = Interval;

    fn next(&mut self) -> Option<Interval> {
        while !self.stack.is_empty() {
            if let Some(interval) = self.look() {
                return Some(interval);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
