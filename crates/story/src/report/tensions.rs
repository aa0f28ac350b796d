//! Tensions, with what became of them.

use super::block::{Block, Inline, heading, paragraph, quote, rest, strong, text};
use super::source::Sources;
use crate::scope::Scope;
use crate::tensions::{Side, Tension, Tensions};
use crate::words::{count, grouped, of_event, outcome, reason};

/// Pairs that are listed.
const MAX_PAIRS: usize = 60;

pub(super) fn blocks(tensions: &Tensions, scope: &Scope, sources: &Sources) -> Vec<Block> {
    let settled = tensions
        .pairs
        .iter()
        .filter(|pair| pair.settled.is_some())
        .count();
    let said = format!(
        "{} of claims that differ: {} settled by a person, {} proposed by a program.",
        count(tensions.pairs.len(), "pair"),
        grouped(settled),
        grouped(tensions.pairs.len() - settled),
    );
    let mut blocks = vec![heading(2, "Tensions"), paragraph(&said)];
    for (at, pair) in tensions.pairs.iter().take(MAX_PAIRS).enumerate() {
        let title = format!("Pair {}, {}", at + 1, outcome(pair.settled.as_ref()));
        blocks.push(heading(3, &title));
        blocks.push(Block::List(items(pair, scope, sources)));
    }
    blocks.extend(rest(&[(tensions.pairs.len(), MAX_PAIRS, "pair")]));
    blocks
}

fn items(pair: &Tension, scope: &Scope, sources: &Sources) -> Vec<Vec<Inline>> {
    let state = scope.state();
    let side = |side: &Side| {
        let mark = state.annotation(&side.claim);
        let words = mark.map(|mark| quote(&state.quote(mark)));
        let cite = sources.cite(side.article, &[&of_event(side.when.as_ref())]);
        words.into_iter().chain([cite]).collect()
    };
    let mut items = vec![side(&pair.one), side(&pair.other)];
    for it in &pair.reasons {
        items.push(vec![strong("They differ in"), text(&reason(state, it))]);
    }
    let settled = pair.settled.as_ref();
    let relation = settled.and_then(|settled| state.relation(&settled.relation));
    if let Some(note) = relation
        .map(|relation| relation.note.trim())
        .filter(|note| !note.is_empty())
    {
        items.push(vec![strong("Note:"), text(note)]);
    }
    items
}
