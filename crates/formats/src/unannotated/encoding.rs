//! The encodings of web pages (<https://encoding.spec.whatwg.org/>): those of Unicode, and
//! windows-1252, which pages also call `iso-8859-1`. The tables of other encodings are larger than
//! all other readers.

use crate::decode;

/// The characters of windows-1252 from 0x80.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The text of a page, in Unicode or in the encoding that it declares. O(n).
///
/// # Errors
/// In words that follow the file's name.
pub(super) fn decode(bytes: &[u8]) -> Result<String, String> {
    let error = match decode::decode(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(error);
    }
    match charset(bytes).as_deref() {
        Some("windows-1252" | "iso-8859-1" | "iso8859-1" | "latin1" | "cp1252" | "us-ascii") => {
            Ok(bytes.iter().map(|&byte| western(byte)).collect())
        }
        None | Some("utf-8" | "utf8") => Err(error),
        Some(other) => Err(format!(
            "it is encoded in {other}, which cannot be read; save it as UTF-8"
        )),
    }
}

fn western(byte: u8) -> char {
    let special = byte.checked_sub(0x80).map(usize::from);
    let special = special.and_then(|at| WINDOWS.get(at));
    special.copied().unwrap_or(char::from(byte))
}

/// The encoding that a page declares in its first kilobyte, as browsers find it.
fn charset(bytes: &[u8]) -> Option<String> {
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
