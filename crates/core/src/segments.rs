//! Marks that nest, overlap and cross, cut into flat runs that can be painted one after another.
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
    /// Whose extent it is.
    pub key: FragmentKey,
    /// The layer it is drawn in; each layer has its own lanes.
    pub layer: u16,
}

/// A run of text over which the same marks are active, `[start, end)` in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The marks that cover the run, outermost first: the longest first, of equally long ones
    /// the greatest key.
    pub active: &'a [Active],
}

/// A mark that covers a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Active {
    /// Which of the marks given.
    pub mark: usize,
    /// Its lane within its layer, the same for all segments of a range: see [`Segments`].
    pub lane: u8,
    /// Whether the mark itself starts here, rather than being cut off by the range.
    pub opens: bool,
    /// Whether the mark itself ends here, rather than being cut off by the range.
    pub closes: bool,
}

/// The outermost lane. Marks that would need one further out all share it, so only there can two
/// marks of a layer meet.
pub const LAST_LANE: u8 = 63;

/// The segments of a range, from left to right, without gap or overlap. A segment ends where the
/// range does or where a mark starts or ends, and nowhere else.
///
/// Lanes keep marks of one layer apart, lane 0 innermost. They are given out from the shortest
/// mark to the longest (by whole length, of equally long ones the least key first). Each takes
/// the lowest lane that is above every mark it contains and that no mark already placed holds
/// where they overlap. *Contains* and *overlap* speak of what lies within the range.
///
/// With k marks, making it costs O(k log k + a) and walking it O(a), where a is how many
/// [`Active`]s the walk yields in all; memory is O(k) however deep the marks lie over one another.
#[derive(Clone, Debug)]
pub struct Segments {
    /// Where the cells start and end: a cell is what becomes a segment.
    bounds: Vec<u32>,
    /// Innermost first.
    placed: Vec<Placed>,
    /// Indices into `placed`, by first cell.
    coming: Vec<u32>,
    /// How many of `coming` have come.
    came: usize,
    /// Indices into `placed` of those over the cell last yielded, ascending.
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

/// The lanes of one layer that are in use at a cell, one bit each.
#[derive(Clone, Copy, Default)]
struct CellLanes {
    covered: u64,
    starting: u64,
    ending: u64,
}

impl Segments {
    /// Cuts `range` at the ends of `marks`. Marks that are empty or do not overlap the range play
    /// no part; an empty range has no segments.
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

    /// The next segment, or none after the last. It lends its marks until the next call.
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
            // Two ascending runs, which the stable sort merges in one pass.
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

/// Finds a lane for a mark over `cells`, and takes it.
fn take_lane(cells: &mut [CellLanes]) -> u8 {
    let (mut taken, mut begun, mut contained) = (0, 0, 0);
    for cell in cells.iter() {
        taken |= cell.covered;
        begun |= cell.starting;
        contained |= begun & cell.ending;
    }
    let up_to_contained = u64::BITS - contained.leading_zeros();
    let above = u64::MAX.checked_shl(up_to_contained).unwrap_or(0);
    let lane = (above & !taken).trailing_zeros().min(u32::from(LAST_LANE)) as u8;

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
