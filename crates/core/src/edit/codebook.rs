//! Changes of the codebook: layers, labels, attributes, values, relation types and guidelines.
//!
//! No change loses a mark. What a change names otherwise is named so everywhere: in marks, relations,
//! clusters, the schema, and unsettled items. What the codebook no longer lists stays on the marks
//! and is found by [`codebook::Rules`](crate::codebook::Rules).
//!
//! Every change is recorded in the log of the codebook. Changes by one person belong to one version
//! as long as each comes within 30 minutes of the one before; what replaces the whole codebook begins
//! one. A version keeps the codebook as it was at its end, from when the next one begins; at most
//! [`MAX_VERSIONS`](crate::model::MAX_VERSIONS) are kept, and the oldest are dropped first.

mod draft;
mod follow;
mod log;
mod meaning;
mod merge_labels;
mod put;
mod relate;
mod remove;
mod rename;
mod split;
mod take;
mod take_out;
#[cfg(test)]
mod tests;

pub use log::{codebook_of, present};
pub use meaning::meaning_changed;
pub use merge_labels::merge_labels;
pub use put::{move_item, put_attribute, put_label, put_layer, put_relation_type, set_guidelines};
pub use relate::put_relation;
pub use remove::{Removal, remove_item};
pub use rename::{fault, rename};
pub use split::split_label;
pub use take::{Taking, go_back, take_schema};
pub use take_out::goes_along;

use crate::transaction::Transaction;
use std::fmt;

/// The transaction for a change; none if there is nothing to do.
pub type Edit = Result<Option<Transaction>, Fault>;

/// Why a change of the codebook cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The name is empty.
    Empty,
    /// The name of a layer has a dot, which separates it from the label.
    Dot,
    /// The codebook lists another one of that name in the same place.
    Taken,
    /// The codebook does not list the name, but marks, relations or clusters have it: it would
    /// no longer be known which of them had which.
    InUse,
    /// The codebook does not list what is to be changed.
    Missing,
    /// What is to be removed cannot be replaced by that.
    NoReplacement,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the name is empty",
            Self::Dot => "the name of a layer cannot have a dot",
            Self::Taken => "the name is taken",
            Self::InUse => "the name is not in the codebook, but in use",
            Self::Missing => "it is not in the codebook",
            Self::NoReplacement => "it cannot be replaced by that",
        })
    }
}

impl std::error::Error for Fault {}
