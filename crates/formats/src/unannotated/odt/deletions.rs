//! What of an OpenDocument text is deleted, but stands in its place: files have it so that were saved
//! while the changes were shown. A region that is a deletion names two marks, between which it is.

use super::is_passed;
use crate::xml::tree::Element;
use std::collections::HashSet;

/// The deletions of a text, and which of them are open where it is being read.
#[derive(Default)]
pub(super) struct Deletions<'a> {
    /// How many there are, in their place or apart from the text.
    count: usize,
    /// Those in their place that begin and end.
    known: HashSet<&'a str>,
    open: HashSet<&'a str>,
}

impl<'a> Deletions<'a> {
    /// The deletions of a text. O(n).
    pub fn of(text: &'a Element) -> Self {
        let changes = text.elements().filter(|it| it.local() == "tracked-changes");
        let regions = changes.flat_map(Element::elements);
        let deleted = regions.filter(|it| it.elements().any(|kind| kind.local() == "deletion"));
        let (mut count, mut ids) = (0, HashSet::new());
        for region in deleted {
            count += 1;
            ids.extend(region.get("text:id"));
            ids.extend(region.get("xml:id"));
        }
        let mut new = Self {
            count,
            ..Self::default()
        };
        // One without an end would take all of the text that follows.
        if !ids.is_empty() {
            new.find(text, &ids, &mut HashSet::new());
        }
        new
    }

    fn find(&mut self, element: &'a Element, ids: &HashSet<&str>, begun: &mut HashSet<&'a str>) {
        for inner in element.elements() {
            let id = inner.get("text:change-id").unwrap_or_default();
            match inner.local() {
                _ if is_passed(inner) => {}
                "change-start" if ids.contains(id) => {
                    begun.insert(id);
                }
                "change-end" if begun.contains(id) => {
                    self.known.insert(id);
                }
                _ => self.find(inner, ids, begun),
            }
        }
    }

    pub fn count(&self) -> usize {
        self.count
    }

    /// Takes a mark at which a deletion begins or ends; returns whether it is one of a change.
    pub fn pass(&mut self, element: &'a Element) -> bool {
        let id = element.get("text:change-id").unwrap_or_default();
        match element.local() {
            "change-start" => {
                self.open.extend(self.known.get(id));
                true
            }
            "change-end" => {
                self.open.remove(id);
                true
            }
            _ => false,
        }
    }

    /// Whether what is being read is deleted.
    pub fn are_open(&self) -> bool {
        !self.open.is_empty()
    }
}
