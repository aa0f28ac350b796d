//! Texts in encodings older than Unicode (<https://encoding.spec.whatwg.org/>), and in UTF-16 without a mark
//! that says so. A web page may declare its encoding; for everything else it is guessed, and a person can
//! choose another.

mod unmarked;

use crate::has_extension;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use postil_core::format::File;

/// The encodings that a person can choose from: the label, and what it is used for.
pub const CHOICES: &[(&str, &str)] = &[
    ("windows-1252", "Western European (Windows)"),
    ("iso-8859-15", "Western European (ISO)"),
    ("macintosh", "Western European (Mac)"),
    ("windows-1250", "Central European (Windows)"),
    ("iso-8859-2", "Central European (ISO)"),
    ("iso-8859-16", "South-Eastern European (ISO)"),
    ("windows-1257", "Baltic (Windows)"),
    ("iso-8859-4", "Baltic (ISO 8859-4)"),
    ("iso-8859-13", "Baltic (ISO 8859-13)"),
    ("iso-8859-10", "Nordic (ISO)"),
    ("iso-8859-14", "Celtic (ISO)"),
    ("iso-8859-3", "Maltese, Esperanto (ISO)"),
    ("windows-1251", "Cyrillic (Windows)"),
    ("koi8-r", "Russian (KOI8-R)"),
    ("koi8-u", "Ukrainian (KOI8-U)"),
    ("ibm866", "Cyrillic (DOS)"),
    ("iso-8859-5", "Cyrillic (ISO)"),
    ("x-mac-cyrillic", "Cyrillic (Mac)"),
    ("windows-1253", "Greek (Windows)"),
    ("iso-8859-7", "Greek (ISO)"),
    ("windows-1254", "Turkish (Windows)"),
    ("windows-1255", "Hebrew (Windows)"),
    ("iso-8859-8", "Hebrew (ISO)"),
    ("windows-1256", "Arabic, Persian (Windows)"),
    ("iso-8859-6", "Arabic (ISO)"),
    ("windows-1258", "Vietnamese (Windows)"),
    ("windows-874", "Thai (Windows)"),
    ("shift_jis", "Japanese (Shift-JIS)"),
    ("euc-jp", "Japanese (EUC)"),
    ("iso-2022-jp", "Japanese (ISO-2022)"),
    ("gb18030", "Chinese, simplified (GBK, GB18030)"),
    ("big5", "Chinese, traditional (Big5)"),
    ("euc-kr", "Korean (EUC)"),
    ("utf-16le", "Unicode (UTF-16, little-endian)"),
    ("utf-16be", "Unicode (UTF-16, big-endian)"),
];

/// Extensions of files that have a rule of their own for their encoding.
const DEFINED: &[&str] = &["json", "jsonl", "ndjson", "jsonld", "xml", "xmi", "qde"];
/// How many bytes are looked at to guess an encoding.
const MAX_GUESSED_BYTES: usize = 1 << 20;
/// Code points shown before and after a character that depends on the encoding.
const AROUND_CHARS: usize = 24;
/// How many places of a text are shown.
const MAX_SAMPLES: usize = 4;

/// A text that was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text in UTF-8.
    pub text: String,
    /// The label of the encoding that it was read in, one of [`CHOICES`].
    pub label: &'static str,
    /// Whether the file says that it is encoded so.
    pub is_declared: bool,
    /// What is around some of the characters that depend on the encoding.
    pub samples: Vec<String>,
    /// How many characters have no meaning in the encoding; each became U+FFFD.
    pub unknown: usize,
}

/// Whether a file is a text in no encoding of Unicode, or in one that it does not say. O(n).
pub fn is_old(file: &File) -> bool {
    let bytes = &file.bytes;
    !has_extension(&file.name, DEFINED)
        && crate::decode::marked(bytes).is_none()
        && crate::decode::known_kind(bytes).is_none()
        && match bytes.contains(&0) {
            true => unmarked::utf_16(bytes).is_some(),
            false => std::str::from_utf8(bytes).is_err() || has_escapes(bytes),
        }
}

/// Whether a text switches between character sets as ISO-2022-JP does, all in bytes of ASCII.
fn has_escapes(bytes: &[u8]) -> bool {
    let mut threes = bytes.windows(3);
    threes.any(|three| matches!(three, b"\x1B$B" | b"\x1B$@"))
}

/// Decodes a file that [`is_old`], in the encoding of this label; without one, in the encoding that it
/// declares, or else in the likeliest. Bytes that have no meaning there become U+FFFD. O(n).
pub fn decode(file: &File, label: Option<&str>) -> Decoded {
    let bytes = &file.bytes;
    let is_page = has_extension(&file.name, crate::unannotated::PAGES);
    let known = |label: &str| Encoding::for_label(label.as_bytes()).and_then(choice);
    let declared = is_page.then(|| declared(bytes)).flatten();
    let declared = declared.as_deref().and_then(known);
    let label = label.and_then(known).or(declared);
    let label = label.unwrap_or_else(|| guess(bytes));
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        samples: samples(&text),
        unknown: text.matches(char::REPLACEMENT_CHARACTER).count(),
        text: text.into_owned(),
        label,
        is_declared: declared == Some(label),
    }
}

/// The choice that stands for an encoding.
fn choice(encoding: &'static Encoding) -> Option<&'static str> {
    let encoding = match encoding {
        // What is valid in the older of the two is the same in the newer.
        it if it == encoding_rs::GBK => encoding_rs::GB18030,
        // They differ in whether lines run from left to right, which the letters tell as well.
        it if it == encoding_rs::ISO_8859_8_I => encoding_rs::ISO_8859_8,
        it => it,
    };
    let same = |label: &&str| Encoding::for_label(label.as_bytes()) == Some(encoding);
    CHOICES.iter().map(|(label, _)| *label).find(same)
}

fn guess(bytes: &[u8]) -> &'static str {
    if let Some(label) = unmarked::utf_16(bytes) {
        return label;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let head = bytes.get(..MAX_GUESSED_BYTES).unwrap_or(bytes);
    detector.feed(head, head.len() == bytes.len());
    choice(detector.guess(None, Utf8Detection::Deny)).unwrap_or("windows-1252")
}

/// The encoding that a page declares in its first kilobyte, as browsers find it.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_lowercase();
    let (_, rest) = head.split_once("charset=").or_else(|| {
        let declared = head.strip_prefix("<?xml")?;
        declared.split_once("encoding=")
    })?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'));
    rest.get(..end.unwrap_or(rest.len())).map(str::to_owned)
}

/// What is around the first characters that are not ASCII, each in one line.
fn samples(text: &str) -> Vec<String> {
    let mut samples = Vec::new();
    let mut from = 0;
    while samples.len() < MAX_SAMPLES {
        let rest = text.get(from..).unwrap_or_default();
        let Some(at) = rest.find(|c: char| !c.is_ascii()) else {
            break;
        };
        let at = from + at;
        let before = text[..at].char_indices().rev().take(AROUND_CHARS);
        let start = before.last().map_or(at, |(start, _)| start).max(from);
        let after = text[at..].char_indices().nth(2 * AROUND_CHARS);
        let end = after.map_or(text.len(), |(end, _)| at + end);
        let words: Vec<&str> = text[start..end].split_whitespace().collect();
        samples.push(words.join(" "));
        from = end;
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::file;

    const TEXTS: [(&str, &str); 9] = [
        (
            "windows-1252",
            "Der Außenminister sagte in Köln, das müsse „schnell“ gehen.",
        ),
        (
            "windows-1251",
            "Россия исключила Талибан из списка террористических организаций.",
        ),
        (
            "koi8-u",
            "Россия исключила Талибан из списка террористических организаций.",
        ),
        (
            "windows-1253",
            "Η Ρωσία αφαίρεσε τους Ταλιμπάν από τον κατάλογο τρομοκρατών.",
        ),
        (
            "windows-1256",
            "روسيا ترفع حركة طالبان من قائمة المنظمات الإرهابية",
        ),
        (
            "shift_jis",
            "ロシアはタリバンをテロ組織のリストから外した。",
        ),
        ("euc-jp", "ロシアはタリバンをテロ組織のリストから外した。"),
        ("gb18030", "俄罗斯将塔利班从恐怖组织名单中删除。"),
        ("euc-kr", "러시아는 탈레반을 테러 단체 명단에서 제외했다."),
    ];

    fn encoded(label: &str, text: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(label.as_bytes()).expect("a known label");
        let (bytes, _, failed) = encoding.encode(text);
        assert!(!failed, "{label} has no such letters");
        bytes.into_owned()
    }

    #[test]
    fn the_likeliest_encoding_is_found() {
        for (label, text) in TEXTS {
            let file = file("a.txt", encoded(label, text));
            assert!(is_old(&file), "{label}");
            let decoded = decode(&file, None);
            assert_eq!((decoded.label, decoded.text.as_str()), (label, text));
            assert!(!decoded.is_declared && !decoded.samples.is_empty());
        }
    }

    #[test]
    fn what_is_declared_or_chosen_comes_first() {
        let page = "<meta charset=\"koi8-r\"><p>Россия</p>";
        let page = file("a.html", encoded("koi8-r", page));
        let decoded = decode(&page, None);
        assert!(decoded.is_declared && decoded.text.contains("Россия"));
        let chosen = decode(&page, Some("windows-1251"));
        assert!(!chosen.is_declared && chosen.text.contains("тПУУЙС"));
        let text = file("a.txt", encoded("iso-8859-2", "Žluťoučký kůň"));
        let decoded = decode(&text, Some("iso-8859-2"));
        assert_eq!(
            (decoded.text.as_str(), decoded.unknown),
            ("Žluťoučký kůň", 0)
        );
        assert!(decode(&text, Some("shift_jis")).unknown > 0);
    }

    #[test]
    fn what_is_unicode_or_no_text_is_left_alone() {
        for (name, bytes, old) in [
            ("a.txt", &b"caf\xE9"[..], true),
            ("a", b"caf\xE9", true),
            ("a.csv", b"caf\xE9", true),
            ("a.txt", "café".as_bytes(), false),
            ("a.txt", b"\x1B$B30L3\x1B(B", true),
            ("a.txt", b"\x1B[1mbold", false),
            ("a.txt", b"\xFF\xFEc\0", false),
            ("a.txt", b"c\0\xE9", false),
            ("a.txt", b"c\0a\0", true),
            ("a.json", b"1\0 \0", false),
            ("a.txt", b"%PDF-\xE9", false),
            ("esp.testb", b"caf\xE9", true),
            ("a.json", b"caf\xE9", false),
        ] {
            assert_eq!(is_old(&file(name, bytes)), old, "{name} {bytes:?}");
        }
    }

    #[test]
    fn every_encoding_that_can_be_guessed_is_a_choice() {
        for label in [
            "iso-8859-4",
            "iso-8859-7",
            "iso-8859-8",
            "iso-8859-8-i",
            "iso-8859-13",
            "x-mac-cyrillic",
            "gbk",
        ] {
            let page = format!("<meta charset={label}>\u{e9}");
            let page = file("a.html", encoded("windows-1252", &page));
            assert!(decode(&page, None).is_declared, "{label}");
        }
    }

    #[test]
    fn every_choice_is_an_encoding() {
        for (label, _) in CHOICES {
            let encoding = Encoding::for_label(label.as_bytes()).expect("a known label");
            assert_eq!(choice(encoding), Some(*label));
        }
    }
}
