//! From plain data to an open project, with everything checked that the rest relies on.

use super::{ClusterState, DocumentState, State, check};
use crate::diagnostic::Diagnostic;
use crate::model::{Annotation, AnnotationId, Cluster, Document, DocumentId, Project, Relation};
use std::collections::{BTreeMap, BTreeSet};

/// How many diagnostics are collected before the rest is left unsaid.
const ENOUGH: usize = 100;

impl State {
    /// Opens a project. O(n log n).
    ///
    /// # Errors
    /// With what is wrong, at most 100 diagnostics, each naming its record: offsets outside the
    /// text, quotes that do not match, duplicate ids, dangling references, a text that is not the
    /// one that was hashed.
    pub fn open(project: Project) -> Result<Self, Vec<Diagnostic>> {
        let mut opening = Opening {
            state: State {
                header: project.header,
                schema: project.schema,
                ..State::default()
            },
            found: Vec::new(),
            places: BTreeMap::new(),
            refused: BTreeSet::new(),
        };
        opening.settings();
        opening.documents(project.documents);
        opening.annotations(project.annotations);
        opening.clusters(project.clusters);
        opening.relations(project.relations);
        if opening.found.is_empty() {
            Ok(opening.state)
        } else {
            Err(opening.found)
        }
    }
}

struct Opening {
    state: State,
    found: Vec<Diagnostic>,
    /// Where the documents stand; nowhere if they were refused.
    places: BTreeMap<DocumentId, Option<usize>>,
    /// Annotations that were refused, so that what refers to them is not blamed.
    refused: BTreeSet<AnnotationId>,
}

impl Opening {
    fn report(&mut self, place: String, message: impl Into<String>) {
        if self.found.len() < ENOUGH {
            self.found.push(Diagnostic::error(place, message));
        }
    }

    /// Whether the file has that annotation, be it a good one or not.
    fn knows(&self, id: &AnnotationId) -> bool {
        self.state.by_id.contains_key(id) || self.refused.contains(id)
    }

    fn settings(&mut self) {
        if let Err(message) = check::header(&self.state.header) {
            self.report(String::new(), message);
        }
        if let Err(message) = check::schema(&self.state.schema) {
            self.report("schema".to_owned(), message);
        }
    }

    fn documents(&mut self, documents: Vec<Document>) {
        for (number, document) in documents.into_iter().enumerate() {
            let id = document.meta.id.clone();
            let place = || format!("documents[{number}] “{id}”");
            if self.places.contains_key(&id) {
                self.report(place(), "the id is used twice; ids must differ");
                continue;
            }
            match DocumentState::open(document) {
                Err(message) => {
                    self.report(place(), message);
                    self.places.insert(id, None);
                }
                Ok(opened) => {
                    self.places.insert(id, Some(self.state.documents.len()));
                    self.state.documents.push(opened);
                }
            }
        }
    }

    fn annotations(&mut self, annotations: Vec<Annotation>) {
        let mut order: Vec<Vec<u32>> = vec![Vec::new(); self.state.documents.len()];
        for (number, mut annotation) in annotations.into_iter().enumerate() {
            let id = annotation.id.clone();
            let place = || format!("annotations[{number}] “{id}”");
            if self.state.by_id.contains_key(&id) {
                self.report(place(), "the id is used twice; ids must differ");
                continue;
            }
            let Some(&at) = self.places.get(&annotation.document) else {
                let message = format!(
                    "it is in document “{}”, which is not there",
                    annotation.document
                );
                self.report(place(), message);
                self.refused.insert(id);
                continue;
            };
            let Some(at) = at else {
                self.refused.insert(id);
                continue;
            };
            let document = &mut self.state.documents[at];
            if let Err(message) = check::annotation(&annotation, &document.text) {
                self.report(place(), message);
                self.refused.insert(id);
                continue;
            }
            for fragment in &mut annotation.fragments {
                fragment.quote = String::new();
            }
            let slot = u32::try_from(self.state.slots.len()).unwrap_or(u32::MAX);
            document.include(slot, &annotation);
            order[at].push(slot);
            self.state.by_id.insert(id, slot);
            self.state.slots.push(Some(annotation));
        }
        for (place, mut slots) in order.into_iter().enumerate() {
            slots.sort_by_cached_key(|&slot| self.state.order_key(slot));
            self.state.documents[place].order = slots;
        }
    }

    fn clusters(&mut self, clusters: Vec<Cluster>) {
        for (number, mut cluster) in clusters.into_iter().enumerate() {
            let id = cluster.id.clone();
            let place = || format!("clusters[{number}] “{id}”");
            if let Err(message) = check::cluster(&cluster) {
                self.report(place(), message);
            }
            if self.state.clusters.contains_key(&id) {
                self.report(place(), "the id is used twice; ids must differ");
                continue;
            }
            let members = std::mem::take(&mut cluster.members);
            for member in &members {
                if !self.knows(member) {
                    self.report(place(), format!("its member “{member}” is not there"));
                } else if let Some(other) = self.state.cluster_of.insert(member.clone(), id.clone())
                {
                    let message = if other == id {
                        format!("its member “{member}” is listed twice")
                    } else {
                        format!(
                            "its member “{member}” is in cluster “{other}” already; an annotation has one cluster at most"
                        )
                    };
                    self.report(place(), message);
                }
            }
            self.state.clusters.insert(
                id.clone(),
                ClusterState {
                    cluster,
                    members: members.into_iter().collect(),
                },
            );
        }
    }

    fn relations(&mut self, relations: Vec<Relation>) {
        for (number, relation) in relations.into_iter().enumerate() {
            let id = relation.id.clone();
            let place = || format!("relations[{number}] “{id}”");
            if self.state.relations.contains_key(&id) {
                self.report(place(), "the id is used twice; ids must differ");
                continue;
            }
            let checked = check::relation(
                &relation,
                |id| self.knows(id),
                |id| self.state.clusters.contains_key(id),
            );
            match checked {
                Err(message) => self.report(place(), message),
                Ok(()) => self.state.link(relation),
            }
        }
    }
}
