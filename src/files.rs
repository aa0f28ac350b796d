//! Files that come in and go out.

use crate::desk::Desk;

/// Lets a person choose files to import.
pub fn choose(_desk: Desk) {}
