//! What articles about one story say: what they agree on, what changed, who says so and who left it out.
//!
//! Each module is what one view draws, computed from the marks of an open project, with a table for a CSV
//! file (`rows`, whose first line names the columns). Nothing here changes a project, panics on any input,
//! reads a clock or a random source, or depends on a browser.
#![forbid(unsafe_code)]

pub mod attribution;
pub mod axis;
pub mod changes;
pub mod claims;
pub mod coverage;
pub mod csv;
pub mod dated;
pub mod dossier;
pub mod facts;
mod fields;
pub mod filter;
mod hedges;
mod links;
pub mod overview;
pub mod picture;
mod plain;
pub mod proposed;
pub mod report;
pub mod sayings;
pub mod scope;
pub mod tensions;
#[cfg(test)]
mod testing;
pub mod timeline;
pub mod when;
pub mod wording;
pub mod words;
