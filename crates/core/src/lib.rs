//! The core of Postil: texts, the annotation model, edits and their inverses, and file formats.
//!
//! Nothing here panics on any input, reads a clock or a random source, or depends on a browser:
//! times and ids are passed in. Every offset is a half-open range in Unicode code points over the
//! frozen text of a document, unless a name says otherwise.
#![forbid(unsafe_code)]

pub mod anchor;
pub mod change;
pub mod codebook;
pub mod crowd;
pub mod date;
pub mod diagnostic;
pub mod edit;
pub mod find;
pub mod format;
pub mod gradual;
pub mod history;
pub mod interval;
pub mod json;
pub mod merge;
pub mod model;
pub mod order;
mod parts;
pub mod segments;
pub mod state;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod transaction;
pub mod workspace;
