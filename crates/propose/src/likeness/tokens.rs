//! The words of a quote, with what their case and the signs around them tell.

use super::letters::latin;
use postil_core::text::fold;

/// Words of a quote that are looked at.
const MAX_TOKENS: usize = 64;
/// Code points of a quote that are looked at.
const MAX_CHARS: usize = 800;

/// A word of a quote.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// As it is written, without signs around it and without a possessive ending.
    pub(super) raw: String,
    /// Folded.
    pub(super) folded: String,
    /// Whether it has a capital, a digit, or letters of a script without case.
    pub(super) is_large: bool,
    /// Whether it has a possessive ending.
    pub(super) owns: bool,
    /// Whether a comma, a bracket, a colon or a dash stands after it.
    pub(super) ends: bool,
    /// Whether an opening bracket stands before it.
    pub(super) opens: bool,
}

/// The words of the first 800 code points of a quote, at most 64. O(length).
pub(super) fn tokens(quote: &str) -> Vec<Token> {
    let quote = quote
        .char_indices()
        .nth(MAX_CHARS)
        .map_or(quote, |(at, _)| quote.get(..at).unwrap_or_default());
    let mut tokens: Vec<Token> = Vec::new();
    for piece in quote.split(|c: char| c.is_whitespace() || matches!(c, '·' | '・' | '/' | '…'))
    {
        let raw = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '+');
        if raw.is_empty() {
            if matches!(piece, "-" | "–" | "—" | "," | ":" | ";" | "(" | ")")
                && let Some(last) = tokens.last_mut()
            {
                last.ends = true;
            }
            continue;
        }
        if tokens.len() == MAX_TOKENS {
            break;
        }
        let at = piece.find(raw).unwrap_or_default();
        let (before, after) = (
            piece.get(..at).unwrap_or_default(),
            piece.get(at + raw.len()..).unwrap_or_default(),
        );
        let (stem, owns) = without_possessive(raw, after);
        tokens.push(Token {
            folded: plain(stem),
            is_large: is_large(stem),
            owns,
            ends: after.contains([',', ')', ';', ':', '(', '،', '、']),
            opens: before.contains(['(', '[']),
            raw: stem.to_owned(),
        });
    }
    tokens
}

/// Folded, and without marks on Latin letters.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let folded = fold(word);
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{5B0}'..='\u{5C7}');
    folded.chars().filter(|c| !is_mark(c)).collect()
}

/// Leaves off `'s`, and an apostrophe after an s.
fn without_possessive<'a>(raw: &'a str, after: &str) -> (&'a str, bool) {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = raw.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return (stem, true);
        }
    }
    let owns = raw.ends_with('s') && (after.starts_with('\'') || after.starts_with('’'));
    // An end of a quotation looks the same; only one in the middle of a phrase is taken for a possessive.
    (raw, owns && after.chars().count() == 1)
}

fn is_large(word: &str) -> bool {
    word.chars()
        .any(|c| c.is_uppercase() || c.is_numeric() || c.is_alphabetic() && !c.is_lowercase())
}

impl Token {
    /// In Latin letters, in the spelling that stands for all English ones, and without an Arabic article
    /// that is joined to it.
    pub(super) fn name(&self) -> String {
        let folded = self.folded.as_str();
        let bare = ["al-", "el-", "ash-", "as-"]
            .iter()
            .find_map(|article| folded.strip_prefix(article))
            .filter(|rest| rest.chars().count() > 2)
            .unwrap_or(folded);
        super::lexicon::spelling(&latin(bare))
    }
}
