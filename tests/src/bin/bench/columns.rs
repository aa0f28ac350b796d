//! Tables of Postil alone, with a column for each size.

use crate::figures::{Figures, Subject};
use crate::report::verdict;
use crate::rows::Row;
use std::fmt::Write;

/// A table with the targets at the last column; nothing if there are no columns.
pub fn table(heading: &str, columns: &[(String, &Figures)], rows: &[Row]) -> String {
    let mut out = String::new();
    let Some((_, largest)) = columns.last() else {
        return out;
    };
    // Writing to a string cannot fail, here and below.
    let _ = writeln!(out, "### {heading}\n");
    let heads: Vec<_> = columns.iter().map(|(head, _)| head.as_str()).collect();
    let _ = writeln!(out, "| | {} | target | reached |", heads.join(" | "));
    let _ = writeln!(out, "| ---{} | --- | --- |", " | ---".repeat(heads.len()));
    for row in rows {
        let cells = columns
            .iter()
            .map(|(_, figures)| row.cell(figures, Subject::Postil));
        let cells: Vec<_> = cells.collect();
        let (target, reached) = (row.target, verdict(row.is_reached(largest)));
        let _ = writeln!(
            out,
            "| {} | {} | {target} | {reached} |",
            row.title,
            cells.join(" | ")
        );
    }
    out.push('\n');
    out
}
