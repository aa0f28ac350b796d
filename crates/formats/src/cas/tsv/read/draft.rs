//! A document while its lines are read.

use super::super::{CLUSTER, LINK_FEATURES};
use crate::cas::structure::{CHAIN, Cas, Feature, LINK, Name, SPAN, Structure, View, WORD};
use crate::limits;
use postil_core::text::Text;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// The stack of the marks that tokens became.
const WORDS: usize = usize::MAX;

/// Features of a structure that are compared one by one.
const FEW: usize = 12;

/// What has been read so far.
#[derive(Default)]
pub(super) struct Draft {
    /// The line that is read.
    pub line: usize,
    pub text: String,
    /// In UTF-16 units.
    pub length: usize,
    /// The spaces of the text that no sentence has.
    pub gaps: usize,
    /// Where the sentence begins.
    pub start: usize,
    /// Its text.
    pub covered: Option<Text>,
    pub layers: Layers,
    pub structures: Vec<Structure>,
    /// The names of the features of structures that have more than [`FEW`], with their indexes.
    crowded: HashSet<(usize, Name)>,
    /// Spans by their numbers in brackets.
    pub numbered: HashMap<usize, usize>,
    pub units: HashMap<UnitId, Unit>,
    /// The links of each chain, by the layer and the number of the chain.
    pub chains: BTreeMap<(usize, usize), BTreeMap<usize, usize>>,
    pub pending: Vec<Pending>,
    /// The roles of slot features, until their targets are read; none after that.
    pub slots: HashMap<(usize, Name), Option<String>>,
    /// What is left out, with its lines; beyond [`limits::MAX_LEFT_OUT`] it is counted only.
    left_out: Vec<(usize, String)>,
    /// How much more is left out.
    unlisted: usize,
    /// The indexes of relations that have no ends.
    pub loose: HashSet<usize>,
}

/// The number of a token: of its sentence, of itself, and of a part of it or 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct UnitId(u32, u32, u32);

impl UnitId {
    /// Reads `1-1` or `1-1.1`.
    pub fn read(name: &str) -> Option<Self> {
        let (sentence, token) = name.split_once('-')?;
        let (token, part) = token.split_once('.').unwrap_or((token, "0"));
        let id = Self(
            sentence.parse().ok()?,
            token.parse().ok()?,
            part.parse().ok()?,
        );
        Some(id).filter(|_| !name.contains('+'))
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.2 {
            0 => write!(f, "{}-{}", self.0, self.1),
            part => write!(f, "{}-{}.{part}", self.0, self.1),
        }
    }
}

/// The full names of the layers' types, in order.
#[derive(Default)]
pub(super) struct Layers {
    names: Vec<Name>,
    indexes: HashMap<Name, usize>,
}

impl Layers {
    /// Adds a layer and gives its number; none if it is there.
    pub fn add(&mut self, name: &str) -> Option<usize> {
        if self.indexes.contains_key(name) {
            return None;
        }
        let number = self.names.len();
        let name = Name::from(name);
        self.indexes.insert(name.clone(), number);
        self.names.push(name);
        Some(number)
    }

    /// The name of a layer.
    pub fn get(&self, number: usize) -> Option<&Name> {
        self.names.get(number)
    }

    /// The number of the layer of a name.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.indexes.get(name).copied()
    }
}

/// A token, or a part of one.
pub(super) struct Unit {
    offsets: (usize, usize),
    /// The stacks of its annotations by layer, as indexes of structures.
    stacks: BTreeMap<usize, Vec<usize>>,
    /// The first of them that lies somewhere, once that was asked for.
    first: Option<usize>,
}

impl Unit {
    /// A unit without annotations.
    pub fn new(offsets: (usize, usize)) -> Self {
        Self {
            offsets,
            stacks: BTreeMap::new(),
            first: None,
        }
    }

    /// The annotations of a layer.
    pub fn stack(&self, layer: usize) -> &[usize] {
        let own = self.stacks.get(&layer);
        own.map(Vec::as_slice).unwrap_or_default()
    }

    /// Puts an annotation on top of its layer's stack.
    pub fn push(&mut self, layer: usize, at: usize) {
        self.stacks.entry(layer).or_default().push(at);
    }
}

/// A relation whose ends may come later.
pub(super) struct Pending {
    pub line: usize,
    /// The relation.
    pub relation: usize,
    pub from: End,
    pub to: End,
}

/// One end of a relation.
pub(super) enum End {
    /// A structure.
    Known(usize),
    /// A unit and a type; and a number, where one was given.
    Unit(UnitId, Name, usize),
}

impl Draft {
    /// Whether no sentence has been read.
    pub fn is_empty(&self) -> bool {
        self.covered.is_none()
    }

    /// Adds a structure and gives its index; its id is 2 more.
    pub fn add(&mut self, kind: Name, offsets: Option<(usize, usize)>) -> usize {
        let at = self.structures.len();
        self.structures.push(Structure {
            id: at + 2,
            line: self.line,
            sofa: 0,
            kind,
            offsets,
            features: Vec::new(),
        });
        at
    }

    /// Leaves out a line, or a part of it.
    pub fn leave_out(&mut self, line: usize, message: String) {
        match self.left_out.len() < limits::MAX_LEFT_OUT {
            true => self.left_out.push((line, message)),
            false => self.unlisted += 1,
        }
    }

    /// Gives a structure a feature, unless it has one of that name.
    pub fn set(&mut self, at: usize, name: &Name, value: Feature) {
        let Some(structure) = self.structures.get_mut(at) else {
            return;
        };
        let own = &mut structure.features;
        // Comparing a few names is faster than hashing; comparing each with all takes too long.
        if own.len() == FEW {
            let names = own.iter().map(|(name, _)| (at, name.clone()));
            self.crowded.extend(names);
        }
        let is_new = if own.len() < FEW {
            own.iter().all(|(own, _)| own != name)
        } else {
            self.crowded.insert((at, name.clone()))
        };
        if is_new {
            if own.len() < 2 {
                // Most structures have one or two; a list makes room for four.
                own.reserve_exact(1);
            }
            own.push((name.clone(), value));
        }
    }

    /// Finishes the CAS. Gives with it what is left out, with its lines.
    pub fn finish(mut self) -> (Cas, Vec<(usize, String)>) {
        let (governor, dependent) = (Name::from("Governor"), Name::from("Dependent"));
        for tie in std::mem::take(&mut self.pending) {
            self.line = tie.line;
            let from = self.end(tie.from);
            match from.and_then(|from| Ok((from, self.end(tie.to)?))) {
                Ok((from, to)) => {
                    self.set(tie.relation, &governor, Feature::Reference(from + 2));
                    self.set(tie.relation, &dependent, Feature::Reference(to + 2));
                }
                Err(message) => {
                    self.loose.insert(tie.relation);
                    self.leave_out(tie.line, message);
                }
            }
        }
        self.join_chains();
        if !self.loose.is_empty() {
            let loose = std::mem::take(&mut self.loose);
            // The id of a structure is 2 more than its index.
            (self.structures).retain(|structure| !loose.contains(&(structure.id - 2)));
        }
        self.left_out.sort_by_key(|(line, _)| *line);
        if self.unlisted > 0 {
            let more = format!("and {} more", self.unlisted);
            self.left_out.push((self.line, more));
        }
        // The line feed after the last sentence is not part of the text.
        if self.text.ends_with('\n') {
            self.text.pop();
        }
        let cas = Cas {
            views: vec![View::only(self.text)],
            structures: self.structures,
            ..Cas::default()
        };
        (cas, self.left_out)
    }

    fn end(&mut self, end: End) -> Result<usize, String> {
        let (id, kind, number) = match end {
            End::Known(at) => return Ok(at),
            End::Unit(id, kind, number) => (id, kind, number),
        };
        if number > 0 {
            let found = self.numbered.get(&number).copied();
            return found.ok_or_else(|| format!("it refers to [{number}], which does not exist"));
        }
        let Some(unit) = self.units.get(&id) else {
            return Err(format!("it refers to the token {id}, which does not exist"));
        };
        // The token itself is meant, whatever else there is at it.
        let is_token = kind.rsplit('.').next() == Some("Token");
        let layer = match is_token {
            true => Some(WORDS),
            false => self.layers.index(&kind),
        };
        let of_kind = layer.and_then(|layer| unit.stack(layer).first());
        // A relation lies nowhere by itself.
        let lies = |at: &usize| {
            self.structures
                .get(*at)
                .is_some_and(|s| s.offsets.is_some())
        };
        let any = || {
            // Any number of relations may end at the same token.
            unit.first
                .or_else(|| unit.stacks.values().flatten().copied().filter(lies).min())
        };
        if let Some(at) = of_kind.copied() {
            return Ok(at);
        }
        if !is_token && let Some(at) = any() {
            if let Some(unit) = self.units.get_mut(&id) {
                unit.first = Some(at);
            }
            return Ok(at);
        }
        // A token in a relation without an annotation becomes a span.
        let offsets = unit.offsets;
        let at = self.add(WORD.into(), Some(offsets));
        if let Some(unit) = self.units.get_mut(&id) {
            unit.push(WORDS, at);
        }
        Ok(at)
    }

    /// Joins links to chains, and sets the mention of Postil's links.
    fn join_chains(&mut self) {
        // The mentions of a cluster at a place, and how many of them the chain has taken.
        type Mentions = (Vec<usize>, HashMap<usize, usize>);
        let mut mentions: HashMap<(String, (usize, usize)), Mentions> = HashMap::new();
        for (at, span) in self.structures.iter_mut().enumerate() {
            let (true, Some(offsets)) = (span.kind.starts_with(SPAN), span.offsets) else {
                continue;
            };
            let own = span
                .features
                .iter()
                .position(|(name, _)| **name == *CLUSTER);
            if let Some((_, Feature::Text(cluster))) = own.map(|own| span.features.remove(own)) {
                mentions.entry((cluster, offsets)).or_default().0.push(at);
            }
        }
        let [first, next, name, id, mention] =
            ["first", "next", "name", "id", "mention"].map(Name::from);
        for ((layer, _), links) in std::mem::take(&mut self.chains) {
            let kind = self.layers.get(layer).map_or("", |name| name).to_owned();
            let links: Vec<usize> = links.into_values().collect();
            let head = if kind == LINK {
                CHAIN.to_owned()
            } else {
                format!("{}Chain", kind.strip_suffix("Link").unwrap_or(&kind))
            };
            let head = self.add(head.into(), None);
            let said = |name: &str| -> Option<String> {
                let mut texts = links
                    .iter()
                    .filter_map(|&at| self.structures.get(at)?.text(name));
                texts.next().map(str::to_owned)
            };
            if kind == LINK {
                for (feature, said) in [
                    (&name, said(LINK_FEATURES[0])),
                    (&id, said(LINK_FEATURES[1])),
                ] {
                    if let Some(said) = said {
                        self.set(head, feature, Feature::Text(said));
                    }
                }
            }
            for (number, &link) in links.iter().enumerate() {
                let before = match number.checked_sub(1).and_then(|before| links.get(before)) {
                    None => (head, &first),
                    Some(&before) => (before, &next),
                };
                self.set(before.0, before.1, Feature::Reference(link + 2));
                let Some(structure) = self.structures.get(link).filter(|_| kind == LINK) else {
                    continue;
                };
                let id = structure
                    .text(LINK_FEATURES[1])
                    .unwrap_or_default()
                    .to_owned();
                let known = structure
                    .offsets
                    .and_then(|offsets| mentions.get_mut(&(id, offsets)));
                let known = known.and_then(|(known, taken)| {
                    let taken = taken.entry(head).or_default();
                    *taken += 1;
                    known.get(*taken - 1).copied()
                });
                if let Some(known) = known {
                    self.set(link, &mention, Feature::Reference(known + 2));
                }
            }
        }
    }
}
