//! Loads the later part of the program: what is needed only once a person acts on an article that is
//! already readable. In a built site it is a separate file, fetched as soon as the page is shown; a
//! program that was not split contains it from the beginning.

use crate::commands::{act, keyboard, panes, story, time_spent};
use crate::desk::doors::{self, Arrival, Doors};
use crate::desk::overlay::Overlay;
use crate::desk::view::View;
use crate::desk::{Desk, alike, checks, reprints};
use crate::storage::open::Opened;
use crate::storage::rescue::{self, Rescue};
use crate::storage::{current, layout, leader, mirror, offline, open, salvage};
use crate::ui::view::ui;
use crate::views::{
    announcer, dialog, inspector, kept, pane_head, panel, places, rail, refocus, rule, statusbar,
    story_place, ties, toolbar, topbar, tying,
};
use crate::{api, article, transfer};
use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;

/// Everything that leads into the later part. Nothing else may, or that would move into the first part.
#[derive(Clone, Copy)]
struct Later {
    /// What views and commands need of it.
    doors: Doors,
    /// What the storage needs of it.
    rescue: Rescue,
    /// Serves the page, in a worker.
    serve: fn(),
    /// Starts storing changes, and opens the page to scripts and files.
    begin: fn(Desk, Opened),
}

fn later() -> Later {
    Later {
        doors: Doors {
            command: act::act,
            dialog: dialog::draw,
            inspector: inspector::body,
            toolbar: toolbar::draw,
            strip,
            article_menu: rail::article_menu,
            project_name: places::brand,
            project_menu: topbar::menu,
            keys: statusbar::keys,
            filing: statusbar::filing,
            clusters: rail::clusters,
            beside,
            lacks: rail::lacks,
            pane_head: pane_head::draw,
            listen,
        },
        rescue: Rescue {
            recover: |database| Box::pin(async move { mirror::recover(&database).await }),
            salvage: |project| Box::pin(async move { salvage::load(&project).await }),
        },
        serve: transfer::serve,
        begin,
    }
}

/// What stands under the article, and what is offered over it while a relation is dragged.
fn strip() -> AnyView {
    ui! { {toolbar::strip::draw()} {tying::draw()} {kept::draw()} {ties::draw()} }
}

/// What stands beside the article, or in its place.
fn beside() -> AnyView {
    ui! { {rule::draw()} {story_place::draw()} }
}

fn listen(desk: Desk, view: View) {
    article::listen(view);
    if LISTENING.replace(true) {
        return;
    }
    // What follows the desk here would else go with the pane that asks first.
    PAGE.with(|page| {
        page.with(|| {
            keyboard::listen(desk);
            panes::keep(desk);
            layout::keep(desk);
            refocus::keep(desk);
            announcer::keep(desk);
            panel::keep(desk);
            checks::keep(desk);
            alike::keep(desk);
            reprints::keep(desk);
            story::keep(desk);
            time_spent::keep(desk);
        });
    });
}

fn begin(desk: Desk, opened: Opened) {
    leader::start(desk, opened);
    api::add_methods(desk);
    transfer::listen(desk);
    offline::start(desk);
    if current::deleted().is_some() && desk.overlay.with_untracked(Option::is_none) {
        // The dialog says what was deleted, and offers to restore it.
        desk.open(Overlay::Projects);
    }
}

thread_local! {
    /// Owns what follows the desk for as long as the page lives.
    static PAGE: Owner = Owner::new_root(None);
    /// Whether the page as a whole is listened to; each pane asks for that.
    static LISTENING: Cell<bool> = const { Cell::new(false) };
}

/// The later part could not be fetched.
struct Missing;

#[cfg(split)]
mod apart {
    use super::{Later, Missing, later};
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    #[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
    pub fn fetch() -> Result<Later, Missing> {
        Ok(later())
    }

    impl From<SplitLoaderError> for Missing {
        fn from(_: SplitLoaderError) -> Self {
            Missing
        }
    }
}

#[cfg(not(split))]
mod apart {
    use super::{Later, Missing, later};

    pub async fn fetch() -> Result<Later, Missing> {
        Ok(later())
    }
}

/// Opens the project, and fetches the later part at the same time. Nothing can change the project before
/// both are there; the doors then run the commands that were given in the meantime.
pub fn start(desk: Desk) {
    rescue::fetch_by(|| {
        Box::pin(async {
            let later = apart::fetch().await.ok()?;
            Some(later.rescue)
        })
    });
    spawn_local(async move {
        let (opened, later) = join(open::open(desk), apart::fetch()).await;
        let Ok(later) = later else {
            return doors::arrival().set(Arrival::Missing);
        };
        (later.begin)(desk, opened);
        doors::open(later.doors, desk);
    });
}

/// Serves the page as its worker, once the later part is there. If it cannot be fetched, the page sees
/// an error of its worker.
pub fn serve() {
    wasm_bindgen_futures::spawn_local(async {
        match apart::fetch().await {
            Ok(later) => (later.serve)(),
            Err(Missing) => wasm_bindgen::throw_str("the later part could not be fetched"),
        }
    });
}
