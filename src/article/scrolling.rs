//! Scrolling to an offset, and moving by lines on the screen.

use super::offsets::{self, Assoc, Caret};
use super::sheet::Sheet;
use crate::desk::command::Direction;
use leptos::web_sys::{DomRect, Element, HtmlElement};
use std::ops::Range;

/// How far a revealed line keeps from the edges of the window; in a low one, a quarter of its height.
const EDGE_PX: f64 = 96.0;
/// How far a revealed line keeps from a sheet at the bottom of the window.
const SHEET_GAP_PX: f64 = 20.0;
/// Beyond this distance from the window the browser only guesses at heights.
const GUESSED_PX: f64 = 2000.0;
/// The least height of a line.
const LINE_PX: f64 = 8.0;
/// Half lines to search for another line.
const HALF_LINES: u32 = 12;
/// How far the boxes of neighbouring lines may overlap.
const OVERLAP_PX: f64 = 2.0;

/// Scrolls just far enough to show a range, or its start where there is no room for all of it.
pub fn reveal(scroller: &HtmlElement, sheet: &Sheet, range: &Range<usize>) {
    let window = scroller.get_bounding_client_rect();
    let Some((block, _)) = sheet.block_at(range.start) else {
        return;
    };
    let is_near = |element: &Element| {
        let rect = element.get_bounding_client_rect();
        rect.bottom() > window.top() - GUESSED_PX && rect.top() < window.bottom() + GUESSED_PX
    };
    if !is_near(block) {
        // The browser lays out what lies between.
        block.scroll_into_view();
    }
    let caret = |offset| offsets::caret(sheet, offset, Assoc::Before);
    let Some(start) = caret(range.start) else {
        return;
    };
    let bottom = match caret(range.end) {
        Some(end) if !range.is_empty() => end.bottom.max(start.bottom),
        _ => start.bottom,
    };
    let edge = EDGE_PX.min(window.height() / 4.0);
    let free = free_bottom(scroller, &window, edge);
    let above = start.top - (window.top() + edge);
    let by = if above < 0.0 {
        above
    } else {
        // The start stays in sight, even where there is less room than for the edges.
        let room = above.max(start.bottom - free);
        (bottom - free).clamp(0.0, room.max(0.0))
    };
    if by != 0.0 {
        scroller.set_scroll_top(scroller.scroll_top() + by as i32);
    }
}

/// Down to where a line can be seen well: above the sheet that the toolbar is in a narrow window.
fn free_bottom(scroller: &HtmlElement, window: &DomRect, edge: f64) -> f64 {
    let usual = window.bottom() - edge;
    let toolbar = scroller.query_selector(".toolbar:not([hidden])");
    let Some(sheet) = toolbar.ok().flatten().map(|t| t.get_bounding_client_rect()) else {
        return usual;
    };
    let is_sheet = sheet.width() >= window.width() - LINE_PX && sheet.bottom() >= window.bottom();
    if is_sheet {
        usual
            .min(sheet.top() - SHEET_GAP_PX)
            .max(window.top() + edge)
    } else {
        usual
    }
}

/// Whether some of a range can be seen.
pub fn is_in_sight(scroller: &HtmlElement, sheet: &Sheet, range: &Range<usize>) -> bool {
    let window = scroller.get_bounding_client_rect();
    let first = offsets::caret(sheet, range.start, Assoc::After);
    let last = offsets::caret(sheet, range.end, Assoc::Before);
    first
        .zip(last)
        .is_some_and(|(first, last)| first.bottom < window.bottom() && last.top > window.top())
}

/// Where moving by lines has led to. An offset at the end of a line is the beginning of the next one too, so that
/// the line has to be remembered.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Pixels from the left of the window, those of the offset where moving by lines began.
    pub x: f64,
    /// Where the cursor stands: the offset in that column, or the edge of a word beside it.
    pub head: usize,
    /// The offset in that column.
    pub offset: usize,
    /// The line of the offset: that of the code point before it or after it.
    pub assoc: Assoc,
}

/// The place one line up or down from `offset`, in the column of the last such step if there was one.
pub fn line_from(
    sheet: &Sheet,
    offset: usize,
    direction: Direction,
    column: Option<Column>,
) -> Option<Column> {
    let stands = column.filter(|column| column.head == offset);
    let (offset, assoc) = stands.map_or((offset, Assoc::After), |column| {
        (column.offset, column.assoc)
    });
    let here = offsets::caret(sheet, offset, assoc)?;
    let x = column.map_or(here.x, |column| column.x);
    let height = (here.bottom - here.top).max(LINE_PX);
    // The line break before a paragraph has the box of all of it.
    let is_line = |there: &Caret| there.bottom - there.top < 2.0 * height;
    // Half a line at a time, over gaps between paragraphs, until the offset is on another line.
    let on_another_line = |half: u32| {
        let way = f64::from(half) * height / 2.0;
        let y = match direction {
            Direction::Forward => here.bottom + way,
            Direction::Back => here.top - way,
        };
        let found = offsets::offset_at_point(sheet, x, y)?;
        let is_there = |there: &Caret| match direction {
            Direction::Forward => there.top >= here.bottom - OVERLAP_PX && found > offset,
            Direction::Back => there.bottom <= here.top + OVERLAP_PX && found < offset,
        };
        let away = |line: &Caret| (line.top - y).max(y - line.bottom);
        let (assoc, there) = places(sheet, found)
            .filter(|(_, there)| is_there(there) && is_line(there))
            .min_by(|(_, one), (_, other)| away(one).total_cmp(&away(other)))?;
        // Between paragraphs, browsers answer with an end of one: the column is found on the line itself.
        let middle = f64::midpoint(there.top, there.bottom);
        let is_on_it = |there: &Caret| there.top < middle && middle < there.bottom;
        let exact = offsets::offset_at_point(sheet, x, middle).and_then(|exact| {
            let mut places = places(sheet, exact);
            let (assoc, _) = places.find(|(_, there)| is_on_it(there) && is_line(there))?;
            Some((exact, assoc))
        });
        let (offset, assoc) = exact.unwrap_or((found, assoc));
        Some(Column {
            x,
            head: offset,
            offset,
            assoc,
        })
    };
    (1..=HALF_LINES).find_map(on_another_line)
}

/// The one or two places in the page of an offset.
fn places(sheet: &Sheet, offset: usize) -> impl Iterator<Item = (Assoc, Caret)> {
    let at = move |assoc| Some((assoc, offsets::caret(sheet, offset, assoc)?));
    [Assoc::After, Assoc::Before].into_iter().filter_map(at)
}
