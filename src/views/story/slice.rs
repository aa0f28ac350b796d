//! Long lists, of which the page has the beginning, and more as a person scrolls on.

use super::sight;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast;

/// Rows that are in the page at first, and that are added at once.
const STEP: usize = 40;

/// How many rows of a list are in the page, of which each is at least `row` CSS pixels high.
pub fn most<E>(list: NodeRef<E>, row: f64) -> ErasedMemo<usize>
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + Into<Element> + 'static,
{
    let sight = sight::follow(list);
    let most = ErasedSignal::new(STEP);
    effect(move || {
        let end = sight.with(|sight| sight.top + sight.height);
        let wanted = wanted(end, row);
        if most.with_untracked(|most| wanted > *most) {
            most.set(wanted);
        }
    });
    memo(move || most.get())
}

/// How many rows there are to be when the list is in sight up to `end`.
fn wanted(end: f64, row: f64) -> usize {
    let seen = (end / row).ceil().max(0.0) as usize;
    (seen + STEP / 2).next_multiple_of(STEP)
}

#[cfg(test)]
mod tests {
    use super::{STEP, wanted};

    #[test]
    fn more_rows_come_before_the_end_is_in_sight() {
        assert_eq!(wanted(-500.0, 50.0), STEP);
        assert_eq!(wanted(20.0 * 50.0, 50.0), STEP);
        assert_eq!(wanted(21.0 * 50.0, 50.0), 2 * STEP);
        assert!(wanted(1e7, 50.0) >= 200_000);
    }
}
