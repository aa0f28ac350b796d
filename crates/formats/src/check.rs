//! The checks that every format is tested with.

use crate::{Format, Options, archive, format, torture};
use postil_core::diagnostic::Severity;
use postil_core::format::File;
use postil_core::model::{Project, Schema};
use postil_core::state::State;
use postil_core::testing::any_project;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

/// A project in the order and form of an opened one.
pub fn canonical(project: &Project) -> Project {
    State::open(project.clone())
        .unwrap_or_else(|found| panic!("the project does not open: {found:?}"))
        .to_project()
}

/// Formats that write texts as tokens separated by spaces, which may be cut differently when
/// written again.
const RETOKENIZED: &[&str] = &["conll"];

/// Checks that what is written is read back as the project without the reported losses, and that
/// losses are reported if and only if there are some.
pub fn passes(format: &Format, project: &Project, options: &Options) {
    let before = canonical(project);
    let written = format.write(project, options);
    let carried = canonical(&format.carried(project, options));
    let (read, _) = format
        .read(&written.files)
        .unwrap_or_else(|found| panic!("{}: {found:?}\n{}", format.id, shown(&written.files)));
    let read = canonical(&read);
    if read != carried {
        same("header", &read.header, &carried.header, &written.files);
        same("schema", &read.schema, &carried.schema, &written.files);
        for (one, other) in read.documents.iter().zip(&carried.documents) {
            same("document", one, other, &written.files);
        }
        for (one, other) in read.annotations.iter().zip(&carried.annotations) {
            same("annotation", one, other, &written.files);
        }
        same(
            "relations",
            &read.relations,
            &carried.relations,
            &written.files,
        );
        same(
            "clusters",
            &read.clusters,
            &carried.clusters,
            &written.files,
        );
        panic!("{}: the counts of records differ", format.id);
    }
    let lost = carried != before;
    assert_eq!(
        lost,
        !written.losses.is_empty(),
        "losses are told if and only if there are some: {:?}\n{before:?}\n{carried:?}",
        written.losses
    );
    if RETOKENIZED.contains(&format.id) {
        return;
    }
    let again = format.write(&carried, options);
    assert_eq!(
        again.losses,
        [],
        "what came through once comes through again"
    );
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, read: &T, carried: &T, files: &[File]) {
    assert!(
        read == carried,
        "{what} was read as\n{read:?}\nbut was\n{carried:?}\nin\n{}",
        shown(files)
    );
}

fn shown(files: &[File]) -> String {
    let one = |file: &File| {
        format!(
            "--- {}\n{}",
            file.name,
            String::from_utf8_lossy(&file.bytes)
        )
    };
    files.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// A project in which only ids tell a dozen marks, relations and clusters at one place apart, two of them by
/// characters that many formats cannot hold.
fn crowded() -> Project {
    let ids = (1..=12).map(|number| format!("m{number}"));
    let ids: Vec<String> = ids.chain(["0".to_owned(), "\0".to_owned()]).collect();
    let mark = |id: &String| json!({"id": id, "document": "d", "label": "entity", "fragments": [{"start": 0, "end": 5}]});
    let relation = |(from, to): (&String, &String)| json!({"id": format!("r{from}"), "type": "role", "value": "agent", "from": from, "to": {"annotation": to}});
    let cluster = |id: &String| json!({"id": format!("c{id}"), "name": id, "members": [id]});
    let pairs = ids.iter().zip(ids.iter().cycle().skip(3));
    let project = json!({
        "format": "postil", "version": 1, "offset_unit": "code point", "name": "crowded",
        "schema": Schema::bundled(),
        "documents": [{"id": "d", "title": "d", "text": "Obama left."}],
        "annotations": ids.iter().map(mark).collect::<Vec<_>>(),
        "relations": pairs.map(relation).collect::<Vec<_>>(),
        "clusters": ids.iter().map(cluster).collect::<Vec<_>>(),
    });
    let read = postil_core::format::postil::read(project.to_string().as_bytes());
    read.unwrap_or_else(|found| panic!("{found:?}")).0
}

/// Checks the torture project, a crowded one, and random projects.
pub fn round_trips(id: &str) {
    round_trips_with(id, &Options::default());
}

/// Checks the same with options.
pub fn round_trips_with(id: &str, options: &Options) {
    let format = format(id).expect("the format is listed");
    passes(format, &torture::project(), options);
    passes(format, &crowded(), options);
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&any_project(), |project| {
        passes(format, &project, options);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Checks that a file is refused, with a diagnostic of this place and message.
pub fn refuses(id: &str, name: &str, bytes: impl AsRef<[u8]>, place: &str, message: &str) {
    let format = format(id).expect("the format is listed");
    let found = match format.read(&[file(name, bytes)]) {
        Ok((project, _)) => panic!("{id} took {project:?}"),
        Err(found) => found,
    };
    assert!(
        (found.iter()).any(|d| d.place.contains(place) && d.message.contains(message)),
        "no “{place}: {message}” in {found:#?}"
    );
}

/// Checks that a part of a file is left out, with a diagnostic of this place and message, and that the
/// rest is read.
pub fn leaves_out(id: &str, name: &str, bytes: impl AsRef<[u8]>, place: &str, message: &str) {
    let format = format(id).expect("the format is listed");
    let (_, found) = (format.read(&[file(name, bytes)])).expect("the rest of the file is fit");
    let mut left_out = found.iter().filter(|it| it.severity == Severity::LeftOut);
    assert!(
        left_out.any(|it| it.place.contains(place) && it.message.contains(message)),
        "no “{place}: {message}” in {found:#?}"
    );
}

/// The spans read from files, each as its label and the covered text, its pieces joined by ` … `.
pub fn spans(id: &str, files: &[File]) -> Vec<(String, String)> {
    let format = format(id).expect("the format is listed");
    let (project, _) = format.read(files).expect("the file is fit");
    let project = canonical(&project);
    let one = |a: &postil_core::model::Annotation| {
        let quotes: Vec<_> = a.fragments.iter().map(|f| f.quote.as_str()).collect();
        (a.label.clone(), quotes.join(" … "))
    };
    project.annotations.iter().map(one).collect()
}

/// A file of this name.
pub fn file(name: &str, bytes: impl AsRef<[u8]>) -> File {
    File {
        name: name.to_owned(),
        mime: "",
        bytes: bytes.as_ref().to_vec(),
    }
}

/// Checks that no prefix of a file and no changed byte makes a reader panic: of what the format writes,
/// and of the files inside where that is an archive.
pub fn survives_damage(id: &str) {
    let format = format(id).expect("the format is listed");
    let written = format.write(&torture::project(), &Options::default()).files;
    bears_damage(id, &written);
    // What is changed in an archive is refused before it comes to the reader.
    let inside = archive::unpack(&written).expect("what is written is whole");
    if inside != written {
        bears_damage(id, &inside);
    }
    let _ = format.read(&[]);
    let _ = format.read(&[file("", "")]);
}

/// Checks the same of some files, that what is still read can be opened, and of some of it that it can be
/// written and read again.
pub fn bears_damage(id: &str, files: &[File]) {
    const EACH: usize = 8;
    let format = format(id).expect("the format is listed");
    let mut count = 0;
    let mut read = |files: &[File]| {
        let Ok((project, _)) = format.read(files) else {
            return;
        };
        let opened = State::open(project).expect("what a reader gives can be opened");
        count += 1;
        if count % EACH == 0 {
            let again = format.write(&opened.to_project(), &Options::default());
            let read = format.read(&again.files);
            read.unwrap_or_else(|found| panic!("{id}: {found:?}\n{}", shown(files)));
        }
    };
    for (at, whole) in files.iter().enumerate() {
        let step = whole.bytes.len() / 150 + 1;
        for cut in (0..whole.bytes.len()).step_by(step) {
            let mut files = files.to_vec();
            files[at].bytes.truncate(cut);
            read(&files);
            files[at].bytes = whole.bytes.clone();
            files[at].bytes[cut] = b"\"<>{}0-\xFF"[cut % 8];
            read(&files);
        }
    }
}

/// Checks that the files of a format are detected as such.
pub fn is_detected(id: &str) {
    let format = format(id).expect("the format is listed");
    for file in format.write(&torture::project(), &Options::default()).files {
        let found = crate::detect(&file.name, &file.bytes).map(|f| f.id);
        assert_eq!(found, Some(id), "{}", file.name);
    }
}
