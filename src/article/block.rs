//! The elements that hold blocks of text.

use leptos::web_sys::{Document, Element};
use wasm_bindgen::JsCast;

/// The number of the block that an element holds.
pub fn number(block: &Element) -> Option<usize> {
    block.get_attribute("data-block")?.parse().ok()
}

/// The numbers of the blocks with the ends of the user's selection; none if it is collapsed.
pub fn with_selection(page: &Document) -> Vec<usize> {
    let selection = match page.get_selection() {
        Ok(Some(selection)) if !selection.is_collapsed() => selection,
        _ => return Vec::new(),
    };
    [selection.anchor_node(), selection.focus_node()]
        .into_iter()
        .flatten()
        .filter_map(|node| match node.dyn_into::<Element>() {
            Ok(element) => element.closest("[data-block]").ok()?,
            Err(node) => node.parent_element()?.closest("[data-block]").ok()?,
        })
        .filter_map(|block| number(&block))
        .collect()
}
