//! Reads files into tables.

use super::{Table, guess, quotes};
use crate::{decode, limits};
use csv::ReaderBuilder;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Reads a table of delimited cells. O(n).
///
/// # Errors
/// When it is not text, has no rows, or exceeds a bound of [`limits`].
pub(in crate::unannotated) fn delimited(file: &File) -> Result<Table, Diagnostic> {
    let text = text(file)?;
    let text = text.trim_start_matches('\u{FEFF}');
    let (delimiter, text, before) = match guess::stated(text) {
        Some((delimiter, rest)) => (delimiter, rest, 1),
        None => (guess::delimiter(&file.name, text), text, 0),
    };
    let mended = quotes::mend(text, delimiter);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(mended.text.as_bytes());
    let (mut rows, mut lengths) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|e| Diagnostic::error(&file.name, e.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line) + before;
        if record.len() > limits::MAX_TABLE_COLUMNS {
            let most = limits::MAX_TABLE_COLUMNS;
            let place = format!("{}, line {line}", file.name);
            return Err(Diagnostic::error(
                place,
                format!("expected at most {most} columns"),
            ));
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        rows.push(record.iter().map(str::to_owned).collect());
        lengths.push((record.len(), line));
        check_rows(file, rows.len())?;
    }
    let mut table = finish(file, Vec::new(), rows)?;
    table.remarks = remarks(file, &mended, before);
    table
        .remarks
        .extend(uneven(file, &lengths, text.ends_with('\n')));
    table.remarks.extend(table.unread_dates());
    Ok(table)
}

/// What there is to say about rows that are shorter or longer than the first: the cells of each row, and its
/// line. `is_ended` tells whether the last line has an end.
fn uneven(file: &File, lengths: &[(usize, u64)], is_ended: bool) -> Vec<Diagnostic> {
    const MAX_LISTED: usize = 10;
    let mut found = Vec::new();
    let (Some(&(width, _)), Some(&(last, line))) = (lengths.first(), lengths.last()) else {
        return found;
    };
    let is_cut = last < width && !is_ended;
    if is_cut {
        let place = format!("{}, line {line}", file.name);
        let message =
            format!("the last row has {last} cells, not {width}: the file may be cut off");
        found.push(Diagnostic::warning(place, message));
    }
    let whole = &lengths[..lengths.len() - usize::from(is_cut)];
    for (what, order) in [("fewer", Ordering::Less), ("more", Ordering::Greater)] {
        let rows = whole.iter().filter(|(cells, _)| cells.cmp(&width) == order);
        let lines: Vec<String> = rows.map(|(_, line)| line.to_string()).collect();
        if lines.is_empty() {
            continue;
        }
        let listed = lines.get(..MAX_LISTED).unwrap_or(&lines).join(", ");
        let message = format!(
            "rows with {what} cells than the first: {} ({} {listed}{})",
            lines.len(),
            if lines.len() == 1 { "line" } else { "lines" },
            if lines.len() > MAX_LISTED {
                ", …"
            } else {
                ""
            },
        );
        found.push(Diagnostic::warning(&file.name, message));
    }
    found
}

/// What there is to say about the quotes of a table, whose first line follows so many others.
fn remarks(file: &File, mended: &quotes::Mended, before: u64) -> Vec<Diagnostic> {
    const MAX_LISTED: usize = 100;
    let listed = mended.stray.iter().take(MAX_LISTED).map(|line| {
        let place = format!("{}, line {}", file.name, *line as u64 + before);
        let message = "a quote opens a cell here, and none closes it; it was read as a character, and the \
                       cell ends with its line";
        Diagnostic::warning(place, message)
    });
    let mut found: Vec<Diagnostic> = listed.collect();
    let more = mended.stray.len().saturating_sub(MAX_LISTED);
    for (what, count) in [
        ("more lines with a quote that is not closed", more),
        (
            "cells that go on after their closing quote, read with their quotes",
            mended.loose,
        ),
    ] {
        if count > 0 {
            found.push(Diagnostic::warning(&file.name, format!("{what}: {count}")));
        }
    }
    found
}

/// Reads a file of one JSON object per line, with a column for each field. O(n).
///
/// # Errors
/// With the first line that is not a JSON object.
pub(in crate::unannotated) fn json_lines(file: &File) -> Result<Table, Diagnostic> {
    let text = text(file)?;
    let mut names: Vec<String> = Vec::new();
    let mut indexes: HashMap<String, usize> = HashMap::new();
    let (mut rows, mut cells) = (Vec::new(), 0);
    for (number, read) in crate::source::json_lines(text.trim_start_matches('\u{FEFF}')) {
        let error =
            |message: String| Diagnostic::error(format!("{}, line {number}", file.name), message);
        let Value::Object(record) = read.map_err(error)? else {
            return Err(error("expected a JSON object".to_owned()));
        };
        let mut row = Vec::new();
        for (name, value) in record {
            let index = *indexes.entry(name).or_insert_with_key(|name| {
                names.push(name.clone());
                names.len() - 1
            });
            if index >= limits::MAX_TABLE_COLUMNS {
                let most = limits::MAX_TABLE_COLUMNS;
                return Err(error(format!("expected at most {most} fields in all")));
            }
            if row.len() <= index {
                row.resize(index + 1, String::new());
            }
            if let Some(cell) = row.get_mut(index) {
                *cell = match value {
                    Value::String(text) => text,
                    Value::Null => String::new(),
                    other => other.to_string(),
                };
            }
        }
        cells += row.len();
        if cells > limits::MAX_TABLE_CELLS {
            let most = limits::MAX_TABLE_CELLS;
            return Err(error(format!("expected at most {most} cells in all")));
        }
        rows.push(row);
        check_rows(file, rows.len())?;
    }
    let mut table = finish(file, names, rows)?;
    table.remarks.extend(table.unread_dates());
    Ok(table)
}

fn text(file: &File) -> Result<String, Diagnostic> {
    decode::decode(&file.bytes).map_err(|message| Diagnostic::error(&file.name, message))
}

fn check_rows(file: &File, rows: usize) -> Result<(), Diagnostic> {
    // One of them may name the columns.
    if rows > limits::MAX_TABLE_ROWS + 1 {
        let most = limits::MAX_TABLE_ROWS;
        return Err(Diagnostic::error(
            &file.name,
            format!("expected at most {most} rows"),
        ));
    }
    Ok(())
}

fn finish(file: &File, names: Vec<String>, rows: Vec<Vec<String>>) -> Result<Table, Diagnostic> {
    if rows.is_empty() {
        return Err(Diagnostic::error(&file.name, "there are no rows in it"));
    }
    Ok(Table {
        file: file.name.clone(),
        names,
        rows,
        remarks: Vec::new(),
    })
}
