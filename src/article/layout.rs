//! Lays a document's text out in elements: chapters of sections, sections of paragraphs, paragraphs
//! of blocks.

use leptos::web_sys::{Document, DocumentFragment, Element, HtmlElement};
use postil_core::state::DocumentState;
use postil_core::text::{self, script};
use std::ops::Range;
use wasm_bindgen::prelude::*;

/// Sections per chapter. A chapter is a box whose sections the browser need not even look at while
/// none of it is near the window; each box that it looks at costs a little every frame.
const CHAPTER_SECTIONS: usize = 16;
/// Characters per line, guessed.
const LINE_CHARS: usize = 70;
/// The height of a line.
const LINE_HEIGHT_PX: usize = 31;
/// The gap below a block.
const BLOCK_GAP_PX: usize = 14;

/// The elements of a document, not yet in the page.
pub struct Layout {
    /// Holds all of them.
    pub leaves: DocumentFragment,
    /// In the order of the text.
    pub sections: Vec<Section>,
    /// In the order of the text.
    pub blocks: Vec<Block>,
}

/// A box that the browser does not lay out while it is out of sight.
pub struct Section {
    /// Holds the paragraphs and the margin.
    pub element: HtmlElement,
    /// Holds the bars and the notes.
    pub margin: HtmlElement,
    /// Its blocks, by index.
    pub blocks: Range<usize>,
    /// Whether it is near the window.
    pub near: bool,
}

/// A paragraph, or a piece of a long one.
pub struct Block {
    /// Holds the text.
    pub element: Element,
    /// In code points.
    pub range: Range<usize>,
    /// Whether it holds more than one text node.
    pub painted: bool,
    /// Whether to repaint it once the user's selection has left it.
    pub stale: bool,
}

/// Lays a document out, without marks.
///
/// # Errors
/// If the browser refuses to make an element.
pub fn lay_out(page: &Document, document: &DocumentState) -> Result<Layout, JsValue> {
    let text = document.text();
    let ranges = text.blocks().sections();
    let mut layout = Layout {
        leaves: page.create_document_fragment(),
        sections: Vec::with_capacity(ranges.len()),
        blocks: Vec::new(),
    };
    let several = ranges.len() > CHAPTER_SECTIONS;
    for chapter in ranges.chunks(CHAPTER_SECTIONS) {
        let element: HtmlElement = page.create_element("div")?.unchecked_into();
        let mut chapter_height = 0;
        for range in chapter {
            let (section, height) = layout.section(page, document, range.clone())?;
            element.append_child(&section)?;
            chapter_height += height;
        }
        // A lone chapter would spare the browser nothing.
        if several {
            element.set_class_name("chapter");
            expect_height(&element, chapter_height)?;
        }
        layout.leaves.append_child(&element)?;
    }
    Ok(layout)
}

impl Layout {
    /// Adds a section of the blocks in `range`. Returns it with its height in pixels, guessed.
    fn section(
        &mut self,
        page: &Document,
        document: &DocumentState,
        range: Range<usize>,
    ) -> Result<(HtmlElement, usize), JsValue> {
        let section: HtmlElement = page.create_element("section")?.unchecked_into();
        section.set_class_name("section");
        let blocks = document.text().blocks().as_slice();
        let blocks = blocks.get(range.clone()).unwrap_or_default();
        for paragraph in blocks.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let element = self.paragraph(page, document, paragraph)?;
            section.append_child(&element)?;
        }
        let margin: HtmlElement = page.create_element("div")?.unchecked_into();
        margin.set_class_name("margin");
        section.append_child(&margin)?;
        section.set_attribute("data-section", &self.sections.len().to_string())?;
        // Good enough for the scroll bar.
        let length = blocks.last().map_or(0, |b| b.end) - blocks.first().map_or(0, |b| b.start);
        let lines = length / LINE_CHARS + blocks.len();
        let height = lines * LINE_HEIGHT_PX + blocks.len() * BLOCK_GAP_PX;
        expect_height(&section, height)?;
        self.sections.push(Section {
            element: section.clone(),
            margin,
            blocks: range,
            near: false,
        });
        Ok((section, height))
    }

    /// Adds a paragraph of blocks.
    fn paragraph(
        &mut self,
        page: &Document,
        document: &DocumentState,
        blocks: &[text::Block],
    ) -> Result<Element, JsValue> {
        let paragraph = page.create_element("p")?;
        set_direction(&paragraph, document, blocks)?;
        let whole = blocks
            .first()
            .zip(blocks.last())
            .map(|(first, last)| first.start..last.end);
        if blocks.len() > 1 && whole.is_some_and(|at| script::is_tangled(document.text().slice(at)))
        {
            paragraph.set_attribute("data-tangled", "")?;
        }
        if is_boilerplate(document, blocks) {
            paragraph.set_class_name("boilerplate");
        }
        for block in blocks {
            let element = if blocks.len() == 1 {
                paragraph.clone()
            } else {
                let piece = page.create_element("span")?;
                paragraph.append_child(&piece)?;
                piece
            };
            element.set_attribute("data-block", &self.blocks.len().to_string())?;
            if !block.range().is_empty() {
                let node = page.create_text_node(document.text().slice(block.range()));
                element.append_child(&node)?;
            }
            self.blocks.push(Block {
                element,
                range: block.range(),
                painted: false,
                stale: false,
            });
        }
        Ok(paragraph)
    }
}

/// Sets the direction of a paragraph where it differs from that of the document.
///
/// # Errors
/// If the browser refuses to change an attribute.
pub fn set_direction(
    paragraph: &Element,
    document: &DocumentState,
    blocks: &[text::Block],
) -> Result<(), JsValue> {
    let is_rtl = blocks
        .iter()
        .find_map(|block| script::is_rtl(document.text().slice(block.range())));
    match (document.is_rtl_by(is_rtl), document.is_rtl()) {
        (true, false) => paragraph.set_attribute("dir", "rtl"),
        (false, true) => paragraph.set_attribute("dir", "ltr"),
        _ => paragraph.remove_attribute("dir"),
    }
}

/// Tells the browser the height of a box that was never in sight.
fn expect_height(element: &HtmlElement, height: usize) -> Result<(), JsValue> {
    let guess = format!("auto {height}px");
    element
        .style()
        .set_property("contain-intrinsic-block-size", &guess)
}

/// Whether any of these blocks does not belong to the article.
pub fn is_boilerplate(document: &DocumentState, blocks: &[text::Block]) -> bool {
    let meta = document.meta();
    let mut blocks = blocks.iter();
    blocks.any(|block| meta.is_boilerplate(block.start..block.end))
}
