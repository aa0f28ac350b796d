//! The formats that a project can be exported in.

use postil_formats::{ABOUT, About};

/// The project file of Postil itself, as it stands among the formats.
pub static POSTIL: About = About {
    id: "postil",
    title: "Postil project",
    tools: "Postil, which reads it back as it was",
    unit: "code points",
    extensions: &["postil.json"],
    options: false,
    reads: true,
};

/// Every format that a project can be exported in; Postil's own is the first.
pub fn listed_formats() -> impl Iterator<Item = &'static About> {
    std::iter::once(&POSTIL).chain(&ABOUT)
}
