//! Names that surely mean one thing.

use super::groups::{Group, Groups, Node};
use super::mentions::Mentions;
use crate::likeness::{
    Entry, Index, Kind, LIKELY, Match, Reason, Sort, Symbol, compare, conflict, first_names_agree,
    has_year,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Links the names of a project.
pub(super) struct Names<'a> {
    pub(super) mentions: &'a Mentions,
    pub(super) groups: &'a mut Groups,
    pub(super) reasons: &'a mut BTreeMap<Node, Vec<Reason>>,
    pub(super) index: &'a Index,
}

/// How far a name means the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// In all documents.
    Everywhere,
    /// Only where the document says which one is meant.
    Document,
}

/// The least likeness of names with different labels.
const ACROSS_LABELS: f64 = 0.9;
/// By how much a name has to be more like one group than like any other.
const MARGIN: f64 = 0.05;
/// Full names that are told apart before a last name counts as ambiguous.
const MAX_CLASSES: usize = 8;

impl Names<'_> {
    /// Links the mentions of an entry, by its number, to one another and to those of other entries.
    pub(super) fn link(&mut self, at: usize) {
        let index = self.index;
        let (Ok(at), Some(entry)) = (u32::try_from(at), index.entries().get(at)) else {
            return;
        };
        if !is_name(entry) {
            return;
        }
        let own = self.reach(entry);
        if own == Reach::Everywhere {
            self.gather(at);
        }
        for other_at in index.alike(at) {
            let Some(other) = index.entry(other_at).filter(|other| is_name(other)) else {
                continue;
            };
            if other.label != entry.label {
                continue;
            }
            let weight = |stem: Symbol| index.weight(entry.layer, stem);
            let found = compare(
                &entry.form,
                &other.form,
                entry.sort,
                index.symbols(),
                &weight,
            );
            let Some(found) = found.filter(|found| found.sure) else {
                continue;
            };
            let reach = match (own, self.reach(other)) {
                (Reach::Everywhere, Reach::Everywhere) => Reach::Everywhere,
                _ => Reach::Document,
            };
            self.join(at, other_at, found, reach);
        }
    }

    /// Links the mentions of an entry to the one group that they are likely of, if there is just one:
    /// whose name has theirs at its beginning, that has another label, or that is the only one of its kind.
    pub(super) fn link_likely(&mut self, at: usize) {
        let (index, mentions) = (self.index, self.mentions);
        let (Ok(at), Some(entry)) = (u32::try_from(at), index.entries().get(at)) else {
            return;
        };
        if !is_name(entry) {
            return;
        }
        if entry.form.is_common {
            self.link_common(at, entry);
            return;
        }
        let own = mentions.nodes_of(at).first().map(|(_, node)| *node);
        // One full name in several clusters.
        if let Some(own) = own
            && (entry.sort != Sort::Person || entry.form.name.len() > 1)
        {
            for (_, node) in mentions.nodes_of(at) {
                self.unite(own, *node, Reason::SameWords, true);
            }
        }
        let Some(own) = own.filter(|_| self.reach(entry) == Reach::Everywhere) else {
            return;
        };
        let mut found: Vec<(f64, Node, Reason)> = Vec::new();
        for other_at in index.alike(at) {
            let Some(other) = index.entry(other_at).filter(|other| is_name(other)) else {
                continue;
            };
            let people = entry.sort == Sort::Person || other.sort == Sort::Person;
            if other.label != entry.label && (people || other.sort != entry.sort) {
                continue;
            }
            let weight = |stem: Symbol| index.weight(entry.layer, stem);
            let alike = compare(
                &entry.form,
                &other.form,
                entry.sort,
                index.symbols(),
                &weight,
            );
            let least = if other.label == entry.label {
                LIKELY
            } else {
                ACROSS_LABELS
            };
            let node = mentions.nodes_of(other_at).first().map(|(_, node)| *node);
            if let (Some(alike), Some(node)) = (alike.filter(|it| it.score >= least), node) {
                found.push((alike.score, self.groups.root(node), alike.reason));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let Some((score, root, reason)) = found.first().copied() else {
            return;
        };
        let rivals = found
            .iter()
            .any(|(other, node, _)| *node != root && score - other < MARGIN);
        if !rivals {
            self.unite(root, own, reason, true);
        }
    }

    /// Links the mentions of a name such as “Foreign Ministry”, if the project has just one.
    fn link_common(&mut self, at: u32, entry: &Entry) {
        let index = self.index;
        let Some(first) = entry.form.name.first() else {
            return;
        };
        let with = index.with_name(entry.layer, *first).iter();
        let same = with.copied().filter(|other| {
            let other = index.entry(*other);
            other.is_some_and(|it| it.form.name == entry.form.name && it.label == entry.label)
        });
        let same: Vec<u32> = same.collect();
        let owners = same
            .iter()
            .filter_map(|other| index.entry(*other)?.form.owner);
        let owners: BTreeSet<Symbol> = owners.collect();
        if owners.len() > 1 {
            return;
        }
        let mentions = self.mentions;
        let Some((_, own)) = mentions.nodes_of(at).first() else {
            return;
        };
        for other in same {
            for (_, node) in mentions.nodes_of(other) {
                self.unite(*own, *node, Reason::SameName, false);
            }
        }
    }

    /// Links the mentions of an entry in all documents, unless they are in several clusters: then it is
    /// not known in which of them the others belong.
    fn gather(&mut self, at: u32) {
        let mentions = self.mentions;
        let nodes = mentions.nodes_of(at);
        let is_cluster = |node: &Node| mentions.node(*node).is_some_and(|it| it.cluster.is_some());
        let mut clusters: Vec<Node> = nodes
            .iter()
            .map(|(_, node)| *node)
            .filter(|node| is_cluster(node))
            .collect();
        clusters.sort_unstable();
        clusters.dedup();
        if clusters.len() > 1 {
            return;
        }
        let Some(first) = clusters
            .first()
            .copied()
            .or_else(|| nodes.first().map(|it| it.1))
        else {
            return;
        };
        for (_, node) in nodes {
            self.unite(first, *node, Reason::SameWords, false);
        }
    }

    fn join(&mut self, at: u32, other: u32, found: Match, reach: Reach) {
        let mentions = self.mentions;
        let (own, others) = (mentions.nodes_of(at), mentions.nodes_of(other));
        match reach {
            Reach::Everywhere => {
                if let (Some((_, one)), Some((_, two))) = (own.first(), others.first())
                    && self.unite(*one, *two, found.reason, true)
                {
                    for (_, node) in others {
                        self.note(*node, found.reason);
                    }
                }
            }
            Reach::Document => {
                let mut here: HashMap<u32, Vec<Node>> = HashMap::new();
                for (document, node) in others {
                    here.entry(*document).or_default().push(*node);
                }
                for (document, one) in own {
                    for two in here.get(document).into_iter().flatten() {
                        self.unite(*one, *two, found.reason, false);
                    }
                }
            }
        }
    }

    fn unite(&mut self, one: Node, other: Node, reason: Reason, may_merge: bool) -> bool {
        if self.groups.root(one) == self.groups.root(other) {
            return true;
        }
        let index = self.index;
        let joined = self
            .groups
            .join(one, other, may_merge, |a, b| may_be_one(index, a, b));
        if joined {
            self.note(other, reason);
        }
        joined
    }

    fn note(&mut self, node: Node, reason: Reason) {
        let reasons = self.reasons.entry(node).or_default();
        if reasons.len() < 3 && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }

    /// How far a name means the same. O(entries with its last word).
    fn reach(&self, entry: &Entry) -> Reach {
        let form = &entry.form;
        // “Foreign Ministry”, “President”.
        if form.is_common && form.owner.is_none() && form.country.is_none() {
            return Reach::Document;
        }
        // “Thursday”, “4 March”: another day in another week or year.
        if entry.sort == Sort::Date && !has_year(form, self.index.symbols()) {
            return Reach::Document;
        }
        if entry.sort == Sort::Person {
            return match form.name.as_slice() {
                [last] if self.people(entry, *last) > 1 => Reach::Document,
                _ => Reach::Everywhere,
            };
        }
        match form.letters {
            Some(letters) if form.country.is_none() && self.bodies(entry, letters) > 1 => {
                Reach::Document
            }
            _ => Reach::Everywhere,
        }
    }

    /// How many people have this last name, as far as their first names tell them apart.
    fn people(&self, entry: &Entry, last: Symbol) -> usize {
        let symbols = self.index.symbols();
        let mut people: Vec<&Entry> = Vec::new();
        for at in self.index.with_name(entry.layer, last) {
            let Some(other) = self.index.entry(*at).filter(|it| is_name(it)) else {
                continue;
            };
            let is_full = other.form.name.len() > 1 && other.form.name.last() == Some(&last);
            if other.sort != Sort::Person || !is_full || other.annotations.is_empty() {
                continue;
            }
            let is_known = |known: &&Entry| first_names_agree(&known.form, &other.form, symbols);
            if !people.iter().any(is_known) {
                people.push(other);
            }
            if people.len() >= MAX_CLASSES {
                break;
            }
        }
        people.len()
    }

    /// How many names can be abbreviated so.
    fn bodies(&self, entry: &Entry, letters: Symbol) -> usize {
        let mut bodies: Vec<&Entry> = Vec::new();
        for at in self.index.with_letters(entry.layer, letters) {
            let Some(other) = self.index.entry(*at).filter(|it| is_name(it)) else {
                continue;
            };
            let is_full =
                other.form.initials.contains(&letters) || other.form.aliases.contains(&letters);
            if !is_full || other.label != entry.label || other.annotations.is_empty() {
                continue;
            }
            let is_known = |known: &&Entry| {
                known.form.name == other.form.name && known.form.owner == other.form.owner
            };
            if !bodies.iter().any(is_known) {
                bodies.push(other);
            }
            if bodies.len() >= MAX_CLASSES {
                break;
            }
        }
        bodies.len()
    }
}

fn is_name(entry: &Entry) -> bool {
    entry.form.kind == Kind::Name && !matches!(entry.sort, Sort::Number | Sort::Happening)
}

/// Whether nothing that two groups are called speaks against their being one.
pub(super) fn may_be_one(index: &Index, one: &Group, other: &Group) -> bool {
    let symbols = index.symbols();
    let entries = |group: &Group| -> Vec<u32> { group.entries.clone() };
    entries(one)
        .iter()
        .filter_map(|at| index.entry(*at))
        .all(|a| {
            entries(other)
                .iter()
                .filter_map(|at| index.entry(*at))
                .all(|b| {
                    let people = a.sort == Sort::Person && b.sort == Sort::Person;
                    let full =
                        |entry: &Entry| entry.form.kind == Kind::Name && entry.form.name.len() > 1;
                    let differ = people
                        && full(a)
                        && full(b)
                        && !(first_names_agree(&a.form, &b.form, symbols)
                            && a.form.sounds.last() == b.form.sounds.last());
                    !differ && !conflict(&a.form, &b.form)
                })
        })
}
