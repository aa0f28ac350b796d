//! What a mark can be linked to, the likeliest first.

use crate::desk::labels;
use crate::desk::overlay::Tie;
use crate::ui::sentence::{t, tf};
use postil_core::model::schema::Form;
use postil_core::model::{Annotation, AnnotationId, ClusterId};
use postil_core::state::{ClusterState, DocumentState, State};
use postil_core::text::{Mention, Query, best_name, rank_speakers};
use std::collections::{BTreeMap, BTreeSet};

/// Candidates listed of one group; typing narrows them down.
const MAX_OF_GROUP: usize = 12;
/// Code points of a name that is taken from what a mark covers.
const MAX_NAME_CHARS: usize = 60;

/// The relation from a claim to its speaker.
const SAID_BY: &str = "said-by";
/// The kinds of entities that speak.
const SPEAKERS: &[&str] = &["person", "organization", "media"];

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

/// Words that marks are compared with.
struct Words {
    query: Query,
    none: bool,
}

impl Words {
    fn of(words: &str) -> Self {
        Self {
            query: Query::new(words),
            none: words.is_empty(),
        }
    }

    /// Whether an annotation covers exactly the words.
    fn are(&self, document: &DocumentState, annotation: &Annotation) -> bool {
        match annotation.fragments.as_slice() {
            [whole] => self.query.is_all_of(document.text().slice(whole.range())),
            _ => false,
        }
    }

    /// Whether it covers the words, and possibly more; true without words.
    fn lie_in(&self, document: &DocumentState, annotation: &Annotation) -> bool {
        let mut fragments = annotation.fragments.iter();
        let within = |words: &str| self.query.is_within(words);
        self.none || fragments.any(|piece| within(document.text().slice(piece.range())))
    }

    /// Whether a cluster has the words in its name; true without words.
    fn are_of(&self, cluster: &ClusterState) -> bool {
        self.none || self.query.is_within(&cluster.record().name)
    }
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

fn for_cluster(state: &State, own: &Annotation, typed: &str) -> Vec<Candidate> {
    let (same_words, typed_words) = (Words::of(&state.quote(own)), Words::of(typed));
    let can_be = |other: &Annotation| other.id != own.id && other.layer() == own.layer();
    let own_cluster = state.cluster_of(&own.id).map(|c| c.record().id.clone());
    let mut same: Vec<&Annotation> = Vec::new();
    let mut marks: Vec<Candidate> = Vec::new();
    // Whether a cluster has a mention with the same words, and one with the words typed.
    let mut clusters: BTreeMap<&ClusterId, (bool, bool)> = BTreeMap::new();
    for (document, other) in own_first(state, own) {
        if !can_be(other) {
            continue;
        }
        let reads_same = same_words.are(document, other);
        let fits = typed_words.lie_in(document, other);
        // Without a word typed all fit: do not look up the clusters of all.
        let wanted = !typed.is_empty() || marks.len() < MAX_OF_GROUP;
        if !(reads_same || fits && wanted) {
            continue;
        }
        match state.cluster_of(&other.id) {
            Some(cluster) => {
                let seen = clusters.entry(&cluster.record().id).or_default();
                seen.0 |= reads_same;
                seen.1 |= fits;
            }
            None if !fits => {}
            None if reads_same => same.push(other),
            None if marks.len() < MAX_OF_GROUP => {
                marks.push(mark(t!("Other marks"), state, document, other));
            }
            None => {}
        }
    }
    for id in called(state, &typed_words, can_be) {
        clusters.entry(id).or_default().1 = true;
    }
    let mut found: Vec<Candidate> = Vec::new();
    // First without a word typed: Enter then changes nothing.
    let now = state.cluster_of(&own.id).filter(|_| typed.is_empty());
    found.extend(now.map(|cluster| of_cluster(t!("Current cluster"), state, cluster)));
    let mut others: Vec<&ClusterState> = Vec::new();
    for (id, (reads_same, fits)) in clusters {
        if own_cluster.as_ref() == Some(id) {
            continue;
        }
        let Some(cluster) = state.cluster(id) else {
            continue;
        };
        match (reads_same, fits) {
            (_, false) => {}
            (true, true) => found.push(of_cluster(t!("Same words"), state, cluster)),
            (false, true) => others.push(cluster),
        }
    }
    if same.len() > 1 {
        found.push(Candidate {
            group: t!("Same words"),
            what: What::Marks(same.iter().map(|other| other.id.clone()).collect()),
            form: labels::form(state, &own.id),
            words: tf!(
                "All {} other marks of “{}”",
                same.len(),
                name_of(state, own)
            ),
            from: String::new(),
        });
    }
    let alike = same.iter().take(MAX_OF_GROUP).filter_map(|other| {
        let document = state.document(&other.document)?;
        Some(mark(t!("Same words"), state, document, other))
    });
    found.extend(alike);
    let name = match typed {
        "" => name_of(state, own),
        typed => typed.to_owned(),
    };
    let new = Candidate {
        group: "New",
        words: tf!("New cluster “{name}”"),
        what: What::New(name),
        form: None,
        from: String::new(),
    };
    let new_first = typed.is_empty() && found.is_empty();
    if new_first {
        found.push(new.clone());
    }
    found.extend(largest(state, others));
    found.extend(marks);
    if !new_first {
        found.push(new);
    }
    found
}

fn for_relation(state: &State, own: &Annotation, kind: &str, typed: &str) -> Vec<Candidate> {
    let Some(kind) = state.schema().relation(kind) else {
        return Vec::new();
    };
    if kind.name == SAID_BY && typed.is_empty() {
        return speakers(state, own);
    }
    let words = Words::of(typed);
    let can_be = |other: &Annotation| other.id != own.id && kind.ends_at(&other.label);
    let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
    let mut clusters: BTreeSet<&ClusterId> = BTreeSet::new();
    for (document, other) in own_first(state, own) {
        if !can_be(other) || !words.lie_in(document, other) {
            continue;
        }
        if !typed.is_empty() {
            clusters.extend(state.cluster_of(&other.id).map(|c| &c.record().id));
        }
        if other.document == own.document {
            // Near marks are likelier.
            let away = other.extent().start.abs_diff(own.extent().start);
            here.push((away, document, other));
        } else if elsewhere.len() < MAX_OF_GROUP {
            elsewhere.push(mark(t!("Other articles"), state, document, other));
        }
    }
    clusters.extend(called(state, &words, can_be));
    here.sort_by_key(|(away, ..)| *away);
    let mut found: Vec<Candidate> = here
        .into_iter()
        .take(MAX_OF_GROUP)
        .map(|(_, document, other)| mark(t!("This article"), state, document, other))
        .collect();
    let clusters = clusters.into_iter().filter_map(|id| state.cluster(id));
    found.extend(largest(state, clusters.collect()));
    found.extend(elsewhere);
    found
}

/// The clusters with the most mentions.
fn largest(state: &State, mut clusters: Vec<&ClusterState>) -> impl Iterator<Item = Candidate> {
    clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.members().len()));
    let clusters = clusters.into_iter().take(MAX_OF_GROUP);
    clusters.map(|cluster| of_cluster("Clusters", state, cluster))
}

/// Whether a mark of this label may speak.
fn may_speak(label: &str) -> bool {
    match label.split_once('.') {
        Some(("entity", kind)) => SPEAKERS.contains(&kind),
        // An entity of no kind yet, or a layer of another scheme.
        _ => true,
    }
}

/// Who may have said a claim, the likeliest first; a cluster once, where its likeliest mention stands.
fn speakers(state: &State, own: &Annotation) -> Vec<Candidate> {
    let ends = |label: &str| {
        let kind = state.schema().relation(SAID_BY);
        kind.is_some_and(|kind| kind.ends_at(label)) && may_speak(label)
    };
    let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
    for (document, other) in own_first(state, own) {
        if other.id == own.id || !ends(&other.label) {
            continue;
        }
        match other.document == own.document {
            true => here.push((document, other)),
            false => elsewhere.push((document, other)),
        }
    }
    let mentions: Vec<Mention> = here
        .iter()
        .map(|(_, other)| Mention {
            range: other.extent(),
            is_person: other.label == "entity.person",
        })
        .collect();
    let text = state.document(&own.document).map(DocumentState::text);
    let ranked = text.map_or_else(Vec::new, |text| {
        rank_speakers(text, own.extent(), &mentions)
    });
    let near = ranked.into_iter().filter_map(|at| here.get(at).copied());
    let mut clusters: BTreeSet<&ClusterId> = BTreeSet::new();
    let mut found: Vec<Candidate> = Vec::new();
    let groups = [
        (t!("This article"), near.collect::<Vec<_>>()),
        (t!("Other articles"), elsewhere),
    ];
    for (group, marks) in groups {
        let most = found.len() + MAX_OF_GROUP;
        for (document, other) in marks {
            if found.len() == most {
                break;
            }
            match state.cluster_of(&other.id) {
                Some(cluster) if clusters.insert(&cluster.record().id) => {
                    found.push(of_cluster(group, state, cluster));
                }
                Some(_) => {}
                None => found.push(mark(group, state, document, other)),
            }
        }
    }
    found
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
    use super::*;
    use postil_core::model::{
        Annotation, Cluster, Document, DocumentMeta, Fragment, Project, Schema,
    };
    use postil_core::text::Text;

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
