//! Articles that several files of one format have, such as those of two annotators, or copies: each becomes one
//! article, with the marks of all.

mod annotators;

use postil_core::json::Json;
use postil_core::model::{
    Annotation, AnnotationId, ClusterId, Document, DocumentId, DocumentMeta, Extra, Project,
    Relation, Target,
};
use serde_json::Value;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// What joining has changed.
#[derive(Debug, Default)]
pub struct Joined {
    /// How many articles were joined with one of an earlier file.
    pub documents: usize,
    /// The annotations that said the same as one of an earlier file, and are gone.
    pub gone: HashSet<AnnotationId>,
    /// Those whom the paths of the files tell apart.
    pub authors: Vec<String>,
}

/// Joins the documents of later files with those of earlier ones that have the same text and the same
/// metadata, whatever their ids; `ends` has the number of documents after each file. Documents of one file stay
/// apart: of two equal ones, the second is joined with the second of another file. What is equal in both, whoever
/// read it when, is there once: annotations with the same author, relations between the same
/// annotations, and clusters that share some. O(n).
pub fn join(project: &mut Project, ends: &[usize]) -> Joined {
    let twins = twins(project, ends, &[]);
    join_all(project, &twins)
}

/// The files that the documents of a project are from, where each file is named after one document, or is in a
/// folder of a whole corpus.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The names of the documents, in their order.
    names: Vec<String>,
    /// The path of each file, and the number of documents after it.
    files: Vec<(String, usize)>,
}

impl Corpus {
    /// Adds a document, by the name that it has in all copies of its corpus.
    pub fn document(&mut self, name: impl Into<String>) {
        self.names.push(name.into());
    }

    /// Ends a file with the documents that were added since the last one; its path is without the extension.
    pub fn end_file(&mut self, path: impl Into<String>) {
        self.files.push((path.into(), self.names.len()));
    }
}

/// Joins documents as [`join`] does, if they have the same name as well. Marks in whose file nobody is named
/// get the name of what tells the paths of the copies apart for their author, unless the copies are equal. O(n).
pub fn join_corpora(project: &mut Project, corpus: &Corpus) -> Joined {
    let ends: Vec<usize> = corpus.files.iter().map(|(_, end)| *end).collect();
    let twins = twins(project, &ends, &corpus.names);
    let authors = annotators::name(project, corpus, &twins);
    Joined {
        authors,
        ..join_all(project, &twins)
    }
}

fn join_all(project: &mut Project, twins: &[Twin]) -> Joined {
    if twins.is_empty() {
        return Joined::default();
    }
    let id = |at: usize| project.documents.get(at).map(|it| it.meta.id.clone());
    let gone: HashSet<usize> = twins.iter().map(|twin| twin.own).collect();
    let twins: HashMap<DocumentId, DocumentId> = (twins.iter())
        .filter_map(|twin| Some((id(twin.own)?, id(twin.first)?)))
        .collect();
    let mut at = 0..;
    project
        .documents
        .retain(|_| at.next().is_none_or(|at| !gone.contains(&at)));
    let same = join_annotations(project, &twins);
    if !same.is_empty() {
        let clusters = join_clusters(project, &same);
        join_relations(project, &same, &clusters);
    }
    Joined {
        documents: gone.len(),
        gone: same
            .into_iter()
            .filter_map(|(own, first)| (own != first).then_some(own))
            .collect(),
        authors: Vec::new(),
    }
}

/// A document that is joined with one of an earlier file, by their indexes. Some formats have the same id for
/// both.
struct Twin {
    own: usize,
    first: usize,
}

/// The documents that are joined, in their order; `names` has their names, or nothing.
fn twins(project: &Project, ends: &[usize], names: &[String]) -> Vec<Twin> {
    let mut twins = Vec::new();
    if ends.len() < 2 {
        return twins;
    }
    let mut known: HashMap<(&str, &str, String), Vec<usize>> = HashMap::new();
    let mut start = 0;
    for &end in ends {
        let mut seen: HashMap<(&str, &str, String), usize> = HashMap::new();
        let documents = project.documents.get(start..end).unwrap_or_default();
        for (own, document) in (start..).zip(documents) {
            let name = names.get(own).map_or("", String::as_str);
            let key = || (document.sha256.as_str(), name, metadata(document));
            let count = seen.entry(key()).or_default();
            let all = known.entry(key()).or_default();
            match all.get(*count) {
                Some(&first) => twins.push(Twin { own, first }),
                None => all.push(own),
            }
            *count += 1;
        }
        start = end;
    }
    twins
}

/// What is said about a document, except for its id and the fields of other programs.
fn metadata(document: &Document) -> String {
    let meta = DocumentMeta {
        id: "".into(),
        extra: Extra::new(),
        ..document.meta.clone()
    };
    meta.to_json().to_string()
}

/// Moves annotations to the documents that theirs are joined with. Those that are there already are removed: returns
/// them with what stands for them.
fn join_annotations(
    project: &mut Project,
    twins: &HashMap<DocumentId, DocumentId>,
) -> HashMap<AnnotationId, AnnotationId> {
    let joined: HashSet<&DocumentId> = twins.values().collect();
    let mut first: HashMap<String, AnnotationId> = HashMap::new();
    let mut same = HashMap::new();
    project.annotations.retain_mut(|annotation| {
        let twin = twins.get(&annotation.document);
        let is_moved = twin.is_some_and(|twin| *twin != annotation.document);
        match twin {
            Some(twin) => annotation.document = twin.clone(),
            None if !joined.contains(&annotation.document) => return true,
            None => {}
        }
        match first.entry(said(annotation)) {
            Entry::Occupied(own) if is_moved || *own.get() == annotation.id => {
                same.insert(annotation.id.clone(), own.get().clone());
                false
            }
            Entry::Occupied(_) => true,
            Entry::Vacant(entry) => {
                entry.insert(annotation.id.clone());
                true
            }
        }
    });
    same
}

/// What an annotation says, whatever its id and its times.
fn said(annotation: &Annotation) -> String {
    without(annotation.to_json(), &["id", "created", "modified"])
}

fn without(mut record: Value, fields: &[&str]) -> String {
    if let Value::Object(all) = &mut record {
        fields.iter().for_each(|field| drop(all.remove(*field)));
    }
    record.to_string()
}

/// Puts what stands for annotations into clusters. A cluster whose annotations are in an earlier one of the same
/// name is joined with that: returns these with the earlier ones.
fn join_clusters(
    project: &mut Project,
    same: &HashMap<AnnotationId, AnnotationId>,
) -> HashMap<ClusterId, ClusterId> {
    let mut homes: HashMap<AnnotationId, usize> = HashMap::new();
    let mut joined = HashMap::new();
    let mut all = std::mem::take(&mut project.clusters);
    for at in 0..all.len() {
        let (before, rest) = all.split_at_mut(at);
        let Some(cluster) = rest.first_mut() else {
            break;
        };
        let mut earlier = None;
        let mut members = Vec::with_capacity(cluster.members.len());
        let mut listed = HashSet::new();
        for member in std::mem::take(&mut cluster.members) {
            let member = same.get(&member).cloned().unwrap_or(member);
            match homes.get(&member) {
                Some(home) => earlier = earlier.or(Some(*home)),
                None if listed.insert(member.clone()) => members.push(member),
                None => {}
            }
        }
        let earlier = earlier.filter(|&home| {
            before.get(home).is_some_and(|home| {
                home.name == cluster.name
                    && home.attributes == cluster.attributes
                    && home.note == cluster.note
            })
        });
        let home = earlier.unwrap_or(at);
        homes.extend(members.iter().map(|member| (member.clone(), home)));
        match earlier.and_then(|home| before.get_mut(home)) {
            Some(earlier) => {
                joined.insert(cluster.id.clone(), earlier.id.clone());
                earlier.members.append(&mut members);
            }
            None => cluster.members = members,
        }
    }
    all.retain(|cluster| !joined.contains_key(&cluster.id));
    for cluster in all.iter_mut().filter(|cluster| !cluster.parts.is_empty()) {
        let own = |part: ClusterId| joined.get(&part).cloned().unwrap_or(part);
        let mut listed = HashSet::from([cluster.id.clone()]);
        cluster.parts = std::mem::take(&mut cluster.parts)
            .into_iter()
            .map(own)
            .filter(|part| listed.insert(part.clone()))
            .collect();
    }
    project.clusters = all;
    joined
}

/// Lets relations begin and end at what stands for their ends, and removes those that are there already.
fn join_relations(
    project: &mut Project,
    same: &HashMap<AnnotationId, AnnotationId>,
    clusters: &HashMap<ClusterId, ClusterId>,
) {
    let mut seen = HashSet::new();
    project.relations.retain_mut(|relation| {
        let mut is_moved = false;
        let mut move_to = |end: &mut AnnotationId| {
            if let Some(own) = same.get(end) {
                *end = own.clone();
                is_moved = true;
            }
        };
        move_to(&mut relation.from);
        match &mut relation.to {
            Target::Annotation(to) => move_to(to),
            Target::Cluster(to) => {
                if let Some(own) = clusters.get(to) {
                    *to = own.clone();
                    is_moved = true;
                }
            }
        }
        let is_new = seen.insert(told(relation));
        is_new || !is_moved
    });
}

/// What a relation says, whatever its id and its time.
fn told(relation: &Relation) -> String {
    without(relation.to_json(), &["id", "created"])
}

#[cfg(test)]
mod tests {
    use crate::check::{canonical, file};
    use crate::format;
    use serde_json::json;

    /// How many articles, annotations, relations and clusters, and members of these, come of files.
    fn counts(id: &str, files: &[String]) -> [usize; 5] {
        let files = files.iter().enumerate();
        let files: Vec<_> = files
            .map(|(at, text)| file(&format!("{at}.json"), text))
            .collect();
        let (project, _) = format(id)
            .expect("listed")
            .read(&files)
            .expect("it is read");
        let project = canonical(&project);
        let members = project.clusters.iter().map(|cluster| cluster.members.len());
        [
            project.documents.len(),
            project.annotations.len(),
            project.relations.len(),
            project.clusters.len(),
            members.sum(),
        ]
    }

    fn task(id: u32, by: u32, text: &str) -> serde_json::Value {
        let region = |id: &str, start: usize, end: usize| {
            json!({"id": id, "from_name": "l", "to_name": "t", "type": "labels",
                "value": {"start": start, "end": end, "labels": ["Per"]}})
        };
        let link = json!({"from_id": "a", "to_id": "b", "type": "relation", "labels": ["knows"]});
        json!({"id": id, "data": {"text": text}, "annotations": [{"completed_by": by,
            "result": [region("a", 0, 5), region("b", 6, 9), link]}]})
    }

    #[test]
    fn copies_and_the_work_of_two_are_one_article() {
        let tasks =
            |by: u32| json!([task(1, by, "Obama met Bo."), task(2, by, "Merkel too.")]).to_string();
        assert_eq!(counts("label-studio", &[tasks(1)]), [2, 4, 2, 0, 0]);
        assert_eq!(
            counts("label-studio", &[tasks(1), tasks(1)]),
            [2, 4, 2, 0, 0]
        );
        assert_eq!(
            counts("label-studio", &[tasks(1), tasks(2)]),
            [2, 8, 4, 0, 0]
        );
        assert_eq!(
            counts("label-studio", &[tasks(1), tasks(2), tasks(1)]),
            [2, 8, 4, 0, 0]
        );
        // Each article of a file is one.
        let twice = json!([task(1, 1, "Obama met Bo."), task(2, 1, "Obama met Bo.")]).to_string();
        assert_eq!(counts("label-studio", std::slice::from_ref(&twice))[0], 2);
        assert_eq!(
            counts("label-studio", &[twice.clone(), twice]),
            [2, 4, 2, 0, 0]
        );
        let line = |title: &str, label: &str| {
            json!({"text": "Obama left.", "meta": {"title": title},
                "spans": [{"start": 0, "end": 5, "label": label}]})
            .to_string()
        };
        for (titles, labels, expected) in [
            (["A", "A"], ["Per", "Per"], [1, 1, 0, 0, 0]),
            (["A", "A"], ["Per", "Org"], [1, 2, 0, 0, 0]),
            (["A", "B"], ["Per", "Per"], [2, 2, 0, 0, 0]),
        ] {
            let files = [line(titles[0], labels[0]), line(titles[1], labels[1])];
            assert_eq!(counts("prodigy", &files), expected, "{titles:?} {labels:?}");
        }
    }

    #[test]
    fn a_copy_adds_nothing() {
        for id in [
            "prodigy",
            "doccano",
            "datasets",
            "label-studio",
            "pubannotation",
            "conll",
        ] {
            let format = format(id).expect("listed");
            let files = format
                .write(&crate::torture::project(), &Default::default())
                .files;
            let once = format.read(&files).expect("it is read").0;
            let twice = [files.clone(), files].concat();
            let twice = format.read(&twice).expect("it is read").0;
            let (once, twice) = (canonical(&once), canonical(&twice));
            assert_eq!(once.documents.len(), twice.documents.len(), "{id}");
            assert_eq!(once.annotations.len(), twice.annotations.len(), "{id}");
            assert_eq!(once.relations.len(), twice.relations.len(), "{id}");
            assert_eq!(once.clusters.len(), twice.clusters.len(), "{id}");
        }
    }
}
