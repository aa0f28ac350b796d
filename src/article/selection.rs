//! What is chosen in the article, and the page's own selection, which shows it.

use super::offsets::{self, Assoc};
use super::sheet::Sheet;
use crate::desk::Desk;
use crate::desk::view::{Cursor, View};
use leptos::prelude::document;
use leptos::web_sys::HtmlElement;
use postil_core::model::AnnotationId;
use std::ops::Range;

/// What the handles and the toolbar belong to.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// Selected text that is not an annotation yet.
    Text(Range<usize>),
    /// The selected annotation and its extent.
    Annotation(AnnotationId, Range<usize>),
}

impl Chosen {
    /// From the first to the last code point.
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Text(range) | Self::Annotation(_, range) => range.clone(),
        }
    }
}

/// The selected text of a view, else its selected annotation, if the document shown has it.
pub fn chosen(desk: Desk, view: View) -> Option<Chosen> {
    let cursor = view.cursor().get_untracked();
    if let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) {
        return Some(Chosen::Text(cursor.range()));
    }
    let id = view.mark().get_untracked()?;
    let shown = view.document().get_untracked();
    desk.peek(|state| {
        let annotation = state.annotation(&id)?;
        (shown.as_ref() == Some(&annotation.document))
            .then(|| Chosen::Annotation(id.clone(), annotation.extent()))
    })
}

/// Makes the page's own selection show a cursor; `None` removes the selection, if it is in the
/// article.
pub fn write_to_page(sheet: Option<&Sheet>, article: &HtmlElement, cursor: Option<Cursor>) {
    let Ok(Some(selection)) = document().get_selection() else {
        return;
    };
    let Some(cursor) = cursor else {
        let in_article = selection
            .anchor_node()
            .is_some_and(|node| article.contains(Some(&node)));
        if in_article {
            let _ = selection.remove_all_ranges();
        }
        return;
    };
    let Some(sheet) = sheet else {
        return;
    };
    let (anchor, head) = if cursor.anchor <= cursor.head {
        (Assoc::After, Assoc::Before)
    } else {
        (Assoc::Before, Assoc::After)
    };
    let from = offsets::node_at(sheet, cursor.anchor, anchor);
    let to = offsets::node_at(sheet, cursor.head, head);
    if let (Some((from, at)), Some((to, end))) = (from, to) {
        let _ = selection.set_base_and_extent(&from, at, &to, end);
    }
}

/// Reads the page's own selection; `None` where it is not in the text.
pub fn read_from_page(sheet: &Sheet) -> Option<Cursor> {
    let selection = document().get_selection().ok().flatten()?;
    let (anchor, head) = (selection.anchor_node()?, selection.focus_node()?);
    Some(Cursor {
        anchor: offsets::offset_of(sheet, &anchor, selection.anchor_offset())?,
        head: offsets::offset_of(sheet, &head, selection.focus_offset())?,
    })
}
