//! A large story, and what its views take to open.

mod corpus;
mod measure;
mod table;

pub use corpus::project_file;
pub use measure::measure;
pub use table::table;
