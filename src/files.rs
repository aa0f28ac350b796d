//! Files that come in and go out: chosen, dropped on the page or pasted, and downloaded.

mod decode;
mod export;
mod import;
mod texts;

pub use export::{download, write};
pub use import::{Incoming, import};
pub use texts::{NewText, documents};

use crate::desk::Desk;
use crate::overlay::Overlay;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{ClipboardEvent, DataTransfer, DragEvent, FileList, HtmlInputElement};
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::format::Format;
use postil_core::model::DocumentId;
use wasm_bindgen::JsCast;

/// Larger files are refused before they are read: 50 MB.
const LARGEST: u64 = 50_000_000;

/// Lets a person choose files to import.
pub fn choose(desk: Desk) {
    let Ok(input) = document().create_element("input") else {
        return;
    };
    let input: HtmlInputElement = input.unchecked_into();
    input.set_type("file");
    input.set_multiple(true);
    input.set_accept(".json,.txt,application/json,text/plain");
    let chosen = input.clone();
    EventListener::once(&input, "change", move |_| take(desk, chosen.files())).forget();
    input.click();
}

/// Takes files that are dropped on the page or pasted into it, for as long as the page lives.
pub fn listen(desk: Desk) {
    let page = document();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&page, "dragover", options, |event| {
        if let Some(data) = event.unchecked_ref::<DragEvent>().data_transfer()
            && has_files(&data)
        {
            // Else the browser would open the file in place of the page.
            event.prevent_default();
            data.set_drop_effect("copy");
        }
    })
    .forget();
    EventListener::new_with_options(&page, "drop", options, move |event| {
        if let Some(data) = event.unchecked_ref::<DragEvent>().data_transfer()
            && has_files(&data)
            && !event.default_prevented()
        {
            event.prevent_default();
            take(desk, data.files());
        }
    })
    .forget();
    EventListener::new_with_options(&page, "paste", options, move |event| {
        // What is copied in a word processor comes as text, and as a picture of it as well.
        if let Some(data) = event.unchecked_ref::<ClipboardEvent>().clipboard_data()
            && has_files(&data)
            && !data.types().includes(&"text/plain".into(), 0)
            && !event.default_prevented()
        {
            event.prevent_default();
            take(desk, data.files());
        }
    })
    .forget();
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().includes(&"Files".into(), 0)
}

/// Reads files and imports them, and tells how it went.
fn take(desk: Desk, list: Option<FileList>) {
    let Some(list) = list.filter(|list| list.length() > 0) else {
        return;
    };
    let files = gloo::file::FileList::from(list);
    spawn_local(async move {
        let (mut read, mut found) = (Vec::new(), Vec::new());
        for file in files.iter() {
            desk.announce(format!("Reading {}…", file.name()));
            match read_file(file).await {
                Ok(bytes) => read.push(Incoming {
                    name: file.name(),
                    bytes,
                }),
                Err(message) => found.push(Diagnostic::error(file.name(), message)),
            }
        }
        found.extend(import(desk, read));
        tell(desk, &found);
    });
}

async fn read_file(file: &gloo::file::File) -> Result<Vec<u8>, String> {
    if file.size() > LARGEST {
        let size = file.size() / 1_000_000;
        return Err(format!("it has {size} MB; up to 50 MB can be opened"));
    }
    gloo::file::futures::read_as_bytes(file)
        .await
        .map_err(|error| error.to_string())
}

/// Shows what is to be said about files, if anything is.
pub fn tell(desk: Desk, found: &[Diagnostic]) {
    if found.is_empty() {
        return;
    }
    let refused = found.iter().any(|found| found.severity == Severity::Error);
    let heading = match refused {
        true => "Not everything could be read",
        false => "Imported, with remarks",
    };
    let lines = found.iter().map(ToString::to_string).collect();
    desk.announce(heading);
    let problems = Overlay::Problems(heading.to_owned(), lines);
    desk.overlay.set(Some(problems));
}

/// Downloads the project, or one document of it, as `NAME.postil.json`.
pub fn download_project(desk: Desk, only: Option<&DocumentId>) {
    for file in write(desk, Format::Postil, only).files {
        export::download(&file);
        desk.announce(format!("Exported {}.", file.name));
    }
}
