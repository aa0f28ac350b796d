//! Groups documents into accounts.

use super::MIN_SHARE;
use super::account::{Account, Member};
use super::index::Reprints;
use postil_core::model::DocumentId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The accounts that a document is compared with: those with which it seems to share the most.
const MAX_COMPARED: usize = 16;

/// Members of an account with which one more has to share its text.
const MAX_MEMBERS: usize = 4;

impl Reprints {
    /// The accounts of all documents, by their first members in the order of the project. O(d p) for d
    /// documents and p passages that all of them share, usually far less, plus at most 64 comparisons of
    /// two texts for each document of which half is shared; O(1) when it is asked again.
    pub fn accounts(&self) -> &[Account] {
        self.accounts.get_or_init(|| self.group_accounts())
    }

    fn group_accounts(&self) -> Vec<Account> {
        let mut grouping = Grouping {
            reprints: self,
            documents: self.documents(),
            groups: Vec::new(),
            holders: vec![BTreeSet::new(); self.passages().len()],
        };
        let words = |at: &usize| grouping.documents.get(*at).map_or(0, |(_, words)| *words);
        let mut order: Vec<usize> = (0..grouping.documents.len()).collect();
        order.sort_by_key(|at| (Reverse(words(at)), *at));
        for at in order {
            grouping.add(at);
        }
        grouping.finish()
    }
}

/// Accounts in the making. Documents come the longest first.
struct Grouping<'a> {
    reprints: &'a Reprints,
    /// With the numbers of their words.
    documents: Vec<(&'a DocumentId, usize)>,
    /// Documents by their indexes, each with its share with the first.
    groups: Vec<Vec<(usize, f64)>>,
    /// The groups that have a passage.
    holders: Vec<BTreeSet<usize>>,
}

impl Grouping<'_> {
    fn add(&mut self, at: usize) {
        let Some((id, words)) = self.documents.get(at).copied() else {
            return;
        };
        let mut likely = self.likely(id, words).into_iter();
        let joined = likely.find_map(|group| Some((group, self.share(id, words, group)?)));
        let (group, share) = joined.unwrap_or((self.groups.len(), 1.0));
        match self.groups.get_mut(group) {
            Some(members) => members.push((at, share)),
            None => self.groups.push(vec![(at, share)]),
        }
        for own in self.reprints.own(id) {
            if let Some(holders) = self.holders.get_mut(own.passage) {
                holders.insert(group);
            }
        }
    }

    /// The groups that may share enough with a document, those that share the most first.
    fn likely(&self, id: &DocumentId, words: usize) -> Vec<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for own in self.reprints.own(id) {
            for group in self.holders.get(own.passage).into_iter().flatten() {
                *shared.entry(*group).or_default() += own.words;
            }
        }
        // Passages are listed with the places that they have nearly whole.
        let enough = |shared: usize| shared as f64 >= MIN_SHARE / 2.0 * words as f64;
        let likely = shared.into_iter().filter(|(_, shared)| enough(*shared));
        let mut likely: Vec<(usize, usize)> = likely.collect();
        likely.sort_by_key(|(group, shared)| (Reverse(*shared), *group));
        likely.truncate(MAX_COMPARED);
        likely.into_iter().map(|(group, _)| group).collect()
    }

    /// The share of a document, which is no longer than they are, with the first member of a group, if it
    /// belongs to the group.
    fn share(&self, id: &DocumentId, words: usize, group: usize) -> Option<f64> {
        let members = self.groups.get(group)?.iter().take(MAX_MEMBERS);
        let mut first = None;
        for (member, _) in members {
            let (other, _) = self.documents.get(*member)?;
            let shared = self.reprints.between(id, other);
            let equal: usize = shared.iter().map(|shared| shared.words).sum();
            let share = equal as f64 / words.max(1) as f64;
            if share < MIN_SHARE {
                return None;
            }
            first.get_or_insert(share);
        }
        first
    }

    fn finish(mut self) -> Vec<Account> {
        self.groups
            .sort_by_key(|members| members.first().map(|(at, _)| *at));
        let documents = &self.documents;
        let account = |mut members: Vec<(usize, f64)>| {
            if let Some(rest) = members.get_mut(1..) {
                rest.sort_by_key(|(at, _)| *at);
            }
            let member = |(at, share): (usize, f64)| {
                let document = documents.get(at)?.0.clone();
                Some(Member { document, share })
            };
            Account {
                members: members.into_iter().filter_map(member).collect(),
            }
        };
        self.groups.into_iter().map(account).collect()
    }
}
