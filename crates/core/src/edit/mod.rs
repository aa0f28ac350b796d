//! Edits as transactions: each function reads the state and returns the transaction for one action
//! of a person. The workspace applies it. New ids, the time and the author are passed in. `None`:
//! nothing to do.

mod add_project;
mod annotations;
mod carry_to_twin;
mod clusters;
pub mod codebook;
mod detach;
mod documents;
mod doubles;
mod everywhere;
mod links;
mod merge_project;
mod place;
mod proposed;
mod recognize;
mod revise;
mod reworded;
mod settle;
mod spans;
mod twin;
pub(crate) mod unite;
mod unsettled;

pub use add_project::add_project;
pub use annotations::{
    NewAnnotation, add_fragment, annotate, confirm, off_gaps, relabel, remove, remove_fragment,
    set_attribute, set_attributes, set_extent, set_note,
};
pub use carry_to_twin::{Carry, carry_to_twin};
pub use clusters::{
    Meant, merge_clusters, put_into_group, remove_cluster, split_cluster, stand_for,
    take_out_of_group,
};
pub use documents::{
    insert_documents, move_document, remove_document, set_header, set_meta, toggle_boilerplate,
};
pub use doubles::drop_doubles;
pub use everywhere::{Marking, mark_matches};
pub use links::{join, leave, leave_all, relate, rename_cluster, set_cluster, set_value, unrelate};
pub use merge_project::{is_all_here, is_copy, merge_project};
pub use place::{discard, place, placements};
pub use proposed::{Gathering, gather, propose_again, reject};
pub use revise::{Prospect, Revised, Rewording, revise};
pub use reworded::{keep_words, rewordings};
pub use settle::{Choice, Conflict, Field, Which, conflicts, keep_all, settle, settle_all};
pub use twin::{give_way, twin};
pub use unsettled::Subject;

/// Who edits, and when.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// The annotator's id.
    pub author: &'a str,
    /// RFC 3339 in UTC.
    pub time: &'a str,
}

/// The first of `id-2`, `id-3` … that is free.
fn numbered(id: &str, is_free: impl Fn(&String) -> bool) -> Option<String> {
    let mut ids = (2_u64..).map(|number| format!("{id}-{number}"));
    ids.find(is_free)
}

#[cfg(test)]
mod tests;
