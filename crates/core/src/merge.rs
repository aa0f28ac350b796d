//! Merges two copies of a project: equal records stay single, different ones are kept side by side
//! until a person settles them, and nothing is lost.
//!
//! As sets, a project is: for each document, annotation, relation and cluster the set of its
//! versions (the record itself and those in [`Header::unsettled`]), and for each annotation the set
//! of clusters claimed for it. Merging is the union of these sets, record by record, so it is
//! commutative, associative and idempotent. The version in force, the order of lists and the
//! project's name are not part of the sets: they come from the project merged into, then from the
//! other one.
//!
//! Records are the same if they have the same id and
//! - the same text, for documents: two texts under one id are two documents;
//! - the same author, for relations: two authors under one id have a record each;
//! - the same author and text, for annotations.
//!
//! Of different records with one id, the one with the least author and hash keeps it. The others
//! get an id derived from it, `id~author` or `id~first8ofhash`, wherever they are referred to. Two
//! versions of an annotation that differ only in when they were changed are one, with the later
//! time. The status of a document is the most advanced one.
//!
//! Annotations that lost their place in a revision are identified like annotations and kept
//! unchanged. An annotation that was reworded in one copy is so in the merged project.
//!
//! What was rejected in one copy is so in the merged project. Layers, labels, attributes, values and relation types are united by name, annotators by id,
//! guidelines by paragraph, versions of the codebook by number and time. Titles come from the project merged into. A record removed in one copy
//! and kept in the other is present again, because it looks like a record that the first copy never
//! had.

mod codebook;
mod memberships;
mod names;
#[cfg(test)]
mod tests;
mod versions;

use crate::edit::unite;
use crate::json::Json;
use crate::model::{
    Annotation, Cluster, Document, DocumentMeta, Project, REJECTED, Relation, Unsettled,
};
use memberships::Memberships;
use names::{Named, Names};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use versions::Kind;
pub(crate) use versions::Versioned;

/// The result of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Both projects together.
    pub project: Project,
    /// Whether a record of the project merged into has a new id.
    pub renamed: bool,
    /// What the other project added, to be shown to a person first.
    pub outlook: Outlook,
}

/// Counts of what the other project adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// New documents.
    pub documents: usize,
    /// New documents with another text than the document that had their id.
    pub revised: usize,
    /// New annotations.
    pub annotations: usize,
    /// New annotations whose id belonged to another author's annotation.
    pub beside: usize,
    /// Annotations without news.
    pub same: usize,
    /// Annotations with a new version to settle.
    pub differing: usize,
    /// New relations.
    pub relations: usize,
    /// New clusters.
    pub clusters: usize,
    /// Documents, relations, clusters and memberships with a new version to settle.
    pub others: usize,
    /// New annotations without a place in the text of their document.
    pub placements: usize,
}

/// Merges `other` into `one`. [`State::open`] must accept both, and accepts the result. O(n log n)
/// in both together, plus a comparison of all versions of each record with each other.
///
/// [`State::open`]: crate::state::State::open
pub fn merge(one: &Project, other: &Project) -> Merged {
    let names = Names::of([one, other]);
    let (first, second) = (names.copy(one), names.copy(other));
    let mut merging = Merging::default();
    merging.add(&first);
    merging.mark();
    let lost = merging.placements.len();
    merging.add(&second);
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
    let rejected = other.header.extra.get(REJECTED).and_then(Value::as_array);
    project
        .header
        .add_rejected(rejected.into_iter().flatten().cloned());
    let guidelines = &project.header.guidelines;
    project.codebook_versions = codebook::versions([one, other], &project.schema, guidelines);
    project.header.set_unsettled(unsettled);
    Merged {
        project,
        renamed: first.renamed,
        outlook,
    }
}

/// The union so far.
#[derive(Default)]
struct Merging {
    documents: Kind<DocumentMeta>,
    /// The texts of the documents, with their hashes.
    texts: Vec<(String, String)>,
    annotations: Kind<Annotation>,
    relations: Kind<Relation>,
    clusters: Kind<Cluster>,
    memberships: Memberships,
    /// Annotations without a place, by their JSON.
    placements: BTreeMap<String, Value>,
    /// Annotations whose words changed, by the JSON of the item.
    reworded: BTreeMap<String, Value>,
    /// Unsettled items in an unknown form.
    opaque: Vec<Value>,
}

impl Merging {
    /// Adds a project: its records first, then their versions.
    fn add(&mut self, named: &Named) {
        let project = &named.project;
        self.opaque.extend(named.opaque.iter().cloned());
        for document in &project.documents {
            let id = document.meta.id.as_str();
            if let Some(there) = self.documents.get_mut(id) {
                let status = &mut there.record.status;
                *status = document.meta.status.max(*status);
            }
            self.documents.add(&document.meta);
            if self.texts.len() < self.documents.known.len() {
                let text = (document.text.clone(), document.sha256.clone());
                self.texts.push(text);
            }
        }
        for annotation in &project.annotations {
            self.annotations.add(annotation);
        }
        for relation in &project.relations {
            self.relations.add(relation);
        }
        for cluster in &project.clusters {
            for member in &cluster.members {
                self.memberships.add(member, &cluster.id);
            }
            let mut cluster = cluster.clone();
            cluster.members = Vec::new();
            self.clusters.add(&cluster);
        }
        for item in &named.unsettled {
            match item {
                Unsettled::Annotation(version) => self.annotations.add(version),
                Unsettled::Relation(version) => self.relations.add(version),
                Unsettled::Cluster(version) => self.clusters.add(version),
                Unsettled::Document(version) => self.documents.add(version),
                Unsettled::Member {
                    annotation,
                    cluster,
                } => self.memberships.doubt(annotation, cluster),
                Unsettled::Placement(_) => {
                    let value = item.to_json();
                    self.placements.insert(value.to_string(), value);
                }
                Unsettled::Reworded(_) => {
                    let value = item.to_json();
                    self.reworded.insert(value.to_string(), value);
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

    /// Returns the records and the unsettled items about them.
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
        items.extend(self.reworded.into_values());
        items.extend(self.opaque);
        (project, items)
    }
}
