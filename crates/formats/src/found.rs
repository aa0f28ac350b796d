//! The diagnostics of a reader, and how it ends.

use crate::crowd;
use crate::infer;
use crate::limits;
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::format::Read;
use postil_core::model::Project;
use postil_core::state::State;

/// Collects diagnostics; beyond [`limits::MAX_ERRORS`] errors are counted only.
#[derive(Debug, Default)]
pub struct Found {
    list: Vec<Diagnostic>,
    errors: usize,
}

impl Found {
    /// Adds an error: something that prevents reading.
    pub fn error(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.errors += 1;
        if self.errors <= limits::MAX_ERRORS {
            self.list.push(Diagnostic::error(place, message));
        }
    }

    /// Adds a warning, once per place and message.
    pub fn warning(&mut self, place: impl Into<String>, message: impl Into<String>) {
        let warning = Diagnostic::warning(place, message);
        if self.list.len() < 2 * limits::MAX_ERRORS && !self.list.contains(&warning) {
            self.list.push(warning);
        }
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

    /// Ends with a project, or with all errors. A project without a schema gets one that is
    /// inferred from use.
    ///
    /// # Errors
    /// When an error was added, or [`State::check`] finds one.
    pub fn finish(mut self, mut project: Project, has_schema: bool) -> Read {
        if self.errors == 0 && project.documents.is_empty() {
            // An empty project is valid, but not what a person expects of a file.
            self.warning("", "there is no article in it");
        }
        if self.errors > limits::MAX_ERRORS {
            let more = format!("and {} more", self.errors - limits::MAX_ERRORS);
            self.list.push(Diagnostic::error("", more));
        }
        if self.errors > 0 {
            self.list.retain(|d| d.severity == Severity::Error);
            return Err(self.list);
        }
        if !has_schema {
            project.schema = infer::schema(&project);
        }
        State::check(&project)?;
        for remark in crowd::remarks(&project.schema) {
            self.list.push(Diagnostic::warning("", remark));
        }
        Ok((project, self.list))
    }

    /// Ends with an error at a place, as [`Self::stop`] does.
    pub fn fail(self, place: impl Into<String>, message: impl Into<String>) -> Read {
        self.stop(Diagnostic::error(place, message))
    }

    /// Ends with an error, after those found before; warnings are dropped.
    pub fn stop(mut self, error: Diagnostic) -> Read {
        self.list.push(error);
        self.list.retain(|d| d.severity == Severity::Error);
        Err(self.list)
    }
}
