//! The details of an article, edited in place: all of it is one undo step.

use super::frame::{Frame, close};
use crate::browser::clock_and_ids;
use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use crate::views::field;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{Basis, DocumentId, DocumentMeta, Published, Status};

const BASES: [(Basis, &str, &str); 5] = [
    (Basis::Unknown, "unknown", t!("Not stated")),
    (Basis::Stated, "stated", t!("Stated in the article")),
    (Basis::Page, "page", t!("From the page around it")),
    (Basis::Inferred, "inferred", t!("Inferred from the text")),
    (Basis::Entered, "entered", t!("Entered by hand")),
];

const STATES: [(Status, &str, &str); 3] = [
    (Status::ToDo, "to-do", t!("To do")),
    (Status::InProgress, "in-progress", t!("In progress")),
    (Status::Done, "done", "Done"),
];

/// The article whose details are edited.
#[derive(Clone, Copy)]
struct Subject {
    desk: Desk,
    id: ErasedSignal<DocumentId>,
    /// Everything changed until the dialog closes is one undo step.
    sitting: ErasedSignal<String>,
}

impl Subject {
    fn change(self, change: impl FnOnce(&mut DocumentMeta)) {
        let changed = self.desk.peek(|state| {
            let mut next = self
                .id
                .with_untracked(|id| Some(state.document(id)?.meta().clone()))?;
            change(&mut next);
            edit::set_meta(state, next, t!("edit details"))
        });
        let sitting = self.sitting.get_untracked();
        self.desk
            .commit(changed.map(|changed| changed.merging(sitting)));
    }
}

/// The details of an article.
#[component]
pub fn Details(id: DocumentId) -> AnyView {
    let desk = Desk::here();
    let Some(meta) = desk.peek(|state| state.document(&id).map(|d| d.meta().clone())) else {
        desk.close_overlay();
        return ().into_any();
    };
    let subject = Subject {
        desk,
        id: ErasedSignal::new(id),
        sitting: ErasedSignal::new(clock_and_ids::new_id('m')),
    };
    // Nobody has to enter what the letters tell.
    let guessed = desk.peek(|state| {
        let document = subject.id.with_untracked(|id| state.document(id))?;
        document.guessed_language()
    });
    let guessed = guessed.unwrap_or("en");
    let direction = move || {
        desk.with(|state| {
            let document = subject.id.with(|id| state.document(id))?;
            let guess = document.meta().language.is_empty();
            Some(
                match (guess && !document.language().is_empty(), document.is_rtl()) {
                    (true, true) => t!("Guessed by its letters. Written from right to left."),
                    (true, false) => t!("Guessed by its letters. Written from left to right."),
                    (false, true) => t!("Written from right to left."),
                    (false, false) => t!("Written from left to right."),
                },
            )
        })
    };
    let date = ErasedSignal::new(meta.published.date.clone());
    let published = memo(move || Published {
        date: date.get().trim().to_owned(),
        ..Published::default()
    });
    let set_date = move |_| {
        // A malformed date stays in the field, with the reason under it, and is not saved.
        published.with_untracked(|published| {
            if published.is_well_formed() {
                subject.change(|meta| meta.published.date.clone_from(&published.date));
            }
        });
    };
    ui! {
        <Frame title="Details" class="form-dialog wide">
            <fieldset class="fields" disabled=live(move || desk.read_only.get())>
                <legend class="unseen">{t!("Details of the article")}</legend>
                {text("Title", &meta.title, "", subject, |meta, words| meta.title = words)}
                {text("Outlet", &meta.outlet, t!("Not stated"), subject, |meta, words| meta.outlet = words)}
                {text("Address", &meta.url, "https://", subject, |meta, words| meta.url = words)}
                <label class="field">
                    <span>"Published"</span>
                    <input
                        class="input"
                        placeholder=t!("2024-12-18, 2024-07 or 2024-07/..")
                        autocomplete="off"
                        spellcheck="false"
                        {..field::begins_with(&meta.published.date)}
                        aria-invalid=move || {
                            (!published.with(Published::is_well_formed)).to_string()
                        }
                        aria-describedby="details-date"
                        on:input=move |event| date.set(event_target_value(&event))
                        on:change=set_date
                    />
                </label>
                {date_words(published, "details-date")}
                {choice(
                    t!("Known by"),
                    &BASES.map(|(_, value, title)| (value, title)),
                    BASES.iter().find(|b| b.0 == meta.published.basis).map(|b| b.1),
                    subject,
                    |meta, value| {
                        if let Some(basis) = BASES.iter().find(|basis| basis.1 == value) {
                            meta.published.basis = basis.0;
                        }
                    },
                )}
                {text(
                    "How",
                    &meta.published.note,
                    t!("Where the date comes from"),
                    subject,
                    |meta, words| meta.published.note = words,
                )}
                {text(
                    "Language",
                    &meta.language,
                    guessed,
                    subject,
                    |meta, words| meta.language = words,
                )}
                <p class="under" role="status">
                    <span>{live(direction)}</span>
                </p>
                {choice(
                    "Status",
                    &STATES.map(|(_, value, title)| (value, title)),
                    STATES.iter().find(|s| s.0 == meta.status).map(|s| s.1),
                    subject,
                    |meta, value| {
                        if let Some(status) = STATES.iter().find(|status| status.1 == value) {
                            meta.status = status.0;
                        }
                    },
                )}
            </fieldset>
            <div class="dialog-foot">
                <button type="button" class="button solid" on:click=move |_| close(desk)>
                    "Done"
                </button>
            </div>
        </Frame>
    }
}

/// A date in words under its field, or how to write one if it is malformed.
pub fn date_words(published: ErasedMemo<Published>, id: &'static str) -> AnyView {
    let words = move || {
        published.with(|published| {
            if published.is_well_formed() {
                ui! { <span>{labels::brief(&published.in_words())}</span> }
            } else {
                ui! {
                    {icon(Icon::Warning)}
                    <span>{t!("Write 2024, 2024-12 or 2024-12-18, or two of them with a slash for a period.")}</span>
                }
            }
        })
    };
    let wrong = move || !published.with(Published::is_well_formed);
    ui! {
        <p class="under" class:problem=live(wrong) id=id role="status">
            {part(words)}
        </p>
    }
}

fn text(
    label: &'static str,
    value: &str,
    placeholder: &'static str,
    subject: Subject,
    put: fn(&mut DocumentMeta, String),
) -> AnyView {
    let changed = move |event| {
        let words = event_target_value(&event);
        subject.change(|meta| put(meta, words.trim().to_owned()));
    };
    ui! {
        <label class="field">
            <span>{label}</span>
            <input
                class="input"
                placeholder=placeholder
                autocomplete="off"
                {..field::begins_with(value)}
                on:change=changed
            />
        </label>
    }
}

fn choice(
    label: &'static str,
    options: &[(&'static str, &'static str)],
    chosen: Option<&'static str>,
    subject: Subject,
    put: fn(&mut DocumentMeta, &str),
) -> AnyView {
    let options: Vec<_> = options
        .iter()
        .map(|&(value, title)| {
            ui! {
                <option value=value selected=chosen == Some(value)>
                    {title}
                </option>
            }
            .into_any()
        })
        .collect();
    let changed = move |event| {
        let value = event_target_value(&event);
        subject.change(|meta| put(meta, &value));
    };
    ui! {
        <label class="field">
            <span>{label}</span>
            <select class="input" on:change=changed>
                {options}
            </select>
        </label>
    }
}
