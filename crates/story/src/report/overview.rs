//! How far the articles are marked, as tables.

use super::block::{Block, Table, heading, rest, text};
use super::source::Sources;
use crate::overview::{Overview, Progress, Share};
use crate::scope::Scope;
use crate::words::grouped;
use postil_core::model::Status;

/// Articles that are listed.
const MAX_ARTICLES: usize = 200;
/// Lines of counts.
const MAX_COUNTS: usize = 60;

pub(super) fn blocks(overview: &Overview, scope: &Scope, sources: &Sources) -> Vec<Block> {
    let mut blocks = vec![
        heading(2, "How far the articles are marked"),
        Block::Table(progress(overview, sources)),
    ];
    blocks.extend(rest(&[(overview.articles.len(), MAX_ARTICLES, "article")]));
    if !overview.counts.is_empty() {
        blocks.push(heading(3, "Marks by label and annotator"));
        blocks.push(Block::Table(counts(overview, scope)));
        blocks.extend(rest(&[(overview.counts.len(), MAX_COUNTS, "line")]));
    }
    blocks
}

fn progress(overview: &Overview, sources: &Sources) -> Table {
    let share = |share: Share| {
        vec![text(&format!(
            "{} of {}",
            grouped(share.have),
            grouped(share.all)
        ))]
    };
    let row = |(at, it): (usize, &Progress)| {
        let status = match it.status {
            Status::ToDo => "to do",
            Status::InProgress => "in progress",
            Status::Done => "done",
        };
        vec![
            vec![text(sources.name(at))],
            vec![text(status)],
            share(it.marked),
            share(it.linked),
            share(it.sourced),
            share(it.dated),
        ]
    };
    let head = [
        "Article",
        "Status",
        "Paragraphs marked",
        "Marks linked",
        "Claims sourced",
        "Events dated",
    ];
    Table {
        head: head.map(str::to_owned).to_vec(),
        numbers: 2,
        rows: overview
            .articles
            .iter()
            .enumerate()
            .take(MAX_ARTICLES)
            .map(row)
            .collect(),
    }
}

fn counts(overview: &Overview, scope: &Scope) -> Table {
    let annotators = &scope.state().header().annotators;
    let rows = overview.counts.iter().take(MAX_COUNTS).map(|count| {
        let mut known = annotators.iter();
        let name = match known.find(|annotator| annotator.id == count.annotator) {
            Some(annotator) if !annotator.name.is_empty() => &annotator.name,
            _ if count.annotator.is_empty() => "nobody named",
            _ => &count.annotator,
        };
        let marks: usize = count.articles.values().sum();
        vec![
            vec![text(&count.label)],
            vec![text(name)],
            vec![text(&grouped(count.articles.len()))],
            vec![text(&grouped(marks))],
        ]
    });
    Table {
        head: ["Label", "Annotator", "Articles", "Marks"]
            .map(str::to_owned)
            .to_vec(),
        numbers: 2,
        rows: rows.collect(),
    }
}
