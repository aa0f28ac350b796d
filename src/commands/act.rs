//! Runs commands.

use super::{
    articles, bulk, checks, clusters, edges, fields, kept, links, marks, motion, panes, pen,
    projects, proposed, rules, selection, shown, story, tag, twins, tying,
};
use crate::browser::theme;
use crate::desk::command::Command as C;
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, Field};
use crate::storage::{leader, offline};
use crate::transfer;
use crate::ui::sentence::{t, tf};
use leptos::task::spawn_local;
use postil_core::edit;
use postil_core::history::History;
use postil_propose::said::SAID_BY;

/// Runs a command.
pub fn act(command: &C, desk: Desk) {
    // What was said about the last one is out of date.
    if desk.announcement.with_untracked(|said| !said.is_empty()) {
        desk.announcement.set(String::new());
    }
    match command {
        C::Tag(layer) => tag::tag(desk, layer),
        C::Label(digit) => tag::label(desk, *digit),
        C::Again => tag::again(desk),
        C::Labels => desk.open(Overlay::Labels),
        C::Story => story::toggle(desk),
        C::StoryView(place) => story::show(desk, place.clone()),
        C::Codebook => desk.open(Overlay::Codebook),
        C::Hold(label) => pen::hold(desk, label),
        C::HoldLast => pen::hold_last(desk),
        C::Names => shown::toggle_names(desk),
        C::Ties => shown::toggle_ties(desk),
        C::ToggleLayer(name) => shown::toggle_layer(desk, name),
        C::Move(step, direction) => motion::step(desk, *step, *direction, false),
        C::Extend(step, direction) => motion::step(desk, *step, *direction, true),
        C::All => motion::all(desk),
        C::Mark(direction) => marks::step(desk, *direction),
        C::Outward => marks::outward(desk),
        C::MoveEnd(direction) => edges::end(desk, *direction),
        C::MoveStart(direction) => edges::start(desk, *direction),
        C::AddFragment => edges::add_fragment(desk),
        C::RemoveFragment => edges::remove_fragment(desk),
        C::Edit => fields::ask(desk, Field::First),
        C::Link => links::link(desk),
        C::Keep => kept::toggle_selected(desk),
        C::KeepBeside(id) => kept::toggle_beside(desk, id),
        C::Relate(kind) => tying::begin(desk, kind),
        C::HoldRelation(kind) => tying::hold(desk, kind),
        C::TakeEnd(id) => tying::take(desk, id),
        C::DropRelation => tying::dragged::drop_it(desk),
        C::Card => clusters::show_card(desk),
        C::ProposeClusters => desk.open(Overlay::Proposals),
        C::SharedCopy(offset) => twins::list(desk, *offset),
        C::CarryMark => twins::carry_selected(desk),
        C::CarryPassage => twins::carry_passage(desk),
        C::Speaker => tying::begin(desk, SAID_BY),
        C::Note => fields::ask(desk, Field::Note),
        C::Date => fields::ask(desk, Field::Date),
        C::Accept => proposed::accept(desk),
        C::Everywhere => tag::everywhere(desk),
        C::Boilerplate => articles::boilerplate(desk),
        C::Remove => marks::remove(desk),
        C::Article(direction) => articles::step(desk, *direction),
        C::OpenPane => panes::open(desk),
        C::ClosePane => panes::close(desk),
        C::Pane(direction) => panes::step(desk, *direction),
        C::ShiftPane(direction) => panes::shift_active(desk, *direction),
        C::ResizePane(by) => panes::resize(desk, *by),
        C::Mention(direction) => clusters::mention(desk, *direction),
        C::ToggleDone => {
            if let Some(id) = desk.view_now().document().get_untracked() {
                articles::toggle_done(desk, &id);
            }
        }
        C::Search => desk.open(Overlay::Search(None)),
        C::Undo => {
            let size = desk.peek_history(History::undo_size);
            bulk::run(desk, size, t!("Undoing"), move || desk.undo());
        }
        C::Redo => {
            let size = desk.peek_history(History::redo_size);
            bulk::run(desk, size, t!("Redoing"), move || desk.redo());
        }
        C::Commands => desk.open(Overlay::Commands),
        C::Keys => desk.open(Overlay::Keys),
        C::Clear => selection::clear(desk),
        C::AddArticles => desk.open(Overlay::AddArticles),
        C::Details => {
            if let Some(id) = desk.view_now().document().get_untracked() {
                desk.open(Overlay::Details(id));
            }
        }
        C::Revise => {
            if let Some(id) = desk.view_now().document().get_untracked() {
                desk.open(Overlay::Revise(id));
            }
        }
        C::Place => {
            if desk.peek(|state| edit::placements(state).is_empty()) {
                desk.announce(t!("Every mark has its place."));
            } else {
                desk.open(Overlay::Places);
            }
        }
        C::Rewordings => {
            if desk.peek(|state| edit::rewordings(state).is_empty()) {
                desk.announce(t!("No reworded marks."));
            } else {
                desk.open(Overlay::Rewordings);
            }
        }
        C::Rule => rules::toggle(desk),
        C::AddExample => rules::add_example(desk),
        C::Checks => checks::list(desk),
        C::NextCheck => checks::next(desk),
        C::Settle => {
            if desk.peek(|state| edit::conflicts(state).is_empty()) {
                desk.announce(t!("No conflicts."));
            } else {
                desk.open(Overlay::Conflicts);
            }
        }
        C::Export => desk.open(Overlay::Export),
        C::Download => spawn_local(transfer::download_project(desk)),
        C::Import => transfer::choose(desk),
        C::Projects => desk.open(Overlay::Projects),
        C::NewProject => projects::begin(desk),
        C::WorkedExample => spawn_local(transfer::open_example(desk)),
        C::Backups => desk.open(Overlay::Backups),
        C::KeepInFile => projects::keep_in_file(desk),
        C::FileAgain => projects::file_again(),
        C::LetFileGo => projects::let_file_go(desk),
        C::EditHere => leader::edit_here(desk),
        C::Theme => desk.announce(tf!("Theme: {}.", theme::next())),
        C::Renew => offline::renew(desk),
    }
}
