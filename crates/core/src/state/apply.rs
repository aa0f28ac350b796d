//! Applies transactions: checked, all or nothing, with an inverse.

use super::{ClusterState, DocumentState, EditError, Flaw, RecordName, Refusal, State, check};
use crate::change::{Change, TouchedAnnotation};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Annotation, AnnotationId, Cluster, ClusterId, Document, DocumentId, DocumentMeta, Relation,
    RelationId, Target,
};
use crate::transaction::{Op, Transaction};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

impl State {
    /// Applies a transaction and returns its inverse and what it touched. The cost is that of its
    /// operations: O(log n) each, plus a move within the flat list of the document's annotations,
    /// or of the documents.
    ///
    /// # Errors
    /// If an operation does not fit the state, with the index of the operation. The state then
    /// stays as it was.
    pub fn apply(&mut self, transaction: &Transaction) -> Result<(Transaction, Change), EditError> {
        let mut change = Change::default();
        let mut inverse = Vec::with_capacity(transaction.ops.len());
        for (op, operation) in transaction.ops.iter().enumerate() {
            match self.apply_op(operation, &mut change) {
                Ok(undo) => inverse.push(undo),
                Err(refusal) => {
                    for undo in inverse.iter().rev() {
                        // The inverse of an operation just applied always fits.
                        let undone = self.apply_op(undo, &mut change);
                        debug_assert!(undone.is_ok());
                    }
                    return Err(EditError { op, refusal });
                }
            }
        }
        inverse.reverse();
        let inverse = Transaction::new(transaction.name.clone(), inverse);
        Ok((inverse, change))
    }

    pub(crate) fn apply_op(&mut self, op: &Op, change: &mut Change) -> Result<Op, Refusal> {
        match op {
            Op::PutAnnotation(annotation) => self.put_annotation(annotation, change),
            Op::RemoveAnnotation(id) => self.remove_annotation(id, change),
            Op::PutRelation(relation) => self.put_relation(relation, change),
            Op::RemoveRelation(id) => self.remove_relation(id, change),
            Op::PutCluster(cluster) => self.put_cluster(cluster, change),
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
                check::schema(schema).map_err(|flaw| Refusal::Invalid(RecordName::Schema, flaw))?;
                change.settings = true;
                let before = std::mem::replace(&mut self.schema, schema.as_ref().clone());
                Ok(Op::PutSchema(Box::new(before)))
            }
            Op::PutVersion(version) => {
                let key = version.key();
                check::version(version)
                    .map_err(|flaw| Refusal::Invalid(RecordName::Version(version.version), flaw))?;
                change.settings = true;
                let next = version.as_ref().clone();
                let place = self.version_at(&key);
                let known = place.ok().and_then(|at| self.versions.get_mut(at));
                Ok(match known {
                    Some(known) => {
                        let before = std::mem::replace(known, next);
                        Op::PutVersion(Box::new(before))
                    }
                    None => {
                        let (Ok(at) | Err(at)) = place;
                        self.versions.insert(at, next);
                        Op::RemoveVersion(key)
                    }
                })
            }
            Op::RemoveVersion(key) => {
                change.settings = true;
                let missing = |_| Refusal::Missing(RecordName::Version(key.version));
                let at = self.version_at(key).map_err(missing)?;
                Ok(Op::PutVersion(Box::new(self.versions.remove(at))))
            }
            Op::PutHeader(header) => {
                check::header(header)
                    .map_err(|flaw| Refusal::Invalid(RecordName::Project, flaw))?;
                change.settings = true;
                let before = std::mem::replace(&mut self.header, header.as_ref().clone());
                Ok(Op::PutHeader(Box::new(before)))
            }
            Op::PutProject(project) => {
                let next = State::open_copy(project).map_err(|found| {
                    let first = found.into_iter().next();
                    Refusal::Project(first.unwrap_or_else(|| Diagnostic::error("", "")))
                })?;
                change.everything = true;
                let before = std::mem::replace(self, next);
                Ok(Op::PutProject(Box::new(before.to_project())))
            }
        }
    }

    fn put_annotation(&mut self, next: &Annotation, change: &mut Change) -> Result<Op, Refusal> {
        let id = &next.id;
        let index = self.document_index(&next.document).ok_or_else(|| {
            let flaw = Flaw::NoDocument(next.document.clone());
            Refusal::Invalid(id.into(), flaw)
        })?;
        check::annotation(next, &self.documents[index].text)
            .map_err(|flaw| Refusal::Invalid(id.into(), flaw))?;
        let mut stored = next.clone();
        stored.clear_quotes();
        let mut range = stored.extent();
        let before = match self.slot(id) {
            None => {
                self.attach(index, stored);
                None
            }
            Some(slot) => {
                let old = self.at(slot).map(|a| (a.document.clone(), a.extent()));
                if let Some((document, old)) = old {
                    if document == next.document {
                        range = range.start.min(old.start)..range.end.max(old.end);
                    } else {
                        change.annotations.push(TouchedAnnotation {
                            id: id.clone(),
                            document,
                            range: old,
                            present: false,
                        });
                    }
                }
                self.replace(slot, index, stored)
            }
        };
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

    fn remove_annotation(&mut self, id: &AnnotationId, change: &mut Change) -> Result<Op, Refusal> {
        if let Some(relation) = self.relations_of(id).next() {
            return Err(Refusal::InUse {
                record: id.into(),
                by: (&relation.id).into(),
            });
        }
        if let Some(cluster) = self.cluster_of.get(id) {
            return Err(Refusal::InUse {
                record: id.into(),
                by: cluster.into(),
            });
        }
        let before = self.detach(id).ok_or_else(|| Refusal::Missing(id.into()))?;
        change.annotations.push(TouchedAnnotation {
            id: id.clone(),
            document: before.document.clone(),
            range: before.extent(),
            present: false,
        });
        Ok(Op::PutAnnotation(Box::new(before)))
    }

    fn put_relation(&mut self, next: &Relation, change: &mut Change) -> Result<Op, Refusal> {
        check::relation(
            next,
            |id| self.by_id.contains_key(id),
            |id| self.clusters.contains_key(id),
        )
        .map_err(|flaw| Refusal::Invalid((&next.id).into(), flaw))?;
        change.links = true;
        let before = self.unlink(&next.id);
        self.link(next.clone());
        Ok(match before {
            Some(before) => Op::PutRelation(Box::new(before)),
            None => Op::RemoveRelation(next.id.clone()),
        })
    }

    fn remove_relation(&mut self, id: &RelationId, change: &mut Change) -> Result<Op, Refusal> {
        change.links = true;
        let before = self.unlink(id).ok_or_else(|| Refusal::Missing(id.into()))?;
        Ok(Op::PutRelation(Box::new(before)))
    }

    /// Adds a checked relation.
    pub(super) fn link(&mut self, relation: Relation) {
        let id = &relation.id;
        insert(&mut self.touching, &relation.from, id);
        match &relation.to {
            Target::Annotation(to) => insert(&mut self.touching, to, id),
            Target::Cluster(to) => insert(&mut self.ending, to, id),
        }
        self.relations.insert(relation.id.clone(), relation);
    }

    fn unlink(&mut self, id: &RelationId) -> Option<Relation> {
        let relation = self.relations.remove(id)?;
        remove(&mut self.touching, &relation.from, id);
        match &relation.to {
            Target::Annotation(to) => remove(&mut self.touching, to, id),
            Target::Cluster(to) => remove(&mut self.ending, to, id),
        }
        Some(relation)
    }

    fn put_cluster(&mut self, next: &Cluster, change: &mut Change) -> Result<Op, Refusal> {
        check::cluster(next)
            .and_then(|()| check::parts(self, &next.id, &next.parts))
            .map_err(|flaw| Refusal::Invalid((&next.id).into(), flaw))?;
        change.links = true;
        let mut next = next.clone();
        next.members = Vec::new();
        self.join_groups(&next);
        Ok(match self.clusters.get_mut(&next.id) {
            Some(cluster) => {
                let kept: Vec<_> = next.parts.clone();
                let before = std::mem::replace(&mut cluster.cluster, next);
                for part in before.parts.iter().filter(|part| !kept.contains(part)) {
                    remove(&mut self.part_of, part, &before.id);
                }
                Op::PutCluster(Box::new(before))
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
        })
    }

    fn remove_cluster(&mut self, id: &ClusterId, change: &mut Change) -> Result<Op, Refusal> {
        let missing = || Refusal::Missing(id.into());
        let cluster = self.clusters.get(id).ok_or_else(missing)?;
        if !cluster.members.is_empty() {
            return Err(Refusal::NotEmpty(id.into()));
        }
        if let Some(relation) = self.relations_to_cluster(id).next() {
            return Err(Refusal::InUse {
                record: id.into(),
                by: (&relation.id).into(),
            });
        }
        if let Some(group) = self.groups_of(id).next() {
            return Err(Refusal::InUse {
                record: id.into(),
                by: (&group.cluster.id).into(),
            });
        }
        change.links = true;
        let removed = self.clusters.remove(id).ok_or_else(missing)?.cluster;
        for part in &removed.parts {
            remove(&mut self.part_of, part, id);
        }
        Ok(Op::PutCluster(Box::new(removed)))
    }

    /// Notes that the parts of a cluster are its parts.
    pub(super) fn join_groups(&mut self, cluster: &Cluster) {
        for part in &cluster.parts {
            insert(&mut self.part_of, part, &cluster.id);
        }
    }

    fn set_cluster(
        &mut self,
        annotation: &AnnotationId,
        cluster: Option<&ClusterId>,
        change: &mut Change,
    ) -> Result<Op, Refusal> {
        if !self.by_id.contains_key(annotation) {
            return Err(Refusal::Missing(annotation.into()));
        }
        if let Some(id) = cluster
            && !self.clusters.contains_key(id)
        {
            return Err(Refusal::Missing(id.into()));
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
    ) -> Result<Op, Refusal> {
        let id = &document.meta.id;
        if self.document_index(id).is_some() {
            return Err(Refusal::Exists(id.into()));
        }
        let checked =
            check::document(document).map_err(|flaw| Refusal::Invalid(id.into(), flaw))?;
        let state = DocumentState::new(document.meta.clone(), checked);
        change.documents.push(id.clone());
        let at = at.min(self.documents.len());
        self.documents.insert(at, state);
        self.reindex_documents(at..self.documents.len());
        Ok(Op::RemoveDocument(id.clone()))
    }

    fn remove_document(&mut self, id: &DocumentId, change: &mut Change) -> Result<Op, Refusal> {
        let at = self.index_of(id)?;
        if !self.documents[at].order.is_empty() {
            return Err(Refusal::NotEmpty(id.into()));
        }
        change.documents.push(id.clone());
        let document = self.documents.remove(at).to_document();
        self.document_index.remove(id);
        self.reindex_documents(at..self.documents.len());
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
    ) -> Result<Op, Refusal> {
        let from = self.index_of(id)?;
        change.documents.push(id.clone());
        let to = to.min(self.documents.len() - 1);
        if from < to {
            self.documents[from..=to].rotate_left(1);
        } else {
            self.documents[to..=from].rotate_right(1);
        }
        self.reindex_documents(from.min(to)..from.max(to) + 1);
        Ok(Op::MoveDocument {
            id: id.clone(),
            to: from,
        })
    }

    fn put_meta(&mut self, next: &DocumentMeta, change: &mut Change) -> Result<Op, Refusal> {
        let at = self.index_of(&next.id)?;
        check::meta(next, &self.documents[at].text)
            .map_err(|flaw| Refusal::Invalid((&next.id).into(), flaw))?;
        change.documents.push(next.id.clone());
        let before = std::mem::replace(&mut self.documents[at].meta, next.clone());
        Ok(Op::PutMeta(Box::new(before)))
    }

    /// Updates the index of the documents in a range of the list, after they moved. O(range).
    fn reindex_documents(&mut self, range: Range<usize>) {
        for at in range {
            let id = self.documents[at].meta.id.clone();
            self.document_index.insert(id, at);
        }
    }

    fn index_of(&self, id: &DocumentId) -> Result<usize, Refusal> {
        self.document_index(id)
            .ok_or_else(|| Refusal::Missing(id.into()))
    }
}

impl DocumentState {
    /// The document as plain data.
    pub(crate) fn to_document(&self) -> Document {
        Document {
            meta: self.meta.clone(),
            text: self.text.as_str().to_owned(),
            sha256: self.sha256.clone(),
        }
    }
}

type Links<K, V> = BTreeMap<K, BTreeSet<V>>;

fn insert<K: Ord + Clone, V: Ord + Clone>(links: &mut Links<K, V>, end: &K, id: &V) {
    links.entry(end.clone()).or_default().insert(id.clone());
}

fn remove<K: Ord, V: Ord>(links: &mut Links<K, V>, end: &K, id: &V) {
    if let Some(ids) = links.get_mut(end) {
        ids.remove(id);
        if ids.is_empty() {
            links.remove(end);
        }
    }
}
