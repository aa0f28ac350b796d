//! Brings files and what was found in them into the project.

use super::error::ImportError;
use super::formats::Missing;
use super::recognize::{Arrived, Chosen, Readers, needs_encodings, needs_formats, needs_pdfs};
use super::{commit, encodings, formats, pdf, recognize, texts, together};
use crate::desk::Desk;
use crate::desk::labels::count;
use crate::desk::overlay::Overlay;
use crate::desk::proposal::{Encoded, Found, Offer, Proposal, Texts};
use crate::storage::projects;
use crate::ui::sentence::{t, tf};
use postil_core::change::Change;
use postil_core::diagnostic::Diagnostic;
use postil_core::edit;
use postil_core::format::File;
use postil_core::model::Project;
use postil_core::state::State;
use postil_core::transaction::{Op, Transaction};
use postil_formats::unannotated::NewText;

/// Larger numbers of texts are shown before they are added.
const MAX_UNASKED_TEXTS: usize = 5;

/// Announced when a person has cancelled an import.
pub const CANCELLED: &str = t!("Cancelled. Nothing was imported.");

/// Imports files at once, except those of other tools, PDFs and texts in old encodings: projects of Postil, as
/// one, replace the open one, a text becomes an article. Each of the two is one step of undo. Returns
/// what there is to report; a file that cannot be read changes nothing.
pub fn import(desk: Desk, files: Vec<File>) -> Vec<Diagnostic> {
    let mut arrived = recognize::read(files, &Readers::default());
    arrived.refuse_old();
    import_now(desk, arrived)
}

/// Imports files like [`import`], and those of other tools too, which replace the project as well, the texts
/// of PDFs, and texts in the likeliest encoding.
pub async fn import_any(desk: Desk, files: Vec<File>) -> Vec<Diagnostic> {
    match read(files, Chosen::default()).await {
        Ok(mut arrived) => {
            let remarks = arrived.encoded.iter().map(|Encoded { file, label, .. }| {
                Diagnostic::warning(file, tf!("it is not in UTF-8; it was read in {label}"))
            });
            let remarks: Vec<Diagnostic> = remarks.collect();
            arrived.problems.extend(remarks);
            import_now(desk, arrived)
        }
        Err(problems) => problems,
    }
}

/// Imports a few texts at once, and a project if the open one is untouched. Asks what to do with any
/// other project, with many texts, and with a table of texts. Returns what there is to report.
pub async fn offer(desk: Desk, mut arrived: Arrived) -> Vec<Diagnostic> {
    let own = (arrived.projects.iter()).all(|it| it.what == super::listed::POSTIL.title);
    let is_guessed = !arrived.encoded.is_empty();
    let ask = is_guessed || !arrived.tables.is_empty() || arrived.texts.len() > MAX_UNASKED_TEXTS;
    if !ask && (arrived.projects.is_empty() || own && is_untouched(desk)) {
        return import_gradually(desk, arrived).await;
    }
    let first = arrived.take_project();
    let mut rest = Texts {
        texts: arrived.texts,
        tables: arrived.tables,
        remarks: Vec::new(),
        encoded: arrived.encoded,
        choices: arrived.choices,
    };
    desk.announce(t!("Nothing is imported yet."));
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

/// Reads files, texts in old encodings in the chosen one or the likeliest; fetches first what is needed
/// for that.
///
/// # Errors
/// When a part of the program cannot be fetched: reports that for each file.
pub async fn read(files: Vec<File>, chosen: Chosen) -> Result<Arrived, Vec<Diagnostic>> {
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    read_with(files, chosen).await.map_err(|missing| {
        let problems = names
            .into_iter()
            .map(|name| Diagnostic::error(name, missing.to_string()));
        problems.collect()
    })
}

async fn read_with(files: Vec<File>, chosen: Chosen) -> Result<Arrived, Missing> {
    let mut readers = Readers {
        chosen,
        ..Readers::default()
    };
    fetch(&mut readers, &files).await?;
    let mut arrived = recognize::read(files, &readers);
    // These were in an archive.
    let old = std::mem::take(&mut arrived.old);
    if !old.is_empty() {
        fetch(&mut readers, &old).await?;
        arrived.append(recognize::read(old, &readers));
    }
    Ok(arrived)
}

/// Fetches the parts of the program that read these files.
async fn fetch(readers: &mut Readers, files: &[File]) -> Result<(), Missing> {
    if needs_formats(files) {
        readers.formats = Some(formats::fetch().await?);
    }
    if needs_encodings(files) {
        readers.encodings = Some(encodings::fetch().await?);
    }
    if needs_pdfs(files) {
        readers.pdfs = Some(pdf::fetch().await?);
    }
    Ok(())
}

fn is_untouched(desk: Desk) -> bool {
    desk.peek(|state| {
        state.annotation_count() == 0
            && state.relations().next().is_none()
            && state.clusters().next().is_none()
    }) && desk.peek_history(|history| history.last_done().is_none())
}

impl Arrived {
    /// Takes out the projects, as one.
    fn take_project(&mut self) -> Option<Found> {
        let projects = std::mem::take(&mut self.projects);
        together::as_one(projects, &mut self.problems)
    }
}

/// Imports what was found, at once and without asking.
fn import_now(desk: Desk, mut arrived: Arrived) -> Vec<Diagnostic> {
    let first = arrived.take_project();
    let mut problems = arrived.problems;
    for table in arrived.tables {
        let (mut texts, found) = table.texts(&table.guess());
        arrived.texts.append(&mut texts);
        problems.extend(found);
    }
    if let Some(found) = first {
        let files = found.names();
        match replace(desk, found.project) {
            Ok(()) => problems.extend(found.remarks),
            Err(error) => problems.push(Diagnostic::error(files, error.to_string())),
        }
    }
    problems.extend(add_texts(desk, arrived.texts));
    problems
}

/// Imports what was found without asking; a large project step by step.
async fn import_gradually(desk: Desk, mut arrived: Arrived) -> Vec<Diagnostic> {
    let first = arrived.take_project();
    let mut problems = arrived.problems;
    if let Some(found) = first {
        let files = found.names();
        match replace_gradually(desk, found.project).await {
            Ok(()) => problems.extend(found.remarks),
            Err(ImportError::Cancelled) => return Vec::new(),
            Err(error) => problems.push(Diagnostic::error(files, error.to_string())),
        }
    }
    problems.extend(add_texts(desk, arrived.texts));
    problems
}

/// Replaces the open project, at once.
///
/// # Errors
/// When the desk refuses the project; nothing has changed then.
pub fn replace(desk: Desk, project: Project) -> Result<(), ImportError> {
    let (import, done) = replacing(project);
    desk.try_commit(import).map_err(ImportError::Refused)?;
    desk.announce(done);
    Ok(())
}

/// Like [`replace`], but replaces a large project step by step, and a person can cancel meanwhile.
///
/// # Errors
/// The same, and when a person cancelled, which this announces.
pub async fn replace_gradually(desk: Desk, project: Project) -> Result<(), ImportError> {
    let (import, done) = replacing(project);
    bring_in(desk, import).await?;
    desk.announce(done);
    Ok(())
}

/// Commits what a project brings; announces it if a person cancels.
async fn bring_in(desk: Desk, bringing: Transaction) -> Result<Option<Change>, ImportError> {
    let outcome = commit::commit(desk, bringing).await;
    if outcome == Err(ImportError::Cancelled) {
        desk.announce(CANCELLED);
    }
    outcome
}

/// The transaction that replaces the open project, and what to announce after it.
fn replacing(project: Project) -> (Transaction, String) {
    let name = &project.header.name;
    let done = tf!(
        "Imported “{name}”: {}, {}. Undo restores the previous project.",
        count(project.documents.len(), "article"),
        count(project.annotations.len(), "mark"),
    );
    let name = tf!("import “{name}”");
    let import = Transaction::new(name, vec![Op::PutProject(Box::new(project))]);
    (import, done)
}

/// Makes a project of its own of what was found in files, with the texts that came with it, and opens
/// that, unless there is something to report first. The open project stays as it is. Returns what there is
/// to report.
pub async fn make_own(mut found: Found, rest: Texts) -> Vec<Diagnostic> {
    let files = found.names();
    let mut texts = rest.texts;
    let mut problems = Vec::new();
    for table in rest.tables {
        let (mut more, mut flaws) = table.texts(&table.guess());
        texts.append(&mut more);
        problems.append(&mut flaws);
    }
    if !texts.is_empty() {
        match State::open(std::mem::take(&mut found.project)) {
            Ok(state) => {
                let (documents, mut flaws) = texts::documents(&state, texts);
                problems.append(&mut flaws);
                found.project = state.to_project();
                found.project.documents.extend(documents);
            }
            Err(flaws) => return flaws,
        }
    }
    match projects::make(found.project).await {
        Ok(id) if problems.is_empty() => {
            projects::show(&id).await;
            problems
        }
        Ok(_) => {
            let made = t!("the project was made, and is under Projects");
            problems.insert(0, Diagnostic::warning(files, made));
            problems
        }
        Err(error) => vec![Diagnostic::error(files, error.to_string())],
    }
}

/// Adds a project to the open one, and shows a place where something was added. Adds a large project
/// step by step, and a person can cancel meanwhile.
///
/// # Errors
/// The same as [`replace_gradually`].
pub async fn add(desk: Desk, project: &Project) -> Result<(), ImportError> {
    let name = &project.header.name;
    let Some(adding) = desk.peek(|state| edit::add_project(state, project)) else {
        desk.announce(tf!("All of “{name}” is here already."));
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
    let done = tf!(
        "Added “{name}”: {}, {}.",
        count(articles, "article"),
        count(marks, "mark"),
    );
    desk.announce(done);
    Ok(())
}

/// Shows many texts, and tables of texts, before adding them; adds a few at once. Returns what there is
/// to report.
pub fn offer_texts(desk: Desk, texts: Texts) -> Vec<Diagnostic> {
    let is_guessed = !texts.encoded.is_empty();
    if !is_guessed && texts.tables.is_empty() && texts.texts.len() <= MAX_UNASKED_TEXTS {
        let mut found = texts.remarks;
        found.extend(add_texts(desk, texts.texts));
        return found;
    }
    desk.open(Overlay::Texts(Offer::new(texts)));
    Vec::new()
}

/// Merges a copy of the open project into it, and opens the list of conflicts if there are any. Merges
/// much step by step, and a person can cancel meanwhile.
///
/// # Errors
/// The same as [`replace_gradually`].
pub async fn merge(desk: Desk, project: &Project) -> Result<(), ImportError> {
    let name = &project.header.name;
    let (merging, outlook) = desk.peek(|state| edit::merge_project(state, project));
    let Some(merging) = merging else {
        desk.announce(tf!("All of “{name}” is here already."));
        return Ok(());
    };
    bring_in(desk, merging).await?;
    let differing = outlook.differing + outlook.others;
    let done = tf!(
        "Merged “{name}”: {} added, {} in conflict.",
        count(outlook.annotations, "mark"),
        count(differing, "record"),
    );
    desk.announce(done);
    if differing > 0 {
        desk.open(Overlay::Conflicts);
    } else if outlook.placements > 0 {
        desk.open(Overlay::Places);
    }
    Ok(())
}

/// Adds texts as new articles, in one step of undo, and shows the first. Reports the texts that it did
/// not add.
pub fn add_texts(desk: Desk, new: Vec<NewText>) -> Vec<Diagnostic> {
    let (documents, mut found) = desk.peek(|state| texts::documents(state, new));
    let first = documents.first().map(|document| document.meta.id.clone());
    let count = documents.len();
    let added = desk.peek(|state| edit::insert_documents(state, documents));
    if let (Some(added), Some(first)) = (added, first) {
        match desk.try_commit(added) {
            Ok(_) => {
                desk.show(&first);
                let done = match count {
                    1 => t!("Added an article.").to_owned(),
                    many => tf!("Added {many} articles."),
                };
                desk.announce(done);
            }
            Err(error) => found.push(Diagnostic::error("", error.to_string())),
        }
    }
    found
}
