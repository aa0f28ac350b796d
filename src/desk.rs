//! The desk: the open workspace and the few coarse signals that the page hangs on. The workspace is
//! the truth; every change of it goes through [`Desk::commit`], [`Desk::undo`] and [`Desk::redo`].

pub mod bundled;
pub mod command;
pub mod doors;
pub mod labels;
pub mod mentions;
pub mod overlay;
pub mod project_bytes;
pub mod proposal;
pub mod view;
pub mod work;

use crate::browser::clock_and_ids;
use crate::browser::viewport::is_narrow;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use overlay::{Drawer, Overlay};
use postil_core::change::Change;
use postil_core::edit::Stamp;
use postil_core::gradual::Gradual;
use postil_core::json::Writer;
use postil_core::model::{AnnotationId, DocumentId};
use postil_core::state::{DocumentState, State};
use postil_core::transaction::Transaction;
use postil_core::workspace::{Entry, Workspace};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use view::{Cursor, View};

/// Called after every change with what was done and what it touched.
type Listener = Rc<dyn Fn(Done, &Change)>;

/// What was done, for whoever keeps it.
#[derive(Clone, Copy)]
pub enum Done<'a> {
    /// What this entry says.
    Entry(&'a Rc<Entry>),
    /// What stands in this entry, which has been written already, to be taken.
    Written(&'a RefCell<Writer>),
}

/// A handle on everything that the page shows; copying it copies the handle.
#[derive(Clone, Copy)]
pub struct Desk {
    workspace: ErasedSignal<Workspace>,
    listeners: ErasedSignal<Vec<Listener>>,
    /// Counts the changes.
    revision: ErasedSignal<u64>,
    /// The revision that views show: a frame behind.
    shown: ErasedSignal<u64>,
    /// Counts the changes that touched relations, clusters or documents.
    links: ErasedSignal<u64>,
    /// Those that views show: a frame behind.
    shown_links: ErasedSignal<u64>,
    /// What the active article pane shows.
    pub view: View,
    /// Layers that are not drawn and not listed.
    pub hidden: ErasedSignal<BTreeSet<String>>,
    /// What lies over the page.
    pub overlay: ErasedSignal<Option<Overlay>>,
    /// The column that was opened over the page, where the window is narrow.
    pub drawer: ErasedSignal<Option<Drawer>>,
    /// Whether the inspector lists all marks although one is selected.
    pub listing: ErasedSignal<bool>,
    /// The field of the inspector that is asked to take the focus.
    pub field: ErasedSignal<Option<Field>>,
    /// How far the last change has got on its way to the disk.
    pub saving: ErasedSignal<Saving>,
    /// What a screen reader is told, and the status bar shows.
    pub announcement: ErasedSignal<String>,
    /// What is being done that takes longer than a frame.
    pub busy: ErasedSignal<Option<String>>,
    /// Whether changes are refused because another tab has the project.
    pub read_only: ErasedSignal<bool>,
    /// Whether a newer build of the page is at hand.
    pub renewed: ErasedSignal<bool>,
}

/// A field of the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The first one.
    First,
    /// The note.
    Note,
    /// The attribute that says when.
    Date,
}

/// How far the last change has got on its way to the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing has been read or written yet.
    #[default]
    Opening,
    /// All that was done is durable.
    Saved,
    /// Something is on its way.
    Pending,
    /// Nothing can be kept in this browser; the reason in words.
    Refused(String),
}

/// Why nothing can be done.
const READ_ONLY: &str = t!("this project is open in another tab");

impl Desk {
    /// A desk with nothing on it.
    pub fn new() -> Self {
        let (revision, links) = (ErasedSignal::new(0), ErasedSignal::new(0));
        Self {
            workspace: ErasedSignal::new(Workspace::default()),
            listeners: ErasedSignal::new(Vec::new()),
            revision,
            shown: schedule::later(move || revision.get()),
            links,
            shown_links: schedule::later(move || links.get()),
            view: View::new(),
            hidden: ErasedSignal::new(BTreeSet::new()),
            overlay: ErasedSignal::new(None),
            drawer: ErasedSignal::new(None),
            listing: ErasedSignal::new(false),
            field: ErasedSignal::new(None),
            saving: ErasedSignal::new(Saving::Opening),
            announcement: ErasedSignal::new(String::new()),
            busy: ErasedSignal::new(None),
            read_only: ErasedSignal::new(false),
            renewed: ErasedSignal::new(false),
        }
    }

    /// The desk of the page, from anywhere below the root component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Puts a workspace on the desk in place of the one that is there, as it came from the disk.
    pub fn put(self, workspace: Workspace) {
        self.workspace.set(workspace);
        let change = Change {
            everything: true,
            ..Change::default()
        };
        self.sync_signals(&change);
        self.shown.set(self.revision.get_untracked());
        self.shown_links.set(self.links.get_untracked());
        self.view.refresh();
    }

    /// Reads the workspace. Whoever calls this inside an effect or a view runs again after every
    /// change, once the article has shown it.
    pub fn workspace<R>(self, read: impl FnOnce(&Workspace) -> R) -> R {
        self.shown.track();
        self.workspace.with_untracked(read)
    }

    /// Reads the project, tracked like [`Desk::workspace`].
    pub fn with<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.workspace(|workspace| read(workspace.state()))
    }

    /// Reads the project. Whoever calls this inside an effect or a view runs again after every
    /// change at once, for the same frame as the article: for the little beside it that tells what a
    /// key did.
    pub fn at_once<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.revision.track();
        self.peek(read)
    }

    /// Reads the project, and is told of later changes only of relations, clusters and documents:
    /// for what is dear to count and does not hang on single annotations.
    pub fn with_links<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.shown_links.track();
        self.peek(read)
    }

    /// Reads the project without being told of later changes.
    pub fn peek<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.workspace
            .with_untracked(|workspace| read(workspace.state()))
    }

    /// Reads the document in the pane without being told of later changes.
    pub fn peek_document<R>(self, read: impl FnOnce(&State, &DocumentState) -> R) -> Option<R> {
        let id = self.view.document().get_untracked()?;
        self.peek(|state| state.document(&id).map(|document| read(state, document)))
    }

    /// Calls a function after every change, for as long as the page lives.
    pub fn on_change(self, listener: impl Fn(Done, &Change) + 'static) {
        self.listeners
            .change(|listeners| listeners.push(Rc::new(listener)));
    }

    /// Does what a transaction says. Returns whether it was done; where not, the reason is
    /// announced and nothing has changed.
    pub fn commit(self, transaction: impl Into<Option<Transaction>>) -> bool {
        transaction
            .into()
            .is_some_and(|transaction| self.heard(self.try_commit(transaction)).is_some())
    }

    /// Does what a transaction says, for a caller that can tell of the reason itself.
    ///
    /// # Errors
    /// With the reason in words where it was not done; nothing has changed then.
    pub fn try_commit(self, transaction: Transaction) -> Result<Option<Change>, String> {
        self.perform(Entry::Commit(transaction))
    }

    /// Takes back the last revision and shows where that was.
    pub fn undo(self) {
        let name = self.peek_history(|history| history.last_done().map(str::to_owned));
        self.step(Entry::Undo, t!("Undone"), name);
    }

    /// Does again what was taken back last and shows where that was.
    pub fn redo(self) {
        let name = self.peek_history(|history| history.last_undone().map(str::to_owned));
        self.step(Entry::Redo, t!("Done again"), name);
    }

    /// Reads what can be undone and redone without being told of later changes.
    pub fn peek_history<R>(self, read: impl FnOnce(&postil_core::history::History) -> R) -> R {
        self.workspace
            .with_untracked(|workspace| read(workspace.history()))
    }

    fn step(self, entry: Entry, word: &str, name: Option<String>) {
        let Some(change) = self.heard(self.perform(entry)) else {
            return;
        };
        if let Some(id) = change.document()
            && self.peek(|state| state.document(id).is_some())
        {
            self.show(id);
        }
        let last = change.annotations.last().filter(|touched| touched.present);
        if let Some(touched) = last {
            self.view.select_mark(touched.id.clone());
        }
        self.announce(tf!("{word}: {}", name.unwrap_or_default()));
    }

    fn perform(self, entry: Entry) -> Result<Option<Change>, String> {
        if self.read_only.get_untracked() {
            return Err(READ_ONLY.to_owned());
        }
        self.follow(entry)
    }

    /// Does what was done in another tab. Nothing is announced, and what is shown stays.
    ///
    /// # Errors
    /// As [`Desk::try_commit`].
    pub fn follow(self, entry: Entry) -> Result<Option<Change>, String> {
        let outcome = self
            .workspace
            .change(|workspace| workspace.perform(&entry))
            .unwrap_or(Ok(None))
            .map_err(|error| error.to_string())?;
        if let Some(change) = &outcome {
            self.tell(Done::Entry(&Rc::new(entry)), change);
        }
        Ok(outcome)
    }

    fn tell(self, done: Done, change: &Change) {
        let listeners = self.listeners.get_untracked();
        self.sync_signals(change);
        for listener in listeners {
            listener(done, change);
        }
    }

    /// How many changes there were.
    pub fn revision(self) -> u64 {
        self.revision.get_untracked()
    }

    /// Puts what a transaction has become step by step in place of what it began with, which was at
    /// a revision.
    ///
    /// # Errors
    /// In words, where it is no longer at that, or may not be changed; nothing has changed then.
    pub fn conclude(self, gradual: Gradual, since: u64) -> Result<Change, String> {
        if self.read_only.get_untracked() {
            return Err(READ_ONLY.to_owned());
        }
        if self.revision() != since {
            return Err(t!("the project was changed meanwhile; try again").to_owned());
        }
        let conclude = |workspace: &mut Workspace| workspace.conclude(gradual);
        let concluded = self.workspace.change(conclude);
        let (change, entry) = concluded.ok_or(t!("the page is being closed"))?;
        self.tell(Done::Written(&RefCell::new(entry)), &change);
        Ok(change)
    }

    /// Announces why something was not done.
    fn heard(self, outcome: Result<Option<Change>, String>) -> Option<Change> {
        outcome.unwrap_or_else(|reason| {
            self.announce(tf!("Not done: {reason}."));
            None
        })
    }

    /// Brings the signals in line with a change: nothing is selected that is gone.
    fn sync_signals(self, change: &Change) {
        let is_there = |id: &Option<DocumentId>| {
            id.as_ref()
                .is_some_and(|id| self.peek(|state| state.document(id).is_some()))
        };
        if !self.view.document().with_untracked(is_there) {
            let first = self.peek(|state| Some(state.documents().first()?.meta().id.clone()));
            self.view.show(first);
        }
        let is_gone = |id: &Option<AnnotationId>| {
            id.as_ref()
                .is_some_and(|id| self.peek(|state| state.annotation(id).is_none()))
        };
        if change.everything || self.view.mark().with_untracked(is_gone) {
            self.view.clear_mark();
        }
        if change.links || change.everything || !change.documents.is_empty() {
            self.links.update(|links| *links += 1);
        }
        self.revision.update(|revision| *revision += 1);
    }

    /// Shows a document. The cursor and the selected annotation of another one are let go.
    pub fn show(self, id: &DocumentId) {
        self.view.show(Some(id.clone()));
    }

    /// Selects an annotation, in whatever document it is, and lets the selected text go.
    pub fn select_mark(self, id: &AnnotationId) {
        let document = self.peek(|state| state.annotation(id).map(|a| a.document.clone()));
        if document.is_some() {
            self.view.show(document);
            self.view.select_mark(id.clone());
        }
    }

    /// Selects text of a document, and shows that.
    pub fn select_text(self, id: &DocumentId, range: Range<usize>) {
        self.show(id);
        self.view.move_cursor(Cursor {
            anchor: range.start,
            head: range.end,
        });
    }

    /// Lays something over the page, in place of what lies there.
    pub fn open(self, overlay: Overlay) {
        self.overlay.set(Some(overlay));
    }

    /// Takes away what lies over the page.
    pub fn close_overlay(self) {
        self.overlay.set(None);
    }

    /// Opens a column where it is not shown anyway.
    pub fn open_drawer(self, drawer: Drawer) {
        if is_narrow(Drawer::WIDEST) {
            self.drawer.set(Some(drawer));
        }
    }

    /// Tells a screen reader, and the status bar.
    pub fn announce(self, message: impl Into<String>) {
        self.announcement.set(labels::brief(&message.into()));
    }

    /// Passes the author and the time to an edit that needs them.
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
