//! Brings files and what was found in them into the project.

use super::beside::{append, here_already, with_texts};
use super::error::ImportError;
use super::formats::Missing;
use super::recognize::{Arrived, Chosen, Readers, needs_encodings, needs_formats, needs_pdfs};
use super::texts::{InUse, Made};
use super::{commit, encodings, formats, pdf, recognize, texts, together};
use crate::desk::labels::count;
use crate::desk::overlay::Overlay;
use crate::desk::proposal::{Encoded, Found, Offer, Proposal, Texts};
use crate::desk::{Desk, bundled};
use crate::storage::upkeep;
use crate::ui::sentence::{t, tf};
use postil_core::change::Change;
use postil_core::diagnostic::Diagnostic;
use postil_core::edit;
use postil_core::format::File;
use postil_core::model::Project;
use postil_core::transaction::{Op, Transaction};
use postil_formats::unannotated::NewText;

/// Larger numbers of texts are shown before they are added.
const MAX_UNASKED_TEXTS: usize = 5;

/// Announced when a person has cancelled an import.
pub const CANCELLED: &str = t!("Cancelled. Nothing was imported.");

/// Imports files at once, except those of other tools, PDFs and texts in old encodings: projects of Postil, as
/// one, replace the open one, a text becomes an article. All of it is one step of undo. Returns what there
/// is to report; a file that cannot be read changes nothing.
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
/// other project, with many texts, with a table of texts, and with texts where the bundled project is open
/// as it came. Returns what there is to report.
pub async fn offer(desk: Desk, mut arrived: Arrived) -> Vec<Diagnostic> {
    let own = (arrived.projects.iter()).all(|it| it.what == super::listed::POSTIL.title);
    let is_guessed = !arrived.encoded.is_empty();
    let has_texts = arrived.projects.is_empty() && !arrived.texts.is_empty();
    let ask = is_guessed
        || !arrived.tables.is_empty()
        || arrived.texts.len() > MAX_UNASKED_TEXTS
        || has_texts && upkeep::here().is_some() && is_sample(desk);
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
            desk.open(Overlay::Texts(Offer::new(rest)));
            Vec::new()
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

/// Whether the bundled project is open as it came.
pub fn is_sample(desk: Desk) -> bool {
    let here = || bundled::project().documents;
    is_untouched(desk)
        && desk.peek(|state| {
            let open = state.documents().iter().map(|it| it.sha256().to_owned());
            open.eq(here().into_iter().map(|it| it.sha256))
        })
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
    let mut texts = arrived.texts;
    problems.extend(texts::of_tables(arrived.tables, &mut texts));
    let Some(mut found) = first else {
        problems.extend(put_texts(desk, texts).left());
        return problems;
    };
    let files = found.names();
    let (here, left) = append(&mut found.project, texts);
    let (import, done) = replacing(found.project);
    match desk.try_commit(import) {
        Ok(_) => {
            desk.announce(done + &here);
            problems.extend(found.remarks);
            problems.extend(left.left());
        }
        Err(error) => problems.push(Diagnostic::error(files, error.to_string())),
    }
    problems
}

/// Imports what was found without asking; a large project step by step.
async fn import_gradually(desk: Desk, mut arrived: Arrived) -> Vec<Diagnostic> {
    let first = arrived.take_project();
    let mut problems = arrived.problems;
    let Some(found) = first else {
        problems.extend(add_texts(desk, arrived.texts));
        return problems;
    };
    let files = found.names();
    match replace(desk, found.project, arrived.texts).await {
        Ok(flaws) => {
            problems.extend(found.remarks);
            problems.extend(flaws);
        }
        Err(ImportError::Cancelled) => return Vec::new(),
        Err(error) => problems.push(Diagnostic::error(files, error.to_string())),
    }
    problems
}

/// Replaces the open project by one with more texts, in one step of undo; a large one step by step, and a
/// person can cancel meanwhile. Returns the texts that became no article.
///
/// # Errors
/// When the desk refuses the project, and when a person cancelled, which this announces; nothing has changed
/// then.
pub async fn replace(
    desk: Desk,
    mut project: Project,
    texts: Vec<NewText>,
) -> Result<Vec<Diagnostic>, ImportError> {
    let (here, made) = append(&mut project, texts);
    let (import, done) = replacing(project);
    bring_in(desk, import).await?;
    desk.announce(done + &here);
    Ok(made.flaws)
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

/// Adds a project and the texts that came with it to the open one, in one step of undo, and shows a place
/// where something was added. Adds a large project step by step, and a person can cancel meanwhile. Returns
/// the texts that became no article.
///
/// # Errors
/// The same as [`replace`].
pub async fn add(
    desk: Desk,
    project: &Project,
    texts: Vec<NewText>,
) -> Result<Vec<Diagnostic>, ImportError> {
    let name = &project.header.name;
    let (adding, made) =
        desk.peek(|state| with_texts(state, edit::add_project(state, project), texts));
    let here = here_already(&made);
    let Some(adding) = adding else {
        desk.announce(tf!("All of “{name}” is here already.{here}"));
        return Ok(made.flaws);
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
        "Added “{name}”: {}, {}.{here}",
        count(articles, "article"),
        count(marks, "mark"),
    );
    desk.announce(done);
    Ok(made.flaws)
}

/// Merges a copy of the open project into it, with the texts that came with it, in one step of undo, and
/// opens the list of conflicts if there are new ones. Merges much step by step, and a person can cancel
/// meanwhile. Returns the texts that became no article.
///
/// # Errors
/// The same as [`replace`].
pub async fn merge(
    desk: Desk,
    project: &Project,
    texts: Vec<NewText>,
) -> Result<Vec<Diagnostic>, ImportError> {
    let name = &project.header.name;
    let conflicts = || desk.peek(|state| edit::conflicts(state).len());
    let before = conflicts();
    let (merging, outlook, made) = desk.peek(|state| {
        let (merging, outlook) = edit::merge_project(state, project);
        let (merging, made) = with_texts(state, merging, texts);
        (merging, outlook, made)
    });
    let here = here_already(&made);
    let Some(merging) = merging else {
        desk.announce(tf!("All of “{name}” is here already.{here}"));
        return Ok(made.flaws);
    };
    bring_in(desk, merging).await?;
    // As many as the list has.
    let listed = conflicts();
    let texts = match made.documents.len() {
        0 => String::new(),
        many => tf!("{}, ", count(many, "text")),
    };
    let done = tf!(
        "Merged “{name}”: {texts}{} added, {}.{here}",
        count(outlook.annotations, "mark"),
        count(listed, "conflict"),
    );
    desk.announce(done);
    if listed > before {
        desk.open(Overlay::Conflicts);
    } else if outlook.placements > 0 {
        desk.open(Overlay::Places);
    }
    Ok(made.flaws)
}

/// Adds texts as new articles, in one step of undo, and shows the first. Says which are here already, and
/// reports the others that it did not add.
pub fn add_texts(desk: Desk, new: Vec<NewText>) -> Vec<Diagnostic> {
    put_texts(desk, new).flaws
}

/// Adds texts as new articles; returns what became no article.
fn put_texts(desk: Desk, new: Vec<NewText>) -> Made {
    let mut made = desk.peek(|state| texts::documents(InUse::of_state(state), new));
    let documents = std::mem::take(&mut made.documents);
    let first = documents.first().map(|document| document.meta.id.clone());
    let count = documents.len();
    let here = here_already(&made);
    let added = desk.peek(|state| edit::insert_documents(state, documents));
    if let (Some(added), Some(first)) = (added, first) {
        match desk.try_commit(added) {
            Ok(_) => {
                desk.show(&first);
                let done = match count {
                    1 => t!("Added an article.").to_owned(),
                    many => tf!("Added {many} articles."),
                };
                desk.announce(done + &here);
            }
            Err(error) => made.flaws.push(Diagnostic::error("", error.to_string())),
        }
    } else if !here.is_empty() {
        desk.announce(here.trim());
    }
    made
}
