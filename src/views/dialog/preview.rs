//! A preview of what was found in files, before anything is imported.

mod parts;
mod ways;

use super::findings::findings;
use super::frame::{Frame, close};
use super::{columns, encodings};
use crate::desk::overlay::Overlay;
use crate::desk::proposal::{Asked, Offer, Proposal};
use crate::desk::{Desk, labels};
use crate::transfer::error::ImportError;
use crate::transfer::{self, InUse};
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
    let parts = parts::table(found);
    let rows = rest.tables.iter().map(|it| it.filled(&it.guess()));
    let texts = rest.texts.len() + rows.sum::<usize>();
    let used = desk.peek(InUse::of_state);
    let known = transfer::documents(used, rest.texts.clone()).here;
    let facts = [
        (here > 0).then(|| tf!("{} already here.", labels::count(here, "article"))),
        (texts > 0).then(|| tf!("{} beside it.", labels::count(texts, "text"))),
        (!known.is_empty()).then(|| tf!("Of these here already: {}.", labels::few(&known))),
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
        if way == Way::Own {
            return transfer::report(desk, &transfer::make_own(found, rest).await);
        }
        let texts = std::mem::take(&mut rest.texts);
        let imported = match way {
            Way::Merge => transfer::merge(desk, &found.project, texts).await,
            Way::Add => transfer::add(desk, &found.project, texts).await,
            Way::Own | Way::Replace => transfer::replace(desk, found.project, texts).await,
        };
        let problems = match imported {
            Ok(flaws) if rest.tables.is_empty() => [rest.remarks, flaws].concat(),
            // A person chooses the columns.
            Ok(flaws) => {
                rest.remarks.extend(flaws);
                desk.open(Overlay::Texts(Offer::new(rest)));
                Vec::new()
            }
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
