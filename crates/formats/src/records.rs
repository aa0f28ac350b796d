//! Reads files of JSON records, one record per document: the loop over files and records, ids, and
//! the fields that several formats share.

use crate::covered::{Lost, Place, Spans, Stated};
use crate::fields::{expected, id_of, list_field};
use crate::found::Found;
use crate::ids::LocalIds;
use crate::pair::split_pair;
use crate::shape::{Arrangement, Shape};
use crate::shared::Shared;
use crate::source::{json, json_lines, stem, utf8, whole_items};
use crate::steps;
use crate::unplaced::Unplaced;
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, AnnotationId, DocumentId, DocumentMeta, Fragment, Project, Relation, Target,
    label_layer,
};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// How the files of a format hold their records, as a rule. A file that has them in the other way is
/// read as well.
#[derive(Clone, Copy, Debug)]
pub enum Layout {
    /// One per line.
    Lines,
    /// A list, or a single record. Diagnostics name each by this word and its number from 1.
    List(&'static str),
}

impl Layout {
    /// How a file holds its records.
    fn of(self, file: &File) -> Self {
        let listed = match self {
            Self::Lines => Self::List("record"),
            list => list,
        };
        let shape = Shape::of(&file.bytes);
        let is_line = !file.bytes.trim_ascii().contains(&b'\n');
        // What is damaged is read as the rule says, so that the damage is named where it is.
        match (shape.arrangement, self) {
            (Arrangement::None, _) => self,
            (Arrangement::Lines, Self::List(_)) if shape.damaged => self,
            (Arrangement::One, Self::Lines) if is_line || shape.damaged => self,
            (Arrangement::Lines, _) => Self::Lines,
            (Arrangement::One | Arrangement::List, _) => listed,
        }
    }
}

/// A project, while its records are read.
#[derive(Debug, Default)]
pub struct Reading {
    pub project: Project,
    /// The number of the record in its file; that of its line in a file of [`Layout::Lines`].
    pub number: usize,
    /// The place of the record in messages.
    place: String,
    found: Found,
    /// The id of the document that was begun last.
    document: String,
    /// The same id: all annotations of the document share one copy of it.
    document_id: Option<DocumentId>,
    documents: LocalIds,
    annotations: LocalIds,
    relations: LocalIds,
    /// The indexes of the clusters that annotations of the record belong to.
    joined: Vec<usize>,
    shared: Shared,
    /// Too much was to be copied: the whole file is refused.
    is_refused: bool,
    /// What there is to say about the file in numbers, with each number.
    tallies: BTreeMap<&'static str, usize>,
}

/// Reads the records of files into a project whose schema is inferred. The first file names the
/// project, without the first of `extensions` that it ends in. Leaves out files and records that cannot
/// be read, and says so. O(n).
///
/// # Errors
/// When nothing can be read: with every record by its line or number, and with every file that is not
/// text or, in a [`Layout::List`], not JSON.
pub fn read<'a>(
    files: impl IntoIterator<Item = &'a File>,
    extensions: &[&str],
    layout: Layout,
    mut record: impl FnMut(&mut Reading, &Value) -> Result<(), String>,
) -> Read {
    let mut reading = Reading::default();
    let mut ends = Vec::new();
    for file in files {
        let layout = layout.of(file);
        let word = match layout {
            Layout::Lines => "line",
            Layout::List(word) => word,
        };
        if reading.project.header.name.is_empty() {
            reading.project.header.name = stem(&file.name, extensions);
        }
        reading.shared.add(file.bytes.len());
        let mut add = |number: usize, value: Result<Value, String>| {
            if reading.is_refused {
                return;
            }
            reading.number = number;
            reading.place = format!("{}, {word} {number}", file.name);
            reading.joined.clear();
            let before = reading.size();
            let read = value.and_then(|value| record(&mut reading, &value));
            if let Err(message) = read {
                reading.shrink(before);
                reading.leave_out(message);
            }
        };
        let whole = match layout {
            Layout::Lines => utf8(file).map(|text| {
                for (number, value) in json_lines(text) {
                    add(number, value);
                }
            }),
            Layout::List(_) => {
                let (records, damage) = match json(file) {
                    Ok(Value::Array(records)) => (records, None),
                    Ok(one) => (vec![one], None),
                    Err(error) => (utf8(file).map(whole_items).unwrap_or_default(), Some(error)),
                };
                let all = records.len();
                for (number, value) in (1..).zip(records) {
                    add(number, Ok(value));
                }
                match damage {
                    Some(error) if all > 0 => {
                        let message = format!(
                            "from here on the file is cut off or damaged, and left out; {all} before it are \
                             whole. {}",
                            error.message
                        );
                        add(all + 1, Err(message));
                        Ok(())
                    }
                    Some(error) => Err(error),
                    None => Ok(()),
                }
            }
        };
        if let Err(error) = whole {
            reading.found.left_out(error.place, error.message);
        }
        for (what, count) in std::mem::take(&mut reading.tallies) {
            let message = format!("{what}: {count}");
            reading.found.summary(&file.name, message);
        }
        ends.push(reading.project.documents.len());
    }
    if ends.is_empty() {
        return reading.found.fail("", "expected a file");
    }
    reading.found.join_twins(&mut reading.project, &ends);
    reading.found.finish(reading.project, false)
}

impl Reading {
    /// How many documents, annotations and relations there are.
    fn size(&self) -> [usize; 3] {
        let project = &self.project;
        let (documents, annotations) = (&project.documents, &project.annotations);
        [documents.len(), annotations.len(), project.relations.len()]
    }

    /// Drops what came since there were so many.
    fn shrink(&mut self, [documents, annotations, relations]: [usize; 3]) {
        let project = &mut self.project;
        project.documents.truncate(documents);
        project.relations.truncate(relations);
        let dropped = project.annotations.drain(annotations..);
        let dropped: HashSet<AnnotationId> = dropped.map(|annotation| annotation.id).collect();
        if dropped.is_empty() {
            return;
        }
        for at in std::mem::take(&mut self.joined) {
            let Some(cluster) = project.clusters.get_mut(at) else {
                continue;
            };
            // The members of the record are the last ones.
            while cluster
                .members
                .pop_if(|last| dropped.contains(last))
                .is_some()
            {}
        }
    }

    /// Makes an annotation of the record a member of the cluster with this index.
    pub fn join(&mut self, cluster: usize, annotation: AnnotationId) {
        if let Some(it) = self.project.clusters.get_mut(cluster) {
            it.members.push(annotation);
            self.joined.push(cluster);
        }
    }

    /// Leaves out a part of the record.
    pub fn leave_out(&mut self, message: impl Into<String>) {
        self.found.left_out(self.place.clone(), message);
    }

    /// Adds a remark about the record.
    pub fn remark(&mut self, message: impl Into<String>) {
        self.found.warning(self.place.clone(), message);
    }

    /// Counts something that there is to say about the file: `what: 12`.
    pub fn tally(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.tallies.entry(what).or_default() += count;
        }
    }

    /// Begins a document that its record calls `name`, or else `document-1`, `document-2` and so
    /// on. From here on, names of annotations and relations are those of this document.
    pub fn begin(&mut self, name: Option<String>) -> DocumentMeta {
        let number = self.project.documents.len() + 1;
        let name = name.unwrap_or_else(|| format!("document-{number}"));
        self.begin_numbered(&number.to_string(), &name)
    }

    /// Begins a document that its record calls `name`, and that `number` tells from others of that
    /// name.
    pub fn begin_numbered(&mut self, number: &str, name: &str) -> DocumentMeta {
        self.annotations.next_document();
        self.relations.next_document();
        self.document = self.documents.unique(number, name).to_string();
        let id = DocumentId::from(self.document.as_str());
        self.document_id = Some(id.clone());
        DocumentMeta::new(id, "")
    }

    /// Makes an annotation of the document, which its record calls `name`.
    ///
    /// # Errors
    /// When the document has an annotation of that name, when the label names no layer, and when the
    /// fragments are none or overlap.
    pub fn annotation(
        &mut self,
        name: &str,
        label: &str,
        fragments: Vec<Fragment>,
    ) -> Result<Annotation, String> {
        if label_layer(label).is_empty() {
            return Err(format!("expected a label, found “{}”", clip(label)));
        }
        if fragments.is_empty() {
            return Err("expected the offsets of the span".to_owned());
        }
        if fragments.windows(2).any(|pair| pair[0].end > pair[1].start) {
            return Err("the pieces of the span overlap, or are not in order".to_owned());
        }
        let document = self.document_id.clone();
        self.copies(self.document.len())?;
        Ok(Annotation::new(
            self.annotations.add(&self.document, name)?.into(),
            document.ok_or("expected a document before its annotations")?,
            label,
            fragments,
        ))
    }

    /// Makes an annotation as [`Self::annotation`] does where [`Spans`] places it. One without a
    /// certain place goes to the list of marks to place.
    ///
    /// # Errors
    /// The same, and when the span has no place and no words.
    pub fn placed(
        &mut self,
        name: &str,
        label: &str,
        spans: &mut Spans,
        stated: Stated,
    ) -> Result<Annotation, String> {
        let (fragments, lost) = match spans.place(stated)? {
            Place::Certain(ranges) => (ranges.into_iter().map(Fragment::new).collect(), None),
            Place::ByWords(range, remark) => {
                self.remark(remark);
                (vec![Fragment::new(range)], None)
            }
            Place::Uncertain(lost) => {
                // Several labels may share the words of one span.
                self.copies(lost.fragment.quote.len())?;
                (vec![lost.fragment.clone()], Some(lost))
            }
        };
        let annotation = self.annotation(name, label, fragments)?;
        if let Some(lost) = lost {
            self.unplaced(annotation.id.clone(), lost);
        }
        Ok(annotation)
    }

    /// Puts an annotation without a certain place on the list of marks to place.
    pub fn unplaced(&mut self, annotation: AnnotationId, lost: Lost) {
        self.remark(lost.remark);
        self.found.unplaced(Unplaced {
            annotation,
            candidates: lost.candidates,
        });
    }

    /// Makes a relation between the annotations of two ids from its type and value in one word.
    pub fn relation(&self, id: String, word: &str, from: String, to: String) -> Relation {
        let (kind, value) = split_pair(word);
        Relation {
            value,
            ..Relation::new(id.into(), kind, from.into(), Target::Annotation(to.into()))
        }
    }

    /// Counts a copy of something that the record says only once.
    ///
    /// # Errors
    /// When it is one too many; the whole file is refused then.
    pub fn copies(&mut self, bytes: usize) -> Result<(), String> {
        self.shared.take(bytes).inspect_err(|message| {
            self.is_refused = true;
            self.found.error(self.place.clone(), message.clone());
        })
    }

    /// Makes the id of a relation of the document, which its record calls `name`.
    ///
    /// # Errors
    /// When the document has a relation of that name, and when it copies too much.
    pub fn relation_id(&mut self, name: &str) -> Result<String, String> {
        self.copies(self.document.len())?;
        let id = self.relations.add(&self.document, name)?;
        Ok(id.to_string())
    }

    /// The id of the next relation where records have no names: `r1`, `r2` and so on.
    pub fn next_relation_id(&self) -> String {
        format!("r{}", self.project.relations.len() + 1)
    }

    /// The id of the annotation that the document calls `name`.
    ///
    /// # Errors
    /// When there is none, and when it copies too much.
    pub fn annotation_id(&mut self, name: &str) -> Result<String, String> {
        let id = self.annotations.get(name)?;
        let id = id.to_owned();
        self.copies(id.len())?;
        Ok(id)
    }

    /// The id of the annotation that a field of a record refers to; `what` names the expected value
    /// in errors.
    ///
    /// # Errors
    /// When it refers to none.
    pub fn end(&mut self, record: &Value, field: &str, what: &str) -> Result<String, String> {
        let name = id_of(record.get(field));
        self.annotation_id(&name.ok_or_else(|| expected(field, what, record.get(field)))?)
    }
}

/// Reads the items of a list in a record, with their numbers from 0; a missing list is empty. Leaves out
/// items that cannot be read, as `list[number]`.
///
/// # Errors
/// When it is not a list. Stops where the whole file is refused.
pub fn each<'v>(
    reading: &mut Reading,
    record: &'v Value,
    list: &str,
    mut read: impl FnMut(&mut Reading, usize, &'v Value) -> Result<(), String>,
) -> Result<(), String> {
    for (at, item) in list_field(record, list)?.iter().enumerate() {
        steps::step();
        if let Err(message) = read(reading, at, item) {
            reading.leave_out(format!("{list}[{at}]: {message}"));
        }
        if reading.is_refused {
            break;
        }
    }
    Ok(())
}

/// Reads the items of a list where none may be left out.
///
/// # Errors
/// With the first item that cannot be read, as `list[number]`.
pub fn every<'v>(
    record: &'v Value,
    list: &str,
    mut read: impl FnMut(usize, &'v Value) -> Result<(), String>,
) -> Result<(), String> {
    for (at, item) in list_field(record, list)?.iter().enumerate() {
        read(at, item).map_err(|message| format!("{list}[{at}]: {message}"))?;
    }
    Ok(())
}

/// The offsets and the label of an item of the form `[0, 5, "X"]` in a list.
///
/// # Errors
/// With what is there.
pub fn triple<'v>(list: &str, item: &'v Value) -> Result<(Range<usize>, &'v str), String> {
    let start = crate::fields::whole(item.get(0));
    let end = crate::fields::whole(item.get(1));
    match (start, end, item[2].as_str()) {
        (Some(start), Some(end), Some(label)) => Ok((start..end, label)),
        _ => Err(expected(list, "lists of [start, end, label]", Some(item))),
    }
}

/// The fields of a document's title, outlet, address and language, in this order.
pub const META: [&str; 4] = ["title", "outlet", "url", "language"];

/// Reads a document's title, outlet, address and language from fields of these names.
pub fn read_meta<'v>(
    meta: &mut DocumentMeta,
    [title, outlet, url, language]: [&str; 4],
    field: impl Fn(&str) -> Option<&'v str>,
) {
    let text = |name| field(name).unwrap_or_default().to_owned();
    meta.title = text(title);
    meta.outlet = text(outlet);
    meta.url = text(url);
    meta.language = text(language);
}

/// Writes a document's title, outlet, address and language into fields of these names, except those
/// that are empty.
pub fn write_meta(record: &mut Value, meta: &DocumentMeta, names: [&str; 4]) {
    let texts = [&meta.title, &meta.outlet, &meta.url, &meta.language];
    for (name, text) in names.into_iter().zip(texts) {
        if !text.is_empty() {
            record[name] = text.as_str().into();
        }
    }
}
