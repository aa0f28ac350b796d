//! The relations of the selected annotation as lines in the articles. It belongs to the later part of the
//! program.

use crate::browser::remembered;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::Owner;

const KEY: &str = "postil-ties";
const SHOWN: &str = "shown";
const HIDDEN: &str = "hidden";

/// What there is of them; a copy is the same.
#[derive(Clone, Copy)]
pub struct Ties {
    /// Whether they are drawn. Remembered in this browser.
    pub shown: ErasedSignal<bool>,
}

thread_local! {
    /// Belongs to no component, so that it lives as long as the page.
    static TIES: (Owner, Ties) = {
        let owner = Owner::new_root(None);
        let ties = owner.with(|| Ties {
            shown: ErasedSignal::new(remembered::get(KEY).as_deref() != Some(HIDDEN)),
        });
        (owner, ties)
    };
}

/// Those of the page.
pub fn ties() -> Ties {
    TIES.with(|(_, ties)| *ties)
}

impl Ties {
    /// Draws them, or draws them no more. Whether they are drawn now.
    pub fn toggle(self) -> bool {
        self.shown.update(|shown| *shown = !*shown);
        let shown = self.shown.get_untracked();
        remembered::set(KEY, if shown { SHOWN } else { HIDDEN });
        shown
    }
}
