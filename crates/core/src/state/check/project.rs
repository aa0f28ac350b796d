//! Constraints on a whole project: unique ids and valid references.

use super::{CheckedText, Flaw};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Annotation, Cluster, ClusterId, CodebookVersion, Document, Header, Project, Relation, Schema,
};
use crate::parts::parts_first;
use std::collections::{HashMap, HashSet};
use std::fmt::Display;

/// Maximum number of diagnostics; further ones are only counted.
const MAX_DIAGNOSTICS: usize = 100;

/// Checks a project and returns the texts of its documents, in order. O(n).
///
/// # Errors
/// With a diagnostic for each wrong record; beyond 100 they are only counted. References to a wrong
/// record are no further errors.
pub(in crate::state) fn project(project: &Project) -> Result<Vec<CheckedText>, Vec<Diagnostic>> {
    let mut check = Check::default();
    check.settings(&project.header, &project.schema);
    check.versions(&project.codebook_versions);
    let texts = check.documents(&project.documents);
    check.annotations(&project.annotations, &texts);
    check.clusters(&project.clusters);
    check.relations(&project.relations);
    if check.found.is_empty() {
        Ok(texts.into_iter().flatten().collect())
    } else {
        if check.unsaid > 0 {
            let more = format!("and {} more", check.unsaid);
            check.found.push(Diagnostic::error("", more));
        }
        Err(check.found)
    }
}

#[derive(Default)]
struct Check<'a> {
    found: Vec<Diagnostic>,
    unsaid: usize,
    /// The index of each document.
    documents: HashMap<&'a str, usize>,
    annotations: HashSet<&'a str>,
    clusters: HashSet<&'a str>,
}

impl<'a> Check<'a> {
    fn report(&mut self, place: String, flaw: Flaw) {
        if self.found.len() < MAX_DIAGNOSTICS {
            self.found.push(Diagnostic::error(place, flaw.to_string()));
        } else {
            self.unsaid += 1;
        }
    }

    fn report_record(&mut self, list: &str, at: usize, id: &impl Display, flaw: Flaw) {
        self.report(format!("{list}[{at}] “{id}”"), flaw);
    }

    fn settings(&mut self, header: &Header, schema: &Schema) {
        if let Err(flaw) = super::header(header) {
            self.report(String::new(), flaw);
        }
        if let Err(flaw) = super::schema(schema) {
            self.report("schema".to_owned(), flaw);
        }
    }

    fn versions(&mut self, versions: &[CodebookVersion]) {
        let mut seen = HashSet::with_capacity(versions.len());
        for (at, version) in versions.iter().enumerate() {
            let checked = if seen.insert(version.key()) {
                super::version(version)
            } else {
                Err(Flaw::DuplicateVersion)
            };
            if let Err(flaw) = checked {
                self.report_record("codebook_versions", at, &version.version, flaw);
            }
        }
    }

    fn documents(&mut self, documents: &'a [Document]) -> Vec<Option<CheckedText>> {
        let mut texts = Vec::with_capacity(documents.len());
        for (at, document) in documents.iter().enumerate() {
            let id = &document.meta.id;
            let checked = if self.documents.contains_key(id.as_str()) {
                Err(Flaw::DuplicateId)
            } else {
                self.documents.insert(id.as_str(), at);
                super::document(document)
            };
            texts.push(match checked {
                Ok(text) => Some(text),
                Err(flaw) => {
                    self.report_record("documents", at, id, flaw);
                    None
                }
            });
        }
        texts
    }

    fn annotations(&mut self, annotations: &'a [Annotation], texts: &[Option<CheckedText>]) {
        self.annotations.reserve(annotations.len());
        self.annotations.reserve(annotations.len());
        for (at, annotation) in annotations.iter().enumerate() {
            let text = self.documents.get(annotation.document.as_str());
            let checked = if !self.annotations.insert(annotation.id.as_str()) {
                Err(Flaw::DuplicateId)
            } else if let Some(text) = text {
                match texts.get(*text) {
                    Some(Some(checked)) => super::annotation(annotation, &checked.text),
                    _ => Ok(()),
                }
            } else {
                Err(Flaw::NoDocument(annotation.document.clone()))
            };
            if let Err(flaw) = checked {
                self.report_record("annotations", at, &annotation.id, flaw);
            }
        }
    }

    fn clusters(&mut self, clusters: &'a [Cluster]) {
        let mut cluster_of = HashMap::new();
        for (at, cluster) in clusters.iter().enumerate() {
            let id = &cluster.id;
            if !self.clusters.insert(id.as_str()) {
                self.report_record("clusters", at, id, Flaw::DuplicateId);
                continue;
            }
            if let Err(flaw) = super::cluster(cluster) {
                self.report_record("clusters", at, id, flaw);
            }
            for member in &cluster.members {
                if !self.annotations.contains(member.as_str()) {
                    self.report_record("clusters", at, id, Flaw::NoMember(member.clone()));
                } else if let Some(other) = cluster_of.insert(member.as_str(), id) {
                    let flaw = if other == id {
                        Flaw::DuplicateMember(member.clone())
                    } else {
                        Flaw::OtherCluster(member.clone(), other.clone())
                    };
                    self.report_record("clusters", at, id, flaw);
                }
            }
        }
        self.parts(clusters);
    }

    fn parts(&mut self, clusters: &[Cluster]) {
        if clusters.iter().all(|cluster| cluster.parts.is_empty()) {
            return;
        }
        for (at, cluster) in clusters.iter().enumerate() {
            let known = |part: &ClusterId| self.clusters.contains(part.as_str());
            if let Err(flaw) = super::listed_parts(&cluster.parts, known) {
                self.report_record("clusters", at, &cluster.id, flaw);
            }
        }
        for at in parts_first(clusters).circles {
            self.report_record("clusters", at, &clusters[at].id, Flaw::PartOfItself);
        }
    }

    fn relations(&mut self, relations: &'a [Relation]) {
        let mut seen = HashSet::with_capacity(relations.len());
        for (at, relation) in relations.iter().enumerate() {
            let checked = if seen.insert(relation.id.as_str()) {
                super::relation(
                    relation,
                    |id| self.annotations.contains(id.as_str()),
                    |id| self.clusters.contains(id.as_str()),
                )
            } else {
                Err(Flaw::DuplicateId)
            };
            if let Err(flaw) = checked {
                self.report_record("relations", at, &relation.id, flaw);
            }
        }
    }
}
