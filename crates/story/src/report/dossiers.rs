//! Dossiers of what most articles mention.

use super::block::{Block, Inline, heading, paragraph, quote, rest, strong, text};
use super::source::Sources;
use crate::coverage::Coverage;
use crate::dossier::{Dossier, Statement, dossier};
use crate::scope::Scope;
use crate::words::{attributed, count, grouped, when};

/// Dossiers that are written.
const MAX_DOSSIERS: usize = 6;
/// Things of a kind in a dossier.
const MAX_ITEMS: usize = 8;

pub(super) fn blocks(coverage: &Coverage, scope: &Scope, sources: &Sources) -> Vec<Block> {
    let shown = coverage.rows.len().min(MAX_DOSSIERS);
    let said = format!(
        "{} of {}: those that the most articles mention.",
        grouped(shown),
        count(coverage.rows.len(), "cluster"),
    );
    let mut blocks = vec![heading(2, "Dossiers"), paragraph(&said)];
    let rows = coverage.rows.iter().take(MAX_DOSSIERS);
    for dossier in rows.filter_map(|row| dossier(scope, &row.cluster)) {
        of_cluster(&mut blocks, &dossier, scope, sources);
    }
    blocks
}

fn of_cluster(blocks: &mut Vec<Block>, dossier: &Dossier, scope: &Scope, sources: &Sources) {
    blocks.push(heading(3, &dossier.name));
    let names = dossier.names.iter().map(|name| {
        let times = format!(
            "{} in {}",
            count(name.mentions, "mention"),
            sources.listed(name.articles.iter().copied())
        );
        vec![quote(&name.words), text(&times)]
    });
    list(blocks, "Names", names, "name");
    let titles = dossier.titles.iter().map(|title| {
        let mut articles: Vec<usize> = title.marks.iter().map(|(article, _)| *article).collect();
        articles.dedup();
        vec![
            quote(&title.title),
            text(&format!("in {}", sources.listed(articles))),
        ]
    });
    list(blocks, "Titles", titles, "title");
    let statement = |it: &Statement| {
        let by = attributed(scope.state(), &it.attribution);
        vec![quote(&it.words), sources.cite(it.article, &[&by])]
    };
    list(
        blocks,
        "Said by it",
        dossier.said.iter().map(statement),
        "claim",
    );
    list(
        blocks,
        "Said about it",
        dossier.said_of.iter().map(statement),
        "claim",
    );
    let events = dossier.events.iter().map(|part| {
        let when = part
            .when
            .map_or_else(|| "no date".to_owned(), |(days, _)| when(&days));
        let cite = sources.cite(part.article, &[&part.realis]);
        vec![
            strong(&when),
            text(&format!("{} of", part.role)),
            quote(&part.words),
            cite,
        ]
    });
    list(blocks, "Roles in events", events, "role");
}

/// A list under a title, if there is anything in it.
fn list(
    blocks: &mut Vec<Block>,
    title: &str,
    items: impl ExactSizeIterator<Item = Vec<Inline>>,
    one: &str,
) {
    let many = items.len();
    if many > 0 {
        blocks.push(Block::Paragraph(vec![strong(title)]));
        blocks.push(Block::List(items.take(MAX_ITEMS).collect()));
        blocks.extend(rest(&[(many, MAX_ITEMS, one)]));
    }
}
