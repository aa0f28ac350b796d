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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::bundled;
    use postil_core::merge;

    fn texts() -> Vec<NewText> {
        let text = |name: &str, text: &str| NewText {
            name: name.to_owned(),
            text: text.to_owned(),
            ..NewText::default()
        };
        let known = bundled::project().documents.remove(1).text;
        vec![
            text("000.txt", "One."),
            text("known.txt", &known),
            text("two.txt", "Two."),
        ]
    }

    #[test]
    fn texts_come_in_the_step_of_their_project() {
        let mut project = bundled::project();
        let rest = project.documents.split_off(1);
        let state = State::open(project).expect("it opens");
        let other = Project {
            documents: rest,
            ..Project::default()
        };
        let (merged, known) = (
            merge::merge(&state.to_project(), &other),
            bundled::project(),
        );
        let whole = Transaction::new("merge", vec![Op::PutProject(Box::new(merged.project))]);
        for bringing in [edit::add_project(&state, &other), Some(whole)] {
            let (bringing, made) = with_texts(&state, bringing, texts());
            assert_eq!(made.here, ["known.txt"], "it came with the project");
            let mut state = State::open(state.to_project()).expect("it opens");
            state.apply(&bringing.expect("news")).expect("it fits");
            assert_eq!(state.documents().len(), known.documents.len() + 2);
            let last = state.documents().last().expect("the last");
            assert_eq!(last.text().as_str(), "Two.");
        }
        // A project that is here already brings only the texts.
        let (bringing, made) = with_texts(&state, None, texts());
        assert_eq!(bringing.map(|it| it.ops.len()), Some(made.documents.len()));
        assert_eq!(here_already(&made), "");
    }
}
