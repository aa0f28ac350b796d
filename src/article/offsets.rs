//! Converts between positions in the page (nodes with UTF-16 offsets, points on the screen) and a
//! document's offsets in code points. Measures on demand and caches nothing.

use super::block;
use super::sheet::Sheet;
use leptos::web_sys::{self, Document, DomRect, Element, Node};
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};

/// The most code points without a box that are passed over for one that has one.
const MAX_UNSEEN: usize = 16;
/// How far above and below the glyphs of a line a point still hits it.
const LINE_SLOP_PX: f64 = 6.0;

/// The side of an offset that a position belongs to, where two text nodes meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assoc {
    /// The end of the node before: for the end of a range.
    Before,
    /// The beginning of the node after: for the start of a range.
    After,
}

/// The text node and the UTF-16 offset in it for an offset of the document.
pub fn node_at(sheet: &Sheet, offset: usize, assoc: Assoc) -> Option<(Node, u32)> {
    // The end of a range at the beginning of a block belongs to the block before.
    let (element, start) = match assoc {
        Assoc::Before => sheet.block_at(offset.saturating_sub(1))?,
        Assoc::After => sheet.block_at(offset)?,
    };
    let offset = offset.max(start);
    let units = sheet.text.to_utf16(offset) - sheet.text.to_utf16(start);
    let mut left = u32::try_from(units).ok()?;
    let mut last: Option<(Node, u32)> = None;
    let mut child = element.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        let leaf = if node.node_type() == Node::TEXT_NODE {
            node
        } else if let Some(leaf) = node.first_child() {
            leaf
        } else {
            continue;
        };
        let length = leaf.unchecked_ref::<web_sys::Text>().length();
        if left < length || (left == length && assoc == Assoc::Before) {
            return Some((leaf, left));
        }
        left -= length;
        last = Some((leaf, length));
    }
    last.or_else(|| Some((element.clone().into(), 0)))
}

/// The document's offset for a position in the page; `None` outside the text.
pub fn offset_of(sheet: &Sheet, node: &Node, offset: u32) -> Option<usize> {
    if !sheet.root().contains(Some(node)) {
        return None;
    }
    let within = match node.dyn_ref::<Element>() {
        Some(element) => element.closest("[data-block]"),
        None => node.parent_element()?.closest("[data-block]"),
    };
    let Some(block) = within.ok()? else {
        return Some(between_blocks(sheet, node, offset));
    };
    let range = sheet.block_range(block::number(&block)?)?;
    let before = if node.node_type() == Node::TEXT_NODE {
        offset + units_before(&block, node)
    } else {
        // An element with a child index: all text before that child.
        match node.child_nodes().get(offset) {
            Some(child) => units_before(&block, &child),
            None => units_before(&block, node) + length_of(node),
        }
    };
    let start = sheet.text.to_utf16(range.start);
    let offset = sheet.text.from_utf16(start + before as usize);
    Some(offset.clamp(range.start, range.end))
}

/// The offset for a position outside all blocks: the start of the next block.
fn between_blocks(sheet: &Sheet, node: &Node, offset: u32) -> usize {
    let following = node
        .child_nodes()
        .get(offset)
        .and_then(|child| child.dyn_into::<Element>().ok())
        .and_then(|child| {
            if child.has_attribute("data-block") {
                Some(child)
            } else {
                child.query_selector("[data-block]").ok().flatten()
            }
        });
    let number = following.as_ref().and_then(block::number);
    match number.and_then(|number| sheet.block_range(number)) {
        Some(range) => range.start,
        None if offset == 0 => 0,
        // After the last child: the end of the last block in there.
        None => {
            let last = node
                .unchecked_ref::<Element>()
                .query_selector_all("[data-block]")
                .ok()
                .and_then(|all| all.get(all.length().checked_sub(1)?))
                .and_then(|last| block::number(last.unchecked_ref()))
                .and_then(|number| sheet.block_range(number));
            last.map_or(sheet.text.len(), |range| range.end)
        }
    }
}

/// UTF-16 units of text in a block before a node in it.
fn units_before(block: &Element, node: &Node) -> u32 {
    let mut units = 0;
    let mut at = node.clone();
    while !at.is_same_node(Some(block)) {
        let mut sibling = at.previous_sibling();
        while let Some(before) = sibling {
            units += length_of(&before);
            sibling = before.previous_sibling();
        }
        match at.parent_node() {
            Some(parent) => at = parent,
            None => break,
        }
    }
    units
}

fn length_of(node: &Node) -> u32 {
    if let Some(text) = node.dyn_ref::<web_sys::Text>() {
        return text.length();
    }
    let mut units = 0;
    let mut child = node.first_child();
    while let Some(node) = child {
        units += length_of(&node);
        child = node.next_sibling();
    }
    units
}

/// The offset nearest to a point of the window.
pub fn offset_at_point(sheet: &Sheet, x: f64, y: f64) -> Option<usize> {
    let page = sheet.root().owner_document()?;
    // Firefox and newer engines have the first of these, WebKit only the second.
    let standard = js_sys::Reflect::has(&page, &"caretPositionFromPoint".into()).unwrap_or(false);
    let (node, offset) = if standard {
        let position = page.caret_position_from_point(x as f32, y as f32)?;
        (position.offset_node()?, position.offset())
    } else {
        let range = range_from_point(&page, x, y)?;
        (range.start_container().ok()?, range.start_offset().ok()?)
    };
    offset_of(sheet, &node, offset)
}

fn range_from_point(page: &Document, x: f64, y: f64) -> Option<web_sys::Range> {
    let ask = js_sys::Reflect::get(page, &"caretRangeFromPoint".into()).ok()?;
    let ask: js_sys::Function = ask.dyn_into().ok()?;
    let range = ask.call2(page, &x.into(), &y.into()).ok()?;
    if range.is_null() || range == JsValue::UNDEFINED {
        return None;
    }
    range.dyn_into().ok()
}

/// The code point at a point of the window; `None` beside the text.
pub fn character_at_point(sheet: &Sheet, x: f64, y: f64) -> Option<usize> {
    let offset = offset_at_point(sheet, x, y)?;
    [offset, offset.saturating_sub(1)]
        .into_iter()
        .find(|&candidate| {
            rects(sheet, candidate, candidate + 1).iter().any(|rect| {
                rect.left() <= x
                    && x <= rect.right()
                    && rect.top() - LINE_SLOP_PX <= y
                    && y <= rect.bottom() + LINE_SLOP_PX
            })
        })
}

/// The boxes of a range, line by line, in pixels of the window.
pub fn rects(sheet: &Sheet, start: usize, end: usize) -> Vec<DomRect> {
    let Some(range) = dom_range(sheet, start, end) else {
        return Vec::new();
    };
    let Some(list) = range.get_client_rects() else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|i| list.item(i))
        .filter(|rect| rect.width() > 0.0)
        .collect()
}

/// The box of the position before a code point, in pixels of the window: no width, as high as the
/// glyphs of its line.
pub fn caret(sheet: &Sheet, offset: usize, assoc: Assoc) -> Option<Caret> {
    let rect = match assoc {
        Assoc::After => rects(sheet, offset, offset + 1).into_iter().next(),
        Assoc::Before => rects(sheet, offset.saturating_sub(1), offset)
            .into_iter()
            .next_back(),
    };
    // A space at the end of a line, or the end of a paragraph, has no box: what is before it has.
    if let (Assoc::After, None) = (assoc, &rect)
        && sheet
            .block_at(offset)
            .is_some_and(|(_, start)| start < offset)
    {
        return caret(sheet, offset, Assoc::Before);
    }
    // Nor has a line break: the end of what is before it.
    if let (Assoc::Before, None) = (assoc, &rect) {
        let before = offset.saturating_sub(1);
        let begin = sheet.block_at(before).map_or(before, |(_, start)| start);
        let least = begin.max(before.saturating_sub(MAX_UNSEEN));
        let seen = (least..before)
            .rev()
            .find(|&at| !rects(sheet, at, at + 1).is_empty());
        if let Some(seen) = seen {
            return caret(sheet, seen + 1, Assoc::Before);
        }
    }
    let (is_start, character) = match assoc {
        Assoc::After => (true, offset),
        Assoc::Before => (false, offset.saturating_sub(1)),
    };
    let rect = rect.or_else(|| {
        sheet
            .block_at(character)
            .map(|(e, _)| e.get_bounding_client_rect())
    })?;
    Some(Caret {
        // Letters from right to left begin at the right.
        x: if is_start == sheet.is_rtl_at(character) {
            rect.right()
        } else {
            rect.left()
        },
        top: rect.top(),
        bottom: rect.bottom(),
    })
}

/// The box of a position between two characters, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Caret {
    /// From the left.
    pub x: f64,
    /// The upper end.
    pub top: f64,
    /// The lower end.
    pub bottom: f64,
}

/// A range without line breaks at its ends, unless there is nothing else in it: they have no place on the
/// screen. O(line breaks).
pub fn without_breaks(sheet: &Sheet, range: Range<usize>) -> Range<usize> {
    let is_break = |at: usize| sheet.text.slice(at..at + 1) == "\n";
    let mut trimmed = range.clone();
    while trimmed.start < trimmed.end && is_break(trimmed.start) {
        trimmed.start += 1;
    }
    while trimmed.start < trimmed.end && is_break(trimmed.end - 1) {
        trimmed.end -= 1;
    }
    if trimmed.is_empty() { range } else { trimmed }
}

/// The DOM range for a range of the document.
pub fn dom_range(sheet: &Sheet, start: usize, end: usize) -> Option<web_sys::Range> {
    let page = sheet.root().owner_document()?;
    let range = page.create_range().ok()?;
    let (node, at) = node_at(sheet, start, Assoc::After)?;
    range.set_start(&node, at).ok()?;
    let (node, at) = node_at(sheet, end, Assoc::Before)?;
    range.set_end(&node, at).ok()?;
    Some(range)
}

/// Formats a length for CSS, to a tenth of a pixel. Formatting an `f64` takes far more code.
pub fn px(pixels: f64) -> String {
    let tenths = (pixels * 10.0).round() as i32;
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    format!("{sign}{}.{}px", tenths / 10, tenths % 10)
}
