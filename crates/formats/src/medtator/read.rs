//! Reads MedTator's files into a project.

use super::{OWN, RANGE, schema};
use crate::archive;
use crate::covered::{Place, Spans, Stated};
use crate::declared::Declared;
use crate::found::Found;
use crate::ids::LocalIds;
use crate::incoming::{Incoming, Unit};
use crate::shared::Shared;
use crate::source::{stem, utf8};
use crate::twins::Corpus;
use crate::unplaced::Unplaced;
use crate::xml::tree::{Element, parse};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, Attributes, Document, DocumentMeta, Fragment, Project, Relation, Target,
};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Reads an archive, or single files. Leaves out files and tags that cannot be read. O(n).
pub(super) fn archive(files: &[File]) -> Read {
    let mut found = Found::default();
    let inside = match archive::unpack(files) {
        Ok(inside) => inside,
        Err(error) => return found.stop(error),
    };
    let mut reading = Reading::default();
    let mut declared = Declared::default();
    let mut any = false;
    let has = |file: &&File, extension: &str| crate::has_extension(&file.name, &[extension]);
    for file in inside.iter().filter(|file| has(file, "dtd")) {
        any = true;
        match utf8(file) {
            // Ours says nothing that the tags do not say as well.
            Ok(dtd) if schema::is_ours(dtd) => {}
            Ok(dtd) => {
                let values = schema::read(&file.name, dtd, &mut declared, &mut found);
                reading.values.extend(values);
            }
            Err(error) => found.left_out(error.place, error.message),
        }
    }
    for file in inside.iter().filter(|file| has(file, "xml")) {
        any = true;
        reading.shared.add(file.bytes.len());
        match parse(file) {
            Ok(root) => reading.file(&mut found, &file.name, &root),
            Err(error) => found.left_out(error.place, error.message),
        }
    }
    let name = files.first().map_or("", |file| file.name.as_str());
    if !any {
        return found.fail(name, "expected .xml files");
    }
    reading.project.header.name = stem(name, super::FORMAT.extensions);
    let has_schema = !declared.is_empty();
    if has_schema {
        reading.project.schema = declared.complete(&reading.project);
    }
    found.join_corpora(&mut reading.project, &reading.corpus);
    found.finish(reading.project, has_schema)
}

#[derive(Default)]
struct Reading {
    project: Project,
    documents: HashSet<String>,
    corpus: Corpus,
    spans: LocalIds,
    relations: LocalIds,
    shared: Shared,
    /// The attributes that hold the values of links, by their tags.
    values: schema::Values,
}

/// A file, while its tags are read.
struct Page<'a> {
    file: &'a str,
    document: &'a str,
    /// Whether our writer has written it, and so encoded names.
    is_ours: bool,
}

impl Page<'_> {
    fn place(&self, tag: &Element) -> String {
        format!("{}, line {}", self.file, tag.line)
    }

    fn name(&self, form: &str) -> String {
        match self.is_ours {
            true => super::decode(form),
            false => form.to_owned(),
        }
    }
}

/// A tag on words of the text, with its ranges as they are.
struct Bound<'a> {
    tag: &'a Element,
    ranges: Vec<Range<usize>>,
    words: Option<Cow<'a, str>>,
}

impl Bound<'_> {
    fn stated(&self) -> Stated<'_> {
        Stated {
            ranges: &self.ranges,
            words: self.words.as_deref(),
        }
    }
}

impl Reading {
    fn file(&mut self, found: &mut Found, file: &str, root: &Element) {
        let child = |name: &str| root.elements().find(|element| element.name == name);
        let Some(text) = child("TEXT") else {
            found.left_out(file, "expected the text in <TEXT>");
            return;
        };
        let text = Incoming::new(&text.text());
        let document = file.strip_suffix(".xml").unwrap_or(file);
        if !self.documents.insert(document.to_owned()) {
            found.left_out(file, "a file of the same name was read before it");
            return;
        }
        for names in [&mut self.spans, &mut self.relations] {
            names.next_document();
        }
        let page = Page {
            file,
            document,
            is_ours: root.name == super::ROOT,
        };
        let meta = DocumentMeta::new(document.into(), "");
        self.project
            .documents
            .push(Document::new(meta, text.text.as_str()));
        self.corpus
            .document(document.rsplit(['/', '\\']).next().unwrap_or(document));
        self.corpus.end_file(document);
        let tags = || child("TAGS").into_iter().flat_map(Element::elements);
        let mut bounds = Vec::new();
        // Tags on the document as a whole, which have no range.
        let mut whole: HashSet<&str> = HashSet::new();
        for tag in tags().filter(|tag| spans(tag).is_some()) {
            let spans = spans(tag).unwrap_or_default();
            if spans.is_empty() || spans == "-1~-1" {
                whole.extend(tag.get("id"));
                found.left_out(page.place(tag), "the tag covers no text");
                continue;
            }
            match ranges(&spans) {
                Ok(ranges) => bounds.push(Bound {
                    tag,
                    words: words(tag, ranges.len()),
                    ranges,
                }),
                Err(message) => found.left_out(page.place(tag), message),
            }
        }
        let stated = bounds.iter().map(Bound::stated);
        let mut spans_of_text = Spans::new(&text, Unit::Utf16, stated);
        if let Some(remark) = spans_of_text.remark() {
            found.warning(file, remark);
        }
        for bound in &bounds {
            if let Err(message) = self.annotation(found, &page, &mut spans_of_text, bound) {
                found.left_out(page.place(bound.tag), message);
            }
        }
        for tag in tags().filter(|tag| spans(tag).is_none()) {
            if let Err(message) = self.relation(found, &page, tag, &whole) {
                found.left_out(page.place(tag), message);
            }
        }
    }

    fn annotation(
        &mut self,
        found: &mut Found,
        page: &Page,
        spans: &mut Spans,
        bound: &Bound,
    ) -> Result<(), String> {
        let tag = bound.tag;
        let (ranges, lost) = match spans.place(bound.stated())? {
            Place::Certain(ranges) => (ranges, None),
            Place::ByWords(range, remark) => {
                found.warning(page.place(tag), remark);
                (vec![range], None)
            }
            Place::Uncertain(lost) => (Vec::new(), Some(lost)),
        };
        let mut fragments: Vec<_> = ranges.into_iter().map(Fragment::new).collect();
        fragments.sort_by_key(|f| f.start);
        if fragments.windows(2).any(|two| two[0].end > two[1].start) {
            return Err("its ranges overlap".to_owned());
        }
        fragments.extend(lost.iter().map(|lost| lost.fragment.clone()));
        let id = id(&mut self.spans, page, tag)?;
        if let Some(lost) = lost {
            found.warning(page.place(tag), lost.remark);
            found.unplaced(Unplaced {
                annotation: id.as_str().into(),
                candidates: lost.candidates,
            });
        }
        self.project.annotations.push(Annotation {
            attributes: attributes(page, tag),
            note: tag.get("note").unwrap_or_default().to_owned(),
            ..Annotation::new(
                id.into(),
                page.document.into(),
                page.name(&tag.name),
                fragments,
            )
        });
        Ok(())
    }

    fn relation(
        &mut self,
        found: &mut Found,
        page: &Page,
        tag: &Element,
        whole: &HashSet<&str>,
    ) -> Result<(), String> {
        let mut ends = ends(tag).into_iter();
        let (Some((_, from)), Some((_, to))) = (ends.next(), ends.next()) else {
            return Err(
                "expected `spans`, or two ends like `fromID` and `toID` of a relation".to_owned(),
            );
        };
        let end = |spans: &LocalIds, name: &str| match whole.contains(name) {
            true => Err(format!(
                "it leads to “{}”, which covers no text",
                clip(name)
            )),
            false => spans.get(name).map(|_| format!("{}/{name}", page.document)),
        };
        let (from, to) = (end(&self.spans, from)?, end(&self.spans, to)?);
        let id = id(&mut self.relations, page, tag)?;
        let text = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        let mut attributes = attributes(page, tag);
        attributes.retain(|name, _| !name.ends_with("ID") && !name.ends_with("Text"));
        let mut value = text("value");
        let held = self.values.get(&tag.name).filter(|_| !page.is_ours);
        if let Some(held) = held
            && value.is_empty()
            && let Some(given) = attributes.remove(held)
        {
            value = given.as_str().unwrap_or_default().to_owned();
        }
        let kind = page.name(&tag.name);
        for (name, more) in ends {
            // Each has a copy of the link's id, of its kind and of where it begins.
            let copied = id.len() * 2 + kind.len() + from.len();
            if let Err(message) = self.shared.take(copied) {
                found.error(page.place(tag), message);
                return Ok(());
            }
            let message = match end(&self.spans, more) {
                Ok(more) => {
                    let id = self
                        .relations
                        .unique(page.document, &format!("{id}/{name}"));
                    self.project.relations.push(Relation {
                        value: name.to_owned(),
                        ..Relation::new(
                            id.into(),
                            kind.as_str(),
                            from.as_str().into(),
                            Target::Annotation(more.into()),
                        )
                    });
                    let remark = format!(
                        "a link has two ends here; “{name}” became a link of its own, with this value"
                    );
                    found.warning(page.place(tag), remark);
                    continue;
                }
                Err(message) => message,
            };
            found.left_out(page.place(tag), format!("the end “{name}”: {message}"));
        }
        self.project.relations.push(Relation {
            value,
            attributes,
            note: text("note"),
            ..Relation::new(id.into(), kind, from.into(), Target::Annotation(to.into()))
        });
        Ok(())
    }
}

/// The id of a tag, which is unique in its document.
fn id(names: &mut LocalIds, page: &Page, tag: &Element) -> Result<String, String> {
    let name = tag.get("id").ok_or("expected an `id`")?;
    names.add(page.document, name)?;
    Ok(format!("{}/{name}", page.document))
}

fn attributes(page: &Page, tag: &Element) -> Attributes {
    let foreign = tag
        .attributes
        .iter()
        .filter(|(name, _)| !OWN.contains(&name.as_str()))
        .filter(|(name, _)| page.is_ours || !RANGE.contains(&name.as_str()));
    foreign
        .map(|(name, value)| (page.name(name), value.as_str().into()))
        .collect()
}

/// The ranges of a tag as they are written; none for a link.
fn spans(tag: &Element) -> Option<Cow<'_, str>> {
    let older = || {
        let [start, end] = RANGE.map(|name| tag.get(name));
        Some(format!("{}~{}", start?, end?).into())
    };
    tag.get("spans").map(Cow::from).or_else(older)
}

/// The words that a tag states. MedTator and MAE join those of several ranges by three dots.
fn words(tag: &Element, ranges: usize) -> Option<Cow<'_, str>> {
    const DOTS: &str = " ... ";
    let words = tag.get("text").filter(|words| !words.trim().is_empty())?;
    if ranges < 2 {
        return Some(words.into());
    }
    // Dots that are in the text itself leave open which ones join.
    let is_plain = words.matches(DOTS).count() == ranges - 1;
    is_plain.then(|| words.replace(DOTS, " ").into())
}

/// The ends of a link, each with its name: `nameID` has the id of a tag, beside `nameText`. An end
/// without an id is not set.
fn ends(tag: &Element) -> Vec<(&str, &str)> {
    let all = || {
        let named = tag.attributes.iter();
        named.filter_map(|(name, value)| Some((name.strip_suffix("ID")?, value.as_str())))
    };
    let texts: HashSet<&str> = (tag.attributes.iter())
        .filter_map(|(name, _)| name.strip_suffix("Text"))
        .collect();
    let mut ends: Vec<_> = all().filter(|(name, _)| texts.contains(name)).collect();
    if ends.len() < 2 {
        ends = all().collect();
    }
    ends.retain(|(_, id)| !id.is_empty());
    ends
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
