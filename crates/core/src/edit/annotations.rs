//! Creates, changes and removes annotations.

use super::Stamp;
use super::spans::joined;
use crate::model::{Annotation, AnnotationId, Attributes, DocumentId, Fragment, Span, label_layer};
use crate::state::State;
use crate::transaction::{Op, Transaction};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// An annotation to create.
#[derive(Clone, Debug)]
pub struct NewAnnotation {
    /// An unused id.
    pub id: AnnotationId,
    /// The document.
    pub document: DocumentId,
    /// Half-open ranges in code points; sorted, and joined where they touch or overlap.
    pub fragments: Vec<Range<usize>>,
    /// A layer or a layer's label.
    pub label: String,
}

impl NewAnnotation {
    pub(super) fn build(self, attributes: Attributes, stamp: Stamp) -> Op {
        Op::PutAnnotation(Box::new(Annotation {
            attributes,
            author: stamp.author.to_owned(),
            created: stamp.time.to_owned(),
            modified: stamp.time.to_owned(),
            ..Annotation::new(self.id, self.document, self.label, tidy(self.fragments))
        }))
    }
}

/// Creates an annotation, with the values that the schema gives new ones.
pub fn annotate(state: &State, new: NewAnnotation, stamp: Stamp) -> Transaction {
    let name = format!("tag {}", lower(state, &new.label));
    let attributes = state.schema().defaults(&new.label);
    Transaction::new(name, vec![new.build(attributes, stamp)])
}

/// Removes annotations with their relations; a cluster that loses its last mention is removed too.
pub fn remove(state: &State, ids: &[AnnotationId]) -> Option<Transaction> {
    let mut ops = Vec::new();
    let mut relations = BTreeSet::new();
    let mut leaving: BTreeMap<_, usize> = BTreeMap::new();
    let there: BTreeSet<_> = ids
        .iter()
        .filter(|id| state.annotation(id).is_some())
        .collect();
    for id in &there {
        for relation in state.relations_of(id) {
            relations.insert(relation.id.clone());
        }
        if let Some(cluster) = state.cluster_of(id) {
            *leaving.entry(cluster.record().id.clone()).or_default() += 1;
            ops.push(Op::SetCluster {
                annotation: (*id).clone(),
                cluster: None,
            });
        }
    }
    leaving.retain(|id, count| {
        let cluster = state.cluster(id);
        cluster.is_some_and(|cluster| cluster.members().len() == *count)
    });
    ops.extend(super::detach::detach(
        state,
        &leaving.keys().collect(),
        None,
    ));
    for id in leaving.into_keys() {
        relations.extend(state.relations_to_cluster(&id).map(|r| r.id.clone()));
        ops.push(Op::RemoveCluster(id));
    }
    let mut all: Vec<Op> = relations.into_iter().map(Op::RemoveRelation).collect();
    all.append(&mut ops);
    all.extend(there.iter().map(|id| Op::RemoveAnnotation((*id).clone())));
    super::unsettled::forget(state, &mut all);
    let name = match there.len() {
        0 => return None,
        1 => {
            let only = there.first().and_then(|id| state.annotation(id));
            format!(
                "remove {}",
                only.map_or_else(String::new, |a| lower(state, &a.label))
            )
        }
        many => format!("remove {many} marks"),
    };
    Some(Transaction::new(name, all))
}

/// Changes the label of annotations. Whoever chooses a label has checked it.
pub fn relabel(
    state: &State,
    ids: &[AnnotationId],
    label: &str,
    stamp: Stamp,
) -> Option<Transaction> {
    let ids: BTreeSet<_> = ids.iter().collect();
    let ops: Vec<Op> = ids
        .into_iter()
        .filter_map(|id| state.annotation(id))
        .filter(|annotation| annotation.label != label || annotation.check != 0)
        .map(|annotation| {
            let mut next = annotation.clone();
            follow_defaults(state, &mut next.attributes, &annotation.label, label);
            next.label = label.to_owned();
            next.check = 0;
            put(next, stamp)
        })
        .collect();
    let name = format!("label as {}", lower(state, label));
    (!ops.is_empty()).then(|| Transaction::new(name, ops))
}

/// Gives the values that new annotations have for the attributes that only the new label has, and takes those
/// away that only the old one had, as long as they are what new ones have.
fn follow_defaults(state: &State, attributes: &mut Attributes, from: &str, to: &str) {
    let schema = state.schema();
    let has = |label: &str, name: &str| {
        let mut all = schema.attributes(label);
        all.any(|attribute| attribute.name == name)
    };
    for (name, value) in schema.defaults(from) {
        if !has(to, &name) && attributes.get(&name) == Some(&value) {
            attributes.retain(|known, _| *known != name);
        }
    }
    for (name, value) in schema.defaults(to) {
        if !has(from, &name) {
            attributes.entry(name).or_insert(value);
        }
    }
}

/// Notes that a person has checked annotations since the meaning of their label changed, and that the
/// label stays.
pub fn confirm(state: &State, ids: &[AnnotationId], stamp: Stamp) -> Option<Transaction> {
    let ids: BTreeSet<_> = ids.iter().collect();
    let there = ids.into_iter().filter_map(|id| state.annotation(id));
    let ops: Vec<Op> = there
        .filter(|annotation| annotation.check != 0)
        .map(|annotation| {
            let mut next = annotation.clone();
            next.check = 0;
            put(next, stamp)
        })
        .collect();
    let name = match ops.len() {
        0 => return None,
        1 => "confirm mark".to_owned(),
        many => format!("confirm {many} marks"),
    };
    Some(Transaction::new(name, ops))
}

/// Moves the outer edges of an annotation. Drops fragments outside the new extent and stretches or
/// cuts the outermost remaining ones.
pub fn set_extent(
    state: &State,
    id: &AnnotationId,
    extent: Range<usize>,
    stamp: Stamp,
) -> Option<Transaction> {
    let annotation = state.annotation(id)?;
    if extent.start >= extent.end || annotation.extent() == extent {
        return None;
    }
    let mut kept: Vec<Range<usize>> = annotation
        .fragments
        .iter()
        .map(|f| f.start.max(extent.start)..f.end.min(extent.end))
        .filter(|range| range.start < range.end)
        .collect();
    match kept.first_mut() {
        Some(first) => first.start = extent.start,
        None => kept.push(extent.clone()),
    }
    if let Some(last) = kept.last_mut() {
        last.end = extent.end;
    }
    set_fragments(
        annotation,
        kept,
        format!("move edge of {}", lower(state, &annotation.label)),
        stamp,
    )
}

/// An extent whose edges are in no gap between the fragments of an annotation, as the one that is passed
/// or smaller: text that was never a part of the annotation does not become one by moving an edge back.
pub fn off_gaps(annotation: &Annotation, extent: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = extent;
    for gap in annotation.fragments.windows(2) {
        let [before, after] = gap else { continue };
        if before.end <= start && start < after.start {
            start = after.start;
        }
        if before.end < end && end <= after.start {
            end = before.end;
        }
    }
    start..end
}

/// Adds a range to an annotation, which may make it discontinuous.
pub fn add_fragment(
    state: &State,
    id: &AnnotationId,
    range: Range<usize>,
    stamp: Stamp,
) -> Option<Transaction> {
    let annotation = state.annotation(id)?;
    let mut ranges: Vec<_> = annotation.fragments.iter().map(Fragment::range).collect();
    ranges.push(range);
    set_fragments(
        annotation,
        ranges,
        format!("add fragment to {}", lower(state, &annotation.label)),
        stamp,
    )
}

/// Removes a fragment from an annotation with several.
pub fn remove_fragment(
    state: &State,
    id: &AnnotationId,
    fragment: usize,
    stamp: Stamp,
) -> Option<Transaction> {
    let annotation = state.annotation(id)?;
    let mut ranges: Vec<_> = annotation.fragments.iter().map(Fragment::range).collect();
    if fragment >= ranges.len() || ranges.len() == 1 {
        return None;
    }
    ranges.remove(fragment);
    set_fragments(
        annotation,
        ranges,
        format!("remove fragment of {}", lower(state, &annotation.label)),
        stamp,
    )
}

/// Sets an attribute, or removes it.
pub fn set_attribute(
    state: &State,
    id: &AnnotationId,
    attribute: &str,
    value: Option<serde_json::Value>,
    stamp: Stamp,
) -> Option<Transaction> {
    set_attributes(state, id, vec![(attribute.to_owned(), value)], stamp)
}

/// Sets several attributes, or removes them, in one step; it is named after the first that changes.
pub fn set_attributes(
    state: &State,
    id: &AnnotationId,
    values: Vec<(String, Option<serde_json::Value>)>,
    stamp: Stamp,
) -> Option<Transaction> {
    let mut next = state.annotation(id)?.clone();
    let mut first = None;
    for (attribute, value) in values {
        if next.attributes.get(&attribute) == value.as_ref() {
            continue;
        }
        first.get_or_insert_with(|| attribute.clone());
        match value {
            Some(value) => next.attributes.insert(attribute, value),
            None => next.attributes.shift_remove(&attribute),
        };
    }
    let first = first?;
    let title = state
        .schema()
        .attributes(&next.label)
        .find(|kind| kind.name == first)
        .map_or(first.as_str(), |kind| kind.title.as_str());
    let name = format!("set {}", title.to_lowercase());
    Some(Transaction::new(name, vec![put(next, stamp)]))
}

/// Sets the note.
pub fn set_note(state: &State, id: &AnnotationId, note: &str, stamp: Stamp) -> Option<Transaction> {
    let mut next = state.annotation(id)?.clone();
    if next.note == note {
        return None;
    }
    note.clone_into(&mut next.note);
    Some(Transaction::new("write note", vec![put(next, stamp)]))
}

fn set_fragments(
    annotation: &Annotation,
    ranges: Vec<Range<usize>>,
    name: String,
    stamp: Stamp,
) -> Option<Transaction> {
    let mut fragments = tidy(ranges);
    let ranges =
        |fragments: &[Fragment]| -> Vec<_> { fragments.iter().map(Fragment::range).collect() };
    if ranges(&fragments) == ranges(&annotation.fragments) {
        return None;
    }
    // The fields of other programs stay with a fragment that does not move.
    for fragment in &mut fragments {
        let old = annotation
            .fragments
            .binary_search_by_key(&fragment.start, |old| old.start);
        if let Some(old) = old.ok().and_then(|at| annotation.fragments.get(at))
            && old.end == fragment.end
        {
            fragment.extra = old.extra.clone();
        }
    }
    let mut next = annotation.clone();
    next.fragments = fragments;
    Some(Transaction::new(name, vec![put(next, stamp)]))
}

pub(super) fn put(mut next: Annotation, stamp: Stamp) -> Op {
    stamp.time.clone_into(&mut next.modified);
    Op::PutAnnotation(Box::new(next))
}

/// Sorts ranges, drops empty ones, and joins those that touch or overlap.
fn tidy(ranges: Vec<Range<usize>>) -> Vec<Fragment> {
    let ranges = ranges.into_iter().filter(|range| range.start < range.end);
    let joined = joined(ranges.map(Span::from).collect());
    let fragments = joined.into_iter();
    fragments
        .map(|span| Fragment::new(span.start..span.end))
        .collect()
}

/// A label for use inside a sentence: `person`, `law or document`; also for custom layers.
pub(super) fn lower(state: &State, label: &str) -> String {
    let title = state.schema().title(label);
    match label.split_once('.') {
        Some(_) => {
            format!("{} ({})", state.schema().title(label_layer(label)), title).to_lowercase()
        }
        None => title.to_lowercase(),
    }
}
