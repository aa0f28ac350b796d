//! Settles pairs: a relation says what a person thinks of two claims.

use super::data::{Data, Pair};
use super::words::outcome as title;
use crate::browser::clock_and_ids;
use crate::ui::roving;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use leptos::prelude::{document, request_animation_frame, untrack};
use leptos::web_sys::Element;
use postil_core::edit::{self, codebook};
use postil_core::model::schema::RelationType;
use postil_core::model::{Rejection, Relation, Target};
use postil_core::state::State;
use postil_core::transaction::{Op, Transaction};
use postil_story::tensions::{Outcome, rejections};
use wasm_bindgen::JsCast;

/// The type of the relations.
const CONTRADICTS: &str = "contradicts";
/// The layer of the claims.
const CLAIM: &str = "claim";

/// What a person can say of a pair, with the keys.
pub const OUTCOMES: [(Outcome, char); 4] = [
    (Outcome::Update, 'u'),
    (Outcome::OnlyApparent, 'a'),
    (Outcome::Real, 'r'),
    (Outcome::Open, 'o'),
];

/// Says what becomes of a pair; the note that was made before goes with it.
pub fn settle(data: Data, key: &str, outcome: &Outcome) {
    let Some(pair) = data.pair(key) else {
        return;
    };
    let now = pair.settled.as_ref().map(|settled| &settled.outcome);
    let note = note_of(data, &pair);
    if now == Some(outcome) && pair.settled.as_ref().map(|it| &it.note) == Some(&note) {
        return;
    }
    if put(data, &pair, Some(outcome), &note) {
        data.choices.notes.update(|notes| {
            notes.remove(key);
        });
        data.session
            .desk
            .announce(tf!("Settled: {}.", title(outcome)));
    }
}

/// Makes what was typed the note of a pair. If the pair is not settled, it is kept until then.
pub fn note(data: Data, key: &str, words: &str) {
    let Some(pair) = data.pair(key) else {
        return;
    };
    let words = words.trim();
    match &pair.settled {
        Some(settled) if settled.note != words => {
            put(data, &pair, None, words);
        }
        Some(_) => {}
        None => data.choices.notes.update(|notes| {
            match words {
                "" => notes.remove(key),
                words => notes.insert(key.to_owned(), words.to_owned()),
            };
        }),
    }
}

/// The note of a pair, in the project or kept until it is settled.
pub fn note_of(data: Data, pair: &Pair) -> String {
    let kept = data
        .choices
        .notes
        .with_untracked(|notes| notes.get(&pair.key).cloned());
    let there = || pair.settled.as_ref().map(|settled| settled.note.clone());
    kept.or_else(there).unwrap_or_default()
}

/// Says that a pair that is proposed is no tension.
pub fn set_aside(data: Data, key: &str) {
    let pair = data.pair(key);
    let Some(pair) = pair.filter(|pair| pair.settled.is_none() && !pair.is_set_aside) else {
        return;
    };
    let beside = data.beside(key);
    let desk = data.session.desk;
    let rejection = Rejection {
        claims: pair.claims.map(|claim| claim.mark).to_vec(),
        ..Rejection::default()
    };
    let transaction = desk.peek(|state| edit::reject(state, &[rejection]));
    if desk.commit(transaction) {
        desk.announce(t!("Set aside as no tension."));
        keep_focus(key.to_owned(), beside);
    }
}

/// Takes back what was said of a pair.
pub fn take_back(data: Data, key: &str) {
    let Some(pair) = data.pair(key) else {
        return;
    };
    if pair.is_set_aside {
        return propose_again(data, &pair);
    }
    let Some(settled) = pair.settled else {
        return;
    };
    let beside = data.beside(key);
    let desk = data.session.desk;
    let transaction = desk.peek(|state| edit::unrelate(state, &settled.relation));
    if desk.commit(transaction) {
        desk.announce(t!("Taken back."));
        keep_focus(key.to_owned(), beside);
    }
}

/// Takes back that a pair is no tension.
fn propose_again(data: Data, pair: &Pair) {
    let beside = data.beside(&pair.key);
    let desk = data.session.desk;
    let claims = pair.claims.each_ref().map(|claim| &claim.mark);
    let rejected = untrack(|| data.session.read(|scope| rejections(scope, claims)));
    let transaction =
        desk.peek(|state| edit::propose_again(state, |rejection| rejected.contains(rejection)));
    if desk.commit(transaction) {
        desk.announce(t!("Proposed again."));
        keep_focus(pair.key.clone(), beside);
    }
}

/// Puts the relation of a pair; without an outcome, what it says stays.
fn put(data: Data, pair: &Pair, outcome: Option<&Outcome>, note: &str) -> bool {
    let beside = data.beside(&pair.key);
    let desk = data.session.desk;
    let edit = desk.stamped(|state, stamp| {
        let known = pair.settled.as_ref();
        let known = known.and_then(|settled| state.relation(&settled.relation));
        let mut relation = known.cloned().unwrap_or_else(|| {
            let [first, second] = &pair.claims;
            // The later claim is the one that updates or contradicts.
            let to = Target::Annotation(first.mark.clone());
            let id = clock_and_ids::new_id('r').into();
            Relation {
                author: stamp.author.to_owned(),
                created: stamp.time.to_owned(),
                ..Relation::new(id, CONTRADICTS, second.mark.clone(), to)
            }
        });
        note.clone_into(&mut relation.note);
        let Some(outcome) = outcome else {
            let put = Op::PutRelation(Box::new(relation));
            return Ok(Some(Transaction::new(t!("note on a tension"), vec![put])));
        };
        // `updates` says the same as the value.
        if pair.settled.as_ref().map(|it| &it.outcome) != Some(outcome) {
            CONTRADICTS.clone_into(&mut relation.kind);
            outcome.name().clone_into(&mut relation.value);
        }
        let name = tf!("settle as “{}”", title(outcome));
        codebook::put_relation(state, &kind(state), relation, &name, stamp)
    });
    let done = match edit {
        Ok(transaction) => desk.commit(transaction),
        Err(fault) => {
            desk.announce(tf!(
                "Not settled: the codebook cannot list “{CONTRADICTS}”: {fault}."
            ));
            false
        }
    };
    if done {
        keep_focus(pair.key.clone(), beside);
    }
    done
}

/// The type, as the codebook gets it where it lacks it.
fn kind(state: &State) -> RelationType {
    let has_claims = state.schema().layer(CLAIM).is_some();
    let ends = || has_claims.then(|| CLAIM.to_owned()).into_iter().collect();
    RelationType {
        name: CONTRADICTS.to_owned(),
        title: "Contradicts".to_owned(),
        from: ends(),
        to: ends(),
        values: OUTCOMES
            .iter()
            .map(|(outcome, _)| outcome.name().to_owned())
            .collect(),
        ..RelationType::default()
    }
}

/// Goes to the pair beside one that is no longer listed.
fn keep_focus(key: String, beside: Option<String>) {
    // The list follows the project one frame later.
    request_animation_frame(move || {
        schedule::after(move || {
            let is_gone = row(&key).is_none();
            if let (true, Some(beside)) = (is_gone, beside) {
                focus(&beside);
            }
        });
    });
}

/// Focuses the first claim of a pair.
pub fn focus(key: &str) {
    if let Some(row) = row(key) {
        roving::focus_first(&row, ".stop");
    }
}

/// The row of a pair.
fn row(key: &str) -> Option<Element> {
    let rows = document().query_selector_all(".tension").ok()?;
    let rows = (0..rows.length()).filter_map(|at| rows.item(at)?.dyn_into::<Element>().ok());
    let mut rows = rows.filter(|row| row.get_attribute("data-pair").as_deref() == Some(key));
    rows.next()
}
