//! Folds a text so that text which readers consider equal has equal bytes, and maps offsets back to
//! the original text.

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_segmentation::UnicodeSegmentation;

/// A text without the differences that a search ignores:
///
/// - letter case, as far as mapping to upper and then to lower case goes (`ß` equals `SS`, `ſ`
///   equals `s`);
/// - composed and decomposed characters (by canonical decomposition, Unicode Standard Annex 15);
/// - the kinds of single quote, of double quote and of dash;
/// - the kinds and lengths of white space, newlines included.
///
/// It is a sequence of *units*: grapheme clusters of the text, or runs of white space. A unit may
/// have another length than in the text, and only the boundaries of units map to offsets in the
/// text.
///
/// Takes about the memory of the text, a quarter more if some character does not fold to a single
/// byte, two machine words for each unit with several code points, and one for each lower-case
/// letter before an upper-case one.
pub(super) struct Folded {
    text: String,
    /// One entry per 32 bytes of `text`; empty if every byte begins a unit.
    words: Vec<Word>,
    /// The units with several code points in the text, in order.
    longer: Vec<Longer>,
    /// The byte positions between a lower-case and an upper-case letter.
    humps: Vec<usize>,
}

#[derive(Clone, Copy, Default)]
struct Word {
    /// Bit i is set if byte i does not begin a unit.
    inside: u32,
    /// The number of bits set in all earlier words.
    before: usize,
}

struct Longer {
    /// The byte where the next unit begins.
    end: usize,
    /// How many more code points than units there are, up to and including this unit.
    extra: usize,
}

/// Folds a short text. O(n).
pub fn fold(text: &str) -> String {
    Folded::of(text).text
}

impl Folded {
    /// Folds a text. O(n).
    pub(super) fn of(text: &str) -> Self {
        let mut builder = Builder::default();
        let mut rest = text;
        while !rest.is_empty() {
            rest = builder.ascii(rest);
            rest = builder.clusters(rest);
        }
        builder.finish()
    }

    /// The folded text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The offset in the text, in code points, of a byte where a unit of the folded text begins or
    /// the folded text ends; `None` for a byte inside a unit. O(log n) at most.
    pub(super) fn original(&self, byte: usize) -> Option<usize> {
        let inside = match self.words.get(byte / 32) {
            Some(_) if self.is_inside(byte) => return None,
            Some(word) => {
                let below = word.inside & ((1 << (byte % 32)) - 1);
                word.before + below.count_ones() as usize
            }
            None => self
                .words
                .last()
                .map_or(0, |w| w.before + w.inside.count_ones() as usize),
        };
        let longer = self.longer.partition_point(|l| l.end <= byte);
        let extra = longer.checked_sub(1).and_then(|at| self.longer.get(at));
        Some(byte - inside + extra.map_or(0, |l| l.extra))
    }

    /// Whether a unit begins at a byte of the folded text, or the text ends there. O(1).
    pub(super) fn is_edge(&self, byte: usize) -> bool {
        !self.is_inside(byte)
    }

    /// Whether no word crosses a byte where a unit begins: see
    /// [`Query::whole_words`](super::Query::whole_words). O(log n) at most.
    pub(super) fn is_word_edge(&self, byte: usize) -> bool {
        let unit_before = (0..byte).rev().find(|at| !self.is_inside(*at));
        let first = |at: usize| self.text.get(at..).and_then(|rest| rest.chars().next());
        let Some((before, after)) = unit_before.and_then(first).zip(first(byte)) else {
            return true;
        };
        let joins = |c: char| (c.is_alphanumeric() || c == '_') && !is_unspaced(c);
        !(joins(before) && joins(after)) || self.humps.binary_search(&byte).is_ok()
    }

    fn is_inside(&self, byte: usize) -> bool {
        self.words
            .get(byte / 32)
            .is_some_and(|word| word.inside >> (byte % 32) & 1 == 1)
    }
}

#[derive(Default)]
struct Builder {
    text: Vec<u8>,
    words: Vec<Word>,
    longer: Vec<Longer>,
    humps: Vec<usize>,
    /// Whether the last unit begins with a lower-case letter.
    lower: bool,
    /// The decomposed code points of one cluster.
    cluster: Vec<(u8, char)>,
}

impl Builder {
    /// Folds the leading ASCII characters, up to one that may be the base of a cluster, and returns
    /// the rest. Two ASCII characters never share a cluster, except for CR and LF, which are white
    /// space.
    fn ascii<'a>(&mut self, text: &'a str) -> &'a str {
        let bytes = text.as_bytes();
        let mut length = bytes
            .iter()
            .position(|b| !b.is_ascii())
            .unwrap_or(bytes.len());
        if length < bytes.len() {
            length = length.saturating_sub(1);
        }
        let (ascii, rest) = text.split_at(length);
        // Pieces that begin with white space; runs of it can only meet there.
        let mut bytes = ascii.as_bytes();
        while let Some(first) = bytes.first() {
            if is_space(*first) && self.ends_in_space() {
                self.extend_unit(1);
                bytes = &bytes[1..];
                continue;
            }
            let pairs = bytes.windows(2);
            let length = pairs
                .take_while(|pair| !(is_space(pair[0]) && is_space(pair[1])))
                .count();
            let (piece, after) = bytes.split_at(length + 1);
            for byte in piece {
                self.case(byte.is_ascii_lowercase(), byte.is_ascii_uppercase());
                self.text.push(fold_ascii(*byte));
            }
            bytes = after;
        }
        rest
    }

    /// Folds cluster by cluster up to two consecutive ASCII characters, and returns the rest from
    /// the second one.
    fn clusters<'a>(&mut self, text: &'a str) -> &'a str {
        let bytes = text.as_bytes();
        let two = bytes.windows(2).position(|pair| pair.is_ascii());
        let (stretch, rest) = text.split_at(two.map_or(text.len(), |at| at + 1));
        for cluster in stretch.graphemes(true) {
            self.cluster(cluster);
        }
        rest
    }

    fn cluster(&mut self, cluster: &str) {
        let from = self.text.len();
        let first = cluster.chars().next().unwrap_or_default();
        self.case(first.is_lowercase(), first.is_uppercase());
        let mut length = 0;
        let decomposed = &mut self.cluster;
        decomposed.clear();
        for c in cluster.chars() {
            length += 1;
            decompose_canonical(c, |c| decomposed.push((canonical_combining_class(c), c)));
        }
        for marks in decomposed.split_mut(|(class, _)| *class == 0) {
            order(marks);
        }

        let continues = first.is_whitespace() && self.ends_in_space();
        let mut buffer = [0; 4];
        for at in 0..self.cluster.len() {
            let Some((_, c)) = self.cluster.get(at).copied() else {
                break;
            };
            if c.is_whitespace() {
                if !self.ends_in_space() {
                    self.text.push(b' ');
                }
                continue;
            }
            for c in fold_char(c) {
                self.text
                    .extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            }
        }
        if continues {
            self.mark_inside(from);
            self.extend_unit(length);
        } else {
            self.mark_inside(from + 1);
            if length > 1 {
                self.extend_unit(length - 1);
            }
        }
    }

    /// Records the case of the first letter of the unit that begins here.
    fn case(&mut self, lower: bool, upper: bool) {
        if upper && self.lower {
            self.humps.push(self.text.len());
        }
        self.lower = lower;
    }

    fn ends_in_space(&self) -> bool {
        self.text.last() == Some(&b' ')
    }

    /// Records that no unit begins at this byte or later.
    fn mark_inside(&mut self, from: usize) {
        for byte in from..self.text.len() {
            self.words.resize(byte / 32 + 1, Word::default());
            if let Some(word) = self.words.last_mut() {
                word.inside |= 1 << (byte % 32);
            }
        }
    }

    /// Records how many more code points than one the unit that ends here has in the text.
    fn extend_unit(&mut self, by: usize) {
        let end = self.text.len();
        match self.longer.last_mut() {
            Some(last) if last.end == end => last.extra += by,
            last => {
                let extra = last.map_or(0, |l| l.extra) + by;
                self.longer.push(Longer { end, extra });
            }
        }
    }

    fn finish(mut self) -> Folded {
        let mut before = 0;
        for word in &mut self.words {
            word.before = before;
            before += word.inside.count_ones() as usize;
        }
        Folded {
            // Made of whole characters, so never the default.
            text: String::from_utf8(self.text).unwrap_or_default(),
            words: self.words,
            longer: self.longer,
            humps: self.humps,
        }
    }
}

/// Sorts the marks between two characters of combining class 0 into canonical order: by class,
/// stable within a class. O(n), times up to 254 classes for the few marks out of order. The
/// standard sort would add 2 kB to the download.
fn order(marks: &mut [(u8, char)]) {
    if !marks.is_sorted_by_key(|(class, _)| *class) {
        let of_class = |class| marks.iter().copied().filter(move |mark| mark.0 == class);
        let ordered: Vec<_> = (1..=u8::MAX).flat_map(of_class).collect();
        marks.copy_from_slice(&ordered);
    }
}

/// White space as in [`char::is_whitespace`], for ASCII characters.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

fn fold_ascii(byte: u8) -> u8 {
    match byte {
        b'\t'..=b'\r' => b' ',
        b'`' => b'\'',
        _ => byte.to_ascii_lowercase(),
    }
}

/// Folds a decomposed character that is not white space.
fn fold_char(c: char) -> impl Iterator<Item = char> {
    c.to_uppercase().flat_map(char::to_lowercase).map(fold_mark)
}

/// Maps all single quotes to one, all double quotes to one, and all dashes to one.
fn fold_mark(c: char) -> char {
    match c {
        '`' | '´' | '‘' | '’' | '‚' | '‛' | '′' | '‵' | '‹' | '›' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ'
        | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '‶' | '«' | '»' | '〝' | '〞' | '〟' | '＂' => {
            '"'
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '⁃' | '−' | '﹘' | '﹣' | '－' => {
            '-'
        }
        _ => c,
    }
}

/// Whether a letter belongs to a script without spaces between words: Thai, Lao, Myanmar, Khmer,
/// kana, and Chinese characters.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{E00}'..='\u{EFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{2E80}'..='\u{30FF}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}
