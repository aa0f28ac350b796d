//! A preview of what was found in files, before anything is imported.

mod parts;
mod ways;

use super::findings::findings;
use super::frame::{Frame, close};
use super::{columns, encodings};
use crate::desk::proposal::{Asked, Proposal};
use crate::desk::{Desk, labels};
use crate::transfer;
use crate::transfer::error::ImportError;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::diagnostic::Diagnostic;
use postil_core::model::Project;
use postil_core::state::State;
use std::collections::BTreeSet;
use ways::{Way, Ways};

/// What was found in files, and the choice of what to do with it.
#[component]
pub fn Preview(proposal: Proposal) -> AnyView {
    let desk = Desk::here();
    let Asked { found, rest } = proposal.asked();
    let project = &found.project;
    let here = desk.peek(|state| already_here(state, project));
    let parts = parts::table(&found.parts);
    let texts = rest.texts.len() + rest.tables.iter().map(|t| t.rows.len()).sum::<usize>();
    let facts = [
        (here > 0).then(|| tf!("{} already here.", labels::count(here, "article"))),
        (texts > 0).then(|| tf!("{} beside it.", labels::count(texts, "text"))),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let facts = (!facts.is_empty()).then(|| ui! { <p class="quiet">{facts.join(" ")}</p> });
    let encodings = encodings::choices(desk, &rest.encoded);
    let columns = columns::choices(desk, &rest.choices);
    let findings = findings(desk, &project.header.name, found.remarks.clone());
    let title = match project.header.name.as_str() {
        "" => t!("Import").to_owned(),
        name => tf!("Import “{}”", labels::brief(name)),
    };
    let ways = Ways::of(desk, found, here);
    let way = ErasedSignal::new(ways.likely());
    let choice = ways.choice(desk, &proposal, way);
    let act = move |_| {
        close(desk);
        import(desk, proposal.clone(), way.get_untracked());
    };
    ui! {
        <Frame title=title class="form-dialog wide import-dialog">
            <div class="preview">{parts} {facts} {encodings} {columns} {findings}</div>
            {choice}
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| close(desk)>
                    "Cancel"
                </button>
                <button type="button" class="button solid" autofocus=true on:click=act>
                    {live(move || way.get().act())}
                </button>
            </div>
        </Frame>
    }
}

fn import(desk: Desk, proposal: Proposal, way: Way) {
    spawn_local(async move {
        // Lets the dialog drop its own copy first.
        schedule::breathe().await;
        let Asked { found, mut rest } = proposal.into_asked();
        // These were asked about here.
        rest.encoded.clear();
        rest.choices.clear();
        let files = found.names();
        let imported = match way {
            Way::Own => return transfer::report(desk, &transfer::make_own(found, rest).await),
            Way::Merge => transfer::merge(desk, &found.project).await,
            Way::Add => transfer::add(desk, &found.project).await,
            Way::Replace => transfer::replace_gradually(desk, found.project).await,
        };
        let problems = match imported {
            Ok(()) => transfer::offer_texts(desk, rest),
            Err(ImportError::Cancelled) => Vec::new(),
            Err(error) => vec![Diagnostic::error(files, error.to_string())],
        };
        transfer::report(desk, &problems);
    });
}

/// How many articles of a project have a text that the open project has, too.
fn already_here(state: &State, project: &Project) -> usize {
    let mut here = BTreeSet::new();
    for document in state.documents() {
        here.insert(document.sha256());
    }
    let documents = project.documents.iter();
    documents
        .filter(|document| here.contains(&*document.fingerprint()))
        .count()
}
