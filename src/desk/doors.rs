//! The doors into the part of the program that comes later. Whoever needs something of it finds a
//! function here; the loader fills them in once the part has arrived.

use super::Desk;
use super::command::Command;
use super::overlay::Overlay;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use postil_core::model::{AnnotationId, DocumentId};
use std::cell::RefCell;

/// The doors. Nothing else may lead into the later part, or that would come with the first.
#[derive(Clone, Copy)]
pub struct Doors {
    /// Does what a command says.
    pub command: fn(&Command, Desk),
    /// What lies over the page.
    pub dialog: fn(Overlay) -> AnyView,
    /// What is known about a mark; for none, the list of all.
    pub inspector: fn(Option<AnnotationId>) -> AnyView,
    /// The toolbar over what is selected; nothing before there is an article pane.
    pub toolbar: fn() -> Option<AnyView>,
    /// The menu of an article.
    pub article_menu: fn(DocumentId) -> AnyView,
    /// The menu of the project.
    pub project_menu: fn() -> AnyView,
    /// A few keys, for the status bar.
    pub keys: fn() -> AnyView,
    /// How the file on the disk is, for the status bar.
    pub filing: fn() -> AnyView,
    /// The list of clusters.
    pub clusters: fn() -> AnyView,
    /// Listens to the mouse, the finger and the keyboard.
    pub listen: fn(Desk),
}

/// How far the later part has come.
#[derive(Clone, Copy, Default)]
pub enum Arrival {
    /// It is on its way.
    #[default]
    Awaited,
    /// It is here.
    Here(Doors),
    /// It could not be fetched.
    Missing,
}

thread_local! {
    /// Belongs to no component, so that it lives as long as the page.
    static ARRIVAL: (Owner, ErasedSignal<Arrival>) = {
        let owner = Owner::new();
        let arrival = owner.with(|| ErasedSignal::new(Arrival::Awaited));
        (owner, arrival)
    };
    /// Commands that were given before they could be carried out, in order.
    static WAITING: RefCell<Vec<Command>> = RefCell::default();
}

/// How far the later part has come.
pub fn arrival() -> ErasedSignal<Arrival> {
    ARRIVAL.with(|(_, arrival)| *arrival)
}

/// The doors, once they are there. Whoever calls this inside an effect or a view runs again then.
pub fn here() -> Option<Doors> {
    match arrival().get() {
        Arrival::Here(doors) => Some(doors),
        Arrival::Awaited | Arrival::Missing => None,
    }
}

/// Opens the doors, and carries out what has waited for them.
pub fn open(doors: Doors, desk: Desk) {
    arrival().set(Arrival::Here(doors));
    for command in WAITING.take() {
        (doors.command)(&command, desk);
    }
}

impl Command {
    /// Carries it out, now or as soon as that is possible.
    pub fn run(&self, desk: Desk) {
        match untrack(here) {
            Some(doors) => (doors.command)(self, desk),
            None => WAITING.with_borrow_mut(|waiting| waiting.push(self.clone())),
        }
    }
}
