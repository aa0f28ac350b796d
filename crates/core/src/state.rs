//! The open project: records with indexes for cheap queries.

mod apply;
mod check;
mod language;
mod open;
mod part;
mod refusal;
mod save;
mod slots;
#[cfg(test)]
pub(crate) mod tests;

pub use part::Part;
pub use refusal::{EditError, Flaw, RecordName, Refusal};

use crate::interval::{FragmentKey, Interval, IntervalIndex};
use crate::model::{
    Annotation, AnnotationId, Cluster, ClusterId, CodebookVersion, DocumentId, DocumentMeta,
    Header, Relation, RelationId, Schema, VersionKey, label_layer,
};
use crate::segments::Mark;
use crate::text::Text;
use foldhash::HashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The indexed records of one project. It changes only by `apply`, which [`Workspace`] calls.
///
/// Every annotation has a numbered slot. The indexes and the painter refer to slots, which have no
/// meaning outside this state.
///
/// [`Workspace`]: crate::workspace::Workspace
#[derive(Clone, Debug, Default)]
pub struct State {
    header: Header,
    schema: Schema,
    /// Sorted by key.
    versions: Vec<CodebookVersion>,
    documents: Vec<DocumentState>,
    /// The index of each document in `documents`.
    document_index: HashMap<DocumentId, usize>,
    slots: Vec<Option<Annotation>>,
    free: Vec<u32>,
    by_id: HashMap<AnnotationId, u32>,
    relations: BTreeMap<RelationId, Relation>,
    /// The relations at an annotation.
    touching: BTreeMap<AnnotationId, BTreeSet<RelationId>>,
    /// The relations that end at a cluster.
    ending: BTreeMap<ClusterId, BTreeSet<RelationId>>,
    clusters: BTreeMap<ClusterId, ClusterState>,
    cluster_of: BTreeMap<AnnotationId, ClusterId>,
    /// The clusters that have a cluster among their parts.
    part_of: BTreeMap<ClusterId, BTreeSet<ClusterId>>,
}

/// A document with indexes over its annotations.
#[derive(Clone, Debug)]
pub struct DocumentState {
    meta: DocumentMeta,
    text: Text,
    sha256: String,
    index: IntervalIndex,
    /// Slots by start, then longest first, then by id.
    order: Vec<u32>,
    /// The number of annotations with each label.
    counts: BTreeMap<String, usize>,
}

/// A cluster with its members.
#[derive(Clone, Debug)]
pub struct ClusterState {
    cluster: Cluster,
    members: BTreeSet<AnnotationId>,
}

impl State {
    /// The header of the project.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The schema of the project.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The log of the codebook, oldest version first.
    pub fn codebook_versions(&self) -> impl DoubleEndedIterator<Item = &CodebookVersion> {
        self.versions.iter()
    }

    /// The version of the codebook with that number and time. O(log n).
    pub fn codebook_version(&self, key: &VersionKey) -> Option<&CodebookVersion> {
        self.versions.get(self.version_at(key).ok()?)
    }

    /// The index of that version, else the one where it would be.
    fn version_at(&self, key: &VersionKey) -> Result<usize, usize> {
        let order = |version: &CodebookVersion| {
            let number = version.version.cmp(&key.version);
            number.then_with(|| version.time.cmp(&key.time))
        };
        self.versions.binary_search_by(order)
    }

    /// The documents, in the order of the rail.
    pub fn documents(&self) -> &[DocumentState] {
        &self.documents
    }

    /// The document with that id. O(1).
    pub fn document(&self, id: &DocumentId) -> Option<&DocumentState> {
        self.documents.get(self.document_index(id)?)
    }

    /// The index of a document in [`State::documents`]. O(1).
    pub fn document_index(&self, id: &DocumentId) -> Option<usize> {
        self.document_index.get(id).copied()
    }

    /// The number of annotations in the project.
    pub fn annotation_count(&self) -> usize {
        self.by_id.len()
    }

    /// All annotations, by document, then by position in the text.
    pub fn annotations(&self) -> impl Iterator<Item = &Annotation> {
        let slots = self.documents.iter().flat_map(|document| &document.order);
        slots.filter_map(|&slot| self.at(slot))
    }

    /// The annotation with that id. O(1).
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Annotation> {
        self.at(self.slot(id)?)
    }

    /// The slot of an annotation. O(1).
    pub fn slot(&self, id: &AnnotationId) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The annotation in a slot. O(1).
    pub fn at(&self, slot: u32) -> Option<&Annotation> {
        self.slots.get(slot as usize)?.as_ref()
    }

    /// All relations, by id.
    pub fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.relations.values()
    }

    /// The relation with that id. O(log n).
    pub fn relation(&self, id: &RelationId) -> Option<&Relation> {
        self.relations.get(id)
    }

    /// The relations that start or end at an annotation. O(log n + k).
    pub fn relations_of(&self, id: &AnnotationId) -> impl Iterator<Item = &Relation> {
        self.touching
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|id| self.relations.get(id))
    }

    /// All clusters, by id.
    pub fn clusters(&self) -> impl Iterator<Item = &ClusterState> {
        self.clusters.values()
    }

    /// The cluster with that id. O(log n).
    pub fn cluster(&self, id: &ClusterId) -> Option<&ClusterState> {
        self.clusters.get(id)
    }

    /// The cluster of an annotation. O(log n).
    pub fn cluster_of(&self, id: &AnnotationId) -> Option<&ClusterState> {
        self.clusters.get(self.cluster_of.get(id)?)
    }

    /// The clusters that have a cluster among their parts: the groups that it is in. O(log n + k).
    pub fn groups_of(&self, id: &ClusterId) -> impl Iterator<Item = &ClusterState> {
        let groups = self.part_of.get(id).into_iter().flatten();
        groups.filter_map(|id| self.clusters.get(id))
    }

    /// Whether a cluster of this id may have these parts: they exist, each is named once, and none of
    /// them is the cluster or has it among its parts, or theirs. O(clusters reached · log n).
    pub fn accepts_parts(&self, id: &ClusterId, parts: &[ClusterId]) -> bool {
        check::parts(self, id, parts).is_ok()
    }

    /// Whether `target` is among some clusters, their parts, the parts of these, and so on. O(clusters
    /// reached · log n).
    pub fn reaches(&self, from: &[ClusterId], target: &ClusterId) -> bool {
        // Of ids, not of references: one instance of the set less.
        let mut seen: BTreeSet<ClusterId> = BTreeSet::new();
        let mut next: Vec<&ClusterId> = from.iter().collect();
        while let Some(id) = next.pop() {
            if id == target {
                return true;
            }
            if let Some(cluster) = self.clusters.get(id).filter(|_| seen.insert(id.clone())) {
                next.extend(&cluster.cluster.parts);
            }
        }
        false
    }

    /// The relations that end at a cluster. O(log n + k).
    pub fn relations_to_cluster(&self, id: &ClusterId) -> impl Iterator<Item = &Relation> {
        self.ending
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|id| self.relations.get(id))
    }

    /// Whether this state accepts an annotation: its document exists, and its fragments lie in order
    /// in the text. O(fragments).
    pub fn accepts(&self, annotation: &Annotation) -> bool {
        let document = self.document(&annotation.document);
        document.is_some_and(|document| check::annotation(annotation, &document.text).is_ok())
    }

    /// The text of an annotation's fragments, joined by ` … `.
    pub fn quote(&self, annotation: &Annotation) -> String {
        let Some(document) = self.document(&annotation.document) else {
            return String::new();
        };
        let pieces: Vec<&str> = annotation
            .fragments
            .iter()
            .map(|fragment| document.text.slice(fragment.range()))
            .collect();
        pieces.join(" … ")
    }

    /// The index of a label's layer in the schema; unlisted layers share the index after the last.
    pub fn layer_number(&self, label: &str) -> u16 {
        let name = label_layer(label);
        let layers = &self.schema.layers;
        let index = layers.iter().position(|layer| layer.name == name);
        u16::try_from(index.unwrap_or(layers.len())).unwrap_or(u16::MAX)
    }

    /// The fragments that overlap a range of a document, for the segmenter. O(log n + k).
    pub fn marks_in(&self, document: &DocumentState, range: Range<usize>) -> Vec<Mark> {
        document
            .index
            .overlapping(to_u32(range))
            .filter_map(|interval| {
                Some(Mark {
                    start: interval.start,
                    end: interval.end,
                    key: interval.key,
                    layer: self.layer_number(&self.at(interval.key.annotation)?.label),
                })
            })
            .collect()
    }

    /// The annotations over an offset, smallest first, then by id: the order in which repeated
    /// clicks select them. O(log n + k log k).
    pub fn stack_at(&self, document: &DocumentState, offset: usize) -> Vec<u32> {
        let mut hits: Vec<_> = document
            .index
            .covering(u32::try_from(offset).unwrap_or(u32::MAX))
            .filter_map(|interval| {
                let slot = interval.key.annotation;
                Some((interval.end - interval.start, &self.at(slot)?.id, slot))
            })
            .collect();
        hits.sort_unstable();
        // The fragments of an annotation do not overlap, so each annotation occurs once.
        hits.into_iter().map(|(_, _, slot)| slot).collect()
    }

    /// The sort key of a document's annotations. Slots differ between sessions with the same
    /// project, so the id decides between equal extents.
    fn order_key(&self, slot: u32) -> Option<OrderKey<'_>> {
        self.at(slot).map(order_key)
    }
}

impl DocumentState {
    /// The metadata.
    pub fn meta(&self) -> &DocumentMeta {
        &self.meta
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// SHA-256 of the text, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The slots of its annotations by start, then longest first, then by id.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The index of a slot in [`DocumentState::order`]: how many annotations come before it. O(log
    /// n).
    pub fn rank(&self, state: &State, slot: u32) -> Option<usize> {
        let key = state.order_key(slot);
        let at = self
            .order
            .partition_point(|&other| state.order_key(other) < key);
        (self.order.get(at) == Some(&slot)).then_some(at)
    }

    /// How many annotations start before an offset. O(log n).
    pub fn rank_of_offset(&self, state: &State, offset: usize) -> usize {
        self.order
            .partition_point(|&other| state.at(other).is_some_and(|a| a.extent().start < offset))
    }

    /// The number of annotations. What the page counts as marks, wherever it counts them, is this:
    /// each annotation once, in however many fragments, in boilerplate too, and in layers that are
    /// hidden.
    pub fn count(&self) -> usize {
        self.order.len()
    }

    /// The number of annotations with each label.
    pub fn counts(&self) -> &BTreeMap<String, usize> {
        &self.counts
    }

    /// The number of annotations in a layer. O(labels).
    pub fn layer_count(&self, layer: &str) -> usize {
        let of_layer = |label: &String| label_layer(label) == layer;
        let counted = self.counts.iter().filter(|(label, _)| of_layer(label));
        counted.map(|(_, count)| count).sum()
    }
}

impl ClusterState {
    /// The record, with an empty list of members.
    pub fn record(&self) -> &Cluster {
        &self.cluster
    }

    /// The mentions, by id.
    pub fn members(&self) -> &BTreeSet<AnnotationId> {
        &self.members
    }
}

type OrderKey<'a> = (usize, Reverse<usize>, &'a AnnotationId);

fn order_key(annotation: &Annotation) -> OrderKey<'_> {
    let extent = annotation.extent();
    (extent.start, Reverse(extent.end), &annotation.id)
}

/// Offsets in the index have 32 bits; longer texts cannot be opened.
fn to_u32(range: Range<usize>) -> Range<u32> {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    narrow(range.start)..narrow(range.end)
}

/// The intervals of the annotation in a slot.
fn intervals(slot: u32, annotation: &Annotation) -> impl Iterator<Item = Interval> {
    (0u32..)
        .zip(&annotation.fragments)
        .map(move |(fragment, piece)| {
            let Range { start, end } = to_u32(piece.range());
            Interval {
                start,
                end,
                key: FragmentKey {
                    annotation: slot,
                    fragment,
                },
            }
        })
}
