//! A report as a page.

use super::block::{Block, Inline, Table};
use crate::changes::{Change, Piece};
use crate::plain::is_shown;
use postil_core::format::html::escape;

/// The only style is its own, and there is no script.
const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
<meta name=\"viewport\" content=\"width=device-width\">\n";

/// Its style.
const STYLE: &str = include_str!("html/style.css");

/// See [`super::Report::to_html`].
pub(super) fn page(title: &str, blocks: &[Block]) -> String {
    let title = words(title);
    let mut out = format!(
        "{HEAD}<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1><bdi>{title}</bdi></h1>\n"
    );
    contents(blocks, &mut out);
    for (at, block) in blocks.iter().enumerate() {
        write(block, at, &mut out);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn contents(blocks: &[Block], out: &mut String) {
    out.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading(2, content) = block {
            out.push_str(&format!("<li><a href=\"#part-{at}\">"));
            line(content, out);
            out.push_str("</a></li>\n");
        }
    }
    out.push_str("</ul>\n</nav>\n");
}

fn write(block: &Block, at: usize, out: &mut String) {
    match block {
        Block::Heading(level, content) => {
            let level = (*level).clamp(2, 6);
            out.push_str(&format!("<h{level} id=\"part-{at}\">"));
            line(content, out);
            out.push_str(&format!("</h{level}>\n"));
        }
        Block::Paragraph(content) => {
            out.push_str("<p>");
            line(content, out);
            out.push_str("</p>\n");
        }
        Block::List(items) => {
            out.push_str("<ul>\n");
            for item in items {
                out.push_str("<li>");
                line(item, out);
                out.push_str("</li>\n");
            }
            out.push_str("</ul>\n");
        }
        Block::Table(content) => table(content, out),
        Block::Picture(picture) => {
            out.push_str("<figure>\n");
            out.push_str(&picture.to_svg());
            out.push_str("</figure>\n");
        }
    }
}

fn table(table: &Table, out: &mut String) {
    let class = |at: usize| {
        if at >= table.numbers {
            " class=\"number\""
        } else {
            ""
        }
    };
    out.push_str("<div class=\"wide\"><table>\n<thead><tr>");
    for (at, head) in table.head.iter().enumerate() {
        out.push_str(&format!(
            "<th scope=\"col\"{}><bdi>{}</bdi></th>",
            class(at),
            words(head)
        ));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let (begin, end) = if at == 0 {
                ("<th scope=\"row\"", "</th>")
            } else {
                ("<td", "</td>")
            };
            out.push_str(&format!("{begin}{}>", class(at)));
            line(cell, out);
            out.push_str(end);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn line(content: &[Inline], out: &mut String) {
    for (at, part) in content.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        match part {
            Inline::Text(text) => out.push_str(&format!("<bdi>{}</bdi>", words(text))),
            Inline::Strong(text) => out.push_str(&format!("<b><bdi>{}</bdi></b>", words(text))),
            Inline::Quiet(text) => {
                out.push_str(&format!(
                    "<span class=\"quiet\"><bdi>{}</bdi></span>",
                    words(text)
                ));
            }
            Inline::Quote(pieces) => quote(pieces, out),
        }
    }
}

fn quote(pieces: &[Piece], out: &mut String) {
    out.push_str("<q class=\"words\" dir=\"auto\">");
    for piece in pieces {
        let text = piece.words.trim_end();
        let (begin, end) = match piece.change {
            Change::Keep => ("", ""),
            Change::Insert => ("<ins>", "</ins>"),
            Change::Remove => ("<del>", "</del>"),
        };
        out.push_str(&format!("{begin}{}{end}", words(text)));
        if text.len() < piece.words.len() || piece.change == Change::Remove {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out.push_str("</q>");
}

/// Words in HTML, without what is not shown.
fn words(words: &str) -> String {
    let shown: String = words.chars().filter(|c| is_shown(*c)).collect();
    escape(&shown)
}
