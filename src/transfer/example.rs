//! The worked example: the bundled articles with everything in them marked. It belongs to the part of the program
//! that the story is in, and opens as a project of its own.

use crate::desk::Desk;
use crate::storage::error::StorageError;
use crate::storage::{current, projects};
use crate::ui::sentence::{t, tf};
use postil_core::format::postil;
use postil_core::model::Project;

/// The name that it is stored under, and what the names of later copies begin with.
const NAME: &str = "worked-example";

/// Opens the worked example beside the open project, which stays as it is: the one that is there, however it was
/// changed, else a new one.
pub async fn open_example(desk: Desk) {
    let known = match projects::list().await {
        Ok(known) => known,
        Err(reason) => return refuse(desk, &reason),
    };
    let is_example = |id: &str| id.strip_prefix(NAME).is_some_and(is_number);
    let there = known
        .iter()
        .find(|known| is_example(&known.id) && known.deleted.is_empty());
    if let Some(there) = there {
        if there.id == current::project() {
            return desk.announce(t!("The worked example is open."));
        }
        return projects::show(&there.id).await;
    }
    let Ok(bytes) = apart::fetch().await else {
        return desk.announce(t!(
            "The worked example could not be fetched. Nothing has changed."
        ));
    };
    let Some(project) = read(bytes) else {
        return refuse(desk, &StorageError::Invalid(String::new()));
    };
    // One that was deleted can still be restored.
    let is_free = |id: &String| known.iter().all(|known| known.id != *id);
    let ids = std::iter::once(NAME.to_owned()).chain((2..).map(|at| format!("{NAME}-{at}")));
    let id = ids.into_iter().find(is_free).unwrap_or_default();
    match projects::make_as(&id, project).await {
        Ok(()) => projects::show(&id).await,
        Err(reason) => refuse(desk, &reason),
    }
}

/// Whether this ends the name of an example: nothing, or the number of a later copy.
fn is_number(rest: &str) -> bool {
    let number = rest.strip_prefix('-');
    rest.is_empty() || number.is_some_and(|number| number.parse::<u32>().is_ok())
}

fn refuse(desk: Desk, reason: &StorageError) {
    desk.announce(tf!("The worked example could not be opened: {reason}."));
}

fn read(bytes: &[u8]) -> Option<Project> {
    let (project, _) = postil::read(bytes).ok()?;
    Some(project)
}

/// The file of the project.
const EXAMPLE: &[u8] = include_bytes!("../../articles/worked-example.json");

/// The part could not be fetched.
struct Missing;

#[cfg(split)]
mod apart {
    use super::{EXAMPLE, Missing};
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    #[wasm_split(story, wasm_split_path = leptos::wasm_split, fallible)]
    pub fn fetch() -> Result<&'static [u8], Missing> {
        Ok(EXAMPLE)
    }

    impl From<SplitLoaderError> for Missing {
        fn from(_: SplitLoaderError) -> Self {
            Missing
        }
    }
}

#[cfg(not(split))]
mod apart {
    use super::{EXAMPLE, Missing};

    pub async fn fetch() -> Result<&'static [u8], Missing> {
        Ok(EXAMPLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::bundled;
    use postil_core::state::State;

    #[test]
    fn it_is_the_bundled_articles_with_marks() {
        let project = read(EXAMPLE).expect("it can be read");
        assert_eq!(project.annotations.len(), 777);
        let texts = |project: &Project| -> Vec<String> {
            let texts = project.documents.iter();
            texts.map(|document| document.text.clone()).collect()
        };
        assert_eq!(texts(&project), texts(&bundled::project()));
        State::open(project).expect("it is sound");
    }

    #[test]
    fn its_names_are_told_from_others() {
        for (rest, is_own) in [
            ("", true),
            ("-2", true),
            ("-", false),
            ("-x", false),
            ("s", false),
        ] {
            assert_eq!(is_number(rest), is_own, "{rest}");
        }
    }
}
