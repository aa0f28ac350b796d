//! Writes a project as brat's files.

use super::{FORMAT, config, names, prepare};
use crate::archive;
use crate::by_document::{ByDocument, Own};
use crate::steps;
use postil_core::format::{File, file_name};
use postil_core::model::{Annotation, AnnotationId, Document, Project, Relation, Target};
use postil_core::text::Text;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::ops::Range;

/// Writes the archive. O(n).
pub(super) fn archive(project: &Project) -> Vec<File> {
    let file = |name: String, text: String| File {
        name,
        mime: "text/plain",
        bytes: text.into_bytes(),
    };
    let mut files = vec![
        file("annotation.conf".to_owned(), config::annotation(project)),
        file("visual.conf".to_owned(), config::visual(project)),
    ];
    let mut by_document = ByDocument::new(project);
    let events = prepare::events(project);
    for document in &project.documents {
        let id = document.meta.id.as_str();
        let page = Page {
            document,
            events: &events,
            own: by_document.remove(&document.meta.id),
        };
        files.push(file(format!("{id}.txt"), document.text.clone()));
        files.push(file(format!("{id}.ann"), page.lines()));
    }
    vec![File {
        name: file_name(&project.header.name, "brat.zip"),
        mime: FORMAT.mime,
        bytes: archive::pack(&files),
    }]
}

struct Page<'a> {
    document: &'a Document,
    events: &'a HashSet<&'a str>,
    own: Own<'a>,
}

/// The number at the end of an id that [`super::CARRY`] made.
fn number(id: &str) -> &str {
    let at = id.rfind(|c: char| !c.is_ascii_digit());
    id.get(at.map_or(0, |at| at + 1)..).unwrap_or_default()
}

impl Page<'_> {
    /// The name of an annotation, `T1` or `E1`.
    fn name(&self, id: &AnnotationId) -> String {
        let kind = if self.events.contains(id.as_str()) {
            'E'
        } else {
            'T'
        };
        format!("{kind}{}", number(id.as_str()))
    }

    fn lines(&self) -> String {
        let text = Text::from_frozen(self.document.text.as_str());
        // Writing to a string cannot fail.
        let mut out = String::new();
        for annotation in &self.own.annotations {
            steps::step();
            let label = names::encode(&annotation.label);
            let ranges: Vec<_> = (annotation.fragments.iter())
                .flat_map(|f| lines_of(&text, f.range()))
                .collect();
            let places: Vec<_> = (ranges.iter())
                .map(|r| format!("{} {}", r.start, r.end))
                .collect();
            let words: Vec<_> = ranges.iter().map(|r| text.slice(r.clone())).collect();
            let number = number(annotation.id.as_str());
            let (places, words) = (places.join(";"), words.join(" "));
            let _ = writeln!(out, "T{number}\t{label} {places}\t{words}");
        }
        let mut roles: HashMap<&AnnotationId, Vec<&Relation>> = HashMap::new();
        for relation in self.own.relations.iter().filter(|r| prepare::is_role(r)) {
            steps::step();
            roles.entry(&relation.from).or_default().push(relation);
        }
        for annotation in &self.own.annotations {
            if self.events.contains(annotation.id.as_str()) {
                let roles = roles.remove(&annotation.id).unwrap_or_default();
                self.event(&mut out, annotation, &roles);
            }
        }
        let mut notes = Vec::new();
        for relation in self.own.relations.iter().filter(|r| !prepare::is_role(r)) {
            steps::step();
            let Target::Annotation(to) = &relation.to else {
                continue;
            };
            let (id, kind) = (
                number(relation.id.as_str()),
                names::encode_pair(&relation.kind, &relation.value),
            );
            let (from, to) = (self.name(&relation.from), self.name(to));
            let _ = writeln!(out, "R{id}\t{kind} Arg1:{from} Arg2:{to}");
            if !relation.note.is_empty() {
                let note = names::escape(&relation.note);
                notes.push(format!("AnnotatorNotes R{id}\t{note}"));
            }
        }
        let mut count = 0;
        for annotation in &self.own.annotations {
            let name = self.name(&annotation.id);
            if !annotation.note.is_empty() {
                let note = names::escape(&annotation.note);
                notes.push(format!("AnnotatorNotes {name}\t{note}"));
            }
            for (attribute, value) in &annotation.attributes {
                let attribute = names::encode(attribute);
                let value = match value {
                    Value::String(word) if names::is_word(word) => format!(" {word}"),
                    Value::String(words) => {
                        let words = names::escape(words);
                        notes.push(format!("attribute-{attribute} {name}\t{words}"));
                        continue;
                    }
                    _ => String::new(),
                };
                count += 1;
                let _ = writeln!(out, "A{count}\t{attribute} {name}{value}");
            }
        }
        self.clusters(&mut out);
        for (number, note) in (1..).zip(notes) {
            let _ = writeln!(out, "#{number}\t{note}");
        }
        out
    }

    fn event(&self, out: &mut String, annotation: &Annotation, roles: &[&Relation]) {
        let number = number(annotation.id.as_str());
        let _ = write!(
            out,
            "E{number}\t{}:T{number}",
            names::encode(&annotation.label)
        );
        let mut counts: HashMap<String, usize> = HashMap::new();
        for relation in roles {
            steps::step();
            let Target::Annotation(to) = &relation.to else {
                continue;
            };
            let role = names::encode_role(&relation.value);
            let count = counts.entry(role.clone()).or_default();
            *count += 1;
            let suffix = match count {
                1 => String::new(),
                count => count.to_string(),
            };
            let _ = write!(out, " {role}{suffix}:{}", self.name(to));
        }
        out.push('\n');
    }

    fn clusters(&self, out: &mut String) {
        let mut count = 0;
        for (cluster, members) in &self.own.clusters {
            steps::step();
            let members: Vec<_> = members.iter().map(|id| self.name(id)).collect();
            if members.len() > 1 {
                let _ = writeln!(out, "*\tEquiv {}", members.join(" "));
            }
            for member in members {
                count += 1;
                let (id, name) = (&cluster.id, names::escape(&cluster.name));
                let _ = writeln!(out, "N{count}\tReference {member} {id}\t{name}");
            }
        }
    }
}

/// The pieces of a range between its line breaks.
fn lines_of(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut at = range.start;
    for line in text.slice(range).split('\n') {
        let end = at + line.chars().count();
        if end > at {
            pieces.push(at..end);
        }
        at = end + 1;
    }
    pieces
}
