//! The text of a TEI document, and the elements in it that are marks.
//!
//! - White space is that of a paragraph: any run of it is one space. Paragraphs, headings and stanzas have a
//!   blank line around them; verses, items and rows are lines, with a tab between cells. `lb` is a space
//!   inside of `p` and a line end elsewhere, and nothing with `break="no"`.
//! - Of alternatives, the text to read is taken: `corr`, `reg` and `expan` of a `choice`, `lem` of an `app`,
//!   what was added and not what it replaced. Page breaks leave no trace.
//! - Registers of persons, places and the like in `back` are no part of the text; they tell what names refer
//!   to.
//! - Notes follow the text, each in a paragraph with its number, which stands where the note was. So do
//!   those in notes. A note between paragraphs, or with `place="inline"`, stays where it is.

use super::kinds::{breaks_around, breaks_inside, is_mark, is_passed, is_register};
use crate::xml::tree::{Element, Node};
use std::ops::Range;

/// A text with its marks.
#[derive(Default)]
pub(super) struct Words<'a> {
    pub text: String,
    pub marks: Vec<Marked<'a>>,
    /// Marks without a word.
    pub empty: Vec<&'a Element>,
}

/// An element that is a mark.
pub(super) struct Marked<'a> {
    pub element: &'a Element,
    /// In code points of the text, without white space at its ends.
    pub range: Range<usize>,
}

/// The text of an element, character for character. O(n).
pub(super) fn exact(holder: &Element) -> Words<'_> {
    let mut walk = Walk {
        is_exact: true,
        ..Walk::default()
    };
    walk.inside(holder, Place::default());
    walk.words
}

/// The text of an element as a text to read. O(n).
pub(super) fn laid_out(text: &Element) -> Words<'_> {
    let mut walk = Walk::default();
    let place = Place {
        breaks: breaks_inside(text.local()),
        ..Place::default()
    };
    walk.inside(text, place);
    let mut told = 0;
    while let Some(note) = walk.notes.get(told).copied() {
        told += 1;
        walk.breaks = 2;
        walk.push_words(&format!("[{told}] "));
        walk.is_begun = true;
        walk.inside(note, Place::default());
        walk.is_begun = false;
    }
    walk.words
}

/// Where a node stands.
#[derive(Clone, Copy)]
struct Place {
    /// Line feeds around elements.
    breaks: usize,
    /// Line feeds that may follow one another; with none, a space stands for them.
    most: usize,
    in_paragraph: bool,
    in_back: bool,
    /// White space stays as it is.
    is_preserved: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            breaks: 0,
            most: 2,
            in_paragraph: false,
            in_back: false,
            is_preserved: false,
        }
    }
}

#[derive(Default)]
struct Walk<'a> {
    is_exact: bool,
    words: Words<'a>,
    /// The code points of the text.
    chars: usize,
    /// Line feeds that are due before the next word.
    breaks: usize,
    /// A space is due before the next word.
    space: bool,
    /// No space comes before the next word.
    is_joined: bool,
    /// The number of a note stands before the next word, which begins no line.
    is_begun: bool,
    /// A cell of this row has begun.
    has_cell: bool,
    notes: Vec<&'a Element>,
}

impl<'a> Walk<'a> {
    fn inside(&mut self, element: &'a Element, place: Place) {
        for node in &element.children {
            match node {
                Node::Text(piece) if self.is_exact || place.is_preserved => {
                    self.due();
                    self.push(piece);
                }
                Node::Text(piece) => self.push_words(piece),
                Node::Element(inner) => self.element(inner, place),
            }
        }
    }

    fn element(&mut self, element: &'a Element, place: Place) {
        let name = element.local();
        if self.is_exact {
            return self.content(element, place);
        }
        match name {
            _ if is_passed(name) => {}
            _ if place.in_back && is_register(name) => {}
            "space" => self.space = true,
            "lb" => match element.get("break") {
                Some("no") => self.join(),
                _ if place.in_paragraph => self.space = true,
                _ => self.line(1, place),
            },
            "note" if place.breaks == 0 && element.get("place") != Some("inline") => {
                self.notes.push(element);
                let number = self.notes.len();
                self.push_words(&format!("[{number}]"));
            }
            "choice" => self.one_of(element, &["corr", "reg", "expan"], place),
            "app" => self.one_of(element, &["lem"], place),
            "cell" => {
                // The first cell of a row begins a line, others follow a tab.
                match std::mem::replace(&mut self.has_cell, true) {
                    false => self.due(),
                    true => self.push("\t"),
                }
                (self.breaks, self.space) = (0, false);
                let inside = Place {
                    breaks: 0,
                    most: 0,
                    ..place
                };
                self.content(element, inside);
                (self.breaks, self.space) = (0, false);
            }
            _ => {
                let join = element.get("join").unwrap_or_default();
                if matches!(join, "left" | "both" | "overlap") {
                    self.join();
                }
                let breaks = breaks_around(name, place.breaks);
                self.line(breaks, place);
                self.has_cell &= name != "row";
                self.content(
                    element,
                    Place {
                        breaks: breaks_inside(name),
                        // What an item holds is near to it.
                        most: if name == "item" {
                            place.most.min(1)
                        } else {
                            place.most
                        },
                        in_paragraph: place.in_paragraph || name == "p",
                        in_back: place.in_back || name == "back",
                        is_preserved: match element.get("xml:space") {
                            Some(space) => space == "preserve",
                            None => place.is_preserved,
                        },
                    },
                );
                self.line(breaks, place);
                if matches!(join, "right" | "both") {
                    self.join();
                }
            }
        }
    }

    /// Reads the first of some alternatives, or else of all.
    fn one_of(&mut self, element: &'a Element, names: &[&str], place: Place) {
        let mut all = element.elements();
        let chosen = all.find(|inner| names.contains(&inner.local()));
        if let Some(chosen) = chosen.or_else(|| element.elements().next()) {
            self.element(chosen, Place { breaks: 0, ..place });
        }
    }

    /// Reads what is in an element, which may be a mark.
    fn content(&mut self, element: &'a Element, place: Place) {
        let (from, before) = (self.words.text.len(), self.chars);
        let at = self.words.marks.len();
        self.inside(element, place);
        if !is_mark(element.local()) {
            return;
        }
        let all = self.words.text.get(from..).unwrap_or_default();
        let words = all.trim();
        if words.is_empty() {
            self.words.empty.push(element);
            return;
        }
        let blank = all.len() - all.trim_start().len();
        let start = before + all.get(..blank).unwrap_or_default().chars().count();
        let blank = all.trim_end().len();
        let end = self.chars - all.get(blank..).unwrap_or_default().chars().count();
        let range = start..end;
        // Before the marks inside of it.
        let mark = Marked { element, range };
        self.words.marks.insert(at, mark);
    }

    fn push(&mut self, piece: &str) {
        self.words.text.push_str(piece);
        self.chars += piece.chars().count();
    }

    fn push_words(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r') {
                self.space |= !self.is_joined;
                continue;
            }
            self.due();
            (self.is_joined, self.is_begun) = (false, false);
            self.words.text.push(c);
            self.chars += 1;
        }
    }

    /// The next word begins after so many line feeds.
    fn line(&mut self, breaks: usize, place: Place) {
        if breaks > 0 && !self.is_begun {
            self.breaks = self.breaks.max(breaks.min(place.most));
            self.space |= place.most == 0;
            self.is_joined = false;
        }
    }

    /// The next word is joined to the last.
    fn join(&mut self) {
        (self.space, self.is_joined) = (false, true);
    }

    /// Writes the line feeds or the space that is due.
    fn due(&mut self) {
        let breaks = std::mem::take(&mut self.breaks);
        let space = std::mem::take(&mut self.space);
        let text = &self.words.text;
        if text.is_empty() {
            return;
        }
        if breaks > 0 {
            // No more than two are ever due.
            let there = text.bytes().rev().take(2).take_while(|&b| b == b'\n');
            let due = breaks.saturating_sub(there.count()).min(2);
            self.push(["", "\n", "\n\n"][due]);
        } else if space && !text.ends_with(['\n', '\t', ' ']) {
            self.push(" ");
        }
    }
}
