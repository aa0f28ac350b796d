//! Records as they are stored: JSON in UTF-8 of `[format, body]`, where the number of the format
//! tells a later version what it has before it.

use postil_core::json::Json;
use serde_json::Value;

/// The format that is written, and the newest that can be read.
pub const FORMAT: usize = 1;

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
pub fn encode(body: &impl Json) -> Result<Vec<u8>, String> {
    let record = Value::Array(vec![FORMAT.into(), body.to_json()]);
    serde_json::to_vec(&record).map_err(|error| error.to_string())
}

/// The body of a record. O(n).
///
/// # Errors
/// When the record was damaged, or written by a later version.
pub fn decode<T: Json>(bytes: &[u8]) -> Result<T, Unreadable> {
    T::from_json(body(bytes)?).map_err(|problem| Unreadable::Damaged(problem.to_string()))
}

fn body(bytes: &[u8]) -> Result<Value, Unreadable> {
    let record: Value =
        serde_json::from_slice(bytes).map_err(|error| Unreadable::Damaged(error.to_string()))?;
    let (format, body) = <(usize, Value)>::from_json(record)
        .map_err(|problem| Unreadable::Damaged(problem.to_string()))?;
    match format > FORMAT {
        true => Err(Unreadable::Newer),
        false => Ok(body),
    }
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, decode, encode};

    #[test]
    fn a_record_comes_back() {
        let body = ("Кабул".to_owned(), vec![1_usize, 2, 3]);
        let bytes = encode(&body).expect("it has JSON");
        assert_eq!(bytes, "[1,[\"Кабул\",[1,2,3]]]".as_bytes());
        assert_eq!(decode(&bytes), Ok(body));
    }

    #[test]
    fn damage_is_told_from_a_later_format() {
        let read = decode::<Vec<usize>>;
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
