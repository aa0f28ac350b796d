//! What glyphs stand for, as letters that people type.

/// The letters of a glyph, without forms that only say how they are drawn: ligatures become their letters,
/// forms of Arabic letters become the letter. What is no character becomes U+FFFD.
pub fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' | '\n' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{3000}' => tidy.push(' '),
            '\u{200B}' | '\u{FEFF}' => {}
            // Word's bullets are in a private range of a symbol font.
            '\u{F0B7}' | '\u{F0A7}' => tidy.push('•'),
            '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{FFFE}'
            | '\u{FFFF}' => {
                tidy.push(char::REPLACEMENT_CHARACTER);
            }
            'ﬀ' => tidy.push_str("ff"),
            'ﬁ' => tidy.push_str("fi"),
            'ﬂ' => tidy.push_str("fl"),
            'ﬃ' => tidy.push_str("ffi"),
            'ﬄ' => tidy.push_str("ffl"),
            'ﬅ' | 'ﬆ' => tidy.push_str("st"),
            '\u{FB50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}' => arabic(letter, &mut tidy),
            _ => tidy.push(letter),
        }
    }
    tidy
}

/// Letters with the first code point of their forms and how many forms there are, which follow one
/// another (<https://www.unicode.org/charts/PDF/UFE70.pdf>, <https://www.unicode.org/charts/PDF/UFB50.pdf>).
const FORMS: &[(u32, u32, &str)] = &[
    (0xFB50, 2, "ٱ"),
    (0xFB52, 4, "ٻ"),
    (0xFB56, 4, "پ"),
    (0xFB5E, 4, "ٺ"),
    (0xFB62, 4, "ٿ"),
    (0xFB66, 4, "ٹ"),
    (0xFB6A, 4, "ڤ"),
    (0xFB7A, 4, "چ"),
    (0xFB84, 2, "ڌ"),
    (0xFB88, 2, "ڈ"),
    (0xFB8A, 2, "ژ"),
    (0xFB8C, 2, "ڑ"),
    (0xFB8E, 4, "ک"),
    (0xFB92, 4, "گ"),
    (0xFB9E, 2, "ں"),
    (0xFBA6, 4, "ہ"),
    (0xFBAA, 4, "ھ"),
    (0xFBAE, 2, "ے"),
    (0xFBB0, 2, "ۓ"),
    (0xFBD3, 4, "ڭ"),
    (0xFBFC, 4, "ی"),
    (0xFDF2, 1, "الله"),
    (0xFDFA, 1, "صلى الله عليه وسلم"),
    (0xFE80, 1, "ء"),
    (0xFE81, 2, "آ"),
    (0xFE83, 2, "أ"),
    (0xFE85, 2, "ؤ"),
    (0xFE87, 2, "إ"),
    (0xFE89, 4, "ئ"),
    (0xFE8D, 2, "ا"),
    (0xFE8F, 4, "ب"),
    (0xFE93, 2, "ة"),
    (0xFE95, 4, "ت"),
    (0xFE99, 4, "ث"),
    (0xFE9D, 4, "ج"),
    (0xFEA1, 4, "ح"),
    (0xFEA5, 4, "خ"),
    (0xFEA9, 2, "د"),
    (0xFEAB, 2, "ذ"),
    (0xFEAD, 2, "ر"),
    (0xFEAF, 2, "ز"),
    (0xFEB1, 4, "س"),
    (0xFEB5, 4, "ش"),
    (0xFEB9, 4, "ص"),
    (0xFEBD, 4, "ض"),
    (0xFEC1, 4, "ط"),
    (0xFEC5, 4, "ظ"),
    (0xFEC9, 4, "ع"),
    (0xFECD, 4, "غ"),
    (0xFED1, 4, "ف"),
    (0xFED5, 4, "ق"),
    (0xFED9, 4, "ك"),
    (0xFEDD, 4, "ل"),
    (0xFEE1, 4, "م"),
    (0xFEE5, 4, "ن"),
    (0xFEE9, 4, "ه"),
    (0xFEED, 2, "و"),
    (0xFEEF, 2, "ى"),
    (0xFEF1, 4, "ي"),
    (0xFEF5, 2, "لآ"),
    (0xFEF7, 2, "لأ"),
    (0xFEF9, 2, "لإ"),
    (0xFEFB, 2, "لا"),
];

fn arabic(letter: char, out: &mut String) {
    let code = u32::from(letter);
    let form = FORMS
        .iter()
        .find(|(first, forms, _)| (*first..first + forms).contains(&code));
    match form {
        Some((.., base)) => out.push_str(base),
        None => out.push(letter),
    }
}

/// Whether a letter is written from right to left.
pub fn is_from_right(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{65F}' | '\u{66D}'..='\u{6EF}' | '\u{6FA}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a letter is drawn over or under another one.
pub fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// Whether a letter needs no space between words: it is of Chinese or Japanese, or a sign of theirs.
pub fn is_ideographic(letter: char) -> bool {
    matches!(letter,
        '\u{2E80}'..='\u{30FF}' | '\u{31C0}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
        && !matches!(letter, '\u{3130}'..='\u{318F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_letters() {
        for (drawn, reads) in [
            ("ﬁ", "fi"),
            ("ﬄ", "ffl"),
            ("\u{FEB3}\u{FEFC}\u{FEE1}", "سلام"),
            ("\u{FBFD}", "ی"),
            ("\u{A0}", " "),
            ("\u{F0B7}", "•"),
            ("\u{3}", "\u{FFFD}"),
            ("é中", "é中"),
        ] {
            assert_eq!(tidy(drawn), reads);
        }
    }
}
