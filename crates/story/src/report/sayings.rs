//! Who said what, by source.

use super::block::{Block, Inline, heading, paragraph, quote, rest, strong};
use super::source::Sources;
use crate::attribution::{Form, Speaker};
use crate::sayings::{Cell, Sayings, Source, sayings};
use crate::scope::Scope;
use crate::words::count;

/// Sources that are listed.
const MAX_SOURCES: usize = 24;
/// Claims of a source.
const MAX_CLAIMS: usize = 12;
/// Articles of a claim.
const MAX_ARTICLES: usize = 4;

pub(super) fn blocks(scope: &Scope, sources: &Sources) -> Vec<Block> {
    let sayings = sayings(scope);
    let said = format!(
        "{} and {}; those who say the most come first.",
        count(sayings.sources.len(), "source"),
        count(sayings.claims.len(), "claim"),
    );
    let mut blocks = vec![heading(2, "Who said what"), paragraph(&said)];
    // In the order of the sources, then of the claims.
    let mut cells = sayings
        .cells
        .chunk_by(|one, other| one.source == other.source);
    for cells in cells.by_ref().take(MAX_SOURCES) {
        let source = cells
            .first()
            .and_then(|cell| sayings.sources.get(cell.source));
        if let Some(source) = source {
            of_source(&mut blocks, source, cells, &sayings, scope, sources);
        }
    }
    blocks.extend(rest(&[(sayings.sources.len(), MAX_SOURCES, "source")]));
    blocks
}

fn of_source(
    blocks: &mut Vec<Block>,
    source: &Source,
    cells: &[Cell],
    sayings: &Sayings,
    scope: &Scope,
    sources: &Sources,
) {
    let name = match source.speaker {
        Speaker::Writer => "No source: the article’s own voice",
        Speaker::Unknown => "Source not stated",
        _ => &source.name,
    };
    blocks.push(heading(3, name));
    let state = scope.state();
    let item = |cell: &Cell| {
        let name = sayings
            .claims
            .get(cell.claim)
            .map(|claim| claim.key.name(state));
        let first = cell
            .sayings
            .first()
            .and_then(|saying| state.annotation(&saying.claim));
        // A claim without a name is called by its words, which follow.
        let name = name.filter(|name| first.is_none_or(|mark| state.quote(mark) != *name));
        let mut item: Vec<Inline> = name
            .iter()
            .map(|name| strong(&format!("{}:", name.trim_end_matches('.'))))
            .collect();
        for saying in cell.sayings.iter().take(MAX_ARTICLES) {
            let mark = state.annotation(&saying.claim);
            item.extend(mark.map(|mark| quote(&state.quote(mark))));
            let form = match saying.attribution.form {
                Form::Stated => "",
                form => form.name(),
            };
            item.push(sources.cite(saying.article, &[form, &saying.attribution.certainty]));
        }
        let more = rest(&[(cell.sayings.len(), MAX_ARTICLES, "mention")]);
        if let Some(Block::Paragraph(more)) = more {
            item.extend(more);
        }
        item
    };
    blocks.push(Block::List(
        cells.iter().take(MAX_CLAIMS).map(item).collect(),
    ));
    blocks.extend(rest(&[(cells.len(), MAX_CLAIMS, "claim")]));
}
