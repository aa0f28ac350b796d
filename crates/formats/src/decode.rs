//! Decodes the bytes of a text file, or says what they are instead.

use crate::catalogue::not_read;
use postil_core::format::File;

/// The text of a file that is not one of data, by its name. O(n).
///
/// # Errors
/// As [`decode`] has them, and when the name is that of data.
pub fn decode_file(name: &str, bytes: &[u8]) -> Result<String, String> {
    match data(name) {
        Some(kind) => Err(not_read(kind)),
        None => decode(bytes),
    }
}

/// What a file is that has characters, but no text to read, by its name.
fn data(name: &str) -> Option<&'static str> {
    const KINDS: [(&str, &str); 20] = [
        ("ttl", "RDF data in Turtle"),
        ("n3", "RDF data in Notation3"),
        ("nt", "RDF data in N-Triples"),
        ("nq", "RDF data in N-Quads"),
        ("trig", "RDF data in TriG"),
        ("rdf", "RDF data"),
        ("owl", "an ontology"),
        ("obo", "an ontology"),
        ("eaf", "a transcript of ELAN"),
        ("textgrid", "a transcript of Praat"),
        ("exb", "a transcript of EXMARaLDA"),
        ("cha", "a transcript of CHAT"),
        ("bdocjs", "a document of GATE"),
        ("pubtator", "PubTator"),
        ("tml", "a document of TimeML"),
        ("sgm", "a document of SGML"),
        ("sgml", "a document of SGML"),
        ("conf", "the settings of a program, such as brat"),
        ("dtd", "a schema of XML"),
        ("xsd", "a schema of XML"),
    ];
    let is = |extension: &str| crate::has_extension(name, &[extension]);
    let kind = KINDS.iter().find(|(extension, _)| is(extension));
    kind.map(|(_, kind)| *kind)
}

/// Whether a file may list tokens with tags or trees, one in a line, by its beginning; only its format can
/// tell for certain.
pub fn may_list_tokens(bytes: &[u8]) -> bool {
    const MAX_LINES: usize = 40;
    const TREE: usize = 8;
    let wide = marked(bytes).map(head_of_utf16);
    let head = match &wide {
        Some(wide) => wide,
        None => crate::head(bytes),
    };
    if head.starts_with("-DOCSTART-") || head.starts_with("#begin document") {
        return true;
    }
    let lines = head.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (mut all, mut like) = (0, 0);
    for line in lines.take(MAX_LINES) {
        let mut cells = line.split([' ', '\t']).filter(|cell| !cell.is_empty());
        let first = cells.next().unwrap_or_default();
        let is_tag = |cell: &str| match cell.as_bytes() {
            [b'O'] => true,
            [letter, b'-', _, ..] => b"BIESLUM".contains(letter),
            _ => false,
        };
        let is_number = first.bytes().all(|byte| byte.is_ascii_digit());
        let is_tree = is_number && line.matches('\t').count() + 1 >= TREE;
        all += 1;
        like += usize::from(is_tree || cells.any(is_tag));
    }
    like > 1 && like * 2 >= all
}

/// The text of a file in UTF-8, or in UTF-16 with a byte order mark. O(n).
///
/// # Errors
/// When it is in another encoding, not text, or empty: in words that follow the file's
/// name and say what to do about it.
pub fn decode(bytes: &[u8]) -> Result<String, String> {
    if let Some(kind) = known_kind(bytes) {
        return Err(format!(
            "it is {kind}, not plain text; save its text as a .txt file in UTF-8"
        ));
    }
    let text = match marked(bytes) {
        Some(wide) => utf16(wide)?,
        None => utf8(bytes)?.to_owned(),
    };
    if let Some(at) = text.find('\0') {
        let place = text[..at].chars().count();
        return Err(format!(
            "it is not plain text: a NUL character is at offset {place}; if it is a text, save it as UTF-8"
        ));
    }
    if text.trim_start_matches('\u{FEFF}').trim().is_empty() {
        return Err("there is no text in it".to_owned());
    }
    Ok(text)
}

/// Turns a text in UTF-16 with a byte order mark into UTF-8 without one. Leaves any other file as it is, and one
/// that is not valid. O(n).
pub fn unify(file: &mut File) {
    if let Some(Ok(text)) = marked(&file.bytes).map(utf16) {
        file.bytes = text.into_bytes();
    }
}

/// What a file is that people may take for a text, by its first bytes.
pub(crate) fn known_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 7] = [
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
        (b"\xD0\xCF\x11\xE0", "an old Word file"),
        (b"{\\rtf", "a rich text file"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"\x1F\x8B", "a compressed file"),
    ];
    let kind = KINDS.iter().find(|(start, _)| bytes.starts_with(start));
    kind.map(|(_, kind)| *kind)
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        format!("it is not UTF-8 (byte 0x{byte:02X} at offset {at}); save it as UTF-8")
    })
}

/// Bytes of UTF-16 without their byte order mark, and how two of them make a unit.
type Wide<'b> = (&'b [u8], fn([u8; 2]) -> u16);

/// What follows a byte order mark of UTF-16, if there is one.
pub(crate) fn marked(bytes: &[u8]) -> Option<Wide<'_>> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Some((rest, u16::from_be_bytes)),
        _ => None,
    }
}

/// The beginning of a text in UTF-16.
fn head_of_utf16((bytes, unit): Wide) -> String {
    const MAX_UNITS: usize = 8 << 10;
    let (pairs, _) = bytes.as_chunks();
    let units = pairs.iter().take(MAX_UNITS).map(|pair| unit(*pair));
    let chars = char::decode_utf16(units);
    chars
        .map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn utf16((bytes, unit): Wide) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks();
    let text: Result<String, _> =
        char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(text),
        _ => Err("it begins like UTF-16 but is not valid; save it as UTF-8".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_file, may_list_tokens, unify};
    use crate::check::file;

    const TEXT: &str = "Кабул — “’” 🇦🇫 e\u{301}\r\nb";

    #[test]
    fn data_is_told_from_texts() {
        for (name, is_data) in [
            ("a.ttl", true),
            ("A.OWL", true),
            ("annotation.conf", true),
            ("a.txt", false),
            ("ttl", false),
        ] {
            assert_eq!(decode_file(name, b"A text.").is_err(), is_data, "{name}");
        }
        for (text, may) in [
            ("-DOCSTART- -X- O O\n", true),
            ("# id 1\nObama _ _ B-PER\nleft _ _ O\n", true),
            ("Obama PER\nleft O\n. O\n", true),
            (
                "1\ta\ta\tX\t_\t_\t0\troot\n2\tb\tb\tX\t_\t_\t1\tdep\n",
                true,
            ),
            ("O Lord!\nThe B-52 flew.\nIt left.\n", false),
            ("A text.\n", false),
            ("", false),
        ] {
            assert_eq!(may_list_tokens(text.as_bytes()), may, "{text}");
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            let wide: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
            assert_eq!(may_list_tokens(&wide), may, "{text}");
        }
    }

    #[test]
    fn every_encoding_that_is_read_gives_the_same_text() {
        assert_eq!(decode(TEXT.as_bytes()).as_deref(), Ok(TEXT));
        let units = || std::iter::once(0xFEFF).chain(TEXT.encode_utf16());
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little).as_deref(), Ok(TEXT));
        assert_eq!(decode(&big).as_deref(), Ok(TEXT));
        for (bytes, unified) in [
            (little, TEXT.as_bytes()),
            (big, TEXT.as_bytes()),
            (TEXT.into(), TEXT.as_bytes()),
            (b"\xFF\xFEa".to_vec(), b"\xFF\xFEa"),
        ] {
            let mut file = file("a.txt", bytes);
            unify(&mut file);
            assert_eq!(file.bytes, unified);
        }
        // Freezing the text drops a UTF-8 byte order mark.
        let marked = format!("\u{FEFF}{TEXT}");
        assert_eq!(decode(marked.as_bytes()), Ok(marked));
    }

    #[test]
    fn what_is_refused_is_named() {
        let cases: [(&[u8], &str); 12] = [
            (b"", "there is no text"),
            (b" \r\n\t", "there is no text"),
            (b"\xEF\xBB\xBF", "there is no text"),
            (b"\xFF\xFE", "there is no text"),
            (b"caf\xE9", "byte 0xE9 at offset 3"),
            (b"a\xC3", "byte 0xC3 at offset 1"),
            (b"\xFF\xFEa", "UTF-16"),
            (b"\xFE\xFF\xD8\x00\x00a", "UTF-16"),
            ("ä\0b".as_bytes(), "NUL character is at offset 1"),
            (b"%PDF-1.7\n", "a PDF"),
            (b"PK\x03\x04\x14", "zip"),
            (b"{\\rtf1 a}", "rich text"),
        ];
        for (bytes, words) in cases {
            let message = decode(bytes).expect_err("it is refused");
            assert!(message.contains(words), "{bytes:?}: {message}");
        }
    }
}
