//! Reads Web Annotations into a project.

use super::bodies::{author, bodies, time};
use super::dialect::Dialects;
use super::gather::gather;
use super::mark::mark;
use super::sources::{Names, Sources, may_be_text};
use super::targets::{Placing, Selected, source, targets};
use super::translated::{DIALECT, selects};
use super::values::{each, has, reference};
use super::{id, prefix};
use crate::fields::text_field;
use crate::found::Found;
use crate::ids::LocalIds;
use crate::incoming::Unit;
use crate::shape::Sample;
use crate::source::stem;
use crate::unplaced::Unplaced;
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, AnnotationId, Cluster, ClusterId, Fragment, Project, Relation, Target,
};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Reads graphs, collections, pages, lists of annotations and single ones. A text that is not in
/// the graph may come as a file with the last part of the source's IRI as its name, or as the only file
/// beside it. Leaves out files and annotations that cannot be read. O(n).
pub(super) fn collection(files: &[File]) -> Read {
    let mut found = Found::default();
    let mut reading = Reading::default();
    let mut sources = Sources::default();
    let mut resources = Vec::new();
    let mut dialects = Dialects::default();
    for file in files {
        if is_beside(file) {
            match sources.file(file) {
                Ok(remarks) => remarks.into_iter().for_each(|it| found.add(it)),
                Err(error) => found.left_out(error.place, error.message),
            }
            continue;
        }
        gather(file, &mut resources, &mut dialects, &mut |problem| {
            found.left_out(problem.place, problem.message);
        });
        if reading.project.header.name.is_empty() {
            reading.project.header.name = stem(&file.name, &["jsonld", "json"]);
        }
    }
    let (joined, lost) = dialects.join(&mut resources);
    if joined > 0 {
        let message = format!("answers, joined to the notes of what they answer: {joined}");
        found.summary("", message);
    }
    for (what, count) in [
        ("answers to what is not there", lost),
        (
            "notes on a page as a whole, which mark no words",
            dialects.page_notes,
        ),
    ] {
        if count > 0 {
            found.left_out("", format!("{what}: {count}"));
        }
    }
    let known = [
        "Annotation",
        "AnnotationCollection",
        "AnnotationPage",
        "Text",
    ];
    if !(resources.iter()).any(|r| known.iter().any(|kind| is(r, kind))) {
        let name = files.first().map_or("", |file| &file.name);
        if resources.is_empty() {
            // What is wrong with the files has been said.
            return found.finish(reading.project, false);
        }
        return found.fail(
            name,
            "expected a resource of type Annotation, a collection or a @graph of them",
        );
    }
    for resource in &resources {
        if is_text(resource) {
            sources.resource(&mut reading.project, resource);
        } else if is(resource, "AnnotationCollection")
            && let Some(label) = resource["label"].as_str()
        {
            reading.project.header.name = label.to_owned();
        }
    }
    sources.learn(selections(&resources));
    let (mut clusters, mut links, mut spans) = (Vec::new(), Vec::new(), Vec::new());
    for (number, resource) in (resources.iter().filter(|r| is(r, "Annotation"))).enumerate() {
        let name = resource["id"].as_str().unwrap_or_default();
        let name = id("annotation", name);
        let place = format!("annotations[{number}] “{}”", clip(&name));
        match kind(resource) {
            Kind::Link => links.push((place, resource)),
            Kind::Cluster => clusters.push((place, resource)),
            Kind::Span => {
                let read = reading.draft(&mut found, &mut sources, &place, resource, number);
                match read {
                    Ok(draft) => spans.push(draft),
                    Err(message) => found.left_out(place, message),
                }
            }
        }
    }
    sources.finish(&mut reading.project);
    reading.place(&mut found, &sources, spans);
    for (place, resource) in clusters {
        reading.cluster(&mut found, place, resource);
    }
    reading.groups(&mut found);
    for (place, resource) in links {
        if let Err(message) = reading.relation(resource) {
            found.left_out(place, message);
        }
    }
    found.finish(reading.project, false)
}

/// Whether each of several files is a text that these files select from, by its name.
pub(crate) fn beside(files: &[File], names: &[&str]) -> Vec<bool> {
    let texts = |name: &&str| may_be_text(name);
    if !names.iter().any(texts) {
        return vec![false; names.len()];
    }
    let mut resources = Vec::new();
    for file in files {
        gather(file, &mut resources, &mut Dialects::default(), &mut |_| {});
    }
    let mut known = Names::default();
    for resource in resources.iter().filter(|resource| is_text(resource)) {
        known.resource(resource["id"].as_str().unwrap_or_default());
    }
    let mut indexes = HashMap::new();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| texts(name)) {
        indexes.insert(known.file(name), at);
    }
    known.learn(selections(&resources));
    let mut wanted = vec![false; names.len()];
    for source in selections(&resources) {
        let at = known.of(source).and_then(|(index, _)| indexes.get(&index));
        if let Some(is_wanted) = at.and_then(|&at| wanted.get_mut(at)) {
            *is_wanted = true;
        }
    }
    wanted
}

/// Whether a file is a text beside the annotations.
fn is_beside(file: &File) -> bool {
    may_be_text(&file.name) && !(super::FORMAT.looks)(&file.name, &Sample::new(&file.bytes))
}

/// The sources of the annotations that select from a text.
fn selections(resources: &[Value]) -> impl Iterator<Item = Option<&str>> {
    let annotations = resources
        .iter()
        .filter(|resource| is(resource, "Annotation") && matches!(kind(resource), Kind::Span));
    annotations.flat_map(targets).map(source)
}

fn is(value: &Value, kind: &str) -> bool {
    has(&value["type"], kind) || has(&value["@type"], kind)
}

fn is_text(resource: &Value) -> bool {
    is(resource, "Text") && resource["value"].is_string()
}

/// What an annotation is here.
enum Kind {
    Span,
    Link,
    Cluster,
}

fn kind(resource: &Value) -> Kind {
    let motivation = &resource["motivation"];
    let target = &resource["target"];
    let of_annotation = || each(target).iter().any(|it| reference(it).is_some());
    if has(motivation, "linking") && link(resource).is_some() && of_annotation() {
        Kind::Link
    } else if has(motivation, "identifying") && !target.is_object() && !selects(target) {
        Kind::Cluster
    } else {
        Kind::Span
    }
}

/// The IRI that a linking annotation leads to.
fn link(resource: &Value) -> Option<&str> {
    each(&resource["body"]).iter().find_map(reference)
}

#[derive(Default)]
struct Reading {
    project: Project,
    annotations: LocalIds,
    relations: LocalIds,
    clusters: LocalIds,
    /// The annotations that are in the project.
    present: HashSet<AnnotationId>,
    clustered: HashSet<AnnotationId>,
    /// Whether it has been said that a text was taken without its name; there is one at most.
    told: bool,
}

/// An annotation of a text, before it is placed.
struct Draft<'a> {
    place: String,
    resource: &'a Value,
    id: String,
    source: usize,
    selected: Selected<'a>,
}

impl Reading {
    fn draft<'a>(
        &mut self,
        found: &mut Found,
        sources: &mut Sources,
        place: &str,
        resource: &'a Value,
        number: usize,
    ) -> Result<Draft<'a>, String> {
        let mut text = None;
        for target in targets(resource) {
            let (source, remark) = sources.of(&mut self.project, source(target))?;
            if let Some(remark) = remark.filter(|_| !self.told) {
                self.told = true;
                found.warning("", remark);
            }
            if *text.get_or_insert(source) != source {
                return Err("its targets are in several texts; expected one".to_owned());
            }
        }
        let source = text.ok_or("expected a target")?;
        let selected = Selected::by(targets(resource))?;
        let name = match resource["id"].as_str() {
            Some(iri) => id("annotation", iri),
            None => format!("annotation-{}", number + 1),
        };
        Ok(Draft {
            place: place.to_owned(),
            resource,
            id: self.annotations.add("annotation", &name)?.to_string(),
            source,
            selected,
        })
    }

    /// Places annotations, those of each text together, and adds them in their order.
    fn place(&mut self, found: &mut Found, sources: &Sources, drafts: Vec<Draft>) {
        let mut by_text: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, draft) in drafts.iter().enumerate() {
            by_text.entry(draft.source).or_default().push(at);
        }
        let mut ready: Vec<Option<Annotation>> = drafts.iter().map(|_| None).collect();
        for (source, indexes) in by_text {
            let Some(source) = sources.get(source) else {
                continue;
            };
            let own = indexes.iter().filter_map(|&at| drafts.get(at));
            let unit = match own.clone().any(|draft| draft.resource[DIALECT].is_null()) {
                true => Unit::CodePoint,
                false => Unit::Utf16,
            };
            let stated = own.flat_map(|draft| draft.selected.stated());
            let mut placing = Placing::new(source, unit, stated);
            let mut in_context = 0;
            if let Some(remark) = placing.remark() {
                found.warning(source.document(), remark);
            }
            for at in indexes {
                let (Some(draft), Some(ready)) = (drafts.get(at), ready.get_mut(at)) else {
                    continue;
                };
                let placed = match placing.place(&draft.selected) {
                    Ok(placed) => placed,
                    Err(message) => {
                        found.left_out(&draft.place, message);
                        continue;
                    }
                };
                in_context += usize::from(placed.in_context);
                for remark in placed.remarks {
                    found.warning(&draft.place, remark);
                }
                let mut fragments: Vec<_> = placed.ranges.into_iter().map(Fragment::new).collect();
                if let Some(lost) = placed.lost {
                    fragments = vec![lost.fragment];
                    found.unplaced(Unplaced {
                        annotation: draft.id.as_str().into(),
                        candidates: lost.candidates,
                    });
                }
                let (mut annotation, remark) = mark(draft.resource, &draft.id, source.document());
                if let Some(remark) = remark {
                    found.warning(&draft.place, remark);
                }
                annotation.fragments = fragments;
                *ready = Some(annotation);
            }
            if in_context > 0 {
                let many = match in_context {
                    1 => "1 annotation".to_owned(),
                    many => format!("{many} annotations"),
                };
                let message = format!(
                    "the offsets of {many} do not fit this text; their words and what is around them tell \
                     where they lie"
                );
                found.summary(source.document(), message);
            }
        }
        self.project.annotations.extend(ready.into_iter().flatten());
        let ids = self.project.annotations.iter().map(|it| it.id.clone());
        self.present = ids.collect();
    }

    /// The annotation of an IRI.
    fn end(&self, iri: &str) -> Result<AnnotationId, String> {
        let name = id("annotation", iri);
        let id = AnnotationId::from(self.annotations.get(&name)?);
        match self.present.contains(&id) {
            true => Ok(id),
            false => Err(format!("it refers to “{}”, which is left out", clip(&name))),
        }
    }

    fn relation(&mut self, resource: &Value) -> Result<(), String> {
        let to = link(resource).unwrap_or_default();
        let from = each(&resource["target"]).iter().find_map(reference);
        let from = from.ok_or("expected the IRI of an annotation as target")?;
        let from = self.end(from)?;
        let to = match self.clusters.get(&id("cluster", to)) {
            Ok(cluster) => Target::Cluster(cluster.into()),
            Err(_) => Target::Annotation(self.end(to)?),
        };
        let said = bodies(resource);
        let name = id("relation", text_field(resource, "id")?);
        self.project.relations.push(Relation {
            value: said.class,
            attributes: said.attributes,
            note: said.notes.join("\n"),
            author: author(resource),
            created: time(resource, "created"),
            ..Relation::new(
                self.relations.add("relation", &name)?.into(),
                said.tags.into_iter().next().unwrap_or_default(),
                from,
                to,
            )
        });
        Ok(())
    }

    fn cluster(&mut self, found: &mut Found, place: String, resource: &Value) {
        let said = bodies(resource);
        let mut members = Vec::new();
        let listed: Vec<&str> = each(&resource["target"])
            .iter()
            .filter_map(reference)
            .collect();
        for iri in &listed {
            match self.end(iri) {
                Ok(member) if self.clustered.insert(member.clone()) => members.push(member),
                Ok(member) => {
                    let message = format!(
                        "its member “{}” is in another cluster",
                        clip(member.as_str())
                    );
                    found.left_out(place.clone(), message);
                }
                Err(message) => found.left_out(place.clone(), message),
            }
        }
        if members.is_empty() && !listed.is_empty() {
            return;
        }
        let name = id("cluster", resource["id"].as_str().unwrap_or_default());
        match self.clusters.add("cluster", &name) {
            Ok(id) => self.project.clusters.push(Cluster {
                members,
                parts: parts(&said.links).map(ClusterId::from).collect(),
                attributes: said.attributes,
                note: said.notes.join("\n"),
                ..Cluster::new(id.into(), said.name)
            }),
            Err(message) => found.left_out(place, message),
        }
    }

    /// Lets groups name their parts as these are called here, once all clusters are read.
    fn groups(&mut self, found: &mut Found) {
        for cluster in &mut self.project.clusters {
            let place = format!("cluster “{}”", clip(cluster.id.as_str()));
            cluster.parts = std::mem::take(&mut cluster.parts)
                .into_iter()
                .filter_map(|part| match self.clusters.get(part.as_str()) {
                    Ok(part) => Some(part.into()),
                    Err(message) => {
                        found.left_out(place.clone(), message);
                        None
                    }
                })
                .collect();
        }
    }
}

/// The clusters, by id, among what a group is linked to.
fn parts(links: &[String]) -> impl Iterator<Item = String> {
    let clusters = prefix("cluster");
    let links = links.iter();
    links
        .filter(move |iri| iri.starts_with(&clusters))
        .map(|iri| id("cluster", iri))
}
