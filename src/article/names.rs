//! The names of labels over the marks, on demand. They lie over the text instead of in it, so that they
//! move no letter.

use super::offsets::{self, Assoc};
use super::paint::PaintContext;
use super::sheet::Sheet;
use crate::desk::labels;
use leptos::web_sys::{Document, Element, HtmlElement};
use postil_core::order;
use postil_core::state::{DocumentState, State};
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};

/// Code points of a name that are shown.
const NAME_CHARS: usize = 24;
/// The width of one of them, in CSS pixels, and of what is around the name.
const CHAR_PX: f64 = 5.0;
const EDGES_PX: f64 = 6.0;
/// Names per section at most.
const SECTION_NAMES: usize = 400;

/// A name with its place, in pixels of its section.
pub struct Name {
    words: String,
    left: f64,
    /// The upper edge of the line, or the lower one if the name hangs below, because another is above.
    edge: f64,
    low: bool,
}

/// Measures the names in one section, whose text is `range`; none if they are not to be shown.
pub fn measure(
    sheet: &Sheet,
    section: &Element,
    state: &State,
    document: &DocumentState,
    range: Range<usize>,
    context: &PaintContext,
) -> Vec<Name> {
    if !context.named {
        return Vec::new();
    }
    let mut marks = state.marks_in(document, range.clone());
    marks.retain(|mark| range.contains(&(mark.start as usize)));
    let in_order = order::sorted(&marks, |a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let origin = section.get_bounding_client_rect();
    let mut names: Vec<Name> = Vec::new();
    // The line of the last name above one, and how far that reaches.
    let mut taken = (f64::MIN, f64::MIN);
    let mut last_start = None;
    let marks = in_order.into_iter().filter_map(|at| marks.get(at as usize));
    for mark in marks.take(SECTION_NAMES) {
        let Some(annotation) = state.at(mark.key.annotation).filter(|a| context.shows(a)) else {
            continue;
        };
        let words = labels::cut(state.schema().title(&annotation.label), NAME_CHARS);
        if last_start == Some(mark.start) {
            if let Some(name) = names.last_mut() {
                name.words = format!("{} · {words}", name.words);
            }
            continue;
        }
        last_start = Some(mark.start);
        let Some(caret) = offsets::caret(sheet, mark.start as usize, Assoc::After) else {
            continue;
        };
        let (left, top) = (caret.x - origin.left(), caret.top - origin.top());
        let low = (top - taken.0).abs() < 4.0 && left < taken.1;
        if !low {
            taken = (
                top,
                left + words.chars().count() as f64 * CHAR_PX + EDGES_PX,
            );
        }
        let edge = if low {
            caret.bottom - origin.top()
        } else {
            top
        };
        names.push(Name {
            words,
            left,
            edge,
            low,
        });
    }
    names
}

/// Adds the names to the margin of their section. Words are in attributes, which the style sheet shows.
pub fn write(page: &Document, margin: &HtmlElement, names: &[Name]) {
    for name in names {
        // Without this name the article is still readable.
        let _ = write_name(page, margin, name);
    }
}

fn write_name(page: &Document, margin: &HtmlElement, name: &Name) -> Result<(), JsValue> {
    let element: HtmlElement = page.create_element("i")?.unchecked_into();
    element.set_class_name(if name.low { "name low" } else { "name" });
    element.set_attribute("data-named", &name.words)?;
    let style = element.style();
    style.set_property("left", &offsets::px(name.left))?;
    style.set_property("top", &offsets::px(name.edge))?;
    margin.append_child(&element)?;
    Ok(())
}
