//! Files that go out.

use crate::desk::Desk;
use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use leptos::prelude::document;
use leptos::web_sys::HtmlAnchorElement;
use postil_core::format::{self, File, Format, Written};
use postil_core::model::DocumentId;
use wasm_bindgen::JsCast;

/// How long a browser may take to begin a download, in milliseconds.
const PATIENCE: u32 = 60_000;

/// Writes the project, or one document of it, in a format.
pub fn write(desk: Desk, format: Format, only: Option<&DocumentId>) -> Written {
    let project = desk.peek(|state| match only {
        None => state.to_project(),
        Some(id) => {
            let mut project = state.to_project_of(id);
            // Not to be taken for the whole, neither by its file's name nor by its own.
            project.header.name = format!("{}, {id}", project.header.name);
            project
        }
    });
    format::write(format, &project)
}

/// Hands a file to the browser's downloads.
pub fn download(file: &File) {
    let blob = Blob::new_with_options(file.bytes.as_slice(), Some(file.mime));
    let url = ObjectUrl::from(blob);
    let Ok(link) = document().create_element("a") else {
        return;
    };
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(&url);
    link.set_download(&file.name);
    link.click();
    // The address must hold until the download has begun, of which a page is not told.
    Timeout::new(PATIENCE, move || drop(url)).forget();
}
