//! Adds one project to another.

use super::recognize::recognize;
use super::unite;
use super::unsettled::{self, List};
use crate::model::{
    Annotation, AnnotationId, Cluster, Document, Project, Relation, Target, Unsettled,
};
use crate::parts::{once, parts_first};
use crate::state::{DocumentState, State};
use crate::transaction::{Op, Transaction};
use std::collections::{BTreeMap, BTreeSet};

/// Adds everything in a project to the open one, whose records stay unchanged. `None`: nothing is
/// new.
///
/// - An article whose text is already present is not added; its annotations go to the present one,
///   whose metadata stays.
/// - A record that is identical to a present one, or says the same under another id, is not added again. A present cluster
///   gains the new members. Any other record whose id is in use gets a new id.
/// - Annotations without a place are added, to be placed.
/// - Missing layers, labels, attributes, values and relation types are added to the schema, missing
///   annotators to the project. Guidelines are appended.
///
/// [`State::open`] must accept the project. O(n log n).
pub fn add_project(state: &State, project: &Project) -> Option<Transaction> {
    let name = match project.header.name.as_str() {
        "" => "add project".to_owned(),
        name => format!("add “{name}”"),
    };
    let project = &*recognize(state, project, false);
    let mut adding = Adding::default();
    let schema = unite::schema(state.schema(), &project.schema);
    if schema != *state.schema() {
        adding.ops.push(Op::PutSchema(Box::new(schema)));
    }
    adding.documents(state, &project.documents);
    adding.clusters(state, &project.clusters);
    adding.annotations(state, project);
    adding.members(state, &project.clusters);
    adding.relations(state, &project.relations);
    let mut header = unite::header(state.header(), &project.header);
    adding.placements(state, project).change(&mut header);
    if header != *state.header() {
        adding.ops.push(Op::PutHeader(Box::new(header)));
    }
    (!adding.ops.is_empty()).then(|| Transaction::new(name, adding.ops))
}

/// The operations so far, and the new ids of the added records.
#[derive(Default)]
struct Adding<'a> {
    ops: Vec<Op>,
    documents: Names<'a>,
    clusters: Names<'a>,
    annotations: Names<'a>,
}

/// New ids for one kind of record.
#[derive(Default)]
struct Names<'a> {
    becomes: BTreeMap<&'a str, String>,
    made: BTreeSet<String>,
}

impl<'a> Names<'a> {
    /// Starts with every record keeping its id.
    fn new(ids: &mut dyn Iterator<Item = &'a str>) -> Self {
        // `collect` would sort, with more code.
        let mut names = Self::default();
        for id in ids {
            names.set(id, id);
        }
        names
    }

    fn get(&self, id: &str) -> Option<&str> {
        self.becomes.get(id).map(String::as_str)
    }

    fn set(&mut self, id: &'a str, name: &str) {
        self.becomes.insert(id, name.to_owned());
    }

    /// The id itself if it is free, else the first of `id-2`, `id-3` … that neither a present nor
    /// an added record has.
    fn unused(&mut self, id: &'a str, is_there: &dyn Fn(&str) -> bool) -> &str {
        if is_there(id) {
            let free = |name: &String| {
                !is_there(name)
                    && !self.becomes.contains_key(name.as_str())
                    && !self.made.contains(name)
            };
            if let Some(name) = super::numbered(id, free) {
                self.made.insert(name.clone());
                self.becomes.insert(id, name);
            }
        }
        self.get(id).unwrap_or(id)
    }
}

impl<'a> Adding<'a> {
    fn documents(&mut self, state: &State, documents: &'a [Document]) {
        self.documents = Names::new(&mut documents.iter().map(|d| d.meta.id.as_str()));
        for document in documents {
            let id = &document.meta.id;
            let sha256 = document.fingerprint();
            let same = |there: &&DocumentState| there.sha256() == sha256;
            // Of several articles with this text, prefer the one with the same id.
            let named = state.document(id).filter(same);
            if let Some(there) = named.or_else(|| state.documents().iter().find(same)) {
                self.documents.set(id.as_str(), there.meta().id.as_str());
                continue;
            }
            let is_there = |id: &str| state.document(&id.into()).is_some();
            let mut document = document.clone();
            document.meta.id = self.documents.unused(id.as_str(), &is_there).into();
            self.ops.push(Op::InsertDocument {
                at: usize::MAX,
                document: Box::new(document),
            });
        }
    }

    fn clusters(&mut self, state: &State, clusters: &'a [Cluster]) {
        self.clusters = Names::new(&mut clusters.iter().map(|c| c.id.as_str()));
        for at in parts_first(clusters).order {
            let Some(cluster) = clusters.get(at) else {
                continue;
            };
            let mut record = cluster.clone();
            record.members = Vec::new();
            for part in &mut record.parts {
                if let Some(here) = self.clusters.get(part.as_str()) {
                    *part = here.into();
                }
            }
            once(&mut record.parts);
            if state.cluster(&cluster.id).map(|there| there.record()) == Some(&record) {
                continue;
            }
            let is_there = |id: &str| state.cluster(&id.into()).is_some();
            record.id = self.clusters.unused(cluster.id.as_str(), &is_there).into();
            self.ops.push(Op::PutCluster(Box::new(record)));
        }
    }

    fn annotations(&mut self, state: &State, project: &'a Project) {
        let annotations = &project.annotations;
        self.annotations = Names::new(&mut annotations.iter().map(|a| a.id.as_str()));
        let mut homes = BTreeMap::new();
        for cluster in &project.clusters {
            for member in &cluster.members {
                homes.insert(member.as_str(), cluster.id.as_str());
            }
        }
        for annotation in annotations {
            let id = &annotation.id;
            let Some(document) = self.documents.get(annotation.document.as_str()) else {
                continue;
            };
            let mut annotation: Annotation = annotation.clone();
            annotation.document = document.into();
            annotation.clear_quotes();
            // An annotation belongs to one cluster: a present one in another cluster is not the
            // same.
            let home = homes
                .get(id.as_str())
                .and_then(|home| self.clusters.get(home));
            let fits = match (state.cluster_of(id), home) {
                (Some(there), Some(home)) => there.record().id.as_str() == home,
                _ => true,
            };
            if fits && state.annotation(id) == Some(&annotation) {
                continue;
            }
            let is_there = |id: &str| state.annotation(&id.into()).is_some();
            annotation.id = self.annotations.unused(id.as_str(), &is_there).into();
            self.ops.push(Op::PutAnnotation(Box::new(annotation)));
        }
    }

    fn members(&mut self, state: &State, clusters: &'a [Cluster]) {
        for cluster in clusters {
            let Some(id) = self.clusters.get(cluster.id.as_str()) else {
                continue;
            };
            for member in &cluster.members {
                let Some(member) = self.annotations.get(member.as_str()) else {
                    continue;
                };
                let there = state.cluster_of(&member.into());
                if there.is_none_or(|there| there.record().id.as_str() != id) {
                    self.ops.push(Op::SetCluster {
                        annotation: member.into(),
                        cluster: Some(id.into()),
                    });
                }
            }
        }
    }

    fn relations(&mut self, state: &State, relations: &'a [Relation]) {
        let mut names = Names::new(&mut relations.iter().map(|r| r.id.as_str()));
        for relation in relations {
            let to = match &relation.to {
                Target::Annotation(to) => self
                    .annotations
                    .get(to.as_str())
                    .map(|to| Target::Annotation(to.into())),
                Target::Cluster(to) => self
                    .clusters
                    .get(to.as_str())
                    .map(|to| Target::Cluster(to.into())),
            };
            let (Some(from), Some(to)) = (self.annotations.get(relation.from.as_str()), to) else {
                continue;
            };
            let mut next = relation.clone();
            next.from = from.into();
            next.to = to;
            if state.relation(&next.id) != Some(&next) {
                let is_there = |id: &str| state.relation(&id.into()).is_some();
                next.id = names.unused(relation.id.as_str(), &is_there).into();
                self.ops.push(Op::PutRelation(Box::new(next)));
            }
        }
    }

    /// Adds the annotations without a place, and which annotations were reworded.
    fn placements(&self, state: &State, project: &Project) -> List {
        let (here, mut list) = (super::placements(state), List::default());
        for (_, item) in unsettled::listed(&project.header) {
            let mut lost = match item {
                Unsettled::Placement(lost) => lost,
                Unsettled::Reworded(mut reworded) => {
                    let next = self.annotations.get(reworded.annotation.as_str());
                    if let Some(next) = next {
                        reworded.annotation = next.into();
                        list.add(&Unsettled::Reworded(reworded));
                    }
                    continue;
                }
                _ => continue,
            };
            let Some(document) = self.documents.get(lost.annotation.document.as_str()) else {
                continue;
            };
            lost.annotation.document = document.into();
            if let Some(home) = &mut lost.cluster
                && let Some(id) = self.clusters.get(home.id.as_str())
            {
                home.id = id.into();
            }
            let renamed = |id: &mut AnnotationId| {
                if let Some(next) = self.annotations.get(id.as_str()) {
                    *id = next.into();
                }
            };
            for relation in &mut lost.relations {
                renamed(&mut relation.from);
                match &mut relation.to {
                    Target::Annotation(to) => renamed(to),
                    Target::Cluster(to) => {
                        if let Some(next) = self.clusters.get(to.as_str()) {
                            *to = next.into();
                        }
                    }
                }
            }
            if !here.contains(&lost) {
                list.add(&Unsettled::Placement(lost));
            }
        }
        list
    }
}

#[cfg(test)]
mod tests;
