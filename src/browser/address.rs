//! The part of the address after `#`: values by name, as in `#project=default&view=coverage`.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// The value of a name, if the address has it.
pub fn value(name: &str) -> Option<String> {
    let hash = window().location().hash().ok()?;
    let pairs = hash.strip_prefix('#')?.split('&');
    let mut values = pairs.filter_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let value = js_sys::decode_uri_component(values.next()?).ok()?;
    Some(value.into())
}

/// Replaces everything after `#` by these values, as a new entry of the browser's history or in place of the
/// current one. Changes nothing if it says so already.
pub fn put(values: &[(&str, &str)], anew: bool) {
    let pairs = values.iter().map(|(name, value)| {
        let value = String::from(js_sys::encode_uri_component(value));
        format!("{name}={value}")
    });
    let hash = format!("#{}", pairs.collect::<Vec<_>>().join("&"));
    let now = window().location().hash();
    let Ok(history) = window().history() else {
        return;
    };
    let _ = match now {
        Ok(now) if now == hash => Ok(()),
        _ if anew => history.push_state_with_url(&JsValue::NULL, "", Some(&hash)),
        _ => history.replace_state_with_url(&JsValue::NULL, "", Some(&hash)),
    };
}
