//! The formats of other annotation tools: writers that report what is lost, and readers that report
//! what is wrong.
//!
//! [`FORMATS`] lists them all. Each format says what it carries; [`Format::write`] writes that and
//! lists the rest, and [`Format::read`] gives back exactly what was written. Nothing here panics on
//! any input, reads a clock or a random source, or opens a file.
#![forbid(unsafe_code)]

use postil_core::format::{File, Read, Written};
use postil_core::json::{choice, record};
use postil_core::model::{DocumentId, Project};
use postil_core::text::Text;
use std::collections::HashMap;

pub mod choices;
pub mod codebook;
pub mod decode;
pub mod encodings;
pub mod limits;
pub mod progress;
pub mod rich_text;
pub mod sort;
pub mod unannotated;

mod archive;
mod brat;
mod by_document;
mod carry;
mod cas;
mod catalogue;
mod choice;
mod color_names;
mod conll;
mod covered;
mod datasets;
mod declared;
mod doccano;
mod fields;
mod found;
mod ids;
mod incoming;
mod infer;
mod jsonl;
mod label_studio;
mod looks;
mod medtator;
mod pair;
mod places;
mod prodigy;
mod pubannotation;
mod qda;
mod records;
mod report;
mod runs;
mod shape;
mod shared;
mod source;
mod steps;
mod table;
mod tagged;
mod tei;
mod tokens;
mod twins;
mod unknown;
mod unplaced;
mod version;
mod w3c;
mod xml;

#[cfg(test)]
mod check;
#[cfg(test)]
mod foreign;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod overview;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod slow;
#[cfg(test)]
mod torture;

pub use archive::{is_hidden, is_zip, unpack};
pub use catalogue::{CATALOGUE, FormatInfo};
pub use table::findings;

use carry::Losses;
use found::Found;
use shape::Sample;

/// The choices that a person has for a format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How CoNLL files mark the tokens of a span.
    pub scheme: Scheme,
    /// Layers by priority: where spans overlap, a format with one label per token writes the first
    /// of them. Layers that are not listed follow in the order of the schema.
    pub layers: Vec<String>,
}

record!(Options {
    scheme: optional,
    layers: optional,
});

/// How the tokens of a span are marked where every token has one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// First token `B-`, others `I-`.
    #[default]
    Iob2,
    /// Single token `S-`; otherwise first `B-`, last `E-`, others `I-`.
    Iobes,
    /// Single token `U-`; otherwise first `B-`, last `L-`, others `I-`.
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
    /// Its name in code, options and addresses.
    pub id: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
    /// The tools that open it.
    pub tools: &'static str,
    /// What its offsets count, for people.
    pub unit: &'static str,
    /// The extensions of its files, without the dot; the writer uses the first.
    pub extensions: &'static [&'static str],
    /// The media type of its files.
    pub mime: &'static str,
    /// Whether [`Options`] change what is written.
    pub options: bool,
    carry: fn(&Project, &Options) -> (Project, Losses),
    encode: fn(&Project, &Options) -> Vec<File>,
    decode: Option<fn(&[File]) -> Read>,
    looks: fn(&str, &Sample) -> bool,
}

/// Every format, in the order in which the page offers them.
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
    qda::FORMAT,
    report::MARKDOWN,
    report::HTML,
];

/// The format of that id.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

/// Detects the format of a file by its name and its content; `None` for a Postil project file and for
/// any other. Reads the first kilobytes, the first records of JSON ([`shape`]), or the list of an
/// archive's files.
pub fn detect(name: &str, bytes: &[u8]) -> Option<&'static Format> {
    let sample = Sample::new(bytes);
    if sample.shape().is_project() {
        return None;
    }
    let readable = |format: &&Format| format.decode.is_some();
    let found = (FORMATS.iter().filter(readable)).find(|format| (format.looks)(name, &sample));
    found.or_else(|| format(prodigy::FORMAT.id).filter(|_| prodigy::is_texts(sample.shape())))
}

/// Whether a file is a project of Postil, by its fields, in whichever order they stand. O(n) up to 64 MiB.
pub fn is_project(bytes: &[u8]) -> bool {
    Sample::new(bytes).shape().is_project()
}

impl Format {
    /// Writes a project, and lists what is lost. O(n log n).
    pub fn write(&self, project: &Project, options: &Options) -> Written {
        let (mut carried, losses) = (self.carry)(project, options);
        // Named even where the codebook itself has no room.
        carried.schema.version = project.schema.version;
        Written {
            files: (self.encode)(&carried, options),
            losses: losses.into_list(),
        }
    }

    /// The part of a project that survives this format: what [`Format::read`] makes of the files of
    /// [`Format::write`]. O(n log n).
    pub fn carried(&self, project: &Project, options: &Options) -> Project {
        (self.carry)(project, options).0
    }

    /// Makes one file to save of its files, like [`pack`]; the name of an archive tells the format,
    /// too: `NAME.csv.zip`. O(n).
    pub fn pack(&self, project: &str, files: Vec<File>) -> File {
        let several = files.len() > 1;
        let mut file = pack(project, files);
        if several {
            let extension = format!("{}.zip", self.kind());
            file.name = postil_core::format::file_name(project, &extension);
        }
        file
    }

    /// What tells the names of its files from those of other formats: `csv`, `hf`.
    fn kind(&self) -> &'static str {
        let kind = self
            .extensions
            .first()
            .and_then(|name| name.split('.').next());
        kind.unwrap_or(self.id)
    }

    /// Whether it can be read as well.
    pub fn reads(&self) -> bool {
        self.decode.is_some()
    }

    /// Reads files that belong together, such as the tables of one project, or an archive.
    ///
    /// # Errors
    /// With everything that prevents reading; then nothing is read.
    pub fn read(&self, files: &[File]) -> Read {
        match self.decode {
            Some(decode) => decode(files),
            None => Found::default().fail("", "this format is for people and cannot be read"),
        }
    }
}

/// Makes one file to save: the file itself, or an archive of several, named after the project.
/// O(n).
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

/// Whether a name has one of these extensions, ignoring case.
fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let name = name.to_lowercase();
    (extensions.iter()).any(|extension| {
        name.strip_suffix(extension)
            .is_some_and(|stem| stem.ends_with('.'))
    })
}

/// The beginning of a file as text, to detect its format.
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

/// The texts of a project's documents.
fn texts(project: &Project) -> HashMap<DocumentId, Text> {
    let one =
        |d: &postil_core::model::Document| (d.meta.id.clone(), Text::from_frozen(d.text.as_str()));
    project.documents.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_core::format::{file_name, is_reserved};
    use postil_core::model::{Document, DocumentMeta};
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

    /// Names that some file system does not take as they are, or that look like others.
    const ODD_NAMES: [&str; 14] = [
        "CON",
        "nul",
        "com1.txt",
        "COM¹",
        "LPT9 ",
        "a.",
        " a",
        "A",
        "../a",
        "C:\\a",
        "a\0b",
        "a\u{202E}b\u{200B}\u{2066}",
        ".a",
        "",
    ];

    #[test]
    fn names_in_archives_are_fit_for_every_system() {
        let mut project = torture::project();
        let long = "ä".repeat(300);
        let ids = (ODD_NAMES.iter().copied().filter(|id| !id.is_empty())).chain([long.as_str()]);
        for id in ids {
            let meta = DocumentMeta::new(id.into(), id);
            project.documents.push(Document::new(meta, "text"));
        }
        for name in ODD_NAMES.into_iter().chain([long.as_str()]) {
            project.header.name = name.to_owned();
            for format in FORMATS {
                let written = format.write(&project, &Options::default()).files;
                let whole = format.pack(name, written);
                let inside = archive::names(&whole.bytes);
                let mut taken = BTreeSet::new();
                for name in inside.iter().chain([&whole.name]) {
                    assert!(name.len() <= 255, "{}: {name}", format.id);
                    for step in name.split('/') {
                        assert!(!is_reserved(step), "{}: {name}", format.id);
                        let start: String = step.chars().take(60).collect();
                        let start = start.trim_end_matches(['.', ' ']);
                        assert_eq!(file_name(start, "x"), format!("{start}.x"), "{}", format.id);
                    }
                    assert!(taken.insert(name.to_lowercase()), "{}: {name}", format.id);
                }
                if archive::is_zip(&whole.bytes) {
                    archive::unpack(&[whole]).expect("an archive that can be unpacked");
                }
            }
        }
    }

    #[test]
    fn what_is_downloaded_bears_the_name_of_its_format() {
        let mut names = BTreeSet::new();
        for format in FORMATS {
            let written = format.write(&torture::project(), &Options::default());
            let name = format.pack("Torture", written.files).name;
            assert!(names.insert(name.clone()), "{name} twice: {names:?}");
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
