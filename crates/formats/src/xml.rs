//! What XML can hold, and how it is written (<https://www.w3.org/TR/xml/>).

pub mod tree;

/// Whether XML 1.0 has a form for a character.
pub fn is_fit(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// A string without characters that XML has no form for: each becomes U+FFFD.
pub fn clean(text: &str) -> String {
    text.chars().map(clean_char).collect()
}

/// A character that XML has a form for, of as many UTF-16 units.
pub fn clean_char(c: char) -> char {
    if is_fit(c) { c } else { '\u{FFFD}' }
}

/// Text as it is written in an attribute or between tags. White space that reading would change is
/// written by number.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(clean_char(c)),
        }
    }
    out
}
