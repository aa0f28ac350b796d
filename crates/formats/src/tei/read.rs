//! Reads a corpus into a project.

use crate::brat::decode;
use crate::found::Found;
use crate::ids::LocalIds;
use crate::incoming::{Incoming, Unit};
use crate::shared::Shared;
use crate::source::stem;
use crate::xml::tree::{Element, parse};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, Attributes, Document, DocumentMeta, Fragment, Project, Relation, Target,
};
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
        let mut all = Vec::new();
        gather(&root, "category", &mut all);
        for category in all {
            if let (Some(id), Some(label)) = (category.get("xml:id"), first(category, "catDesc")) {
                (reading.labels).insert(format!("#{id}"), label.text());
            }
        }
        let mut texts = Vec::new();
        articles(&root, &mut texts);
        for tei in texts {
            reading.text(&mut found, file, tei);
        }
    }
    if files.is_empty() {
        return found.fail("", "expected a file");
    }
    found.finish(reading.project, false)
}

/// Gathers all elements of a name in an element and the element itself, outermost first.
fn gather<'a>(element: &'a Element, name: &str, all: &mut Vec<&'a Element>) {
    if element.local() == name {
        all.push(element);
    }
    for inner in element.elements() {
        gather(inner, name, all);
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

/// The first element of a name in an element.
fn first<'a>(element: &'a Element, name: &str) -> Option<&'a Element> {
    element.elements().find_map(|inner| {
        if inner.local() == name {
            Some(inner)
        } else {
            first(inner, name)
        }
    })
}

/// What a feature takes beside its name and its value, in bytes.
const FIELD_BYTES: usize = 128;

#[derive(Default)]
struct Reading {
    project: Project,
    labels: HashMap<String, String>,
    documents: LocalIds,
}

/// What spans of a text refer to.
struct Text<'a> {
    document: String,
    incoming: Incoming,
    /// The `xml:id` of the element that holds the text.
    name: &'a str,
    /// Each with its size in bytes, about.
    features: HashMap<String, (Attributes, usize)>,
    shared: Shared,
    spans: HashMap<String, String>,
}

impl Reading {
    fn text(&mut self, found: &mut Found, file: &File, tei: &Element) {
        let place = |element: &Element| format!("{}, line {}", file.name, element.line);
        let Some(text) = tei.elements().find(|e| e.local() == "text") else {
            found.error(place(tei), "expected the text in <text>");
            return;
        };
        let holder = first(text, "ab").filter(|ab| ab.get("xml:id").is_some());
        let holder = holder.unwrap_or(text);
        let incoming = Incoming::new(&holder.text());
        let header = tei.elements().find(|e| e.local() == "teiHeader");
        let known = |name: &str| header.and_then(|header| first(header, name));
        let mut numbers = Vec::new();
        header
            .into_iter()
            .for_each(|header| gather(header, "idno", &mut numbers));
        let number = |kind: &str| {
            let own = numbers.iter().find(|idno| idno.get("type") == Some(kind));
            own.map(|idno| idno.text()).unwrap_or_default()
        };
        let at = self.project.documents.len() + 1;
        let name = match number("id") {
            id if id.is_empty() => format!("document-{at}"),
            id => id,
        };
        let document = self.documents.unique(&at.to_string(), &name);
        let words = |name: &str| known(name).map(Element::text).unwrap_or_default();
        let mut meta = DocumentMeta::new(document.clone().into(), words("title"));
        meta.outlet = words("publisher");
        meta.url = number("URL");
        let tag = known("language").and_then(|language| language.get("ident"));
        meta.language = match (tag, words("language")) {
            (Some(super::UNDETERMINED), said) if !said.is_empty() => said,
            (tag, _) => tag.unwrap_or_default().to_owned(),
        };
        self.project
            .documents
            .push(Document::new(meta, incoming.text.as_str()));

        let mut text = Text {
            document: document.to_string(),
            incoming,
            name: holder.get("xml:id").unwrap_or_default(),
            features: HashMap::new(),
            shared: Shared::of(file.bytes.len()),
            spans: HashMap::new(),
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
        for (at, (span, group)) in (1..).zip(spans) {
            let read = self.span(&mut text, span, group, at);
            found.ok(|| place(span), read);
        }
        for (at, relation) in (1..).zip(ties) {
            let read = self.relation(&text, relation, at);
            found.ok(|| place(relation), read);
        }
    }

    fn span(
        &mut self,
        text: &mut Text,
        span: &Element,
        group: &str,
        at: usize,
    ) -> Result<(), String> {
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
        text.shared.take(label.len() + text.document.len())?;
        let mut label = label.to_owned();
        let mut attributes = Attributes::new();
        for pointer in span.get("ana").unwrap_or_default().split_whitespace() {
            if let Some(known) = self.labels.get(pointer) {
                text.shared.take(known.len())?;
                label.clone_from(known);
            } else if let Some((fields, size)) = text.features.get(pointer) {
                text.shared.take(*size)?;
                attributes.extend(fields.clone());
            } else if label.is_empty() {
                label = pointer.trim_start_matches('#').to_owned();
            }
        }
        if label.is_empty() {
            label = "span".to_owned();
        }
        let id = format!("{}/s{at}", text.document);
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

    fn relation(&mut self, text: &Text, relation: &Element, at: usize) -> Result<(), String> {
        let end = |name: &str| {
            let pointer = relation.get(name).unwrap_or_default();
            let id = pointer.trim_start_matches('#');
            let known = text.spans.get(id).map(|id| id.as_str().into());
            known.ok_or_else(|| format!("`{name}` refers to “{}”, which does not exist", clip(id)))
        };
        let (from, to) = (end("active")?, end("passive")?);
        let word = |name: &str| decode(relation.get(name).unwrap_or_default());
        self.project.relations.push(Relation {
            value: word("type"),
            note: first(relation, "desc")
                .map(Element::text)
                .unwrap_or_default(),
            ..Relation::new(
                format!("{}/r{at}", text.document).into(),
                word("name"),
                from,
                Target::Annotation(to),
            )
        });
        Ok(())
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
