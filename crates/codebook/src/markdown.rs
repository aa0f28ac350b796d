//! Markdown as a small tree: CommonMark with tables, without raw HTML, pictures and addresses that
//! could run something.
//!
//! What the tree has no node for is shown as the text that it is. A text may come from a stranger:
//! depth, nodes and bytes are bounded, and what is beyond a bound stays as plain text.

mod address;
mod build;
mod first_line;
mod node;
mod plain;
mod write;

pub use first_line::first_line;
pub use node::Node;
pub(crate) use node::lower;
pub use plain::{Section, plain, sections};
pub(crate) use write::write;

/// Bytes of a text that are read as Markdown; the rest is plain text.
pub const MAX_BYTES: usize = 256 << 10;

/// Levels of nodes in nodes. What is nested deeper stands in the node at this level.
pub const MAX_DEPTH: usize = 32;

/// Nodes of a text, beyond which everything is plain text in the nodes that are open.
pub const MAX_NODES: usize = 50_000;

/// Reads a text as Markdown. O(n).
pub fn parse(text: &str) -> Vec<Node> {
    build::build(text)
}

#[cfg(test)]
mod tests;
