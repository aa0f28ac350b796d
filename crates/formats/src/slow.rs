//! Tests that no reader takes out of proportion for a file, whatever is in it.

use crate::hostile::{self, Hostile};
use crate::{Options, format};
use postil_core::model::schema::AttributeKind;
use postil_core::model::{Annotation, Document, DocumentMeta, Fragment, Project};
use postil_core::state::State;
use std::fs;
use std::time::{Duration, Instant};

/// The time that this thread has worked, where the system tells; a busy machine does not count.
fn worked(start: Instant) -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn reading(hostile: &Hostile, bytes: usize) -> Duration {
    let files = hostile.files(bytes);
    let start = Instant::now();
    let before = worked(start);
    let read = hostile.read(&files);
    if let Ok((project, _)) = read {
        State::open(project).expect("what a reader gives can be opened");
    }
    worked(start).saturating_sub(before)
}

/// Four times as much takes four times as long; work that grows with the square takes sixteen times.
#[test]
fn the_worst_files_take_time_in_proportion() {
    const BYTES: usize = 50_000;
    const NOISE: Duration = Duration::from_millis(100);
    let mut slow = Vec::new();
    for hostile in hostile::all() {
        let is_slow = || {
            let little = reading(&hostile, BYTES);
            let much = reading(&hostile, 4 * BYTES);
            (much > 9 * little + NOISE).then_some((little, much))
        };
        // The first measure may have hit upon a pause.
        if let Some((little, much)) = is_slow().and_then(|_| is_slow()).and_then(|_| is_slow()) {
            let (format, what) = (hostile.format, hostile.what);
            slow.push(format!("{format}: {what}: {little:?}, then {much:?}"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// What many records share is copied to each of them; a file that says much once would fill the memory.
#[test]
fn what_is_shared_is_bounded() {
    for hostile in hostile::all() {
        let grows = [
            "a long name",
            "share many features",
            "one set of features",
            "share one",
        ];
        if !grows.iter().any(|what| hostile.what.contains(what)) {
            continue;
        }
        let answer = match format(hostile.format) {
            Some(format) => format.read(&hostile.files(400_000)),
            None => continue,
        };
        let problems = answer.expect_err(hostile.what);
        let said = problems[0].message.as_str();
        let known = said.contains("too large to be copied") || said.contains("longer than");
        assert!(known, "{}: {}: {said}", hostile.format, hostile.what);
    }
}

/// A text of so many code points with a mark over nearly all of it for every fifty; nothing but its last
/// character is not a line break.
fn broken(size: usize) -> Project {
    let mut project = Project::default();
    let text = format!("a{}b", "\n".repeat(size));
    let document = Document::new(DocumentMeta::new("d".into(), ""), text);
    project.documents.push(document);
    for number in 0..size / 50 {
        let fragments = vec![
            Fragment::new(1..size / 2),
            Fragment::new(size / 2 + 1..size + 2),
        ];
        let id = format!("a{number}");
        let annotation = Annotation::new(id.as_str().into(), "d".into(), "x", fragments);
        project.annotations.push(annotation);
    }
    project
}

/// A mark of another layer for every five code points, all over the same word.
fn layered(size: usize) -> Project {
    let mut project = Project::default();
    let document = Document::new(DocumentMeta::new("d".into(), ""), "a");
    project.documents.push(document);
    for number in 0..size / 5 {
        let (id, label) = (format!("a{number}"), format!("layer{number}"));
        let fragments = vec![Fragment::new(0..1)];
        let annotation = Annotation::new(id.as_str().into(), "d".into(), label, fragments);
        project.annotations.push(annotation);
    }
    project
}

/// A choice of one of many, for each of many attributes of a mark.
fn chosen(size: usize) -> Project {
    let mut project = Project::default();
    let document = Document::new(DocumentMeta::new("d".into(), ""), "a");
    project.documents.push(document);
    let mut annotation = Annotation::new("a".into(), "d".into(), "x", vec![Fragment::new(0..1)]);
    for number in 0..size / 20 {
        let name = format!("n{number}");
        annotation
            .attributes
            .insert(name, format!("v{number}").into());
    }
    project.annotations.push(annotation);
    project.schema = crate::infer::schema(&project);
    for attribute in &mut project.schema.layers[0].attributes {
        attribute.kind = AttributeKind::Choice;
        attribute.values = vec!["v1".to_owned()];
    }
    project
}

#[test]
fn projects_are_written_in_time_in_proportion() {
    const SIZE: usize = 20_000;
    const NOISE: Duration = Duration::from_millis(100);
    type Make = fn(usize) -> Project;
    for (id, make) in [
        ("brat", broken as Make),
        ("conll", broken),
        ("conll", layered),
        ("label-studio", chosen),
    ] {
        let writing = |size: usize| {
            let project = make(size);
            let start = Instant::now();
            let before = worked(start);
            let format = format(id).expect("the id of a format");
            let written = format.write(&project, &Options::default());
            assert!(!written.files.is_empty());
            worked(start).saturating_sub(before)
        };
        let is_slow = || {
            let (little, much) = (writing(SIZE), writing(4 * SIZE));
            (much > 9 * little + NOISE).then_some((little, much))
        };
        let slow = is_slow().and_then(|_| is_slow()).and_then(|_| is_slow());
        assert!(slow.is_none(), "{id}: {slow:?}");
    }
}
