//! Reads projects.

use super::ORIGIN;
use super::counting::{Counted, Counting};
use super::marks::{Marks, placed};
use super::package::{Package, packages};
use super::reading::{Known, Reading, description, ends, own, references};
use super::source::Source;
use crate::archive;
use crate::incoming::Incoming;
use crate::source::stem;
use crate::xml::tree::Element;
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::{File, Read};
use postil_core::model::{Annotator, Document};
use postil_core::text::Text;
use std::collections::{HashMap, HashSet};

/// Reads projects. O(n log n).
pub(super) fn projects(files: &[File]) -> Read {
    let mut reading = Reading::default();
    let packages = match packages(files) {
        Ok(packages) => packages,
        Err(error) => return reading.found.stop(error),
    };
    if packages.is_empty() {
        return reading
            .found
            .fail("", "expected a project in a `.qdpx` file");
    }
    let loose = files.iter().filter(|file| !archive::is_zip(&file.bytes));
    reading.shared.add(loose.map(|file| file.bytes.len()).sum());
    for package in &packages {
        reading.shared.add(package.bytes);
        if let Err(error) = reading.package(package) {
            return reading.found.stop(error);
        }
    }
    let Reading {
        mut project,
        found,
        mut codes,
        ..
    } = reading;
    codes.use_labels(&project);
    project.schema = codes.schema(&project);
    found.finish(project, true)
}

/// The elements of a name in the elements of another name in an element.
fn listed<'a>(root: &'a Element, list: &str, name: &str) -> impl Iterator<Item = &'a Element> {
    let lists = root.elements().filter(move |e| e.local() == list);
    let all = lists.flat_map(Element::elements);
    all.filter(move |e| e.local() == name)
}

impl Reading {
    fn package(&mut self, package: &Package) -> Result<(), Diagnostic> {
        let root = &package.root;
        let is_own = root.get("origin") == Some(ORIGIN);
        self.header(package, is_own);
        let mut known = self.known(package, is_own)?;
        let mut sources = Vec::new();
        let notes: HashMap<String, &Element> = listed(root, "Notes", "Note")
            .map(|note| (own(note), note))
            .collect();
        for source in root.elements().filter(|e| e.local() == "Sources") {
            for source in source.elements() {
                sources.extend(self.source(package, source, &notes, &mut known)?);
            }
        }
        self.texts(
            package,
            &sources,
            &mut known,
            root.get("origin").unwrap_or_default(),
        )?;
        for link in listed(root, "Links", "Link") {
            self.link(package, link, &mut known, is_own)?;
        }
        for note in listed(root, "Notes", "Note") {
            let guid = own(note);
            if !known.used.contains(&guid) {
                let name = note.get("name").filter(|name| !name.is_empty());
                let name = name.or_else(|| known.notes.get(&guid).map(String::as_str));
                let name = clip(name.unwrap_or_default());
                let message = format!("the note “{name}” belongs to no selection, and is left out");
                self.found.left_out(package.at(note), message);
            }
        }
        for (list, one, what) in [
            ("Cases", "Case", "case"),
            ("Sets", "Set", "set"),
            ("Graphs", "Graph", "graph"),
        ] {
            for element in listed(root, list, one) {
                let name = clip(element.get("name").unwrap_or_default());
                let message = format!("the {what} “{name}” is left out");
                self.found.left_out(package.at(element), message);
            }
        }
        Ok(())
    }

    fn header(&mut self, package: &Package, is_own: bool) {
        let (root, header) = (&package.root, &mut self.project.header);
        if header.name.is_empty() {
            header.name = root.get("name").unwrap_or_default().to_owned();
            if header.name.is_empty() && !is_own {
                let file = package.place.split(',').next().unwrap_or_default();
                header.name = stem(file, super::FORMAT.extensions);
            }
        }
        if let Some(guidelines) = description(root) {
            if !header.guidelines.is_empty() && header.guidelines != guidelines {
                header.guidelines.push_str("\n\n");
                header.guidelines.push_str(&guidelines);
            } else {
                header.guidelines = guidelines;
            }
        }
    }

    /// Reads what other elements refer to.
    fn known(&mut self, package: &Package, is_own: bool) -> Result<Known, Diagnostic> {
        let root = &package.root;
        let mut known = Known::default();
        for variable in listed(root, "Variables", "Variable") {
            let name = variable.get("name").unwrap_or_default();
            known.variables.insert(own(variable), name.to_owned());
        }
        let annotators = &mut self.project.header.annotators;
        let before: HashSet<(String, String)> = (annotators.iter())
            .map(|annotator| (annotator.id.clone(), annotator.name.clone()))
            .collect();
        for user in listed(root, "Users", "User") {
            let (id, name) = (user.get("id"), user.get("name"));
            let guid = own(user);
            let author = id.filter(|id| is_own || !id.is_empty()).or(name);
            let author = author.unwrap_or(&guid).to_owned();
            if let Some(name) = name {
                // Several projects may have the same people.
                if !before.contains(&(author.clone(), name.to_owned())) {
                    annotators.push(Annotator::new(author.as_str(), name));
                }
            }
            known.users.entry(guid).or_insert(author);
        }
        for note in listed(root, "Notes", "Note") {
            let text = package.text(note).ok().or_else(|| description(note));
            let text = text.unwrap_or_default();
            self.take(package, note, text.len())?;
            known.notes.entry(own(note)).or_insert(text);
        }
        for link in listed(root, "Links", "Link") {
            let [from, to] = ends(link);
            for (note, other) in [(&from, &to), (&to, &from)] {
                if known.notes.contains_key(note) && !known.notes.contains_key(other) {
                    known
                        .linked
                        .entry(other.clone())
                        .or_default()
                        .push(note.clone());
                }
            }
        }
        let Known {
            labels,
            notes,
            used,
            ..
        } = &mut known;
        let mut memo = |code: &Element| {
            let notes = references(code, "NoteRef").filter_map(|guid| {
                // One code alone may have a note, so that notes are not multiplied.
                let text = used.insert(guid.clone()).then(|| notes.get(&guid));
                text.flatten().cloned()
            });
            notes.collect()
        };
        for book in root.elements().filter(|e| e.local() == "CodeBook") {
            for codes in book.elements().filter(|e| e.local() == "Codes") {
                let read = self
                    .codes
                    .read(codes, None, labels, &mut self.shared, &mut memo);
                read.map_err(|message| Diagnostic::error(package.at(codes), message))?;
            }
        }
        Ok(known)
    }

    /// Reads all texts with their selections.
    fn texts(
        &mut self,
        package: &Package,
        sources: &[Source],
        known: &mut Known,
        origin: &str,
    ) -> Result<(), Diagnostic> {
        let counted: Vec<Counted> = sources
            .iter()
            .map(|source| Counted {
                text: Text::from_frozen(source.text.as_str()),
                joined: source.text.contains("\r\n").then(|| {
                    let joined = source.text.replace("\r\n", "\n");
                    Text::from_frozen(joined)
                }),
                selections: &source.selections,
            })
            .collect();
        let (counting, named) = Counting::of(origin, &counted);
        if let Some(remark) = counting.remark(named) {
            self.found.warning(package.place.clone(), remark);
        }
        for (source, counted) in sources.iter().zip(&counted) {
            let text = match (counting.joined, &counted.joined) {
                (true, Some(joined)) => joined.as_str(),
                _ => counted.text.as_str(),
            };
            let incoming = Incoming::new(text);
            let meta = self.meta(package, source, known)?;
            let document = meta.id.clone();
            self.project
                .documents
                .push(Document::new(meta, incoming.text.as_str()));
            let marks = Marks {
                package,
                document,
                counting,
                named,
            };
            placed(self, known, &marks, &incoming, &source.selections)?;
        }
        Ok(())
    }
}
