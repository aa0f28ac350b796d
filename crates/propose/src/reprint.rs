//! Passages that stand almost word for word in several documents, such as the text of a news agency.
//!
//! Texts are compared by their folded words; in scripts without spaces, by their characters. Lines of
//! boilerplate are left out. The words of one person that two documents quote are a passage like any
//! other.
//!
//! - A few of the shingles of a text are chosen (`winnow`), and where another text has one of them too, both
//!   are followed in both directions over words that were changed, left out or added (`align`).
//! - A document is compared with earlier ones. What it has in common with one of these is not looked for
//!   again from there (`link`), so that a text in a thousand documents makes a thousand comparisons and
//!   not half a million.
//! - What was found about one passage becomes one [`Passage`] (`group`).
//!
//! All work is bounded for each word of the texts, whatever they are. [`carry`] takes the marks of a
//! passage over to another document, and [`Reprints::accounts`] counts documents that print one text
//! once. `examples/measure_reprint.rs` tells how well and how fast that goes.

mod account;
mod accounts;
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

/// The least likeness of the two sides of a passage: see [`Shared::likeness`]. One of fewer than 24 words
/// needs 0.7, a sentence of fewer than 12 words 0.8.
pub const MIN_LIKENESS: f64 = 0.6;

/// The least share of the words of the shorter of two documents that makes them one account: see
/// [`Account`].
pub const MIN_SHARE: f64 = 0.5;

#[cfg(test)]
mod tests;
