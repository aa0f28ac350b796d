//! What a program thinks of marks and texts: which marks mean one thing, who said a claim, which
//! passages were taken over word for word, which date or number some words stand for.
//!
//! A proposal is a value that says why it is made. It changes nothing until a person takes it.
//!
//! Nothing here panics on any input, reads a clock or a random source, or depends on a browser.
#![forbid(unsafe_code)]

pub mod candidates;
pub mod clusters;
pub mod dates;
pub mod likeness;
pub mod name;
pub mod numbers;
pub mod reprint;
pub mod said;
#[cfg(test)]
mod testing;
