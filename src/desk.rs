//! The desk: the open workspace, and the few coarse signals that the page follows. The workspace is
//! the only truth. It changes through [`Desk::commit`], [`Desk::undo`] and [`Desk::redo`]; by steps
//! through [`Desk::conclude`]; and with other tabs through [`Desk::follow`].

pub mod alike;
mod arranging;
mod aside;
pub mod bundled;
pub mod card;
pub mod checks;
pub mod command;
mod commit_error;
mod done;
pub mod doors;
pub mod doubts;
mod field;
mod history;
pub mod labels;
pub mod lacks;
pub mod mentions;
pub mod offered;
pub mod overlay;
pub mod panes;
pub mod project_bytes;
pub mod proposal;
pub mod reprints;
pub mod rule;
mod saving;
pub mod story;
pub mod ties;
pub mod tying;
mod typing;
pub mod view;
pub mod work;

use crate::browser::viewport::is_narrow;
use crate::browser::{clock_and_ids, panel};
use crate::ui::schedule;
use crate::ui::sentence::tf;
use crate::ui::signal::ErasedSignal;
pub use aside::{Aside, Drafts};
pub use commit_error::CommitError;
pub use done::Done;
use done::{Listeners, Listening};
pub use field::Field;
use leptos::prelude::*;
use overlay::{
    Drawer, INSPECTOR_BELOW_MAX_PX, INSPECTOR_DRAWER_MAX_PX, Overlay, RAIL_DRAWER_MAX_PX,
};
use panes::{Panes, Slot};
use postil_core::change::Change;
use postil_core::edit::Stamp;
use postil_core::gradual::Gradual;
use postil_core::model::{AnnotationId, DocumentId};
use postil_core::state::{DocumentState, State};
use postil_core::transaction::Transaction;
use postil_core::workspace::{Entry, Workspace};
pub use saving::Saving;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use story::StoryPlace;
use tying::{RelationEnds, Tying};
pub use typing::Typed;
use typing::Typing;
use view::{Cursor, View};

/// A handle on everything that the page shows; a copy is the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    workspace: ErasedSignal<Workspace>,
    listeners: ErasedSignal<Listeners>,
    /// The number of changes.
    revision: ErasedSignal<u64>,
    /// The revision that views show: one frame behind.
    shown: ErasedSignal<u64>,
    /// The number of changes that touched relations, clusters or documents.
    links: ErasedSignal<u64>,
    /// The same as views show it: one frame behind.
    shown_links: ErasedSignal<u64>,
    /// What is side by side.
    panes: Panes,
    /// Layers that are neither drawn nor listed.
    pub hidden: ErasedSignal<BTreeSet<String>>,
    /// The overlay over the page.
    pub overlay: ErasedSignal<Option<Overlay>>,
    /// What is shown of the story in place of the articles.
    pub story: ErasedSignal<Option<StoryPlace>>,
    /// The column opened over the page in a narrow window.
    pub drawer: ErasedSignal<Option<Drawer>>,
    /// Whether the inspector has a place beside or below the article in a window that is too narrow for
    /// both side columns and too wide for drawers alone. Remembered.
    pub panel: ErasedSignal<bool>,
    /// Whether the inspector lists all annotations although one is selected.
    pub listing: ErasedSignal<bool>,
    /// The field of the inspector that should take the focus.
    pub field: ErasedSignal<Option<Field>>,
    /// How far the last change has got on its way to the disk.
    pub saving: ErasedSignal<Saving>,
    /// What is typed into fields, and is not part of the project yet.
    pub typing: Typing,
    /// What is typed into dialogs, and was not taken yet.
    pub aside: Aside,
    /// The message for screen readers and the status bar; empty once it is out of date.
    pub announcement: ErasedSignal<String>,
    /// How many messages there were. Notifies nobody.
    pub announced: ErasedSignal<u64>,
    /// A task that takes longer than a frame, in words.
    pub busy: ErasedSignal<Option<String>>,
    /// The label given last, which one key gives again.
    pub last_label: ErasedSignal<Option<String>>,
    /// The label that is held like a pen: text selected with a pointer is tagged with it at once.
    pub pen: ErasedSignal<Option<String>>,
    /// The row of panes as a bookmark keeps it, until it is arranged; empty: one.
    pub layout: ErasedSignal<String>,
    /// Annotations, in any documents, that are kept to do something with all of them.
    pub kept: ErasedSignal<Vec<AnnotationId>>,
    /// The relation in the making.
    pub tying: ErasedSignal<Option<Tying>>,
    /// Where it can end; follows it.
    pub ends: ErasedSignal<Option<Rc<dyn RelationEnds>>>,
    /// Whether the rule of the label at hand is beside the text.
    pub rule: ErasedSignal<bool>,
    /// Whether the names of labels stand over the marks.
    pub named: ErasedSignal<bool>,
    /// Whether changes are refused because another tab edits the project.
    pub read_only: ErasedSignal<bool>,
    /// Whether a newer build of the page is ready.
    pub renewed: ErasedSignal<bool>,
}

impl Desk {
    /// Makes a desk with an empty workspace.
    pub fn new() -> Self {
        let (revision, links) = (ErasedSignal::new(0), ErasedSignal::new(0));
        Self {
            workspace: ErasedSignal::new(Workspace::default()),
            listeners: ErasedSignal::new(Listeners::default()),
            revision,
            shown: schedule::later(move || revision.get()),
            links,
            shown_links: schedule::later(move || links.get()),
            panes: Panes::new(),
            hidden: ErasedSignal::new(BTreeSet::new()),
            overlay: ErasedSignal::new(None),
            story: ErasedSignal::new(None),
            drawer: ErasedSignal::new(None),
            panel: ErasedSignal::new(
                panel::was_open().unwrap_or_else(|| !is_narrow(INSPECTOR_BELOW_MAX_PX)),
            ),
            listing: ErasedSignal::new(false),
            field: ErasedSignal::new(None),
            saving: ErasedSignal::new(Saving::Opening),
            typing: Typing::new(),
            aside: Aside::new(),
            announcement: ErasedSignal::new(String::new()),
            announced: ErasedSignal::new(0),
            busy: ErasedSignal::new(None),
            last_label: ErasedSignal::new(None),
            pen: ErasedSignal::new(None),
            layout: ErasedSignal::new(String::new()),
            kept: ErasedSignal::new(Vec::new()),
            tying: ErasedSignal::new(None),
            ends: ErasedSignal::new(None),
            rule: ErasedSignal::new(false),
            named: ErasedSignal::new(false),
            read_only: ErasedSignal::new(false),
            renewed: ErasedSignal::new(false),
        }
    }

    /// The desk of the page, in any component below the root.
    pub fn here() -> Self {
        expect_context()
    }

    /// Replaces the workspace by one read from the disk.
    pub fn put(self, workspace: Workspace) {
        let place = self.place_shown();
        self.workspace.set(workspace);
        let change = Change {
            everything: true,
            ..Change::default()
        };
        self.sync_signals(&change, place);
        self.shown.set(self.revision.get_untracked());
        self.shown_links.set(self.links.get_untracked());
        for slot in self.panes().get_untracked() {
            slot.view.refresh();
        }
    }

    /// Reads the workspace, tracked: a calling effect or view runs again after every change, one frame
    /// later than the article.
    pub fn workspace<R>(self, read: impl FnOnce(&Workspace) -> R) -> R {
        self.shown.track();
        self.workspace.with_untracked(read)
    }

    /// Reads the project, tracked like [`Desk::workspace`].
    pub fn with<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.workspace(|workspace| read(workspace.state()))
    }

    /// Reads the project, tracked: a calling effect or view runs again after every change, in the same
    /// frame as the article. Only for the few views that show the effect of a key at once.
    pub fn at_once<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.revision.track();
        self.peek(read)
    }

    /// Reads the project, tracked only for changes of relations, clusters and documents: for what is
    /// expensive to count and does not depend on single annotations.
    pub fn with_links<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.shown_links.track();
        self.peek(read)
    }

    /// Reads the project, untracked.
    pub fn peek<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.workspace
            .with_untracked(|workspace| read(workspace.state()))
    }

    /// Reads the document in the active pane, untracked; `None` if there is none.
    pub fn peek_document<R>(self, read: impl FnOnce(&State, &DocumentState) -> R) -> Option<R> {
        let id = self.view_now().document().get_untracked()?;
        self.peek(|state| state.document(&id).map(|document| read(state, document)))
    }

    /// Calls a function after every change, for as long as what it returns lives.
    pub fn on_change(self, listener: impl Fn(Done, &Change) + 'static) -> Listening {
        let add = |listeners: &mut Listeners| listeners.add(listener);
        self.listeners.change(add).expect("the desk is alive")
    }

    /// Applies a transaction and returns whether that worked. If not, announces the reason and changes
    /// nothing.
    pub fn commit(self, transaction: impl Into<Option<Transaction>>) -> bool {
        transaction
            .into()
            .is_some_and(|transaction| self.announce_error(self.try_commit(transaction)).is_some())
    }

    /// Applies a transaction, for callers that report errors themselves.
    ///
    /// # Errors
    /// If the transaction does not fit the project, or another tab has the right to write.
    pub fn try_commit(self, transaction: Transaction) -> Result<Option<Change>, CommitError> {
        self.perform(Entry::Commit(transaction))
    }

    fn perform(self, entry: Entry) -> Result<Option<Change>, CommitError> {
        if self.read_only.get_untracked() {
            return Err(CommitError::ReadOnly);
        }
        self.follow(entry)
    }

    /// Repeats what was done in another tab. Announces nothing, and shows nothing else.
    ///
    /// # Errors
    /// As [`Desk::try_commit`].
    pub fn follow(self, entry: Entry) -> Result<Option<Change>, CommitError> {
        let place = self.place_shown();
        let outcome = self
            .workspace
            .change(|workspace| workspace.perform(&entry))
            .unwrap_or(Ok(None))?;
        if let Some(change) = &outcome {
            self.notify(Done::Entry(&Rc::new(entry)), change, place);
        }
        Ok(outcome)
    }

    fn notify(self, done: Done, change: &Change, place: usize) {
        let listeners = self.listeners.change(Listeners::all).unwrap_or_default();
        self.sync_signals(change, place);
        for listener in listeners {
            listener(done, change);
        }
    }

    /// The number of changes.
    pub fn revision(self) -> u64 {
        self.revision.get_untracked()
    }

    /// Puts the result of a gradual transaction in place; it started from the project at revision
    /// `since`.
    ///
    /// # Errors
    /// If the project has changed since, or another tab has the right to write.
    pub fn conclude(self, gradual: Gradual, since: u64) -> Result<Change, CommitError> {
        if self.read_only.get_untracked() {
            return Err(CommitError::ReadOnly);
        }
        if self.revision() != since {
            return Err(CommitError::Outdated);
        }
        let place = self.place_shown();
        let conclude = |workspace: &mut Workspace| workspace.conclude(gradual);
        let concluded = self.workspace.change(conclude);
        let (change, entry) = concluded.ok_or(CommitError::Closing)?;
        self.notify(Done::Written(&RefCell::new(entry)), &change, place);
        Ok(change)
    }

    /// Announces an error, and turns it into `None`.
    fn announce_error(self, outcome: Result<Option<Change>, CommitError>) -> Option<Change> {
        outcome.unwrap_or_else(|reason| {
            self.announce(tf!("Not done: {reason}."));
            None
        })
    }

    /// The index of the document in the active pane; 0 if there is none.
    fn place_shown(self) -> usize {
        let id = self.view_now().document().get_untracked();
        let place = self.peek(|state| state.document_index(id.as_ref()?));
        place.unwrap_or_default()
    }

    /// Updates the signals after a change, and deselects what is gone. If that is the document in the
    /// active pane, which was at index `place`, shows the next one, or else the last.
    fn sync_signals(self, change: &Change, place: usize) {
        let is_there = |id: &Option<DocumentId>| {
            id.as_ref()
                .is_some_and(|id| self.peek(|state| state.document(id).is_some()))
        };
        if !self.view_now().document().with_untracked(is_there) {
            let next = self.peek(|state| {
                let documents = state.documents();
                let next = documents.get(place).or_else(|| documents.last());
                next.map(|document| document.meta().id.clone())
            });
            self.show_in(self.view_now(), next);
        }
        let is_gone = |id: &Option<AnnotationId>| {
            id.as_ref()
                .is_some_and(|id| self.peek(|state| state.annotation(id).is_none()))
        };
        for Slot { view, .. } in self.panes().get_untracked() {
            if change.everything || view.mark().with_untracked(is_gone) {
                view.clear_mark();
            }
            view.forget(|id| change.everything || change.documents.contains(id));
        }
        if change.links || change.everything || !change.documents.is_empty() {
            self.links.update(|links| *links += 1);
        }
        self.revision.update(|revision| *revision += 1);
    }

    /// Shows a document where it is shown already, else in the active pane, with the cursor or the
    /// selected annotation that it was left with.
    pub fn show(self, id: &DocumentId) {
        match self.pane_of(id) {
            Some(view) => self.activate(view),
            None => self.show_in(self.view_now(), Some(id.clone())),
        }
    }

    /// Shows a document in a pane, with the cursor or the selected annotation that it was left with.
    pub fn show_in(self, view: View, id: Option<DocumentId>) {
        let length = id.as_ref().and_then(|id| {
            self.peek(|state| state.document(id).map(|document| document.text().len()))
        });
        view.show(id, length.unwrap_or(0), |mark| {
            self.peek(|state| state.annotation(mark).is_some())
        });
    }

    /// Selects an annotation in any document, shows that, and deselects text.
    pub fn select_mark(self, id: &AnnotationId) {
        let document = self.peek(|state| state.annotation(id).map(|a| a.document.clone()));
        if let Some(document) = document {
            self.show(&document);
            self.view_now().select_mark(id.clone());
        }
    }

    /// Selects text of a document, and shows the document.
    pub fn select_text(self, id: &DocumentId, range: Range<usize>) {
        self.show(id);
        self.view_now().move_cursor(Cursor {
            anchor: range.start,
            head: range.end,
        });
    }

    /// Opens an overlay in place of the current one.
    pub fn open(self, overlay: Overlay) {
        self.overlay.set(Some(overlay));
    }

    /// Closes the overlay.
    pub fn close_overlay(self) {
        self.overlay.set(None);
    }

    /// Shows the inspector, or puts it away, where the window is too narrow to show it all the time.
    pub fn show_inspector(self, open: bool) {
        if is_narrow(INSPECTOR_DRAWER_MAX_PX) {
            self.drawer.set(open.then_some(Drawer::Inspector));
        } else if is_narrow(RAIL_DRAWER_MAX_PX) && self.panel.get_untracked() != open {
            self.panel.set(open);
            panel::remember(open);
        }
    }

    /// Whether a column that a narrow window does not show all the time is open; tracked.
    pub fn is_open(self, drawer: Drawer) -> bool {
        let (open, panel) = (self.drawer.get() == Some(drawer), self.panel.get());
        open || panel && drawer == Drawer::Inspector && !is_narrow(INSPECTOR_DRAWER_MAX_PX)
    }

    /// Announces a message to screen readers and in the status bar. If another document is shown by
    /// now, the message goes on with its name.
    pub fn announce(self, message: impl Into<String>) {
        self.announced.change(|count| *count += 1);
        self.announcement.set(labels::brief(&message.into()));
    }

    /// Runs an edit with the author and the current time.
    pub fn stamped<R>(self, edit: impl FnOnce(&State, Stamp) -> R) -> R {
        let time = clock_and_ids::now();
        self.peek(|state| {
            let author = state
                .header()
                .annotators
                .first()
                .map_or("", |a| a.id.as_str());
            edit(
                state,
                Stamp {
                    author,
                    time: &time,
                },
            )
        })
    }
}
