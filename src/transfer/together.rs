//! Makes one project of those in several files.

use super::listed::POSTIL;
use super::recognize::Brought;
use crate::desk::proposal::Found;
use crate::ui::sentence::tf;
use postil_core::diagnostic::Diagnostic;
use postil_core::edit;
use postil_core::history::History;
use postil_core::model::Project;
use postil_core::state::State;
use postil_core::workspace::{Entry, Workspace};

/// Names of projects that the name of all of them lists.
const MAX_NAMED: usize = 3;

/// One project of all that were found, in the order of the files: copies of one project are merged,
/// others are added. Reports what did not fit. O(n log n) for each file.
pub fn as_one(brought: Vec<Brought>, problems: &mut Vec<Diagnostic>) -> Option<Found> {
    let found = brought
        .into_iter()
        .map(|it| Found::new(it.what, it.files, it.project, it.remarks));
    let found: Vec<Found> = found.collect();
    if found.len() < 2 {
        return found.into_iter().next();
    }
    let mut names: Vec<String> = Vec::new();
    let mut all: Option<(Workspace, Found)> = None;
    for mut next in found {
        let project = std::mem::take(&mut next.project);
        let name = project.header.name.clone();
        let Some((workspace, whole)) = &mut all else {
            match State::open(project) {
                Ok(state) => {
                    names.push(name);
                    all = Some((Workspace::new(state, History::default()), next));
                }
                Err(flaws) => problems.extend(flaws),
            }
            continue;
        };
        let own = next.is(POSTIL.title);
        if let Some(bringing) = bringing(workspace.state(), &project, own)
            && let Err(reason) = workspace.perform(&Entry::Commit(bringing))
        {
            problems.push(Diagnostic::error(next.names(), reason.to_string()));
            continue;
        }
        if !names.contains(&name) {
            names.push(name);
        }
        whole.parts.append(&mut next.parts);
        whole.remarks.append(&mut next.remarks);
    }
    let (workspace, mut whole) = all?;
    whole.project = workspace.state().to_project();
    whole.project.header.name = joined(&names);
    Some(whole)
}

/// What a project adds. The files of other tools number their records anew in each.
fn bringing(
    state: &State,
    project: &Project,
    own: bool,
) -> Option<postil_core::transaction::Transaction> {
    let mut clusters = project.clusters.iter();
    let shares = clusters.any(|cluster| state.cluster(&cluster.id).is_some());
    if own && (shares || edit::is_copy(state, project)) {
        edit::merge_project(state, project).0
    } else {
        edit::add_project(state, project)
    }
}

fn joined(names: &[String]) -> String {
    let named = names.iter().filter(|name| !name.is_empty());
    let named: Vec<&str> = named.map(String::as_str).collect();
    let few = named.get(..MAX_NAMED).unwrap_or(&named).join(", ");
    match named.len().saturating_sub(MAX_NAMED) {
        0 => few,
        more => tf!("{few} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::bundled;

    fn found(file: &str, what: &'static str, project: Project) -> Brought {
        Brought {
            what,
            files: vec![file.to_owned()],
            project,
            remarks: vec![Diagnostic::error(file, "a remark")],
        }
    }

    /// A project with the bundled article of this number alone.
    fn article(number: usize, name: &str) -> Project {
        let state = State::open(bundled::project()).expect("it opens");
        let id = state.documents()[number].meta().id.clone();
        let mut part = state.to_part(&id).project;
        part.header.name = name.to_owned();
        part
    }

    #[test]
    fn all_files_become_one_project_in_order() {
        let own = POSTIL.title;
        let three = vec![
            found("a", own, article(2, "A")),
            found("b", own, article(0, "B")),
            found("c", "CoNLL", article(1, "A")),
        ];
        let mut problems = Vec::new();
        let one = as_one(three, &mut problems).expect("a project");
        assert!(problems.is_empty(), "{problems:?}");
        assert!(one.files().eq(["a", "b", "c"]));
        assert_eq!(one.remarks.len(), 3);
        let formats: Vec<_> = one.parts.iter().map(|part| part.what).collect();
        assert_eq!(formats, [own, own, "CoNLL"]);
        assert_eq!(one.project.header.name, "A, B");
        let state = State::open(bundled::project()).expect("it opens");
        let expected = [2, 0, 1].map(|at| state.documents()[at].sha256().to_owned());
        let texts: Vec<_> = one
            .project
            .documents
            .iter()
            .map(|d| d.sha256.clone())
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn copies_are_merged() {
        let mut copy = article(0, "A");
        copy.documents[0].meta.title = "Another title".to_owned();
        let two = vec![
            found("a", POSTIL.title, article(0, "A")),
            found("b", POSTIL.title, copy),
        ];
        let one = as_one(two, &mut Vec::new()).expect("a project");
        assert_eq!(one.project.documents.len(), 1);
        assert_eq!(
            one.project.header.unsettled().len(),
            1,
            "the other title waits"
        );
        assert_eq!(one.project.header.name, "A");
    }
}
