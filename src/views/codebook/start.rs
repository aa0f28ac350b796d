//! Takes in another codebook: a template, or one from a file. What it changes is said first.

use super::session::Session;
use super::soon;
use crate::desk::labels;
use crate::transfer::{self, formats};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, live, part, ui};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::HtmlInputElement;
use postil_codebook::template::{TEMPLATES, Template};
use postil_core::codebook::{About, Item, What, compare};
use postil_core::diagnostic::Diagnostic;
use postil_core::edit::codebook::{self, Taking};
use postil_core::format::File;
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
        let files = field.files().map(gloo::file::FileList::from);
        let files: Vec<gloo::file::File> = files
            .iter()
            .flat_map(|files| files.iter())
            .cloned()
            .collect();
        if files.is_empty() {
            return;
        }
        spawn_local(async move {
            let read = read(files).await;
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
            soon::to_part(session);
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
                    <span>
                        {t!("Or from files: a codebook or a project of Postil, annotation.conf, a DTD, a labeling configuration, a type system, .qdc")}
                    </span>
                    <input type="file" class="input file" multiple on:change=chosen />
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

/// Reads a codebook from files: one of Postil, or those of another tool.
async fn read(handed: Vec<gloo::file::File>) -> Result<Offer, Vec<String>> {
    let mut files = Vec::new();
    for file in handed {
        let name = file.name();
        transfer::check_size(file.size()).map_err(|error| vec![format!("{name}: {error}")])?;
        let bytes = gloo::file::futures::read_as_bytes(&file).await;
        let bytes = bytes.map_err(|error| vec![format!("{name}: {error}")])?;
        files.push(File {
            name,
            mime: "",
            bytes,
        });
    }
    let name = files
        .first()
        .map_or(String::new(), |file| file.name.clone());
    let own = match files.as_slice() {
        [file] if is_json(&file.bytes) => Some(postil_codebook::read(&file.bytes)),
        _ => None,
    };
    if let Some(own) = own {
        let say = |found: Vec<Diagnostic>| -> Vec<String> {
            found.iter().map(|one| format!("{name}: {one}")).collect()
        };
        let (named, remarks) = own.map_err(&say)?;
        return Ok(Offer {
            title: match named.title.as_str() {
                "" => name.clone(),
                title => title.to_owned(),
            },
            codebook: named.codebook,
            remarks: say(remarks),
        });
    }
    let doors = formats::fetch()
        .await
        .map_err(|missing| vec![missing.to_string()])?;
    let say =
        |found: Vec<Diagnostic>| -> Vec<String> { found.iter().map(ToString::to_string).collect() };
    let (codebook, remarks) = (doors.codebook)(&files).map_err(say)?;
    Ok(Offer {
        title: name,
        codebook,
        remarks: say(remarks),
    })
}

/// Whether a file begins as JSON does.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(first, Some(b'{' | b'['))
}

/// What taking it in changes, in a few sentences.
fn summary(state: &State, other: &Codebook, unites: bool) -> String {
    let found = compare(&codebook::present(state), other);
    let parts = |is_such: fn(&What) -> bool| {
        let items = found.iter().filter(|one| is_such(&one.what));
        let mut items: Vec<&Item> = items
            .filter_map(|one| match &one.about {
                About::Item(item) => Some(item),
                _ => None,
            })
            .collect();
        // A part may differ in several fields, which follow one another.
        items.dedup();
        (!items.is_empty()).then(|| labels::count(items.len(), "part"))
    };
    let guidelines = found.iter().any(|one| {
        matches!(one.about, About::Guidelines(_)) && (!unites || one.what == What::Added)
    });
    let added = parts(|what| *what == What::Added);
    let mut said: Vec<String> = added
        .map(|parts| tf!("Adds {parts}."))
        .into_iter()
        .collect();
    if !unites {
        let removed = parts(|what| *what == What::Removed);
        said.extend(removed.map(|parts| tf!("Removes {parts}.")));
        let changed = parts(|what| matches!(what, What::Changed { .. }));
        said.extend(changed.map(|parts| tf!("Changes {parts}.")));
    }
    if guidelines {
        said.push(if unites {
            t!("Adds to the guidelines.").to_owned()
        } else {
            t!("Changes the guidelines.").to_owned()
        });
    }
    if said.is_empty() {
        said.push(t!("The codebook has all of it already.").to_owned());
    }
    said.join(" ")
}
