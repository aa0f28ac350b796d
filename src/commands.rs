//! Everything that a person can do, by name. Keys, buttons and the palette all end up here.

mod bulk;
mod edges;
pub mod keymap;
mod links;
mod marks;
mod motion;
mod projects;
pub mod tag;

use crate::browser::theme;
use crate::desk::overlay::{Drawer, Overlay};
use crate::desk::{Desk, Field};
use crate::storage::offline;
use crate::{article, loader, storage, transfer};
use leptos::task::spawn_local;
use postil_core::edit;
use postil_core::history::History;
use postil_core::model::Status;
use postil_core::model::schema::AttributeKind;
use postil_core::state::State;

/// Something that a person can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Tag the selected text with a layer, or move the selected annotation to that layer.
    Tag(String),
    /// Give the selected annotation the label of that digit in its layer.
    Label(usize),
    /// Move the cursor.
    Move(Step, Direction),
    /// Move the end of the selected text.
    Extend(Step, Direction),
    /// Select the next or previous annotation.
    Mark(Direction),
    /// Select the next larger annotation at this place.
    Outward,
    /// Move the end of the selected annotation by a word.
    MoveEnd(Direction),
    /// Move the start of the selected annotation by a word.
    MoveStart(Direction),
    /// Add the selected text to the selected annotation.
    AddFragment,
    /// Take the fragment at the cursor, else the last, out of the selected annotation.
    RemoveFragment,
    /// Go to the first field of the selected annotation.
    Edit,
    /// Tie the selected annotation to a cluster or to another annotation.
    Link,
    /// Name who said the selected claim.
    Speaker,
    /// Write a note.
    Note,
    /// Say when.
    Date,
    /// Take the proposal for how a claim quotes.
    AcceptQuoting,
    /// Mark every other place that reads the same, in all articles.
    Everywhere,
    /// Mark the selected lines as not belonging to the article.
    Boilerplate,
    /// Remove the selected annotation.
    Remove,
    /// Show the next or previous article.
    Article(Direction),
    /// Set the article to done, or back to in progress.
    ToggleDone,
    /// Search all articles.
    Search,
    /// Take back the last change.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Open the command palette.
    Commands,
    /// Show all keys.
    Keys,
    /// Let go of what is selected.
    Clear,
    /// Call the project by another name.
    Rename(String),
    /// Add articles.
    AddArticles,
    /// Edit what is known about the article.
    Details,
    /// Put a new text in place of the article's.
    Revise,
    /// Settle what differs in copies that were merged.
    Settle,
    /// Give what lost its place one.
    Place,
    /// Export.
    Export,
    /// Download the project file without being asked anything.
    Download,
    /// Import a project or articles.
    Import,
    /// Show the projects of this browser.
    Projects,
    /// Begin an empty project.
    NewProject,
    /// Show the backups of the project.
    Backups,
    /// Keep the project in a file on the disk as well.
    KeepInFile,
    /// Write to that file again, as the browser or a person did not let it be.
    FileAgain,
    /// Write to that file no more.
    LetFileGo,
    /// Change the project in this tab, if it is changed in another.
    EditHere,
    /// Go from the system's theme to light, dark and back.
    Theme,
    /// Go on with the newest build of the page.
    Renew,
}

/// How far a key moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A grapheme cluster.
    Character,
    /// A word.
    Word,
    /// A line on the screen.
    Line,
    /// A sentence.
    Sentence,
    /// To the edge of the paragraph.
    Paragraph,
}

/// Which way, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Back,
}

impl Command {
    /// Does it, as soon as it can be done.
    pub fn run(&self, desk: Desk) {
        loader::run(self, desk);
    }

    /// Does it, in the part of the program that comes later.
    pub fn act(&self, desk: Desk) {
        match self {
            Self::Tag(layer) => tag::tag(desk, layer),
            Self::Label(digit) => tag::label(desk, *digit),
            Self::Move(step, direction) => motion::step(desk, *step, *direction, false),
            Self::Extend(step, direction) => motion::step(desk, *step, *direction, true),
            Self::Mark(direction) => marks::step(desk, *direction),
            Self::Outward => marks::outward(desk),
            Self::MoveEnd(direction) => edges::end(desk, *direction),
            Self::MoveStart(direction) => edges::start(desk, *direction),
            Self::AddFragment => edges::add_fragment(desk),
            Self::RemoveFragment => edges::remove_fragment(desk),
            Self::Edit => ask(desk, Field::First),
            Self::Link => links::link(desk),
            Self::Speaker => links::speaker(desk),
            Self::Note => ask(desk, Field::Note),
            Self::Date => ask(desk, Field::Date),
            Self::AcceptQuoting => tag::accept_quoting(desk),
            Self::Everywhere => tag::everywhere(desk),
            Self::Boilerplate => boilerplate(desk),
            Self::Remove => marks::remove(desk),
            Self::Article(direction) => article_step(desk, *direction),
            Self::ToggleDone => toggle_done(desk),
            Self::Search => desk.overlay.set(Some(Overlay::Search)),
            Self::Undo => {
                let size = desk.peek_history(History::undo_size);
                bulk::run(desk, size, "Undoing", move || desk.undo());
            }
            Self::Redo => {
                let size = desk.peek_history(History::redo_size);
                bulk::run(desk, size, "Doing again", move || desk.redo());
            }
            Self::Commands => desk.overlay.set(Some(Overlay::Commands)),
            Self::Keys => desk.overlay.set(Some(Overlay::Keys)),
            Self::Clear => clear(desk),
            Self::Rename(name) => rename(desk, name),
            Self::AddArticles => desk.overlay.set(Some(Overlay::AddArticles)),
            Self::Details => {
                if let Some(id) = desk.document.get_untracked() {
                    desk.overlay.set(Some(Overlay::Details(id)));
                }
            }
            Self::Revise => {
                if let Some(id) = desk.document.get_untracked() {
                    desk.overlay.set(Some(Overlay::Revise(id)));
                }
            }
            Self::Place => match desk.peek(|state| edit::placements(state).is_empty()) {
                true => desk.announce("Every mark has its place."),
                false => desk.overlay.set(Some(Overlay::Places)),
            },
            Self::Settle => match desk.peek(|state| edit::conflicts(state).is_empty()) {
                true => desk.announce("Nothing is to be settled."),
                false => desk.overlay.set(Some(Overlay::Conflicts)),
            },
            Self::Export => desk.overlay.set(Some(Overlay::Export)),
            Self::Download => spawn_local(transfer::download_project(desk)),
            Self::Import => transfer::choose(desk),
            Self::Projects => desk.overlay.set(Some(Overlay::Projects)),
            Self::NewProject => projects::begin(desk),
            Self::Backups => desk.overlay.set(Some(Overlay::Backups)),
            Self::KeepInFile => projects::keep_in_file(desk),
            Self::FileAgain => projects::file_again(),
            Self::LetFileGo => projects::let_file_go(desk),
            Self::EditHere => storage::edit_here(desk),
            Self::Theme => theme::next(desk),
            Self::Renew => offline::renew(desk),
        }
    }
}

fn ask(desk: Desk, field: Field) {
    let label = desk.selected.with_untracked(|id| {
        desk.peek(|state| Some(state.annotation(id.as_ref()?)?.label.clone()))
    });
    if let Some(label) = label {
        let has_date = |state: &State| {
            let mut attributes = state.schema().attributes(&label);
            attributes.any(|attribute| attribute.kind == AttributeKind::Date)
        };
        if field == Field::Date && !desk.peek(has_date) {
            desk.announce("This label has no date.");
            return;
        }
        Drawer::Inspector.open(desk);
        desk.listing.set(false);
        // Set twice so that asking again for the field that was asked for last is seen.
        desk.field.set(None);
        desk.field.set(Some(field));
    } else {
        desk.announce("Select a mark first.");
    }
}

fn rename(desk: Desk, name: &str) {
    let renamed = desk.peek(|state| {
        let mut header = state.header().clone();
        name.clone_into(&mut header.name);
        edit::set_header(state, header)
    });
    desk.commit(renamed);
}

fn clear(desk: Desk) {
    if desk.overlay.with_untracked(Option::is_some) {
        desk.overlay.set(None);
    } else if desk.drawer.with_untracked(Option::is_some) {
        desk.drawer.set(None);
    } else if desk
        .cursor
        .get_untracked()
        .is_some_and(|cursor| !cursor.is_empty())
    {
        let head = desk.cursor.get_untracked().map(|cursor| cursor.head);
        desk.cursor.set(head.map(crate::desk::Cursor::at));
    } else {
        desk.selected.set(None);
    }
}

fn boilerplate(desk: Desk) {
    let Some(range) = desk
        .peek_document(|state, document| {
            let cursor = desk.cursor.get_untracked().map(crate::desk::Cursor::range);
            let selected = desk
                .selected
                .with_untracked(|id| Some(state.annotation(id.as_ref()?)?.extent()));
            let range = cursor.or(selected)?;
            // Whole lines: chrome comes in lines, and a line is easy to see as grey.
            let blocks = document.text().blocks();
            let touched = blocks.touched(range);
            let lines = blocks.as_slice().get(touched)?;
            Some(lines.first()?.start..lines.last()?.end)
        })
        .flatten()
    else {
        desk.announce("Put the cursor on a line first.");
        return;
    };
    let done = desk.document.with_untracked(|id| {
        let id = id.as_ref()?;
        desk.peek(|state| edit::toggle_boilerplate(state, id, range))
    });
    desk.commit(done);
}

fn article_step(desk: Desk, direction: Direction) {
    let next = desk.document.with_untracked(|id| {
        desk.peek(|state| {
            let place = state.document_place(id.as_ref()?)?;
            let next = match direction {
                Direction::Forward => place + 1,
                Direction::Back => place.checked_sub(1)?,
            };
            Some(state.documents().get(next)?.meta().id.clone())
        })
    });
    match next {
        Some(id) => {
            desk.show(&id);
            article::focus();
        }
        None => desk.announce("There is no further article."),
    }
}

fn toggle_done(desk: Desk) {
    let done = desk
        .peek_document(|state, document| {
            let mut meta = document.meta().clone();
            let (status, name) = match meta.status {
                Status::Done => (Status::InProgress, "reopen article"),
                _ => (Status::Done, "finish article"),
            };
            meta.status = status;
            edit::set_meta(state, meta, name)
        })
        .flatten();
    desk.commit(done);
}
