//! Events and claims that are told of in several places.

use super::groups::{Groups, Node};
use super::mentions::{Mentions, Place};
use crate::likeness::{
    Circumstances, Entry, Happening, Index, LIKELY, Reason, Sort, Symbol, Weights, happening,
};
use postil_core::state::State;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Rare words of a sentence by which others like it are looked for.
const RARE: usize = 6;
/// Sentences with such a word that are looked at, the nearest before.
const OF_WORD: usize = 32;
/// Events and claims before one in its document that are looked at.
const BEFORE: usize = 200;

/// The events and claims read so far, by the words of their sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    all: Vec<(u32, Place)>,
    with: HashMap<Symbol, Vec<u32>>,
    around: Vec<Around>,
}

/// What is around an event or a claim.
#[derive(Clone, Debug, Default)]
struct Around {
    circumstances: Circumstances,
    sentence: Box<[Symbol]>,
    /// How much its words and its sentence weigh.
    weighs: (f64, f64),
}

/// Links the events and claims of a document to those before, in it and in the documents before it.
/// O(number of them), each with a bounded number of others.
pub(super) fn link(
    mentions: &Mentions,
    seen: &mut Seen,
    groups: &mut Groups,
    reasons: &mut BTreeMap<Node, Vec<Reason>>,
    (state, index): (&State, &Index),
    document: usize,
) {
    let number = u32::try_from(document).unwrap_or(u32::MAX);
    let first_here = seen.all.len();
    for place in mentions.places.get(document).into_iter().flatten() {
        let entry = index
            .entry(place.entry)
            .filter(|it| it.sort == Sort::Happening);
        let (Some(entry), Some(annotation)) = (entry, state.at(place.slot)) else {
            continue;
        };
        let circumstances = Circumstances::of(state, index, annotation);
        let sentence = index.sentence(&annotation.id);
        let mut rare: Vec<(u32, Symbol)> = sentence
            .iter()
            .map(|stem| (index.around(*stem).0, *stem))
            .collect();
        rare.sort_unstable();
        let mut others: BTreeSet<u32> = BTreeSet::new();
        for (_, stem) in rare.iter().take(RARE) {
            let with = seen.with.get(stem).map_or(&[][..], Vec::as_slice);
            others.extend(with.iter().rev().take(OF_WORD));
        }
        let from = first_here.max(seen.all.len().saturating_sub(BEFORE));
        others.extend((from..seen.all.len()).filter_map(|at| u32::try_from(at).ok()));
        let weighs = Weights::of(index, entry.layer).all(&entry.form, sentence);
        let own = Happening {
            form: &entry.form,
            sentence,
            circumstances: &circumstances,
            weighs,
        };
        let mut found: Vec<(f64, u32, Vec<Reason>)> = Vec::new();
        for at in others {
            let Some((where_, other)) = seen.all.get(at as usize) else {
                continue;
            };
            let Some((score, why)) =
                likeness(&own, entry, other, *where_ == number, seen, at, index)
            else {
                continue;
            };
            if score >= LIKELY {
                found.push((score, other.node, why));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, node, why) in found {
            if groups.root(node) != groups.root(place.node)
                && groups.join(node, place.node, false, |_, _| true)
            {
                let noted = reasons.entry(place.node).or_default();
                noted.extend(
                    why.into_iter()
                        .filter(|_| noted.is_empty())
                        .collect::<Vec<_>>(),
                );
            }
        }
        let at = u32::try_from(seen.all.len()).unwrap_or(u32::MAX);
        for (_, stem) in rare.iter().take(RARE) {
            seen.with.entry(*stem).or_default().push(at);
        }
        seen.all.push((number, *place));
        seen.around.push(Around {
            circumstances,
            sentence: sentence.into(),
            weighs,
        });
    }
}

fn likeness(
    own: &Happening,
    entry: &Entry,
    other: &Place,
    same_document: bool,
    seen: &Seen,
    at: u32,
    index: &Index,
) -> Option<(f64, Vec<Reason>)> {
    let named = index
        .entry(other.entry)
        .filter(|it| it.layer == entry.layer)?;
    let around = seen.around.get(at as usize)?;
    let other = Happening {
        form: &named.form,
        sentence: &around.sentence,
        circumstances: &around.circumstances,
        weighs: around.weighs,
    };
    let weights = Weights::of(index, entry.layer);
    Some(happening(own, &other, same_document, &weights))
}
