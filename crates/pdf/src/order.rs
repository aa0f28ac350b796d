//! The order in which the blocks of a page are read.

use crate::block::{Block, shared};
use crate::limits;
use std::cell::Cell;

/// How many blocks of a file may still be compared. Thousands of pages may draw the same content.
pub struct Budget(Cell<usize>);

impl Default for Budget {
    fn default() -> Self {
        Self(Cell::new(limits::MAX_COMPARED))
    }
}

impl Budget {
    /// Counts a comparison with so many blocks.
    fn spend(&self, blocks: usize) {
        self.0.set(self.0.get().saturating_sub(blocks));
    }

    fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

/// Sorts blocks as they are read. The order of the file is kept where it agrees with the page: nearly all
/// programs write a text in the order of reading. Otherwise a block comes after those above it and after
/// the columns before it (after Thomas M. Breuel, “Two Geometric Algorithms for Layout Analysis”, 2002).
/// O(n³) in [`limits::MAX_BLOCKS`] blocks at most; where the budget is spent, the order is that of the file.
pub fn sort(mut blocks: Vec<Block>, budget: &Budget) -> Vec<Block> {
    blocks.sort_by_key(|block| block.first);
    if blocks.len() > limits::MAX_BLOCKS || budget.is_spent() {
        return blocks;
    }
    // Here, and where the next one is chosen, each is compared with each.
    budget.spend(blocks.len() * blocks.len());
    if is_in_order(&blocks) {
        return blocks;
    }
    let before = geometry(&blocks, budget);
    if budget.is_spent() {
        return blocks;
    }
    let mut waits: Vec<usize> = vec![0; blocks.len()];
    for (_, after) in before
        .iter()
        .enumerate()
        .flat_map(|(at, list)| list.iter().map(move |it| (at, *it)))
    {
        waits[after] += 1;
    }
    let mut blocks: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    let mut sorted = Vec::with_capacity(blocks.len());
    while sorted.len() < blocks.len() {
        let left = || (0..blocks.len()).filter(|at| blocks[*at].is_some());
        // There may be a circle.
        let next = left().min_by_key(|at| (waits[*at], *at));
        let Some(next) = next else { break };
        for &after in &before[next] {
            waits[after] = waits[after].saturating_sub(1);
        }
        sorted.extend(blocks[next].take());
    }
    sorted
}

/// Whether the file's order can be that of reading: what is above comes first, and lines of a block follow
/// one another.
fn is_in_order(blocks: &[Block]) -> bool {
    const LEAST: f32 = 0.97;
    let (mut agree, mut all) = (0.0, 0.0);
    for (at, one) in blocks.iter().enumerate() {
        for other in &blocks[at + 1..] {
            if shared(one.x, other.x) < 0.3 {
                continue;
            }
            let weight = one.lines.len().min(other.lines.len()) as f32;
            all += weight;
            if one.y[0] <= other.y[0] {
                agree += weight;
            }
        }
    }
    let mut lines: Vec<(usize, usize)> = blocks
        .iter()
        .enumerate()
        .flat_map(|(at, block)| block.lines.iter().map(move |line| (line.first, at)))
        .collect();
    lines.sort_unstable();
    let changes = lines
        .windows(2)
        .filter(|pair| pair[0].1 != pair[1].1)
        .count();
    let is_whole = changes * 10 <= blocks.len() * 12 + 10;
    agree >= LEAST * all && is_whole
}

/// Whether a headline over the lower of two blocks begins a part of the page below the upper one: nothing
/// goes past its upper edge in between.
fn parted(blocks: &[Block], lower: &Block, upper: &Block, budget: &Budget) -> bool {
    const MAX_HEADLINES: usize = 40;
    let size = |block: &Block| block.lines.first().map_or(0.0, |line| line.size);
    let x = [lower.x[0].min(upper.x[0]), lower.x[1].max(upper.x[1])];
    let headlines = blocks.iter().filter(|it| {
        let is_over = shared(it.x, lower.x) > 0.1 && it.y[1] < lower.y[0];
        let is_between = it.y[0] > upper.y[1] && (is_over || std::ptr::eq(*it, lower));
        is_between && size(it) > 1.15 * size(upper)
    });
    budget.spend(blocks.len());
    headlines.take(MAX_HEADLINES).any(|headline| {
        budget.spend(blocks.len());
        let edge = headline.y[0] - 0.8 * size(headline);
        let goes_past = |it: &Block| {
            shared(it.x, x) > 0.0 && it.y[0] < edge && it.y[1] > edge + 0.3 * size(headline)
        };
        !blocks.iter().any(goes_past)
    })
}

/// For each block those that come after it for certain; nothing to go by once the budget is spent.
fn geometry(blocks: &[Block], budget: &Budget) -> Vec<Vec<usize>> {
    let middle = |block: &Block| f32::midpoint(block.y[0], block.y[1]);
    let overlap = |a: &Block, b: &Block| shared(a.x, b.x) > 0.1;
    let is_before = |a: &Block, b: &Block| {
        if overlap(a, b) {
            return middle(a) < middle(b);
        }
        if a.y[0] > b.y[1] && parted(blocks, a, b, budget) {
            return false;
        }
        if b.y[0] > a.y[1] && a.x[0] > b.x[1] && parted(blocks, b, a, budget) {
            return true;
        }
        let range = [middle(a).min(middle(b)), middle(a).max(middle(b))];
        let is_between = |c: &Block| {
            middle(c) > range[0] && middle(c) < range[1] && overlap(c, a) && overlap(c, b)
        };
        if a.x[1] > b.x[0] + 0.2 * (b.x[1] - b.x[0]) {
            return false;
        }
        budget.spend(blocks.len());
        !blocks.iter().any(is_between)
    };
    let after = |a: &Block| {
        let others = blocks.iter().enumerate();
        let others = others.take_while(|_| !budget.is_spent());
        let after = others.filter(|(_, b)| !std::ptr::eq(a, *b) && is_before(a, b));
        after.map(|(at, _)| at).collect()
    };
    blocks.iter().map(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::tests::line;

    /// Lines in ten columns, which the file has from right to left and from below.
    fn columns() -> Vec<Block> {
        let block = |first: usize| {
            let (column, row) = (9 - first / 10, 9 - first % 10);
            let (x, y) = (20.0 * column as f32, 20.0 * row as f32);
            let mut line = line("a", [x, x + 10.0], y, 10.0);
            line.first = first;
            Block {
                lines: vec![line],
                x: [x, x + 10.0],
                y: [y, y],
                first,
                cells: Vec::new(),
            }
        };
        (0..100).map(block).collect()
    }

    fn order(budget: &Budget) -> Vec<usize> {
        let sorted = sort(columns(), budget);
        sorted.iter().map(|block| block.first).collect()
    }

    #[test]
    fn what_is_compared_is_bounded_for_all_pages_together() {
        let budget = Budget(Cell::new(3_000_000));
        let as_in_file: Vec<usize> = (0..100).collect();
        assert_ne!(order(&budget), as_in_file);
        let pages = (0..1_000).map(|_| order(&budget));
        assert!(pages.filter(|order| *order != as_in_file).count() < 5);
        assert!(budget.is_spent());
    }
}
