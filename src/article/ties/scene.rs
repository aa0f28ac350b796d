//! What is drawn of the relations of an annotation, from where their ends are.

use super::layer::{Drawing, Tag};
use super::route::{self, Area, End, PaneArea, Place, at};
use crate::desk::labels;
use std::collections::BTreeMap;

/// The width of a code point of a name, and of what is around it, in CSS pixels.
const CHAR_PX: f64 = 5.2;
const AROUND_PX: f64 = 10.0;
/// How high a name is.
const NAME_PX: f64 = 10.0;
/// From a line to the words beside it.
const NAME_GAP_PX: f64 = 7.0;
/// The height of words at the edge of a pane with their distance.
const ROW_PX: f64 = 21.0;
/// Rows of words at one edge of a pane for ends out of sight.
pub const MOST_ROWS: usize = 4;
/// The room that words beside the text need at least.
const ROOM_PX: f64 = 150.0;

/// An end of relations, with its words.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Where it is.
    pub end: End,
    /// The types of the relations; out of sight, with the words of the end.
    pub words: String,
    /// Whether an arrow leads there.
    pub is_pointed_at: bool,
    /// How many relations there are.
    pub many: usize,
}

impl Drawn {
    /// An end that is only counted.
    pub fn unnamed(end: End, many: usize) -> Self {
        Self {
            end,
            words: String::new(),
            is_pointed_at: false,
            many,
        }
    }
}

/// The selected annotation.
#[derive(Clone, Debug)]
pub struct Selected {
    /// Where a line begins.
    pub end: End,
    /// Its words, if none of it can be seen.
    pub words: Option<String>,
}

/// Draws the lines over each pane. `more` relations are not among `others`. O(panes · ends).
pub fn draw(panes: &[PaneArea], from: &Selected, others: &[Drawn], more: usize) -> Vec<Drawing> {
    let mut drawings = vec![Drawing::default(); panes.len()];
    let is_seen = |end: &End| matches!(end.place, Place::Seen(_));
    let mut rows = Rows::default();
    let (seen, unseen): (Vec<&Drawn>, Vec<&Drawn>) =
        others.iter().partition(|other| is_seen(&other.end));
    for other in &seen {
        connect(&mut drawings, panes, from.end, other.end);
        let Place::Seen(point) = other.end.place else {
            continue;
        };
        if let (Some(drawing), Some(pane)) =
            (drawings.get_mut(other.end.pane), panes.get(other.end.pane))
        {
            if other.is_pointed_at {
                drawing.heads.push(route::arrow(point));
            }
            let name = name(pane, from.end, other, &drawing.tags);
            drawing.tags.extend(name);
        }
    }
    if !is_seen(&from.end) {
        // What leads from nothing in sight to nothing in sight says nothing here.
        if let Some(words) = from.words.as_ref().filter(|_| !seen.is_empty()) {
            rows.add(&mut drawings, panes, from.end, from.end, words.clone());
        }
        return drawings;
    }
    let mut edges: BTreeMap<(usize, bool), Vec<&Drawn>> = BTreeMap::new();
    for other in unseen {
        edges.entry(edge_of(other.end)).or_default().push(other);
    }
    // What was not even measured is counted below.
    let last = (from.end.pane, true);
    if more > 0 {
        edges.entry(last).or_default();
    }
    for (edge, others) in &edges {
        let more = if *edge == last { more } else { 0 };
        // The last row counts the others.
        let named = match others.len() {
            all if all + usize::from(more > 0) <= MOST_ROWS => all,
            _ => MOST_ROWS - 1,
        };
        for other in others.iter().take(named) {
            connect(&mut drawings, panes, from.end, other.end);
            rows.add(
                &mut drawings,
                panes,
                from.end,
                other.end,
                other.words.clone(),
            );
        }
        let rest: usize = others.iter().skip(named).map(|other| other.many).sum();
        if rest + more > 0 {
            let (pane, is_below) = *edge;
            let place = if is_below { Place::Below } else { Place::Above };
            let end = End { pane, place };
            connect(&mut drawings, panes, from.end, end);
            let words = labels::count(rest + more, "more relation");
            rows.add(&mut drawings, panes, from.end, end, words);
        }
    }
    drawings
}

/// The pane of an end out of sight, and whether it is below what can be seen there.
pub fn edge_of(end: End) -> (usize, bool) {
    (end.pane, end.place != Place::Above)
}

/// Adds the line between two ends to all panes that it passes.
fn connect(drawings: &mut [Drawing], panes: &[PaneArea], from: End, to: End) {
    let way = route::route(panes, from, to);
    let (first, last) = (from.pane.min(to.pane), from.pane.max(to.pane));
    for drawing in drawings.iter_mut().take(last + 1).skip(first) {
        drawing.lines.push(way.clone());
    }
}

/// The types of relations beside the end that they lead to: on the side from which the line comes, else on
/// the other one; nowhere if other words are there.
fn name(pane: &PaneArea, from: End, other: &Drawn, there: &[Tag]) -> Option<Tag> {
    let Place::Seen(point) = other.end.place else {
        return None;
    };
    let comes = match from.place {
        Place::Seen(start)
            if from.pane == other.end.pane && (start.y - point.y).abs() < NAME_GAP_PX =>
        {
            start.x
        }
        _ => lane(pane, from, other.end),
    };
    let width = width(&other.words);
    let room = (comes - point.x).abs() - NAME_GAP_PX;
    let first = (comes > point.x) == (room >= width);
    [first, !first].into_iter().find_map(|right| {
        let x = if right {
            point.x + NAME_GAP_PX
        } else {
            point.x - NAME_GAP_PX
        };
        let tag = tag(other.words.clone(), x, point.y - 2.0, !right, false);
        let (left, end) = extent(&tag);
        let is_free = left >= pane.sight.left
            && end <= pane.sight.right
            && !there.iter().any(|other| overlap(other, &tag));
        is_free.then_some(tag)
    })
}

/// How wide words are, about.
fn width(words: &str) -> f64 {
    words.chars().count() as f64 * CHAR_PX + AROUND_PX
}

/// The left and the right edge of words beside a line.
fn extent(tag: &Tag) -> (f64, f64) {
    let width = width(&tag.words);
    if tag.ends {
        (tag.at.x - width, tag.at.x)
    } else {
        (tag.at.x, tag.at.x + width)
    }
}

fn overlap(one: &Tag, other: &Tag) -> bool {
    let ((left, right), (from, to)) = (extent(one), extent(other));
    (one.at.y - other.at.y).abs() < NAME_PX && left < to && from < right
}

/// The lane in which a line comes to an end.
fn lane(pane: &PaneArea, from: End, to: End) -> f64 {
    match from.pane.cmp(&to.pane) {
        std::cmp::Ordering::Equal => route::beside(pane),
        order => route::edge(pane, order == std::cmp::Ordering::Greater),
    }
}

fn tag(words: String, x: f64, y: f64, ends: bool, at_edge: bool) -> Tag {
    Tag {
        words,
        at: at(x, y),
        ends,
        at_edge,
    }
}

/// The words at the edges of the panes, row under row.
#[derive(Default)]
struct Rows {
    /// The pane, and whether below.
    taken: Vec<(usize, bool)>,
}

impl Rows {
    fn count(&self, end: End) -> usize {
        let edge = edge_of(end);
        self.taken.iter().filter(|taken| **taken == edge).count()
    }

    fn add(
        &mut self,
        drawings: &mut [Drawing],
        panes: &[PaneArea],
        from: End,
        end: End,
        words: String,
    ) {
        let (Some(drawing), Some(pane)) = (drawings.get_mut(end.pane), panes.get(end.pane)) else {
            return;
        };
        let down = (self.count(end) as f64 + 0.5) * ROW_PX + 4.0;
        let y = match end.place {
            Place::Above => pane.sight.top + down,
            _ => pane.sight.bottom - down,
        };
        self.taken.push(edge_of(end));
        let (x, ends) = beside(&pane.sight, lane(pane, from, end));
        drawing.tags.push(tag(words, x, y, ends, true));
    }
}

/// Where words stand beside a lane, and whether they end there: where there is room for them.
fn beside(sight: &Area, lane: f64) -> (f64, bool) {
    let right = sight.right - lane >= ROOM_PX;
    if right {
        (lane + NAME_GAP_PX, false)
    } else {
        (lane - NAME_GAP_PX, true)
    }
}

#[cfg(test)]
mod tests;
