//! What a mark can be linked to, the likeliest first.

mod candidate;
mod ends;
mod mentions;
mod speakers;
mod words;

use crate::desk::labels;
use crate::desk::overlay::Tie;
use crate::ui::sentence::tf;
pub use candidate::{Candidate, What};
use ends::for_relation;
use mentions::for_cluster;
use postil_core::model::AnnotationId;
use postil_core::state::State;
use postil_propose::likeness::Index;
use std::collections::BTreeMap;

/// What an annotation can be linked to; `index` knows what is alike. `typed` narrows it down. A relation costs
/// O(length of all quotes).
pub fn candidates(
    state: &State,
    index: &Index,
    id: &AnnotationId,
    tie: &Tie,
    typed: &str,
) -> Vec<Candidate> {
    let Some(annotation) = state.annotation(id) else {
        return Vec::new();
    };
    let mut found = match tie {
        Tie::Cluster => for_cluster(state, index, annotation, typed.trim()),
        Tie::Relation(kind) => for_relation(state, annotation, kind, typed.trim()),
    };
    tell_apart(state, &mut found);
    found
}

/// Shows marks that read the same with some of the text around them.
fn tell_apart(state: &State, found: &mut [Candidate]) {
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let is_mark = |it: &&mut Candidate| matches!(it.what, What::Mark(_));
    for candidate in found.iter_mut().filter(is_mark) {
        *alike.entry(candidate.words.to_lowercase()).or_default() += 1;
    }
    for candidate in found.iter_mut().filter(is_mark) {
        if alike
            .get(&candidate.words.to_lowercase())
            .is_none_or(|many| *many < 2)
        {
            continue;
        }
        if let What::Mark(id) = &candidate.what
            && let Some(context) = context(state, id)
        {
            candidate.from = tf!("{context} ({})", candidate.from);
        }
    }
}

/// A mark with some of the text around it, in one line.
fn context(state: &State, id: &AnnotationId) -> Option<String> {
    /// Few before it, so that a narrow window shows what it is about.
    const BEFORE_CHARS: usize = 18;
    const AFTER_CHARS: usize = 30;
    let annotation = state.annotation(id)?;
    let text = state.document(&annotation.document)?.text();
    let extent = annotation.extent();
    let start = extent.start.saturating_sub(BEFORE_CHARS);
    let end = extent.end.saturating_add(AFTER_CHARS).min(text.len());
    let before = labels::from_whole_word(text.slice(start..extent.start), start > 0);
    let after = labels::to_whole_word(text.slice(extent.end..end), end < text.len());
    let words = labels::snippet(state, annotation, AFTER_CHARS);
    Some(format!("{before}{words}{after}"))
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
        let found = candidates(state, &Index::of(state), &id.into(), tie, typed);
        found.into_iter().map(|candidate| candidate.what).collect()
    }

    #[test]
    fn what_reads_the_same_comes_first() {
        let state = state(&[]);
        let both = What::Marks(vec!["w2".into(), "w4".into()]);
        let all = found(&state, "w0", &Tie::Cluster, "");
        assert_eq!(all.first(), Some(&both));
        assert_eq!(all.last(), Some(&What::New("Kabul".into())));
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

    #[test]
    fn what_is_called_as_typed_comes_first() {
        let clusters: [(&str, &[&str]); 2] =
            [("Kabul, city of all", &["w0", "w2"]), ("Al", &["w4"])];
        let state = state(&clusters);
        let first = |typed: &str| found(&state, "w3", &Tie::Cluster, typed).into_iter().next();
        // A word of the larger one begins so, too.
        assert_eq!(first("al"), Some(What::Cluster("Al".into())));
        let large = What::Cluster("Kabul, city of all".into());
        assert_eq!(first("all"), Some(large));
    }

    #[test]
    fn words_inside_of_others_come_last() {
        let marks = [
            ("entity.person", "Vladimir Putin"),
            ("entity.place", "Afghanistan"),
            ("entity.person", "Foreign Ministry"),
            ("entity.media", "TASS"),
        ];
        let clusters: [(&str, &[&str]); 2] = [("Istanbul talks", &["w3"]), ("Big", &["w1", "w2"])];
        let state = bundled(&marks, &clusters);
        let all = found(&state, "w0", &Tie::Cluster, "ist");
        let expected = [
            What::Cluster("Istanbul talks".into()),
            What::Cluster("Big".into()),
        ];
        assert_eq!(
            all[..2],
            expected,
            "“Afghanistan” and “Ministry” have it inside"
        );
    }

    #[test]
    fn a_typed_speaker_is_the_one_of_this_name() {
        let marks = [
            ("claim", "while the decision has been made, it must undergo"),
            ("entity.organization", "President Vladimir Putin"),
            ("entity.person", "Vladimir Putin"),
            ("entity.person", "Putin"),
            ("entity.place", "Putin"),
        ];
        let tie = Tie::Relation(SAID_BY.to_owned());
        let alone = bundled(&marks, &[]);
        let found_alone = found(&alone, "w0", &tie, "vladimir putin");
        assert_eq!(found_alone.first(), Some(&What::Mark("w2".into())));
        let putin = found(&alone, "w0", &tie, "putin");
        assert_eq!(putin.first(), Some(&What::Mark("w3".into())), "{putin:?}");
        // A cluster stands once in place of its mentions.
        let state = bundled(&marks, &[("Putin", &["w2", "w3"])]);
        for typed in ["vladimir putin", "putin"] {
            let all = found(&state, "w0", &tie, typed);
            assert_eq!(all.first(), Some(&What::Cluster("Putin".into())), "{typed}");
            assert!(!all.contains(&What::Mark("w2".into())), "{all:?}");
        }
    }

    #[test]
    fn marks_that_read_the_same_are_shown_in_their_context() {
        let state = state(&[]);
        let about = Tie::Relation("about".to_owned());
        let all = candidates(&state, &Index::of(&state), &"w1".into(), &about, "kabul");
        let from: Vec<&str> = all.iter().map(|it| it.from.as_str()).collect();
        assert!(
            from.iter()
                .any(|it| it.starts_with("Kabul said kabul (Place")),
            "{from:?}"
        );
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
            crate::desk::alike::name_of_all(&state, &["w0".into(), "w1".into()]),
            "Vladimir Putin"
        );
    }
}
