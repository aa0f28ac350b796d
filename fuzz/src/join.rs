//! One input of a fuzzer from several files.

use postil_core::format::File;

/// Stands before the name of each file; a line feed ends the name. No format of texts has it.
pub const MARK: &[u8] = b"\0\0";

/// The input that holds some files.
pub fn join(files: &[File]) -> Vec<u8> {
    let mut input = Vec::new();
    for file in files {
        input.extend_from_slice(MARK);
        input.extend_from_slice(file.name.as_bytes());
        input.push(b'\n');
        input.extend_from_slice(&file.bytes);
    }
    input
}
