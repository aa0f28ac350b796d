//! Finds projects and texts in files.

use super::encodings::Encodings;
use super::formats::{Formats, ReadText};
use super::pdf::{Pdfs, is_pdf};
use crate::desk::labels;
use crate::desk::proposal::Encoded;
use crate::ui::sentence::{t, tf};
use postil_core::diagnostic::Diagnostic;
use postil_core::edit;
use postil_core::format::{File, postil};
use postil_core::model::Project;
use postil_formats::choices::{self, Choice};
use postil_formats::decode::{decode_file, may_list_tokens, unify};
use postil_formats::encodings;
use postil_formats::rich_text::is_rich_text;
use postil_formats::unannotated::rows::Table;
use postil_formats::unannotated::{self, NewText, Unannotated};
use postil_formats::{CATALOGUE, is_zip};
use std::collections::HashMap;

/// A project that one file brought, or files that belong together.
#[derive(Clone, Debug)]
pub struct Brought {
    /// The title of its format.
    pub what: &'static str,
    /// The names of the files.
    pub files: Vec<String>,
    /// Their content.
    pub project: Project,
    /// Diagnostics of reading it.
    pub remarks: Vec<Diagnostic>,
}

/// What was found in files.
#[derive(Default)]
pub struct Arrived {
    /// Projects of Postil and of other tools.
    pub projects: Vec<Brought>,
    /// Texts of new articles.
    pub texts: Vec<NewText>,
    /// Tables with a text in each row.
    pub tables: Vec<Table>,
    /// Reports what could not be read, beginning with the name of the file.
    pub problems: Vec<Diagnostic>,
    /// The files that were read in an encoding that was guessed or chosen.
    pub encoded: Vec<Encoded>,
    /// The columns of tags in files where others could be.
    pub choices: Vec<Choice>,
    /// Files that were not read, with those that belong to them: they are in old encodings, rich text or PDF, and
    /// the part of the program that knows these was not there.
    pub old: Vec<File>,
}

/// What files are read with.
#[derive(Clone, Default)]
pub struct Readers {
    /// Reads the files of other tools.
    pub formats: Option<Formats>,
    /// Reads texts in old encodings.
    pub encodings: Option<Encodings>,
    /// Reads PDF files.
    pub pdfs: Option<Pdfs>,
    /// What a person chose.
    pub chosen: Chosen,
}

/// What a person chose, by the names of files.
#[derive(Clone, Default)]
pub struct Chosen {
    /// The labels of encodings.
    pub encodings: HashMap<String, String>,
    /// The columns of tags.
    pub columns: choices::Chosen,
}

/// Whether only the formats of other tools can tell what one of these files is: its name suggests a
/// format of theirs or a text that is not plain, or its beginning an archive, as texts of Word and
/// OpenDocument are whatever they are called, or a list of tokens, and it is not a project of Postil.
pub fn needs_formats(files: &[File]) -> bool {
    let is_theirs =
        |file: &File| is_foreign(file) || is_zip(&file.bytes) || may_list_tokens(&file.bytes);
    files
        .iter()
        .any(|file| is_theirs(file) && !is_project(file))
}

/// Whether one of these files is a text in an old encoding, or rich text.
pub fn needs_encodings(files: &[File]) -> bool {
    (files.iter()).any(|file| encodings::is_old(file) || is_rich_text(file))
}

/// Whether one of these files is a PDF.
pub fn needs_pdfs(files: &[File]) -> bool {
    files.iter().any(is_pdf)
}

/// Reads files. Without the formats, reads everything called `.json` as a project of Postil, and
/// everything else as a plain text. O(n).
pub fn read(mut files: Vec<File>, readers: &Readers) -> Arrived {
    let mut arrived = Arrived::default();
    files.iter_mut().for_each(unify);
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let formats = readers.formats;
    let (pdfs, files): (Vec<File>, Vec<File>) = files.into_iter().partition(is_pdf);
    for file in pdfs {
        arrived.read_pdf(file, readers.pdfs);
    }
    let files = match readers.encodings {
        Some(_) => arrived.in_unicode(files, readers),
        // What needs them is found below, in archives too.
        None => files,
    };
    let others = match formats {
        Some(formats) => arrived.read_formats(files, formats, readers),
        None => files,
    };
    for file in others {
        // It was in an archive.
        if is_pdf(&file) {
            arrived.read_pdf(file, readers.pdfs);
            continue;
        }
        let Some(file) = arrived.in_unicode(vec![file], readers).pop() else {
            continue;
        };
        let rich_text = readers.encodings.filter(|_| is_rich_text(&file));
        if let Some(encodings) = rich_text {
            arrived.take_text((encodings.rich_text)(&file));
        } else if has_extension(&file.name, "json") {
            arrived.read_project(&file);
        } else if let Some(read) = formats.and_then(|formats| (formats.alone)(&file)) {
            match read {
                Ok(Unannotated::Text(text, remarks)) => arrived.take_text(Ok((text, remarks))),
                Ok(Unannotated::Table(mut table)) => {
                    arrived.problems.append(&mut table.remarks);
                    arrived.tables.push(table);
                }
                Err(problem) => arrived.problems.push(problem),
            }
        } else if formats.is_some() && is_foreign(&file) {
            arrived.problems.push(Diagnostic::error(
                file.name,
                t!("it is in none of the formats that Postil reads"),
            ));
        } else {
            match decode_file(&file.name, &file.bytes) {
                Ok(text) => arrived.texts.push(NewText {
                    name: file.name,
                    text,
                    ..NewText::default()
                }),
                Err(message) => arrived.problems.push(Diagnostic::error(file.name, message)),
            }
        }
    }
    // In the order in which the files came, whatever their formats.
    let place = |found: &Brought| {
        let first = found.files.first();
        names
            .iter()
            .position(|name| Some(name) == first)
            .unwrap_or(usize::MAX)
    };
    arrived.projects.sort_by_cached_key(place);
    arrived
}

impl Arrived {
    /// Reads the files of other tools, and returns the rest.
    fn read_formats(&mut self, files: Vec<File>, formats: Formats, readers: &Readers) -> Vec<File> {
        let sorted = (formats.sort)(files);
        self.problems.extend(sorted.found);
        for mut group in sorted.groups {
            group.files = self.in_unicode(group.files, readers);
            if group.files.is_empty() {
                continue;
            }
            let columns = &readers.chosen.columns;
            match (formats.read)(&group, columns) {
                Ok((mut project, mut remarks)) => {
                    self.choices.extend((formats.choices)(&group, columns));
                    let doubles = edit::drop_doubles(&mut project);
                    if doubles > 0 {
                        let message = tf!(
                            "{} there twice; each came in once",
                            labels::count(doubles, "mark")
                        );
                        remarks.push(Diagnostic::warning("", message));
                    }
                    let files = group.files.into_iter().map(|file| file.name);
                    self.projects.push(Brought {
                        what: group.format.title,
                        files: match group.archive {
                            Some(archive) => vec![archive],
                            None => files.collect(),
                        },
                        project,
                        remarks,
                    });
                }
                Err(problems) => self.problems.extend(problems),
            }
        }
        sorted.others
    }

    /// Reads a PDF as the text of an article, or sets it aside.
    fn read_pdf(&mut self, file: File, pdfs: Option<Pdfs>) {
        let Some(pdfs) = pdfs else {
            self.old.push(file);
            return;
        };
        self.take_text(pdfs.text(file));
    }

    fn take_text(&mut self, read: ReadText) {
        match read {
            Ok((text, mut remarks)) => {
                self.texts.push(text);
                self.problems.append(&mut remarks);
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Files that belong together, with their texts in UTF-8; none if they are set aside because of an
    /// old encoding.
    fn in_unicode(&mut self, mut files: Vec<File>, readers: &Readers) -> Vec<File> {
        if !needs_encodings(&files) {
            return files;
        }
        let Some(encodings) = readers.encodings else {
            self.old.append(&mut files);
            return files;
        };
        for file in files.iter_mut().filter(|file| encodings::is_old(file)) {
            let chosen = readers.chosen.encodings.get(&file.name).map(String::as_str);
            let decoded = (encodings.decode)(file, chosen);
            file.bytes = decoded.text.into_bytes();
            if decoded.unknown > 0 {
                let (many, label) = (labels::count(decoded.unknown, "character"), decoded.label);
                let message = tf!("{many} mean nothing in {label}, and became U+FFFD");
                self.problems.push(Diagnostic::warning(&file.name, message));
            }
            if !decoded.is_declared {
                self.encoded.push(Encoded {
                    file: file.name.clone(),
                    label: decoded.label.to_owned(),
                    samples: decoded.samples,
                });
            }
        }
        files
    }

    /// Adds what was found in more files.
    pub fn append(&mut self, mut more: Self) {
        self.projects.append(&mut more.projects);
        self.texts.append(&mut more.texts);
        self.tables.append(&mut more.tables);
        self.problems.append(&mut more.problems);
        self.encoded.append(&mut more.encoded);
        self.choices.append(&mut more.choices);
        self.old.append(&mut more.old);
    }

    /// Reports the files that were set aside.
    pub fn refuse_old(&mut self) {
        for file in std::mem::take(&mut self.old) {
            if let Err(message) = decode_file(&file.name, &file.bytes) {
                self.problems.push(Diagnostic::error(file.name, message));
            }
        }
    }

    fn read_project(&mut self, file: &File) {
        let located = |found: Vec<Diagnostic>| -> Vec<Diagnostic> {
            let place = |place: &str| match place {
                "" => file.name.clone(),
                place => format!("{}, {place}", file.name),
            };
            let located = found.into_iter().map(|found| Diagnostic {
                place: place(&found.place),
                ..found
            });
            located.collect()
        };
        match postil::read(&file.bytes) {
            Ok((project, remarks)) => self.projects.push(Brought {
                what: super::listed::POSTIL.title,
                files: vec![file.name.clone()],
                project,
                remarks: located(remarks),
            }),
            Err(problems) => self.problems.extend(located(problems)),
        }
    }
}

/// Whether the name of a file suggests another tool, a project of Postil, or a text that is not plain.
fn is_foreign(file: &File) -> bool {
    let readable = CATALOGUE.iter().filter(|about| about.reads);
    let theirs = readable.flat_map(|about| about.extensions);
    let mut extensions = theirs.chain(unannotated::EXTENSIONS);
    extensions.any(|extension| has_extension(&file.name, extension))
}

/// Whether a file is a project of Postil by its name, its beginning or, where another program has put its
/// fields in another order, by its fields.
fn is_project(file: &File) -> bool {
    const HEAD_BYTES: usize = 8 << 10;
    const SIGNATURE: &[u8] = b"\"format\":\"postil\"";
    if has_extension(&file.name, "postil.json") {
        return true;
    }
    if !has_extension(&file.name, "json") {
        return false;
    }
    let head = file.bytes.get(..HEAD_BYTES).unwrap_or(&file.bytes).iter();
    let dense: Vec<u8> = head
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let mut windows = dense.windows(SIGNATURE.len());
    windows.any(|window| window == SIGNATURE) || postil_formats::is_project(&file.bytes)
}

fn has_extension(name: &str, extension: &str) -> bool {
    let name = name.to_lowercase();
    name.strip_suffix(extension)
        .is_some_and(|stem| stem.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &str) -> File {
        File {
            name: name.to_owned(),
            mime: "",
            bytes: bytes.as_bytes().to_vec(),
        }
    }

    #[test]
    fn only_files_of_other_tools_need_the_formats() {
        for (name, bytes, needs) in [
            ("a.txt", "A", false),
            ("a", "A", false),
            ("a.md", "A", false),
            ("a.html", "A", true),
            ("a.docx", "PK", true),
            ("a.odt", "PK", true),
            ("a.rtf", "{\\rtf1 A}", false),
            ("a.postil.json", "[]", false),
            ("a.json", "{ \"format\": \"postil\" }", false),
            ("a.json", "[]", true),
            (
                "a.json",
                &format!(
                    "{{\"documents\": [\"{}\"], \"format\": \"postil\"}}",
                    "a".repeat(9000)
                ),
                false,
            ),
            ("A.CSV", "", true),
            ("a.zip", "PK", true),
            ("a.postil.jsonl", "{}", true),
            ("a.ann", "", true),
            ("a.a1", "", true),
            ("noext", "PK\u{3}\u{4}", true),
            ("a.doc", "PK\u{3}\u{4}", true),
            ("a.xlsx", "PK\u{3}\u{4}", true),
            ("a.txt", "PK inside", false),
            ("a.txt", "Obama B-PER\nleft O\n", true),
        ] {
            assert_eq!(needs_formats(&[file(name, bytes)]), needs, "{name}");
        }
    }

    #[test]
    fn rich_text_waits_for_the_part_that_reads_it() {
        let files = || vec![file("a.doc", "{\\rtf1 A{\\*\\annotation no}}")];
        assert!(needs_encodings(&files()) && !needs_formats(&files()));
        let mut without = read(files(), &Readers::default());
        assert_eq!((without.old.len(), without.texts.len()), (1, 0));
        without.refuse_old();
        assert!(without.problems[0].message.contains("a rich text file"));
        let readers = Readers {
            encodings: Some(Encodings {
                decode: encodings::decode,
                rich_text: postil_formats::rich_text::read,
            }),
            ..Readers::default()
        };
        let with = read(files(), &readers);
        assert_eq!((with.texts[0].text.as_str(), with.problems.len()), ("A", 1));
    }

    #[test]
    fn an_archive_is_read_as_what_is_in_it_by_itself() {
        const TEXT: &str = "Россия исключила Талибан из списка террористических организаций.";
        // In windows-1251.
        let encoded = |text: &str| File {
            bytes: (text.chars())
                .map(|c| match u32::from(c) {
                    letter @ 0x410..=0x44F => letter - 0x350,
                    other => other,
                })
                .filter_map(|code| u8::try_from(code).ok())
                .collect(),
            ..file("d/a.txt", "")
        };
        let marks = File {
            name: "d/a.ann".to_owned(),
            ..encoded(&format!("T1\tPlace 0 {}\t{TEXT}\n", TEXT.chars().count()))
        };
        let loose = vec![marks, encoded(TEXT), file("d/b.txt", "B")];
        let readers = Readers {
            formats: Some(Formats {
                write: |_, _, _| unreachable!("nothing is written"),
                sort: postil_formats::sort::sort,
                read: choices::read,
                choices: choices::of,
                alone: unannotated::read,
                pasted: unannotated::pasted,
                codebook: postil_formats::codebook::read,
                qdc: postil_formats::codebook::write_qdc,
                findings: postil_formats::findings,
            }),
            encodings: Some(Encodings {
                decode: encodings::decode,
                rich_text: postil_formats::rich_text::read,
            }),
            ..Readers::default()
        };
        let packed = File {
            name: "All.zip".to_owned(),
            ..postil_formats::pack("All", loose.clone())
        };
        for (files, names) in [
            (loose, vec!["d/a.ann", "d/a.txt"]),
            (vec![packed], vec!["All.zip"]),
        ] {
            let arrived = read(files, &readers);
            assert!(arrived.problems.is_empty(), "{:?}", arrived.problems);
            let brought = &arrived.projects[0];
            assert_eq!(brought.files, names);
            assert_eq!(brought.project.documents[0].text, TEXT);
            assert_eq!(brought.project.annotations.len(), 1);
            assert_eq!(arrived.texts[0].text, "B");
            assert_eq!(arrived.encoded.len(), 2);
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let files = vec![
            file("a.json", "<html>"),
            file("b.txt", " "),
            file("c.ttl", "@prefix a: <b> ."),
        ];
        let arrived = read(files, &Readers::default());
        assert!(arrived.projects.is_empty() && arrived.texts.is_empty());
        let places: Vec<_> = arrived.problems.iter().map(|d| d.place.as_str()).collect();
        assert!(places[0].starts_with("a.json, line 1"), "{places:?}");
        assert_eq!(places[1..], ["b.txt", "c.ttl"]);
    }

    #[test]
    fn a_pdf_becomes_a_text_where_its_reader_is_there() {
        let pdf = || vec![file("a.pdf", "%PDF-1.4"), file("b.txt", "B")];
        assert!(needs_pdfs(&pdf()) && !needs_formats(&pdf()) && !needs_encodings(&pdf()));
        let arrived = read(pdf(), &Readers::default());
        assert_eq!((arrived.old.len(), arrived.texts.len()), (1, 1));
        let readers = Readers {
            pdfs: Some(Pdfs {
                read: |_| {
                    Ok(postil_pdf::Document {
                        text: "7\nA text.\n".to_owned(),
                        boilerplate: std::iter::once(0..2).collect(),
                        left_out: vec![(2, "it is damaged".to_owned())],
                        unknown: vec![(1, 3)],
                        ..Default::default()
                    })
                },
            }),
            ..Readers::default()
        };
        let arrived = read(pdf(), &readers);
        let boilerplate: Vec<_> = arrived.texts[0].boilerplate.iter().collect();
        assert_eq!((boilerplate[0].start, boilerplate[0].end), (0, 2));
        let problems: Vec<_> = arrived.problems.iter().map(ToString::to_string).collect();
        assert!(problems[0].contains("a.pdf, page 2"), "{problems:?}");
        assert!(
            problems[1].contains("3 signs of unknown meaning"),
            "{problems:?}"
        );
    }
}
