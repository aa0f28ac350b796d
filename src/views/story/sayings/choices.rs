//! What a person has chosen in the table. It outlives the view.

use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use std::cell::RefCell;

/// The choices; a copy is the same.
#[derive(Clone, Copy)]
pub struct Choices {
    /// Which claims are listed.
    pub which: ErasedSignal<Which>,
    /// Whether sources of a single claim are left out.
    pub hides_few: ErasedSignal<bool>,
    /// How many rows are in the page: more, the farther it was scrolled. Notifies whoever draws them.
    pub rows: ErasedSignal<usize>,
}

/// Claims by how many carry them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those of several accounts.
    Several,
    /// All.
    All,
}

/// Rows that are in the page at first, and how many are added at the end.
pub const ROWS: usize = 100;

thread_local! {
    static CHOICES: RefCell<Option<(Owner, Choices)>> = const { RefCell::new(None) };
}

impl Choices {
    /// The choices of the page.
    pub fn here() -> Self {
        CHOICES.with_borrow_mut(|choices| {
            let (_, choices) = choices.get_or_insert_with(|| {
                let owner = Owner::new_root(None);
                let choices = owner.with(|| Self {
                    which: ErasedSignal::new(Which::Several),
                    hides_few: ErasedSignal::new(false),
                    rows: ErasedSignal::new(ROWS),
                });
                (owner, choices)
            });
            *choices
        })
    }
}

/// Lists these claims from now on.
pub fn choose(which: Which) {
    let choices = Choices::here();
    choices.rows.set(ROWS);
    choices.which.set(which);
}
