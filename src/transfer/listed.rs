//! Lists the formats that a project can be exported in.

use crate::ui::sentence::t;
use postil_formats::{CATALOGUE, FormatInfo};

/// Postil's own project file, described like the other formats.
pub static POSTIL: FormatInfo = FormatInfo {
    id: "postil",
    title: t!("Postil project"),
    tools: t!("Postil, which reads it back unchanged"),
    unit: t!("code points"),
    extensions: &["postil.json"],
    options: false,
    reads: true,
};

/// Every format that a project can be exported in, Postil's own first.
pub fn listed_formats() -> impl Iterator<Item = &'static FormatInfo> {
    std::iter::once(&POSTIL).chain(&CATALOGUE)
}
