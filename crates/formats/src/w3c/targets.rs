//! What the targets of Web Annotations select
//! (<https://www.w3.org/TR/annotation-model/#selectors>).

use super::quotes::{Quote, Quotes};
use super::sources::Source;
use super::values::{each, has, reference};
use crate::covered::{Lost, Place, Spans, Stated};
use crate::fields::{number_field, text_field};
use crate::incoming::Unit;
use postil_core::diagnostic::clip;
use serde_json::Value;
use std::ops::Range;

/// The targets of an annotation: those of a list, and those of a composite.
pub(super) fn targets(resource: &Value) -> impl Iterator<Item = &Value> {
    each(&resource["target"])
        .iter()
        .flat_map(|target| match &target["items"] {
            Value::Null => std::slice::from_ref(target),
            items => each(items),
        })
}

/// The IRI of the source of a target, if it says one.
pub(super) fn source(target: &Value) -> Option<&str> {
    let source = match &target["source"] {
        Value::Null => target,
        source => source,
    };
    reference(source).or_else(|| source["id"].as_str())
}

/// What an annotation selects, target by target.
#[derive(Debug, Default)]
pub(super) struct Selected<'a> {
    parts: Vec<Part<'a>>,
}

/// What a target selects: by position, by words, or both.
#[derive(Debug)]
struct Part<'a> {
    /// In units of the text as it is in the file; none if only the words are told.
    ranges: Vec<Range<usize>>,
    quote: Option<Quote<'a>>,
}

impl<'a> Part<'a> {
    /// The part as it is told by position, if it is.
    fn stated(&self) -> Option<Stated<'_>> {
        (!self.ranges.is_empty()).then_some(Stated {
            ranges: &self.ranges,
            words: self.quote.map(|quote| quote.exact),
        })
    }
}

impl<'a> Selected<'a> {
    /// What the selectors of all targets of an annotation select: everything that is told by position,
    /// and what is told by words where there is no position.
    ///
    /// # Errors
    /// When there is no such selector, or one is not as it must be.
    pub fn by(targets: impl Iterator<Item = &'a Value>) -> Result<Self, String> {
        let mut parts = Vec::new();
        for target in targets {
            let selectors = each(&target["selector"]);
            let of = |kind: &'static str| selectors.iter().filter(move |s| has(&s["type"], kind));
            let quote = of("TextQuoteSelector").next().map(quote).transpose()?;
            let mut ranges = Vec::new();
            for selector in of("TextPositionSelector") {
                ranges.push(number_field(selector, "start")?..number_field(selector, "end")?);
            }
            if quote.is_some() || !ranges.is_empty() {
                parts.push(Part { ranges, quote });
            }
        }
        if parts.is_empty() {
            return Err(
                "expected a TextPositionSelector or a TextQuoteSelector in the target".to_owned(),
            );
        }
        Ok(Self { parts })
    }

    /// The parts that are told by position.
    pub fn stated(&self) -> impl Iterator<Item = Stated<'_>> + Clone {
        self.parts.iter().filter_map(Part::stated)
    }
}

/// The words of a selector; those of a web page may have other white space than its text.
fn quote(selector: &Value) -> Result<Quote<'_>, String> {
    let exact = text_field(selector, "exact")?;
    if exact.is_empty() {
        return Err("expected a text in `exact`".to_owned());
    }
    let around = |name: &str| selector[name].as_str().unwrap_or_default();
    Ok(Quote {
        exact,
        prefix: around("prefix"),
        suffix: around("suffix"),
    })
}

/// A text in which annotations are placed.
pub(super) struct Placing<'a> {
    spans: Spans<'a>,
    quotes: Quotes,
}

/// Where an annotation lies.
#[derive(Default)]
pub(super) struct Placed {
    /// In code points of the frozen text, in order; none if it has no certain place.
    pub ranges: Vec<Range<usize>>,
    pub lost: Option<Lost>,
    /// What there is to say about it.
    pub remarks: Vec<String>,
    /// Whether its words and what is around them told its place against its offsets.
    pub in_context: bool,
}

impl<'a> Placing<'a> {
    /// Finds out how the positions in a text are counted, which should count `unit`.
    pub fn new<'s>(
        source: &'a Source,
        unit: Unit,
        stated: impl Iterator<Item = Stated<'s>> + Clone,
    ) -> Self {
        Self {
            spans: Spans::new(&source.text, unit, stated),
            quotes: Quotes::new(&source.text.text),
        }
    }

    pub fn remark(&self) -> Option<String> {
        self.spans.remark()
    }

    /// Places an annotation.
    ///
    /// # Errors
    /// When a part of it has no place and no words.
    pub fn place(&mut self, selected: &Selected) -> Result<Placed, String> {
        let mut placed = Placed::default();
        for part in &selected.parts {
            self.part(part, &mut placed)?;
        }
        if let Some(lost) = placed.lost.take() {
            placed.ranges.clear();
            placed.remarks.clear();
            placed.in_context = false;
            let lost = match &*selected.parts {
                [_] => lost,
                parts => {
                    // All of it waits as one.
                    let words = parts.iter().map(|part| Some(part.quote?.exact));
                    let words: Option<Vec<&str>> = words.collect();
                    let words = words.ok_or(lost.remark)?.join(" ");
                    let said = format!("its targets say “{}”", clip(&words));
                    self.spans.lost(&words, lost.fragment.start, &said)
                }
            };
            placed.remarks.push(lost.remark.clone());
            placed.lost = Some(lost);
        }
        placed.ranges.sort_by_key(|range| (range.start, range.end));
        placed.ranges.dedup();
        let mut pairs = placed.ranges.windows(2);
        if pairs.any(|two| two[0].end > two[1].start) {
            return Err("its ranges overlap".to_owned());
        }
        Ok(placed)
    }

    fn part(&mut self, part: &Part, placed: &mut Placed) -> Result<(), String> {
        let stated = part.stated();
        if let Some(ranges) = stated.and_then(|stated| self.spans.certain(stated)) {
            placed.ranges.extend(ranges);
            return Ok(());
        }
        let in_context = part.quote.and_then(|quote| self.quotes.in_context(quote));
        if let Some(range) = in_context {
            placed.in_context |= stated.is_some();
            placed.ranges.push(range);
            return Ok(());
        }
        if let Some(stated) = stated {
            match self.spans.place(stated)? {
                Place::Certain(ranges) => placed.ranges.extend(ranges),
                Place::ByWords(range, remark) => {
                    placed.ranges.push(range);
                    placed.remarks.push(remark);
                }
                Place::Uncertain(lost) => placed.lost = Some(lost),
            }
            return Ok(());
        }
        let Some(quote) = part.quote else {
            return Ok(());
        };
        match self.quotes.alone(quote) {
            Some(range) => placed.ranges.push(range),
            None => {
                let said = format!("its target says “{}”", clip(quote.exact));
                placed.lost = Some(self.spans.lost(quote.exact, 0, &said));
            }
        }
        Ok(())
    }
}
