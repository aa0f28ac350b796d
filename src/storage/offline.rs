//! Postil without a network: a service worker (`offline/sw.js`) keeps the build that is open, and
//! takes in a newer one behind it. Going over to that is offered, and done only when asked for.

use super::saver;
use crate::browser::trusted_types;
use crate::desk::{Desk, Saving};
use gloo::events::EventListener;
use js_sys::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// After so many milliseconds it is worth asking again for a newer build: half an hour.
const STALE: f64 = 30.0 * 60.0 * 1000.0;

thread_local! {
    static REGISTRATION: RefCell<Option<ServiceWorkerRegistration>> = RefCell::default();
    /// When a newer build was last asked for, in milliseconds.
    static ASKED: Cell<f64> = Cell::default();
    /// Whether there was reason to ask again before the answer came.
    static MEANWHILE: Cell<bool> = Cell::default();
}

/// Has this build kept, and watches for newer ones. Does nothing in a page that names no service
/// worker, or in a browser that has none for it.
pub fn start(desk: Desk) {
    let (Some(container), Some(script)) = (container(), script()) else {
        return;
    };
    spawn_local(async move {
        let registered = trusted_types::vouching(&script, || container.register(&script));
        // Without it the page works as well; only not without a network.
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
        // Opening the page has asked.
        ASKED.set(Date::now());
        EventListener::new(&document(), "visibilitychange", |_| ask_again()).forget();
        EventListener::new(&window(), "online", |_| ask_again()).forget();
    });
}

/// Asks for a newer build, if someone looks at the page and it was not asked for lately. Nothing asks
/// by the clock: a page that no one looks at is not worth it, and one that is left is come back to.
fn ask_again() {
    let now = Date::now();
    if document().hidden() || now - ASKED.get() < STALE {
        MEANWHILE.set(!document().hidden());
        return;
    }
    MEANWHILE.set(false);
    let asking = REGISTRATION.with_borrow(|it| it.as_ref()?.update().ok());
    if let Some(asking) = asking {
        ASKED.set(now);
        spawn_local(async move {
            if JsFuture::from(asking).await.is_err() {
                // There is no network: it is asked for again when there is, which may be by now.
                ASKED.set(0.0);
                if MEANWHILE.take() {
                    ask_again();
                }
            }
        });
    }
}

/// Tells of a build that waits behind the open one.
fn offer(desk: Desk, registration: &ServiceWorkerRegistration) {
    let waits = registration
        .waiting()
        .is_some_and(|waiting| waiting.state() == ServiceWorkerState::Installed);
    // The first build of all has none before it, and takes over by itself.
    let is_kept = container().is_some_and(|container| container.controller().is_some());
    if waits && is_kept && !desk.renewed.get_untracked() {
        desk.renewed.set(true);
        desk.announce("A newer Postil is ready. Reload to update.");
    }
}

/// Goes over to a newer build, once all work is saved.
pub fn renew(desk: Desk) {
    let waiting = REGISTRATION.with_borrow(|it| it.as_ref()?.waiting());
    if waiting.is_none() && !desk.renewed.get_untracked() {
        desk.announce("No newer Postil has been found.");
        return;
    }
    spawn_local(async move {
        saver::idle().await;
        if let Saving::Refused(reason) = desk.saving.get_untracked() {
            desk.announce(format!("Not updated, because work is not saved: {reason}"));
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
            // Another tab has gone over already.
            _ => reload(),
        }
    });
}

fn container() -> Option<ServiceWorkerContainer> {
    let container = window().navigator().service_worker();
    (!container.is_undefined()).then_some(container)
}

/// The address of the service worker; a page that is being developed has none.
fn script() -> Option<String> {
    let meta = document().query_selector("meta[name=service-worker]");
    meta.ok()??.get_attribute("content")
}
