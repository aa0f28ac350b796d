//! The codebook in a screen of its own: layers, labels, attributes and link types, changed in the middle of
//! work. In a built site it is a separate file, fetched when the screen first opens; a program that was not
//! split contains it from the beginning.

mod attribute;
mod color_field;
mod fields;
mod guidelines;
mod keys;
mod label;
mod layer;
mod names;
mod outline;
mod reading;
mod relation;
mod remove;
mod reorder;
mod row;
mod rule;
mod sample;
mod save;
mod screen;
mod session;
mod soon;
mod split;
mod start;
mod values;
mod versions;

use crate::ui::memo::ErasedMemo;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::ui;
use crate::views::fetched::Missing;
use leptos::prelude::*;

/// The doors into this part. Nothing else may lead into it, or it would move into another part.
#[derive(Clone, Copy)]
pub struct Codebook {
    /// Makes the screen.
    pub screen: fn() -> AnyView,
    /// Makes the rule of a label; without one, the list of all, where a press chooses.
    pub rule: fn(ErasedMemo<Option<String>>, ErasedSignal<Option<String>>) -> AnyView,
}

fn doors() -> Codebook {
    Codebook {
        screen: || ui! { <screen::Screen /> },
        rule: rule::draw,
    }
}

/// Fetches this part, unless it is here already. Tries again after a failure.
///
/// # Errors
/// When it cannot be fetched.
pub async fn fetch() -> Result<Codebook, Missing> {
    apart::fetch().await
}

#[cfg(split)]
mod apart {
    use super::{Codebook, Missing, doors};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(codebook, wasm_split_path = leptos::wasm_split, fallible)]
    pub fn fetch() -> Result<Codebook, Missing> {
        Ok(doors())
    }
}

#[cfg(not(split))]
mod apart {
    use super::{Codebook, Missing, doors};

    pub async fn fetch() -> Result<Codebook, Missing> {
        Ok(doors())
    }
}
