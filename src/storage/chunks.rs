//! Values of many megabytes, stored in pieces: handing one over at once keeps the page from answering
//! for longer than a frame.
//!
//! The first piece has the value's own key, an array; the others follow under that key with their
//! number behind it.

use super::database::carried_out;
use js_sys::{Array, Uint8Array};
use leptos::web_sys::{IdbKeyRange, IdbObjectStore};
use wasm_bindgen::prelude::*;

/// The most bytes in a piece: what is handed over in some three milliseconds.
const PIECE: usize = 1 << 20;

/// Adds a value under a key that is not in use. A small one is handed over before this waits for
/// anything, so that it is on its way even if the page is left.
pub async fn add(store: &IdbObjectStore, key: &Array, bytes: &[u8]) -> Result<(), JsValue> {
    let (first, others) = bytes.split_at(bytes.len().min(PIECE));
    let mut request = store.add_with_key(&Uint8Array::from(first), key)?;
    for (number, piece) in (1_u32..).zip(others.chunks(PIECE)) {
        // Each is handed over in a task of its own.
        carried_out(&request).await?;
        let key = key.concat(&Array::of1(&number.into()));
        request = store.add_with_key(&Uint8Array::from(piece), &key)?;
    }
    Ok(())
}

/// The keys of all pieces from one value's to another's.
pub fn range(first: &Array, last: &Array) -> Result<IdbKeyRange, JsValue> {
    // An array sorts after everything else.
    IdbKeyRange::bound(first, &last.concat(&Array::of1(&Array::new())))
}

/// The values in what was read, in order, with their keys of project and number or time.
pub fn values(keys: &JsValue, pieces: &JsValue) -> Vec<(Array, Vec<Uint8Array>)> {
    let (keys, pieces): (Array, Array) = (keys.clone().into(), pieces.clone().into());
    let mut values: Vec<(Array, Vec<Uint8Array>)> = Vec::new();
    for (key, piece) in keys.into_iter().zip(pieces) {
        let key: Array = key.unchecked_into();
        // Empty where something else was stored.
        let piece = piece.dyn_into().unwrap_or_default();
        match values.last_mut() {
            Some((_, before)) if key.length() > 2 => before.push(piece),
            _ => values.push((key, vec![piece])),
        }
    }
    values
}

/// How many bytes a value has.
pub fn length(pieces: &[Uint8Array]) -> usize {
    pieces.iter().map(|piece| piece.length() as usize).sum()
}

/// The bytes of a value. O(n).
pub fn whole(pieces: &[Uint8Array]) -> Vec<u8> {
    let mut bytes = vec![0; length(pieces)];
    let mut rest = bytes.as_mut_slice();
    for piece in pieces {
        let (own, others) = rest.split_at_mut(piece.length() as usize);
        piece.copy_to(own);
        rest = others;
    }
    bytes
}
