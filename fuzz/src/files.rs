//! Several files in one input of a fuzzer.

use crate::join::MARK;
use postil_core::format::File;

/// The files of an input that was [joined](crate::join::join); one that does not begin with the mark is one file, whose name has that
/// extension.
pub fn split(input: &[u8], extension: &str) -> Vec<File> {
    let Some(rest) = input.strip_prefix(MARK) else {
        return vec![file(&format!("input.{extension}"), input)];
    };
    let mut files = Vec::new();
    let mut rest = rest;
    loop {
        let end = rest.windows(MARK.len()).position(|window| window == MARK);
        let (piece, next) = match end {
            Some(end) => (&rest[..end], Some(&rest[end + MARK.len()..])),
            None => (rest, None),
        };
        let line = piece.iter().position(|&byte| byte == b'\n');
        let line = line.unwrap_or(piece.len());
        let bytes = piece.get(line + 1..).unwrap_or_default();
        files.push(file(&String::from_utf8_lossy(&piece[..line]), bytes));
        match next {
            Some(next) => rest = next,
            None => return files,
        }
    }
}

fn file(name: &str, bytes: &[u8]) -> File {
    File {
        name: name.to_owned(),
        mime: "",
        bytes: bytes.to_vec(),
    }
}
