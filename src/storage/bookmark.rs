//! Remembers where the reader is, so that the page opens again where it was left.

use super::late::Late;
use super::layout;
use super::record;
use super::saver::Writing;
use super::spot::Spot;
use crate::desk::{Desk, Drafts};
use crate::ui::view::effect;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::{document, window};
use postil_core::json;
use postil_core::model::{AnnotationId, DocumentId};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How long the reader stays in one place before it is stored.
const REST_MS: u32 = 500;

/// How long what is typed into a dialog waits until it is stored.
const DRAFT_MS: u32 = 1000;

/// Where the reader is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bookmark {
    /// The article in the active pane.
    document: Option<DocumentId>,
    /// The selected mark.
    selected: Option<AnnotationId>,
    /// The two ends of the selected text, in code points; moving the cursor moves the second.
    cursor: Option<(usize, usize)>,
    /// How far the article is scrolled, in pixels.
    scrolled: i32,
    /// The other panes, as [`layout`] writes them; empty: there is one.
    layout: String,
    /// What is typed into dialogs, and was not taken yet.
    drafts: Drafts,
    /// What was not in the journal yet when the reader left.
    late: Option<Late>,
}

json::record!(Bookmark {
    document: optional,
    selected: optional,
    cursor: optional,
    scrolled: required,
    layout: sparse,
    drafts: sparse,
    late: sparse,
});

impl Bookmark {
    /// Notes what the page shows now.
    pub fn of(desk: Desk) -> Self {
        let spot = Spot::of(desk.view_now());
        Self {
            document: spot.document,
            selected: spot.selected,
            cursor: spot.cursor,
            scrolled: spot.scrolled,
            layout: layout::write(desk),
            drafts: desk.aside.to_store(),
            late: None,
        }
    }

    /// What was not in the journal yet when the reader left.
    pub fn late(&self) -> Option<&Late> {
        self.late.as_ref()
    }

    /// Reads a stored bookmark. Losing one that cannot be read does no harm.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        record::decode(bytes).ok()
    }

    /// Shows what the bookmark names, as far as it still exists.
    pub fn show(self, desk: Desk) {
        desk.aside.restore(self.drafts);
        desk.layout.set(self.layout);
        let spot = Spot {
            document: self.document,
            selected: self.selected,
            cursor: self.cursor,
            scrolled: self.scrolled,
        };
        spot.show(desk, desk.view_now());
    }
}

/// Stores the bookmark while this tab writes: when it has not changed for a while, and when the reader
/// leaves the page.
pub fn keep(desk: Desk, writing: &Writing) {
    let writing = writing.clone();
    let put = move |leaves: bool| {
        // Until then fields keep what is typed by themselves: a name is none before it is whole.
        if leaves {
            desk.typing.keep();
        }
        if let Some(saver) = writing.borrow().as_ref() {
            let mut bookmark = Bookmark::of(desk);
            if leaves {
                bookmark.late = saver.late();
                saver.leave(record::encode(&bookmark));
            } else {
                saver.hurry();
                saver.put_bookmark(record::encode(&bookmark));
            }
        }
    };
    let rest = put.clone();
    let rested = move || rest(false);
    let resting = RefCell::new(None);
    effect(move || {
        desk.view().document().track();
        desk.view().mark().track();
        desk.view().cursor().track();
        desk.panes().track();
        resting.replace(Some(Timeout::new(REST_MS, rested.clone())));
    });
    // What is typed does not wait until the typing ends.
    let (typed, late) = (put.clone(), Rc::new(Cell::new(false)));
    effect(move || {
        desk.aside.track();
        if !late.replace(true) {
            let (typed, late) = (typed.clone(), late.clone());
            let store = move || {
                late.set(false);
                typed(false);
            };
            Timeout::new(DRAFT_MS, store).forget();
        }
    });
    let leave = put.clone();
    EventListener::new(&window(), "pagehide", move |_| leave(true)).forget();
    EventListener::new(&document(), "visibilitychange", move |_| {
        if document().hidden() {
            put(true);
        }
    })
    .forget();
}
