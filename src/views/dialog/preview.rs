//! What was found in files, before it is taken in.

use super::frame::{Frame, close};
use crate::desk::labels::count;
use crate::desk::proposal::{Asked, Proposal};
use crate::desk::{Desk, labels};
use crate::transfer;
use crate::transfer::error::ImportError;
use crate::ui::schedule;
use crate::ui::view::ui;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::edit;
use postil_core::merge::Outlook;
use postil_core::model::Project;
use postil_core::state::State;
use std::collections::BTreeSet;

/// So many remarks are listed; the rest are counted.
const MOST: usize = 200;

/// What was found in files, and the question what to do with it.
#[component]
pub fn Preview(proposal: Proposal) -> AnyView {
    let desk = Desk::here();
    let found = &proposal.asked().found;
    let project = &found.project;
    let here = desk.peek(|state| already_here(state, project));
    let articles = match here {
        0 => project.documents.len().to_string(),
        here => format!("{}, {here} of them here already", project.documents.len()),
    };
    let rest = &proposal.asked().rest;
    let texts = rest.texts.len() + rest.tables.iter().map(|t| t.rows.len()).sum::<usize>();
    let facts = [
        ("Project", Some(labels::brief(&project.header.name))),
        ("Format", Some(found.what.to_owned())),
        ("Files", Some(files_line(&found.files))),
        ("Articles", Some(articles)),
        ("Marks", Some(project.annotations.len().to_string())),
        ("Links", Some(project.relations.len().to_string())),
        ("Clusters", Some(project.clusters.len().to_string())),
        (
            "Texts",
            (texts > 0).then(|| format!("{texts} beside the project")),
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
    let take = move |way: Way| {
        let proposal = proposal.clone();
        move |_| {
            close(desk);
            take(desk, proposal.clone(), way);
        }
    };
    // What is in the file of another tool says less than what was written to it, and would differ.
    let merge_first = copy && own;
    let merging = copy.then(|| {
        ui! {
            <button
                type="button"
                class="button"
                class:solid=merge_first
                autofocus=merge_first
                aria-describedby="outlook"
                on:click=take(Way::Merge)
            >
                "Merge with this project"
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
            <p class="lead">"Each of these is one step, which undo takes back."</p>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| close(desk)>
                    "Cancel"
                </button>
                <button type="button" class="button" on:click=take(Way::Replace)>
                    "Replace this project"
                </button>
                <button
                    type="button"
                    class="button"
                    class:solid=!merge_first
                    autofocus=!merge_first
                    on:click=take(Way::Add)
                >
                    "Add to this project"
                </button>
                {merging}
            </div>
        </Frame>
    }
}

/// How a project is taken in.
#[derive(Clone, Copy)]
enum Way {
    Merge,
    Add,
    Replace,
}

fn take(desk: Desk, proposal: Proposal, way: Way) {
    spawn_local(async move {
        // The dialog lets go of its own copy first.
        schedule::breathe().await;
        let Asked { found, rest } = proposal.into_asked();
        let files = found.files.join(", ");
        let taken = match way {
            Way::Merge => transfer::merge(desk, &found.project).await,
            Way::Add => transfer::add(desk, &found.project).await,
            Way::Replace => transfer::replace_gradually(desk, found.project).await,
        };
        let problems = match taken {
            Ok(()) => transfer::offer_texts(desk, rest),
            Err(ImportError::Cancelled) => Vec::new(),
            Err(error) => vec![Diagnostic::error(files, error.to_string())],
        };
        transfer::report(desk, &problems);
    });
}

/// What merging would do.
fn in_words(outlook: &Outlook) -> String {
    let new = [
        (outlook.documents, "article"),
        (outlook.annotations, "mark"),
        (outlook.relations, "link"),
        (outlook.clusters, "cluster"),
    ];
    let new = new.into_iter().filter(|(many, _)| *many > 0);
    let new: Vec<String> = new.map(|(many, what)| count(many, what)).collect();
    let mut said = match new.as_slice() {
        [] => "Nothing is new. ".to_owned(),
        new => format!("New: {}. ", new.join(", ")),
    };
    if outlook.revised > 0 {
        said += &format!(
            "Another text than here: {}, which comes beside the one here. ",
            count(outlook.revised, "article")
        );
    }
    if outlook.same > 0 {
        said += &format!("The same as here: {}. ", count(outlook.same, "mark"));
    }
    if outlook.beside > 0 {
        said += &format!(
            "By another author under an id that is taken here: {}, kept side by side. ",
            count(outlook.beside, "mark")
        );
    }
    if outlook.placements > 0 {
        said += &format!(
            "Without a place in a revised text: {}, to be placed. ",
            count(outlook.placements, "mark")
        );
    }
    said += &match outlook.differing + outlook.others {
        0 => "Nothing is to be settled.".to_owned(),
        _ => format!(
            "To be settled one by one: {} and {}.",
            count(outlook.differing, "mark"),
            count(outlook.others, "other record"),
        ),
    };
    said
}

/// How many of a project's articles have a text that the open project has.
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
    const FEW: usize = 3;
    let named = files
        .iter()
        .take(FEW)
        .map(|name| labels::brief(name))
        .collect::<Vec<_>>()
        .join(", ");
    match files.len().saturating_sub(FEW) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

pub(super) fn remarks(remarks: &[Diagnostic]) -> Option<AnyView> {
    if remarks.is_empty() {
        return None;
    }
    let errors = remarks.iter().any(|it| it.severity == Severity::Error);
    let heading = match errors {
        true => "What could not be read, and remarks",
        false => "Remarks",
    };
    let lines = remarks.iter().take(MOST);
    let lines: Vec<_> = lines
        .map(|remark| ui! { <li>{labels::cut(&remark.to_string(), labels::LONG)}</li> })
        .collect();
    let more = remarks.len().saturating_sub(MOST);
    Some(ui! {
        <h3 id="remarks">{heading}</h3>
        <ul class="problems" tabindex="0" aria-labelledby="remarks">
            {lines}
        </ul>
        {(more > 0).then(|| ui! { <p class="quiet">{format!("And {more} more.")}</p> })}
    })
}
