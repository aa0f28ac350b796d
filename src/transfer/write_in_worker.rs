//! Writes a large project in the format of another tool in a worker, so that the page stays responsive.

use super::error::ExportError;
use super::formats;
use super::ready::Ready;
use super::worker::Worker;
use crate::browser::download::Download;
use crate::desk::Desk;
use crate::desk::project_bytes::project_file;
use crate::ui::schedule;
use js_sys::{Array, Uint8Array};
use postil_core::format::{Written, postil};
use postil_core::json::{self, Json, record};
use postil_formats::Options;
use wasm_bindgen::prelude::*;

/// The request to the worker; the project file comes with it.
struct Request {
    /// The id of a format.
    format: String,
    options: Options,
}

record!(Request {
    format: required,
    options: required,
});

/// How writing ended.
pub enum Outcome {
    /// The file was written.
    Ready(Ready),
    /// The file is no longer wanted.
    Dropped,
    /// There is no worker: the page was opened as a file, or the browser has none.
    NoWorker,
}

/// Writes the project; stops once the file is no longer wanted.
///
/// # Errors
/// When the worker cannot write it.
pub async fn write(
    desk: Desk,
    format: &str,
    options: &Options,
    wanted: impl Fn() -> bool,
) -> Result<Outcome, ExportError> {
    let Some(file) = project_file(desk, |_| wanted()).await else {
        return Ok(Outcome::Dropped);
    };
    let request = Request {
        format: format.to_owned(),
        options: options.clone(),
    };
    let bytes = Uint8Array::from(file.bytes.as_slice());
    drop(file);
    let asked = Array::of2(&request.to_json().to_string().into(), &bytes);
    let Some(worker) = Worker::start(&asked, &Array::of1(&bytes.buffer())) else {
        return Ok(Outcome::NoWorker);
    };
    while wanted() {
        match worker.receive() {
            Ok(Some(answer)) => return parse(&answer).map(Outcome::Ready),
            Ok(None) => schedule::breathe().await,
            // It has not started: its first message is the answer.
            Err(_) => return Ok(Outcome::NoWorker),
        }
    }
    Ok(Outcome::Dropped)
}

fn parse(answer: &JsValue) -> Result<Ready, ExportError> {
    if let Some(reason) = answer.as_string() {
        return Err(ExportError::Worker(reason));
    }
    let answer: &Array = answer.unchecked_ref();
    let word = |at| answer.get(at).as_string().unwrap_or_default();
    let losses = json::from_slice(word(3).as_bytes())
        .map_err(|error| ExportError::Worker(error.to_string()))?;
    let bytes = answer.get(2).unchecked_into();
    let file = Download::of_array(word(0), &word(1), &bytes);
    Ok(Ready { file, losses })
}

/// The arguments with which the worker posts its answer: the name of the file, its media type, its bytes
/// and the losses, and then what to transfer; or the reason why there is no file.
pub async fn answer(request: &str, project: &Uint8Array) -> Array {
    match write_format(request, project).await {
        Ok(Written { mut files, losses }) => {
            let Some(file) = files.pop() else {
                return Array::of1(&ExportError::Nothing.to_string().into());
            };
            let bytes = Uint8Array::from(file.bytes.as_slice());
            let losses = losses.to_json().to_string();
            let answer = Array::of4(&file.name.into(), &file.mime.into(), &bytes, &losses.into());
            Array::of2(&answer, &Array::of1(&bytes.buffer()))
        }
        Err(error) => Array::of1(&error.to_string().into()),
    }
}

async fn write_format(request: &str, project: &Uint8Array) -> Result<Written, ExportError> {
    let request: Request = json::from_slice(request.as_bytes())
        .map_err(|error| ExportError::Worker(error.to_string()))?;
    let (project, _) = postil::read(&project.to_vec()).map_err(|problems| {
        let lines = problems.iter().map(ToString::to_string);
        ExportError::Worker(lines.collect::<Vec<_>>().join("\n"))
    })?;
    let formats = formats::fetch().await?;
    Ok((formats.write)(&request.format, &project, &request.options))
}
