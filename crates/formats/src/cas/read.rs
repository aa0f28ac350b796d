//! Reads CASes, one per document, into a project.

mod role;
mod slots;
#[cfg(test)]
mod tests;

use super::Form;
use super::structure::{Cas, Feature, SPAN, Structure, WORD, decode};
use crate::archive;
use crate::carry::name_of;
use crate::found::Found;
use crate::ids::LocalIds;
use crate::incoming::{Incoming, Unit};
use crate::shared::Shared;
use crate::source::stem;
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, AnnotationId, Cluster, Document, DocumentId, DocumentMeta, Fragment, Project,
    Relation, RelationId, Target,
};
use role::Role;
use slots::{ROLE, Slot, Slots, TARGET};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Reads an archive, or single files. O(n).
pub(super) fn archive(files: &[File], form: &Form) -> Read {
    let mut found = Found::default();
    let inside = match archive::unpack(files) {
        Ok(inside) => inside,
        Err(error) => return found.stop(error),
    };
    let mut reading = Reading::default();
    let mut any = false;
    for file in &inside {
        if !crate::has_extension(&file.name, &[form.extension]) {
            any |= file.name.ends_with("TypeSystem.xml");
            continue;
        }
        any = true;
        let cas = match (form.read)(file) {
            Ok(cas) => cas,
            Err(error) => return found.stop(error),
        };
        reading.shared.add(file.bytes.len());
        reading.cas(&mut found, &file.name, cas);
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
    found.finish(reading.project, false)
}

#[derive(Default)]
struct Reading {
    project: Project,
    documents: LocalIds,
    spans: LocalIds,
    relations: LocalIds,
    clusters: HashMap<String, usize>,
    shared: Shared,
}

/// The parts of a document that its structures refer to.
struct Parts {
    /// The ids of the structures with their indexes, in order.
    ids: Vec<(usize, usize)>,
    /// The index of the annotation that each structure became.
    annotations: Vec<Option<usize>>,
    roles: Vec<Role>,
    document: Arc<str>,
    /// The same id: all annotations of the document share one copy of it.
    id: DocumentId,
    text: Incoming,
}

impl Parts {
    /// The index of the structure of an id; of the last one, should there be several. O(log n), and
    /// faster than hashing, as most files have their structures in order.
    fn index(&self, id: usize) -> Option<usize> {
        let after = self.ids.partition_point(|(own, _)| *own <= id);
        let (own, index) = self.ids.get(after.checked_sub(1)?)?;
        (*own == id).then_some(*index)
    }

    /// The index of the annotation that the structure of an id became.
    fn annotation(&self, id: usize) -> Option<usize> {
        *self.annotations.get(self.index(id)?)?
    }
}

impl Reading {
    fn cas(&mut self, found: &mut Found, file: &str, cas: Cas) {
        let Some(raw) = &cas.text else {
            found.error(file, "expected a Sofa with its text in `sofaString`");
            return;
        };
        let number = self.project.documents.len() + 1;
        let text = Incoming::new(raw);
        for names in [&mut self.spans, &mut self.relations] {
            names.next_document();
        }
        let is_about =
            |s: &&Structure| matches!(s.short(), "DocumentMetaData" | "DocumentAnnotation");
        let about = cas.structures.iter().find(is_about);
        let known = |name: &str| about.and_then(|about| about.text(name)).unwrap_or_default();
        let name = match known("documentId") {
            "" => stem(file, &[]),
            name => name.to_owned(),
        };
        let document = self.documents.unique(&number.to_string(), &name);
        let id = DocumentId::from(document.clone());
        let mut meta = DocumentMeta::new(id.clone(), known("documentTitle"));
        meta.url = known("documentUri").to_owned();
        if known("language") != "x-unspecified" {
            meta.language = known("language").to_owned();
        }
        let filled = Document::new(meta, text.text.as_str());
        self.project.documents.push(filled);
        let (mut structures, untold) = (cas.structures, cas.untold_references);
        let mut ids: Vec<_> = structures.iter().map(|s| s.id).zip(0..).collect();
        ids.sort_by_key(|(id, _)| *id);
        let mut parts = Parts {
            ids,
            annotations: vec![None; structures.len()],
            roles: structures.iter().map(Role::of).collect(),
            id,
            document,
            text,
        };
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
        left_out(found, file, &parts, &structures, &slots);
        let is_mark = |role: &&Role| **role == Role::Mark;
        self.spans
            .reserve(parts.roles.iter().filter(is_mark).count());
        for (at, s) in structures.iter_mut().enumerate() {
            let role = parts.roles.get(at);
            // A link from here repeats an annotation; one of another program is an annotation.
            let is_link = links.get(at) == Some(&true);
            let repeats = is_link && s.reference("mention").is_some();
            if role == Some(&Role::Empty) && !repeats {
                found.warning(place(s), "the span is empty; it is left out");
            }
            if role != Some(&Role::Mark) || repeats {
                continue;
            }
            if is_link {
                s.features.retain(|(name, _)| **name != *"next");
            }
            let read = self.annotation(&mut parts, at, s);
            found.ok(|| place(s), read);
        }
        for at in 0..structures.len() {
            if parts.roles.get(at) != Some(&Role::Relation) {
                continue;
            }
            let ends = self.ends(&mut parts, &mut structures, at);
            let Some(s) = structures.get(at) else {
                continue;
            };
            match ends {
                Ok(ends) => {
                    let read = self.relation(&parts, s, ends);
                    found.ok(|| place(s), read);
                }
                Err(message) => found.warning(place(s), message + "; the relation is left out"),
            }
        }
        for slot in &slots.all {
            for &link in &slot.links {
                let read = self.link(&mut parts, &mut structures, slot, link);
                if let (Some(host), Err(message)) = (structures.get(slot.host), read) {
                    let message = format!("`{}` {message}; the link is left out", slot.feature);
                    found.warning(place(host), message);
                }
            }
        }
        for (at, chain) in chains {
            let Some(s) = structures.get(at) else {
                continue;
            };
            if let Some(id) = chain.runs_into {
                let message = format!(
                    "its links from structure {id} on belong to another chain; they are left there"
                );
                found.warning(place(s), message);
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
            self.chain(&parts, s, &members);
        }
    }

    /// Reads a structure as an annotation, which takes its values.
    fn annotation(
        &mut self,
        parts: &mut Parts,
        at: usize,
        s: &mut Structure,
    ) -> Result<(), String> {
        let (begin, end) = s.offsets.unwrap_or_default();
        let range = parts.text.range(Unit::Utf16, begin..end)?;
        self.shared.take(parts.document.len())?;
        let ours = s.kind.starts_with(SPAN);
        let id = match s.text("id").filter(|_| ours) {
            Some(id) => self.spans.add(&parts.document, id)?,
            None => {
                if parts.index(s.id) != Some(at) {
                    return Err(format!("the id “{}” is used twice; ids must differ", s.id));
                }
                // Nothing refers to it by this name.
                let name = format!("{}/{}", parts.document, s.id);
                self.spans.unique(&parts.document, &name)
            }
        };
        // The features that other types use for their label.
        let label = ["label", "value", "PosValue", "identifier", "referenceType"];
        let label = label
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
            ..Annotation::new(id, parts.id.clone(), label, vec![Fragment::new(range)])
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

    /// The annotations between which a relation is.
    ///
    /// # Errors
    /// When it ends at something that is not read.
    fn ends(
        &mut self,
        parts: &mut Parts,
        structures: &mut [Structure],
        relation: usize,
    ) -> Result<[AnnotationId; 2], String> {
        let mut ends = Vec::new();
        for name in ["Governor", "Dependent"] {
            let relation = structures.get(relation);
            let id = relation.and_then(|s| s.reference(name)).unwrap_or_default();
            let end = self.end(parts, structures, id);
            ends.push(end.map_err(|what| format!("`{name}` refers to {what}"))?);
        }
        <[_; 2]>::try_from(ends).map_err(|_| String::new())
    }

    /// Reads a link of a span as a relation, which is named after the feature.
    ///
    /// # Errors
    /// When it begins or ends at something that is not read.
    fn link(
        &mut self,
        parts: &mut Parts,
        structures: &mut [Structure],
        slot: &Slot,
        id: usize,
    ) -> Result<(), String> {
        let link = parts.index(id).and_then(|at| structures.get(at));
        let role = link.and_then(|s| s.text(ROLE)).unwrap_or_default();
        let (role, target) = (role.to_owned(), link.and_then(|s| s.reference(TARGET)));
        let host = structures.get(slot.host).map_or(0, |s| s.id);
        let from = self.end(parts, structures, host);
        let from = from.map_err(|what| format!("belongs to {what}"))?;
        let target = target.ok_or_else(|| format!("has nothing in the role “{}”", clip(&role)))?;
        let to = self.end(parts, structures, target);
        let to = to.map_err(|what| format!("refers to {what}"))?;
        let name = format!("{}/{id}", parts.document);
        let id = RelationId::from(self.relations.unique(&parts.document, &name));
        self.project.relations.push(Relation {
            value: role,
            ..Relation::new(id, &*slot.feature, from, Target::Annotation(to))
        });
        Ok(())
    }

    /// The annotation at which a relation ends. A token becomes one, unless it has an annotation of its
    /// part of speech: in INCEpTION, dependencies hang on that.
    ///
    /// # Errors
    /// With what the id leads to instead.
    fn end(
        &mut self,
        parts: &mut Parts,
        structures: &mut [Structure],
        id: usize,
    ) -> Result<AnnotationId, String> {
        let at = parts.index(id);
        let Some((at, s)) = at.and_then(|at| Some((at, structures.get_mut(at)?))) else {
            return Err(format!("structure {id}, which does not exist"));
        };
        let known = |parts: &Parts, at: usize| *parts.annotations.get(at)?;
        let mut index = known(parts, at);
        let lies = s.offsets.is_some_and(|(begin, end)| begin < end);
        if index.is_none() && lies && parts.roles.get(at) == Some(&Role::Segment) {
            index = s.reference("pos").and_then(|pos| parts.annotation(pos));
            if index.is_none() {
                let label = token_label(s.short()).into();
                let mut word = Structure {
                    id,
                    kind: label,
                    offsets: s.offsets,
                    ..Structure::default()
                };
                self.annotation(parts, at, &mut word)?;
                index = known(parts, at);
            }
        }
        let annotation = index.and_then(|index| self.project.annotations.get(index));
        annotation.map(|a| a.id.clone()).ok_or_else(|| {
            let why = match parts.roles.get(at) {
                Some(Role::Empty | Role::Segment) => "is empty and left out",
                _ => "is not an annotation",
            };
            format!("{}, which {why}", called(s))
        })
    }

    fn relation(
        &mut self,
        parts: &Parts,
        s: &Structure,
        [from, to]: [AnnotationId; 2],
    ) -> Result<(), String> {
        let name = match s.text("id") {
            Some(id) => id.to_owned(),
            None => format!("{}/{}", parts.document, s.id),
        };
        let text = |name: &str| s.text(name).unwrap_or_default().to_owned();
        let value = s
            .text("value")
            .or_else(|| s.text("label"))
            .or_else(|| s.text("DependencyType"));
        self.project.relations.push(Relation {
            value: value.unwrap_or_default().to_owned(),
            note: text("note"),
            ..Relation::new(
                self.relations.add(&parts.document, &name)?.into(),
                s.text("kind").unwrap_or(s.short()),
                from,
                Target::Annotation(to),
            )
        });
        Ok(())
    }

    /// Adds the annotations of a chain to its cluster.
    fn chain(&mut self, parts: &Parts, chain: &Structure, members: &[usize]) {
        let Some(first) = members.first() else {
            return;
        };
        let id = match chain.text("id") {
            Some(id) => id.to_owned(),
            None => format!("{}/{}", parts.document, chain.id),
        };
        let clusters = &mut self.project.clusters;
        let index = *self.clusters.entry(id.clone()).or_insert_with(|| {
            let named = if *chain.kind == *super::structure::CHAIN {
                chain.text("name").unwrap_or_default().to_owned()
            } else {
                let first = self.project.annotations.get(*first);
                first.map_or_else(String::new, |a| name_of(&parts.text.text, a))
            };
            clusters.push(Cluster::new(id.into(), named));
            clusters.len() - 1
        });
        if let Some(cluster) = clusters.get_mut(index) {
            let annotations = &self.project.annotations;
            let ids = members.iter().filter_map(|&at| annotations.get(at));
            cluster.members.extend(ids.map(|a| a.id.clone()));
        }
    }
}

/// Warns of what is not read: references other than links, and structures that lie nowhere.
fn left_out(found: &mut Found, file: &str, parts: &Parts, structures: &[Structure], slots: &Slots) {
    let mut told = HashSet::new();
    for (role, s) in parts.roles.iter().zip(structures) {
        let refers = |value: &Feature| !matches!(value, Feature::Text(_));
        match role {
            Role::Mark => {
                for (name, _) in s.features.iter().filter(|(_, value)| refers(value)) {
                    let of_chain = matches!(&**name, "next" | "mention");
                    if !of_chain && told.insert((&s.kind, Some(name))) {
                        let (kind, name) = (clip(s.short()), clip(name));
                        let message = format!(
                            "`{name}` of {kind} refers to other structures; it is left out"
                        );
                        found.warning(file, message);
                    }
                }
            }
            Role::Nowhere if !slots.kinds.contains(&s.kind) && told.insert((&s.kind, None)) => {
                let kind = clip(s.short());
                let message = format!("{kind} marks no place in the text; it is left out");
                found.warning(file, message);
            }
            _ => {}
        }
    }
}

/// Where a structure is, in words.
fn called(s: &Structure) -> String {
    let kind = clip(s.short());
    match s.line {
        0 => format!("structure {} ({kind})", s.id),
        line => format!("line {line} ({kind})"),
    }
}

/// The label of the mark that a token in a relation becomes, by the short name of its type.
fn token_label(short: &str) -> &str {
    match short {
        "Token" => WORD,
        short => short,
    }
}

/// The links of a chain as indexes, and the id of the one at which it runs into another one.
#[derive(Default)]
struct Chain {
    links: Vec<usize>,
    runs_into: Option<usize>,
}

/// Follows the links of a chain up to one that is in `taken`, which then has those of this one, too:
/// a link belongs to the first chain that comes to it. So a circular chain ends, and chains that share
/// their links cost no more than their links. O(length of the chain · log n).
fn follow(parts: &Parts, structures: &[Structure], chain: usize, taken: &mut [bool]) -> Chain {
    let mut own = Chain::default();
    let mut next = structures.get(chain).and_then(|s| s.reference("first"));
    while let Some(id) = next {
        let at = parts.index(id);
        let Some((at, taken)) = at.and_then(|at| Some((at, taken.get_mut(at)?))) else {
            break;
        };
        if std::mem::replace(taken, true) {
            let circular = own.links.contains(&at);
            own.runs_into = (!circular).then_some(id);
            break;
        }
        own.links.push(at);
        next = structures.get(at).and_then(|link| link.reference("next"));
    }
    own
}
