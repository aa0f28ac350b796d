//! Bounds what the streams of a file unpack to, which the library does not. Streams that unpack to too much
//! are made unreadable before it sees them: none of them can be text. They are found without the file's own
//! tables, so that nothing of the file is trusted.

use crate::limits;
use std::borrow::Cow;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::object::Stream;

/// How much of a dictionary before a stream is looked at.
const DICTIONARY_BYTES: usize = 2048;

/// Bytes of a stream that is packed in a way of old files, where one byte can make 2,600.
const MAX_OLD_BYTES: usize = 128 << 10;

/// Makes streams unreadable that unpack to more than [`limits::MAX_STREAM_BYTES`], or that are packed
/// twice. Time is linear in what the streams unpack to.
///
/// # Errors
/// When all streams together unpack to more than a file can honestly hold.
pub fn defuse(bytes: &mut [u8]) -> Result<(), String> {
    const WORD: &[u8] = b"stream";
    let most = (limits::MAX_STREAM_BYTES * 8).max(bytes.len().saturating_mul(60));
    let (mut at, mut all) = (0, 0_usize);
    while let Some(found) = find(&bytes[at..], WORD) {
        let word = at + found;
        at = word + WORD.len();
        let is_end = bytes[..word].ends_with(b"end");
        if is_end {
            continue;
        }
        let mut start = at;
        while bytes.get(start).is_some_and(|byte| b" \r\n".contains(byte)) {
            start += 1;
        }
        let before = &bytes[word.saturating_sub(DICTIONARY_BYTES)..word];
        let dictionary = rfind(before, b"obj").map_or(before, |from| &before[from..]);
        // An image is not unpacked by anyone here.
        let packings = ["Flate", "LZW", "RunLength"];
        let times = |name: &str| count(dictionary, name.as_bytes());
        let packed: usize = packings.iter().map(|name| times(name)).sum();
        let length = if packed > 1 {
            usize::MAX
        } else {
            length(&bytes[start..])
        };
        if length > limits::MAX_STREAM_BYTES {
            // Neither a header nor a block that exists.
            let end = bytes.len().min(start + 2);
            bytes[start..end].fill(0x07);
        } else {
            all += length;
        }
        if all > most {
            return Err(format!("it unpacks to more than {} MB", most / (1 << 20)));
        }
    }
    Ok(())
}

/// How many bytes a stream unpacks to; counts to a little more than the bound at most. Zero if it does not
/// begin as a packed one.
fn length(bytes: &[u8]) -> usize {
    let is_packed = matches!(bytes, [first, second, ..]
        if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
    if !is_packed {
        return 0;
    }
    let mut unpack = Decompress::new(true);
    let mut out = vec![0; 1 << 15];
    loop {
        let from = usize::try_from(unpack.total_in()).unwrap_or(bytes.len());
        let rest = bytes.get(from..).unwrap_or_default();
        let before = unpack.total_out();
        let status = unpack.decompress(rest, &mut out, FlushDecompress::None);
        let length = usize::try_from(unpack.total_out()).unwrap_or(usize::MAX);
        let is_over = length > limits::MAX_STREAM_BYTES || unpack.total_out() == before;
        if is_over || !matches!(status, Ok(Status::Ok)) {
            return length;
        }
    }
}

/// The content of a stream, within the bounds; `None` if it has none, or is larger than they allow.
pub fn unpacked<'a>(stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
    // The library has no public name for their type.
    let filters: Vec<String> = stream
        .filters()
        .iter()
        .map(|it| format!("{it:?}"))
        .collect();
    let filters: Vec<&str> = filters.iter().map(String::as_str).collect();
    let raw = stream.raw_data();
    let is_small = match filters.as_slice() {
        [] | ["Ascii85Decode" | "AsciiHexDecode"] => raw.len() <= limits::MAX_STREAM_BYTES,
        ["FlateDecode"] | ["Crypt", "FlateDecode"] => length(&raw) <= limits::MAX_STREAM_BYTES,
        ["Ascii85Decode", "FlateDecode"] => length(&ascii85(&raw)) <= limits::MAX_STREAM_BYTES,
        ["AsciiHexDecode", "FlateDecode"] => length(&hex(&raw)) <= limits::MAX_STREAM_BYTES,
        ["LzwDecode" | "RunLengthDecode"]
        | [
            "Ascii85Decode" | "AsciiHexDecode",
            "LzwDecode" | "RunLengthDecode",
        ] => raw.len() <= MAX_OLD_BYTES,
        ["Crypt"] => true,
        // Images, and what is packed twice.
        _ => false,
    };
    if !is_small {
        return None;
    }
    stream.decoded_data().ok()
}

/// The bytes of text in base 85, as far as they are in order (ISO 32000-2, 7.4.3).
fn ascii85(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 5 * 4);
    let (mut group, mut digits) = (0_u32, 0);
    for &byte in text {
        match byte {
            b'z' if digits == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                digits += 1;
                if digits == 5 {
                    bytes.extend(group.to_be_bytes());
                    (group, digits) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    bytes
}

/// The bytes of hexadecimal text (ISO 32000-2, 7.4.2).
fn hex(text: &[u8]) -> Vec<u8> {
    let digits = text
        .iter()
        .filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    let pairs = digits.as_chunks::<2>().0;
    pairs.iter().map(|[high, low]| high << 4 | low).collect()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let (first, _) = word.split_first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| byte == first)?;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    let windows = bytes.windows(word.len());
    windows.filter(|window| *window == word).count()
}
