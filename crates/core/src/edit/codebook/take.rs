//! Takes in another codebook, or a former version of the own one.

use super::super::{Stamp, unite};
use super::draft::Draft;
use super::log::Belongs;
use super::{Edit, Fault};
use crate::model::{Header, Schema, VersionKey};
use crate::state::State;

/// How another codebook is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// It takes the place of the present one. What marks use and it does not list stays with them.
    Replace,
    /// What the present one lacks is added to it.
    Unite,
}

/// Takes in another codebook, such as a template or that of another project. Without guidelines, the
/// present ones stay. What replaces the present codebook begins a version. O(both codebooks).
///
/// # Errors
/// None; other edits of the codebook have some.
pub fn take_schema(
    state: &State,
    schema: &Schema,
    guidelines: Option<&str>,
    how: Taking,
    stamp: Stamp,
) -> Edit {
    let mut draft = Draft::new(state);
    let guidelines = guidelines.map(str::to_owned);
    let name = match how {
        Taking::Replace => {
            draft.schema = schema.clone();
            draft.belongs = Belongs::Alone;
            if let Some(guidelines) = guidelines {
                draft.header.guidelines = guidelines;
            }
            "replace the codebook"
        }
        Taking::Unite => {
            draft.schema = unite::schema(state.schema(), schema);
            let added = Header {
                guidelines: guidelines.unwrap_or_default(),
                ..Header::default()
            };
            draft.header = unite::header(state.header(), &added);
            "add to the codebook"
        }
    };
    // The numbers of another codebook mean nothing here.
    draft.schema.version = state.schema().version;
    Ok(draft.finish(name.to_owned(), stamp))
}

/// Goes back to a former version of the codebook, which is a change of its own. What marks use and
/// that version does not list stays with them. It begins a version, so that the codebook before it can be
/// gone back to as well. O(codebook).
///
/// # Errors
/// If there is no such version.
pub fn go_back(state: &State, key: &VersionKey, stamp: Stamp) -> Edit {
    let version = state.codebook_version(key).ok_or(Fault::Missing)?;
    let Some(codebook) = &version.codebook else {
        return Ok(None);
    };
    let mut draft = Draft::new(state);
    draft.belongs = Belongs::Alone;
    draft.schema = codebook.schema.clone();
    draft.schema.version = state.schema().version;
    draft.header.guidelines.clone_from(&codebook.guidelines);
    let name = format!("go back to version {} of the codebook", version.version);
    Ok(draft.finish(name, stamp))
}
