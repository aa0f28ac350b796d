//! Which styles of an OpenDocument text hide what has them.

use crate::unannotated::inherited::Inherited;
use crate::xml::tree::Element;

/// The styles of a text by their family and name.
#[derive(Default)]
pub(super) struct Styles<'a> {
    all: Inherited<(&'a str, &'a str)>,
}

impl<'a> Styles<'a> {
    /// The styles of the parts of a document; those of a later part go before. O(n).
    pub fn of(parts: impl Iterator<Item = &'a Element>) -> Self {
        let is_list = |it: &&Element| matches!(it.local(), "automatic-styles" | "styles");
        let lists = parts.flat_map(|part| part.elements().filter(is_list));
        let mut all = Inherited::default();
        for style in lists.flat_map(Element::elements) {
            let (Some(family), Some(name)) = (style.get("style:family"), style.get("style:name"))
            else {
                continue;
            };
            let mut properties = style
                .elements()
                .filter(|it| it.local() == "text-properties");
            let display = properties.find_map(|it| it.get("text:display"));
            let parent = style.get("style:parent-style-name").unwrap_or_default();
            let is_hidden = display.map(|display| display == "none");
            all.add((family, name), (family, parent), is_hidden);
        }
        Self { all }
    }

    /// Whether the style of an element hides its text, or shows what is hidden around it; `None` where it
    /// says neither. O(styles above it), of which some are followed.
    pub fn are_hidden(&self, element: &Element) -> Option<bool> {
        let name = element.get("text:style-name")?;
        let family = match element.local() {
            "p" | "h" => "paragraph",
            _ => "text",
        };
        self.all.is_hidden((family, name))
    }
}
