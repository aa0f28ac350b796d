//! Reads brat's files into a project.

use super::dialect::Dialect;
use super::draft::Draft;
use super::line::Part;
use super::reading::Reading;
use super::types;
use crate::archive;
use crate::declared::Declared;
use crate::found::Found;
use crate::incoming::Incoming;
use crate::source::{stem, utf8};
use crate::twins::Corpus;
use postil_core::format::{File, Read};
use postil_core::model::{Document, DocumentMeta};
use std::collections::{HashMap, HashSet};

/// The extensions of files with annotations: brat's own, and those of the BioNLP shared tasks, where
/// `.a1` has what is given and `.a2` what is to be found (<https://2011.bionlp-st.org/home/file-formats>).
pub(super) const ANNOTATIONS: &[&str] = &["ann", "a1", "a2"];

/// Reads an archive, or the files of a folder. Leaves out files and lines that cannot be read. O(n).
pub(super) fn archive(files: &[File]) -> Read {
    let mut found = Found::default();
    let inside = match archive::unpack(files) {
        Ok(inside) => inside,
        Err(error) => return found.stop(error),
    };
    let mut reading = Reading::default();
    reading
        .shared
        .add(inside.iter().map(|it| it.bytes.len()).sum());
    let mut declared = Declared::default();
    let mut dialects: HashMap<&str, Dialect> = HashMap::new();
    for file in &inside {
        let (folder, name) = file.name.rsplit_once('/').unwrap_or(("", &file.name));
        if name != CONFIGURATION {
            continue;
        }
        match utf8(file) {
            Ok(conf) => {
                let dialect = Dialect::of_configuration(conf);
                dialects.insert(folder, dialect);
                // Ours says nothing that the annotations do not say as well.
                if dialect == Dialect::Plain {
                    types::declare(&file.name, conf, dialect, &mut declared, &mut found);
                }
            }
            Err(error) => found.left_out(error.place, error.message),
        }
    }
    let mut seen = HashSet::new();
    let mut annotations: HashMap<&str, Vec<&File>> = HashMap::new();
    let (mut texts, mut is_any) = (Vec::new(), !dialects.is_empty());
    for file in &inside {
        let Some((base, extension)) = named(&file.name) else {
            continue;
        };
        is_any = true;
        if !seen.insert((base, extension.clone())) {
            found.left_out(&file.name, "a file of the same name was read before it");
        } else if extension == TEXT {
            texts.push((base, file));
        } else {
            annotations.entry(base).or_default().push(file);
        }
    }
    if !is_any {
        let name = files.first().map_or("", |file| &file.name);
        return found.fail(name, "expected .txt and .ann files");
    }
    // All files without a configuration come from one program.
    let lines = annotations.values().flatten().filter_map(|file| {
        let lines = utf8(file).ok()?;
        let file = &file.name;
        Some(Part { file, lines })
    });
    let elsewhere = match dialects.contains_key("") {
        true => Dialect::Plain,
        false => Dialect::of_types(lines.flat_map(|part| part.types())),
    };
    let mut corpus = Corpus::default();
    for (base, text) in texts {
        let own = annotations.remove(base).unwrap_or_default();
        if let Err(error) = utf8(text) {
            found.left_out(error.place, error.message);
            continue;
        }
        let mut parts = Vec::new();
        for file in own {
            match utf8(file) {
                Ok(lines) => parts.push(Part {
                    file: &file.name,
                    lines,
                }),
                Err(error) => found.left_out(error.place, error.message),
            }
        }
        let dialect = nearest(&dialects, base).unwrap_or(elsewhere);
        // brat counts a byte order mark as a character of the text.
        let raw = std::str::from_utf8(&text.bytes).unwrap_or_default();
        let incoming = Incoming::new(raw);
        let document = Document::new(DocumentMeta::new(base.into(), ""), incoming.text.as_str());
        reading.project.documents.push(document);
        corpus.document(base.rsplit(['/', '\\']).next().unwrap_or(base));
        corpus.end_file(base);
        Draft::new(base, dialect, &declared, &incoming).read(&mut reading, &mut found, &parts);
    }
    for file in &inside {
        let base = named(&file.name).map_or("", |(base, _)| base);
        let alone = annotations.get(base).into_iter().flatten();
        if alone.into_iter().any(|other| std::ptr::eq(*other, file)) {
            let message = format!("expected the text beside it, in {base}.{TEXT}");
            found.left_out(&file.name, message);
        }
    }
    if let Some(file) = files.first() {
        reading.project.header.name = match files {
            [one] => stem(&one.name, &["brat.zip", "zip"]),
            _ => stem(&file.name, &[]),
        };
    }
    let has_schema = !declared.is_empty();
    if has_schema {
        reading.project.schema = declared.complete(&reading.project);
    }
    found.join_corpora(&mut reading.project, &corpus);
    found.finish(reading.project, has_schema)
}

const CONFIGURATION: &str = "annotation.conf";
const TEXT: &str = "txt";

/// The name that a text and its annotations share, and the extension of a file.
fn named(name: &str) -> Option<(&str, String)> {
    let (base, extension) = name.rsplit_once('.')?;
    let extension = extension.to_lowercase();
    let known = extension == TEXT || ANNOTATIONS.contains(&extension.as_str());
    (known && !base.is_empty()).then_some((base, extension))
}

/// The dialect of the nearest folder above a file that has a configuration.
fn nearest(dialects: &HashMap<&str, Dialect>, base: &str) -> Option<Dialect> {
    let mut folder = base;
    while let Some((above, _)) = folder.rsplit_once('/') {
        if let Some(dialect) = dialects.get(above) {
            return Some(*dialect);
        }
        folder = above;
    }
    dialects.get("").copied()
}
