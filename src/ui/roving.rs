//! Moving the focus: with the arrow keys from one element of a list to the next, and by a script.

use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::JsCast;

/// Which way an arrow key moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Up or left.
    Back,
    /// Down or right.
    Forward,
}

impl Way {
    /// The way of the up or down arrow.
    pub fn vertical(key: &str) -> Option<Self> {
        match key {
            "ArrowUp" => Some(Self::Back),
            "ArrowDown" => Some(Self::Forward),
            _ => None,
        }
    }

    /// The way of the left or right arrow.
    pub fn horizontal(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Back),
            "ArrowRight" => Some(Self::Forward),
            _ => None,
        }
    }

    /// The element beside another one in their parent; `None` at its ends.
    pub fn beside(self, element: &Element) -> Option<Element> {
        match self {
            Self::Back => element.previous_element_sibling(),
            Self::Forward => element.next_element_sibling(),
        }
    }

    /// The index beside another one of `count`; `None` at the ends.
    pub fn next(self, at: usize, count: usize) -> Option<usize> {
        match self {
            Self::Back => at.checked_sub(1),
            Self::Forward => Some(at + 1).filter(|next| *next < count),
        }
    }

    /// The index beside another one of `count`, going on at the other end.
    pub fn next_around(self, at: usize, count: usize) -> usize {
        let end = match self {
            Self::Back => count.saturating_sub(1),
            Self::Forward => 0,
        };
        self.next(at, count).unwrap_or(end)
    }
}

/// Focuses an element, and tells whether there is one. An element that is hidden or takes no focus
/// changes nothing.
pub fn focus(element: Option<Element>) -> bool {
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // It throws only for options that it does not know.
    element.is_some_and(|element| element.focus().is_ok())
}

/// Focuses the first element in another one that a selector matches, and tells whether there is one.
pub fn focus_first(root: &Element, selector: &str) -> bool {
    focus(root.query_selector(selector).ok().flatten())
}

#[cfg(test)]
mod tests {
    use super::Way;

    #[test]
    fn indexes_end_or_go_around() {
        assert_eq!(Way::Forward.next(1, 3), Some(2));
        assert_eq!(Way::Forward.next(2, 3), None);
        assert_eq!(Way::Back.next(0, 3), None);
        assert_eq!(Way::Forward.next_around(2, 3), 0);
        assert_eq!(Way::Back.next_around(0, 3), 2);
        assert_eq!(Way::Back.next_around(0, 0), 0);
    }
}
