//! Holds spans against the words that their file says they cover.
//!
//! Many files say both where a span lies and which words it covers. Where the two differ, the words
//! are right: offsets go wrong when a file is converted (line ends, a byte order mark, UTF-16 units
//! taken for code points, a line cut off at the top). If one way of counting explains all spans of a
//! document, all are counted so; otherwise a span lies where the text holds its words, and if that is
//! in no place or in several, a person places it. A mark on other words than its file says, without
//! a remark, is the worst that a reader can do.

use crate::incoming::{Incoming, Unit};
use crate::places::{Held, Places};
use crate::runs::Runs;
use postil_core::diagnostic::clip;
use postil_core::model::{CandidatePlace, Fragment, Span};
use std::cell::OnceCell;
use std::ops::Range;

/// How many shifts are tried for a document.
const MAX_SHIFTS: usize = 8;
/// How many places of words are offered to a person.
const MAX_CANDIDATES: usize = 5;
/// How many times a text is read through for such places.
const MAX_SCANS: usize = 64;
/// White space of so many code points is stepped over at once where words are compared.
const LONG_SPACE: usize = 64;
/// Code points that are enough for a message to be cut off.
const SHOWN: usize = 100;
/// Their confidence in percent: the words are there, and nothing is known of what is around them.
const CONFIDENCE: usize = 50;

/// A span as its file states it.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'a> {
    /// Its fragments, in units of the file's text; none if nothing but the words is known.
    pub ranges: &'a [Range<usize>],
    /// The words that it covers, with or without spaces between fragments; `None` if the file does not
    /// say.
    pub words: Option<&'a str>,
}

impl<'a> Stated<'a> {
    /// A span of one fragment, with its words.
    pub fn one<'w: 'a>((range, words): &'a (Range<usize>, Option<&'w str>)) -> Self {
        Self {
            ranges: std::slice::from_ref(range),
            words: *words,
        }
    }
}

/// Where a span lies, in code points of the frozen text.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Where its file says, as the document's offsets are counted.
    Certain(Vec<Range<usize>>),
    /// Elsewhere, in the only place that holds its words; with what there is to say about that.
    ByWords(Range<usize>, String),
    /// In no certain place.
    Uncertain(Lost),
}

/// A span in no certain place.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// One fragment with the words, where the file puts it.
    pub fragment: Fragment,
    /// Places where the text holds the words, nearest first.
    pub candidates: Vec<CandidatePlace>,
    /// What there is to say about it.
    pub remark: String,
}

/// A way of counting offsets.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Count {
    unit: Unit,
    /// Whether what freezing drops is not counted.
    frozen: bool,
    /// What is added to each offset.
    shift: isize,
}

/// Places the spans of a document.
#[derive(Debug)]
pub struct Spans<'a> {
    incoming: &'a Incoming,
    /// The frozen text, as if it were the file's, as soon as someone asks for it.
    frozen: OnceCell<Incoming>,
    /// Long white space of the text, as soon as words are compared.
    spaces: OnceCell<Runs>,
    places: Places,
    declared: Count,
    count: Count,
    scans: usize,
}

impl<'a> Spans<'a> {
    /// Finds out how the spans of a document are counted, whose format says that offsets count `unit`.
    /// O(n) in the text and the words together.
    pub fn new<'s>(
        incoming: &'a Incoming,
        unit: Unit,
        stated: impl Iterator<Item = Stated<'s>> + Clone,
    ) -> Self {
        let declared = Count {
            unit,
            frozen: false,
            shift: 0,
        };
        let mut spans = Self {
            incoming,
            frozen: OnceCell::new(),
            spaces: OnceCell::new(),
            places: Places::new(&incoming.text),
            declared,
            count: declared,
            scans: MAX_SCANS,
        };
        spans.count(stated);
        spans
    }

    /// Finds out how other spans of the same document are counted; those before count no more. What is
    /// known of the text stays. O(n) in the words.
    pub fn count<'s>(&mut self, stated: impl Iterator<Item = Stated<'s>> + Clone) {
        let declared = self.declared;
        let (spans, unit) = (self, declared.unit);
        spans.count = declared;
        let with_words = stated.filter(|span| span.words.is_some() && !span.ranges.is_empty());
        let explains = |spans: &Self, count| {
            let mut all = with_words.clone();
            all.all(|span| spans.agrees(count, span).is_some())
        };
        if explains(&*spans, declared) {
            return;
        }
        let other = match unit {
            Unit::CodePoint => Unit::Utf16,
            Unit::Utf16 => Unit::CodePoint,
        };
        let mut counts: Vec<Count> = Vec::new();
        for unit in [unit, other] {
            for frozen in [false, true] {
                counts.push(Count {
                    unit,
                    frozen,
                    shift: 0,
                });
            }
        }
        // One span alone is no rule for the others.
        if with_words.clone().nth(1).is_some() {
            for span in with_words.clone().take(MAX_SHIFTS) {
                if let Some(shift) = spans.shift(span) {
                    let shifted = Count { shift, ..declared };
                    counts.push(shifted);
                }
            }
        }
        if let Some(count) = counts.into_iter().find(|count| explains(&*spans, *count)) {
            spans.count = count;
        }
    }

    /// What there is to say about how the offsets are counted, if it is not as the format says.
    pub fn remark(&self) -> Option<String> {
        let Count {
            unit,
            frozen,
            shift,
        } = self.count;
        if self.count == self.declared {
            return None;
        }
        let mut how = Vec::new();
        if unit != self.declared.unit {
            how.push(format!("in {}", unit.name()));
        }
        if frozen {
            how.push("without carriage returns and byte order marks".to_owned());
        }
        if shift != 0 {
            let way = if shift < 0 { "earlier" } else { "later" };
            how.push(format!("{} {way}", shift.unsigned_abs()));
        }
        Some(format!(
            "the offsets do not fit the words that the file states; they do if they are counted {}, and \
             were read so",
            how.join(", ")
        ))
    }

    /// Where a span lies if its words are there where its file says.
    pub fn certain(&self, span: Stated) -> Option<Vec<Range<usize>>> {
        self.agrees(self.count, span)
    }

    /// Places a span.
    ///
    /// # Errors
    /// When it is empty, or lies outside the text and its words are not known.
    pub fn place(&mut self, span: Stated) -> Result<Place, String> {
        let Some(first) = span.ranges.first() else {
            return self.by_words(span.words);
        };
        if let Some(ranges) = self.certain(span) {
            return Ok(Place::Certain(ranges));
        }
        let there = self.ranges(self.count, span.ranges);
        let Some(words) = span.words.filter(|_| first.start < first.end) else {
            return there.map(Place::Certain);
        };
        let covered = match &there {
            Ok(ranges) => format!("covers “{}”", self.shown(ranges)),
            Err(_) => "lies outside the text".to_owned(),
        };
        let stated = format!(
            "the span from {} to {} {covered}; its file says “{}”",
            first.start,
            span.ranges.last().map_or(first.end, |last| last.end),
            clip(words)
        );
        if let Held::Once(at) = self.places.of(words) {
            let start = self.incoming.text.from_byte(at);
            let remark = format!("{stated}, and lies on these words now");
            return Ok(Place::ByWords(start..start + words.chars().count(), remark));
        }
        let start = match &there {
            Ok(ranges) => ranges.first().map_or(0, |range| range.start),
            Err(_) => first.start.min(self.incoming.text.len()),
        };
        Ok(Place::Uncertain(self.lost(words, start, &stated)))
    }

    /// Places a span of which nothing but the words is known.
    fn by_words(&mut self, words: Option<&str>) -> Result<Place, String> {
        let Some(words) = words.filter(|words| !words.is_empty()) else {
            return Err("expected the offsets of the span".to_owned());
        };
        let stated = format!(
            "where the span lies is not known; its file says “{}”",
            clip(words)
        );
        if let Held::Once(at) = self.places.of(words) {
            let start = self.incoming.text.from_byte(at);
            let remark = format!("{stated}, and it lies on these words");
            return Ok(Place::ByWords(start..start + words.chars().count(), remark));
        }
        Ok(Place::Uncertain(self.lost(words, 0, &stated)))
    }

    /// A span with these words in no certain place: near a code point of the text, if anywhere. `stated`
    /// is what there is to say about it.
    pub fn lost(&mut self, words: &str, near: usize, stated: &str) -> Lost {
        let mut fragment = Fragment::new(near..near + words.chars().count());
        words.clone_into(&mut fragment.quote);
        let candidates = self.candidates(words, near);
        let held = match candidates.is_empty() {
            true => "which the text does not hold",
            false => "which the text holds several times",
        };
        Lost {
            fragment,
            candidates,
            remark: format!("{stated}, {held}; it waits to be placed"),
        }
    }

    /// The ranges of a span that is counted so, if its words are not other ones.
    fn agrees(&self, count: Count, span: Stated) -> Option<Vec<Range<usize>>> {
        if span.ranges.is_empty() {
            return None;
        }
        let ranges = self.ranges(count, span.ranges).ok()?;
        match span.words {
            Some(words) => {
                let (text, spaces) = (&self.incoming.text, self.spaces());
                let pieces = ranges
                    .iter()
                    .flat_map(|range| spaces.between(range.clone()));
                let is_same = same_letters(pieces.map(|piece| text.slice(piece)), words);
                is_same.then_some(ranges)
            }
            None => Some(ranges),
        }
    }

    fn spaces(&self) -> &Runs {
        let text = &self.incoming.text;
        let make = || Runs::of(text.as_str().chars(), LONG_SPACE, char::is_whitespace);
        self.spaces.get_or_init(make)
    }

    /// What ranges cover, as a message shows it; reads no more of the text than that.
    fn shown(&self, ranges: &[Range<usize>]) -> String {
        let (mut pieces, mut left) = (Vec::new(), SHOWN);
        for range in ranges {
            let end = range.end.min(range.start.saturating_add(left));
            pieces.push(self.incoming.text.slice(range.start..end));
            left -= end.saturating_sub(range.start);
            if left == 0 {
                break;
            }
        }
        clip(&pieces.join(" "))
    }

    fn ranges(&self, count: Count, ranges: &[Range<usize>]) -> Result<Vec<Range<usize>>, String> {
        let moved = |offset: usize| {
            let moved = offset.checked_add_signed(count.shift);
            moved.ok_or_else(|| format!("the offset {offset} lies before the text"))
        };
        let text = match count.frozen {
            true => (self.frozen).get_or_init(|| Incoming::new(self.incoming.text.as_str())),
            false => self.incoming,
        };
        let one =
            |range: &Range<usize>| text.range(count.unit, moved(range.start)?..moved(range.end)?);
        ranges.iter().map(one).collect()
    }

    /// How far a span of one fragment lies from the only place of its words.
    fn shift(&mut self, span: Stated) -> Option<isize> {
        let (words, [range]) = (span.words?, span.ranges) else {
            return None;
        };
        let Held::Once(at) = self.places.of(words) else {
            return None;
        };
        let start = self.incoming.raw_at(self.incoming.text.from_byte(at));
        let (there, here) = (
            isize::try_from(start).ok()?,
            isize::try_from(range.start).ok()?,
        );
        there.checked_sub(here)
    }

    /// Places that hold the words, nearest to `near` first.
    fn candidates(&mut self, words: &str, near: usize) -> Vec<CandidatePlace> {
        let Some(left) = self.scans.checked_sub(1).filter(|_| !words.is_empty()) else {
            return Vec::new();
        };
        self.scans = left;
        let (text, length) = (&self.incoming.text, words.chars().count());
        let starts = text.as_str().match_indices(words);
        let mut starts: Vec<usize> = starts.map(|(at, _)| text.from_byte(at)).collect();
        starts.sort_by_key(|start| start.abs_diff(near));
        let starts = starts.into_iter().take(MAX_CANDIDATES);
        let one = |start| CandidatePlace {
            fragments: vec![Span::from(start..start + length)],
            confidence: CONFIDENCE,
        };
        starts.map(one).collect()
    }
}

/// Whether texts have the same characters, but for white space and letter case.
fn same_letters<'t>(covered: impl Iterator<Item = &'t str>, words: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        let visible = text.chars().filter(|c| !c.is_whitespace());
        visible.flat_map(char::to_lowercase)
    }
    covered.flat_map(letters).eq(letters(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places spans of code points, each with its words, and checks where they lie, and what is said.
    fn check(text: &str, spans: &[(Range<usize>, &str)], expected: &[&str]) {
        let incoming = Incoming::new(text);
        let stated = spans.iter().map(|(range, words)| Stated {
            ranges: std::slice::from_ref(range),
            words: (!words.is_empty()).then_some(*words),
        });
        let mut found = Spans::new(&incoming, Unit::CodePoint, stated.clone());
        let mut said: Vec<String> = found.remark().into_iter().collect();
        for span in stated {
            said.push(match found.place(span) {
                Ok(Place::Certain(ranges)) => found.shown(&ranges),
                Ok(Place::ByWords(range, remark)) => {
                    format!("{} ({remark})", found.shown(&[range]))
                }
                Ok(Place::Uncertain(lost)) => {
                    let places = lost.candidates.iter().map(|place| place.fragments[0].start);
                    format!("{:?} ({})", places.collect::<Vec<_>>(), lost.remark)
                }
                Err(message) => message,
            });
        }
        assert_eq!(said, expected);
    }

    #[test]
    fn offsets_that_fit_are_taken_as_they_are() {
        check(
            "Obama visited\nKabul.",
            &[(0..5, "obama"), (6..19, "visited Kabul"), (0..5, "")],
            &["Obama", "visited\nKabul", "Obama"],
        );
    }

    #[test]
    fn one_way_of_counting_explains_all() {
        check(
            "Obama\r\nvisited Kabul.",
            &[(0..5, "Obama"), (14..19, "Kabul"), (6..13, "")],
            &[
                "the offsets do not fit the words that the file states; they do if they are counted without carriage returns and byte order marks, and were read so",
                "Obama",
                "Kabul",
                "visited",
            ],
        );
        check(
            "👍 Obama visited Kabul.",
            &[(3..8, "Obama"), (17..22, "Kabul")],
            &[
                "the offsets do not fit the words that the file states; they do if they are counted in UTF-16 units, and were read so",
                "Obama",
                "Kabul",
            ],
        );
        check(
            "Obama visited Kabul.",
            &[(1..6, "Obama"), (15..20, "Kabul"), (7..14, "")],
            &[
                "the offsets do not fit the words that the file states; they do if they are counted 1 earlier, and were read so",
                "Obama",
                "Kabul",
                "visited",
            ],
        );
    }

    #[test]
    fn words_tell_where_a_span_lies() {
        check(
            "Obama visited Kabul. He left Kabul.",
            &[
                (1..6, "Obama"),
                (7..14, "visited"),
                (16..21, "Kabul"),
                (90..95, "Biden"),
            ],
            &[
                "Obama (the span from 1 to 6 covers “bama ”; its file says “Obama”, and lies on these words now)",
                "visited (the span from 7 to 14 covers “isited ”; its file says “visited”, and lies on these words now)",
                "[14, 29] (the span from 16 to 21 covers “bul. ”; its file says “Kabul”, which the text holds several times; it waits to be placed)",
                "[] (the span from 90 to 95 lies outside the text; its file says “Biden”, which the text does not hold; it waits to be placed)",
            ],
        );
    }

    #[test]
    fn what_no_words_tell_is_an_error() {
        check(
            "Obama left.",
            &[(0..99, ""), (3..3, "")],
            &[
                "the offset 99 lies outside the text, which has 11 code points",
                "the span runs from 3 to 3; the end must come after the start",
            ],
        );
    }
}
