//! Measures how long writing and reading take by the number of documents, in an optimized build: the time
//! that its thread works, where the system tells, so that a busy machine does not count.
//!
//! `cargo run --release -p postil-formats --example documents -- 5000 50000 [FORMAT]`

use postil_core::model::{
    Annotation, Cluster, Document, DocumentMeta, Fragment, Project, Relation, Target,
};
use postil_formats::{FORMATS, Options};
use std::time::{Duration, Instant};

/// The time that this thread has worked.
fn worked(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let counts = arguments.iter().filter_map(|n| n.parse().ok());
    let only = arguments.iter().find(|name| name.parse::<usize>().is_err());
    let projects: Vec<Project> = counts.map(project).collect();
    println!("| format | documents | MB | writing | reading |\n| --- | --- | --- | --- | --- |");
    let asked = |id: &str| only.is_none_or(|only| id.contains(only.as_str()));
    let formats = FORMATS.iter().filter(|format| format.reads());
    for format in formats.filter(|format| asked(format.id)) {
        for project in &projects {
            let before = worked(Instant::now());
            let written = format.write(project, &Options::default());
            let time = worked(Instant::now()).saturating_sub(before);
            let bytes: usize = written.files.iter().map(|file| file.bytes.len()).sum();
            let (documents, size) = (project.documents.len(), bytes as f64 / 1e6);
            let before = worked(Instant::now());
            let read = format.read(&written.files).map(drop);
            let reading = worked(Instant::now()).saturating_sub(before);
            let reading = match read {
                Ok(()) => format!("{reading:.2?}"),
                Err(problems) => format!("refused: {:?}", problems.first()),
            };
            println!(
                "| `{}` | {documents} | {size:.1} | {time:.2?} | {reading} |",
                format.id
            );
        }
    }
}

/// A project of so many documents, each with ten annotations, three relations, and a cluster of its own
/// with two of them.
fn project(documents: usize) -> Project {
    let text = "Zamir Kabulov said on Wednesday that the talks will go on. ".repeat(5);
    let mut project = Project::default();
    for number in 0..documents {
        let document = format!("d{number}");
        let meta = DocumentMeta::new(document.as_str().into(), "");
        project.documents.push(Document::new(meta, text.as_str()));
        let id = |n: usize| format!("{document}-{n}");
        for n in 0..10 {
            let range = 6 * n..6 * n + 5;
            project.annotations.push(Annotation::new(
                id(n).into(),
                document.as_str().into(),
                ["entity.person", "entity.place", "event"][n % 3],
                vec![Fragment::new(range)],
            ));
        }
        for n in 0..3 {
            let end = Target::Annotation(id(n + 1).into());
            let relation = Relation::new(id(n).into(), "role", id(n).into(), end);
            project.relations.push(relation);
        }
        let mut cluster = Cluster::new(id(0).into(), String::new());
        cluster.members.extend([id(4).into(), id(5).into()]);
        project.clusters.push(cluster);
    }
    project
}
