//! What the positions of a project count.
//!
//! The standard has the numbers of the first and of the last character (1.5, 10.2: “Selections in a text
//! file are defined by the first and the last character (Unicode codepoint) in the file. The first
//! codepoint in the file has the number 0 (zero).”). Potato writes this; QualCoder and most scripts write
//! the number of the character after the last one. ATLAS.ti counts a line end of two characters as one.
//! Nothing in a file says which of these it does, so the way is taken that fits the whole project best:
//! the names of selections, which are the selected words in many tools; that selections lie inside of
//! their texts; and that people select whole words.

use super::source::Selection;
use postil_core::text::Text;
use std::ops::Range;

/// A way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counting {
    /// Whether the end is the last character, and not the one after it.
    pub last: bool,
    /// Whether a line end of two characters counts as one.
    pub joined: bool,
}

/// A text of a project, counted in each way, with its selections.
#[derive(Debug)]
pub(super) struct Counted<'a> {
    /// The text as it is in the file.
    pub text: Text,
    /// The text with line ends of one character, where that is another one.
    pub joined: Option<Text>,
    /// Its selections.
    pub selections: &'a [Selection<'a>],
}

/// What speaks for a way of counting, the strongest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Evidence {
    /// Selections whose name is what they cover.
    named: usize,
    /// Selections whose name is as long as what they cover; the text may have been changed since.
    sized: usize,
    /// Selections inside of their text.
    inside: usize,
    /// Ends of selections that cut no word and leave no white space at the edge.
    whole: usize,
}

impl Counting {
    /// As the standard has it.
    pub(super) const STANDARD: Self = Self {
        last: true,
        joined: false,
    };

    /// Finds out how the positions of a project are counted, and whether the names of its selections are
    /// the words that they cover. O(n).
    pub(super) fn of(origin: &str, texts: &[Counted]) -> (Self, bool) {
        let joined = texts.iter().any(|text| text.joined.is_some());
        let order = match (joined, origin.to_lowercase().contains("atlas")) {
            (false, _) => &[false][..],
            (true, false) => &[false, true],
            (true, true) => &[true, false],
        };
        let ways = order
            .iter()
            .flat_map(|&joined| [true, false].map(|last| Self { last, joined }));
        let mut best = (Self::STANDARD, Evidence::default());
        for (number, way) in ways.enumerate() {
            // What this program has written follows the standard.
            if number > 0 && origin == super::ORIGIN {
                break;
            }
            let evidence = way.evidence(texts);
            if number == 0 || evidence > best.1 {
                best = (way, evidence);
            }
        }
        let all = texts.iter().flat_map(|text| text.selections);
        let names = all.filter(|selection| !selection.name.is_empty()).count();
        let fit = best.1.named.max(best.1.sized);
        let named = origin == super::ORIGIN || fit > 0 && 2 * fit >= names;
        (best.0, named)
    }

    fn evidence(self, texts: &[Counted]) -> Evidence {
        let mut evidence = Evidence::default();
        for counted in texts {
            let text = match (self.joined, &counted.joined) {
                (true, Some(joined)) => joined,
                _ => &counted.text,
            };
            for selection in counted.selections {
                let range = self.range(selection);
                let (name, long) = (selection.name, range.len());
                let words = name.contains(char::is_alphabetic);
                evidence.sized += usize::from(words && name.chars().count() == long);
                if range.is_empty() || range.end > text.len() {
                    continue;
                }
                evidence.inside += 1;
                let named = covers(text, &range, selection.name);
                evidence.named += usize::from(named);
                evidence.whole += usize::from(is_edge(text, range.start, true));
                evidence.whole += usize::from(is_edge(text, range.end, false));
            }
        }
        evidence
    }

    /// The range of a selection, with the character after the last one as its end.
    pub(super) fn range(self, selection: &Selection) -> Range<usize> {
        selection.start..selection.end.saturating_add(usize::from(self.last))
    }

    /// What there is to say about a way of counting that is not the standard's.
    pub(super) fn remark(self, named: bool) -> Option<String> {
        let mut how = Vec::new();
        if !self.last {
            how.push("the end of a selection as the character after it, not the last one in it");
        }
        if self.joined {
            how.push("a line end as one character");
        }
        let fits = if named {
            "the names of the selections"
        } else {
            "whole words"
        };
        (!how.is_empty()).then(|| {
            let how = how.join(" and ");
            format!(
                "the positions were read with {how}: this fits {fits} better than the standard does"
            )
        })
    }
}

/// The words that a name begins with, if it says that they go on.
pub(super) fn cut_off(name: &str) -> Option<&str> {
    let stem = name.strip_suffix('…').or_else(|| name.strip_suffix("..."));
    stem.map(str::trim_end).filter(|stem| !stem.is_empty())
}

/// Whether a name is what a range of a text holds, or the beginning of it. White space is the same as
/// any other: an attribute holds no line ends. O(length of the name).
pub(super) fn covers(text: &Text, range: &Range<usize>, name: &str) -> bool {
    let plain = |c: char| if c.is_whitespace() { ' ' } else { c };
    let begins = |stem: &str| {
        let mut there = text.slice(range.clone()).chars().map(plain);
        let all = stem.chars().map(plain).all(|c| there.next() == Some(c));
        all.then(|| there.next().is_none())
    };
    !name.is_empty() && begins(name) == Some(true)
        || cut_off(name).is_some_and(|stem| begins(stem).is_some())
}

/// Whether a selection may begin or end at a place: it cuts no word, and there is no white space inside.
fn is_edge(text: &Text, at: usize, begins: bool) -> bool {
    let char_at = |at: usize| text.slice(at..at + 1).chars().next();
    let before = at.checked_sub(1).and_then(char_at);
    let after = if at < text.len() { char_at(at) } else { None };
    let is = |c: Option<char>, like: fn(char) -> bool| c.is_some_and(like);
    let inside = if begins { after } else { before };
    let cuts = is(before, char::is_alphanumeric) && is(after, char::is_alphanumeric);
    !cuts && !is(inside, char::is_whitespace)
}
