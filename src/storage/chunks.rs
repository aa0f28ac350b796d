//! Stores values of many megabytes in chunks: handing over such a value at once would block the page
//! for longer than a frame.
//!
//! The first chunk has the key of the value, an array; the others follow under the same key with
//! their number appended.

use super::database::carried_out;
use js_sys::{Array, Uint8Array};
use leptos::web_sys::{IdbKeyRange, IdbObjectStore};
use wasm_bindgen::prelude::*;

/// The size of a chunk. Handing over one takes about three milliseconds.
const CHUNK_BYTES: usize = 1 << 20;

/// Adds a value under an unused key. A value of one chunk is handed over before this waits for
/// anything, so that it is stored even if the reader leaves the page.
pub async fn add(store: &IdbObjectStore, key: &Array, bytes: &[u8]) -> Result<(), JsValue> {
    let (first, others) = bytes.split_at(bytes.len().min(CHUNK_BYTES));
    let mut request = store.add_with_key(&Uint8Array::from(first), key)?;
    for (number, chunk) in (1_u32..).zip(others.chunks(CHUNK_BYTES)) {
        // Hand over each chunk in a task of its own.
        carried_out(&request).await?;
        let key = key.concat(&Array::of1(&number.into()));
        request = store.add_with_key(&Uint8Array::from(chunk), &key)?;
    }
    Ok(())
}

/// The keys of all chunks from one value to another.
pub fn range(first: &Array, last: &Array) -> Result<IdbKeyRange, JsValue> {
    // Arrays sort after everything else.
    IdbKeyRange::bound(first, &last.concat(&Array::of1(&Array::new())))
}

/// Joins keys and chunks that were read into values, in order; each key is project and number or
/// time.
pub fn values(keys: &JsValue, chunks: &JsValue) -> Vec<(Array, Vec<Uint8Array>)> {
    let (keys, chunks): (Array, Array) = (keys.clone().into(), chunks.clone().into());
    let mut values: Vec<(Array, Vec<Uint8Array>)> = Vec::new();
    for (key, chunk) in keys.into_iter().zip(chunks) {
        let key: Array = key.unchecked_into();
        // Anything but bytes becomes an empty chunk.
        let chunk = chunk.dyn_into().unwrap_or_default();
        match values.last_mut() {
            Some((_, before)) if key.length() > 2 => before.push(chunk),
            _ => values.push((key, vec![chunk])),
        }
    }
    values
}

/// The length of a value in bytes.
pub fn length(chunks: &[Uint8Array]) -> usize {
    chunks.iter().map(|chunk| chunk.length() as usize).sum()
}

/// The bytes of a value. O(n).
pub fn whole(chunks: &[Uint8Array]) -> Vec<u8> {
    let mut bytes = vec![0; length(chunks)];
    let mut rest = bytes.as_mut_slice();
    for chunk in chunks {
        let (own, others) = rest.split_at_mut(chunk.length() as usize);
        chunk.copy_to(own);
        rest = others;
    }
    bytes
}
