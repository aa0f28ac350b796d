//! The doors into the later part of the program: function pointers that the loader fills in once that
//! part has arrived.

use super::Desk;
use super::command::Command;
use super::overlay::Overlay;
use super::view::View;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use postil_core::model::{AnnotationId, DocumentId};
use std::cell::RefCell;

/// The doors. Only these may lead into the later part: code that is referenced otherwise moves into
/// the first.
#[derive(Clone, Copy)]
pub struct Doors {
    /// Runs a command.
    pub command: fn(&Command, Desk),
    /// Makes the dialog of an overlay.
    pub dialog: fn(Overlay) -> AnyView,
    /// Makes the inspector of an annotation; for `None`, the list of all.
    pub inspector: fn(Option<AnnotationId>) -> AnyView,
    /// Makes the toolbar; `None` before there is an article pane.
    pub toolbar: fn() -> Option<AnyView>,
    /// Makes the strips under the article: of labels, and of a relation in the making.
    pub strip: fn() -> AnyView,
    /// Makes the menu of a document.
    pub article_menu: fn(DocumentId) -> AnyView,
    /// Makes the field for the name of the project, and what leads to the story.
    pub project_name: fn() -> AnyView,
    /// Makes the menu of the project.
    pub project_menu: fn() -> AnyView,
    /// Makes the hints about keys in the status bar.
    pub keys: fn() -> AnyView,
    /// Makes the status of the file on the disk, for the status bar.
    pub filing: fn() -> AnyView,
    /// Makes the list of clusters.
    pub clusters: fn() -> AnyView,
    /// Makes what stands beside the article or in its place: the rule of a label, a view of the story.
    pub beside: fn() -> AnyView,
    /// Makes the count of what the marks of a document lack.
    pub lacks: fn(DocumentId) -> AnyView,
    /// Makes the head of a pane among others.
    pub pane_head: fn(View) -> AnyView,
    /// Listens to mouse, touch and keyboard in a pane, and in the page as a whole.
    pub listen: fn(Desk, View),
}

/// Whether the later part has arrived.
#[derive(Clone, Copy, Default)]
pub enum Arrival {
    /// Not yet.
    #[default]
    Awaited,
    /// Yes.
    Here(Doors),
    /// No, and it could not be fetched.
    Missing,
}

thread_local! {
    /// Belongs to no component, so that it lives as long as the page.
    static ARRIVAL: (Owner, ErasedSignal<Arrival>) = {
        let owner = Owner::new_root(None);
        let arrival = owner.with(|| ErasedSignal::new(Arrival::Awaited));
        (owner, arrival)
    };
    /// Commands given before the later part arrived, in order.
    static WAITING: RefCell<Vec<Command>> = RefCell::default();
}

/// Whether the later part has arrived.
pub fn arrival() -> ErasedSignal<Arrival> {
    ARRIVAL.with(|(_, arrival)| *arrival)
}

/// The doors, once the later part has arrived; tracked, so that a calling effect or view runs again
/// then.
pub fn here() -> Option<Doors> {
    match arrival().get() {
        Arrival::Here(doors) => Some(doors),
        Arrival::Awaited | Arrival::Missing => None,
    }
}

/// Opens the doors, and runs the waiting commands.
pub fn open(doors: Doors, desk: Desk) {
    arrival().set(Arrival::Here(doors));
    for command in WAITING.take() {
        (doors.command)(&command, desk);
    }
}

impl Command {
    /// Runs the command, now or once the later part has arrived.
    pub fn run(&self, desk: Desk) {
        match untrack(here) {
            Some(doors) => (doors.command)(self, desk),
            None => WAITING.with_borrow_mut(|waiting| waiting.push(self.clone())),
        }
    }
}
