//! The table of panes, by size.

use super::measure::{Measured, PANES};
use crate::columns;
use crate::corpus::Size;
use crate::figures::{Edit, What};
use crate::report::grouped;
use crate::rows::{Row, Sum, row};

/// All rows.
const ROWS: &[Row] = &[
    row(
        "open another pane: key → its marks",
        What::PaneOpen,
        Sum::Spread,
    ),
    row("… longest task over 50 ms", What::PaneTask, Sum::Most),
    row("add: key → frame", What::Painted(Edit::Add), Sum::Spread),
    row(
        "… without waiting for the screen",
        What::Work(Edit::Add),
        Sum::Spread,
    ),
    row(
        "re-label: key → frame",
        What::Painted(Edit::Relabel),
        Sum::Spread,
    ),
    row(
        "… without waiting for the screen",
        What::Work(Edit::Relabel),
        Sum::Spread,
    ),
    row("scroll 20 screens: frame", What::ScrollFrame, Sum::Spread),
    row("… longest task over 50 ms", What::ScrollTask, Sum::Most),
    row("memory", What::Heap, Sum::Bytes),
];

/// The table: for each size a column for one pane and one for all.
pub fn table(sizes: &[(Size, Measured)]) -> String {
    let columns = sizes.iter().flat_map(|(size, measured)| {
        let each = format!(
            "{} characters, {} marks each",
            grouped(size.characters),
            grouped(size.spans)
        );
        [
            (format!("{each}: 1 pane"), &measured.alone),
            (format!("{PANES} panes"), &measured.among),
        ]
    });
    let columns: Vec<_> = columns.collect();
    columns::table("Articles side by side", &columns, ROWS)
}
