//! The sentence of the place where a person is, with what it says of itself, under every view.

use super::session::Session;
use super::source::apart;
use crate::desk::labels;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{part, ui};
use leptos::prelude::*;
use postil_core::model::AnnotationId;
use postil_core::state::State;

/// Code points that are shown before and after the words of the mark.
const AROUND: usize = 280;
/// Code points of these words.
const WORDS: usize = 600;

/// A mark in its sentence.
#[derive(Clone, PartialEq)]
struct Quoted {
    id: AnnotationId,
    from: String,
    before: String,
    words: String,
    after: String,
    direction: &'static str,
}

/// The sentence.
pub fn draw(session: Session) -> AnyView {
    let quoted = memo(move || {
        let id = session.over.get().or_else(|| session.at.get())?;
        session.desk.with(|state| quoted(state, &id))
    });
    let shown = move || {
        Some(match quoted.get() {
            Some(quoted) => sentence(session, quoted),
            None => ui! {
                <p class="quiet">
                    {t!("The sentence of the place where you are is shown here. ")}
                    <span class="by-keys">
                        {t!("Arrow keys go from place to place, ")} <kbd>"Enter"</kbd>
                        {t!(" opens the sentence in its article.")}
                    </span>
                    <span class="by-finger">{t!("A second press opens it in its article.")}</span>
                </p>
            },
        })
    };
    ui! { <div class="story-sentence">{part(shown)}</div> }
}

fn sentence(session: Session, quoted: Quoted) -> AnyView {
    let id = quoted.id.clone();
    ui! {
        <div class="story-quote">
            <p class="from clip">{quoted.from}</p>
            <p class="words" dir=quoted.direction>
                {quoted.before} <mark>{quoted.words}</mark> {quoted.after}
            </p>
        </div>
        <button
            type="button"
            class="button"
            on:click=move |_| session.to_text(&id)
        >
            {t!("Open in the article")}
            {icon(Icon::Right)}
        </button>
    }
}

fn quoted(state: &State, id: &AnnotationId) -> Option<Quoted> {
    let mark = state.annotation(id)?;
    let document = state.document(&mark.document)?;
    let text = document.text();
    let extent = mark.extent();
    let first = text.sentence_at(extent.start).unwrap_or(extent.clone());
    let last = text
        .sentence_at(extent.end.saturating_sub(1))
        .unwrap_or(extent.clone());
    let start = first.start.max(extent.start.saturating_sub(AROUND));
    let end = last.end.min(extent.end + AROUND).max(extent.end);
    let cut = |is_cut: bool| if is_cut { "… " } else { "" };
    let before = text.slice(start.min(extent.start)..extent.start);
    let after = text.slice(extent.end..end);
    let meta = document.meta();
    let date = match meta.published.date.as_str() {
        "" => "undated".to_owned(),
        _ => labels::brief(&meta.published.in_words()),
    };
    Some(Quoted {
        id: id.clone(),
        from: match meta.outlet.as_str() {
            "" => tf!("{date} · {}", apart(&labels::title(document))),
            outlet => tf!(
                "{} · {date} · {}",
                apart(&labels::brief(outlet)),
                apart(&labels::title(document))
            ),
        },
        before: format!("{}{before}", cut(start > first.start)),
        words: labels::cut(text.slice(extent.clone()), WORDS),
        after: format!("{after}{}", if end < last.end { " …" } else { "" }),
        direction: if text.paragraph_is_rtl(extent.start) == Some(true) {
            "rtl"
        } else {
            "ltr"
        },
    })
}
