//! A dynamic index of the intervals of one document.
//!
//! The index is a radix priority search tree (E. M. McCreight, "Priority search trees", SIAM
//! Journal on Computing 14(2), 1985). Every node holds one interval. Going down, ends decrease as
//! in a heap, and each level halves the space of possible intervals, as in a binary trie over the
//! bits of `(start, end, key)`. The heap lets a query stop early; the trie bounds the depth without
//! rebalancing.
use std::cmp::Ordering;
use std::ops::Range;

/// Names one fragment of one annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FragmentKey {
    /// The number of the annotation, chosen by the owner of the index.
    pub annotation: u32,
    /// Which of the annotation's fragments, from 0.
    pub fragment: u32,
}

/// The extent `[start, end)` of a fragment, in code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The fragment that has this extent.
    pub key: FragmentKey,
}

impl Interval {
    /// The heap's order. It is total, so that an interval has one node on its path.
    fn rank(&self) -> (u32, u32, FragmentKey) {
        (self.end, self.start, self.key)
    }
}

/// The node without an interval: its first child is the root, and as a child it means "none".
const HEAD: u32 = 0;

#[derive(Clone, Debug, Default)]
struct Node {
    item: Interval,
    children: [u32; 2],
}

/// All intervals of one document, indexed for overlap.
///
/// With n intervals over a text of m code points, the tree is at most n and at most
/// `2·log₂ m + 64` nodes deep; where starts differ, as they mostly do, about `log₂ n`. That depth
/// is the *log n* of the costs below. Memory is 24 bytes per interval; freed nodes are reused.
#[derive(Clone, Debug)]
pub struct IntervalIndex {
    nodes: Vec<Node>,
    /// Freed nodes, chained by their first child.
    free: u32,
    text_len: u32,
    /// Bits needed for an offset into the text, 1 to 32.
    offset_bits: u32,
}

impl IntervalIndex {
    /// An empty index for a text of `text_len` code points.
    pub fn new(text_len: u32) -> Self {
        Self {
            nodes: vec![Node::default()],
            free: HEAD,
            text_len,
            offset_bits: (u32::BITS - text_len.leading_zeros()).max(1),
        }
    }

    /// Adds an interval, in O(log n) amortized. Returns false and changes nothing if the interval
    /// is already in the index, is empty, or ends past the text. Other intervals may have the same
    /// extent or the same key.
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
                // The new interval stays here, and the one it displaces moves on down.
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
        true
    }

    /// Removes the interval with this extent and this key, in O(log n). Returns false if there is
    /// none.
    pub fn remove(&mut self, interval: &Interval) -> bool {
        let mut path = self.path(interval);
        let (mut parent, mut side) = (HEAD, 0);
        let mut at = self.child(parent, side);
        loop {
            // Everything below is smaller.
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
        // No text has a code point at u32::MAX, so the empty range is right there.
        self.overlapping(position..position.saturating_add(1))
    }

    fn child(&self, of: u32, side: usize) -> u32 {
        self.nodes[of as usize].children[side]
    }

    fn path_bits(&self) -> u32 {
        2 * self.offset_bits + u64::BITS
    }

    /// The path from the root to an interval: at each level the first bit chooses the side and is
    /// shifted out. Smaller starts have smaller paths.
    fn path(&self, of: &Interval) -> u128 {
        let start = u128::from(of.start.min(self.text_len));
        let to_end = u128::from(self.text_len - of.end.min(self.text_len));
        let extent = start << self.offset_bits | to_end;
        let key = u128::from(of.key.annotation) << u32::BITS | u128::from(of.key.fragment);
        (extent << u64::BITS | key) << (u128::BITS - self.path_bits())
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
    /// Distance between the starts on the right and those on the left; 0 once all starts are equal.
    half: u32,
}

/// The intervals that overlap a range: see [`IntervalIndex::overlapping`].
#[derive(Clone, Debug)]
pub struct Overlapping<'a> {
    index: &'a IntervalIndex,
    range: Range<u32>,
    /// Subtrees that may hold more matches; never more than the tree is deep.
    stack: Vec<Subtree>,
}

impl Overlapping<'_> {
    /// Pops one subtree, pushes its children that may hold more matches, and returns its root if
    /// that overlaps.
    fn visit(&mut self) -> Option<Interval> {
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
            if let Some(interval) = self.visit() {
                return Some(interval);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
