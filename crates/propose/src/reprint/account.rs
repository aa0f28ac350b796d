//! Documents that tell one account, because they print one text.

use postil_core::model::DocumentId;

/// Documents that share so much of their texts that they count once, as reprints of one agency text do.
/// A document without shared text is an account of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The one with the most words first, then in the order of the project.
    pub members: Vec<Member>,
}

/// A document of an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The document.
    pub document: DocumentId,
    /// How much of the shorter text is shared with the first member, from 0 to 1; of the first member
    /// itself 1.
    pub share: f64,
}
