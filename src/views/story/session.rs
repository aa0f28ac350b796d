//! What a person has chosen in the story. It outlives the screen, so that each view is as it was when one comes
//! back.

use crate::commands::story;
use crate::desk::story::{StoryPlace, StoryView};
use crate::desk::{Desk, reprints};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use postil_core::model::{AnnotationId, ClusterId};
use postil_propose::reprint::Reprints;
use postil_story::filter::Filter;
use postil_story::scope::{Members, Scope};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// The session; a copy is the same.
#[derive(Clone, Copy)]
pub struct Session {
    pub desk: Desk,
    /// What the views are made of.
    pub filter: ErasedSignal<Filter>,
    /// The mark whose sentence is shown: that of the place where the person is.
    pub at: ErasedSignal<Option<AnnotationId>>,
    /// The mark under the mouse, which is shown in its place.
    pub over: ErasedSignal<Option<AnnotationId>>,
    /// The mark that the pointer chose; a second press opens it.
    pub pressed: ErasedSignal<Option<AnnotationId>>,
    /// How far each view is scrolled, in CSS pixels from its left and its top. Notifies nobody.
    pub scrolled: ErasedSignal<HashMap<&'static str, (i32, i32)>>,
    /// Which clusters the marks are in.
    members: ErasedMemo<Arc<Members>>,
}

thread_local! {
    static SESSION: RefCell<Option<(Owner, Session)>> = const { RefCell::new(None) };
}

impl Session {
    /// The session of the page.
    pub fn here() -> Self {
        let desk = Desk::here();
        SESSION.with_borrow_mut(|session| {
            let (_, session) = session.get_or_insert_with(|| {
                let owner = Owner::new_root(None);
                let session = owner.with(|| Self {
                    desk,
                    filter: ErasedSignal::new(Filter::default()),
                    at: ErasedSignal::new(None),
                    over: ErasedSignal::new(None),
                    pressed: ErasedSignal::new(None),
                    scrolled: ErasedSignal::new(HashMap::new()),
                    members: memo(move || desk.with(|state| Arc::new(Members::of(state)))),
                });
                (owner, session)
            });
            *session
        })
    }

    /// Reads what the filter takes of the project, tracked: a calling memo or view runs again after each change of
    /// the project, of the filter, and of what is known of reprints.
    pub fn read<R>(self, read: impl FnOnce(&Scope) -> R) -> R {
        let members = self.members.get();
        // Each closure is called at most once; which one is not known here.
        let mut read = Some(read);
        let mut with = |known: Option<&Reprints>| {
            self.desk.with(|state| {
                self.filter.with(|filter| {
                    let read = read.take()?;
                    Some(read(&Scope::with(state, filter, known, members.clone())))
                })
            })
        };
        let known = reprints::with(self.desk, |_, known| with(Some(known)));
        let result = match known {
            Some(result) => result,
            None => with(None),
        };
        result.expect("one of the two was called")
    }

    /// The view that is shown; tracked.
    pub fn view(self) -> Option<StoryView> {
        self.desk
            .story
            .with(|place| place.as_ref().map(|place| place.view))
    }

    /// The cluster whose dossier is shown; tracked.
    pub fn cluster(self) -> Option<ClusterId> {
        self.desk
            .story
            .with(|place| place.as_ref()?.cluster.clone())
    }

    /// Shows the dossier of a cluster.
    pub fn show_dossier(self, cluster: ClusterId) {
        let place = StoryPlace {
            view: StoryView::Dossier,
            cluster: Some(cluster),
        };
        story::show(self.desk, place);
    }

    /// Shows a mark in its article.
    pub fn to_text(self, mark: &AnnotationId) {
        story::to_text(self.desk, mark);
    }
}
