//! Random edits of random projects.

use super::*;

/// An edit of a random project; its numbers may be out of range.
#[derive(Clone, Debug)]
enum Edit {
    Annotate(Vec<Range<usize>>, String),
    MarkMatches(Vec<Range<usize>>, String, Option<Cluster>),
    Remove(Vec<usize>),
    Relabel(Vec<usize>, String),
    SetExtent(Range<usize>),
    AddFragment(Range<usize>),
    RemoveFragment(usize),
    SetAttribute(String, Option<Value>),
    SetNote(String),
    Relate(Relation, bool),
    Unrelate,
    SetValue(String),
    Join(Vec<usize>, Cluster),
    Leave,
    Rename(String),
    Insert(Vec<Document>),
    RemoveDocument,
    Move(usize),
    SetMeta(DocumentMeta),
    SetHeader(Header),
    Toggle(Range<usize>),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let range = || (0..24usize, 0..24usize).prop_map(|(a, b)| a.min(b)..a.max(b));
    let some = || subsequence((0..8).collect::<Vec<usize>>(), 0..4);
    let documents = prop::collection::vec(any_id().prop_flat_map(any_document), 0..3);
    prop_oneof![
        (prop::collection::vec(range(), 1..3), any_label()).prop_map(|(r, l)| Edit::Annotate(r, l)),
        (
            prop::collection::vec(range(), 0..3),
            any_label(),
            prop::option::of(any_cluster())
        )
            .prop_map(|(r, l, c)| Edit::MarkMatches(r, l, c)),
        some().prop_map(Edit::Remove),
        (some(), any_label()).prop_map(|(a, l)| Edit::Relabel(a, l)),
        range().prop_map(Edit::SetExtent),
        range().prop_map(Edit::AddFragment),
        (0..4usize).prop_map(Edit::RemoveFragment),
        (any_id(), any::<Option<bool>>(), any_value())
            .prop_map(|(name, set, value)| Edit::SetAttribute(name, set.map(|_| value))),
        any_id().prop_map(Edit::SetNote),
        (any_relation(), any::<bool>()).prop_map(|((r, _), c)| Edit::Relate(r, c)),
        Just(Edit::Unrelate),
        any_id().prop_map(Edit::SetValue),
        (some(), any_cluster()).prop_map(|(a, c)| Edit::Join(a, c)),
        Just(Edit::Leave),
        any_id().prop_map(Edit::Rename),
        documents.prop_map(Edit::Insert),
        Just(Edit::RemoveDocument),
        (0..5usize).prop_map(Edit::Move),
        any_id()
            .prop_flat_map(|id| any_meta(id, 0))
            .prop_map(Edit::SetMeta),
        any_header().prop_map(Edit::SetHeader),
        range().prop_map(Edit::Toggle),
    ]
}

/// The transaction of an edit on records chosen by number. Offsets past the text and used ids are
/// mistakes of the caller and are corrected here.
fn transaction(state: &State, edit: Edit, at: Index, other: Index) -> Option<Transaction> {
    let annotations: Vec<AnnotationId> = state.annotations().map(|a| a.id.clone()).collect();
    let pick = |n: &usize| {
        annotations
            .get(*n)
            .cloned()
            .unwrap_or_else(|| "nobody".into())
    };
    let some = |list: &[usize]| list.iter().map(pick).collect::<Vec<_>>();
    let documents = state.documents();
    let document = documents.get(at.index(documents.len().max(1)))?;
    let within = |range: Range<usize>, of: &crate::state::DocumentState| {
        let len = of.text().len();
        range.start.min(len)..range.end.min(len)
    };
    let id = document.meta().id.clone();
    let fresh: AnnotationId = (0..)
        .map(|n| AnnotationId::from(format!("fresh{n}")))
        .find(|id| state.annotation(id).is_none())?;
    let here = pick(&at.index(annotations.len().max(1)));
    let there = pick(&other.index(annotations.len().max(1)));
    let held = |id: &AnnotationId| state.document(&state.annotation(id)?.document);
    let relation: Option<RelationId> = state.relations().next().map(|r| r.id.clone());
    let cluster: Option<ClusterId> = state.clusters().next().map(|c| c.record().id.clone());
    match edit {
        Edit::Annotate(fragments, label) => {
            let fragments: Vec<_> = fragments.into_iter().map(|r| within(r, document)).collect();
            let new = NewAnnotation {
                id: fresh,
                document: id,
                fragments: fragments.clone(),
                label,
            };
            fragments
                .iter()
                .any(|r| !r.is_empty())
                .then(|| annotate(state, new, STAMP))
        }
        Edit::MarkMatches(ranges, label, cluster) => {
            let found = ranges.into_iter().enumerate().map(|(at, range)| {
                let fresh = format!("{fresh}-{at}").into();
                (fresh, id.clone(), within(range, document))
            });
            let marking = Marking {
                matches: found.collect(),
                label,
                attributes: Default::default(),
                cluster,
            };
            mark_matches(state, marking, STAMP)
        }
        Edit::Remove(list) => remove(state, &some(&list)),
        Edit::Relabel(list, label) => relabel(state, &some(&list), &label, STAMP),
        Edit::SetExtent(range) => set_extent(state, &here, within(range, held(&here)?), STAMP),
        Edit::AddFragment(range) => add_fragment(state, &here, within(range, held(&here)?), STAMP),
        Edit::RemoveFragment(n) => remove_fragment(state, &here, n, STAMP),
        Edit::SetAttribute(name, value) => set_attribute(state, &here, &name, value, STAMP),
        Edit::SetNote(note) => set_note(state, &here, &note, STAMP),
        Edit::Relate(mut relation, to_cluster) => {
            state.annotation(&here)?;
            relation.from = here;
            relation.to = match cluster.filter(|_| to_cluster) {
                Some(cluster) => Target::Cluster(cluster),
                None => Target::Annotation(there),
            };
            relate(state, relation)
        }
        Edit::Unrelate => unrelate(state, &relation?),
        Edit::SetValue(value) => set_value(state, &relation?, &value),
        Edit::Join(list, cluster) => join(state, &some(&list), cluster),
        Edit::Leave => leave(state, &here),
        Edit::Rename(name) => rename_cluster(state, &cluster?, &name),
        Edit::Insert(mut new) => {
            new.retain(|d| state.document(&d.meta.id).is_none());
            new.dedup_by(|a, b| a.meta.id == b.meta.id);
            insert_documents(state, new)
        }
        Edit::RemoveDocument => remove_document(state, &id),
        Edit::Move(to) => move_document(state, &id, to),
        Edit::SetMeta(meta) => set_meta(state, meta, "set"),
        Edit::SetHeader(header) => set_header(state, header),
        Edit::Toggle(range) => toggle_boilerplate(state, &id, range),
    }
}

/// For each code point, whether it is boilerplate.
fn greyed(spans: &[Span], len: usize) -> Vec<bool> {
    (0..len)
        .map(|at| spans.iter().any(|s| s.start <= at && at < s.end))
        .collect()
}

proptest! {
    #[test]
    fn every_edit_fits_and_changes_something(
        project in any_project(),
        edits in prop::collection::vec((any_edit(), any::<Index>(), any::<Index>()), 1..12),
    ) {
        let mut state = State::open(project).unwrap();
        for (edit, at, other) in edits {
            let Some(transaction) = transaction(&state, edit, at, other) else {
                continue;
            };
            let before = state.to_project();
            let (inverse, _) = state.apply(&transaction).expect("an edit fits the state it was made for");
            assert_whole(&state);
            prop_assert_ne!(state.to_project(), before.clone(), "{:?}", transaction);
            let mut back = state.clone();
            back.apply(&inverse).unwrap();
            prop_assert_eq!(back.to_project(), before);
        }
    }

    #[test]
    fn toggling_marks_or_unmarks_a_range(
        project in any_project(),
        range in (0..30usize, 0..30usize),
        again in (0..30usize, 0..30usize),
    ) {
        let mut state = State::open(project).unwrap();
        for range in [range.0..range.1, again.0..again.1] {
            let Some(document) = state.documents().first() else {
                return Ok(());
            };
            let (id, len) = (document.meta().id.clone(), document.text().len());
            let before = greyed(&document.meta().boilerplate, len);
            let range = range.start..range.end.min(len);
            let Some(transaction) = toggle_boilerplate(&state, &id, range.clone()) else {
                prop_assert!(range.start >= range.end);
                continue;
            };
            state.apply(&transaction).unwrap();
            let spans = &state.documents()[0].meta().boilerplate;
            prop_assert!(spans.windows(2).all(|pair| pair[0].end < pair[1].start));
            let after = greyed(spans, len);
            let marked = before[range.clone()].iter().all(|&grey| grey);
            for at in 0..len {
                prop_assert_eq!(after[at], if range.contains(&at) { !marked } else { before[at] });
            }
        }
    }

    #[test]
    fn no_number_is_too_large(project in any_project(), a in any::<usize>(), b in any::<usize>()) {
        let mut state = State::open(project).unwrap();
        let annotation = state.annotations().next().map(|a| a.id.clone());
        let document = state.documents().first().map(|d| d.meta().id.clone());
        let (Some(annotation), Some(document)) = (annotation, document) else {
            return Ok(());
        };
        for range in [a..b, b..a, a..usize::MAX, 0..usize::MAX, usize::MAX - 1..usize::MAX] {
            let new = NewAnnotation {
                id: "fresh".into(),
                document: document.clone(),
                fragments: vec![range.clone()],
                label: "entity".to_owned(),
            };
            let edits = [
                set_extent(&state, &annotation, range.clone(), STAMP),
                add_fragment(&state, &annotation, range.clone(), STAMP),
                remove_fragment(&state, &annotation, range.start, STAMP),
                toggle_boilerplate(&state, &document, range.clone()),
                move_document(&state, &document, range.start),
                Some(annotate(&state, new, STAMP)),
            ];
            for edit in edits.into_iter().flatten() {
                let before = state.to_project();
                match state.apply(&edit) {
                    Ok((inverse, _)) => drop(state.apply(&inverse).unwrap()),
                    Err(error) => prop_assert!(!error.to_string().is_empty()),
                }
                prop_assert_eq!(state.to_project(), before);
            }
            let open = &state.documents()[0];
            prop_assert!(state.marks_in(open, range.clone()).len() <= 100);
            prop_assert!(state.stack_at(open, range.start).len() <= 100);
            prop_assert!(open.rank_of_offset(&state, range.end) <= 100);
        }
    }
}
