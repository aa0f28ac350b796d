//! The dictionary of the browser, for words of scripts without spaces between them.

use super::reflect;
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

thread_local! {
    /// The browser's `Intl.Segmenter` for words; `None` where there is none.
    static SEGMENTER: Option<JsValue> = make();
}

fn make() -> Option<JsValue> {
    let intl = reflect::get(&js_sys::global(), "Intl");
    let class = reflect::method(&intl, "Segmenter")?;
    let options = reflect::object(&[("granularity", &"word".into())]);
    // Its dictionaries go by the script, so any language will do.
    Reflect::construct(&class, &Array::of2(&"en".into(), &options)).ok()
}

/// The bytes at which words begin in a text, and pieces between words; none where the browser has no
/// dictionary. O(n).
pub fn word_starts(text: &str) -> Vec<usize> {
    SEGMENTER.with(|segmenter| {
        let pieces = segmenter.as_ref().and_then(|segmenter| {
            let pieces = reflect::call(segmenter, "segment", &Array::of1(&text.into())).ok()?;
            js_sys::try_iter(&pieces).ok().flatten()
        });
        let mut starts = Vec::new();
        let (mut byte, mut unit) = (0, 0);
        let mut characters = text.chars();
        for piece in pieces.into_iter().flatten().flatten() {
            let Some(index) = reflect::get(&piece, "index").as_f64() else {
                continue;
            };
            while unit < index as usize {
                let Some(c) = characters.next() else {
                    break;
                };
                unit += c.len_utf16();
                byte += c.len_utf8();
            }
            starts.push(byte);
        }
        starts
    })
}

/// Whether the browser has a dictionary.
pub fn is_there() -> bool {
    SEGMENTER.with(Option::is_some)
}
