//! Documents that tell one account, because they print one text.

use super::MIN_SHARE;
use super::index::Reprints;
use postil_core::model::DocumentId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The accounts that a document is compared with: those with which it seems to share the most.
const MAX_COMPARED: usize = 16;

/// Members of an account with which one more has to share its text.
const MAX_MEMBERS: usize = 4;

/// Documents that share so much of their texts that they count once, as reprints of one agency text do.
/// A document without shared text is an account of its own.
///
/// The share of two documents is the number of equal words in the passages that both have, divided by
/// the number of words of the shorter one, so that a reprint that was cut counts with the whole. Of one
/// account are documents that have a share of [`MIN_SHARE`] with its longest member and with the three
/// next in length. So three texts that one long text quotes at length stay three accounts, one of them
/// with the long text.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The one with the most words first, then in the order of the project.
    pub members: Vec<Member>,
}

/// A document of an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The document.
    pub document: DocumentId,
    /// How much of the shorter text is shared with the first member, from 0 to 1; of the first member
    /// itself 1.
    pub share: f64,
}

impl Reprints {
    /// The accounts of all documents, by their first members in the order of the project. O(d p) for d
    /// documents and p passages that all of them share, usually far less, plus at most 64 comparisons of
    /// two texts for each document of which half is shared.
    pub fn accounts(&self) -> Vec<Account> {
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
