//! Whether the work is saved.

/// How far the last change has got on its way to the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing has been read or written yet.
    #[default]
    Opening,
    /// Everything is durable.
    Saved,
    /// A change is being written.
    Pending,
    /// Nothing can be stored in this browser; the reason in words.
    Refused(String),
}
