//! Merging two copies of one project: what is equal stays single, what differs is kept side by side
//! until it is settled, and nothing is lost.
//!
//! Seen as sets, a project is: for each document, annotation, relation and cluster the set of its
//! versions (the record itself and those in [`Header::unsettled`]), and for each annotation the set
//! of clusters that it is held to belong to. Merging unites these sets record by record, which makes
//! it commutative, associative and idempotent. Which version of a record is in force until it is
//! settled, the order of lists, and the project's name are not part of that: they are those of the
//! project that is merged into, and then those of the other.
//!
//! Records are the same by their id and by
//! - the text, for documents: two texts under one id are two documents;
//! - the author, for relations: two authors under one id have one record each;
//! - the author and the text, for annotations.
//!
//! Of records that only share an id, the one with the least author and hash keeps it and the others
//! get one made from it, `id~author` or `id~first8ofhash`, wherever they are referred to. Two versions
//! of an annotation that differ in nothing but when they were changed are one, changed last; a
//! document's status is the furthest.
//!
//! What lost its place when a text was revised is told like an annotation, and united as it stands.
//!
//! Layers, labels, attributes, values and relation types are united by name, annotators by id, the
//! guidelines by paragraph; how one of them is titled is told by the project merged into. What one
//! copy removed and the other kept is there again: nothing tells it from something that one copy
//! never had.

mod memberships;
mod names;
#[cfg(test)]
mod tests;
mod versions;

use crate::edit::unite;
use crate::json::Json;
use crate::model::{Annotation, Cluster, Document, DocumentMeta, Project, Relation, Unsettled};
use memberships::Memberships;
use names::{Named, Names};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use versions::Kind;
pub(crate) use versions::Versioned;

/// What came of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Both projects together.
    pub project: Project,
    /// Whether a record of the project that was merged into has another id now.
    pub renamed: bool,
    /// What came in, for whoever asks a person first.
    pub outlook: Outlook,
}

/// What the other project brings, in counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Documents that are new.
    pub documents: usize,
    /// Those of them that have another text than the document of that id that was here.
    pub revised: usize,
    /// Annotations that are new.
    pub annotations: usize,
    /// Those of them whose id an annotation of another author had here.
    pub beside: usize,
    /// Annotations that say nothing new.
    pub same: usize,
    /// Annotations of which another version is now to be settled.
    pub differing: usize,
    /// Relations that are new.
    pub relations: usize,
    /// Clusters that are new.
    pub clusters: usize,
    /// Documents, relations, clusters and memberships of which another version is now to be settled.
    pub others: usize,
    /// Annotations that have no place in their document's text, and are now to be given one.
    pub placements: usize,
}

/// Merges a project into another. Both must be such that [`State::open`] takes them; the result is
/// as well. O(n log n) in both together, but that all versions of one record are compared with each
/// other.
///
/// [`State::open`]: crate::state::State::open
pub fn merge(one: &Project, other: &Project) -> Merged {
    let names = Names::of([one, other]);
    let (first, second) = (names.copy(one), names.copy(other));
    let mut merging = Merging::default();
    merging.take(&first);
    merging.mark();
    let lost = merging.placements.len();
    merging.take(&second);
    let mut outlook = Outlook {
        documents: merging.documents.added(),
        annotations: merging.annotations.added(),
        differing: merging.annotations.grown(),
        relations: merging.relations.added(),
        clusters: merging.clusters.added(),
        others: merging.documents.grown()
            + merging.relations.grown()
            + merging.clusters.grown()
            + merging.memberships.grown(),
        placements: merging.placements.len() - lost,
        ..Outlook::default()
    };
    let new = other.annotations.len() - outlook.annotations;
    outlook.same = new.saturating_sub(outlook.differing);
    let there: HashSet<_> = one.documents.iter().map(|d| &d.meta.id).collect();
    let pairs = other.documents.iter().zip(&second.project.documents);
    outlook.revised = pairs
        .filter(|(was, is)| {
            there.contains(&was.meta.id) && merging.documents.is_added(is.meta.id.as_str())
        })
        .count();
    let there: HashSet<_> = one.annotations.iter().map(|a| &a.id).collect();
    let pairs = other.annotations.iter().zip(&second.project.annotations);
    outlook.beside = pairs
        .filter(|(was, is)| there.contains(&was.id) && merging.annotations.is_added(is.id.as_str()))
        .count();
    let (mut project, unsettled) = merging.finish();
    project.schema = unite::schema(&one.schema, &other.schema);
    project.header = unite::header(&one.header, &other.header);
    project.header.set_unsettled(unsettled);
    Merged {
        project,
        renamed: first.renamed,
        outlook,
    }
}

/// What was taken in so far.
#[derive(Default)]
struct Merging {
    documents: Kind<DocumentMeta>,
    /// The texts of the documents, with their hashes.
    texts: Vec<(String, String)>,
    annotations: Kind<Annotation>,
    relations: Kind<Relation>,
    clusters: Kind<Cluster>,
    memberships: Memberships,
    /// What has no place, by its JSON.
    placements: BTreeMap<String, Value>,
    /// What is unsettled in forms that are not known here.
    opaque: Vec<Value>,
}

impl Merging {
    /// Takes a project in: its records before the versions of any of them.
    fn take(&mut self, named: &Named) {
        let project = &named.project;
        self.opaque.extend(named.opaque.iter().cloned());
        for document in &project.documents {
            let id = document.meta.id.as_str();
            if let Some(there) = self.documents.get_mut(id) {
                let status = &mut there.record.status;
                *status = document.meta.status.max(*status);
            }
            self.documents.take(&document.meta);
            if self.texts.len() < self.documents.known.len() {
                let text = (document.text.clone(), document.sha256.clone());
                self.texts.push(text);
            }
        }
        for annotation in &project.annotations {
            self.annotations.take(annotation);
        }
        for relation in &project.relations {
            self.relations.take(relation);
        }
        for cluster in &project.clusters {
            for member in &cluster.members {
                self.memberships.take(member, &cluster.id);
            }
            let mut cluster = cluster.clone();
            cluster.members = Vec::new();
            self.clusters.take(&cluster);
        }
        for item in &named.unsettled {
            match item {
                Unsettled::Annotation(version) => self.annotations.take(version),
                Unsettled::Relation(version) => self.relations.take(version),
                Unsettled::Cluster(version) => self.clusters.take(version),
                Unsettled::Document(version) => self.documents.take(version),
                Unsettled::Member {
                    annotation,
                    cluster,
                } => self.memberships.doubt(annotation, cluster),
                Unsettled::Placement(_) => {
                    let value = item.to_json();
                    self.placements.insert(value.to_string(), value);
                }
            }
        }
    }

    fn mark(&mut self) {
        self.documents.mark();
        self.annotations.mark();
        self.relations.mark();
        self.clusters.mark();
        self.memberships.mark();
    }

    /// The records, and what is unsettled about them.
    fn finish(self) -> (Project, Vec<Value>) {
        let mut project = Project::default();
        let mut unsettled = Vec::new();
        for (known, (text, sha256)) in self.documents.known.into_iter().zip(self.texts) {
            let versions = known.versions.into_iter().map(Box::new);
            unsettled.extend(versions.map(Unsettled::Document));
            project.documents.push(Document {
                meta: known.record,
                text,
                sha256,
            });
        }
        for known in self.annotations.known {
            let versions = known.versions.into_iter().map(Box::new);
            unsettled.extend(versions.map(Unsettled::Annotation));
            project.annotations.push(known.record);
        }
        for known in self.relations.known {
            let versions = known.versions.into_iter().map(Box::new);
            unsettled.extend(versions.map(Unsettled::Relation));
            project.relations.push(known.record);
        }
        for known in self.clusters.known {
            let versions = known.versions.into_iter().map(Box::new);
            unsettled.extend(versions.map(Unsettled::Cluster));
            project.clusters.push(known.record);
        }
        self.memberships.finish(&mut project, &mut unsettled);
        let mut items: Vec<Value> = unsettled.iter().map(Json::to_json).collect();
        items.extend(self.placements.into_values());
        items.extend(self.opaque);
        (project, items)
    }
}
