//! Dragging an edge of a mark, or of selected text, by its handle.

use super::handles::Edge;
use super::mouse_selection::offset_near;
use super::offsets::{self, Assoc};
use super::pane::Pane;
use super::selection::Chosen;
use crate::desk::view::Cursor;
use crate::ui::sentence::t;
use postil_core::edit;
use std::ops::Range;

/// After how far up or down a drag means the line under the pointer.
const LINE_PX: f64 = 20.0;

/// An edge being dragged.
#[derive(Clone, Debug)]
pub struct EdgeDrag {
    edge: Edge,
    chosen: Chosen,
    /// From the pointer to the middle of the line with the edge, in pixels.
    grip: (f64, f64),
    /// The height at which it began.
    from_y: f64,
    range: Range<usize>,
}

impl EdgeDrag {
    /// Begins at a point of the window.
    pub fn begin(pane: &Pane, edge: Edge, x: f64, y: f64) -> Option<Self> {
        let chosen = pane.chosen()?;
        let range = chosen.range();
        let caret = pane.sheet(|sheet| match edge {
            Edge::Start => offsets::caret(sheet, range.start, Assoc::After),
            Edge::End => offsets::caret(sheet, range.end, Assoc::Before),
        })??;
        Some(Self {
            edge,
            grip: (caret.x - x, (caret.top + caret.bottom) / 2.0 - y),
            from_y: y,
            range,
            chosen,
        })
    }

    /// Shows the range with the edge at the pointer: at a word's edge, unless `by_character`.
    pub fn follow(&mut self, pane: &Pane, x: f64, y: f64, by_character: bool) {
        // A handle is beside its line, and at first means that line. A hand that goes to another one
        // points at it.
        let left = 1.0 - ((y - self.from_y).abs() / LINE_PX).min(1.0);
        let (x, y) = (x + self.grip.0 * left, y + self.grip.1 * left);
        let Some(offset) = offset_near(pane, x, y) else {
            return;
        };
        let range = match self.edge {
            Edge::Start => offset.min(self.range.end.saturating_sub(1))..self.range.end,
            Edge::End => self.range.start..offset.max(self.range.start + 1),
        };
        let snapped = if by_character {
            range
        } else {
            // Only the dragged edge snaps: the other may be inside a word on purpose.
            pane.sheet(|sheet| {
                let snapped = sheet.text.snap(range.clone());
                match self.edge {
                    Edge::Start => snapped.start..range.end,
                    Edge::End => range.start..snapped.end,
                }
            })
            .unwrap_or(range)
        };
        if snapped.is_empty() {
            return;
        }
        self.range = snapped.clone();
        pane.view.select_text(Cursor {
            anchor: snapped.start,
            head: snapped.end,
        });
    }

    /// Makes the range that of the mark. If the same mark is there already, selects that one instead, and
    /// removes the dragged one if it says nothing more.
    pub fn end(self, pane: &Pane) {
        let Chosen::Annotation(id, before) = self.chosen else {
            return;
        };
        pane.view.clear_cursor();
        if before == self.range {
            return;
        }
        let desk = pane.desk;
        let extended = desk.stamped(|state, stamp| {
            let extent = edit::off_gaps(state.annotation(&id)?, self.range);
            edit::set_extent(state, &id, extent, stamp)
        });
        let there = desk.peek(|state| edit::give_way(state, extended.as_ref()?.annotation(&id)?));
        let Some((there, removed)) = there else {
            desk.commit(extended);
            return;
        };
        if removed.is_none() || desk.commit(removed) {
            pane.view.select_mark(there);
            desk.announce(t!("Already marked."));
        }
    }

    /// Gives up: the mark stays as it is.
    pub fn cancel(self, pane: &Pane) {
        if let Chosen::Annotation(..) = self.chosen {
            pane.view.clear_cursor();
        }
    }
}
