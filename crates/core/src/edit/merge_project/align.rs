//! Finds the documents of a copy in the open project by their texts: ids come from names of files, so two
//! projects can have one text under two ids, and two texts under one.

use crate::json::Json;
use crate::model::{DocumentId, Project, Unsettled};
use crate::state::State;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Code points of a hash in an id.
const HASH_CHARS: usize = 8;

/// Gives the documents of a project whose text the open project has under another id that id, and their
/// annotations with them. Each document here is taken once, at first by those with its id. A document that
/// loses its id to such a one gets another, `id~first8ofhash`. O(n) in both.
pub(super) fn align<'p>(state: &State, project: &'p Project) -> Cow<'p, Project> {
    let becomes = ids(state, project);
    if becomes.is_empty() {
        return Cow::Borrowed(project);
    }
    let rename = |id: &mut DocumentId| {
        if let Some(next) = becomes.get(id) {
            id.clone_from(next);
        }
    };
    let mut project = project.clone();
    for document in &mut project.documents {
        rename(&mut document.meta.id);
    }
    for annotation in &mut project.annotations {
        rename(&mut annotation.document);
    }
    let items = project.header.unsettled().iter().map(|value| {
        let Ok(mut item) = Unsettled::from_json(value.clone()) else {
            return value.clone();
        };
        match &mut item {
            Unsettled::Document(version) => rename(&mut version.id),
            Unsettled::Annotation(version) => rename(&mut version.document),
            Unsettled::Placement(lost) => rename(&mut lost.annotation.document),
            Unsettled::Relation(_)
            | Unsettled::Cluster(_)
            | Unsettled::Member { .. }
            | Unsettled::Reworded(_) => return value.clone(),
        }
        item.to_json()
    });
    let items: Vec<Value> = items.collect();
    project.header.set_unsettled(items);
    Cow::Owned(project)
}

/// The new ids of documents.
fn ids(state: &State, project: &Project) -> HashMap<DocumentId, DocumentId> {
    let texts: Vec<(&DocumentId, Cow<str>)> = (project.documents.iter())
        .map(|document| (&document.meta.id, document.fingerprint()))
        .collect();
    let keeps = |id: &DocumentId, text: &str| {
        let here = state.document(id);
        here.is_some_and(|here| here.sha256() == text)
    };
    let kept: HashSet<&DocumentId> = (texts.iter())
        .filter(|(id, text)| keeps(id, text))
        .map(|(id, _)| *id)
        .collect();
    let mut free: HashMap<&str, Vec<&DocumentId>> = HashMap::new();
    for here in state.documents().iter().rev() {
        if !kept.contains(&here.meta().id) {
            free.entry(here.sha256()).or_default().push(&here.meta().id);
        }
    }
    let mut becomes: HashMap<DocumentId, DocumentId> = HashMap::new();
    for (id, text) in texts.iter().filter(|(id, _)| !kept.contains(id)) {
        if let Some(here) = free.get_mut(&**text).and_then(Vec::pop) {
            becomes.insert((*id).clone(), here.clone());
        }
    }
    let taken: HashSet<DocumentId> = becomes.values().cloned().collect();
    let mut used: HashSet<DocumentId> = texts.iter().map(|(id, _)| (*id).clone()).collect();
    used.extend(taken.iter().cloned());
    for (id, text) in &texts {
        if !taken.contains(*id) || kept.contains(id) || becomes.contains_key(*id) {
            continue;
        }
        let hash = text.get(..HASH_CHARS).unwrap_or(text);
        let derived = format!("{id}~{hash}");
        let is_free = |id: &String| {
            let id = DocumentId::from(id.as_str());
            !used.contains(&id) && state.document(&id).is_none()
        };
        let next = match is_free(&derived) {
            true => Some(derived),
            false => crate::edit::numbered(&derived, is_free),
        };
        if let Some(next) = next {
            let next = DocumentId::from(next.as_str());
            used.insert(next.clone());
            becomes.insert((*id).clone(), next);
        }
    }
    becomes
}
