//! Tests of merging, splitting and grouping clusters.

use super::*;
use crate::history::History;
use crate::workspace::{Entry, Workspace};
use std::collections::BTreeMap;

/// Six marks `a` to `f` in two documents, clusters `k(a b) l(c) m(d e) g[k l](f)`, and a relation to `l`.
fn groups() -> State {
    let mark = |id: &str, document: &str, start: usize| {
        json!({ "id": id, "document": document, "label": "entity",
            "fragments": [{ "start": start, "end": start + 1 }] })
    };
    let project = json!({
        "name": "", "schema": { "layers": [], "relations": [] },
        "documents": [{ "id": "1", "text": "abc" }, { "id": "2", "text": "def" }],
        "annotations": [mark("a", "1", 0), mark("b", "1", 1), mark("c", "1", 2),
            mark("d", "2", 0), mark("e", "2", 1), mark("f", "2", 2)],
        "relations": [
            { "id": "r1", "type": "said-by", "from": "a", "to": { "cluster": "l" } },
            { "id": "r2", "type": "said-by", "from": "a", "to": { "cluster": "m" } }
        ],
        "clusters": [
            { "id": "g", "name": "Both", "members": ["f"], "parts": ["k", "l"] },
            { "id": "k", "name": "Kabulov", "members": ["a", "b"], "note": "One.",
              "attributes": { "wikidata": "Q1" } },
            { "id": "l", "name": "Lavrov", "members": ["c"], "note": "Two.",
              "attributes": { "wikidata": "Q2", "role": "minister" } },
            { "id": "m", "name": "Meeting", "members": ["d", "e"] }
        ],
    });
    State::open(serde_json::from_value(project).unwrap()).unwrap()
}

/// `k(a b) g[k l](f)` and the targets of relations.
fn outline(state: &State) -> String {
    let clusters = state.clusters().map(|cluster| {
        let mut parts: Vec<_> = (cluster.record().parts.iter())
            .map(ToString::to_string)
            .collect();
        parts.sort();
        let members: Vec<_> = cluster.members().iter().map(ToString::to_string).collect();
        let parts = match parts.is_empty() {
            true => String::new(),
            false => format!("[{}]", parts.join(" ")),
        };
        format!("{}{parts}({})", cluster.record().id, members.join(" "))
    });
    let relations = state.relations().map(|relation| match &relation.to {
        Target::Cluster(to) => format!("→{to}"),
        Target::Annotation(to) => format!("→*{to}"),
    });
    clusters.chain(relations).collect::<Vec<_>>().join(" ")
}

fn after(transaction: Option<Transaction>) -> (String, String) {
    let transaction = transaction.expect("there is something to do");
    let mut state = groups();
    let before = state.to_project();
    let (inverse, _) = state.apply(&transaction).expect("it fits");
    assert_whole(&state);
    let found = outline(&state);
    state.apply(&inverse).unwrap();
    assert_eq!(state.to_project(), before);
    (found, transaction.name)
}

fn clusters(of: &[&str]) -> Vec<ClusterId> {
    of.iter().map(|&id| id.into()).collect()
}

#[test]
fn merging_unites_what_is_known() {
    let state = groups();
    let merged = merge_clusters(&state, &"k".into(), &clusters(&["l", "k", "nobody"]));
    let (found, name) = after(merged.clone());
    assert_eq!(found, "g[k](f) k(a b c) m(d e) →k →m");
    assert_eq!(name, "merge “Lavrov” into “Kabulov”");
    let mut state = groups();
    state.apply(&merged.unwrap()).unwrap();
    let record = state.cluster(&"k".into()).unwrap().record();
    assert_eq!(
        (record.name.as_str(), record.note.as_str()),
        ("Kabulov", "One.\n\nTwo.")
    );
    assert_eq!(record.attributes.get("wikidata"), Some(&"Q1".into()));
    assert_eq!(record.attributes.get("role"), Some(&"minister".into()));
    // Of equal relations one stays.
    let merged = merge_clusters(&groups(), &"m".into(), &clusters(&["l", "k"]));
    assert_eq!(after(merged).0, "g[m](f) m(a b c d e) →m");
    assert_eq!(
        merge_clusters(&groups(), &"k".into(), &clusters(&["k"])),
        None
    );
    assert_eq!(
        merge_clusters(&groups(), &"nobody".into(), &clusters(&["k"])),
        None
    );
}

#[test]
fn a_group_that_is_merged_with_its_part_is_not_part_of_itself() {
    let state = groups();
    let merged = merge_clusters(&state, &"k".into(), &clusters(&["g"]));
    assert_eq!(after(merged).0, "k[l](a b f) l(c) m(d e) →l →m");
    let merged = merge_clusters(&state, &"g".into(), &clusters(&["l"]));
    assert_eq!(after(merged).0, "g[k](c f) k(a b) m(d e) →g →m");
    // m is a part of l, which is a part of g.
    let mut state = groups();
    let grouped = put_into_group(&state, &"l".into(), &clusters(&["m"]));
    state.apply(&grouped.unwrap()).unwrap();
    let merged = merge_clusters(&state, &"m".into(), &clusters(&["g"])).unwrap();
    state.apply(&merged).unwrap();
    assert_eq!(outline(&state), "k(a b) l[m](c) m[k](d e f) →l →m");
    assert_whole(&state);
}

#[test]
fn splitting_leaves_something_behind() {
    let split = |ids_of: &[&str], new: &str| {
        let new = Cluster::new(new.into(), "New");
        split_cluster(&groups(), &"m".into(), &ids(ids_of), new)
    };
    let (found, name) = after(split(&["e", "a"], "x"));
    assert_eq!(found, "g[k l](f) k(a b) l(c) m(d) x(e) →l →m");
    assert_eq!(name, "split “New” off “Meeting”");
    assert_eq!(split(&["d", "e"], "x"), None);
    assert_eq!(split(&["a"], "x"), None);
    assert_eq!(split(&["e"], "k"), None);
}

#[test]
fn a_cluster_that_goes_is_no_part_of_any() {
    let state = groups();
    assert_eq!(
        after(remove_cluster(&state, &"l".into())).0,
        "g[k](f) k(a b) m(d e) →m"
    );
    assert_eq!(
        after(remove_cluster(&state, &"g".into())).0,
        "k(a b) l(c) m(d e) →l →m"
    );
    assert_eq!(
        after(leave(&state, &"c".into())).0,
        "g[k](f) k(a b) m(d e) →m"
    );
    assert_eq!(
        after(remove(&state, &ids(&["c"]))).0,
        "g[k](f) k(a b) m(d e) →m"
    );
    assert_eq!(
        after(leave_all(&state, &ids(&["c", "a", "b", "nobody"]))),
        ("g(f) m(d e) →m".to_owned(), "unlink 3 mentions".to_owned())
    );
    // Who moves on takes the place along.
    let joined = join(&state, &ids(&["c"]), Cluster::new("m".into(), ""));
    assert_eq!(after(joined).0, "g[k m](f) k(a b) m(c d e) →m");
    let joined = join(&state, &ids(&["a", "b"]), Cluster::new("g".into(), ""));
    assert_eq!(after(joined).0, "g[l](a b f) l(c) m(d e) →l →m");
}

#[test]
fn groups_take_parts_and_no_circles() {
    let state = groups();
    let put = |group: &str, parts: &[&str]| put_into_group(&state, &group.into(), &clusters(parts));
    assert_eq!(
        after(put("g", &["m", "k", "m"])).0,
        "g[k l m](f) k(a b) l(c) m(d e) →l →m"
    );
    assert_eq!(put("k", &["g"]), None);
    assert_eq!(put("k", &["k"]), None);
    assert_eq!(put("g", &["l", "nobody"]), None);
    let out = take_out_of_group(&state, &"g".into(), &"k".into());
    assert_eq!(after(out).0, "g[l](f) k(a b) l(c) m(d e) →l →m");
    assert_eq!(take_out_of_group(&state, &"g".into(), &"m".into()), None);
}

#[test]
fn a_mark_stands_for_several() {
    let state = groups();
    let new = || Cluster::new("x".into(), "They");
    let stands = |mark: &str, meant: &[Meant]| stand_for(&state, &mark.into(), meant, new());
    let cluster = |id: &str| Meant::Cluster(id.into());
    // The group that there is.
    let (found, name) = after(stands("e", &[cluster("l"), cluster("k")]));
    assert_eq!(found, "g[k l](e f) k(a b) l(c) m(d) →l →m");
    assert_eq!(name, "link to “Both”");
    // A new one.
    let (found, name) = after(stands("e", &[cluster("m"), cluster("k")]));
    assert_eq!(found, "g[k l](f) k(a b) l(c) m(d) x[k m](e) →l →m");
    assert_eq!(name, "link to “They”");
    // It would take the last mention of one of them.
    assert_eq!(stands("c", &[cluster("l"), cluster("k")]), None);
    assert_eq!(stands("f", &[cluster("l"), cluster("k")]), None);
    assert_eq!(stands("e", &[cluster("k"), cluster("k")]), None);
    // A mark without a cluster gets one.
    let mut state = groups();
    state.apply(&leave(&state, &"e".into()).unwrap()).unwrap();
    let meant = [
        cluster("k"),
        Meant::Marks(ids(&["e"]), Box::new(Cluster::new("y".into(), "E"))),
    ];
    let stood = stand_for(&state, &"d".into(), &meant, new()).unwrap();
    state.apply(&stood).unwrap();
    assert_eq!(
        outline(&state),
        "g[k l](f) k(a b) l(c) x[k y](d) y(e) →l →x"
    );
    assert_whole(&state);
}

fn gathering(clusters_of: &[&str], members: &[&str], others: &[&str]) -> Gathering {
    Gathering {
        clusters: clusters(clusters_of),
        members: ids(members),
        new: Cluster::new("x".into(), "New"),
        others: ids(others),
    }
}

#[test]
fn what_is_proposed_is_gathered_in_one_step() {
    let mut state = groups();
    for id in ["a", "b", "d", "e"] {
        state.apply(&leave(&state, &id.into()).unwrap()).unwrap();
    }
    assert_eq!(outline(&state), "g[l](f) l(c) →l");
    let all = [
        gathering(&["l", "g"], &["a", "c"], &[]),
        gathering(&[], &["a", "b", "d"], &["e"]),
        gathering(&["l"], &["c"], &[]),
        gathering(&[], &["e"], &[]),
    ];
    let gathered = gather(&state, &all).unwrap();
    assert_eq!(gathered.name, "gather 2 clusters");
    let (inverse, _) = state.apply(&gathered).unwrap();
    assert_whole(&state);
    assert_eq!(outline(&state), "l(a c f) x(b d) →l");
    let rejected: Vec<Rejection> = state.header().rejected().collect();
    let pair = Rejection {
        annotations: ids(&["e"]),
        clusters: clusters(&["x"]),
        ..Rejection::default()
    };
    assert_eq!(rejected, std::slice::from_ref(&pair));
    assert_eq!(reject(&state, &[pair]), None);
    state.apply(&inverse).unwrap();
    assert_eq!(outline(&state), "g[l](f) l(c) →l");
    assert_eq!(state.header().rejected().count(), 0);
    assert_eq!(gather(&state, &[gathering(&["l"], &["c"], &["a"])]), None);
}

#[test]
fn what_was_rejected_is_proposed_again() {
    let mut state = groups();
    let differ = Rejection {
        claims: ids(&["a", "b"]),
        ..Rejection::default()
    };
    let one_thing = Rejection {
        annotations: ids(&["a", "b"]),
        ..Rejection::default()
    };
    let before = state.header().clone();
    let both = [differ.clone(), one_thing.clone()];
    state.apply(&reject(&state, &both).unwrap()).unwrap();
    assert_eq!(state.header().rejected().count(), 2);
    let again = propose_again(&state, |it| *it == differ).unwrap();
    let (inverse, _) = state.apply(&again).unwrap();
    assert_eq!(state.header().rejected().collect::<Vec<_>>(), [one_thing]);
    assert_eq!(propose_again(&state, |it| *it == differ), None);
    state
        .apply(&propose_again(&state, |_| true).unwrap())
        .unwrap();
    assert_eq!(*state.header(), before);
    state.apply(&inverse).unwrap();
}

#[test]
fn merged_copies_keep_what_either_rejected() {
    let state = groups();
    let with = |of: &[&str]| {
        let mut state = state.clone();
        for id in of {
            let pair = Rejection {
                annotations: ids(&["a", id]),
                ..Rejection::default()
            };
            state.apply(&reject(&state, &[pair]).unwrap()).unwrap();
        }
        state.to_project()
    };
    let merged = crate::merge::merge(&with(&["b", "c"]), &with(&["d", "b"])).project;
    assert_eq!(merged.header, with(&["b", "c", "d"]).header);
    // A part that is passed on does not name the marks of other articles.
    let part = State::open(merged).unwrap().to_part(&"1".into());
    assert_eq!(part.project.header.rejected().count(), 0);
}

#[derive(Clone, Debug)]
enum Edit {
    Merge(Index, Vec<Index>),
    Split(Index, Vec<Index>),
    Remove(Index),
    Group(Index, Vec<Index>),
    Ungroup(Index),
    StandFor(Index, Vec<Index>, bool),
    Join(Vec<Index>, Index),
    Leave(Index),
    RemoveMarks(Vec<Index>),
    Undo,
    Redo,
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let one = any::<Index>;
    let some = || prop::collection::vec(any::<Index>(), 1..4);
    prop_oneof![
        1 => (one(), some()).prop_map(|(into, others)| Edit::Merge(into, others)),
        1 => (one(), some()).prop_map(|(of, some)| Edit::Split(of, some)),
        1 => one().prop_map(Edit::Remove),
        2 => (one(), some()).prop_map(|(group, parts)| Edit::Group(group, parts)),
        1 => one().prop_map(Edit::Ungroup),
        2 => (one(), some(), any::<bool>()).prop_map(|(mark, of, marks)| Edit::StandFor(mark, of, marks)),
        2 => (some(), one()).prop_map(|(marks, to)| Edit::Join(marks, to)),
        1 => one().prop_map(Edit::Leave),
        1 => some().prop_map(Edit::RemoveMarks),
        2 => Just(Edit::Undo),
        1 => Just(Edit::Redo),
    ]
}

fn transaction(state: &State, edit: &Edit, number: usize) -> Option<Transaction> {
    let marks: Vec<AnnotationId> = state.annotations().map(|a| a.id.clone()).collect();
    let all: Vec<ClusterId> = state.clusters().map(|c| c.record().id.clone()).collect();
    let cluster = |at: &Index| all.get(at.index(all.len().max(1))).cloned();
    let mark = |at: &Index| marks.get(at.index(marks.len().max(1))).cloned();
    let some = |of: &[Index]| of.iter().filter_map(cluster).collect::<Vec<_>>();
    let new = |name: &str| Cluster::new(format!("new-{number}-{name}").into(), name);
    match edit {
        Edit::Merge(into, others) => merge_clusters(state, &cluster(into)?, &some(others)),
        Edit::Split(of, some) => {
            let of = state.cluster(&cluster(of)?)?;
            let own: Vec<_> = of.members().iter().cloned().collect();
            let pick = |at: &Index| own.get(at.index(own.len().max(1))).cloned();
            let leaving: Vec<_> = some.iter().filter_map(pick).collect();
            split_cluster(state, &of.record().id, &leaving, new("split"))
        }
        Edit::Remove(at) => remove_cluster(state, &cluster(at)?),
        Edit::Group(group, parts) => put_into_group(state, &cluster(group)?, &some(parts)),
        Edit::Ungroup(group) => {
            let group = state.cluster(&cluster(group)?)?.record();
            take_out_of_group(state, &group.id, group.parts.first()?)
        }
        Edit::StandFor(at, of, as_marks) => {
            let meant = of.iter().enumerate().filter_map(|(n, at)| match as_marks {
                true => Some(Meant::Marks(
                    vec![mark(at)?],
                    Box::new(new(&format!("part{n}"))),
                )),
                false => Some(Meant::Cluster(cluster(at)?)),
            });
            stand_for(state, &mark(at)?, &meant.collect::<Vec<_>>(), new("group"))
        }
        Edit::Join(some, to) => {
            let marks: Vec<_> = some.iter().filter_map(mark).collect();
            let to = cluster(to).and_then(|id| Some(state.cluster(&id)?.record().clone()));
            join(state, &marks, to.unwrap_or_else(|| new("joined")))
        }
        Edit::Leave(at) => leave(state, &mark(at)?),
        Edit::RemoveMarks(some) => remove(state, &some.iter().filter_map(mark).collect::<Vec<_>>()),
        Edit::Undo | Edit::Redo => None,
    }
}

proptest! {
    /// No sequence of edits loses a mark that was not removed, leaves a circle or a part that is not there
    /// (`assert_whole` opens the project again), and undoing all leads back.
    #[test]
    fn no_sequence_breaks_groups(
        project in any_project(),
        edits in prop::collection::vec(any_edit(), 1..24),
    ) {
        let state = State::open(project).unwrap();
        let before = state.to_project();
        let mut workspace = Workspace::new(state, History::default());
        for (number, edit) in edits.iter().enumerate() {
            let marks = |workspace: &Workspace| -> BTreeMap<AnnotationId, Annotation> {
                let all = workspace.state().annotations();
                all.map(|a| (a.id.clone(), a.clone())).collect()
            };
            let there = marks(&workspace);
            let entry = match edit {
                Edit::Undo => Entry::Undo,
                Edit::Redo => Entry::Redo,
                edit => match transaction(workspace.state(), edit, number) {
                    Some(transaction) => Entry::Commit(transaction),
                    None => continue,
                },
            };
            workspace.perform(&entry).unwrap_or_else(|e| panic!("{e}: {entry:?} {}", outline(workspace.state())));
            assert_whole(workspace.state());
            if !matches!(edit, Edit::RemoveMarks(_) | Edit::Undo | Edit::Redo) {
                prop_assert_eq!(marks(&workspace), there);
            }
        }
        while workspace.perform(&Entry::Undo).unwrap().is_some() {}
        prop_assert_eq!(workspace.state().to_project(), before);
    }
}
