//! One document of brat, while the lines of its annotations are read.

use super::dialect::Dialect;
use super::line::{Bound, Line, Part, bound};
use super::prepare;
use super::reading::Reading;
use crate::covered::{Place, Spans};
use crate::declared::Declared;
use crate::found::Found;
use crate::incoming::{Incoming, Unit};
use crate::runs::Runs;
use crate::unplaced::Unplaced;
use postil_core::diagnostic::clip;
use postil_core::model::{
    Annotation, AnnotationId, CandidatePlace, DocumentId, Fragment, Relation, Target, label_layer,
};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// The first letters of the lines of each turn. A line may refer to a later one, so each kind of line
/// has its turn; events have two.
const TURNS: [&str; 5] = ["E", "E", "R", "AMN*", "#"];
const EVENTS: usize = 0;
const ARGUMENTS: usize = 1;

/// A document, while its lines are read.
pub(super) struct Draft<'a> {
    id: &'a str,
    document: DocumentId,
    dialect: Dialect,
    pub declared: &'a Declared,
    text: &'a Incoming,
    /// Where the lines of the text break.
    breaks: Runs,
    /// The annotation that each `T` and `E` is.
    pub names: HashMap<String, AnnotationId>,
    indexes: HashMap<AnnotationId, usize>,
    relations: HashMap<String, usize>,
    /// The annotations that are an event already.
    pub events: HashSet<AnnotationId>,
    /// The bytes that a copy of each trigger takes.
    pub weights: HashMap<AnnotationId, usize>,
    /// Those without a certain place.
    pub lost: HashMap<AnnotationId, Vec<CandidatePlace>>,
    /// How many arguments each event has so far.
    pub arguments: HashMap<AnnotationId, usize>,
    equivalents: Vec<Vec<AnnotationId>>,
}

impl<'a> Draft<'a> {
    pub fn new(id: &'a str, dialect: Dialect, declared: &'a Declared, text: &'a Incoming) -> Self {
        Self {
            id,
            document: id.into(),
            dialect,
            declared,
            text,
            breaks: prepare::breaks(text.text.as_str().chars()),
            names: HashMap::new(),
            indexes: HashMap::new(),
            relations: HashMap::new(),
            events: HashSet::new(),
            weights: HashMap::new(),
            lost: HashMap::new(),
            arguments: HashMap::new(),
            equivalents: Vec::new(),
        }
    }

    /// Reads the lines of all files of the document. O(n).
    pub fn read(mut self, reading: &mut Reading, found: &mut Found, parts: &[Part]) {
        self.text_bounds(reading, found, parts);
        for (turn, kinds) in TURNS.iter().enumerate() {
            for part in parts {
                for (number, line) in part.lines() {
                    if !line.starts_with(|kind| kinds.contains(kind)) {
                        continue;
                    }
                    let place = || format!("{}, line {number}", part.file);
                    let Some(line) = Line::parse(part.file, number, line) else {
                        // Once, though events have two turns.
                        if turn != ARGUMENTS {
                            found.left_out(place(), "expected a tab after the id");
                        }
                        continue;
                    };
                    if let Err(message) = self.line(reading, found, turn, line) {
                        found.left_out(place(), message);
                    }
                }
            }
        }
        for (number, members) in self.equivalents.iter().enumerate() {
            self.equivalent(reading, number + 1, members);
        }
    }

    /// The annotation that a line names.
    pub fn name(&self, name: &str) -> Result<AnnotationId, String> {
        (self.names.get(name).cloned())
            .ok_or_else(|| format!("it refers to “{}”, which does not exist", clip(name)))
    }

    /// The id of a record in the project.
    pub fn id(&self, name: &str) -> String {
        format!("{}/{name}", self.id)
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// An annotation of the document.
    pub fn annotation<'r>(
        &self,
        reading: &'r mut Reading,
        id: &AnnotationId,
    ) -> Option<&'r mut Annotation> {
        let index = self.indexes.get(id)?;
        reading.project.annotations.get_mut(*index)
    }

    /// The beginning of an annotation's words.
    pub fn title(&self, reading: &Reading, id: &AnnotationId) -> Option<String> {
        let index = self.indexes.get(id)?;
        let annotation = reading.project.annotations.get(*index)?;
        Some(crate::carry::name_of(&self.text.text, annotation))
    }

    /// Checks that no line before has the same id.
    ///
    /// # Errors
    /// When one has.
    pub fn is_new(&self, name: &str) -> Result<(), String> {
        match self.names.contains_key(name) || self.relations.contains_key(name) {
            true => Err(format!(
                "the id “{}” is used twice; ids must differ",
                clip(name)
            )),
            false => Ok(()),
        }
    }

    /// Reads the annotations, and everything that begins with no known letter.
    fn text_bounds(&mut self, reading: &mut Reading, found: &mut Found, parts: &[Part]) {
        let mut bounds = Vec::new();
        for part in parts {
            for (number, line) in part.lines() {
                let read = match line.starts_with('T') {
                    true => bound(part.file, number, line).map(|bound| bounds.push(bound)),
                    false if line.starts_with(|kind| TURNS.iter().any(|it| it.contains(kind))) => {
                        Ok(())
                    }
                    false => {
                        Err("expected a line that begins with T, E, R, A, M, N, * or #".to_owned())
                    }
                };
                if let Err(message) = read {
                    found.left_out(format!("{}, line {number}", part.file), message);
                }
            }
        }
        let stated = bounds.iter().map(Bound::stated);
        let mut spans = Spans::new(self.text, Unit::CodePoint, stated);
        if let (Some(remark), Some(part)) = (spans.remark(), parts.first()) {
            found.warning(part.file, remark);
        }
        for bound in &bounds {
            if let Err(message) = self.text_bound(reading, found, &mut spans, bound) {
                found.left_out(bound.line.place(), message);
            }
        }
    }

    fn text_bound(
        &mut self,
        reading: &mut Reading,
        found: &mut Found,
        spans: &mut Spans,
        bound: &Bound,
    ) -> Result<(), String> {
        let line = &bound.line;
        self.is_new(line.name)?;
        let label = self.label(line.class)?;
        let (ranges, lost) = match spans.place(bound.stated())? {
            Place::Certain(ranges) => (ranges, None),
            Place::ByWords(range, remark) => {
                found.warning(line.place(), remark);
                (vec![range], None)
            }
            Place::Uncertain(lost) => (Vec::new(), Some(lost)),
        };
        let mut fragments: Vec<_> = ranges.into_iter().map(Fragment::new).collect();
        fragments.sort_by_key(|f| f.start);
        if fragments.windows(2).any(|two| two[0].end > two[1].start) {
            return Err("its pieces overlap".to_owned());
        }
        prepare::join(&mut fragments, &self.breaks);
        fragments.extend(lost.iter().map(|lost| lost.fragment.clone()));
        if fragments.is_empty() {
            return Err("the span holds nothing but line breaks".to_owned());
        }
        let id = AnnotationId::from(self.id(line.name));
        if let Some(lost) = lost {
            found.warning(line.place(), lost.remark);
            self.lost.insert(id.clone(), lost.candidates);
        }
        self.names.insert(line.name.to_owned(), id.clone());
        let annotation = Annotation::new(id, self.document.clone(), label, fragments);
        self.add(reading, found, annotation);
        Ok(())
    }

    /// Adds an annotation to the project.
    pub fn add(&mut self, reading: &mut Reading, found: &mut Found, annotation: Annotation) {
        if let Some(candidates) = self.lost.get(&annotation.id) {
            found.unplaced(Unplaced {
                annotation: annotation.id.clone(),
                candidates: candidates.clone(),
            });
        }
        let index = reading.project.annotations.len();
        self.indexes.insert(annotation.id.clone(), index);
        reading.project.annotations.push(annotation);
    }

    /// The label of a type.
    ///
    /// # Errors
    /// When it has none.
    pub fn label(&self, class: &str) -> Result<String, String> {
        let label = self.dialect.name(class);
        match label_layer(&label).is_empty() {
            true => Err("expected a type after the id".to_owned()),
            false => Ok(label),
        }
    }

    fn line(
        &mut self,
        reading: &mut Reading,
        found: &mut Found,
        turn: usize,
        line: Line,
    ) -> Result<(), String> {
        match (turn, line.name.chars().next()) {
            (EVENTS, _) => self.event(reading, found, line),
            (ARGUMENTS, _) => self.event_arguments(reading, found, line),
            (_, Some('R')) => self.relation(reading, found, line),
            (_, Some('A' | 'M')) => self.attribute(reading, line),
            (_, Some('N')) => {
                if let Some(remark) = self.normalization(reading, line)? {
                    found.warning(line.place(), remark);
                }
                Ok(())
            }
            (_, Some('*')) => {
                let members = line.arguments.split_whitespace();
                let members: Result<Vec<_>, _> = members.map(|name| self.name(name)).collect();
                self.equivalents.push(members?);
                Ok(())
            }
            _ => self.note(reading, line),
        }
    }

    fn relation(
        &mut self,
        reading: &mut Reading,
        found: &mut Found,
        line: Line,
    ) -> Result<(), String> {
        self.is_new(line.name)?;
        if line.class.is_empty() {
            return Err("expected a type after the id".to_owned());
        }
        let mut ends: Vec<(&str, &str)> = (line.arguments.split_whitespace())
            .map(|argument| argument.split_once(':').unwrap_or(("", argument)))
            .collect();
        if ends.iter().all(|(name, _)| FROM_AND_TO.contains(name)) {
            ends.sort();
        }
        let [(one, from), (other, to), more @ ..] = &*ends else {
            return Err("expected two arguments like `Arg1:T1 Arg2:T2`".to_owned());
        };
        let (from, to) = (self.name(from)?, self.name(to)?);
        let (kind, value) = self.dialect.pair(line.class);
        for (name, end) in more {
            let message = format!("the argument “{name}:{end}”: a relation has two ends here");
            found.left_out(line.place(), message);
        }
        let id = self.id(line.name).into();
        let mut relation = Relation {
            value,
            ..Relation::new(id, kind, from, Target::Annotation(to))
        };
        let named = [*one, *other];
        if named != FROM_AND_TO && named != ["", ""] {
            if reading.told.insert(line.class.to_owned()) {
                let remark = format!(
                    "relations of the type “{}” lead from “{one}” to “{other}”; these names are kept as a field",
                    clip(line.class)
                );
                found.warning(line.file, remark);
            }
            (relation.extra).insert("brat".to_owned(), json!({"arguments": named}));
        }
        let index = reading.project.relations.len();
        (self.relations).insert(line.name.to_owned(), index);
        reading.project.relations.push(relation);
        Ok(())
    }

    fn attribute(&mut self, reading: &mut Reading, line: Line) -> Result<(), String> {
        let (name, value) = line
            .arguments
            .split_once(' ')
            .unwrap_or((line.arguments, ""));
        if line.class.is_empty() {
            return Err("expected a type after the id".to_owned());
        }
        let attribute = self.dialect.name(line.class);
        let value = match value {
            "" => Value::from(true),
            value => value.into(),
        };
        let attributes = match self.relations.get(name) {
            Some(&index) => {
                let relation = reading.project.relations.get_mut(index);
                relation.map(|it| &mut it.attributes)
            }
            None => {
                let id = self.name(name)?;
                let annotation = self.annotation(reading, &id);
                annotation.map(|it| &mut it.attributes)
            }
        };
        let Some(attributes) = attributes else {
            return Ok(());
        };
        if attributes.get(&attribute).is_some_and(|it| *it != value) {
            return Err(format!(
                "“{name}” has another value for “{}” before; that one stays",
                clip(line.class)
            ));
        }
        attributes.insert(attribute, value);
        Ok(())
    }

    fn note(&mut self, reading: &mut Reading, line: Line) -> Result<(), String> {
        let text = self.dialect.note(line.tail);
        let add = |note: &mut String| {
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&text);
        };
        let name = line.arguments;
        if let Some(&index) = self.relations.get(name) {
            if let Some(relation) = reading.project.relations.get_mut(index) {
                add(&mut relation.note);
            }
            return Ok(());
        }
        let id = self.names.get(name);
        let annotation = id.and_then(|id| self.annotation(reading, id));
        let annotation = annotation.ok_or("the note refers to nothing in the file")?;
        let attribute = line.class.strip_prefix("attribute-");
        match attribute.filter(|_| self.dialect == Dialect::Ours) {
            Some(attribute) => {
                let attribute = self.dialect.name(attribute);
                annotation.attributes.insert(attribute, text.into());
            }
            None => add(&mut annotation.note),
        }
        Ok(())
    }
}

/// The names of the ends of a relation.
const FROM_AND_TO: [&str; 2] = ["Arg1", "Arg2"];
