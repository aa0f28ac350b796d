//! Receives files: chosen, dropped on the page, or pasted.

use super::error::ImportError;
use super::gather::{Gathered, Named};
use super::read_in_worker::Outcome;
use super::recognize::{Arrived, Chosen};
use super::{gather, import, paste, read_in_worker};
use crate::desk::Desk;
use crate::desk::overlay::Overlay;
use crate::ui::sentence::{t, tf};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event, HtmlInputElement};
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::format::File;
use std::cell::RefCell;
use std::future::{Future, ready};
use std::pin::Pin;
use wasm_bindgen::JsCast;

/// Larger files are refused before they are read.
const LARGEST_FILE_BYTES: u64 = 64_000_000;

/// Asks for files, and imports them.
pub fn choose(desk: Desk) {
    pick(desk, |input| input.set_multiple(true));
}

/// Asks for a folder, and imports all files in it.
pub fn choose_folder(desk: Desk) {
    pick(desk, |input| input.set_webkitdirectory(true));
}

fn pick(desk: Desk, how: fn(&HtmlInputElement)) {
    let Ok(input) = document().create_element("input") else {
        return;
    };
    let input: HtmlInputElement = input.unchecked_into();
    input.set_type("file");
    how(&input);
    let asked = input.clone();
    EventListener::once(&input, "change", move |_| {
        import_files(desk, ready(gather::chosen(asked.files())));
    })
    .forget();
    input.click();
}

/// Imports files that are dropped on the page or pasted into it, for as long as the page lives.
pub fn listen(desk: Desk) {
    let page = document();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&page, "dragover", options, move |event| {
        let Some(data) = event.unchecked_ref::<DragEvent>().data_transfer() else {
            return;
        };
        // Otherwise the browser would open the file, or what a link leads to, in place of the page.
        if has_files(&data) {
            event.prevent_default();
            let takes = desk
                .overlay
                .with_untracked(|open| takes_files(open.as_ref()));
            let is_revised = desk
                .overlay
                .with_untracked(|open| matches!(open, Some(Overlay::Revise(_))));
            data.set_drop_effect(if takes || is_revised { "copy" } else { "none" });
        } else if !is_over_field(event) {
            event.prevent_default();
            data.set_drop_effect("none");
        }
    })
    .forget();
    EventListener::new_with_options(&page, "drop", options, move |event| {
        let data = event.unchecked_ref::<DragEvent>().data_transfer();
        let Some(data) = data.filter(|_| !event.default_prevented()) else {
            return;
        };
        if has_files(&data) {
            event.prevent_default();
            if desk
                .overlay
                .with_untracked(|open| takes_files(open.as_ref()))
            {
                import_files(desk, gather::dropped(&data));
            } else {
                desk.announce(t!(
                    "Close the dialog first: files go to the page behind it."
                ));
            }
        } else if !is_over_field(event) {
            event.prevent_default();
        }
    })
    .forget();
    EventListener::new_with_options(&page, "paste", options, move |event| {
        if let Some(data) = event.unchecked_ref::<ClipboardEvent>().clipboard_data()
            && !event.default_prevented()
        {
            // A word processor copies a text as text and as a picture.
            if has_files(&data) && !paste::has_text(&data) {
                event.prevent_default();
                import_files(desk, ready(gather::chosen(data.files())));
            } else if paste::propose(desk, &data) {
                event.prevent_default();
            }
        }
    })
    .forget();
}

/// Whether files that are dropped are imported while this is open. A dialog that holds work keeps it.
fn takes_files(open: Option<&Overlay>) -> bool {
    !matches!(
        open,
        Some(
            Overlay::Codebook
                | Overlay::Conflicts
                | Overlay::Details(_)
                | Overlay::Link(..)
                | Overlay::Places
                | Overlay::Revise(_)
                | Overlay::Rewordings
                | Overlay::Search(_)
                | Overlay::Working(_)
        )
    )
}

/// Whether the event is over a field, which takes text that is dropped on it.
fn is_over_field(event: &Event) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest("input, textarea"), Ok(Some(_))))
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().includes(&"Files".into(), 0)
}

/// Reads files, imports them, and reports problems.
fn import_files(desk: Desk, gathered: impl Future<Output = Gathered> + 'static) {
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
        LAST.with_borrow_mut(|last| {
            *last = Handed {
                files: fit.clone(),
                chosen: Chosen::default(),
            }
        });
        take_in(desk, fit, Chosen::default(), found).await;
    });
}

/// Whether a small file of this name is read at once, and the page may do it itself. An archive becomes
/// large, and what breaks while it reads a PDF should be a worker and not the page.
fn is_soon_read(name: &str) -> bool {
    const SOON: [&str; 10] = [
        "txt", "text", "md", "html", "htm", "json", "jsonl", "ndjson", "csv", "tsv",
    ];
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_lowercase());
    extension.is_none_or(|extension| SOON.contains(&extension.as_str()))
}

/// Reads the files that were handed over last once more, one of them in another way.
pub fn read_again(desk: Desk, choose: impl FnOnce(&mut Chosen)) {
    let (files, chosen) = LAST.with_borrow_mut(|last| {
        choose(&mut last.chosen);
        (last.files.clone(), last.chosen.clone())
    });
    spawn_local(async move { take_in(desk, files, chosen, Vec::new()).await });
}

thread_local! {
    static LAST: RefCell<Handed> = RefCell::default();
}

/// Files that were handed over.
#[derive(Default)]
struct Handed {
    files: Vec<Named>,
    /// What a person chose for some.
    chosen: Chosen,
}

async fn take_in(desk: Desk, files: Vec<Named>, chosen: Chosen, found: Vec<Diagnostic>) {
    if files.is_empty() {
        return report(desk, &found);
    }
    let size: u64 = files.iter().map(|named| named.file.size()).sum();
    let is_apart = files.iter().any(|named| !is_soon_read(&named.name));
    let outcome = if size > read_in_worker::MIN_BYTES || is_apart {
        read_in_worker::read(desk, &files, &chosen).await
    } else {
        Outcome::NoWorker
    };
    let arrived = match outcome {
        Outcome::Read(arrived) => Ok(arrived),
        Outcome::NoWorker => read_here(desk, &files, chosen).await,
        Outcome::Cancelled => return desk.announce(import::CANCELLED),
    };
    let left = match arrived {
        Ok(mut arrived) => {
            // What could not even be read is told with the rest.
            arrived.problems.splice(0..0, found);
            import::offer(desk, arrived).await
        }
        Err(problems) => [found, problems].concat(),
    };
    report(desk, &left);
}

/// Reads files on the page's own thread, which blocks the page.
async fn read_here(
    desk: Desk,
    files: &[Named],
    chosen: Chosen,
) -> Result<Arrived, Vec<Diagnostic>> {
    let (mut read, mut found) = (Vec::new(), Vec::new());
    for Named { name, file } in files {
        desk.announce(tf!("Reading {name}…"));
        match gloo::file::futures::read_as_bytes(file).await {
            Ok(bytes) => read.push(File {
                name: name.clone(),
                mime: "",
                bytes,
            }),
            Err(error) => found.push(Diagnostic::error(name, error.to_string())),
        }
    }
    let mut arrived = import::read(read, chosen).await?;
    arrived.problems.splice(0..0, found);
    Ok(arrived)
}

/// Checks that a file of this many bytes may be read.
///
/// # Errors
/// When it is too large.
pub fn check_size(bytes: u64) -> Result<(), ImportError> {
    if bytes > LARGEST_FILE_BYTES {
        let most = LARGEST_FILE_BYTES;
        return Err(ImportError::TooLarge { bytes, most });
    }
    Ok(())
}

/// Shows what there is to report about files, if anything.
pub fn report(desk: Desk, found: &[Diagnostic]) {
    if found.is_empty() {
        return;
    }
    let refused = found.iter().any(|found| found.severity == Severity::Error);
    let heading = if refused {
        t!("Not everything could be read")
    } else {
        t!("Imported, with remarks")
    };
    desk.announce(heading);
    let problems = Overlay::Problems(heading.to_owned(), found.to_vec());
    desk.open(problems);
}
