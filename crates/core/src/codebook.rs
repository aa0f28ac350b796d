//! The codebook, which is the schema with the guidelines, and how the marks of a project fit it.

mod checks;
mod colors;
mod compare;
mod example;
mod index;
mod item;
mod lack;
mod uses;
mod values;

pub use checks::Rules;
pub use colors::alike;
pub use compare::{About, Difference, What, compare};
pub use example::example;
pub use index::Checks;
pub use item::{Home, Item};
pub use lack::{Found, Lack, Subject};
pub use uses::{Uses, marks_of, uses};
pub use values::is_value_of;
