//! The texts that Web Annotations select from: resources of the graph, or files beside it.

use super::id;
use crate::decode::decode;
use crate::fields::keep;
use crate::ids::LocalIds;
use crate::incoming::Incoming;
use crate::unannotated::{self, NewText, Unannotated};
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;
use postil_core::model::{Basis, Document, DocumentMeta, Project};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

const DOCUMENT: &[&str] = &["id", "type", "format", "language", "label", "via", "value"];

/// Texts by the IRI of their resource, or the name of their file.
#[derive(Debug, Default)]
pub(super) struct Sources {
    texts: Vec<Source>,
    names: Names,
    ids: LocalIds,
}

/// A text that annotations select from.
#[derive(Debug)]
pub(super) struct Source {
    pub text: Incoming,
    meta: DocumentMeta,
    is_used: bool,
}

/// Which text each name is. A file is known by its name, and by that without its extension.
#[derive(Debug, Default)]
pub(super) struct Names {
    whole: HashMap<String, usize>,
    /// `None` where several files share it.
    stems: HashMap<String, Option<usize>>,
    files: Vec<usize>,
    count: usize,
    /// The only source without a text, where there is only one file that no other source names.
    only: Option<(String, usize)>,
}

impl Names {
    fn add(&mut self, name: &str) -> usize {
        let index = self.count;
        self.count += 1;
        self.whole.entry(name.to_owned()).or_insert(index);
        index
    }

    /// Adds the text of the graph with that IRI.
    pub fn resource(&mut self, iri: &str) {
        self.add(iri);
    }

    /// Adds a file beside the graph, and returns its index.
    pub fn file(&mut self, name: &str) -> usize {
        let base = base(name);
        let index = self.add(base);
        self.files.push(index);
        let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
        let known = self.stems.entry(stem.to_owned());
        known.and_modify(|it| *it = None).or_insert(Some(index));
        index
    }

    /// Learns which sources the annotations have; `None` is one without a name. If one of them has no
    /// text, and one file has no source, they belong together.
    pub fn learn<'a>(&mut self, sources: impl Iterator<Item = Option<&'a str>>) {
        let mut taken = BTreeSet::new();
        let mut missing = BTreeSet::new();
        for source in sources {
            match source.and_then(|iri| self.named(iri)) {
                Some(index) => {
                    taken.insert(index);
                }
                None => {
                    missing.insert(source.unwrap_or_default());
                }
            }
        }
        let mut free = self.files.iter().filter(|index| !taken.contains(index));
        let (Some(&file), None) = (free.next(), free.next()) else {
            return;
        };
        let mut named = missing.into_iter();
        if let (Some(iri), None) = (named.next(), named.next()) {
            self.only = Some((iri.to_owned(), file));
        }
    }

    /// The text of a source, and whether it is known by its name.
    pub fn of(&self, source: Option<&str>) -> Option<(usize, bool)> {
        if let Some(index) = source.and_then(|iri| self.named(iri)) {
            return Some((index, true));
        }
        let (iri, index) = self.only.as_ref()?;
        (iri == source.unwrap_or_default()).then_some((*index, source.is_none()))
    }

    fn named(&self, iri: &str) -> Option<usize> {
        if let Some(index) = self.whole.get(iri) {
            return Some(*index);
        }
        let path = iri.split(['?', '#']).next().unwrap_or(iri);
        let path = path.strip_suffix('/').unwrap_or(path);
        let (plain, decoded) = (base(path), super::percent_decoded(base(path)));
        let names = [base(iri), plain, &decoded];
        let whole = names.iter().find_map(|name| self.whole.get(*name)).copied();
        let stem = || {
            let stem = |name: &&str| {
                let stem = name.rsplit_once('.').map_or(*name, |(stem, _)| stem);
                let stems = [*name, stem].into_iter();
                stems.filter_map(|it| *self.stems.get(it)?).next()
            };
            names.iter().find_map(stem)
        };
        whole.or_else(stem)
    }
}

/// The last part of a path.
fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Whether a file may be the text of a source, by its name.
pub(super) fn may_be_text(name: &str) -> bool {
    const TEXTS: &[&str] = &[
        "txt", "text", "md", "html", "htm", "xhtml", "mhtml", "mht", "docx", "odt",
    ];
    !name.contains('.') || crate::has_extension(name, TEXTS)
}

impl Sources {
    /// An unused id for the document of a text.
    fn id(&mut self, name: &str) -> String {
        let number = self.texts.len() + 1;
        let id = self.ids.unique(&number.to_string(), &id("document", name));
        id.to_string()
    }

    /// Adds the text of a resource, which becomes a document.
    pub fn resource(&mut self, project: &mut Project, resource: &Value) {
        let iri = resource["id"].as_str().unwrap_or_default();
        let text = |name: &str| resource[name].as_str().unwrap_or_default();
        let mut meta = DocumentMeta::new(self.id(iri).into(), text("label"));
        meta.language = text("language").to_owned();
        meta.url = text("via").to_owned();
        keep(&mut meta.extra, "w3c", resource, DOCUMENT);
        self.names.resource(iri);
        self.texts.push(Source {
            text: Incoming::new(text("value")),
            meta,
            is_used: false,
        });
        self.become_document(project, self.texts.len() - 1, None);
    }

    /// Adds a file beside the graph. It becomes a document when an annotation selects from it. Returns what
    /// there is to say about it.
    ///
    /// # Errors
    /// When it is no text.
    pub fn file(&mut self, file: &File) -> Result<Vec<Diagnostic>, Diagnostic> {
        let mut remarks = Vec::new();
        let new = match unannotated::read(file) {
            Some(Ok(Unannotated::Text(text, said))) => {
                remarks = said;
                text
            }
            Some(Ok(Unannotated::Table(_))) => {
                return Err(Diagnostic::error(
                    &file.name,
                    "expected a text, found a table",
                ));
            }
            Some(Err(problem)) => return Err(problem),
            None => {
                let text = decode(&file.bytes);
                let text = text.map_err(|message| Diagnostic::error(&file.name, message))?;
                NewText {
                    text: text.trim_start_matches('\u{FEFF}').to_owned(),
                    ..NewText::default()
                }
            }
        };
        let name = base(&file.name);
        let title = match new.title.as_str() {
            "" => name,
            title => title,
        };
        let mut meta = DocumentMeta::new(self.id(name).into(), title);
        meta.outlet = new.outlet;
        meta.url = new.url;
        meta.language = new.language;
        if !new.date.is_empty() {
            meta.published.date = new.date;
            meta.published.basis = Basis::Page;
        }
        meta.boilerplate = new.boilerplate;
        meta.extra = new.extra;
        self.names.file(&file.name);
        self.texts.push(Source {
            text: Incoming::new(&new.text),
            meta,
            is_used: false,
        });
        Ok(remarks)
    }

    pub fn learn<'a>(&mut self, sources: impl Iterator<Item = Option<&'a str>>) {
        self.names.learn(sources);
    }

    /// The text of a source, which becomes a document if it is not one yet; and what there is to say
    /// about that.
    ///
    /// # Errors
    /// When there is none.
    pub fn of(
        &mut self,
        project: &mut Project,
        source: Option<&str>,
    ) -> Result<(usize, Option<String>), String> {
        let Some((index, is_named)) = self.names.of(source) else {
            return Err(match source {
                Some(iri) => format!(
                    "expected the text of “{}” as a resource of type Text with its value, or as a file",
                    clip(iri)
                ),
                None => "expected the source of the target, or one text beside it".to_owned(),
            });
        };
        self.become_document(project, index, source);
        let source = source.unwrap_or_default();
        let remark = format!(
            "no text has the name “{}”; the only one beside it was taken",
            clip(source)
        );
        Ok((index, (!is_named).then_some(remark)))
    }

    fn become_document(&mut self, project: &mut Project, index: usize, iri: Option<&str>) {
        let Some(source) = self.texts.get_mut(index).filter(|source| !source.is_used) else {
            return;
        };
        source.is_used = true;
        if let Some(iri) = iri.filter(|iri| base(iri) != *iri)
            && source.meta.url.is_empty()
        {
            source.meta.url = iri.to_owned();
        }
        let document = Document::new(source.meta.clone(), source.text.text.as_str());
        project.documents.push(document);
    }

    /// Makes documents of the files that no annotation selects from.
    pub fn finish(&mut self, project: &mut Project) {
        for index in 0..self.texts.len() {
            self.become_document(project, index, None);
        }
    }

    pub fn get(&self, index: usize) -> Option<&Source> {
        self.texts.get(index)
    }
}

impl Source {
    /// The id of its document.
    pub fn document(&self) -> &str {
        self.meta.id.as_str()
    }
}
