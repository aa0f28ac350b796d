//! Commands on the project as a whole.

use crate::desk::Desk;
use crate::storage::{disk_file, projects, upkeep};
use crate::transfer;
use crate::ui::sentence::{t, tf};
use leptos::task::spawn_local;

/// Makes an empty project, and opens it.
pub fn begin(desk: Desk) {
    spawn_local(async move {
        match projects::make_empty(desk).await {
            Ok(id) => projects::show(&id).await,
            Err(reason) => desk.announce(tf!("Could not make a project: {reason}.")),
        }
    });
}

/// Asks the user for a file to keep the project in. If the browser cannot write files, downloads the
/// project.
pub fn keep_in_file(desk: Desk) {
    if !disk_file::can() {
        return spawn_local(async move {
            transfer::download_project(desk).await;
            desk.announce(t!(
                "This browser does not let pages write files: the project was downloaded instead."
            ));
        });
    }
    if let Some(upkeep) = upkeep::here() {
        spawn_local(async move { upkeep.choose_file().await });
    }
}

/// Asks the browser again for permission to write the file.
pub fn file_again() {
    if let Some(upkeep) = upkeep::here() {
        spawn_local(async move { upkeep.resume_file().await });
    }
}

/// Stops writing to the file, which stays as it is.
pub fn let_file_go(desk: Desk) {
    if let Some(upkeep) = upkeep::here() {
        spawn_local(async move {
            upkeep.forget_file().await;
            desk.announce(t!("The project is now kept only in this browser."));
        });
    }
}
