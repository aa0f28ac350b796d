//! Who mentions what, as a table.

use super::block::{Block, Inline, Table, heading, paragraph, rest, text};
use super::source::Sources;
use crate::coverage::{Coverage, Row};
use crate::words::{count, grouped};

/// Clusters that are listed.
const MAX_ROWS: usize = 60;
/// Articles with a column.
const MAX_COLUMNS: usize = 12;

pub(super) fn blocks(coverage: &Coverage, sources: &Sources) -> Vec<Block> {
    let columns = coverage.articles.len().min(MAX_COLUMNS);
    let said = format!(
        "{} in the order of how many articles mention them. A number is how often the article does; a dash means that it does \
         not.",
        count(coverage.rows.len(), "cluster"),
    );
    let mut blocks = vec![heading(2, "What each article mentions"), paragraph(&said)];
    if coverage.rows.is_empty() {
        return blocks;
    }
    let head = ["Cluster", "Layer"].into_iter().map(str::to_owned);
    let head = head.chain(sources.names().iter().take(columns).cloned());
    let head = head.chain(["Articles", "Accounts"].map(str::to_owned));
    blocks.push(Block::Table(Table {
        head: head.collect(),
        numbers: 2,
        rows: coverage
            .rows
            .iter()
            .take(MAX_ROWS)
            .map(|it| row(it, columns))
            .collect(),
    }));
    blocks.extend(rest(&[
        (coverage.rows.len(), MAX_ROWS, "cluster"),
        (coverage.articles.len(), columns, "article"),
    ]));
    blocks
}

fn row(row: &Row, columns: usize) -> Vec<Vec<Inline>> {
    let mut cells = vec![vec![text(&row.name)], vec![text(&row.layer)]];
    let counts = (0..columns).map(|at| match row.cell(at) {
        Some(cell) => vec![text(&grouped(cell.mentions))],
        None => vec![text("–")],
    });
    cells.extend(counts);
    cells.push(vec![text(&grouped(row.spread()))]);
    cells.push(vec![text(&grouped(row.accounts))]);
    cells
}
