//! The state stays consistent, reports changes, and can go back.
#![allow(clippy::unwrap_used)]

mod refused;

use super::*;
use crate::change::Change;
use crate::model::{Project, Target};
use crate::testing::{any_operation, any_project, any_transaction};
use crate::transaction::{Op, Transaction};
use proptest::prelude::*;
use proptest::sample::Index;

/// Compares every index of a state with a scan of all records.
pub(crate) fn assert_whole(state: &State) {
    let project = state.to_project();
    let again = State::open(project.clone()).expect("what was open opens again");
    assert_eq!(again.to_project(), project);

    let all: Vec<&Annotation> = state.annotations().collect();
    assert_eq!(all.len(), state.annotation_count());
    assert_eq!(all.len() + state.free.len(), state.slots.len());
    assert_eq!(all.len(), project.annotations.len());
    assert!(state.free.iter().all(|&slot| state.at(slot).is_none()));
    for annotation in &all {
        assert_eq!(state.annotation(&annotation.id), Some(*annotation));
        assert!(state.document(&annotation.document).is_some());
        assert!(annotation.fragments.iter().all(|f| f.quote.is_empty()));
    }
    let of_groups = state.clusters().flat_map(|c| &c.record().parts);
    let of_parts = state.part_of.values().map(BTreeSet::len);
    assert_eq!(of_groups.count(), of_parts.sum::<usize>());
    assert!(state.part_of.values().all(|groups| !groups.is_empty()));
    for group in state.clusters() {
        for part in &group.record().parts {
            let mut groups = state.groups_of(part);
            assert!(groups.any(|of| of.record().id == group.record().id));
        }
    }
    assert_eq!(state.document_index.len(), state.documents.len());
    for (index, document) in state.documents().iter().enumerate() {
        assert_eq!(state.document_index(&document.meta.id), Some(index));
        let len = document.text.len();
        let mut own: Vec<u32> = all
            .iter()
            .filter(|a| a.document == document.meta.id)
            .map(|a| state.slot(&a.id).unwrap())
            .collect();
        own.sort_by_key(|&slot| {
            let annotation = state.at(slot).unwrap();
            let extent = annotation.extent();
            (extent.start, Reverse(extent.end), annotation.id.clone())
        });
        assert_eq!(document.order(), own);
        for (rank, &slot) in own.iter().enumerate() {
            assert_eq!(document.rank(state, slot), Some(rank));
        }
        let begun = |offset: usize| {
            let starts = own
                .iter()
                .map(|&slot| state.at(slot).unwrap().extent().start);
            starts.filter(|&start| start < offset).count()
        };
        for offset in [0, 1, len / 2, len, usize::MAX] {
            assert_eq!(document.rank_of_offset(state, offset), begun(offset));
        }
        let mut counts = BTreeMap::new();
        for &slot in &own {
            *counts
                .entry(state.at(slot).unwrap().label.clone())
                .or_insert(0) += 1;
        }
        assert_eq!(document.counts(), &counts);
        let layers = counts
            .keys()
            .map(|label| label_layer(label))
            .collect::<BTreeSet<_>>();
        assert_eq!(
            layers
                .iter()
                .map(|layer| document.layer_count(layer))
                .sum::<usize>(),
            own.len()
        );
        assert_eq!(document.count(), own.len());
        for range in [0..len, 0..len / 2, len / 2..len, 3..4, 0..usize::MAX, 5..5] {
            assert_eq!(
                marks(state, document, range.clone()),
                brute_marks(state, &own, range)
            );
        }
        for offset in [0, 1, len / 2, len, usize::MAX] {
            assert_eq!(
                state.stack_at(document, offset),
                brute_stack(state, &own, offset)
            );
        }
    }
    let mut touching: BTreeMap<AnnotationId, BTreeSet<RelationId>> = BTreeMap::new();
    let mut ending: BTreeMap<ClusterId, BTreeSet<RelationId>> = BTreeMap::new();
    for relation in state.relations() {
        assert!(state.annotation(&relation.from).is_some());
        touching
            .entry(relation.from.clone())
            .or_default()
            .insert(relation.id.clone());
        match &relation.to {
            Target::Annotation(to) => {
                assert!(state.annotation(to).is_some());
                touching
                    .entry(to.clone())
                    .or_default()
                    .insert(relation.id.clone());
            }
            Target::Cluster(to) => {
                assert!(state.cluster(to).is_some());
                ending
                    .entry(to.clone())
                    .or_default()
                    .insert(relation.id.clone());
            }
        }
    }
    assert_eq!(state.touching, touching);
    assert_eq!(state.ending, ending);
    let mut cluster_of = BTreeMap::new();
    for cluster in state.clusters() {
        assert!(cluster.record().members.is_empty());
        for member in cluster.members() {
            assert!(state.annotation(member).is_some());
            let other = cluster_of.insert(member.clone(), cluster.record().id.clone());
            assert_eq!(other, None);
        }
    }
    assert_eq!(state.cluster_of, cluster_of);
}

fn marks(
    state: &State,
    document: &DocumentState,
    range: Range<usize>,
) -> Vec<(u32, u32, u32, u32)> {
    let mut marks: Vec<_> = state
        .marks_in(document, range)
        .into_iter()
        .map(|m| (m.key.annotation, m.key.fragment, m.start, m.end))
        .collect();
    marks.sort_unstable();
    marks
}

fn brute_marks(state: &State, own: &[u32], range: Range<usize>) -> Vec<(u32, u32, u32, u32)> {
    let mut marks = Vec::new();
    for &slot in own {
        for (number, fragment) in (0..).zip(&state.at(slot).unwrap().fragments) {
            if fragment.start < range.end && range.start < fragment.end && !range.is_empty() {
                marks.push((slot, number, fragment.start as u32, fragment.end as u32));
            }
        }
    }
    marks.sort_unstable();
    marks
}

fn brute_stack(state: &State, own: &[u32], offset: usize) -> Vec<u32> {
    let mut stack: Vec<(usize, AnnotationId, u32)> = own
        .iter()
        .filter_map(|&slot| {
            let annotation = state.at(slot)?;
            let fragments = annotation.fragments.iter();
            let covering = fragments.filter(|f| f.start <= offset && offset < f.end);
            let len = covering.map(|f| f.end - f.start).min()?;
            Some((len, annotation.id.clone(), slot))
        })
        .collect();
    stack.sort();
    stack.into_iter().map(|(_, _, slot)| slot).collect()
}

/// Checks that a change reports every difference between two projects.
fn assert_told(before: &Project, after: &Project, change: &Change) {
    if change.everything {
        return;
    }
    let annotations = |project: &Project| -> BTreeMap<AnnotationId, Annotation> {
        project
            .annotations
            .iter()
            .map(|a| (a.id.clone(), a.clone()))
            .collect()
    };
    let (old, new) = (annotations(before), annotations(after));
    for id in old.keys().chain(new.keys()) {
        let (was, is) = (old.get(id), new.get(id));
        if was == is {
            continue;
        }
        for annotation in [was, is].into_iter().flatten() {
            let here = || {
                change
                    .annotations
                    .iter()
                    .filter(|t| t.id == *id && t.document == annotation.document)
            };
            let extent = annotation.extent();
            assert!(
                here().any(|t| t.range.start <= extent.start && extent.end <= t.range.end),
                "{id} is not painted again at {extent:?}: {change:?}"
            );
            let last = here().next_back().unwrap();
            assert_eq!(
                last.present,
                is.is_some_and(|a| a.document == annotation.document)
            );
        }
    }
    for touched in &change.annotations {
        assert!(touched.range.start < touched.range.end);
    }
    let told = |id: &DocumentId| change.documents.contains(id);
    let others = |project: &Project| -> Vec<_> {
        let documents = project.documents.iter();
        documents.filter(|d| !told(&d.meta.id)).cloned().collect()
    };
    assert_eq!(others(before), others(after));
    if !change.links {
        assert_eq!(before.relations, after.relations);
        // Mentions are listed by position, which may change.
        let clusters = |project: &Project| {
            let mut clusters = project.clusters.clone();
            clusters
                .iter_mut()
                .for_each(|cluster| cluster.members.sort());
            clusters
        };
        assert_eq!(clusters(before), clusters(after));
    }
    if !change.settings {
        assert_eq!(before.schema, after.schema);
        assert_eq!(before.header, after.header);
    }
}

proptest! {
    #[test]
    fn an_opened_project_is_consistent(project in any_project()) {
        assert_whole(&State::open(project).expect("it is a good one"));
    }

    #[test]
    fn inverses_undo_and_redo(
        project in any_project(),
        transactions in prop::collection::vec(any_transaction(), 1..8),
    ) {
        let mut state = State::open(project).unwrap();
        for transaction in &transactions {
            let before = state.to_project();
            let Ok((inverse, change)) = state.apply(transaction) else {
                prop_assert_eq!(state.to_project(), before);
                assert_whole(&state);
                continue;
            };
            assert_whole(&state);
            let after = state.to_project();
            assert_told(&before, &after, &change);

            let (forth, change) = state.apply(&inverse).expect("an inverse fits");
            prop_assert_eq!(&state.to_project(), &before);
            assert_whole(&state);
            assert_told(&after, &before, &change);

            state.apply(&forth).expect("the inverse of an inverse fits");
            prop_assert_eq!(&state.to_project(), &after);
        }
    }

    #[test]
    fn a_transaction_that_fails_leaves_no_trace(
        project in any_project(),
        good in prop::collection::vec(any_operation(), 0..12),
    ) {
        let mut state = State::open(project).unwrap();
        let before = state.to_project();
        let mut ops = Vec::new();
        for op in good {
            if state.apply(&Transaction::new("", vec![op.clone()])).is_ok() {
                ops.push(op);
            }
        }
        let mut state = State::open(before.clone()).unwrap();
        let failing = ops.len();
        ops.push(Op::RemoveAnnotation("nobody".into()));
        let error = state.apply(&Transaction::new("", ops)).unwrap_err();
        prop_assert_eq!(error.op, failing);
        prop_assert_eq!(state.to_project(), before);
        assert_whole(&state);
    }

    #[test]
    fn one_document_alone_is_a_project(project in any_project(), at in any::<Index>()) {
        let state = State::open(project).unwrap();
        if state.documents().is_empty() {
            return Ok(());
        }
        let only = state.documents()[at.index(state.documents().len())].meta.id.clone();
        let part = state.to_part(&only).project;
        prop_assert_eq!(part.documents.len(), 1);
        let annotations = state.annotations().filter(|a| a.document == only).count();
        prop_assert_eq!(part.annotations.len(), annotations);
        let part = State::open(part).expect("a part of a project is one");
        for relation in state.relations() {
            let inside = |id| part.annotation(id).is_some();
            let whole = inside(&relation.from) && match &relation.to {
                Target::Annotation(to) => inside(to),
                Target::Cluster(to) => part.cluster(to).is_some(),
            };
            prop_assert_eq!(part.relation(&relation.id).is_some(), whole);
        }
    }

    #[test]
    fn a_corrupt_project_is_refused_without_panic(
        project in any_project(),
        other in any_project(),
        parts in any::<[bool; 4]>(),
    ) {
        let mut mixed = project;
        if parts[0] { mixed.documents = other.documents.clone(); }
        if parts[1] { mixed.annotations.extend(other.annotations.clone()); }
        if parts[2] { mixed.relations.extend(other.relations.clone()); }
        if parts[3] { mixed.clusters.extend(other.clusters.clone()); }
        match State::open(mixed) {
            Ok(state) => assert_whole(&state),
            Err(found) => prop_assert!(!found.is_empty()),
        }
    }
}
