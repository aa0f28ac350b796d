//! The panes beside the active one, as they are kept with the bookmark.

use super::record;
use crate::desk::Desk;
use crate::desk::panes::{self, Slot, USUAL_SHARE};
use crate::desk::view::{Cursor, View};
use crate::ui::view::effect;
use gloo::timers::callback::Timeout;
use postil_core::json;
use postil_core::model::{AnnotationId, DocumentId};

/// What one pane beside the active one shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Beside {
    document: Option<DocumentId>,
    selected: Option<AnnotationId>,
    cursor: Option<(usize, usize)>,
    scrolled: i32,
    /// Its share of the width.
    share: u32,
}

json::record!(Beside {
    document: optional,
    selected: optional,
    cursor: optional,
    scrolled: required,
    share: required,
});

impl Beside {
    fn of(slot: Slot) -> Self {
        let cursor = slot.view.cursor().get_untracked();
        Self {
            document: slot.view.document().get_untracked(),
            selected: slot.view.mark().get_untracked(),
            cursor: cursor.map(|cursor| (cursor.anchor, cursor.head)),
            scrolled: slot.view.scroll().get_untracked(),
            share: slot.share,
        }
    }

    /// Shows it in a pane; `length` is that of the document in code points.
    fn show(self, desk: Desk, view: View) {
        let Some(document) = self.document else {
            return;
        };
        let length = desk.peek(|state| Some(state.document(&document)?.text().len()));
        let Some(length) = length else {
            return;
        };
        desk.show_in(view, Some(document));
        let is_there = |id: &AnnotationId| desk.peek(|state| state.annotation(id).is_some());
        let cursor = self.cursor.map(|(anchor, head)| Cursor {
            anchor: anchor.min(length),
            head: head.min(length),
        });
        view.restore(self.selected.filter(is_there), cursor);
        // The pane shows the text in a later task.
        Timeout::new(0, move || view.scroll_to(self.scrolled)).forget();
    }

    fn is_there(&self, desk: Desk) -> bool {
        let document = self.document.as_ref();
        document.is_some_and(|id| desk.peek(|state| state.document(id).is_some()))
    }
}

/// All panes from the left to the right.
#[derive(Clone, Debug, Default, PartialEq)]
struct Layout {
    panes: Vec<Beside>,
    /// Which of them is active.
    active: usize,
}

json::record!(Layout {
    panes: optional,
    active: required,
});

/// The row of panes as it is kept; empty if there is only one.
pub fn write(desk: Desk) -> String {
    let view = desk.view_now();
    let slots = desk.panes().get_untracked();
    if slots.len() < 2 {
        return String::new();
    }
    let active = slots.iter().position(|slot| slot.view == view);
    let layout = Layout {
        panes: slots.into_iter().map(Beside::of).collect(),
        active: active.unwrap_or_default(),
    };
    String::from_utf8(record::encode(&layout)).unwrap_or_default()
}

/// Arranges the panes as a bookmark says, whenever one is read.
pub fn keep(desk: Desk) {
    effect(move || {
        let layout = desk.layout.get();
        // Losing one that cannot be read does no harm.
        if let Ok(layout) = record::decode::<Layout>(layout.as_bytes()) {
            restore(desk, layout);
        }
    });
}

/// Opens the other panes on both sides of the active one, as far as their documents still exist.
fn restore(desk: Desk, layout: Layout) {
    let view = desk.view_now();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut share = USUAL_SHARE;
    for (at, pane) in layout.panes.into_iter().enumerate() {
        if at == layout.active {
            share = pane.share;
        } else if pane.is_there(desk) {
            let slot = Slot {
                view: panes::new_view(),
                share: pane.share,
            };
            pane.show(desk, slot.view);
            match at < layout.active {
                true => before.push(slot),
                false => after.push(slot),
            }
        }
    }
    before.push(Slot { view, share });
    before.append(&mut after);
    desk.arrange(before);
}
