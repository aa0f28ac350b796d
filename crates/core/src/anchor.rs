//! Finds marked text again in a revised version of its text.
//!
//! Both texts are cut into words, runs of white space and single punctuation marks, folded as the
//! search folds them (letter case, kinds of quotes and dashes, composed characters, kinds of white
//! space). A diff of these tokens (Myers with the heuristics of GNU diff, by `imara-diff`) tells
//! which ones stayed. Where marked text stayed together with its surroundings, its place is
//! certain. Otherwise candidate places are collected, from the diff and from occurrences of rare
//! words, and each gets a confidence from 0 to 1:
//!
//! ```text
//! confidence = 0.5 · quote + 0.2 · before + 0.2 · after + 0.1 · place
//! ```
//!
//! `quote`, `before` and `after` compare the marked text, and up to [`CONTEXT`] code points on each
//! side of it, with the text at the candidate place. Each is 1 minus the edit distance of the
//! folded texts divided by the length of the longer one. `place` is 1 where the diff puts the text,
//! else 0. With several fragments, the least certain one counts.
//!
//! The parts are those of the `TextQuoteSelector` of the Web Annotation Data Model (exact, prefix,
//! suffix). The weights are those of Hypothesis (`match-quote.ts` of its client: quote 50, prefix
//! 20, suffix 20, position 2), with more weight on the place, because it comes from a diff and not
//! from an outdated offset.
//!
//! The best place is certain if its confidence is at least [`SURE`], its quote scores at least
//! [`ALIKE`], and it leads every other place by at least [`AHEAD`]. So order alone never decides
//! between two places with the same text and the same surroundings.

mod changes;
mod likeness;
mod search;
mod tokens;

use crate::text::{Text, fold};
use changes::Changes;
use search::Index;
use std::cell::Cell;
use std::ops::Range;
use tokens::{Names, Tokens};
use unicode_normalization::UnicodeNormalization;

/// Code points of context compared on each side.
pub const CONTEXT: usize = 32;

/// Minimum confidence of a certain place.
pub const SURE: f64 = 0.8;

/// Minimum similarity of the marked text and the text at a certain place.
pub const ALIKE: f64 = 0.8;

/// Minimum lead in confidence of a certain place over any other.
pub const AHEAD: f64 = 0.2;

/// Minimum confidence of a place worth showing.
const MIN_CONFIDENCE: f64 = 0.5;

/// Maximum number of candidate places kept for each annotation.
const MAX_CANDIDATES: usize = 5;

/// Tolerance for rounding: confidences are sums of parts.
const ROUNDING: f64 = 1e-9;

/// Maximum length, in code points, of marked text that is compared letter by letter.
const MAX_COMPARED: usize = 1000;

/// Steps of one or two nanoseconds that one revision spends on searching: enough for fifty thousand
/// annotations of a hundred letters each. Annotations beyond that get the place that the diff
/// gives, or none, and are not certain.
const MAX_STEPS: usize = 4_000_000_000;

/// A part of an annotation, described by its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The marked text.
    pub quote: String,
    /// Up to [`CONTEXT`] code points before it.
    pub before: String,
    /// Up to [`CONTEXT`] code points after it.
    pub after: String,
}

impl Piece {
    /// The text in a range, in code points, with its context.
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
    /// Ranges in code points, in order, not overlapping.
    pub fragments: Vec<Range<usize>>,
    /// From 0 to 1.
    pub confidence: f64,
    /// Similarity of the marked text and the text at this place, from 0 to 1.
    pub alike: f64,
}

/// Where an annotation could be in the new text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Best first; empty if nothing is similar.
    pub candidates: Vec<Candidate>,
    /// Whether the first candidate is certain.
    pub sure: bool,
}

/// A text and its revised version.
pub struct Revision<'a> {
    former: &'a Text,
    text: &'a Text,
    names: Names,
    old: Tokens,
    new: Tokens,
    changes: Changes,
    index: Index,
    /// Steps left for comparing.
    work: Cell<usize>,
    /// Full scans of the text left.
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
    /// Whether the text there equals the marked text.
    fn is_same(&self) -> bool {
        self.alike == 1.0
    }
}

impl<'a> Revision<'a> {
    /// Compares two texts. O(n log n) in both. For texts with few different words the heuristics of
    /// the diff bound the cost.
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
            work: Cell::new(MAX_STEPS),
            scans: Cell::new(search::MAX_SCANS),
        }
    }

    /// The number of words removed from the former text and of words added in the new one.
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

    /// The revised text.
    pub fn text(&self) -> &'a Text {
        self.text
    }

    /// Finds the parts of an annotation, given as ranges of the former text in code points, in
    /// order and not overlapping. O(log n) for each part with unchanged surroundings.
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
            let long = range.len() > MAX_COMPARED;
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

    /// Finds parts known only by their text. `near` is the approximate start of the first part, in
    /// code points of the new text.
    pub fn find_pieces(&self, pieces: &[Piece], near: usize) -> Found {
        let places = pieces.iter().map(|piece| self.places(piece, None, near));
        self.found(places.collect())
    }

    /// Maps a range of the former text, in code points, by the diff alone. Returns nothing if less
    /// than half of it stayed.
    pub fn follow_at_all(&self, range: Range<usize>) -> Option<Range<usize>> {
        let place = self.follow(range.clone())?;
        let alike = self.alike_by_words(range, place.clone());
        (alike >= MIN_CONFIDENCE).then_some(place)
    }

    /// Maps an offset of the former text, in code points, by the diff.
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

    /// The new range of a part that stayed with all its surroundings.
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
        // Words equal after folding may be cut differently; the quote decides.
        let same = range.len() <= MAX_COMPARED
            && self.former.slice(range.clone()) == self.text.slice(place.clone());
        let same = same
            || self.former.slice(wide.clone()) == self.text.slice(around(&place, self.text.len()));
        same.then_some(place)
    }

    /// Maps a range by the diff, where that is possible.
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

    /// Maps an offset in a word of the former text into the word that replaced it.
    fn shift(&self, offset: usize, old: usize, new: usize) -> usize {
        let (before, after) = (self.old.range(old), self.new.range(new));
        if offset == before.end {
            after.end
        } else {
            (after.start + (offset - before.start)).min(after.end)
        }
    }

    /// Similarity of two ranges by the words that stayed, from 0 to 1. O(log n).
    fn alike_by_words(&self, range: Range<usize>, place: Range<usize>) -> f64 {
        let (first, last) = (self.old.at(range.start), self.old.at(range.end - 1));
        let stayed = self.changes.stayed(first, last).min(range.len());
        stayed as f64 / range.len().max(place.len()).max(1) as f64
    }

    /// The places of one part, best first, without overlaps. An equal text beats an overlapping one
    /// that differs: among repeated words, the diff may pick another occurrence than the one that
    /// stayed.
    fn places(&self, piece: &Piece, followed: Option<Range<usize>>, near: usize) -> Vec<Place> {
        let mut places = Vec::new();
        if let Some(range) = followed {
            places.push(self.judge(piece, range, true, None));
        }
        let certain = places
            .first()
            .is_some_and(|place| place.confidence > 1.0 - ROUNDING);
        if !certain {
            for range in self.search(piece, near) {
                let there = range.start == near;
                places.push(self.judge(piece, range, there, None));
            }
        }
        places.retain(|place| place.confidence >= MIN_CONFIDENCE - ROUNDING);
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
        kept.truncate(MAX_CANDIDATES);
        kept
    }

    /// Computes the confidence of a place.
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

    /// Combines the places of all parts, in the order of the parts.
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
            next.truncate(MAX_CANDIDATES);
            whole = next;
        }
        whole.retain(|candidate| !candidate.fragments.is_empty());
        let ahead = match whole.as_slice() {
            [] => false,
            [_] => true,
            [first, second, ..] => first.confidence - second.confidence > AHEAD - ROUNDING,
        };
        let sure = whole.first().is_some_and(|first| {
            let searched = self.work.get() > 0;
            searched
                && ahead
                && first.confidence > SURE - ROUNDING
                && first.alike > ALIKE - ROUNDING
        });
        Found {
            candidates: whole,
            sure,
        }
    }
}

/// Whether two texts have the same letters and digits in the same case, and differ at most in how
/// white space, quotation marks and dashes are written. O(n).
pub fn says_the_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        let composed = text.nfc();
        composed.filter(|c| c.is_alphanumeric()).collect()
    };
    one == other || fold(one).trim() == fold(other).trim() && letters(one) == letters(other)
}

/// Whether a text neither begins nor ends with white space.
fn is_trim(text: &str) -> bool {
    text.len() == text.trim().len()
}

/// The end of a text, with as many code points as another text.
fn cut_back<'a>(text: &'a str, like: &str) -> &'a str {
    let most = like.chars().count();
    match text.char_indices().rev().nth(most.saturating_sub(1)) {
        _ if most == 0 => "",
        Some((at, _)) => &text[at..],
        None => text,
    }
}

/// The beginning of a text, with as many code points as another text.
fn cut_on<'a>(text: &'a str, like: &str) -> &'a str {
    let end = text.char_indices().nth(like.chars().count());
    end.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests;
