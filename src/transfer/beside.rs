//! Texts that come with a project: they are part of what brings it, and so of its step of undo.

use super::texts::{self, InUse, Made};
use crate::desk::labels::few;
use crate::ui::sentence::tf;
use postil_core::edit;
use postil_core::model::Project;
use postil_core::state::State;
use postil_core::transaction::{Op, Transaction};
use postil_formats::unannotated::NewText;

/// Adds texts to a project that is not open yet. Returns which are there already, in words, and what
/// became no article.
pub fn append(project: &mut Project, texts: Vec<NewText>) -> (String, Made) {
    let mut made = texts::documents(InUse::of_project(project), texts);
    project.documents.append(&mut made.documents);
    (here_already(&made), made)
}

/// Lets a transaction that brings a project add the texts that came with it, too. The articles stay in what
/// was made of the texts.
pub fn with_texts(
    state: &State,
    bringing: Option<Transaction>,
    texts: Vec<NewText>,
) -> (Option<Transaction>, Made) {
    let Some(mut bringing) = bringing else {
        let made = texts::documents(InUse::of_state(state), texts);
        return (edit::insert_documents(state, made.documents.clone()), made);
    };
    let made = texts::documents(InUse::after(state, &bringing), texts);
    let documents = made.documents.iter().cloned();
    match bringing.ops.as_mut_slice() {
        [Op::PutProject(project)] => project.documents.extend(documents),
        _ => bringing
            .ops
            .extend(documents.map(|document| Op::InsertDocument {
                at: usize::MAX,
                document: Box::new(document),
            })),
    }
    (Some(bringing), made)
}

/// The texts that are there already, as a sentence after others; nothing if there are none.
pub fn here_already(made: &Made) -> String {
    match made.here.as_slice() {
        [] => String::new(),
        here => tf!(" Here already: {}.", few(here)),
    }
}
