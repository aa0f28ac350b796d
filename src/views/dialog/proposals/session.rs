//! One sitting at the proposals: what is proposed, listed, ticked and open, and what is done with it.

use super::listed::{Line, Listed, list};
use crate::browser::clock_and_ids;
use crate::desk::{Desk, alike, labels};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::views::dialog::line_list::{Turn, focus_line};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::edit::{self, Gathering};
use postil_core::model::{AnnotationId, Cluster, Rejection};
use postil_propose::clusters::{Confidence, Item, Proposal, Proposing};
use std::collections::BTreeSet;

/// The open list; a copy is the same.
#[derive(Clone, Copy)]
pub struct Session {
    /// The desk of the page.
    pub desk: Desk,
    /// What is proposed; none while that is worked out.
    pub proposals: ErasedSignal<Option<Vec<Proposal>>>,
    /// Words that a proposal must have.
    pub text: ErasedSignal<String>,
    /// The proposal whose mentions are listed.
    pub open: ErasedSignal<Option<Item>>,
    /// The mentions that are not taken.
    pub unticked: ErasedSignal<BTreeSet<AnnotationId>>,
    /// What is listed.
    pub listed: ErasedMemo<Listed>,
    /// The list.
    pub node: NodeRef<html::Div>,
    /// The line to bring into sight.
    pub reveal: ErasedSignal<Option<usize>>,
}

impl Session {
    /// Opens the list, and begins to work out what is in it.
    pub fn new(desk: Desk) -> Self {
        let proposals = ErasedSignal::new(None::<Vec<Proposal>>);
        let text = ErasedSignal::new(String::new());
        let open = ErasedSignal::new(None::<Item>);
        let session = Self {
            desk,
            proposals,
            text,
            open,
            unticked: ErasedSignal::new(BTreeSet::new()),
            listed: memo(move || {
                proposals.with(|all| {
                    let all = all.as_deref().unwrap_or_default();
                    open.with(|open| {
                        text.with(|text| {
                            desk.peek(|state| list(state, all, open.as_ref(), text.trim()))
                        })
                    })
                })
            }),
            node: NodeRef::new(),
            reveal: ErasedSignal::new(None),
        };
        session.propose(None);
        session
    }

    /// Works out what is to be proposed, between frames; begins again where the project changes meanwhile. Then
    /// goes to a line, unless words were typed meanwhile.
    fn propose(self, then: Option<usize>) {
        let typed = self.text.get_untracked();
        self.proposals.set(None);
        let desk = self.desk;
        spawn_local(async move {
            let is_open = || self.proposals.try_with_untracked(|_| ()).is_some();
            'anew: while is_open() {
                if !alike::is_read(desk) {
                    schedule::breathe().await;
                    continue;
                }
                let since = desk.revision();
                let rejected = alike::rejected(desk);
                let mut proposing = Proposing::begin();
                loop {
                    let slice = schedule::slice();
                    let more = alike::with(desk, |state, index| {
                        while proposing.step(state, index, &rejected) {
                            if slice.is_due() {
                                return true;
                            }
                        }
                        false
                    });
                    if !is_open() {
                        return;
                    }
                    if desk.revision() != since {
                        continue 'anew;
                    }
                    if !more {
                        break;
                    }
                    schedule::breathe().await;
                }
                let found = proposing.finish();
                let many = found.len();
                self.proposals.set(Some(found));
                desk.announce(match many {
                    0 => t!("Nothing to propose.").to_owned(),
                    many => tf!("{} to look at", labels::count(many, "proposal")),
                });
                if let Some(at) = then.filter(|_| self.text.get_untracked() == typed) {
                    self.focus_from(at);
                }
                return;
            }
        });
    }

    /// The proposal of a line, or of the mention in it.
    pub fn proposal(self, at: usize) -> Option<Proposal> {
        let number = self
            .listed
            .with_untracked(|listed| match listed.lines.get(at)? {
                Line::Proposal(number) | Line::Member(number, _) => Some(*number),
                Line::Heading { .. } => None,
            })?;
        self.proposals
            .with_untracked(|all| all.as_ref()?.get(number).cloned())
    }

    /// Focuses a line, or the last one, once the list has followed.
    pub fn focus(self, at: usize) {
        let many = self.listed.with_untracked(|listed| listed.lines.len());
        focus_line(self.node, self.reveal, at, many);
    }

    /// Lists the mentions of a proposal, or puts them away.
    pub fn unfold(self, at: usize, is_open: Option<bool>) {
        let Some(proposal) = self.proposal(at) else {
            return;
        };
        let was = self
            .open
            .with_untracked(|open| *open == Some(proposal.key.clone()));
        let next = is_open.unwrap_or(!was).then_some(proposal.key);
        let key = next.clone().or_else(|| self.open.get_untracked());
        if next.is_some() || was {
            self.open.set(next);
        }
        let at = self.listed.with_untracked(|listed| {
            self.proposals.with_untracked(|all| {
                let all = all.as_ref()?;
                let is_it = |line: &Line| match line {
                    Line::Proposal(number) => all.get(*number).map(|it| &it.key) == key.as_ref(),
                    _ => false,
                };
                listed.lines.iter().position(is_it)
            })
        });
        if let Some(at) = at {
            self.focus(at);
        }
    }

    /// Ticks a mention, or takes the tick away; for a proposal, all of its mentions.
    pub fn toggle(self, at: usize) {
        let Some(proposal) = self.proposal(at) else {
            return;
        };
        let line = self
            .listed
            .with_untracked(|listed| listed.lines.get(at).cloned());
        let members = proposal.members.iter().map(|it| &it.annotation);
        let wanted: Vec<AnnotationId> = match line {
            Some(Line::Member(_, number)) => members.skip(number).take(1).cloned().collect(),
            _ => members.cloned().collect(),
        };
        self.unticked.update(|unticked| {
            let is_any_off = wanted.iter().any(|id| unticked.contains(id));
            for id in wanted {
                match is_any_off {
                    true => drop(unticked.remove(&id)),
                    false => drop(unticked.insert(id)),
                }
            }
        });
    }

    /// Takes the proposal of a line with the mentions that are ticked.
    pub fn take(self, at: usize) {
        if let Some(proposal) = self.proposal(at) {
            self.take_all(vec![proposal], at);
        }
    }

    /// Takes all proposals of the group of a line that are sure.
    pub fn take_sure(self, at: usize) {
        let layer = self.listed.with_untracked(|listed| {
            let lines = listed.lines.iter().take(at + 1).rev();
            let mut headings = lines.filter_map(|line| match line {
                Line::Heading { layer, .. } => Some(layer.clone()),
                _ => None,
            });
            headings.next()
        });
        let Some(layer) = layer else {
            return;
        };
        let sure: Vec<Proposal> = self.listed.with_untracked(|listed| {
            self.proposals.with_untracked(|all| {
                let numbers = listed.lines.iter().filter_map(|line| match line {
                    Line::Proposal(number) => Some(*number),
                    _ => None,
                });
                let all = all.as_deref().unwrap_or_default();
                let listed = numbers.filter_map(|number| all.get(number));
                let sure =
                    listed.filter(|it| it.confidence == Confidence::Sure && it.layer == layer);
                sure.cloned().collect()
            })
        });
        if sure.is_empty() {
            return self.desk.announce(t!("Nothing of this group is sure."));
        }
        self.take_all(sure, 0);
    }

    fn take_all(self, taken: Vec<Proposal>, at: usize) {
        let desk = self.desk;
        let gatherings: Vec<Gathering> = self.unticked.with_untracked(|unticked| {
            taken
                .iter()
                .map(|one| self.gathering(one, unticked))
                .collect()
        });
        let Some(gathered) = desk.peek(|state| edit::gather(state, &gatherings)) else {
            return desk.announce(t!("Nothing to do: too few are ticked."));
        };
        let name = gathered.name.clone();
        if !desk.commit(gathered) {
            return;
        }
        let keys: BTreeSet<Item> = taken.iter().map(|it| it.key.clone()).collect();
        self.proposals.update(|all| {
            let all = all.get_or_insert_default();
            // What was to join one of them can do so now.
            for (one, gathering) in taken.iter().zip(&gatherings) {
                let into = gathering.clusters.first().unwrap_or(&gathering.new.id);
                for other in all
                    .iter_mut()
                    .filter(|it| it.adds_to.as_ref() == Some(&one.key))
                {
                    other.adds_to = None;
                    if other.clusters.is_empty() {
                        other.clusters.push(into.clone());
                    }
                }
            }
            let with: BTreeSet<Item> = taken.iter().filter_map(|it| it.adds_to.clone()).collect();
            all.retain(|it| !keys.contains(&it.key) && !with.contains(&it.key));
        });
        self.said(&tf!("Done: {name}"), at);
    }

    /// What is made of a proposal.
    fn gathering(self, one: &Proposal, unticked: &BTreeSet<AnnotationId>) -> Gathering {
        let mut wanted = one.members.clone();
        let mut clusters = one.clusters.clone();
        if let Some(first) = &one.adds_to {
            self.proposals.with_untracked(|all| {
                let mut all = all.iter().flatten();
                if let Some(first) = all.find(|it| it.key == *first) {
                    wanted.extend(first.members.iter().cloned());
                    clusters.extend(first.clusters.iter().cloned());
                }
            });
        }
        let ids = wanted.into_iter().map(|it| it.annotation);
        let (others, members) = ids.partition(|id| unticked.contains(id));
        Gathering {
            clusters,
            members,
            new: Cluster::new(clock_and_ids::new_id('c').into(), one.name.clone()),
            others,
        }
    }

    /// Leaves the proposal of a line: it is not made again.
    pub fn leave(self, at: usize) {
        let desk = self.desk;
        let Some(proposal) = self.proposal(at) else {
            return;
        };
        let mut rejection = Rejection::default();
        for item in proposal.items() {
            match item {
                Item::Annotation(id) => rejection.annotations.push(id),
                Item::Cluster(id) => rejection.clusters.push(id),
            }
        }
        if let Some(Item::Annotation(id)) = &proposal.adds_to {
            rejection.annotations.push(id.clone());
        }
        if !desk.commit(desk.peek(|state| edit::reject(state, &[rejection]))) {
            return;
        }
        self.proposals.update(|all| {
            all.get_or_insert_default()
                .retain(|it| it.key != proposal.key);
        });
        self.said(&tf!("Left: {}", labels::brief(&proposal.name)), at);
    }

    /// Undoes or redoes a step, and proposes anew; the focus stays at a line.
    pub fn turn(self, turn: Turn, at: usize) {
        match turn {
            Turn::Back => self.desk.undo(),
            Turn::Forward => self.desk.redo(),
        }
        self.propose(Some(at));
    }

    /// Focuses the first proposal from a line on, or the last one.
    fn focus_from(self, at: usize) {
        let at = self
            .listed
            .with_untracked(|listed| listed.first_from(at).unwrap_or(0));
        self.focus(at);
    }

    fn said(self, what: &str, at: usize) {
        let left = self
            .proposals
            .with_untracked(|all| all.as_ref().map_or(0, Vec::len));
        self.desk.announce(match left {
            0 => tf!("{what}. Nothing is left to look at. Ctrl+Z undoes the last step."),
            left => tf!("{what}. {} left.", labels::count(left, "proposal")),
        });
        self.focus_from(at);
    }
}
