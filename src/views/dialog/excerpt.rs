//! Marked words in their context.

use crate::desk::labels::{self, cut, line};
use crate::ui::view::ui;
use leptos::prelude::*;
use postil_core::anchor::CONTEXT;
use postil_core::text::Text;
use std::ops::Range;

/// Code points shown of what a mark covers.
const MAX_SNIPPET_CHARS: usize = 160;

/// Marked text in its context.
#[derive(Clone, PartialEq)]
pub struct Excerpt {
    before: String,
    quote: String,
    after: String,
}

impl Excerpt {
    /// Words with up to [`CONTEXT`] code points before and after them.
    pub fn new(context_before: &str, words: &str, context_after: &str) -> Self {
        Self {
            before: labels::from_whole_word(context_before, is_cut(context_before)),
            quote: line(&cut(words, MAX_SNIPPET_CHARS)),
            after: labels::to_whole_word(context_after, is_cut(context_after)),
        }
    }

    /// Ranges of a text with their context; `None` if there are none.
    pub fn of(text: &Text, ranges: &[Range<usize>]) -> Option<Self> {
        let (first, last) = (ranges.first()?, ranges.last()?);
        let quotes: Vec<&str> = ranges
            .iter()
            .map(|range| {
                text.slice(range.start..range.end.min(range.start + MAX_SNIPPET_CHARS + 1))
            })
            .collect();
        Some(Self::new(
            text.slice(first.start.saturating_sub(CONTEXT)..first.start),
            &quotes.join(" … "),
            text.slice(last.end..last.end + CONTEXT),
        ))
    }

    /// Draws it.
    pub fn draw(&self) -> AnyView {
        ui! {
            <span class="around">{self.before.clone()}</span>
            <mark>{self.quote.clone()}</mark>
            <span class="around">{self.after.clone()}</span>
        }
    }
}

/// Whether a context was cut.
fn is_cut(context: &str) -> bool {
    context.chars().count() >= CONTEXT
}
