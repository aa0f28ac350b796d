//! Stored records: JSON in UTF-8 of `[format, body]`. The format number tells a later version how to
//! read the body.

use crate::ui::sentence::t;
use postil_core::json::{Error, Json, Problem, Reader, Writer};

/// The format that is written, and the newest that can be read.
pub const FORMAT: usize = 1;

/// Why a record could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A later version of the program wrote it.
    Newer,
    /// No version writes this; the problem in words.
    Damaged(String),
}

/// Encodes a record. O(n).
pub fn encode(body: &impl Json) -> Vec<u8> {
    let mut out = begin();
    body.write(&mut out);
    end(out)
}

/// Begins a record whose body is written next, piece by piece.
pub fn begin() -> Writer {
    let mut out = Writer::default();
    out.begin_list();
    out.item();
    out.number(FORMAT);
    out.item();
    out
}

/// Ends a record, and returns its bytes.
pub fn end(mut out: Writer) -> Vec<u8> {
    out.end_list();
    out.finish()
}

/// Decodes the body of a record. O(n).
///
/// # Errors
/// When the record is damaged, or a later version wrote it.
pub fn decode<T: Json>(bytes: &[u8]) -> Result<T, Unreadable> {
    let text =
        std::str::from_utf8(bytes).map_err(|error| Unreadable::Damaged(error.to_string()))?;
    let (mut format, mut body) = (None, None);
    let mut reader = Reader::new(text);
    let read = reader.list(&mut |from| {
        match format {
            None => format = Some(from.number()?),
            // A later version may have written the body in another form.
            Some(format) if format > FORMAT => from.skip()?,
            Some(_) if body.is_none() => body = Some(T::read(from)?),
            Some(_) => return Err(Problem::new(t!("expected two values").to_owned())),
        }
        Ok(())
    });
    match read.and_then(|()| reader.end()) {
        Ok(()) if format > Some(FORMAT) => Err(Unreadable::Newer),
        Ok(()) => body.ok_or_else(|| Unreadable::Damaged(t!("there is no body").to_owned())),
        Err(problem) => Err(Unreadable::Damaged(Error::of(text, problem).to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, decode, encode};

    #[test]
    fn a_record_comes_back() {
        let body = ("Кабул".to_owned(), vec![1_usize, 2, 3]);
        let bytes = encode(&body);
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
