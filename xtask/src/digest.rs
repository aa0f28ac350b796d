//! Digests of files, as they appear in file names and where the page requests a file.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of one file.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The form for `integrity` attributes and content policies: `sha256-` and Base64.
    pub fn integrity(self) -> String {
        format!("sha256-{}", BASE64_STANDARD.encode(self.0))
    }

    /// The form for file names: 16 hexadecimal digits.
    pub fn name(self) -> String {
        self.0[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn a_digest_is_written_as_browsers_read_it() {
        let empty = Digest::of(b"");
        assert_eq!(
            empty.integrity(),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
        assert_eq!(empty.name(), "e3b0c44298fc1c14");
    }
}
