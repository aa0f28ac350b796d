//! Reads a corpus into a project.

use super::find::{first, gather, with_id};
use super::header::Header;
use super::identities::{ById, Described, Identities};
use super::words::{self, Marked, Words};
use crate::brat::decode;
use crate::found::Found;
use crate::ids::LocalIds;
use crate::incoming::{Incoming, Unit};
use crate::shared::Shared;
use crate::source::stem;
use crate::twins::Corpus;
use crate::xml::tree::{Element, parse};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{Annotation, Attributes, Document, Fragment, Project, Relation, Target};
use std::collections::HashMap;
use std::ops::Range;

/// Reads corpora and single texts. O(n).
pub(super) fn corpus(files: &[File]) -> Read {
    let mut found = Found::default();
    let mut reading = Reading::default();
    for file in files {
        let root = match parse(file) {
            Ok(root) => root,
            Err(error) => return found.stop(error),
        };
        match root.local() {
            "TEI" => reading.project.header.name = stem(&file.name, super::FORMAT.extensions),
            "teiCorpus" => {
                let title = root.elements().find_map(|e| first(e, "title"));
                reading.project.header.name = title.map(Element::text).unwrap_or_default();
            }
            other => {
                let message = format!("expected <TEI> or <teiCorpus>, found <{other}>");
                return found.fail(&file.name, message);
            }
        }
        reading.shared.add(file.bytes.len());
        let mut all = Vec::new();
        gather(&root, "category", &mut all);
        for category in all {
            if let (Some(id), Some(label)) = (category.get("xml:id"), first(category, "catDesc")) {
                (reading.labels).insert(format!("#{id}"), label.text());
            }
        }
        let mut texts = Vec::new();
        articles(&root, &mut texts);
        let mut ids = ById::new();
        by_id(&root, &mut ids);
        let whole = Whole {
            file,
            texts: texts.len(),
            before: reading.project.documents.len(),
            ids,
        };
        for tei in texts {
            reading.text(&mut found, &whole, tei);
        }
        let path = file.name.rsplit_once('.').map_or("", |(path, _)| path);
        reading.corpus.end_file(path);
    }
    if files.is_empty() {
        return found.fail("", "expected a file");
    }
    reading.project.clusters = reading.identities.clusters;
    found.join_corpora(&mut reading.project, &reading.corpus);
    found.finish(reading.project, false)
}

/// A file that is read.
struct Whole<'a> {
    file: &'a File,
    /// How many texts it has.
    texts: usize,
    /// How many texts were read before it.
    before: usize,
    ids: ById<'a>,
}

impl Whole<'_> {
    fn place(&self, element: &Element) -> String {
        format!("{}, line {}", self.file.name, element.line)
    }
}

/// Gathers the elements that have an `xml:id`.
fn by_id<'a>(element: &'a Element, all: &mut ById<'a>) {
    if let Some(id) = element.get("xml:id") {
        all.entry(id).or_insert_with(|| Described::new(element));
    }
    for inner in element.elements() {
        by_id(inner, all);
    }
}

/// Gathers the articles of a corpus, but none that is inside of the text of another.
fn articles<'a>(element: &'a Element, all: &mut Vec<&'a Element>) {
    match element.local() {
        "TEI" => all.push(element),
        "text" => return,
        _ => {}
    }
    for inner in element.elements() {
        articles(inner, all);
    }
}

/// What a feature takes beside its name and its value, in bytes.
const FIELD_BYTES: usize = 128;

#[derive(Default)]
struct Reading {
    project: Project,
    labels: HashMap<String, String>,
    documents: LocalIds,
    identities: Identities,
    corpus: Corpus,
    /// What the marks of all texts may copy: labels are those of the corpus.
    shared: Shared,
}

/// What spans of a text refer to.
struct Text<'a> {
    document: String,
    incoming: Incoming,
    /// The `xml:id` of the element that holds the text.
    name: &'a str,
    /// Each with its size in bytes, about.
    features: HashMap<String, (Attributes, usize)>,
    /// That of the corpus, while this text is read.
    shared: Shared,
    /// What its marks have in common is too large to be copied.
    is_too_large: bool,
    spans: HashMap<String, String>,
    /// How many marks and relations it has.
    marks: usize,
    relations: usize,
}

impl Text<'_> {
    /// The id of the next mark.
    fn next_id(&mut self) -> String {
        self.marks += 1;
        format!("{}/s{}", self.document, self.marks)
    }

    /// Counts what a mark copies.
    fn share(&mut self, bytes: usize) -> Result<(), String> {
        let taken = self.shared.take(bytes);
        self.is_too_large |= taken.is_err();
        taken
    }
}

/// The text of a document, and the name of the element that pointers lead into. Where there are such
/// pointers, or where Postil wrote it, it is the text of that element, character for character.
fn words_of<'a>(tei: &'a Element, text: &'a Element) -> (Words<'a>, &'a str) {
    let mut spans = Vec::new();
    for aside in tei.elements().filter(|e| e.local() == "standOff") {
        groups(aside, "", &mut spans);
    }
    let mut targets = spans.iter().filter_map(|(span, _)| span.get("target"));
    let pointed = targets.find_map(|target| {
        let (_, rest) = target.split_once("#string-range(")?;
        Some(rest.split([',', ')']).next().unwrap_or_default())
    });
    let mut blocks = Vec::new();
    gather(text, "ab", &mut blocks);
    let mut named = blocks
        .iter()
        .copied()
        .filter(|ab| ab.get("xml:id").is_some());
    let holder = match pointed {
        Some(id) => with_id(text, id).or_else(|| named.next()),
        None => named.find(|ab| {
            let is_whole = blocks.len() == 1 && ab.elements().next().is_none();
            is_whole && ab.get("xml:space") == Some("preserve")
        }),
    };
    match holder {
        Some(holder) => {
            let name = holder.get("xml:id").unwrap_or_default();
            (words::exact(holder), name)
        }
        None => (words::laid_out(text), ""),
    }
}

impl Reading {
    fn text(&mut self, found: &mut Found, file: &Whole, tei: &Element) {
        let Some(text) = tei.elements().find(|e| e.local() == "text") else {
            found.left_out(file.place(tei), "expected the text in <text>");
            return;
        };
        let (words, name) = words_of(tei, text);
        let incoming = Incoming::new(&words.text);
        let at = self.project.documents.len() + 1;
        let header = Header::of(tei);
        let own = [
            header.number("id"),
            tei.get("xml:id").unwrap_or_default().to_owned(),
        ];
        let own = own.into_iter().find(|id| !id.is_empty());
        let called = |number: usize| match (&own, file.texts) {
            (Some(own), _) => own.clone(),
            (None, 1) => stem(&file.file.name, super::FORMAT.extensions),
            (None, _) => format!("document-{number}"),
        };
        self.corpus.document(called(at - file.before));
        let called = called(at);
        let document = self.documents.unique(&at.to_string(), &called);
        let meta = header.meta(document.clone().into(), tei, text);
        self.project
            .documents
            .push(Document::new(meta, incoming.text.as_str()));

        let mut text = Text {
            document: document.to_string(),
            incoming,
            name,
            features: HashMap::new(),
            shared: std::mem::take(&mut self.shared),
            is_too_large: false,
            spans: HashMap::new(),
            marks: 0,
            relations: 0,
        };
        let (mut structures, mut spans, mut ties) = (Vec::new(), Vec::new(), Vec::new());
        for aside in tei.elements().filter(|e| e.local() == "standOff") {
            gather(aside, "fs", &mut structures);
            groups(aside, "", &mut spans);
            gather(aside, "relation", &mut ties);
        }
        for fs in structures {
            let fields = fs.elements().filter_map(|f| {
                let name = f.get("name")?;
                let form = name.strip_prefix(super::NAME_START).unwrap_or(name);
                Some((decode(form), f.text().into()))
            });
            let id = format!("#{}", fs.get("xml:id").unwrap_or_default());
            let fields: Attributes = fields.collect();
            let size = fields.iter().map(|(name, value)| {
                FIELD_BYTES + name.len() + value.as_str().unwrap_or_default().len()
            });
            let size = size.sum();
            text.features.insert(id, (fields, size));
        }
        for (span, group) in spans {
            let read = self.span(&mut text, span, group);
            report(found, &text, || file.place(span), read);
        }
        for relation in ties {
            let read = self.relation(&mut text, relation);
            report(found, &text, || file.place(relation), read);
        }
        for mark in &words.marks {
            let read = self.inline(&mut text, mark, file);
            report(found, &text, || file.place(mark.element), read);
        }
        for element in &words.empty {
            let name = element.local();
            found.left_out(file.place(element), format!("this <{name}> has no words"));
        }
        self.shared = text.shared;
    }

    /// Reads an element around words.
    fn inline(&mut self, text: &mut Text, mark: &Marked, file: &Whole) -> Result<(), String> {
        let element = mark.element;
        let range = text.incoming.range(Unit::CodePoint, mark.range.clone())?;
        text.share(text.document.len())?;
        let kind = element.get("type").unwrap_or_default().trim();
        let label = match kind {
            "" => element.local().to_owned(),
            kind => format!("{}.{kind}", element.local()),
        };
        let attributes = element.attributes.iter().filter(|(name, _)| {
            !matches!(name.as_str(), "type" | "xml:id" | "xmlns") && !name.starts_with("xmlns:")
        });
        let attributes = attributes.map(|(name, value)| (name.clone(), value.as_str().into()));
        let id = text.next_id();
        let words = text.incoming.text.slice(range.clone());
        (self.identities).add(element, words, id.as_str().into(), &file.ids);
        self.project.annotations.push(Annotation {
            attributes: attributes.collect(),
            ..Annotation::new(
                id.into(),
                text.document.as_str().into(),
                label,
                vec![Fragment::new(range)],
            )
        });
        Ok(())
    }

    fn span(&mut self, text: &mut Text, span: &Element, group: &str) -> Result<(), String> {
        let mut fragments = Vec::new();
        for pointer in span.get("target").unwrap_or_default().split_whitespace() {
            for range in ranges(text, pointer)? {
                let range = text.incoming.range(Unit::CodePoint, range)?;
                fragments.push(Fragment::new(range));
            }
        }
        fragments.sort_by_key(|f| f.start);
        if fragments.is_empty() {
            return Err("expected a `target`".to_owned());
        }
        let label = span.get("type").unwrap_or(group);
        text.share(label.len() + text.document.len())?;
        let mut label = label.to_owned();
        let mut attributes = Attributes::new();
        for pointer in span.get("ana").unwrap_or_default().split_whitespace() {
            if let Some(known) = self.labels.get(pointer) {
                text.share(known.len())?;
                label.clone_from(known);
            } else if let Some(size) = text.features.get(pointer).map(|(_, size)| *size) {
                text.share(size)?;
                let fields = text.features.get(pointer).map(|(fields, _)| fields.clone());
                attributes.extend(fields.unwrap_or_default());
            } else if label.is_empty() {
                label = pointer.trim_start_matches('#').to_owned();
            }
        }
        if label.is_empty() {
            label = "span".to_owned();
        }
        let id = text.next_id();
        if let Some(name) = span.get("xml:id") {
            text.spans.insert(name.to_owned(), id.clone());
        }
        self.project.annotations.push(Annotation {
            attributes,
            note: span.text(),
            ..Annotation::new(id.into(), text.document.as_str().into(), label, fragments)
        });
        Ok(())
    }

    fn relation(&mut self, text: &mut Text, relation: &Element) -> Result<(), String> {
        let end = |name: &str| {
            let pointer = relation.get(name).unwrap_or_default();
            let id = pointer.trim_start_matches('#');
            let known = text.spans.get(id).map(|id| id.as_str().into());
            known.ok_or_else(|| format!("`{name}` refers to “{}”, which does not exist", clip(id)))
        };
        let (from, to) = (end("active")?, end("passive")?);
        text.relations += 1;
        let word = |name: &str| decode(relation.get(name).unwrap_or_default());
        self.project.relations.push(Relation {
            value: word("type"),
            note: first(relation, "desc")
                .map(Element::text)
                .unwrap_or_default(),
            ..Relation::new(
                format!("{}/r{}", text.document, text.relations).into(),
                word("name"),
                from,
                Target::Annotation(to),
            )
        });
        Ok(())
    }
}

/// Lists what could not be read of a text as left out; refuses what could not all be kept.
fn report(
    found: &mut Found,
    text: &Text,
    place: impl FnOnce() -> String,
    read: Result<(), String>,
) {
    match read {
        Ok(()) => {}
        Err(message) if text.is_too_large => found.error(place(), message),
        Err(message) => found.left_out(place(), message),
    }
}

/// Gathers all spans, each with the type of its group.
fn groups<'a>(element: &'a Element, group: &'a str, spans: &mut Vec<(&'a Element, &'a str)>) {
    for inner in element.elements() {
        match inner.local() {
            "span" => spans.push((inner, group)),
            _ => groups(inner, inner.get("type").unwrap_or(group), spans),
        }
    }
}

/// The ranges of one pointer: `#string-range(id,offset,length)`, possibly with more pairs.
fn ranges(text: &Text, pointer: &str) -> Result<Vec<Range<usize>>, String> {
    let odd = || {
        format!(
            "expected pointers like `#string-range(id,0,5)`, found “{}”",
            clip(pointer)
        )
    };
    let inside = (pointer.strip_prefix("#string-range(")).and_then(|rest| rest.strip_suffix(')'));
    let (name, numbers) = inside
        .and_then(|inside| inside.split_once(','))
        .ok_or_else(odd)?;
    if name != text.name {
        return Err(format!(
            "expected a pointer into “{}”, found one into “{}”",
            clip(text.name),
            clip(name)
        ));
    }
    let numbers: Option<Vec<usize>> = numbers.split(',').map(|n| n.trim().parse().ok()).collect();
    let numbers = numbers.filter(|n| n.len() % 2 == 0).ok_or_else(odd)?;
    let pairs = numbers.chunks_exact(2);
    Ok(pairs
        .map(|pair| match pair {
            [start, length] => *start..start.saturating_add(*length),
            _ => 0..0,
        })
        .collect())
}
