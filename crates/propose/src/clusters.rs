//! Which mentions mean one thing: proposals for a whole project at once.

mod assemble;
mod described;
mod groups;
mod happenings;
mod mentions;
mod names;
mod rejected;

pub use rejected::{Item, Rejected};

use crate::likeness::{Index, Reason};
use assemble::Assembly;
use groups::{Groups, Node};
use mentions::Mentions;
use postil_core::model::{AnnotationId, ClusterId};
use postil_core::state::State;
use std::collections::BTreeMap;

/// How much is to be said for a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// It may be accepted together with all others of this class: names that are the same, or are known
    /// to stand for one another, with nothing in the project that speaks against it.
    Sure,
    /// It is to be looked at.
    Likely,
}

/// A mention in a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The annotation.
    pub annotation: AnnotationId,
    /// Why it is in the proposal; empty for the one that the others are like.
    pub reasons: Vec<Reason>,
}

/// Mentions that mean one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Tells it from all other proposals: the first of its mentions, by id, or without one the first of
    /// its clusters. It stays the same while that one stays in it.
    pub key: Item,
    /// The layer of its mentions.
    pub layer: String,
    /// Whether it may be accepted unseen.
    pub confidence: Confidence,
    /// The clusters that there are: none for a new one, one to be joined, several to become one, of
    /// which the first has the most mentions.
    pub clusters: Vec<ClusterId>,
    /// Why, of all its mentions and clusters, the most frequent first.
    pub reasons: Vec<Reason>,
    /// The surer proposal whose cluster these mentions join, if it is accepted too.
    pub adds_to: Option<Item>,
    /// The mentions, by document and place; none where clusters are to become one. None of them is in a
    /// cluster or in another proposal.
    pub members: Vec<Proposed>,
    /// What the cluster would be called: the fullest proper name, as far as it is new.
    pub name: String,
}

impl Proposal {
    /// What is [rejected](Rejected::reject) with it: its mentions and clusters, and the first item of the
    /// proposal that it adds to.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        let clusters = self.clusters.iter().cloned().map(Item::Cluster);
        let members = self.members.iter();
        let members = members.map(|it| Item::Annotation(it.annotation.clone()));
        clusters.chain(members).chain(self.adds_to.clone())
    }
}

/// Proposals in the making, step by step. They are over the state and the index that they began with:
/// after a change they are to be begun again.
pub struct Proposing {
    mentions: Mentions,
    groups: Groups,
    /// Why a node joined its group.
    reasons: BTreeMap<Node, Vec<Reason>>,
    /// The next piece of work of the stage.
    at: usize,
    stage: Stage,
    seen: happenings::Seen,
    /// The root of each node's group after the sure ones.
    sure: Vec<Node>,
    assembly: Assembly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Mentions,
    Names,
    Described,
    LikelyNames,
    Happenings,
    Sorting,
    Sure,
    Likely,
    Done,
}

impl Proposing {
    /// Begins with a whole index, to be stepped.
    pub fn begin() -> Self {
        Self {
            mentions: Mentions::default(),
            groups: Groups::default(),
            reasons: BTreeMap::new(),
            at: 0,
            stage: Stage::Mentions,
            seen: happenings::Seen::default(),
            sure: Vec::new(),
            assembly: Assembly::default(),
        }
    }

    /// Goes on by a document, some dozens of names or some hundreds of mentions, and tells whether there is more to do.
    pub fn step(&mut self, state: &State, index: &Index, rejected: &Rejected) -> bool {
        const NAMES: usize = 32;
        let at = self.at;
        self.at += 1;
        let more = match self.stage {
            Stage::Mentions => mentions::read(
                &mut self.mentions,
                &mut self.groups,
                state,
                index,
                rejected,
                at,
            ),
            Stage::Names | Stage::LikelyNames => {
                let range = at * NAMES..(at + 1) * NAMES;
                let mut work = names::Names {
                    mentions: &self.mentions,
                    groups: &mut self.groups,
                    reasons: &mut self.reasons,
                    index,
                };
                for at in range.clone() {
                    match self.stage {
                        Stage::Names => work.link(at),
                        _ => work.link_likely(at),
                    }
                }
                range.end < index.entries().len()
            }
            Stage::Described => {
                described::link(
                    &self.mentions,
                    &mut self.groups,
                    &mut self.reasons,
                    (state, index),
                    at,
                );
                at + 1 < state.documents().len()
            }
            Stage::Happenings => {
                happenings::link(
                    &self.mentions,
                    &mut self.seen,
                    &mut self.groups,
                    &mut self.reasons,
                    (state, index),
                    at,
                );
                at + 1 < state.documents().len()
            }
            Stage::Sorting => self.assembly.sort(&self.sure, at),
            Stage::Sure | Stage::Likely => {
                let work = assemble::Work {
                    mentions: &self.mentions,
                    reasons: &self.reasons,
                    state,
                };
                match self.stage {
                    Stage::Sure => self.assembly.sure(&work, &mut self.groups),
                    _ => self.assembly.likely(&work),
                }
            }
            Stage::Done => false,
        };
        if !more {
            self.at = 0;
            self.stage = match self.stage {
                Stage::Mentions => Stage::Names,
                Stage::Names => {
                    self.sure = (0..self.mentions.nodes.len())
                        .map(|node| self.groups.root(node as Node))
                        .collect();
                    Stage::Described
                }
                Stage::Described => Stage::LikelyNames,
                Stage::LikelyNames => Stage::Happenings,
                Stage::Happenings => Stage::Sorting,
                Stage::Sorting => Stage::Sure,
                Stage::Sure => Stage::Likely,
                Stage::Likely | Stage::Done => Stage::Done,
            };
        }
        self.stage != Stage::Done
    }

    /// The proposals, once all steps are done: the sure ones first, of each class those with the most mentions
    /// first. What is not stepped through yet is missing.
    pub fn finish(self) -> Vec<Proposal> {
        self.assembly.finish()
    }
}

/// All proposals for a project, in one go. Costs O(mentions log mentions) beside the comparisons, of
/// which each different quote takes a bounded number.
pub fn proposals(state: &State, index: &Index, rejected: &Rejected) -> Vec<Proposal> {
    let mut proposing = Proposing::begin();
    while proposing.step(state, index, rejected) {}
    proposing.finish()
}

#[cfg(test)]
mod tests;
