//! The notice below the article when it cannot be read, changed or saved. It comes and goes by itself, so
//! it must not move the text, which may just be marked.

use crate::desk::command::Command;
use crate::desk::doors;
use crate::desk::doors::Arrival;
use crate::desk::{Desk, Saving};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;

/// Says that the project cannot be changed, or that changes are not saved.
#[component]
pub fn Notice() -> AnyView {
    let desk = Desk::here();
    let refused = memo(move || match desk.saving.get() {
        Saving::Refused(reason) => Some(reason),
        _ => None,
    });
    let act = move |words: &'static str, command: Command| button(words, move || command.run(desk));
    let shown = move || match refused.get() {
        _ if matches!(doors::arrival().get(), Arrival::Missing) => {
            let reload = || {
                let _ = window().location().reload();
            };
            Some(bar(
                Bar::Alert,
                t!("Only part of the page loaded: articles can be read, but not changed.")
                    .to_owned(),
                vec![button(t!("Reload the page"), reload)],
            ))
        }
        None if desk.renewed.get() => Some(bar(
            Bar::Renewed,
            t!("A newer Postil is ready.").to_owned(),
            vec![
                act(t!("Reload to update"), Command::Renew),
                button(t!("Not now"), move || desk.renewed.set(false)),
            ],
        )),
        _ if desk.read_only.get() => Some(bar(
            Bar::Locked,
            t!("Open in another tab, which this one follows. Read only.").to_owned(),
            vec![act(t!("Change it here"), Command::EditHere)],
        )),
        Some(reason) => Some(bar(
            Bar::Alert,
            tf!("Not saved: {reason}"),
            vec![act(t!("Export now"), Command::Download)],
        )),
        None => None,
    };
    part(shown).into_any()
}

/// The kind of a notice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bar {
    /// Something is wrong.
    Alert,
    /// The project cannot be changed here.
    Locked,
    /// A newer build is available.
    Renewed,
}

fn bar(kind: Bar, words: String, buttons: Vec<AnyView>) -> AnyView {
    let (role, sign) = match kind {
        Bar::Alert => ("alert", Icon::Warning),
        Bar::Locked => ("status", Icon::Lock),
        Bar::Renewed => ("status", Icon::Check),
    };
    ui! {
        <div
            class="notice"
            class:calm=kind != Bar::Alert
            role=role
            data-renewed=(kind == Bar::Renewed).then_some("")
        >
            {icon(sign)}
            <p>{words}</p>
            {buttons}
        </div>
    }
    .into_any()
}

fn button(words: &'static str, act: impl Fn() + 'static) -> AnyView {
    ui! {
        <button type="button" class="button" on:click=move |_| act()>
            {words}
        </button>
    }
    .into_any()
}

/// Shown instead of an article while there is none.
#[component]
pub fn Blank() -> AnyView {
    let desk = Desk::here();
    let empty = memo(move || desk.with(|state| state.documents().is_empty()));
    let shown = move || {
        if !empty.get() {
            return None;
        }
        Some(match desk.saving.get() {
            Saving::Opening => ui! {
                <div class="blank opening" role="status">
                    <p>{t!("Opening the project …")}</p>
                </div>
            }
            .into_any(),
            _ => nothing(desk),
        })
    };
    part(shown).into_any()
}

fn nothing(desk: Desk) -> AnyView {
    ui! {
        <div class="blank">
            <h1>{t!("Nothing to read yet")}</h1>
            <p>
                {t!("Add articles or open a project. Texts and marks stay in this browser; nothing is uploaded.")}
            </p>
            <div class="row">
                <button
                    type="button"
                    class="button solid"
                    disabled=live(move || desk.read_only.get())
                    on:click=move |_| Command::AddArticles.run(desk)
                >
                    {t!("Add articles")}
                </button>
                <button
                    type="button"
                    class="button"
                    disabled=live(move || desk.read_only.get())
                    on:click=move |_| Command::Import.run(desk)
                >
                    {t!("Open a file")}
                </button>
            </div>
        </div>
    }
}
