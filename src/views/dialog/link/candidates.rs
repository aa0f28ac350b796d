//! What a mark can be linked to, the likeliest first.

mod ends;
mod mentions;
mod speakers;
mod words;

use crate::desk::labels;
use crate::desk::overlay::Tie;
use crate::ui::sentence::tf;
use ends::for_relation;
use mentions::for_cluster;
use postil_core::model::schema::Form;
use postil_core::model::{Annotation, AnnotationId, ClusterId};
use postil_core::state::{ClusterState, DocumentState, State};
use postil_core::text::best_name;
use words::Words;

/// Candidates listed of one group; typing narrows them down.
const MAX_OF_GROUP: usize = 12;
/// Code points of a name that is taken from what a mark covers.
const MAX_NAME_CHARS: usize = 60;

/// Something that a mark can be linked to.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The heading of its group.
    pub group: &'static str,
    /// What it is.
    pub what: What,
    /// The form of its layer.
    pub form: Option<Form>,
    /// Its name.
    pub words: String,
    /// Where it is, or how many mentions it has.
    pub from: String,
}

/// What a candidate is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A cluster.
    Cluster(ClusterId),
    /// An annotation that is in no cluster.
    Mark(AnnotationId),
    /// All annotations that cover the same words and are in no cluster.
    Marks(Vec<AnnotationId>),
    /// A new cluster of this name.
    New(String),
}

/// The name that a cluster of an annotation would get.
pub fn name_of(state: &State, annotation: &Annotation) -> String {
    labels::snippet(state, annotation, MAX_NAME_CHARS)
}

/// The name that a cluster of these annotations would get.
pub fn name_of_all(state: &State, ids: &[AnnotationId]) -> String {
    let mentions = ids.iter().filter_map(|id| state.annotation(id));
    let mentions: Vec<String> = mentions.map(|mention| name_of(state, mention)).collect();
    let mentions: Vec<&str> = mentions.iter().map(String::as_str).collect();
    best_name(&mentions).to_owned()
}

/// What an annotation can be linked to. `typed` narrows it down. O(length of all quotes).
pub fn candidates(state: &State, id: &AnnotationId, tie: &Tie, typed: &str) -> Vec<Candidate> {
    let Some(annotation) = state.annotation(id) else {
        return Vec::new();
    };
    match tie {
        Tie::Cluster => for_cluster(state, annotation, typed.trim()),
        Tie::Relation(kind) => for_relation(state, annotation, kind, typed.trim()),
    }
}

/// All annotations with their document, those of the annotation's own document first.
fn own_first<'a>(
    state: &'a State,
    own: &'a Annotation,
) -> impl Iterator<Item = (&'a DocumentState, &'a Annotation)> {
    let is_own = |document: &DocumentState| document.meta().id == own.document;
    let documents = || state.documents().iter();
    let ordered = documents()
        .filter(move |d| is_own(d))
        .chain(documents().filter(move |d| !is_own(d)));
    ordered.flat_map(move |document| {
        let slots = document.order().iter();
        slots.filter_map(move |&slot| Some((document, state.at(slot)?)))
    })
}

/// The clusters with the words in their names and with a mention that can be linked to.
fn called<'a>(
    state: &'a State,
    words: &Words,
    can_be: impl Fn(&Annotation) -> bool,
) -> impl Iterator<Item = &'a ClusterId> {
    let has_mention = move |cluster: &ClusterState| {
        let mut mentions = cluster.members().iter();
        mentions.any(|id| state.annotation(id).is_some_and(&can_be))
    };
    let clusters = state.clusters();
    clusters
        .filter(move |cluster| words.are_of(cluster) && has_mention(cluster))
        .map(|cluster| &cluster.record().id)
}

/// The clusters with the most mentions.
fn largest(state: &State, mut clusters: Vec<&ClusterState>) -> impl Iterator<Item = Candidate> {
    clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.members().len()));
    let clusters = clusters.into_iter().take(MAX_OF_GROUP);
    clusters.map(|cluster| of_cluster("Clusters", state, cluster))
}

fn mark(
    group: &'static str,
    state: &State,
    document: &DocumentState,
    annotation: &Annotation,
) -> Candidate {
    let title = labels::brief(state.schema().title(&annotation.label));
    Candidate {
        group,
        what: What::Mark(annotation.id.clone()),
        form: labels::form(state, &annotation.id),
        words: labels::snippet(state, annotation, 90),
        from: tf!("{title}, {}", labels::article_name(document.meta())),
    }
}

fn of_cluster(group: &'static str, state: &State, cluster: &ClusterState) -> Candidate {
    let form = cluster
        .members()
        .first()
        .and_then(|id| labels::form(state, id));
    Candidate {
        group,
        what: What::Cluster(cluster.record().id.clone()),
        form,
        words: labels::brief(&cluster.record().name),
        from: labels::count(cluster.members().len(), "mention"),
    }
}

#[cfg(test)]
mod tests {
    use super::speakers::SAID_BY;
    use super::*;
    use postil_core::model::{
        Annotation, Cluster, Document, DocumentMeta, Fragment, Project, Schema,
    };
    use postil_core::text::{Query, Text};

    /// Two documents; every word is an entity but “said”, which is a claim. `w0` to `w2` are in
    /// the first one.
    fn state(clusters: &[(&str, &[&str])]) -> State {
        let mut project = Project {
            schema: Schema::bundled(),
            ..Project::default()
        };
        let mut number = 0;
        for (name, text) in [("one", "Kabul said kabul"), ("two", "Moscow KABUL said")] {
            let mut start = 0;
            for word in text.split(' ') {
                let range = start..start + word.len();
                let label = if word == "said" {
                    "claim"
                } else {
                    "entity.place"
                };
                project.annotations.push(Annotation::new(
                    format!("w{number}").into(),
                    name.into(),
                    label,
                    vec![Fragment::new(range.clone())],
                ));
                start = range.end + 1;
                number += 1;
            }
            project
                .documents
                .push(Document::new(DocumentMeta::new(name.into(), name), text));
        }
        for (name, members) in clusters {
            project.clusters.push(Cluster {
                members: members.iter().map(|&id| id.into()).collect(),
                ..Cluster::new((*name).into(), *name)
            });
        }
        State::open(project).expect("the project is sound")
    }

    fn found(state: &State, id: &str, tie: &Tie, typed: &str) -> Vec<What> {
        let found = candidates(state, &id.into(), tie, typed);
        found.into_iter().map(|candidate| candidate.what).collect()
    }

    #[test]
    fn what_reads_the_same_comes_first() {
        let state = state(&[]);
        let (first, second) = (What::Mark("w2".into()), What::Mark("w4".into()));
        let both = What::Marks(vec!["w2".into(), "w4".into()]);
        let expected = [
            both,
            first,
            second,
            What::Mark("w3".into()),
            What::New("Kabul".into()),
        ];
        assert_eq!(found(&state, "w0", &Tie::Cluster, ""), expected);
    }

    #[test]
    fn a_cluster_stands_for_its_mentions() {
        let state = state(&[("The capital", &["w2", "w4"]), ("Other", &["w3"])]);
        let expected = [
            What::Cluster("The capital".into()),
            What::Cluster("Other".into()),
            What::New("Kabul".into()),
        ];
        assert_eq!(found(&state, "w0", &Tie::Cluster, ""), expected);
        let typed = [
            What::Cluster("The capital".into()),
            What::New("CAPITAL".into()),
        ];
        assert_eq!(found(&state, "w0", &Tie::Cluster, "CAPITAL"), typed);
    }

    #[test]
    fn nothing_that_reads_otherwise_is_chosen_unseen() {
        let state = state(&[("Kabul", &["w0", "w2", "w4"])]);
        let first = |id| found(&state, id, &Tie::Cluster, "").into_iter().next();
        assert_eq!(first("w3"), Some(What::New("Moscow".into())));
        assert_eq!(first("w0"), Some(What::Cluster("Kabul".into())));
        let typed = found(&state, "w3", &Tie::Cluster, "kab");
        assert_eq!(typed.first(), Some(&What::Cluster("Kabul".into())));
    }

    #[test]
    fn a_relation_ends_where_its_type_lets_it() {
        let state = state(&[]);
        let tie = Tie::Relation("about".to_owned());
        // Of its own article the nearest first.
        let expected = ["w2", "w0", "w3", "w4"].map(|id| What::Mark(id.into()));
        assert_eq!(found(&state, "w1", &tie, ""), expected);
        assert_eq!(found(&state, "w1", &tie, "mosc"), [What::Mark("w3".into())]);
        let none = Tie::Relation("unheard-of".to_owned());
        assert_eq!(found(&state, "w1", &none, ""), []);
    }

    /// The first article with marks on these words, in this order.
    fn bundled(marks: &[(&str, &str)], clusters: &[(&str, &[&str])]) -> State {
        let text = include_str!("../../../../articles/000_0bc414f634145b82.txt");
        let document = Document::new(DocumentMeta::new("one".into(), "one"), text);
        let mut project = Project {
            schema: Schema::bundled(),
            ..Project::default()
        };
        for (number, (label, words)) in marks.iter().enumerate() {
            let found = Query::new(words).find_in(&Text::freeze(text));
            project.annotations.push(Annotation::new(
                format!("w{number}").into(),
                "one".into(),
                *label,
                vec![Fragment::new(found.first().expect("the words").clone())],
            ));
        }
        for (name, members) in clusters {
            project.clusters.push(Cluster {
                members: members.iter().map(|&id| id.into()).collect(),
                ..Cluster::new((*name).into(), *name)
            });
        }
        project.documents.push(document);
        State::open(project).expect("the project is sound")
    }

    #[test]
    fn who_said_it_comes_first_and_dates_never() {
        let marks = [
            ("claim", "while the decision has been made, it must undergo"),
            ("entity.person", "Vladimir Putin"),
            ("entity.date", "July"),
            ("entity.organization", "Foreign Ministry"),
            ("entity.person", "Zamir Kabulov"),
            ("entity.media", "TASS"),
            ("entity.organization", "decision"),
            ("entity.person", "Putin's remarks"),
            ("entity.place", "Afghanistan"),
        ];
        let state = bundled(&marks, &[("Putin", &["w1", "w7"])]);
        let tie = Tie::Relation(SAID_BY.to_owned());
        let all = found(&state, "w0", &tie, "");
        assert_eq!(all.first(), Some(&What::Mark("w4".into())));
        let putin = all.iter().filter(|w| **w == What::Cluster("Putin".into()));
        assert_eq!(putin.count(), 1);
        let without = |id: &str| !all.contains(&What::Mark(id.into()));
        assert!(
            without("w2") && without("w8") && without("w1") && without("w7"),
            "{all:?}"
        );
        let state = bundled(&[marks[0], ("entity.person", "decision has")], &[]);
        assert_eq!(
            found(&state, "w0", &tie, ""),
            [],
            "not out of the claim itself"
        );
        // Who types knows better.
        assert_eq!(found(&state, "w0", &tie, "decision").len(), 1);
    }

    #[test]
    fn a_cluster_is_called_by_its_best_mention() {
        let marks = [
            ("entity.person", "President Vladimir Putin"),
            ("entity.person", "Vladimir Putin"),
        ];
        let state = bundled(&marks, &[]);
        assert_eq!(
            name_of_all(&state, &["w0".into(), "w1".into()]),
            "Vladimir Putin"
        );
    }
}
