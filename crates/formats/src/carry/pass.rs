//! Removes from a project what a format has no room for.

use super::{Carry, Losses, Values, drop_annotations, name_of};
use crate::incoming::Incoming;
use crate::infer;
use postil_core::format::file_name;
use postil_core::model::{
    Annotation, AnnotationId, Attributes, Cluster, Document, DocumentId, Extra, Fragment, Project,
    Published, Relation, Status, Target,
};
use postil_core::model::{REJECTED, UNSETTLED};
use postil_core::text::{Text, sha256};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// A loss: what clusters stand for.
const PARTS: &str = "which clusters are parts of another";

/// One passage of a project through a format.
pub(super) struct Pass<'a> {
    pub carry: &'a Carry,
    pub losses: Losses,
}

impl Pass<'_> {
    fn text(&mut self, keep: bool, what: &str, text: &mut String) {
        if !keep {
            self.losses.add(what, usize::from(!text.is_empty()));
            text.clear();
        } else {
            let clean = (self.carry.clean)(text);
            if clean != *text {
                self.losses.add(
                    "names, notes and values with characters that the format cannot hold",
                    1,
                );
                *text = clean;
            }
        }
    }

    fn extra(&mut self, keep: bool, what: &str, extra: &mut Extra) {
        if !keep {
            self.losses.add(what, extra.len());
            extra.clear();
        }
    }

    fn values(&mut self, keep: Values, what: &str, attributes: &mut Attributes) {
        match keep {
            Values::Json => {}
            Values::None => {
                self.losses.add(what, attributes.len());
                attributes.clear();
            }
            Values::Text | Values::Flag | Values::Scalar => {
                let mut kept = Attributes::new();
                for (mut name, value) in std::mem::take(attributes) {
                    let mut value = match value {
                        Value::String(text) => text,
                        Value::Bool(true) if keep != Values::Text => {
                            self.text(true, "", &mut name);
                            kept.insert(name, true.into());
                            continue;
                        }
                        Value::Bool(_) | Value::Number(_) if keep == Values::Scalar => {
                            self.text(true, "", &mut name);
                            kept.insert(name, value);
                            continue;
                        }
                        other => {
                            self.losses.add("attribute values that become text", 1);
                            other.to_string()
                        }
                    };
                    self.text(true, "", &mut name);
                    self.text(true, "", &mut value);
                    if kept.insert(name, value.into()).is_some() {
                        self.losses.add(what, 1);
                    }
                }
                *attributes = kept;
            }
        }
    }

    /// Freezes texts as if they were read from a file: line ends become line feeds.
    pub(super) fn freeze(&mut self, project: &mut Project) {
        let mut texts = HashMap::new();
        for document in &mut project.documents {
            let incoming = Incoming::new(&document.text);
            let mut text = incoming.text.as_str().to_owned();
            let odd: usize = text
                .chars()
                .filter(|&c| (self.carry.clean_text)(c) != c)
                .count();
            if odd > 0 {
                self.losses
                    .add("characters of texts that the format cannot hold", odd);
                text = text.chars().map(self.carry.clean_text).collect();
            }
            if document.text != text {
                if incoming.is_changed() {
                    self.losses
                        .add("articles whose line ends become line feeds", 1);
                    for span in &mut document.meta.boilerplate {
                        span.start = incoming.frozen(span.start);
                        span.end = incoming.frozen(span.end);
                    }
                    (document.meta.boilerplate).retain(|span| span.start < span.end);
                    texts.insert(document.meta.id.clone(), incoming);
                }
                document.text = text;
            }
            document.sha256 = sha256(&document.text);
        }
        for annotation in &mut project.annotations {
            for fragment in &mut annotation.fragments {
                fragment.quote.clear();
            }
            if let Some(incoming) = texts.get(&annotation.document) {
                for fragment in &mut annotation.fragments {
                    fragment.start = incoming.frozen(fragment.start);
                    fragment.end = incoming.frozen(fragment.end);
                }
                annotation.fragments.retain(|f| f.start < f.end);
            }
        }
        let gone = |a: &Annotation| a.fragments.is_empty();
        let lost: HashSet<_> = (project.annotations.iter())
            .filter(|a| gone(a))
            .map(|a| a.id.clone())
            .collect();
        self.drop_annotations("marks that cover only line ends", project, &lost);
    }

    /// Removes the log of the codebook, and which marks are to be checked since it changed: only
    /// Postil's own formats have room for them.
    pub(super) fn codebook(&mut self, project: &mut Project) {
        let what = "former versions of the codebook";
        self.losses.add(what, project.codebook_versions.len());
        project.codebook_versions.clear();
        for annotation in &mut project.annotations {
            let what = "marks that are to be checked since the codebook changed";
            self.losses.add(what, usize::from(annotation.check != 0));
            annotation.check = 0;
        }
    }

    /// Removes what is unsettled, which only Postil's own formats have room for.
    pub(super) fn unsettled(&mut self, project: &mut Project) {
        let all = project.header.unsettled();
        let of = |kind: &str| all.iter().filter(|item| item.get(kind).is_some()).count();
        let (lost, reworded) = (of("placement"), of("reworded"));
        let what = "conflicting versions from merged copies";
        self.losses.add(what, all.len() - lost - reworded);
        let what = "notes that a mark covers other words since a revision";
        self.losses.add(what, reworded);
        let what = "marks still to be placed in a revised text";
        self.losses.add(what, lost);
        project.header.extra.shift_remove(UNSETTLED);
        let rejected = project.header.extra.shift_remove(REJECTED);
        let rejected = rejected.and_then(|list| Some(list.as_array()?.len()));
        self.losses
            .add("rejected proposals", rejected.unwrap_or_default());
    }

    /// Removes annotations, with what depends on them.
    fn drop_annotations(
        &mut self,
        what: &str,
        project: &mut Project,
        lost: &HashSet<AnnotationId>,
    ) {
        drop_annotations(project, lost, what, &mut self.losses);
    }

    pub(super) fn header(&mut self, project: &mut Project) {
        let header = &mut project.header;
        if self.carry.name {
            self.text(true, "", &mut header.name);
        } else {
            let name = file_name(&header.name, "");
            let name = name.strip_suffix('.').unwrap_or(&name);
            self.losses.add(
                "project name, which becomes the file name",
                usize::from(name != header.name),
            );
            header.name = name.to_owned();
        }
        self.text(self.carry.guidelines, "guidelines", &mut header.guidelines);
        if !self.carry.annotators {
            self.losses.add("annotator names", header.annotators.len());
            header.annotators.clear();
        }
        self.extra(
            self.carry.header_extra,
            "project fields of other programs",
            &mut header.extra,
        );
    }

    pub(super) fn document(&mut self, document: &mut Document) {
        let (carry, meta) = (self.carry, &mut document.meta);
        self.text(carry.title, "article titles", &mut meta.title);
        self.text(carry.outlet, "article outlets", &mut meta.outlet);
        self.text(carry.url, "article addresses", &mut meta.url);
        self.text(carry.language, "article languages", &mut meta.language);
        if !carry.direction {
            let stated = meta.direction.take();
            self.losses
                .add("article directions", usize::from(stated.is_some()));
        }
        if !carry.published && meta.published != Published::default() {
            self.losses.add("article dates", 1);
            meta.published = Published::default();
        }
        self.text(true, "", &mut meta.published.date);
        self.text(true, "", &mut meta.published.note);
        let dated = &mut meta.published.extra;
        self.extra(carry.document_extra, "date fields of other programs", dated);
        if !carry.status && meta.status != Status::default() {
            self.losses.add("article statuses", 1);
            meta.status = Status::default();
        }
        if !carry.boilerplate {
            self.losses
                .add("boilerplate ranges", meta.boilerplate.len());
            meta.boilerplate.clear();
        }
        for span in &mut meta.boilerplate {
            let what = "boilerplate fields of other programs";
            self.extra(carry.document_extra, what, &mut span.extra);
        }
        let what = "article fields of other programs";
        self.extra(carry.document_extra, what, &mut meta.extra);
    }

    pub(super) fn annotation(&mut self, annotation: &mut Annotation) {
        let carry = self.carry;
        if annotation.fragments.len() > 1 && !carry.discontinuous {
            self.losses.add(
                "gaps in discontinuous marks, which become one span",
                annotation.fragments.len() - 1,
            );
            let extent = annotation.extent();
            let extra = |f: &Fragment| f.extra.len();
            let extras = annotation.fragments.iter().map(extra).sum();
            self.losses.add("fragment fields of other programs", extras);
            annotation.fragments = vec![Fragment::new(extent)];
        }
        for fragment in &mut annotation.fragments {
            let what = "fragment fields of other programs";
            self.extra(carry.fragment_extra, what, &mut fragment.extra);
        }
        self.text(true, "", &mut annotation.label);
        let what = "mark attributes";
        self.values(carry.attributes, what, &mut annotation.attributes);
        self.text(carry.note, "mark notes", &mut annotation.note);
        let what = "mark authors";
        self.text(carry.author, what, &mut annotation.author);
        let what = "mark creation times";
        self.text(carry.created, what, &mut annotation.created);
        let what = "mark modification times";
        self.text(carry.modified, what, &mut annotation.modified);
        let what = "mark fields of other programs";
        self.extra(carry.annotation_extra, what, &mut annotation.extra);
    }

    pub(super) fn clusters(&mut self, project: &mut Project) {
        let carry = self.carry;
        let clusters = std::mem::take(&mut project.clusters);
        if !carry.clusters {
            self.losses.add("clusters", clusters.len());
            let ends = |r: &Relation| matches!(r.to, Target::Cluster(_));
            let count = project.relations.iter().filter(|r| ends(r)).count();
            self.losses.add("links to clusters", count);
            project.relations.retain(|r| !ends(r));
            return;
        }
        let indexes: HashMap<&str, usize> = (project.annotations.iter())
            .map(|a| a.id.as_str())
            .zip(0..)
            .collect();
        let texts = match carry.cluster_name {
            true => HashMap::new(),
            false => crate::texts(project),
        };
        let mut gone = HashSet::new();
        for mut cluster in clusters {
            let index = |id: &AnnotationId| indexes.get(id.as_str()).copied().unwrap_or_default();
            cluster.members.sort_by_key(index);
            if cluster.members.is_empty() && !carry.empty_clusters {
                self.losses.add("empty clusters", 1);
                gone.insert(cluster.id.clone());
                continue;
            }
            if !carry.cluster_parts {
                self.losses.add(PARTS, cluster.parts.len());
                cluster.parts.clear();
            }
            let what = "cluster attributes";
            self.values(carry.cluster_attributes, what, &mut cluster.attributes);
            self.text(carry.cluster_note, "cluster notes", &mut cluster.note);
            let what = "cluster fields of other programs";
            self.extra(carry.cluster_extra, what, &mut cluster.extra);
            let mut parts: Vec<Cluster> = Vec::new();
            for id in std::mem::take(&mut cluster.members) {
                let document = |id: &AnnotationId| {
                    let annotation = project.annotations.get(index(id));
                    annotation.map(|a| a.document.as_str()).unwrap_or_default()
                };
                match parts.last_mut() {
                    Some(part)
                        if carry.clusters_across
                            || part.members.first().map(&document) == Some(document(&id)) =>
                    {
                        part.members.push(id);
                    }
                    _ => parts.push(Cluster {
                        // The first part keeps the id, so that relations to the cluster end there.
                        id: match parts.len() {
                            0 => cluster.id.clone(),
                            n => format!("{}\u{0}{n}", cluster.id).into(),
                        },
                        members: vec![id],
                        ..cluster.clone()
                    }),
                }
            }
            if parts.is_empty() {
                parts.push(cluster);
            }
            self.losses.add(
                "splits of clusters that span articles",
                parts.len().saturating_sub(1),
            );
            for mut part in parts {
                if !carry.cluster_name {
                    let first = part.members.first().map_or(0, index);
                    let name = cluster_name(project, &texts, first);
                    if name != part.name {
                        self.losses
                            .add("cluster names, which become the text of the first mark", 1);
                        part.name = name;
                    }
                } else {
                    self.text(true, "", &mut part.name);
                }
                project.clusters.push(part);
            }
        }
        for cluster in &mut project.clusters {
            let before = cluster.parts.len();
            cluster.parts.retain(|part| !gone.contains(part));
            self.losses.add(PARTS, before - cluster.parts.len());
        }
        let ends = |r: &Relation| matches!(&r.to, Target::Cluster(id) if gone.contains(id));
        let count = project.relations.iter().filter(|r| ends(r)).count();
        self.losses.add("links to clusters", count);
        project.relations.retain(|r| !ends(r));
    }

    pub(super) fn relations(&mut self, project: &mut Project) {
        let carry = self.carry;
        if !carry.relations {
            self.losses.add("links", project.relations.len());
            project.relations.clear();
            return;
        }
        let documents: HashMap<&str, &str> = (project.annotations.iter())
            .map(|a| (a.id.as_str(), a.document.as_str()))
            .collect();
        let losses = &mut self.losses;
        project.relations.retain(|relation| match &relation.to {
            Target::Cluster(_) => {
                let keep = carry.relations_to_clusters;
                losses.add("links to clusters", usize::from(!keep));
                keep
            }
            Target::Annotation(to) => {
                let same = documents.get(relation.from.as_str()) == documents.get(to.as_str());
                let keep = same || carry.relations_across;
                losses.add("links between articles", usize::from(!keep));
                keep
            }
        });
        for relation in &mut project.relations {
            self.text(true, "", &mut relation.kind);
            let what = "link values";
            self.text(carry.relation_value, what, &mut relation.value);
            let what = "link attributes";
            self.values(carry.relation_attributes, what, &mut relation.attributes);
            let what = "link notes";
            self.text(carry.relation_note, what, &mut relation.note);
            let what = "link authors";
            self.text(carry.relation_author, what, &mut relation.author);
            let what = "link creation times";
            self.text(carry.relation_created, what, &mut relation.created);
            let what = "link fields of other programs";
            self.extra(carry.relation_extra, what, &mut relation.extra);
        }
    }

    pub(super) fn schema(&mut self, project: &mut Project) {
        if !self.carry.schema {
            let inferred = infer::schema(project);
            if inferred != project.schema {
                self.losses.add("schema, which is inferred from use", 1);
                project.schema = inferred;
            }
        }
    }
}

/// The name of a cluster whose first member is an annotation of this index: the beginning of its
/// text.
fn cluster_name(project: &Project, texts: &HashMap<DocumentId, Text>, first: usize) -> String {
    let Some(annotation) = project.annotations.get(first) else {
        return String::new();
    };
    let text = texts.get(&annotation.document);
    text.map_or_else(String::new, |text| name_of(text, annotation))
}
