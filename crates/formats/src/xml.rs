//! The characters that XML can hold, and how they are escaped (<https://www.w3.org/TR/xml/>).

pub mod tree;

/// Whether XML 1.0 can hold a character.
pub fn is_fit(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Replaces every character that XML cannot hold by U+FFFD.
pub fn clean(text: &str) -> String {
    text.chars().map(clean_char).collect()
}

/// Replaces a character that XML cannot hold by U+FFFD, which has as many UTF-16 units.
pub fn clean_char(c: char) -> char {
    if is_fit(c) { c } else { '\u{FFFD}' }
}

/// Escapes text for an attribute or between tags. White space that reading would change becomes a
/// character reference.
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
