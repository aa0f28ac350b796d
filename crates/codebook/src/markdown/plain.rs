//! The words of a text without its marks.

use super::{Node, parse};

/// A heading with what is under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// From 1 to 6; 0: what stands before the first heading.
    pub level: u8,
    /// The words of the heading.
    pub title: String,
    /// The words under it, up to the next heading of any level; a line for each block.
    pub text: String,
}

/// The words of a text, a line for each block and for each line of code. O(n).
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    blocks(&parse(text), &mut out);
    out.trim_end().to_owned()
}

/// A text by its headings, in order. O(n).
pub fn sections(text: &str) -> Vec<Section> {
    let mut found = Vec::new();
    let mut now = Section {
        level: 0,
        title: String::new(),
        text: String::new(),
    };
    for node in parse(text) {
        match node {
            Node::Heading { level, content } => {
                let mut title = String::new();
                line(&content, &mut title);
                let next = Section {
                    level,
                    title: title.trim().to_owned(),
                    text: String::new(),
                };
                found.push(std::mem::replace(&mut now, next));
            }
            block => blocks(&[block], &mut now.text),
        }
    }
    found.push(now);
    found.retain(|section| section.level > 0 || !section.text.is_empty());
    for section in &mut found {
        section.text.truncate(section.text.trim_end().len());
    }
    found
}

/// The words of a node.
pub(super) fn words(node: &Node) -> String {
    let mut out = String::new();
    blocks(std::slice::from_ref(node), &mut out);
    out
}

/// Adds the words of blocks, each with a line break after it.
fn blocks(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Heading { content, .. } | Node::Paragraph(content) => {
                line(content, out);
                end_line(out);
            }
            Node::Quote(content) => blocks(content, out),
            Node::List { items, .. } => {
                for item in items {
                    blocks(item, out);
                    end_line(out);
                }
            }
            Node::CodeBlock(code) => {
                out.push_str(code);
                end_line(out);
            }
            Node::Rule => end_line(out),
            Node::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    for (at, cell) in row.iter().enumerate() {
                        if at > 0 {
                            out.push('\t');
                        }
                        line(cell, out);
                    }
                    end_line(out);
                }
            }
            inline => line(std::slice::from_ref(inline), out),
        }
    }
}

fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// Adds the words of what stands in a line.
fn line(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) | Node::Code(text) => out.push_str(text),
            Node::Emphasis(content) | Node::Strong(content) | Node::Link { content, .. } => {
                line(content, out);
            }
            Node::Break => end_line(out),
            block => blocks(std::slice::from_ref(block), out),
        }
    }
}
