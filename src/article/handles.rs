//! The two handles at the edges of the chosen range, and the bar that shows the cursor.

use super::offsets::{self, Assoc, Caret, px};
use super::selection::Chosen;
use super::sheet::Sheet;
use crate::desk::view::Cursor;
use leptos::web_sys::{DomRect, HtmlElement};
use wasm_bindgen::JsCast;

/// The elements, made once and then moved.
pub struct Handles {
    start: Option<HtmlElement>,
    end: Option<HtmlElement>,
    caret: Option<HtmlElement>,
}

/// Which edge a handle moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The first code point.
    Start,
    /// The one after the last code point.
    End,
}

impl Handles {
    /// Puts the hidden elements into the overlay.
    pub fn new(overlay: HtmlElement) -> Self {
        let make = |class: &str| {
            let element = overlay.owner_document()?.create_element("i").ok()?;
            element.set_class_name(class);
            element.set_attribute("hidden", "").ok()?;
            overlay.append_child(&element).ok()?;
            element.dyn_into::<HtmlElement>().ok()
        };
        // The line marks the edge; only the dot at its end takes the pointer.
        let with_grip = |class: &str| {
            let handle = make(class)?;
            let grip = handle.owner_document()?.create_element("b").ok()?;
            grip.set_class_name("grip");
            handle.append_child(&grip).ok()?;
            Some(handle)
        };
        Self {
            start: with_grip("handle handle-start"),
            end: with_grip("handle handle-end"),
            caret: make("caret"),
        }
    }

    /// Which handle an element is part of.
    pub fn edge_of(&self, element: &leptos::web_sys::Element) -> Option<Edge> {
        let is = |handle: &Option<HtmlElement>| {
            handle
                .as_ref()
                .is_some_and(|handle| handle.contains(Some(element)))
        };
        if is(&self.start) {
            Some(Edge::Start)
        } else if is(&self.end) {
            Some(Edge::End)
        } else {
            None
        }
    }

    /// Moves the handles and the bar, or hides them. The style sheet shows the handles of selected
    /// text only on touch screens.
    pub fn move_to(&self, positions: &HandlePositions) {
        for (element, caret) in [
            (&self.start, positions.start),
            (&self.end, positions.end),
            (&self.caret, positions.cursor),
        ] {
            if let Some(element) = element {
                put(element, caret, positions.of_text);
            }
        }
    }
}

/// Positions of the elements, in pixels of the article; `None` hides one.
#[derive(Clone, Copy, Debug, Default)]
pub struct HandlePositions {
    /// The start of the chosen range.
    pub start: Option<Caret>,
    /// The end of the chosen range.
    pub end: Option<Caret>,
    /// The cursor, where no text is selected.
    pub cursor: Option<Caret>,
    /// Whether the chosen range is text that is not an annotation yet.
    pub of_text: bool,
}

impl HandlePositions {
    /// Measures the positions for the chosen range and for a cursor; `article` is the box of the
    /// article in the window.
    pub fn measure(
        sheet: &Sheet,
        article: &DomRect,
        chosen: Option<&Chosen>,
        cursor: Option<Cursor>,
    ) -> Self {
        let caret = |offset, assoc| {
            let caret = offsets::caret(sheet, offset, assoc)?;
            Some(Caret {
                x: caret.x - article.left(),
                top: caret.top - article.top(),
                bottom: caret.bottom - article.top(),
            })
        };
        let range = chosen.map(|chosen| offsets::without_breaks(sheet, chosen.range()));
        Self {
            start: range.as_ref().and_then(|r| caret(r.start, Assoc::After)),
            end: range.as_ref().and_then(|r| caret(r.end, Assoc::Before)),
            cursor: cursor.and_then(|cursor| caret(cursor.head, Assoc::After)),
            of_text: matches!(chosen, Some(Chosen::Text(_))),
        }
    }

    /// The box of the chosen range.
    pub fn anchor(&self) -> Option<Anchor> {
        let (start, end) = self.start.zip(self.end)?;
        Some(Anchor {
            left: start.x,
            top: start.top,
            bottom: end.bottom,
        })
    }
}

/// The box of the chosen range, in pixels of the article, of which the toolbar needs the first and
/// the last line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// The left edge of the first line.
    pub left: f64,
    /// The upper edge of the first line.
    pub top: f64,
    /// The lower edge of the last line.
    pub bottom: f64,
}

fn put(element: &HtmlElement, caret: Option<Caret>, of_text: bool) {
    let Some(caret) = caret else {
        element.set_hidden(true);
        return;
    };
    let style = element.style();
    // Setting a property by its name cannot fail.
    let _ = style.set_property("left", &px(caret.x));
    let _ = style.set_property("top", &px(caret.top));
    let _ = style.set_property("height", &px(caret.bottom - caret.top));
    let _ = element.class_list().toggle_with_force("of-text", of_text);
    element.set_hidden(false);
}
