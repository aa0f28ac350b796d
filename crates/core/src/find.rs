//! Finds what a person looks for in all documents, step by step, and tells which of the matches are
//! better looked at before they are marked.

use crate::model::{Annotation, DocumentId};
use crate::state::{DocumentState, State};
use crate::text::{Pattern, is_glued};
use std::collections::BTreeSet;
use std::ops::Range;

/// Matches that are kept at most; all are counted.
pub const MAX_HITS: usize = 50_000;
/// Possible matches of one step.
const PER_STEP: usize = 500;

/// What stands in the way of marking a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing.
    Clear,
    /// It is marked with another label of the same layer.
    Other,
    /// It is part of a larger mark of the same layer.
    Inside,
    /// It overlaps a mark of the same layer in another way.
    Overlaps,
    /// It lies in boilerplate.
    Boilerplate,
    /// Letters or digits run on before or after it.
    Glued,
    /// It is marked with the same label.
    Same,
}

/// A match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The index of the document in the state.
    pub document: usize,
    /// In code points.
    pub range: Range<usize>,
    /// What stands in the way of marking it.
    pub standing: Standing,
}

/// A line of the list of matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The heading of the matches in a document: the index of the document, and their number.
    Document(usize, usize),
    /// The heading of the matches in whose way something stands, and their number.
    Doubtful(usize),
    /// The heading of what is marked with the same label already, and its number.
    Same(usize),
    /// A match, by its number in [`Finding::hits`].
    Hit(usize),
}

/// A search in progress, and what it has found so far. It is over the state that it began with: a
/// change of that begins another search.
pub struct Finding {
    pattern: Pattern,
    /// The documents still to search.
    documents: Range<usize>,
    /// Where to go on in the first of them.
    at: usize,
    label: Option<String>,
    hits: Vec<Hit>,
    count: usize,
    /// How many documents have a match.
    there: usize,
    /// The headings and the matches in whose way nothing stands, in order.
    clear: Vec<Line>,
    /// The place in `clear` of the heading of the document searched now.
    heading: Option<usize>,
    doubtful: Vec<usize>,
    same: Vec<usize>,
    /// The matches whose tick a person changed.
    changed: BTreeSet<usize>,
}

impl Finding {
    /// Begins a search of all documents or one. With a label to mark the matches with, each gets its
    /// standing; without, all are clear.
    pub fn new(
        state: &State,
        pattern: Pattern,
        only: Option<&DocumentId>,
        label: Option<String>,
    ) -> Self {
        let all = 0..state.documents().len();
        let documents = match only {
            None => all,
            Some(id) => state.document_index(id).map_or(0..0, |at| at..at + 1),
        };
        Self {
            pattern,
            documents,
            at: 0,
            label,
            hits: Vec::new(),
            count: 0,
            there: 0,
            clear: Vec::new(),
            heading: None,
            doubtful: Vec::new(),
            same: Vec::new(),
            changed: BTreeSet::new(),
        }
    }

    /// Goes on with the search by a few hundred matches, or to the next document, and tells whether
    /// there is more to do.
    pub fn step(&mut self, state: &State) -> bool {
        if self.documents.is_empty() {
            return false;
        }
        let number = self.documents.start;
        let Some(document) = state.documents().get(number) else {
            self.documents = 0..0;
            return false;
        };
        let piece = self.pattern.find_from(document.text(), self.at, PER_STEP);
        if self.at == 0 {
            self.heading = None;
        }
        // A document may need several steps; it is counted with its first match.
        let first_of_it = |finding: &Self| {
            finding
                .hits
                .last()
                .is_none_or(|last| last.document != number)
        };
        if !piece.found.is_empty() && first_of_it(self) && self.hits.len() < MAX_HITS {
            self.there += 1;
        }
        self.count += piece.found.len();
        let room = MAX_HITS.saturating_sub(self.hits.len());
        for range in piece.found.into_iter().take(room) {
            let standing = self.label.as_ref().map_or(Standing::Clear, |label| {
                standing(state, document, &range, label)
            });
            self.add(Hit {
                document: number,
                range,
                standing,
            });
        }
        match piece.next {
            Some(next) => self.at = next,
            None => {
                self.at = 0;
                self.documents.start += 1;
            }
        }
        !self.documents.is_empty()
    }

    fn add(&mut self, hit: Hit) {
        let number = self.hits.len();
        match hit.standing {
            Standing::Clear => {
                let heading = *self.heading.get_or_insert_with(|| {
                    self.clear.push(Line::Document(hit.document, 0));
                    self.clear.len() - 1
                });
                if let Some(Line::Document(_, many)) = self.clear.get_mut(heading) {
                    *many += 1;
                }
                self.clear.push(Line::Hit(number));
            }
            Standing::Same => self.same.push(number),
            _ => self.doubtful.push(number),
        }
        self.hits.push(hit);
    }

    /// The matches that are kept, by document and place.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The number of all matches so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many documents have a match so far, as far as matches are kept.
    pub fn documents_with_hits(&self) -> usize {
        self.there
    }

    /// Whether all documents are searched.
    pub fn is_done(&self) -> bool {
        self.documents.is_empty()
    }

    /// How many lines the list has.
    pub fn line_count(&self) -> usize {
        let group = |group: &[usize]| group.len() + usize::from(!group.is_empty());
        self.clear.len() + group(&self.doubtful) + group(&self.same)
    }

    /// A line of the list, by its number. The matches in whose way nothing stands come first, by
    /// document; then the doubtful ones, then what is marked already. O(1).
    pub fn line(&self, at: usize) -> Option<Line> {
        if let Some(line) = self.clear.get(at) {
            return Some(*line);
        }
        let mut at = at - self.clear.len();
        let headings: [fn(usize) -> Line; 2] = [Line::Doubtful, Line::Same];
        for (group, heading) in [&self.doubtful, &self.same].into_iter().zip(headings) {
            if group.is_empty() {
                continue;
            }
            match at.checked_sub(1) {
                None => return Some(heading(group.len())),
                Some(place) if place < group.len() => {
                    return group.get(place).copied().map(Line::Hit);
                }
                Some(place) => at = place - group.len(),
            }
        }
        None
    }

    /// The matches under a heading.
    fn under(&self, at: usize) -> Vec<usize> {
        match self.line(at) {
            Some(Line::Hit(hit)) => vec![hit],
            Some(Line::Document(..)) => {
                let after = self.clear.get(at + 1..).unwrap_or_default().iter();
                let hits = after.map_while(|line| match line {
                    Line::Hit(hit) => Some(*hit),
                    _ => None,
                });
                hits.collect()
            }
            Some(Line::Doubtful(_)) => self.doubtful.clone(),
            Some(Line::Same(_)) => self.same.clone(),
            None => Vec::new(),
        }
    }

    /// Whether a match is ticked. At first those are in whose way nothing stands.
    pub fn is_ticked(&self, hit: usize) -> bool {
        let clear = self
            .hits
            .get(hit)
            .is_some_and(|hit| hit.standing == Standing::Clear);
        clear != self.changed.contains(&hit)
    }

    /// The state of the tick of a line: of a match its own; of a heading `Some` if all matches under
    /// it agree.
    pub fn tick(&self, at: usize) -> Option<bool> {
        let hits = self.under(at);
        let first = hits.first().is_some_and(|&hit| self.is_ticked(hit));
        hits.iter()
            .all(|&hit| self.is_ticked(hit) == first)
            .then_some(first)
    }

    /// Changes the tick of a line: of a match, or of all under a heading. Returns whether they are
    /// ticked now.
    pub fn toggle(&mut self, at: usize) -> bool {
        let ticked = self.tick(at) != Some(true);
        for hit in self.under(at) {
            self.set_tick(hit, ticked);
        }
        ticked
    }

    /// Ticks or unticks all matches.
    pub fn tick_all(&mut self, ticked: bool) {
        for hit in 0..self.hits.len() {
            self.set_tick(hit, ticked);
        }
    }

    fn set_tick(&mut self, hit: usize, ticked: bool) {
        if self.is_ticked(hit) != ticked && !self.changed.remove(&hit) {
            self.changed.insert(hit);
        }
    }

    /// The matches whose tick a person changed, to be passed on to the same search with another label.
    pub fn changed(&self) -> BTreeSet<usize> {
        self.changed.clone()
    }

    /// Takes over which ticks a person changed.
    pub fn set_changed(&mut self, changed: BTreeSet<usize>) {
        self.changed = changed;
    }

    /// How many matches are ticked.
    pub fn ticked_count(&self) -> usize {
        let clear = |hit: usize| {
            self.hits
                .get(hit)
                .is_some_and(|h| h.standing == Standing::Clear)
        };
        let of_clear = self.hits.len() - self.doubtful.len() - self.same.len();
        let changed = self.changed.iter().filter(|&&hit| hit < self.hits.len());
        let (off, on): (Vec<usize>, Vec<usize>) = changed.partition(|&&hit| clear(hit));
        of_clear - off.len() + on.len()
    }

    /// The ticked matches.
    pub fn ticked(&self) -> impl Iterator<Item = &Hit> {
        let hits = self.hits.iter().enumerate();
        hits.filter(|(at, _)| self.is_ticked(*at))
            .map(|(_, hit)| hit)
    }
}

/// What stands in the way of marking a range of a document with a label. O(log n + k) for the k
/// marks that touch it.
pub fn standing(
    state: &State,
    document: &DocumentState,
    range: &Range<usize>,
    label: &str,
) -> Standing {
    let layer = crate::model::label_layer(label);
    let mut worst = Standing::Clear;
    let (mut other, mut inside) = (false, false);
    for annotation in touching(state, document, range) {
        if annotation.layer() != layer {
            continue;
        }
        let extent = annotation.extent();
        if covers(annotation, range) {
            if annotation.label == label {
                return Standing::Same;
            }
            other = true;
        } else if extent.start <= range.start && range.end <= extent.end {
            inside = true;
        } else {
            worst = Standing::Overlaps;
        }
    }
    match worst {
        _ if inside => Standing::Inside,
        Standing::Overlaps => worst,
        _ if document.meta().is_boilerplate(range.clone()) => Standing::Boilerplate,
        _ if is_glued(document.text(), range) => Standing::Glued,
        _ if other => Standing::Other,
        _ => Standing::Clear,
    }
}

/// The annotation of a layer that covers exactly a range in one piece; one with the label if there
/// is one.
pub(crate) fn exactly<'a>(
    state: &'a State,
    document: &DocumentState,
    range: &Range<usize>,
    label: &str,
) -> Option<&'a Annotation> {
    let layer = crate::model::label_layer(label);
    let all = touching(state, document, range);
    let there = all.filter(|a| a.layer() == layer && covers(a, range));
    there.min_by_key(|a| (a.label != label, a.id.clone()))
}

/// Whether an annotation is a range in one piece.
fn covers(annotation: &Annotation, range: &Range<usize>) -> bool {
    annotation.fragments.len() == 1 && annotation.extent() == *range
}

/// The annotations that share a code point with a range, once each.
fn touching<'a>(
    state: &'a State,
    document: &DocumentState,
    range: &Range<usize>,
) -> impl Iterator<Item = &'a Annotation> {
    let marks = state.marks_in(document, range.clone());
    let slots: BTreeSet<u32> = marks.iter().map(|mark| mark.key.annotation).collect();
    slots.into_iter().filter_map(|slot| state.at(slot))
}

#[cfg(test)]
mod tests;
