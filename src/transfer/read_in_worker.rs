//! Reads large files in a worker, so that the page stays responsive.

use super::error::ImportError;
use super::gather::Named;
use super::progress;
use super::recognize::{Arrived, Chosen};
use super::wire::Assembly;
use super::worker::Worker;
use crate::desk::Desk;
use crate::desk::work::{Stage, Work};
use crate::ui::schedule;
use crate::ui::sentence::tf;
use js_sys::{Array, Uint8Array};
use leptos::web_sys;
use postil_core::diagnostic::Diagnostic;
use wasm_bindgen::prelude::*;

/// The least total size of files that are read in a worker. The page reads smaller ones before a worker
/// has started.
pub const MIN_BYTES: u64 = 256 << 10;

/// What a person chose for a file: its encoding, or its column of tags.
pub const ENCODING: &str = "encoding";
pub const COLUMN: &str = "column";

/// How reading ended.
pub enum Outcome {
    /// The files were read; this was found in them.
    Read(Arrived),
    /// A person cancelled it; nothing is left of it.
    Cancelled,
    /// There is no worker: the page was opened as a file, or the browser has none.
    NoWorker,
}

/// Reads files in a worker, and shows the progress unless it is quick. The page receives the answer a
/// few milliseconds a frame.
pub async fn read(desk: Desk, files: &[Named], chosen: &Chosen) -> Outcome {
    let asked: Array = files
        .iter()
        .map(|Named { name, file }| {
            let it: &web_sys::File = file.as_ref();
            Array::of2(&name.into(), it)
        })
        .chain(choices(chosen))
        .collect();
    let Some(worker) = Worker::start(&asked, &Array::new()) else {
        return Outcome::NoWorker;
    };
    let work = Work::new();
    let mut assembly = Assembly::default();
    let mut state = ReadState::default();
    let outcome = loop {
        if work.is_cancelled() {
            break Outcome::Cancelled;
        }
        match state.receive(&worker, &mut assembly) {
            Ok(Some(arrived)) => break Outcome::Read(arrived),
            Ok(None) => {}
            Err(_) if !state.has_started => break Outcome::NoWorker,
            Err(error) => {
                let names = files.iter().map(|named| named.name.clone());
                let problems = names.map(|name| Diagnostic::error(name, error.to_string()));
                break Outcome::Read(Arrived {
                    problems: problems.collect(),
                    ..Arrived::default()
                });
            }
        }
        let (stage, part, detail) = state.progress(&assembly);
        progress::show(desk, work, stage, part, detail);
        schedule::breathe().await;
    };
    progress::end(desk, work);
    outcome
}

/// What a person chose, each as `[file, null, kind, value]`; some of these files are in archives.
fn choices(chosen: &Chosen) -> impl Iterator<Item = Array> {
    let encodings = chosen.encodings.iter().map(|pair| (ENCODING, pair));
    let columns = chosen.columns.iter().map(|pair| (COLUMN, pair));
    encodings.chain(columns).map(|(kind, (file, value))| {
        Array::of4(&file.into(), &JsValue::NULL, &kind.into(), &value.into())
    })
}

/// The state of reading, as the worker reports it.
#[derive(Default)]
struct ReadState {
    /// Whether the worker has sent anything, and so has started.
    has_started: bool,
    /// Bytes read so far, and in total.
    bytes: (f64, f64),
}

impl ReadState {
    /// Receives messages for a few milliseconds at most. Returns everything after the last message.
    fn receive(
        &mut self,
        worker: &Worker,
        assembly: &mut Assembly,
    ) -> Result<Option<Arrived>, ImportError> {
        let pause = schedule::slice();
        while !pause.is_due() {
            let Some(message) = worker.receive()? else {
                return Ok(None);
            };
            self.has_started = true;
            match message.dyn_into::<Uint8Array>() {
                Ok(bytes) => {
                    let whole = assembly.add(&bytes.to_vec())?;
                    if whole.is_some() {
                        return Ok(whole);
                    }
                }
                Err(pair) => {
                    let pair: Array = pair.unchecked_into();
                    let number = |at| pair.get(at).as_f64().unwrap_or_default();
                    self.bytes = (number(0), number(1));
                }
            }
        }
        Ok(None)
    }

    fn progress(&self, assembly: &Assembly) -> (Stage, Option<f64>, String) {
        let (read, all) = self.bytes;
        let mega = |bytes: f64| format!("{:.1}", bytes / 1e6);
        match assembly.part() {
            Some(part) => (Stage::Taking, Some(part), tf!("{:.0} %", part * 100.0)),
            None if all == 0.0 => (Stage::Reading, None, String::new()),
            None if read < all => {
                let detail = tf!("{} of {} MB", mega(read), mega(all));
                (Stage::Reading, Some(read / all), detail)
            }
            None => (Stage::Checking, None, tf!("{} MB", mega(all))),
        }
    }
}
