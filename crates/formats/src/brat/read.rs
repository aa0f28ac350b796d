//! Reads brat's files into a project.

use super::{ROLE, names, prepare};
use crate::archive;
use crate::found::Found;
use crate::incoming::{Incoming, Unit};
use crate::source::{stem, utf8};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, AnnotationId, Attributes, Cluster, Document, DocumentMeta, Fragment, Project,
    Relation, Target,
};
use std::collections::{HashMap, HashSet};

/// Reads an archive, or the files of a folder. O(n).
pub(super) fn archive(files: &[File]) -> Read {
    let mut found = Found::default();
    let inside = match archive::unpack(files) {
        Ok(inside) => inside,
        Err(error) => return found.stop(error),
    };
    let base = |file: &File, extension: &str| {
        crate::has_extension(&file.name, &[extension])
            .then(|| file.name.rsplit_once('.').map(|(base, _)| base.to_owned()))
            .flatten()
    };
    let anns: HashMap<String, &File> = (inside.iter())
        .filter_map(|file| Some((base(file, "ann")?, file)))
        .collect();
    let mut reading = Reading::default();
    let mut read = HashSet::new();
    for file in &inside {
        let Some(base) = base(file, "txt") else {
            continue;
        };
        let texts = (utf8(file), anns.get(&base).map(|ann| utf8(ann)));
        let (text, lines) = match texts {
            (Ok(text), None) => (text, ""),
            (Ok(text), Some(Ok(lines))) => (text, lines),
            (Err(error), _) | (_, Some(Err(error))) => {
                return found.stop(error);
            }
        };
        // brat counts a byte order mark as a character of the text.
        let raw = std::str::from_utf8(&file.bytes).unwrap_or(text);
        let ann = anns.get(&base).map_or("", |ann| &ann.name);
        reading.document(&mut found, &base, raw, ann, lines);
        read.insert(base);
    }
    for (base, ann) in &anns {
        if !read.contains(base) {
            found.error(
                &ann.name,
                format!("expected the text beside it, in {base}.txt"),
            );
        }
    }
    if inside.is_empty() || (read.is_empty() && anns.is_empty() && !has_conf(&inside)) {
        let name = files.first().map_or("", |file| &file.name);
        return found.fail(name, "expected .txt and .ann files");
    }
    if let Some(file) = files.first() {
        reading.project.header.name = match files {
            [one] => stem(&one.name, &["brat.zip", "zip"]),
            _ => stem(&file.name, &[]),
        };
    }
    reading.finish(found)
}

fn has_conf(files: &[File]) -> bool {
    (files.iter()).any(|file| file.name.ends_with("annotation.conf"))
}

#[derive(Default)]
struct Reading {
    project: Project,
    /// The index of each cluster by its reference.
    references: HashMap<String, usize>,
    clustered: HashMap<AnnotationId, usize>,
}

/// One document, while its lines are read.
struct Draft<'a> {
    id: &'a str,
    text: Incoming,
    chars: Vec<char>,
    /// The annotation that each `T` and `E` is.
    names: HashMap<String, AnnotationId>,
    indexes: HashMap<AnnotationId, usize>,
    relations: HashMap<String, usize>,
    /// How many arguments each event has so far.
    arguments: HashMap<AnnotationId, usize>,
    equivalents: Vec<Vec<AnnotationId>>,
}

impl Draft<'_> {
    fn name(&self, name: &str) -> Result<AnnotationId, String> {
        (self.names.get(name).cloned())
            .ok_or_else(|| format!("it refers to “{}”, which does not exist", clip(name)))
    }
}

impl Reading {
    fn document(&mut self, found: &mut Found, id: &str, raw: &str, ann: &str, lines: &str) {
        let text = Incoming::new(raw);
        let document = Document::new(DocumentMeta::new(id.into(), ""), text.text.as_str());
        self.project.documents.push(document);
        let mut draft = Draft {
            id,
            chars: text.text.as_str().chars().collect(),
            text,
            names: HashMap::new(),
            indexes: HashMap::new(),
            relations: HashMap::new(),
            arguments: HashMap::new(),
            equivalents: Vec::new(),
        };
        // A line may refer to a later one, so each kind of line has its turn.
        for turn in ["T", "E", "E:", "R", "AMN*", "#"] {
            for (number, line) in (1..).zip(lines.split('\n')) {
                let line = line.strip_suffix('\r').unwrap_or(line);
                let Some(kind) = line.chars().next() else {
                    continue;
                };
                let read = if turn.contains(kind) {
                    self.line(&mut draft, turn, line, found, number)
                } else if turn == "#" && !"TERAMN*".contains(kind) {
                    Err("expected a line that begins with T, E, R, A, M, N, * or #".to_owned())
                } else {
                    Ok(())
                };
                found.ok(|| format!("{ann}, line {number}"), read);
            }
        }
        for (number, members) in draft.equivalents.iter().enumerate() {
            self.equivalent(&draft, number + 1, members);
        }
    }

    fn line(
        &mut self,
        draft: &mut Draft,
        turn: &str,
        line: &str,
        found: &mut Found,
        number: usize,
    ) -> Result<(), String> {
        let (name, rest) = line.split_once('\t').ok_or("expected a tab after the id")?;
        let (body, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        let (class, arguments) = body.split_once(' ').unwrap_or((body, ""));
        match turn {
            "T" => self.text_bound(draft, name, class, arguments),
            "E" => self.event(draft, name, body),
            "E:" => self.arguments(draft, name, body),
            "R" => self.relation(draft, name, class, arguments),
            "AMN*" if line.starts_with(['A', 'M']) => self.attribute(draft, class, arguments),
            "AMN*" if line.starts_with('N') => self.normalization(draft, arguments, tail),
            "AMN*" => {
                let members: Result<Vec<_>, _> = arguments
                    .split_whitespace()
                    .map(|name| draft.name(name))
                    .collect();
                draft.equivalents.push(members?);
                Ok(())
            }
            _ => {
                if self.note(draft, class, arguments, tail).is_none() {
                    let place = format!("{}.ann, line {number}", draft.id);
                    found.warning(
                        place,
                        "the note refers to nothing in the file; it is left out",
                    );
                }
                Ok(())
            }
        }
    }

    fn text_bound(
        &mut self,
        draft: &mut Draft,
        name: &str,
        class: &str,
        offsets: &str,
    ) -> Result<(), String> {
        let mut fragments = Vec::new();
        for piece in offsets.split(';') {
            let mut numbers = piece.split(' ').map(|number| number.parse::<usize>().ok());
            let (Some(Some(start)), Some(Some(end)), None) =
                (numbers.next(), numbers.next(), numbers.next())
            else {
                return Err(format!(
                    "expected offsets like `0 5` or `0 5;7 9`, found “{}”",
                    clip(offsets)
                ));
            };
            let range = draft.text.range(Unit::CodePoint, start..end)?;
            fragments.push(Fragment::new(range));
        }
        fragments.sort_by_key(|f| f.start);
        prepare::join(&mut fragments, &draft.chars);
        if fragments.is_empty() {
            return Err("the span holds nothing but line breaks".to_owned());
        }
        let id = AnnotationId::from(format!("{}/{name}", draft.id));
        draft.names.insert(name.to_owned(), id.clone());
        draft
            .indexes
            .insert(id.clone(), self.project.annotations.len());
        self.project.annotations.push(Annotation::new(
            id,
            draft.id.into(),
            names::decode(class),
            fragments,
        ));
        Ok(())
    }

    fn event(&mut self, draft: &mut Draft, name: &str, body: &str) -> Result<(), String> {
        let trigger = body.split(' ').next().unwrap_or_default();
        let (_, trigger) = trigger
            .split_once(':')
            .ok_or("expected a trigger like `Type:T1`")?;
        let id = draft.name(trigger)?;
        draft.names.insert(name.to_owned(), id);
        Ok(())
    }

    fn arguments(&mut self, draft: &mut Draft, name: &str, body: &str) -> Result<(), String> {
        // A missing one has been reported.
        let Some(id) = draft.names.get(name).cloned() else {
            return Ok(());
        };
        for argument in body.split(' ').skip(1).filter(|a| !a.is_empty()) {
            let (role, to) = argument
                .split_once(':')
                .ok_or_else(|| format!("expected `Role:T2`, found “{}”", clip(argument)))?;
            let to = draft.name(to)?;
            let number = draft.arguments.entry(id.clone()).or_default();
            *number += 1;
            self.project.relations.push(Relation {
                value: names::decode_role(role),
                ..Relation::new(
                    format!("{id}:{number}").into(),
                    ROLE,
                    id.clone(),
                    Target::Annotation(to),
                )
            });
        }
        Ok(())
    }

    fn relation(
        &mut self,
        draft: &mut Draft,
        name: &str,
        class: &str,
        arguments: &str,
    ) -> Result<(), String> {
        let mut ends = arguments.split_whitespace().map(|argument| {
            let name = argument.split_once(':').map_or(argument, |(_, name)| name);
            draft.name(name)
        });
        let (Some(from), Some(to)) = (ends.next(), ends.next()) else {
            return Err("expected two arguments like `Arg1:T1 Arg2:T2`".to_owned());
        };
        let (from, to) = (from?, to?);
        let (kind, value) = names::decode_pair(class);
        (draft.relations).insert(name.to_owned(), self.project.relations.len());
        self.project.relations.push(Relation {
            value,
            ..Relation::new(
                format!("{}/{name}", draft.id).into(),
                kind,
                from,
                Target::Annotation(to),
            )
        });
        Ok(())
    }

    fn annotation(&mut self, draft: &Draft, id: &AnnotationId) -> Option<&mut Annotation> {
        let index = draft.indexes.get(id)?;
        self.project.annotations.get_mut(*index)
    }

    fn attribute(&mut self, draft: &Draft, class: &str, arguments: &str) -> Result<(), String> {
        let (name, value) = arguments.split_once(' ').unwrap_or((arguments, ""));
        let attribute = names::decode(class);
        let value = match value {
            "" => true.into(),
            value => value.into(),
        };
        if let Some(&index) = draft.relations.get(name) {
            if let Some(relation) = self.project.relations.get_mut(index) {
                relation.attributes.insert(attribute, value);
            }
            return Ok(());
        }
        let id = draft.name(name)?;
        if let Some(annotation) = self.annotation(draft, &id) {
            annotation.attributes.insert(attribute, value);
        }
        Ok(())
    }

    fn normalization(&mut self, draft: &Draft, arguments: &str, name: &str) -> Result<(), String> {
        let (member, reference) = arguments
            .split_once(' ')
            .ok_or("expected `Reference T1 Resource:Id`")?;
        let member = draft.name(member)?;
        let index = match self.references.get(reference) {
            Some(&index) => index,
            None => {
                let mut attributes = Attributes::new();
                match reference.split_once(':') {
                    Some(("Wikidata", id)) => {
                        attributes.insert(prepare::WIKIDATA.to_owned(), id.into());
                    }
                    Some(("cluster", _)) | None => {}
                    Some((resource, id)) => {
                        attributes.insert(resource.to_owned(), id.into());
                    }
                }
                self.cluster(reference, names::unescape(name), attributes)
            }
        };
        self.join(index, member);
        Ok(())
    }

    fn cluster(&mut self, id: &str, name: String, attributes: Attributes) -> usize {
        let index = self.project.clusters.len();
        self.references.insert(id.to_owned(), index);
        self.project.clusters.push(Cluster {
            attributes,
            ..Cluster::new(id.into(), name)
        });
        index
    }

    fn join(&mut self, index: usize, member: AnnotationId) {
        // A member of two clusters stays in the first.
        if self.clustered.contains_key(&member) {
            return;
        }
        if let Some(cluster) = self.project.clusters.get_mut(index) {
            self.clustered.insert(member.clone(), index);
            cluster.members.push(member);
        }
    }

    /// Puts the members of an `Equiv` line into one cluster, unless `N` lines have done so.
    fn equivalent(&mut self, draft: &Draft, number: usize, members: &[AnnotationId]) {
        let known = members
            .iter()
            .find_map(|id| self.clustered.get(id))
            .copied();
        let index = known.unwrap_or_else(|| {
            let first = members.first().and_then(|id| draft.indexes.get(id));
            let first = first.and_then(|&index| self.project.annotations.get(index));
            let text = &draft.text.text;
            let name = first.map(|a| crate::carry::name_of(text, a));
            let id = format!("{}/Equiv{number}", draft.id);
            self.cluster(&id, name.unwrap_or_default(), Attributes::new())
        });
        for member in members {
            self.join(index, member.clone());
        }
    }

    fn note(&mut self, draft: &Draft, class: &str, name: &str, text: &str) -> Option<()> {
        let text = names::unescape(text);
        let add = |note: &mut String| {
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&text);
        };
        if let Some(&index) = draft.relations.get(name) {
            add(&mut self.project.relations.get_mut(index)?.note);
            return Some(());
        }
        let id = draft.names.get(name)?;
        let annotation = self.annotation(draft, id)?;
        match class.strip_prefix("attribute-") {
            Some(attribute) => {
                let attribute = names::decode(attribute);
                annotation.attributes.insert(attribute, text.into());
            }
            None => add(&mut annotation.note),
        }
        Some(())
    }

    fn finish(self, found: Found) -> Read {
        found.finish(self.project, false)
    }
}
