//! Lines that are read one after another.

use crate::lines::Line;

/// Lines below one another. Lengths are in points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// The left end, the right end.
    pub x: [f32; 2],
    /// The first baseline, the last.
    pub y: [f32; 2],
    /// The place of its first letter in the order of the file.
    pub first: usize,
    /// Its cells in the order of reading, if it is a table.
    pub cells: Vec<Block>,
}

impl Block {
    /// The block of these lines.
    pub fn of(lines: Vec<Line>) -> Self {
        let all = || lines.iter();
        let least = |of: fn(&Line) -> f32| all().map(of).fold(f32::MAX, f32::min);
        let most = |of: fn(&Line) -> f32| all().map(of).fold(f32::MIN, f32::max);
        Self {
            x: [least(|line| line.x0), most(|line| line.x1)],
            y: [least(|line| line.y), most(|line| line.y)],
            first: all().map(|line| line.first).min().unwrap_or(0),
            lines,
            cells: Vec::new(),
        }
    }

    /// The table of these cells.
    pub fn table(cells: Vec<Self>) -> Self {
        let lines = cells.iter().flat_map(|cell| &cell.lines).cloned().collect();
        Self {
            cells,
            ..Self::of(lines)
        }
    }
}

/// How much two ranges share, of the shorter one.
pub fn shared(a: [f32; 2], b: [f32; 2]) -> f32 {
    let shared = a[1].min(b[1]) - a[0].max(b[0]);
    let shorter = (a[1] - a[0]).min(b[1] - b[0]).max(0.1);
    shared / shorter
}
