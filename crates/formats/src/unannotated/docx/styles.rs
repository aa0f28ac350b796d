//! Which styles of a Word document hide what has them.

use crate::unannotated::inherited::Inherited;
use crate::xml::tree::Element;

/// The styles of a document by their id.
#[derive(Default)]
pub(super) struct Styles<'a> {
    all: Inherited<&'a str>,
    /// That of paragraphs which name none.
    usual: Option<&'a str>,
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
            let parent = value(style, "basedOn").unwrap_or_default();
            new.all.add(id, parent, vanish(style));
        }
        new
    }

    /// Whether the style of a paragraph hides its text. O(styles above it), of which some are followed.
    pub fn hide_paragraph(&self, paragraph: &Element) -> bool {
        let named = properties(paragraph, "pPr").find_map(|of| value(of, "pStyle"));
        named.or(self.usual).is_some_and(|name| self.hide(name))
    }

    /// Whether the style of a run's letters hides them. At the same cost.
    pub fn hide_run(&self, run: &Element) -> bool {
        let named = properties(run, "rPr").find_map(|of| value(of, "rStyle"));
        named.is_some_and(|name| self.hide(name))
    }

    fn hide(&self, name: &str) -> bool {
        self.all.is_hidden(name).unwrap_or_default()
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
