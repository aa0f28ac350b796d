//! Finding again, in a revised text, what was marked in the former one.
//!
//! Both texts are cut into words, runs of white space and single signs, which are compared as the
//! search compares them: folded (letter case, kinds of quotes and dashes, composed characters, kinds
//! of white space). A diff of these (Myers with the heuristics of GNU diff, by `imara-diff`) tells which stayed.
//! Where what is marked stayed with what stands around it, its place is certain. For anything else
//! places are collected, where the diff would have it and where rare words of it occur, and each gets
//! a confidence from 0 to 1:
//!
//! ```text
//! confidence = 0.5 · quote + 0.2 · before + 0.2 · after + 0.1 · place
//! ```
//!
//! `quote`, `before` and `after` say how alike, from 0 to 1, what was marked and what stands there are,
//! and up to [`CONTEXT`] code points on either side: one less the edit distance of the folded texts by
//! the length of the longer. `place` is 1 where the diff would have it, else 0. Of several fragments
//! the least certain counts.
//!
//! The parts are those of the `TextQuoteSelector` of the Web Annotation Data Model (exact, prefix,
//! suffix); their weights are those by which Hypothesis anchors (`match-quote.ts` of its client: quote
//! 50, prefix 20, suffix 20, position 2), with more weight on the place, which comes from a diff and
//! not from an offset that has become old.
//!
//! The best place is certain enough if its confidence is at least [`SURE`], its quote at least
//! [`ALIKE`], and no other comes within [`AHEAD`] of it. So two places that read the same with the
//! same around them are never told apart by which comes first.

mod changes;
mod likeness;
mod search;
mod tokens;

use crate::text::Text;
use changes::Changes;
use search::Index;
use std::cell::Cell;
use std::ops::Range;
use tokens::{Names, Tokens};

/// So many code points on either side are compared.
pub const CONTEXT: usize = 32;

/// From this confidence on a place is taken without asking.
pub const SURE: f64 = 0.8;

/// So alike what was marked and what stands there must be for that.
pub const ALIKE: f64 = 0.8;

/// So much more confidence than any other place it must have.
pub const AHEAD: f64 = 0.2;

/// Below this confidence a place is not worth showing.
const LEAST: f64 = 0.5;

/// So many places are kept of each.
const MOST: usize = 5;

/// Confidences are sums of parts, which may come out a hair too small.
const HAIR: f64 = 1e-9;

/// What was marked is compared letter by letter up to so many code points.
const LONG: usize = 1000;

/// So many steps, of a nanosecond or two, are spent on searching in one revision: enough for fifty
/// thousand annotations of a hundred letters each. What is left over then has the place that the diff
/// tells, or none, and is not certain.
const WORK: usize = 4_000_000_000;

/// A part of an annotation, by what it reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What is marked.
    pub quote: String,
    /// Up to [`CONTEXT`] code points before it.
    pub before: String,
    /// Up to [`CONTEXT`] code points after it.
    pub after: String,
}

impl Piece {
    /// What stands in a range of a text, in code points, and around it.
    pub fn of(text: &Text, range: Range<usize>) -> Self {
        let around = |range| text.slice(range).to_owned();
        Self {
            before: around(range.start.saturating_sub(CONTEXT)..range.start),
            after: around(range.end..range.end.saturating_add(CONTEXT)),
            quote: around(range),
        }
    }
}

/// A place in the new text for all parts of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// In code points, in order, not overlapping.
    pub fragments: Vec<Range<usize>>,
    /// From 0 to 1.
    pub confidence: f64,
    /// How alike what was marked and what stands there are, from 0 to 1.
    pub alike: f64,
}

/// Where an annotation could be in the new text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The best first; none where nothing is alike.
    pub candidates: Vec<Candidate>,
    /// Whether the first is certain enough to be taken without asking.
    pub sure: bool,
}

/// A text and what it has become.
pub struct Revision<'a> {
    former: &'a Text,
    text: &'a Text,
    names: Names,
    old: Tokens,
    new: Tokens,
    changes: Changes,
    index: Index,
    /// How much may still be compared.
    work: Cell<usize>,
    /// How often the text may still be searched from its beginning to its end.
    scans: Cell<usize>,
}

/// A place for one part.
#[derive(Clone, Debug)]
struct Place {
    range: Range<usize>,
    confidence: f64,
    alike: f64,
}

impl Place {
    /// Whether what stands there reads as what was marked.
    fn is_same(&self) -> bool {
        self.alike == 1.0
    }
}

impl<'a> Revision<'a> {
    /// Compares two texts. O(n log n) in both, but for texts of few different words, where it is
    /// bounded by the heuristics of the diff.
    pub fn new(former: &'a Text, text: &'a Text) -> Self {
        let mut names = Names::default();
        let old = Tokens::of(former, &mut |name| names.intern(name));
        let new = Tokens::of(text, &mut |name| names.intern(name));
        let changes = Changes::between(&old, &new, names.len());
        let index = Index::of(&new, names.len());
        Self {
            former,
            text,
            names,
            old,
            new,
            changes,
            index,
            work: Cell::new(WORK),
            scans: Cell::new(search::SCANS),
        }
    }

    /// How many words of the former text are gone, and how many are new.
    pub fn words(&self) -> (usize, usize) {
        let words = |tokens: &Tokens, range: Range<usize>| {
            range
                .filter(|at| self.names.is_word(tokens.id(*at)))
                .count()
        };
        let (mut removed, mut added) = (0, 0);
        for hunk in self.changes.hunks() {
            removed += words(&self.old, hunk.old.clone());
            added += words(&self.new, hunk.new.clone());
        }
        (removed, added)
    }

    /// Where parts of the former text, in code points, in order and not overlapping, are now.
    /// O(log n) each where nothing has changed around them.
    pub fn find(&self, fragments: &[Range<usize>]) -> Found {
        let mut kept = Vec::with_capacity(fragments.len());
        for range in fragments {
            match self.kept(range.clone()) {
                Some(place) => kept.push(place),
                None => break,
            }
        }
        if kept.len() == fragments.len() && !kept.is_empty() {
            return Found {
                candidates: vec![Candidate {
                    fragments: kept,
                    confidence: 1.0,
                    alike: 1.0,
                }],
                sure: true,
            };
        }
        let places = fragments.iter().map(|range| {
            let followed = self.follow(range.clone());
            let long = range.len() > LONG;
            if let (true, Some(place)) = (long, &followed) {
                let alike = self.alike_by_words(range.clone(), place.clone());
                let [before, after] = [range.start..range.start, range.end..range.end];
                let piece = Piece {
                    before: Piece::of(self.former, before).before,
                    after: Piece::of(self.former, after).after,
                    quote: String::new(),
                };
                let place = self.judge(&piece, place.clone(), true, Some(alike));
                if place.alike >= ALIKE {
                    return vec![place];
                }
            }
            if long && self.work.get() / 64 < range.len() {
                self.work.set(0);
                return Vec::new();
            }
            let near = self.near(range.start);
            self.places(&Piece::of(self.former, range.clone()), followed, near)
        });
        self.found(places.collect())
    }

    /// Where parts are now of which no more is known than what they read, and about where the first
    /// could begin, in code points of the new text.
    pub fn find_pieces(&self, pieces: &[Piece], near: usize) -> Found {
        let places = pieces.iter().map(|piece| self.places(piece, None, near));
        self.found(places.collect())
    }

    /// What a range of the former text has become by the diff alone, in code points; nothing where
    /// less than half of it stayed.
    pub fn follow_at_all(&self, range: Range<usize>) -> Option<Range<usize>> {
        let place = self.follow(range.clone())?;
        let alike = self.alike_by_words(range, place.clone());
        (alike >= LEAST).then_some(place)
    }

    /// Where an offset of the former text is by the diff, in code points.
    pub fn near(&self, offset: usize) -> usize {
        if offset >= self.former.len() {
            return self.text.len();
        }
        let at = self.old.at(offset);
        match self.changes.new_of(at) {
            Ok(new) => self.new.start(new),
            Err(hunk) => self.new.start(hunk.new.start),
        }
    }

    /// The new place of a range that stayed with all that is around it.
    fn kept(&self, range: Range<usize>) -> Option<Range<usize>> {
        let place = self.follow(range.clone())?;
        let around = |range: &Range<usize>, len: usize| {
            range.start.saturating_sub(CONTEXT)..len.min(range.end + CONTEXT)
        };
        let wide = around(&range, self.former.len());
        let (first, last) = (self.old.at(wide.start), self.old.at(wide.end - 1));
        if !self.changes.is_run(first, last, &self.old) {
            return None;
        }
        // The same words in other letters may be cut elsewhere; that is for the quote to tell.
        let same = range.len() <= LONG
            && self.former.slice(range.clone()) == self.text.slice(place.clone());
        let same = same
            || self.former.slice(wide.clone()) == self.text.slice(around(&place, self.text.len()));
        same.then_some(place)
    }

    /// What a range has become by the diff, if that can be told.
    fn follow(&self, range: Range<usize>) -> Option<Range<usize>> {
        if range.is_empty() || range.end > self.former.len() {
            return None;
        }
        let (first, last) = (self.old.at(range.start), self.old.at(range.end - 1));
        let (from, to) = (self.changes.new_of(first), self.changes.new_of(last));
        if let (Err(one), Err(other)) = (&from, &to)
            && one == other
            && one.old.len() != one.new.len()
            && one.old != (first..last + 1)
        {
            return None;
        }
        let start = match from {
            Ok(new) => self.shift(range.start, first, new),
            Err(hunk) if hunk.old.len() == hunk.new.len() => {
                self.shift(range.start, first, hunk.new.start + first - hunk.old.start)
            }
            Err(hunk) => self.new.start(hunk.new.start),
        };
        let end = match to {
            Ok(new) => self.shift(range.end, last, new),
            Err(hunk) if hunk.old.len() == hunk.new.len() => {
                self.shift(range.end, last, hunk.new.start + last - hunk.old.start)
            }
            Err(hunk) => self.new.start(hunk.new.end),
        };
        let place = start..end;
        let place = match is_trim(self.former.slice(range)) {
            true if start < end => self.text.trim(place),
            _ => place,
        };
        (place.start < place.end).then_some(place)
    }

    /// An offset in a word of the former text, in the word that it has become.
    fn shift(&self, offset: usize, old: usize, new: usize) -> usize {
        let (before, after) = (self.old.range(old), self.new.range(new));
        if offset == before.end {
            after.end
        } else {
            (after.start + (offset - before.start)).min(after.end)
        }
    }

    /// How alike two ranges are by the words that stayed, from 0 to 1. O(log n).
    fn alike_by_words(&self, range: Range<usize>, place: Range<usize>) -> f64 {
        let (first, last) = (self.old.at(range.start), self.old.at(range.end - 1));
        let stayed = self.changes.stayed(first, last).min(range.len());
        stayed as f64 / range.len().max(place.len()).max(1) as f64
    }

    /// The places of one part, the best first, none of them overlapping a better one. What reads the
    /// same is better than what overlaps it and does not: where words are repeated, a diff may see one
    /// of them stay where another did.
    fn places(&self, piece: &Piece, followed: Option<Range<usize>>, near: usize) -> Vec<Place> {
        let mut places = Vec::new();
        if let Some(range) = followed {
            places.push(self.judge(piece, range, true, None));
        }
        let settled = places
            .first()
            .is_some_and(|place| place.confidence > 1.0 - HAIR);
        if !settled {
            for range in self.search(piece, near) {
                let there = range.start == near;
                places.push(self.judge(piece, range, there, None));
            }
        }
        places.retain(|place| place.confidence >= LEAST - HAIR);
        places.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        let (same, other): (Vec<_>, Vec<_>) = places.into_iter().partition(Place::is_same);
        let mut kept: Vec<Place> = Vec::new();
        for place in same.into_iter().chain(other) {
            let meets = |other: &Place| {
                other.range.start < place.range.end && place.range.start < other.range.end
            };
            if !kept.iter().any(meets) {
                kept.push(place);
            }
        }
        kept.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        kept.truncate(MOST);
        kept
    }

    /// Gives a place its confidence.
    fn judge(&self, piece: &Piece, range: Range<usize>, placed: bool, alike: Option<f64>) -> Place {
        let there = Piece::of(self.text, range.start..range.start);
        let before = cut_back(&there.before, &piece.before);
        let there = Piece::of(self.text, range.end..range.end);
        let after = cut_on(&there.after, &piece.after);
        let alike = alike.unwrap_or_else(|| {
            likeness::of(&piece.quote, self.text.slice(range.clone()), &self.work)
        });
        let confidence = 0.5 * alike
            + 0.2 * likeness::of(&piece.before, before, &self.work)
            + 0.2 * likeness::of(&piece.after, after, &self.work)
            + if placed { 0.1 } else { 0.0 };
        Place {
            range,
            confidence,
            alike,
        }
    }

    /// Puts the places of all parts together, in the order of the parts.
    fn found(&self, parts: Vec<Vec<Place>>) -> Found {
        let mut whole = vec![Candidate {
            fragments: Vec::new(),
            confidence: 1.0,
            alike: 1.0,
        }];
        for places in parts {
            let mut next = Vec::new();
            for so_far in &whole {
                let reached = so_far.fragments.last().map_or(0, |last| last.end);
                for place in places.iter().filter(|place| reached <= place.range.start) {
                    let mut longer = so_far.clone();
                    longer.fragments.push(place.range.clone());
                    longer.confidence = longer.confidence.min(place.confidence);
                    longer.alike = longer.alike.min(place.alike);
                    next.push(longer);
                }
            }
            next.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
            next.truncate(MOST);
            whole = next;
        }
        whole.retain(|candidate| !candidate.fragments.is_empty());
        let ahead = match whole.as_slice() {
            [] => false,
            [_] => true,
            [first, second, ..] => first.confidence - second.confidence > AHEAD - HAIR,
        };
        let sure = whole.first().is_some_and(|first| {
            let searched = self.work.get() > 0;
            searched && ahead && first.confidence > SURE - HAIR && first.alike > ALIKE - HAIR
        });
        Found {
            candidates: whole,
            sure,
        }
    }
}

/// Whether a text neither begins nor ends with white space.
fn is_trim(text: &str) -> bool {
    text.len() == text.trim().len()
}

/// As much of the end of a text as another has code points.
fn cut_back<'a>(text: &'a str, like: &str) -> &'a str {
    let most = like.chars().count();
    match text.char_indices().rev().nth(most.saturating_sub(1)) {
        _ if most == 0 => "",
        Some((at, _)) => &text[at..],
        None => text,
    }
}

/// As much of the beginning of a text as another has code points.
fn cut_on<'a>(text: &'a str, like: &str) -> &'a str {
    let end = text.char_indices().nth(like.chars().count());
    end.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests;
