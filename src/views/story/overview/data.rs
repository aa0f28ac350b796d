//! What the overview shows, as its tables have it.

use super::super::source::{Source, sources};
use crate::desk::labels;
use crate::ui::form_glyph::Look;
use crate::ui::sentence::{t, tf};
use postil_core::model::{AnnotationId, DocumentId, Schema, Status, label_layer};
use postil_story::overview::{Count, Overview, Progress, Share, Stretch, overview};
use postil_story::scope::Scope;
use postil_story::words;
use std::collections::BTreeMap;

/// Articles that have a column in the table of counts.
const MAX_COLUMNS: usize = 8;

/// Everything that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// The articles, in the order of publication.
    pub rows: Vec<Row>,
    /// How many of them are done.
    pub done: usize,
    /// How many marks there are.
    pub marks: usize,
    /// The most marks in one stretch of a text.
    pub most: usize,
    /// What is lacking, or that nothing is.
    pub lacks: Vec<Lack>,
    /// The table of counts, by label and annotator.
    pub counts: Vec<Line>,
    /// Whether marks are by several annotators.
    pub by_several: bool,
    /// The heads of the columns of counts; none if there are too many articles.
    pub columns: Vec<Source>,
}

/// An article.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The document.
    pub document: DocumentId,
    /// How it is called.
    pub source: Source,
    /// What its annotator says.
    pub status: Status,
    /// Shares of it with the words for what they are of, in the order of the columns.
    pub shares: [Share; 4],
    /// Where its marks are.
    pub density: Vec<Stretch>,
}

/// Something that marks lack, or that all have.
#[derive(Clone, Debug, PartialEq)]
pub struct Lack {
    /// What, in words.
    pub words: String,
    /// The first that lacks it; `None` if all have it.
    pub first: Option<AnnotationId>,
}

/// A line of the table of counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How the label looks.
    pub look: Option<Look>,
    /// Its title.
    pub title: String,
    /// The name of the annotator; empty if nobody is named.
    pub annotator: String,
    /// The number of marks.
    pub marks: usize,
    /// The number in each article that has a column.
    pub articles: Vec<usize>,
}

impl Data {
    /// Reads a scope. Costs what [`overview`] does, and O(l log l) for l lines of the table of counts.
    pub fn new(scope: &Scope) -> Self {
        let found = overview(scope);
        let sources = sources(scope);
        let is_done = |it: &&Progress| it.status == Status::Done;
        let stretches = found.articles.iter().flat_map(|it| &it.density);
        let most = stretches.map(|stretch| stretch.marks).max();
        let is_narrow = found.articles.len() <= MAX_COLUMNS;
        let mut annotators = found.counts.iter().map(|count| &count.annotator);
        let first = annotators.next();
        Self {
            done: found.articles.iter().filter(is_done).count(),
            marks: found
                .counts
                .iter()
                .flat_map(|it| it.articles.values())
                .sum(),
            most: most.unwrap_or_default(),
            lacks: lacks(&found),
            by_several: annotators.any(|annotator| Some(annotator) != first),
            columns: if is_narrow {
                sources.clone()
            } else {
                Vec::new()
            },
            counts: lines(scope, &found.counts, is_narrow),
            rows: found.articles.into_iter().zip(sources).map(row).collect(),
        }
    }
}

fn row((it, source): (Progress, Source)) -> Row {
    Row {
        document: it.article.document,
        source,
        status: it.status,
        shares: [it.marked, it.linked, it.sourced, it.dated],
        density: it.density,
    }
}

fn lacks(found: &Overview) -> Vec<Lack> {
    let sum = |share: fn(&Progress) -> Share| {
        let shares = found.articles.iter().map(share);
        shares.fold((0, 0), |(lacking, all), share| {
            (lacking + share.lacking(), all + share.all)
        })
    };
    let first = |first: fn(&Progress) -> &Option<AnnotationId>| {
        found.articles.iter().find_map(|it| first(it).clone())
    };
    let linked = (sum(|it| it.linked), first(|it| &it.lacking.linked));
    let sourced = (sum(|it| it.sourced), first(|it| &it.lacking.sourced));
    let dated = (sum(|it| it.dated), first(|it| &it.lacking.dated));
    let words = |(lacking, all): (usize, usize), some: fn(usize) -> String, none: &'static str| {
        (all > 0).then(|| match lacking {
            0 => none.to_owned(),
            many => some(many),
        })
    };
    let all = [
        (
            words(linked.0, unlinked, t!("Every mark is linked")),
            linked.1,
        ),
        (
            words(sourced.0, unsourced, t!("Every claim has a source")),
            sourced.1,
        ),
        (
            words(dated.0, undated, t!("Every event has a date")),
            dated.1,
        ),
    ];
    let all = all.into_iter().filter_map(|(words, first)| {
        Some(Lack {
            words: words?,
            first,
        })
    });
    all.collect()
}

fn unlinked(many: usize) -> String {
    match many {
        1 => t!("1 mark is not linked").to_owned(),
        _ => tf!("{} marks are not linked", words::grouped(many)),
    }
}

fn unsourced(many: usize) -> String {
    match many {
        1 => t!("1 claim has no source").to_owned(),
        _ => tf!("{} claims have no source", words::grouped(many)),
    }
}

fn undated(many: usize) -> String {
    match many {
        1 => t!("1 event has no date").to_owned(),
        _ => tf!("{} events have no date", words::grouped(many)),
    }
}

/// The counts in the order of the codebook; what that does not list comes last.
fn lines(scope: &Scope, counts: &[Count], is_narrow: bool) -> Vec<Line> {
    let state = scope.state();
    let schema = state.schema();
    let places = places(schema);
    let mut counts: Vec<&Count> = counts.iter().collect();
    counts.sort_by_key(|count| places.get(&count.label).copied().unwrap_or(usize::MAX));
    let known = state.header().annotators.iter();
    let names: BTreeMap<&str, &str> = known
        .map(|one| (one.id.as_str(), one.name.as_str()))
        .collect();
    let line = |count: &Count| {
        let look = schema.layer(label_layer(&count.label)).map(|layer| Look {
            color: schema.color(&count.label),
            ..Look::of(layer)
        });
        let name = names.get(count.annotator.as_str());
        let columns = if is_narrow { scope.articles().len() } else { 0 };
        let number = |at: usize| count.articles.get(&at).copied().unwrap_or_default();
        Line {
            look,
            title: labels::brief(schema.title(&count.label)),
            annotator: labels::brief(name.unwrap_or(&count.annotator.as_str())),
            marks: count.articles.values().sum(),
            articles: (0..columns).map(number).collect(),
        }
    };
    counts.into_iter().map(line).collect()
}

/// The place of each label in the codebook.
fn places(schema: &Schema) -> BTreeMap<String, usize> {
    let all = schema.layers.iter().flat_map(|layer| {
        let labels = layer.labels.iter();
        let labels = labels.map(|label| format!("{}.{}", layer.name, label.name));
        std::iter::once(layer.name.clone()).chain(labels)
    });
    all.enumerate().map(|(at, label)| (label, at)).collect()
}
