//! The other ends of the relations of an annotation.

use crate::desk::labels;
use crate::ui::sentence::tf;
use postil_core::model::{Annotation, AnnotationId, ClusterId, DocumentId, RelationId, Target};
use postil_core::state::State;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Relations that are looked at; others are counted.
const MOST_READ: usize = 5_000;
/// Mentions of a cluster that are looked at.
const MOST_MENTIONS: usize = 1_000;
/// Code points of words that are shown.
const WORDS_CHARS: usize = 40;
/// Types of relations that are named beside one end.
const MOST_NAMED: usize = 3;

/// The selected annotation with the other ends of its relations.
#[derive(Clone, Debug, PartialEq)]
pub struct Ends {
    /// The selected annotation.
    pub of: Mark,
    /// The other ends, in the order of the texts.
    pub others: Vec<Other>,
    /// Relations that were not looked at.
    pub left_out: usize,
}

/// An annotation with its place in the project.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The annotation.
    pub id: AnnotationId,
    /// Its document.
    pub document: DocumentId,
    /// From its first to its last code point.
    pub extent: Range<usize>,
}

/// The other end of one or more relations.
#[derive(Clone, Debug, PartialEq)]
pub struct Other {
    /// The annotation; for a cluster, its mention that is nearest.
    pub mark: Mark,
    /// The relations.
    pub relations: Vec<RelationId>,
}

impl Mark {
    /// That of an annotation.
    pub fn of(annotation: &Annotation) -> Self {
        Self {
            id: annotation.id.clone(),
            document: annotation.document.clone(),
            extent: annotation.extent(),
        }
    }

    /// Its words, in one line.
    pub fn words(&self, state: &State) -> String {
        let annotation = state.annotation(&self.id);
        annotation.map_or_else(String::new, |it| labels::snippet(state, it, WORDS_CHARS))
    }
}

impl Ends {
    /// Finds those of an annotation. Annotations of `hidden` layers are left out; `shown` documents are
    /// preferred for the mention of a cluster. O(k log k) for k relations, of which [`MOST_READ`] are read.
    pub fn find(
        state: &State,
        id: &AnnotationId,
        shown: &[DocumentId],
        hidden: &BTreeSet<String>,
    ) -> Option<Self> {
        let own = Mark::of(state.annotation(id)?);
        let mut relations = state.relations_of(id);
        let mut found: BTreeMap<AnnotationId, Other> = BTreeMap::new();
        for relation in relations.by_ref().take(MOST_READ) {
            let end = if relation.from == own.id {
                match &relation.to {
                    Target::Annotation(id) => Some(id),
                    Target::Cluster(id) => nearest_mention(state, id, &own, shown),
                }
            } else {
                Some(&relation.from)
            };
            let end = end.and_then(|id| state.annotation(id));
            let Some(end) = end.filter(|end| end.id != own.id && !hidden.contains(end.layer()))
            else {
                continue;
            };
            let other = found.entry(end.id.clone()).or_insert_with(|| Other {
                mark: Mark::of(end),
                relations: Vec::new(),
            });
            other.relations.push(relation.id.clone());
        }
        let mut others: Vec<Other> = found.into_values().collect();
        others.sort_by_cached_key(|other| {
            let mark = &other.mark;
            (state.document_index(&mark.document), mark.extent.start)
        });
        Some(Self {
            of: own,
            others,
            left_out: relations.count(),
        })
    }
}

/// The mention of a cluster that a line is drawn to: the nearest in the same document, else one in a
/// document that is shown, else the first.
fn nearest_mention<'a>(
    state: &'a State,
    cluster: &ClusterId,
    own: &Mark,
    shown: &[DocumentId],
) -> Option<&'a AnnotationId> {
    let members = state.cluster(cluster)?.members().iter();
    let marks = members.filter(|id| **id != own.id).take(MOST_MENTIONS);
    let marks = marks.filter_map(|id| Some((id, state.annotation(id)?)));
    let nearest = marks.min_by_key(|(_, mark)| {
        let away = match mark.document == own.document {
            true => mark.extent().start.abs_diff(own.extent.start),
            false => mark.extent().start,
        };
        let is_here = mark.document == own.document;
        (!is_here, !shown.contains(&mark.document), away)
    });
    nearest.map(|(id, _)| id)
}

impl Other {
    /// The types of the relations with their values; those that lead to the selected annotation have an
    /// arrow before them.
    pub fn title(&self, state: &State, of: &Mark) -> String {
        let mut titles: Vec<String> = Vec::new();
        for id in self.relations.iter().take(MOST_NAMED) {
            let Some(relation) = state.relation(id) else {
                continue;
            };
            let kind = state.schema().relation(&relation.kind);
            let title = labels::brief(kind.map_or(&relation.kind, |kind| &kind.title));
            let title = match relation.value.as_str() {
                "" => title,
                value => format!("{title}, {}", labels::brief(value)),
            };
            let arrives = relation.from != of.id && !kind.is_some_and(|kind| kind.symmetric);
            titles.push(if arrives {
                format!("← {title}")
            } else {
                title
            });
        }
        if self.relations.len() > MOST_NAMED {
            titles.push("…".to_owned());
        }
        titles.join(" · ")
    }

    /// The title with the words of the end, and its article where that is not `here`.
    pub fn in_words(&self, state: &State, of: &Mark, here: bool) -> String {
        let (title, words) = (self.title(state, of), self.mark.words(state));
        let document = state.document(&self.mark.document).filter(|_| !here);
        match document.map(labels::article_name) {
            Some(article) => tf!("{title}: {words} ({article})"),
            None => tf!("{title}: {words}"),
        }
    }

    /// Whether one of the relations leads from the selected annotation to this end.
    pub fn is_pointed_at(&self, state: &State, of: &Mark) -> bool {
        let mut relations = self.relations.iter().filter_map(|id| state.relation(id));
        relations.any(|relation| {
            let kind = state.schema().relation(&relation.kind);
            relation.from == of.id && !kind.is_some_and(|kind| kind.symmetric)
        })
    }
}
