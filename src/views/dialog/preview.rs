//! A preview of what was found in files, before anything is imported.

use super::frame::{Frame, close};
use crate::desk::labels::count;
use crate::desk::proposal::{Asked, Proposal};
use crate::desk::{Desk, labels};
use crate::transfer;
use crate::transfer::error::ImportError;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::view::ui;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::edit;
use postil_core::merge::Outlook;
use postil_core::model::Project;
use postil_core::state::State;
use std::collections::BTreeSet;

/// Remarks listed; the others are counted.
const MAX_REMARKS: usize = 200;

/// What was found in files, and the choice of what to do with it.
#[component]
pub fn Preview(proposal: Proposal) -> AnyView {
    let desk = Desk::here();
    let found = &proposal.asked().found;
    let project = &found.project;
    let here = desk.peek(|state| already_here(state, project));
    let articles = match here {
        0 => project.documents.len().to_string(),
        here => tf!("{}, {here} already here", project.documents.len()),
    };
    let rest = &proposal.asked().rest;
    let texts = rest.texts.len() + rest.tables.iter().map(|t| t.rows.len()).sum::<usize>();
    let facts = [
        ("Project", Some(labels::brief(&project.header.name))),
        ("Format", Some(found.what.to_owned())),
        ("Files", Some(files_line(&found.files))),
        ("Articles", Some(articles)),
        ("Marks", Some(project.annotations.len().to_string())),
        ("Relations", Some(project.relations.len().to_string())),
        ("Clusters", Some(project.clusters.len().to_string())),
        (
            "Texts",
            (texts > 0).then(|| tf!("{texts} outside the project")),
        ),
    ];
    let facts = facts.into_iter().filter_map(|(term, fact)| {
        Some(ui! {
            <dt>{term}</dt>
            <dd>{fact?}</dd>
        })
    });
    let facts: Vec<_> = facts.collect();
    let remarks = remarks(&found.remarks);
    let copy = desk.peek(|state| edit::is_copy(state, project));
    let outlook = copy.then(|| desk.peek(|state| edit::merge_project(state, project).1));
    let own = found.what == transfer::POSTIL.title;
    let proposal = proposal.clone();
    let choose = move |way: Way| {
        let proposal = proposal.clone();
        move |_| {
            close(desk);
            import(desk, proposal.clone(), way);
        }
    };
    // The file of another tool holds less than what was written to it, and would conflict.
    let merge_first = copy && own;
    let merging = copy.then(|| {
        ui! {
            <button
                type="button"
                class="button"
                class:solid=merge_first
                autofocus=merge_first
                aria-describedby="outlook"
                on:click=choose(Way::Merge)
            >
                {t!("Merge with this project")}
            </button>
        }
    });
    let outlook = outlook.map(|outlook| {
        ui! {
            <h3>"Merging"</h3>
            <p id="outlook">{in_words(&outlook)}</p>
        }
    });
    ui! {
        <Frame title="Import" class="form-dialog">
            <div class="preview">
                <dl class="facts">{facts}</dl>
                {outlook}
                {remarks}
            </div>
            <p class="lead">{t!("Each of these is one step that you can undo.")}</p>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| close(desk)>
                    "Cancel"
                </button>
                <button type="button" class="button" on:click=choose(Way::Replace)>
                    {t!("Replace this project")}
                </button>
                <button
                    type="button"
                    class="button"
                    class:solid=!merge_first
                    autofocus=!merge_first
                    on:click=choose(Way::Add)
                >
                    {t!("Add to this project")}
                </button>
                {merging}
            </div>
        </Frame>
    }
}

/// How to import a project.
#[derive(Clone, Copy)]
enum Way {
    Merge,
    Add,
    Replace,
}

fn import(desk: Desk, proposal: Proposal, way: Way) {
    spawn_local(async move {
        // Lets the dialog drop its own copy first.
        schedule::breathe().await;
        let Asked { found, rest } = proposal.into_asked();
        let files = found.files.join(", ");
        let imported = match way {
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

/// What merging would do, in words.
fn in_words(outlook: &Outlook) -> String {
    let new = [
        (outlook.documents, "article"),
        (outlook.annotations, "mark"),
        (outlook.relations, "relation"),
        (outlook.clusters, "cluster"),
    ];
    let new = new.into_iter().filter(|(many, _)| *many > 0);
    let new: Vec<String> = new.map(|(many, what)| count(many, what)).collect();
    let mut said = match new.as_slice() {
        [] => t!("Nothing new. ").to_owned(),
        new => tf!("New: {}. ", new.join(", ")),
    };
    if outlook.revised > 0 {
        said += &tf!(
            "With a different text: {}, added beside the one here. ",
            count(outlook.revised, "article")
        );
    }
    if outlook.same > 0 {
        said += &tf!("Same as here: {}. ", count(outlook.same, "mark"));
    }
    if outlook.beside > 0 {
        said += &tf!(
            "By another author under an id in use here: {}, both kept. ",
            count(outlook.beside, "mark")
        );
    }
    if outlook.placements > 0 {
        said += &tf!(
            "Unplaced in a revised text: {}. ",
            count(outlook.placements, "mark")
        );
    }
    said += &match outlook.differing + outlook.others {
        0 => t!("No conflicts.").to_owned(),
        _ => tf!(
            "With conflicts: {} and {}.",
            count(outlook.differing, "mark"),
            count(outlook.others, t!("other record")),
        ),
    };
    said
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

/// The names of a few files, and how many more there are.
fn files_line(files: &[String]) -> String {
    const MAX_NAMED: usize = 3;
    let named = files
        .iter()
        .take(MAX_NAMED)
        .map(|name| labels::brief(name))
        .collect::<Vec<_>>()
        .join(", ");
    match files.len().saturating_sub(MAX_NAMED) {
        0 => named,
        more => tf!("{named} and {more} more"),
    }
}

pub(super) fn remarks(remarks: &[Diagnostic]) -> Option<AnyView> {
    if remarks.is_empty() {
        return None;
    }
    let errors = remarks.iter().any(|it| it.severity == Severity::Error);
    let heading = if errors {
        t!("Problems and remarks")
    } else {
        t!("Remarks")
    };
    let lines = remarks.iter().take(MAX_REMARKS);
    let lines: Vec<_> = lines
        .map(|remark| ui! { <li>{labels::cut(&remark.to_string(), labels::LONG)}</li> })
        .collect();
    let more = remarks.len().saturating_sub(MAX_REMARKS);
    Some(ui! {
        <h3 id="remarks">{heading}</h3>
        <ul class="problems" tabindex="0" aria-labelledby="remarks">
            {lines}
        </ul>
        {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
    })
}
