//! What becomes of files that come in.

use super::error::ImportError;
use super::recognize::{Arrived, needs_formats};
use super::{commit, formats, recognize, texts};
use crate::desk::Desk;
use crate::desk::labels::count;
use crate::desk::overlay::Overlay;
use crate::desk::proposal::{Found, Offer, Proposal, Texts};
use postil_core::change::Change;
use postil_core::diagnostic::Diagnostic;
use postil_core::edit;
use postil_core::format::File;
use postil_core::model::Project;
use postil_core::transaction::{Op, Transaction};
use postil_formats::unannotated::NewText;

/// More texts than these are shown before they are added.
const MANY: usize = 5;

/// What is said when a person has changed their mind.
pub const CANCELLED: &str = "Cancelled. Nothing was imported.";

/// Takes files in at once, but those of other tools: a project of Postil replaces the open one, a
/// text becomes an article. Each of the two is one step of undo. A file that cannot be read changes
/// nothing; what is said about a file begins with its name.
pub fn import(desk: Desk, files: Vec<File>) -> Vec<Diagnostic> {
    take(desk, recognize::read(files, None))
}

/// Takes files in like [`import`], those of other tools too, which replace the project as well.
pub async fn import_any(desk: Desk, files: Vec<File>) -> Vec<Diagnostic> {
    match read(files).await {
        Ok(arrived) => take(desk, arrived),
        Err(problems) => problems,
    }
}

/// Takes a few texts in at once, and asks what to do with many, with a table of texts and with a
/// project, unless nothing was done yet to the one that is open. Answers with what is to be said
/// about files that could not be read.
pub async fn propose(desk: Desk, files: Vec<File>) -> Vec<Diagnostic> {
    match read(files).await {
        Ok(arrived) => offer(desk, arrived).await,
        Err(problems) => problems,
    }
}

/// Does as [`propose`] does with what was found in files.
pub async fn offer(desk: Desk, mut arrived: Arrived) -> Vec<Diagnostic> {
    let own = (arrived.projects.iter()).all(|found| found.what == super::listed::POSTIL.title);
    let ask = !arrived.tables.is_empty() || arrived.texts.len() > MANY;
    if !ask && (arrived.projects.is_empty() || own && is_untouched(desk)) {
        return take_gradually(desk, arrived).await;
    }
    let first = arrived.first_project();
    let mut rest = Texts {
        texts: arrived.texts,
        tables: arrived.tables,
        remarks: Vec::new(),
    };
    desk.announce("Nothing is imported yet.");
    match first {
        Some(mut found) => {
            found.remarks.splice(0..0, arrived.problems);
            let proposal = Proposal::new(found, rest);
            desk.open(Overlay::Preview(proposal));
            Vec::new()
        }
        None => {
            rest.remarks = arrived.problems;
            offer_texts(desk, rest)
        }
    }
}

/// Reads files, after the formats have been fetched where they are needed.
///
/// # Errors
/// When they cannot be fetched: with that about each file.
pub async fn read(files: Vec<File>) -> Result<Arrived, Vec<Diagnostic>> {
    let formats = match needs_formats(&files) {
        true => formats::fetch().await.map(Some),
        false => Ok(None),
    };
    let names = || files.iter().map(|file| file.name.clone());
    match formats {
        Ok(formats) => Ok(recognize::read(files, formats)),
        Err(missing) => Err(names()
            .map(|name| Diagnostic::error(name, missing.to_string()))
            .collect()),
    }
}

fn is_untouched(desk: Desk) -> bool {
    desk.peek(|state| {
        state.annotation_count() == 0
            && state.relations().next().is_none()
            && state.clusters().next().is_none()
    }) && desk.peek_history(|history| history.last_done().is_none())
}

impl Arrived {
    /// The first project; the others were not opened, which is said.
    fn first_project(&mut self) -> Option<Found> {
        let mut projects = std::mem::take(&mut self.projects).into_iter();
        let first = projects.next();
        let too_many = "one project at a time: this file was not opened";
        let names = projects.flat_map(|found| found.files);
        let problems = names.map(|name| Diagnostic::error(name, too_many));
        self.problems.extend(problems);
        first
    }
}

/// Takes in what was found, without asking, at once.
fn take(desk: Desk, mut arrived: Arrived) -> Vec<Diagnostic> {
    let first = arrived.first_project();
    let mut problems = arrived.problems;
    for table in arrived.tables {
        let (mut texts, found) = table.texts(&table.guess());
        arrived.texts.append(&mut texts);
        problems.extend(found);
    }
    if let Some(found) = first {
        match replace(desk, found.project) {
            Ok(()) => problems.extend(found.remarks),
            Err(error) => {
                problems.push(Diagnostic::error(found.files.join(", "), error.to_string()))
            }
        }
    }
    problems.extend(add_texts(desk, arrived.texts));
    problems
}

/// As [`take`], but what is large comes in step by step.
async fn take_gradually(desk: Desk, mut arrived: Arrived) -> Vec<Diagnostic> {
    let first = arrived.first_project();
    let mut problems = arrived.problems;
    if let Some(found) = first {
        match replace_gradually(desk, found.project).await {
            Ok(()) => problems.extend(found.remarks),
            Err(ImportError::Cancelled) => return Vec::new(),
            Err(error) => {
                problems.push(Diagnostic::error(found.files.join(", "), error.to_string()))
            }
        }
    }
    problems.extend(add_texts(desk, arrived.texts));
    problems
}

/// Puts a project in place of the open one, at once.
///
/// # Errors
/// When the desk does not take it; nothing has changed then.
pub fn replace(desk: Desk, project: Project) -> Result<(), ImportError> {
    let (import, done) = replacing(project);
    desk.try_commit(import).map_err(ImportError::Refused)?;
    desk.announce(done);
    Ok(())
}

/// As [`replace`], but a large project comes in step by step, and can be cancelled meanwhile.
///
/// # Errors
/// As there, and when it was cancelled, which is announced.
pub async fn replace_gradually(desk: Desk, project: Project) -> Result<(), ImportError> {
    let (import, done) = replacing(project);
    bring_in(desk, import).await?;
    desk.announce(done);
    Ok(())
}

/// Commits what a project brings, and announces it when that was cancelled.
async fn bring_in(desk: Desk, bringing: Transaction) -> Result<Option<Change>, ImportError> {
    let outcome = commit::commit(desk, bringing).await;
    if outcome == Err(ImportError::Cancelled) {
        desk.announce(CANCELLED);
    }
    outcome
}

/// What puts a project in place of the open one, and what is said when it has done so.
fn replacing(project: Project) -> (Transaction, String) {
    let name = &project.header.name;
    let done = format!(
        "Imported “{name}”: {}, {}. Undo brings the former project back.",
        count(project.documents.len(), "article"),
        count(project.annotations.len(), "mark"),
    );
    let name = format!("import “{name}”");
    let import = Transaction::new(name, vec![Op::PutProject(Box::new(project))]);
    (import, done)
}

/// Adds a project to the open one, and shows where something came in. A large one comes in step by
/// step, and can be cancelled meanwhile.
///
/// # Errors
/// As [`replace_gradually`].
pub async fn add(desk: Desk, project: &Project) -> Result<(), ImportError> {
    let name = &project.header.name;
    let Some(adding) = desk.peek(|state| edit::add_project(state, project)) else {
        desk.announce(format!("All of “{name}” is here already."));
        return Ok(());
    };
    let of = |wanted: fn(&Op) -> bool| adding.ops.iter().filter(|op| wanted(op)).count();
    let articles = of(|op| matches!(op, Op::InsertDocument { .. }));
    let marks = of(|op| matches!(op, Op::PutAnnotation(_)));
    let change = bring_in(desk, adding).await?;
    if let Some(first) = change.as_ref().and_then(|change| {
        let marked = change.annotations.first().map(|touched| &touched.document);
        change.documents.first().or(marked)
    }) {
        desk.show(first);
    }
    desk.announce(format!(
        "Added “{name}”: {}, {}.",
        count(articles, "article"),
        count(marks, "mark"),
    ));
    Ok(())
}

/// Shows many texts, and tables of texts, before anything is added; adds a few at once, and answers
/// with what is to be said about them.
pub fn offer_texts(desk: Desk, texts: Texts) -> Vec<Diagnostic> {
    if texts.tables.is_empty() && texts.texts.len() <= MANY {
        let mut found = texts.remarks;
        found.extend(add_texts(desk, texts.texts));
        return found;
    }
    desk.open(Overlay::Texts(Offer::new(texts)));
    Vec::new()
}

/// Merges a copy of the open project into it, and lists what is to be settled then. Much comes in
/// step by step, and can be cancelled meanwhile.
///
/// # Errors
/// As [`replace_gradually`].
pub async fn merge(desk: Desk, project: &Project) -> Result<(), ImportError> {
    let name = &project.header.name;
    let (merging, outlook) = desk.peek(|state| edit::merge_project(state, project));
    let Some(merging) = merging else {
        desk.announce(format!("All of “{name}” is here already."));
        return Ok(());
    };
    bring_in(desk, merging).await?;
    let differ = outlook.differing + outlook.others;
    desk.announce(format!(
        "Merged “{name}”: {} new, {differ} to be settled.",
        count(outlook.annotations, "mark"),
    ));
    if differ > 0 {
        desk.open(Overlay::Conflicts);
    } else if outlook.placements > 0 {
        desk.open(Overlay::Places);
    }
    Ok(())
}

/// Adds texts as new articles, in one step of undo, and shows the first. Answers with what is to
/// be said about those that were not added.
pub fn add_texts(desk: Desk, new: Vec<NewText>) -> Vec<Diagnostic> {
    let (documents, mut found) = desk.peek(|state| texts::documents(state, new));
    let first = documents.first().map(|document| document.meta.id.clone());
    let count = documents.len();
    let added = desk.peek(|state| edit::insert_documents(state, documents));
    if let (Some(added), Some(first)) = (added, first) {
        match desk.try_commit(added) {
            Ok(_) => {
                desk.show(&first);
                desk.announce(match count {
                    1 => "Added an article.".to_owned(),
                    many => format!("Added {many} articles."),
                });
            }
            Err(reason) => found.push(Diagnostic::error("", reason)),
        }
    }
    found
}
