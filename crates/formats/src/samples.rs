//! Reads sample files as the page does, and counts what came of each.

use crate::{encodings, sort, unannotated};
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::format::{File, Read, postil};
use postil_core::model::Project;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use unannotated::Unannotated;

/// What came of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files that were read whole.
    pub read: usize,
    /// Files of which parts were left out.
    pub in_part: usize,
    /// Files that were refused.
    pub refused: usize,
}

/// What came of files, by what they are taken for: the id of a format, or what they are in words.
pub type Tally = BTreeMap<String, Counts>;

/// Extensions of files that are no samples: code, settings, and what tests note.
const OTHERS: &[&str] = &[
    "rs",
    "toml",
    "lock",
    "py",
    "js",
    "css",
    "md",
    "svg",
    "png",
    "woff2",
    "proptest-regressions",
];

/// Folders without samples: what is built, what the browser has stored, schemas and codebooks to start
/// from, pages made by scripts, and PDF files, which a crate of its own reads.
const OTHER_FOLDERS: &[&str] = &[
    "target",
    "node_modules",
    "stored",
    "schema",
    "template",
    "bench-pages",
    "pdf",
];

/// Whether a name is that of a web page.
fn is_page(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    ["html", "htm", "xhtml"].contains(&extension)
}

/// Reads the files in a folder together, and those of each folder in it, and counts them.
///
/// # Errors
/// When a file or a folder cannot be opened.
pub fn folder(path: &Path, tally: &mut Tally) -> io::Result<()> {
    let mut files = Vec::new();
    let mut entries = fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_other = name.starts_with('.') || OTHERS.iter().any(|it| name.ends_with(it));
        if entry.file_type()?.is_dir() {
            if !is_other && !OTHER_FOLDERS.contains(&name.as_str()) {
                folder(&entry.path(), tally)?;
            }
        } else if !is_other {
            let bytes = fs::read(entry.path())?;
            files.push(File {
                name,
                mime: "",
                bytes,
            });
        }
    }
    together(files, tally);
    Ok(())
}

/// Reads files that come in together, and counts them.
pub fn together(mut files: Vec<File>, tally: &mut Tally) {
    for file in &mut files {
        if encodings::is_old(file) {
            file.bytes = encodings::decode(file, None).text.into_bytes();
        }
    }
    let sorted = sort::sort(files);
    for group in sorted.groups {
        let read = group.format.read(&group.files);
        note(tally, group.format.id, group.files.len(), &read);
    }
    for file in sorted.others {
        let (what, read) = other(&file);
        note(tally, what, 1, &read);
    }
    for problem in sorted.found {
        note(tally, "unknown JSON or archive", 1, &Err(vec![problem]));
    }
}

/// Reads a file of no other tool, and says what it is taken for.
fn other(file: &File) -> (&'static str, Read) {
    let (what, read) = match unannotated::read(file) {
        Some(Ok(Unannotated::Text(..))) if is_page(&file.name) => ("web page", Ok(())),
        Some(Ok(Unannotated::Text(..))) => ("document of an office", Ok(())),
        Some(Ok(Unannotated::Table(_))) => ("table of texts", Ok(())),
        Some(Err(problem)) => ("page, document or table", Err(problem)),
        None if file.name.ends_with("json") => return ("project file", postil::read(&file.bytes)),
        None => {
            let text = crate::decode::decode_file(&file.name, &file.bytes);
            let error = |message| Diagnostic::error(&file.name, message);
            ("plain text", text.map(|_| ()).map_err(error))
        }
    };
    let read = read.map(|()| (Project::default(), Vec::new()));
    (what, read.map_err(|problem| vec![problem]))
}

/// Counts files that were read together.
pub fn note(tally: &mut Tally, what: &str, files: usize, read: &Read) {
    let counts = tally.entry(what.to_owned()).or_default();
    let is_left_out = |it: &Diagnostic| it.severity == Severity::LeftOut;
    match read {
        Ok((_, found)) if found.iter().any(is_left_out) => counts.in_part += files,
        Ok(_) => counts.read += files,
        Err(_) => counts.refused += files,
    }
}
