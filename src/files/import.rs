//! Files that come in: projects and texts.

use super::decode::decode;
use super::texts::{self, NewText};
use crate::desk::Desk;
use postil_core::diagnostic::Diagnostic;
use postil_core::edit;
use postil_core::format::postil;
use postil_core::transaction::{Op, Transaction};

/// A file that was handed to the page.
pub struct Incoming {
    /// What it is called.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Takes files in: a `.json` is a project, which replaces the open one; anything else is the text
/// of a new article. Each of the two is one step of undo. A file that cannot be read changes
/// nothing; what is said about a file begins with its name.
pub fn import(desk: Desk, files: Vec<Incoming>) -> Vec<Diagnostic> {
    let (projects, others): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|file| file.name.to_lowercase().ends_with(".json"));
    let mut found = Vec::new();
    let mut projects = projects.into_iter();
    if let Some(file) = projects.next() {
        found.extend(import_project(desk, &file));
    }
    let too_many = "one project at a time: this file was not opened";
    found.extend(projects.map(|file| Diagnostic::error(file.name, too_many)));
    let mut texts = Vec::new();
    for file in others {
        match decode(&file.bytes) {
            Ok(text) => texts.push(NewText {
                name: file.name,
                text,
            }),
            Err(message) => found.push(Diagnostic::error(file.name, message)),
        }
    }
    found.extend(add_texts(desk, texts));
    found
}

fn import_project(desk: Desk, file: &Incoming) -> Vec<Diagnostic> {
    let located = |found: Vec<Diagnostic>| {
        let name = &file.name;
        let place = |found: &Diagnostic| match found.place.is_empty() {
            true => name.clone(),
            false => format!("{name}, {}", found.place),
        };
        let located = found.into_iter().map(|found| Diagnostic {
            place: place(&found),
            ..found
        });
        located.collect()
    };
    let (project, warnings) = match postil::read(&file.bytes) {
        Ok(read) => read,
        Err(found) => return located(found),
    };
    let name = project.header.name.clone();
    let (articles, marks) = (project.documents.len(), project.annotations.len());
    let import = Transaction::new(
        format!("import “{name}”"),
        vec![Op::PutProject(Box::new(project))],
    );
    match desk.try_commit(import) {
        Ok(_) => {
            desk.announce(format!(
                "Imported “{name}”: {articles} articles, {marks} marks. Undo brings the former project back."
            ));
            located(warnings)
        }
        Err(reason) => vec![Diagnostic::error(file.name.clone(), reason)],
    }
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
