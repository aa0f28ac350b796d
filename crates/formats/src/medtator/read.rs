//! Reads MedTator's files into a project.

use super::{OWN, decode};
use crate::archive;
use crate::found::Found;
use crate::ids::LocalIds;
use crate::incoming::{Incoming, Unit};
use crate::source::stem;
use crate::xml::tree::{Element, parse};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, Attributes, Document, DocumentMeta, Fragment, Project, Relation, Target,
};
use std::ops::Range;

/// Reads an archive, or single files, without their schema. O(n).
pub(super) fn archive(files: &[File]) -> Read {
    let mut found = Found::default();
    let inside = match archive::unpack(files) {
        Ok(inside) => inside,
        Err(error) => return found.stop(error),
    };
    let mut reading = Reading::default();
    let mut any = false;
    for file in &inside {
        any |= crate::has_extension(&file.name, &["dtd", "xml"]);
        if !crate::has_extension(&file.name, &["xml"]) {
            continue;
        }
        match parse(file) {
            Ok(root) => reading.file(&mut found, &file.name, &root),
            Err(error) => return found.stop(error),
        }
    }
    let name = files.first().map_or("", |file| file.name.as_str());
    if !any {
        return found.fail(name, "expected .xml files");
    }
    reading.project.header.name = stem(name, super::FORMAT.extensions);
    found.finish(reading.project, false)
}

#[derive(Default)]
struct Reading {
    project: Project,
    spans: LocalIds,
    relations: LocalIds,
}

impl Reading {
    fn file(&mut self, found: &mut Found, file: &str, root: &Element) {
        let child = |name: &str| root.elements().find(|element| element.name == name);
        let Some(text) = child("TEXT") else {
            found.error(file, "expected the text in <TEXT>");
            return;
        };
        let text = Incoming::new(&text.text());
        let document = file.strip_suffix(".xml").unwrap_or(file);
        for names in [&mut self.spans, &mut self.relations] {
            names.next_document();
        }
        let meta = DocumentMeta::new(document.into(), "");
        self.project
            .documents
            .push(Document::new(meta, text.text.as_str()));
        let tags = || child("TAGS").into_iter().flat_map(Element::elements);
        let place = |tag: &Element| format!("{file}, line {}", tag.line);
        let is_relation = |tag: &Element| tag.get("spans").is_none();
        for tag in tags().filter(|tag| !is_relation(tag)) {
            // A tag on the document as a whole has no range.
            if tag
                .get("spans")
                .is_some_and(|spans| spans.is_empty() || spans == "-1~-1")
            {
                found.warning(place(tag), "the tag covers no text; it is left out");
                continue;
            }
            let read = self.annotation(document, &text, tag);
            found.ok(|| place(tag), read);
        }
        for tag in tags().filter(|tag| is_relation(tag)) {
            let read = self.relation(document, tag);
            found.ok(|| place(tag), read);
        }
    }

    fn annotation(&mut self, document: &str, text: &Incoming, tag: &Element) -> Result<(), String> {
        let mut fragments = Vec::new();
        for range in ranges(tag.get("spans").unwrap_or_default())? {
            fragments.push(Fragment::new(text.range(Unit::Utf16, range)?));
        }
        fragments.sort_by_key(|f| f.start);
        let id = self.id(document, tag, true)?;
        self.project.annotations.push(Annotation {
            attributes: attributes(tag),
            note: tag.get("note").unwrap_or_default().to_owned(),
            ..Annotation::new(id.into(), document.into(), decode(&tag.name), fragments)
        });
        Ok(())
    }

    /// The id of a tag, which is unique in its document.
    fn id(&mut self, document: &str, tag: &Element, is_span: bool) -> Result<String, String> {
        let name = tag.get("id").ok_or("expected an `id`")?;
        let names = if is_span {
            &mut self.spans
        } else {
            &mut self.relations
        };
        names.add(document, name)?;
        Ok(format!("{document}/{name}"))
    }

    fn relation(&mut self, document: &str, tag: &Element) -> Result<(), String> {
        // The ends are the first two attributes of the form `argID`.
        let mut ends = (tag.attributes.iter()).filter(|(name, _)| name.ends_with("ID"));
        let (Some((_, from)), Some((_, to))) = (ends.next(), ends.next()) else {
            return Err(
                "expected `spans`, or two ends like `fromID` and `toID` of a relation".to_owned(),
            );
        };
        for end in [from, to] {
            self.spans.get(end)?;
        }
        let (from, to) = (format!("{document}/{from}"), format!("{document}/{to}"));
        let id = self.id(document, tag, false)?;
        let text = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        let mut attributes = attributes(tag);
        attributes.retain(|name, _| !name.ends_with("ID") && !name.ends_with("Text"));
        self.project.relations.push(Relation {
            value: text("value"),
            attributes,
            note: text("note"),
            ..Relation::new(
                id.into(),
                decode(&tag.name),
                from.into(),
                Target::Annotation(to.into()),
            )
        });
        Ok(())
    }
}

fn attributes(tag: &Element) -> Attributes {
    let foreign = tag
        .attributes
        .iter()
        .filter(|(name, _)| !OWN.contains(&name.as_str()));
    foreign
        .map(|(name, value)| (decode(name), value.as_str().into()))
        .collect()
}

fn ranges(spans: &str) -> Result<Vec<Range<usize>>, String> {
    let one = |piece: &str| {
        let (start, end) = piece.split_once('~')?;
        Some(start.trim().parse().ok()?..end.trim().parse().ok()?)
    };
    let ranges: Option<_> = spans.split(',').map(one).collect();
    ranges.ok_or_else(|| {
        format!(
            "expected ranges like `0~5` or `0~5,7~9`, found “{}”",
            clip(spans)
        )
    })
}
