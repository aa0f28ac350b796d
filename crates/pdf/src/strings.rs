//! Strings of a file that are meant for people.

/// The text of a string: UTF-16, UTF-8 with a byte order mark, or else the encoding of PDF, which is read as
/// Latin 1 here (ISO 32000-2, 7.9.2.2).
pub fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| letter(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks().0.iter().map(|pair| unit(*pair));
    let letters = char::decode_utf16(units);
    letters
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// A byte in the encoding of PDF, where it differs from Latin 1 in print (ISO 32000-2, D.2).
fn letter(byte: u8) -> char {
    const FROM_128: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    let special = byte.checked_sub(128).map(usize::from);
    match special.and_then(|at| FROM_128.get(at)) {
        Some(letter) => *letter,
        None if byte == 160 => '€',
        None => char::from(byte),
    }
}
