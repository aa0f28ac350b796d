//! The picture of how articles word claims: a card for each wording, the words that differ underlined.

use super::draft::{Draft, MARGIN, NAME, SMALL, STRONG, WORDS, stroke};
use super::marks::sign;
use super::{Anchor, Paint, Picture, Run};
use crate::changes::{Change, Piece};
use crate::scope::{Article, Scope};
use crate::wording::{Mention, Wording, Wordings};
use crate::words::{and_more, attributed, count, outlet, published, short_names};
use postil_core::state::State;
use std::cmp::Reverse;

/// Claims that are drawn.
const MAX_CLAIMS: usize = 18;
/// Wordings of a claim.
const MAX_CARDS: usize = 5;
/// Lines of a wording.
const MAX_LINES: usize = 8;
/// Claims side by side.
const COLUMNS: usize = 3;
/// The width of a claim.
const COLUMN: f64 = 400.0;
/// The space between two claims.
const GAP: f64 = 28.0;
/// The space inside of a card.
const PAD: f64 = 14.0;

/// Draws the claims that are worded at least twice, those with the most mentions, in the order of publication: the first 18
/// with five wordings each. Costs what [`Wordings::first_wordings`] does for these.
pub fn draw(wordings: &Wordings, scope: &Scope) -> Picture {
    let mut claims: Vec<usize> = (0..wordings.len()).collect();
    claims.sort_by_key(|at| Reverse(wordings.mentions(*at)));
    claims.truncate(MAX_CLAIMS);
    claims.sort_unstable();
    let width = 2.0 * MARGIN + COLUMNS as f64 * COLUMN + (COLUMNS - 1) as f64 * GAP;
    let description = format!(
        "{} worded at least twice, the wordings in the order of publication. What a wording has other than the first one is \
         underlined.",
        count(wordings.len(), "claim"),
    );
    let mut draft = Draft::new("Claims and their wordings", &description, width);
    draft.y += 6.0;
    let names = short_names(scope);
    let mut reached = [draft.y; COLUMNS];
    for at in claims {
        let Some(claim) = wordings.first_wordings(at, MAX_CARDS) else {
            continue;
        };
        // The first of the shortest columns.
        let shortest = reached.iter().copied().fold(f64::INFINITY, f64::min);
        let column = reached
            .iter()
            .position(|y| *y <= shortest)
            .unwrap_or_default();
        draft.y = shortest;
        let x = MARGIN + column as f64 * (COLUMN + GAP);
        draw_claim(&mut draft, x, &claim, scope, &names);
        if wordings.mentions(at) > MAX_CARDS {
            let more = and_more(wordings.mentions(at) - MAX_CARDS, "wording");
            draft.y += 6.0;
            draft.paragraph(x, &format!("… {more}"), SMALL, COLUMN, 1);
        }
        if let Some(y) = reached.get_mut(column) {
            *y = draft.y + 22.0;
        }
    }
    draft.y = reached.iter().copied().fold(0.0, f64::max);
    if wordings.is_empty() {
        draft.paragraph(
            MARGIN,
            "No claim is worded twice in these articles.",
            NAME,
            500.0,
            2,
        );
    }
    draft.left_out(MARGIN, &[(wordings.len(), MAX_CLAIMS, "claim")]);
    draft.finish()
}

fn draw_claim(draft: &mut Draft, x: f64, claim: &Wording, scope: &Scope, names: &[String]) {
    draft.rule(x, x + COLUMN, draft.y, Paint::Edge);
    draft.y += 22.0;
    sign(draft, x, draft.y - 4.0, "claim");
    draft.paragraph(x + 20.0, &claim.name, STRONG, COLUMN - 20.0, 3);
    for mention in &claim.mentions {
        let article = scope.articles().get(mention.article);
        let name = names
            .get(mention.article)
            .map(String::as_str)
            .unwrap_or_default();
        if let Some(article) = article {
            card(draft, x, mention, article, name, scope.state());
        }
    }
}

fn card(
    draft: &mut Draft,
    x: f64,
    mention: &Mention,
    article: &Article,
    name: &str,
    state: &State,
) {
    let room = COLUMN - 2.0 * PAD;
    let style = WORDS;
    let lines = style.wrap_runs(&runs(&mention.pieces), room, MAX_LINES);
    let mut foot = attributed(state, &mention.attribution);
    if !mention.hedges.is_empty() {
        foot.push_str(&format!(" · hedged: {}", mention.hedges.join(", ")));
    }
    let foot = SMALL.wrap(&foot, room, 2);
    let left_out = left_out(&mention.pieces);
    let left_out = if left_out.is_empty() {
        Vec::new()
    } else {
        SMALL.wrap(&format!("not here: {left_out}"), room, 2)
    };
    let small = (foot.len() + left_out.len()) as f64 * SMALL.line();
    let height = 32.0 + lines.len() as f64 * style.line() + small + 12.0;
    let top = draft.y;
    draft.rectangle(
        (x + 0.5, top),
        (COLUMN - 1.0, height),
        8.0,
        Some(Paint::Paper),
        Some(stroke(Paint::Line, 1.0)),
    );
    let left = x + PAD;
    let date = SMALL.cut(&published(article), room / 2.0);
    draft.anchored(
        x + COLUMN - PAD,
        top + 20.0,
        &date,
        SMALL,
        room / 2.0,
        Anchor::End,
    );
    let head = format!("{name} {}", outlet(article));
    draft.line(
        left,
        top + 20.0,
        &head,
        SMALL.in_paint(Paint::Soft),
        room - SMALL.width(&date) - 12.0,
    );
    let y = draft.lines(left, top + 42.0, lines, style);
    let y = draft.lines(left, y + 1.0, foot, SMALL);
    draft.lines(left, y, left_out, SMALL);
    draft.y = top + height + 8.0;
}

/// The words that an article has, those that differ underlined, without the space after them.
fn runs(pieces: &[Piece]) -> Vec<Run> {
    let mut runs = Vec::new();
    for piece in pieces.iter().filter(|piece| piece.change != Change::Remove) {
        let words = piece.words.trim_end();
        let space = piece.words.get(words.len()..).unwrap_or_default();
        let differs = piece.change == Change::Insert;
        for (words, differs) in [(words, differs), (space, false)] {
            if !words.is_empty() {
                runs.push(Run {
                    words: words.to_owned(),
                    is_bold: differs,
                    is_underlined: differs,
                });
            }
        }
    }
    runs
}

/// The words of the first wording that another one has not.
fn left_out(pieces: &[Piece]) -> String {
    let removed = pieces.iter().filter(|piece| piece.change == Change::Remove);
    let removed = removed.map(|piece| piece.words.trim());
    // Signs alone are not worth a line.
    let removed: Vec<&str> = removed
        .filter(|words| words.chars().any(char::is_alphanumeric))
        .collect();
    removed.join(" … ")
}

#[cfg(test)]
mod tests;
