//! Pairs of claims that differ in a number, in status, time or polarity, or in who does something.
//!
//! A person says what becomes of a pair: a relation `contradicts` with one of its values, or `updates`. Such a
//! pair is *settled*. Any other is proposed and says why, unless a person has *set it aside*, as two claims that do not
//! differ; nothing is asserted.
//!
//! Two claims are compared where they speak of one event: events of one cluster, of which at least one claim is
//! about, or events with equal words in clusters that a relation `before` or `part-of` ties, or
//! that share another event in their claims. Claims that deny something are also compared with others about
//! the same entity that share a word with them which few claims have.
//!
//! `cargo xtask proposals tensions` counts how many of the settled tensions of the worked example the rules find. They were
//! made with these in view, so that says little of how well they do elsewhere.

mod pairs;
mod reason;
mod rules;
mod settled;

use crate::claims::Claims;
use crate::facts::Facts;
use crate::scope::{Article, Scope};
use crate::when::When;
use foldhash::HashMap;
use postil_core::model::{Annotation, AnnotationId, Rejection};
use postil_core::state::State;
use std::collections::BTreeMap;

use reason::Agreed;
pub use reason::Reason;
pub use settled::{Outcome, Settled};

/// The tensions of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensions {
    /// The articles, in the order of publication.
    pub articles: Vec<Article>,
    /// The settled ones first, then by the first reason, then in the order of their claims.
    pub pairs: Vec<Tension>,
    /// Pairs that would be proposed, had a person not said that they do not differ, in the same order.
    pub set_aside: Vec<Tension>,
}

/// Two claims that differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Tension {
    /// The claim that comes first in the order of publication, unless a relation starts at the other one.
    pub one: Side,
    /// The claim that it differs from.
    pub other: Side,
    /// In what they differ, as far as the marks tell; empty only if the pair is settled.
    pub reasons: Vec<Reason>,
    /// What a person says of the pair.
    pub settled: Option<Settled>,
}

/// A claim of a tension.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The claim.
    pub claim: AnnotationId,
    /// The index of its article.
    pub article: usize,
    /// When the event was that it is about, if a person has said so.
    pub when: Option<When>,
}

/// A claim that is compared.
struct Claim<'a> {
    mark: &'a Annotation,
    /// The index of its article.
    article: usize,
    /// The index of the claims that say the same.
    group: usize,
    facts: Facts<'a>,
}

/// Finds the pairs of a scope that are settled, and proposes others. O(n log n) for n marks and relations: of
/// all that speak of one thing, the first few are compared (`pairs.rs`).
pub fn tensions(scope: &Scope) -> Tensions {
    let all = claims(scope);
    let mut pairs: BTreeMap<Key, Tension> = BTreeMap::new();
    let mut proposed = proposed(scope, &all);
    let number = numbers(&all);
    for settled in settled::settled(scope.state()) {
        let (from, to) = (number.get(settled.from), number.get(settled.to));
        let (Some(&one), Some(&other)) = (from, to) else {
            continue;
        };
        // What is settled of two claims is so of all that say the same.
        let key = key(&all, one, other);
        let reasons = proposed
            .remove(&key)
            .map(|found| found.seen_from(&all, one));
        if let Some(one) = side(&all, one)
            && let Some(other) = side(&all, other)
        {
            let tension = pairs.entry(key).or_insert(Tension {
                one,
                other,
                reasons: reasons.unwrap_or_default(),
                settled: None,
            });
            tension.settled.get_or_insert(settled.into());
        }
    }
    let tension = |found: Found| {
        Some(Tension {
            one: side(&all, found.one)?,
            other: side(&all, found.other)?,
            reasons: found.reasons,
            settled: None,
        })
    };
    let mut set_aside: BTreeMap<Key, Tension> = BTreeMap::new();
    for rejection in scope.state().header().rejected() {
        let claims = rejection.claims.iter().filter_map(|id| number.get(id));
        if let [one, other] = *claims.copied().collect::<Vec<usize>>() {
            let key = key(&all, one, other);
            let found = proposed.remove(&key).and_then(tension);
            set_aside.extend(found.map(|found| (key, found)));
        }
    }
    for (key, found) in proposed {
        pairs.extend(tension(found).map(|found| (key, found)));
    }
    Tensions {
        articles: scope.articles().to_vec(),
        pairs: in_order(pairs),
        set_aside: in_order(set_aside),
    }
}

/// The rejections that set a pair aside: those of its claims, and of others that say the same. As [`tensions`], without
/// comparing.
pub fn rejections(scope: &Scope, pair: [&AnnotationId; 2]) -> Vec<Rejection> {
    let all = claims(scope);
    let number = numbers(&all);
    let key_of =
        |[one, other]: [&AnnotationId; 2]| Some(key(&all, *number.get(one)?, *number.get(other)?));
    let wanted = key_of(pair);
    let is_of = |rejection: &Rejection| match rejection.claims.as_slice() {
        [one, other] => wanted.is_some() && key_of([one, other]) == wanted,
        _ => false,
    };
    scope.state().header().rejected().filter(is_of).collect()
}

/// The index of each claim.
fn numbers<'a>(all: &[Claim<'a>]) -> HashMap<&'a AnnotationId, usize> {
    let all = all.iter().enumerate();
    all.map(|(at, claim)| (&claim.mark.id, at)).collect()
}

fn in_order(pairs: BTreeMap<Key, Tension>) -> Vec<Tension> {
    let mut pairs: Vec<Tension> = pairs.into_values().collect();
    // Stable: the keys are in the order of the claims.
    pairs.sort_by_key(|pair| {
        let first = pair.reasons.iter().map(Reason::rank).min();
        (pair.settled.is_none(), first.unwrap_or(usize::MAX))
    });
    pairs
}

fn claims<'a>(scope: &Scope<'a>) -> Vec<Claim<'a>> {
    let claims = Claims::new(scope);
    let groups = claims.groups().iter().enumerate();
    let mut all: Vec<(usize, &Annotation, usize)> = groups
        .flat_map(|(group, of)| {
            of.claims
                .iter()
                .map(move |(article, mark)| (*article, *mark, group))
        })
        .collect();
    all.sort_by_cached_key(|(article, mark, _)| (*article, mark.extent().start));
    let marks: Vec<&Annotation> = all.iter().map(|(_, mark, _)| *mark).collect();
    let facts = Facts::of(scope, &marks);
    let claim = |((article, mark, group), facts)| Claim {
        mark,
        article,
        group,
        facts,
    };
    all.into_iter().zip(facts).map(claim).collect()
}

/// What identifies a pair: the groups of two claims, or one group and the two.
type Key = (usize, usize, Option<(usize, usize)>);

fn key(all: &[Claim], one: usize, other: usize) -> Key {
    let group = |at: usize| all.get(at).map_or(usize::MAX, |claim| claim.group);
    let (a, b) = (group(one), group(other));
    (
        a.min(b),
        a.max(b),
        (a == b).then_some((one.min(other), one.max(other))),
    )
}

/// A proposal in the making.
struct Found {
    one: usize,
    other: usize,
    reasons: Vec<Reason>,
    /// In what some claims of the two groups agree.
    agreed: Agreed,
}

impl Found {
    /// The reasons of a pair whose first claim is that one, or says the same.
    fn seen_from(self, all: &[Claim], one: usize) -> Vec<Reason> {
        let group = |at: usize| all.get(at).map(|claim| claim.group);
        let is_turned = if group(self.one) == group(self.other) {
            self.one != one
        } else {
            group(self.one) != group(one)
        };
        let reasons = self.reasons.into_iter();
        reasons
            .map(|reason| if is_turned { reason.turned() } else { reason })
            .collect()
    }
}

fn proposed(scope: &Scope, all: &[Claim]) -> HashMap<Key, Found> {
    let mut found: HashMap<Key, Found> = HashMap::default();
    for candidate in pairs::pairs(scope, all) {
        let (Some(one), Some(other)) = (all.get(candidate.one), all.get(candidate.other)) else {
            continue;
        };
        let verdict = rules::compare(scope.state(), one, other, &candidate.common);
        if verdict.reasons.is_empty() && verdict.agreed == Agreed::default() {
            continue;
        }
        let pair = found
            .entry(key(all, candidate.one, candidate.other))
            .or_insert(Found {
                one: candidate.one,
                other: candidate.other,
                reasons: Vec::new(),
                agreed: Agreed::default(),
            });
        pair.agreed = pair.agreed.and(verdict.agreed);
        if pair.reasons.is_empty() {
            (pair.one, pair.other) = (candidate.one, candidate.other);
        }
        for reason in verdict.reasons {
            if pair
                .reasons
                .iter()
                .all(|known| known.rank() != reason.rank())
            {
                pair.reasons.push(reason);
            }
        }
    }
    for pair in found.values_mut() {
        pair.reasons.retain(|reason| !pair.agreed.covers(reason));
    }
    found.retain(|_, pair| !pair.reasons.is_empty());
    found
}

fn side(all: &[Claim], at: usize) -> Option<Side> {
    let claim = all.get(at)?;
    let main = claim.facts.events.iter().filter(|event| event.is_main);
    Some(Side {
        claim: claim.mark.id.clone(),
        article: claim.article,
        when: main.filter_map(|event| event.when).next(),
    })
}

impl Tensions {
    /// The table: a line for each pair. O(n).
    pub fn rows(&self, state: &State) -> Vec<Vec<String>> {
        let head = [
            "settled",
            "relation",
            "differ in",
            "values",
            "claim",
            "article",
            "published",
            "event",
            "words",
            "claim",
            "article",
            "published",
            "event",
            "words",
        ];
        let line = |pair: &Tension| {
            let names: Vec<&str> = pair.reasons.iter().map(Reason::name).collect();
            let values = pair.reasons.iter().map(|reason| reason.sides(state));
            let values = values.filter(|(one, other)| !one.is_empty() || !other.is_empty());
            let values: Vec<String> = values
                .map(|(one, other)| format!("{one} / {other}"))
                .collect();
            let settled = pair.settled.as_ref();
            let mut line = vec![
                settled
                    .map_or("", |settled| settled.outcome.name())
                    .to_owned(),
                settled
                    .map(|settled| settled.relation.to_string())
                    .unwrap_or_default(),
                names.join(", "),
                values.join("; "),
            ];
            for side in [&pair.one, &pair.other] {
                let article = self.articles.get(side.article);
                line.push(side.claim.to_string());
                line.push(
                    article
                        .map(|article| article.document.to_string())
                        .unwrap_or_default(),
                );
                line.push(
                    article
                        .map(|article| article.date.clone())
                        .unwrap_or_default(),
                );
                line.push(side.when.map(|when| when.to_string()).unwrap_or_default());
                let mark = state.annotation(&side.claim);
                line.push(mark.map(|mark| state.quote(mark)).unwrap_or_default());
            }
            line
        };
        let head = head.into_iter().map(str::to_owned).collect();
        std::iter::once(head)
            .chain(self.pairs.iter().map(line))
            .collect()
    }
}

#[cfg(test)]
mod tests;
