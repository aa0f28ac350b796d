//! The elements that are open, as far as it takes to know where one ends. Many have no end tag
//! (<https://html.spec.whatwg.org/multipage/syntax.html#optional-tags>).

use super::{LINES, PARAGRAPHS};
use std::collections::HashMap;

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that end an open paragraph, beside [`PARAGRAPHS`].
const ENDS_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dt",
    "fieldset",
    "figcaption",
    "footer",
    "form",
    "header",
    "hgroup",
    "li",
    "main",
    "menu",
    "nav",
    "search",
    "section",
    "summary",
];

/// Elements that a paragraph does not reach out of.
const SCOPES: &[&str] = &["caption", "html", "table", "td", "template", "th"];

/// Elements that are followed at once; browsers close those that nest deeper than some hundred.
const MAX_OPEN: usize = 100_000;
/// Names of elements that are told apart. HTML has 150.
const MAX_NAMES: usize = 1_000;

/// Open elements. Each step takes constant time on average, however deep they nest.
#[derive(Default)]
pub(super) struct Open {
    /// The numbers of their names, outermost first.
    all: Vec<usize>,
    names: HashMap<String, usize>,
    /// Where the elements of each name are.
    places: Vec<Vec<usize>>,
    /// Where the blocks are.
    blocks: Vec<usize>,
    /// Whether the names are those of blocks.
    is_block: Vec<bool>,
}

impl Open {
    /// How many are open.
    pub fn depth(&self) -> usize {
        self.all.len()
    }

    /// Ends what an element of this name does not stand in, before it starts.
    pub fn before(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) || ENDS_PARAGRAPH.contains(&name) {
            self.close(&["p"], SCOPES);
        }
        match name {
            "li" => self.close(&["li"], &["ul", "ol", "menu", "dir", "table", "td", "th"]),
            "dt" | "dd" => self.close(&["dt", "dd"], &["dl", "table", "td", "th", "ul", "ol"]),
            "td" | "th" => self.close(&["td", "th", "caption"], &["table", "tr"]),
            "tr" => self.close(&["tr", "td", "th", "caption"], &["table"]),
            "tbody" | "thead" | "tfoot" => self.close(
                &["tbody", "thead", "tfoot", "tr", "td", "th", "caption"],
                &["table"],
            ),
            "option" | "optgroup" => self.close(&["option"], &[]),
            "rt" | "rp" => self.close(&["rt", "rp"], &["ruby"]),
            _ => {}
        }
    }

    /// Opens an element.
    pub fn start(&mut self, name: &str) {
        let is_new = !self.names.contains_key(name);
        if VOID.contains(&name)
            || self.all.len() >= MAX_OPEN
            || is_new && self.places.len() >= MAX_NAMES
        {
            return;
        }
        let number = match self.names.get(name) {
            Some(number) => *number,
            None => {
                let number = self.places.len();
                self.names.insert(name.to_owned(), number);
                self.places.push(Vec::new());
                let is_block =
                    PARAGRAPHS.contains(&name) || LINES.contains(&name) || SCOPES.contains(&name);
                self.is_block.push(is_block);
                number
            }
        };
        let at = self.all.len();
        self.all.push(number);
        if let Some(places) = self.places.get_mut(number) {
            places.push(at);
        }
        if self.is_block.get(number) == Some(&true) {
            self.blocks.push(at);
        }
    }

    /// Ends the last element of a name, with all in it. An inline element ends only inside of its
    /// block.
    pub fn end(&mut self, name: &str) {
        let Some(at) = self.last(&[name]) else {
            return;
        };
        if self.blocks.last().is_some_and(|&block| at < block) {
            let number = self.names.get(name);
            let is_block = number.and_then(|&number| self.is_block.get(number));
            if is_block != Some(&true) {
                return;
            }
        }
        self.truncate(at);
    }

    /// Ends all elements of these names that are inside of the last wall, with all in them.
    fn close(&mut self, names: &[&str], walls: &[&str]) {
        let wall = self.last(walls);
        while let Some(at) = self.last(names).filter(|&at| Some(at) > wall) {
            self.truncate(at);
        }
    }

    /// The place of the last element of these names.
    fn last(&self, names: &[&str]) -> Option<usize> {
        let last = |name: &&str| self.places.get(*self.names.get(*name)?)?.last().copied();
        names.iter().filter_map(last).max()
    }

    fn truncate(&mut self, depth: usize) {
        for number in self.all.drain(depth..) {
            if let Some(places) = self.places.get_mut(number) {
                places.pop();
            }
            if self.is_block.get(number) == Some(&true) {
                self.blocks.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded() {
        let mut open = Open::default();
        for number in 0..2 * MAX_NAMES {
            open.start(&format!("a{number}"));
        }
        assert_eq!(open.depth(), MAX_NAMES);
        for _ in 0..2 * MAX_OPEN {
            open.start("a0");
        }
        assert_eq!(open.depth(), MAX_OPEN);
        open.end("a1");
        assert_eq!(open.depth(), 1);
        open.before("li");
        assert_eq!(open.depth(), 1);
    }
}
