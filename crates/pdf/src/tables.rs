//! Finds tables by the order in which a file draws lines: along rows that stand below one another in the same
//! columns.

use crate::block::{Block, shared};
use crate::lines::Line;

/// A part of a table: lines below one another. Lengths are in points.
struct Cell {
    /// Their places in the list of lines.
    lines: Vec<usize>,
    /// The left end, the right end.
    x: [f32; 2],
    /// The first baseline, the last.
    y: [f32; 2],
    size: f32,
}

/// Cells beside one another, by number: from one to before another.
struct Row {
    cells: [usize; 2],
    y: [f32; 2],
}

/// A cell with more lines is rather a column of text.
const LONG: usize = 6;

/// Takes the tables out of lines, which are sorted by their baselines: each is a block with its cells, in the
/// order of the file. O(n log n).
///
/// A file may also draw columns of text line by line through all of them. These look like a table of cells of
/// one line each, but the lines are as long as the column, and go on in the middle of a sentence.
pub fn take(lines: &mut Vec<Line>) -> Vec<Block> {
    let cells = cells(lines);
    let rows = rows(&cells);
    let mut found: Vec<[usize; 2]> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let end = end(&rows, &cells, at);
        if end > at + 1 && is_table(&rows[at..end], &cells, lines) {
            found.push([rows[at].cells[0], rows[end - 1].cells[1]]);
        }
        at = end.max(at + 1);
    }
    let mut rest: Vec<Option<Line>> = std::mem::take(lines).into_iter().map(Some).collect();
    let mut tables = Vec::new();
    for [from, to] in found {
        let cells = cells[from..to].iter().map(|cell| {
            let lines = cell.lines.iter().filter_map(|at| rest[*at].take());
            Block::of(lines.collect())
        });
        tables.push(Block::table(cells.collect()));
    }
    lines.extend(rest.into_iter().flatten());
    tables
}

/// The lines that follow one another in the file and stand below one another.
fn cells(lines: &[Line]) -> Vec<Cell> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|at| lines[*at].first);
    let mut cells: Vec<Cell> = Vec::new();
    for (number, &at) in order.iter().enumerate() {
        let line = &lines[at];
        let next = order.get(number + 1).map(|next| &lines[*next]);
        // The first of a row is not the last of what is above the table.
        let begins_row =
            next.is_some_and(|next| (next.y - line.y).abs() < 0.3 * line.size && next.x0 > line.x1);
        let open = cells.last_mut().filter(|cell| {
            let last = cell.lines.last().map(|last| &lines[*last]);
            !begins_row && last.is_some_and(|last| is_below(last, line))
        });
        match open {
            Some(cell) => {
                cell.lines.push(at);
                cell.x = [cell.x[0].min(line.x0), cell.x[1].max(line.x1)];
                cell.y[1] = line.y;
            }
            None => cells.push(Cell {
                lines: vec![at],
                x: [line.x0, line.x1],
                y: [line.y, line.y],
                size: line.size,
            }),
        }
    }
    cells
}

/// Whether a line goes on directly below another one.
fn is_below(line: &Line, next: &Line) -> bool {
    let (large, small) = (line.size.max(next.size), line.size.min(next.size));
    let apart = next.y - line.y;
    let middle = |line: &Line| f32::midpoint(line.x0, line.x1);
    let is_aligned = [
        next.x0 - line.x0,
        next.x1 - line.x1,
        middle(next) - middle(line),
    ];
    apart > 0.35 * small
        && apart < 2.0 * large
        && large < 1.18 * small
        && is_aligned.iter().any(|by| by.abs() < 0.5 * small)
}

/// The cells that follow one another in the file and stand beside one another.
fn rows(cells: &[Cell]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let open = rows.last_mut().filter(|row| {
            let is_right = cell.x[0] > cells[at - 1].x[1] - 0.2 * cell.size;
            let near = 0.5 * cell.size;
            is_right && cell.y[0] - near < row.y[1] && cell.y[1] + near > row.y[0]
        });
        match open {
            Some(row) => {
                row.cells[1] = at + 1;
                row.y = [row.y[0].min(cell.y[0]), row.y[1].max(cell.y[1])];
            }
            None => rows.push(Row {
                cells: [at, at + 1],
                y: cell.y,
            }),
        }
    }
    rows
}

impl Row {
    fn cells<'a>(&self, cells: &'a [Cell]) -> &'a [Cell] {
        &cells[self.cells[0]..self.cells[1]]
    }
}

/// The row after those that can be one table with the row at `from`: below one another, in the same columns.
fn end(rows: &[Row], cells: &[Cell], from: usize) -> usize {
    const MAX_COLUMNS: usize = 40;
    let first = rows[from].cells(cells);
    if first.len() < 2 {
        return from;
    }
    let mut columns: Vec<[f32; 2]> = first.iter().map(|cell| cell.x).collect();
    let mut end = from + 1;
    for (number, pair) in rows.windows(2).enumerate().skip(from) {
        let (before, row) = (&pair[0], &pair[1]);
        let here = row.cells(cells);
        let size = here[0].size;
        let apart = row.y[0] - before.y[1];
        if !(0.35 * size..4.0 * size).contains(&apart) || columns.len() > MAX_COLUMNS {
            break;
        }
        // The first and the last column of each cell.
        let place = |cell: &Cell| {
            let mut same = (0..columns.len()).filter(|at| shared(columns[*at], cell.x) > 0.1);
            let first = same.next()?;
            Some([first, same.next_back().unwrap_or(first)])
        };
        let places: Vec<Option<[usize; 2]>> = here.iter().map(place).collect();
        let known: Vec<[usize; 2]> = places.iter().copied().flatten().collect();
        let is_apart = known.windows(2).all(|pair| pair[0][1] < pair[1][0]);
        // A row with one cell may have empty ones, unless it is the last; what goes over columns is a text.
        let is_over = here.len() == 1 && known.iter().any(|[first, last]| first < last);
        if !is_apart || is_over || known.len() < here.len().min(2) {
            break;
        }
        for (cell, place) in here.iter().zip(places) {
            match place {
                Some([first, last]) if first == last => {
                    let column = &mut columns[first];
                    *column = [column[0].min(cell.x[0]), column[1].max(cell.x[1])];
                }
                Some(_) => {}
                None => columns.push(cell.x),
            }
        }
        columns.sort_by(|a, b| a[0].total_cmp(&b[0]));
        if here.len() > 1 {
            end = number + 2;
        }
    }
    end
}

/// Whether rows are those of a table, not of columns of text.
fn is_table(rows: &[Row], cells: &[Cell], lines: &[Line]) -> bool {
    let all = || rows.iter().flat_map(|row| row.cells(cells));
    let count = all().count();
    let long = all().filter(|cell| cell.lines.len() > LONG).count();
    let several = all().filter(|cell| cell.lines.len() > 1).count();
    if long * 2 > count {
        return false;
    }
    if several * 5 > count {
        return true;
    }
    let later = || rows[1..].iter().flat_map(|row| row.cells(cells));
    let first = |cell: &Cell| lines[cell.lines[0]].text.chars().next();
    let small = later().filter(|cell| first(cell).is_some_and(char::is_lowercase));
    small.count() * 5 < later().count() * 2 && full_columns(rows, cells) < 2
}

/// How many columns have mostly full lines.
fn full_columns(rows: &[Row], cells: &[Cell]) -> usize {
    const WIDE: f32 = 10.0;
    let all = rows.iter().flat_map(|row| row.cells(cells));
    // The place of a column, its lines from left to right.
    let mut columns: Vec<([f32; 2], Vec<f32>)> = Vec::new();
    for cell in all {
        let known = columns.iter_mut().find(|(x, _)| shared(*x, cell.x) > 0.1);
        match known {
            Some((x, ends)) => {
                *x = [x[0].min(cell.x[0]), x[1].max(cell.x[1])];
                ends.push(cell.x[1]);
            }
            None => columns.push((cell.x, vec![cell.x[1]])),
        }
    }
    let size = cells[rows[0].cells[0]].size;
    let is_full = |(x, ends): &&([f32; 2], Vec<f32>)| {
        let width = x[1] - x[0];
        let full = ends.iter().filter(|end| **end - x[0] > 0.8 * width);
        width > WIDE * size && full.count() * 5 > ends.len() * 3
    };
    columns.iter().filter(is_full).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::tests::line;

    /// Lines as a file draws them, each a cell with its place.
    fn drawn(cells: &[(&str, f32, f32)]) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for (first, (text, x, y)) in cells.iter().enumerate() {
            let width = 5.0 * text.chars().count() as f32;
            let mut line = line(text, [*x, x + width], *y, 10.0);
            line.first = first;
            lines.push(line);
        }
        lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
        lines
    }

    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn tables_are_taken_with_their_cells() {
        let mut lines = drawn(&[
            (
                "There was a table here, with these words over it.",
                0.0,
                0.0,
            ),
            ("City", 0.0, 15.0),
            ("What happened", 100.0, 15.0),
            ("Kabul", 0.0, 40.0),
            ("The ministry said", 100.0, 34.0),
            ("that talks went on.", 100.0, 46.0),
            ("Herat", 0.0, 60.0),
            ("Nothing", 100.0, 60.0),
            ("There was a table here, and then it was over.", 0.0, 75.0),
        ]);
        let tables = take(&mut lines);
        let cells: Vec<Vec<&str>> = tables[0].cells.iter().map(|it| texts(&it.lines)).collect();
        assert_eq!(
            cells,
            [
                vec!["City"],
                vec!["What happened"],
                vec!["Kabul"],
                vec!["The ministry said", "that talks went on."],
                vec!["Herat"],
                vec!["Nothing"],
            ]
        );
        assert_eq!((tables.len(), lines.len()), (1, 2));
    }

    #[test]
    fn columns_of_text_are_no_table() {
        let mut lines = drawn(&[
            ("The ministry has said that", 0.0, 0.0),
            ("it would take part in them", 150.0, 0.0),
            ("talks went on into the night", 0.0, 12.0),
            ("as long as it takes and all", 150.0, 12.0),
            ("of Monday without an end", 0.0, 24.0),
            ("others take part in them too", 150.0, 24.0),
        ]);
        assert!(take(&mut lines).is_empty());
        assert_eq!(lines.len(), 6);
    }
}
