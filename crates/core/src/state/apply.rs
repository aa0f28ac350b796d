//! Applying a transaction: checked, all or nothing, and answered with its inverse.

use super::{ClusterState, DocumentState, State, intervals};
use crate::change::{Change, TouchedAnnotation};
use crate::interval::IntervalIndex;
use crate::model::{
    Annotation, AnnotationId, Cluster, ClusterId, Document, DocumentId, DocumentMeta, Relation,
    RelationId, Target,
};
use crate::text::{Text, sha256};
use crate::transaction::{Op, Transaction};
use std::fmt;

/// Why an operation does not fit the state.
#[derive(Clone, Debug, PartialEq)]
pub struct EditError {
    /// The operation's place in its transaction, from 0.
    pub op: usize,
    /// The record and what is wrong with it.
    pub message: String,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EditError {}

impl State {
    /// Applies a transaction and answers with its inverse and with what was touched. The cost is
    /// that of its operations, each O(log n) plus a move within one flat list of the document's
    /// annotations.
    ///
    /// # Errors
    /// When an operation does not fit the state, with the place of that operation; the state is
    /// as it was then.
    pub fn apply(&mut self, transaction: &Transaction) -> Result<(Transaction, Change), EditError> {
        let mut change = Change::default();
        let mut inverse = Vec::with_capacity(transaction.ops.len());
        for (op, operation) in transaction.ops.iter().enumerate() {
            match self.apply_op(operation, &mut change) {
                Ok(undo) => inverse.push(undo),
                Err(message) => {
                    for undo in inverse.iter().rev() {
                        // The inverse of what was just applied fits by construction.
                        let undone = self.apply_op(undo, &mut change);
                        debug_assert!(undone.is_ok());
                    }
                    return Err(EditError { op, message });
                }
            }
        }
        inverse.reverse();
        let inverse = Transaction::new(transaction.name.clone(), inverse);
        Ok((inverse, change))
    }

    fn apply_op(&mut self, op: &Op, change: &mut Change) -> Result<Op, String> {
        match op {
            Op::PutAnnotation(annotation) => self.put_annotation(annotation, change),
            Op::RemoveAnnotation(id) => self.remove_annotation(id, change),
            Op::PutRelation(relation) => self.put_relation(relation, change),
            Op::RemoveRelation(id) => self.remove_relation(id, change),
            Op::PutCluster(cluster) => Ok(self.put_cluster(cluster, change)),
            Op::RemoveCluster(id) => self.remove_cluster(id, change),
            Op::SetCluster {
                annotation,
                cluster,
            } => self.set_cluster(annotation, cluster.as_ref(), change),
            Op::InsertDocument { at, document } => self.insert_document(*at, document, change),
            Op::RemoveDocument(id) => self.remove_document(id, change),
            Op::MoveDocument { id, to } => self.move_document(id, *to, change),
            Op::PutMeta(meta) => self.put_meta(meta, change),
            Op::PutSchema(schema) => {
                change.settings = true;
                let before = std::mem::replace(&mut self.schema, schema.as_ref().clone());
                Ok(Op::PutSchema(Box::new(before)))
            }
            Op::PutHeader(header) => {
                change.settings = true;
                let before = std::mem::replace(&mut self.header, header.as_ref().clone());
                Ok(Op::PutHeader(Box::new(before)))
            }
            Op::PutProject(project) => {
                let next = State::open(project.as_ref().clone()).map_err(|found| {
                    found
                        .first()
                        .map_or_else(String::new, std::string::ToString::to_string)
                })?;
                change.everything = true;
                let before = std::mem::replace(self, next);
                Ok(Op::PutProject(Box::new(before.to_project())))
            }
        }
    }

    fn put_annotation(&mut self, next: &Annotation, change: &mut Change) -> Result<Op, String> {
        let id = &next.id;
        let place = self.document_place(&next.document).ok_or_else(|| {
            format!(
                "annotation “{id}” is in document “{}”, which is not there",
                next.document
            )
        })?;
        check_annotation(next, &self.documents[place].text)?;
        let mut stored = next.clone();
        for fragment in &mut stored.fragments {
            fragment.quote = String::new();
        }
        let mut range = stored.extent();
        let before = self.detach(id);
        if let Some(before) = &before {
            if before.document == next.document {
                let old = before.extent();
                range = range.start.min(old.start)..range.end.max(old.end);
            } else {
                change.annotations.push(TouchedAnnotation {
                    id: id.clone(),
                    document: before.document.clone(),
                    range: before.extent(),
                    present: false,
                });
            }
        }
        self.attach(stored);
        change.annotations.push(TouchedAnnotation {
            id: id.clone(),
            document: next.document.clone(),
            range,
            present: true,
        });
        Ok(match before {
            Some(before) => Op::PutAnnotation(Box::new(before)),
            None => Op::RemoveAnnotation(id.clone()),
        })
    }

    fn remove_annotation(&mut self, id: &AnnotationId, change: &mut Change) -> Result<Op, String> {
        if let Some(relation) = self.relations_of(id).next() {
            return Err(format!(
                "relation “{}” still holds annotation “{id}”",
                relation.id
            ));
        }
        if let Some(cluster) = self.cluster_of.get(id) {
            return Err(format!("cluster “{cluster}” still holds annotation “{id}”"));
        }
        let before = self
            .detach(id)
            .ok_or_else(|| format!("annotation “{id}” is not there"))?;
        change.annotations.push(TouchedAnnotation {
            id: id.clone(),
            document: before.document.clone(),
            range: before.extent(),
            present: false,
        });
        Ok(Op::PutAnnotation(Box::new(before)))
    }

    /// Puts a checked annotation into a slot and into the indexes of its document.
    fn attach(&mut self, annotation: Annotation) {
        let Some(place) = self.document_place(&annotation.document) else {
            return;
        };
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => {
                self.slots.push(None);
                u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
            }
        };
        let document = &mut self.documents[place];
        for interval in intervals(slot, &annotation) {
            document.index.insert(interval);
        }
        *document.counts.entry(annotation.label.clone()).or_default() += 1;
        self.by_id.insert(annotation.id.clone(), slot);
        self.slots[slot as usize] = Some(annotation);
        let key = self.order_key(slot);
        let at = self.documents[place]
            .order
            .partition_point(|&other| self.order_key(other) < key);
        self.documents[place].order.insert(at, slot);
    }

    /// Takes an annotation out of its slot and the indexes; its links stay.
    fn detach(&mut self, id: &AnnotationId) -> Option<Annotation> {
        let slot = self.slot(id)?;
        let place = self.document_place(&self.at(slot)?.document)?;
        let key = self.order_key(slot);
        let at = self.documents[place]
            .order
            .partition_point(|&other| self.order_key(other) < key);
        let annotation = self.slots.get_mut(slot as usize)?.take()?;
        self.by_id.remove(id);
        self.free.push(slot);
        let document = &mut self.documents[place];
        document.order.remove(at);
        for interval in intervals(slot, &annotation) {
            document.index.remove(&interval);
        }
        if let Some(count) = document.counts.get_mut(&annotation.label) {
            *count -= 1;
            if *count == 0 {
                document.counts.remove(&annotation.label);
            }
        }
        Some(annotation)
    }

    fn put_relation(&mut self, next: &Relation, change: &mut Change) -> Result<Op, String> {
        check_relation(
            next,
            |id| self.by_id.contains_key(id),
            |id| self.clusters.contains_key(id),
        )?;
        change.links = true;
        let before = self.unlink(&next.id);
        self.link(next.clone());
        Ok(match before {
            Some(before) => Op::PutRelation(Box::new(before)),
            None => Op::RemoveRelation(next.id.clone()),
        })
    }

    fn remove_relation(&mut self, id: &RelationId, change: &mut Change) -> Result<Op, String> {
        change.links = true;
        let before = self
            .unlink(id)
            .ok_or_else(|| format!("relation “{id}” is not there"))?;
        Ok(Op::PutRelation(Box::new(before)))
    }

    /// Puts a checked relation among the others.
    pub(super) fn link(&mut self, relation: Relation) {
        for end in relation_ends(&relation) {
            self.touching
                .entry(end.clone())
                .or_default()
                .insert(relation.id.clone());
        }
        self.relations.insert(relation.id.clone(), relation);
    }

    fn unlink(&mut self, id: &RelationId) -> Option<Relation> {
        let relation = self.relations.remove(id)?;
        for end in relation_ends(&relation) {
            if let Some(ids) = self.touching.get_mut(end) {
                ids.remove(id);
                if ids.is_empty() {
                    self.touching.remove(end);
                }
            }
        }
        Some(relation)
    }

    fn put_cluster(&mut self, next: &Cluster, change: &mut Change) -> Op {
        change.links = true;
        let mut next = next.clone();
        next.members = Vec::new();
        match self.clusters.get_mut(&next.id) {
            Some(cluster) => {
                Op::PutCluster(Box::new(std::mem::replace(&mut cluster.cluster, next)))
            }
            None => {
                let id = next.id.clone();
                self.clusters.insert(
                    id.clone(),
                    ClusterState {
                        cluster: next,
                        members: Default::default(),
                    },
                );
                Op::RemoveCluster(id)
            }
        }
    }

    fn remove_cluster(&mut self, id: &ClusterId, change: &mut Change) -> Result<Op, String> {
        let cluster = self
            .clusters
            .get(id)
            .ok_or_else(|| format!("cluster “{id}” is not there"))?;
        if !cluster.members.is_empty() {
            return Err(format!("cluster “{id}” still has members"));
        }
        if let Some(relation) = self.relations_to_cluster(id).next() {
            return Err(format!(
                "relation “{}” still ends at cluster “{id}”",
                relation.id
            ));
        }
        change.links = true;
        let removed = self.clusters.remove(id).map(|state| state.cluster);
        removed
            .map(|cluster| Op::PutCluster(Box::new(cluster)))
            .ok_or_else(String::new)
    }

    fn set_cluster(
        &mut self,
        annotation: &AnnotationId,
        cluster: Option<&ClusterId>,
        change: &mut Change,
    ) -> Result<Op, String> {
        if !self.by_id.contains_key(annotation) {
            return Err(format!("annotation “{annotation}” is not there"));
        }
        if let Some(id) = cluster
            && !self.clusters.contains_key(id)
        {
            return Err(format!("cluster “{id}” is not there"));
        }
        change.links = true;
        let before = self.cluster_of.remove(annotation);
        if let Some(old) = before.as_ref().and_then(|id| self.clusters.get_mut(id)) {
            old.members.remove(annotation);
        }
        if let Some(new) = cluster.and_then(|id| self.clusters.get_mut(id)) {
            new.members.insert(annotation.clone());
            self.cluster_of
                .insert(annotation.clone(), new.cluster.id.clone());
        }
        Ok(Op::SetCluster {
            annotation: annotation.clone(),
            cluster: before,
        })
    }

    fn insert_document(
        &mut self,
        at: usize,
        document: &Document,
        change: &mut Change,
    ) -> Result<Op, String> {
        let id = &document.meta.id;
        if self.document_place(id).is_some() {
            return Err(format!("there is a document “{id}” already"));
        }
        let text = Text::from_frozen(document.text.clone());
        check_meta(&document.meta, &text)?;
        let state = DocumentState::new(document.meta.clone(), text, &document.text)?;
        change.documents.push(id.clone());
        self.documents.insert(at.min(self.documents.len()), state);
        Ok(Op::RemoveDocument(id.clone()))
    }

    fn remove_document(&mut self, id: &DocumentId, change: &mut Change) -> Result<Op, String> {
        let at = self.place(id)?;
        if !self.documents[at].order.is_empty() {
            return Err(format!("document “{id}” still holds annotations"));
        }
        change.documents.push(id.clone());
        let document = self.documents.remove(at).to_document();
        Ok(Op::InsertDocument {
            at,
            document: Box::new(document),
        })
    }

    fn move_document(
        &mut self,
        id: &DocumentId,
        to: usize,
        change: &mut Change,
    ) -> Result<Op, String> {
        let from = self.place(id)?;
        change.documents.push(id.clone());
        let document = self.documents.remove(from);
        self.documents
            .insert(to.min(self.documents.len()), document);
        Ok(Op::MoveDocument {
            id: id.clone(),
            to: from,
        })
    }

    fn put_meta(&mut self, next: &DocumentMeta, change: &mut Change) -> Result<Op, String> {
        let at = self.place(&next.id)?;
        check_meta(next, &self.documents[at].text)?;
        change.documents.push(next.id.clone());
        let before = std::mem::replace(&mut self.documents[at].meta, next.clone());
        Ok(Op::PutMeta(Box::new(before)))
    }

    fn place(&self, id: &DocumentId) -> Result<usize, String> {
        self.document_place(id)
            .ok_or_else(|| format!("document “{id}” is not there"))
    }
}

impl DocumentState {
    pub(super) fn new(meta: DocumentMeta, text: Text, raw: &str) -> Result<Self, String> {
        let universe = u32::try_from(text.len())
            .map_err(|_| format!("document “{}” is too long to open", meta.id))?;
        Ok(Self {
            meta,
            sha256: sha256(raw),
            index: IntervalIndex::new(universe),
            text,
            order: Vec::new(),
            counts: Default::default(),
        })
    }

    pub(super) fn to_document(&self) -> Document {
        Document {
            meta: self.meta.clone(),
            text: self.text.as_str().to_owned(),
            sha256: self.sha256.clone(),
        }
    }
}

/// The annotations at the two ends of a relation; once where both are the same.
fn relation_ends(relation: &Relation) -> impl Iterator<Item = &AnnotationId> {
    let to = match &relation.to {
        Target::Annotation(id) if *id != relation.from => Some(id),
        _ => None,
    };
    std::iter::once(&relation.from).chain(to)
}

/// What must hold for an annotation, whatever door it comes through.
pub(super) fn check_annotation(annotation: &Annotation, text: &Text) -> Result<(), String> {
    let id = &annotation.id;
    if id.as_str().is_empty() {
        return Err("an annotation has an empty id".to_owned());
    }
    if annotation.layer().is_empty() {
        return Err(format!("annotation “{id}” has no label"));
    }
    if annotation.fragments.is_empty() {
        return Err(format!("annotation “{id}” has no fragment"));
    }
    let mut reached = 0;
    for (number, fragment) in annotation.fragments.iter().enumerate() {
        let (start, end) = (fragment.start, fragment.end);
        if start >= end {
            return Err(format!(
                "fragment {number} of annotation “{id}” runs from {start} to {end}; the end must come after the start"
            ));
        }
        if end > text.len() {
            return Err(format!(
                "fragment {number} of annotation “{id}” ends at {end}, but the text has {} code points",
                text.len()
            ));
        }
        if start < reached {
            return Err(format!(
                "fragment {number} of annotation “{id}” begins at {start}, before the one in front of it ends at {reached}"
            ));
        }
        reached = end;
    }
    Ok(())
}

/// What must hold for a relation, whatever door it comes through.
pub(super) fn check_relation(
    relation: &Relation,
    has_annotation: impl Fn(&AnnotationId) -> bool,
    has_cluster: impl Fn(&ClusterId) -> bool,
) -> Result<(), String> {
    let id = &relation.id;
    if id.as_str().is_empty() {
        return Err("a relation has an empty id".to_owned());
    }
    if !has_annotation(&relation.from) {
        return Err(format!(
            "relation “{id}” begins at annotation “{}”, which is not there",
            relation.from
        ));
    }
    match &relation.to {
        Target::Annotation(to) if !has_annotation(to) => Err(format!(
            "relation “{id}” ends at annotation “{to}”, which is not there"
        )),
        Target::Cluster(to) if !has_cluster(to) => Err(format!(
            "relation “{id}” ends at cluster “{to}”, which is not there"
        )),
        _ => Ok(()),
    }
}

/// What must hold for what is known about a document, whatever door it comes through.
pub(super) fn check_meta(meta: &DocumentMeta, text: &Text) -> Result<(), String> {
    let id = &meta.id;
    if id.as_str().is_empty() {
        return Err("a document has an empty id".to_owned());
    }
    let mut reached = 0;
    for span in &meta.boilerplate {
        if span.start >= span.end || span.start < reached || span.end > text.len() {
            return Err(format!(
                "the boilerplate {}–{} of document “{id}” is empty, out of order or outside the text",
                span.start, span.end
            ));
        }
        reached = span.end;
    }
    Ok(())
}
