//! Escapes the signs of the format in texts and values with a backslash.

/// Signs in values and their escapes; `->` counts as one sign.
const VALUES: [(&str, &str); 10] = [
    ("\\", "\\\\"),
    ("[", "\\["),
    ("]", "\\]"),
    ("|", "\\|"),
    ("_", "\\_"),
    ("->", "\\->"),
    (";", "\\;"),
    ("\t", "\\t"),
    ("\n", "\\n"),
    ("*", "\\*"),
];

/// Characters in texts that are escaped by a letter. Other control characters follow a backslash
/// unchanged.
const TEXTS: [(char, char); 6] = [
    ('\\', '\\'),
    ('\t', 't'),
    ('\n', 'n'),
    ('\u{C}', 'f'),
    ('\r', 'r'),
    ('\u{8}', 'b'),
];

/// Escapes a value for a cell.
pub(super) fn value(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let sign = VALUES.iter().find(|(plain, _)| rest.starts_with(plain));
        let length = match sign {
            Some((plain, form)) => {
                out.push_str(form);
                plain.len()
            }
            None => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// Restores the value of a cell. A backslash before any other sign is a backslash.
pub(super) fn plain_value(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find('\\') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let sign = VALUES.iter().find(|(_, form)| rest.starts_with(form));
        let (plain, form) = sign.copied().unwrap_or(("\\", "\\"));
        out.push_str(plain);
        rest = rest.get(form.len()..).unwrap_or_default();
    }
    out + rest
}

/// Escapes a piece of text for a line.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if let Some((_, letter)) = TEXTS.iter().find(|(plain, _)| *plain == c) {
            out.extend(['\\', *letter]);
        } else if matches!(c, '\0'..='\u{7}' | '\u{E}'..='\u{1F}') {
            out.extend(['\\', c]);
        } else {
            out.push(c);
        }
    }
    out
}

/// Restores the text of a line. Versions up to 3.1 also escape other characters as `\uXXXX`.
pub(super) fn plain_text(line: &str, java: bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut units = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let code = rest.strip_prefix("\\u").and_then(|rest| rest.get(..4));
        let code = code.and_then(|code| u16::from_str_radix(code, 16).ok());
        if let (true, Some(code)) = (java, code) {
            units.push(code);
            rest = rest.get(6..).unwrap_or_default();
            continue;
        }
        flush(&mut units, &mut out);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        let next = rest.chars().next();
        let plain = match (c, next) {
            ('\\', Some(next)) => {
                let letter = TEXTS.iter().find(|(_, letter)| *letter == next);
                match (letter, next) {
                    (Some((plain, _)), _) => Some(*plain),
                    (None, '\0'..='\u{1F}') => Some(next),
                    (None, '"' | '\'' | '/') if java => Some(next),
                    _ => None,
                }
            }
            _ => None,
        };
        match (plain, next) {
            (Some(plain), Some(next)) => {
                out.push(plain);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
            _ => out.push(c),
        }
    }
    flush(&mut units, &mut out);
    out
}

/// Moves UTF-16 units to the output as characters.
fn flush(units: &mut Vec<u16>, out: &mut String) {
    let read = char::decode_utf16(units.drain(..));
    out.extend(read.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

/// Splits a cell at a sign that is not escaped.
pub(super) fn split(cell: &str, sign: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, c) in cell.char_indices() {
        if !escaped && c == sign {
            parts.push(cell.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(cell.get(start..).unwrap_or_default());
    parts
}

/// Splits the number in brackets off the end of a cell, without the brackets.
pub(super) fn suffix(cell: &str) -> (&str, Option<&str>) {
    let found = cell
        .strip_suffix(']')
        .and_then(|rest| rest.rsplit_once('['));
    let Some((value, number)) = found else {
        return (cell, None);
    };
    let backslashes = value.len() - value.trim_end_matches('\\').len();
    let is_number = |c: char| c.is_ascii_digit() || c == '_';
    if backslashes % 2 == 0 && !number.is_empty() && number.chars().all(is_number) {
        (value, Some(number))
    } else {
        (cell, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_comes_back(any in "[\\\\\\[\\]|_;\t\n\r>a\u{1}\u{B}👍*-]{0,12}") {
            prop_assert_eq!(plain_value(&value(&any)), any.clone());
            prop_assert_eq!(plain_text(&text(&any), false), any.clone());
            let cell = value(&any);
            let numbered = format!("{cell}[12]");
            prop_assert_eq!(suffix(&numbered), (cell.as_str(), Some("12")));
            prop_assert_eq!(suffix(&cell), (cell.as_str(), None));
            prop_assert_eq!(split(&cell, '|').len(), 1);
            let both = format!("{cell}[1]|{cell}[2]");
            prop_assert_eq!(split(&both, '|').len(), 2);
        }
    }

    #[test]
    fn older_versions_are_read() {
        assert_eq!(
            plain_text("\\ud83d\\udc4d \\u00e9 \\\"a\\\"", true),
            "👍 é \"a\""
        );
        assert_eq!(plain_text("\\u00e9", false), "\\u00e9");
    }
}
