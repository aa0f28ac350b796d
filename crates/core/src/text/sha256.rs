//! The hash that identifies the text of a document.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The SHA-256 of a text's UTF-8 bytes (FIPS 180-4), as 64 lower-case hexadecimal digits, as
/// printed by `sha256sum` for a file with the frozen text. O(n).
pub fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let mut hex = String::with_capacity(64);
    for byte in digest {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn known_digests() {
        // The examples of FIPS 180-2, and one with a multi-byte character (checked with sha256sum).
        assert_eq!(
            sha256(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            sha256("Russia’s"),
            "0c849c2f2185edde2a7bec4eff2f504a384b7e4784d1491e8d8ae08a1b1ffb09"
        );
    }
}
