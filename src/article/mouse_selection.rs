//! Selecting text with a mouse or a pen.
//!
//! The page selects by itself instead of leaving that to the browser, whose own selection runs into
//! the interface when the pointer leaves the column, and to the end of the article when it ends over
//! a handle. A press inside the text always begins a selection; the pointer is kept to the column
//! and to the part of the article that is in sight.

use super::offsets;
use super::pane::Pane;
use super::sheet::Sheet;
use crate::desk::view::Cursor;
use postil_core::text::Text;
use std::ops::Range;

/// How far a point may be from the nearest line, above or below it, and still mean that line.
const LINE_REACH_PX: i32 = 72;
/// The steps in which a line is searched for.
const LINE_STEP_PX: usize = 6;

/// What a selection grows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// After one press: characters, which become whole words unless Alt is pressed.
    Character,
    /// After two: words.
    Word,
    /// After three: paragraphs.
    Paragraph,
}

/// A selection that is being made.
#[derive(Clone, Debug)]
pub struct MouseSelection {
    unit: Unit,
    /// What was pressed on; a single place for characters.
    anchor: Range<usize>,
    /// What is selected now; the second number moves.
    selected: Option<Cursor>,
}

impl MouseSelection {
    /// Begins at a point of the window, after so many presses in a row. With Shift it goes on from
    /// where the cursor is. `None` where there is no text.
    pub fn begin(pane: &Pane, x: f64, y: f64, presses: i32, shift: bool) -> Option<Self> {
        let offset = offset_near(pane, x, y)?;
        let unit = match presses {
            ..=1 => Unit::Character,
            2 => Unit::Word,
            _ => Unit::Paragraph,
        };
        let from = pane.view.cursor().get_untracked().filter(|_| shift);
        let anchor = match from {
            Some(cursor) => cursor.anchor..cursor.anchor,
            None => pane.sheet(|sheet| unit.around(&sheet.text, offset))?,
        };
        let mut begun = Self {
            unit,
            anchor,
            selected: None,
        };
        if unit != Unit::Character || from.is_some() {
            begun.extend(pane, offset, false);
        }
        Some(begun)
    }

    /// Moves the end of the selection to a point of the window, and shows it.
    pub fn follow(&mut self, pane: &Pane, x: f64, y: f64, by_character: bool) {
        if let Some(offset) = offset_near(pane, x, y) {
            self.extend(pane, offset, by_character);
        }
    }

    fn extend(&mut self, pane: &Pane, offset: usize, by_character: bool) {
        let Some(cursor) = pane.sheet(|sheet| self.cursor(&sheet.text, offset, by_character))
        else {
            return;
        };
        self.selected = Some(cursor);
        pane.show_selection(cursor);
    }

    fn cursor(&self, text: &Text, offset: usize, by_character: bool) -> Cursor {
        let head = self.unit.around(text, offset);
        let back = head.start < self.anchor.start;
        let range = self.anchor.start.min(head.start)..self.anchor.end.max(head.end);
        let range = if self.unit == Unit::Character && !by_character {
            text.snap(range)
        } else {
            range
        };
        let (anchor, head) = if back {
            (range.end, range.start)
        } else {
            (range.start, range.end)
        };
        Cursor { anchor, head }
    }

    /// What is selected, if anything is.
    pub fn selected(&self) -> Option<Cursor> {
        self.selected.filter(|cursor| !cursor.is_empty())
    }
}

impl Unit {
    /// The unit around an offset: the offset alone for characters.
    fn around(self, text: &Text, offset: usize) -> Range<usize> {
        match self {
            Self::Character => offset..offset,
            Self::Word => text.word_at(offset).unwrap_or(offset..offset),
            Self::Paragraph => text.blocks().paragraph_at(offset),
        }
    }
}

/// The offset nearest to a point, which is first moved into the column and into sight.
pub fn offset_near(pane: &Pane, x: f64, y: f64) -> Option<usize> {
    let sight = pane.scroller.get_bounding_client_rect();
    pane.sheet(|sheet| {
        let column = sheet.column()?;
        let x = x.clamp(
            column.left() + 1.0,
            (column.right() - 1.0).max(column.left() + 1.0),
        );
        let y = y.clamp(
            sight.top() + 1.0,
            (sight.bottom() - 1.0).max(sight.top() + 1.0),
        );
        near_line(sheet, x, y)
    })?
}

/// The offset at a point, or on the line nearest to it: there may be none in a gap between
/// paragraphs.
fn near_line(sheet: &Sheet, x: f64, y: f64) -> Option<usize> {
    (0..=LINE_REACH_PX).step_by(LINE_STEP_PX).find_map(|reach| {
        let reach = f64::from(reach);
        let found = [y + reach, y - reach].map(|y| offsets::offset_at_point(sheet, x, y));
        found.into_iter().flatten().next()
    })
}
