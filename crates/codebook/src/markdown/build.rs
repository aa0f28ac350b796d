//! Builds the tree of what the library says.

use super::address::allowed;
use super::{MAX_BYTES, MAX_DEPTH, MAX_NODES, Node};
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag};

/// A node that is not complete yet.
struct Open {
    kind: Kind,
    content: Vec<Node>,
    /// The items of a list, or the cells of a row.
    parts: Vec<Vec<Node>>,
    /// The rows of a table.
    rows: Vec<Vec<Vec<Node>>>,
}

/// What an open node becomes.
enum Kind {
    Heading(u8),
    Paragraph,
    List(Option<u64>),
    Item,
    Quote,
    CodeBlock,
    Table,
    Row,
    Cell,
    Emphasis,
    Strong,
    Link(String),
}

/// What the library has begun and not ended.
enum Begun {
    /// It is a node, or a part of one.
    Node,
    /// Its content stands in the node around it, with this behind.
    Flat(After),
}

enum After {
    Nothing,
    Break,
    Text(String),
}

/// See [`parse`](super::parse).
pub(super) fn build(text: &str) -> Vec<Node> {
    let (marked, rest) = text.split_at(cut(text));
    let mut tree = Tree::default();
    for event in Parser::new_ext(marked, Options::ENABLE_TABLES) {
        tree.take(event);
    }
    while !tree.begun.is_empty() {
        tree.end();
    }
    let rest = rest.trim();
    if !rest.is_empty() {
        tree.root.push(Node::CodeBlock(rest.to_owned()));
    }
    tree.root
}

/// The byte where the part that is read as Markdown ends: the end of a line if there is one.
fn cut(text: &str) -> usize {
    if text.len() <= MAX_BYTES {
        return text.len();
    }
    let end = text.floor_char_boundary(MAX_BYTES);
    let lines = text.get(..end).and_then(|text| text.rfind('\n'));
    lines.map_or(end, |at| at + 1)
}

#[derive(Default)]
struct Tree {
    root: Vec<Node>,
    open: Vec<Open>,
    begun: Vec<Begun>,
    /// Nodes so far.
    count: usize,
}

impl Tree {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text),
            Event::InlineHtml(text) | Event::Html(text) => self.raw(&text),
            Event::Code(code) => self.push(Node::Code(code.into_string())),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.push(Node::Break),
            Event::Rule => self.push(Node::Rule),
            // They are switched off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    /// Whether a node can be opened where the tree is.
    fn has_room(&self) -> bool {
        self.open.len() < MAX_DEPTH && self.count < MAX_NODES
    }

    fn start(&mut self, tag: Tag) {
        let begun = match self.kind(tag) {
            Ok(kind) => {
                self.count += 1;
                self.open.push(Open {
                    kind,
                    content: Vec::new(),
                    parts: Vec::new(),
                    rows: Vec::new(),
                });
                Begun::Node
            }
            Err(after) => Begun::Flat(after),
        };
        self.begun.push(begun);
    }

    /// What a tag opens, or what is to stand behind its content if it opens nothing.
    fn kind(&self, tag: Tag) -> Result<Kind, After> {
        let outer = self.open.last().map(|open| &open.kind);
        Ok(match tag {
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => match link_type {
                LinkType::Email => self.link(&format!("mailto:{dest_url}"))?,
                _ => self.link(&dest_url)?,
            },
            Tag::Image { dest_url, .. } => self.link(&dest_url)?,
            Tag::Emphasis | Tag::Strong if !self.has_room() => return Err(After::Nothing),
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            _ if !self.has_room() => return Err(After::Break),
            Tag::Item if matches!(outer, Some(Kind::List(_))) => Kind::Item,
            Tag::TableHead | Tag::TableRow if matches!(outer, Some(Kind::Table)) => Kind::Row,
            Tag::TableCell if matches!(outer, Some(Kind::Row)) => Kind::Cell,
            Tag::Heading { level, .. } => Kind::Heading(number(level)),
            Tag::Paragraph | Tag::HtmlBlock => Kind::Paragraph,
            Tag::List(start) => Kind::List(start),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(_) => Kind::CodeBlock,
            Tag::Table(_) => Kind::Table,
            _ => return Err(After::Break),
        })
    }

    /// A link to an address; one that leads nowhere is its text, with the address as text.
    fn link(&self, address: &str) -> Result<Kind, After> {
        match allowed(address) {
            Some(address) if self.has_room() => Ok(Kind::Link(address.to_owned())),
            _ if address.is_empty() => Err(After::Nothing),
            _ => Err(After::Text(format!(" ({address})"))),
        }
    }

    fn end(&mut self) {
        match self.begun.pop() {
            None | Some(Begun::Flat(After::Nothing)) => {}
            Some(Begun::Flat(After::Break)) => self.push(Node::Break),
            Some(Begun::Flat(After::Text(text))) => self.text(&text),
            Some(Begun::Node) => self.close(),
        }
    }

    /// Completes the node that is open.
    fn close(&mut self) {
        let Some(mut open) = self.open.pop() else {
            return;
        };
        let content = open.content;
        let node = match open.kind {
            Kind::Heading(level) => Node::Heading { level, content },
            Kind::Paragraph => Node::Paragraph(without_end(content)),
            Kind::List(start) => Node::List {
                start,
                items: open.parts,
            },
            Kind::Item | Kind::Cell => {
                if let Some(outer) = self.open.last_mut() {
                    outer.parts.push(content);
                }
                return;
            }
            Kind::Row => {
                if let Some(table) = self.open.last_mut() {
                    table.rows.push(open.parts);
                }
                return;
            }
            Kind::Table => {
                let rest = open.rows.split_off(open.rows.len().min(1));
                Node::Table {
                    head: open.rows.pop().unwrap_or_default(),
                    rows: rest,
                }
            }
            Kind::Quote => Node::Quote(content),
            Kind::CodeBlock => Node::CodeBlock(text_of(content)),
            Kind::Emphasis => Node::Emphasis(content),
            Kind::Strong => Node::Strong(content),
            Kind::Link(address) if content.is_empty() => Node::Link {
                content: vec![Node::Text(address.clone())],
                address,
            },
            Kind::Link(address) => Node::Link { address, content },
        };
        self.content().push(node);
    }

    /// Raw HTML is the text that it is, with its lines.
    fn raw(&mut self, text: &str) {
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            self.text(line.strip_suffix('\r').unwrap_or(line));
            if lines.peek().is_some() {
                self.push(Node::Break);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(Node::Text(before)) = self.content().last_mut() {
            before.push_str(text);
        } else {
            self.count += 1;
            self.content().push(Node::Text(text.to_owned()));
        }
    }

    /// Adds a node without content; as text if there are too many.
    fn push(&mut self, node: Node) {
        if self.count < MAX_NODES {
            self.count += 1;
            self.content().push(node);
            return;
        }
        match node {
            Node::Code(text) => self.text(&text),
            _ => self.text("\n"),
        }
    }

    /// Where nodes go.
    fn content(&mut self) -> &mut Vec<Node> {
        let Some(open) = self.open.last_mut() else {
            return &mut self.root;
        };
        // An item or a cell that had no room is part of the one before.
        let parts = match open.kind {
            Kind::List(_) | Kind::Row => &mut open.parts,
            Kind::Table => last(&mut open.rows),
            _ => return &mut open.content,
        };
        last(parts)
    }
}

/// The content of a paragraph without breaks at its end, which raw HTML has.
fn without_end(mut content: Vec<Node>) -> Vec<Node> {
    while content.last() == Some(&Node::Break) {
        content.pop();
    }
    content
}

/// The last of several, which there is from now on.
fn last<T: Default>(several: &mut Vec<T>) -> &mut T {
    if several.is_empty() {
        several.push(T::default());
    }
    let at = several.len() - 1;
    &mut several[at]
}

/// The text of nodes that are only text.
fn text_of(content: Vec<Node>) -> String {
    let one = |node| match node {
        Node::Text(text) | Node::Code(text) => text,
        _ => String::new(),
    };
    content.into_iter().map(one).collect()
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
