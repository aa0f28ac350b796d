//! Where a text holds the words of a quote, with what is around them.

use crate::places::{Held, Places};
use postil_core::text::Text;
use std::ops::Range;

/// Code points of what is around a quote that are still looked for where all of it is not there: what is
/// farther away may be hidden, or another part of the page.
const NEAR_CODE_POINTS: usize = 8;

/// Words with what is around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote<'a> {
    pub exact: &'a str,
    pub prefix: &'a str,
    pub suffix: &'a str,
}

/// Finds quotes in a text, as they are or, because a page has other white space than its text, without
/// white space. Any number of them cost O((text + words) log text) together.
#[derive(Debug)]
pub(super) struct Quotes {
    text: Text,
    places: Places,
    dense: Option<Dense>,
}

/// A text without white space.
#[derive(Debug)]
struct Dense {
    text: Text,
    places: Places,
    /// Where each code point lies in the text.
    at: Vec<usize>,
}

impl Quotes {
    /// Prepares to find quotes. O(1).
    pub fn new(text: &Text) -> Self {
        Self {
            text: text.clone(),
            places: Places::new(text),
            dense: None,
        }
    }

    /// The only place of a quote between what is before and after it, or beside one of them, in code
    /// points. `None` if nothing is around it, too.
    pub fn in_context(&mut self, quote: Quote) -> Option<Range<usize>> {
        let Quote { prefix, suffix, .. } = quote;
        let before = match prefix.char_indices().nth_back(NEAR_CODE_POINTS - 1) {
            Some((at, _)) => prefix.get(at..).unwrap_or(prefix),
            None => prefix,
        };
        let after = match suffix.char_indices().nth(NEAR_CODE_POINTS) {
            Some((at, _)) => suffix.get(..at).unwrap_or(suffix),
            None => suffix,
        };
        let mut seen = Vec::new();
        for (prefix, suffix) in [(prefix, suffix), (before, after)] {
            let mut find = |prefix, suffix| {
                let around = (prefix, suffix);
                if around == ("", "") || seen.contains(&around) {
                    return None;
                }
                seen.push(around);
                self.find(Quote {
                    prefix,
                    suffix,
                    ..quote
                })
            };
            if let Some(range) = find(prefix, suffix) {
                return Some(range);
            }
            match (find(prefix, ""), find("", suffix)) {
                (Some(one), Some(other)) => return (one == other).then_some(one),
                (None, None) => {}
                (one, other) => return one.or(other),
            }
        }
        None
    }

    /// The only place of the words of a quote, whatever is around them.
    pub fn alone(&mut self, quote: Quote) -> Option<Range<usize>> {
        self.find(Quote {
            prefix: "",
            suffix: "",
            ..quote
        })
    }

    fn find(&mut self, quote: Quote) -> Option<Range<usize>> {
        let Quote {
            exact,
            prefix,
            suffix,
        } = quote;
        match self.places.of(&[prefix, exact, suffix].concat()) {
            Held::Once(at) => {
                let start = self.text.from_byte(at + prefix.len());
                return Some(start..start + exact.chars().count());
            }
            Held::Often => return None,
            Held::Never => {}
        }
        let [prefix, exact, suffix] = [prefix, exact, suffix].map(dense);
        if exact.is_empty() {
            return None;
        }
        let text = &self.text;
        let there = self.dense.get_or_insert_with(|| Dense::of(text));
        let Held::Once(at) = there.places.of(&[&*prefix, &*exact, &*suffix].concat()) else {
            return None;
        };
        let first = there.text.from_byte(at + prefix.len());
        let last = first + exact.chars().count() - 1;
        Some(*there.at.get(first)?..there.at.get(last)? + 1)
    }
}

impl Dense {
    fn of(text: &Text) -> Self {
        let chars = text.as_str().chars().enumerate();
        let kept = chars.filter(|(_, c)| !c.is_whitespace());
        let (at, dense): (Vec<usize>, String) = kept.unzip();
        let text = Text::from_frozen(dense);
        Self {
            places: Places::new(&text),
            text,
            at,
        }
    }
}

fn dense(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_a_quote_tells_its_place() {
        let text = Text::freeze("A man. 👍 The man left.\n\nThe man came  back. Back!");
        let mut quotes = Quotes::new(&text);
        for (exact, prefix, suffix, in_context, alone) in [
            ("man", "A ", " left", None, None),
            ("man", "A ", "", Some(2..5), None),
            ("man", "elsewhere. The ", " left", Some(13..16), None),
            ("man", "\u{a0}A\n", ". 👍", Some(2..5), None),
            ("left.The  man", "", "", None, Some(17..31)),
            ("back.Back", "", "!", Some(38..48), Some(38..48)),
            ("nobody", "The ", " left", None, None),
            (" ", "", "", None, None),
        ] {
            let quote = Quote {
                exact,
                prefix,
                suffix,
            };
            assert_eq!(quotes.in_context(quote), in_context, "{quote:?}");
            assert_eq!(quotes.alone(quote), alone, "{quote:?}");
        }
    }
}
