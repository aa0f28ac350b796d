//! From plain data to an open project, with everything checked that the rest relies on.

use super::apply::{check_annotation, check_meta, check_relation};
use super::{ClusterState, DocumentState, State, intervals};
use crate::diagnostic::{Diagnostic, clip};
use crate::model::Project;
use crate::text::Text;
use std::collections::BTreeMap;

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
        };
        opening.documents(project.documents);
        opening.annotations(project.annotations);
        opening.clusters(project.clusters);
        opening.relations(project.relations);
        if opening.found.is_empty() {
            Ok(opening.state)
        } else {
            opening.found.truncate(ENOUGH);
            Err(opening.found)
        }
    }
}

struct Opening {
    state: State,
    found: Vec<Diagnostic>,
    places: BTreeMap<crate::model::DocumentId, usize>,
}

impl Opening {
    fn report(&mut self, place: String, message: impl Into<String>) {
        self.found.push(Diagnostic::error(place, message));
    }

    fn documents(&mut self, documents: Vec<crate::model::Document>) {
        for (number, document) in documents.into_iter().enumerate() {
            let id = document.meta.id.clone();
            let place = || format!("documents[{number}] “{id}”");
            if self.places.contains_key(&id) {
                self.report(place(), "the id is used twice; ids must differ");
                continue;
            }
            let text = Text::from_frozen(document.text.clone());
            if let Err(message) = check_meta(&document.meta, &text) {
                self.report(place(), message);
                continue;
            }
            match DocumentState::new(document.meta, text, &document.text) {
                Err(message) => self.report(place(), message),
                Ok(opened) => {
                    if !document.sha256.is_empty() && document.sha256 != opened.sha256 {
                        self.report(
                            place(),
                            format!(
                                "the text does not match its sha256: expected {}, the text gives {}",
                                document.sha256, opened.sha256
                            ),
                        );
                    }
                    self.places.insert(id, self.state.documents.len());
                    self.state.documents.push(opened);
                }
            }
        }
    }

    fn annotations(&mut self, annotations: Vec<crate::model::Annotation>) {
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
                continue;
            };
            let document = &mut self.state.documents[at];
            if let Err(message) = check_annotation(&annotation, &document.text) {
                self.report(place(), message);
                continue;
            }
            let wrong = annotation.fragments.iter().find_map(|fragment| {
                let there = document.text.slice(fragment.range());
                (!fragment.quote.is_empty() && fragment.quote != there).then(|| {
                    format!(
                        "the quote is “{}”, but the text at {}–{} reads “{}”",
                        clip(&fragment.quote),
                        fragment.start,
                        fragment.end,
                        clip(there)
                    )
                })
            });
            if let Some(message) = wrong {
                self.report(place(), message);
                continue;
            }
            for fragment in &mut annotation.fragments {
                fragment.quote = String::new();
            }
            let slot = u32::try_from(self.state.slots.len()).unwrap_or(u32::MAX);
            for interval in intervals(slot, &annotation) {
                document.index.insert(interval);
            }
            match document.counts.get_mut(&annotation.label) {
                Some(count) => *count += 1,
                None => {
                    document.counts.insert(annotation.label.clone(), 1);
                }
            }
            order[at].push(slot);
            self.state.by_id.insert(id, slot);
            self.state.slots.push(Some(annotation));
        }
        for (place, mut slots) in order.into_iter().enumerate() {
            slots.sort_by_cached_key(|&slot| self.state.order_key(slot));
            self.state.documents[place].order = slots;
        }
    }

    fn clusters(&mut self, clusters: Vec<crate::model::Cluster>) {
        for (number, mut cluster) in clusters.into_iter().enumerate() {
            let id = cluster.id.clone();
            let place = || format!("clusters[{number}] “{id}”");
            if id.as_str().is_empty() {
                self.report(place(), "the id is empty");
            }
            if self.state.clusters.contains_key(&id) {
                self.report(place(), "the id is used twice; ids must differ");
                continue;
            }
            let members = std::mem::take(&mut cluster.members);
            for member in &members {
                if !self.state.by_id.contains_key(member) {
                    self.report(place(), format!("its member “{member}” is not there"));
                } else if let Some(other) = self.state.cluster_of.insert(member.clone(), id.clone())
                {
                    self.report(
                        place(),
                        format!("its member “{member}” is in cluster “{other}” already; an annotation has one cluster at most"),
                    );
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

    fn relations(&mut self, relations: Vec<crate::model::Relation>) {
        for (number, relation) in relations.into_iter().enumerate() {
            let id = relation.id.clone();
            let place = || format!("relations[{number}] “{id}”");
            if self.state.relations.contains_key(&id) {
                self.report(place(), "the id is used twice; ids must differ");
                continue;
            }
            let checked = check_relation(
                &relation,
                |id| self.state.by_id.contains_key(id),
                |id| self.state.clusters.contains_key(id),
            );
            match checked {
                Err(message) => self.report(place(), message),
                Ok(()) => self.state.link(relation),
            }
        }
    }
}
