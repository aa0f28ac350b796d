//! Seeds for whatever is tried at random.

use std::{collections::hash_map::RandomState, hash::BuildHasher};

/// A number that differs from run to run.
pub fn random() -> u32 {
    // The system seeds the hasher of the standard library: random enough to begin with.
    RandomState::new().hash_one(0) as u32
}
