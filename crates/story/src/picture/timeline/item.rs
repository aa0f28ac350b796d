//! Symbols of events with their labels, and the rows that they are packed into.

use super::{LEFT, WIDTH};
use crate::axis::Axis;
use crate::dated::Basis;
use crate::picture::draft::{Draft, SMALL, Style, WORDS, dashed, stroke};
use crate::picture::{Anchor, Paint};
use crate::timeline::{Event, Lanes};
use crate::when::Day;
use crate::words::{count, when};
use foldhash::HashMap;

/// Articles that are named with a symbol; of more, only their number is told.
const MAX_NAMED: usize = 5;
/// The space between a symbol and its label.
const GAP: f64 = 8.0;
/// The width that words have at least beside a symbol.
const LEAST: f64 = 90.0;
/// The least width of a capsule.
const CAPSULE: f64 = 16.0;

/// A symbol: events of one time that are told together.
#[derive(Clone, Debug)]
pub struct Item {
    /// How many events it stands for.
    pub events: usize,
    from: f64,
    to: f64,
    shape: Symbol,
    is_hollow: bool,
    words: String,
    more: String,
    label: Label,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Symbol {
    Disc,
    Capsule,
    /// It has no beginning, or no end.
    Open {
        to_the_right: bool,
    },
}

/// Where words are beside a symbol.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    x: f64,
    anchor: Anchor,
    room: f64,
}

impl Label {
    /// Words of some width to the right of a symbol, else to the left, else where there is more room; over the symbol if it
    /// leaves none.
    pub fn beside(from: f64, to: f64, wide: f64) -> Self {
        let (right, left) = (LEFT + WIDTH - to - GAP, from - GAP - LEFT);
        if right.max(left) < wide.min(LEAST) {
            return Self {
                x: from + 2.0 * GAP,
                anchor: Anchor::Start,
                room: wide.min(to - from - 4.0 * GAP),
            };
        }
        let is_right = wide <= right || (wide > left && right >= left);
        let room = if is_right { right } else { left };
        Self {
            x: if is_right { to + GAP } else { from - GAP },
            anchor: if is_right { Anchor::Start } else { Anchor::End },
            room: wide.min(room),
        }
    }

    /// From where to where it reaches, with its symbol.
    pub fn bounds(&self, from: f64, to: f64) -> (f64, f64) {
        match self.anchor {
            Anchor::End => (self.x - self.room, to),
            _ => (from, to.max(self.x + self.room)),
        }
    }

    /// Writes words, from a base line, over whatever is behind them to some height.
    pub fn draw(&self, draft: &mut Draft, y: f64, words: &str, style: Style, height: f64) {
        let words = style.cut(words, self.room);
        let wide = style.width(&words);
        let left = if self.anchor == Anchor::End {
            self.x - wide
        } else {
            self.x
        };
        let top = y - style.size;
        draft.rectangle(
            (left - 2.0, top),
            (wide + 2.0, height),
            0.0,
            Some(Paint::Paper),
            None,
        );
        draft.anchored(self.x, y, &words, style, self.room, self.anchor);
    }
}

impl Item {
    /// From where to where it reaches, with its label.
    pub fn bounds(&self) -> (f64, f64) {
        self.label.bounds(self.from, self.to)
    }

    /// Draws it in a row with that upper edge.
    pub fn draw(&self, draft: &mut Draft, y: f64) {
        let middle = y + 10.0;
        match self.shape {
            Symbol::Disc => disc(
                draft,
                f64::midpoint(self.from, self.to),
                middle,
                self.is_hollow,
            ),
            Symbol::Capsule => capsule(draft, (self.from, self.to), middle, self.is_hollow),
            Symbol::Open { to_the_right } => {
                let known = if to_the_right { self.from } else { self.to };
                let line = stroke(Paint::Event, 2.0);
                draft.straight((known, middle - 6.0), (known, middle + 6.0), line);
                let line = dashed(Paint::Event, 2.0);
                draft.straight((self.from, middle), (self.to, middle), line);
            }
        }
        self.label.draw(draft, y + 14.0, &self.words, WORDS, 18.0);
        self.label.draw(draft, y + 28.0, &self.more, SMALL, 13.0);
    }
}

/// A day; hollow for what is not known to have happened.
pub fn disc(draft: &mut Draft, x: f64, y: f64, is_hollow: bool) {
    draft.circle(
        (x, y),
        5.0,
        if is_hollow {
            Paint::Paper
        } else {
            Paint::Event
        },
        stroke(Paint::Event, 2.0),
    );
}

/// Several days, from one place to another; hollow for what is not known to have happened.
pub fn capsule(draft: &mut Draft, (from, to): (f64, f64), y: f64, is_hollow: bool) {
    let (fill, edge) = if is_hollow {
        (Paint::Paper, dashed(Paint::Event, 1.5))
    } else {
        (Paint::EventFill, stroke(Paint::Event, 1.5))
    };
    draft.rectangle(
        (from, y - 5.0),
        (to - from, 10.0),
        5.0,
        Some(fill),
        Some(edge),
    );
}

/// Whether some of the days of an event are on an axis.
pub fn is_within(event: &Event, axis: &Axis) -> bool {
    let span = event.when.and_then(|(when, _)| when.span());
    let ends = axis.first().zip(axis.last());
    span.zip(ends)
        .is_some_and(|((first, last), (begin, end))| first <= end && begin <= last)
}

/// The symbols of the events of a lane, in the order of time: those of one time are one, if they are as actual and of one
/// cluster. O(n) for n events.
pub fn items(events: &[&Event], axis: &Axis, names: &[String], by: Lanes, most: f64) -> Vec<Item> {
    let mut groups: Vec<Vec<&Event>> = Vec::new();
    let mut index = HashMap::default();
    for event in events {
        let Some((when, _)) = event.when else {
            continue;
        };
        // An event without a cluster is one by itself.
        let own = event.cluster.is_none().then_some(&event.mark);
        let part = when.part.map(|part| part.timex());
        let key = (
            when.first,
            when.last,
            part,
            event.is_hollow(),
            &event.cluster,
            own,
        );
        let at = *index.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.push(event);
        }
    }
    let item = |group: &Vec<&Event>| item(group, axis, names, by, most);
    groups.iter().filter_map(item).collect()
}

fn item(group: &[&Event], axis: &Axis, names: &[String], by: Lanes, most: f64) -> Option<Item> {
    let event = group.first()?;
    let (days, _) = event.when?;
    let (first, last) = days.span()?;
    let x = |place: f64| LEFT + place * WIDTH;
    let (shape, (from, to)) = match (days.first, days.last) {
        (Some(_), None) => {
            let from = x(axis.start_of(first));
            let to = (from + 36.0).min(LEFT + WIDTH);
            (Symbol::Open { to_the_right: true }, (from, to))
        }
        (None, _) => {
            let to = x(axis.end_of(last));
            let from = (to - 36.0).max(LEFT);
            (
                Symbol::Open {
                    to_the_right: false,
                },
                (from, to),
            )
        }
        _ if first == last => {
            let middle = x(axis.middle_of(first)).clamp(LEFT + 6.0, LEFT + WIDTH - 6.0);
            (Symbol::Disc, (middle - 6.0, middle + 6.0))
        }
        _ => (Symbol::Capsule, wide(axis, first, last)),
    };
    let mut more = when(&days);
    if group
        .iter()
        .all(|event| matches!(event.when, Some((_, Basis::Proposed))))
    {
        more.push_str(" (proposed)");
    }
    if by == Lanes::Cluster {
        let mut articles: Vec<usize> = group.iter().map(|event| event.article).collect();
        articles.dedup();
        if articles.len() > MAX_NAMED {
            more.push_str(&format!(" · {}", count(articles.len(), "article")));
        } else {
            for name in articles.iter().filter_map(|at| names.get(*at)) {
                more.push_str(&format!(" · {name}"));
            }
        }
    } else if group.len() > 1 {
        more.push_str(&format!(", {} times", group.len()));
    }
    let words = WORDS.cut(&event.words, most);
    let more = SMALL.cut(&more, most);
    let label = Label::beside(from, to, WORDS.width(&words).max(SMALL.width(&more)) + 1.0);
    Some(Item {
        events: group.len(),
        from,
        to,
        shape,
        is_hollow: event.is_hollow(),
        words,
        more,
        label,
    })
}

/// The ends of a capsule, which has a least width and is on the axis.
fn wide(axis: &Axis, first: Day, last: Day) -> (f64, f64) {
    let from = LEFT + axis.start_of(first) * WIDTH;
    let to = LEFT + axis.end_of(last) * WIDTH;
    let lacks = ((CAPSULE - (to - from)) / 2.0).max(0.0);
    let from = (from - lacks).max(LEFT);
    let to = (to + lacks).max(from + CAPSULE).min(LEFT + WIDTH);
    (from.min(to - CAPSULE), to)
}

/// Rows that things are put into side by side.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    taken: Vec<Vec<(f64, f64)>>,
}

impl Rows {
    /// The first row with room from one place to another, of at most so many; `None` if there is none. O(n) for n things.
    pub fn take(&mut self, (from, to): (f64, f64), most: usize) -> Option<usize> {
        const APART: f64 = 14.0;
        let is_free = |row: &Vec<(f64, f64)>| {
            row.iter()
                .all(|(left, right)| to + APART <= *left || right + APART <= from)
        };
        let row = self
            .taken
            .iter()
            .position(is_free)
            .unwrap_or(self.taken.len());
        if row >= most {
            return None;
        }
        if row == self.taken.len() {
            self.taken.push(Vec::new());
        }
        self.taken.get_mut(row)?.push((from, to));
        Some(row)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.taken.len()
    }
}
