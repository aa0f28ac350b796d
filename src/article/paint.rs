//! Paints one block: its marks as flat runs of text, drawn entirely by the style sheet.

use super::invisibles;
use crate::desk::labels;
use crate::desk::tying::RelationEnds;
use leptos::web_sys::{Document, DocumentFragment, Element, HtmlElement};
use postil_core::model::{Annotation, AnnotationId, Color, schema::Form};
use postil_core::segments::{Active, Mark, Segment, Segments};
use postil_core::state::{DocumentState, State};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Code points between two flags above the line. A closer one hangs below it, or they would overlap.
const FLAG_GAP_CHARS: usize = 5;

/// What painting depends on besides the project.
#[derive(Clone, Debug, Default)]
pub struct PaintContext {
    /// The selected annotation.
    pub selected: Option<AnnotationId>,
    /// Annotations that are kept, ascending.
    pub kept: Rc<[AnnotationId]>,
    /// Annotations that mean what is selected, ascending.
    pub lit: Rc<[AnnotationId]>,
    /// Where a relation in the making can end.
    pub ends: Option<Rc<dyn RelationEnds>>,
    /// Layers that are not drawn.
    pub hidden: BTreeSet<String>,
    /// Whether names of labels stand over the marks.
    pub named: bool,
    /// Whether to paint blocks that hold the user's selection too, to restore it afterwards.
    pub over_selection: bool,
    /// What paper needs beside the marks. It is set while printing only.
    pub notes: Option<Notes>,
}

/// What is printed beside and after marks, which the screen shows otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Notes {
    /// What stands in the margin beside the beginning of an annotation.
    pub note: fn(&State, &Annotation) -> String,
    /// The number of an annotation's kind in the legend, from 1.
    pub number: fn(&State, &Annotation) -> Option<usize>,
}

impl PaintContext {
    /// Whether an annotation is drawn.
    pub fn shows(&self, annotation: &Annotation) -> bool {
        !self.hidden.contains(annotation.layer())
    }
}

/// Ways in which the labels of one layer are drawn; further labels begin again.
pub const KINDS: usize = 8;
const FILL_KINDS: [&str; KINDS] = ["f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"];
const OUTER_KINDS: [&str; KINDS] = ["g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8"];
const DASH_KINDS: [&str; KINDS] = ["d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8"];
const BRACKET_KINDS: [&str; KINDS] = ["b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8"];

/// How the label of a mark is drawn.
#[derive(Clone, Copy, Default)]
struct Tone {
    /// Its way, from 1; 0 if it has a layer only.
    kind: usize,
    /// The color that the codebook gives it.
    color: Option<Color>,
}

fn tone(state: &State, mark: &Mark) -> Tone {
    let found = annotation(state, mark).and_then(|annotation| {
        let layer = state.schema().layer(annotation.layer())?;
        let name = annotation.label.split_once('.').map(|(_, name)| name);
        let at = layer
            .labels
            .iter()
            .position(|label| name == Some(&label.name));
        let own = at.and_then(|at| layer.labels.get(at)?.color);
        Some(Tone {
            kind: at.map_or(0, |at| at % KINDS + 1),
            color: own.or(layer.color),
        })
    });
    found.unwrap_or_default()
}

/// The classes of the lanes of each form. What is deeper shares the outermost; the inspector lists all
/// marks.
const FILL_LANES: [&str; 3] = ["fill0", "fill1", "fill2"];
const DASH_LANES: [&str; 4] = ["dash0", "dash1", "dash2", "dash3"];

/// The class of a lane.
fn lane_class(classes: &[&'static str], lane: u8) -> &'static str {
    let class = classes.get(usize::from(lane)).or(classes.last());
    class.copied().unwrap_or_default()
}

/// The text of a block with its marks, and with flags on invisible characters; `None` if it has
/// neither.
pub fn block(
    page: &Document,
    state: &State,
    document: &DocumentState,
    range: Range<usize>,
    context: &PaintContext,
) -> Option<DocumentFragment> {
    let mut marks = state.marks_in(document, range.clone());
    marks.retain(|mark| annotation(state, mark).is_some_and(|a| context.shows(a)));
    if marks.is_empty() && !invisibles::are_in(document.text().slice(range.clone())) {
        return None;
    }
    let tones: Vec<Tone> = marks.iter().map(|mark| tone(state, mark)).collect();
    let leaves = page.create_document_fragment();
    let base = document.base();
    let narrow = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    let mut segments = Segments::new(narrow(range.start)..narrow(range.end), &marks);
    // Code points since the last flag above the line.
    let mut gap = FLAG_GAP_CHARS;
    while let Some(segment) = segments.advance() {
        let text = document
            .text()
            .slice(segment.start as usize..segment.end as usize);
        let marked = !segment.active.is_empty();
        for (piece, flag) in invisibles::pieces(text) {
            let node = page.create_text_node(piece);
            let low = flag.is_some() && gap < FLAG_GAP_CHARS;
            gap = match flag {
                Some(_) if !low => 0,
                Some(_) => FLAG_GAP_CHARS,
                None => gap + piece.chars().take(FLAG_GAP_CHARS).count(),
            };
            if !marked && flag.is_none() {
                leaves.append_child(&node).ok()?;
                continue;
            }
            let span: HtmlElement = page.create_element("span").ok()?.unchecked_into();
            if marked {
                let (start, end) = (segment.start as usize, segment.end as usize);
                let ends = Ends {
                    opens_right: document.text().is_rtl_at(start, base),
                    closes_left: document.text().is_rtl_at(end.saturating_sub(1), base),
                };
                dress(&span, state, &marks, &tones, &segment, ends, context);
                span.set_attribute("data-marks", &ids(state, &marks, &segment))
                    .ok()?;
                if let Some(notes) = context.notes {
                    annotate_for_print(&span, state, &marks, &segment, notes).ok()?;
                }
                if let Some(kinds) = kinds_that_open(state, &marks, &segment) {
                    span.set_attribute("role", "mark").ok()?;
                    span.set_attribute("aria-description", &kinds).ok()?;
                }
            }
            if let Some(flag) = flag {
                span.set_attribute("data-unseen", &flag).ok()?;
                span.toggle_attribute_with_force("data-low", low).ok()?;
            }
            span.append_child(&node).ok()?;
            leaves.append_child(&span).ok()?;
        }
    }
    Some(leaves)
}

fn annotation<'a>(state: &'a State, mark: &Mark) -> Option<&'a Annotation> {
    state.at(mark.key.annotation)
}

fn ids(state: &State, marks: &[Mark], segment: &Segment) -> String {
    let ids: Vec<&str> = segment
        .active
        .iter()
        .filter_map(|active| Some(annotation(state, marks.get(active.mark)?)?.id.as_str()))
        .collect();
    ids.join(" ")
}

/// Sets the note beside a run and the numbers after it as attributes, which the style sheet prints.
fn annotate_for_print(
    span: &Element,
    state: &State,
    marks: &[Mark],
    segment: &Segment,
    notes: Notes,
) -> Result<(), JsValue> {
    let of = |active: &Active| annotation(state, marks.get(active.mark)?);
    let is_bracket = |annotation: &&Annotation| {
        let layer = state.schema().layer(annotation.layer());
        layer.is_some_and(|layer| layer.form == Form::Bracket)
    };
    let opening = segment.active.iter().filter(|active| active.opens);
    let beside: Vec<String> = opening
        .filter_map(of)
        .filter(is_bracket)
        .map(|annotation| (notes.note)(state, annotation))
        .collect();
    if !beside.is_empty() {
        span.set_attribute("data-note", &beside.join("\n"))?;
    }
    let closing = segment.active.iter().filter(|active| active.closes);
    let numbers: Vec<String> = closing
        .filter_map(of)
        .filter_map(|annotation| (notes.number)(state, annotation))
        .map(|number| number.to_string())
        .collect();
    if !numbers.is_empty() {
        span.set_attribute("data-number", &numbers.join(","))?;
    }
    Ok(())
}

/// The layers and kinds of the annotations that begin with a run, for screen readers; `None` if none
/// does.
fn kinds_that_open(state: &State, marks: &[Mark], segment: &Segment) -> Option<String> {
    let opening = segment.active.iter().filter(|active| active.opens);
    let kinds: Vec<String> = opening
        .filter_map(|active| annotation(state, marks.get(active.mark)?))
        .map(|annotation| kind(state, annotation))
        .collect();
    (!kinds.is_empty()).then(|| kinds.join("; "))
}

/// The layer of an annotation and its kind, if it has one.
pub fn kind(state: &State, annotation: &Annotation) -> String {
    let layer = annotation.layer();
    let title = labels::brief(state.schema().title(layer));
    if layer == annotation.label {
        title
    } else {
        format!(
            "{title}, {}",
            labels::brief(state.schema().title(&annotation.label))
        )
    }
}

/// Gives a run its classes and colors: the lanes in use for each form, where brackets open and close, and
/// whether the selected annotation is here.
fn dress(
    span: &HtmlElement,
    state: &State,
    marks: &[Mark],
    tones: &[Tone],
    segment: &Segment,
    ends: Ends,
    context: &PaintContext,
) {
    let mut classes = Classes(BTreeSet::from(["m"]));
    let mut brackets = 0;
    // Of the innermost mark of each form, and of the mark with the outer line.
    let none = Tone::default();
    let (mut fill, mut outer, mut dash, mut bracket) = (none, none, none, none);
    for active in segment.active {
        let Some(mark) = marks.get(active.mark) else {
            continue;
        };
        let Some(annotation) = annotation(state, mark) else {
            continue;
        };
        let layer = state.schema().layer(annotation.layer());
        let selected = context.selected.as_ref() == Some(&annotation.id);
        let tone = tones.get(active.mark).copied().unwrap_or_default();
        match layer.map_or(Form::Fill, |layer| layer.form) {
            Form::Fill => {
                classes.add(lane_class(&FILL_LANES, active.lane));
                fill = tone;
                if active.lane > 0 {
                    outer = tone;
                }
                if selected {
                    classes.add("selected-fill");
                }
            }
            Form::Dash => {
                classes.add(lane_class(&DASH_LANES, active.lane));
                dash = tone;
                if selected {
                    classes.add("selected-dash");
                }
                let realis = annotation.attributes.get("realis");
                if realis.is_some_and(|realis| realis != "actual") {
                    classes.add("unreal");
                }
            }
            Form::Bracket => {
                brackets += 1;
                bracket = tone;
                classes.bracket(active, ends);
                if selected {
                    classes.add("selected-bracket");
                }
            }
        }
        if context.lit.binary_search(&annotation.id).is_ok() {
            classes.add("lit");
        }
        if context.kept.binary_search(&annotation.id).is_ok() {
            classes.add("kept-mark");
        }
        if let Some(ends) = &context.ends {
            if ends.propose(&annotation.id) {
                classes.add("aim");
            }
            if ends.fit(state, annotation) {
                classes.add("possible");
            }
        }
        if selected {
            classes.add("selected");
            if active.opens {
                classes.add("selected-start");
            }
            if active.closes {
                classes.add("selected-end");
            }
        }
    }
    for (names, own, property, tone) in [
        (FILL_KINDS, "own-fill", "--own-fill", fill),
        (OUTER_KINDS, "own-outer", "--own-outer", outer),
        (DASH_KINDS, "own-dash", "--own-dash", dash),
        (BRACKET_KINDS, "own-bracket", "--own-bracket", bracket),
    ] {
        let at = tone.kind.checked_sub(1).and_then(|at| names.get(at));
        if let Some(name) = at {
            classes.add(name);
        }
        if let Some(color) = tone.color {
            classes.add(own);
            // Without it, the run looks as if the codebook gave it none.
            let _ = span.style().set_property(property, &color.to_string());
        }
    }
    if brackets > 0 {
        classes.add("bracket");
    }
    if brackets > 1 {
        classes.add("brackets");
    }
    span.set_class_name(&classes.0.into_iter().collect::<Vec<_>>().join(" "));
}

/// Where a run opens and closes: whether at the right, as it does in letters from right to left.
#[derive(Clone, Copy)]
struct Ends {
    opens_right: bool,
    closes_left: bool,
}

struct Classes(BTreeSet<&'static str>);

impl Classes {
    fn add(&mut self, class: &'static str) {
        self.0.insert(class);
    }

    fn bracket(&mut self, active: &Active, ends: Ends) {
        if active.opens {
            self.add(if ends.opens_right {
                "opens-right"
            } else {
                "opens"
            });
        }
        if active.closes {
            self.add(if ends.closes_left {
                "closes-left"
            } else {
                "closes"
            });
        }
    }
}
