//! The formats that a project can be exported in.

use postil_formats::{CATALOGUE, FormatInfo};

/// The project file of Postil itself, as it stands among the formats.
pub static POSTIL: FormatInfo = FormatInfo {
    id: "postil",
    title: "Postil project",
    tools: "Postil, which reads it back as it was",
    unit: "code points",
    extensions: &["postil.json"],
    options: false,
    reads: true,
};

/// Every format that a project can be exported in; Postil's own is the first.
pub fn listed_formats() -> impl Iterator<Item = &'static FormatInfo> {
    std::iter::once(&POSTIL).chain(&CATALOGUE)
}
