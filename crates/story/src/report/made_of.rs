//! What a report is made of, and what is missing.

use super::block::{Block, Table, heading, paragraph, rest, text};
use super::source::Sources;
use crate::filter::Filter;
use crate::overview::{Overview, Progress, Share};
use crate::scope::Scope;
use crate::tensions::Tensions;
use crate::timeline::Timeline;
use crate::words::{count, day, grouped, outlet, published};
use postil_core::state::State;
use std::collections::BTreeSet;

/// Articles that are listed.
const MAX_ARTICLES: usize = 200;
/// Values of a filter that are named.
const MAX_NAMED: usize = 12;

pub(super) fn blocks(
    scope: &Scope,
    overview: &Overview,
    timeline: &Timeline,
    tensions: &Tensions,
    sources: &Sources,
) -> Vec<Block> {
    let state = scope.state();
    let marks = overview
        .counts
        .iter()
        .flat_map(|count| count.articles.values());
    let facts = format!(
        "{} with {}. The whole project has {}, {} and {}.",
        count(scope.articles().len(), "article"),
        count(marks.sum(), "mark"),
        count(state.annotation_count(), "mark"),
        count(state.clusters().count(), "cluster"),
        count(state.relations().count(), "relation"),
    );
    let mut blocks = vec![
        heading(2, "What it is made of"),
        paragraph(&facts),
        paragraph(&filtered(scope.filter(), state)),
    ];
    blocks.push(Block::Table(articles(overview, sources)));
    blocks.extend(rest(&[(overview.articles.len(), MAX_ARTICLES, "article")]));
    let missing = missing(scope, overview, timeline, tensions);
    blocks.push(heading(3, "What is missing"));
    if missing.is_empty() {
        blocks.push(paragraph("Nothing that this report asks for."));
    } else {
        blocks.push(Block::List(
            missing.iter().map(|words| vec![text(words)]).collect(),
        ));
    }
    blocks
}

fn articles(overview: &Overview, sources: &Sources) -> Table {
    let row = |(at, progress): (usize, &Progress)| {
        let article = &progress.article;
        let marks = overview
            .counts
            .iter()
            .filter_map(|count| count.articles.get(&at));
        vec![
            vec![text(sources.name(at))],
            vec![text(&article.title)],
            vec![text(outlet(article))],
            vec![text(&published(article))],
            vec![text(&grouped(marks.sum()))],
        ]
    };
    Table {
        head: ["Article", "Title", "Outlet", "Published", "Marks"]
            .map(str::to_owned)
            .to_vec(),
        numbers: 4,
        rows: overview
            .articles
            .iter()
            .enumerate()
            .take(MAX_ARTICLES)
            .map(row)
            .collect(),
    }
}

/// What a filter takes, in words.
fn filtered(filter: &Filter, state: &State) -> String {
    if *filter == Filter::default() {
        return "No filter: all articles and all marks.".to_owned();
    }
    let named = |names: &BTreeSet<String>, none: &str, name: &dyn Fn(&str) -> String| {
        let words = names.iter().take(MAX_NAMED).map(|id| match id.as_str() {
            "" => none.to_owned(),
            id => name(id),
        });
        let words: Vec<String> = words.collect();
        let more = match names.len().saturating_sub(MAX_NAMED) {
            0 => String::new(),
            more => format!(" and {} more", grouped(more)),
        };
        format!("{}{more}", words.join(", "))
    };
    let as_is = |name: &str| name.to_owned();
    let annotator = |id: &str| {
        let mut annotators = state.header().annotators.iter();
        let found = annotators.find(|annotator| annotator.id == id && !annotator.name.is_empty());
        found.map_or_else(|| id.to_owned(), |annotator| annotator.name.clone())
    };
    let mut parts = Vec::new();
    if !filter.layers.is_empty() {
        parts.push(format!("layers: {}", named(&filter.layers, "none", &as_is)));
    }
    if !filter.labels.is_empty() {
        parts.push(format!("labels: {}", named(&filter.labels, "none", &as_is)));
    }
    if !filter.outlets.is_empty() {
        parts.push(format!(
            "outlets: {}",
            named(&filter.outlets, "none stated", &as_is)
        ));
    }
    match (filter.from, filter.to) {
        (Some(from), Some(to)) => {
            parts.push(format!("published from {} to {}", day(from), day(to)))
        }
        (Some(from), None) => parts.push(format!("published from {} on", day(from))),
        (None, Some(to)) => parts.push(format!("published up to {}", day(to))),
        (None, None) => {}
    }
    if !filter.annotators.is_empty() {
        parts.push(format!(
            "marks of: {}",
            named(&filter.annotators, "nobody named", &annotator)
        ));
    }
    format!("Filtered. {}.", parts.join("; "))
}

/// What articles and marks lack of what the views ask for.
fn missing(
    scope: &Scope,
    overview: &Overview,
    timeline: &Timeline,
    tensions: &Tensions,
) -> Vec<String> {
    let lacks = |share: fn(&Progress) -> Share| -> usize {
        let shares = overview.articles.iter().map(share);
        shares
            .map(|share| share.all.saturating_sub(share.have))
            .sum()
    };
    let articles = |lacks: fn(&crate::scope::Article) -> bool| {
        scope
            .articles()
            .iter()
            .filter(|article| lacks(article))
            .count()
    };
    let open = tensions
        .pairs
        .iter()
        .filter(|pair| pair.settled.is_none())
        .count();
    let has = |many: usize, one: &str, singular: &str, plural: &str| {
        let verb = if many == 1 { singular } else { plural };
        (many > 0).then(|| format!("{} {verb}.", count(many, one)))
    };
    [
        has(
            articles(|article| article.published.is_none()),
            "article",
            "has no date of publication",
            "have no date of publication",
        ),
        has(
            articles(|article| article.outlet.trim().is_empty()),
            "article",
            "has no outlet",
            "have no outlet",
        ),
        has(
            lacks(|progress| progress.marked),
            "paragraph",
            "has no mark",
            "have no marks",
        ),
        has(
            lacks(|progress| progress.linked),
            "mark",
            "is in no cluster and in no relation",
            "are in no cluster and in no relation",
        ),
        has(
            lacks(|progress| progress.sourced),
            "claim",
            "has no source",
            "have no source",
        ),
        has(
            timeline.undated.len(),
            "event",
            "has no date",
            "have no date",
        ),
        has(
            open,
            "pair",
            "of claims that may differ is not settled",
            "of claims that may differ are not settled",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
