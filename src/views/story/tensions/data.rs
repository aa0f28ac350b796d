//! What the list of tensions shows, and what a person has chosen to see.

use super::words::{Differs, differs};
use crate::desk::labels;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::signal::ErasedSignal;
use crate::views::story::claims::{direction, how};
use crate::views::story::session::Session;
use crate::views::story::stretch::Stretch;
use crate::views::story::tiles::{self, Head};
use leptos::prelude::*;
use postil_core::model::{AnnotationId, RelationId};
use postil_core::state::State;
use postil_story::attribution::Attributions;
use postil_story::scope::Scope;
use postil_story::tensions::{Outcome, Reason, Side, Tension, Tensions, tensions};
use postil_story::words;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// Code points of a claim that are shown.
const WORDS: usize = 600;

/// The view; a copy is the same.
#[derive(Clone, Copy)]
pub struct Data {
    pub session: Session,
    pub choices: Choices,
    /// All tensions.
    pub found: ErasedMemo<Found>,
    /// The indexes of those that are listed, of all tensions or of what is set aside.
    pub listed: ErasedMemo<Vec<usize>>,
    /// What those of them show that are in the page.
    pub pairs: ErasedMemo<Vec<Pair>>,
}

/// What a person has chosen; it outlives the view.
#[derive(Clone, Copy)]
pub struct Choices {
    /// What is listed.
    pub shown: ErasedSignal<Shown>,
    /// The pair whose note is open.
    pub noting: ErasedSignal<Option<String>>,
    /// Notes on pairs that are not settled yet.
    pub notes: ErasedSignal<HashMap<String, String>>,
    /// The pairs that are in the page.
    pub stretch: Stretch,
}

/// What is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    All,
    Proposed,
    /// What is settled so, by [`Outcome::name`].
    Settled(String),
    /// What is no tension.
    SetAside,
}

/// The tensions, in an order that settling them does not change: by what they differ in, then by their claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub tensions: Vec<Tension>,
    /// Pairs that are no tension, as a person has said.
    pub set_aside: Vec<Tension>,
    /// How many are proposed.
    pub proposed: usize,
    /// How many are settled, by [`Outcome::name`].
    pub settled: BTreeMap<String, usize>,
    /// How many claims there are.
    pub claims: usize,
}

/// Two claims that differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Tells it apart from all others.
    pub key: String,
    /// The claim that was published first, and the other one.
    pub claims: [Claim; 2],
    pub differs: Vec<Differs>,
    pub settled: Option<Settled>,
    /// Whether a person has said that it is no tension.
    pub is_set_aside: bool,
}

/// A claim of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub mark: AnnotationId,
    /// Its article.
    pub from: String,
    /// The title of that.
    pub title: String,
    /// When that was published.
    pub published: String,
    /// When the event was that it is about; empty if nobody has said so.
    pub event: String,
    pub words: String,
    pub direction: &'static str,
    /// How it is quoted, who says it, by which media it came, how certain it is.
    pub how: Vec<String>,
}

/// What a person says of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    pub relation: RelationId,
    pub outcome: Outcome,
    pub note: String,
}

thread_local! {
    static CHOICES: RefCell<Option<(Owner, Choices)>> = const { RefCell::new(None) };
}

impl Choices {
    /// The choices of the page.
    fn here() -> Self {
        CHOICES.with_borrow_mut(|choices| {
            let (_, choices) = choices.get_or_insert_with(|| {
                let owner = Owner::new_root(None);
                let choices = owner.with(|| Self {
                    shown: ErasedSignal::new(Shown::All),
                    noting: ErasedSignal::new(None),
                    notes: ErasedSignal::new(HashMap::new()),
                    stretch: Stretch::new(),
                });
                (owner, choices)
            });
            *choices
        })
    }
}

impl Data {
    pub fn new(session: Session) -> Self {
        let choices = Choices::here();
        let found = memo(move || session.read(found));
        let listed = memo(move || {
            let shown = choices.shown.get();
            found.with(|found| {
                let all = found.list(&shown).iter().enumerate();
                let listed = all.filter(|(_, tension)| shown.takes(tension));
                listed.map(|(at, _)| at).collect::<Vec<_>>()
            })
        });
        let range = memo(move || choices.stretch.of(listed.with(Vec::len)));
        let pairs = memo(move || {
            let range = range.get();
            let wanted = listed.with(|listed| listed.get(range).map(<[usize]>::to_vec));
            let wanted = wanted.unwrap_or_default();
            // What is listed follows it.
            let shown = choices.shown.get_untracked();
            found.with(|found| {
                let list = found.list(&shown);
                let wanted = wanted.iter().filter_map(|at| list.get(*at));
                let wanted: Vec<&Tension> = wanted.collect();
                session.read(|scope| pairs(scope, &wanted, shown == Shown::SetAside))
            })
        });
        Self {
            session,
            choices,
            found,
            listed,
            pairs,
        }
    }

    /// Lists all pairs again.
    pub fn show_all() {
        let choices = Choices::here();
        choices.shown.set(Shown::All);
        choices.stretch.restart();
    }

    /// A pair in the page, now.
    pub fn pair(self, key: &str) -> Option<Pair> {
        let find = |pairs: &Vec<Pair>| pairs.iter().find(|pair| pair.key == key).cloned();
        self.pairs.with_untracked(find)
    }

    /// The pair in the page that comes after another one, else the one before.
    pub fn beside(self, key: &str) -> Option<String> {
        self.pairs.with_untracked(|pairs| {
            let at = pairs.iter().position(|pair| pair.key == key)?;
            let before = || pairs.get(at.checked_sub(1)?);
            let beside = pairs.get(at + 1).or_else(before);
            beside.map(|pair| pair.key.clone())
        })
    }
}

impl Found {
    /// Of which pairs some are listed.
    fn list(&self, shown: &Shown) -> &[Tension] {
        match shown {
            Shown::SetAside => &self.set_aside,
            _ => &self.tensions,
        }
    }
}

impl Shown {
    fn takes(&self, tension: &Tension) -> bool {
        let outcome = tension.settled.as_ref().map(|settled| &settled.outcome);
        match self {
            Self::All | Self::SetAside => true,
            Self::Proposed => outcome.is_none(),
            Self::Settled(name) => outcome.is_some_and(|outcome| outcome.name() == name),
        }
    }
}

fn found(scope: &Scope) -> Found {
    let state = scope.state();
    let Tensions {
        pairs: mut tensions,
        mut set_aside,
        ..
    } = tensions(scope);
    // What is told first of a pair, if anything; then the places of its claims.
    let place = |side: &Side| {
        let mark = state.annotation(&side.claim);
        (side.article, mark.map(|mark| mark.extent().start))
    };
    for pairs in [&mut tensions, &mut set_aside] {
        pairs.sort_by_cached_key(|pair| {
            let first = pair.reasons.iter().map(super::words::rank).min();
            let (one, other) = (place(&pair.one), place(&pair.other));
            (first.unwrap_or(usize::MAX), one.min(other), one.max(other))
        });
    }
    let mut settled = BTreeMap::new();
    for pair in tensions.iter().filter_map(|pair| pair.settled.as_ref()) {
        let count: &mut usize = settled.entry(pair.outcome.name().to_owned()).or_default();
        *count += 1;
    }
    let claims = scope.marks().filter(|(_, mark)| mark.layer() == "claim");
    Found {
        proposed: tensions.len() - settled.values().sum::<usize>(),
        settled,
        claims: claims.count(),
        tensions,
        set_aside,
    }
}

fn pairs(scope: &Scope, wanted: &[&Tension], is_set_aside: bool) -> Vec<Pair> {
    let state = scope.state();
    let heads = tiles::heads(scope);
    let said = Attributions::new(scope);
    let claim = |side: &Side| claim(state, &heads, &said, side);
    let pair = |tension: &&Tension| {
        let (one, other) = (claim(&tension.one)?, claim(&tension.other)?);
        let start = |id: &AnnotationId| state.annotation(id).map(|mark| mark.extent().start);
        let place = |side: &Side| (side.article, start(&side.claim));
        let is_turned = place(&tension.other) < place(&tension.one);
        let mut reasons: Vec<&Reason> = tension.reasons.iter().collect();
        reasons.sort_by_key(|reason| super::words::rank(reason));
        let differs = reasons
            .iter()
            .map(|reason| differs(state, reason, is_turned));
        let settled = tension.settled.as_ref().map(|settled| Settled {
            relation: settled.relation.clone(),
            outcome: settled.outcome.clone(),
            note: state
                .relation(&settled.relation)
                .map(|relation| relation.note.clone())
                .unwrap_or_default(),
        });
        let claims = if is_turned {
            [other, one]
        } else {
            [one, other]
        };
        let [first, second] = &claims;
        Some(Pair {
            key: format!("{} {}", first.mark, second.mark),
            differs: differs.collect(),
            settled,
            is_set_aside,
            claims,
        })
    };
    wanted.iter().filter_map(pair).collect()
}

fn claim(state: &State, heads: &[Head], said: &Attributions, side: &Side) -> Option<Claim> {
    let mark = state.annotation(&side.claim)?;
    let head = heads.get(side.article)?;
    Some(Claim {
        mark: side.claim.clone(),
        from: head.name(),
        title: head.title.clone(),
        published: head.date.clone(),
        event: side.when.as_ref().map(words::when).unwrap_or_default(),
        words: labels::cut(&state.quote(mark), WORDS),
        direction: direction(state, mark),
        how: how(state, &said.of(mark)),
    })
}
