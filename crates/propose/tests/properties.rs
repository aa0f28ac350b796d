//! What must hold for any project.

use postil_core::edit;
use postil_core::model::{
    Annotation, AnnotationId, Cluster, Document, DocumentMeta, Fragment, Project, Schema,
};
use postil_core::state::State;
use postil_core::testing::any_project;
use postil_core::transaction::Transaction;
use postil_propose::candidates::{Partner, candidates};
use postil_propose::clusters::{Item, Proposal, Rejected, proposals};
use postil_propose::likeness::Index;
use postil_propose::name::name_of;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;

/// Words that mentions are made of, so that many are alike.
const WORDS: &[&str] = &[
    "Sergey",
    "Sergei",
    "Сергей",
    "Lavrov",
    "Лавров",
    "Ann",
    "Bob",
    "Lee",
    "the",
    "Russian",
    "Russia",
    "Foreign",
    "Ministry",
    "of",
    "SCO",
    "Shanghai",
    "Cooperation",
    "Organization",
    "he",
    "it",
    "company",
    "Apple",
    "Inc.",
    "IS-KP",
    "removal",
    "delisting",
    "(SCO)",
    ",",
    "President",
    "787",
    "who",
    "’s",
    "\u{301}",
    "طالبان",
    "说",
];
const LABELS: &[&str] = &[
    "entity",
    "entity.person",
    "entity.person",
    "entity.organization",
    "entity.place",
    "entity.date",
    "entity.number",
    "event.policy",
    "claim",
    "odd",
];

/// A project of mentions that are alike, some of them in clusters.
fn any_mentions() -> impl Strategy<Value = State> {
    let quote = prop::collection::vec(select(WORDS), 1..5);
    let mention = (
        select(LABELS),
        quote,
        0..3_usize,
        prop::option::weighted(0.3, 0..3_usize),
    );
    prop::collection::vec(mention, 1..24).prop_map(|mentions| {
        let mut project = Project {
            schema: Schema::bundled(),
            ..Project::default()
        };
        let mut texts = vec![String::new(); 3];
        let mut clusters = vec![Vec::new(); 3];
        for (at, (label, words, document, cluster)) in mentions.into_iter().enumerate() {
            let text = &mut texts[document];
            let start = text.chars().count();
            text.push_str(&words.join(" "));
            let id: AnnotationId = format!("m{at}").into();
            let fragment = Fragment::new(start..text.chars().count());
            project.annotations.push(Annotation::new(
                id.clone(),
                format!("d{document}").as_str().into(),
                label,
                vec![fragment],
            ));
            if let Some(cluster) = cluster {
                clusters[cluster].push(id);
            }
            text.push_str(if at % 3 == 0 { ". " } else { " " });
        }
        for (at, text) in texts.into_iter().enumerate() {
            let id = format!("d{at}");
            let meta = DocumentMeta::new(id.as_str().into(), id.clone());
            project.documents.push(Document::new(meta, text));
        }
        for (at, members) in clusters
            .into_iter()
            .enumerate()
            .filter(|(_, it)| !it.is_empty())
        {
            let cluster = Cluster::new(format!("c{at}").into(), "Sergey Lavrov");
            project.clusters.push(Cluster { members, ..cluster });
        }
        State::open(project).expect("the project is sound")
    })
}

fn any_state() -> impl Strategy<Value = State> {
    let any = any_project().prop_filter_map("sound", |project| State::open(project).ok());
    prop_oneof![4 => any_mentions(), 1 => any]
}

fn all_candidates(state: &State, index: &Index, typed: &str) -> String {
    let all = state
        .annotations()
        .map(|it| candidates(state, index, &it.id, typed, 9));
    format!("{:?}", all.collect::<Vec<_>>())
}

/// What must hold of any proposals.
fn check(state: &State, rejected: &Rejected, found: &[Proposal]) {
    let (mut seen, mut keys) = (BTreeSet::new(), BTreeSet::new());
    for proposal in found {
        assert!(
            keys.insert(&proposal.key),
            "two have the key {:?}",
            proposal.key
        );
        let many = proposal.members.len() + proposal.clusters.len();
        assert!(many + usize::from(proposal.adds_to.is_some()) > 1);
        for member in &proposal.members {
            assert!(
                seen.insert(&member.annotation),
                "{:?} is proposed twice",
                member.annotation
            );
            assert!(state.cluster_of(&member.annotation).is_none());
            let annotation = state.annotation(&member.annotation).expect("it is there");
            assert_eq!(annotation.layer(), proposal.layer);
        }
        let mut items: Vec<Item> = proposal.items().collect();
        assert!(items.contains(&proposal.key));
        let base = proposal.adds_to.as_ref();
        let base = base.map(|key| {
            found
                .iter()
                .find(|it| it.key == *key)
                .expect("it is proposed")
        });
        items.extend(base.into_iter().flat_map(Proposal::items));
        items.sort();
        items.dedup();
        for (at, one) in items.iter().enumerate() {
            for other in &items[at + 1..] {
                assert!(
                    !rejected.is_rejected(one, other),
                    "{one:?} and {other:?} come back"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn candidates_are_the_same_each_time(state in any_state(), typed in "(|[a-zл]|\\PC{1,4})") {
        let index = Index::of(&state);
        let all = all_candidates(&state, &index, &typed);
        prop_assert_eq!(&all, &all_candidates(&state, &index, &typed));
        let own = state.annotations().next();
        for own in own.into_iter() {
            let found = candidates(&state, &index, &own.id, &typed, 100);
            let mut seen = BTreeSet::new();
            for candidate in &found {
                prop_assert!(seen.insert(candidate.partner.clone()), "{:?} twice", candidate.partner);
                prop_assert!((0.0..=1.0).contains(&candidate.likeness.score));
                prop_assert_eq!(candidate.likeness.score == 0.0, candidate.likeness.reasons.is_empty());
                prop_assert_eq!(candidate.fit.is_some(), !typed.trim().is_empty());
                prop_assert!(!candidate.examples.is_empty() && !candidate.examples.contains(&own.id));
                if let Partner::Annotations(ids) = &candidate.partner {
                    prop_assert_eq!(ids.len(), candidate.mentions);
                    prop_assert!(ids.iter().all(|id| state.cluster_of(id).is_none()));
                }
            }
        }
    }

    #[test]
    fn nothing_is_proposed_twice_or_comes_back(state in any_state(), which in any::<u64>()) {
        let index = Index::of(&state);
        let mut rejected = Rejected::new();
        let first = proposals(&state, &index, &rejected);
        check(&state, &rejected, &first);
        prop_assert_eq!(&first, &proposals(&state, &index, &rejected));
        // Pairs, and then whole proposals.
        for (at, proposal) in first.iter().enumerate() {
            let items: Vec<Item> = proposal.items().collect();
            if which >> (at % 64) & 1 == 1 {
                rejected.reject(items.iter().take(2).cloned());
            }
        }
        let second = proposals(&state, &index, &rejected);
        check(&state, &rejected, &second);
        second.iter().for_each(|proposal| rejected.reject(proposal.items()));
        check(&state, &rejected, &proposals(&state, &index, &rejected));
    }

    #[test]
    fn an_index_follows_changes(state in any_mentions()) {
        let index = Index::of(&state);
        let mut after = state.clone();
        let mut followed = index.clone();
        let ids: Vec<AnnotationId> = state.annotations().map(|it| it.id.clone()).collect();
        for id in ids.iter().step_by(2) {
            let steps: [fn(&State, &AnnotationId) -> Option<Transaction>; 2] =
                [edit::leave, |state, id| edit::remove(state, std::slice::from_ref(id))];
            for step in steps {
                if let Some(transaction) = step(&after, id) {
                    let (_, change) = after.apply(&transaction).expect("it can be done");
                    followed.follow(&after, &change);
                }
            }
        }
        let fresh = Index::of(&after);
        let names = |index: &Index| -> Vec<Vec<Partner>> {
            let all = after.annotations();
            let found = all.map(|it| candidates(&after, index, &it.id, "", 50));
            found.map(|found| {
                let likely = found.into_iter().filter(|it| it.likeness.score > 0.85);
                let mut partners: Vec<Partner> = likely.map(|it| it.partner).collect();
                partners.sort();
                partners
            }).collect()
        };
        prop_assert_eq!(names(&followed), names(&fresh));
    }

    #[test]
    fn a_name_is_one_of_the_mentions(mentions in prop::collection::vec("\\PC{0,12}", 0..6)) {
        let mentions: Vec<&str> = mentions.iter().map(String::as_str).collect();
        let name = name_of(&mentions);
        prop_assert!(name.is_empty() || mentions.iter().any(|it| it.contains(&name)));
    }
}
