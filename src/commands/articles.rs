//! Commands on documents as a whole.

use crate::article;
use crate::desk::command::Direction;
use crate::desk::view::Cursor;
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use postil_core::edit;
use postil_core::model::{DocumentId, Status};

/// Shows the next or previous document.
pub fn step(desk: Desk, direction: Direction) {
    let next = desk.view_now().document().with_untracked(|id| {
        desk.peek(|state| {
            let index = state.document_index(id.as_ref()?)?;
            let next = match direction {
                Direction::Forward => index + 1,
                Direction::Back => index.checked_sub(1)?,
            };
            Some(state.documents().get(next)?.meta().id.clone())
        })
    });
    match next {
        Some(id) => {
            // Also one that another pane shows: the keys go on in this pane.
            desk.show_in(desk.view_now(), Some(id));
            article::focus();
        }
        None => desk.announce(match direction {
            Direction::Forward => t!("No next article."),
            Direction::Back => t!("No previous article."),
        }),
    }
}

/// Sets a document to done, or back to in progress.
pub fn toggle_done(desk: Desk, id: &DocumentId) {
    let done = desk.commit(desk.peek(|state| {
        let mut meta = state.document(id)?.meta().clone();
        let (status, name) = match meta.status {
            Status::Done => (Status::InProgress, t!("reopen article")),
            Status::ToDo | Status::InProgress => (Status::Done, t!("finish article")),
        };
        meta.status = status;
        edit::set_meta(state, meta, name)
    }));
    if !done {
        return;
    }
    let status = desk.peek(|state| state.document(id).map(|document| document.meta().status));
    desk.announce(match status {
        Some(Status::Done) => t!("The article is done."),
        _ => t!("The article is in progress again."),
    });
}

/// Deletes a document, and gives the focus to the one that is shown then.
pub fn delete(desk: Desk, id: &DocumentId) {
    if desk.commit(desk.peek(|state| edit::remove_document(state, id))) {
        article::focus();
        desk.announce(t!("Article deleted. Ctrl+Z undoes this."));
    }
}

/// Marks the selected lines as boilerplate, or as text again.
pub fn boilerplate(desk: Desk) {
    let Some((range, lines)) = desk
        .peek_document(|state, document| {
            let cursor = desk.view_now().cursor().get_untracked().map(Cursor::range);
            let selected = desk
                .view_now()
                .mark()
                .with_untracked(|id| Some(state.annotation(id.as_ref()?)?.extent()));
            let range = cursor.or(selected)?;
            // Whole lines: page chrome comes in lines, and grey lines are easy to see.
            let blocks = document.text().blocks();
            let touched = blocks.touched(range);
            let lines = blocks.as_slice().get(touched)?;
            let count = lines.chunk_by(|a, b| a.paragraph == b.paragraph).count();
            Some((lines.first()?.start..lines.last()?.end, count))
        })
        .flatten()
    else {
        desk.announce(t!("Put the cursor on a line first."));
        return;
    };
    let start = range.start;
    let done = desk.view_now().document().with_untracked(|id| {
        let id = id.as_ref()?;
        desk.peek(|state| edit::toggle_boilerplate(state, id, range))
    });
    if desk.commit(done) {
        let is_grey = desk.peek_document(|_, document| {
            let mut spans = document.meta().boilerplate.iter();
            spans.any(|span| (span.start..span.end).contains(&start))
        });
        let lines = labels::count(lines, "line");
        desk.announce(match is_grey {
            Some(true) => tf!("{lines} marked as boilerplate."),
            _ => tf!("{lines} not boilerplate any more."),
        });
    }
}
