//! Proposes pasted text as a new article, unless a field receives it.

use super::formats;
use crate::browser::focus;
use crate::desk::Desk;
use crate::desk::overlay::Overlay;
use crate::desk::proposal::{Offer, Texts};
use leptos::task::spawn_local;
use leptos::web_sys::DataTransfer;
use postil_formats::unannotated::NewText;

/// Whether pasted data contains text.
pub fn has_text(data: &DataTransfer) -> bool {
    data.types().includes(&"text/plain".into(), 0) || data.types().includes(&"text/html".into(), 0)
}

/// Proposes pasted text as a new article, and returns whether it does; not if a field or a dialog
/// receives it. Prefers the text of pasted HTML, unless the formats cannot be fetched.
pub fn propose(desk: Desk, data: &DataTransfer) -> bool {
    let get = |kind: &str| data.get_data(kind).unwrap_or_default();
    let (plain, html) = (get("text/plain"), get("text/html"));
    if (plain.trim().is_empty() && html.is_empty())
        || focus::takes_text()
        || desk.overlay.with_untracked(Option::is_some)
    {
        return false;
    }
    spawn_local(async move {
        let mut new = NewText::default();
        if !html.is_empty()
            && let Ok(formats) = formats::fetch().await
        {
            new = (formats.pasted)(&html);
        }
        if new.text.is_empty() {
            new.text = plain;
        }
        if !new.text.trim().is_empty() {
            let texts = Texts {
                texts: vec![new],
                ..Texts::default()
            };
            desk.open(Overlay::Pasted(Offer::new(texts)));
        }
    });
    true
}
