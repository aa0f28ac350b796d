//! The tree.

/// A part of a text.
///
/// Blocks: headings, paragraphs, lists, quotes, code blocks, rules and tables. All others stand in a
/// line, in blocks or in one another; the items of a list without gaps and the cells of tables have
/// them without a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A heading.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// What it says.
        content: Vec<Node>,
    },
    /// A paragraph.
    Paragraph(Vec<Node>),
    /// A list.
    List {
        /// The number of the first item; none: the items have no numbers.
        start: Option<u64>,
        /// The content of each item.
        items: Vec<Vec<Node>>,
    },
    /// A quotation.
    Quote(Vec<Node>),
    /// Lines of code, as they are.
    CodeBlock(String),
    /// A line between what is before and what is after.
    Rule,
    /// A table.
    Table {
        /// The cells of the first row.
        head: Vec<Vec<Node>>,
        /// The cells of the other rows.
        rows: Vec<Vec<Vec<Node>>>,
    },
    /// Plain text.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Node>),
    /// Strong emphasis.
    Strong(Vec<Node>),
    /// Code in a line.
    Code(String),
    /// A link.
    Link {
        /// An address of http, https or mailto.
        address: String,
        /// What it says.
        content: Vec<Node>,
    },
    /// The end of a line in a paragraph.
    Break,
}

/// Puts headings that many levels lower, for a text that stands in another one. The sixth is the
/// lowest. O(n).
pub(crate) fn lower(nodes: &mut [Node], by: u8) {
    for node in nodes {
        match node {
            Node::Heading { level, .. } => *level = level.saturating_add(by).min(6),
            Node::Quote(content) => lower(content, by),
            Node::List { items, .. } => {
                for item in items {
                    lower(item, by);
                }
            }
            // Headings stand in no others.
            _ => {}
        }
    }
}
