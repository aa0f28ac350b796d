//! Makes projects of their own of what was found in files.

use super::texts::{self, InUse, Made};
use crate::desk::Desk;
use crate::desk::labels::brief;
use crate::desk::proposal::{Found, Texts};
use crate::storage::projects;
use crate::ui::sentence::{t, tf};
use postil_core::diagnostic::Diagnostic;
use postil_core::model::{Header, Project};
use postil_formats::unannotated::NewText;

/// Makes a project of its own of what was found in files, with the texts that came with it, and opens
/// that, unless there is something to report first. The open project stays as it is. Returns what there is
/// to report.
pub async fn make_own(found: Found, rest: Texts) -> Vec<Diagnostic> {
    let files = found.names();
    let mut project = found.project;
    let mut all = rest.texts;
    let mut problems = texts::of_tables(rest.tables, &mut all);
    let made = texts::documents(InUse::of_project(&project), all);
    project.documents.extend(made.documents);
    problems.extend(made.flaws);
    make(project, files, problems).await
}

/// Makes a project of its own of texts, with the labels of the open one, as [`make_own`] does.
pub async fn make_own_of_texts(desk: Desk, texts: Vec<NewText>) -> Vec<Diagnostic> {
    let Made {
        documents, flaws, ..
    } = texts::documents(InUse::default(), texts);
    let name = match documents.as_slice() {
        [] => return flaws,
        [one] => brief(&one.meta.title),
        [first, rest @ ..] => tf!("{} and {} more", brief(&first.meta.title), rest.len()),
    };
    let project = Project {
        header: Header::new(name.clone()),
        schema: desk.peek(|state| state.schema().clone()),
        documents,
        ..Project::default()
    };
    make(project, name, flaws).await
}

/// Makes a project, and opens it if there is nothing to report.
async fn make(project: Project, about: String, mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    match projects::make(project).await {
        Ok(id) if problems.is_empty() => {
            projects::show(&id).await;
            problems
        }
        Ok(_) => {
            let made = t!("the project was made, and is under Projects");
            problems.insert(0, Diagnostic::warning(about, made));
            problems
        }
        Err(error) => vec![Diagnostic::error(about, error.to_string())],
    }
}
