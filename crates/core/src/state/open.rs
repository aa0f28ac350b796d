//! Opens a project from plain data and checks every constraint that the state relies on.

use super::check::{self, CheckedText};
use super::{ClusterState, DocumentState, State};
use crate::diagnostic::Diagnostic;
use crate::interval::IntervalIndex;
use crate::model::{
    Annotation, Cluster, CodebookVersion, Document, DocumentMeta, Fragment, Project,
};
use crate::order;
use std::collections::BTreeSet;

impl State {
    /// Opens a project. O(n log n).
    ///
    /// # Errors
    /// With a diagnostic for each wrong record; beyond 100 they are only counted. Errors are:
    /// offsets outside the text, wrong quotes, duplicate ids, missing references, a text that does
    /// not match its hash, and foreign fields with the name of a record's own field.
    pub fn open(project: Project) -> Result<Self, Vec<Diagnostic>> {
        let texts = check::project(&project)?;
        Ok(Self::assemble(project, texts))
    }

    /// As [`State::open`], for a borrowed project. Copies only what a state stores: neither quotes
    /// nor texts.
    pub(super) fn open_copy(project: &Project) -> Result<Self, Vec<Diagnostic>> {
        let texts = check::project(project)?;
        let documents = project.documents.iter().map(|document| Document {
            meta: document.meta.clone(),
            text: String::new(),
            sha256: String::new(),
        });
        let copy = Project {
            header: project.header.clone(),
            schema: project.schema.clone(),
            codebook_versions: project.codebook_versions.clone(),
            documents: documents.collect(),
            annotations: project.annotations.iter().map(without_quotes).collect(),
            relations: project.relations.clone(),
            clusters: project.clusters.clone(),
        };
        Ok(Self::assemble(copy, texts))
    }

    /// Builds the state of a checked project; `texts` are those of its documents.
    fn assemble(project: Project, texts: Vec<CheckedText>) -> Self {
        let mut state = State {
            header: project.header,
            schema: project.schema,
            ..State::default()
        };
        let versions = project.codebook_versions;
        let in_order = order::sorted(&versions, CodebookVersion::by_key);
        let versions = in_order.iter().filter_map(|&at| versions.get(at as usize));
        state.versions = versions.cloned().collect();
        let metas = project.documents.into_iter().map(|document| document.meta);
        state.documents = metas
            .zip(texts)
            .map(|(meta, text)| DocumentState::new(meta, text))
            .collect();
        let ids = state.documents.iter().map(|d| d.meta.id.clone());
        state.document_index = ids.zip(0..).collect();
        state.fill(project.annotations);
        for cluster in project.clusters {
            state.gather(cluster);
        }
        for relation in project.relations {
            state.link(relation);
        }
        state
    }

    /// Checks whether [`State::open`] accepts a project, at a fraction of the cost. O(n).
    ///
    /// # Errors
    /// As [`State::open`].
    pub fn check(project: &Project) -> Result<(), Vec<Diagnostic>> {
        check::project(project).map(drop)
    }

    /// Adds all annotations to an empty state.
    fn fill(&mut self, annotations: Vec<Annotation>) {
        self.slots.reserve(annotations.len());
        self.by_id.reserve(annotations.len());
        for (slot, mut annotation) in (0..).zip(annotations) {
            if let Some(index) = self.document_index(&annotation.document) {
                let document = &mut self.documents[index];
                // All annotations share one copy of the id.
                annotation.document = document.meta.id.clone();
                annotation.clear_quotes();
                document.index(slot, &annotation);
                document.add_to_counts(&annotation);
                document.order.push(slot);
            }
            self.by_id.insert(annotation.id.clone(), slot);
            self.slots.push(Some(annotation));
        }
        for index in 0..self.documents.len() {
            let mut order = std::mem::take(&mut self.documents[index].order);
            order::sort(&mut order, &|a, b| {
                self.order_key(a).cmp(&self.order_key(b))
            });
            self.documents[index].order = order;
        }
    }

    fn gather(&mut self, mut cluster: Cluster) {
        let listed = std::mem::take(&mut cluster.members);
        // Collecting would add an instance of the standard sort.
        let mut members = BTreeSet::new();
        for member in listed {
            self.cluster_of.insert(member.clone(), cluster.id.clone());
            members.insert(member);
        }
        self.join_groups(&cluster);
        let state = ClusterState { members, cluster };
        self.clusters.insert(state.cluster.id.clone(), state);
    }
}

/// Copies an annotation without its quotes.
fn without_quotes(annotation: &Annotation) -> Annotation {
    let fragments = annotation.fragments.iter().map(|fragment| Fragment {
        start: fragment.start,
        end: fragment.end,
        quote: String::new(),
        extra: fragment.extra.clone(),
    });
    Annotation {
        id: annotation.id.clone(),
        document: annotation.document.clone(),
        label: annotation.label.clone(),
        fragments: fragments.collect(),
        attributes: annotation.attributes.clone(),
        note: annotation.note.clone(),
        author: annotation.author.clone(),
        created: annotation.created.clone(),
        modified: annotation.modified.clone(),
        check: annotation.check,
        extra: annotation.extra.clone(),
    }
}

impl DocumentState {
    /// Creates a document without annotations.
    pub(super) fn new(meta: DocumentMeta, checked: CheckedText) -> Self {
        let length = u32::try_from(checked.text.len()).unwrap_or(u32::MAX);
        Self {
            meta,
            index: IntervalIndex::new(length),
            text: checked.text,
            sha256: checked.sha256,
            order: Vec::new(),
            counts: Default::default(),
        }
    }
}
