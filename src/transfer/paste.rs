//! A text that is pasted where nothing is written: it is proposed as a new article.

use super::formats;
use crate::browser::focus;
use crate::desk::Desk;
use crate::desk::overlay::Overlay;
use crate::desk::proposal::{Offer, Texts};
use leptos::task::spawn_local;
use leptos::web_sys::DataTransfer;
use postil_formats::unannotated::NewText;

/// Whether there is a text in what is pasted.
pub fn has_text(data: &DataTransfer) -> bool {
    data.types().includes(&"text/plain".into(), 0) || data.types().includes(&"text/html".into(), 0)
}

/// Proposes what is pasted as a new article; not where it is for a field, and not under a dialog.
/// Of HTML it is the text, unless that cannot be had.
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
            new = (formats.html_text)(&html);
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
