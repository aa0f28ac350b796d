//! The formats of other annotation tools: writers that tell what is lost, and readers that tell
//! what is wrong.
//!
//! [`FORMATS`] is the whole list. Each format says what it carries; [`Format::write`] writes that
//! and lists the rest, and [`Format::read`] gives it back, to the letter. Nothing here panics on
//! any input, reads a clock or a random source, or touches a file by itself.
#![forbid(unsafe_code)]

use postil_core::format::{File, Read, Written};
use postil_core::json::{choice, record};
use postil_core::model::{DocumentId, Project};
use postil_core::text::Text;
use std::collections::HashMap;

pub mod decode;
pub mod limits;
pub mod progress;
pub mod sort;
pub mod unannotated;

mod archive;
mod brat;
mod by_document;
mod carry;
mod cas;
mod catalogue;
mod conll;
mod datasets;
mod doccano;
mod fields;
mod found;
mod ids;
mod incoming;
mod infer;
mod jsonl;
mod label_studio;
mod medtator;
mod pair;
mod prodigy;
mod pubannotation;
mod records;
mod report;
mod source;
mod table;
mod tei;
mod tokens;
mod w3c;
mod xml;

#[cfg(test)]
mod check;
#[cfg(test)]
mod torture;

pub use archive::{is_hidden, unpack};
pub use catalogue::{CATALOGUE, FormatInfo};

use carry::Losses;
use found::Found;

/// What a person can choose for a format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How CoNLL files mark which tokens a span has.
    pub scheme: Scheme,
    /// The layer that a format with one label a token takes first, second, and so on where spans
    /// overlap. Those that are not listed come after these, in the order of the schema.
    pub layers: Vec<String>,
}

record!(Options {
    scheme: optional,
    layers: optional,
});

/// How the tokens of a span are marked, where every token has one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// The first token `B-`, others `I-`.
    #[default]
    Iob2,
    /// A single token `S-`; of several the first `B-`, the last `E-`, others `I-`.
    Iobes,
    /// A single token `U-`; of several the first `B-`, the last `L-`, others `I-`.
    Bilou,
}

choice!(Scheme {
    "IOB2" => Iob2,
    "IOBES" => Iobes,
    "BILOU" => Bilou,
});

/// One format.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// LocalIds it in code, in options and in addresses.
    pub id: &'static str,
    /// What it is called on the screen.
    pub title: &'static str,
    /// The tools that open it.
    pub tools: &'static str,
    /// What its offsets count, for people.
    pub unit: &'static str,
    /// The extensions of its files, without the dot; the first is what a writer gives.
    pub extensions: &'static [&'static str],
    /// The media type of its files.
    pub mime: &'static str,
    /// Whether it is written otherwise by other [`Options`].
    pub options: bool,
    carry: fn(&Project, &Options) -> (Project, Losses),
    encode: fn(&Project, &Options) -> Vec<File>,
    decode: Option<fn(&[File]) -> Read>,
    looks: fn(&str, &[u8]) -> bool,
}

/// Every format, in the order in which they are offered.
pub static FORMATS: &[Format] = &[
    table::CSV,
    table::TSV,
    jsonl::FORMAT,
    w3c::FORMAT,
    brat::FORMAT,
    prodigy::FORMAT,
    conll::FORMAT,
    doccano::FORMAT,
    label_studio::FORMAT,
    datasets::FORMAT,
    cas::JSON,
    cas::XMI,
    cas::TSV,
    pubannotation::FORMAT,
    medtator::FORMAT,
    tei::FORMAT,
    report::MARKDOWN,
    report::HTML,
];

/// The format of that id.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

/// Which format a file is, by its name and how it begins; `None` for a project file of Postil and
/// for any other. Costs a look at the first kilobytes, or at the list of an archive's files.
pub fn detect(name: &str, bytes: &[u8]) -> Option<&'static Format> {
    if head(bytes)
        .replace(' ', "")
        .contains("\"format\":\"postil\"")
    {
        return None;
    }
    let readable = |format: &&Format| format.decode.is_some();
    (FORMATS.iter().filter(readable)).find(|format| (format.looks)(name, bytes))
}

impl Format {
    /// Writes a project: the files, and what of it is not in them. O(n log n).
    pub fn write(&self, project: &Project, options: &Options) -> Written {
        let (carried, losses) = (self.carry)(project, options);
        Written {
            files: (self.encode)(&carried, options),
            losses: losses.into_list(),
        }
    }

    /// What of a project comes through this format: what [`Format::read`] makes of what
    /// [`Format::write`] wrote. O(n log n).
    pub fn carried(&self, project: &Project, options: &Options) -> Project {
        (self.carry)(project, options).0
    }

    /// Whether it can be read, too.
    pub fn reads(&self) -> bool {
        self.decode.is_some()
    }

    /// Reads files that belong together: the tables of one project, or an archive.
    ///
    /// # Errors
    /// With what stands in the way; nothing is read then.
    pub fn read(&self, files: &[File]) -> Read {
        match self.decode {
            Some(decode) => decode(files),
            None => Found::default().fail("", "this format is for people, and is not read"),
        }
    }
}

/// One file for a person to save: the file itself, or an archive of several that is named after the
/// project. O(n).
pub fn pack(project: &str, mut files: Vec<File>) -> File {
    match files.len() {
        1 => files.swap_remove(0),
        _ => File {
            name: postil_core::format::file_name(project, "zip"),
            mime: "application/zip",
            bytes: archive::pack(&files),
        },
    }
}

/// Whether a name has one of some extensions, in any case.
fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let name = name.to_lowercase();
    (extensions.iter()).any(|extension| {
        name.strip_suffix(extension)
            .is_some_and(|stem| stem.ends_with('.'))
    })
}

/// The beginning of a file as text, for a look at what it is.
fn head(bytes: &[u8]) -> &str {
    const HEAD_BYTES: usize = 8 << 10;
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => {
            let valid = head.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(valid).unwrap_or_default()
        }
    }
}

/// The first line of a file that is a JSON object, for a look at what it is.
fn first_line(bytes: &[u8]) -> Option<serde_json::Value> {
    const MAX_LINE_BYTES: usize = 16 << 20;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let line = bytes.split(|&byte| byte == b'\n').next()?;
    if !line.starts_with(b"{") || line.len() > MAX_LINE_BYTES {
        return None;
    }
    serde_json::from_slice(line).ok()
}

/// The texts of a project's documents.
fn texts(project: &Project) -> HashMap<DocumentId, Text> {
    let one =
        |d: &postil_core::model::Document| (d.meta.id.clone(), Text::from_frozen(d.text.as_str()));
    project.documents.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn other_files_are_not_taken_for_a_format() {
        let project = postil_core::format::postil::write(&torture::project());
        let own = &project.files[0];
        for (name, bytes) in [
            (own.name.as_str(), own.bytes.as_slice()),
            ("a.txt", b"A text."),
            ("a.md", b"# A text"),
            ("a.json", b"{\"a\": 1}"),
            ("a.jsonl", b"{\"a\": 1}"),
            ("a.csv", b"a,b\n1,2\n"),
            ("a.zip", b"PK\x03\x04"),
            ("a.xml", b"<a/>"),
            ("", b""),
            ("a", b"\xFF\xFE"),
        ] {
            let found = detect(name, bytes).map(|format| format.id);
            assert_eq!(found, None, "{name}");
        }
    }

    #[test]
    fn formats_differ_by_id_and_by_file_name() {
        let ids: BTreeSet<_> = FORMATS.iter().map(|format| format.id).collect();
        assert_eq!(ids.len(), FORMATS.len());
        for format in FORMATS {
            for file in format.write(&torture::project(), &Options::default()).files {
                let extension = format.extensions[0];
                let card = file.name == "README.md";
                let config = file.name.ends_with(".xml");
                assert!(
                    card || config || file.name.ends_with(extension),
                    "{}",
                    file.name
                );
            }
        }
    }
}
