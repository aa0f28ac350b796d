//! Where everything lies: lanes below one another, events in rows whose words do not overlap, and counts where there
//! are too many of them.

use super::made::{Item, Lane, Made};
use super::scale::Scale;
use crate::ui::sentence::tf;
use crate::views::story::source::apart;
use postil_core::model::AnnotationId;
use postil_story::scope::Article;
use postil_story::when::{Day, When};
use postil_story::words;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The width of the disc of a day.
pub const DISC_PX: f64 = 13.0;
/// The least width of a capsule.
const CAPSULE_PX: f64 = 22.0;
/// How far a date without a beginning or an end is drawn.
const OPEN_PX: f64 = 44.0;
/// A capsule of this width holds its words.
const HOLDS_WORDS_PX: f64 = 150.0;
/// Between the form and the words.
const GAP_PX: f64 = 6.0;
/// Between two events in a row.
const APART_PX: f64 = 12.0;
/// The words of an event take no more room.
pub const WORDS_PX: f64 = 210.0;
/// The width of a letter of the words in a wide font.
const LETTER_PX: f64 = 8.4;
/// The width of a count.
const COUNT_PX: f64 = 74.0;
/// The most rows of a lane on paper.
const PAPER_ROWS: usize = 500;
/// Names of articles that are drawn for an event.
pub const NAMES: usize = 6;

/// What depends on the size of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// Whether it is a phone.
    pub is_narrow: bool,
    /// The width of the names of the lanes.
    pub label: f64,
    /// The height of a row.
    pub row: f64,
    /// The room over the rows of a lane.
    pub over: f64,
    /// The width of a button beside the words.
    pub button: f64,
    /// Rows of a lane.
    pub rows: usize,
    /// Rows of the dates of publication.
    pub published: usize,
}

impl Metrics {
    /// Those for a width.
    pub fn of(width: f64) -> Self {
        if width < 640.0 {
            Self {
                is_narrow: true,
                label: 0.0,
                row: 44.0,
                over: 26.0,
                button: 50.0,
                rows: 6,
                published: 2,
            }
        } else {
            Self {
                is_narrow: false,
                label: 188.0,
                row: 28.0,
                over: 7.0,
                button: 28.0,
                rows: 10,
                published: 5,
            }
        }
    }

    /// Those for paper, where nothing can be opened: there is room for all.
    pub fn on_paper(width: f64) -> Self {
        Self {
            rows: PAPER_ROWS,
            published: PAPER_ROWS,
            ..Self::of(width)
        }
    }
}

/// Where everything lies.
#[derive(PartialEq)]
pub struct Layout {
    /// The axis in pixels.
    pub scale: Scale,
    /// What depends on the size of the window.
    pub metrics: Metrics,
    /// The lanes.
    pub strips: Vec<Strip>,
    /// What is drawn in them, lane after lane, row after row, from left to right.
    pub spots: Vec<Spot>,
    /// The spot of a mark that an event or a count is known by.
    pub of_mark: HashMap<AnnotationId, usize>,
    /// The height of all lanes.
    pub height: f64,
    /// The dates of publication.
    pub published: Vec<Published>,
    /// The rows that these take.
    pub published_rows: usize,
}

/// A lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// How far it is below the first.
    pub top: f64,
    /// Its height.
    pub height: f64,
    /// Its spots.
    pub spots: Range<usize>,
}

/// The height of a row of dates of publication.
pub const DATE_PX: f64 = 20.0;

/// Where something lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The lane.
    pub lane: usize,
    /// The row in the lane.
    pub row: usize,
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// Where its form begins and ends.
    pub form: (f64, f64),
    /// Where its words are.
    pub side: Side,
    /// What lies there.
    pub what: What,
}

/// Where words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At the right of the form.
    Right,
    /// At its left.
    Left,
    /// In it.
    Within,
}

/// What lies in a place.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// An item of the lane, by its index.
    Item(usize),
    /// So many events that have no room.
    Count {
        /// The first of them.
        mark: AnnotationId,
        /// How many there are.
        many: usize,
        /// Their days.
        days: (Day, Day),
    },
}

/// When an article was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The index of the article.
    pub article: usize,
    /// The first day.
    pub x: f64,
    /// Where the days end on which it can have been published, if they are many.
    pub to: Option<f64>,
    /// The row of its words; `None`: there is no room.
    pub row: Option<usize>,
    /// Where its words begin, as far as they have room.
    pub left: f64,
    /// Where they end.
    pub right: f64,
    /// Whether they are at the left of the day.
    pub is_left: bool,
}

/// About how wide some words are, in pixels, if a letter has this width.
pub fn width_of(words: &str, letter: f64) -> f64 {
    let wide = |c: char| if c >= '\u{1100}' { 2.0 } else { 1.0 };
    let width: f64 = words.chars().map(wide).sum();
    width * letter
}

/// Lays everything out. `width` is that of the axis when all of it is seen. O(n log n + n r) for n events in r rows.
pub fn layout(
    made: &Made,
    (width, zoom): (f64, f64),
    metrics: Metrics,
    lifted: &BTreeSet<String>,
) -> Option<Layout> {
    let axis = made.axis.as_ref()?;
    let scale = Scale::new(axis, width, zoom);
    let (published, published_rows) = published(made, &scale, metrics);
    let mut all = Layout {
        scale,
        metrics,
        strips: Vec::with_capacity(made.lanes.len()),
        spots: Vec::new(),
        of_mark: HashMap::new(),
        height: 0.0,
        published,
        published_rows,
    };
    for (at, lane) in made.lanes.iter().enumerate() {
        let rows = match lifted.contains(&lane.key) {
            true => usize::MAX,
            false => metrics.rows,
        };
        all.add(at, lane, rows);
    }
    Some(all)
}

impl Layout {
    fn add(&mut self, at: usize, lane: &Lane, most: usize) {
        let (spots, rows) = spots((&self.scale, self.metrics), at, lane, most);
        let begin = self.spots.len();
        for (next, spot) in (begin..).zip(&spots) {
            let mark = match &spot.what {
                What::Item(item) => lane.items.get(*item).and_then(Item::mark),
                What::Count { mark, .. } => Some(mark),
            };
            self.of_mark.extend(mark.map(|mark| (mark.clone(), next)));
        }
        self.spots.extend(spots);
        let height = self.metrics.over + self.metrics.row * rows.max(1) as f64 + 7.0;
        self.strips.push(Strip {
            top: self.height,
            height,
            spots: begin..self.spots.len(),
        });
        self.height += height;
    }

    /// How far a spot is below the first lane.
    pub fn top_of(&self, spot: &Spot) -> f64 {
        let strip = self.strips.get(spot.lane).map_or(0.0, |strip| strip.top);
        strip + self.metrics.over + self.metrics.row * spot.row as f64
    }

    /// The spot of a mark, with where it is from the top.
    pub fn spot(&self, mark: &AnnotationId) -> Option<&Spot> {
        self.spots.get(*self.of_mark.get(mark)?)
    }

    /// The lanes between two heights.
    pub fn strips_in(&self, from: f64, to: f64) -> Range<usize> {
        let first = self
            .strips
            .partition_point(|strip| strip.top + strip.height < from);
        let last = self.strips.partition_point(|strip| strip.top <= to);
        first..last.max(first)
    }
}

/// What a lane draws, row after row, and how many rows it has.
fn spots(
    (scale, metrics): (&Scale, Metrics),
    lane: usize,
    of: &Lane,
    most: usize,
) -> (Vec<Spot>, usize) {
    let width = scale.width();
    let all = of.items.iter().enumerate();
    let mut wanted: Vec<Spot> = all
        .map(|(at, item)| {
            let form = form(scale, &item.when);
            let mut words = (width_of(&item.words, LETTER_PX) + 4.0).min(WORDS_PX) + GAP_PX;
            if item.has_names {
                let names = item.marks.iter().take(NAMES);
                words += names
                    .map(|(_, name)| (width_of(name, 8.0) + 8.0).max(metrics.button))
                    .sum::<f64>();
            }
            if item.is_proposed {
                words += metrics.button;
            }
            let side = if form.1 - form.0 >= HOLDS_WORDS_PX.max(words + 24.0) {
                Side::Within
            } else if form.1 + words > width && form.0 - words >= 0.0 {
                Side::Left
            } else {
                Side::Right
            };
            let (left, right) = match side {
                Side::Within => form,
                Side::Left => (form.0 - words, form.1),
                Side::Right => (form.0, form.1 + words),
            };
            Spot {
                lane,
                row: 0,
                left,
                right,
                form,
                side,
                what: What::Item(at),
            }
        })
        .collect();
    wanted.sort_by(|one, other| one.left.total_cmp(&other.left));
    // Where each row ends.
    let mut rows: Vec<f64> = Vec::new();
    let mut spots: Vec<Spot> = Vec::with_capacity(wanted.len());
    let mut crowded: Vec<Spot> = Vec::new();
    for mut spot in wanted {
        let free = rows.iter().position(|end| end + APART_PX <= spot.left);
        let row = free.or((rows.len() < most).then_some(rows.len()));
        let Some(row) = row else {
            crowded.push(spot);
            continue;
        };
        match rows.get_mut(row) {
            Some(end) => *end = spot.right,
            None => rows.push(spot.right),
        }
        spot.row = row;
        spots.push(spot);
    }
    let counts = counts(of, &crowded, rows.len());
    let many = rows.len() + usize::from(!counts.is_empty());
    spots.extend(counts);
    spots.sort_by(|one, other| {
        let by_row = one.row.cmp(&other.row);
        by_row.then(one.left.total_cmp(&other.left))
    });
    (spots, many)
}

/// What has no room, counted where it lies.
fn counts(lane: &Lane, crowded: &[Spot], row: usize) -> Vec<Spot> {
    let mut counts: Vec<Spot> = Vec::new();
    let mut sorted: Vec<&Spot> = crowded.iter().collect();
    sorted.sort_by(|one, other| one.form.0.total_cmp(&other.form.0));
    for spot in sorted {
        let What::Item(at) = spot.what else {
            continue;
        };
        let item = lane.items.get(at);
        let Some((item, (first, last))) = item.and_then(|item| Some((item, item.when.span()?)))
        else {
            continue;
        };
        let before = counts
            .last_mut()
            .filter(|it| it.left + COUNT_PX + APART_PX > spot.form.0);
        if let Some(Spot {
            what: What::Count { many, days, .. },
            form,
            ..
        }) = before
        {
            *many += item.marks.len();
            *days = (days.0.min(first), days.1.max(last));
            form.1 = form.1.max(spot.form.1);
            continue;
        }
        counts.extend(item.mark().map(|mark| Spot {
            row,
            left: spot.form.0,
            right: spot.form.0 + COUNT_PX,
            what: What::Count {
                mark: mark.clone(),
                many: item.marks.len(),
                days: (first, last),
            },
            ..spot.clone()
        }));
    }
    counts
}

/// Where the form of a date begins and ends.
fn form(scale: &Scale, when: &When) -> (f64, f64) {
    let (first, last) = when.narrowed();
    let around = |x: f64, width: f64| (x - width / 2.0, x + width / 2.0);
    match (first, last) {
        (Some(first), Some(last)) if first == last => around(scale.middle_of(first), DISC_PX),
        (Some(first), Some(last)) => {
            let (left, right) = (scale.start_of(first), scale.end_of(last));
            if right - left < CAPSULE_PX {
                around(f64::midpoint(left, right), CAPSULE_PX)
            } else {
                (left, right)
            }
        }
        (Some(first), None) => {
            let left = scale.start_of(first);
            (left, left + OPEN_PX)
        }
        (None, Some(last)) => {
            let right = scale.end_of(last);
            (right - OPEN_PX, right)
        }
        (None, None) => (0.0, DISC_PX),
    }
}

/// When an article was published, and where.
pub fn published_words(article: &Article) -> String {
    let (outlet, date) = (article.outlet.trim(), words::published(article));
    if outlet.is_empty() {
        date
    } else {
        tf!("{}, {date}", apart(outlet))
    }
}

/// The dates of publication in rows, and how many rows these are. Where there is no room a tick has no words.
fn published(made: &Made, scale: &Scale, metrics: Metrics) -> (Vec<Published>, usize) {
    let width = scale.width();
    // What each row holds, from one pixel to another.
    let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
    let all = made.timeline.articles.iter().enumerate();
    let mut all: Vec<Published> = all
        .filter_map(|(at, article)| {
            let when = article.published?;
            let (first, last) = when.span()?;
            let x = scale.start_of(first);
            let name = made.names.get(at).map_or("", String::as_str);
            let words = width_of(name, 8.5) + width_of(&published_words(article), 7.2);
            let room = words.min(280.0) + 14.0;
            let to = match (when.first, when.last) {
                (_, None) => Some(width),
                _ if first == last => None,
                _ => Some(scale.end_of(last)),
            };
            let is_left = x + room > width && x - room >= 0.0;
            let (left, right) = if is_left {
                (x - room, x)
            } else {
                (x, x + room)
            };
            Some(Published {
                article: at,
                x,
                to,
                row: None,
                left,
                right,
                is_left,
            })
        })
        .collect();
    all.sort_by(|one, other| one.x.total_cmp(&other.x));
    for one in &mut all {
        let is_free = |row: &Vec<(f64, f64)>| {
            row.iter()
                .all(|(left, right)| right + APART_PX <= one.left || one.right + APART_PX <= *left)
        };
        let free = rows.iter().position(is_free);
        one.row = free.or((rows.len() < metrics.published).then_some(rows.len()));
        let own = (one.left, one.right);
        match one.row.map(|row| rows.get_mut(row)) {
            Some(Some(row)) => row.push(own),
            Some(None) => rows.push(vec![own]),
            None => {}
        }
    }
    (all, rows.len().max(1))
}
