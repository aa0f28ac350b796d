//! The tags of tokens, and the spans that they mark.

use postil_core::model::label_layer;
use std::collections::HashMap;

/// The label of tags that have none: `B`, `I`.
const UNNAMED: &str = "span";

/// A tag of one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag<'a> {
    /// The token is in no span.
    Outside,
    /// It has this place in a span of this label.
    Of(Place, &'a str),
}

/// The place of a token in its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Begin,
    Inside,
    End,
    Only,
}

impl Tag<'_> {
    /// The same without its label.
    pub fn kind(self) -> Tag<'static> {
        match self {
            Self::Outside => Tag::Outside,
            Self::Of(place, _) => Tag::Of(place, UNNAMED),
        }
    }
}

/// Whether a tag is that of nothing.
pub(super) fn is_outside(tag: &str) -> bool {
    matches!(tag, "O" | "_")
}

/// The tag of IOB1, IOB2, IOBES, BMES or BILOU: `B-PER`, `B_PER`, or `B` alone.
pub(super) fn tag(tag: &str) -> Option<Tag<'_>> {
    if is_outside(tag) {
        return Some(Tag::Outside);
    }
    let mut letters = tag.chars();
    let place = match letters.next()? {
        'B' => Place::Begin,
        'I' | 'M' => Place::Inside,
        'E' | 'L' => Place::End,
        'S' | 'U' => Place::Only,
        _ => return None,
    };
    let label = match letters.next() {
        None => UNNAMED,
        Some('-' | '_') => letters.as_str(),
        Some(_) => return None,
    };
    (!label_layer(label).is_empty()).then_some(Tag::Of(place, label))
}

/// A span of tokens, from one code point to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub label: String,
    pub start: usize,
    pub end: usize,
}

/// The spans of one column, while its tags are read.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// The span that may go on.
    open: Option<Span>,
    pub spans: Vec<Span>,
}

impl Column {
    /// Adds the tag of a token.
    pub fn add(&mut self, tag: Tag, start: usize, end: usize) {
        let Tag::Of(place, label) = tag else {
            self.end();
            return;
        };
        let goes_on = matches!(place, Place::Inside | Place::End);
        match &mut self.open {
            Some(open) if goes_on && open.label == label => open.end = end,
            _ => {
                self.end();
                self.open = Some(Span {
                    label: label.to_owned(),
                    start,
                    end,
                });
            }
        }
        if matches!(place, Place::End | Place::Only) {
            self.end();
        }
    }

    /// Ends the span that may go on.
    pub fn end(&mut self) {
        self.spans.extend(self.open.take());
    }
}

/// The names of CoNLL-2012, which are between brackets, while they are read.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What has begun, with its start.
    open: Vec<(String, usize)>,
    pub spans: Vec<Span>,
}

impl Names {
    /// Adds the names of a token: `(PER*`, `*`, `*)`.
    ///
    /// # Errors
    /// When it ends what has not begun, or begins what has no label.
    pub fn add(&mut self, value: &str, start: usize, end: usize) -> Result<(), String> {
        let mut rest = value;
        while let Some(at) = rest.find(['(', ')']) {
            let after = rest.get(at + 1..).unwrap_or_default();
            if rest.get(at..).is_some_and(|it| it.starts_with('(')) {
                let stop = after.find(['(', ')', '*']).unwrap_or(after.len());
                let label = after.get(..stop).unwrap_or_default();
                self.open.push((label.to_owned(), start));
                rest = after.get(stop..).unwrap_or_default();
            } else {
                let (label, start) = self.open.pop().ok_or(NOT_BEGUN)?;
                if label_layer(&label).is_empty() {
                    return Err("expected a label after the bracket".to_owned());
                }
                self.spans.push(Span { label, start, end });
                rest = after;
            }
        }
        Ok(())
    }

    /// How many have begun and not ended.
    pub fn left(&self) -> usize {
        self.open.len()
    }
}

const NOT_BEGUN: &str = "it ends what has not begun";

/// The mentions of CoNLL-2012, each with the number of its cluster as its label, while they are read.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// The starts of what has begun, by number.
    open: HashMap<String, Vec<usize>>,
    pub spans: Vec<Span>,
}

impl Mentions {
    /// Adds the mentions of a token: `(1|(2`, `1)`, `-`.
    ///
    /// # Errors
    /// When it ends what has not begun.
    pub fn add(&mut self, value: &str, start: usize, end: usize) -> Result<(), String> {
        if matches!(value, "-" | "_") {
            return Ok(());
        }
        for piece in value.split('|') {
            let number = piece.trim_matches(['(', ')']);
            if piece.starts_with('(') {
                let starts = self.open.entry(number.to_owned()).or_default();
                starts.push(start);
            }
            if piece.ends_with(')') {
                let start = self.open.get_mut(number).and_then(Vec::pop);
                self.spans.push(Span {
                    label: number.to_owned(),
                    start: start.ok_or(NOT_BEGUN)?,
                    end,
                });
            }
        }
        Ok(())
    }

    /// How many have begun and not ended.
    pub fn left(&self) -> usize {
        self.open.values().map(Vec::len).sum()
    }
}
