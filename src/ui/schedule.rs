//! What may wait for a frame. A key press has until the next frame to show what it did to the text;
//! what stands around the text is dear to draw and follows one frame later.

use super::signal::ErasedSignal;
use super::view::effect;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// How long is waited for a frame, in milliseconds: none comes in a window that is covered.
const PATIENCE: u64 = 250;

/// What is to be run once.
type Once = Rc<Cell<Option<Box<dyn FnOnce()>>>>;

/// Runs a function once the next frame has been painted, or soon where none is to be expected.
pub fn after(run: impl FnOnce() + 'static) {
    schedule(Rc::new(Cell::new(Some(Box::new(run)))));
}

fn schedule(run: Once) {
    if document().hidden() {
        return run_in(run, 0);
    }
    run_in(run.clone(), PATIENCE);
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

/// What a function answers, a frame later, and however often it changes until then, once.
pub fn later<T: Clone + PartialEq + 'static>(
    read: impl Fn() -> T + Clone + 'static,
) -> ErasedSignal<T> {
    let shown = ErasedSignal::new(untrack(&read));
    let coming = ErasedSignal::new(false);
    effect(move || {
        read();
        if coming.change(|coming| std::mem::replace(coming, true)) != Some(false) {
            return;
        }
        let read = read.clone();
        after(move || {
            coming.change(|coming| *coming = false);
            follow(shown, &read);
        });
    });
    shown
}

/// How long nothing has to change before what is dearest to draw is drawn, in milliseconds: less than
/// what a person notices, and more than lies between two keys that follow each other.
const REST: u64 = 80;

/// What a function answers, once it has not changed for a moment.
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
        set_timeout(rested, Duration::from_millis(REST));
    });
    shown
}

fn follow<T: Clone + PartialEq + 'static>(shown: ErasedSignal<T>, read: &impl Fn() -> T) {
    let now = untrack(read);
    if shown.try_with_untracked(|before| *before != now) == Some(true) {
        shown.set(now);
    }
}

/// How long may be worked at a time on what takes many frames, in milliseconds. The other half of a
/// frame is for what a person does meanwhile.
const SLICE: f64 = 7.0;
/// The same on a page that no one sees, where waiting takes long.
const UNSEEN_SLICE: f64 = 100.0;

/// A stretch of work between two frames.
pub struct Slice {
    end: f64,
}

impl Slice {
    /// Whether it is time to let the page answer.
    pub fn is_due(&self) -> bool {
        js_sys::Date::now() >= self.end
    }
}

/// Begins a stretch of work.
pub fn slice() -> Slice {
    let length = match document().hidden() {
        true => UNSEEN_SLICE,
        false => SLICE,
    };
    Slice {
        end: js_sys::Date::now() + length,
    }
}

/// Waits until the next frame has been painted.
pub async fn breathe() {
    let painted = js_sys::Promise::new(&mut |resolve, _| {
        after(move || {
            // The function of a promise does not throw.
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        });
    });
    let _ = wasm_bindgen_futures::JsFuture::from(painted).await;
}
