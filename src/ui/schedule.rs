//! Schedules work by frames. A key press shows its effect on the text in the next frame; what
//! surrounds the text is expensive to draw and follows one frame later.

use super::signal::ErasedSignal;
use super::view::effect;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// How long to wait for a frame: a covered window gets none.
const FRAME_TIMEOUT_MS: u64 = 250;

/// A function to run once.
type Once = Rc<Cell<Option<Box<dyn FnOnce()>>>>;

/// Runs a function once the next frame is painted, or soon after if no frame is expected.
pub fn after(run: impl FnOnce() + 'static) {
    schedule(Rc::new(Cell::new(Some(Box::new(run)))));
}

fn schedule(run: Once) {
    if document().hidden() {
        return run_in(run, 0);
    }
    run_in(run.clone(), FRAME_TIMEOUT_MS);
    request_animation_frame(move || run_in(run, 0));
}

fn run_in(run: Once, wait: u64) {
    let run = move || {
        if let Some(run) = run.take() {
            run();
        }
    };
    set_timeout(run, Duration::from_millis(wait));
}

/// Follows the result of a function one frame later, with all changes until then at once.
pub fn later<T: Clone + PartialEq + 'static>(
    read: impl Fn() -> T + Clone + 'static,
) -> ErasedSignal<T> {
    let shown = ErasedSignal::new(untrack(&read));
    let scheduled = ErasedSignal::new(false);
    effect(move || {
        read();
        if scheduled.change(|scheduled| std::mem::replace(scheduled, true)) != Some(false) {
            return;
        }
        let read = read.clone();
        after(move || {
            scheduled.change(|scheduled| *scheduled = false);
            follow(shown, &read);
        });
    });
    shown
}

/// How long values must not change before the most expensive views are drawn: less than people
/// notice, and more than the time between two keys in a row.
const REST_MS: u64 = 80;

/// Follows the result of a function once it has not changed for a moment.
pub fn at_rest<T: Clone + PartialEq + 'static>(
    read: impl Fn() -> T + Clone + 'static,
) -> ErasedSignal<T> {
    let shown = ErasedSignal::new(untrack(&read));
    let changes = ErasedSignal::new(0_u64);
    effect(move || {
        read();
        let read = read.clone();
        let this = changes.change(|changes| {
            *changes += 1;
            *changes
        });
        let rested = move || {
            if changes.try_with_untracked(|last| *last) == this {
                follow(shown, &read);
            }
        };
        set_timeout(rested, Duration::from_millis(REST_MS));
    });
    shown
}

fn follow<T: Clone + PartialEq + 'static>(shown: ErasedSignal<T>, read: &impl Fn() -> T) {
    // What it reads is gone together with what follows it.
    if shown.try_with_untracked(|_| ()).is_none() {
        return;
    }
    let now = untrack(read);
    if shown.try_with_untracked(|before| *before != now) == Some(true) {
        shown.set(now);
    }
}

/// How long to work between two frames on a task that takes many. The other half of a frame is for
/// the user's input.
const SLICE_MS: f64 = 7.0;
/// The same in a hidden page, where waiting for a frame takes long.
const HIDDEN_SLICE_MS: f64 = 100.0;

/// A stretch of work between two frames.
pub struct Slice {
    end: f64,
}

impl Slice {
    /// Whether it is time to let the page respond.
    pub fn is_due(&self) -> bool {
        js_sys::Date::now() >= self.end
    }
}

/// Begins a stretch of work.
pub fn slice() -> Slice {
    let length = if document().hidden() {
        HIDDEN_SLICE_MS
    } else {
        SLICE_MS
    };
    Slice {
        end: js_sys::Date::now() + length,
    }
}

/// Waits until the next frame is painted.
pub async fn breathe() {
    let painted = js_sys::Promise::new(&mut |resolve, _| {
        after(move || {
            // Resolving a promise does not throw.
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        });
    });
    let _ = wasm_bindgen_futures::JsFuture::from(painted).await;
}
