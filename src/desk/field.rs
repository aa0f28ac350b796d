//! Fields of the inspector that commands ask for.

/// A field of the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The first one.
    First,
    /// The note.
    Note,
    /// The attribute with a date.
    Date,
}
