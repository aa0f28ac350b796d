//! Exports the project.

use super::error::ExportError;
use super::listed::POSTIL;
use super::progress;
use super::ready::Ready;
use super::write_in_worker::Outcome;
use super::{formats, write_in_worker};
use crate::browser::download::Download;
use crate::desk::project_bytes::project_file;
use crate::desk::work::{Stage, Work};
use crate::desk::{Desk, labels};
use crate::storage::upkeep;
use crate::ui::sentence::{t, tf};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::{Loss, Written, postil};
use postil_core::model::{DocumentId, Project};
use postil_core::state::{Part, State};
use postil_formats::{FormatInfo, Options};

/// Writes the project, or one article of it, as a project file of Postil. O(n).
pub fn write(desk: Desk, only: Option<&DocumentId>) -> Written {
    let (project, losses) = project(desk, only);
    with_losses(losses, postil::write(&project))
}

/// Writes the project, or one article of it, in the format of another tool, as one file. O(n).
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
    let (project, losses) = project(desk, only);
    Ok(with_losses(losses, (formats.write)(id, &project, options)))
}

/// The project, or one article of it, and what of the article stays behind.
fn project(desk: Desk, only: Option<&DocumentId>) -> (Project, Vec<Loss>) {
    desk.peek(|state| match only {
        None => (state.to_project(), Vec::new()),
        Some(id) => {
            let Part {
                mut project,
                relations,
                unsettled,
            } = state.to_part(id);
            // Neither the name of the file nor of the project may suggest the whole.
            project.header.name = name_of_part(state, &project.header.name, id);
            let losses = [
                (t!("relations with marks of other articles"), relations),
                (
                    t!("conflicts about relations with other articles"),
                    unsettled,
                ),
            ];
            let losses = losses.into_iter().filter(|(_, count)| *count > 0);
            let losses = losses.map(|(what, count)| Loss {
                what: what.to_owned(),
                count,
            });
            (project, losses.collect())
        }
    })
}

/// The name of a project that holds one article of another: `The whole, Daryo`. Also tells the
/// article by its id if others have its name.
fn name_of_part(state: &State, whole: &str, id: &DocumentId) -> String {
    // Names of files are cut at some 80 code points.
    const MAX_CHARS: usize = 36;
    let own = state.document(id);
    let own = own.map_or_else(|| id.to_string(), labels::article_name);
    let documents = state.documents().iter();
    let alike = documents.filter(|it| labels::article_name(it) == own);
    let (whole, short) = (labels::cut(whole, MAX_CHARS), labels::cut(&own, MAX_CHARS));
    match alike.count() {
        0 | 1 => tf!("{whole}, {short}"),
        _ => tf!("{whole}, {short} ({id})"),
    }
}

/// Puts what stayed behind before what the format has no room for.
fn with_losses(mut losses: Vec<Loss>, written: Written) -> Written {
    losses.extend(written.losses);
    Written { losses, ..written }
}

/// A project with more marks is written in a worker.
const MAX_MARKS_HERE: usize = 5_000;
/// So is one with more bytes of texts, labels and notes.
const MAX_BYTES_HERE: usize = 1_000_000;

fn is_large(desk: Desk) -> bool {
    desk.peek(|state| {
        let texts = state.documents().iter().map(|d| d.text().as_str().len());
        let marks = state.annotations().map(|a| a.label.len() + a.note.len());
        state.annotation_count() > MAX_MARKS_HERE
            || texts.chain(marks).sum::<usize>() > MAX_BYTES_HERE
    })
}

/// Makes a file of the project, or of one article of it; returns `None` once the file is no longer
/// wanted. The page stays responsive if the whole project goes out.
///
/// # Errors
/// When the formats cannot be fetched, or the browser runs out of memory.
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
    let Written { files, losses } = if own {
        write(desk, only)
    } else {
        write_as(desk, about.id, only, options).await?
    };
    let file = files.first().ok_or(ExportError::Nothing)?;
    Ok(Some(Ready::of(file, losses)))
}

/// Downloads the project as `NAME TIME.postil.json`. For a large one, the page shows the progress, and a
/// person can cancel.
pub async fn download_project(desk: Desk) {
    let work = Work::new();
    let go_on = |part: f64| {
        progress::show_part(desk, work, Stage::Writing, part);
        !work.is_cancelled()
    };
    let file = project_file(desk, go_on).await;
    progress::end(desk, work);
    let Some(file) = file else {
        return desk.announce(t!("Cancelled. Nothing was downloaded."));
    };
    let file = Download::dated(&file.name, None, file.mime, &file.bytes);
    file.start();
    desk.announce(tf!("Exported {}.", file.name()));
    upkeep::downloaded();
}

/// Downloads what there is to report about files as a CSV table.
pub async fn download_findings(desk: Desk, name: &str, found: &[Diagnostic]) {
    let file = match formats::fetch().await {
        Ok(formats) => (formats.findings)(name, found),
        Err(missing) => return desk.announce(tf!("Not downloaded: {missing}.")),
    };
    let file = Download::dated(&file.name, None, file.mime, &file.bytes);
    file.start();
    desk.announce(tf!("Downloaded {}.", file.name()));
}
