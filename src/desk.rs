//! The desk: the open workspace and the few coarse signals that the page hangs on. The workspace is
//! the truth; every change of it goes through [`Desk::commit`], [`Desk::undo`] and [`Desk::redo`].

use crate::overlay::{Drawer, Overlay};
use crate::stamp;
use leptos::prelude::*;
use postil_core::change::Change;
use postil_core::edit::Stamp;
use postil_core::model::{AnnotationId, DocumentId};
use postil_core::state::{DocumentState, State};
use postil_core::transaction::Transaction;
use postil_core::workspace::{Entry, Workspace};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

/// Called after every change with what was done and what it touched.
type Listener = Rc<dyn Fn(&Entry, &Change)>;

/// A handle on everything that the page shows; copying it copies the handle.
#[derive(Clone, Copy)]
pub struct Desk {
    workspace: StoredValue<Workspace, LocalStorage>,
    listeners: StoredValue<Vec<Listener>, LocalStorage>,
    revision: RwSignal<u64>,
    /// Counts the changes that touched relations, clusters or documents.
    links: RwSignal<u64>,
    /// The document in the article pane.
    pub document: RwSignal<Option<DocumentId>>,
    /// The selected annotation.
    pub selected: RwSignal<Option<AnnotationId>>,
    /// The selected text of the document in the pane, or the place of the cursor.
    pub cursor: RwSignal<Option<Cursor>>,
    /// Whether what is selected was reached with a pointer, not with keys.
    pub by_pointer: RwSignal<bool>,
    /// Layers that are not drawn and not listed.
    pub hidden: RwSignal<BTreeSet<String>>,
    /// What lies over the page.
    pub overlay: RwSignal<Option<Overlay>>,
    /// The column that was opened over the page, where the window is narrow.
    pub drawer: RwSignal<Option<Drawer>>,
    /// Whether the inspector lists all marks although one is selected.
    pub listing: RwSignal<bool>,
    /// The field of the inspector that is asked to take the focus.
    pub field: RwSignal<Option<Field>>,
    /// How far the last change has got on its way to the disk.
    pub saving: RwSignal<Saving>,
    /// What a screen reader is told, and the status bar shows.
    pub announcement: RwSignal<String>,
    /// Whether changes are refused because another tab has the project.
    pub read_only: RwSignal<bool>,
}

/// Selected text of one document, in code points. `head` is the end that moves; equal to `anchor`
/// it is a place, not a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
}

impl Cursor {
    /// The cursor at one place, with nothing selected.
    pub fn at(offset: usize) -> Self {
        Self {
            anchor: offset,
            head: offset,
        }
    }

    /// From its first to its last code point.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether no text is selected.
    pub fn is_empty(self) -> bool {
        self.anchor == self.head
    }
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

impl Desk {
    /// A desk with nothing on it.
    pub fn new() -> Self {
        Self {
            workspace: StoredValue::new_local(Workspace::default()),
            listeners: StoredValue::new_local(Vec::new()),
            revision: RwSignal::new(0),
            links: RwSignal::new(0),
            document: RwSignal::new(None),
            selected: RwSignal::new(None),
            cursor: RwSignal::new(None),
            by_pointer: RwSignal::new(false),
            hidden: RwSignal::new(BTreeSet::new()),
            overlay: RwSignal::new(None),
            drawer: RwSignal::new(None),
            listing: RwSignal::new(false),
            field: RwSignal::new(None),
            saving: RwSignal::new(Saving::Opening),
            announcement: RwSignal::new(String::new()),
            read_only: RwSignal::new(false),
        }
    }

    /// The desk of the page, from anywhere below the root component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Puts a workspace on the desk in place of the one that is there, as it came from the disk.
    pub fn open(self, workspace: Workspace) {
        self.workspace.set_value(workspace);
        let change = Change {
            everything: true,
            ..Change::default()
        };
        self.settle(&change);
        // The document may go by the same name and yet be another.
        self.document.notify();
    }

    /// Reads the workspace. Whoever calls this inside an effect or a view runs again after every
    /// change.
    pub fn workspace<R>(self, read: impl FnOnce(&Workspace) -> R) -> R {
        self.revision.track();
        self.workspace.with_value(read)
    }

    /// Reads the project, tracked like [`Desk::workspace`].
    pub fn with<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.workspace(|workspace| read(workspace.state()))
    }

    /// Reads the project, and is told of later changes only of relations, clusters and documents:
    /// for what is dear to count and does not hang on single annotations.
    pub fn with_links<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.links.track();
        self.peek(read)
    }

    /// Reads the project without being told of later changes.
    pub fn peek<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.workspace
            .with_value(|workspace| read(workspace.state()))
    }

    /// Reads the document in the pane without being told of later changes.
    pub fn peek_document<R>(self, read: impl FnOnce(&State, &DocumentState) -> R) -> Option<R> {
        let id = self.document.get_untracked()?;
        self.peek(|state| state.document(&id).map(|document| read(state, document)))
    }

    /// Calls a function after every change, for as long as the page lives.
    pub fn on_change(self, listener: impl Fn(&Entry, &Change) + 'static) {
        self.listeners
            .update_value(|listeners| listeners.push(Rc::new(listener)));
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
        self.perform(&Entry::Commit(transaction))
    }

    /// Takes back the last revision and shows where that was.
    pub fn undo(self) {
        let name = self.peek_history(|history| history.last_done().map(|r| r.forward.name.clone()));
        self.step(&Entry::Undo, "Undone", name);
    }

    /// Does again what was taken back last and shows where that was.
    pub fn redo(self) {
        let name =
            self.peek_history(|history| history.last_undone().map(|r| r.forward.name.clone()));
        self.step(&Entry::Redo, "Done again", name);
    }

    /// Reads what can be undone and redone without being told of later changes.
    pub fn peek_history<R>(self, read: impl FnOnce(&postil_core::history::History) -> R) -> R {
        self.workspace
            .with_value(|workspace| read(workspace.history()))
    }

    fn step(self, entry: &Entry, word: &str, name: Option<String>) {
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
            self.selected.set(Some(touched.id.clone()));
        }
        self.announce(format!("{word}: {}", name.unwrap_or_default()));
    }

    fn perform(self, entry: &Entry) -> Result<Option<Change>, String> {
        if self.read_only.get_untracked() {
            return Err("this project is open in another tab".to_owned());
        }
        let outcome = self
            .workspace
            .try_update_value(|workspace| workspace.perform(entry))
            .unwrap_or(Ok(None))
            .map_err(|error| error.to_string())?;
        if let Some(change) = &outcome {
            let listeners = self.listeners.get_value();
            self.settle(change);
            for listener in listeners {
                listener(entry, change);
            }
        }
        Ok(outcome)
    }

    /// Announces why something was not done.
    fn heard(self, outcome: Result<Option<Change>, String>) -> Option<Change> {
        outcome.unwrap_or_else(|reason| {
            self.announce(format!("Not done: {reason}."));
            None
        })
    }

    /// Brings the signals in line with a change: nothing is selected that is gone.
    fn settle(self, change: &Change) {
        let place = self.document.get_untracked();
        let (there, first) = self.peek(|state| {
            let there = place
                .as_ref()
                .is_some_and(|id| state.document(id).is_some());
            (
                there,
                state.documents().first().map(|d| d.meta().id.clone()),
            )
        });
        if !there {
            self.document.set(first);
            self.cursor.set(None);
        }
        let gone = self.selected.with_untracked(|id| {
            id.as_ref()
                .is_some_and(|id| self.peek(|s| s.annotation(id).is_none()))
        });
        if gone || (change.everything && self.selected.with_untracked(Option::is_some)) {
            self.selected.set(None);
        }
        if change.links || change.everything || !change.documents.is_empty() {
            self.links.update(|links| *links += 1);
        }
        self.revision.update(|revision| *revision += 1);
    }

    /// Shows a document. The cursor and the selected annotation of another one are let go.
    pub fn show(self, id: &DocumentId) {
        if self
            .document
            .with_untracked(|shown| shown.as_ref() == Some(id))
        {
            return;
        }
        self.cursor.set(None);
        self.selected.set(None);
        self.document.set(Some(id.clone()));
    }

    /// Selects an annotation, in whatever document it is, and lets the selected text go.
    pub fn select(self, id: &AnnotationId) {
        let document = self.peek(|state| state.annotation(id).map(|a| a.document.clone()));
        if let Some(document) = document {
            self.show(&document);
            self.cursor.set(None);
            self.selected.set(Some(id.clone()));
        }
    }

    /// Tells a screen reader, and the status bar.
    pub fn announce(self, message: impl Into<String>) {
        self.announcement.set(message.into());
    }

    /// Passes the author and the time to an edit that needs them.
    pub fn stamped<R>(self, edit: impl FnOnce(&State, Stamp) -> R) -> R {
        let time = stamp::now();
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
