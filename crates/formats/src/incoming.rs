//! A text as it is in a file, and its offsets in the frozen text.

use postil_core::text::Text;
use std::ops::Range;

/// What an offset in a file counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points.
    CodePoint,
    /// UTF-16 code units.
    Utf16,
}

impl Unit {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "code points",
            Self::Utf16 => "UTF-16 units",
        }
    }
}

/// A text from a file. The file's offsets count the raw text; spans need offsets in the frozen
/// text, which has no CRs and no byte order mark.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The frozen text.
    pub text: Text,
    raw: Text,
    /// The code points of the raw text that are not in the frozen one, in order.
    dropped: Vec<usize>,
}

impl Incoming {
    /// Freezes a text. O(n).
    pub fn new(raw: &str) -> Self {
        let mut dropped = Vec::new();
        if raw.contains(['\r', '\u{FEFF}']) {
            let marks = raw.chars().take_while(|&c| c == '\u{FEFF}').count();
            let mut chars = raw.chars().enumerate().peekable();
            while let Some((at, c)) = chars.next() {
                let line_feed = matches!(chars.peek(), Some((_, '\n')));
                if at < marks || (c == '\r' && line_feed) {
                    dropped.push(at);
                }
            }
        }
        Self {
            // Drop all of several byte order marks, so that reading a text again changes nothing.
            text: Text::freeze(raw.trim_start_matches('\u{FEFF}')),
            raw: Text::from_frozen(raw),
            dropped,
        }
    }

    /// Whether the frozen text differs from the raw one.
    pub fn is_changed(&self) -> bool {
        self.text.as_str() != self.raw.as_str()
    }

    /// The offset in the frozen text of a code point of the raw text. A dropped one maps to the one
    /// after it. O(log n).
    pub fn frozen(&self, raw: usize) -> usize {
        let before = self.dropped.partition_point(|&at| at < raw);
        raw.min(self.raw.len()).saturating_sub(before)
    }

    /// The code point of the raw text that one of the frozen text is. O(log n).
    pub fn raw_at(&self, frozen: usize) -> usize {
        // How many are dropped before it: so many that the next one lies after it.
        let (mut least, mut most) = (0, self.dropped.len());
        while least < most {
            let middle = least.midpoint(most);
            match self.dropped.get(middle) {
                Some(at) if at - middle <= frozen => least = middle + 1,
                _ => most = middle,
            }
        }
        frozen + least
    }

    /// The range in the frozen text of a range in the file, in code points from any unit. O(log n).
    ///
    /// # Errors
    /// When the range is empty or outside the text, or splits a character.
    pub fn range(&self, unit: Unit, range: Range<usize>) -> Result<Range<usize>, String> {
        let Range { start, end } = range;
        if start >= end {
            return Err(format!(
                "the span runs from {start} to {end}; the end must come after the start"
            ));
        }
        let (start, end) = (self.at(unit, start)?, self.at(unit, end)?);
        let frozen = self.frozen(start)..self.frozen(end);
        if frozen.is_empty() {
            return Err(
                "the span holds nothing but a carriage return or a byte order mark".to_owned(),
            );
        }
        Ok(frozen)
    }

    fn at(&self, unit: Unit, offset: usize) -> Result<usize, String> {
        let length = match unit {
            Unit::CodePoint => self.raw.len(),
            Unit::Utf16 => self.raw.len_utf16(),
        };
        if offset > length {
            return Err(format!(
                "the offset {offset} lies outside the text, which has {length} {}",
                unit.name()
            ));
        }
        match unit {
            Unit::CodePoint => Ok(offset),
            Unit::Utf16 => {
                let at = self.raw.from_utf16(offset);
                if self.raw.to_utf16(at) == offset {
                    Ok(at)
                } else {
                    Err(format!(
                        "the offset {offset} lies inside a character of two UTF-16 units"
                    ))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_of_crlf_text_lead_to_the_same_words() {
        let raw = "\u{FEFF}a👍\r\nb\rc\r\n\r\nd";
        let incoming = Incoming::new(raw);
        assert_eq!(incoming.text.as_str(), "a👍\nb\nc\n\nd");
        for (unit, range, words) in [
            (Unit::CodePoint, 1..3, Ok("a👍")),
            (Unit::Utf16, 1..4, Ok("a👍")),
            (Unit::CodePoint, 2..6, Ok("👍\nb")),
            (Unit::CodePoint, 2..4, Ok("👍")),
            (Unit::CodePoint, 5..8, Ok("b\nc")),
            (Unit::CodePoint, 7..13, Ok("c\n\nd")),
            (Unit::CodePoint, 0..2, Ok("a")),
            (Unit::Utf16, 3..4, Err(())),
            (Unit::CodePoint, 3..4, Err(())),
            (Unit::CodePoint, 3..3, Err(())),
            (Unit::CodePoint, 0..99, Err(())),
        ] {
            let found = incoming.range(unit, range.clone());
            let found = found.map(|r| incoming.text.slice(r).to_owned());
            assert_eq!(found.as_deref().map_err(|_| ()), words, "{range:?}");
        }
    }

    #[test]
    fn code_points_lead_back_to_the_raw_text() {
        let raw = "\u{FEFF}\u{FEFF}a\r\nb\rc\r\n\r\nd";
        let incoming = Incoming::new(raw);
        let raw: Vec<char> = raw.chars().collect();
        for (at, c) in incoming.text.as_str().chars().enumerate() {
            let there = incoming.raw_at(at);
            assert_eq!(incoming.frozen(there), at);
            assert!(raw[there] == c || (raw[there], c) == ('\r', '\n'), "{at}");
        }
    }
}
