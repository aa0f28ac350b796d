//! The article pane: keeps the sheet in step with the desk. It is imperative by design; Leptos
//! never looks inside it.

use super::handles::{Handles, Placed};
use super::margin;
use super::offsets;
use super::offsets::Assoc;
use super::paint::PaintContext;
use super::sheet::Sheet;
use crate::desk::Desk;
use crate::desk::command::Direction;
use crate::desk::view::{Cursor, View};
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use leptos::web_sys::{self, Element, HtmlElement};
use postil_core::change::Change;
use postil_core::model::{AnnotationId, DocumentId};
use postil_core::state::DocumentState;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::rc::Rc;

/// So many sheets are kept for coming back to.
const PARKED: usize = 4;

/// The article pane of the page.
pub struct Pane {
    /// The desk that has the project.
    pub desk: Desk,
    /// What it shows.
    pub view: View,
    /// The scrolled element.
    pub scroller: HtmlElement,
    /// The element that takes the focus and the keys.
    pub article: HtmlElement,
    sheet: RefCell<Option<Sheet>>,
    /// Sheets of documents that were shown before, the latest last.
    parked: RefCell<VecDeque<Sheet>>,
    context: RefCell<PaintContext>,
    /// The handles at the edges of what is selected.
    pub handles: Handles,
    /// How far each document was scrolled when it was left.
    scrolled: RefCell<HashMap<DocumentId, i32>>,
    /// The column that moving by lines keeps to, in pixels of the window.
    column: Cell<Option<f64>>,
    /// Where the selection's toolbar goes, in pixels of the article.
    pub anchor: ErasedSignal<Option<Anchor>>,
    /// Whether the page's own selection is being made by hand and must not be touched.
    pub selecting: Cell<bool>,
    /// Whether the page's own selection may not say what the desk says.
    unsynced: Cell<bool>,
    /// The offset to be scrolled to before the next frame.
    wanted: Cell<Option<usize>>,
    /// Whether updating before the next frame is arranged for.
    updating: Cell<bool>,
    /// Whether drawing what stands beside the text is arranged for.
    trimming: Cell<bool>,
}

/// The box of what is selected, in pixels of the article: only its first and last line matter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// The left edge of the first line.
    pub left: f64,
    /// The upper edge of the first line.
    pub top: f64,
    /// The lower edge of the last line.
    pub bottom: f64,
}

impl Pane {
    /// A pane over the two elements, with nothing shown.
    pub fn new(
        desk: Desk,
        view: View,
        scroller: HtmlElement,
        article: HtmlElement,
        overlay: HtmlElement,
    ) -> Rc<Self> {
        Rc::new(Self {
            desk,
            view,
            scroller,
            article,
            sheet: RefCell::new(None),
            parked: RefCell::default(),
            context: RefCell::new(PaintContext {
                over_selection: false,
                ..PaintContext::default()
            }),
            handles: Handles::new(overlay),
            scrolled: RefCell::default(),
            column: Cell::new(None),
            anchor: ErasedSignal::new(None),
            selecting: Cell::new(false),
            unsynced: Cell::new(false),
            wanted: Cell::new(None),
            updating: Cell::new(false),
            trimming: Cell::new(false),
        })
    }

    /// Arranges for the text, the scrolling and the page's own selection to be brought in line once,
    /// before the next frame is shown. What stands beside the text follows with the frame after
    /// that: measuring where it goes and putting it there makes the browser lay out twice more.
    pub fn update_soon(self: &Rc<Self>) {
        if self.updating.replace(true) {
            return;
        }
        // The browser lays out at the beginning of a frame, before it asks for animations: what is
        // painted by then costs no other layout. What hangs on signals runs first.
        let pane = self.clone();
        queue_microtask(move || {
            queue_microtask(move || pane.paint_dirty());
        });
        let pane = self.clone();
        request_animation_frame(move || {
            pane.updating.set(false);
            let more = pane.update();
            pane.trim_soon();
            if more {
                pane.update_soon();
            }
        });
    }

    fn paint_dirty(&self) {
        let context = self.context_now();
        if let Some(sheet) = self.sheet.borrow_mut().as_mut() {
            self.desk.peek(|state| sheet.paint_dirty(state, &context));
        }
    }

    /// Tells whether there is more to paint.
    fn update(&self) -> bool {
        self.paint_dirty();
        let context = self.context_now();
        let mut more = false;
        if let Some(sheet) = self.sheet.borrow_mut().as_mut() {
            more = self.desk.peek(|state| sheet.paint_coming(state, &context));
        }
        if let Some(offset) = self.wanted.take() {
            self.reveal(offset);
        }
        // The bar at the cursor's place is what a person looks at, and goes with the text.
        let cursor = self.view.cursor().with_untracked(Option::is_some);
        let placed = cursor.then(|| self.measure_handles());
        if self.unsynced.get() {
            self.sync_selection();
        }
        if let Some(placed) = placed {
            self.write_handles(placed);
        }
        more
    }

    fn trim_soon(self: &Rc<Self>) {
        if self.trimming.replace(true) {
            return;
        }
        let pane = self.clone();
        request_animation_frame(move || {
            pane.trimming.set(false);
            pane.trim();
        });
    }

    /// Draws the handles and the margins.
    fn trim(&self) {
        let context = self.context_now();
        let placed = self.measure_handles();
        if let Some(sheet) = self.sheet.borrow_mut().as_mut() {
            self.desk.peek(|state| margin::draw(sheet, state, &context));
        }
        self.write_handles(placed);
    }

    /// Scrolls to an offset before the next frame is shown.
    pub fn reveal_soon(self: &Rc<Self>, offset: usize) {
        self.wanted.set(Some(offset));
        self.update_soon();
    }

    /// The cursor has moved.
    pub fn cursor_moved(self: &Rc<Self>) {
        self.unsynced.set(true);
        self.update_soon();
    }

    /// Reads the sheet, where there is one.
    pub fn sheet<R>(&self, read: impl FnOnce(&Sheet) -> R) -> Option<R> {
        self.sheet.try_borrow().ok()?.as_ref().map(read)
    }

    /// Shows a document in place of the one shown; `None` shows nothing.
    pub fn show(self: &Rc<Self>, id: Option<&DocumentId>, root: &HtmlElement) {
        if let Some(mut left) = self.sheet.take() {
            self.scrolled
                .borrow_mut()
                .insert(left.id.clone(), self.scroller.scroll_top());
            left.park();
            let mut parked = self.parked.borrow_mut();
            parked.push_back(left);
            if parked.len() > PARKED {
                parked.pop_front();
            }
        }
        let Some(id) = id else {
            return;
        };
        let parked = {
            let mut parked = self.parked.borrow_mut();
            let there = parked.iter().position(|sheet| sheet.id == *id);
            there.and_then(|there| parked.remove(there))
        };
        let sheet = self.desk.peek(|state| {
            let document = state.document(id)?;
            // By the same name there may be another text, after an import.
            match parked.filter(|sheet| sheet.is_of(document)) {
                Some(mut sheet) => {
                    sheet.unpark(document);
                    Some(sheet)
                }
                None => self.new_sheet(root, document),
            }
        });
        self.sheet.replace(sheet);
        let top = self.scrolled.borrow().get(id).copied().unwrap_or(0);
        self.scroller.set_scroll_top(top);
    }

    fn new_sheet(self: &Rc<Self>, root: &HtmlElement, document: &DocumentState) -> Option<Sheet> {
        let pane = Rc::downgrade(self);
        let seen = move |entries| {
            if let Some(pane) = pane.upgrade() {
                pane.change_sheet(|sheet, state, context| sheet.seen(&entries, state, context));
            }
        };
        Sheet::new(root.clone(), document, seen)
    }

    /// Follows a change of the project.
    pub fn follow(self: &Rc<Self>, change: &Change, root: &HtmlElement) {
        if change.everything || self.is_revised(change) {
            let id = self.view.document().get_untracked();
            self.show(id.as_ref(), root);
            return;
        }
        self.change_sheet(|sheet, state, context| {
            if change.settings {
                sheet.repaint(state, context);
            } else {
                sheet.follow(change, state);
            }
        });
    }

    /// Whether the document that is shown has another text now.
    fn is_revised(&self, change: &Change) -> bool {
        let is_of = |sheet: &Sheet| {
            !change.documents.contains(&sheet.id)
                || self.desk.peek(|state| {
                    let document = state.document(&sheet.id);
                    document.is_none_or(|document| sheet.is_of(document))
                })
        };
        self.sheet(is_of) == Some(false)
    }

    /// Draws the selected annotation as selected, and the one before it as not.
    pub fn select(self: &Rc<Self>, id: Option<AnnotationId>) {
        let before = {
            let mut context = self.context.borrow_mut();
            if context.selected == id {
                return;
            }
            std::mem::replace(&mut context.selected, id.clone())
        };
        let ids: Vec<AnnotationId> = before.into_iter().chain(id).collect();
        self.change_sheet(|sheet, state, _| sheet.follow_selection(&ids, state));
    }

    /// Draws other layers.
    pub fn hide(self: &Rc<Self>, hidden: std::collections::BTreeSet<String>) {
        self.context.borrow_mut().hidden = hidden;
        self.change_sheet(|sheet, state, context| sheet.repaint(state, context));
    }

    fn change_sheet(
        self: &Rc<Self>,
        change: impl FnOnce(&mut Sheet, &postil_core::state::State, &PaintContext),
    ) {
        let context = self.context_now();
        let mut sheet = self.sheet.borrow_mut();
        if let Some(sheet) = sheet.as_mut() {
            self.desk.peek(|state| change(sheet, state, &context));
        }
        // Painting takes the nodes away that the page's own selection stood in.
        let selected = self.view.cursor().with_untracked(Option::is_some);
        self.unsynced.set(self.unsynced.get() || selected);
        self.update_soon();
    }

    fn context_now(&self) -> PaintContext {
        PaintContext {
            // A selection that the desk knows can be put back after painting; one that is being made
            // cannot.
            over_selection: !self.selecting.get(),
            ..self.context.borrow().clone()
        }
    }

    /// Paints what was left alone while the user was selecting.
    pub fn catch_up(self: &Rc<Self>) {
        if self.sheet(Sheet::is_behind) == Some(true) {
            self.change_sheet(|sheet, state, context| sheet.catch_up(state, context));
        }
    }

    /// Draws the margin and the handles again: the lines break elsewhere now.
    pub fn resized(self: &Rc<Self>) {
        if let Some(sheet) = self.sheet.borrow_mut().as_mut() {
            sheet.outdate_margins();
        }
        self.update_soon();
    }

    /// Makes the page's own selection say what the desk says.
    pub fn sync_selection(&self) {
        if self.selecting.get() {
            return;
        }
        self.unsynced.set(false);
        let Ok(Some(selection)) = leptos::prelude::document().get_selection() else {
            return;
        };
        let Some(cursor) = self.view.cursor().get_untracked() else {
            // Only a selection of ours is ours to remove.
            let ours = selection
                .anchor_node()
                .is_some_and(|node| self.article.contains(Some(&node)));
            if ours {
                let _ = selection.remove_all_ranges();
            }
            return;
        };
        self.sheet(|sheet| {
            let (anchor, head) = match cursor.anchor <= cursor.head {
                true => (Assoc::After, Assoc::Before),
                false => (Assoc::Before, Assoc::After),
            };
            let from = offsets::node_at(sheet, cursor.anchor, anchor);
            let to = offsets::node_at(sheet, cursor.head, head);
            if let (Some((from, at)), Some((to, end))) = (from, to) {
                let _ = selection.set_base_and_extent(&from, at, &to, end);
            }
        });
    }

    /// Reads the page's own selection, where it lies in the article.
    pub fn read_selection(&self) -> Option<Cursor> {
        let selection = leptos::prelude::document().get_selection().ok().flatten()?;
        let (anchor, head) = (selection.anchor_node()?, selection.focus_node()?);
        self.sheet(|sheet| {
            Some(Cursor {
                anchor: offsets::offset_of(sheet, &anchor, selection.anchor_offset())?,
                head: offsets::offset_of(sheet, &head, selection.focus_offset())?,
            })
        })?
    }

    /// The range that the toolbar and the handles belong to: the selected text, else the selected
    /// annotation's extent.
    pub fn held(&self) -> Option<Chosen> {
        let cursor = self
            .view
            .cursor()
            .get_untracked()
            .filter(|cursor| !cursor.is_empty());
        if let Some(cursor) = cursor {
            return Some(Chosen::Text(cursor.range()));
        }
        let id = self.view.mark().get_untracked()?;
        let shown = self.view.document().get_untracked();
        self.desk.peek(|state| {
            let annotation = state.annotation(&id)?;
            (shown.as_ref() == Some(&annotation.document))
                .then(|| Chosen::Annotation(id.clone(), annotation.extent()))
        })
    }

    /// Where the handles and the toolbar go.
    fn measure_handles(&self) -> Placed {
        let held = self.held();
        let place = self.view.cursor().get_untracked().filter(|c| c.is_empty());
        let origin = self.article.get_bounding_client_rect();
        self.sheet(|sheet| {
            let moved = |caret: offsets::Caret| offsets::Caret {
                x: caret.x - origin.left(),
                top: caret.top - origin.top(),
                bottom: caret.bottom - origin.top(),
            };
            let range = held.as_ref().map(Chosen::range);
            let start = range
                .as_ref()
                .and_then(|range| offsets::caret(sheet, range.start, Assoc::After));
            let end = range
                .as_ref()
                .and_then(|range| offsets::caret(sheet, range.end, Assoc::Before));
            let cursor = place.and_then(|c| offsets::caret(sheet, c.head, Assoc::After));
            Placed {
                start: start.map(moved),
                end: end.map(moved),
                cursor: cursor.map(moved),
                of_text: matches!(held, Some(Chosen::Text(_))),
            }
        })
        .unwrap_or_default()
    }

    /// Puts the handles and the toolbar there.
    fn write_handles(&self, placed: Placed) {
        self.handles.place(&placed);
        let anchor = placed.start.zip(placed.end).map(|(start, end)| Anchor {
            left: start.x,
            top: start.top,
            bottom: end.bottom,
        });
        if self.anchor.get_untracked() != anchor {
            self.anchor.set(anchor);
        }
    }

    /// Scrolls until an offset can be seen, and no further.
    pub fn reveal(&self, offset: usize) {
        const MARGIN: f64 = 96.0;
        self.sheet(|sheet| {
            let window = self.scroller.get_bounding_client_rect();
            let Some((block, _)) = sheet.block_at(offset) else {
                return;
            };
            let near = |element: &Element| {
                let rect = element.get_bounding_client_rect();
                rect.bottom() > window.top() - 2000.0 && rect.top() < window.bottom() + 2000.0
            };
            if !near(block) {
                // Far off, the browser has only guessed at the height of what lies between.
                block.scroll_into_view();
            }
            let Some(caret) = offsets::caret(sheet, offset, Assoc::Before) else {
                return;
            };
            let above = caret.top - (window.top() + MARGIN);
            let below = caret.bottom - (window.bottom() - MARGIN);
            let by = if above < 0.0 { above } else { below.max(0.0) };
            if by != 0.0 {
                self.scroller
                    .set_scroll_top(self.scroller.scroll_top() + by as i32);
            }
        });
    }

    /// The offset a line up or down from an offset, in the column where the moving began.
    pub fn line_from(&self, offset: usize, direction: Direction) -> Option<usize> {
        self.reveal(offset);
        self.sheet(|sheet| {
            let here = offsets::caret(sheet, offset, Assoc::After)?;
            let x = self.column.get().unwrap_or(here.x);
            self.column.set(Some(x));
            // Half a line at a time, over gaps between paragraphs, until the offset changes line.
            let height = (here.bottom - here.top).max(8.0);
            for half in 1..=12 {
                let way = f64::from(half) * height / 2.0;
                let y = match direction {
                    Direction::Forward => here.bottom + way,
                    Direction::Back => here.top - way,
                };
                let Some(found) = offsets::offset_at_point(sheet, x, y) else {
                    continue;
                };
                let there = offsets::caret(sheet, found, Assoc::After)?;
                let moved = match direction {
                    Direction::Forward => there.top >= here.bottom - 2.0 && found > offset,
                    Direction::Back => there.bottom <= here.top + 2.0 && found < offset,
                };
                if moved {
                    return Some(found);
                }
            }
            None
        })?
    }

    /// Forgets the column that moving by lines keeps to: the cursor went another way.
    pub fn leave_column(&self) {
        self.column.set(None);
    }
}

/// What the handles and the toolbar belong to.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// Selected text that is not an annotation yet.
    Text(Range<usize>),
    /// The selected annotation and its extent.
    Annotation(AnnotationId, Range<usize>),
}

impl Chosen {
    /// From the first to the last code point.
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Text(range) | Self::Annotation(_, range) => range.clone(),
        }
    }
}

/// The element with the focus lies in the article.
pub fn has_focus(article: &web_sys::HtmlElement) -> bool {
    leptos::prelude::document()
        .active_element()
        .is_some_and(|focused| article.contains(Some(&focused)))
}
