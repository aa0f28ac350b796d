//! Gathers the content of a report.

use postil_core::model::{Annotation, Document, Project, Relation, Target};
use postil_core::text::Text;
use std::collections::{HashMap, HashSet};

/// The relation type from a claim to who said it.
pub(super) const SAID_BY: &str = "said-by";

/// A heading with its quotes.
pub(super) struct Section {
    pub title: String,
    pub note: String,
    pub quotes: Vec<Quote>,
}

/// A quote with its source.
pub(super) struct Quote {
    pub text: String,
    pub label: String,
    pub source: String,
    pub note: String,
}

/// The parts of a report, each a headline with sections.
pub(super) fn parts(project: &Project) -> Vec<(&'static str, Vec<Section>)> {
    let view = View::of(project);
    let mut told: HashSet<&str> = HashSet::new();
    let mut clusters: Vec<Section> = Vec::new();
    for cluster in &project.clusters {
        let members: Vec<&Annotation> = (cluster.members.iter())
            .filter_map(|id| view.annotations.get(id.as_str()).copied())
            .collect();
        told.extend(members.iter().map(|a| a.id.as_str()));
        clusters.push(Section {
            title: cluster.name.clone(),
            note: cluster.note.clone(),
            quotes: members.into_iter().map(|a| view.quote(a)).collect(),
        });
    }
    clusters.sort_by_key(|section| usize::MAX - section.quotes.len());

    // Who said what: claims with a `said-by` relation to a cluster or an annotation.
    let mut speakers: Vec<(String, Vec<Quote>)> = Vec::new();
    for relation in project.relations.iter().filter(|r| r.kind == SAID_BY) {
        let Some(claim) = view.annotations.get(relation.from.as_str()) else {
            continue;
        };
        let name = view.speaker(relation);
        told.insert(claim.id.as_str());
        match speakers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, quotes)) => quotes.push(view.quote(claim)),
            None => speakers.push((name, vec![view.quote(claim)])),
        }
    }
    let speakers = speakers.into_iter().map(|(title, quotes)| Section {
        title,
        note: String::new(),
        quotes,
    });

    let mut rest: HashMap<&str, Vec<Quote>> = HashMap::new();
    for annotation in &project.annotations {
        if !told.contains(annotation.id.as_str()) {
            let list = rest.entry(annotation.document.as_str()).or_default();
            list.push(view.quote(annotation));
        }
    }
    let documents = project.documents.iter().filter_map(|document| {
        Some(Section {
            title: name_of(document),
            note: String::new(),
            quotes: rest.remove(document.meta.id.as_str())?,
        })
    });
    let parts = [
        ("Who and what", clusters),
        ("Who said what", speakers.collect()),
        ("All other annotations", documents.collect()),
    ];
    parts
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .collect()
}

/// A document's title or id, with its outlet and date.
pub(super) fn name_of(document: &Document) -> String {
    let meta = &document.meta;
    let title = match meta.title.as_str() {
        "" => meta.id.as_str(),
        title => title,
    };
    let mut name = title.to_owned();
    for more in [&meta.outlet, &meta.published.date] {
        if !more.is_empty() {
            name.push_str(", ");
            name.push_str(more);
        }
    }
    name
}

struct View<'a> {
    project: &'a Project,
    annotations: HashMap<&'a str, &'a Annotation>,
    documents: HashMap<&'a str, (&'a Document, Text)>,
    cluster_names: HashMap<&'a str, &'a str>,
    cluster_of: HashMap<&'a str, &'a str>,
}

impl<'a> View<'a> {
    fn of(project: &'a Project) -> Self {
        let text = |d: &'a Document| (d, Text::from_frozen(d.text.as_str()));
        Self {
            project,
            annotations: project
                .annotations
                .iter()
                .map(|a| (a.id.as_str(), a))
                .collect(),
            documents: (project.documents.iter())
                .map(|d| (d.meta.id.as_str(), text(d)))
                .collect(),
            cluster_names: (project.clusters.iter())
                .map(|c| (c.id.as_str(), c.name.as_str()))
                .collect(),
            cluster_of: (project.clusters.iter())
                .flat_map(|c| c.members.iter().map(|id| (id.as_str(), c.name.as_str())))
                .collect(),
        }
    }

    fn words(&self, annotation: &Annotation) -> String {
        let Some((_, text)) = self.documents.get(annotation.document.as_str()) else {
            return String::new();
        };
        let pieces: Vec<&str> = (annotation.fragments.iter())
            .map(|f| text.slice(f.range()))
            .collect();
        pieces.join(" … ")
    }

    fn quote(&self, annotation: &Annotation) -> Quote {
        let document = self.documents.get(annotation.document.as_str());
        Quote {
            text: self.words(annotation),
            label: self.project.schema.title(&annotation.label).to_owned(),
            source: document.map(|(d, _)| name_of(d)).unwrap_or_default(),
            note: annotation.note.clone(),
        }
    }

    fn speaker(&self, relation: &Relation) -> String {
        let name = match &relation.to {
            Target::Cluster(id) => self.cluster_names.get(id.as_str()).copied(),
            Target::Annotation(id) => self.cluster_of.get(id.as_str()).copied(),
        };
        match (name, &relation.to) {
            (Some(name), _) => name.to_owned(),
            (None, Target::Annotation(id)) => {
                let annotation = self.annotations.get(id.as_str());
                annotation.map(|a| self.words(a)).unwrap_or_default()
            }
            (None, Target::Cluster(_)) => String::new(),
        }
    }
}
