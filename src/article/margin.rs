//! The margin: a bar beside the lines of each claim, and a note with its kind and its speaker.

use super::names::{self, Name};
use super::offsets::{self, Assoc};
use super::paint::PaintContext;
use super::reprints;
use super::sheet::{OutdatedMargin, Sheet};
use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use leptos::web_sys::{Document, Element, HtmlElement};
use postil_core::model::{Annotation, AnnotationId, Color, Target, schema::Form};
use postil_core::order;
use postil_core::state::{DocumentState, State};
use std::ops::Range;

/// The height of a note, and so the least distance between two.
const NOTE_HEIGHT_PX: f64 = 17.0;
/// Lanes of bars side by side; deeper bars share one more.
const BAR_LANES: usize = 3;
/// Code points of a claim that its note says to screen readers.
const NOTE_CHARS: usize = 80;
/// Bars per section at most; more could not be told apart.
const SECTION_BARS: usize = 200;

/// A bar, with the note if the claim begins in this section.
struct Bar {
    id: AnnotationId,
    /// In pixels from the top of the section.
    top: f64,
    height: f64,
    lane: usize,
    selected: bool,
    /// The color that the codebook gives its label.
    color: Option<Color>,
    note: Option<Note>,
}

struct Note {
    top: f64,
    kind: String,
    who: String,
    /// The beginning of the claim.
    words: String,
}

/// Redraws the outdated margins of a sheet. Call it once per frame, however much was painted.
pub fn draw(sheet: &mut Sheet, state: &State, context: &PaintContext) {
    let Some(document) = state.document(&sheet.id) else {
        return;
    };
    // Measure everything before writing anything, so that the browser lays out once.
    let outdated = sheet.take_outdated().into_iter();
    let measured: Vec<_> = outdated
        .map(
            |OutdatedMargin {
                 section,
                 margin,
                 range,
             }| {
                let bars = measure(sheet, &section, state, document, range.clone(), context);
                let notes = bars.iter().filter_map(|bar| Some(bar.note.as_ref()?.top));
                let (own, whole) = (&section, range.clone());
                let copies = reprints::measure(sheet, own, state, document, whole, notes);
                let names = names::measure(sheet, &section, state, document, range, context);
                (margin, bars, copies, names)
            },
        )
        .collect();
    for (margin, bars, copies, names) in measured {
        write(&margin, &bars, &copies, &names);
    }
}

/// Measures the bars of one section, whose text is `range`.
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
    let in_order = order::sorted(&pieces, |(a, _), (b, _)| {
        a.start.cmp(&b.start).then(b.end.cmp(&a.end))
    });
    let shown = in_order.into_iter().take(SECTION_BARS);
    let pieces = shown.filter_map(|at| pieces.get(at as usize).cloned());
    let origin = section.get_bounding_client_rect().top();
    let mut bars: Vec<Bar> = Vec::new();
    let mut lowest_note = f64::MIN;
    for (piece, annotation) in pieces {
        let is_first = piece.start == annotation.extent().start;
        let piece = offsets::without_breaks(sheet, piece);
        let (Some(first), Some(last)) = (
            offsets::caret(sheet, piece.start, Assoc::After),
            offsets::caret(sheet, piece.end, Assoc::Before),
        ) else {
            continue;
        };
        let (top, bottom) = (first.top - origin, last.bottom - origin);
        let lane = (0..BAR_LANES)
            .find(|&lane| {
                !bars
                    .iter()
                    .any(|bar| bar.lane == lane && bar.top < bottom && top < bar.top + bar.height)
            })
            .unwrap_or(BAR_LANES);
        let note = is_first.then(|| {
            let top = top.max(lowest_note + NOTE_HEIGHT_PX);
            lowest_note = top;
            Note {
                top,
                kind: labels::brief(state.schema().title(&annotation.label)),
                who: speaker(state, annotation),
                words: labels::snippet(state, annotation, NOTE_CHARS),
            }
        });
        bars.push(Bar {
            id: annotation.id.clone(),
            top,
            height: bottom - top,
            lane,
            selected: context.selected.as_ref() == Some(&annotation.id),
            color: state.schema().color(&annotation.label),
            note,
        });
    }
    bars
}

/// The speaker of a claim: the annotation or the cluster it is linked to, else its source attribute.
pub fn speaker(state: &State, claim: &Annotation) -> String {
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

/// Replaces the bars, the lines of shared copy and the names of one section. Words are in attributes, which the style sheet shows: they are
/// not part of the article's text.
fn write(margin: &HtmlElement, bars: &[Bar], copies: &[reprints::Line], names: &[Name]) {
    let Some(page) = margin.owner_document() else {
        return;
    };
    margin.set_text_content(None);
    // Without a name it is not said where the notes belong.
    let _ = match (bars, copies) {
        ([], []) => margin.remove_attribute("role"),
        _ => margin
            .set_attribute("aria-label", t!("Notes in the margin"))
            .and_then(|()| margin.set_attribute("role", "group")),
    };
    for bar in bars {
        // Without this bar the article is still readable.
        let _ = write_bar(&page, margin, bar);
    }
    reprints::write(&page, margin, copies);
    names::write(&page, margin, names);
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
    tint(&element, bar.color)?;
    element.set_attribute("data-mark", bar.id.as_str())?;
    element.style().set_property("top", &offsets::px(bar.top))?;
    element
        .style()
        .set_property("height", &offsets::px(bar.height))?;
    margin.append_child(&element)?;
    if let Some(note) = &bar.note {
        let button: HtmlElement = page.create_element("button")?.unchecked_into();
        button.set_class_name(&format!("margin-note{selected}"));
        tint(&button, bar.color)?;
        button.set_attribute("data-mark", bar.id.as_str())?;
        button.set_attribute("data-kind", &note.kind)?;
        button.set_attribute("data-who", &note.who)?;
        button.set_attribute("type", "button")?;
        button.set_attribute("tabindex", "-1")?;
        let named = match note.who.as_str() {
            "" => tf!("{}: {}", note.kind, note.words),
            who => tf!("{}, {who}: {}", note.kind, note.words),
        };
        button.set_attribute("aria-label", &named)?;
        button.style().set_property("top", &offsets::px(note.top))?;
        margin.append_child(&button)?;
    }
    Ok(())
}

/// Gives an element the color of the codebook.
fn tint(element: &HtmlElement, color: Option<Color>) -> Result<(), wasm_bindgen::JsValue> {
    let Some(color) = color else {
        return Ok(());
    };
    element.class_list().add_1("own")?;
    element.style().set_property("--own", &color.to_string())
}
