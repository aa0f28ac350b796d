//! The new ids of records when two projects are merged.

use crate::json::Json;
use crate::model::{
    Annotation, AnnotationId, DocumentId, Placement, Project, Relation, RelationId, Target,
    Unsettled,
};
use crate::text::sha256;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};

/// New ids for one kind of record. A record is identified by its id and a key: the hash of a text,
/// an author, or both.
///
/// Of several keys under one id the least keeps it; each other gets an id derived from the key,
/// where it may collide again. The keys at an id depend only on which keys exist, and a key that
/// moved on once always moves on again. So the order in which projects are merged does not matter.
#[derive(Default)]
struct Moves(HashMap<(String, String), String>);

impl Moves {
    /// Computes the ids for records with those ids and keys. O(n log n).
    fn of<'a>(records: impl Iterator<Item = (&'a str, &'a str)>, suffix: fn(&str) -> &str) -> Self {
        let mut arrivals: HashMap<String, BTreeSet<String>> = HashMap::new();
        for (id, key) in records {
            match arrivals.get_mut(id) {
                Some(keys) => drop(keys.insert(key.to_owned())),
                None => drop(arrivals.insert(id.to_owned(), BTreeSet::from([key.to_owned()]))),
            }
        }
        // By length: derived ids are longer.
        let crowded = arrivals.iter().filter(|(_, keys)| keys.len() > 1);
        let mut crowded: BTreeSet<(usize, String)> =
            crowded.map(|(id, _)| (id.len(), id.clone())).collect();
        let mut moves = HashMap::new();
        while let Some((_, id)) = crowded.pop_first() {
            let keys = arrivals.get(&id).cloned().unwrap_or_default();
            for key in keys.into_iter().skip(1) {
                let next = format!("{id}~{}", suffix(&key));
                let keys = arrivals.entry(next.clone()).or_default();
                keys.insert(key.clone());
                if keys.len() > 1 {
                    crowded.insert((next.len(), next.clone()));
                }
                moves.insert((id.clone(), key), next);
            }
        }
        Self(moves)
    }

    /// The new id of a record, if it changes.
    fn get(&self, id: &str, key: &str) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        let mut at = (id.to_owned(), key.to_owned());
        let mut moved = None;
        while let Some(next) = self.0.get(&at) {
            moved = Some(next.as_str());
            at.0.clone_from(next);
        }
        moved
    }
}

/// The new ids of all records.
pub struct Names {
    documents: Moves,
    annotations: Moves,
    relations: Moves,
}

/// A copy of a project with the new ids.
pub struct Named {
    /// The copy, without its unsettled items, which follow.
    pub project: Project,
    /// Unsettled items about a record of the project.
    pub unsettled: Vec<Unsettled>,
    /// Unsettled items in an unknown form.
    pub opaque: Vec<Value>,
    /// Whether any id changed.
    pub renamed: bool,
}

/// The new id of an annotation, with the key that identifies its versions.
struct New {
    id: AnnotationId,
    author: String,
    document: DocumentId,
}

type NewIds = HashMap<AnnotationId, New>;

impl Names {
    /// Computes the ids for two projects.
    pub fn of(projects: [&Project; 2]) -> Self {
        let (mut documents, mut annotations) = (Vec::new(), Vec::new());
        let lost: Vec<Placement> = projects.into_iter().flat_map(placements).collect();
        for project in projects {
            let hashes = hashes(project);
            let lost = placements(project);
            let lost = lost.iter().map(|placement| &placement.annotation);
            for annotation in project.annotations.iter().chain(lost) {
                annotations.push((annotation.id.clone(), key(annotation, &hashes)));
            }
            documents.extend(hashes);
        }
        let documents = documents
            .iter()
            .map(|(id, hash)| (id.as_str(), hash.as_str()));
        let annotations = annotations
            .iter()
            .map(|(id, key)| (id.as_str(), key.as_str()));
        let relations = projects.iter().flat_map(|project| &project.relations);
        let relations = relations.chain(lost.iter().flat_map(|placement| &placement.relations));
        let relations = relations.map(|r| (r.id.as_str(), r.author.as_str()));
        Self {
            documents: Moves::of(documents, short),
            annotations: Moves::of(annotations, |key| match key.rsplit_once(MARK) {
                Some(("", hash)) => short(hash),
                Some((author, _)) => author,
                None => key,
            }),
            relations: Moves::of(relations, |author| author),
        }
    }

    /// The new id of an annotation.
    fn id_of(&self, annotation: &Annotation, hashes: &HashMap<DocumentId, String>) -> AnnotationId {
        let id = &annotation.id;
        let next = self.annotations.get(id.as_str(), &key(annotation, hashes));
        next.map_or_else(|| id.clone(), AnnotationId::from)
    }

    /// A copy of one of the projects with the new ids, with all hashes and without quotes.
    /// Unsettled items about missing records are omitted.
    pub fn copy(&self, project: &Project) -> Named {
        let mut copy = project.clone();
        let mut documents: HashMap<DocumentId, DocumentId> = HashMap::new();
        let mut annotations = NewIds::new();
        let hashes = hashes(project);
        let mut relations: HashMap<RelationId, (RelationId, String)> = HashMap::new();
        let mut renamed = false;
        for document in &mut copy.documents {
            let id = document.meta.id.clone();
            document.sha256 = hashes.get(&id).cloned().unwrap_or_default();
            if let Some(next) = self.documents.get(id.as_str(), &document.sha256) {
                document.meta.id = next.into();
                renamed = true;
            }
            documents.insert(id, document.meta.id.clone());
        }
        for annotation in &mut copy.annotations {
            let id = annotation.id.clone();
            let next = self.annotations.get(id.as_str(), &key(annotation, &hashes));
            if let Some(next) = next {
                annotation.id = next.into();
                renamed = true;
            }
            let new = New {
                id: annotation.id.clone(),
                author: annotation.author.clone(),
                document: annotation.document.clone(),
            };
            annotations.insert(id, new);
            rehome(annotation, &documents);
        }
        // A relation may wait for an annotation without a place.
        for placement in placements(project) {
            let annotation = placement.annotation;
            let id = self.id_of(&annotation, &hashes);
            annotations.entry(annotation.id).or_insert(New {
                id,
                author: annotation.author,
                document: annotation.document,
            });
        }
        for cluster in &mut copy.clusters {
            for member in &mut cluster.members {
                if let Some(next) = annotations.get(member) {
                    *member = next.id.clone();
                }
            }
        }
        for relation in &mut copy.relations {
            let id = relation.id.clone();
            if let Some(next) = self.relations.get(id.as_str(), &relation.author) {
                relation.id = next.into();
                renamed = true;
            }
            let names = (relation.id.clone(), relation.author.clone());
            relations.insert(id, names);
            tie(relation, &annotations);
        }
        let clusters: HashSet<&str> = copy.clusters.iter().map(|c| c.id.as_str()).collect();
        let name = |mut item: Unsettled| -> Option<Unsettled> {
            match &mut item {
                Unsettled::Annotation(version) => {
                    let new = annotations.get(&version.id)?;
                    version.id = new.id.clone();
                    let same = new.author == version.author && new.document == version.document;
                    same.then_some(())?;
                    rehome(version, &documents);
                }
                Unsettled::Relation(version) => {
                    let (id, author) = relations.get(&version.id)?;
                    version.id = id.clone();
                    let ends = match &version.to {
                        Target::Cluster(to) => clusters.contains(to.as_str()),
                        Target::Annotation(_) => true,
                    };
                    let whole = *author == version.author && ends && tie(version, &annotations);
                    whole.then_some(())?;
                }
                Unsettled::Cluster(version) => {
                    version.members = Vec::new();
                    clusters.get(version.id.as_str())?;
                }
                Unsettled::Document(version) => version.id = documents.get(&version.id)?.clone(),
                Unsettled::Member {
                    annotation,
                    cluster,
                } => {
                    *annotation = annotations.get(annotation)?.id.clone();
                    clusters.get(cluster.as_str())?;
                }
                Unsettled::Reworded(reworded) => {
                    reworded.annotation = annotations.get(&reworded.annotation)?.id.clone();
                }
                Unsettled::Placement(placement) => {
                    let own = placement.annotation.id.clone();
                    let next = self.id_of(&placement.annotation, &hashes);
                    let end = |end: &mut AnnotationId| match annotations.get(end) {
                        _ if *end == own => end.clone_from(&next),
                        Some(new) => end.clone_from(&new.id),
                        None => {}
                    };
                    for relation in &mut placement.relations {
                        if let Some(id) = self.relations.get(relation.id.as_str(), &relation.author)
                        {
                            relation.id = id.into();
                        }
                        end(&mut relation.from);
                        if let Target::Annotation(to) = &mut relation.to {
                            end(to);
                        }
                    }
                    let annotation = &mut placement.annotation;
                    if let Some(document) = documents.get(&annotation.document) {
                        annotation.document = document.clone();
                    }
                    annotation.id = next;
                }
            }
            Some(item)
        };
        let (mut unsettled, mut opaque) = (Vec::new(), Vec::new());
        for item in copy.header.unsettled().to_vec() {
            match Unsettled::from_json(item.clone()) {
                Ok(item) => unsettled.extend(name(item)),
                Err(_) => opaque.push(item),
            }
        }
        Named {
            project: copy,
            unsettled,
            opaque,
            renamed,
        }
    }
}

/// The annotations of a project without a place.
fn placements(project: &Project) -> Vec<Placement> {
    let items = project.header.unsettled().iter();
    let items = items.filter_map(|item| match Unsettled::from_json(item.clone()) {
        Ok(Unsettled::Placement(placement)) => Some(*placement),
        _ => None,
    });
    items.collect()
}

/// Separates an author from a hash.
const MARK: char = '\u{0}';

/// The key of an annotation among those with its id: its author and its text.
fn key(annotation: &Annotation, hashes: &HashMap<DocumentId, String>) -> String {
    let hash = hashes.get(&annotation.document).map_or("", String::as_str);
    format!("{}{MARK}{hash}", annotation.author)
}

/// The hashes of the texts.
fn hashes(project: &Project) -> HashMap<DocumentId, String> {
    let documents = project.documents.iter();
    documents
        .map(|d| (d.meta.id.clone(), sha256(&d.text)))
        .collect()
}

/// A hash shortened for use in an id.
fn short(hash: &str) -> &str {
    hash.get(..8).unwrap_or(hash)
}

/// Sets the new document id of an annotation and clears its quotes.
fn rehome(annotation: &mut Annotation, documents: &HashMap<DocumentId, DocumentId>) {
    annotation.clear_quotes();
    if let Some(next) = documents.get(&annotation.document) {
        annotation.document = next.clone();
    }
}

/// Sets the new ids of a relation's ends. Returns whether both ends exist.
fn tie(relation: &mut Relation, annotations: &NewIds) -> bool {
    let mut whole = true;
    let mut name = |id: &mut AnnotationId| match annotations.get(id) {
        Some(next) => *id = next.id.clone(),
        None => whole = false,
    };
    name(&mut relation.from);
    if let Target::Annotation(to) = &mut relation.to {
        name(to);
    }
    whole
}
