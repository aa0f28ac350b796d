//! The files that make the most work for their size: what someone would send who wants the page to
//! stand still.

use postil_core::format::File;

mod cas;
mod json;
mod lines;
mod qda;
mod xml;

/// A file of a format, as large as it is asked for.
#[derive(Clone, Copy)]
pub struct Hostile {
    /// The id of its format; `postil` for a project file.
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
        let mut files = Vec::new();
        for (number, part) in (0..).zip(whole.split(NEXT_FILE)) {
            let (name, text) = match part.split_once(NAME_END) {
                Some((name, text)) => (name.to_owned(), text),
                None => (format!("hostile-{number}.{}", self.extension), part),
            };
            files.push(File {
                name,
                mime: "",
                bytes: text.as_bytes().to_vec(),
            });
        }
        files
    }
}

/// Stands between two files.
const NEXT_FILE: char = '\u{1}';
/// Ends the name of a file.
const NAME_END: char = '\u{2}';

/// All of them.
pub fn all() -> Vec<Hostile> {
    [
        xml::all(),
        json::all(),
        lines::all(),
        cas::all(),
        qda::all(),
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
