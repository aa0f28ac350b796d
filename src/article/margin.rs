//! The margin: a bar beside the lines of every claim, and a note that says what kind of claim it
//! is and whose.

use super::offsets::{self, Assoc};
use super::paint::PaintContext;
use super::sheet::{OutdatedMargin, Sheet};
use crate::desk::labels;
use leptos::web_sys::{Document, Element, HtmlElement};
use postil_core::model::{Annotation, AnnotationId, Target, schema::Form};
use postil_core::order;
use postil_core::state::{DocumentState, State};
use std::ops::Range;

/// How far a note keeps from the one above it, in pixels: the height of its line.
const NOTE: f64 = 17.0;
/// How many bars stand side by side at most.
const LANES: usize = 3;
/// How many bars a section has at most; past that the margin would say nothing.
const CROWDED: usize = 200;

/// A bar, with the note where the claim begins.
struct Bar {
    id: AnnotationId,
    /// In pixels from the top of the section.
    top: f64,
    height: f64,
    lane: usize,
    selected: bool,
    note: Option<Note>,
}

struct Note {
    top: f64,
    kind: String,
    who: String,
}

/// Draws the margins of a sheet that are out of date. To be called once before a frame is shown,
/// however much was painted for it.
pub fn draw(sheet: &mut Sheet, state: &State, context: &PaintContext) {
    let Some(document) = state.document(&sheet.id) else {
        return;
    };
    // All is measured before anything is written, so that the browser lays out once.
    let outdated = sheet.take_outdated().into_iter();
    let measured: Vec<_> = outdated
        .map(
            |OutdatedMargin {
                 section,
                 margin,
                 range,
             }| {
                let bars = measure(sheet, &section, state, document, range, context);
                (margin, bars)
            },
        )
        .collect();
    for (margin, bars) in measured {
        write(&margin, &bars);
    }
}

/// Measures the bars of one section; `range` is what it holds.
fn measure(
    sheet: &Sheet,
    section: &Element,
    state: &State,
    document: &DocumentState,
    range: Range<usize>,
    context: &PaintContext,
) -> Vec<Bar> {
    let pieces: Vec<(Range<usize>, &Annotation)> = state
        .marks_in(document, range.clone())
        .into_iter()
        .filter_map(|mark| {
            let annotation = state.at(mark.key.annotation)?;
            let form = state
                .schema()
                .layer(annotation.layer())
                .map(|layer| layer.form);
            (form == Some(Form::Bracket) && context.shows(annotation)).then(|| {
                let start = (mark.start as usize).max(range.start);
                (start..(mark.end as usize).min(range.end), annotation)
            })
        })
        .collect();
    if pieces.is_empty() {
        return Vec::new();
    }
    let by_place = order::sorted(&pieces, |(a, _), (b, _)| {
        a.start.cmp(&b.start).then(b.end.cmp(&a.end))
    });
    let shown = by_place.into_iter().take(CROWDED);
    let pieces = shown.filter_map(|at| pieces.get(at as usize).cloned());
    let origin = section.get_bounding_client_rect().top();
    let mut bars: Vec<Bar> = Vec::new();
    let mut lowest_note = f64::MIN;
    for (piece, annotation) in pieces {
        let (Some(first), Some(last)) = (
            offsets::caret(sheet, piece.start, Assoc::After),
            offsets::caret(sheet, piece.end, Assoc::Before),
        ) else {
            continue;
        };
        let (top, bottom) = (first.top - origin, last.bottom - origin);
        let lane = (0..LANES)
            .find(|&lane| {
                !bars
                    .iter()
                    .any(|bar| bar.lane == lane && bar.top < bottom && top < bar.top + bar.height)
            })
            .unwrap_or(LANES);
        let note = (piece.start == annotation.extent().start).then(|| {
            let top = top.max(lowest_note + NOTE);
            lowest_note = top;
            Note {
                top,
                kind: labels::brief(state.schema().title(&annotation.label)),
                who: speaker(state, annotation),
            }
        });
        bars.push(Bar {
            id: annotation.id.clone(),
            top,
            height: bottom - top,
            lane,
            selected: context.selected.as_ref() == Some(&annotation.id),
            note,
        });
    }
    bars
}

/// Who said a claim: the annotation or the cluster it is tied to, else what its source field says.
fn speaker(state: &State, claim: &Annotation) -> String {
    let said_by = state
        .relations_of(&claim.id)
        .find(|relation| relation.kind == "said-by" && relation.from == claim.id);
    if let Some(relation) = said_by {
        let name = match &relation.to {
            Target::Annotation(id) => state
                .cluster_of(id)
                .map(|cluster| labels::brief(&cluster.record().name))
                .or_else(|| Some(state.quote(state.annotation(id)?))),
            Target::Cluster(id) => state.cluster(id).map(|c| labels::brief(&c.record().name)),
        };
        return name.unwrap_or_default();
    }
    match claim.attributes.get("source") {
        Some(serde_json::Value::String(source)) => source.clone(),
        _ => String::new(),
    }
}

/// Draws the bars of one section in place of the ones that are there. The words stand in
/// attributes, which the style sheet shows: they are no part of the article's text.
fn write(margin: &HtmlElement, bars: &[Bar]) {
    let Some(page) = margin.owner_document() else {
        return;
    };
    margin.set_text_content(None);
    for bar in bars {
        // A margin that cannot be drawn leaves the article readable.
        let _ = write_bar(&page, margin, bar);
    }
}

fn write_bar(
    page: &Document,
    margin: &HtmlElement,
    bar: &Bar,
) -> Result<(), wasm_bindgen::JsValue> {
    use wasm_bindgen::JsCast as _;
    let element: HtmlElement = page.create_element("i")?.unchecked_into();
    let selected = if bar.selected { " selected" } else { "" };
    element.set_class_name(&format!("bar lane{}{selected}", bar.lane));
    element.set_attribute("data-mark", bar.id.as_str())?;
    element.style().set_property("top", &offsets::px(bar.top))?;
    element
        .style()
        .set_property("height", &offsets::px(bar.height))?;
    margin.append_child(&element)?;
    if let Some(note) = &bar.note {
        let button: HtmlElement = page.create_element("button")?.unchecked_into();
        button.set_class_name(&format!("margin-note{selected}"));
        button.set_attribute("data-mark", bar.id.as_str())?;
        button.set_attribute("data-kind", &note.kind)?;
        button.set_attribute("data-who", &note.who)?;
        button.set_attribute("type", "button")?;
        button.set_attribute("tabindex", "-1")?;
        button.set_attribute("aria-label", format!("{} {}", note.kind, note.who).trim())?;
        button.style().set_property("top", &offsets::px(note.top))?;
        margin.append_child(&button)?;
    }
    Ok(())
}
