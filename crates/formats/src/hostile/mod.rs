//! The files that make the most work for their size: what someone would send who wants the page to
//! stand still.

use crate::{encodings, pack, rich_text, sort, unannotated};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::{File, Read, postil};
use postil_core::model::Project;

mod archives;
mod cas;
mod json;
mod lines;
mod own;
mod qda;
mod texts;
mod word;
mod xml;

/// In place of a format: a project file.
pub const OWN: &str = "postil";
/// A text without annotations.
pub const TEXT: &str = "text";
/// A text in an old encoding; each character is a byte.
pub const OLD: &str = "old text";
/// Files of which the format is not known yet.
pub const SORTED: &str = "files";

/// A file of a format, as large as it is asked for.
#[derive(Clone, Copy)]
pub struct Hostile {
    /// The id of its format, or [`OWN`], [`TEXT`], [`OLD`] or [`SORTED`].
    pub format: &'static str,
    /// What is bad about it.
    pub what: &'static str,
    /// The extension of its file.
    pub extension: &'static str,
    /// Makes its text of about so many bytes.
    pub make: fn(usize) -> String,
}

impl Hostile {
    /// The files of about so many bytes.
    pub fn files(&self, bytes: usize) -> Vec<File> {
        let whole = (self.make)(bytes);
        let (archive, whole) = match whole.split_once(PACKED_END) {
            Some((archive, whole)) => (Some(archive), whole),
            None => (None, whole.as_str()),
        };
        let mut files = Vec::new();
        for (number, part) in (0..).zip(whole.split(NEXT_FILE)) {
            let (name, text) = match part.split_once(NAME_END) {
                Some((name, text)) => (name.to_owned(), text),
                None => (format!("hostile-{number}.{}", self.extension), part),
            };
            let bytes = match self.format {
                OLD => (text.chars())
                    .map(|c| u8::try_from(c).unwrap_or(b'?'))
                    .collect(),
                _ => text.as_bytes().to_vec(),
            };
            files.push(File {
                name,
                mime: "",
                bytes,
            });
        }
        if let Some(archive) = archive {
            let packed = pack("", files);
            files = vec![File {
                name: archive.to_owned(),
                ..packed
            }];
        }
        files
    }

    /// Reads its files as the page does; without annotations, the project is empty.
    ///
    /// # Errors
    /// When they are refused.
    pub fn read(&self, files: &[File]) -> Read {
        match self.format {
            OWN => postil::read(&files[0].bytes),
            TEXT => text(&files[0]),
            OLD => {
                let read = encodings::decode(&files[0], None);
                Ok((
                    Project::default(),
                    vec![Diagnostic::warning("", read.label)],
                ))
            }
            SORTED => {
                let sorted = sort::sort(files.to_vec());
                let mut found = sorted.found;
                for other in &sorted.others {
                    found.extend(text(other).err().into_iter().flatten());
                }
                let groups = sorted.groups.iter();
                let read = groups.map(|group| group.format.read(&group.files)).next();
                read.unwrap_or(Ok((Project::default(), found)))
            }
            id => crate::format(id).expect("the id of a format").read(files),
        }
    }
}

/// Reads a text without annotations.
fn text(file: &File) -> Read {
    if rich_text::is_rich_text(file) {
        let (_, remarks) = rich_text::read(file).map_err(|problem| vec![problem])?;
        return Ok((Project::default(), remarks));
    }
    match unannotated::read(file) {
        None => {}
        Some(Ok(unannotated::Unannotated::Text(..))) => {}
        Some(Ok(unannotated::Unannotated::Table(table))) => {
            table.texts(&table.guess());
        }
        Some(Err(problem)) => return Err(vec![problem]),
    }
    Ok((Project::default(), Vec::new()))
}

/// Stands between two files.
const NEXT_FILE: char = '\u{1}';
/// Ends the name of a file.
const NAME_END: char = '\u{2}';
/// Ends the name of the archive that all files are packed into.
const PACKED_END: char = '\u{3}';

/// All of them.
pub fn all() -> Vec<Hostile> {
    [
        xml::all(),
        json::all(),
        lines::all(),
        cas::all(),
        qda::all(),
        own::all(),
        texts::all(),
        word::all(),
        archives::all(),
    ]
    .concat()
}

/// As many pieces as make so many bytes, by their numbers from 0.
fn fill(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes);
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&piece(number));
    }
    text
}

/// The same, with commas between them.
fn list(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let all = fill(bytes, |number| piece(number) + ",");
    all.trim_end_matches(',').to_owned()
}
