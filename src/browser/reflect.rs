//! Access to properties and methods by name, where `web-sys` has no binding, or where a binding would
//! come with the first part of the program although only a later one needs it.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Reads a property; undefined if there is none.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Finds a method.
pub fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name).dyn_into().ok()
}

/// Calls a method.
///
/// # Errors
/// If it throws, or there is no such method.
pub fn call(object: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let missing = || js_sys::Error::new(&format!("there is no {name}"));
    let method = method(object, name).ok_or_else(missing)?;
    Reflect::apply(&method, object, arguments)
}

/// Calls a method that returns a promise, and awaits it.
///
/// # Errors
/// As [`call`], and if the promise is rejected.
pub async fn ask(object: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let promise = call(object, name, arguments)?;
    JsFuture::from(Promise::resolve(&promise)).await
}

/// Makes an object with these properties.
pub fn object(properties: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property of a new object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
