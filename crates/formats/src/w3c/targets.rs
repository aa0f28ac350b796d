//! What the targets of Web Annotations select
//! (<https://www.w3.org/TR/annotation-model/#selectors>).

use super::sources::Source;
use super::values::{each, has, reference};
use crate::covered::{Lost, Place, Spans, Stated};
use crate::fields::{number_field, text_field};
use crate::incoming::Unit;
use crate::places::{Held, Places};
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

/// What an annotation selects.
#[derive(Debug, Default)]
pub(super) struct Selected<'a> {
    /// The ranges that are told by position, in code points of the text as it is in the file.
    ranges: Vec<Range<usize>>,
    /// The words of all of them, if each has some.
    words: Option<String>,
    /// What is told by words alone.
    quotes: Vec<Quote<'a>>,
}

/// Words with what is around them.
#[derive(Clone, Copy, Debug)]
struct Quote<'a> {
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

impl<'a> Selected<'a> {
    /// What the selectors of all targets of an annotation select: everything that is told by position,
    /// and what is told by words where there is no position.
    ///
    /// # Errors
    /// When there is no such selector, or one is not as it must be.
    pub fn by(targets: impl Iterator<Item = &'a Value>) -> Result<Self, String> {
        let mut selected = Self::default();
        let mut words = Some(Vec::new());
        for target in targets {
            let selectors = each(&target["selector"]);
            let of = |kind: &'static str| selectors.iter().filter(move |s| has(&s["type"], kind));
            let quote = of("TextQuoteSelector").next().map(quote).transpose()?;
            let before = selected.ranges.len();
            for selector in of("TextPositionSelector") {
                let range = number_field(selector, "start")?..number_field(selector, "end")?;
                selected.ranges.push(range);
            }
            match (selected.ranges.len() - before, quote) {
                (0, None) => {}
                (0, Some(quote)) => selected.quotes.push(quote),
                (1, Some(quote)) => {
                    if let Some(words) = &mut words {
                        words.push(quote.exact);
                    }
                }
                // No quote, or one that does not say which range it is of.
                _ => words = None,
            }
        }
        if selected.ranges.is_empty() && selected.quotes.is_empty() {
            return Err(
                "expected a TextPositionSelector or a TextQuoteSelector in the target".to_owned(),
            );
        }
        selected.words = words.filter(|it| !it.is_empty()).map(|it| it.join(" "));
        Ok(selected)
    }

    /// The part of it that is told by position.
    pub fn stated(&self) -> Option<Stated<'_>> {
        (!self.ranges.is_empty()).then_some(Stated {
            ranges: &self.ranges,
            words: self.words.as_deref(),
        })
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
    source: &'a Source,
    spans: Spans<'a>,
    places: Places,
}

/// Where an annotation lies.
pub(super) struct Placed {
    /// In code points of the frozen text, in order; none if it has no certain place.
    pub ranges: Vec<Range<usize>>,
    pub lost: Option<Lost>,
    /// What there is to say about it.
    pub remarks: Vec<String>,
}

impl<'a> Placing<'a> {
    /// Finds out how the positions in a text are counted.
    pub fn new<'s>(source: &'a Source, stated: impl Iterator<Item = Stated<'s>> + Clone) -> Self {
        Self {
            source,
            spans: Spans::new(&source.text, Unit::CodePoint, stated),
            places: Places::new(&source.text.text),
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
        let mut placed = Placed {
            ranges: Vec::new(),
            lost: None,
            remarks: Vec::new(),
        };
        if let Some(stated) = selected.stated() {
            match self.spans.place(stated)? {
                Place::Certain(ranges) => placed.ranges = ranges,
                Place::ByWords(range, remark) => {
                    placed.ranges.push(range);
                    placed.remarks.push(remark);
                }
                Place::Uncertain(lost) => placed.lost = Some(lost),
            }
        }
        for quote in &selected.quotes {
            match self.quoted(*quote) {
                Some(range) => placed.ranges.push(range),
                None => {
                    let said = format!("its target says “{}”", clip(quote.exact));
                    placed.lost = Some(self.spans.lost(quote.exact, 0, &said));
                }
            }
        }
        if let Some(lost) = &placed.lost {
            if selected.quotes.len() + selected.ranges.len() > 1 && !selected.quotes.is_empty() {
                return Err(lost.remark.clone());
            }
            placed.remarks.push(lost.remark.clone());
        }
        placed.ranges.sort_by_key(|range| (range.start, range.end));
        placed.ranges.dedup();
        if placed
            .ranges
            .windows(2)
            .any(|two| two[0].end > two[1].start)
        {
            return Err("its ranges overlap".to_owned());
        }
        Ok(placed)
    }

    /// The only place of a quote between its prefix and suffix, or else the only one of its words.
    fn quoted(&mut self, quote: Quote) -> Option<Range<usize>> {
        let Quote {
            exact,
            prefix,
            suffix,
        } = quote;
        for (prefix, suffix) in [(prefix, suffix), (prefix, ""), ("", suffix), ("", "")] {
            match self.places.of(&[prefix, exact, suffix].concat()) {
                Held::Once(at) => {
                    let start = self.source.text.text.from_byte(at + prefix.len());
                    return Some(start..start + exact.chars().count());
                }
                // With less around it, it is in even more places.
                Held::Often => return None,
                Held::Never => {}
            }
        }
        None
    }
}
