//! Encodes names for brat. Its configuration allows letters, digits, `-` and `_`
//! (<https://brat.nlplab.org/configuration.html>); everything else is written as `-xHEX-`, and the
//! dot between a layer and its label as `__`. Every name has one form, and every form one name.

/// Encodes a label, or any other name of parts separated by dots.
pub(crate) fn encode(name: &str) -> String {
    let parts: Vec<_> = name.split('.').map(part).collect();
    match parts.join("__") {
        empty if empty.is_empty() => "-x-".to_owned(),
        name => name,
    }
}

/// Decodes what [`encode`] made.
pub(crate) fn decode(form: &str) -> String {
    let parts: Vec<_> = form.split("__").map(plain).collect();
    parts.join(".")
}

/// Encodes a relation's type and value.
pub(super) fn encode_pair(kind: &str, value: &str) -> String {
    let kind = match part(kind) {
        empty if empty.is_empty() => "-x-".to_owned(),
        kind => kind,
    };
    match value {
        "" => kind,
        value => format!("{kind}__{}", encode(value)),
    }
}

/// Decodes what [`encode_pair`] made.
pub(super) fn decode_pair(form: &str) -> (String, String) {
    match form.split_once("__") {
        Some((kind, value)) => (plain(kind), decode(value)),
        None => (plain(form), String::new()),
    }
}

/// Encodes the name of an event's argument. brat numbers arguments of the same name, so a final
/// digit is encoded too.
pub(super) fn encode_role(role: &str) -> String {
    let form = encode(role);
    match form.char_indices().last() {
        Some((at, digit)) if digit.is_ascii_digit() => {
            let stem = form.get(..at).unwrap_or_default();
            format!("{stem}-x{:X}-", u32::from(digit))
        }
        _ => form,
    }
}

/// Decodes what [`encode_role`] made, without the number that brat adds.
pub(super) fn decode_role(form: &str) -> String {
    decode(form.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// Whether a value can be written unchanged, as one word.
pub(super) fn is_word(value: &str) -> bool {
    !value.is_empty() && value.chars().all(is_plain)
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || (!c.is_ascii() && c.is_alphabetic())
}

fn part(part: &str) -> String {
    let chars: Vec<char> = part.chars().collect();
    let near = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or('.');
    let mut form = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
        let plain = match c {
            '_' => before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric(),
            '-' => after != 'x',
            c => is_plain(c),
        };
        if plain {
            form.push(c)
        } else {
            form.push_str(&format!("-x{:X}-", u32::from(c)))
        }
    }
    form
}

fn plain(form: &str) -> String {
    let mut name = String::new();
    let mut rest = form;
    while let Some(at) = rest.find("-x") {
        let (before, after) = (rest.get(..at), rest.get(at + 2..).unwrap_or_default());
        name.push_str(before.unwrap_or_default());
        let code = after.split_once('-').and_then(|(code, after)| match code {
            "" => Some((None, after)),
            code => {
                let c = u32::from_str_radix(code, 16)
                    .ok()
                    .and_then(char::from_u32)?;
                Some((Some(c), after))
            }
        });
        match code {
            Some((c, after)) => {
                name.extend(c);
                rest = after;
            }
            None => {
                name.push_str("-x");
                rest = after;
            }
        }
    }
    name + rest
}

/// Escapes a note to one line.
pub(super) fn escape(note: &str) -> String {
    let mut line = String::new();
    for c in note.chars() {
        match c {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            '\r' => line.push_str("\\r"),
            // What Python treats as a line end, or strips there.
            '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1F}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                line.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => line.push(c),
        }
    }
    line
}

/// Restores a note that [`escape`] made one line.
pub(super) fn unescape(line: &str) -> String {
    let mut note = String::new();
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            note.push(c);
            continue;
        }
        let code = || {
            let code: String = rest.clone().skip(1).take(4).collect();
            let code = u32::from_str_radix(&code, 16).ok()?;
            char::from_u32(code)
        };
        match rest.clone().next() {
            Some('\\') => note.push('\\'),
            Some('n') => note.push('\n'),
            Some('t') => note.push('\t'),
            Some('r') => note.push('\r'),
            Some('u') => match code() {
                Some(code) => {
                    note.push(code);
                    rest.nth(3);
                }
                None => note.push_str("\\u"),
            },
            Some(other) => note.extend(['\\', other]),
            None => note.push('\\'),
        }
        rest.next();
    }
    note
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_core::testing::any_text;
    use proptest::prelude::*;

    #[test]
    fn forms_read_well() {
        for (name, form) in [
            ("entity.person", "entity__person"),
            ("said-by", "said-by"),
            ("my_label", "my_label"),
            ("a b", "a-x20-b"),
            ("", "-x-"),
            ("odd.", "odd__"),
            ("طالبان", "طالبان"),
        ] {
            assert_eq!(encode(name), form);
            assert_eq!(decode(form), name);
        }
    }

    proptest! {
        #[test]
        fn every_name_has_a_form(name in any_text(), other in "[-_.x0-9a ]{0,8}") {
            for name in [&name, &other] {
                prop_assert_eq!(&decode(&encode(name)), name);
                prop_assert_eq!(&decode_role(&encode_role(name)), name);
                prop_assert_eq!(&unescape(&escape(name)), name);
                prop_assert!(encode(name).chars().all(is_plain));
                let pair = (other.clone(), name.clone());
                prop_assert_eq!(decode_pair(&encode_pair(&other, name)), pair);
            }
        }
    }
}
