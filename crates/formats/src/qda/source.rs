//! Reads the texts of a project, and what is known of them.

use super::guid::normal;
use super::package::Package;
use super::reading::{Known, Reading, description, own, references};
use super::{DOCUMENT_ID, VARIABLES};
use crate::version;
use crate::xml::tree::Element;
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::json::Json;
use postil_core::model::{DocumentMeta, Extra, Published};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// A selection in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Selection<'a> {
    /// Its element.
    pub element: &'a Element,
    /// The note that it is a part of, if it is.
    pub note: Option<&'a str>,
    /// The position of its first character.
    pub start: usize,
    /// The position of its end.
    pub end: usize,
    /// Its name; that of many programs is its text.
    pub name: &'a str,
}

/// A text with its selections.
pub(super) struct Source<'a> {
    /// The elements that tell of it, the one with its selections last.
    about: Vec<&'a Element>,
    /// The text as it is in the file.
    pub text: String,
    /// Its selections in the order of the file.
    pub selections: Vec<Selection<'a>>,
}

impl Reading {
    /// Reads a source; none if it is no text.
    ///
    /// # Errors
    /// When too many sources share a text.
    pub(super) fn source<'a>(
        &mut self,
        package: &Package,
        source: &'a Element,
        notes: &HashMap<String, &'a Element>,
        known: &mut Known,
    ) -> Result<Option<Source<'a>>, Diagnostic> {
        let name = clip(source.get("name").unwrap_or_default());
        let mut leave_out = |message: String| self.found.left_out(package.at(source), message);
        let what = match source.local() {
            "TextSource" => "text",
            "PDFSource" => "PDF",
            "PictureSource" => "picture",
            "AudioSource" | "VideoSource" => "recording",
            _ => return Ok(None),
        };
        let mut about = vec![source];
        if what != "text" {
            let page = source.elements().find(|e| e.local() == "Representation");
            let Some(page) = page.filter(|_| what == "PDF") else {
                leave_out(format!("the {what} “{name}” is left out: it is no text"));
                return Ok(None);
            };
            about.push(page);
        }
        let element = about.last().copied().unwrap_or(source);
        let text = match package.text(element) {
            Ok(text) => text,
            Err(message) => {
                leave_out(format!("the {what} “{name}” is left out: {message}"));
                return Ok(None);
            }
        };
        // Several sources may name the same text.
        self.take(package, source, text.len())?;
        let of_text = element
            .elements()
            .filter(|e| e.local() == "PlainTextSelection");
        let mut selected: Vec<(&Element, Option<&str>)> = of_text.map(|e| (e, None)).collect();
        // A program may write the selection of a note into the note.
        for guid in about.iter().flat_map(|about| references(about, "NoteRef")) {
            let Some(note) = notes.get(&guid).copied() else {
                continue;
            };
            let inner = note
                .elements()
                .filter(|e| e.local() == "PlainTextSelection");
            let before = selected.len();
            if known.used.insert(guid) {
                let guid = note.get("guid").unwrap_or_default();
                selected.extend(inner.map(|e| (e, Some(guid))));
                if selected.len() == before {
                    known.used.remove(&normal(guid));
                }
            }
        }
        let mut selections = Vec::new();
        for (element, note) in selected {
            match selection(element, note) {
                Ok(selection) => selections.push(selection),
                Err(message) => self.found.left_out(package.at(element), message),
            }
        }
        if what == "PDF" {
            let texts: HashSet<String> = selections.iter().map(|s| own(s.element)).collect();
            let areas = source.elements().filter(|e| e.local() == "PDFSelection");
            let areas = areas.filter(|area| !texts.contains(&own(area))).count();
            if areas > 0 {
                let message = format!(
                    "{areas} of the selections in the PDF “{name}” are areas of pages, and are left out"
                );
                self.found.left_out(package.at(source), message);
            }
        }
        Ok(Some(Source {
            about,
            text,
            selections,
        }))
    }

    /// Reads what is known of a text.
    ///
    /// # Errors
    /// When too many sources share names and labels.
    pub(super) fn meta(
        &mut self,
        package: &Package,
        source: &Source,
        known: &mut Known,
    ) -> Result<DocumentMeta, Diagnostic> {
        let mut values: Vec<(String, String)> = Vec::new();
        let (mut codes, mut said): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for about in &source.about {
            let error = |message| Diagnostic::error(package.at(about), message);
            for value in about.elements().filter(|e| e.local() == "VariableValue") {
                let variable = references(value, "VariableRef").next().unwrap_or_default();
                let name = known.variables.get(&variable).cloned().unwrap_or_default();
                self.shared.take(name.len()).map_err(error)?;
                let value = value.elements().find(|e| e.local() != "VariableRef");
                values.push((name, value.map(Element::text).unwrap_or_default()));
            }
            for coding in about.elements().filter(|e| e.local() == "Coding") {
                for code in references(coding, "CodeRef") {
                    if let Some(label) = known.labels.get(&code) {
                        self.shared.take(label.len()).map_err(error)?;
                        codes.push(label.clone());
                    }
                }
            }
            said.extend(description(about));
            let linked = known.linked.remove(&own(about)).unwrap_or_default();
            for note in references(about, "NoteRef")
                .chain(linked)
                .collect::<Vec<_>>()
            {
                // One text alone has a note, so that notes are not multiplied.
                if let Some(text) = known.notes.get(&note)
                    && known.used.insert(note)
                {
                    said.push(text.clone());
                }
            }
        }
        let first = source.about.first().copied();
        let guid = first.map(own).unwrap_or_default();
        let mut take = |name: &str| {
            let at = values.iter().position(|(known, _)| *known == name);
            at.map(|at| values.remove(at).1).unwrap_or_default()
        };
        let id = match take(DOCUMENT_ID) {
            id if id.is_empty() => guid,
            id => id,
        };
        let number = self.project.documents.len() + 1;
        let id = match id.is_empty() {
            true => format!("document-{number}"),
            false => id,
        };
        let id = self.documents.unique(&number.to_string(), &id).to_string();
        let title = first.and_then(|e| e.get("name")).unwrap_or_default();
        let mut meta = DocumentMeta::new(id.as_str().into(), title);
        let [outlet, url, language, date, basis, note] = VARIABLES.map(&mut take);
        meta.published = Published {
            date,
            basis: Json::from_json(Value::String(basis)).unwrap_or_default(),
            note,
            extra: Extra::new(),
        };
        (meta.outlet, meta.url, meta.language) = (outlet, url, language);
        values.retain(|(name, value)| *name != version::FIELD || value.parse::<u32>().is_err());
        let mut rest = Extra::new();
        if !said.is_empty() {
            rest.insert("notes".to_owned(), json!(said));
        }
        if !codes.is_empty() {
            rest.insert("codes".to_owned(), json!(codes));
        }
        if !values.is_empty() {
            let values = values.into_iter().map(|(name, value)| json!([name, value]));
            rest.insert("variables".to_owned(), values.collect());
        }
        if !rest.is_empty() {
            meta.extra.insert("qdpx".to_owned(), Value::Object(rest));
        }
        Ok(meta)
    }
}

fn selection<'a>(element: &'a Element, note: Option<&'a str>) -> Result<Selection<'a>, String> {
    let position = |name: &str| {
        let text = element.get(name).unwrap_or_default();
        let number = text.trim().parse::<u32>();
        number.map(|number| number as usize).map_err(|_| {
            let found = clip(text);
            format!("expected a whole number, 0 or more, in `{name}`, found “{found}”")
        })
    };
    Ok(Selection {
        element,
        note,
        start: position("startPosition")?,
        end: position("endPosition")?,
        name: element.get("name").unwrap_or_default(),
    })
}
