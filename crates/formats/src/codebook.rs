//! Codebooks of other tools, without texts: what could be marked.
//!
//! Read are brat's `annotation.conf` with `visual.conf`, MedTator's DTD, the configuration of Label
//! Studio, type systems of UIMA, and REFI-QDA codebooks (`.qdc`); all by their content. Names become what
//! the readers of marks make of them, so that marks of the same tool fit. `.qdc` is written, too.

use crate::found::Found;
use crate::{archive, brat, cas, head, label_studio, medtator, qda};
use postil_core::crowd;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::{File, Written};
use postil_core::model::{Codebook, Project};
use postil_core::state::State;

/// The result of a reader: a codebook, with what was left out of it; or the errors that prevented reading.
pub type Read = Result<(Codebook, Vec<Diagnostic>), Vec<Diagnostic>>;

/// Where a codebook can come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Brat,
    Medtator,
    LabelStudio,
    Cas,
    Qda,
}

impl Kind {
    /// The kind of a file, by its beginning.
    fn of(file: &File) -> Option<Self> {
        let head = head(&file.bytes);
        if qda::is_codebook(head) {
            Some(Self::Qda)
        } else if cas::is_type_system(head) {
            Some(Self::Cas)
        } else if label_studio::is_configuration(head) {
            Some(Self::LabelStudio)
        } else if medtator::is_definition(head) {
            Some(Self::Medtator)
        } else if brat::is_configuration(head) {
            Some(Self::Brat)
        } else {
            None
        }
    }
}

/// Whether a file is a codebook of another tool, by its content. Reads its beginning.
pub fn is_codebook(file: &File) -> bool {
    Kind::of(file).is_some()
}

/// Reads a codebook of another tool: one file, files that belong together, or an archive of them. Of
/// several kinds of codebooks, the first is read; other files are left out. O(n log n).
///
/// # Errors
/// With diagnostics that name the file: when none of the files is a codebook, when one is broken, or
/// when they list nothing.
pub fn read(files: &[File]) -> Read {
    let mut found = Found::default();
    let files = archive::unpack(files).map_err(|error| vec![error])?;
    let kinds: Vec<Option<Kind>> = files.iter().map(Kind::of).collect();
    let Some(kind) = kinds.iter().copied().flatten().next() else {
        let name = files.first().map_or("", |file| file.name.as_str());
        return Err(vec![Diagnostic::error(
            name,
            "this is no codebook that can be read: expected annotation.conf of brat, a DTD of MedTator, a \
             configuration of Label Studio (<View>), a type system of UIMA, or a REFI-QDA codebook (.qdc)",
        )]);
    };
    let mut own = Vec::new();
    for (file, its) in files.iter().zip(&kinds) {
        match its {
            Some(its) if *its == kind => own.push(file),
            Some(_) => found.left_out(&file.name, "a codebook of another tool than the first one"),
            None => found.left_out(&file.name, "no codebook"),
        }
    }
    let codebook = match kind {
        Kind::Brat => brat::codebook(&own, &mut found),
        Kind::Medtator => medtator::codebook(&own, &mut found),
        Kind::LabelStudio => label_studio::codebook(&own, &mut found),
        Kind::Cas => cas::codebook(&own, &mut found),
        Kind::Qda => qda::codebook(&own, &mut found),
    };
    finish(codebook, found)
}

/// Ends with a codebook that a project can have, or with all errors.
fn finish(codebook: Codebook, found: Found) -> Read {
    let mut list = found.end()?;
    let Codebook { schema, guidelines } = codebook;
    if schema.layers.is_empty() && schema.relations.is_empty() {
        let message = "it lists neither labels nor link types";
        return Err(vec![Diagnostic::error("", message)]);
    }
    let remarks = crowd::remarks(&schema).into_iter();
    list.extend(remarks.map(|remark| Diagnostic::warning("", remark)));
    let project = Project {
        schema,
        ..Project::default()
    };
    State::check(&project)?;
    let codebook = Codebook {
        schema: project.schema,
        guidelines,
    };
    Ok((codebook, list))
}

/// Writes a codebook in the form that programs for qualitative analysis exchange (`.qdc`), named after
/// a project: layers and labels with their definitions and colors, and groups of labels. Lists what is
/// lost. O(n).
pub fn write_qdc(project: &str, codebook: &Codebook) -> Written {
    qda::write_codebook(project, codebook)
}

#[cfg(test)]
mod tests;
