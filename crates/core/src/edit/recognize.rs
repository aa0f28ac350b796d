//! Recognizes in another project what the open one has already, under whatever id: files of other
//! tools give records ids of their own, and know neither authors nor times.

use crate::json::Json;
use crate::model::{
    Annotation, AnnotationId, Attributes, ClusterId, DocumentId, Project, Relation, RelationId,
    Target, Unsettled,
};
use crate::parts::once;
use crate::state::{DocumentState, State};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// How many present marks of one extent and label are compared with one.
const MAX_COMPARED: usize = 64;

/// Gives the records of a project that the open one has already their ids and contents there.
///
/// - Annotations are the same if they cover the same words of the same text with the same label, and
///   the other project knows nothing more of them: no other author, no other note, no other value of
///   an attribute.
/// - Relations are the same if their ends, kinds and values are, and nothing more is known of them.
/// - A cluster whose mentions are all in one present cluster is that one, if it has its name or none.
///
/// In a copy, a record whose id is in use here, by the same author and in the same text, is another version
/// of that one, and is not looked at.
/// Files of other tools number their records anew: there, an id means nothing unless the record says the
/// same. O(n log n) in both.
pub(super) fn recognize<'p>(
    state: &State,
    project: &'p Project,
    is_copy: bool,
) -> Cow<'p, Project> {
    let same = annotations(state, project, is_copy);
    if same.is_empty() {
        return Cow::Borrowed(project);
    }
    let mut project = project.clone();
    for annotation in &mut project.annotations {
        let here = same.get(&annotation.id).and_then(|id| state.annotation(id));
        if let Some(here) = here {
            let document = annotation.document.clone();
            *annotation = Annotation {
                document,
                ..here.clone()
            };
        }
    }
    let renamed = |id: &mut AnnotationId| {
        if let Some(here) = same.get(id) {
            id.clone_from(here);
        }
    };
    for cluster in &mut project.clusters {
        cluster.members.iter_mut().for_each(renamed);
    }
    let clusters = clusters(state, &mut project);
    for cluster in &mut project.clusters {
        if state.cluster(&cluster.id).is_none() {
            for part in &mut cluster.parts {
                if let Some(here) = clusters.get(part) {
                    part.clone_from(here);
                }
            }
            once(&mut cluster.parts);
        }
    }
    for relation in &mut project.relations {
        renamed(&mut relation.from);
        match &mut relation.to {
            Target::Annotation(to) => renamed(to),
            Target::Cluster(to) => {
                if let Some(here) = clusters.get(to) {
                    to.clone_from(here);
                }
            }
        }
    }
    placements(&mut project, &same, &clusters);
    relations(state, &mut project.relations, is_copy);
    Cow::Owned(project)
}

/// Leads what waits with annotations without a place to the present records.
fn placements(
    project: &mut Project,
    same: &HashMap<AnnotationId, AnnotationId>,
    homes: &HashMap<ClusterId, ClusterId>,
) {
    let items = project.header.unsettled().iter().map(|value| {
        let Ok(Unsettled::Placement(mut lost)) = Unsettled::from_json(value.clone()) else {
            return value.clone();
        };
        for relation in &mut lost.relations {
            let ends = match &mut relation.to {
                Target::Annotation(to) => [Some(&mut relation.from), Some(to)],
                Target::Cluster(_) => [Some(&mut relation.from), None],
            };
            for end in ends.into_iter().flatten() {
                if let Some(here) = same.get(end) {
                    end.clone_from(here);
                }
            }
        }
        if let Some(home) = &mut lost.cluster
            && let Some(here) = homes.get(&home.id)
        {
            home.id.clone_from(here);
        }
        Unsettled::Placement(lost).to_json()
    });
    let items: Vec<Value> = items.collect();
    project.header.set_unsettled(items);
}

/// The present annotation that each annotation of a project is, if it is another id.
fn annotations(
    state: &State,
    project: &Project,
    is_copy: bool,
) -> HashMap<AnnotationId, AnnotationId> {
    let mut documents: HashMap<&DocumentId, &DocumentState> = HashMap::new();
    let mut by_text: HashMap<&str, &DocumentState> = HashMap::new();
    for document in state.documents().iter().rev() {
        by_text.insert(document.sha256(), document);
    }
    for document in &project.documents {
        let sha256 = document.fingerprint();
        let same = |there: &&DocumentState| there.sha256() == sha256;
        let named = state.document(&document.meta.id).filter(same);
        if let Some(there) = named.or_else(|| by_text.get(&*sha256).copied()) {
            documents.insert(&document.meta.id, there);
        }
    }
    // Those that keep their ids.
    let stays = |annotation: &Annotation| {
        let here = state.annotation(&annotation.id);
        here.is_some_and(|here| {
            let there = documents.get(&annotation.document);
            let is_there = there.is_some_and(|there| there.meta().id == here.document);
            is_there
                && match is_copy {
                    true => here.author == annotation.author,
                    false => here.label == annotation.label && is_known(annotation, here),
                }
        })
    };
    let taken: HashSet<&AnnotationId> = (project.annotations.iter())
        .filter(|annotation| stays(annotation))
        .map(|annotation| &annotation.id)
        .collect();
    // Those that no annotation of the project claims by its id, by what they cover.
    let mut free: HashMap<_, Vec<&Annotation>> = HashMap::new();
    let mut seen = HashSet::new();
    for there in documents.values() {
        if !seen.insert(&there.meta().id) {
            continue;
        }
        let here = there
            .order()
            .iter()
            .rev()
            .filter_map(|slot| state.at(*slot));
        for annotation in here.filter(|it| !taken.contains(&it.id)) {
            let key = (&there.meta().id, ranges(annotation), &annotation.label);
            free.entry(key).or_default().push(annotation);
        }
    }
    let mut same = HashMap::new();
    for annotation in &project.annotations {
        if taken.contains(&annotation.id) {
            continue;
        }
        let Some(there) = documents.get(&annotation.document) else {
            continue;
        };
        let key = (&there.meta().id, ranges(annotation), &annotation.label);
        let Some(list) = free.get_mut(&key) else {
            continue;
        };
        // More marks of one extent and label than these are not told apart.
        let last = list.len().saturating_sub(MAX_COMPARED);
        let at = (list.iter().skip(last)).rposition(|here| is_known(annotation, here));
        if let Some(at) = at {
            same.insert(
                annotation.id.clone(),
                list.swap_remove(last + at).id.clone(),
            );
        }
    }
    same
}

fn ranges(annotation: &Annotation) -> Vec<(usize, usize)> {
    let fragments = annotation.fragments.iter();
    fragments.map(|it| (it.start, it.end)).collect()
}

/// Whether a present annotation with its label says all that another one says.
fn is_known(other: &Annotation, here: &Annotation) -> bool {
    ranges(other) == ranges(here)
        && is_within(&other.extra, &here.extra)
        && is_part(&other.author, &here.author)
        && is_part(&other.note, &here.note)
        && is_within(&other.attributes, &here.attributes)
}

fn is_part(other: &str, here: &str) -> bool {
    other.is_empty() || other == here
}

fn is_within(other: &Attributes, here: &Attributes) -> bool {
    other
        .iter()
        .all(|(name, value)| here.get(name) == Some(value))
}

/// Turns clusters of a project whose mentions are all in one present cluster into that; returns which
/// became which.
fn clusters(state: &State, project: &mut Project) -> HashMap<ClusterId, ClusterId> {
    let mut same = HashMap::new();
    let mut claimed = HashSet::new();
    for cluster in &mut project.clusters {
        if state.cluster(&cluster.id).is_some() {
            continue;
        }
        let mut homes = cluster.members.iter().map(|id| state.cluster_of(id));
        let Some(Some(home)) = homes.next() else {
            continue;
        };
        let record = home.record();
        let is_home = homes.all(|it| it.is_some_and(|it| it.record().id == record.id))
            && is_part(&cluster.name, &record.name)
            && is_part(&cluster.note, &record.note)
            && is_within(&cluster.attributes, &record.attributes);
        if is_home && claimed.insert(record.id.clone()) {
            same.insert(cluster.id.clone(), record.id.clone());
            let members = std::mem::take(&mut cluster.members);
            cluster.clone_from(record);
            cluster.members = members;
        }
    }
    same
}

/// Turns relations that are present under another id into those.
fn relations(state: &State, relations: &mut [Relation], is_copy: bool) {
    let stays = |relation: &Relation| {
        let here = state.relation(&relation.id);
        let is_version = |here: &Relation| is_copy && here.author == relation.author;
        here.is_some_and(|here| is_version(here) || said(here) == said(relation))
    };
    let taken: HashSet<RelationId> = (relations.iter())
        .filter(|relation| stays(relation))
        .map(|relation| relation.id.clone())
        .collect();
    let mut free: HashMap<Said, Vec<&Relation>> = HashMap::new();
    for here in state.relations().filter(|here| !taken.contains(&here.id)) {
        free.entry(said(here)).or_default().push(here);
    }
    for relation in relations {
        if taken.contains(&relation.id) {
            continue;
        }
        let list = free.get_mut(&said(relation));
        let here = list.and_then(|list| {
            let known = |here: &&Relation| {
                is_part(&relation.author, &here.author)
                    && is_part(&relation.note, &here.note)
                    && is_within(&relation.attributes, &here.attributes)
            };
            let at = list.iter().position(known)?;
            Some(list.swap_remove(at))
        });
        if let Some(here) = here {
            relation.clone_from(here);
        }
    }
}

/// What a relation says: its kind, its value and its ends.
type Said = (String, String, AnnotationId, String);

fn said(relation: &Relation) -> Said {
    let to = match &relation.to {
        Target::Annotation(to) => format!("annotation {to}"),
        Target::Cluster(to) => format!("cluster {to}"),
    };
    let (kind, value) = (relation.kind.clone(), relation.value.clone());
    (kind, value, relation.from.clone(), to)
}

#[cfg(test)]
mod tests;
