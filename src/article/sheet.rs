//! The sheet: one document's text in the page, painted by hand.
//!
//! All text is always in the page, one text node per block without marks, so that selecting,
//! finding, printing and reading aloud work as in any page. The browser skips the layout of sections
//! out of sight; only sections near the window carry painted marks.

use super::layout::{self, Block, Section, is_boilerplate};
use super::paint::PaintContext;
use super::{block, paint};
use leptos::web_sys::{
    Document, DocumentFragment, DomRect, Element, HtmlElement, IntersectionObserver,
    IntersectionObserverEntry, IntersectionObserverInit,
};
use postil_core::change::Change;
use postil_core::model::{AnnotationId, DocumentId, Span};
use postil_core::state::{DocumentState, State};
use postil_core::text::script::Base;
use postil_core::text::{Block as TextBlock, Text};
use std::collections::BTreeSet;
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
    /// Blocks to repaint.
    dirty: BTreeSet<usize>,
    /// Sections near the window, but not in it, to paint when there is time.
    coming: BTreeSet<usize>,
    /// Sections whose margins to redraw.
    outdated: BTreeSet<usize>,
    /// The ranges drawn as boilerplate.
    boilerplate: Vec<Span>,
    /// Whether it is laid out for a document from right to left.
    base: Base,
    /// The sections, while another document is shown.
    parked: Option<DocumentFragment>,
    /// Called by the observer; dropped with the sheet.
    _seen: Closure<dyn FnMut(js_sys::Array)>,
}

/// A margin to redraw.
pub struct OutdatedMargin {
    /// The section beside it.
    pub section: HtmlElement,
    /// The element to draw it in.
    pub margin: HtmlElement,
    /// The text of the section, in code points.
    pub range: Range<usize>,
}

/// Whether a section is in the window, not only near it. The window is a third of the height that
/// the observer watches.
fn is_in_sight(entry: &IntersectionObserverEntry) -> bool {
    let Some(watched) = entry.root_bounds() else {
        return true;
    };
    let (section, screen) = (entry.bounding_client_rect(), watched.height() / 3.0);
    section.bottom() > watched.top() + screen && section.top() < watched.bottom() - screen
}

impl Sheet {
    /// Puts a document's text into an empty root. Calls `seen` with the observer's entries, which
    /// belong to [`Sheet::seen`].
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
        let layout = layout::lay_out(&page, document).ok()?;
        root.append_child(&layout.leaves).ok()?;
        let sheet = Self {
            id: document.meta().id.clone(),
            text: document.text().clone(),
            root,
            page,
            sections: layout.sections,
            blocks: layout.blocks,
            observer,
            dirty: BTreeSet::new(),
            coming: BTreeSet::new(),
            outdated: BTreeSet::new(),
            boilerplate: document.meta().boilerplate.clone(),
            base: document.base(),
            parked: None,
            _seen: seen,
        };
        sheet.observe();
        Some(sheet)
    }

    /// Watches which sections come near the window.
    fn observe(&self) {
        for section in &self.sections {
            self.observer.observe(&section.element);
        }
    }

    /// Whether it shows the text of a document.
    pub fn is_of(&self, document: &DocumentState) -> bool {
        self.text == *document.text()
    }

    /// Takes the text out of the page. [`Sheet::unpark`] puts it back faster than making it again. A
    /// parked sheet carries no marks, so it need not follow changes.
    pub fn park(&mut self) {
        self.observer.disconnect();
        self.dirty.clear();
        self.coming.clear();
        self.outdated.clear();
        for number in 0..self.sections.len() {
            let section = &mut self.sections[number];
            if std::mem::take(&mut section.near) {
                section.margin.set_text_content(None);
                let blocks = section.blocks.clone();
                self.unpaint(blocks, &[]);
            }
        }
        let parked = self.page.create_document_fragment();
        while let Some(chapter) = self.root.first_child() {
            // Moving a node into an empty fragment cannot fail.
            let _ = parked.append_child(&chapter);
        }
        self.parked = Some(parked);
    }

    /// Puts the text back into the page.
    pub fn unpark(&mut self, document: &DocumentState) {
        if let Some(parked) = self.parked.take() {
            self.mark_boilerplate(document);
            self.turn(document);
            let _ = self.root.append_child(&parked);
            self.observe();
        }
    }

    /// Follows the observer. Paints sections that came into the window, leaves those that only came
    /// near it to [`Sheet::paint_coming`], and unpaints those that left.
    pub fn seen(&mut self, entries: &js_sys::Array, state: &State, context: &PaintContext) {
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
                if is_in_sight(&entry) {
                    self.paint(blocks, state, context);
                } else {
                    self.coming.insert(number);
                }
            } else {
                self.coming.remove(&number);
                section.margin.set_text_content(None);
                self.unpaint(blocks, &block::with_selection(&self.page));
            }
        }
    }

    /// Paints one section near the window and returns whether there are more: painting all at once
    /// would take longer than a frame.
    pub fn paint_coming(&mut self, state: &State, context: &PaintContext) -> bool {
        if let Some(number) = self.coming.pop_first() {
            self.paint(self.sections[number].blocks.clone(), state, context);
        }
        !self.coming.is_empty()
    }

    /// Repaints everything near the window: after a change of the shown layers or the schema.
    pub fn repaint(&mut self, state: &State, context: &PaintContext) {
        self.outdate_margins();
        let near = self.outdated.clone();
        for number in near {
            self.paint(self.sections[number].blocks.clone(), state, context);
        }
    }

    /// Paints all sections, near the window or not, up to a number of marks. Returns whether that was
    /// everything.
    pub fn paint_all(&mut self, state: &State, context: &PaintContext, most_marks: usize) -> bool {
        let Some(document) = state.document(&self.id) else {
            return true;
        };
        let mut marks = 0;
        for number in 0..self.sections.len() {
            let range = self.range_of(&self.sections[number]);
            marks += state.marks_in(document, range).len();
            if marks > most_marks {
                return false;
            }
            self.paint(self.sections[number].blocks.clone(), state, context);
        }
        true
    }

    /// Paints what is near the window, and nothing else.
    pub fn paint_near(&mut self, state: &State, context: &PaintContext) {
        for number in 0..self.sections.len() {
            let blocks = self.sections[number].blocks.clone();
            if self.sections[number].near {
                self.paint(blocks, state, context);
            } else {
                self.unpaint(blocks, &[]);
            }
        }
        self.outdate_margins();
    }

    /// Schedules repainting of what a change touched, near the window.
    pub fn follow(&mut self, change: &Change, state: &State) {
        if change.documents.contains(&self.id)
            && let Some(document) = state.document(&self.id)
        {
            self.mark_boilerplate(document);
            self.turn(document);
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
        self.invalidate(&ranges);
    }

    /// Schedules repainting of annotations that were selected or deselected.
    pub fn follow_selection(&mut self, ids: &[AnnotationId], state: &State) {
        let ranges: Vec<_> = ids
            .iter()
            .filter_map(|id| state.annotation(id))
            .filter(|annotation| annotation.document == self.id)
            .map(|annotation| annotation.extent())
            .collect();
        self.invalidate(&ranges);
    }

    fn invalidate(&mut self, ranges: &[Range<usize>]) {
        let blocks = self.text.blocks();
        for (number, section) in self.sections.iter().enumerate().filter(|(_, s)| s.near) {
            for range in ranges {
                let touched = blocks.touched(range.clone());
                let here =
                    touched.start.max(section.blocks.start)..touched.end.min(section.blocks.end);
                if !here.is_empty() {
                    self.outdated.insert(number);
                    self.dirty.extend(here);
                }
            }
        }
    }

    /// Repaints the dirty blocks. Call it once before a frame, however many changes there were.
    pub fn paint_dirty(&mut self, state: &State, context: &PaintContext) {
        for block in std::mem::take(&mut self.dirty) {
            let section = self.text.blocks().section_of(block);
            // A section that has left since is painted when it comes back.
            if self
                .sections
                .get(section)
                .is_some_and(|section| section.near)
            {
                self.paint(block..block + 1, state, context);
            }
        }
    }

    fn paint(&mut self, blocks: Range<usize>, state: &State, context: &PaintContext) {
        let Some(document) = state.document(&self.id) else {
            return;
        };
        // Reading the selection makes the browser lay out.
        let selected = if context.over_selection {
            Vec::new()
        } else {
            block::with_selection(&self.page)
        };
        for number in blocks {
            let Some(block) = self.blocks.get_mut(number) else {
                continue;
            };
            if selected.contains(&number) {
                block.stale = true;
                continue;
            }
            block.stale = false;
            let spans = paint::block(&self.page, state, document, block.range.clone(), context);
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

    /// Paints the blocks that were skipped while they held the user's selection.
    pub fn catch_up(&mut self, state: &State, context: &PaintContext) {
        let stale: Vec<usize> = (0..self.blocks.len())
            .filter(|&number| self.blocks[number].stale)
            .collect();
        for number in stale {
            self.paint(number..number + 1, state, context);
        }
    }

    /// Whether a block waits for the user's selection to leave it.
    pub fn is_behind(&self) -> bool {
        self.blocks.iter().any(|block| block.stale)
    }

    /// Takes the marks off blocks, except those in `selected`, which hold the user's selection.
    fn unpaint(&mut self, blocks: Range<usize>, selected: &[usize]) {
        for number in blocks {
            if selected.contains(&number) {
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

    /// Returns the outdated margins near the window, for the caller to redraw.
    pub fn take_outdated(&mut self) -> Vec<OutdatedMargin> {
        let outdated = std::mem::take(&mut self.outdated);
        let sections = outdated.iter().filter_map(|&at| self.sections.get(at));
        let near = sections.filter(|section| section.near);
        near.map(|section| OutdatedMargin {
            section: section.element.clone(),
            margin: section.margin.clone(),
            range: self.range_of(section),
        })
        .collect()
    }

    /// Schedules redrawing of all margins near the window: lines break elsewhere now.
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

    fn mark_boilerplate(&mut self, document: &DocumentState) {
        if self.boilerplate == document.meta().boilerplate {
            return;
        }
        self.boilerplate.clone_from(&document.meta().boilerplate);
        self.each_line(|line, paragraph| {
            let grey = is_boilerplate(document, paragraph);
            let _ = line.class_list().toggle_with_force("boilerplate", grey);
        });
    }

    /// Follows the direction of the document.
    fn turn(&mut self, document: &DocumentState) {
        if self.base == document.base() {
            return;
        }
        self.base = document.base();
        self.each_line(|line, paragraph| {
            // Without it the paragraph is still readable.
            let _ = layout::set_direction(line, document, paragraph);
        });
        self.outdate_margins();
        // Brackets open at the side where the line begins.
        let whole = 0..self.text.len();
        self.invalidate(std::slice::from_ref(&whole));
    }

    /// Passes the element and the blocks of each paragraph.
    fn each_line(&self, pass: impl Fn(&Element, &[TextBlock])) {
        let mut drawn = self.blocks.iter();
        let blocks = self.text.blocks().as_slice();
        for paragraph in blocks.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let last = drawn.by_ref().take(paragraph.len()).last();
            if let Some(Ok(Some(line))) = last.map(|block| block.element.closest("p")) {
                pass(&line, paragraph);
            }
        }
    }

    /// Whether the character at an offset runs from right to left.
    pub fn is_rtl_at(&self, offset: usize) -> bool {
        self.text.is_rtl_at(offset, self.base)
    }

    /// The element of the block that holds a code point, and where the block begins.
    pub fn block_at(&self, offset: usize) -> Option<(&Element, usize)> {
        let block = self.blocks.get(self.text.blocks().index_at(offset))?;
        Some((&block.element, block.range.start))
    }

    /// The range of a block, given by its number, in code points.
    pub fn block_range(&self, number: usize) -> Option<Range<usize>> {
        self.blocks.get(number).map(|block| block.range.clone())
    }

    /// About which code points are between two heights of the window, as far as they are near it; within a
    /// block, lines count as equally long. O(sections), and a measurement for each block near the window.
    pub fn between(&self, top: f64, bottom: f64) -> Option<Range<usize>> {
        let near = self.sections.iter().filter(|section| section.near);
        let blocks = near.filter_map(|section| self.blocks.get(section.blocks.clone()));
        let parts = blocks.flatten().filter_map(|block| {
            let rect = block.element.get_bounding_client_rect();
            if rect.bottom() < top || rect.top() > bottom || rect.height() <= 0.0 {
                return None;
            }
            let length = block.range.len() as f64;
            let at = |y: f64| {
                let share = (y - rect.top()) / rect.height();
                block.range.start + (share.clamp(0.0, 1.0) * length) as usize
            };
            Some(at(top)..at(bottom))
        });
        parts.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
    }

    /// The box of the column of text in the window; its height says nothing.
    pub fn column(&self) -> Option<DomRect> {
        let (block, _) = self.block_at(0)?;
        let line = block.closest("p").ok()??;
        Some(line.get_bounding_client_rect())
    }

    /// The element that holds the sections.
    pub fn root(&self) -> &HtmlElement {
        &self.root
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        self.observer.disconnect();
        if self.parked.is_none() {
            self.root.set_text_content(None);
        }
    }
}
