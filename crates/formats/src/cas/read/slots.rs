//! Link features of INCEpTION, such as the arguments of events: a span refers to structures without a
//! place, each of which has a role and the span that fills it
//! (<https://inception-project.github.io/releases/38.0/docs/user-guide.html#_link_features>). XMI
//! writes references like numbers, so they are told by what they lead to.

use super::parts::Parts;
use super::role::Role;
use crate::cas::kinds::Model;
use crate::cas::structure::{Feature, Name, Structure};
use crate::shared::Shared;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The features of a link.
pub(super) const ROLE: &str = "role";
pub(super) const TARGET: &str = "target";
/// The type of lists of structures that are structures themselves, and the feature with their ids.
const ARRAY: &str = "uima.cas.FSArray";
const ELEMENTS: &str = "elements";

/// A link feature of a span.
pub(super) struct Slot {
    /// The index of the span.
    pub host: usize,
    pub feature: Name,
    /// The ids of the links.
    pub links: Vec<usize>,
}

/// The link features of a document.
#[derive(Default)]
pub(super) struct Slots {
    pub all: Vec<Slot>,
    /// The types of links.
    pub kinds: HashSet<Name>,
}

impl Slots {
    /// Takes the link features out of the spans that have them. A feature is one if all that it refers
    /// to are links, wherever it is used; where references look like numbers, unless the model knows it for
    /// a value. O(n log n); nothing in a file without links.
    ///
    /// # Errors
    /// When a list of links is shared by too many spans.
    pub fn take(
        parts: &Parts,
        structures: &mut [Structure],
        untold: Option<&Model>,
        shared: &mut Shared,
    ) -> Result<Self, String> {
        let mut slots = Self {
            kinds: kinds(parts, structures),
            ..Self::default()
        };
        if slots.kinds.is_empty() {
            return Ok(slots);
        }
        let is_host = |at: usize| matches!(parts.roles.get(at), Some(Role::Mark | Role::Empty));
        let mut known: HashMap<(Name, Name), bool> = HashMap::new();
        for (_, host) in (0..).zip(&*structures).filter(|(at, _)| is_host(*at)) {
            for (name, value) in &host.features {
                let key = (host.kind.clone(), name.clone());
                let is_text = matches!(value, Feature::Text(_));
                let known = known.entry(key).or_insert_with(|| {
                    let refers = |model: &Model| model.refers(&host.kind, name) != Some(false);
                    !is_text || untold.is_some_and(refers)
                });
                *known = *known && slots.links(parts, structures, value, shared)?.is_some();
            }
        }
        for at in (0..structures.len()).filter(|at| is_host(*at)) {
            let mut features = Vec::new();
            if let Some(host) = structures.get_mut(at) {
                features = std::mem::take(&mut host.features);
            }
            let kind = structures.get(at).map(|host| host.kind.clone());
            let kind = kind.unwrap_or_else(|| "".into());
            let mut kept = Vec::new();
            for (feature, value) in features {
                let key = (kind.clone(), feature);
                let links = match known.get(&key) {
                    Some(true) => slots.links(parts, structures, &value, shared)?,
                    _ => None,
                };
                match links.map(Cow::into_owned) {
                    Some(links) => slots.all.push(Slot {
                        host: at,
                        feature: key.1,
                        links,
                    }),
                    None => kept.push((key.1, value)),
                }
            }
            if let Some(host) = structures.get_mut(at) {
                host.features = kept;
            }
        }
        Ok(slots)
    }

    /// The ids of the links to which a value refers; none if it refers to anything else.
    fn links<'a>(
        &self,
        parts: &Parts,
        structures: &'a [Structure],
        value: &'a Feature,
        shared: &mut Shared,
    ) -> Result<Option<Cow<'a, [usize]>>, String> {
        let structure = |id: usize| structures.get(parts.index(id)?);
        let Some(mut ids) = value.ids() else {
            return Ok(None);
        };
        if let [id] = *ids
            && let Some(array) = structure(id).filter(|s| *s.kind == *ARRAY)
        {
            // Many may refer to one list: to look at it counts, be it of links or not.
            shared.take(array.features.len())?;
            let elements = array.features.iter().find(|(name, _)| **name == *ELEMENTS);
            let Some((_, elements)) = elements else {
                return Ok(None);
            };
            shared.take(elements.bytes())?;
            let Some(elements) = elements.ids() else {
                return Ok(None);
            };
            ids = elements;
        }
        let is_link = |id: &usize| structure(*id).is_some_and(|s| self.kinds.contains(&s.kind));
        Ok(ids.iter().all(is_link).then_some(ids))
    }
}

/// The types of links: those whose structures lie nowhere themselves, but have a target that does.
fn kinds(parts: &Parts, structures: &[Structure]) -> HashSet<Name> {
    let lies = |id: usize| {
        let target = parts.index(id).and_then(|at| structures.get(at));
        target.is_some_and(|target| target.offsets.is_some())
    };
    let links = structures.iter().filter(|s| s.offsets.is_none());
    let links = links.filter(|s| s.reference(TARGET).is_some_and(lies));
    links.map(|s| s.kind.clone()).collect()
}
