//! The names of the files of an archive.

use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;

/// Whether a path leads to a hidden file or folder, or to what macOS adds.
pub fn is_hidden(path: &str) -> bool {
    let mut steps = path.split(['/', '\\']);
    steps.any(|step| step.starts_with('.') || step == "__MACOSX")
}

/// What there is to say about the names of the files of an archive: some are in an encoding that it does not
/// tell, and came out with signs for lines and boxes in them.
pub(crate) fn garbled(archive: &str, inside: &[File]) -> Option<Diagnostic> {
    let is_box = |c: char| matches!(c, '\u{2500}'..='\u{259F}');
    let mut odd = inside.iter().filter(|file| file.name.contains(is_box));
    let first = odd.next()?;
    let message = format!(
        "it does not tell which letters the names of its files are in, and {} came out as “{}”; the texts \
         themselves are not changed",
        match odd.count() {
            0 => "one".to_owned(),
            more => format!("{}", more + 1),
        },
        clip(&first.name)
    );
    Some(Diagnostic::warning(archive, message))
}

/// The name of a file as it is stored, if it is in UTF-8 or in the letters that DOS has for Russian; many
/// programs do not say which. In the letters of Western Europe, which are the rule, few words are of nothing
/// but letters beyond ASCII.
pub(super) fn name_of(stored: &[u8]) -> Option<String> {
    if let Ok(name) = std::str::from_utf8(stored) {
        return Some(name.to_owned());
    }
    let russian = |byte: u8| {
        let byte = u32::from(byte);
        // <https://encoding.spec.whatwg.org/index-ibm866.txt>
        let code = match byte {
            0x80..=0xAF => byte - 0x80 + 0x410,
            0xE0..=0xEF => byte - 0xE0 + 0x440,
            0xF0 => 0x401,
            0xF1 => 0x451,
            0xFC => 0x2116,
            0x20..=0x7E => byte,
            _ => return None,
        };
        char::from_u32(code)
    };
    let name: Option<String> = stored.iter().map(|&byte| russian(byte)).collect();
    let mut words = stored.split(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii());
    let is_russian = |word: &[u8]| word.len() > 1 && !word.iter().any(u8::is_ascii);
    name.filter(|_| words.any(is_russian))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{pack, unpack};
    use crate::check::file;

    #[test]
    fn names_are_read_in_the_letters_they_were_written_in() {
        // Names of the same length in place of what was packed, as programs store them that say nothing.
        let named = |stored: &[u8]| {
            let name = "x".repeat(stored.len());
            let mut packed = pack(&[file(&name, "")]);
            while let Some(at) = (packed.windows(name.len())).position(|it| it == name.as_bytes()) {
                packed[at..at + name.len()].copy_from_slice(stored);
            }
            unpack(&[file("x.zip", packed)]).expect("it is whole")
        };
        for (stored, name) in [
            (&b"\x8D\xAE\xA2\xAE\xE1\xE2\xEC.txt"[..], "Новость.txt"),
            (b"\x8D\xAE\xA2 2/\xF1 \xFC1.txt", "Нов 2/ё №1.txt"),
            ("Новость.txt".as_bytes(), "Новость.txt"),
            (b"Gr\x81\xE1e.txt", "Grüße.txt"),
            (b"caf\x82.txt", "café.txt"),
        ] {
            let inside = named(stored);
            assert_eq!(inside[0].name, name);
            assert_eq!(garbled("x.zip", &inside), None, "{name}");
        }
        let shift_jis = named(b"\x83j\x83\x85\x81[\x83X\xC4\xB0.txt");
        let said = garbled("x.zip", &shift_jis).expect("it is told");
        assert!(said.message.contains("and one came out as"), "{said}");
    }
}
