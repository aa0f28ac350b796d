//! The views of the story, read cell by cell from the worked example.

mod cards;
mod place;
mod tables;
mod timeline;
mod whole;
