//! brat's files as a project.

use super::{ROLE, names, prepare};
use crate::archive;
use crate::found::{Found, stem, utf8};
use crate::freeze::{Incoming, Unit};
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
        Err(error) => return found.fail(error.place, error.message),
    };
    let base = |file: &File, extension: &str| {
        crate::has_extension(&file.name, &[extension])
            .then(|| file.name.rsplit_once('.').map(|(base, _)| base.to_owned()))
            .flatten()
    };
    let anns: HashMap<String, &File> = (inside.iter())
        .filter_map(|file| Some((base(file, "ann")?, file)))
        .collect();
    let mut pages = Pages::default();
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
                return found.fail(error.place, error.message);
            }
        };
        // A byte order mark counts, as a character of the text.
        let raw = std::str::from_utf8(&file.bytes).unwrap_or(text);
        let ann = anns.get(&base).map_or("", |ann| &ann.name);
        pages.page(&mut found, &base, raw, ann, lines);
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
        pages.project.header.name = match files {
            [one] => stem(&one.name, &["brat.zip", "zip"]),
            _ => stem(&file.name, &[]),
        };
    }
    pages.finish(found)
}

fn has_conf(files: &[File]) -> bool {
    (files.iter()).any(|file| file.name.ends_with("annotation.conf"))
}

#[derive(Default)]
struct Pages {
    project: Project,
    /// The place of each cluster by its reference.
    references: HashMap<String, usize>,
    clustered: HashMap<AnnotationId, usize>,
}

/// One document, while its lines are read.
struct Page<'a> {
    id: &'a str,
    text: Incoming,
    chars: Vec<char>,
    /// The annotation that each `T` and `E` is.
    names: HashMap<String, AnnotationId>,
    places: HashMap<AnnotationId, usize>,
    relations: HashMap<String, usize>,
    /// How many arguments each event has so far.
    arguments: HashMap<AnnotationId, usize>,
    equivalents: Vec<Vec<AnnotationId>>,
}

impl Page<'_> {
    fn name(&self, name: &str) -> Result<AnnotationId, String> {
        (self.names.get(name).cloned())
            .ok_or_else(|| format!("it refers to “{}”, which is not there", clip(name)))
    }
}

impl Pages {
    fn page(&mut self, found: &mut Found, id: &str, raw: &str, ann: &str, lines: &str) {
        let text = Incoming::new(raw);
        let document = Document::new(DocumentMeta::new(id.into(), ""), text.text.as_str());
        self.project.documents.push(document);
        let mut page = Page {
            id,
            chars: text.text.as_str().chars().collect(),
            text,
            names: HashMap::new(),
            places: HashMap::new(),
            relations: HashMap::new(),
            arguments: HashMap::new(),
            equivalents: Vec::new(),
        };
        // A line may refer to one that comes after it, so each kind has its turn.
        for turn in ["T", "E", "E:", "R", "AMN*", "#"] {
            for (number, line) in (1..).zip(lines.split('\n')) {
                let line = line.strip_suffix('\r').unwrap_or(line);
                let Some(kind) = line.chars().next() else {
                    continue;
                };
                let read = if turn.contains(kind) {
                    self.line(&mut page, turn, line, found, number)
                } else if turn == "#" && !"TERAMN*".contains(kind) {
                    Err("expected a line that begins with T, E, R, A, M, N, * or #".to_owned())
                } else {
                    Ok(())
                };
                found.take(|| format!("{ann}, line {number}"), read);
            }
        }
        for (number, members) in page.equivalents.iter().enumerate() {
            self.equivalent(&page, number + 1, members);
        }
    }

    fn line(
        &mut self,
        page: &mut Page,
        turn: &str,
        line: &str,
        found: &mut Found,
        number: usize,
    ) -> Result<(), String> {
        let (name, rest) = line.split_once('\t').ok_or("expected a tab after the id")?;
        let (body, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        let (class, arguments) = body.split_once(' ').unwrap_or((body, ""));
        match turn {
            "T" => self.text_bound(page, name, class, arguments),
            "E" => self.event(page, name, body),
            "E:" => self.arguments(page, name, body),
            "R" => self.relation(page, name, class, arguments),
            "AMN*" if line.starts_with(['A', 'M']) => self.attribute(page, class, arguments),
            "AMN*" if line.starts_with('N') => self.normalization(page, arguments, tail),
            "AMN*" => {
                let members: Result<Vec<_>, _> = arguments
                    .split_whitespace()
                    .map(|name| page.name(name))
                    .collect();
                page.equivalents.push(members?);
                Ok(())
            }
            _ => {
                if self.note(page, class, arguments, tail).is_none() {
                    let place = format!("{}.ann, line {number}", page.id);
                    found.warning(
                        place,
                        "the note is on nothing that is there; it is left out",
                    );
                }
                Ok(())
            }
        }
    }

    fn text_bound(
        &mut self,
        page: &mut Page,
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
            let range = page.text.range(Unit::CodePoint, start..end)?;
            fragments.push(Fragment::new(range));
        }
        fragments.sort_by_key(|f| f.start);
        prepare::join(&mut fragments, &page.chars);
        if fragments.is_empty() {
            return Err("the span holds nothing but line breaks".to_owned());
        }
        let id = AnnotationId::from(format!("{}/{name}", page.id));
        page.names.insert(name.to_owned(), id.clone());
        page.places
            .insert(id.clone(), self.project.annotations.len());
        self.project.annotations.push(Annotation::new(
            id,
            page.id.into(),
            names::decode(class),
            fragments,
        ));
        Ok(())
    }

    fn event(&mut self, page: &mut Page, name: &str, body: &str) -> Result<(), String> {
        let trigger = body.split(' ').next().unwrap_or_default();
        let (_, trigger) = trigger
            .split_once(':')
            .ok_or("expected a trigger like `Type:T1`")?;
        let id = page.name(trigger)?;
        page.names.insert(name.to_owned(), id);
        Ok(())
    }

    fn arguments(&mut self, page: &mut Page, name: &str, body: &str) -> Result<(), String> {
        // One that is not there has been told of.
        let Some(id) = page.names.get(name).cloned() else {
            return Ok(());
        };
        for argument in body.split(' ').skip(1).filter(|a| !a.is_empty()) {
            let (role, to) = argument
                .split_once(':')
                .ok_or_else(|| format!("expected `Role:T2`, found “{}”", clip(argument)))?;
            let to = page.name(to)?;
            let number = page.arguments.entry(id.clone()).or_default();
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
        page: &mut Page,
        name: &str,
        class: &str,
        arguments: &str,
    ) -> Result<(), String> {
        let mut ends = arguments.split_whitespace().map(|argument| {
            let name = argument.split_once(':').map_or(argument, |(_, name)| name);
            page.name(name)
        });
        let (Some(from), Some(to)) = (ends.next(), ends.next()) else {
            return Err("expected two arguments like `Arg1:T1 Arg2:T2`".to_owned());
        };
        let (from, to) = (from?, to?);
        let (kind, value) = names::decode_pair(class);
        (page.relations).insert(name.to_owned(), self.project.relations.len());
        self.project.relations.push(Relation {
            value,
            ..Relation::new(
                format!("{}/{name}", page.id).into(),
                kind,
                from,
                Target::Annotation(to),
            )
        });
        Ok(())
    }

    fn annotation(&mut self, page: &Page, id: &AnnotationId) -> Option<&mut Annotation> {
        let place = page.places.get(id)?;
        self.project.annotations.get_mut(*place)
    }

    fn attribute(&mut self, page: &Page, class: &str, arguments: &str) -> Result<(), String> {
        let (name, value) = arguments.split_once(' ').unwrap_or((arguments, ""));
        let attribute = names::decode(class);
        let value = match value {
            "" => true.into(),
            value => value.into(),
        };
        if let Some(&place) = page.relations.get(name) {
            if let Some(relation) = self.project.relations.get_mut(place) {
                relation.attributes.insert(attribute, value);
            }
            return Ok(());
        }
        let id = page.name(name)?;
        if let Some(annotation) = self.annotation(page, &id) {
            annotation.attributes.insert(attribute, value);
        }
        Ok(())
    }

    fn normalization(&mut self, page: &Page, arguments: &str, name: &str) -> Result<(), String> {
        let (member, reference) = arguments
            .split_once(' ')
            .ok_or("expected `Reference T1 Resource:Id`")?;
        let member = page.name(member)?;
        let place = match self.references.get(reference) {
            Some(&place) => place,
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
        self.join(place, member);
        Ok(())
    }

    fn cluster(&mut self, id: &str, name: String, attributes: Attributes) -> usize {
        let place = self.project.clusters.len();
        self.references.insert(id.to_owned(), place);
        self.project.clusters.push(Cluster {
            attributes,
            ..Cluster::new(id.into(), name)
        });
        place
    }

    fn join(&mut self, place: usize, member: AnnotationId) {
        // One that is in two is left in the first.
        if self.clustered.contains_key(&member) {
            return;
        }
        if let Some(cluster) = self.project.clusters.get_mut(place) {
            self.clustered.insert(member.clone(), place);
            cluster.members.push(member);
        }
    }

    /// The mentions that an `Equiv` line ties, unless `N` lines have done so.
    fn equivalent(&mut self, page: &Page, number: usize, members: &[AnnotationId]) {
        let known = members
            .iter()
            .find_map(|id| self.clustered.get(id))
            .copied();
        let place = known.unwrap_or_else(|| {
            let first = members.first().and_then(|id| page.places.get(id));
            let first = first.and_then(|&place| self.project.annotations.get(place));
            let text = page.text.text.as_str();
            let name = first.map(|a| crate::carry::name_of(text, a));
            let id = format!("{}/Equiv{number}", page.id);
            self.cluster(&id, name.unwrap_or_default(), Attributes::new())
        });
        for member in members {
            self.join(place, member.clone());
        }
    }

    fn note(&mut self, page: &Page, class: &str, name: &str, text: &str) -> Option<()> {
        let text = names::unescape(text);
        let add = |note: &mut String| {
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&text);
        };
        if let Some(&place) = page.relations.get(name) {
            add(&mut self.project.relations.get_mut(place)?.note);
            return Some(());
        }
        let id = page.names.get(name)?;
        let annotation = self.annotation(page, id)?;
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
