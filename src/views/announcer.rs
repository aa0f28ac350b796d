//! Keeps what is announced true: what is said goes when the state it speaks of does, and a change of
//! article is said wherever it comes from.

use crate::desk::view::Cursor;
use crate::desk::{Desk, labels};
use crate::ui::sentence::tf;
use crate::ui::view::effect;
use leptos::prelude::*;
use postil_core::model::{AnnotationId, DocumentId};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// How long a message stands if nothing else happens.
const STAYS: Duration = Duration::from_secs(15);
/// A change of the state this soon after a message belongs to what it tells.
const BELONGS_MS: f64 = 300.0;

/// What a sentence ends with.
const SENTENCE_ENDS: [char; 4] = ['.', '…', '?', '!'];

/// What a message speaks of.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    document: Option<DocumentId>,
    mark: Option<AnnotationId>,
    cursor: Option<Cursor>,
    revision: u64,
}

/// Follows messages and the state, for as long as the page lives.
pub fn keep(desk: Desk) {
    let before = RefCell::new(None::<Shown>);
    // The number of the last message, and when it was seen.
    let last = Rc::new(Cell::new(0));
    let said_at = Cell::new(f64::MIN);
    effect(move || {
        desk.at_once(|_| ());
        desk.announcement.track();
        let now = Shown {
            document: desk.view().document().get(),
            mark: desk.view().mark().get(),
            cursor: desk.view().cursor().get(),
            revision: desk.revision(),
        };
        let before = before.replace(Some(now.clone()));
        let number = desk.announced.get_untracked();
        let is_new = last.replace(number) != number;
        if let Some(before) = &before
            && before.document != now.document
            && before.document.is_some()
        {
            say_article(desk, is_new);
            last.set(desk.announced.get_untracked());
        }
        if last.get() != number || is_new {
            said_at.set(js_sys::Date::now());
            return forget_after(desk, last.clone());
        }
        let is_over = js_sys::Date::now() - said_at.get() > BELONGS_MS;
        if before.is_some_and(|before| before != now) && is_over && !is_busy(desk) {
            clear(desk);
        }
    });
}

/// Announces the article that is shown now, after a message of the same moment.
fn say_article(desk: Desk, after_message: bool) {
    let words = desk.peek_document(|state, document| {
        let meta = document.meta();
        let said = desk.announcement.get_untracked();
        let said = said.trim_end();
        if !after_message || said.is_empty() {
            return Some(tf!("Article: {}", labels::title(document)));
        }
        let article = sentence(&labels::numbered_article(state, &meta.id)?);
        Some(tf!("{} {article}", sentence(said)))
    });
    if let Some(words) = words.flatten() {
        desk.announce(words);
    }
}

/// Words with a full stop, unless they end like a sentence, or with a name that does.
fn sentence(words: &str) -> String {
    let within = words.strip_suffix('”').unwrap_or(words);
    let stop = if within.ends_with(SENTENCE_ENDS) {
        ""
    } else {
        "."
    };
    format!("{words}{stop}")
}

fn forget_after(desk: Desk, last: Rc<Cell<u64>>) {
    let number = last.get();
    let forget = move || {
        if last.get() != number {
            return;
        }
        if is_busy(desk) {
            return forget_after(desk, last);
        }
        clear(desk);
    };
    set_timeout(forget, STAYS);
}

/// Whether the message tells what the page is doing.
fn is_busy(desk: Desk) -> bool {
    desk.busy.with_untracked(Option::is_some)
}

fn clear(desk: Desk) {
    if desk.announcement.with_untracked(|said| !said.is_empty()) {
        desk.announcement.set(String::new());
    }
}
