//! What listeners of the desk are told.

use postil_core::change::Change;
use postil_core::json::Writer;
use postil_core::workspace::Entry;
use std::cell::RefCell;
use std::rc::Rc;

/// A function called after every change with what was done and what it touched.
pub type Listener = Rc<dyn Fn(Done, &Change)>;

/// What was done, for listeners that store it.
#[derive(Clone, Copy)]
pub enum Done<'a> {
    /// This entry.
    Entry(&'a Rc<Entry>),
    /// An entry that is already written out, to take from here.
    Written(&'a RefCell<Writer>),
}
