//! Finds elements in others.

use crate::xml::tree::Element;

/// Gathers all elements of a name in an element and the element itself, outermost first.
pub(super) fn gather<'a>(element: &'a Element, name: &str, all: &mut Vec<&'a Element>) {
    if element.local() == name {
        all.push(element);
    }
    for inner in element.elements() {
        gather(inner, name, all);
    }
}

/// The first element of a name in an element.
pub(super) fn first<'a>(element: &'a Element, name: &str) -> Option<&'a Element> {
    element.elements().find_map(|inner| {
        if inner.local() == name {
            Some(inner)
        } else {
            first(inner, name)
        }
    })
}

/// The element with this `xml:id`.
pub(super) fn with_id<'a>(element: &'a Element, id: &str) -> Option<&'a Element> {
    if element.get("xml:id") == Some(id) {
        return Some(element);
    }
    element.elements().find_map(|inner| with_id(inner, id))
}
