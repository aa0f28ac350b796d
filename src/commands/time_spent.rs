//! Measures how long each article is worked in: while the page is in sight, for a minute from the last key, press or
//! turn of the wheel on.

use crate::desk::Desk;
use crate::storage::{current, time_spent};
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::Date;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

/// How often time is added, in seconds.
const TICK: u32 = 5;
/// How long one works on after a sign of it.
const LASTS_MS: f64 = 60_000.0;
/// What shows that somebody works.
const SIGNS: [&str; 4] = ["keydown", "pointerdown", "wheel", "touchmove"];

/// Measures for as long as the page lives.
pub fn keep(desk: Desk) {
    let last = Rc::new(Cell::new(f64::NEG_INFINITY));
    let is_here = move || desk.story.with_untracked(Option::is_none) && !document().hidden();
    for sign in SIGNS {
        let last = last.clone();
        let seen = move |_: &_| {
            if is_here() {
                last.set(Date::now());
            }
        };
        EventListener::new(&document(), sign, seen).forget();
    }
    Interval::new(TICK * 1000, move || {
        if !is_here() || Date::now() - last.get() > LASTS_MS {
            return;
        }
        if let Some(article) = desk.view_now().document().get_untracked() {
            time_spent::add(&current::project(), &article, TICK as usize);
        }
    })
    .forget();
}
