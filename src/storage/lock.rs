//! Web Locks: of all tabs that have a project open, one may write.

use crate::browser::reflect;
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use leptos::web_sys::AbortController;
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

/// Names the lock of a project, and the channel of the tabs that have it open.
pub fn name(project: &str) -> String {
    format!("postil:{project}")
}

/// A lock that this tab holds until it releases it or another tab steals it.
pub struct Lock {
    /// Releases it; `None` where the browser has no locks.
    release: Option<Function>,
    /// Rejected when another tab steals it.
    ended: Promise,
}

impl Lock {
    /// Stands for a lock where the browser has none.
    fn none() -> Self {
        Self {
            release: None,
            ended: Promise::new(&mut |_, _| {}),
        }
    }

    /// Releases it.
    pub fn release(&self) {
        if let Some(release) = &self.release {
            // The functions of a promise do not throw.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }

    /// A promise that is resolved when the lock is released, and rejected when it is stolen.
    pub fn ended(&self) -> Promise {
        self.ended.clone()
    }
}

/// Acquires the lock of this name, if no other tab holds it. Where the browser has no locks, every tab
/// gets it.
pub async fn acquire(name: &str) -> Option<Lock> {
    request(name, "ifAvailable", &JsValue::TRUE).await
}

/// Waits until the lock of this name is free, and acquires it; `None` if `patience` aborts first.
pub async fn wait(name: &str, patience: &AbortController) -> Option<Lock> {
    request(name, "signal", &patience.signal()).await
}

/// Steals the lock of this name from the tab that holds it.
pub async fn steal(name: &str) -> Option<Lock> {
    request(name, "steal", &JsValue::TRUE).await
}

/// Whether a tab waits for the lock of this name. Assumes that none does where the browser does not
/// say.
pub async fn is_awaited(name: &str) -> bool {
    let locks = reflect::get(&window().navigator(), "locks");
    let found = reflect::ask(&locks, "query", &Array::new()).await;
    let pending = found.map(|found| reflect::get(&found, "pending"));
    let pending = pending.unwrap_or_default().dyn_into::<Array>();
    pending.is_ok_and(|pending| {
        let mut names = pending.iter().map(|lock| reflect::get(&lock, "name"));
        names.any(|waited| waited == name)
    })
}

async fn request(name: &str, option: &str, value: &JsValue) -> Option<Lock> {
    let navigator = window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    if locks.is_undefined() {
        return Some(Lock::none());
    }
    let locks: LockManager = locks.unchecked_into();
    let options = Object::new();
    // Setting a property of a new object cannot fail.
    let _ = Reflect::set(&options, &option.into(), value);
    let (mut release, mut ended) = (None, None);
    let held = Promise::new(&mut |resolve: Function, _| release = Some(resolve));
    let granted = Promise::new(&mut |resolve: Function, _| {
        let held = held.clone();
        let callback = Closure::once_into_js(move |lock: JsValue| {
            // The functions of a promise do not throw.
            let _ = resolve.call1(&JsValue::UNDEFINED, &lock);
            // The browser holds the lock until this promise is settled.
            if lock.is_null() {
                Promise::resolve(&JsValue::UNDEFINED)
            } else {
                held
            }
        });
        ended = locks.request(name, &options, callback.unchecked_ref()).ok();
    });
    // A page that may not use locks is treated like a browser that has none.
    let Some(ended) = ended else {
        return Some(Lock::none());
    };
    match JsFuture::from(Promise::race(&Array::of2(&granted, &ended))).await {
        Ok(lock) => (!lock.is_null()).then_some(Lock { release, ended }),
        Err(reason) => {
            let reason: js_sys::Error = reason.unchecked_into();
            if reason.name() == "AbortError" {
                None
            } else {
                Some(Lock::none())
            }
        }
    }
}
