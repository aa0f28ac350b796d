//! Commands on the project as a whole.

use crate::desk::Desk;
use crate::storage::{disk_file, projects, upkeep};
use crate::transfer;
use leptos::task::spawn_local;
use postil_core::edit;

/// Begins an empty project, and opens it.
pub fn begin(desk: Desk) {
    spawn_local(async move {
        match projects::make_empty(desk).await {
            Ok(id) => projects::show(&id).await,
            Err(reason) => desk.announce(format!("No project was made: {reason}.")),
        }
    });
}

/// Lets a person choose a file that the project is kept in; where the browser can write none, it is
/// downloaded.
pub fn keep_in_file(desk: Desk) {
    if !disk_file::can() {
        return spawn_local(async move {
            transfer::download_project(desk).await;
            desk.announce(
                "This browser lets no page write a file: the project was downloaded instead.",
            );
        });
    }
    if let Some(upkeep) = upkeep::here() {
        spawn_local(async move { upkeep.choose_file().await });
    }
}

/// Asks the browser again whether the file may be written.
pub fn file_again() {
    if let Some(upkeep) = upkeep::here() {
        spawn_local(async move { upkeep.resume_file().await });
    }
}

/// Writes to the file no more; it stays as it is.
pub fn let_file_go(desk: Desk) {
    if let Some(upkeep) = upkeep::here() {
        spawn_local(async move {
            upkeep.forget_file().await;
            desk.announce("The project is kept in this browser alone now.");
        });
    }
}

/// Calls the project by another name.
pub fn rename(desk: Desk, name: &str) {
    let renamed = desk.peek(|state| {
        let mut header = state.header().clone();
        name.clone_into(&mut header.name);
        edit::set_header(state, header)
    });
    desk.commit(renamed);
}
