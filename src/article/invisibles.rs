//! Invisible characters that have an effect: they change the direction of what follows, have no
//! width, or are controls. A small flag shows each of them.

/// Flags in one text at most. Each is an element, and a text may consist of such characters.
const MOST_FLAGS: usize = 24;

/// Splits a text into visible pieces, without a flag, and invisible characters with theirs. A repeated
/// character has one flag with the count. After 24 flags, the rest of the text has one for all. O(n).
pub fn pieces(text: &str) -> Vec<(&str, Option<String>)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    let mut flags = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map(|&(_, next)| next);
        if let Some(mut flag) = flag(c, before, after) {
            if start < at {
                pieces.push((&text[start..at], None));
            }
            let mut count = 1;
            while characters.next_if(|&(_, next)| next == c).is_some() {
                count += 1;
            }
            if count > 1 {
                flag = format!("{flag} ×{count}");
            }
            flags += 1;
            if flags == MOST_FLAGS {
                pieces.push((&text[at..], Some(format!("{flag} …"))));
                return pieces;
            }
            start = at + count * c.len_utf8();
            pieces.push((&text[at..start], Some(flag)));
        }
        before = Some(c);
    }
    if start < text.len() {
        pieces.push((&text[start..], None));
    }
    pieces
}

/// Whether a text has a flagged character.
pub fn are_in(text: &str) -> bool {
    let plain = |byte: u8| (b' '..0x7F).contains(&byte) || byte == b'\n' || byte == b'\t';
    !text.bytes().all(plain) && pieces(text).iter().any(|(_, flag)| flag.is_some())
}

/// The flag of a character between two others: its abbreviation in the Unicode Standard, else its
/// number.
fn flag(c: char, before: Option<char>, after: Option<char>) -> Option<String> {
    let name = match c {
        '\n' | '\t' => return None,
        '\0' => "NUL",
        '\u{AD}' => "SHY",
        '\u{61C}' => "ALM",
        '\u{200B}' => "ZWSP",
        // They join letters and emoji, and separate letters of some scripts.
        '\u{200C}' | '\u{200D}' if joins(before) && joins(after) => return None,
        '\u{200C}' => "ZWNJ",
        '\u{200D}' => "ZWJ",
        '\u{200E}' => "LRM",
        '\u{200F}' => "RLM",
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{FEFF}' => "BOM",
        // Invisible operators and other format characters; invisible letters; tags, which also form
        // flags of regions.
        '\u{180E}'
        | '\u{2061}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{FFA0}' => "",
        '\u{E0000}'..='\u{E007F}' if before.is_none_or(|c| c.is_ascii()) => "",
        c if c.is_control() => "",
        _ => return None,
    };
    Some(match name {
        "" => format!("U+{:04X}", u32::from(c)),
        name => name.to_owned(),
    })
}

/// Whether a joiner next to this character has an effect.
fn joins(c: Option<char>) -> bool {
    c.is_some_and(|c| c >= '\u{590}' && !c.is_whitespace() && flag(c, None, None).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_have_flags() {
        for (text, flags) in [
            ("abc\u{202E}def", "RLO"),
            ("a\u{200B}b\u{200D}c", "ZWSP ZWJ"),
            ("a\0b\u{85}", "NUL U+0085"),
            ("\u{2066}a\u{2069}", "LRI PDI"),
            ("pa\u{AD}per \u{FEFF}", "SHY BOM"),
            ("a\u{202E}\u{202E}\u{202E}b\u{202E}", "RLO ×3 RLO"),
        ] {
            let found: Vec<_> = pieces(text)
                .into_iter()
                .filter_map(|(_, flag)| flag)
                .collect();
            assert_eq!(found.join(" "), flags);
            assert!(are_in(text));
            let whole: String = pieces(text).iter().map(|(piece, _)| *piece).collect();
            assert_eq!(whole, text, "nothing is added or lost");
        }
    }

    #[test]
    fn flags_are_bounded() {
        for unit in ["\u{202E}\u{202D}", "a\u{202E}b\u{202C}"] {
            let text = unit.repeat(500);
            let found = pieces(&text);
            let flags = found.iter().filter(|(_, flag)| flag.is_some()).count();
            assert_eq!(flags, MOST_FLAGS);
            let whole: String = found.iter().map(|(piece, _)| *piece).collect();
            assert_eq!(whole, text, "nothing is added or lost");
        }
    }

    #[test]
    fn characters_that_scripts_need_have_no_flags() {
        for text in [
            "",
            "Plain, with a tab\t, “quotes” and lines.\n",
            "A family: 👨\u{200D}👩\u{200D}👧\u{200D}👦.",
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}",
            "é e\u{301}",
        ] {
            assert!(!are_in(text), "{text}");
        }
    }
}
