//! What of the table is in the page: the rows in sight, and where there are many articles only the columns in sight.

use super::data::Data;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{part, ui};
use crate::views::story::sight::{self, NARROW_PX, Sight};
use leptos::prelude::*;
use std::ops::Range;

/// The height of a row in CSS pixels.
const ROW_PX: f64 = 38.0;
/// The same in a narrow window.
const TALL_ROW_PX: f64 = 68.0;
/// The width of the first column in CSS pixels.
const NAMES_PX: f64 = 400.0;
/// The same in a narrow window.
const NARROW_NAMES_PX: f64 = 168.0;
/// The least width of other columns in CSS pixels; where they are windowed, their width.
const COLUMN_PX: f64 = 92.0;
/// The most columns that are all in the page.
const ALL_COLUMNS: usize = 30;
/// Rows and columns in the page beyond those in sight.
const MORE_ROWS: usize = 5;
const MORE_COLUMNS: usize = 3;

/// How the table is cut; a copy is the same.
#[derive(Clone, Copy)]
pub struct Cut {
    /// The number of rows.
    pub rows: ErasedMemo<usize>,
    /// The number of columns.
    pub columns: ErasedMemo<usize>,
    /// The rows in the page.
    pub shown_rows: ErasedMemo<Range<usize>>,
    /// The columns in the page.
    pub shown: ErasedMemo<Range<usize>>,
    /// The height of a row in CSS pixels.
    pub row: ErasedMemo<f64>,
    /// The width of the first column in CSS pixels.
    pub names: ErasedMemo<f64>,
}

impl Cut {
    /// Cuts the table to what is in sight of its rows.
    pub fn new(data: Data, sight: ErasedSignal<Sight>) -> Self {
        let rows = memo(move || data.listed.with(Vec::len));
        let columns = memo(move || data.heads.with(|heads| heads.len()));
        let is_narrow = memo(move || sight.with(|sight| sight.width <= NARROW_PX));
        let pick =
            move |wide: f64, narrow: f64| memo(move || if is_narrow.get() { narrow } else { wide });
        let row = pick(ROW_PX, TALL_ROW_PX);
        let names = pick(NAMES_PX, NARROW_NAMES_PX);
        Self {
            rows,
            columns,
            row,
            names,
            shown_rows: memo(move || {
                let sight = sight.get();
                sight::shown(sight.top, sight.height, row.get(), rows.get(), MORE_ROWS)
            }),
            shown: memo(move || {
                let all = columns.get();
                if all <= ALL_COLUMNS {
                    return 0..all;
                }
                let sight = sight.get();
                let width = sight.width - names.get();
                sight::shown(sight.left, width, COLUMN_PX, all, MORE_COLUMNS)
            }),
        }
    }

    /// The least width of the table in CSS pixels.
    pub fn width(self) -> f64 {
        self.names.get() + self.columns.get() as f64 * COLUMN_PX
    }
}

/// The empty cell in the place of columns that are not in the page.
pub fn beyond(cut: Cut, is_before: bool) -> AnyView {
    let columns = memo(move || {
        let shown = cut.shown.get();
        match is_before {
            true => shown.start,
            false => cut.columns.get().saturating_sub(shown.end),
        }
    });
    let cell = move || {
        let columns = columns.get();
        (columns > 0).then(|| ui! { <td class="beyond" colspan=columns.to_string()></td> })
    };
    part(cell).into_any()
}
