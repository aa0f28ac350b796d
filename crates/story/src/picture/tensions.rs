//! The picture of tensions: pairs of claims side by side, with both dates.

use super::draft::{Draft, MARGIN, NAME, SMALL, STRONG, WORDS, stroke};
use super::{Anchor, Paint, Picture};
use crate::scope::Scope;
use crate::tensions::{Outcome, Side, Tension, Tensions};
use crate::words::{count, grouped, of_event, outcome, outlet, published, reason, short_names};

/// Pairs that are drawn.
const MAX_PAIRS: usize = 30;
/// Lines of a claim.
const MAX_LINES: usize = 6;
/// The width of a claim.
const CARD: f64 = 440.0;
/// The width of what is between two claims.
const BETWEEN: f64 = 260.0;
/// The space inside of a card.
const PAD: f64 = 14.0;

/// Draws the pairs in their order, the first 30: both claims with their articles and dates, in what they differ, and how a
/// person has settled it. O(n) for the characters of these.
pub fn draw(tensions: &Tensions, scope: &Scope) -> Picture {
    let settled = tensions
        .pairs
        .iter()
        .filter(|pair| pair.settled.is_some())
        .count();
    let description = format!(
        "{} of claims that differ: {} settled by a person, {} proposed. On either side is when the article was published, \
         and when the event was.",
        count(tensions.pairs.len(), "pair"),
        grouped(settled),
        grouped(tensions.pairs.len() - settled),
    );
    let width = 2.0 * (MARGIN + CARD) + BETWEEN;
    let mut draft = Draft::new("Tensions", &description, width);
    draft.y += 2.0;
    let names = short_names(scope);
    for pair in tensions.pairs.iter().take(MAX_PAIRS) {
        draw_pair(&mut draft, pair, scope, &names);
    }
    if tensions.pairs.is_empty() {
        draft.paragraph(MARGIN, "No claims are known to differ.", NAME, 500.0, 2);
    }
    draft.left_out(MARGIN, &[(tensions.pairs.len(), MAX_PAIRS, "pair")]);
    draft.finish()
}

fn draw_pair(draft: &mut Draft, pair: &Tension, scope: &Scope, names: &[String]) {
    let top = draft.y;
    let middle = MARGIN + CARD + 16.0;
    let room = BETWEEN - 32.0;
    let is_none = pair
        .settled
        .as_ref()
        .is_some_and(|settled| matches!(settled.outcome, Outcome::Update | Outcome::OnlyApparent));
    let style = STRONG.in_paint(if is_none { Paint::Ink } else { Paint::Tension });
    let words = outcome(pair.settled.as_ref());
    let mut y = draft.lines(middle, top + 20.0, style.wrap(&words, room, 4), style);
    let style = SMALL.in_paint(Paint::Ink);
    for it in &pair.reasons {
        let words = reason(scope.state(), it);
        y = draft.lines(middle, y + 2.0, style.wrap(&words, room, 4), style);
    }
    let bottom = [(&pair.one, MARGIN), (&pair.other, MARGIN + CARD + BETWEEN)]
        .into_iter()
        .map(|(side, x)| draw_side(draft, side, x, top, scope, names))
        .fold(y, f64::max);
    draft.y = bottom + 6.0;
    let settled = pair.settled.as_ref();
    let relation = settled.and_then(|settled| scope.state().relation(&settled.relation));
    if let Some(note) = relation
        .map(|relation| relation.note.trim())
        .filter(|note| !note.is_empty())
    {
        draft.y += 12.0;
        let style = SMALL.in_paint(Paint::Soft);
        draft.paragraph(
            MARGIN + PAD,
            &format!("Note: {note}"),
            style,
            draft.inner() - 2.0 * PAD,
            4,
        );
    }
    draft.y += 4.0;
    draft.rule(MARGIN, draft.right(), draft.y, Paint::Line);
    draft.y += 18.0;
}

/// Draws a claim; where its card ends.
fn draw_side(
    draft: &mut Draft,
    side: &Side,
    x: f64,
    top: f64,
    scope: &Scope,
    names: &[String],
) -> f64 {
    let room = CARD - 2.0 * PAD;
    let state = scope.state();
    let words = state.annotation(&side.claim).map(|mark| state.quote(mark));
    let lines = WORDS.wrap(&words.unwrap_or_default(), room, MAX_LINES);
    let height = 32.0 + lines.len() as f64 * WORDS.line() + SMALL.line() + 12.0;
    draft.rectangle(
        (x, top),
        (CARD, height),
        8.0,
        Some(Paint::Paper),
        Some(stroke(Paint::Line, 1.0)),
    );
    if let Some(article) = scope.articles().get(side.article) {
        let date = SMALL.cut(&published(article), room / 2.0);
        draft.anchored(
            x + CARD - PAD,
            top + 20.0,
            &date,
            SMALL,
            room / 2.0,
            Anchor::End,
        );
        let name = names
            .get(side.article)
            .map(String::as_str)
            .unwrap_or_default();
        let head = format!("{name} {}", outlet(article));
        draft.line(
            x + PAD,
            top + 20.0,
            &head,
            SMALL.in_paint(Paint::Soft),
            room - SMALL.width(&date) - 12.0,
        );
    }
    let y = draft.lines(x + PAD, top + 42.0, lines, WORDS);
    draft.line(x + PAD, y + 2.0, &of_event(side.when.as_ref()), SMALL, room);
    top + height
}

#[cfg(test)]
mod tests;
