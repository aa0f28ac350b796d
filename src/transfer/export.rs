//! Files that go out.

use super::error::ExportError;
use super::listed::POSTIL;
use super::progress;
use super::ready::Ready;
use super::write_in_worker::Outcome;
use super::{formats, write_in_worker};
use crate::browser::download::Download;
use crate::desk::Desk;
use crate::desk::project_bytes::project_file;
use crate::desk::work::{Stage, Work};
use crate::storage::upkeep;
use postil_core::format::{Written, postil};
use postil_core::model::{DocumentId, Project};
use postil_formats::{FormatInfo, Options};

/// Writes the project, or one document of it, as a project file of Postil.
pub fn write(desk: Desk, only: Option<&DocumentId>) -> Written {
    postil::write(&project(desk, only))
}

/// Writes the project, or one document of it, in the format of another tool, as one file.
///
/// # Errors
/// When the formats cannot be fetched.
pub async fn write_as(
    desk: Desk,
    id: &str,
    only: Option<&DocumentId>,
    options: &Options,
) -> Result<Written, ExportError> {
    let formats = formats::fetch().await?;
    Ok((formats.write)(id, &project(desk, only), options))
}

fn project(desk: Desk, only: Option<&DocumentId>) -> Project {
    desk.peek(|state| match only {
        None => state.to_project(),
        Some(id) => {
            let mut project = state.to_project_of(id);
            // Not to be taken for the whole, neither by its file's name nor by its own.
            project.header.name = format!("{}, {id}", project.header.name);
            project
        }
    })
}

/// A project of more marks is written aside.
const MANY: usize = 5_000;
/// And one of more bytes, be they of texts, labels or notes.
const LONG: usize = 1_000_000;

fn is_large(desk: Desk) -> bool {
    desk.peek(|state| {
        let texts = state.documents().iter().map(|d| d.text().as_str().len());
        let marks = state.annotations().map(|a| a.label.len() + a.note.len());
        state.annotation_count() > MANY || texts.chain(marks).sum::<usize>() > LONG
    })
}

/// Makes a file of the project, or of one document of it, for as long as it is wanted. What is large
/// does not keep the page from answering.
///
/// # Errors
/// When the formats cannot be fetched, or the browser has not memory enough.
pub async fn prepare(
    desk: Desk,
    about: &FormatInfo,
    only: Option<&DocumentId>,
    options: &Options,
    wanted: impl Fn() -> bool,
) -> Result<Option<Ready>, ExportError> {
    let own = about.id == POSTIL.id;
    if own && only.is_none() {
        let file = project_file(desk, |_| wanted()).await;
        return Ok(file.map(|file| Ready::of(&file, Vec::new())));
    }
    if !own && only.is_none() && is_large(desk) {
        match write_in_worker::write(desk, about.id, options, &wanted).await? {
            Outcome::Ready(ready) => return Ok(Some(ready)),
            Outcome::Dropped => return Ok(None),
            Outcome::NoWorker => {}
        }
    }
    let Written { files, losses } = match own {
        true => write(desk, only),
        false => write_as(desk, about.id, only, options).await?,
    };
    let file = files.first().ok_or(ExportError::Nothing)?;
    Ok(Some(Ready::of(file, losses)))
}

/// Downloads the project as `NAME.postil.json`; how far a large one has come is shown, and it can be
/// cancelled.
pub async fn download_project(desk: Desk) {
    let work = Work::new();
    let go_on = |part: f64| {
        progress::tell_part(desk, work, Stage::Writing, part);
        !work.is_cancelled()
    };
    let file = project_file(desk, go_on).await;
    progress::end(desk, work);
    let Some(file) = file else {
        return desk.announce("Cancelled. Nothing was downloaded.");
    };
    Download::new(&file.name, file.mime, &file.bytes).start();
    desk.announce(format!("Exported {}.", file.name));
    upkeep::downloaded();
}
