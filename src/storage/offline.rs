//! Postil without a network: a service worker (`offline/sw.js`) keeps the build that is open, and
//! fetches a newer one behind it. The page offers to update and does so only when a person asks.

use super::saver;
use crate::browser::reflect;
use crate::browser::remembered::may_store;
use crate::browser::trusted_types;
use crate::desk::{Desk, Saving};
use crate::ui::sentence::{t, tf};
use gloo::events::EventListener;
use js_sys::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long the answer about a newer build stays fresh: half an hour.
const FRESH_MS: f64 = 30.0 * 60.0 * 1000.0;

thread_local! {
    static REGISTRATION: RefCell<Option<ServiceWorkerRegistration>> = RefCell::default();
    /// When the page last asked for a newer build, in milliseconds.
    static ASKED: Cell<f64> = Cell::default();
    /// Whether there was a reason to ask again before the answer came.
    static ASK_AGAIN: Cell<bool> = Cell::default();
}

/// Registers the service worker, and watches for newer builds. Does nothing if the page names no service
/// worker, or the browser has none or keeps nothing.
pub fn start(desk: Desk) {
    let Some((script, container)) = script().zip(container()) else {
        return;
    };
    // The browser would refuse, and Firefox report it as an error.
    if !may_store() {
        return;
    }
    spawn_local(async move {
        let registered = trusted_types::vouching(&script, || container.register(&script));
        // Without a service worker the page still works, but not without a network.
        let Ok(registration) = JsFuture::from(registered).await else {
            return;
        };
        let registration: ServiceWorkerRegistration = registration.unchecked_into();
        offer(desk, &registration);
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            let Some(coming) = found.installing() else {
                return;
            };
            let found = found.clone();
            EventListener::new(&coming, "statechange", move |_| offer(desk, &found)).forget();
        })
        .forget();
        REGISTRATION.set(Some(registration));
        // Registering has asked for a newer build.
        ASKED.set(Date::now());
        EventListener::new(&document(), "visibilitychange", |_| ask_again()).forget();
        EventListener::new(&window(), "online", |_| ask_again()).forget();
    });
}

/// Asks for a newer build, if the page is visible and has not asked lately. No timer asks: a page in
/// the background does not need the answer, and a reader who returns to it triggers the question.
fn ask_again() {
    let now = Date::now();
    if document().hidden() || now - ASKED.get() < FRESH_MS {
        ASK_AGAIN.set(!document().hidden());
        return;
    }
    ASK_AGAIN.set(false);
    let asking = REGISTRATION.with_borrow(|it| it.as_ref()?.update().ok());
    if let Some(asking) = asking {
        ASKED.set(now);
        spawn_local(async move {
            if JsFuture::from(asking).await.is_err() {
                // The network is down; ask again when it is back, which may be by now.
                ASKED.set(0.0);
                if ASK_AGAIN.take() {
                    ask_again();
                }
            }
        });
    }
}

/// Announces a build that is ready behind the open one.
fn offer(desk: Desk, registration: &ServiceWorkerRegistration) {
    let waits = registration
        .waiting()
        .is_some_and(|waiting| waiting.state() == ServiceWorkerState::Installed);
    // The very first build has no predecessor and takes over by itself.
    let is_kept = container().is_some_and(|container| container.controller().is_some());
    if waits && is_kept && !desk.renewed.get_untracked() {
        desk.renewed.set(true);
        desk.announce(t!("A newer Postil is ready. Reload to update."));
    }
}

/// Updates to a newer build, once all work is saved.
pub fn renew(desk: Desk) {
    let waiting = REGISTRATION.with_borrow(|it| it.as_ref()?.waiting());
    if waiting.is_none() && !desk.renewed.get_untracked() {
        desk.announce(t!("There is no newer Postil."));
        return;
    }
    spawn_local(async move {
        saver::idle().await;
        if let Saving::Refused(reason) = desk.saving.get_untracked() {
            desk.announce(tf!("Not updated, because work is not saved: {reason}."));
            return;
        }
        let reload = || {
            let _ = window().location().reload();
        };
        match (container(), waiting) {
            (Some(container), Some(waiting)) => {
                EventListener::once(&container, "controllerchange", move |_| reload()).forget();
                let _ = waiting.post_message(&JsValue::from_str("take over"));
            }
            // Another tab has already updated.
            _ => reload(),
        }
    });
}

fn container() -> Option<ServiceWorkerContainer> {
    // In a frame without an origin, Chromium throws.
    let container = reflect::get(&window().navigator(), "serviceWorker");
    (!container.is_undefined()).then(|| container.unchecked_into())
}

/// The address of the service worker; `None` in a development build.
fn script() -> Option<String> {
    let meta = document().query_selector("meta[name=service-worker]");
    meta.ok()??.get_attribute("content")
}
