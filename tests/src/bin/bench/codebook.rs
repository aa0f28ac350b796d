//! A codebook of many labels under many marks: what is made of it, and what is measured on it.

mod corpus;
mod measure;
mod table;

pub use corpus::{CodebookCorpus, CodebookSize};
pub use measure::measure;
pub use table::table;
