//! What a person means to do, as transactions: each function reads the state and answers with the
//! transaction that does it. Applying it is the workspace's part. New ids, the time and the author
//! are passed in. `None`: there is nothing to do.

mod annotations;
mod documents;
mod links;

pub use annotations::{
    NewAnnotation, add_fragment, annotate, mark_everywhere, relabel, remove, remove_fragment,
    set_attribute, set_extent, set_note,
};
pub use documents::{
    insert_documents, move_document, remove_document, set_header, set_meta, toggle_boilerplate,
};
pub use links::{join, leave, relate, rename_cluster, set_cluster, set_value, unrelate};

/// Who does something, and when.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// The annotator's id.
    pub author: &'a str,
    /// RFC 3339 in UTC.
    pub time: &'a str,
}

#[cfg(test)]
mod tests;
