//! The picture of who mentions what: clusters against articles.

use super::draft::{Draft, MARGIN, NAME, SMALL, STRONG, stroke};
use super::marks::{Look, TILE, sign, tile};
use super::{Anchor, Paint, Picture};
use crate::coverage::{Coverage, Row};
use crate::scope::{Article, Scope};
use crate::words::{count, grouped, outlet, published, short_names};
use std::collections::BTreeMap;

/// Clusters that are drawn.
const MAX_ROWS: usize = 60;
/// Articles that are drawn.
const MAX_ARTICLES: usize = 30;
/// Brackets over one another.
const MAX_LANES: usize = 4;
/// The width of the names.
const NAMES: f64 = 320.0;
/// The width of the sums.
const SUMS: f64 = 80.0;
/// The height of a row.
const ROW: f64 = 28.0;
/// The height of a lane of brackets.
const LANE: f64 = 10.0;

/// Draws clusters against articles, the clusters in the order in which they are sorted: a tile with the number of
/// mentions, a dash where an article leaves the cluster out. The first 60 clusters and 30 articles. O(60 · 30 log a + a)
/// for a articles.
pub fn draw(coverage: &Coverage, scope: &Scope) -> Picture {
    let articles: &[Article] = &coverage.articles;
    let shown = articles.len().min(MAX_ARTICLES);
    let column = match shown {
        0..=6 => 124.0,
        7..=12 => 100.0,
        _ => 92.0,
    };
    let width = 2.0 * MARGIN + NAMES + column * shown.max(2) as f64 + SUMS;
    let (rows, several) = (
        count(coverage.rows.len(), "cluster"),
        count(articles.len(), "article"),
    );
    let brackets = brackets(articles.get(..shown).unwrap_or_default());
    let mut description = format!(
        "{rows} in {several}, these in the order of publication. A tile has the number of mentions; a dash means that \
         the article does not mention it."
    );
    if !brackets.is_empty() {
        description.push_str(" Brackets join articles that print one account.");
    }
    let mut draft = Draft::new("What each article mentions", &description, width);
    let left = MARGIN + NAMES;
    for bracket in &brackets {
        draw_bracket(&mut draft, bracket, left, column);
    }
    let lanes = brackets
        .iter()
        .map(|bracket| bracket.lane + 1)
        .max()
        .unwrap_or_default();
    draft.y += lanes as f64 * LANE + 12.0;
    let names = short_names(scope);
    let heads_of = articles.get(..shown).unwrap_or_default();
    heads(&mut draft, heads_of, &names, column, !brackets.is_empty());
    for row in coverage.rows.iter().take(MAX_ROWS) {
        draw_row(&mut draft, row, shown, column);
    }
    draft.y += 10.0;
    if coverage.rows.is_empty() {
        draft.y += 10.0;
        draft.paragraph(
            MARGIN,
            "No cluster has a mention in these articles.",
            NAME,
            400.0,
            2,
        );
    }
    draft.left_out(
        MARGIN,
        &[
            (coverage.rows.len(), MAX_ROWS, "cluster"),
            (articles.len(), MAX_ARTICLES, "article"),
        ],
    );
    draft.finish()
}

fn heads(
    draft: &mut Draft,
    articles: &[Article],
    names: &[String],
    column: f64,
    has_reprints: bool,
) {
    let (top, room) = (draft.y, column - 10.0);
    draft.line(MARGIN, top + 32.0, "Cluster", SMALL, NAMES);
    for (at, article) in articles.iter().enumerate() {
        let x = MARGIN + NAMES + at as f64 * column;
        let name = names.get(at).map(String::as_str).unwrap_or_default();
        draft.line(x, top, name, STRONG, room);
        draft.line(
            x,
            top + 16.0,
            outlet(article),
            SMALL.in_paint(Paint::Soft),
            room,
        );
        draft.line(x, top + 32.0, &published(article), SMALL, room);
    }
    let right = draft.right();
    if has_reprints {
        draft.anchored(right, top + 16.0, "articles,", SMALL, SUMS, Anchor::End);
        draft.anchored(right, top + 32.0, "accounts", SMALL, SUMS, Anchor::End);
    } else {
        draft.anchored(right, top + 32.0, "articles", SMALL, SUMS, Anchor::End);
    }
    draft.y = top + 44.0;
    draft.rule(MARGIN, right, draft.y, Paint::Edge);
}

fn draw_row(draft: &mut Draft, row: &Row, shown: usize, column: f64) {
    let name = NAME.wrap(&row.name, NAMES - 36.0, 2);
    let more = name.len().saturating_sub(1) as f64 * NAME.line();
    let height = ROW + more;
    let middle = draft.y + height / 2.0;
    sign(draft, MARGIN, middle - more / 2.0, &row.layer);
    draft.lines(MARGIN + 20.0, middle - more / 2.0 + 4.5, name, NAME);
    let (edge, fill) = Paint::of_layer(&row.layer);
    for at in 0..shown {
        let x = MARGIN + NAMES + at as f64 * column;
        match row.cell(at) {
            Some(cell) => {
                let look = Look::filled(fill, edge);
                tile(
                    draft,
                    x,
                    middle - TILE / 2.0,
                    40.0,
                    &grouped(cell.mentions),
                    look,
                );
            }
            None => draft.straight(
                (x + 14.0, middle),
                (x + 26.0, middle),
                stroke(Paint::Edge, 1.0),
            ),
        }
    }
    let sums = if row.accounts == row.spread() {
        grouped(row.spread())
    } else {
        format!("{}, {}", grouped(row.spread()), grouped(row.accounts))
    };
    let right = draft.right();
    draft.anchored(
        right,
        middle + 4.5,
        &sums,
        SMALL.in_paint(Paint::Soft),
        SUMS,
        Anchor::End,
    );
    draft.y += height;
    draft.rule(MARGIN, right, draft.y, Paint::Line);
}

/// Articles that print one account.
struct Bracket {
    /// Their columns, ascending.
    columns: Vec<usize>,
    /// How far it is from the top.
    lane: usize,
}

/// Brackets that do not cross, those that begin first on top. O(a log a) for a articles.
fn brackets(articles: &[Article]) -> Vec<Bracket> {
    let mut accounts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        accounts.entry(article.account).or_default().push(at);
    }
    let mut several: Vec<Vec<usize>> = accounts.into_values().filter(|all| all.len() > 1).collect();
    several.sort();
    // The last column that each lane is taken up to.
    let mut lanes: Vec<usize> = Vec::new();
    let mut brackets = Vec::new();
    for columns in several {
        let (first, last) = (columns.first().copied(), columns.last().copied());
        let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
        let lane = lanes
            .iter()
            .position(|taken| *taken < first)
            .unwrap_or(lanes.len());
        // Rather over others than left out.
        let lane = lane.min(MAX_LANES - 1);
        lanes.resize(lanes.len().max(lane + 1), last);
        if let Some(taken) = lanes.get_mut(lane) {
            *taken = last.max(*taken);
        }
        brackets.push(Bracket { columns, lane });
    }
    brackets
}

fn draw_bracket(draft: &mut Draft, bracket: &Bracket, left: f64, column: f64) {
    let y = draft.y + bracket.lane as f64 * LANE;
    let x = |at: usize| left + at as f64 * column + 12.0;
    let (first, last) = (bracket.columns.first(), bracket.columns.last());
    if let Some((first, last)) = first.zip(last) {
        draft.straight((x(*first), y), (x(*last), y), stroke(Paint::Soft, 1.5));
    }
    for at in &bracket.columns {
        draft.straight(
            (x(*at), y),
            (x(*at), y + LANE - 3.0),
            stroke(Paint::Soft, 1.5),
        );
    }
}

#[cfg(test)]
mod tests;
