//! In what two claims differ.

use super::pairs::Common;
use super::reason::Agreed;
use super::{Claim, Reason};
use crate::facts::{Event, Number};
use crate::fields::text;
use postil_core::state::State;
use postil_propose::numbers::{Relation, Unit, relation};

/// What comparing two claims says.
#[derive(Default)]
pub struct Verdict {
    /// In what they differ.
    pub reasons: Vec<Reason>,
    /// In what they agree: then other claims that say the same do not differ in it.
    pub agreed: Agreed,
}

/// Compares two claims in what they have in common. O(1).
pub fn compare(state: &State, one: &Claim, other: &Claim, common: &Common) -> Verdict {
    let mut verdict = Verdict::default();
    match common {
        Common::Word(word) => verdict.reasons.push(Reason::Polarity { of: word.clone() }),
        Common::Group => {
            numbers(one, other, &mut verdict);
            certainty(one, other, &mut verdict);
            if let (Some(a), Some(b)) = (dated(one), dated(other))
                && a.cluster == b.cluster
            {
                time(state, a, b, &mut verdict);
            }
        }
        Common::Events(a, b) => {
            let (Some(a), Some(b)) = (one.facts.events.get(*a), other.facts.events.get(*b)) else {
                return verdict;
            };
            status(state, a, b, &mut verdict);
            agents(state, a, b, &mut verdict);
            if a.cluster.is_some() && a.cluster == b.cluster {
                numbers(one, other, &mut verdict);
                polarity(state, a, b, &mut verdict);
                time(state, a, b, &mut verdict);
            }
        }
    }
    verdict
}

/// The first event with a date that a claim is about.
fn dated<'a, 'b>(claim: &'b Claim<'a>) -> Option<&'b Event<'a>> {
    let mut events = claim.facts.events.iter();
    events.find(|event| event.is_main && event.when.is_some())
}

/// The numbers that answer to one another.
fn numbers(one: &Claim, other: &Claim, verdict: &mut Verdict) {
    let pairs = answering(&one.facts.numbers, &other.facts.numbers);
    let related = pairs
        .iter()
        .map(|(a, b)| relation(&a.quantity, &b.quantity));
    let related: Vec<Relation> = related.collect();
    verdict.agreed.on_number |=
        !related.is_empty() && related.iter().all(|it| *it == Relation::Equal);
    for ((a, b), relation) in pairs.into_iter().zip(related) {
        if !matches!(relation, Relation::Incomparable | Relation::Equal) {
            verdict.reasons.push(Reason::Number {
                one: a.mark.id.clone(),
                other: b.mark.id.clone(),
                is_exclusive: relation == Relation::Contradicts,
            });
        }
    }
}

/// The only number of each; where a claim has several, those that are the only ones of their unit in both. Nothing
/// tells which of the rest answers to which.
fn answering<'a, 'b>(
    one: &'b [Number<'a>],
    other: &'b [Number<'a>],
) -> Vec<(&'b Number<'a>, &'b Number<'a>)> {
    if let ([a], [b]) = (one, other) {
        return vec![(a, b)];
    }
    let only = |all: &'b [Number<'a>], unit: &Unit| {
        let mut of = all
            .iter()
            .filter(|it| it.quantity.unit.as_ref() == Some(unit));
        of.next().filter(|_| of.next().is_none())
    };
    let pairs = one.iter().filter_map(|number| {
        let unit = number.quantity.unit.as_ref()?;
        Some((only(one, unit)?, only(other, unit)?))
    });
    pairs.collect()
}

fn certainty(one: &Claim, other: &Claim, verdict: &mut Verdict) {
    let certainty = |claim: &Claim| text(claim.mark, "certainty").to_owned();
    let (one, other) = (certainty(one), certainty(other));
    let is_known = |certainty: &str| !matches!(certainty, "" | "unknown");
    if one != other && is_known(&one) && is_known(&other) {
        verdict.reasons.push(Reason::Certainty { one, other });
    }
}

/// One says that it has happened, the other that it has not. What both deny differs in nothing: it has not
/// happened, and will not.
fn status(state: &State, a: &Event, b: &Event, verdict: &mut Verdict) {
    let differ = a.is_actual.zip(b.is_actual).is_some_and(|(a, b)| a != b);
    if differ && !a.is_negative && !b.is_negative {
        verdict.reasons.push(Reason::Status {
            of: name(state, a),
            one: text(a.mark, "realis").to_owned(),
            other: text(b.mark, "realis").to_owned(),
        });
    }
}

/// Both say who does it, and name nobody who is the same.
fn agents(state: &State, a: &Event, b: &Event, verdict: &mut Verdict) {
    if a.agents.is_empty() || b.agents.is_empty() || !a.is_main || !b.is_main {
        return;
    }
    if !a.agents.is_disjoint(&b.agents) {
        verdict.agreed.on_agent = true;
        return;
    }
    let names = |event: &Event| event.agents.iter().map(|who| who.name(state)).collect();
    verdict.reasons.push(Reason::Agent {
        of: name(state, a),
        one: names(a),
        other: names(b),
    });
}

fn polarity(state: &State, a: &Event, b: &Event, verdict: &mut Verdict) {
    if a.is_negative == b.is_negative {
        verdict.agreed.on_polarity = true;
    } else {
        verdict
            .reasons
            .push(Reason::Polarity { of: name(state, a) });
    }
}

fn time(state: &State, a: &Event, b: &Event, verdict: &mut Verdict) {
    if let (Some(one), Some(other)) = (a.when, b.when)
        && one.is_apart(&other)
    {
        let of = name(state, a);
        verdict.reasons.push(Reason::Time { of, one, other });
    }
}

/// The name of the cluster of an event, else its words.
fn name(state: &State, event: &Event) -> String {
    let cluster = event.cluster.and_then(|id| state.cluster(id));
    cluster.map_or_else(
        || state.quote(event.mark),
        |cluster| cluster.record().name.clone(),
    )
}
