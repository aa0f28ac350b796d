//! How far the articles are marked, by whom, and where.

use crate::attribution::Form;
use crate::fields::{CLAIM, EVENT, is_in, text};
use crate::scope::{Article, Scope};
use postil_core::model::{Annotation, AnnotationId, Status, Target};
use postil_core::state::{DocumentState, State};
use std::collections::BTreeMap;

/// The stretches that a text is cut into to show where marks are.
pub const STRETCHES: usize = 48;

/// How far a project is.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// The articles, in the order of publication.
    pub articles: Vec<Progress>,
    /// The number of marks by label and annotator, marks in boilerplate included.
    pub counts: Vec<Count>,
}

/// How far an article is. Marks that touch boilerplate are left out, and so are lines that do.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The article.
    pub article: Article,
    /// What its annotator says.
    pub status: Status,
    /// The paragraphs with a mark, of those with text.
    pub marked: Share,
    /// The marks in a cluster or at an end of a relation, of all.
    pub linked: Share,
    /// The claims with a source, of all: a relation `said-by`, an attribute `source`, or the writer.
    pub sourced: Share,
    /// The events with a date, of all: an attribute `date` or a role `time`.
    pub dated: Share,
    /// The first marks that lack something.
    pub lacking: Lacking,
    /// Where its marks are.
    pub density: Vec<Stretch>,
}

/// The first marks of an article that lack something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    /// The first without a link.
    pub linked: Option<AnnotationId>,
    /// The first claim without a source.
    pub sourced: Option<AnnotationId>,
    /// The first event without a date.
    pub dated: Option<AnnotationId>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many have it.
    pub have: usize,
    /// How many there are.
    pub all: usize,
}

/// An equal part of a text, to a code point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The marks that begin in it, those in boilerplate included.
    pub marks: usize,
    /// Its code points.
    pub length: usize,
    /// How many of these are boilerplate.
    pub boilerplate: usize,
}

/// The number of marks of a label by an annotator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The label.
    pub label: String,
    /// The id of the annotator; empty if nobody is named.
    pub annotator: String,
    /// The number in each article that has one, by its index.
    pub articles: BTreeMap<usize, usize>,
}

impl Share {
    fn add(&mut self, has: bool) {
        self.all += 1;
        self.have += usize::from(has);
    }

    /// Counts a mark, and keeps it if it is the first that lacks this.
    fn count(&mut self, mark: &Annotation, has: bool, first: &mut Option<AnnotationId>) {
        self.add(has);
        if !has && first.is_none() {
            *first = Some(mark.id.clone());
        }
    }

    /// How many lack it.
    pub fn lacking(self) -> usize {
        self.all.saturating_sub(self.have)
    }

    /// From 0 to 1; 1 if there are none.
    pub fn value(self) -> f64 {
        if self.all == 0 {
            1.0
        } else {
            self.have as f64 / self.all as f64
        }
    }
}

/// Counts what a scope has. O(n log n + r) for n marks and the blocks of the texts, and r relations.
pub fn overview(scope: &Scope) -> Overview {
    let ties = Ties::of(scope.state());
    let mut counts: BTreeMap<(&str, &str), BTreeMap<usize, usize>> = BTreeMap::new();
    for (article, mark) in scope.marks() {
        let count = counts.entry((&mark.label, &mark.author)).or_default();
        *count.entry(article).or_default() += 1;
    }
    let articles = scope.articles().iter().zip(scope.documents());
    let articles = articles.map(|(article, document)| progress(scope, article, document, &ties));
    let counts = counts
        .into_iter()
        .map(|((label, annotator), articles)| Count {
            label: label.to_owned(),
            annotator: annotator.to_owned(),
            articles,
        });
    Overview {
        articles: articles.collect(),
        counts: counts.collect(),
    }
}

/// What relations say of the mark in each slot.
struct Ties {
    ties: Vec<Tie>,
}

#[derive(Clone, Copy, Default)]
struct Tie {
    /// It is at an end of one.
    is_linked: bool,
    /// It has a relation `said-by`.
    is_said: bool,
    /// It has a role `time`.
    is_timed: bool,
}

impl Ties {
    fn of(state: &State) -> Self {
        let mut ties = Self { ties: Vec::new() };
        for relation in state.relations() {
            if let Some(tie) = ties.at(state, &relation.from) {
                tie.is_linked = true;
                tie.is_said |= relation.kind == "said-by";
                tie.is_timed |= relation.kind == "role" && relation.value == "time";
            }
            if let Target::Annotation(to) = &relation.to
                && let Some(tie) = ties.at(state, to)
            {
                tie.is_linked = true;
            }
        }
        ties
    }

    fn at(&mut self, state: &State, mark: &AnnotationId) -> Option<&mut Tie> {
        let slot = state.slot(mark)? as usize;
        if self.ties.len() <= slot {
            self.ties.resize(slot + 1, Tie::default());
        }
        self.ties.get_mut(slot)
    }

    fn get(&self, state: &State, mark: &AnnotationId) -> Tie {
        let slot = state.slot(mark);
        let tie = slot.and_then(|slot| self.ties.get(slot as usize));
        tie.copied().unwrap_or_default()
    }
}

fn progress<'a>(
    scope: &Scope<'a>,
    article: &Article,
    document: &'a DocumentState,
    ties: &Ties,
) -> Progress {
    let meta = document.meta();
    let mut progress = Progress {
        article: article.clone(),
        status: meta.status,
        marked: Share::default(),
        linked: Share::default(),
        sourced: Share::default(),
        dated: Share::default(),
        lacking: Lacking::default(),
        density: stretches(document),
    };
    let length = document.text().len();
    let mut ranges = Vec::new();
    for mark in scope.marks_of(document) {
        let extent = mark.extent();
        let at = extent.start * STRETCHES / length.max(1);
        if let Some(stretch) = progress.density.get_mut(at) {
            stretch.marks += 1;
        }
        if mark
            .fragments
            .iter()
            .any(|fragment| meta.is_boilerplate(fragment.range()))
        {
            continue;
        }
        let tie = ties.get(scope.state(), &mark.id);
        let is_linked = tie.is_linked || scope.cluster_of(&mark.id).is_some();
        let lacking = &mut progress.lacking;
        progress.linked.count(mark, is_linked, &mut lacking.linked);
        if is_in(mark, CLAIM) {
            let is_sourced = is_sourced(mark, tie);
            progress
                .sourced
                .count(mark, is_sourced, &mut lacking.sourced);
        }
        if is_in(mark, EVENT) {
            let has_date = !text(mark, "date").is_empty() || tie.is_timed;
            progress.dated.count(mark, has_date, &mut lacking.dated);
        }
        ranges.extend(mark.fragments.iter().map(|fragment| fragment.range()));
    }
    ranges.sort_unstable_by_key(|range| range.start);
    progress.marked = paragraphs(document, &ranges);
    progress
}

fn is_sourced(claim: &Annotation, tie: Tie) -> bool {
    let is_stated = text(claim, "quoting") == Form::Stated.name();
    tie.is_said || is_stated || !text(claim, "source").trim().is_empty()
}

/// The paragraphs outside of boilerplate that have text, and those that some ranges, by their starts, touch.
fn paragraphs(document: &DocumentState, ranges: &[std::ops::Range<usize>]) -> Share {
    let mut share = Share::default();
    let (mut next, mut reached) = (0, 0);
    let blocks = document.text().blocks().as_slice();
    for pieces in blocks.chunk_by(|one, other| one.paragraph == other.paragraph) {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            continue;
        };
        while let Some(range) = ranges.get(next).filter(|range| range.start < last.end) {
            reached = reached.max(range.end);
            next += 1;
        }
        let range = first.start..last.end;
        let is_text = !document.text().slice(range.clone()).trim().is_empty();
        if is_text && !document.meta().is_boilerplate(range) {
            share.add(reached > first.start);
        }
    }
    share
}

/// The stretches of a text, with their boilerplate. O(b) for b ranges of that.
fn stretches(document: &DocumentState) -> Vec<Stretch> {
    let length = document.text().len();
    // A code point at `c` is in the stretch `c * STRETCHES / length`.
    let start = |at: usize| (at * length).div_ceil(STRETCHES);
    let boilerplate = &document.meta().boilerplate;
    let stretch = |at: usize| {
        let range = start(at)..start(at + 1);
        let first = boilerplate.partition_point(|span| span.end <= range.start);
        let spans = boilerplate
            .iter()
            .skip(first)
            .take_while(|span| span.start < range.end);
        let inside = spans.map(|span| span.end.min(range.end) - span.start.max(range.start));
        Stretch {
            marks: 0,
            length: range.len(),
            boilerplate: inside.sum(),
        }
    };
    (0..STRETCHES).map(stretch).collect()
}

impl Overview {
    /// The table of progress: a line for each article. O(n).
    pub fn rows(&self) -> Vec<Vec<String>> {
        let head = [
            "article",
            "title",
            "outlet",
            "published",
            "status",
            "paragraphs",
            "marked",
            "marks",
            "linked",
            "claims",
            "sourced",
            "events",
            "dated",
        ];
        let line = |it: &Progress| {
            let status = match it.status {
                Status::ToDo => "to do",
                Status::InProgress => "in progress",
                Status::Done => "done",
            };
            let article = &it.article;
            let mut line = vec![
                article.document.to_string(),
                article.title.clone(),
                article.outlet.clone(),
                article.date.clone(),
                status.to_owned(),
            ];
            for share in [it.marked, it.linked, it.sourced, it.dated] {
                line.push(share.all.to_string());
                line.push(share.have.to_string());
            }
            line
        };
        let head = head.into_iter().map(str::to_owned).collect();
        std::iter::once(head)
            .chain(self.articles.iter().map(line))
            .collect()
    }

    /// The table of counts: a line for each label and annotator, a column for each article. O(c a) for c lines and
    /// a articles.
    pub fn count_rows(&self) -> Vec<Vec<String>> {
        let names = ["label", "annotator", "marks"]
            .into_iter()
            .map(str::to_owned);
        let articles = self
            .articles
            .iter()
            .map(|it| it.article.document.to_string());
        let head = names.chain(articles).collect();
        let line = |count: &Count| {
            let marks: usize = count.articles.values().sum();
            let mut line = vec![
                count.label.clone(),
                count.annotator.clone(),
                marks.to_string(),
            ];
            let cells = (0..self.articles.len()).map(|at| count.articles.get(&at));
            line.extend(cells.map(|count| count.map(usize::to_string).unwrap_or_default()));
            line
        };
        std::iter::once(head)
            .chain(self.counts.iter().map(line))
            .collect()
    }
}

#[cfg(test)]
mod tests;
