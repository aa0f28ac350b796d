//! Takes in another codebook: a template, or one from a file. What it changes is said first.

use super::session::Session;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, live, part, ui};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::HtmlInputElement;
use postil_codebook::template::{TEMPLATES, Template};
use postil_core::codebook::{About, What, compare};
use postil_core::diagnostic::Diagnostic;
use postil_core::edit::codebook::{self, Taking};
use postil_core::model::Codebook;
use postil_core::state::State;

/// What is about to be taken in.
#[derive(Clone, PartialEq)]
struct Offer {
    title: String,
    codebook: Codebook,
    remarks: Vec<String>,
}

/// Draws the choice; `done` shows the codebook again.
pub fn draw(session: Session, done: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let desk = session.desk;
    let offer = ErasedSignal::new(None::<Offer>);
    let trouble = ErasedSignal::new(Vec::<String>::new());
    let uniting = ErasedSignal::new(desk.peek(|state| state.annotations().next().is_some()));
    let template = move |template: &'static Template| {
        let own = memo(move || {
            offer.with(|offer| {
                offer
                    .as_ref()
                    .is_some_and(|offer| offer.title == template.title)
            })
        });
        let choose = move |_| {
            trouble.set(Vec::new());
            offer.set(Some(Offer {
                title: template.title.to_owned(),
                codebook: template.codebook(),
                remarks: Vec::new(),
            }));
        };
        ui! {
            <label class="option">
                <input
                    type="radio"
                    name="template"
                    prop:checked=live(move || own.get())
                    on:change=choose
                />
                <span>
                    <b>{template.title}</b>
                    <span class="quiet">{template.about}</span>
                </span>
            </label>
        }
    };
    let chosen = move |event| {
        let field: HtmlInputElement = event_target(&event);
        let Some(file) = field.files().and_then(|files| files.get(0)) else {
            return;
        };
        let file = gloo::file::File::from(file);
        spawn_local(async move {
            let read = read(file).await;
            if offer.try_with_untracked(|_| ()).is_none() {
                return;
            }
            match read {
                Ok(read) => {
                    trouble.set(Vec::new());
                    offer.set(Some(read));
                }
                Err(problems) => {
                    offer.set(None);
                    trouble.set(problems);
                }
            }
        });
    };
    let change = memo(move || {
        offer.with(|offer| {
            let offer = offer.as_ref()?;
            Some(desk.with(|state| summary(state, &offer.codebook, uniting.get())))
        })
    });
    let take = move |_| {
        let Some(Offer {
            title, codebook, ..
        }) = offer.get_untracked()
        else {
            return;
        };
        let how = if uniting.get_untracked() {
            Taking::Unite
        } else {
            Taking::Replace
        };
        let guidelines = (!codebook.guidelines.is_empty()).then_some(codebook.guidelines.as_str());
        if session.change(|state, stamp| {
            codebook::take_schema(state, &codebook.schema, guidelines, how, stamp)
        }) {
            desk.announce(tf!(
                "The codebook has what “{title}” has. Undo takes that back."
            ));
            let first = desk.peek(|state| {
                let layer = state.schema().layers.first()?;
                Some(postil_core::codebook::Item::Layer(layer.name.clone()))
            });
            session.choose(first);
            done();
        }
    };
    let way = move |unites: bool, title: &'static str, about: &'static str| {
        ui! {
            <label class="option">
                <input
                    type="radio"
                    name="taking"
                    prop:checked=live(move || uniting.get() == unites)
                    on:change=move |_| uniting.set(unites)
                />
                <span>
                    <b>{title}</b>
                    <span class="quiet">{about}</span>
                </span>
            </label>
        }
    };
    let templates: Vec<_> = TEMPLATES.iter().map(template).collect();
    ui! {
        <div class="start">
            <fieldset class="options templates">
                <legend class="part-kind">{t!("Start from")}</legend>
                {templates}
                <label class="from-file">
                    <span>{t!("Or from a file: a codebook or a project of Postil")}</span>
                    <input type="file" class="input file" on:change=chosen />
                </label>
            </fieldset>
            <div class="start-what">
                {each(
                    move || trouble.get(),
                    String::clone,
                    |words| ui! { <p class="trouble" role="alert">{words}</p> },
                )}
                <fieldset class="options">
                    <legend class="part-kind">{t!("What becomes of the present codebook")}</legend>
                    {way(true, t!("Add to it"), t!("What it lacks comes from the other one; nothing of it changes."))}
                    {way(
                        false,
                        t!("Replace it"),
                        t!("Marks stay. What they use and the other one does not list is to be checked."),
                    )}
                </fieldset>
                <p class="change" role="status">
                    {live(move || change.get().unwrap_or_else(|| t!("Choose what to start from.").to_owned()))}
                </p>
                {part(move || {
                    let remarks = offer.with(|offer| offer.as_ref().map(|offer| offer.remarks.clone()))?;
                    let lines: Vec<_> = remarks.into_iter().map(|line| ui! { <li>{line}</li> }).collect();
                    Some(ui! { <ul class="quiet">{lines}</ul> })
                })}
                <div class="part-acts">
                    <button type="button" class="button" on:click=move |_| done()>
                        "Cancel"
                    </button>
                    <button
                        type="button"
                        class="button solid"
                        disabled=live(move || offer.with(Option::is_none) || desk.read_only.get())
                        on:click=take
                    >
                        {live(move || if uniting.get() { t!("Add to the codebook") } else { t!("Replace the codebook") })}
                    </button>
                </div>
            </div>
        </div>
    }
}

/// Reads a codebook from a file.
async fn read(file: gloo::file::File) -> Result<Offer, Vec<String>> {
    let name = file.name();
    let bytes = gloo::file::futures::read_as_bytes(&file)
        .await
        .map_err(|error| vec![format!("{name}: {error}")])?;
    let say = |found: Vec<Diagnostic>| {
        found
            .iter()
            .map(|one| format!("{name}: {one}"))
            .collect::<Vec<_>>()
    };
    let (named, remarks) = postil_codebook::read(&bytes).map_err(&say)?;
    Ok(Offer {
        title: if named.title.is_empty() {
            name.clone()
        } else {
            named.title
        },
        codebook: named.codebook,
        remarks: say(remarks),
    })
}

/// What taking it in changes, in a sentence.
fn summary(state: &State, other: &Codebook, unites: bool) -> String {
    let now = Codebook {
        schema: state.schema().clone(),
        guidelines: state.header().guidelines.clone(),
    };
    let found = compare(&now, other);
    let parts = |what: &What| {
        let is_part = |about: &About| matches!(about, About::Item(_));
        let all = found
            .iter()
            .filter(|one| is_part(&one.about) && one.what == *what);
        labels::count(all.count(), "part")
    };
    let added = parts(&What::Added);
    if unites {
        tf!("Adds {added}.")
    } else {
        tf!("Adds {added} and removes {}.", parts(&What::Removed))
    }
}
