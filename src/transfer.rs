//! Imports and exports: files that come in and go out.

mod beside;
mod commit;
mod encodings;
pub mod error;
mod example;
mod export;
pub mod formats;
mod gather;
mod import;
mod incoming;
mod listed;
mod own;
mod paste;
mod pdf;
mod progress;
mod read_in_worker;
mod ready;
mod recognize;
#[cfg(test)]
mod templates;
mod texts;
mod together;
mod wire;
mod worker;
mod worker_main;
mod write_in_worker;

pub use commit::{commit, commit_as};
pub use example::open_example;
pub use export::{download_findings, download_project, prepare, write, write_as};
pub use import::{add, add_texts, import, import_any, is_sample, merge, read, replace};
pub use incoming::{check_size, choose, choose_folder, listen, read_again, report};
pub use listed::{POSTIL, listed_formats};
pub use own::{make_own, make_own_of_texts};
pub use ready::Ready;
pub use recognize::{Chosen, needs_encodings, needs_formats, needs_pdfs};
pub use texts::{InUse, documents};
pub use worker_main::serve;
