//! The part of the program that comes later: what is needed only once something is done to an
//! article that can be read already. In a built site it is a file of its own, fetched as soon as
//! the page stands; a program that was not split has it from the beginning.

use crate::article::{Anchor, Pane};
use crate::commands::Command;
use crate::desk::Desk;
use crate::desk::overlay::Overlay;
use crate::storage::{Database, Failure, Opened, Stored, current, offline};
use crate::ui::signal::Held;
use crate::views::{dialog, inspector, rail, statusbar, toolbar, topbar};
use crate::{api, article, storage, transfer};
use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::model::{AnnotationId, DocumentId};
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

/// The doors into the later part. Nothing else may lead there, or it would come with the first.
#[derive(Clone, Copy)]
pub struct Later {
    /// Does what a command says.
    pub command: fn(&Command, Desk),
    /// What lies over the page.
    pub dialog: fn(Overlay) -> AnyView,
    /// What is known about a mark; for none, the list of all.
    pub inspector: fn(Option<AnnotationId>) -> AnyView,
    /// The toolbar over what is selected.
    pub toolbar: fn(Held<Option<Anchor>>) -> AnyView,
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
    /// Listens to what is done to the article.
    pub listen: fn(Rc<Pane>),
    /// Reads files for a page, in a worker of it.
    serve: fn(),
    /// Begins to keep what is done, and lends a hand to scripts.
    begin: fn(Desk, Opened),
    /// Brings back what a new database lacks.
    recover: fn(Rc<Database>) -> Ahead<Result<(), Failure>>,
    /// Reads what can be read of a project where the database fails.
    salvage: fn(String) -> Ahead<Result<Stored, String>>,
}

/// What is done in the later part for the first.
type Ahead<T> = Pin<Box<dyn Future<Output = T>>>;

/// How far it has come.
#[derive(Clone, Copy, Default)]
pub enum Arrival {
    /// It is on its way.
    #[default]
    Awaited,
    /// It is here.
    Here(Later),
    /// It could not be fetched.
    Missing,
}

impl Arrival {
    /// The later part, if it is here.
    pub fn here(self) -> Option<Later> {
        match self {
            Self::Here(later) => Some(later),
            Self::Awaited | Self::Missing => None,
        }
    }
}

fn doors() -> Later {
    Later {
        command: Command::act,
        dialog: dialog::draw,
        inspector: inspector::body,
        toolbar: toolbar::draw,
        article_menu: rail::article_menu,
        project_menu: topbar::menu,
        keys: statusbar::keys,
        filing: statusbar::filing,
        clusters: rail::clusters,
        listen: article::listen,
        serve: transfer::serve,
        begin,
        recover: |database| Box::pin(async move { storage::recover(&database).await }),
        salvage: |project| Box::pin(async move { storage::salvage(&project).await }),
    }
}

fn begin(desk: Desk, opened: Opened) {
    storage::go_on(desk, opened);
    api::add_methods(desk);
    transfer::listen(desk);
    offline::start(desk);
    if current::deleted().is_some() && desk.overlay.with_untracked(Option::is_none) {
        // There it is told, and can be brought back.
        desk.overlay.set(Some(Overlay::Projects));
    }
}

/// Why there is no later part.
struct Missing;

const MISSING: &str = "part of the page did not come; reload it";

#[cfg(split)]
mod apart {
    use super::{Later, Missing, doors};
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    #[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
    pub fn fetch() -> Result<Later, Missing> {
        Ok(doors())
    }

    impl From<SplitLoaderError> for Missing {
        fn from(_: SplitLoaderError) -> Self {
            Missing
        }
    }
}

#[cfg(not(split))]
mod apart {
    use super::{Later, Missing, doors};

    pub async fn fetch() -> Result<Later, Missing> {
        Ok(doors())
    }
}

thread_local! {
    /// What was asked for before it could be done, in order.
    static WAITING: RefCell<Vec<Command>> = RefCell::default();
}

/// Opens the project, and fetches the later part at the same time. Nothing can be done to the
/// project before both are there; what was asked for in the meantime is done then.
pub fn start(desk: Desk) {
    spawn_local(async move {
        let (opened, later) = join(storage::open(desk), apart::fetch()).await;
        let Ok(later) = later else {
            return desk.later.set(Arrival::Missing);
        };
        (later.begin)(desk, opened);
        desk.later.set(Arrival::Here(later));
        for command in WAITING.take() {
            (later.command)(&command, desk);
        }
    });
}

/// Brings back what a new database lacks, once the later part is there.
///
/// # Errors
/// When that does not come, or not all could be brought back.
pub async fn recover(database: Rc<Database>) -> Result<(), Failure> {
    match apart::fetch().await {
        Ok(later) => (later.recover)(database).await,
        Err(Missing) => Err(Failure::Other(MISSING.to_owned())),
    }
}

/// Reads what can be read of a project where the database fails, once the later part is there.
///
/// # Errors
/// In words, when that does not come, or nothing could be read.
pub async fn salvage(project: &str) -> Result<Stored, String> {
    match apart::fetch().await {
        Ok(later) => (later.salvage)(project.to_owned()).await,
        Err(Missing) => Err(MISSING.to_owned()),
    }
}

/// Serves the page as its worker, once the later part is there; the page is told where it does not
/// come.
pub fn serve() {
    wasm_bindgen_futures::spawn_local(async {
        match apart::fetch().await {
            Ok(later) => (later.serve)(),
            // The page is told by an error of its worker.
            Err(Missing) => wasm_bindgen::throw_str("the later part did not come"),
        }
    });
}

/// Does what a command says, now or as soon as it can be done.
pub fn run(command: &Command, desk: Desk) {
    match desk.later.get_untracked().here() {
        Some(later) => (later.command)(command, desk),
        None => WAITING.with_borrow_mut(|waiting| waiting.push(command.clone())),
    }
}
