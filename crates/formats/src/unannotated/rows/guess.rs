//! Guesses what the columns of a table hold.

use super::{About, Choice, Table, names};
use crate::unannotated::dates::Column;

/// Rows that a guess looks at.
const SAMPLE_ROWS: usize = 100;

/// Bytes in which the sign that separates cells is looked for.
const SAMPLE_BYTES: usize = 1 << 16;
/// Signs that may separate cells; of equals, the first.
pub(crate) const SIGNS: [u8; 4] = *b",\t;|";

/// The sign that the first line states, and what follows that line: `sep=;`, as Excel writes and reads it.
pub(crate) fn stated(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.strip_suffix('\r').unwrap_or(line).trim_matches('"');
    match line.strip_prefix("sep=")?.as_bytes() {
        [sign] if !matches!(sign, b'"' | b'\r') => Some((*sign, rest)),
        _ => None,
    }
}

/// The sign that separates cells: the one that is in most of the first rows as often as in the first,
/// outside quotes; then the most frequent one in that. In a file that says by its name that it has tabs, the
/// tab if there is one.
pub(super) fn delimiter(name: &str, text: &str) -> u8 {
    let rows = counts(text);
    let Some(first) = rows.first() else {
        return SIGNS[0];
    };
    let fit = |at: usize| match first[at] {
        0 => (0, 0),
        many => (rows.iter().filter(|row| row[at] == many).count(), many),
    };
    const TAB: usize = 1;
    if first[TAB] > 0 && crate::has_extension(name, &["tsv", "tab"]) {
        return SIGNS[TAB];
    }
    let best = (0..SIGNS.len()).rev().max_by_key(|&at| fit(at));
    SIGNS[best.unwrap_or_default()]
}

/// How often each sign is in each of the first rows, outside quotes.
fn counts(text: &str) -> Vec<[usize; SIGNS.len()]> {
    const MAX_ROWS: usize = 20;
    let head = text
        .as_bytes()
        .get(..SAMPLE_BYTES)
        .unwrap_or(text.as_bytes());
    let mut rows = Vec::new();
    let (mut row, mut quoted, mut is_blank) = ([0; SIGNS.len()], false, true);
    // The last row may be cut off.
    for &byte in head
        .iter()
        .chain((head.len() == text.len()).then_some(&b'\n'))
    {
        quoted ^= byte == b'"';
        if byte == b'\n' && !quoted {
            if !std::mem::replace(&mut is_blank, true) {
                rows.push(row);
            }
            row = [0; SIGNS.len()];
            if rows.len() == MAX_ROWS {
                return rows;
            }
            continue;
        }
        is_blank &= byte.is_ascii_whitespace() && byte != b'\t';
        if let Some(at) = SIGNS.iter().position(|&sign| sign == byte && !quoted)
            && let Some(count) = row.get_mut(at)
        {
            *count += 1;
        }
    }
    if rows.is_empty() {
        // A quote that is not closed, or a very long row.
        rows.push(row);
    }
    rows
}

/// Guesses what the columns hold, first by their names, then by their cells.
pub(super) fn choice(table: &Table) -> Choice {
    let width = table.width();
    let mut choice = Choice {
        header: table.names.is_empty() && is_header(table),
        ..Choice::default()
    };
    let named_as: Vec<String> = (0..width)
        .map(|at| lower(table.title(at, &choice).unwrap_or_default()))
        .collect();
    let rows = table.body(&choice);
    let rows = rows.get(..SAMPLE_ROWS).unwrap_or(rows);
    let cells = |column: usize| {
        rows.iter()
            .filter_map(move |row| row.get(column))
            .map(|cell| cell.trim())
    };
    let length = |column: usize| cells(column).map(str::len).sum::<usize>();
    let named = |words: &[&str], taken: &Choice| {
        let free = |at: &usize| {
            *at != taken.text && taken.about.iter().all(|(_, own)| own != at) && length(*at) > 0
        };
        let mut found = words.iter().flat_map(|word| called(&named_as, word));
        found.find(free)
    };
    let longest = (0..width)
        .rev()
        .max_by_key(|&column| length(column))
        .unwrap_or_default();
    let mut by_name = names::TEXT.iter().flat_map(|word| called(&named_as, word));
    choice.text = by_name.find(|&at| length(at) > 0).unwrap_or(longest);
    for what in About::ALL {
        let words = names::of(what);
        let like = |test: fn(&str) -> bool| {
            (0..width).find(|&column| {
                let mut filled = cells(column).filter(|cell| !cell.is_empty()).peekable();
                let free =
                    column != choice.text && choice.about.iter().all(|(_, own)| *own != column);
                free && filled.peek().is_some() && filled.all(test)
            })
        };
        // In other languages than English, `data` is a date.
        let fits =
            |&at: &usize| what != About::Date || named_as[at] != "data" || cells(at).any(is_date);
        let found = named(words, &choice).filter(fits).or_else(|| match what {
            About::Date => like(|cell| cell.len() >= 8 && is_date(cell)),
            About::Url => like(|cell| cell.starts_with("http://") || cell.starts_with("https://")),
            About::Title | About::Outlet => None,
        });
        if let Some(column) = found {
            choice.about.push((what, column));
        }
    }
    choice
}

/// Whether a cell is a date, if its column says which of two numbers is the day.
fn is_date(cell: &str) -> bool {
    !Column::day_first().read(cell).is_empty()
}

/// A name in lower case; a Turkish İ becomes a letter and a mark, which is left out.
fn lower(name: &str) -> String {
    name.to_lowercase().replace('\u{307}', "")
}

/// The columns of a name.
fn called<'a>(names: &'a [String], word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let all = names.iter().enumerate();
    all.filter(move |(_, name)| *name == word).map(|(at, _)| at)
}

/// Whether the first row names the columns: short names, none a number, and all different unless one of
/// them is known.
fn is_header(table: &Table) -> bool {
    const MAX_NAME_CODE_POINTS: usize = 40;
    let Some(first) = table.rows.first().filter(|_| table.rows.len() > 1) else {
        return false;
    };
    let names: Vec<&str> = first.iter().map(|cell| cell.trim()).collect();
    let fits = |name: &&str| {
        name.chars().count() <= MAX_NAME_CODE_POINTS
            && !name.contains('\n')
            && name.parse::<f64>().is_err()
            && !name.starts_with("http")
    };
    let mut sorted: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !name.is_empty())
        .collect();
    let filled = sorted.len();
    sorted.sort_unstable();
    sorted.dedup();
    let is_known = || {
        sorted
            .iter()
            .any(|name| names::TEXT.contains(&&*lower(name)))
    };
    filled > 0 && (sorted.len() == filled || is_known()) && names.iter().all(fits)
}
