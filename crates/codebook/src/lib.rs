//! Codebooks for people: guidelines and definitions in Markdown, templates to start from, and
//! codebooks as files of their own.
//!
//! Nothing here panics on any input, reads a clock or a random source, or depends on a browser.
#![forbid(unsafe_code)]

pub mod markdown;
pub mod template;
