//! Documents that tell one account, because they print one text.

use postil_core::model::DocumentId;

/// Documents that share so much of their texts that they count once, as reprints of one agency text do.
/// A document without shared text is an account of its own.
///
/// The share of two documents is the number of equal words in the passages that both have, divided by
/// the number of words of the shorter one, so that a reprint that was cut counts with the whole. Of one
/// account are documents that have a share of [`MIN_SHARE`](super::MIN_SHARE) with its longest member and with the three
/// next in length. So three texts that one long text quotes at length stay three accounts, one of them
/// with the long text.
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
