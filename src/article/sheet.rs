//! The sheet: one document's text in the page, painted by hand.
//!
//! All text is always there, one text node for each block without marks, so that selecting,
//! finding, printing and reading aloud work as in any page. Blocks stand in sections whose layout
//! the browser skips while they are out of sight; only sections near the window carry painted
//! marks.

use super::paint::PaintContext;
use super::{block, paint};
use leptos::web_sys::{
    Document, DocumentFragment, Element, HtmlElement, IntersectionObserver,
    IntersectionObserverEntry, IntersectionObserverInit,
};
use postil_core::change::Change;
use postil_core::model::{AnnotationId, DocumentId, Span};
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
    /// The blocks that are to be painted again.
    dirty: BTreeSet<usize>,
    /// The sections near the window, but not in it, that are to be painted when there is time.
    coming: BTreeSet<usize>,
    /// The sections whose margins are to be drawn again.
    outdated: BTreeSet<usize>,
    /// What is drawn as boilerplate.
    boilerplate: Vec<Span>,
    /// The sections, while another document is shown.
    parked: Option<DocumentFragment>,
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

/// A margin that is to be drawn again.
pub struct OutdatedMargin {
    /// The section that it stands beside.
    pub section: HtmlElement,
    /// The element to draw it in.
    pub margin: HtmlElement,
    /// The text of the section, in code points.
    pub range: Range<usize>,
}

/// Whether what the observer tells of is not only near the window but in it. A third of the height
/// that it watches is the window.
fn is_in_sight(entry: &IntersectionObserverEntry) -> bool {
    let Some(watched) = entry.root_bounds() else {
        return true;
    };
    let (section, screen) = (entry.bounding_client_rect(), watched.height() / 3.0);
    section.bottom() > watched.top() + screen && section.top() < watched.bottom() - screen
}

/// So many sections stand in one chapter: a box whose sections the browser need not even ask for
/// while none of it is near the window. Every frame costs a little for each box that it asks for.
const CHAPTER: usize = 16;

/// A chapter that is being filled.
struct Chapter {
    element: HtmlElement,
    /// In pixels, guessed.
    height: usize,
}

impl Chapter {
    fn new(page: &Document) -> Result<Self, JsValue> {
        let element: HtmlElement = page.create_element("div")?.unchecked_into();
        Ok(Self { element, height: 0 })
    }

    /// The whole chapter; the only one of a text has nothing to spare the browser.
    fn closed(self, one_of_many: bool) -> Result<HtmlElement, JsValue> {
        if one_of_many {
            self.element.set_class_name("chapter");
            expect(&self.element, self.height)?;
        }
        Ok(self.element)
    }
}

/// Says how high a box is that was never in sight.
fn expect(element: &HtmlElement, height: usize) -> Result<(), JsValue> {
    let guess = format!("auto {height}px");
    element
        .style()
        .set_property("contain-intrinsic-block-size", &guess)
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
            dirty: BTreeSet::new(),
            coming: BTreeSet::new(),
            outdated: BTreeSet::new(),
            boilerplate: document.meta().boilerplate.clone(),
            parked: None,
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
        let many = blocks.sections().len() > CHAPTER;
        let mut chapter = Chapter::new(&self.page)?;
        for (place, range) in blocks.sections().iter().enumerate() {
            if place % CHAPTER == 0 && place > 0 {
                leaves.append_child(&chapter.closed(many)?.into())?;
                chapter = Chapter::new(&self.page)?;
            }
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
            expect(&section, height)?;
            chapter.element.append_child(&section)?;
            chapter.height += height;
            self.sections.push(Section {
                element: section,
                margin,
                blocks: range.clone(),
                near: false,
            });
        }
        leaves.append_child(&chapter.closed(many)?.into())?;
        self.root.append_child(&leaves)?;
        for section in &self.sections {
            self.observer.observe(&section.element);
        }
        Ok(())
    }

    /// Whether it shows the text of a document.
    pub fn is_of(&self, document: &DocumentState) -> bool {
        self.text == *document.text()
    }

    /// Takes the text out of the page, to be put back by [`Sheet::unpark`] sooner than it could be
    /// made anew. It carries no marks then: whatever is done to them until it comes back need not be
    /// followed.
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
            // A node can always be moved to where it is alone.
            let _ = parked.append_child(&chapter);
        }
        self.parked = Some(parked);
    }

    /// Puts the text back into the page.
    pub fn unpark(&mut self, document: &DocumentState) {
        if let Some(parked) = self.parked.take() {
            self.mark_boilerplate(document);
            let _ = self.root.append_child(&parked);
            for section in &self.sections {
                self.observer.observe(&section.element);
            }
        }
    }

    /// Takes the observer's word for which sections are near the window. Those in it are painted, the
    /// others are left to [`Sheet::paint_coming`]; those that left are unpainted.
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
                match is_in_sight(&entry) {
                    true => self.paint(blocks, state, context),
                    false => drop(self.coming.insert(number)),
                }
            } else {
                self.coming.remove(&number);
                section.margin.set_text_content(None);
                self.unpaint(blocks, &block::with_selection(&self.page));
            }
        }
    }

    /// Paints one of the sections that are near the window, and tells whether there are more: all at
    /// once would take longer than a frame.
    pub fn paint_coming(&mut self, state: &State, context: &PaintContext) -> bool {
        if let Some(number) = self.coming.pop_first() {
            self.paint(self.sections[number].blocks.clone(), state, context);
        }
        !self.coming.is_empty()
    }

    /// Paints everything near the window again: another selection of layers, another schema.
    pub fn repaint(&mut self, state: &State, context: &PaintContext) {
        self.outdate_margins();
        let near = self.outdated.clone();
        for number in near {
            self.paint(self.sections[number].blocks.clone(), state, context);
        }
    }

    /// Lets what a change touched be painted again, where it is near the window.
    pub fn follow(&mut self, change: &Change, state: &State) {
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
        self.invalidate(&ranges);
    }

    /// Lets the annotations of these ids be painted again: the selection came to them or left them.
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

    /// Paints what is to be painted again. To be called once before a frame is shown, however
    /// often it was touched.
    pub fn paint_dirty(&mut self, state: &State, context: &PaintContext) {
        for block in std::mem::take(&mut self.dirty) {
            let section = self.text.blocks().section_of(block);
            // What has left in the meantime is painted when it comes again.
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
        // Asking for the selection makes the browser lay out.
        let held = match context.over_selection {
            true => Vec::new(),
            false => block::with_selection(&self.page),
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

    /// Paints the blocks that were left alone while they held the user's selection.
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

    /// Takes the marks off blocks but for those that hold the user's selection.
    fn unpaint(&mut self, blocks: Range<usize>, held: &[usize]) {
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

    /// Hands out the margins that are out of date, which are in date then.
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

    fn mark_boilerplate(&mut self, document: &DocumentState) {
        if self.boilerplate == document.meta().boilerplate {
            return;
        }
        self.boilerplate.clone_from(&document.meta().boilerplate);
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
        if self.parked.is_none() {
            self.root.set_text_content(None);
        }
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
