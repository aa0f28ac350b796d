//! Cuts marks that nest, overlap and cross into flat runs that can be painted one after another.
use std::ops::Range;

use crate::interval::FragmentKey;
use crate::order;

/// A fragment to paint, over `[start, end)` in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The fragment it belongs to.
    pub key: FragmentKey,
    /// Its layer; each layer has lanes of its own.
    pub layer: u16,
}

/// A run of text with the same active marks, `[start, end)` in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The marks over the run, outermost first: longest first, among equals the greatest key first.
    pub active: &'a [Active],
}

/// A mark over a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Active {
    /// Its index among the given marks.
    pub mark: usize,
    /// Its lane within its layer, the same in all segments of a range: see [`Segments`].
    pub lane: u8,
    /// Whether the mark itself starts here; false if the range cuts it off.
    pub opens: bool,
    /// Whether the mark itself ends here; false if the range cuts it off.
    pub closes: bool,
}

/// The outermost lane. Marks that need a further one share it, so only there can two marks of a
/// layer overlap.
pub const LAST_LANE: u8 = 63;

/// The segments of a range, from left to right, without gaps or overlaps. A segment ends only where
/// the range ends or a mark starts or ends.
///
/// Lanes keep the marks of a layer apart; lane 0 is innermost. They are assigned from the shortest
/// mark to the longest (by whole length, among equals the least key first). Each mark gets the
/// lowest lane that is above every mark it contains and free wherever it overlaps a mark placed
/// earlier. *Contains* and *overlaps* refer to the range.
///
/// With k marks, creating it costs O(k log k + a) and walking it O(a), where a is the total number
/// of [`Active`]s yielded. Memory is O(k), however many marks overlap.
#[derive(Clone, Debug)]
pub struct Segments {
    /// The bounds of the cells; each cell becomes a segment.
    bounds: Vec<u32>,
    /// Innermost first.
    placed: Vec<Placed>,
    /// Indices into `placed`, by first cell.
    coming: Vec<u32>,
    /// How many of `coming` have started.
    came: usize,
    /// Indices into `placed` of the marks over the last yielded cell, ascending.
    open: Vec<u32>,
    active: Vec<Active>,
    cell: usize,
}

#[derive(Clone, Debug)]
struct Placed {
    mark: usize,
    first_cell: usize,
    last_cell: usize,
    starts_inside: bool,
    ends_inside: bool,
    lane: u8,
}

/// The lanes of one layer in use at a cell, one bit each.
#[derive(Clone, Copy, Default)]
struct CellLanes {
    covered: u64,
    starting: u64,
    ending: u64,
}

impl Segments {
    /// Cuts `range` at the ends of `marks`. Ignores marks that are empty or outside the range. An
    /// empty range has no segments.
    pub fn new(range: Range<u32>, marks: &[Mark]) -> Self {
        let innermost = |a: &Mark, b: &Mark| {
            let key = |m: &Mark| (m.end.saturating_sub(m.start), m.key);
            key(a).cmp(&key(b))
        };
        let inside: Vec<(usize, &Mark)> = order::sorted(marks, innermost)
            .into_iter()
            .filter_map(|i| Some((i as usize, marks.get(i as usize)?)))
            .filter(|(_, m)| m.start.max(range.start) < m.end.min(range.end))
            .collect();

        let mut bounds = Vec::with_capacity(2 * inside.len() + 2);
        if range.start < range.end {
            bounds.extend([range.start, range.end]);
        }
        for (_, mark) in &inside {
            bounds.extend([mark.start.max(range.start), mark.end.min(range.end)]);
        }
        order::sort(&mut bounds, &|a, b| a.cmp(&b));
        bounds.dedup();

        let mut placed: Vec<Placed> = inside
            .iter()
            .map(|&(mark, m)| Placed {
                mark,
                first_cell: bounds.partition_point(|b| *b < m.start.max(range.start)),
                last_cell: bounds.partition_point(|b| *b < m.end.min(range.end)) - 1,
                starts_inside: m.start >= range.start,
                ends_inside: m.end <= range.end,
                lane: 0,
            })
            .collect();

        let layer = |p: &u32| inside[*p as usize].1.layer;
        let order = order::sorted(&inside, |(_, a), (_, b)| a.layer.cmp(&b.layer));
        let mut cells = vec![CellLanes::default(); bounds.len()];
        for of_layer in order.chunk_by(|a, b| layer(a) == layer(b)) {
            for &p in of_layer {
                let p = &mut placed[p as usize];
                p.lane = take_lane(&mut cells[p.first_cell..=p.last_cell]);
            }
            for &p in of_layer {
                let p = &placed[p as usize];
                cells[p.first_cell..=p.last_cell].fill(CellLanes::default());
            }
        }

        let mut coming = order;
        order::sort(&mut coming, &|a, b| {
            let key = |p: u32| (placed[p as usize].first_cell, p);
            key(a).cmp(&key(b))
        });
        Self {
            bounds,
            placed,
            coming,
            came: 0,
            open: Vec::new(),
            active: Vec::new(),
            cell: 0,
        }
    }

    /// Returns the next segment, or none after the last. Its marks are borrowed until the next
    /// call.
    pub fn advance(&mut self) -> Option<Segment<'_>> {
        let cell = self.cell;
        let (start, end) = (*self.bounds.get(cell)?, *self.bounds.get(cell + 1)?);
        self.cell += 1;

        self.open
            .retain(|p| self.placed[*p as usize].last_cell >= cell);
        let (kept, came) = (self.open.len(), self.came);
        while let Some(p) = self.coming.get(self.came)
            && self.placed[*p as usize].first_cell == cell
        {
            self.came += 1;
        }
        self.open.extend(&self.coming[came..self.came]);
        if kept < self.open.len() {
            // Two ascending runs, merged by the stable sort in one pass.
            order::sort(&mut self.open, &|a, b| a.cmp(&b));
        }

        self.active.clear();
        self.active.extend(self.open.iter().rev().map(|p| {
            let p = &self.placed[*p as usize];
            Active {
                mark: p.mark,
                lane: p.lane,
                opens: p.starts_inside && p.first_cell == cell,
                closes: p.ends_inside && p.last_cell == cell,
            }
        }));
        Some(Segment {
            start,
            end,
            active: &self.active,
        })
    }
}

/// Finds a lane for a mark over `cells` and reserves it.
fn take_lane(cells: &mut [CellLanes]) -> u8 {
    let (mut used, mut begun, mut contained) = (0, 0, 0);
    for cell in cells.iter() {
        used |= cell.covered;
        begun |= cell.starting;
        contained |= begun & cell.ending;
    }
    let up_to_contained = u64::BITS - contained.leading_zeros();
    let above = u64::MAX.checked_shl(up_to_contained).unwrap_or(0);
    let lane = (above & !used).trailing_zeros().min(u32::from(LAST_LANE)) as u8;

    let bit = 1 << lane;
    for cell in cells.iter_mut() {
        cell.covered |= bit;
    }
    if let Some(first) = cells.first_mut() {
        first.starting |= bit;
    }
    if let Some(last) = cells.last_mut() {
        last.ending |= bit;
    }
    lane
}

#[cfg(test)]
mod tests;
