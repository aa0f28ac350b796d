//! The door to the part of the program that reads texts in old encodings, and rich text, which has some in
//! it. In a built site it is a separate file, fetched when such a text first comes in.

use super::formats::{Missing, ReadText};
use postil_core::format::File;
use postil_formats::encodings::{self, Decoded};
use postil_formats::rich_text;

/// The door. Nothing else may lead into this part, or it would move into another part.
#[derive(Clone, Copy)]
pub struct Encodings {
    /// Decodes a text in the encoding of a label, or else in the likeliest.
    pub decode: fn(&File, Option<&str>) -> Decoded,
    /// Reads rich text, and remarks what is left out.
    pub rich_text: fn(&File) -> ReadText,
}

fn doors() -> Encodings {
    Encodings {
        decode: encodings::decode,
        rich_text: rich_text::read,
    }
}

/// Fetches this part, unless it is here already. Tries again after a failure.
///
/// # Errors
/// When it cannot be fetched.
pub async fn fetch() -> Result<Encodings, Missing> {
    apart::fetch().await
}

#[cfg(split)]
mod apart {
    use super::{Encodings, Missing, doors};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(encodings, wasm_split_path = leptos::wasm_split, fallible)]
    pub fn fetch() -> Result<Encodings, Missing> {
        Ok(doors())
    }
}

#[cfg(not(split))]
mod apart {
    use super::{Encodings, Missing, doors};

    pub async fn fetch() -> Result<Encodings, Missing> {
        Ok(doors())
    }
}
