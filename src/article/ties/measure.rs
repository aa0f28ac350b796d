//! Measures where the relations of the selected annotation begin and end. Writes nothing to the page.

use super::ends::{Ends, Mark, Other};
use super::layer::Drawing;
use super::route::{Area, End, PaneArea, Place, Point, at};
use super::scene::{self, Drawn, MOST_ROWS, Selected};
use super::stage::Over;
use crate::article::offsets::{self, Assoc};
use crate::article::pane::Pane;
use crate::article::sheet::Sheet;
use postil_core::model::{AnnotationId, DocumentId};
use postil_core::state::State;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// Ends that are measured at most; others are counted.
const MOST_DRAWN: usize = 40;
/// Code points beside the text in sight that may be in sight too: where it begins and ends is an estimate.
const SLACK_CHARS: usize = 400;
/// How far into an annotation a line meets it.
const INSET_PX: f64 = 7.0;
/// The same for the selected one, which has handles at its edges: there its lines begin, and a relation is
/// dragged from there.
const PORT_PX: f64 = 20.0;

/// What is drawn over each pane. O(ends), of which [`MOST_DRAWN`] are measured.
pub fn lines(state: &State, panes: &[Rc<Over>], sights: &[Area], ends: &Ends) -> Vec<Drawing> {
    let areas: Vec<PaneArea> = panes
        .iter()
        .zip(sights)
        .map(|(over, sight)| pane_area(state, &over.pane, sight))
        .collect();
    let view = panes.first().map(|over| over.pane.desk.view_now());
    let active = panes.iter().position(|over| Some(over.pane.view) == view);
    let Some(end) = active.and_then(|pane| place(panes, sights, pane, &ends.of, PORT_PX)) else {
        return Vec::new();
    };
    let from = Selected {
        end,
        words: hides_all(panes, sights, end, &ends.of).then(|| ends.of.words(state)),
    };
    let Sorted { near, far } = sort(state, panes, sights, end, ends);
    let mut left_out = ends.left_out;
    let mut drawn = Vec::new();
    for (pane, other) in &near {
        if drawn.len() < MOST_DRAWN
            && let Some(end) = place(panes, sights, *pane, &other.mark, INSET_PX)
        {
            drawn.push((end, *other));
        } else {
            left_out += other.relations.len();
        }
    }
    let mut drawn: Vec<Drawn> = drawn
        .into_iter()
        .map(|(end, other)| seen_or_not(state, panes, ends, end, other))
        .collect();
    // Of these only the first few at each edge are named.
    let mut rows: BTreeMap<(usize, bool), usize> = BTreeMap::new();
    for (end, other) in far {
        let row = rows.entry(scene::edge_of(end)).or_default();
        *row += 1;
        drawn.push(match *row <= MOST_ROWS {
            true => seen_or_not(state, panes, ends, end, other),
            false => Drawn::unnamed(end, other.relations.len()),
        });
    }
    scene::draw(&areas, &from, &drawn, left_out)
}

/// An end in words: the types of its relations where it can be seen, and else its own words too.
fn seen_or_not(state: &State, panes: &[Rc<Over>], ends: &Ends, end: End, other: &Other) -> Drawn {
    let drawn = Drawn::unnamed(end, other.relations.len());
    if let Place::Seen(_) = end.place {
        return Drawn {
            words: other.title(state, &ends.of),
            is_pointed_at: other.is_pointed_at(state, &ends.of),
            ..drawn
        };
    }
    let is_here = panes.iter().any(|over| shows(over, &other.mark));
    Drawn {
        words: other.in_words(state, &ends.of, is_here),
        ..drawn
    }
}

fn shows(over: &Over, mark: &Mark) -> bool {
    let shown = over.pane.view.document();
    shown.with_untracked(|shown| shown.as_ref() == Some(&mark.document))
}

fn pane_area(state: &State, pane: &Pane, sight: &Area) -> PaneArea {
    let column = pane.sheet(Sheet::column).flatten();
    let id = pane.view.document().get_untracked();
    let document = id.and_then(|id| state.document(&id));
    PaneArea {
        sight: *sight,
        column: column.map_or((sight.left, sight.right), |it| (it.left(), it.right())),
        is_rtl: document.is_some_and(|document| document.is_rtl()),
    }
}

/// Others by whether they may be in sight.
struct Sorted<'a> {
    /// Those that may, with their panes, the nearest to the selected one first.
    near: Vec<(usize, &'a Other)>,
    /// The rest, with the edges of panes that lead to them, in the order of the texts.
    far: Vec<(End, &'a Other)>,
}

/// Tells the ends in sight from the others. O(n log n).
fn sort<'a>(
    state: &State,
    panes: &[Rc<Over>],
    sights: &[Area],
    own: End,
    ends: &'a Ends,
) -> Sorted<'a> {
    let texts: Vec<(Option<DocumentId>, Range<usize>)> = panes
        .iter()
        .zip(sights)
        .map(|(over, sight)| {
            (
                over.pane.view.document().get_untracked(),
                text_in(over, sight),
            )
        })
        .collect();
    let has = |pane: usize, of: &Mark| {
        let text = texts.get(pane);
        text.is_some_and(|(document, _)| document.as_ref() == Some(&of.document))
    };
    let (mut near, mut far) = (Vec::new(), Vec::new());
    let index = |mark: &Mark| state.document_index(&mark.document);
    for other in &ends.others {
        let of = &other.mark;
        let elsewhere = || (0..texts.len()).find(|&pane| has(pane, of));
        let pane = has(own.pane, of).then_some(own.pane).or_else(elsewhere);
        let Some((pane, (_, seen))) = pane.and_then(|pane| Some((pane, texts.get(pane)?))) else {
            let place = match index(of) < index(&ends.of) {
                true => Place::Above,
                false => Place::Below,
            };
            let pane = own.pane;
            far.push((End { pane, place }, other));
            continue;
        };
        let start = of.extent.start;
        if start + SLACK_CHARS < seen.start {
            let place = Place::Above;
            far.push((End { pane, place }, other));
        } else if start > seen.end + SLACK_CHARS {
            let place = Place::Below;
            far.push((End { pane, place }, other));
        } else {
            let middle = match own.place {
                Place::Seen(_) if pane == own.pane => ends.of.extent.start,
                _ => seen.start.midpoint(seen.end),
            };
            near.push((start.abs_diff(middle), pane, other));
        }
    }
    near.sort_by_key(|(away, pane, _)| (*away, *pane));
    let near = near.into_iter().map(|(_, pane, other)| (pane, other));
    Sorted {
        near: near.collect(),
        far,
    }
}

/// About which part of the text of a pane can be seen.
fn text_in(over: &Over, sight: &Area) -> Range<usize> {
    let between = |sheet: &Sheet| sheet.between(sight.top, sight.bottom);
    over.pane.sheet(between).flatten().unwrap_or(0..0)
}

/// Measures where a line meets an annotation in a pane.
fn place(panes: &[Rc<Over>], sights: &[Area], pane: usize, mark: &Mark, inset: f64) -> Option<End> {
    let (over, sight) = (panes.get(pane)?, sights.get(pane)?);
    let place = Place::of(meets(over, &mark.extent, inset)?, sight);
    Some(End { pane, place })
}

/// Measures a point at the upper edge of the first line of a range, so far from its beginning.
fn meets(over: &Over, extent: &Range<usize>, inset: f64) -> Option<Point> {
    let meets = |sheet: &Sheet| {
        let start = offsets::without_breaks(sheet, extent.clone()).start;
        let caret = offsets::caret(sheet, start, Assoc::After)?;
        let inset = if sheet.is_rtl_at(start) {
            -inset
        } else {
            inset
        };
        Some(at(caret.x + inset, caret.top))
    };
    over.pane.sheet(meets).flatten()
}

/// Measures where a relation is dragged from an annotation, if the pane shows it.
pub fn port(over: &Over, id: &AnnotationId) -> Option<Point> {
    shown(over, id, PORT_PX)
}

/// Measures where a line meets another annotation, if the pane shows it.
pub fn end(over: &Over, id: &AnnotationId) -> Option<Point> {
    shown(over, id, INSET_PX)
}

fn shown(over: &Over, id: &AnnotationId, inset: f64) -> Option<Point> {
    let desk = over.pane.desk;
    let mark = desk.peek(|state| state.annotation(id).map(Mark::of))?;
    if !shows(over, &mark) {
        return None;
    }
    meets(over, &mark.extent, inset)
}

/// Measures the box of an annotation, as far as it can be seen in one of the panes.
pub fn area(panes: &[Rc<Over>], id: &AnnotationId) -> Option<Area> {
    let desk = panes.first()?.pane.desk;
    let mark = desk.peek(|state| state.annotation(id).map(Mark::of))?;
    let over = panes.iter().find(|over| shows(over, &mark))?;
    let range = |sheet: &Sheet| {
        let Range { start, end } = offsets::without_breaks(sheet, mark.extent.clone());
        offsets::dom_range(sheet, start, end)
    };
    let rect = over.pane.sheet(range)??.get_bounding_client_rect();
    let sight = over.sight();
    Some(Area {
        left: rect.left().max(sight.left),
        top: rect.top().max(sight.top),
        right: rect.right().min(sight.right),
        bottom: rect.bottom().min(sight.bottom),
    })
}

/// Whether nothing of the selected annotation can be seen.
fn hides_all(panes: &[Rc<Over>], sights: &[Area], end: End, mark: &Mark) -> bool {
    let (Some(over), Some(sight)) = (panes.get(end.pane), sights.get(end.pane)) else {
        return false;
    };
    let last = |sheet: &Sheet| offsets::caret(sheet, mark.extent.end, Assoc::Before);
    match end.place {
        Place::Seen(_) => false,
        Place::Below => true,
        Place::Above => over
            .pane
            .sheet(last)
            .flatten()
            .is_none_or(|last| last.bottom < sight.top),
    }
}
