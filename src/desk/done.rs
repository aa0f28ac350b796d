//! What listeners of the desk are told.

use postil_core::change::Change;
use postil_core::json::Writer;
use postil_core::workspace::Entry;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// A function called after every change with what was done and what it touched.
pub type Listener = dyn Fn(Done, &Change);

/// Keeps a listener listening until it is dropped.
#[must_use = "the listener is called only while this lives"]
pub struct Listening(#[expect(dead_code, reason = "it is held")] Rc<Listener>);

impl Listening {
    /// Lets the listener listen for as long as the page lives.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

/// Those who listen.
#[derive(Default)]
pub struct Listeners(Vec<Weak<Listener>>);

impl Listeners {
    /// Adds a listener.
    pub fn add(&mut self, listener: impl Fn(Done, &Change) + 'static) -> Listening {
        let listener: Rc<Listener> = Rc::new(listener);
        self.0.push(Rc::downgrade(&listener));
        Listening(listener)
    }

    /// All that still listen, in the order in which they began.
    pub fn all(&mut self) -> Vec<Rc<Listener>> {
        self.0.retain(|listener| listener.strong_count() > 0);
        self.0.iter().filter_map(Weak::upgrade).collect()
    }
}

/// What was done, for listeners that store it.
#[derive(Clone, Copy)]
pub enum Done<'a> {
    /// This entry.
    Entry(&'a Rc<Entry>),
    /// An entry that is already written out, to take from here.
    Written(&'a RefCell<Writer>),
}
