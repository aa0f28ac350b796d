//! The picture of the timeline: events on their days, in lanes.

mod frame;
mod item;

use super::draft::{Draft, MARGIN, NAME, SMALL, STRONG, WORDS, dashed, stroke};
use super::{Anchor, Paint, Picture};
use crate::axis::Axis;
use crate::scope::{Article, Scope};
use crate::timeline::{self, Event, Lanes, Timeline};
use crate::when::Day;
use crate::words::{count, day, grouped, outlet, published, short_names};
use item::{Item, Rows};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The left end of the axis.
const LEFT: f64 = MARGIN + 220.0;
/// The length of the axis.
const WIDTH: f64 = 1_040.0;
/// The width of the picture.
const TOTAL: f64 = LEFT + WIDTH + MARGIN;
/// Lanes that are drawn.
const MAX_LANES: usize = 40;
/// Rows of a lane.
const MAX_ROWS: usize = 12;
/// Rows of all lanes.
const MAX_ALL_ROWS: usize = 160;
/// Symbols of a lane that are tried.
const MAX_ITEMS: usize = 80;
/// Articles whose dates are drawn.
const MAX_ARTICLES: usize = 40;
/// Events without a date that are written out.
const MAX_UNDATED: usize = 12;
/// The height of a row.
const ROW: f64 = 36.0;
/// The height of a row of articles.
const ARTICLE: f64 = 22.0;
/// The width of a label at most.
const LABEL: f64 = 230.0;

/// Draws events on their days: those that have none are listed under the axis and never placed by guess. With a range of
/// days, only what is within. Up to 40 lanes and 160 rows in them, for the lanes with the most
/// events. O(n log n) for n events and articles.
pub fn draw(timeline: &Timeline, scope: &Scope, by: Lanes, range: Option<(Day, Day)>) -> Picture {
    let events = timeline.events.iter().filter_map(|event| event.when);
    let articles = timeline
        .articles
        .iter()
        .filter_map(|article| article.published);
    let spans = events.map(|(when, _)| when).chain(articles);
    let spans: Vec<(Day, Day)> = spans.filter_map(|when| when.span()).collect();
    let axis = Axis::new(&spans, range);
    let mut draft = Draft::new(
        "Timeline",
        &description(timeline, axis.as_ref(), range),
        TOTAL,
    );
    if let Some(axis) = &axis {
        on_axis(&mut draft, timeline, scope, by, axis);
    } else {
        draft.paragraph(MARGIN, "No event has a date yet.", NAME, WIDTH, 2);
    }
    undated(&mut draft, timeline, &short_names(scope));
    draft.finish()
}

fn description(timeline: &Timeline, axis: Option<&Axis>, range: Option<(Day, Day)>) -> String {
    let mut description = format!(
        "{} with a date, {} without. Dates are those of the events; when articles were published is below.",
        count(timeline.events.len(), "event"),
        grouped(timeline.undated.len()),
    );
    if let Some((axis, _)) = axis.zip(range)
        && let Some((first, last)) = axis.first().zip(axis.last())
    {
        let outside = timeline
            .events
            .iter()
            .filter(|event| !item::is_within(event, axis));
        description.push_str(&format!(
            " Shown are the days from {} to {}; {} on others.",
            day(first),
            day(last),
            count(outside.count(), "event"),
        ));
    }
    match axis.map_or(0, |axis| axis.breaks().count()) {
        0 => {}
        1 => description.push_str(" One gap in the axis is not to scale."),
        many => description.push_str(&format!(
            " {many} gaps in the axis are not to scale, and each stretch between them has a scale of its own."
        )),
    }
    description
}

/// A lane with its symbols in rows.
struct Lane {
    title: String,
    events: usize,
    items: Vec<(usize, Item)>,
    rows: usize,
}

impl Lane {
    fn new(
        lane: &timeline::Lane,
        timeline: &Timeline,
        axis: &Axis,
        names: &[String],
        by: Lanes,
    ) -> Self {
        let events = lane.events.iter().filter_map(|at| timeline.events.get(*at));
        let events: Vec<&Event> = events.collect();
        let mut rows = Rows::default();
        let mut items = Vec::new();
        let all = item::items(&events, axis, names, by, LABEL);
        for item in all.into_iter().take(MAX_ITEMS) {
            if let Some(row) = rows.take(item.bounds(), MAX_ROWS) {
                items.push((row, item));
            }
        }
        let title = match lane.title.as_str() {
            "" => "In no cluster".to_owned(),
            title => title.to_owned(),
        };
        Self {
            title,
            events: lane.events.len(),
            items,
            rows: rows.len(),
        }
    }

    fn height(&self) -> f64 {
        self.rows.max(1) as f64 * ROW + 12.0
    }
}

fn on_axis(draft: &mut Draft, timeline: &Timeline, scope: &Scope, by: Lanes, axis: &Axis) {
    let names = short_names(scope);
    let mut lanes = timeline.lanes(scope, by);
    let is_within = |at: &usize| {
        let event = timeline.events.get(*at);
        event.is_some_and(|event| item::is_within(event, axis))
    };
    for lane in &mut lanes {
        lane.events.retain(is_within);
    }
    lanes.retain(|lane| !lane.events.is_empty());
    let (all_lanes, all_events) = (
        lanes.len(),
        lanes.iter().map(|lane| lane.events.len()).sum(),
    );
    let mut order: Vec<usize> = (0..lanes.len()).collect();
    order.sort_by_key(|at| Reverse(lanes.get(*at).map(|lane| lane.events.len())));
    order.truncate(MAX_LANES);
    let (mut chosen, mut rows) = (Vec::new(), 0);
    for at in order {
        if let Some(lane) = lanes.get(at) {
            let lane = Lane::new(lane, timeline, axis, &names, by);
            if rows + lane.rows <= MAX_ALL_ROWS {
                rows += lane.rows;
                chosen.push((at, lane));
            }
        }
    }
    chosen.sort_by_key(|(at, _)| *at);
    let lanes: Vec<Lane> = chosen.into_iter().map(|(_, lane)| lane).collect();
    let drawn = lanes.iter().flat_map(|lane| &lane.items);
    let drawn: usize = drawn.map(|(_, item)| item.events).sum();
    let (articles, all_articles) = articles(timeline, axis, &names);
    let article_rows = articles
        .iter()
        .map(|(row, _)| row + 1)
        .max()
        .unwrap_or_default();
    frame::legend(draft);
    let height: f64 = lanes.iter().map(Lane::height).sum();
    let below = article_rows as f64 * ARTICLE + 16.0;
    frame::axis(draft, axis, height + below);
    for lane in &lanes {
        draw_lane(draft, lane);
    }
    draft.rule(MARGIN, draft.right(), draft.y, Paint::Edge);
    draw_articles(draft, &articles);
    draft.y += below + 8.0;
    let undated = timeline
        .articles
        .iter()
        .filter(|article| article.published.is_none());
    match undated.count() {
        0 => {}
        many => {
            let words = format!("{} without a date of publication.", count(many, "article"));
            draft.y += 6.0;
            draft.paragraph(LEFT, &words, SMALL, WIDTH, 1);
        }
    }
    let lane = match by {
        Lanes::Article => "article",
        Lanes::Cluster => "cluster",
    };
    draft.left_out(
        LEFT,
        &[
            (all_lanes, lanes.len(), lane),
            (all_events, drawn, "event"),
            (all_articles, articles.len(), "publication"),
        ],
    );
}

fn draw_lane(draft: &mut Draft, lane: &Lane) {
    let top = draft.y;
    let title = STRONG.wrap(&lane.title, LEFT - MARGIN - 52.0, 1 + lane.rows.clamp(1, 3));
    draft.lines(MARGIN, top + 20.0, title, STRONG);
    let sum = grouped(lane.events);
    draft.anchored(LEFT - 12.0, top + 20.0, &sum, SMALL, 60.0, Anchor::End);
    for (row, item) in &lane.items {
        let y = top + 6.0 + *row as f64 * ROW;
        item.draw(draft, y);
    }
    draft.y = top + lane.height();
    draft.rule(MARGIN, draft.right(), draft.y, Paint::Line);
}

/// The first dates of publication with the rows that they are in, and how many there are on an axis.
fn articles<'a>(
    timeline: &'a Timeline,
    axis: &Axis,
    names: &[String],
) -> (Vec<(usize, Publication<'a>)>, usize) {
    let mut rows = Rows::default();
    let (mut placed, mut all) = (Vec::new(), 0);
    for (at, article) in timeline.articles.iter().enumerate() {
        let name = names.get(at).cloned().unwrap_or_default();
        let Some(publication) = Publication::of(article, name, axis) else {
            continue;
        };
        all += 1;
        if placed.len() < MAX_ARTICLES
            && let Some(row) = rows.take(publication.bounds, MAX_ARTICLES)
        {
            placed.push((row, publication));
        }
    }
    (placed, all)
}

/// A date of publication, as it is drawn.
struct Publication<'a> {
    article: &'a Article,
    name: String,
    from: f64,
    to: f64,
    label: item::Label,
    bounds: (f64, f64),
}

impl<'a> Publication<'a> {
    fn of(article: &'a Article, name: String, axis: &Axis) -> Option<Self> {
        let when = article.published?;
        let (first, last) = when.span()?;
        if !axis.has(first) && !axis.has(last) {
            return None;
        }
        let x = |place: f64| LEFT + place * WIDTH;
        let from = x(axis.start_of(first));
        let to = if when.last.is_none() {
            (from + 30.0).min(LEFT + WIDTH)
        } else if first == last {
            from
        } else {
            x(axis.end_of(last))
        };
        let words = Self::words(article);
        let wide = STRONG.width(&name) * SMALL.size / STRONG.size + SMALL.width(&words) + 8.0;
        let label = item::Label::beside(from, to, wide);
        let bounds = label.bounds(from, to);
        Some(Self {
            article,
            name,
            from,
            to,
            label,
            bounds,
        })
    }

    fn words(article: &Article) -> String {
        // A sign of direction keeps an Arabic name from drawing the day of the date to itself.
        format!("{}\u{200e}, {}", outlet(article), published(article))
    }
}

fn draw_articles(draft: &mut Draft, articles: &[(usize, Publication)]) {
    let top = draft.y;
    draft.line(MARGIN, top + 20.0, "Published", STRONG, LEFT - MARGIN);
    for (row, it) in articles {
        let y = top + 8.0 + *row as f64 * ARTICLE;
        let words = format!("{} {}", it.name, Publication::words(it.article));
        it.label
            .draw(draft, y + 12.0, &words, SMALL.in_paint(Paint::Soft), 16.0);
        if it.to > it.from {
            let is_open = it.article.published.is_some_and(|when| when.last.is_none());
            let line = if is_open {
                dashed(Paint::Ink, 1.0)
            } else {
                stroke(Paint::Ink, 1.0)
            };
            draft.straight((it.from, y + 15.0), (it.to, y + 15.0), line);
        }
        draft.straight(
            (it.from, y + 1.0),
            (it.from, y + 16.0),
            stroke(Paint::Ink, 2.0),
        );
    }
}

/// The events without a date, in two columns.
fn undated(draft: &mut Draft, timeline: &Timeline, names: &[String]) {
    if timeline.undated.is_empty() {
        return;
    }
    draft.y += 34.0;
    let head = format!("{} without a date", count(timeline.undated.len(), "event"));
    draft.line(MARGIN, draft.y, &head, STRONG, WIDTH);
    draft.y += 18.0;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for event in &timeline.undated {
        *counts.entry(event.article).or_default() += 1;
    }
    let counts = counts.iter().take(MAX_ARTICLES);
    let counts =
        counts.filter_map(|(at, many)| Some(format!("{} in {}", grouped(*many), names.get(*at)?)));
    let counts: Vec<String> = counts.collect();
    draft.line(MARGIN, draft.y, &counts.join(", "), SMALL, draft.inner());
    draft.y += 8.0;
    let column = draft.inner() / 2.0;
    let top = draft.y;
    for (at, event) in timeline.undated.iter().take(MAX_UNDATED).enumerate() {
        let x = MARGIN + (at % 2) as f64 * column;
        let y = top + (at / 2) as f64 * 24.0 + 16.0;
        let name = names
            .get(event.article)
            .map(String::as_str)
            .unwrap_or_default();
        draft.line(x, y, name, SMALL, 40.0);
        let given = match event.given.as_str() {
            "" => String::new(),
            given => format!("date as given: {given}"),
        };
        let given = SMALL.cut(&given, 160.0);
        let room = column - 70.0 - SMALL.width(&given);
        let words = WORDS.cut(&event.words, room);
        draft.line(x + 44.0, y, &words, WORDS, room);
        draft.line(x + 52.0 + WORDS.width(&words), y, &given, SMALL, 170.0);
        draft.y = y + 8.0;
    }
    draft.y += 10.0;
    draft.left_out(MARGIN, &[(timeline.undated.len(), MAX_UNDATED, "event")]);
}

#[cfg(test)]
mod tests;
