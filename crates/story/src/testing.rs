//! The worked example and small projects, for tests.

use postil_core::format::postil::read;
use postil_core::model::{
    Annotation, AnnotationId, Cluster, Document, DocumentMeta, Fragment, Project, Published,
    Relation, Schema, Target,
};
use postil_core::state::State;

const EXAMPLE: &[u8] = include_bytes!("../../../articles/worked-example.json");

/// The worked example.
pub fn example() -> State {
    let (project, _) = read(EXAMPLE).expect("the example reads");
    State::open(project).expect("the example opens")
}

/// A project of articles `d0`, `d1`, …, each with its date and a text in which marks stand in brackets:
/// `[event.policy|realis=actual:approved]`. The marks are `m0`, `m1`, … . Clusters are names with members, their
/// ids are the names. Relations are a type, a value and two marks, or a mark and a cluster.
pub fn project(
    texts: &[(&str, &str)],
    clusters: &[(&str, &[&str])],
    relations: &[(&str, &str, &str, &str)],
) -> State {
    let mut project = Project {
        schema: Schema::bundled(),
        ..Project::default()
    };
    let mut open: Vec<(usize, Annotation)> = Vec::new();
    let mut number = 0;
    for (at, (date, marked)) in texts.iter().enumerate() {
        let id = format!("d{at}");
        let (mut text, mut length) = (String::new(), 0);
        let mut rest = *marked;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '[' => {
                    let (head, words) = rest.split_once(':').expect("a label");
                    rest = words;
                    let mut parts = head.split('|');
                    let label = parts.next().expect("a label");
                    let mark = format!("m{number}");
                    number += 1;
                    let document = id.as_str().into();
                    let mut mark = Annotation::new(mark.as_str().into(), document, label, vec![]);
                    for (name, value) in parts.filter_map(|part| part.split_once('=')) {
                        mark.attributes.insert(name.to_owned(), value.into());
                    }
                    open.push((length, mark));
                }
                ']' => {
                    let (start, mut mark) = open.pop().expect("a bracket that is open");
                    mark.fragments.push(Fragment::new(start..length));
                    project.annotations.push(mark);
                }
                c => {
                    text.push(c);
                    length += 1;
                }
            }
        }
        let mut meta = DocumentMeta::new(id.as_str().into(), id.clone());
        meta.published = Published {
            date: (*date).to_owned(),
            ..Published::default()
        };
        meta.language = "en".to_owned();
        project.documents.push(Document::new(meta, text));
    }
    for (name, members) in clusters {
        project.clusters.push(Cluster {
            members: members.iter().map(|&id| AnnotationId::from(id)).collect(),
            ..Cluster::new((*name).into(), *name)
        });
    }
    for (at, (kind, value, from, to)) in relations.iter().enumerate() {
        let id = format!("r{at:03}");
        let is_cluster = clusters.iter().any(|(name, _)| name == to);
        let to = if is_cluster {
            Target::Cluster((*to).into())
        } else {
            Target::Annotation((*to).into())
        };
        project.relations.push(Relation {
            value: (*value).to_owned(),
            ..Relation::new(id.as_str().into(), *kind, (*from).into(), to)
        });
    }
    State::open(project).expect("the project is sound")
}
