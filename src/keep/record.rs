//! Records as they are stored: JSON in UTF-8 of `[format, body]`, where the number of the format
//! tells a later version what it has before it.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

/// The format that is written, and the newest that can be read.
pub const FORMAT: u32 = 1;

/// Why a record could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A later version of the program wrote it.
    Newer,
    /// It is not what any version writes; what is wrong, in words.
    Damaged(String),
}

/// The bytes of a record. O(n).
///
/// # Errors
/// When the body has no JSON, in words.
pub fn encode(body: &impl Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec(&(FORMAT, body)).map_err(|error| error.to_string())
}

/// The body of a record. O(n).
///
/// # Errors
/// When the record was damaged, or written by a later version.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    #[derive(Deserialize)]
    struct Numbered(u32, IgnoredAny);

    serde_json::from_slice::<(u32, T)>(bytes)
        .map(|(_, body)| body)
        .map_err(|error| match serde_json::from_slice(bytes) {
            Ok(Numbered(format, _)) if format > FORMAT => Unreadable::Newer,
            _ => Unreadable::Damaged(error.to_string()),
        })
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, decode, encode};

    #[test]
    fn a_record_comes_back() {
        let body = ("Кабул".to_owned(), vec![1, 2, 3]);
        let bytes = encode(&body).expect("it has JSON");
        assert_eq!(bytes, "[1,[\"Кабул\",[1,2,3]]]".as_bytes());
        assert_eq!(decode(&bytes), Ok(body));
    }

    #[test]
    fn damage_is_told_from_a_later_format() {
        let read = decode::<Vec<u32>>;
        assert_eq!(read(b"[2,{\"unheard\":\"of\"}]"), Err(Unreadable::Newer));
        for damaged in [
            "",
            "[1,[1,2",
            "[1,{\"a\":1}]",
            "{}",
            "[1,[1]] x",
            "\u{FFFD}",
        ] {
            assert!(matches!(
                read(damaged.as_bytes()),
                Err(Unreadable::Damaged(_))
            ));
        }
    }
}
