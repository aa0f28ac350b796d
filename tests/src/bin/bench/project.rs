//! A project of many articles: what is made of it, and what is measured on it.

mod corpus;
mod measure;
mod table;

pub use corpus::{ProjectCorpus, ProjectSize};
pub use measure::measure;
pub use table::table;
