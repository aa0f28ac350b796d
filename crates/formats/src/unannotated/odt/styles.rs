//! Which styles of an OpenDocument text hide what has them.

use crate::xml::tree::Element;
use std::collections::HashMap;

/// Styles above one another that are followed.
const MAX_PARENTS: usize = 50;

/// The styles of a text by their family and name.
#[derive(Default)]
pub(super) struct Styles<'a> {
    all: HashMap<(&'a str, &'a str), Style<'a>>,
}

#[derive(Default)]
struct Style<'a> {
    parent: &'a str,
    /// What it says itself.
    is_hidden: Option<bool>,
}

impl<'a> Styles<'a> {
    /// The styles of the parts of a document; those of a later part go before. O(n).
    pub fn of(parts: impl Iterator<Item = &'a Element>) -> Self {
        let is_list = |it: &&Element| matches!(it.local(), "automatic-styles" | "styles");
        let lists = parts.flat_map(|part| part.elements().filter(is_list));
        let mut all = HashMap::new();
        for style in lists.flat_map(Element::elements) {
            let (Some(family), Some(name)) = (style.get("style:family"), style.get("style:name"))
            else {
                continue;
            };
            let mut properties = style
                .elements()
                .filter(|it| it.local() == "text-properties");
            let display = properties.find_map(|it| it.get("text:display"));
            let new = Style {
                parent: style.get("style:parent-style-name").unwrap_or_default(),
                is_hidden: display.map(|display| display == "none"),
            };
            all.insert((family, name), new);
        }
        Self { all }
    }

    /// Whether the style of an element hides its text, or shows what is hidden around it; `None` where it
    /// says neither. O([`MAX_PARENTS`]).
    pub fn are_hidden(&self, element: &Element) -> Option<bool> {
        let mut name = element.get("text:style-name")?;
        let family = match element.local() {
            "p" | "h" => "paragraph",
            _ => "text",
        };
        for _ in 0..MAX_PARENTS {
            let style = self.all.get(&(family, name))?;
            if style.is_hidden.is_some() {
                return style.is_hidden;
            }
            name = style.parent;
        }
        None
    }
}
