//! Recognizes in another project what the open one has already, under whatever id: files of other
//! tools give records ids of their own, and know neither authors nor times.

use crate::model::{
    Annotation, AnnotationId, Attributes, ClusterId, DocumentId, Project, Relation, RelationId,
    Target,
};
use crate::state::{DocumentState, State};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Gives the records of a project that the open one has already their ids and contents there.
///
/// - Annotations are the same if they cover the same words of the same text with the same label, and
///   the other project knows nothing more of them: no other author, no other note, no other value of
///   an attribute.
/// - Relations are the same if their ends, kinds and values are, and nothing more is known of them.
/// - A cluster whose mentions are all in one present cluster is that one, if it has its name or none.
///
/// A record whose id is in use here is not looked at. O(n log n) in both.
pub(super) fn recognize<'p>(state: &State, project: &'p Project) -> Cow<'p, Project> {
    let same = annotations(state, project);
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
    relations(state, &mut project.relations);
    Cow::Owned(project)
}

/// The present annotation that each annotation of a project is, if it is another id.
fn annotations(state: &State, project: &Project) -> HashMap<AnnotationId, AnnotationId> {
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
    let taken: HashSet<&AnnotationId> = project.annotations.iter().map(|it| &it.id).collect();
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
            let key = (
                &there.meta().id,
                annotation.extent().start,
                annotation.label.as_str(),
            );
            free.entry(key).or_default().push(annotation);
        }
    }
    let mut same = HashMap::new();
    for annotation in &project.annotations {
        if state.annotation(&annotation.id).is_some() {
            continue;
        }
        let Some(there) = documents.get(&annotation.document) else {
            continue;
        };
        let key = (
            &there.meta().id,
            annotation.extent().start,
            annotation.label.as_str(),
        );
        let Some(list) = free.get_mut(&key) else {
            continue;
        };
        if let Some(at) = list.iter().rposition(|here| is_known(annotation, here)) {
            same.insert(annotation.id.clone(), list.swap_remove(at).id.clone());
        }
    }
    same
}

/// Whether a present annotation says all that another one with its start and label says.
fn is_known(other: &Annotation, here: &Annotation) -> bool {
    let ranges = |annotation: &Annotation| -> Vec<_> {
        let fragments = annotation.fragments.iter();
        fragments.map(|fragment| fragment.range()).collect()
    };
    ranges(other) == ranges(here)
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
fn relations(state: &State, relations: &mut [Relation]) {
    let taken: HashSet<&RelationId> = relations.iter().map(|relation| &relation.id).collect();
    let mut free: HashMap<Said, Vec<&Relation>> = HashMap::new();
    for here in state.relations().filter(|here| !taken.contains(&here.id)) {
        free.entry(said(here)).or_default().push(here);
    }
    for relation in relations {
        if state.relation(&relation.id).is_some() {
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
