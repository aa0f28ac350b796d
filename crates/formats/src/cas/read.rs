//! Reads CASes, one per document, into a project.

mod left_out;
mod parts;
mod role;
mod slots;
#[cfg(test)]
mod tests;
mod ties;

use super::Form;
use super::kinds::Model;
use super::model::{self, LABELS};
use super::structure::{Cas, Feature, SPAN, Structure, decode};
use crate::archive;
use crate::found::Found;
use crate::ids::LocalIds;
use crate::incoming::{Incoming, Unit};
use crate::shared::Shared;
use crate::source::stem;
use crate::twins::Corpus;
use parts::{Home, Parts, called};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, AnnotationId, Document, DocumentId, DocumentMeta, Fragment, Project,
};
use role::Role;
use slots::{ROLE, Slots};
use std::collections::HashMap;
use ties::{Chain, RELATION_BYTES, follow};

/// Reads an archive, or single files. O(n).
pub(super) fn archive(files: &[File], form: &Form) -> Read {
    let mut found = Found::default();
    let inside = match archive::unpack(files) {
        Ok(inside) => inside,
        Err(error) => return found.stop(error),
    };
    let mut reading = Reading::default();
    let mut any = false;
    // The types go first: they tell references from numbers.
    for file in &inside {
        let is_xml = crate::has_extension(&file.name, &["xml"]);
        if let (true, Err(error)) = (is_xml, reading.model.add_descriptor(file)) {
            found.left_out(error.place, error.message);
        }
    }
    for file in &inside {
        if !crate::has_extension(&file.name, &[form.extension]) {
            any |= file.name.ends_with("TypeSystem.xml");
            continue;
        }
        any = true;
        let mut cas = match (form.read)(file) {
            Ok(cas) => cas,
            Err(error) => {
                found.left_out(error.place, error.message);
                continue;
            }
        };
        for part in std::mem::take(&mut cas.left_out) {
            found.left_out(part.place, part.message);
        }
        reading.shared.add(file.bytes.len());
        if cas.untold_references {
            model::tell_references(&reading.model, &mut cas);
        }
        reading.model.merge(std::mem::take(&mut cas.model));
        reading.model.add_definitions(&cas);
        reading.cas(&mut found, &file.name, cas);
        let path = file.name.rsplit_once('.').map_or("", |(path, _)| path);
        reading.corpus.end_file(path);
    }
    let name = files.first().map_or("", |file| file.name.as_str());
    // An archive without documents is an empty project.
    if !any
        && !files
            .first()
            .is_some_and(|file| archive::is_zip(&file.bytes))
    {
        return found.fail(name, format!("expected .{} files", form.extension));
    }
    reading.project.header.name = stem(name, &[form.archive, "zip", form.extension]);
    let schema = (reading.model).schema(&mut found, &reading.project, &mut reading.shared);
    let has_schema = schema.is_some();
    if let Some(schema) = schema {
        reading.project.schema = schema;
    }
    found.join_corpora(&mut reading.project, &reading.corpus);
    found.finish(reading.project, has_schema)
}

#[derive(Default)]
struct Reading {
    project: Project,
    model: Model,
    documents: LocalIds,
    corpus: Corpus,
    spans: LocalIds,
    /// Some marks have an id of their own, and `spans` has all ids. Otherwise these differ by themselves, and a
    /// table of them would take a fifth of the time.
    is_named: bool,
    relations: LocalIds,
    clusters: HashMap<String, usize>,
    shared: Shared,
}

impl Reading {
    /// Reads a CAS: each of its views with a text as a document.
    fn cas(&mut self, found: &mut Found, file: &str, mut cas: Cas) {
        for names in [&mut self.spans, &mut self.relations] {
            names.next_document();
        }
        let (homes, views) = self.documents(found, file, &mut cas);
        if homes.is_empty() {
            return found.left_out(file, "expected a Sofa with its text in `sofaString`");
        }
        let untold = cas.untold_references.then_some(&self.model);
        let mut structures = cas.structures;
        // What names no view belongs to the first.
        let view = |s: &Structure| match views.len() {
            1 => 0,
            _ => views.get(&s.sofa).copied().unwrap_or_default(),
        };
        let lives = structures.iter().map(view).collect();
        let mut parts = Parts::new(&structures, homes, lives);
        let place = |s: &Structure| format!("{file}, {}", called(s));
        let mut links = vec![false; structures.len()];
        let chains: Vec<(usize, Chain)> = (parts.roles.iter().enumerate())
            .filter(|(_, role)| **role == Role::Chain)
            .map(|(at, _)| (at, follow(&parts, &structures, at, &mut links)))
            .collect();
        let slots = match Slots::take(&parts, &mut structures, untold, &mut self.shared) {
            Ok(slots) => slots,
            Err(message) => return found.error(file, message),
        };
        left_out::tell(found, file, &parts, &structures, &slots);
        let count = |role: Role| parts.roles.iter().filter(|it| **it == role).count();
        if self.is_named {
            self.spans.reserve(count(Role::Mark));
        }
        self.project.annotations.reserve(count(Role::Mark));
        self.relations.reserve(count(Role::Relation));
        for (at, s) in structures.iter_mut().enumerate() {
            let role = parts.roles.get(at);
            // A link from here repeats an annotation; one of another program is an annotation.
            let is_link = links.get(at) == Some(&true);
            let repeats = is_link && s.reference("mention").is_some();
            if role == Some(&Role::Empty) && !repeats && parts.home(at).is_ok() {
                found.left_out(place(s), "the span is empty");
            }
            let is_read = role == Some(&Role::Mark) && parts.home(at).is_ok();
            if !is_read || repeats {
                continue;
            }
            if is_link {
                s.features.retain(|(name, _)| **name != *"next");
            }
            let copied = parts.home(at).map_or(0, |home| home.document.len());
            if let Err(message) = self.shared.take(copied) {
                return found.error(file, message);
            }
            if let Err(message) = self.annotation(&mut parts, at, s) {
                found.left_out(place(s), message);
            }
        }
        for at in 0..structures.len() {
            if parts.roles.get(at) != Some(&Role::Relation) {
                continue;
            }
            let ends = self.ends(&mut parts, &mut structures, at);
            let Some(s) = structures.get(at) else {
                continue;
            };
            let read = ends.and_then(|ends| self.relation(&parts, at, s, ends));
            if let Err(message) = read {
                found.left_out(place(s), message);
            }
        }
        for slot in &slots.all {
            let copied = parts.home(slot.host).map_or(0, |home| home.document.len());
            let copied = RELATION_BYTES + copied + slot.feature.len();
            for &link in &slot.links {
                // Many may share a link.
                let shared = parts.index(link).and_then(|at| structures.get(at));
                let shared =
                    shared.map_or(0, |s| s.features.len() + s.text(ROLE).map_or(0, str::len));
                if let Err(message) = self.shared.take(copied + shared) {
                    return found.error(file, message);
                }
                let read = self.link(&mut parts, &mut structures, slot, link);
                if let (Some(host), Err(message)) = (structures.get(slot.host), read) {
                    let message = format!("its `{}` {message}", slot.feature);
                    found.left_out(place(host), message);
                }
            }
        }
        for (at, chain) in chains {
            let Some(s) = structures.get(at) else {
                continue;
            };
            if let Some(id) = chain.runs_into {
                let message = format!(
                    "its links from structure {id} on belong to another chain, where they stay"
                );
                found.left_out(place(s), message);
            }
            let members: Vec<usize> = (chain.links.iter())
                .filter_map(|&link| {
                    let mention = structures.get(link)?.reference("mention");
                    match mention {
                        Some(mention) => parts.annotation(mention),
                        None => *parts.annotations.get(link)?,
                    }
                })
                .collect();
            self.chain(&parts, at, s, &members);
        }
    }

    /// Adds the document of each view that has a text, and gives them with their indexes by the ids of the
    /// views; [`usize::MAX`] stands for a view without a text.
    fn documents(
        &mut self,
        found: &mut Found,
        file: &str,
        cas: &mut Cas,
    ) -> (Vec<Home>, HashMap<usize, usize>) {
        let mut abouts: HashMap<usize, &Structure> = HashMap::new();
        let mut marks: HashMap<usize, usize> = HashMap::new();
        for s in &cas.structures {
            let about = ["DocumentMetaData", "DocumentAnnotation"];
            if about.iter().any(|name| s.kind.ends_with(name)) {
                abouts.entry(s.sofa).or_insert(s);
            }
            if cas.views.len() > 1 && s.offsets.is_some() && Role::of(s) != Role::Segment {
                *marks.entry(s.sofa).or_default() += 1;
            }
        }
        let (mut homes, mut views) = (Vec::new(), HashMap::new());
        for view in &mut cas.views {
            let Some(raw) = view.text.take() else {
                views.insert(view.id, usize::MAX);
                if let Some(count) = marks.get(&view.id) {
                    let view = clip(&view.name);
                    let message =
                        format!("the view “{view}” has no text to mark (annotations: {count})");
                    found.left_out(file, message);
                }
                continue;
            };
            let about = abouts.get(&view.id);
            // Where there is one view, all is about it.
            let about = about.or(abouts.get(&0).filter(|_| homes.is_empty()));
            let known = |name: &str| about.and_then(|about| about.text(name)).unwrap_or_default();
            let name = match known("documentId") {
                "" if homes.is_empty() => stem(file, &[]),
                "" => format!("{} ({})", stem(file, &[]), clip(&view.name)),
                name => name.to_owned(),
            };
            self.corpus.document(name.as_str());
            let number = (self.project.documents.len() + 1).to_string();
            let document = self.documents.unique(&number, &name);
            let id = DocumentId::from(document.clone());
            let mut meta = DocumentMeta::new(id.clone(), known("documentTitle"));
            meta.url = known("documentUri").to_owned();
            if known("language") != "x-unspecified" {
                meta.language = known("language").to_owned();
            }
            let text = Incoming::new(&raw);
            let filled = Document::new(meta, text.text.as_str());
            self.project.documents.push(filled);
            views.insert(view.id, homes.len());
            homes.push(Home { document, id, text });
        }
        (homes, views)
    }

    /// Reads a structure as an annotation, which takes its values.
    fn annotation(
        &mut self,
        parts: &mut Parts,
        at: usize,
        s: &mut Structure,
    ) -> Result<(), String> {
        let (begin, end) = s.offsets.unwrap_or_default();
        let home = parts.home(at)?;
        let range = home.text.range(Unit::Utf16, begin..end)?;
        let ours = s.kind.starts_with(SPAN);
        let id = match s.text("id").filter(|_| ours) {
            Some(id) => {
                if !self.is_named {
                    self.is_named = true;
                    for annotation in &self.project.annotations {
                        self.spans.unique("", annotation.id.as_str());
                    }
                }
                self.spans.add(&home.document, id)?
            }
            None => {
                let name = parts.name(at, home, s.id)?;
                match self.is_named {
                    true => self.spans.unique(&home.document, &name),
                    // No other document has it.
                    false => name.into(),
                }
            }
        };
        // The features that other types use for their label.
        let label = LABELS
            .iter()
            .find_map(|&name| Some((name, s.text(name).filter(|text| !text.is_empty())?)));
        let (named, label) = match label {
            Some((name, label)) if ours => (name, label.to_owned()),
            Some((name, label)) => (name, format!("{}.{label}", s.short())),
            None => ("", s.short().to_owned()),
        };
        let note = s.text("note").filter(|_| ours).unwrap_or_default();
        let id = AnnotationId::from(id);
        let mut annotation = Annotation {
            note: note.to_owned(),
            ..Annotation::new(id, home.id.clone(), label, vec![Fragment::new(range)])
        };
        for (name, value) in &mut s.features {
            let own = ours && matches!(&**name, "id" | "note");
            if let (Feature::Text(text), false) = (value, own || **name == *named) {
                let text = std::mem::take(text);
                annotation.attributes.insert(decode(name), text.into());
            }
        }
        if let Some(own) = parts.annotations.get_mut(at) {
            *own = Some(self.project.annotations.len());
        }
        self.project.annotations.push(annotation);
        Ok(())
    }
}
