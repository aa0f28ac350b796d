//! The dot of the selected annotation from which a relation is dragged. It is beside its first letters, over
//! the line: what lies over the letters would take a press that selects text.

use super::route::Point;
use crate::article::offsets::px;
use leptos::prelude::document;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::{JsCast, JsValue};

/// The element, made once for a pane.
pub struct Port(HtmlElement);

impl Port {
    /// Makes the element, hidden, in what lies over the article.
    ///
    /// # Errors
    /// If the browser refuses to make it.
    pub fn new(article: &HtmlElement) -> Result<Self, JsValue> {
        let element: HtmlElement = document().create_element("i")?.unchecked_into();
        element.set_class_name("port");
        element.set_hidden(true);
        if let Some(overlay) = article.query_selector(".overlay")? {
            overlay.append_child(&element)?;
        }
        Ok(Self(element))
    }

    /// Whether an element is a port.
    pub fn is(element: &Element) -> bool {
        element.class_list().contains("port")
    }

    /// Puts it at a point of the article, or hides it.
    pub fn show(&self, place: Option<Point>) {
        let element = &self.0;
        let Some(place) = place else {
            return element.set_hidden(true);
        };
        let style = element.style();
        // Setting a property by its name cannot fail.
        let _ = style.set_property("left", &px(place.x));
        let _ = style.set_property("top", &px(place.y));
        element.set_hidden(false);
    }
}
