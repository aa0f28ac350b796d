//! Properties and methods by their names: for what the bindings lack, or would fetch with the first part
//! of the program although only a later one needs it.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A property; undefined where there is none.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// A method, if there is one.
pub fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name).dyn_into().ok()
}

/// Calls a method.
///
/// # Errors
/// When it throws, or there is none.
pub fn call(object: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let method = method(object, name).ok_or(JsValue::UNDEFINED)?;
    Reflect::apply(&method, object, arguments)
}

/// Calls a method that answers with a promise, and waits for it.
///
/// # Errors
/// As [`call`], and when the promise is rejected.
pub async fn ask(object: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let promise = call(object, name, arguments)?;
    JsFuture::from(Promise::resolve(&promise)).await
}

/// An object with such properties.
pub fn object(properties: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property of a new object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
