//! Who said a claim, and which media carried it.
//!
//! A claim has words around it that report it: a verb (“X said that …”, “…, said X”), a noun (“X’s
//! statement that …”), a preposition (“according to X”), a colon of a headline. Their subject is the
//! speaker. Where that is a pronoun or a description (“she”, “the ministry”), the last person or
//! organization that fits it is. A quotation that begins nowhere near such words continues the one
//! before it.

mod candidate;
mod mention;

pub use candidate::{Candidate, Reason, Speaker};
pub use mention::{Kind, Mention, mentions};
