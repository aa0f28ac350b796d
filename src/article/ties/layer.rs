//! The elements over an article that show relations: lines, and words beside them. They take no pointer, and
//! screen readers pass over them: the inspector says it all.

use super::route::{self, Area, Point, at};
use crate::article::offsets::px;
use leptos::prelude::document;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::{JsCast, JsValue};

const SVG: &str = "http://www.w3.org/2000/svg";

/// What is drawn over an article, in pixels of the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Lines, by their corners.
    pub lines: Vec<Vec<Point>>,
    /// Heads of arrows.
    pub heads: Vec<[Point; 3]>,
    /// Words beside the lines.
    pub tags: Vec<Tag>,
}

/// Words beside a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The words.
    pub words: String,
    /// The middle of their left edge, or of the right one.
    pub at: Point,
    /// Whether they end there.
    pub ends: bool,
    /// Whether they stand at the edge of the pane, for an end out of sight.
    pub at_edge: bool,
}

impl Drawing {
    /// Whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.tags.is_empty()
    }
}

/// The elements, made once for a pane.
pub struct Layer {
    frame: HtmlElement,
    lines: Element,
    heads: Element,
    tags: HtmlElement,
}

impl Layer {
    /// Makes the elements, with nothing drawn, in the element that is scrolled.
    ///
    /// # Errors
    /// If the browser refuses to make one.
    pub fn new(scroller: &HtmlElement) -> Result<Self, JsValue> {
        let page = document();
        let make = |tag: &str| page.create_element(tag).map(JsCast::unchecked_into);
        let frame: HtmlElement = make("div")?;
        frame.set_class_name("ties");
        frame.set_attribute("aria-hidden", "true")?;
        frame.set_hidden(true);
        let svg = page.create_element_ns(Some(SVG), "svg")?;
        let lines = page.create_element_ns(Some(SVG), "path")?;
        lines.set_attribute("class", "tie-line")?;
        let heads = page.create_element_ns(Some(SVG), "path")?;
        heads.set_attribute("class", "tie-head")?;
        svg.append_child(&lines)?;
        svg.append_child(&heads)?;
        let tags: HtmlElement = make("div")?;
        frame.append_child(&svg)?;
        frame.append_child(&tags)?;
        scroller.append_child(&frame)?;
        Ok(Self {
            frame,
            lines,
            heads,
            tags,
        })
    }

    /// Shows a drawing over what can be seen of an article, `scrolled` by so much. Reads nothing from the
    /// page. O(corners and tags).
    pub fn show(&self, drawing: &Drawing, sight: &Area, scrolled: Point) {
        // Without its lines the article can still be read.
        let _ = self.write(drawing, sight, scrolled);
    }

    fn write(&self, drawing: &Drawing, sight: &Area, scrolled: Point) -> Result<(), JsValue> {
        self.frame.set_hidden(drawing.is_empty());
        if drawing.is_empty() {
            self.tags.set_text_content(None);
            return Ok(());
        }
        let style = self.frame.style();
        for (name, length) in [
            ("left", scrolled.x),
            ("top", scrolled.y),
            ("width", sight.width()),
            ("height", sight.height()),
        ] {
            style.set_property(name, &px(length))?;
        }
        let origin = at(sight.left, sight.top);
        let lines = drawing.lines.iter().map(|way| route::path(way, origin));
        self.lines.set_attribute("d", &lines.collect::<String>())?;
        let head = |corners: &[Point; 3]| {
            let corners = corners.map(|it| route::pair(at(it.x - origin.x, it.y - origin.y)));
            format!("M{}Z", corners.join("L"))
        };
        let heads = drawing.heads.iter().map(head).collect::<String>();
        self.heads.set_attribute("d", &heads)?;
        self.tags.set_text_content(None);
        for tag in &drawing.tags {
            let element: HtmlElement = document().create_element("i")?.unchecked_into();
            element.set_class_name(if tag.at_edge { "tie-end" } else { "tie-name" });
            // In an attribute, which the style sheet shows: a search in the page finds the article's words.
            element.set_attribute("data-words", &tag.words)?;
            let style = element.style();
            style.set_property("top", &px(tag.at.y - origin.y))?;
            if tag.ends {
                style.set_property("right", &px(sight.right - tag.at.x))?;
            } else {
                style.set_property("left", &px(tag.at.x - origin.x))?;
            }
            self.tags.append_child(&element)?;
        }
        Ok(())
    }
}
