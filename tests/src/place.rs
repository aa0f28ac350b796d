//! Places on the page that a pointer can go to.

use serde::Serialize;

/// Somewhere on the page. A `&str` is a CSS selector and means the middle of the first shown
/// element that matches.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Place {
    /// A part of a quote in an article.
    Quote(Quote),
    /// The middle of the first shown element that matches a CSS selector.
    Element {
        /// The selector.
        css: String,
    },
    /// The middle of the one shown button, link, field or menu item with this accessible name.
    Control {
        /// The name: its `aria-label`, else its label or text.
        name: String,
    },
    /// A point in CSS pixels from the top left of the viewport.
    Point {
        /// To the right.
        x: f64,
        /// Down.
        y: f64,
    },
}

/// An occurrence of some text in an article. As a [`Place`] it means the middle of its middle
/// character, unless [`start`](Quote::start) or [`end`](Quote::end) says otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct Quote {
    quote: String,
    nth: usize,
    within: String,
    edge: Edge,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Edge {
    Start,
    Middle,
    End,
}

/// The first occurrence of `text` in the article that is shown. A line break between two
/// paragraphs is a `\n`, as in the document's text.
pub fn quote(text: impl Into<String>) -> Quote {
    Quote {
        quote: text.into(),
        nth: 0,
        within: "[data-article]".to_owned(),
        edge: Edge::Middle,
    }
}

/// The one control a person would call by this name.
pub fn control(name: impl Into<String>) -> Place {
    Place::Control { name: name.into() }
}

/// A point of the viewport, in CSS pixels.
pub fn point(x: f64, y: f64) -> Place {
    Place::Point { x, y }
}

impl Quote {
    /// A later occurrence, counted from 0. Occurrences may overlap.
    pub fn nth(mut self, nth: usize) -> Self {
        self.nth = nth;
        self
    }

    /// In the article this CSS selector names, where several are shown.
    pub fn within(mut self, css: impl Into<String>) -> Self {
        self.within = css.into();
        self
    }

    /// The caret position before its first character.
    pub fn start(mut self) -> Place {
        self.edge = Edge::Start;
        self.into()
    }

    /// The caret position after its last character.
    pub fn end(mut self) -> Place {
        self.edge = Edge::End;
        self.into()
    }
}

impl From<Quote> for Place {
    fn from(quote: Quote) -> Self {
        Place::Quote(quote)
    }
}

impl From<&str> for Place {
    fn from(css: &str) -> Self {
        Place::Element {
            css: css.to_owned(),
        }
    }
}

impl From<&String> for Place {
    fn from(css: &String) -> Self {
        css.as_str().into()
    }
}
