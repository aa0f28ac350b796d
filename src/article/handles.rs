//! The two handles at the edges of what is selected, and the bar that shows the cursor's place.

use super::pane::Held;
use super::place::{self, Caret, Cling};
use super::sheet::Sheet;
use leptos::web_sys::{DomRect, HtmlElement};
use wasm_bindgen::JsCast;

/// The elements, made once and moved about.
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
        Self {
            start: make("handle handle-start"),
            end: make("handle handle-end"),
            caret: make("caret"),
        }
    }

    /// Which handle an element is.
    pub fn edge_of(&self, element: &leptos::web_sys::Element) -> Option<Edge> {
        let is = |handle: &Option<HtmlElement>| {
            handle
                .as_ref()
                .is_some_and(|handle| handle.is_same_node(Some(element)))
        };
        if is(&self.start) {
            Some(Edge::Start)
        } else if is(&self.end) {
            Some(Edge::End)
        } else {
            None
        }
    }

    /// Moves the handles to the edges of what is held and the bar to the cursor's place, or hides
    /// them. `origin` is the article's box. Handles of selected text are shown by the style sheet
    /// only where a finger is at work.
    pub fn place(
        &self,
        sheet: &Sheet,
        origin: &DomRect,
        held: Option<&Held>,
        place: Option<usize>,
    ) {
        let range = held.map(Held::range);
        let at = |offset: Option<usize>, cling| place::caret(sheet, offset?, cling);
        let (start, end) = (
            range.as_ref().map(|r| r.start),
            range.as_ref().map(|r| r.end),
        );
        put(self.start.as_ref(), at(start, Cling::After), origin, held);
        put(self.end.as_ref(), at(end, Cling::Before), origin, held);
        put(self.caret.as_ref(), at(place, Cling::After), origin, None);
    }
}

fn put(element: Option<&HtmlElement>, caret: Option<Caret>, origin: &DomRect, held: Option<&Held>) {
    let Some(element) = element else {
        return;
    };
    let Some(caret) = caret else {
        element.set_hidden(true);
        return;
    };
    let style = element.style();
    // Setting a property by its name cannot fail.
    let _ = style.set_property("left", &format!("{:.1}px", caret.x - origin.left()));
    let _ = style.set_property("top", &format!("{:.1}px", caret.top - origin.top()));
    let _ = style.set_property("height", &format!("{:.1}px", caret.bottom - caret.top));
    let of_text = matches!(held, Some(Held::Text(_)));
    let _ = element.class_list().toggle_with_force("of-text", of_text);
    element.set_hidden(false);
}
