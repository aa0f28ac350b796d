//! Reads the selections of a text into marks.

use super::counting::{Counting, covers, cut_off};
use super::guid::normal;
use super::package::Package;
use super::read::{Known, Reading, add, description, own, references};
use super::source::Selection;
use crate::covered::{Place, Spans, Stated};
use crate::incoming::{Incoming, Unit};
use crate::unplaced::Unplaced;
use crate::xml::tree::Element;
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::model::{Annotation, DocumentId, Fragment};
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
                .of(reading, known, incoming, selection, &found)
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

impl Marks<'_> {
    /// Makes the marks of a selection that lies there: one for each code.
    fn of(
        &self,
        reading: &mut Reading,
        known: &mut Known,
        incoming: &Incoming,
        selection: &Selection,
        place: &Place,
    ) -> Result<(), String> {
        let element = selection.element;
        let at = self.package.at(element);
        let guid = own(element);
        let mut note = description(element).unwrap_or_default();
        let linked = known.linked.get(&guid).cloned().unwrap_or_default();
        let within = selection.note.map(normal);
        let notes = references(element, "NoteRef").chain(linked).chain(within);
        remember(reading, known, notes.collect(), &mut note)?;
        let (fragment, lost) = match place {
            Place::Certain(ranges) => (ranges.first().cloned().map(Fragment::new), None),
            Place::ByWords(range, remark) => {
                reading.found.warning(at.clone(), remark.clone());
                (Some(Fragment::new(range.clone())), None)
            }
            Place::Uncertain(lost) => {
                reading.found.warning(at.clone(), lost.remark.clone());
                (Some(lost.fragment.clone()), Some(&lost.candidates))
            }
        };
        let Some(fragment) = fragment else {
            return Ok(());
        };
        let codings: Vec<&Element> = element
            .elements()
            .filter(|e| e.local() == "Coding")
            .collect();
        let mut labels: Vec<(Option<&Element>, String)> = Vec::new();
        for coding in codings {
            let code = references(coding, "CodeRef").next().unwrap_or_default();
            match known.labels.get(&code) {
                Some(label) => {
                    reading.shared.take(label.len())?;
                    labels.push((Some(coding), label.clone()));
                }
                None => {
                    let message = format!(
                        "a coding refers to the code “{}”, which is not in the code book",
                        clip(&code)
                    );
                    reading.found.left_out(self.package.at(coding), message);
                }
            }
        }
        if element.elements().all(|e| e.local() != "Coding") {
            let layer = if note.is_empty() { QUOTATION } else { NOTE };
            labels.push((None, layer.to_owned()));
        }
        for (number, (coding, label)) in labels.into_iter().enumerate() {
            reading
                .shared
                .take(self.document.as_str().len() + note.len())?;
            let of_coding = coding.map(own).unwrap_or_default();
            let mut name = if number == 0 { &guid } else { &of_coding }.clone();
            if name.is_empty() {
                name = format!("mark-{}", reading.project.annotations.len() + 1);
            }
            let id = reading.marks.unique(self.document.as_str(), &name).to_string();
            let mut annotation = Annotation {
                note: note.clone(),
                ..Annotation::new(
                    id.as_str().into(),
                    self.document.clone(),
                    label,
                    vec![fragment.clone()],
                )
            };
            if let Some(coding) = coding {
                let notes = references(coding, "NoteRef").collect();
                remember(reading, known, notes, &mut annotation.note)?;
            }
            let said = |names: &[&str]| {
                let elements = coding.into_iter().chain([element]);
                let mut all = elements.flat_map(|e| names.iter().filter_map(|name| e.get(name)));
                all.find(|value| !value.is_empty()).unwrap_or_default()
            };
            let author = normal(said(&["creatingUser", "modifyingUser"]));
            if let Some(author) = known.users.get(&author) {
                reading.shared.take(author.len())?;
                annotation.author.clone_from(author);
            }
            annotation.created = said(&["creationDateTime"]).to_owned();
            annotation.modified = element
                .get("modifiedDateTime")
                .unwrap_or_default()
                .to_owned();
            if self.has_own_name(selection, &fragment, incoming) {
                let about = json!({"name": selection.name});
                reading.shared.take(selection.name.len())?;
                annotation.extra.insert("qdpx".to_owned(), about);
            }
            if let Some(candidates) = lost {
                reading.found.unplaced(Unplaced {
                    annotation: annotation.id.clone(),
                    candidates: candidates.clone(),
                });
            }
            if number == 0 {
                known
                    .marks
                    .entry(guid.clone())
                    .or_insert_with(|| id.clone());
            }
            known.marks.entry(of_coding).or_insert(id);
            reading.project.annotations.push(annotation);
        }
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
