//! Which claims are compared.
//!
//! Whatever has claims in common is a block, of which the first [`MAX_BLOCK`] are compared with one another. So
//! the number of pairs grows with that of the claims, not with its square.

use super::Claim;
use crate::facts::Event;
use crate::fields::{NEGATIVE, text};
use crate::scope::Scope;
use foldhash::{HashMap, HashSet};
use postil_core::model::{ClusterId, Target};
use postil_core::state::State;
use postil_core::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Claims of a block that are compared with one another.
const MAX_BLOCK: usize = 16;
/// Claims that have a word at most, for it to tell what they are about.
const MAX_SHARING: usize = 12;
/// Code points of a word at least, for it to tell what a claim is about.
const MIN_WORD: usize = 5;
/// Words of a claim that are looked at.
const MAX_WORDS: usize = 100;

/// Two claims that may differ, given by their indexes, the first one first.
pub struct Candidate {
    pub one: usize,
    pub other: usize,
    pub common: Common,
}

/// What two claims have in common.
pub enum Common {
    /// Events, by their indexes in the facts of each.
    Events(usize, usize),
    /// They say the same.
    Group,
    /// A word, and an entity that they are about.
    Word(String),
}

/// All pairs that are compared, each maybe several times. O(n log n) for n claims and events.
pub fn pairs(scope: &Scope, all: &[Claim]) -> Vec<Candidate> {
    let mut found = Vec::new();
    of_one_event(all, &mut found);
    of_events_alike(scope, all, &mut found);
    of_one_group(all, &mut found);
    of_one_word(scope.state(), all, &mut found);
    found
}

/// The events of a block, each with the index of its claim, in the order of the claims.
type Block = Vec<(usize, usize)>;

/// All pairs of a block, of which at least one claim is about its event.
fn within(all: &[Claim], block: &Block, found: &mut Vec<Candidate>) {
    let is_main = |at: &(usize, usize)| event(all, *at).is_some_and(|event| event.is_main);
    for (at, one) in block.iter().enumerate() {
        for other in block.iter().skip(at + 1) {
            let group = |at: usize| all.get(at).map(|claim| claim.group);
            if group(one.0) != group(other.0) && (is_main(one) || is_main(other)) {
                found.push(Candidate {
                    one: one.0,
                    other: other.0,
                    common: Common::Events(one.1, other.1),
                });
            }
        }
    }
}

/// Events of one cluster. Of those in a block that say the same, the first is compared.
fn of_one_event(all: &[Claim], found: &mut Vec<Candidate>) {
    let mut blocks: BTreeMap<&ClusterId, Block> = BTreeMap::new();
    let mut seen = HashSet::default();
    for (at, claim) in all.iter().enumerate() {
        for (event, it) in claim.facts.events.iter().enumerate() {
            let Some(cluster) = it.cluster else {
                continue;
            };
            let has_number = !claim.facts.numbers.is_empty();
            let when = it.when.map(|when| when.order());
            let said = (it.is_main, it.is_actual, it.is_negative, when, has_number);
            let agents: Vec<_> = it.agents.iter().copied().collect();
            let block = blocks.entry(cluster).or_default();
            if block.len() < MAX_BLOCK && seen.insert((cluster, claim.group, said, agents)) {
                block.push((at, event));
            }
        }
    }
    for block in blocks.values() {
        within(all, block, found);
    }
}

/// Other events with equal words that claims are about: of clusters that a relation ties, or in claims that have
/// another event in common.
fn of_events_alike(scope: &Scope, all: &[Claim], found: &mut Vec<Candidate>) {
    let state = scope.state();
    let mut blocks: BTreeMap<(String, &str, &str), Block> = BTreeMap::new();
    let mut mains: HashMap<&ClusterId, Block> = HashMap::default();
    for (at, claim) in all.iter().enumerate() {
        let events = claim.facts.events.iter().enumerate();
        for (event, it) in events.filter(|(_, it)| it.is_main) {
            if let Some(cluster) = it.cluster {
                mains.entry(cluster).or_default().push((at, event));
            }
            let others = claim
                .facts
                .events
                .iter()
                .filter(|other| other.mark.id != it.mark.id);
            let others: BTreeSet<&ClusterId> = others.filter_map(|other| other.cluster).collect();
            if others.is_empty() {
                continue;
            }
            let words = fold(&state.quote(it.mark));
            for other in others
                .into_iter()
                .filter(|other| Some(*other) != it.cluster)
            {
                let block = blocks
                    .entry((words.clone(), other.as_str(), ""))
                    .or_default();
                if block.len() < MAX_BLOCK {
                    block.push((at, event));
                }
            }
        }
    }
    for relation in state.relations() {
        let Target::Annotation(to) = &relation.to else {
            continue;
        };
        if !matches!(relation.kind.as_str(), "before" | "part-of") {
            continue;
        }
        let cluster = |id| scope.cluster_of(id).map(|cluster| &cluster.record().id);
        let (Some(from), Some(to)) = (cluster(&relation.from), cluster(to)) else {
            continue;
        };
        let (Some(one), Some(other)) = (mains.get(from), mains.get(to)) else {
            continue;
        };
        if from == to {
            continue;
        }
        let ends = (
            from.as_str().min(to.as_str()),
            from.as_str().max(to.as_str()),
        );
        for member in one
            .iter()
            .take(MAX_BLOCK / 2)
            .chain(other.iter().take(MAX_BLOCK / 2))
        {
            let Some(event) = event(all, *member) else {
                continue;
            };
            let words = fold(&state.quote(event.mark));
            let block = blocks.entry((words, ends.0, ends.1)).or_default();
            if block.len() < MAX_BLOCK && !block.contains(member) {
                block.push(*member);
            }
        }
    }
    for block in blocks.values_mut() {
        block.sort_unstable();
        within(all, block, found);
    }
}

fn event<'a, 'b>(all: &'b [Claim<'a>], (claim, event): (usize, usize)) -> Option<&'b Event<'a>> {
    all.get(claim)?.facts.events.get(event)
}

/// Claims that say the same, each with the first of them.
fn of_one_group(all: &[Claim], found: &mut Vec<Candidate>) {
    let mut first: HashMap<usize, usize> = HashMap::default();
    for (other, claim) in all.iter().enumerate() {
        let one = *first.entry(claim.group).or_insert(other);
        if one != other {
            found.push(Candidate {
                one,
                other,
                common: Common::Group,
            });
        }
    }
}

/// Claims about one entity, of which one denies something, that share a word which few claims about it have.
fn of_one_word(state: &State, all: &[Claim], found: &mut Vec<Candidate>) {
    let mut about: BTreeMap<&ClusterId, (Vec<usize>, bool)> = BTreeMap::new();
    for (at, claim) in all.iter().enumerate() {
        for cluster in claim.facts.about.iter().collect::<BTreeSet<_>>() {
            let (claims, denies) = about.entry(cluster).or_default();
            claims.push(at);
            *denies |= is_negative(claim);
        }
    }
    for (claims, _) in about.values().filter(|(_, denies)| *denies) {
        let mut sharing: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in claims {
            let Some(claim) = all.get(*at) else {
                continue;
            };
            for word in words(&state.quote(claim.mark)) {
                sharing.entry(word).or_default().push(*at);
            }
        }
        for (word, claims) in sharing
            .into_iter()
            .filter(|(_, claims)| claims.len() <= MAX_SHARING)
        {
            for (at, one) in claims.iter().enumerate() {
                for other in claims.iter().skip(at + 1) {
                    let claim = |at: &usize| all.get(*at);
                    let (Some(a), Some(b)) = (claim(one), claim(other)) else {
                        continue;
                    };
                    if a.group != b.group && is_negative(a) != is_negative(b) {
                        let common = Common::Word(word.clone());
                        found.push(Candidate {
                            one: *one,
                            other: *other,
                            common,
                        });
                    }
                }
            }
        }
    }
}

fn is_negative(claim: &Claim) -> bool {
    text(claim.mark, "polarity") == NEGATIVE
}

/// The longer words of a text, folded, each once.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| word.chars().nth(MIN_WORD - 1).is_some());
    words.take(MAX_WORDS).map(fold).collect()
}
