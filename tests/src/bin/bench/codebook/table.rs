//! The table of codebooks, by size.

use super::corpus::CodebookSize;
use crate::columns;
use crate::figures::{Figures, What};
use crate::report::grouped;
use crate::rows::{Goal, Row, Sum, row};

const FAST: &[Goal] = &[Goal::AtMost(100.0)];
const TARGET: &str = "p95 ≤ 100 ms";

/// All rows.
const ROWS: &[Row] = &[
    row("open the screen: key → frame", What::Codebook, Sum::Spread).reach(TARGET, FAST),
    row(
        "type into the title of a label: letter → frame",
        What::CodebookType,
        Sum::Spread,
    )
    .reach(TARGET, FAST),
    row(
        "rename a label: Enter → frame",
        What::CodebookRename,
        Sum::Spread,
    )
    .reach(TARGET, FAST),
    row(
        "put a label in order: key → frame",
        What::CodebookOrder,
        Sum::Spread,
    )
    .reach(TARGET, FAST),
    row(
        "merge two labels: Enter → frame",
        What::CodebookMerge,
        Sum::Spread,
    )
    .reach(TARGET, FAST),
    row(
        "longest task over 50 ms, of any of them",
        What::CodebookTask,
        Sum::Most,
    ),
];

/// The table: a column for each size, with the targets at the largest one.
pub fn table(codebooks: &[(CodebookSize, Figures)]) -> String {
    let columns = codebooks.iter();
    let columns: Vec<_> = columns
        .map(|(size, figures)| (in_words(*size), figures))
        .collect();
    columns::table("Large codebooks", &columns, ROWS)
}

fn in_words(size: CodebookSize) -> String {
    format!(
        "{} labels, {} marks",
        grouped(size.labels),
        grouped(size.marks)
    )
}
