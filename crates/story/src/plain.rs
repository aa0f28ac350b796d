//! Words as pictures and reports have them: in one line, without characters that are not to be seen.

/// Whether a character may be shown: it is none of control, none that steers the direction of what comes after it, and one
/// that XML has (<https://www.w3.org/TR/xml/#charsets>).
pub(crate) fn is_shown(c: char) -> bool {
    let steers = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_none = (c as u32) & 0xfffe == 0xfffe;
    (!c.is_control() || c.is_whitespace()) && !steers && !is_none
}

/// The first code points of some words, with one space where there are several or line breaks, and without what is not
/// shown. A space at either end stays. O(most).
pub(crate) fn spaced(words: &str, most: usize) -> String {
    let mut out = String::new();
    for c in words.chars().take(most).filter(|c| is_shown(*c)) {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}
