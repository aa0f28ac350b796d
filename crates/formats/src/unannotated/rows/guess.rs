//! Guesses what the columns of a table hold.

use super::{About, Choice, Table};

/// Rows that a guess looks at.
const SAMPLE_ROWS: usize = 100;

/// The sign that separates cells: the most frequent one in the first line outside quotes.
pub(super) fn delimiter(text: &str) -> u8 {
    let signs = b",\t;|".iter().copied();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    let count = |sign: u8| {
        let mut quoted = false;
        let signs = first.bytes().filter(|&byte| {
            quoted ^= byte == b'"';
            byte == sign && !quoted
        });
        signs.count()
    };
    // The first of equals, which is the comma.
    signs.rev().max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

/// Guesses what the columns hold, first by their names, then by their cells.
pub(super) fn choice(table: &Table) -> Choice {
    let width = table.width();
    let mut choice = Choice {
        header: table.names.is_empty() && is_header(table),
        ..Choice::default()
    };
    let names: Vec<String> = (0..width)
        .map(|at| table.column(at, &choice).to_lowercase())
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
        let mut found = words
            .iter()
            .filter_map(|word| names.iter().position(|name| name == word));
        found.find(free)
    };
    let longest = (0..width)
        .rev()
        .max_by_key(|&column| length(column))
        .unwrap_or_default();
    const TEXT: &[&str] = &[
        "text",
        "body",
        "content",
        "full_text",
        "fulltext",
        "article",
        "maintext",
        "story",
        "message",
        "transcript",
        "abstract",
        "document",
        "post",
        "tweet",
        "comment",
        "sentence",
    ];
    let by_name = TEXT
        .iter()
        .filter_map(|word| names.iter().position(|name| name == word));
    choice.text = by_name
        .into_iter()
        .find(|&at| length(at) > 0)
        .unwrap_or(longest);
    for what in About::ALL {
        let words: &[&str] = match what {
            About::Title => &["title", "headline", "heading", "subject", "name"],
            About::Outlet => &[
                "outlet",
                "source",
                "publisher",
                "publication",
                "newspaper",
                "domain",
                "site",
            ],
            About::Date => &[
                "date",
                "published",
                "publish_date",
                "published_at",
                "pubdate",
                "publication_date",
                "created_at",
                "time",
            ],
            About::Url => &["url", "link", "source_url", "address", "uri", "href"],
        };
        let like = |test: fn(&str) -> bool| {
            (0..width).find(|&column| {
                let mut filled = cells(column).filter(|cell| !cell.is_empty()).peekable();
                let free =
                    column != choice.text && choice.about.iter().all(|(_, own)| *own != column);
                free && filled.peek().is_some() && filled.all(test)
            })
        };
        let found = named(words, &choice).or_else(|| match what {
            About::Date => like(|cell| cell.len() >= 8 && !super::date(cell).is_empty()),
            About::Url => like(|cell| cell.starts_with("http://") || cell.starts_with("https://")),
            About::Title | About::Outlet => None,
        });
        if let Some(column) = found {
            choice.about.push((what, column));
        }
    }
    choice
}

/// Whether the first row names the columns: short names, all different, none a number.
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
    filled > 0 && sorted.len() == filled && names.iter().all(fits)
}
