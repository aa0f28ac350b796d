//! The diagnostics of a reader, and how it ends.

use crate::infer;
use crate::limits;
use crate::twins::{self, Corpus, Joined};
use crate::unplaced::{self, Unplaced};
use postil_core::crowd;
use postil_core::diagnostic::{Diagnostic, Severity, clip};
use postil_core::format::Read;
use postil_core::model::{ClusterId, Project};
use postil_core::state::State;
use std::collections::HashSet;

/// The first few of many names, and how many more there are.
pub fn named(names: &[String]) -> String {
    const MAX_NAMED: usize = 5;
    let first: Vec<&str> = names.iter().take(MAX_NAMED).map(String::as_str).collect();
    match names.len() - first.len() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Collects diagnostics; beyond [`limits::MAX_ERRORS`] errors, [`limits::MAX_WARNINGS`] warnings and
/// [`limits::MAX_LEFT_OUT`] parts that are left out, they are counted only.
#[derive(Debug, Default)]
pub struct Found {
    list: Vec<Diagnostic>,
    errors: usize,
    /// The warnings, in words.
    warned: HashSet<String>,
    /// How many warnings are not listed.
    unlisted: usize,
    left_out: usize,
    unplaced: Vec<Unplaced>,
}

impl Found {
    /// Adds an error: something that prevents reading.
    pub fn error(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.errors += 1;
        if self.errors <= limits::MAX_ERRORS {
            self.list.push(Diagnostic::error(place, message));
        }
    }

    /// Adds a part of the file that is left out, while the rest is read.
    pub fn left_out(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.left_out += 1;
        if self.left_out <= limits::MAX_LEFT_OUT {
            self.list.push(Diagnostic::left_out(place, message));
        }
    }

    /// Adds a warning, once per place and message.
    pub fn warning(&mut self, place: impl Into<String>, message: impl Into<String>) {
        let warning = Diagnostic::warning(place, message);
        if self.warned.len() >= limits::MAX_WARNINGS {
            self.unlisted += 1;
        } else if self.warned.insert(warning.to_string()) {
            self.list.push(warning);
        }
    }

    /// Adds what another reader has said about a part of the files.
    pub fn add(&mut self, said: Diagnostic) {
        match said.severity {
            Severity::Error => self.error(said.place, said.message),
            Severity::LeftOut => self.left_out(said.place, said.message),
            Severity::Warning => self.warning(said.place, said.message),
        }
    }

    /// Adds a warning of which there are a few at most for each file, whatever the number of others.
    pub fn summary(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.list.push(Diagnostic::warning(place, message));
    }

    /// Adds an annotation of the project whose place is not certain: it will be on the list of marks
    /// to place.
    pub fn unplaced(&mut self, annotation: Unplaced) {
        self.unplaced.push(annotation);
    }

    /// Joins articles that several files have, as [`twins::join`] does, and remarks how many.
    pub fn join_twins(&mut self, project: &mut Project, ends: &[usize]) {
        self.joined(&twins::join(project, ends));
    }

    /// Joins articles that copies of a corpus have, as [`twins::join_corpora`] does, and remarks how many.
    pub fn join_corpora(&mut self, project: &mut Project, corpus: &Corpus) {
        self.joined(&twins::join_corpora(project, corpus));
    }

    fn joined(&mut self, joined: &Joined) {
        if joined.documents > 0 {
            let message = format!(
                "articles that more than one of the files has, with the marks of all: {}; equal marks came in \
                 once: {}",
                joined.documents,
                joined.gone.len()
            );
            self.summary("", message);
        }
        if !joined.authors.is_empty() {
            let message = format!(
                "nobody is named in the files of several, so their folders name the annotators: {}",
                named(&joined.authors)
            );
            self.summary("", message);
        }
        self.unplaced
            .retain(|mark| !joined.gone.contains(&mark.annotation));
    }

    /// Returns what was read, or adds an error at a place.
    pub fn ok<T>(&mut self, place: impl FnOnce() -> String, read: Result<T, String>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(message) => {
                self.error(place(), message);
                None
            }
        }
    }

    /// Takes out parts of groups that are not in the files, as when only some of them came in. O(n).
    fn whole_groups(&mut self, project: &mut Project) {
        let clusters = &mut project.clusters;
        if clusters.iter().all(|cluster| cluster.parts.is_empty()) {
            return;
        }
        let known: HashSet<ClusterId> = clusters.iter().map(|it| it.id.clone()).collect();
        for cluster in clusters {
            let mut missing = Vec::new();
            let mut listed = HashSet::new();
            cluster.parts.retain(|part| {
                if !known.contains(part) {
                    missing.push(part.clone());
                    return false;
                }
                listed.insert(part.clone())
            });
            for part in missing {
                let place = format!("cluster “{}”", clip(cluster.id.as_str()));
                self.left_out(
                    place,
                    format!("its part “{}” is not there", clip(part.as_str())),
                );
            }
        }
    }

    /// Ends with a project, or with all errors. A project without a schema gets one that is
    /// inferred from use.
    ///
    /// # Errors
    /// When an error was added, when so much was left out that there is no document, or when
    /// [`State::check`] finds an error.
    pub fn finish(mut self, mut project: Project, has_schema: bool) -> Read {
        if project.documents.is_empty() {
            if self.left_out > 0 {
                return Err(self.into_errors());
            }
            if self.errors == 0 {
                // An empty project is valid, but not what a person expects of a file.
                self.warning("", "there is no article in it");
            }
        }
        if self.errors > 0 {
            return Err(self.into_errors());
        }
        if !has_schema {
            project.schema = infer::schema(&project);
        }
        self.whole_groups(&mut project);
        unplaced::set_aside(&mut project, std::mem::take(&mut self.unplaced));
        State::check(&project)?;
        self.count_more();
        for remark in crowd::remarks(&project.schema) {
            self.list.push(Diagnostic::warning("", remark));
        }
        Ok((project, self.list))
    }

    /// Ends with what was found beside what was read, or with all errors.
    ///
    /// # Errors
    /// When an error was added.
    pub fn end(mut self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        if self.errors > 0 {
            return Err(self.into_errors());
        }
        self.count_more();
        Ok(self.list)
    }

    /// Says how much more was left out and remarked than is listed.
    fn count_more(&mut self) {
        if self.left_out > limits::MAX_LEFT_OUT {
            let more = format!("and {} more", self.left_out - limits::MAX_LEFT_OUT);
            self.list.push(Diagnostic::left_out("", more));
        }
        if self.unlisted > 0 {
            let more = format!("and {} more remarks", self.unlisted);
            self.list.push(Diagnostic::warning("", more));
        }
    }

    /// The errors, or where there are none, what was left out as errors; the first of them, and how
    /// many more there are.
    fn into_errors(self) -> Vec<Diagnostic> {
        let (severity, all) = match self.errors {
            0 => (Severity::LeftOut, self.left_out),
            errors => (Severity::Error, errors),
        };
        let mut list = self.list;
        list.retain(|it| it.severity == severity);
        list.truncate(limits::MAX_ERRORS);
        list.iter_mut().for_each(|it| it.severity = Severity::Error);
        if all > list.len() {
            let more = format!("and {} more", all - list.len());
            list.push(Diagnostic::error("", more));
        }
        list
    }

    /// Ends with an error at a place, as [`Self::stop`] does.
    pub fn fail(self, place: impl Into<String>, message: impl Into<String>) -> Read {
        self.stop(Diagnostic::error(place, message))
    }

    /// Ends with an error, after those found before; warnings are dropped.
    pub fn stop(mut self, error: Diagnostic) -> Read {
        self.list.push(error);
        self.list.retain(|it| it.severity == Severity::Error);
        Err(self.list)
    }
}
