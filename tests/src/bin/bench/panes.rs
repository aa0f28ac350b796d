//! Long articles side by side: what is made of them, and what is measured on them.

mod measure;
mod table;

pub use measure::{Measured, PANES, measure};
pub use table::table;
