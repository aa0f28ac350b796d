//! Draws a text in Markdown as elements; nothing of it is taken for markup.

use crate::ui::sentence::t;
use crate::ui::view::ui;
use leptos::prelude::*;
use postil_codebook::markdown::{self, Node};

/// Draws a text, with its headings below that of the place where it stands.
pub fn draw(text: &str) -> AnyView {
    draw_nodes(markdown::parse(text))
}

/// Draws a text that was read already.
pub fn draw_nodes(nodes: Vec<Node>) -> AnyView {
    ui! { <div class="markdown">{all(nodes)}</div> }
}

fn all(nodes: Vec<Node>) -> Vec<AnyView> {
    nodes.into_iter().map(node).collect()
}

fn node(node: Node) -> AnyView {
    match node {
        Node::Heading {
            level: 1 | 2,
            content,
        } => ui! { <h4 dir="auto">{all(content)}</h4> },
        Node::Heading { content, .. } => ui! { <h5 dir="auto">{all(content)}</h5> },
        Node::Paragraph(content) => ui! { <p dir="auto">{all(content)}</p> },
        Node::List { start, items } => {
            let items: Vec<_> = items
                .into_iter()
                .map(|item| ui! { <li>{all(item)}</li> })
                .collect();
            match start {
                Some(start) => ui! { <ol start=start.to_string() dir="auto">{items}</ol> },
                None => ui! { <ul dir="auto">{items}</ul> },
            }
        }
        Node::Quote(content) => ui! { <blockquote>{all(content)}</blockquote> },
        Node::CodeBlock(code) => ui! { <pre><code>{code}</code></pre> },
        Node::Rule => ui! { <hr /> },
        Node::Table { head, rows } => {
            let head: Vec<_> = head
                .into_iter()
                .map(|cell| ui! { <th dir="auto">{all(cell)}</th> })
                .collect();
            let rows: Vec<_> = rows
                .into_iter()
                .map(|row| {
                    let cells: Vec<_> = row
                        .into_iter()
                        .map(|cell| ui! { <td dir="auto">{all(cell)}</td> })
                        .collect();
                    ui! { <tr>{cells}</tr> }
                })
                .collect();
            ui! {
                <table>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
        }
        Node::Text(words) => words.into_any(),
        Node::Emphasis(content) => ui! { <em>{all(content)}</em> },
        Node::Strong(content) => ui! { <strong>{all(content)}</strong> },
        Node::Code(code) => ui! { <code>{code}</code> },
        Node::Link { address, content } => ui! {
            <a href=address target="_blank" rel="noopener noreferrer" title=t!("Opens in another tab")>
                {all(content)}
            </a>
        },
        Node::Break => ui! { <br /> },
    }
}
