//! Web Locks: of all the tabs that have a project open, one may write.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        callback: &Function,
    ) -> Result<Promise, JsValue>;
}

/// Takes the lock of that name, if no other tab has it, and keeps it for as long as the page
/// lives. `false`: another tab has it. Where the browser has no locks, every tab gets it.
pub async fn take(name: &str) -> bool {
    let options = Object::new();
    // Setting a property of a new object cannot fail.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    request(name, &options).await
}

/// Waits until the lock of that name is free, takes it and keeps it.
pub async fn wait(name: &str) {
    request(name, &Object::new()).await;
}

async fn request(name: &str, options: &Object) -> bool {
    let navigator = window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    if locks.is_undefined() {
        return true;
    }
    let locks: LockManager = locks.unchecked_into();
    let mut held = None;
    let granted = Promise::new(&mut |resolve: Function, _| {
        let callback = Closure::once_into_js(move |lock: JsValue| {
            // The functions of a promise do not throw.
            let _ = resolve.call1(&JsValue::UNDEFINED, &lock);
            // A lock is held until this promise is settled: never.
            match lock.is_null() {
                true => Promise::resolve(&JsValue::UNDEFINED),
                false => Promise::new(&mut |_, _| {}),
            }
        });
        held = locks.request(name, options, callback.unchecked_ref()).ok();
    });
    // A page that may not have locks is as well off as one whose browser has none.
    let Some(held) = held else {
        return true;
    };
    let answer = JsFuture::from(Promise::race(&Array::of2(&granted, &held))).await;
    answer.map_or(true, |lock| !lock.is_null())
}
