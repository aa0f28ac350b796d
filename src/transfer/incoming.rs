//! Files that come in: chosen, dropped on the page or pasted.

use super::error::ImportError;
use super::gather::{Gathered, Named};
use super::read_in_worker::Outcome;
use super::{gather, import, paste, read_in_worker};
use crate::desk::Desk;
use crate::desk::overlay::Overlay;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{ClipboardEvent, DataTransfer, DragEvent, HtmlInputElement};
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::format::File;
use std::future::{Future, ready};
use std::pin::Pin;
use wasm_bindgen::JsCast;

/// Larger files are refused before they are read: 64 MB.
const LARGEST: u64 = 64_000_000;

/// Lets a person choose files to import.
pub fn choose(desk: Desk) {
    ask(desk, |input| input.set_multiple(true));
}

/// Lets a person choose a folder, of which all files are imported.
pub fn choose_folder(desk: Desk) {
    ask(desk, |input| input.set_webkitdirectory(true));
}

fn ask(desk: Desk, how: fn(&HtmlInputElement)) {
    let Ok(input) = document().create_element("input") else {
        return;
    };
    let input: HtmlInputElement = input.unchecked_into();
    input.set_type("file");
    how(&input);
    let asked = input.clone();
    EventListener::once(&input, "change", move |_| {
        take(desk, ready(gather::chosen(asked.files())));
    })
    .forget();
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
            take(desk, gather::dropped(&data));
        }
    })
    .forget();
    EventListener::new_with_options(&page, "paste", options, move |event| {
        if let Some(data) = event.unchecked_ref::<ClipboardEvent>().clipboard_data()
            && !event.default_prevented()
        {
            // What is copied in a word processor comes as text, and as a picture of it as well.
            if has_files(&data) && !paste::has_text(&data) {
                event.prevent_default();
                take(desk, ready(gather::chosen(data.files())));
            } else if paste::propose(desk, &data) {
                event.prevent_default();
            }
        }
    })
    .forget();
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().includes(&"Files".into(), 0)
}

/// Reads files and imports them, and tells how it went.
fn take(desk: Desk, gathered: impl Future<Output = Gathered> + 'static) {
    let gathered: Pin<Box<dyn Future<Output = Gathered>>> = Box::pin(gathered);
    spawn_local(async move {
        let Gathered { files, mut found } = gathered.await;
        let mut fit = Vec::new();
        for named in files {
            match check_size(named.file.size()) {
                Ok(()) => fit.push(named),
                Err(error) => found.push(Diagnostic::error(named.name, error.to_string())),
            }
        }
        if fit.is_empty() {
            return tell(desk, &found);
        }
        let size: u64 = fit.iter().map(|named| named.file.size()).sum();
        let aside = match size > read_in_worker::LARGE {
            true => read_in_worker::read(desk, &fit).await,
            false => Outcome::NoWorker,
        };
        found.extend(match aside {
            Outcome::Read(arrived) => import::offer(desk, arrived).await,
            Outcome::NoWorker => read_here(desk, &fit).await,
            Outcome::Cancelled => {
                desk.announce(import::CANCELLED);
                Vec::new()
            }
        });
        tell(desk, &found);
    });
}

/// Reads files on the page's own thread, which does not answer meanwhile.
async fn read_here(desk: Desk, files: &[Named]) -> Vec<Diagnostic> {
    let (mut read, mut found) = (Vec::new(), Vec::new());
    for Named { name, file } in files {
        desk.announce(format!("Reading {name}…"));
        match gloo::file::futures::read_as_bytes(file).await {
            Ok(bytes) => read.push(File {
                name: name.clone(),
                mime: "",
                bytes,
            }),
            Err(error) => found.push(Diagnostic::error(name, error.to_string())),
        }
    }
    found.extend(import::propose(desk, read).await);
    found
}

/// Whether so many bytes can be taken in.
///
/// # Errors
/// When they are too many.
pub fn check_size(bytes: u64) -> Result<(), ImportError> {
    if bytes > LARGEST {
        let most = LARGEST;
        return Err(ImportError::TooLarge { bytes, most });
    }
    Ok(())
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
    desk.open(problems);
}
