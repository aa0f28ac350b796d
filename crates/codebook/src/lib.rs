//! Codebooks for people: guidelines and definitions in Markdown, templates to start from, and
//! codebooks as files of their own.
//!
//! Nothing here panics on any input, reads a clock or a random source, or depends on a browser.
#![forbid(unsafe_code)]

pub mod markdown;
mod read;
pub mod template;
pub mod write;

pub use read::read;

use postil_core::model::Codebook;

/// A codebook with what is written over it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// The name of the project that it is from.
    pub title: String,
    /// When it was last changed, RFC 3339 in UTC; empty if that is not known.
    pub changed: String,
    /// The codebook; its version is [`Schema::version`](postil_core::model::Schema::version).
    pub codebook: Codebook,
}
