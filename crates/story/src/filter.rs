//! What of a project is looked at.

use crate::when::{Day, When};
use postil_core::model::{Annotation, DocumentMeta};
use std::collections::BTreeSet;

/// Chooses articles and marks. A part that is empty chooses all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Names of layers: `entity`.
    pub layers: BTreeSet<String>,
    /// Full labels: `entity.person`.
    pub labels: BTreeSet<String>,
    /// Outlets of articles, as they are written; the empty one stands for articles without an outlet.
    pub outlets: BTreeSet<String>,
    /// The first day on which an article may have been published.
    pub from: Option<Day>,
    /// The last day on which an article may have been published.
    pub to: Option<Day>,
    /// Ids of annotators; the empty one stands for marks of nobody.
    pub annotators: BTreeSet<String>,
}

impl Filter {
    /// Whether it chooses an article. One without a date is left out where a day is set; an interval is taken if
    /// some of it fits. O(log n).
    pub fn takes_article(&self, meta: &DocumentMeta) -> bool {
        let fits = is_in(&self.outlets, &meta.outlet);
        if self.from.is_none() && self.to.is_none() {
            return fits;
        }
        let published = When::parse(&meta.published.date);
        fits && published.is_some_and(|when| {
            let ends_before = when
                .last
                .zip(self.from)
                .is_some_and(|(last, from)| last < from);
            let begins_after = when
                .first
                .zip(self.to)
                .is_some_and(|(first, to)| first > to);
            !ends_before && !begins_after
        })
    }

    /// Whether it chooses a mark, if it does so its article. O(log n).
    pub fn takes_mark(&self, mark: &Annotation) -> bool {
        (self.layers.is_empty() || self.layers.contains(mark.layer()))
            && is_in(&self.labels, &mark.label)
            && is_in(&self.annotators, &mark.author)
    }
}

fn is_in(chosen: &BTreeSet<String>, name: &str) -> bool {
    chosen.is_empty() || chosen.contains(name)
}

#[cfg(test)]
mod tests;
