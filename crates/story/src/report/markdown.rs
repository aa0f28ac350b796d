//! A report in Markdown.

use super::block::{Block, Inline, Table};
use crate::changes::{Change, Piece};
use crate::plain::is_shown;

/// See [`super::Report::to_markdown`].
pub(super) fn document(title: &str, blocks: &[Block]) -> String {
    let mut out = format!("# {}\n", words(title));
    for block in blocks {
        write(block, &mut out);
    }
    out
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, content) => {
            let marks = "#".repeat((*level).clamp(2, 6).into());
            out.push_str(&format!("\n{marks} {}\n", line(content)));
        }
        Block::Paragraph(content) => out.push_str(&format!("\n{}\n", line(content))),
        Block::List(items) => {
            out.push('\n');
            for item in items {
                out.push_str(&format!("- {}\n", line(item)));
            }
        }
        Block::Table(content) => table(content, out),
        Block::Picture(_) => {}
    }
}

fn table(table: &Table, out: &mut String) {
    let head: Vec<String> = table.head.iter().map(|head| words(head)).collect();
    let rules = (0..table.head.len()).map(|at| if at >= table.numbers { "---:" } else { "---" });
    let rules: Vec<&str> = rules.collect();
    out.push_str(&format!(
        "\n| {} |\n| {} |\n",
        head.join(" | "),
        rules.join(" | ")
    ));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

fn line(content: &[Inline]) -> String {
    let parts = content.iter().map(|part| match part {
        Inline::Text(text) | Inline::Quiet(text) => words(text),
        Inline::Strong(text) => match words(text) {
            bold if bold.is_empty() => bold,
            bold => format!("**{bold}**"),
        },
        Inline::Quote(pieces) => quote(pieces),
    });
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn quote(pieces: &[Piece]) -> String {
    let mut out = String::from("“");
    for piece in pieces {
        let text = piece.words.trim_end();
        let (begin, end) = match piece.change {
            Change::Keep => ("", ""),
            Change::Insert => ("{+", "+}"),
            Change::Remove => ("\\[-", "-\\]"),
        };
        out.push_str(&format!("{begin}{}{end}", words(text)));
        if text.len() < piece.words.len() || piece.change == Change::Remove {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out.push('”');
    out
}

/// Words that are nothing but words, wherever they are in a line: what could be markup in CommonMark, in tables or links of
/// GitHub, or in the templates of sites, is escaped.
pub(super) fn words(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    let mut before = None;
    let shown: Vec<char> = words.trim().chars().filter(|c| is_shown(*c)).collect();
    for (at, c) in shown.iter().copied().enumerate() {
        let c = if c.is_whitespace() { ' ' } else { c };
        let is_first = at == 0;
        let after_digits = || shown.iter().take(at).all(char::is_ascii_digit) && at > 0;
        let follows = |ahead: usize, expected: char| shown.get(at + ahead) == Some(&expected);
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '>' | '|' | '~' | '&' | '$'
            | '#' | '^' | '@' => true,
            '-' | '+' | '=' => is_first,
            // `1.` and `1)` would begin a list.
            '.' | ')' => {
                at <= 9 && after_digits()
                    || (c == '.' && before.is_some_and(|c: char| c.eq_ignore_ascii_case(&'w')))
            }
            // An address would become a link.
            ':' => follows(1, '/') && follows(2, '/'),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}
