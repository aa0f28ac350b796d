//! The files of a project: the XML, and the texts that it names.

use crate::archive;
use crate::decode;
use crate::has_extension;
use crate::source::utf8;
use crate::xml::tree::{Element, parse};
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// A project with its files.
#[derive(Debug)]
pub(super) struct Package<'a> {
    /// The XML's name, for messages.
    pub place: String,
    /// The XML.
    pub root: Element,
    /// The bytes of what was unpacked for it.
    pub bytes: usize,
    /// Texts by their names in small letters, without folders.
    texts: HashMap<String, Cow<'a, File>>,
}

/// Whether a name in an archive is that of a project's XML.
pub(super) fn is_project(name: &str) -> bool {
    has_extension(name, &["qde"]) && !archive::is_hidden(name)
}

/// The projects in files: archives, or the XML and its texts by themselves. Of an archive, only the
/// texts that the XML names are unpacked. O(n).
///
/// # Errors
/// When an archive cannot be read or holds no project, or when an XML is broken.
pub(super) fn packages(files: &[File]) -> Result<Vec<Package<'_>>, Diagnostic> {
    let (texts, others): (Vec<&File>, Vec<&File>) =
        (files.iter()).partition(|file| has_extension(&file.name, &["txt"]));
    let texts: HashMap<String, &File> = (texts.into_iter())
        .map(|text| (last_step(&text.name), text))
        .collect();
    let mut all = Vec::new();
    for file in others {
        if !archive::is_zip(&file.bytes) {
            let (root, wanted) = project(file)?;
            let own = wanted.into_iter().filter_map(|name| {
                let text = texts.get(&name)?;
                Some((name, Cow::Borrowed(*text)))
            });
            all.push(Package {
                place: file.name.clone(),
                root,
                bytes: 0,
                texts: own.collect(),
            });
            continue;
        }
        let mut projects = archive::entries(file, is_project)?;
        let (count, xml) = (projects.len(), projects.pop());
        let Some(mut xml) = xml.filter(|_| count == 1) else {
            let message = format!("expected one file `project.qde` in the archive, found {count}");
            return Err(Diagnostic::error(&file.name, message));
        };
        xml.name = format!("{}, {}", file.name, xml.name);
        let (root, wanted) = project(&xml)?;
        let mut bytes = xml.bytes.len();
        let mut own = HashMap::new();
        for text in archive::entries(file, |name| wanted.contains(&last_step(name)))? {
            bytes += text.bytes.len();
            own.entry(last_step(&text.name)).or_insert(Cow::Owned(text));
        }
        all.push(Package {
            place: xml.name,
            root,
            bytes,
            texts: own,
        });
    }
    Ok(all)
}

/// The XML of a project, and the names of the texts that it wants.
fn project(xml: &File) -> Result<(Element, HashSet<String>), Diagnostic> {
    let root = parse(xml)?;
    if root.local() != "Project" {
        let message = format!("expected <Project>, found <{}>", clip(root.local()));
        return Err(Diagnostic::error(&xml.name, message));
    }
    let mut wanted = HashSet::new();
    name_texts(&root, &mut wanted);
    Ok((root, wanted))
}

impl Package<'_> {
    /// The place of an element in messages.
    pub(super) fn at(&self, element: &Element) -> String {
        format!("{}, line {}", self.place, element.line)
    }

    /// The text that an element holds or names.
    ///
    /// # Errors
    /// When there is none, or when it is not Unicode.
    pub(super) fn text(&self, element: &Element) -> Result<String, String> {
        let mut inner = element.elements();
        if let Some(content) = inner.find(|e| e.local() == "PlainTextContent") {
            return Ok(content.text());
        }
        let path = element.get("plainTextPath").unwrap_or_default();
        if path.is_empty() {
            return Err("there is no plain text of it in the file".to_owned());
        }
        let file = (self.texts.get(&last_step(path)))
            .ok_or_else(|| format!("its text `{path}` is not in the file"))?;
        match utf8(file) {
            Ok(text) => Ok(text.to_owned()),
            // Of other encodings, UTF-16 says what it is.
            Err(_) => decode::decode(&file.bytes),
        }
    }
}

fn name_texts(element: &Element, names: &mut HashSet<String>) {
    if let Some(path) = element.get("plainTextPath") {
        names.insert(last_step(path));
    }
    for inner in element.elements() {
        name_texts(inner, names);
    }
}

/// The last step of a path or of an address like `internal://name.txt`, in small letters: programs differ
/// in how they write the folder.
fn last_step(path: &str) -> String {
    let step = path.rsplit(['/', '\\']).next().unwrap_or(path);
    step.to_lowercase()
}
