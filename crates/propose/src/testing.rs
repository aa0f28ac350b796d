//! Projects for tests: texts in which what is to be marked stands in brackets.

use postil_core::model::{
    Annotation, AnnotationId, Cluster, Document, DocumentMeta, Fragment, Project, Schema,
};
use postil_core::state::State;

/// A project of texts such as `[person:Sergey Lavrov] met [person:he=m7]`: the label of the layer
/// `entity`, or a whole label with a dot in it, then the words. The marks are `m0`, `m1`, …, unless an id
/// stands after `=`. The clusters are names with members.
pub(crate) fn project(texts: &[&str], clusters: &[(&str, &[&str])]) -> State {
    let mut project = Project {
        schema: Schema::bundled(),
        ..Project::default()
    };
    let mut number = 0;
    for (at, marked) in texts.iter().enumerate() {
        let document = format!("d{at}");
        let mut text = String::new();
        for piece in marked.split_inclusive([']', '[']) {
            let Some(mark) = piece.strip_suffix(']') else {
                text.push_str(piece.trim_end_matches('['));
                continue;
            };
            let (label, words) = mark.split_once(':').expect("a label");
            let (words, id) = match words.split_once('=') {
                Some((words, id)) => (words, id.to_owned()),
                None => (words, format!("m{number}")),
            };
            let start = text.chars().count();
            text.push_str(words);
            let label = if label.contains('.') || label == "claim" {
                label.to_owned()
            } else {
                format!("entity.{label}")
            };
            project.annotations.push(Annotation::new(
                id.as_str().into(),
                document.as_str().into(),
                label,
                vec![Fragment::new(start..text.chars().count())],
            ));
            number += 1;
        }
        let meta = DocumentMeta::new(document.as_str().into(), document.clone());
        project.documents.push(Document::new(meta, text));
    }
    for (name, members) in clusters {
        project.clusters.push(Cluster {
            members: members.iter().map(|&id| AnnotationId::from(id)).collect(),
            ..Cluster::new((*name).into(), *name)
        });
    }
    State::open(project).expect("the project is sound")
}
