//! Relations, links and chains: what ties annotations together.

use super::Reading;
use super::parts::{Parts, called};
use super::role::Role;
use super::slots::{ROLE, Slot, TARGET};
use crate::carry::name_of;
use crate::cas::model::RELATION_VALUES;
use crate::cas::structure::{CHAIN, Structure, WORD};
use postil_core::diagnostic::clip;
use postil_core::model::{AnnotationId, Cluster, Relation, RelationId, Target};

/// The bytes that a relation takes beside its names.
pub(super) const RELATION_BYTES: usize = 1024;

impl Reading {
    /// The annotations between which a relation is.
    ///
    /// # Errors
    /// When it ends at something that is not read.
    pub(super) fn ends(
        &mut self,
        parts: &mut Parts,
        structures: &mut [Structure],
        relation: usize,
    ) -> Result<[AnnotationId; 2], String> {
        let mut ends = Vec::new();
        for name in ["Governor", "Dependent"] {
            let relation = structures.get(relation);
            let mut id = relation.and_then(|s| s.reference(name)).unwrap_or_default();
            if relation.is_some_and(|s| s.short() == "Dependency") {
                id = part_of_speech(parts, structures, id);
            }
            let end = self.end(parts, structures, id);
            ends.push(end.map_err(|what| format!("`{name}` refers to {what}"))?);
        }
        <[_; 2]>::try_from(ends).map_err(|_| String::new())
    }

    /// Reads a link of a span as a relation, which is named after the feature.
    ///
    /// # Errors
    /// When it begins or ends at something that is not read.
    pub(super) fn link(
        &mut self,
        parts: &mut Parts,
        structures: &mut [Structure],
        slot: &Slot,
        id: usize,
    ) -> Result<(), String> {
        let link = parts.index(id).and_then(|at| structures.get(at));
        let role = link.and_then(|s| s.text(ROLE)).unwrap_or_default();
        let (role, target) = (role.to_owned(), link.and_then(|s| s.reference(TARGET)));
        let host = structures.get(slot.host).map_or(0, |s| s.id);
        let from = self.end(parts, structures, host);
        let from = from.map_err(|what| format!("belongs to {what}"))?;
        let target = target.ok_or_else(|| format!("has nothing in the role “{}”", clip(&role)))?;
        let to = self.end(parts, structures, target);
        let to = to.map_err(|what| format!("refers to {what}"))?;
        let home = parts.home(slot.host)?;
        let name = format!("{}/{id}", home.document);
        let id = RelationId::from(self.relations.unique(&home.document, &name));
        self.project.relations.push(Relation {
            value: role,
            ..Relation::new(id, &*slot.feature, from, Target::Annotation(to))
        });
        Ok(())
    }

    /// The annotation at which a relation ends. A token becomes one.
    ///
    /// # Errors
    /// With what the id leads to instead.
    fn end(
        &mut self,
        parts: &mut Parts,
        structures: &mut [Structure],
        id: usize,
    ) -> Result<AnnotationId, String> {
        let at = parts.index(id);
        let Some((at, s)) = at.and_then(|at| Some((at, structures.get_mut(at)?))) else {
            return Err(format!("structure {id}, which does not exist"));
        };
        let known = |parts: &Parts, at: usize| *parts.annotations.get(at)?;
        let mut index = known(parts, at);
        let lies = s.offsets.is_some_and(|(begin, end)| begin < end);
        if index.is_none() && lies && parts.roles.get(at) == Some(&Role::Segment) {
            let mut word = Structure {
                id,
                kind: token_label(s.short()).into(),
                offsets: s.offsets,
                ..Structure::default()
            };
            self.shared.take(RELATION_BYTES)?;
            let read = self.annotation(parts, at, &mut word);
            read.map_err(|why| format!("{}, which cannot be read: {why}", called(&word)))?;
            index = known(parts, at);
        }
        let annotation = index.and_then(|index| self.project.annotations.get(index));
        annotation.map(|a| a.id.clone()).ok_or_else(|| {
            let why = match parts.roles.get(at) {
                Some(Role::Empty | Role::Segment) => "is empty",
                _ => "is not an annotation",
            };
            format!("{}, which {why}", called(s))
        })
    }

    /// Reads a relation between two annotations.
    ///
    /// # Errors
    /// When the document has a relation of its id.
    pub(super) fn relation(
        &mut self,
        parts: &Parts,
        at: usize,
        s: &Structure,
        [from, to]: [AnnotationId; 2],
    ) -> Result<(), String> {
        let home = parts.home(at)?;
        let id = match s.text("id") {
            Some(id) => self.relations.add(&home.document, id)?,
            None => {
                self.shared.take(home.document.len())?;
                let name = parts.name(at, home, s.id)?;
                self.relations.unique(&home.document, &name)
            }
        };
        let text = |name: &str| s.text(name).unwrap_or_default().to_owned();
        let value = RELATION_VALUES.iter().find_map(|name| s.text(name));
        self.project.relations.push(Relation {
            value: value.unwrap_or_default().to_owned(),
            note: text("note"),
            ..Relation::new(
                id.into(),
                s.text("kind").unwrap_or(s.short()),
                from,
                Target::Annotation(to),
            )
        });
        Ok(())
    }

    /// Adds the annotations of a chain to its cluster.
    pub(super) fn chain(&mut self, parts: &Parts, at: usize, chain: &Structure, members: &[usize]) {
        let (Some(first), Ok(home)) = (members.first(), parts.home(at)) else {
            return;
        };
        let id = match chain.text("id") {
            Some(id) => id.to_owned(),
            None => format!("{}/{}", home.document, chain.id),
        };
        let clusters = &mut self.project.clusters;
        let index = *self.clusters.entry(id.clone()).or_insert_with(|| {
            let named = if *chain.kind == *CHAIN {
                chain.text("name").unwrap_or_default().to_owned()
            } else {
                let first = self.project.annotations.get(*first);
                first.map_or_else(String::new, |a| name_of(&home.text.text, a))
            };
            clusters.push(Cluster::new(id.into(), named));
            clusters.len() - 1
        });
        if let Some(cluster) = clusters.get_mut(index) {
            let annotations = &self.project.annotations;
            let ids = members.iter().filter_map(|&at| annotations.get(at));
            cluster.members.extend(ids.map(|a| a.id.clone()));
        }
    }
}

/// The id of the annotation of a token's part of speech; the given one, where there is none. In INCEpTION,
/// dependencies are between those, though they refer to tokens.
fn part_of_speech(parts: &Parts, structures: &[Structure], id: usize) -> usize {
    let at = parts.index(id);
    let token = at.filter(|at| parts.roles.get(*at) == Some(&Role::Segment));
    let pos = token.and_then(|at| structures.get(at)?.reference("pos"));
    let is_read = |pos: &usize| parts.annotation(*pos).is_some();
    pos.filter(is_read).unwrap_or(id)
}

/// The label of the mark that a token in a relation becomes, by the short name of its type.
fn token_label(short: &str) -> &str {
    match short {
        "Token" => WORD,
        short => short,
    }
}

/// The links of a chain as indexes, and the id of the one at which it runs into another one.
#[derive(Default)]
pub(super) struct Chain {
    pub links: Vec<usize>,
    pub runs_into: Option<usize>,
}

/// Follows the links of a chain up to one that is in `taken`, which then has those of this one, too:
/// a link belongs to the first chain that comes to it. So a circular chain ends, and chains that share
/// their links cost no more than their links. O(length of the chain · log n).
pub(super) fn follow(
    parts: &Parts,
    structures: &[Structure],
    chain: usize,
    taken: &mut [bool],
) -> Chain {
    let mut own = Chain::default();
    let mut next = structures.get(chain).and_then(|s| s.reference("first"));
    while let Some(id) = next {
        let at = parts.index(id);
        let Some((at, taken)) = at.and_then(|at| Some((at, taken.get_mut(at)?))) else {
            break;
        };
        if std::mem::replace(taken, true) {
            let circular = own.links.contains(&at);
            own.runs_into = (!circular).then_some(id);
            break;
        }
        own.links.push(at);
        next = structures.get(at).and_then(|link| link.reference("next"));
    }
    own
}
