//! Revising the text of an article: a preview shows what happens to its marks before anything
//! changes.

use super::frame::close_then;
use super::frame::{Frame, close, offer_to_start_over};
use super::rewordings::draw_words;
use crate::article;
use crate::desk::labels::count;
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, labels};
use crate::transfer;
use crate::transfer::error::ImportError;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use crate::views::field;
use gloo::file::File as Handle;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::edit::{self, Prospect, Rewording};
use postil_core::format::File;
use postil_core::model::DocumentId;
use postil_core::transaction::Transaction;
use std::sync::Arc;

/// The state of comparing the text that was typed, pasted or read.
#[derive(Clone, PartialEq)]
enum Compared {
    /// It was not compared yet.
    Not,
    /// It is being compared.
    Now,
    /// It cannot replace that of the article, for this reason.
    Refused(String),
    /// What it would do.
    Known(Prospect, Arc<[Listed]>),
}

/// A mark that would cover other words, with the title of its label.
#[derive(Clone, PartialEq)]
struct Listed {
    label: String,
    rewording: Rewording,
}

/// Marks with changed words that are listed; the others are counted.
const MAX_LISTED: usize = 50;

/// The transaction that replaces the text by the compared one, valid at that revision of the project.
type Ready = StoredValue<Option<(Transaction, u64)>, LocalStorage>;

/// A field for the new text, and a preview of its effect.
#[component]
pub fn Revise(id: DocumentId) -> AnyView {
    let desk = Desk::here();
    let field = NodeRef::<html::Textarea>::new();
    let compared = ErasedSignal::new(Compared::Not);
    let ready: Ready = StoredValue::new_local(None);
    let (title, former) = desk.peek(|state| {
        let document = state.document(&id);
        let short = document.filter(|document| field::fits(document.text().as_str()));
        (
            document.map_or_else(String::new, labels::title),
            short.map_or_else(String::new, |document| document.text().as_str().to_owned()),
        )
    });
    let aside = format!("revise {id}");
    let before = desk.aside.of(&aside).and_then(|mut values| values.pop());
    let restored = ErasedSignal::new(before.is_some());
    // What the field began with; it may be longer than what the field shows.
    let given = ErasedSignal::new(before.unwrap_or_else(|| former.clone()));
    let aside = ErasedSignal::new(aside);
    let throw_away = move || aside.with_untracked(|aside| desk.aside.clear(aside));
    let cancel = move |_| {
        throw_away();
        close(desk);
    };
    let start_over = move |_| {
        throw_away();
        restored.set(false);
        compared.set(Compared::Not);
        given.set(former.clone());
        if let Some(field) = field.get_untracked() {
            field.set_value(&former);
            let _ = field.focus();
        }
    };
    let text = move || {
        if given.with_untracked(|given| field::fits(given)) {
            field.get_untracked().map(|field| field.value())
        } else {
            Some(given.get_untracked())
        }
    };
    let own = id.clone();
    let look = move || {
        let id = own.clone();
        compared.set(Compared::Now);
        spawn_local(async move {
            schedule::breathe().await;
            // The dialog may have been closed.
            if compared.try_with_untracked(|_| ()).is_none() {
                return;
            }
            let known = text().map_or(Compared::Not, |text| compare(desk, &id, &text, ready));
            compared.set(known);
        });
    };
    let own = id.clone();
    let act = move |_| {
        let id = own.clone();
        let prospect = compared.with_untracked(|compared| match compared {
            Compared::Known(prospect, _) => Some(*prospect),
            _ => None,
        });
        let fresh = ready.try_update_value(Option::take).flatten();
        let fresh = fresh.filter(|(_, since)| *since == desk.revision());
        match prospect.zip(fresh) {
            Some((prospect, (transaction, _))) => {
                spawn_local(revise(desk, id, transaction, prospect));
            }
            None => look(),
        }
    };
    let take = move |files: Option<leptos::web_sys::FileList>| {
        let file = files.and_then(|files| files.get(0));
        let Some(file) = file.map(Handle::from) else {
            return;
        };
        spawn_local(async move {
            match read(&file).await {
                Ok(text) => {
                    // Even if it is the text that the field began with.
                    let field = field.try_get_untracked().flatten();
                    if let Some(field) = field.filter(|_| field::fits(&text)) {
                        field.set_value(&text);
                    }
                    aside.with_untracked(|aside| desk.aside.put(aside, vec![text.clone()]));
                    given.set(text);
                    compared.set(Compared::Not);
                }
                Err(reason) => compared.set(Compared::Refused(reason)),
            }
        });
    };
    let chosen = move |event: leptos::web_sys::Event| {
        let input: leptos::web_sys::HtmlInputElement = event_target(&event);
        take(input.files());
    };
    // A file that is dropped anywhere on the dialog is the new text, and not an article.
    let dropped = move |event: leptos::web_sys::DragEvent| {
        let files = event.data_transfer().and_then(|data| data.files());
        if files.as_ref().is_some_and(|files| files.length() > 0) {
            event.prevent_default();
            take(files);
        }
    };
    let refused = memo(move || {
        compared.with(|compared| match compared {
            Compared::Refused(reason) => Some(reason.clone()),
            _ => None,
        })
    });
    let label = move || {
        compared.with(|compared| match compared {
            Compared::Known(..) => "Revise",
            Compared::Now => t!("Comparing …"),
            _ => "Compare",
        })
    };
    let shown = move || {
        compared.with(|compared| match compared {
            Compared::Known(prospect, listed) => Some(facts(prospect, listed)),
            _ => None,
        })
    };
    ui! {
        <Frame title=t!("Revise text") class="form-dialog wide" firm=true on:drop=dropped>
            <p class="lead">
                {t!("The new text replaces that of “")} <bdi>{title}</bdi>
                {t!("”. Its marks move along; you look at those whose words change, and place those that cannot be found for certain.")}
            </p>
            {offer_to_start_over(restored, start_over)}
            <div class="fields">
                <label class="field">
                    <span>{t!("New text")}</span>
                    <textarea
                        class="input tall"
                        node_ref=field
                        dir="auto"
                        autofocus=true
                        placeholder=t!("Paste the new text here")
                        {..field::holds(memo(move || given.get()), None)}
                        aria-invalid=live(move || refused.with(Option::is_some).to_string())
                        aria-describedby="revise-refused"
                        on:input=move |event| {
                            compared.set(Compared::Not);
                            let text = event_target_value(&event);
                            aside.with_untracked(|aside| desk.aside.put(aside, vec![text]));
                        }
                    ></textarea>
                </label>
                <label class="field">
                    <span>{t!("Or a file")}</span>
                    <input class="input file" type="file" on:change=chosen />
                </label>
                <p
                    class="problem"
                    id="revise-refused"
                    role="status"
                    hidden=live(move || refused.with(Option::is_none))
                >
                    {icon(Icon::Warning)}
                    <span>{live(move || refused.get())}</span>
                </p>
            </div>
            <div class="preview revision" role="status">
                {part(shown)}
            </div>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=cancel>
                    "Cancel"
                </button>
                <button type="button" class="button solid" on:click=act>
                    {live(label)}
                </button>
            </div>
        </Frame>
    }
}

/// Compares a text with that of the article.
fn compare(desk: Desk, id: &DocumentId, text: &str, ready: Ready) -> Compared {
    if text.trim().is_empty() {
        return Compared::Refused(t!("The text is empty.").to_owned());
    }
    match desk.peek(|state| edit::revise(state, id, text)) {
        Some(revised) => {
            ready.set_value(Some((revised.transaction, desk.revision())));
            let listed = revised.rewordings.into_iter().take(MAX_LISTED);
            let listed = listed.filter_map(|rewording| {
                let label = desk.peek(|state| {
                    let annotation = state.annotation(&rewording.annotation)?;
                    Some(labels::brief(state.schema().title(&annotation.label)))
                });
                Some(Listed {
                    label: label?,
                    rewording,
                })
            });
            Compared::Known(revised.prospect, listed.collect())
        }
        None => Compared::Refused(t!("This is the current text.").to_owned()),
    }
}

/// The text of a file, read like that of a new article.
async fn read(file: &Handle) -> Result<String, String> {
    transfer::check_size(file.size()).map_err(|error| error.to_string())?;
    let bytes = gloo::file::futures::read_as_bytes(file).await;
    let read = File {
        name: file.name(),
        mime: "",
        bytes: bytes.map_err(|error| error.to_string())?,
    };
    let arrived = transfer::read(vec![read], transfer::Chosen::default()).await;
    let mut arrived = arrived.map_err(|problems| in_words(&problems))?;
    match (arrived.texts.pop(), arrived.texts.is_empty()) {
        (Some(new), true) => Ok(new.text),
        _ if !arrived.problems.is_empty() => Err(in_words(&arrived.problems)),
        _ => Err(tf!("{} does not contain exactly one text.", file.name())),
    }
}

fn in_words(problems: &[postil_core::diagnostic::Diagnostic]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    format!("{}.", lines.join("; "))
}

/// What would happen to the text and its marks.
fn facts(prospect: &Prospect, listed: &[Listed]) -> AnyView {
    let carried = match (prospect.kept + prospect.found, prospect.least) {
        (carried, 100) => count(carried, "mark"),
        (carried, least) => tf!(
            "{}, each at least {least} % certain",
            count(carried, "mark")
        ),
    };
    let gone = match prospect.boilerplate {
        0 => None,
        gone => Some(tf!("{} no longer there", count(gone, "range"))),
    };
    let facts = [
        (
            "Text",
            Some(tf!(
                "{} added, {} removed",
                count(prospect.added, "word"),
                count(prospect.removed, "word")
            )),
        ),
        (t!("Carried over"), Some(carried)),
        (
            t!("Changed words"),
            match prospect.reworded {
                0 => None,
                many => Some(tf!("{} of these, for you to look at", count(many, "mark"))),
            },
        ),
        (
            t!("Uncertain"),
            Some(match prospect.doubtful {
                0 => "None".to_owned(),
                many => tf!("{}, for you to confirm", count(many, "mark")),
            }),
        ),
        (
            t!("Not found"),
            Some(match prospect.nowhere {
                0 => "None".to_owned(),
                many => tf!("{}, to place by hand or delete", count(many, "mark")),
            }),
        ),
        ("Boilerplate", gone),
    ];
    let facts = facts.into_iter().filter_map(|(term, fact)| {
        Some(ui! {
            <dt>{term}</dt>
            <dd>{fact?}</dd>
        })
    });
    let facts: Vec<_> = facts.collect();
    ui! {
        <dl class="facts wide-terms">{facts}</dl>
        {reworded(prospect.reworded, listed)}
        <p class="quiet">{t!("Revising is one step that you can undo.")}</p>
    }
}

/// The marks that would cover other words.
fn reworded(many: usize, listed: &[Listed]) -> Option<AnyView> {
    let lines = listed.iter().map(|line| {
        ui! {
            <li>
                <b>{line.label.clone()}</b>
                {draw_words(&line.rewording)}
            </li>
        }
    });
    let lines: Vec<_> = lines.collect();
    let more = many.saturating_sub(listed.len());
    (many > 0).then(|| {
        ui! {
            <h3 id="reworded">{t!("Changed words")}</h3>
            <ul class="problems rewordings" tabindex="0" aria-labelledby="reworded">
                {lines}
            </ul>
            {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
        }
        .into_any()
    })
}

async fn revise(desk: Desk, id: DocumentId, transaction: Transaction, prospect: Prospect) {
    desk.show(&id);
    // Offsets in the former text mean nothing in the new one.
    desk.view_now().clear_cursor();
    match transfer::commit(desk, transaction).await {
        Ok(_) => desk.aside.clear(&format!("revise {id}")),
        Err(ImportError::Cancelled) => {
            return desk.announce(t!("Cancelled. The text is unchanged."));
        }
        Err(reason) => {
            close(desk);
            return desk.announce(tf!("Not done: {reason}."));
        }
    }
    let (carried, open) = (
        prospect.kept + prospect.found,
        prospect.doubtful + prospect.nowhere,
    );
    let reworded = prospect.reworded;
    desk.announce(tf!(
        "Revised: {} carried over, {reworded} with changed words, {open} unplaced. Ctrl+Z undoes this.",
        count(carried, "mark")
    ));
    match (open, reworded) {
        (0, 0) => close_then(desk, article::focus),
        (0, _) => desk.open(Overlay::Rewordings),
        _ => desk.open(Overlay::Places),
    }
}
