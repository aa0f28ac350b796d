//! The table of the views, by size.

use super::corpus::in_words;
use super::measure::VIEWS;
use crate::columns;
use crate::figures::{Figures, What};
use crate::rows::{Goal, Row, Sum, row};

/// What a view may take to open.
const SOON: &[Goal] = &[Goal::AtMost(100.0)];

/// The table: for each number of articles a column.
pub fn table(sizes: &[(usize, Figures)]) -> String {
    let columns = sizes
        .iter()
        .map(|(articles, figures)| (in_words(*articles), figures));
    let columns: Vec<_> = columns.collect();
    let mut rows: Vec<Row> = Vec::new();
    for (at, (name, _)) in VIEWS.into_iter().enumerate() {
        rows.push(row(name, What::View(at), Sum::Spread).reach("p95 ≤ 100 ms", SOON));
    }
    rows.push(row("… longest task over 50 ms", What::ViewTask, Sum::Most));
    columns::table("Views of the story", &columns, &rows)
}
