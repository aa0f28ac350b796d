//! Which styles of a Word document hide what has them.

use crate::xml::tree::Element;
use std::collections::HashMap;

/// Styles above one another that are followed.
const MAX_PARENTS: usize = 50;

/// The styles of a document by their id.
#[derive(Default)]
pub(super) struct Styles<'a> {
    all: HashMap<&'a str, Style<'a>>,
    /// That of paragraphs which name none.
    usual: Option<&'a str>,
}

#[derive(Default)]
struct Style<'a> {
    parent: &'a str,
    /// What it says itself.
    is_hidden: Option<bool>,
}

impl<'a> Styles<'a> {
    /// The styles in the part with them. O(n).
    pub fn of(part: &'a Element) -> Self {
        let mut new = Self::default();
        for style in part.elements().filter(|it| it.local() == "style") {
            let Some(id) = style.get("w:styleId") else {
                continue;
            };
            let is_usual = matches!(style.get("w:default"), Some("1" | "true" | "on"));
            if is_usual && style.get("w:type") == Some("paragraph") {
                new.usual = Some(id);
            }
            let known = Style {
                parent: value(style, "basedOn").unwrap_or_default(),
                is_hidden: vanish(style),
            };
            new.all.insert(id, known);
        }
        new
    }

    /// Whether the style of a paragraph hides its text. O([`MAX_PARENTS`]).
    pub fn hide_paragraph(&self, paragraph: &Element) -> bool {
        let named = properties(paragraph, "pPr").find_map(|of| value(of, "pStyle"));
        named.or(self.usual).is_some_and(|name| self.hide(name))
    }

    /// Whether the style of a run's letters hides them. O([`MAX_PARENTS`]).
    pub fn hide_run(&self, run: &Element) -> bool {
        let named = properties(run, "rPr").find_map(|of| value(of, "rStyle"));
        named.is_some_and(|name| self.hide(name))
    }

    fn hide(&self, named: &str) -> bool {
        let mut name = named;
        for _ in 0..MAX_PARENTS {
            let Some(style) = self.all.get(name) else {
                return false;
            };
            if let Some(is_hidden) = style.is_hidden {
                return is_hidden;
            }
            name = style.parent;
        }
        false
    }
}

/// Whether a run or a style says itself that its text is hidden.
pub(super) fn vanish(element: &Element) -> Option<bool> {
    let mut all = properties(element, "rPr");
    let said = all.find_map(|of| of.elements().find(|it| it.local() == "vanish"))?;
    Some(!matches!(said.get("w:val"), Some("0" | "false" | "off")))
}

fn properties<'e>(element: &'e Element, name: &'static str) -> impl Iterator<Item = &'e Element> {
    element.elements().filter(move |it| it.local() == name)
}

/// What an element in another one of this name is set to.
fn value<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let mut all = element.elements().filter(|it| it.local() == name);
    all.find_map(|it| it.get("w:val"))
}
