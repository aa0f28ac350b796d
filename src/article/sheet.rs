//! The sheet: one document's text in the page, painted by hand.
//!
//! All text is always there, one text node for each block without marks, so that selecting,
//! finding, printing and reading aloud work as in any page. Blocks stand in sections whose layout
//! the browser skips while they are out of sight; only sections near the window carry painted
//! marks.

use super::paint::{self, Brush};
use super::{margin, place};
use leptos::web_sys::{
    Document, Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit,
};
use postil_core::change::Change;
use postil_core::model::{AnnotationId, DocumentId};
use postil_core::state::{DocumentState, State};
use postil_core::text::Text;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use wasm_bindgen::prelude::*;

/// The text of one document in the page.
pub struct Sheet {
    /// The document shown.
    pub id: DocumentId,
    /// Its text.
    pub text: Text,
    root: HtmlElement,
    page: Document,
    sections: Vec<Section>,
    blocks: Vec<Block>,
    observer: IntersectionObserver,
    /// The sections whose margins are to be drawn again.
    outdated: BTreeSet<usize>,
    /// What the observer calls; dropped with the sheet.
    _seen: Closure<dyn FnMut(js_sys::Array)>,
}

struct Section {
    element: HtmlElement,
    margin: HtmlElement,
    /// Its blocks, by index.
    blocks: Range<usize>,
    near: bool,
}

struct Block {
    element: Element,
    /// In code points.
    range: Range<usize>,
    /// Whether it holds more than one text node.
    painted: bool,
    /// Whether it is to be painted again once the user's selection has left it.
    stale: bool,
}

impl Sheet {
    /// Puts a document's text into an empty root. `seen` is called with the observer's entries,
    /// to be passed on to [`Sheet::seen`].
    pub fn new(
        root: HtmlElement,
        document: &DocumentState,
        seen: impl FnMut(js_sys::Array) + 'static,
    ) -> Option<Self> {
        let page = root.owner_document()?;
        let seen = Closure::<dyn FnMut(js_sys::Array)>::new(seen);
        let options = IntersectionObserverInit::new();
        // A screen ahead and a screen behind.
        options.set_root_margin("100% 0px");
        if let Some(scroller) = root.closest(".scroll").ok().flatten() {
            options.set_root(Some(&scroller));
        }
        let observer =
            IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options).ok()?;
        let mut sheet = Self {
            id: document.meta().id.clone(),
            text: document.text().clone(),
            root,
            page,
            sections: Vec::new(),
            blocks: Vec::new(),
            observer,
            outdated: BTreeSet::new(),
            _seen: seen,
        };
        sheet.lay_out(document).ok()?;
        Some(sheet)
    }

    fn lay_out(&mut self, document: &DocumentState) -> Result<(), JsValue> {
        let text = self.text.clone();
        let blocks = text.blocks();
        let leaves = self.page.create_document_fragment();
        let mut number = 0;
        for (place, range) in blocks.sections().iter().enumerate() {
            let section: HtmlElement = self.page.create_element("section")?.unchecked_into();
            section.set_class_name("section");
            let pieces = blocks.as_slice().get(range.clone()).unwrap_or_default();
            for paragraph in pieces.chunk_by(|a, b| a.paragraph == b.paragraph) {
                let line = self.page.create_element("p")?;
                if is_boilerplate(document, paragraph) {
                    line.set_class_name("boilerplate");
                }
                for block in paragraph {
                    let element = match paragraph.len() {
                        1 => line.clone(),
                        _ => {
                            let piece = self.page.create_element("span")?;
                            line.append_child(&piece)?;
                            piece
                        }
                    };
                    element.set_attribute("data-block", &number.to_string())?;
                    if !block.range().is_empty() {
                        let node = self.page.create_text_node(text.slice(block.range()));
                        element.append_child(&node)?;
                    }
                    number += 1;
                    self.blocks.push(Block {
                        element,
                        range: block.range(),
                        painted: false,
                        stale: false,
                    });
                }
                section.append_child(&line)?;
            }
            let margin: HtmlElement = self.page.create_element("div")?.unchecked_into();
            margin.set_class_name("margin");
            section.append_child(&margin)?;
            section.set_attribute("data-section", &place.to_string())?;
            // A guess good enough for the scroll bar: lines of seventy characters.
            let length = pieces.last().map_or(0, |b| b.end) - pieces.first().map_or(0, |b| b.start);
            let height = (length / 70 + pieces.len()) * 31 + pieces.len() * 14;
            section
                .style()
                .set_property("contain-intrinsic-block-size", &format!("auto {height}px"))?;
            leaves.append_child(&section)?;
            self.sections.push(Section {
                element: section,
                margin,
                blocks: range.clone(),
                near: false,
            });
        }
        self.root.append_child(&leaves)?;
        for section in &self.sections {
            self.observer.observe(&section.element);
        }
        Ok(())
    }

    /// Takes the observer's word for which sections are near the window, and paints or unpaints
    /// them.
    pub fn seen(&mut self, entries: &js_sys::Array, state: &State, brush: &Brush) {
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let number = entry
                .target()
                .get_attribute("data-section")
                .and_then(|number| number.parse::<usize>().ok());
            let Some((number, section)) =
                number.and_then(|number| Some((number, self.sections.get_mut(number)?)))
            else {
                continue;
            };
            if section.near == entry.is_intersecting() {
                continue;
            }
            section.near = entry.is_intersecting();
            let blocks = section.blocks.clone();
            if section.near {
                self.outdated.insert(number);
                self.paint(blocks, state, brush);
            } else {
                section.margin.set_text_content(None);
                self.unpaint(blocks);
            }
        }
    }

    /// Paints everything near the window again: another selection of layers, another schema.
    pub fn repaint(&mut self, state: &State, brush: &Brush) {
        self.outdate_margins();
        let near = self.outdated.clone();
        for number in near {
            self.paint(self.sections[number].blocks.clone(), state, brush);
        }
    }

    /// Paints again what a change touched, where it is near the window.
    pub fn follow(&mut self, change: &Change, state: &State, brush: &Brush) {
        if change.documents.contains(&self.id)
            && let Some(document) = state.document(&self.id)
        {
            self.mark_boilerplate(document);
        }
        let ranges: Vec<Range<usize>> = change
            .annotations
            .iter()
            .filter(|touched| touched.document == self.id)
            .map(|touched| touched.range.clone())
            .collect();
        if change.links {
            // Notes in the margin name the speaker.
            self.outdate_margins();
        }
        self.repaint_ranges(ranges, state, brush);
    }

    /// Paints the annotations of these ids again: the selection came to them or left them.
    pub fn repaint_annotations(&mut self, ids: &[AnnotationId], state: &State, brush: &Brush) {
        let ranges = ids
            .iter()
            .filter_map(|id| state.annotation(id))
            .filter(|annotation| annotation.document == self.id)
            .map(|annotation| annotation.extent())
            .collect();
        self.repaint_ranges(ranges, state, brush);
    }

    fn repaint_ranges(&mut self, ranges: Vec<Range<usize>>, state: &State, brush: &Brush) {
        let mut dirty = BTreeSet::new();
        let blocks = self.text.blocks();
        for (number, section) in self.sections.iter().enumerate().filter(|(_, s)| s.near) {
            for range in &ranges {
                let touched = blocks.touched(range.clone());
                let here =
                    touched.start.max(section.blocks.start)..touched.end.min(section.blocks.end);
                if !here.is_empty() {
                    self.outdated.insert(number);
                    dirty.extend(here);
                }
            }
        }
        for block in dirty {
            self.paint(block..block + 1, state, brush);
        }
    }

    fn paint(&mut self, blocks: Range<usize>, state: &State, brush: &Brush) {
        let Some(document) = state.document(&self.id) else {
            return;
        };
        // Asking for the selection makes the browser lay out.
        let held = match brush.over_selection {
            true => Vec::new(),
            false => place::blocks_with_selection(&self.page),
        };
        for number in blocks {
            let Some(block) = self.blocks.get_mut(number) else {
                continue;
            };
            if held.contains(&number) {
                block.stale = true;
                continue;
            }
            block.stale = false;
            let spans = paint::block(&self.page, state, document, block.range.clone(), brush);
            match spans {
                Some(spans) => {
                    block.element.replace_children_with_node_1(&spans);
                    block.painted = true;
                }
                None if block.painted => {
                    block
                        .element
                        .set_text_content(Some(self.text.slice(block.range.clone())));
                    block.painted = false;
                }
                None => {}
            }
        }
    }

    /// Paints the blocks that were left alone while they held the user's selection.
    pub fn catch_up(&mut self, state: &State, brush: &Brush) {
        let stale: Vec<usize> = (0..self.blocks.len())
            .filter(|&number| self.blocks[number].stale)
            .collect();
        for number in stale {
            self.paint(number..number + 1, state, brush);
        }
    }

    /// Whether a block waits for the user's selection to leave it.
    pub fn is_behind(&self) -> bool {
        self.blocks.iter().any(|block| block.stale)
    }

    fn unpaint(&mut self, blocks: Range<usize>) {
        let held = place::blocks_with_selection(&self.page);
        for number in blocks {
            if held.contains(&number) {
                continue;
            }
            if let Some(block) = self.blocks.get_mut(number)
                && block.painted
            {
                block
                    .element
                    .set_text_content(Some(self.text.slice(block.range.clone())));
                block.painted = false;
            }
        }
    }

    /// Draws the margins that are out of date. To be called once before a frame is shown, however
    /// much was painted for it.
    pub fn draw_margins(&mut self, state: &State, brush: &Brush) {
        let Some(document) = state.document(&self.id) else {
            return;
        };
        // All is measured before anything is written, so that the browser lays out once.
        let outdated = std::mem::take(&mut self.outdated);
        let drawn: Vec<_> = outdated
            .iter()
            .filter_map(|&number| self.sections.get(number))
            .filter(|section| section.near)
            .map(|section| {
                let range = self.range_of(section);
                let bars = margin::measure(self, &section.element, state, document, range, brush);
                (section, bars)
            })
            .collect();
        for (section, bars) in drawn {
            margin::write(&self.page, &section.margin, &bars);
        }
    }

    /// Lets all margins near the window be drawn again: lines break elsewhere now.
    pub fn outdate_margins(&mut self) {
        let near = self.sections.iter().enumerate().filter(|(_, s)| s.near);
        self.outdated.extend(near.map(|(number, _)| number));
    }

    fn range_of(&self, section: &Section) -> Range<usize> {
        let blocks = self.blocks.get(section.blocks.clone()).unwrap_or_default();
        match (blocks.first(), blocks.last()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => 0..0,
        }
    }

    fn mark_boilerplate(&self, document: &DocumentState) {
        let blocks = self.text.blocks().as_slice();
        let mut lines: HashMap<usize, bool> = HashMap::new();
        for (block, drawn) in blocks.iter().zip(&self.blocks) {
            let grey = *lines
                .entry(block.paragraph)
                .or_insert_with(|| is_boilerplate(document, std::slice::from_ref(block)));
            if let Ok(Some(line)) = drawn.element.closest("p") {
                let _ = line.class_list().toggle_with_force("boilerplate", grey);
            }
        }
    }

    /// The element of the block that holds a code point, and where the block begins.
    pub fn block_at(&self, offset: usize) -> Option<(&Element, usize)> {
        let block = self.blocks.get(self.text.blocks().index_at(offset))?;
        Some((&block.element, block.range.start))
    }

    /// The range of the block of that number, in code points.
    pub fn block_range(&self, number: usize) -> Option<Range<usize>> {
        self.blocks.get(number).map(|block| block.range.clone())
    }

    /// The element that holds the sections.
    pub fn root(&self) -> &HtmlElement {
        &self.root
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        self.observer.disconnect();
        self.root.set_text_content(None);
    }
}

/// Whether a line does not belong to the article.
fn is_boilerplate(document: &DocumentState, line: &[postil_core::text::Block]) -> bool {
    line.iter().any(|block| {
        document
            .meta()
            .boilerplate
            .iter()
            .any(|span| span.start < block.end && block.start < span.end)
    })
}
