//! Shared copy in the margin: a thin double line beside the passages that other articles have too, with how
//! alike they are.

use super::offsets::{self, Assoc};
use super::pane::Pane;
use super::sheet::Sheet;
use crate::desk::command::Command;
use crate::desk::labels;
use crate::desk::reprints::{self, Own};
use crate::ui::sentence::tf;
use crate::ui::view::effect;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use leptos::web_sys::{Document, Element, Event, HtmlElement};
use postil_core::state::{DocumentState, State};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Lanes of lines side by side; deeper ones share the last.
const LANES: usize = 2;
/// Lines per section at most; more could not be told apart.
const SECTION_LINES: usize = 40;
/// The height of a note, and so the least distance between two.
const NOTE_HEIGHT_PX: f64 = 17.0;

/// A line beside the part of a passage that is in a section.
pub struct Line {
    /// Where the passage begins, in code points.
    start: usize,
    /// In pixels from the top of the section.
    top: f64,
    height: f64,
    lane: usize,
    /// Where the passage is too, and how alike.
    words: String,
    /// The same in short, with its place in pixels, if the passage begins in this section.
    note: Option<(f64, String)>,
}

/// Measures the lines of one section, whose text is `range`. Their notes go below those at `notes`.
pub fn measure(
    sheet: &Sheet,
    section: &Element,
    state: &State,
    document: &DocumentState,
    range: Range<usize>,
    notes: impl Iterator<Item = f64>,
) -> Vec<Line> {
    let own = reprints::own(&sheet.id);
    let here = own.iter().take_while(|own| own.range.start < range.end);
    let here: Vec<&Own> = here
        .filter(|own| own.range.end > range.start && own.range.end <= document.text().len())
        .take(SECTION_LINES)
        .collect();
    if here.is_empty() {
        return Vec::new();
    }
    let origin = section.get_bounding_client_rect().top();
    let mut taken: Vec<f64> = notes.collect();
    let mut lines: Vec<Line> = Vec::new();
    for own in here {
        let piece = own.range.start.max(range.start)..own.range.end.min(range.end);
        let piece = offsets::without_breaks(sheet, piece);
        let (Some(first), Some(last)) = (
            offsets::caret(sheet, piece.start, Assoc::After),
            offsets::caret(sheet, piece.end, Assoc::Before),
        ) else {
            continue;
        };
        let (top, bottom) = (first.top - origin, last.bottom - origin);
        let meets = |line: &Line| line.top < bottom && top < line.top + line.height;
        let is_free = |lane: &usize| !lines.iter().any(|line| line.lane == *lane && meets(line));
        let likeness = reprints::percent(own.likeness);
        let note = (own.range.start >= range.start).then(|| {
            let at = free_from(top, &taken);
            taken.insert(taken.partition_point(|other| *other <= at), at);
            let name = own.others.first().and_then(|id| state.document(id));
            let name = name.map(labels::article_name).unwrap_or_default();
            let note = match own.many {
                0 | 1 => tf!("{likeness} · {name}"),
                many => tf!("{likeness} · {}", labels::count(many, "article")),
            };
            (at, note)
        });
        lines.push(Line {
            start: own.range.start,
            top,
            height: bottom - top,
            lane: (0..LANES).find(is_free).unwrap_or(LANES - 1),
            words: words(state, own),
            note,
        });
    }
    lines
}

/// The first place from `top` on for a note that does not touch one of `taken`, which ascend.
fn free_from(top: f64, taken: &[f64]) -> f64 {
    taken.iter().fold(top, |at, other| {
        let touches = (at - other).abs() < NOTE_HEIGHT_PX;
        if touches { other + NOTE_HEIGHT_PX } else { at }
    })
}

/// Where a passage is too, and how alike: `Also in Article 2: Daryo, 96 % alike`.
fn words(state: &State, own: &Own) -> String {
    let names = own.others.iter();
    let names = names.filter_map(|id| labels::numbered_article(state, id));
    let mut names = names.collect::<Vec<_>>().join("; ");
    let more = own.many.saturating_sub(own.others.len());
    if more > 0 {
        names += &tf!("; and {more} more");
    }
    let likeness = reprints::percent(own.likeness);
    match own.many {
        0 | 1 => tf!("Also in {names}, {likeness} alike"),
        _ => tf!("Also in {names}, up to {likeness} alike"),
    }
}

/// Adds the lines of one section to its margin. Words are in attributes, which the style sheet shows: they are
/// not part of the article's text.
pub fn write(page: &Document, margin: &HtmlElement, lines: &[Line]) {
    for line in lines {
        // Without this line the article is still readable.
        let _ = write_line(page, margin, line);
    }
}

fn write_line(page: &Document, margin: &HtmlElement, line: &Line) -> Result<(), JsValue> {
    // A passage that goes on from the section before was told of there.
    let element: HtmlElement = match &line.note {
        Some(_) => {
            let element = page.create_element("button")?;
            element.set_attribute("type", "button")?;
            element.set_attribute("tabindex", "-1")?;
            element.set_attribute("aria-label", &line.words)?;
            element
        }
        None => page.create_element("i")?,
    }
    .unchecked_into();
    element.set_class_name(&format!("copy-line lane{}", line.lane));
    place(&element, line, line.top)?;
    element
        .style()
        .set_property("height", &offsets::px(line.height))?;
    margin.append_child(&element)?;
    if let Some((top, note)) = &line.note {
        let element: HtmlElement = page.create_element("span")?.unchecked_into();
        element.set_class_name("copy-note");
        element.set_attribute("aria-hidden", "true")?;
        element.set_attribute("data-note", note)?;
        place(&element, line, *top)?;
        margin.append_child(&element)?;
    }
    Ok(())
}

fn place(element: &HtmlElement, line: &Line, top: f64) -> Result<(), JsValue> {
    element.set_attribute("title", &line.words)?;
    element.set_attribute("data-passage", &line.start.to_string())?;
    element.style().set_property("top", &offsets::px(top))
}

/// Keeps the lines of a pane in step with what is known, and lists the passage whose line is pressed.
pub fn follow(pane: &Rc<Pane>) {
    let own = pane.clone();
    effect(move || {
        reprints::track();
        own.resized();
    });
    // A press there begins no selection.
    let before = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: true,
    };
    let down = EventListener::new_with_options(&pane.article, "pointerdown", before, |event| {
        if passage_of(event).is_some() {
            event.stop_propagation();
        }
    });
    pane.keep(down);
    let own = pane.clone();
    let click = EventListener::new(&pane.article, "click", move |event| {
        if let Some(start) = passage_of(event) {
            own.desk.activate(own.view);
            Command::SharedCopy(Some(start)).run(own.desk);
        }
    });
    pane.keep(click);
}

/// Where the passage begins whose line an event comes from.
fn passage_of(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let line = target.closest("[data-passage]").ok()??;
    line.get_attribute("data-passage")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::free_from;

    #[test]
    fn notes_do_not_touch() {
        assert_eq!(free_from(5.0, &[]), 5.0);
        assert_eq!(free_from(5.0, &[0.0, 17.0, 60.0]), 34.0);
        assert_eq!(free_from(50.0, &[0.0, 60.0, 70.0]), 87.0);
        assert_eq!(free_from(20.0, &[0.0]), 20.0);
        assert_eq!(free_from(0.2, &[0.1, 17.2]), 34.2);
    }
}
