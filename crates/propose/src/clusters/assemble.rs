//! Groups of mentions as proposals.

use super::groups::{Groups, Node};
use super::mentions::Mentions;
use super::rejected::Item;
use super::{Confidence, Proposal, Proposed};
use crate::likeness::Reason;
use crate::name::name_of;
use postil_core::model::{AnnotationId, ClusterId};
use postil_core::state::State;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Mentions of a group that give it a name.
const MAX_NAMED: usize = 2_000;

/// Nodes that are surely one thing, and the number of their proposal if there is one.
type Part = (Vec<Node>, Option<usize>);

/// Nodes that a step looks at.
const STEP: usize = 256;

/// Proposals in the making, of groups that are whole.
#[derive(Default)]
pub(super) struct Assembly {
    /// The nodes that are surely one thing, by the root of their group before anything that is only likely was
    /// joined.
    by_sure: BTreeMap<Node, Vec<Node>>,
    /// The same by the root of their group at the end.
    parts: BTreeMap<Node, Vec<Part>>,
    proposals: Vec<Proposal>,
}

/// What proposals are made of.
pub(super) struct Work<'a> {
    pub(super) mentions: &'a Mentions,
    pub(super) reasons: &'a BTreeMap<Node, Vec<Reason>>,
    pub(super) state: &'a State,
}

impl Assembly {
    /// Sorts some nodes, from the step with this number on, by what they surely are: `sure` holds the root of each.
    /// Tells whether there are more.
    pub(super) fn sort(&mut self, sure: &[Node], at: usize) -> bool {
        let from = at * STEP;
        let nodes = sure.iter().enumerate().skip(from).take(STEP);
        for (node, root) in nodes {
            let node = Node::try_from(node).unwrap_or(Node::MAX);
            self.by_sure.entry(*root).or_default().push(node);
        }
        from + STEP < sure.len()
    }

    /// Makes proposals of some nodes that are surely one thing, and tells whether there are more. O(k log k) for the
    /// k mentions of what it takes, which is one thing at least.
    pub(super) fn sure(&mut self, work: &Work, groups: &mut Groups) -> bool {
        let mut taken = 0;
        while taken < STEP {
            let Some((_, nodes)) = self.by_sure.pop_first() else {
                return false;
            };
            taken += nodes.len();
            let made = proposal(work, &nodes);
            let made = made.filter(|it| it.members.len() + it.clusters.len() > 1);
            let number = made.is_some().then_some(self.proposals.len());
            self.proposals.extend(made.map(|it| Proposal {
                // Two clusters that there are were kept apart by someone.
                confidence: match it.clusters.len() {
                    0 | 1 => Confidence::Sure,
                    _ => Confidence::Likely,
                },
                ..it
            }));
            if let Some(first) = nodes.first() {
                let root = groups.root(*first);
                self.parts.entry(root).or_default().push((nodes, number));
            }
        }
        true
    }

    /// Makes proposals of some groups that are likely one thing, after all that are sure; tells whether there are
    /// more.
    pub(super) fn likely(&mut self, work: &Work) -> bool {
        let mut taken = 0;
        while taken < STEP {
            let Some((_, parts)) = self.parts.pop_first() else {
                return false;
            };
            taken += parts.iter().map(|(nodes, _)| nodes.len()).sum::<usize>();
            if parts.len() > 1 {
                self.add_to(work, &parts);
            }
        }
        true
    }

    /// Proposes to add to the largest of the parts what is in none of them.
    fn add_to(&mut self, work: &Work, parts: &[Part]) {
        let numbers = parts.iter().filter_map(|(_, number)| *number);
        let base = numbers.filter_map(|number| self.proposals.get(number));
        let base = base.max_by_key(|it| (it.members.len(), Reverse(it.key.clone())));
        let base = base.map(|it| (it.key.clone(), it.name.clone()));
        let loose = parts.iter().filter(|(_, number)| number.is_none());
        let rest: Vec<Node> = loose.flat_map(|(nodes, _)| nodes).copied().collect();
        let made = proposal(work, &rest);
        let made =
            made.filter(|it| it.members.len() + it.clusters.len() > usize::from(base.is_none()));
        self.proposals.extend(made.map(|it| Proposal {
            name: match &base {
                Some((_, name)) => name.clone(),
                None => it.name.clone(),
            },
            adds_to: base.map(|(key, _)| key),
            ..it
        }));
    }

    /// The proposals in order. O(proposals log proposals).
    pub(super) fn finish(self) -> Vec<Proposal> {
        let mut proposals = self.proposals;
        proposals.sort_by(|a, b| {
            let order = |it: &Proposal| (it.confidence, Reverse(it.members.len()));
            order(a).cmp(&order(b)).then_with(|| a.key.cmp(&b.key))
        });
        // Two clusters with mentions in two layers become one once.
        let mut keys: BTreeSet<Item> = BTreeSet::new();
        proposals.retain(|it| keys.insert(it.key.clone()));
        proposals
    }
}

/// A proposal of some nodes; `None` for no node. It is likely until something says it is sure.
fn proposal(work: &Work, nodes: &[Node]) -> Option<Proposal> {
    let Work {
        mentions,
        reasons,
        state,
    } = *work;
    let mut clusters: Vec<ClusterId> = Vec::new();
    let mut placed = Vec::new();
    let mut counts: BTreeMap<Reason, usize> = BTreeMap::new();
    for number in nodes {
        let Some(node) = mentions.node(*number) else {
            continue;
        };
        clusters.extend(node.cluster.clone());
        let why = reasons.get(number).map_or(&[][..], Vec::as_slice);
        why.iter()
            .for_each(|reason| *counts.entry(*reason).or_default() += 1);
        for id in &node.members {
            if let Some(annotation) = state.annotation(id) {
                let document = state.document_index(&annotation.document);
                placed.push((document, annotation.extent().start, id, why));
            }
        }
    }
    placed.sort();
    clusters.sort_by_cached_key(|id| {
        let many = state.cluster(id).map_or(0, |it| it.members().len());
        (Reverse(many), id.clone())
    });
    let members = placed.into_iter();
    let members: Vec<Proposed> = members
        .map(|(_, _, annotation, why)| Proposed {
            annotation: annotation.clone(),
            reasons: why.to_vec(),
        })
        .collect();
    let first: Option<&AnnotationId> = members.iter().map(|it| &it.annotation).min();
    let of_cluster = clusters.first().and_then(|id| state.cluster(id));
    let any = first.or_else(|| of_cluster?.members().first())?;
    let mut reasons: Vec<(usize, Reason)> = counts
        .into_iter()
        .map(|(reason, many)| (many, reason))
        .collect();
    reasons.sort_by_key(|(many, reason)| (Reverse(*many), *reason));
    Some(Proposal {
        key: match first {
            Some(first) => Item::Annotation(first.clone()),
            None => Item::Cluster(clusters.iter().min()?.clone()),
        },
        layer: state.annotation(any)?.layer().to_owned(),
        confidence: Confidence::Likely,
        name: match of_cluster {
            Some(cluster) => cluster.record().name.clone(),
            None => name(state, &members),
        },
        reasons: reasons.into_iter().map(|(_, reason)| reason).collect(),
        clusters,
        adds_to: None,
        members,
    })
}

/// The name of a cluster of these mentions.
fn name(state: &State, members: &[Proposed]) -> String {
    let quotes = members.iter().take(MAX_NAMED);
    let quotes: Vec<String> = quotes
        .filter_map(|it| Some(state.quote(state.annotation(&it.annotation)?)))
        .collect();
    let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
    name_of(&quotes)
}
