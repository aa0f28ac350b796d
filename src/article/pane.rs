//! The article pane: keeps the sheet in step with the desk. It is imperative by design; Leptos
//! never looks inside it.

use super::handles::{Anchor, HandlePositions, Handles};
use super::paint::{Notes, PaintContext};
use super::scrolling::{self, Column};
use super::selection::{self, Chosen};
use super::sheet::Sheet;
use crate::browser::focus;
use crate::desk::Desk;
use crate::desk::command::Direction;
use crate::desk::tying::RelationEnds;
use crate::desk::view::{Cursor, View};
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use postil_core::change::Change;
use postil_core::model::{Annotation, AnnotationId, DocumentId};
use postil_core::state::{DocumentState, State};
use postil_core::text::Segmenter;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;
use std::rc::Rc;

/// Marks painted for paper at most; more would keep the page busy for long.
const MOST_PRINTED_MARKS: usize = 20_000;
/// Sheets kept for coming back to.
const PARKED_SHEETS: usize = 4;

/// What to scroll to.
pub enum Reveal {
    /// A range, to be seen with some lines around it.
    Range(Range<usize>),
    /// A range of which nothing can be seen.
    UnlessInSight(Range<usize>),
    /// The first of some ranges of which nothing can be seen.
    UnlessOneInSight(Vec<Range<usize>>),
}

/// A pane.
pub struct Pane {
    /// The desk with the project.
    pub desk: Desk,
    /// What the pane shows.
    pub view: View,
    /// The scrolled element.
    pub scroller: HtmlElement,
    /// The element that takes the focus and the keys.
    pub article: HtmlElement,
    sheet: RefCell<Option<Sheet>>,
    /// Sheets of documents shown before, the latest last.
    parked: RefCell<VecDeque<Sheet>>,
    context: RefCell<PaintContext>,
    /// The handles at the edges of the chosen range.
    pub handles: Handles,
    /// The column that moving by lines keeps to.
    column: Cell<Option<Column>>,
    /// The box of the chosen range, which the toolbar keeps to.
    pub anchor: ErasedSignal<Option<Anchor>>,
    /// Whether the user is making the page's own selection, which must not be touched then.
    pub selecting: Cell<bool>,
    /// Whether the page's own selection may differ from the desk's.
    selection_outdated: Cell<bool>,
    /// What to scroll to before the next frame.
    to_reveal: Cell<Option<Reveal>>,
    /// Whether an update before the next frame is scheduled.
    update_scheduled: Cell<bool>,
    /// Whether drawing the margins and the handles is scheduled.
    trim_scheduled: Cell<bool>,
    /// Finds the words of scripts without spaces, once the later part of the program is there.
    segmenter: Cell<Option<Segmenter>>,
    /// Draws the margins, once the later part of the program is there.
    margins: Cell<Option<DrawMargins>>,
    /// What listens to the page for it.
    listening: RefCell<Vec<Box<dyn Any>>>,
    /// Whether it follows mouse and finger.
    pub handled: Cell<bool>,
    /// Whether the pane is closed: what belonged to it is gone, though a frame may still be asked for.
    closed: Cell<bool>,
}

/// Redraws the outdated margins of a sheet.
pub type DrawMargins = fn(&mut Sheet, &State, &PaintContext);

impl Pane {
    /// A pane over these elements that shows nothing.
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
            column: Cell::new(None),
            anchor: ErasedSignal::new(None),
            selecting: Cell::new(false),
            selection_outdated: Cell::new(false),
            to_reveal: Cell::new(None),
            update_scheduled: Cell::new(false),
            trim_scheduled: Cell::new(false),
            segmenter: Cell::new(None),
            margins: Cell::new(None),
            listening: RefCell::default(),
            handled: Cell::new(false),
            closed: Cell::new(false),
        })
    }

    /// Keeps what listens to the page, or belongs to a listener, until the pane is closed.
    pub fn keep(&self, listener: impl Any) {
        self.listening.borrow_mut().push(Box::new(listener));
    }

    /// Stops listening: the pane is closed. The listeners hold the pane, which would never go.
    pub fn close(&self) {
        self.closed.set(true);
        self.listening.take();
    }

    /// Schedules an update of the text, the scrolling and the page's own selection, once before the
    /// next frame. Margins and handles follow a frame later: measuring and moving them makes the
    /// browser lay out twice more.
    pub fn update_soon(self: &Rc<Self>) {
        if self.update_scheduled.replace(true) {
            return;
        }
        // The browser lays out at the beginning of a frame, before it runs animation callbacks:
        // painting before that costs no second layout. Effects of signals run first.
        let pane = self.clone();
        queue_microtask(move || {
            queue_microtask(move || pane.paint_dirty());
        });
        let pane = self.clone();
        request_animation_frame(move || {
            pane.update_scheduled.set(false);
            if pane.closed.get() {
                return;
            }
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

    /// Returns whether there is more to paint.
    fn update(&self) -> bool {
        self.paint_dirty();
        let context = self.context_now();
        let mut more = false;
        if let Some(sheet) = self.sheet.borrow_mut().as_mut() {
            more = self.desk.peek(|state| sheet.paint_coming(state, &context));
        }
        match self.to_reveal.take() {
            Some(Reveal::Range(range)) => self.reveal(&range),
            Some(Reveal::UnlessInSight(range)) if !self.is_in_sight(&range) => {
                self.reveal(&range);
            }
            Some(Reveal::UnlessOneInSight(ranges))
                if !ranges.iter().any(|range| self.is_in_sight(range)) =>
            {
                if let Some(first) = ranges.first() {
                    self.reveal(first);
                }
            }
            Some(Reveal::UnlessInSight(_) | Reveal::UnlessOneInSight(_)) | None => {}
        }
        // People look at the bar at the cursor, so it moves with the text.
        let has_cursor = self.view.cursor().with_untracked(Option::is_some);
        let positions = has_cursor.then(|| self.measure_handles());
        // A field that is typed into would lose its caret, and what is typed next.
        let typing = focus::takes_text() && !focus::is_in(&self.article);
        if self.selection_outdated.get() && !typing {
            self.sync_selection();
        }
        if let Some(positions) = positions {
            self.move_handles(&positions);
        }
        more
    }

    fn trim_soon(self: &Rc<Self>) {
        if self.trim_scheduled.replace(true) {
            return;
        }
        let pane = self.clone();
        request_animation_frame(move || {
            pane.trim_scheduled.set(false);
            if !pane.closed.get() {
                pane.trim();
            }
        });
    }

    /// Draws the handles and the margins.
    fn trim(&self) {
        let context = self.context_now();
        let positions = self.measure_handles();
        if let Some(draw) = self.margins.get()
            && let Some(sheet) = self.sheet.borrow_mut().as_mut()
        {
            self.desk.peek(|state| draw(sheet, state, &context));
        }
        self.move_handles(&positions);
    }

    /// Scrolls to something before the next frame.
    pub fn reveal_soon(self: &Rc<Self>, what: Reveal) {
        self.to_reveal.set(Some(what));
        self.update_soon();
    }

    fn is_in_sight(&self, range: &Range<usize>) -> bool {
        let is_in_sight = |sheet: &Sheet| scrolling::is_in_sight(&self.scroller, sheet, range);
        self.sheet(is_in_sight).unwrap_or_default()
    }

    /// Follows the cursor.
    pub fn cursor_moved(self: &Rc<Self>) {
        self.selection_outdated.set(true);
        self.update_soon();
    }

    /// Shows the selection that could not be shown while a field was typed into.
    pub fn focused(self: &Rc<Self>) {
        if self.selection_outdated.get() {
            self.update_soon();
        }
    }

    /// Reads the sheet, if there is one.
    pub fn sheet<R>(&self, read: impl FnOnce(&Sheet) -> R) -> Option<R> {
        self.sheet.try_borrow().ok()?.as_ref().map(read)
    }

    /// Shows a document instead of the current one; `None` shows nothing.
    pub fn show(self: &Rc<Self>, id: Option<&DocumentId>, root: &HtmlElement) {
        if let Some(mut left) = self.sheet.take() {
            // A selection in nodes that leave the page would go with them.
            selection::write_to_page(None, &self.article, None);
            left.park();
            let mut parked = self.parked.borrow_mut();
            parked.push_back(left);
            if parked.len() > PARKED_SHEETS {
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
            // After an import, the same id may have another text.
            match parked.filter(|sheet| sheet.is_of(document)) {
                Some(mut sheet) => {
                    sheet.unpark(document);
                    Some(sheet)
                }
                None => self.new_sheet(root, document),
            }
        });
        self.sheet.replace(sheet);
        self.pass_segmenter();
        self.scroller
            .set_scroll_top(self.view.scroll().get_untracked());
    }

    /// Has words of scripts without spaces found by a dictionary from now on.
    pub fn segment_words_by(&self, segmenter: Segmenter) {
        self.segmenter.set(Some(segmenter));
        self.pass_segmenter();
    }

    /// Has the margins drawn from now on.
    pub fn draw_margins_by(self: &Rc<Self>, draw: DrawMargins) {
        self.margins.set(Some(draw));
        self.update_soon();
    }

    fn pass_segmenter(&self) {
        if let Some(segmenter) = self.segmenter.get() {
            self.sheet(|sheet| sheet.text.segment_words_by(segmenter));
        }
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

    /// Whether the document shown has another text now.
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

    /// Draws an annotation as selected, and the previously selected one as not.
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

    /// Draws annotations in the way that a part of the context stands for, and those that were drawn so
    /// before no more. `ids` ascend.
    pub fn emphasize(
        self: &Rc<Self>,
        way: fn(&mut PaintContext) -> &mut Rc<[AnnotationId]>,
        ids: Vec<AnnotationId>,
    ) {
        let before = {
            let mut context = self.context.borrow_mut();
            let drawn = way(&mut context);
            if **drawn == *ids {
                return;
            }
            std::mem::replace(drawn, ids.clone().into())
        };
        let changed = [&*before, &ids].concat();
        self.change_sheet(|sheet, state, _| sheet.follow_selection(&changed, state));
    }

    /// Shows where the next end of a relation in the making can be; `None` shows all marks alike.
    pub fn tie(self: &Rc<Self>, ends: Option<Rc<dyn RelationEnds>>) {
        let is_tying = ends.is_some();
        let was_tying = {
            let mut context = self.context.borrow_mut();
            std::mem::replace(&mut context.ends, ends).is_some()
        };
        if !is_tying && !was_tying {
            return;
        }
        let classes = self.article.class_list();
        // A class of a fixed name cannot be refused.
        let _ = classes.toggle_with_force("tying", is_tying);
        self.change_sheet(|sheet, state, context| sheet.repaint(state, context));
    }

    /// Whether a relation is in the making, and its next end can be at an annotation; `None` where there
    /// is none.
    pub fn can_end(&self, state: &State, annotation: &Annotation) -> Option<bool> {
        let context = self.context.borrow();
        let ends = context.ends.as_ref()?;
        Some(ends.fit(state, annotation))
    }

    /// Hides these layers and shows all others.
    pub fn hide(self: &Rc<Self>, hidden: BTreeSet<String>) {
        self.context.borrow_mut().hidden = hidden;
        self.change_sheet(|sheet, state, context| sheet.repaint(state, context));
    }

    /// Shows the names of labels over the marks, or hides them.
    pub fn name(self: &Rc<Self>, named: bool) {
        if std::mem::replace(&mut self.context.borrow_mut().named, named) != named {
            self.change_sheet(|sheet, state, context| sheet.repaint(state, context));
        }
    }

    fn change_sheet(self: &Rc<Self>, change: impl FnOnce(&mut Sheet, &State, &PaintContext)) {
        let context = self.context_now();
        let mut sheet = self.sheet.borrow_mut();
        if let Some(sheet) = sheet.as_mut() {
            self.desk.peek(|state| change(sheet, state, &context));
        }
        // Painting removes the nodes that hold the page's own selection.
        let selected = self.view.cursor().with_untracked(Option::is_some);
        self.selection_outdated
            .set(self.selection_outdated.get() || selected);
        self.update_soon();
    }

    fn context_now(&self) -> PaintContext {
        PaintContext {
            // The desk's selection can be restored after painting; one in the making cannot.
            over_selection: !self.selecting.get(),
            ..self.context.borrow().clone()
        }
    }

    /// Paints all of the article, with what paper needs. Returns whether all marks are painted: a few
    /// seconds must do.
    pub fn paint_for_print(self: &Rc<Self>, notes: Notes) -> bool {
        let mut whole = true;
        self.change_sheet(|sheet, state, context| {
            let context = PaintContext {
                notes: Some(notes),
                over_selection: true,
                ..context.clone()
            };
            whole = sheet.paint_all(state, &context, MOST_PRINTED_MARKS);
        });
        whole
    }

    /// Paints what the screen shows again.
    pub fn paint_for_screen(self: &Rc<Self>) {
        self.change_sheet(|sheet, state, context| sheet.paint_near(state, context));
    }

    /// Paints what was skipped while the user was selecting.
    pub fn catch_up(self: &Rc<Self>) {
        if self.sheet(Sheet::is_behind) == Some(true) {
            self.change_sheet(|sheet, state, context| sheet.catch_up(state, context));
        }
    }

    /// Redraws the margin and the handles: lines break elsewhere now.
    pub fn resized(self: &Rc<Self>) {
        if let Some(sheet) = self.sheet.borrow_mut().as_mut() {
            sheet.outdate_margins();
        }
        self.update_soon();
    }

    /// Shows the selection again: the pane has become the active one.
    pub fn activated(self: &Rc<Self>) {
        self.selection_outdated.set(true);
        self.update_soon();
    }

    /// Makes the page's own selection show the desk's.
    pub fn sync_selection(&self) {
        // There is one selection in the page: that of the active pane.
        if self.selecting.get() || self.desk.view_now() != self.view {
            return;
        }
        self.selection_outdated.set(false);
        let cursor = self.view.cursor().get_untracked();
        // A sheet that is being changed is borrowed.
        let sheet = self.sheet.try_borrow().ok();
        let sheet = sheet.as_ref().and_then(|sheet| sheet.as_ref());
        selection::write_to_page(sheet, &self.article, cursor);
    }

    /// Shows a selection that is still being made by hand.
    pub fn show_selection(&self, cursor: Cursor) {
        let sheet = self.sheet.try_borrow().ok();
        let sheet = sheet.as_ref().and_then(|sheet| sheet.as_ref());
        selection::write_to_page(sheet, &self.article, Some(cursor));
    }

    /// Says whether a selection is being made by hand. Meanwhile nothing that lies over the text
    /// takes the pointer.
    pub fn set_selecting(&self, selecting: bool) {
        self.selecting.set(selecting);
        self.see_through(selecting);
    }

    /// Whether the pointer, and a look for what is at a point, passes through what lies over the text.
    fn see_through(&self, through: bool) {
        let classes = self.article.class_list();
        // A class of a fixed name cannot be refused.
        let _ = classes.toggle_with_force("selecting", through);
    }

    /// Reads the page's own selection; `None` where it is not in the text.
    pub fn read_selection(&self) -> Option<Cursor> {
        self.sheet(selection::read_from_page)?
    }

    /// The range that the toolbar and the handles belong to.
    pub fn chosen(&self) -> Option<Chosen> {
        selection::chosen(self.desk, self.view)
    }

    fn measure_handles(&self) -> HandlePositions {
        let chosen = self.chosen();
        let cursor = self.view.cursor().get_untracked().filter(|c| c.is_empty());
        let article = self.article.get_bounding_client_rect();
        let measure =
            |sheet: &Sheet| HandlePositions::measure(sheet, &article, chosen.as_ref(), cursor);
        self.sheet(measure).unwrap_or_default()
    }

    fn move_handles(&self, positions: &HandlePositions) {
        self.handles.move_to(positions);
        let anchor = positions.anchor();
        if self.anchor.get_untracked() != anchor {
            self.anchor.set(anchor);
        }
    }

    /// Scrolls just far enough to show a range.
    fn reveal(&self, range: &Range<usize>) {
        self.sheet(|sheet| scrolling::reveal(&self.scroller, sheet, range));
    }

    /// The offset one line up or down, in the column where moving by lines began.
    pub fn line_from(&self, offset: usize, direction: Direction) -> Option<usize> {
        self.reveal(&(offset..offset));
        let column = self.column.get();
        self.see_through(true);
        let line = self.sheet(|sheet| scrolling::line_from(sheet, offset, direction, column));
        self.see_through(self.selecting.get());
        let column = line??;
        self.column.set(Some(column));
        Some(column.offset)
    }

    /// Goes on from the edge of a word beside the column that moving by lines has led to.
    pub fn stay_in_column(&self, head: usize) {
        if let Some(column) = self.column.get() {
            self.column.set(Some(Column { head, ..column }));
        }
    }

    /// Forgets the column that moving by lines keeps to: the cursor moved otherwise.
    pub fn leave_column(&self) {
        self.column.set(None);
    }
}
