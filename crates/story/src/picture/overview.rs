//! The picture of how far the articles are marked: bars, where marks are, and counts.

use super::draft::{Draft, MARGIN, NAME, SMALL, STRONG};
use super::{Anchor, Paint, Picture};
use crate::overview::{Overview, Progress, STRETCHES, Share, Stretch};
use crate::scope::Scope;
use crate::words::{count, grouped, outlet, published, short_names};
use postil_core::model::Status;

/// Articles that are drawn.
const MAX_ARTICLES: usize = 50;
/// Lines of counts that are drawn.
const MAX_COUNTS: usize = 40;
/// Articles that have a column of counts.
const MAX_COLUMNS: usize = 10;
/// The width of the names.
const NAMES: f64 = 250.0;
/// The width of a share.
const SHARE: f64 = 130.0;
/// The width of a bar.
const BAR: f64 = 100.0;
/// The width of a stretch of a text.
const STRETCH: f64 = 5.0;
/// The height of an article.
const ROW: f64 = 44.0;
/// The width of the names of labels.
const LABELS: f64 = 300.0;
/// The width of a column of counts.
const COLUMN: f64 = 62.0;

/// What shares are of.
const SHARES: [&str; 4] = [
    "paragraphs marked",
    "marks linked",
    "claims sourced",
    "events dated",
];

/// Draws how far the articles are, in the order of publication: the first 50, and the first 40 counts over the first ten
/// of them. O(1), and O(n) for the words of these.
pub fn draw(overview: &Overview, scope: &Scope) -> Picture {
    let width = 2.0 * MARGIN + NAMES + 4.0 * SHARE + 24.0 + STRETCHES as f64 * STRETCH;
    let marks = overview
        .counts
        .iter()
        .flat_map(|count| count.articles.values());
    let description = format!(
        "{} with {}, in the order of publication. On the right is where in the text the marks begin, from its beginning to \
         its end; what is not part of the article is grey.",
        count(overview.articles.len(), "article"),
        count(marks.sum(), "mark"),
    );
    let mut draft = Draft::new("How far the articles are marked", &description, width);
    let names = short_names(scope);
    heads(&mut draft);
    for (at, article) in overview.articles.iter().take(MAX_ARTICLES).enumerate() {
        let name = names.get(at).map(String::as_str).unwrap_or_default();
        row(&mut draft, article, name);
    }
    draft.y += 8.0;
    draft.left_out(
        MARGIN,
        &[(overview.articles.len(), MAX_ARTICLES, "article")],
    );
    counts(&mut draft, overview, &names);
    draft.finish()
}

fn share_at(number: usize) -> f64 {
    MARGIN + NAMES + number as f64 * SHARE
}

fn heads(draft: &mut Draft) {
    draft.y += 8.0;
    draft.line(MARGIN, draft.y, "Article", SMALL, NAMES);
    for (at, share) in SHARES.into_iter().enumerate() {
        draft.line(share_at(at), draft.y, share, SMALL, SHARE - 6.0);
    }
    draft.line(
        share_at(4) + 24.0,
        draft.y,
        "where the marks are",
        SMALL,
        220.0,
    );
    draft.y += 10.0;
    draft.rule(MARGIN, draft.right(), draft.y, Paint::Edge);
}

fn row(draft: &mut Draft, progress: &Progress, name: &str) {
    let top = draft.y;
    let article = &progress.article;
    draft.line(MARGIN, top + 19.0, name, STRONG, 48.0);
    let left = MARGIN + 8.0 + STRONG.width(name).clamp(28.0, 48.0);
    let room = MARGIN + NAMES - 12.0 - left;
    draft.line(left, top + 19.0, outlet(article), NAME, room);
    let status = match progress.status {
        Status::ToDo => "to do",
        Status::InProgress => "in progress",
        Status::Done => "done",
    };
    let more = format!("{} · {status}", published(article));
    draft.line(left, top + 34.0, &more, SMALL, room);
    let shares = [
        progress.marked,
        progress.linked,
        progress.sourced,
        progress.dated,
    ];
    for (at, share) in shares.into_iter().enumerate() {
        bar(draft, share_at(at), top, share);
    }
    density(draft, share_at(4) + 24.0, top, &progress.density);
    draft.y = top + ROW;
    draft.rule(MARGIN, draft.right(), draft.y, Paint::Line);
}

fn bar(draft: &mut Draft, x: f64, top: f64, share: Share) {
    let words = if share.all == 0 {
        "none".to_owned()
    } else {
        format!("{} of {}", grouped(share.have), grouped(share.all))
    };
    draft.line(
        x,
        top + 19.0,
        &words,
        SMALL.in_paint(Paint::Ink),
        SHARE - 6.0,
    );
    if share.all > 0 {
        let size = (BAR, 6.0);
        draft.rectangle((x, top + 26.0), size, 3.0, Some(Paint::Line), None);
        let done = BAR * share.value().clamp(0.0, 1.0);
        if done > 0.0 {
            let done = done.max(3.0);
            draft.rectangle(
                (x, top + 26.0),
                (done, 6.0),
                (done / 2.0).min(3.0),
                Some(Paint::Soft),
                None,
            );
        }
    }
}

fn density(draft: &mut Draft, x: f64, top: f64, density: &[Stretch]) {
    const HEIGHT: f64 = 28.0;
    let most = density
        .iter()
        .map(|stretch| stretch.marks)
        .max()
        .unwrap_or_default()
        .max(1);
    let bottom = top + 8.0 + HEIGHT;
    for (at, stretch) in density.iter().take(STRETCHES).enumerate() {
        let x = x + at as f64 * STRETCH;
        if stretch.length > 0 && 2 * stretch.boilerplate >= stretch.length {
            draft.rectangle(
                (x, top + 8.0),
                (STRETCH, HEIGHT),
                0.0,
                Some(Paint::Line),
                None,
            );
        }
        if stretch.marks > 0 {
            let height = (HEIGHT * stretch.marks as f64 / most as f64).max(2.0);
            draft.rectangle(
                (x, bottom - height),
                (STRETCH - 1.0, height),
                0.0,
                Some(Paint::Soft),
                None,
            );
        }
    }
    draft.rule(x, x + STRETCHES as f64 * STRETCH, bottom, Paint::Edge);
}

fn counts(draft: &mut Draft, overview: &Overview, names: &[String]) {
    if overview.counts.is_empty() {
        return;
    }
    draft.y += 34.0;
    let columns = overview.articles.len().min(MAX_COLUMNS);
    let at = |number: usize| MARGIN + LABELS + (number + 1) as f64 * COLUMN;
    draft.line(
        MARGIN,
        draft.y,
        "Marks by label and annotator",
        STRONG,
        LABELS,
    );
    draft.anchored(at(0), draft.y, "all", SMALL, COLUMN, Anchor::End);
    for (number, name) in names.iter().take(columns).enumerate() {
        draft.anchored(
            at(number + 1),
            draft.y,
            name,
            SMALL,
            COLUMN - 6.0,
            Anchor::End,
        );
    }
    draft.y += 10.0;
    let right = at(columns);
    draft.rule(MARGIN, right, draft.y, Paint::Edge);
    for count in overview.counts.iter().take(MAX_COUNTS) {
        draft.y += 17.0;
        let label = NAME.cut(&count.label, LABELS * 0.6);
        draft.line(MARGIN, draft.y, &label, NAME, LABELS);
        let annotator = match count.annotator.as_str() {
            "" => "nobody named",
            annotator => annotator,
        };
        let left = MARGIN + NAME.width(&label) + 10.0;
        draft.line(left, draft.y, annotator, SMALL, MARGIN + LABELS - left);
        let all: usize = count.articles.values().sum();
        draft.anchored(at(0), draft.y, &grouped(all), STRONG, COLUMN, Anchor::End);
        for number in 0..columns {
            if let Some(many) = count.articles.get(&number) {
                draft.anchored(
                    at(number + 1),
                    draft.y,
                    &grouped(*many),
                    NAME,
                    COLUMN,
                    Anchor::End,
                );
            }
        }
        draft.y += 7.0;
        draft.rule(MARGIN, right, draft.y, Paint::Line);
    }
    draft.y += 14.0;
    draft.left_out(
        MARGIN,
        &[
            (overview.counts.len(), MAX_COUNTS, "line"),
            (overview.articles.len(), columns, "article"),
        ],
    );
}

#[cfg(test)]
mod tests;
