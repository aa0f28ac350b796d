//! The blocks of a page while it is read, and which of its text is in which. Elements may be nested to
//! any depth; everything here takes time in proportion to the page.

use super::signs::{self, Sign};
use super::{LINES, PARAGRAPHS};
use html5gum::StartTag;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Cells of a table, which are blocks but begin no line of their own.
const CELLS: &[&str] = &["td", "th"];

/// A block of a page.
#[derive(Debug)]
pub(super) struct Element {
    /// The block around it, which comes before it; the first is its own.
    pub parent: usize,
    pub name: &'static str,
    pub sign: Sign,
    /// A number of its class; 0 without one.
    pub class: u64,
}

/// A piece of the text, which is in one block.
#[derive(Debug)]
pub(super) struct Piece {
    /// The range in bytes.
    pub start: usize,
    pub end: usize,
    pub element: usize,
    pub is_link: bool,
}

/// The blocks of a page, and the pieces of its text in order.
#[derive(Debug)]
pub(super) struct Outline {
    pub elements: Vec<Element>,
    pub pieces: Vec<Piece>,
    /// The blocks that are open.
    open: Vec<usize>,
    /// How many of them there were where a link began.
    link: Option<usize>,
}

impl Default for Outline {
    fn default() -> Self {
        let page = Element {
            parent: 0,
            name: "html",
            sign: Sign::Article,
            class: 0,
        };
        Self {
            elements: vec![page],
            pieces: Vec::new(),
            open: vec![0],
            link: None,
        }
    }
}

/// The name of a block; `None` for other elements.
fn block(name: &str) -> Option<&'static str> {
    let all = [PARAGRAPHS, LINES, CELLS];
    let found = all.iter().flat_map(|list| list.iter());
    found.copied().find(|known| *known == name)
}

impl Outline {
    /// Begins an element.
    pub fn start(&mut self, name: &str, tag: &StartTag<()>) {
        if name == "a" {
            let has_target = tag.attributes.contains_key(&b"href"[..]);
            self.link = has_target.then_some(self.open.len());
        }
        let Some(name) = block(name) else { return };
        if matches!(name, "hr" | "html" | "body") {
            return;
        }
        self.make_room(name);
        let get = |attribute: &str| tag.attributes.get(attribute.as_bytes());
        let class = get("class").filter(|class| !class.is_empty());
        let said = [class, get("id"), get("role"), get("itemprop")];
        let element = Element {
            parent: self.top(),
            name,
            sign: signs::sign(name, said.into_iter().flatten().map(|said| &said[..])),
            class: class.map_or(0, |class| {
                let mut hasher = DefaultHasher::new();
                class[..].hash(&mut hasher);
                hasher.finish()
            }),
        };
        self.open.push(self.elements.len());
        self.elements.push(element);
    }

    /// Ends what may stay open but cannot hold the next block.
    fn make_room(&mut self, name: &str) {
        let ended: &[&[&str]] = match name {
            "li" => &[&["p"], &["li"]],
            "dt" | "dd" => &[&["p"], &["dt", "dd"]],
            "td" | "th" => &[&["p"], CELLS],
            "tr" => &[&["p"], CELLS, &["tr"]],
            _ => &[&["p"]],
        };
        for ended in ended {
            if self.open.len() > 1 && ended.contains(&self.elements[self.top()].name) {
                self.pop();
            }
        }
    }

    /// Ends an element; nothing if it is not open. Each block is closed once, so all ends together are
    /// O(n) but for those that close nothing, which look at a bounded number of blocks.
    pub fn end(&mut self, name: &str) {
        /// Blocks that are looked at for the one that ends.
        const MAX_LEVELS: usize = 64;
        if name == "a" {
            self.link = None;
            return;
        }
        let Some(name) = block(name) else { return };
        let levels = self.open.iter().skip(1).rev().take(MAX_LEVELS);
        let Some(level) = levels
            .into_iter()
            .position(|&at| self.elements[at].name == name)
        else {
            return;
        };
        for _ in 0..=level {
            self.pop();
        }
    }

    fn pop(&mut self) {
        self.open.pop();
        // A link without an end ends with the block in which it began.
        self.link = self.link.filter(|&began| began <= self.open.len());
    }

    fn top(&self) -> usize {
        self.open.last().copied().unwrap_or_default()
    }

    /// Takes note of a piece of the text.
    pub fn said(&mut self, start: usize, end: usize) {
        if start < end {
            self.pieces.push(Piece {
                start,
                end,
                element: self.top(),
                is_link: self.link.is_some(),
            });
        }
    }
}
