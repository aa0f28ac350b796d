//! Descriptions, pronouns and parts of names, as far as their document tells what they stand for.

use super::groups::{Groups, Node};
use super::mentions::{Mentions, Place};
use super::names::may_be_one;
use crate::likeness::{Entry, Index, Kind, Reason, Sort, Symbol, compare};
use postil_core::state::State;
use std::collections::BTreeMap;

/// Mentions before one that are looked at.
const BEFORE: usize = 60;
/// The least likeness of words with which two mentions in one document are put together.
const LEAST: f64 = 0.5;

/// Links the mentions of a document that have no sure group.
pub(super) fn link(
    mentions: &Mentions,
    groups: &mut Groups,
    reasons: &mut BTreeMap<Node, Vec<Reason>>,
    (state, index): (&State, &Index),
    document: usize,
) {
    let (Some(places), Some(read)) = (
        mentions.places.get(document),
        state.documents().get(document),
    ) else {
        return;
    };
    let mut unite = |one: Node, other: Node, reason: Reason| {
        let joined = groups.root(one) != groups.root(other)
            && groups.join(one, other, false, |a, b| may_be_one(index, a, b));
        if joined {
            reasons.entry(other).or_default().push(reason);
        }
    };
    let between = |one: &Place, other: &Place| read.text().slice(one.end..other.start);
    for (at, place) in places.iter().enumerate() {
        let Some(entry) = index.entry(place.entry) else {
            continue;
        };
        if matches!(entry.sort, Sort::Happening | Sort::Number | Sort::Date) {
            continue;
        }
        let before = || {
            places
                .get(at.saturating_sub(BEFORE)..at)
                .unwrap_or_default()
                .iter()
                .rev()
        };
        let of_kind = |other: &Place| {
            index
                .entry(other.entry)
                .filter(|it| it.label == entry.label && other.node != place.node)
        };
        // “the envoy, Zamir Kabulov”, “company CEO Steve Jobs”, and a mark inside of a longer one.
        let after = places.get(at + 1..).unwrap_or_default().iter().take(4);
        for other in after {
            let Some(named) = of_kind(other) else {
                continue;
            };
            let one_name = entry.form.kind == Kind::Name && named.form.kind == Kind::Name;
            let is_beside = other.start >= place.end
                && matches!(between(place, other), ", " | " ")
                && !one_name
                && entry.form.kind != Kind::Pronoun
                && named.form.kind != Kind::Pronoun;
            let is_inside = other.end <= place.end
                && (entry.form.name == named.form.name && !named.form.name.is_empty()
                    || entry.form.head.is_some()
                        && entry.form.head == named.form.head
                        && other.start == place.start);
            if is_beside || is_inside {
                unite(place.node, other.node, Reason::Apposition);
            }
        }
        let best = match entry.form.kind {
            Kind::Name | Kind::Description => like(before(), entry, index, &of_kind),
            Kind::Pronoun => None,
        };
        let found = best.or_else(|| match entry.form.kind {
            Kind::Name => None,
            Kind::Description => points_back(read.text().slice(place.start..place.end))
                .then(|| named_before(before(), &of_kind))
                .flatten(),
            Kind::Pronoun => named_before(before(), &of_kind),
        });
        if let Some((node, reason)) = found {
            unite(node, place.node, reason);
        }
    }
}

/// The mention before that is most like an entry.
fn like<'a>(
    before: impl Iterator<Item = &'a Place>,
    entry: &Entry,
    index: &'a Index,
    of_kind: &dyn Fn(&Place) -> Option<&'a Entry>,
) -> Option<(Node, Reason)> {
    let weight = |stem: Symbol| index.weight(entry.layer, stem);
    let mut best: Option<(f64, Node, Reason)> = None;
    for other in before {
        let Some(named) = of_kind(other) else {
            continue;
        };
        let found = compare(
            &entry.form,
            &named.form,
            entry.sort,
            index.symbols(),
            &weight,
        );
        if let Some(found) = found
            && found.score >= LEAST
            && best.is_none_or(|(score, ..)| found.score > score)
        {
            best = Some((found.score, other.node, found.reason));
        }
    }
    best.map(|(_, node, reason)| (node, reason))
}

/// The last mention before that is a name.
fn named_before<'a>(
    mut before: impl Iterator<Item = &'a Place>,
    of_kind: &dyn Fn(&Place) -> Option<&'a Entry>,
) -> Option<(Node, Reason)> {
    let named = before.find(|other| of_kind(other).is_some_and(|it| it.form.kind == Kind::Name))?;
    Some((named.node, Reason::NamedBefore))
}

/// Whether a description points to what was named before.
fn points_back(quote: &str) -> bool {
    const WORDS: &[&str] = &["the", "this", "that", "these", "those"];
    let first = quote.split_whitespace().next().unwrap_or_default();
    WORDS.contains(&first.to_lowercase().as_str())
}
