//! The details of an article, edited in place: all of it is one undo step.

use super::frame::{Frame, close};
use crate::browser::clock_and_ids;
use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use crate::views::date_field;
use crate::views::draft::Draft;
use leptos::prelude::*;
use postil_core::date::{Forms, check};
use postil_core::edit;
use postil_core::model::{Basis, DocumentId, DocumentMeta, Published, Status, Writing};

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

const DIRECTIONS: [(Option<Writing>, &str, &str); 3] = [
    (None, "auto", t!("By the language and the letters")),
    (Some(Writing::LeftToRight), "ltr", t!("Left to right")),
    (Some(Writing::RightToLeft), "rtl", t!("Right to left")),
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
    /// Changes the details; returns whether they are as wanted.
    fn change(self, change: impl FnOnce(&mut DocumentMeta)) -> bool {
        let changed = self.desk.peek(|state| {
            let mut next = self
                .id
                .with_untracked(|id| Some(state.document(id)?.meta().clone()))?;
            change(&mut next);
            edit::set_meta(state, next, t!("edit details"))
        });
        let sitting = self.sitting.get_untracked();
        changed.is_none_or(|changed| self.desk.commit(changed.merging(sitting)))
    }

    /// A piece of the details, which follows the project at once.
    fn piece(self, piece: fn(&DocumentMeta) -> &str) -> ErasedMemo<String> {
        memo(move || {
            let read = |id: &DocumentId| {
                self.desk.at_once(|state| {
                    let document = state.document(id);
                    document.map_or_else(String::new, |d| piece(d.meta()).to_owned())
                })
            };
            self.id.with_untracked(read)
        })
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
    // An article with marks is in progress, as the list of articles says.
    let is_begun = desk.peek(|state| {
        let document = subject.id.with_untracked(|id| state.document(id));
        document.is_some_and(|document| !document.order().is_empty())
    });
    let status = match meta.status {
        Status::ToDo if is_begun => Status::InProgress,
        other => other,
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
            let meta = document.meta();
            let is_guess = meta.language.is_empty() && !document.language().is_empty();
            Some(match (meta.direction, is_guess, document.is_rtl()) {
                (Some(_), _, true) => t!("All paragraphs run from right to left."),
                (Some(_), _, false) => t!("All paragraphs run from left to right."),
                (None, true, true) => t!("Guessed by its letters. Written from right to left."),
                (None, true, false) => t!("Guessed by its letters. Written from left to right."),
                (None, false, true) => t!("Written from right to left."),
                (None, false, false) => t!("Written from left to right."),
            })
        })
    };
    // A date that cannot be stays in the field, with the reason under it, and is not saved.
    let date = Draft::new(
        desk,
        subject.piece(|meta| &meta.published.date),
        move |date, _| {
            let date = date.trim();
            check(date, Forms::Calendar).is_ok()
                && subject.change(|meta| date.clone_into(&mut meta.published.date))
        },
    );
    let own = subject.id.with_untracked(ToString::to_string);
    let date = date.keeping_refused(format!("published {own}"));
    let wrong = date_field::wrong(date, Forms::Calendar);
    let published = memo(move || Published {
        date: date.now().trim().to_owned(),
        ..Published::default()
    });
    ui! {
        <Frame title="Details" class="form-dialog wide">
            <fieldset class="fields" disabled=live(move || desk.read_only.get())>
                <legend class="unseen">{t!("Details of the article")}</legend>
                {text("Title", "", subject, |meta| &meta.title, |meta, words| meta.title = words)}
                {text("Outlet", t!("Not stated"), subject, |meta| &meta.outlet, |meta, words| meta.outlet = words)}
                {text("Address", "https://", subject, |meta| &meta.url, |meta, words| meta.url = words)}
                <label class="field">
                    <span>"Published"</span>
                    <input
                        class="input"
                        placeholder=t!("e.g. 2024-05-28, 2024-05 or 2024-05/..")
                        autocomplete="off"
                        spellcheck="false"
                        {..date.field(None)}
                        aria-invalid=live(move || wrong.with(Option::is_some).to_string())
                        aria-describedby="details-date"
                    />
                </label>
                {date_words(published, wrong, "details-date")}
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
                    t!("Where the date comes from"),
                    subject,
                    |meta| &meta.published.note,
                    |meta, words| meta.published.note = words,
                )}
                {text("Language", guessed, subject, |meta| &meta.language, |meta, words| meta.language = words)}
                {choice(
                    "Direction",
                    &DIRECTIONS.map(|(_, value, title)| (value, title)),
                    DIRECTIONS.iter().find(|d| d.0 == meta.direction).map(|d| d.1),
                    subject,
                    |meta, value| {
                        if let Some(direction) = DIRECTIONS.iter().find(|d| d.1 == value) {
                            meta.direction = direction.0;
                        }
                    },
                )}
                <p class="under" role="status">
                    <span>{live(direction)}</span>
                </p>
                {choice(
                    "Status",
                    &STATES.map(|(_, value, title)| (value, title)),
                    STATES.iter().find(|s| s.0 == status).map(|s| s.1),
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

/// A date in words under its field, or what is wrong with it.
pub fn date_words(
    published: ErasedMemo<Published>,
    wrong: ErasedMemo<Option<String>>,
    id: &'static str,
) -> AnyView {
    let words = move || match wrong.get() {
        Some(sentence) => ui! {
            {icon(Icon::Warning)}
            <span>{sentence}</span>
        },
        None => {
            let words = published.with(|published| labels::brief(&published.in_words()));
            ui! { <span>{words}</span> }
        }
    };
    ui! {
        <p class="under" class:problem=live(move || wrong.with(Option::is_some)) id=id role="status">
            {part(words)}
        </p>
    }
}

fn text(
    label: &'static str,
    placeholder: &'static str,
    subject: Subject,
    piece: fn(&DocumentMeta) -> &str,
    put: fn(&mut DocumentMeta, String),
) -> AnyView {
    let draft = Draft::new(subject.desk, subject.piece(piece), move |words, _| {
        subject.change(|meta| put(meta, words.trim().to_owned()))
    });
    ui! {
        <label class="field">
            <span>{label}</span>
            <input
                class="input"
                placeholder=placeholder
                autocomplete="off"
                {..draft.field(None)}
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
        let _ = subject.change(|meta| put(meta, &value));
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
