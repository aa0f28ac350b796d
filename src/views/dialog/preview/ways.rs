//! What can be done with a project that was found in files.

use crate::desk::labels::count;
use crate::desk::proposal::{Found, Proposal};
use crate::desk::{Desk, labels};
use crate::storage::upkeep;
use crate::transfer;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::ui;
use crate::views::dialog::way_option::way_option;
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::edit;
use postil_core::merge::Outlook;
use postil_core::state::State;
use postil_core::transaction::{Op, Transaction};

/// How to import a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As another project.
    Own,
    /// As a copy of the open one.
    Merge,
    /// Beside what the open one has.
    Add,
    /// In place of the open one.
    Replace,
}

impl Way {
    /// What the button says.
    pub fn act(self) -> &'static str {
        match self {
            Self::Own => t!("Open"),
            Self::Merge => t!("Merge"),
            Self::Add => t!("Add"),
            Self::Replace => t!("Replace"),
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Own => t!("Open as a project of its own"),
            Self::Merge => t!("Merge with this project"),
            Self::Add => t!("Add to this project"),
            Self::Replace => t!("Replace this project"),
        }
    }
}

/// The ways that are open to a project, the likeliest first.
pub struct Ways(Vec<Way>);

impl Ways {
    /// The ways of a project that has `here` articles in common with the open one.
    pub fn of(desk: Desk, found: &Found, here: usize) -> Self {
        let is_copy = desk.peek(|state| edit::is_copy(state, &found.project));
        let is_empty = desk.peek(|state| state.documents().is_empty());
        let mut ways = Vec::new();
        if upkeep::here().is_some() {
            ways.push(Way::Own);
        }
        if !desk.read_only.get_untracked() {
            ways.push(Way::Add);
            if is_copy {
                ways.push(Way::Merge);
            }
            ways.push(Way::Replace);
        }
        let is_all_here = || desk.peek(|state| edit::is_all_here(state, &found.project));
        // The file of another tool holds less than what was written to it, and would conflict.
        let likely = match found.is(transfer::POSTIL.title) {
            true if is_copy && !is_all_here() => Way::Merge,
            _ if here > 0 || is_empty => Way::Add,
            _ => Way::Own,
        };
        if let Some(at) = ways.iter().position(|way| *way == likely) {
            ways[..=at].rotate_right(1);
        }
        Self(ways)
    }

    /// The likeliest way.
    pub fn likely(&self) -> Way {
        self.0.first().copied().unwrap_or(Way::Own)
    }

    /// The choice between the ways, each with what it does.
    pub fn choice(&self, desk: Desk, proposal: &Proposal, way: ErasedSignal<Way>) -> AnyView {
        let options: Vec<_> = self
            .0
            .iter()
            .map(|it| {
                let does = does(desk, proposal, *it);
                way_option(*it, it.title(), move || does.get(), way)
            })
            .collect();
        ui! {
            <fieldset class="options ways">
                <legend class="unseen">{t!("What to do with it")}</legend>
                {options}
            </fieldset>
        }
    }
}

/// What a way does, in a line. What adding and merging bring is counted after the dialog is drawn.
fn does(desk: Desk, proposal: &Proposal, way: Way) -> ErasedSignal<String> {
    let name = desk.peek(|state| labels::brief(&state.header().name));
    let line = ErasedSignal::new(match way {
        Way::Own => tf!("“{name}” stays as it is."),
        Way::Replace => tf!("“{name}” becomes this; undo brings it back."),
        Way::Add | Way::Merge => t!("Comparing …").to_owned(),
    });
    if matches!(way, Way::Add | Way::Merge) {
        let proposal = proposal.clone();
        spawn_local(async move {
            schedule::breathe().await;
            // The dialog may have been closed.
            if line.try_with_untracked(|_| ()).is_none() {
                return;
            }
            let project = &proposal.asked().found.project;
            line.set(desk.peek(|state| match way {
                Way::Merge => merged(&edit::merge_project(state, project).1),
                _ => added(state, edit::add_project(state, project).as_ref()),
            }));
        });
    }
    line
}

/// What adding would do, in words.
fn added(state: &State, adding: Option<&Transaction>) -> String {
    let Some(adding) = adding else {
        return t!("All of it is here already.").to_owned();
    };
    let of = |wanted: fn(&Op) -> bool| adding.ops.iter().filter(|op| wanted(op)).count();
    let unplaced = adding.ops.iter().find_map(|op| match op {
        Op::PutHeader(header) => Some(header.placement_count()),
        _ => None,
    });
    let unplaced = unplaced.unwrap_or_default();
    let unplaced = unplaced.saturating_sub(state.header().placement_count());
    let new = [
        (of(|op| matches!(op, Op::InsertDocument { .. })), "article"),
        (of(|op| matches!(op, Op::PutAnnotation(_))), "mark"),
        (of(|op| matches!(op, Op::PutRelation(_))), "relation"),
        (of(|op| matches!(op, Op::PutCluster(_))), "cluster"),
    ];
    let new = new.into_iter().filter(|(many, _)| *many > 0);
    let mut new: Vec<String> = new.map(|(many, what)| count(many, what)).collect();
    if unplaced > 0 {
        new.push(tf!("{} to place", count(unplaced, "mark")));
    }
    match new.as_slice() {
        [] => t!("Nothing new but labels.").to_owned(),
        new => tf!(
            "New: {}. What is here already stays single.",
            new.join(", ")
        ),
    }
}

/// What merging would do, in words.
fn merged(outlook: &Outlook) -> String {
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
    let marks = (outlook.differing > 0).then(|| count(outlook.differing, "mark"));
    let others = (outlook.others > 0).then(|| count(outlook.others, t!("other record")));
    said += &match (marks, others) {
        (None, None) => t!("No conflicts.").to_owned(),
        (Some(marks), Some(others)) => tf!("With conflicts: {marks} and {others}."),
        (Some(some), None) | (None, Some(some)) => tf!("With conflicts: {some}."),
    };
    said
}
