//! Markdown in HTML.

use crate::markdown::Node;
use postil_core::format::html::escape;

/// Adds nodes. O(n).
pub(super) fn nodes(nodes: &[Node], out: &mut String) {
    for node in nodes {
        one(node, out);
    }
}

fn inside(tag: &str, content: &[Node], out: &mut String) {
    out.push_str(&format!("<{tag}>"));
    nodes(content, out);
    out.push_str(&format!("</{tag}>"));
}

/// A block, whose direction is that of its text.
fn block(tag: &str, content: &[Node], out: &mut String) {
    out.push_str(&format!("<{tag} dir=\"auto\">"));
    nodes(content, out);
    out.push_str(&format!("</{tag}>\n"));
}

fn one(node: &Node, out: &mut String) {
    match node {
        Node::Heading { level, content } => {
            block(&format!("h{}", (*level).clamp(1, 6)), content, out)
        }
        Node::Paragraph(content) => block("p", content, out),
        Node::List { start, items } => {
            let (open, close) = match start {
                None => ("<ul>\n".to_owned(), "</ul>\n"),
                Some(start) => (format!("<ol start=\"{start}\">\n"), "</ol>\n"),
            };
            out.push_str(&open);
            for item in items {
                block("li", item, out);
            }
            out.push_str(close);
        }
        Node::Quote(content) => block("blockquote", content, out),
        Node::CodeBlock(code) => {
            out.push_str(&format!("<pre><code>{}</code></pre>\n", escape(code)));
        }
        Node::Rule => out.push_str("<hr>\n"),
        Node::Table { head, rows } => {
            out.push_str("<table>\n<thead>\n<tr>");
            for cell in head {
                block("th", cell, out);
            }
            out.push_str("</tr>\n</thead>\n<tbody>\n");
            for row in rows {
                out.push_str("<tr>");
                for cell in row {
                    block("td", cell, out);
                }
                out.push_str("</tr>\n");
            }
            out.push_str("</tbody>\n</table>\n");
        }
        Node::Text(text) => out.push_str(&escape(text)),
        Node::Emphasis(content) => inside("em", content, out),
        Node::Strong(content) => inside("strong", content, out),
        Node::Code(code) => out.push_str(&format!("<code>{}</code>", escape(code))),
        Node::Link { address, content } => {
            let address = escape(address);
            out.push_str(&format!(
                "<a href=\"{address}\" rel=\"noopener noreferrer\">"
            ));
            nodes(content, out);
            out.push_str("</a>");
        }
        Node::Break => out.push_str("<br>\n"),
    }
}
