//! Reads the selections of a text into marks.

use super::counting::{Counting, covers, cut_off};
use super::guid::normal;
use super::package::Package;
use super::reading::{Known, Reading, add, description, own, references};
use super::source::Selection;
use crate::covered::{Place, Spans, Stated};
use crate::incoming::{Incoming, Unit};
use crate::unplaced::Unplaced;
use crate::xml::tree::Element;
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::model::{Annotation, CandidatePlace, DocumentId, Extra, Fragment};
use serde_json::json;
use std::ops::Range;

/// The layer of selections without a code that have a note.
const NOTE: &str = "note";
/// The layer of other selections without a code.
const QUOTATION: &str = "quotation";

/// The text whose selections are read.
pub(super) struct Marks<'a> {
    /// The project.
    pub package: &'a Package<'a>,
    /// Its document.
    pub document: DocumentId,
    /// How its positions are counted.
    pub counting: Counting,
    /// Whether the names of selections are the words that they cover.
    pub named: bool,
}

/// Reads the selections of a text. O(n log n).
///
/// # Errors
/// When marks would copy much more than there is in the file.
pub(super) fn placed(
    reading: &mut Reading,
    known: &mut Known,
    marks: &Marks,
    incoming: &Incoming,
    selections: &[Selection],
) -> Result<(), Diagnostic> {
    let stated = selections.iter().map(|selection| {
        let range = marks.counting.range(selection);
        let words = words(selection, &range).filter(|_| marks.named);
        (range, words)
    });
    let stated: Vec<_> = stated.collect();
    let mut spans = Spans::new(incoming, Unit::CodePoint, stated.iter().map(Stated::one));
    if let Some(remark) = spans.remark() {
        reading.found.warning(marks.package.place.clone(), remark);
    }
    for (selection, stated) in selections.iter().zip(&stated) {
        let place = marks.package.at(selection.element);
        match spans.place(Stated::one(stated)) {
            Ok(found) => marks
                .of(reading, known, incoming, selection, found)
                .map_err(|message| Diagnostic::error(place, message))?,
            Err(message) => reading.found.left_out(place, message),
        }
    }
    Ok(())
}

/// The words that a selection covers if its name says so. Names that people have given have another
/// length in most cases.
fn words<'a>(selection: &Selection<'a>, range: &Range<usize>) -> Option<&'a str> {
    let (long, name) = (range.len(), selection.name.chars().count());
    let near = long.abs_diff(name) <= 2 + long / 10;
    (name > 0 && near && cut_off(selection.name).is_none()).then_some(selection.name)
}

/// What all marks of a selection have in common.
struct Common {
    guid: String,
    note: String,
    fragment: Fragment,
    /// Places to choose from, if it lies in no certain one.
    candidates: Option<Vec<CandidatePlace>>,
    extra: Extra,
}

impl Marks<'_> {
    /// Makes the marks of a selection that lies there: one for each code.
    fn of(
        &self,
        reading: &mut Reading,
        known: &mut Known,
        incoming: &Incoming,
        selection: &Selection,
        place: Place,
    ) -> Result<(), String> {
        let element = selection.element;
        let guid = own(element);
        let mut note = description(element).unwrap_or_default();
        let linked = known.linked.remove(&guid).unwrap_or_default();
        let within = selection.note.map(normal);
        let notes = references(element, "NoteRef").chain(linked).chain(within);
        remember(reading, known, notes.collect(), &mut note)?;
        let (fragment, candidates, remark) = match place {
            Place::Certain(ranges) => {
                let range = ranges.into_iter().next().unwrap_or_default();
                (Fragment::new(range), None, None)
            }
            Place::ByWords(range, remark) => (Fragment::new(range), None, Some(remark)),
            Place::Uncertain(lost) => (lost.fragment, Some(lost.candidates), Some(lost.remark)),
        };
        if let Some(remark) = remark {
            reading.found.warning(self.package.at(element), remark);
        }
        let mut extra = Extra::new();
        if self.has_own_name(selection, &fragment, incoming) {
            extra.insert("qdpx".to_owned(), json!({"name": selection.name}));
        }
        let common = Common {
            guid,
            note,
            fragment,
            candidates,
            extra,
        };
        let mut codings = element
            .elements()
            .filter(|e| e.local() == "Coding")
            .peekable();
        if codings.peek().is_none() {
            let layer = match common.note.is_empty() {
                true => QUOTATION,
                false => NOTE,
            };
            return self.mark(reading, known, selection, &common, None, layer);
        }
        for coding in codings {
            let code = references(coding, "CodeRef").next().unwrap_or_default();
            let Some(label) = known.labels.get(&code).cloned() else {
                let code = clip(&code);
                let message =
                    format!("a coding refers to the code “{code}”, which is not in the code book");
                reading.found.left_out(self.package.at(coding), message);
                continue;
            };
            self.mark(reading, known, selection, &common, Some(coding), &label)?;
        }
        Ok(())
    }

    /// Makes a mark of a selection. The first one has the GUID of the selection, others those of their
    /// codings.
    fn mark(
        &self,
        reading: &mut Reading,
        known: &mut Known,
        selection: &Selection,
        common: &Common,
        coding: Option<&Element>,
        label: &str,
    ) -> Result<(), String> {
        let element = selection.element;
        let of_coding = coding.map(own).unwrap_or_default();
        let said = |names: &[&str]| {
            let elements = coding.into_iter().chain([element]);
            let mut all = elements.flat_map(|e| names.iter().filter_map(|name| e.get(name)));
            all.find(|value| !value.is_empty()).unwrap_or_default()
        };
        let author = normal(said(&["creatingUser", "modifyingUser"]));
        let author = known.users.get(&author).map_or("", String::as_str);
        let created = said(&["creationDateTime"]);
        let modified = element.get("modifiedDateTime").unwrap_or_default();
        let document = self.document.as_str();
        let own_name = match common.extra.is_empty() {
            true => "",
            false => selection.name,
        };
        let copied = [
            document,
            label,
            &common.note,
            author,
            created,
            modified,
            own_name,
        ];
        let copied = copied.iter().map(|text| text.len()).sum::<usize>();
        (reading.shared).take(copied + common.guid.len() + common.fragment.quote.len())?;
        let is_known = known.marks.contains_key(&common.guid);
        let mut name = if is_known { &of_coding } else { &common.guid }.clone();
        if name.is_empty() {
            name = format!("mark-{}", reading.project.annotations.len() + 1);
        }
        let id = reading.marks.unique(document, &name).to_string();
        let mut annotation = Annotation {
            note: common.note.clone(),
            author: author.to_owned(),
            created: created.to_owned(),
            modified: modified.to_owned(),
            extra: common.extra.clone(),
            ..Annotation::new(
                id.as_str().into(),
                self.document.clone(),
                label,
                vec![common.fragment.clone()],
            )
        };
        if let Some(coding) = coding {
            let notes = references(coding, "NoteRef").collect();
            remember(reading, known, notes, &mut annotation.note)?;
        }
        if let Some(candidates) = &common.candidates {
            reading.found.unplaced(Unplaced {
                annotation: annotation.id.clone(),
                candidates: candidates.clone(),
            });
        }
        for guid in [common.guid.clone(), of_coding] {
            if !guid.is_empty() {
                known.marks.entry(guid).or_insert_with(|| id.clone());
            }
        }
        reading.project.annotations.push(annotation);
        Ok(())
    }

    /// Whether a selection has a name that says more than which words it covers, or where it lies.
    fn has_own_name(&self, selection: &Selection, at: &Fragment, incoming: &Incoming) -> bool {
        let name = selection.name;
        let is_place = name.chars().all(|c| !c.is_alphabetic());
        let text = &incoming.text;
        !is_place
            && words(selection, &self.counting.range(selection)).is_none_or(|_| !self.named)
            && !covers(text, &(at.start..at.end.min(text.len())), name)
    }
}

/// Adds notes to the note of a mark.
fn remember(
    reading: &mut Reading,
    known: &mut Known,
    notes: Vec<String>,
    note: &mut String,
) -> Result<(), String> {
    for guid in notes {
        if let Some(text) = known.notes.get(&guid) {
            reading.shared.take(text.len())?;
            add(note, text);
            known.used.insert(guid);
        }
    }
    Ok(())
}
