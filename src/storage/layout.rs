//! The panes beside the active one, as they are kept with the bookmark.

use super::record;
use super::spot::Spot;
use crate::desk::Desk;
use crate::desk::panes::{self, Slot, USUAL_SHARE, index_of};
use crate::ui::view::effect;
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
        let spot = Spot::of(slot.view);
        Self {
            document: spot.document,
            selected: spot.selected,
            cursor: spot.cursor,
            scrolled: spot.scrolled,
            share: slot.share,
        }
    }

    fn spot(self) -> Spot {
        Spot {
            document: self.document,
            selected: self.selected,
            cursor: self.cursor,
            scrolled: self.scrolled,
        }
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
    let active = index_of(&slots, view);
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
    let mut own_share = USUAL_SHARE;
    for (at, pane) in layout.panes.into_iter().enumerate() {
        if at == layout.active {
            own_share = pane.share;
            continue;
        }
        let (share, spot) = (pane.share, pane.spot());
        if spot.is_there(desk) {
            let view = panes::new_view();
            spot.show(desk, view);
            let slot = Slot { view, share };
            match at < layout.active {
                true => before.push(slot),
                false => after.push(slot),
            }
        }
    }
    before.push(Slot {
        view,
        share: own_share,
    });
    before.append(&mut after);
    desk.arrange(before);
}
