//! The frozen text of a document, and the three units of its offsets.
//!
//! The rest of the core counts Unicode code points. Browsers count UTF-16 code units and Rust
//! counts UTF-8 bytes; all conversions are here.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub mod blocks;
mod fold;
mod punctuation;
mod quoting;
pub mod script;
mod search;
mod sentences;
mod sha256;
mod words;

pub use blocks::{Block, Blocks};
pub use fold::fold;
pub use quoting::{Quotation, Quoting, propose_quoting, quotations_around};
pub use search::{Fit, Flaw, Pattern, Piece, Query, Wanted, is_glued};
pub use sha256::sha256;
pub use words::Segmenter;

use fold::Folded;

/// Code points between two checkpoints: the longest walk of a conversion.
const STRIDE: usize = 128;

/// An immutable text whose offsets convert between code points, UTF-16 units and bytes.
///
/// Cloning costs one reference count. Offsets passed to methods are clamped to the text, so none of
/// them panics. A conversion takes constant time in ASCII text; otherwise it walks over at most 128
/// code points, after a binary search if the offset is not in code points.
///
/// Besides the text itself, non-ASCII text takes two machine words per 128 code points: 1/16 byte
/// per code point in a 32-bit browser. Blocks (12 bytes each there) and the folded copy for
/// searching (about the size of the text) are added on first use.
#[derive(Clone)]
pub struct Text(Arc<Inner>);

struct Inner {
    text: Box<str>,
    chars: usize,
    utf16: usize,
    /// The positions of the code points 0, 128, 256, …; empty for ASCII text.
    marks: Box<[Mark]>,
    blocks: OnceLock<Blocks>,
    folded: OnceLock<Folded>,
    segmenter: OnceLock<Segmenter>,
}

#[derive(Clone, Copy, Default)]
struct Mark {
    byte: usize,
    utf16: usize,
}

impl Text {
    /// Freezes a text from outside: CRLF and lone CR become LF, one leading byte order mark is
    /// dropped, and nothing else changes. O(n).
    ///
    /// Freezing a frozen text again changes nothing, unless it still begins with a byte order mark
    /// because it began with two.
    pub fn freeze(raw: &str) -> Self {
        let text = raw.strip_prefix('\u{FEFF}').unwrap_or(raw);
        if text.contains('\r') {
            Self::index(text.replace("\r\n", "\n").replace('\r', "\n").into())
        } else {
            Self::index(text.into())
        }
    }

    /// Wraps a text that is already frozen, such as one stored in a project, exactly as it is.
    /// O(n).
    ///
    /// Stored offsets count every code point of the stored text. If another program wrote a CR or a
    /// leading byte order mark, they stay: dropping them would shift every span after them.
    pub fn from_frozen(text: impl Into<Box<str>>) -> Self {
        Self::index(text.into())
    }

    fn index(text: Box<str>) -> Self {
        let (chars, utf16, marks) = if text.is_ascii() {
            (text.len(), text.len(), Vec::new())
        } else {
            let mut marks = Vec::with_capacity(text.len() / (2 * STRIDE) + 1);
            let (mut chars, mut utf16) = (0, 0);
            for (byte, c) in text.char_indices() {
                if chars % STRIDE == 0 {
                    marks.push(Mark { byte, utf16 });
                }
                chars += 1;
                utf16 += c.len_utf16();
            }
            (chars, utf16, marks)
        };
        Self(Arc::new(Inner {
            text,
            chars,
            utf16,
            marks: marks.into(),
            blocks: OnceLock::new(),
            folded: OnceLock::new(),
            segmenter: OnceLock::new(),
        }))
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The length in code points.
    pub fn len(&self) -> usize {
        self.0.chars
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.chars == 0
    }

    /// The length in UTF-16 code units, the unit of JavaScript strings and of the DOM.
    pub fn len_utf16(&self) -> usize {
        self.0.utf16
    }

    /// The length in UTF-8 bytes.
    pub fn len_bytes(&self) -> usize {
        self.0.text.len()
    }

    /// The text in a range of code points; empty if the range is reversed or starts after the end.
    pub fn slice(&self, range: Range<usize>) -> &str {
        let range = self.clamp(range);
        let bytes = self.to_byte(range.start)..self.to_byte(range.end);
        self.as_str().get(bytes).unwrap_or_default()
    }

    /// The byte offset of a code point; past the end, the length in bytes.
    pub fn to_byte(&self, cp: usize) -> usize {
        if self.is_ascii() {
            return cp.min(self.len());
        }
        if cp >= self.len() {
            return self.len_bytes();
        }
        let mark = self.mark(cp / STRIDE);
        let steps = cp % STRIDE;
        let rest = self.after_mark(mark);
        mark.byte
            + rest
                .char_indices()
                .nth(steps)
                .map_or(rest.len(), |(byte, _)| byte)
    }

    /// The UTF-16 offset of a code point; past the end, the length in UTF-16 units.
    pub fn to_utf16(&self, cp: usize) -> usize {
        if self.is_bmp() {
            return cp.min(self.len());
        }
        if cp >= self.len() {
            return self.len_utf16();
        }
        let mark = self.mark(cp / STRIDE);
        let walked = self.after_mark(mark).chars().take(cp % STRIDE);
        mark.utf16 + walked.map(char::len_utf16).sum::<usize>()
    }

    /// The code point at a UTF-16 offset. An offset inside a surrogate pair rounds down to its code
    /// point.
    pub fn from_utf16(&self, utf16: usize) -> usize {
        if self.is_bmp() {
            return utf16.min(self.len());
        }
        if utf16 >= self.len_utf16() {
            return self.len();
        }
        let index = self
            .0
            .marks
            .partition_point(|m| m.utf16 <= utf16)
            .saturating_sub(1);
        let mark = self.mark(index);
        let mut at = mark.utf16;
        let walked = self.after_mark(mark).chars().take_while(|c| {
            at += c.len_utf16();
            at <= utf16
        });
        index * STRIDE + walked.count()
    }

    /// The code point at a byte offset. An offset inside a code point rounds down to it.
    pub fn from_byte(&self, byte: usize) -> usize {
        if self.is_ascii() {
            return byte.min(self.len());
        }
        if byte >= self.len_bytes() {
            return self.len();
        }
        let index = self
            .0
            .marks
            .partition_point(|m| m.byte <= byte)
            .saturating_sub(1);
        let mark = self.mark(index);
        let walked = self.after_mark(mark).char_indices();
        index * STRIDE
            + walked
                .skip(1)
                .take_while(|(at, _)| mark.byte + at <= byte)
                .count()
    }

    /// The blocks of the text, for painting and as windows for finding words and sentences.
    /// Computed on the first call, O(n), and kept.
    pub fn blocks(&self) -> &Blocks {
        self.0.blocks.get_or_init(|| Blocks::of(self.as_str()))
    }

    /// The folded text for searching. Computed on the first call, O(n), and kept.
    fn folded(&self) -> &Folded {
        self.0.folded.get_or_init(|| Folded::of(self.as_str()))
    }

    /// Clamps a range to the text; a reversed range becomes empty at its start.
    fn clamp(&self, range: Range<usize>) -> Range<usize> {
        let start = range.start.min(self.len());
        start..range.end.clamp(start, self.len())
    }

    fn is_ascii(&self) -> bool {
        self.len() == self.len_bytes()
    }

    /// Whether every code point is a single UTF-16 unit.
    fn is_bmp(&self) -> bool {
        self.len() == self.len_utf16()
    }

    fn mark(&self, index: usize) -> Mark {
        self.0.marks.get(index).copied().unwrap_or_default()
    }

    fn after_mark(&self, mark: Mark) -> &str {
        self.as_str().get(mark.byte..).unwrap_or_default()
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::from_frozen("")
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(any(test, feature = "testing"))]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
