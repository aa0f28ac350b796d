//! The picture of who said what: sources against claims.

use super::draft::{Draft, MARGIN, NAME, SMALL, Style};
use super::marks::{Look, TILE, tile, tile_width};
use super::{Paint, Picture};
use crate::attribution::{Form, Speaker};
use crate::sayings::{Cell, Sayings, Source};
use crate::scope::Scope;
use crate::words::{count, grouped, short_names};
use std::cmp::Reverse;

/// Sources that are drawn.
const MAX_SOURCES: usize = 40;
/// Claims that are drawn.
const MAX_CLAIMS: usize = 14;
/// Tiles of a cell.
const MAX_TILES: usize = 8;
/// The width of the names.
const NAMES: f64 = 230.0;
/// The width of a claim.
const COLUMN: f64 = 112.0;
/// The space between two tiles.
const GAP: f64 = 4.0;

/// The forms, with their words in the legend.
const FORMS: [(Form, &str); 5] = [
    (Form::Direct, "in its words"),
    (Form::Mixed, "partly in its words"),
    (Form::Indirect, "in other words"),
    (Form::Stated, "the article’s own voice"),
    (Form::Unknown, "not stated how"),
];

/// Draws sources against claims: a tile for each article that has the source say the claim, whose fill tells in which form. The
/// 14 claims that the most articles have, in the order of publication, and of those who say them the first 40. O(c log c
/// + 14 s log n) for c claims, s sources and n cells.
pub fn draw(sayings: &Sayings, scope: &Scope) -> Picture {
    let mut claims: Vec<usize> = (0..sayings.claims.len()).collect();
    // Stable: of equal ones the first in the order of publication.
    claims.sort_by_key(|at| Reverse(sayings.claims.get(*at).map(|claim| claim.articles)));
    claims.truncate(MAX_CLAIMS);
    claims.sort_unstable();
    let says = |source: usize| {
        claims
            .iter()
            .any(|claim| sayings.cell(source, *claim).is_some())
    };
    let speaking: Vec<usize> = (0..sayings.sources.len())
        .filter(|source| says(*source))
        .collect();
    let width = 2.0 * MARGIN + NAMES + COLUMN * claims.len().max(4) as f64;
    let description = format!(
        "{} and {}. Each tile is an article that has the source say the claim; its form shows how.",
        count(sayings.sources.len(), "source"),
        count(sayings.claims.len(), "claim"),
    );
    let mut draft = Draft::new("Who said what", &description, width);
    legend(&mut draft);
    heads(&mut draft, sayings, scope, &claims);
    let names = short_names(scope);
    for at in speaking.iter().take(MAX_SOURCES) {
        let cells = claims.iter().map(|claim| sayings.cell(*at, *claim));
        if let Some(source) = sayings.sources.get(*at) {
            row(&mut draft, source, &cells.collect::<Vec<_>>(), &names);
        }
    }
    draft.y += 10.0;
    if sayings.claims.is_empty() {
        draft.y += 10.0;
        draft.paragraph(
            MARGIN,
            "No claim is marked in these articles.",
            NAME,
            400.0,
            2,
        );
    }
    let shown = speaking.len().min(MAX_SOURCES);
    draft.left_out(
        MARGIN,
        &[
            (sayings.claims.len(), MAX_CLAIMS, "claim"),
            (sayings.sources.len(), shown, "source"),
        ],
    );
    draft.finish()
}

/// How the tile of a form looks.
fn look(form: Form) -> Look {
    let plain = Look::filled(Paint::Paper, Paint::Ink);
    match form {
        Form::Direct => Look {
            fill: Paint::Ink,
            words: Paint::Paper,
            ..plain
        },
        Form::Mixed => Look {
            is_half: true,
            ..plain
        },
        Form::Indirect => plain,
        Form::Stated => Look {
            edge: Paint::Edge,
            is_dashed: true,
            ..plain
        },
        Form::Unknown => Look::filled(Paint::Tint, Paint::Line),
    }
}

fn legend(draft: &mut Draft) {
    let mut x = MARGIN;
    for (form, words) in FORMS {
        tile(draft, x, draft.y - 14.0, 28.0, "", look(form));
        x += 34.0;
        let style = SMALL.in_paint(Paint::Soft);
        draft.line(x, draft.y, words, style, 200.0);
        x += style.width(words) + 18.0;
        if x > draft.right() - 160.0 {
            x = MARGIN;
            draft.y += 26.0;
        }
    }
    draft.y += if x > MARGIN { 32.0 } else { 6.0 };
}

fn heads(draft: &mut Draft, sayings: &Sayings, scope: &Scope, claims: &[usize]) {
    let style = SMALL.in_paint(Paint::Ink);
    let names = claims.iter().map(|at| {
        let claim = sayings.claims.get(*at);
        let name = claim.map(|claim| claim.key.name(scope.state()));
        style.wrap(&name.unwrap_or_default(), COLUMN - 12.0, 5)
    });
    let names: Vec<_> = names.collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or_default().max(1);
    let bottom = draft.y + (lines - 1) as f64 * style.line();
    draft.line(MARGIN, bottom, "Source", SMALL, NAMES);
    for (at, name) in names.into_iter().enumerate() {
        let x = MARGIN + NAMES + at as f64 * COLUMN;
        // On a common base line.
        let top = bottom - name.len().saturating_sub(1) as f64 * style.line();
        draft.lines(x, top, name, style);
    }
    draft.y = bottom + 12.0;
    draft.rule(MARGIN, draft.right(), draft.y, Paint::Edge);
}

fn row(draft: &mut Draft, source: &Source, cells: &[Option<&Cell>], names: &[String]) {
    let tiles: Vec<Vec<(f64, String, Look)>> = cells
        .iter()
        .map(|cell| cell.map(|cell| tiles(cell, names)).unwrap_or_default())
        .collect();
    let (name, style) = match source.speaker {
        Speaker::Writer => ("No source: the article’s own voice", quiet()),
        Speaker::Unknown => ("Source not stated", quiet()),
        _ => (source.name.as_str(), NAME),
    };
    let name = style.wrap(name, NAMES - 20.0, 2);
    let named = name.len().max(1) as f64 * style.line() + 10.0;
    let top = draft.y;
    let mut bottom = top + named.max(TILE + 10.0);
    draft.lines(MARGIN, top + 18.0, name, style);
    for (at, tiles) in tiles.into_iter().enumerate() {
        let left = MARGIN + NAMES + at as f64 * COLUMN;
        let (mut x, mut y) = (left, top + 6.0);
        for (width, words, look) in tiles {
            if x > left && x + width > left + COLUMN - 8.0 {
                (x, y) = (left, y + TILE + GAP);
            }
            tile(draft, x, y, width, &words, look);
            x += width + GAP;
        }
        bottom = bottom.max(y + TILE + 6.0);
    }
    draft.y = bottom;
    draft.rule(MARGIN, draft.right(), draft.y, Paint::Line);
}

fn quiet() -> Style {
    NAME.in_paint(Paint::Quiet)
}

/// A tile for each article and form of a cell, with its width and words; the last one says how many more there are.
fn tiles(cell: &Cell, names: &[String]) -> Vec<(f64, String, Look)> {
    let mut sayings: Vec<(usize, Form)> = cell
        .sayings
        .iter()
        .map(|saying| (saying.article, saying.attribution.form))
        .collect();
    sayings.dedup();
    let shown = if sayings.len() > MAX_TILES {
        MAX_TILES - 1
    } else {
        MAX_TILES
    };
    let mut tiles: Vec<(f64, String, Look)> = Vec::new();
    for (article, form) in sayings.iter().take(shown) {
        let name = names.get(*article).cloned().unwrap_or_default();
        tiles.push((tile_width(&name).min(COLUMN - 12.0), name, look(*form)));
    }
    if sayings.len() > shown {
        let more = format!("+{}", grouped(sayings.len() - shown));
        let plain = Look::filled(Paint::Paper, Paint::Paper);
        tiles.push((tile_width(&more), more, plain));
    }
    tiles
}

#[cfg(test)]
mod tests;
