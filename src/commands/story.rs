//! Goes to the views of the story, and back to the articles. The address says which one is shown.

use crate::article;
use crate::browser::address;
use crate::desk::Desk;
use crate::desk::story::{StoryPlace, StoryView};
use crate::storage::current;
use crate::ui::sentence::tf;
use gloo::events::EventListener;
use leptos::prelude::{request_animation_frame, window};
use postil_core::model::AnnotationId;
use std::cell::RefCell;

thread_local! {
    /// Where the person was in the story last.
    static LAST: RefCell<StoryPlace> = const {
        RefCell::new(StoryPlace {
            view: StoryView::Coverage,
            cluster: None,
        })
    };
}

/// Follows the address for as long as the page lives, beginning with what it says now.
pub fn keep(desk: Desk) {
    put(desk, addressed());
    EventListener::new(&window(), "popstate", move |_| {
        put(desk, addressed());
        if desk.story.with_untracked(Option::is_none) {
            focus_article();
        }
    })
    .forget();
}

/// Goes to the story where the person was last, or back to the articles.
pub fn toggle(desk: Desk) {
    if desk.story.with_untracked(Option::is_some) {
        leave(desk);
    } else {
        show(desk, LAST.with_borrow(StoryPlace::clone));
    }
}

/// Shows a view of the story.
pub fn show(desk: Desk, place: StoryPlace) {
    let title = place.view.title();
    put(desk, Some(place));
    put_into_address(desk);
    desk.announce(tf!("{title} of the story"));
}

/// Goes back to the articles.
pub fn leave(desk: Desk) {
    if desk.story.with_untracked(Option::is_none) {
        return;
    }
    put(desk, None);
    put_into_address(desk);
    focus_article();
}

/// Gives the article the focus once the story is gone: until then it is hidden, and takes none.
fn focus_article() {
    request_animation_frame(article::focus);
}

/// Shows an annotation in its article.
pub fn to_text(desk: Desk, id: &AnnotationId) {
    desk.select_mark(id);
    leave(desk);
}

fn put(desk: Desk, place: Option<StoryPlace>) {
    let mut place = place;
    if let Some(place) = &mut place {
        LAST.with_borrow_mut(|last| {
            if place.cluster.is_none() {
                place.cluster.clone_from(&last.cluster);
            }
            last.clone_from(place);
        });
    }
    if desk.story.with_untracked(|now| *now != place) {
        desk.drawer.set(None);
        desk.story.set(place);
    }
}

fn addressed() -> Option<StoryPlace> {
    Some(StoryPlace {
        view: StoryView::named(&address::value("view")?)?,
        cluster: address::value("cluster").map(Into::into),
    })
}

fn put_into_address(desk: Desk) {
    let project = current::project();
    let mut values = vec![("project", project.as_str())];
    let place = desk.story.get_untracked();
    if let Some(place) = &place {
        values.push(("view", place.view.name()));
        if let (StoryView::Dossier, Some(cluster)) = (place.view, &place.cluster) {
            values.push(("cluster", cluster.as_str()));
        }
    }
    address::put(&values, true);
}
