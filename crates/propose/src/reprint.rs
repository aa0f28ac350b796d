//! Passages that stand almost word for word in several documents, such as the text of a news agency.
//!
//! Texts are compared by their folded words; in scripts without spaces, by their characters. Lines of
//! boilerplate are left out.

mod account;
mod align;
mod carried;
mod carry;
mod group;
mod index;
mod link;
mod passage;
mod seeds;
mod winnow;
mod words;

pub use account::{Account, Member};
pub use carried::{Carried, Outcome};
pub use carry::carry;
pub use index::{Comparing, Reprints};
pub use passage::{Passage, Place, Shared};

/// The least length of a passage, in words.
pub const MIN_WORDS: usize = 12;

/// The least length, in words, of a passage that is a whole sentence.
pub const MIN_SENTENCE: usize = 8;

/// The least likeness of the two sides of a passage: see [`Shared::likeness`].
pub const MIN_LIKENESS: f64 = 0.6;

/// The least share of the words of the shorter of two documents that makes them one account: see
/// [`Account`].
pub const MIN_SHARE: f64 = 0.5;

#[cfg(test)]
mod tests;
