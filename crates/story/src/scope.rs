//! The articles and marks that a view is made of.

use crate::filter::Filter;
use crate::when::When;
use foldhash::HashMap;
use postil_core::model::{Annotation, AnnotationId, DocumentId};
use postil_core::state::{ClusterState, DocumentState, State};
use postil_propose::reprint::Reprints;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a filter takes of a project, the articles in the order of publication.
#[derive(Debug)]
pub struct Scope<'a> {
    state: &'a State,
    filter: &'a Filter,
    articles: Vec<Article>,
    documents: Vec<&'a DocumentState>,
    index: HashMap<&'a DocumentId, usize>,
    /// The clusters, in their order.
    clusters: Vec<&'a ClusterState>,
    members: Arc<Members>,
}

/// Which clusters the marks of a project are in. It takes longer than the rest of a [`Scope`], and is the same until the
/// project changes.
#[derive(Debug, PartialEq, Eq)]
pub struct Members {
    /// The number of the cluster of the mark in each slot, as far as there are such; [`NONE`] for none.
    clusters: Vec<u32>,
}

/// The number of no cluster.
const NONE: u32 = u32::MAX;

/// An article, as the head of a column or a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The document.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// Its outlet; empty if unknown.
    pub outlet: String,
    /// The date of publication as it is given; empty if unknown.
    pub date: String,
    /// The days on which it can have been published.
    pub published: Option<When>,
    /// The number of its account. Articles with one number print one text: see
    /// [`postil_propose::reprint::Account`].
    pub account: usize,
}

impl<'a> Scope<'a> {
    /// The articles and marks that a filter takes. Without reprints each article is an account of its own.
    /// O(d log d + m) for d documents
    /// and m mentions, and what [`Reprints::accounts`] costs.
    ///
    /// Articles are ordered by the first day on which they can have been published, then by the last one, then
    /// as in the project; those without a date come last.
    pub fn new(state: &'a State, filter: &'a Filter, reprints: Option<&Reprints>) -> Self {
        Self::with(state, filter, reprints, Arc::new(Members::of(state)))
    }

    /// As [`Scope::new`], with what is known of the very same state. O(d log d + c) for c clusters.
    pub fn with(
        state: &'a State,
        filter: &'a Filter,
        reprints: Option<&Reprints>,
        members: Arc<Members>,
    ) -> Self {
        let accounts = reprints.map(Reprints::accounts).unwrap_or_default();
        let mut account_of: BTreeMap<&DocumentId, usize> = BTreeMap::new();
        for (number, account) in accounts.iter().enumerate() {
            let members = account.members.iter();
            account_of.extend(members.map(|member| (&member.document, number)));
        }
        let all = state.documents().iter().enumerate();
        let taken = all.filter(|(_, document)| filter.takes_article(document.meta()));
        let mut taken: Vec<(&DocumentState, Article)> = taken
            .map(|(at, document)| {
                let meta = document.meta();
                let account = account_of.get(&meta.id).copied();
                let article = Article {
                    document: meta.id.clone(),
                    title: meta.title.clone(),
                    outlet: meta.outlet.clone(),
                    date: meta.published.date.clone(),
                    published: When::parse(&meta.published.date),
                    // Behind the numbers of the accounts.
                    account: account.unwrap_or(accounts.len() + at),
                };
                (document, article)
            })
            .collect();
        taken.sort_by(|(_, one), (_, other)| by_date(one.published, other.published));
        let (documents, articles): (Vec<_>, Vec<_>) = taken.into_iter().unzip();
        let index = documents.iter().enumerate();
        let index = index
            .map(|(at, document)| (&document.meta().id, at))
            .collect();
        Self {
            state,
            filter,
            articles,
            documents,
            index,
            clusters: state.clusters().collect(),
            members,
        }
    }

    /// The project.
    pub fn state(&self) -> &'a State {
        self.state
    }

    /// What it takes of the project.
    pub fn filter(&self) -> &'a Filter {
        self.filter
    }

    /// The articles, in the order of publication.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The documents of [`Scope::articles`].
    pub fn documents(&self) -> &[&'a DocumentState] {
        &self.documents
    }

    /// The index of a document in [`Scope::articles`], if the filter takes it. O(1).
    pub fn article(&self, document: &DocumentId) -> Option<usize> {
        self.index.get(document).copied()
    }

    /// The marks that the filter takes, each with the index of its article, in the order of publication, then
    /// of the text. O(n) for n marks.
    pub fn marks(&self) -> impl Iterator<Item = (usize, &'a Annotation)> + '_ {
        let documents = self.documents.iter().enumerate();
        documents
            .flat_map(move |(at, document)| self.marks_of(document).map(move |mark| (at, mark)))
    }

    /// The marks of a document that the filter takes, in the order of the text. O(n) for n marks of it.
    pub fn marks_of(
        &self,
        document: &'a DocumentState,
    ) -> impl Iterator<Item = &'a Annotation> + '_ {
        let marks = document.order().iter();
        let marks = marks.filter_map(|slot| self.state.at(*slot));
        marks.filter(|mark| self.filter.takes_mark(mark))
    }

    /// A mark with the index of its article, if the filter takes both. O(1).
    pub fn mark(&self, id: &AnnotationId) -> Option<(usize, &'a Annotation)> {
        self.article_of(id)
            .filter(|(_, mark)| self.filter.takes_mark(mark))
    }

    /// A mark with the index of its article, if the filter takes that, whatever it says of marks. O(1).
    pub fn article_of(&self, id: &AnnotationId) -> Option<(usize, &'a Annotation)> {
        let mark = self.state.annotation(id)?;
        Some((self.article(&mark.document)?, mark))
    }

    /// The cluster of a mark. O(1).
    pub fn cluster_of(&self, mark: &AnnotationId) -> Option<&'a ClusterState> {
        let slot = self.state.slot(mark)?;
        let number = self.members.clusters.get(slot as usize)?;
        self.clusters.get(*number as usize).copied()
    }

    /// How many accounts some articles are, given by their indexes. O(n log n).
    pub fn accounts(&self, articles: impl Iterator<Item = usize>) -> usize {
        let accounts = articles.filter_map(|at| self.articles.get(at));
        let mut accounts: Vec<usize> = accounts.map(|article| article.account).collect();
        accounts.sort_unstable();
        accounts.dedup();
        accounts.len()
    }
}

impl Members {
    /// Finds them. O(m) for m mentions.
    pub fn of(state: &State) -> Self {
        let mut clusters: Vec<u32> = Vec::new();
        for (number, cluster) in (0..).zip(state.clusters()) {
            for slot in cluster.members().iter().filter_map(|id| state.slot(id)) {
                let slot = slot as usize;
                if clusters.len() <= slot {
                    clusters.resize(slot + 1, NONE);
                }
                if let Some(place) = clusters.get_mut(slot) {
                    *place = number;
                }
            }
        }
        Self { clusters }
    }
}

/// Earlier first, what has no date last.
pub(crate) fn by_date(one: Option<When>, other: Option<When>) -> Ordering {
    let key = |when: Option<When>| (when.is_none(), when.map(|when| when.order()));
    key(one).cmp(&key(other))
}
