//! The program in the worker. It reads the files that the page sends and answers with what is in them,
//! or it writes a project in the format of another tool.

use super::read_in_worker::{COLUMN, ENCODING};
use super::recognize::{Arrived, Chosen};
use super::worker::ASKED;
use super::{import, wire, write_in_worker};
use crate::browser::reflect;
use gloo::file::futures::read_as_bytes;
use js_sys::{Array, Promise, Uint8Array};
use leptos::web_sys::File as WebFile;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use postil_core::text::sha256;
use postil_formats::progress::{self, Step};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How many bytes are read between two reports of progress.
const REPORT_INTERVAL_BYTES: usize = 1 << 18;

/// Performs the request of the page, and answers.
pub fn serve() {
    spawn_local(async {
        let asked = reflect::get(&js_sys::global(), ASKED);
        let asked = JsFuture::from(Promise::resolve(&asked)).await;
        let asked: Array = asked.unwrap_or_default().unchecked_into();
        match asked.get(0).as_string() {
            Some(request) => {
                let answer =
                    write_in_worker::answer(&request, &asked.get(1).unchecked_into()).await;
                post(&answer);
            }
            None => read(asked).await,
        }
    });
}

/// Reads files, given as `[name, file]`, with what was chosen for some, given as `[name, null, kind, value]`.
/// Answers with what is in them.
async fn read(asked: Array) {
    let (files, mut chosen) = (Array::new(), Chosen::default());
    for one in asked {
        let one: Array = one.unchecked_into();
        let text = |at| one.get(at).as_string();
        match (text(0), text(2).as_deref(), text(3)) {
            (Some(name), Some(ENCODING), Some(label)) => {
                chosen.encodings.insert(name, label);
            }
            (Some(name), Some(COLUMN), Some(columns)) => {
                chosen.columns.insert(name, columns);
            }
            _ => {
                files.push(&one);
            }
        }
    }
    let mut arrived = match read_bytes(files).await {
        Ok(files) => {
            report_progress(files.iter().map(|file| file.bytes.len()).sum());
            let read = import::read(files, chosen).await;
            read.unwrap_or_else(|problems| Arrived {
                problems,
                ..Arrived::default()
            })
        }
        Err(problem) => Arrived {
            problems: vec![problem],
            ..Arrived::default()
        },
    };
    // Hash texts here, so that the page need not.
    let documents = arrived.projects.iter_mut();
    for document in documents.flat_map(|found| &mut found.project.documents) {
        if document.sha256.is_empty() {
            document.sha256 = sha256(&document.text);
        }
    }
    wire::send(arrived, &|bytes| {
        let bytes = Uint8Array::from(bytes.as_slice());
        let moved = Array::of1(&bytes.buffer());
        post(&Array::of2(&bytes, &moved));
    });
}

async fn read_bytes(handed: Array) -> Result<Vec<File>, Diagnostic> {
    let mut files = Vec::new();
    for pair in handed {
        let pair: Array = pair.unchecked_into();
        let name = pair.get(0).as_string().unwrap_or_default();
        let file: WebFile = pair.get(1).unchecked_into();
        match read_as_bytes(&file.into()).await {
            Ok(bytes) => files.push(File {
                name,
                mime: "",
                bytes,
            }),
            Err(error) => return Err(Diagnostic::error(name, error.to_string())),
        }
    }
    Ok(files)
}

/// Reports to the page how many bytes were read, and how many there are.
fn report_progress(bytes: usize) {
    let (mut read, mut all, mut reported) = (0, bytes, 0);
    // The page knows from it that this worker runs: if it ends now, the files are to blame.
    post_progress(0, all);
    progress::watch(move |step| {
        match step {
            Step::Read(bytes) => read += bytes,
            Step::More(bytes) => all += bytes,
        }
        if read >= reported + REPORT_INTERVAL_BYTES {
            reported = read;
            post_progress(read.min(all), all);
        }
    });
}

fn post_progress(read: usize, all: usize) {
    let pair = [read, all].map(|bytes| JsValue::from_f64(bytes as f64));
    post(&Array::of1(&Array::of2(&pair[0], &pair[1])));
}

/// Posts to the page. This cannot fail; a page that is gone hears nothing.
fn post(arguments: &Array) {
    let _ = reflect::call(&js_sys::global(), "postMessage", arguments);
}
