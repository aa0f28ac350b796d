//! Claims with their wordings.

use super::block::{Block, changed, heading, paragraph, rest};
use super::source::Sources;
use crate::scope::Scope;
use crate::wording::Wordings;
use crate::words::{attributed, count};

/// Claims that are listed.
const MAX_CLAIMS: usize = 40;
/// Wordings of a claim.
const MAX_WORDINGS: usize = 8;

pub(super) fn blocks(scope: &Scope, sources: &Sources) -> Vec<Block> {
    let wordings = Wordings::new(scope);
    let said = format!(
        "{} worded at least twice. After the first wording, words that it has not are set off as inserted, and its words that \
         are gone as removed.",
        count(wordings.len(), "claim"),
    );
    let mut blocks = vec![heading(2, "Claims and their wordings"), paragraph(&said)];
    for at in 0..wordings.len().min(MAX_CLAIMS) {
        let Some(claim) = wordings.first_wordings(at, MAX_WORDINGS) else {
            continue;
        };
        blocks.push(heading(3, &claim.name));
        let items = claim.mentions.iter().map(|mention| {
            let hedges = match mention.hedges.as_slice() {
                [] => String::new(),
                hedges => format!("hedged: {}", hedges.join(", ")),
            };
            let by = attributed(scope.state(), &mention.attribution);
            vec![
                changed(&mention.pieces),
                sources.cite(mention.article, &[&by, &hedges]),
            ]
        });
        blocks.push(Block::List(items.collect()));
        blocks.extend(rest(&[(wordings.mentions(at), MAX_WORDINGS, "wording")]));
    }
    blocks.extend(rest(&[(wordings.len(), MAX_CLAIMS, "claim")]));
    blocks
}
