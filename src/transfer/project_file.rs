//! The project file of the open project.

use crate::desk::{Desk, project_bytes};
use postil_core::format::File;
use postil_core::format::postil::Piecewise;

/// Writes it without keeping the page from answering; see [`project_bytes::written`] for `go_on`.
pub async fn project_file(desk: Desk, go_on: impl Fn(f64) -> bool) -> Option<File> {
    let written = project_bytes::written(desk, Piecewise::new, go_on).await?;
    Some(desk.peek(|state| written.finish(state)))
}
