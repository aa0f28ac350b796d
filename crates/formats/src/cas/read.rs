//! Reads CASes, one per document, into a project.

use super::Form;
use super::structure::{Cas, Feature, SPAN, Structure, decode};
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
    Annotation, AnnotationId, Attributes, Cluster, Document, DocumentId, DocumentMeta, Fragment,
    Project, Relation, Target,
};
use std::collections::{HashMap, HashSet};

/// Types that segment or describe texts, which are not read.
const PASSED: &[&str] = &[
    "Token",
    "Sentence",
    "Paragraph",
    "TagsetDescription",
    "TagDescription",
    "CASMetadata",
    "DocumentAnnotation",
    "FeatureDefinition",
    "LayerDefinition",
];

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
        reading.cas(&mut found, &file.name, &cas);
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

/// The parts of a CAS that its structures refer to.
struct Parts<'a> {
    by_id: HashMap<usize, &'a Structure>,
    /// The index of the annotation that each structure became.
    annotations: HashMap<usize, usize>,
    document: String,
    /// The same id: all annotations of the document share one copy of it.
    id: DocumentId,
    text: Incoming,
}

impl Reading {
    fn cas(&mut self, found: &mut Found, file: &str, cas: &Cas) {
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
        let id = DocumentId::from(document.as_str());
        let mut meta = DocumentMeta::new(id.clone(), known("documentTitle"));
        meta.url = known("documentUri").to_owned();
        if known("language") != "x-unspecified" {
            meta.language = known("language").to_owned();
        }
        let filled = Document::new(meta, text.text.as_str());
        self.project.documents.push(filled);
        let mut parts = Parts {
            by_id: cas.structures.iter().map(|s| (s.id, s)).collect(),
            annotations: HashMap::new(),
            id,
            document,
            text,
        };
        let place = |s: &Structure| format!("{file}, structure {} ({})", s.id, clip(s.short()));
        let is_relation =
            |s: &Structure| s.reference("Governor").is_some() && s.reference("Dependent").is_some();
        let is_chain = |s: &Structure| s.offsets.is_none() && s.reference("first").is_some();
        let mut links = HashSet::new();
        let chains: Vec<(&Structure, Chain)> = (cas.structures.iter())
            .filter(|s| is_chain(s))
            .map(|chain| (chain, follow(&parts, chain, &mut links)))
            .collect();
        for s in &cas.structures {
            let passed = is_about(&s) || PASSED.contains(&s.short());
            // A link from here repeats an annotation; one of another program is an annotation.
            let repeats = links.contains(&s.id) && s.reference("mention").is_some();
            if s.offsets.is_none() || passed || repeats || is_relation(s) {
                continue;
            }
            if s.offsets.is_some_and(|(begin, end)| begin == end) {
                found.warning(place(s), "the span is empty; it is left out");
                continue;
            }
            let read = self.annotation(&mut parts, s);
            found.ok(|| place(s), read);
        }
        for s in cas.structures.iter().filter(|s| is_relation(s)) {
            let read = self.relation(&parts, s);
            found.ok(|| place(s), read);
        }
        for (s, chain) in chains {
            if let Some(id) = chain.runs_into {
                let message = format!(
                    "its links from structure {id} on belong to another chain; they are left there"
                );
                found.warning(place(s), message);
            }
            self.chain(&parts, s, &chain.links);
        }
    }

    fn annotation(&mut self, parts: &mut Parts, s: &Structure) -> Result<(), String> {
        let (begin, end) = s.offsets.unwrap_or_default();
        let range = parts.text.range(Unit::Utf16, begin..end)?;
        self.shared.take(parts.document.len())?;
        let ours = s.kind.starts_with(SPAN);
        let name = match s.text("id").filter(|_| ours) {
            Some(id) => id.to_owned(),
            None => format!("{}/{}", parts.document, s.id),
        };
        let id = self.spans.add(&parts.document, &name)?;
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
        let mut attributes = Attributes::new();
        for (name, value) in &s.features {
            let own = ours && matches!(name.as_str(), "id" | "note");
            if let (Feature::Text(text), false) = (value, own || name == named) {
                attributes.insert(decode(name), text.as_str().into());
            }
        }
        let note = s.text("note").filter(|_| ours).unwrap_or_default();
        let id = AnnotationId::from(id);
        (parts.annotations).insert(s.id, self.project.annotations.len());
        self.project.annotations.push(Annotation {
            attributes,
            note: note.to_owned(),
            ..Annotation::new(id, parts.id.clone(), label, vec![Fragment::new(range)])
        });
        Ok(())
    }

    fn relation(&mut self, parts: &Parts, s: &Structure) -> Result<(), String> {
        let end = |name: &str| {
            let id = s.reference(name).unwrap_or_default();
            let index = parts.annotations.get(&id);
            let annotation = index.and_then(|&index| self.project.annotations.get(index));
            annotation.map(|a| a.id.clone()).ok_or_else(|| {
                format!("`{name}` refers to structure {id}, which is not an annotation")
            })
        };
        let (from, to) = (end("Governor")?, end("Dependent")?);
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

    fn chain(&mut self, parts: &Parts, chain: &Structure, links: &[usize]) {
        let members: Vec<usize> = (links.iter())
            .filter_map(|id| {
                let link = parts.by_id.get(id)?;
                let mention = link.reference("mention").unwrap_or(*id);
                parts.annotations.get(&mention).copied()
            })
            .collect();
        let Some(first) = members.first() else {
            return;
        };
        let id = match chain.text("id") {
            Some(id) => id.to_owned(),
            None => format!("{}/{}", parts.document, chain.id),
        };
        let clusters = &mut self.project.clusters;
        let index = *self.clusters.entry(id.clone()).or_insert_with(|| {
            let named = if chain.kind == super::structure::CHAIN {
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
            let ids = members.into_iter().filter_map(|at| annotations.get(at));
            cluster.members.extend(ids.map(|a| a.id.clone()));
        }
    }
}

/// The links of a chain, and where it runs into those of another one.
#[derive(Default)]
struct Chain {
    links: Vec<usize>,
    runs_into: Option<usize>,
}

/// Follows the links of a chain up to one that is in `taken`, which then has those of this one, too:
/// a link belongs to the first chain that comes to it. So a circular chain ends, and chains that share
/// their links cost no more than their links. O(length of the chain).
fn follow(parts: &Parts, chain: &Structure, taken: &mut HashSet<usize>) -> Chain {
    let mut own = Chain::default();
    let mut next = chain.reference("first");
    while let Some(id) = next {
        let Some(link) = parts.by_id.get(&id) else {
            break;
        };
        if !taken.insert(id) {
            let circular = own.links.contains(&id);
            own.runs_into = (!circular).then_some(id);
            break;
        }
        own.links.push(id);
        next = link.reference("next");
    }
    own
}
