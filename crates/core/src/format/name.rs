//! Names of files that every common file system takes as they are.

/// Code points of a file's name without its extension.
const MAX_STEM_CHARS: usize = 80;

/// Bytes of a file's name in UTF-8 without its extension. File systems allow 255 in all; the rest is
/// for the extension, and for the time in the name of a download.
const MAX_STEM_BYTES: usize = 200;

/// Makes a file name from a project name: characters that file systems refuse become `-`, those that
/// nobody sees go, and a name that is a device on Windows gets a `_`. The part before the extension
/// does not depend on the extension.
pub fn file_name(project: &str, extension: &str) -> String {
    let fit = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        c if c.is_control() => '-',
        c => c,
    };
    let seen: String = (project.chars().filter(|c| !is_unseen(*c)).map(fit)).collect();
    let stem = cut(&seen);
    let stem = match stem.split_once('.') {
        _ if !is_reserved(stem) => stem.to_owned(),
        Some((device, rest)) => cut(&format!("{}_.{rest}", device.trim_end())).to_owned(),
        None => format!("{stem}_"),
    };
    let stem = if stem.is_empty() { "project" } else { &stem };
    format!("{stem}.{extension}")
}

/// As much of a name as may stand before the extension.
fn cut(name: &str) -> &str {
    // A leading dot hides a file; some systems drop a trailing dot or space.
    let is_edge = |c: char| c == '.' || c.is_whitespace();
    let name = name.trim_start_matches(is_edge);
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends = ends.take(MAX_STEM_CHARS);
    let end = ends.take_while(|end| *end <= MAX_STEM_BYTES).last();
    let name = name.get(..end.unwrap_or_default()).unwrap_or_default();
    name.trim_end_matches(is_edge)
}

/// Whether a file of that name is a device on Windows, whatever its extension: `CON`, `nul.txt`.
pub fn is_reserved(name: &str) -> bool {
    let device = name.split('.').next().unwrap_or_default();
    let device = device.trim_end().to_ascii_uppercase();
    if matches!(
        device.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let number = device
        .strip_prefix("COM")
        .or_else(|| device.strip_prefix("LPT"));
    let mut number = number.unwrap_or_default().chars();
    matches!(
        (number.next(), number.next()),
        (Some('0'..='9' | '¹' | '²' | '³'), None)
    )
}

/// Whether a character takes no room in a name: it directs, joins or parts others, so that one name
/// can look like another one.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::testing::any_text;
    use proptest::prelude::*;

    #[test]
    fn file_names_are_fit_for_every_system() {
        for (project, name) in [
            ("Kabul and Moscow", "Kabul and Moscow.x"),
            ("طالبان 🇦🇫", "طالبان 🇦🇫.x"),
            ("a/b\\c:d*e?f\"g<h>i|j\nk", "a-b-c-d-e-f-g-h-i-j-k.x"),
            (" ..hidden. ", "hidden.x"),
            ("../..", "-.x"),
            ("", "project.x"),
            ("\u{200B}\u{202E}", "project.x"),
            ("CON", "CON_.x"),
            ("nul", "nul_.x"),
            ("nul.", "nul_.x"),
            ("com1.tar", "com1_.tar.x"),
            ("LPT9 .a", "LPT9_.a.x"),
            ("\u{200F}C\u{2066}OM¹\u{2069} .", "COM¹_.x"),
            ("Conrad", "Conrad.x"),
            ("com10", "com10.x"),
            ("a\u{202E}gpj.exe\u{202C}", "agpj.exe.x"),
        ] {
            assert_eq!(file_name(project, "x"), name, "{project:?}");
        }
        assert_eq!(file_name(&"ä".repeat(500), "x").chars().count(), 82);
        let long = file_name(&"👍🏽".repeat(500), "x");
        assert_eq!(long, format!("{}.x", "👍🏽".repeat(25)));
    }

    proptest! {
        /// The name of a project that is taken from the name of its file stays the same from then on.
        #[test]
        fn a_name_is_its_own_name(text in any_text(), device in "(con|NUL|lpt¹| |\\.|\u{200D}){0,4}") {
            for project in [text.clone(), device.clone(), device + &text] {
                let name = file_name(&project, "x");
                prop_assert!(name.len() <= MAX_STEM_BYTES + 3, "{name:?}");
                prop_assert!(!is_reserved(&name), "{name:?}");
                prop_assert!(!name.contains(is_unseen) && !name.contains(char::is_control), "{name:?}");
                let stem = name.strip_suffix(".x").expect("its extension");
                prop_assert_eq!(stem, stem.trim_matches(|c: char| c == '.' || c.is_whitespace()));
                prop_assert_eq!(&file_name(stem, "x"), &name);
            }
        }
    }
}
