//! Reading large files aside: in a worker, so that the page goes on answering.

use super::error::ImportError;
use super::gather::Named;
use super::progress;
use super::recognize::Arrived;
use super::wire::Gathered;
use super::worker::Worker;
use crate::desk::Desk;
use crate::desk::work::{Stage, Work};
use crate::ui::schedule;
use js_sys::{Array, Uint8Array};
use leptos::web_sys;
use postil_core::diagnostic::Diagnostic;
use wasm_bindgen::prelude::*;

/// Files that are larger together are read aside. Smaller ones are read by the page sooner than a
/// worker has started.
pub const LARGE: u64 = 256 << 10;

/// How it ended.
pub enum Outcome {
    /// With what is in the files.
    Read(Arrived),
    /// It was cancelled: nothing is left of it.
    Cancelled,
    /// There is no worker to be had: the page was opened as a file, or the browser has none.
    NoWorker,
}

/// Reads files in a worker, and shows how far it has got unless it is quick. The page takes in what
/// comes a few milliseconds a frame.
pub async fn read(desk: Desk, files: &[Named]) -> Outcome {
    let asked: Array = files
        .iter()
        .map(|Named { name, file }| {
            let it: &web_sys::File = file.as_ref();
            Array::of2(&name.into(), it)
        })
        .collect();
    let Some(reader) = Worker::start(&asked, &Array::new()) else {
        return Outcome::NoWorker;
    };
    let work = Work::new();
    let mut gathered = Gathered::default();
    let mut told = Told::default();
    let outcome = loop {
        if work.is_cancelled() {
            break Outcome::Cancelled;
        }
        match told.listen(&reader, &mut gathered) {
            Ok(Some(arrived)) => break Outcome::Read(arrived),
            Ok(None) => {}
            Err(_) if !told.anything => break Outcome::NoWorker,
            Err(error) => {
                let names = files.iter().map(|named| named.name.clone());
                let problems = names.map(|name| Diagnostic::error(name, error.to_string()));
                break Outcome::Read(Arrived {
                    problems: problems.collect(),
                    ..Arrived::default()
                });
            }
        }
        let (stage, part, detail) = told.progress(&gathered);
        progress::tell(desk, work, stage, part, detail);
        schedule::breathe().await;
    };
    progress::end(desk, work);
    outcome
}

/// What the worker has told.
#[derive(Default)]
struct Told {
    /// Whether it has told anything at all, so that it has started.
    anything: bool,
    /// Bytes read, and to be read.
    bytes: (f64, f64),
}

impl Told {
    /// Takes in what has come, for a few milliseconds at most; all of it if the last has come.
    fn listen(
        &mut self,
        reader: &Worker,
        to: &mut Gathered,
    ) -> Result<Option<Arrived>, ImportError> {
        let pause = schedule::slice();
        while !pause.is_due() {
            let Some(message) = reader.take()? else {
                return Ok(None);
            };
            self.anything = true;
            match message.dyn_into::<Uint8Array>() {
                Ok(bytes) => {
                    let whole = to.take(&bytes.to_vec())?;
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

    fn progress(&self, gathered: &Gathered) -> (Stage, Option<f64>, String) {
        let (read, all) = self.bytes;
        let mega = |bytes: f64| format!("{:.1}", bytes / 1e6);
        match gathered.part() {
            Some(part) => (Stage::Taking, Some(part), format!("{:.0} %", part * 100.0)),
            None if all == 0.0 => (Stage::Reading, None, String::new()),
            None if read < all => {
                let detail = format!("{} of {} MB", mega(read), mega(all));
                (Stage::Reading, Some(read / all), detail)
            }
            None => (Stage::Checking, None, format!("{} MB", mega(all))),
        }
    }
}
