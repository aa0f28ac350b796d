//! What the names in TEI documents refer to: `ref` and `key` make clusters.

use super::find::first;
use super::kinds::NAMED;
use crate::xml::tree::Element;
use postil_core::diagnostic::clip;
use postil_core::model::{AnnotationId, Cluster};
use std::cell::OnceCell;
use std::collections::HashMap;

/// The elements of a file by their `xml:id`.
pub(super) type ById<'a> = HashMap<&'a str, Described<'a>>;

/// An element that names may refer to.
pub(super) struct Described<'a> {
    element: &'a Element,
    called: OnceCell<String>,
}

impl<'a> Described<'a> {
    /// An element.
    pub fn new(element: &'a Element) -> Self {
        Self {
            element,
            called: OnceCell::new(),
        }
    }

    /// What it is called; empty if it has no name. O(n) the first time.
    fn called(&self) -> &str {
        self.called.get_or_init(|| {
            let name = NAMED.iter().find_map(|name| first(self.element, name));
            clip(&one_line(&name.map(Element::text).unwrap_or_default()))
        })
    }
}

/// The clusters of all names that refer to the same.
#[derive(Default)]
pub(super) struct Identities {
    pub clusters: Vec<Cluster>,
    /// The numbers of clusters by what their names refer to and what a register calls it.
    described: HashMap<(String, String), usize>,
    /// The first cluster of names that refer to this, and whether a register describes it.
    first: HashMap<String, (usize, bool)>,
}

impl Identities {
    /// Adds a mark to the cluster of what its element refers to, if it says that. The same web address, key
    /// or pointer means the same in all files that come together, unless the files describe it under two
    /// names: `#p1` may be anyone.
    pub fn add(&mut self, element: &Element, words: &str, mark: AnnotationId, ids: &ById) {
        let told = ["ref", "key"].into_iter().find_map(|name| {
            let value = one_line(element.get(name)?);
            (!value.is_empty()).then_some((name, value))
        });
        let Some((name, value)) = told else {
            return;
        };
        let described = value.strip_prefix('#').and_then(|id| ids.get(id));
        let called = described.map_or("", Described::called);
        let key = (value, called.to_owned());
        let known = match (called, self.first.get(&key.0)) {
            ("", first) => first.map(|(at, _)| *at),
            (_, Some((at, false))) => Some(*at),
            _ => self.described.get(&key).copied(),
        };
        let at = known.unwrap_or_else(|| {
            let at = self.clusters.len();
            let id = format!("c{}", at + 1);
            let mut cluster = Cluster::new(id.as_str().into(), clip(&one_line(words)));
            let value = key.0.as_str().into();
            cluster.attributes.insert(name.to_owned(), value);
            self.clusters.push(cluster);
            at
        });
        let first = self.first.entry(key.0.clone()).or_insert((at, false));
        first.1 |= first.0 == at && !called.is_empty();
        if let Some(cluster) = self.clusters.get_mut(at) {
            cluster.members.push(mark);
            if !called.is_empty() && !self.described.contains_key(&key) {
                called.clone_into(&mut cluster.name);
                self.described.insert(key, at);
            }
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
