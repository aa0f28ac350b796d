//! Tells UTF-16 without a byte order mark, as some programs write it.

/// The label of the order of bytes; `None` if a text is not certain to be in UTF-16. Its line breaks and spaces
/// have a zero in every other byte, and so have most of its letters if it has neither; a stray zero of another
/// text stands beside a letter, alone. O(n).
pub(super) fn utf_16(bytes: &[u8]) -> Option<&'static str> {
    let mut zeros = [false; 2];
    for (at, byte) in bytes.iter().enumerate() {
        zeros[at % 2] |= *byte == 0;
    }
    let (label, unit): (_, fn([u8; 2]) -> u16) = match zeros {
        [false, true] => ("utf-16le", u16::from_le_bytes),
        [true, false] => ("utf-16be", u16::from_be_bytes),
        _ => return None,
    };
    let (pairs, rest) = bytes.as_chunks();
    let mut chars = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
    let is_text =
        chars.all(|c| c.is_ok_and(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')));
    let is_blank = |pair: &[u8; 2]| matches!(unit(*pair), 0x09 | 0x0A | 0x0D | 0x20);
    let has_blanks = pairs.iter().any(is_blank);
    let narrow = pairs.iter().filter(|pair| pair.contains(&0)).count();
    let is_wide = has_blanks || narrow * 2 >= pairs.len();
    (is_text && is_wide && rest.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::super::{decode, is_old};
    use crate::check::file;

    #[test]
    fn texts_in_utf_16_are_told() {
        for text in ["a b", "استئناف المحادثات\tA\n", "标题\n", "Кабул, 1 👍"]
        {
            for (label, unit) in [
                ("utf-16le", u16::to_le_bytes as fn(u16) -> [u8; 2]),
                ("utf-16be", u16::to_be_bytes),
            ] {
                let bytes: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
                let whole = file("a.tsv", bytes.clone());
                assert!(is_old(&whole), "{label} {text}");
                let decoded = decode(&whole, None);
                assert_eq!((decoded.label, decoded.text.as_str()), (label, text));
                assert!(!is_old(&file("a.tsv", &bytes[1..])), "half a letter");
            }
        }
        for bytes in [
            &b"a\0\0b"[..],
            b"a\0\x01\0",
            b"a\0\0\xD8",
            b"\0\0",
            b"A caf\xE9 in Kabul\0",
        ] {
            assert!(!is_old(&file("a.tsv", bytes)), "{bytes:?}");
        }
    }
}
