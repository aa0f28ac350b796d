//! The two handles at the edges of what is selected, and the bar that shows the cursor's place.

use super::offsets::{Caret, px};
use leptos::web_sys::HtmlElement;
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
    /// them. Handles of selected text are shown by the style sheet only where a finger is at work.
    pub fn place(&self, placed: &Placed) {
        for (element, caret) in [
            (&self.start, placed.start),
            (&self.end, placed.end),
            (&self.caret, placed.cursor),
        ] {
            if let Some(element) = element {
                put(element, caret, placed.of_text);
            }
        }
    }
}

/// Where the elements go, in pixels of the article; `None` hides one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Placed {
    /// The first edge of what is held.
    pub start: Option<Caret>,
    /// The last edge of what is held.
    pub end: Option<Caret>,
    /// The cursor's place, where no text is selected.
    pub cursor: Option<Caret>,
    /// Whether text is held that is not an annotation yet.
    pub of_text: bool,
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
