//! Measures the memory that writing and reading a project takes in each format: the peak of the
//! process less what it held before. Linux only, as it reads `/proc`.
//!
//! `cargo run --release -p postil-formats --example memory -- 10000 100000`

use postil_core::format::File;
use postil_core::model::{
    Annotation, Attributes, Document, DocumentMeta, Fragment, Project, Relation, Schema, Target,
};
use postil_formats::{FORMATS, Options, format};
use std::path::Path;
use std::process::Command;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["--write", id, count, folder] => return write(id, count.parse()?, Path::new(folder)),
        ["--read", id, folder] => return read(id, Path::new(folder)),
        _ => {}
    }
    println!(
        "| format | annotations | file | writing | reading |\n| --- | --- | --- | --- | --- |"
    );
    // Each in a process of its own, with its own peak.
    let own = |arguments: &[&str]| -> Result<String, Box<dyn std::error::Error>> {
        let told = Command::new(std::env::current_exe()?)
            .args(arguments)
            .output()?;
        Ok(String::from_utf8(told.stdout)?)
    };
    for format in FORMATS {
        for count in &arguments {
            let folder = std::env::temp_dir().join(format!("postil-{}-{count}", format.id));
            std::fs::create_dir_all(&folder)?;
            let place = folder.display().to_string();
            let written = own(&["--write", format.id, count, &place])?;
            let read = if format.reads() {
                own(&["--read", format.id, &place])?
            } else {
                "–".to_owned()
            };
            println!("| `{}` | {count} | {written} | {read} |", format.id);
            std::fs::remove_dir_all(folder)?;
        }
    }
    Ok(())
}

/// Writes in one format, and prints the size of the files and the memory used.
fn write(id: &str, count: usize, folder: &Path) -> Outcome {
    let format = format(id).ok_or("there is no such format")?;
    let project = project(count);
    let before = held("VmHWM")?;
    let files = format.write(&project, &Options::default()).files;
    let took = held("VmHWM")? - before;
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    for file in files {
        std::fs::write(folder.join(&file.name), &file.bytes)?;
    }
    print!("{:.1} MB | {:.0} MB", bytes as f64 / 1e6, took as f64 / 1e3);
    Ok(())
}

/// Reads in one format, and prints the memory used in addition to the files.
fn read(id: &str, folder: &Path) -> Outcome {
    let format = format(id).ok_or("there is no such format")?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        files.push(File {
            name: entry.file_name().to_string_lossy().into_owned(),
            mime: "",
            bytes: std::fs::read(entry.path())?,
        });
    }
    let before = held("VmHWM")?;
    let read = format.read(&files);
    let took = held("VmHWM")? - before;
    read.map_err(|found| format!("{found:?}"))?;
    print!("{:.0} MB", took as f64 / 1e3);
    Ok(())
}

/// The memory of the process, in kilobytes.
fn held(what: &str) -> Result<usize, Box<dyn std::error::Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(what));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(number.ok_or("it is not told")?.parse()?)
}

/// Articles of 100 sentences with 100 annotations and 20 relations each.
fn project(count: usize) -> Project {
    const SENTENCE: &str = "The Ministry of Кабул said on Tuesday that a “decision” was near 👍. ";
    let length = SENTENCE.chars().count();
    let mut project = Project {
        schema: Schema::bundled(),
        ..Project::default()
    };
    project.header.name = "Large".to_owned();
    for number in 0..count.div_ceil(100) {
        let id = format!("document-{}", number + 1);
        let text = SENTENCE.repeat(100);
        for at in 0..100 {
            let start = at * length + 4;
            project.annotations.push(Annotation {
                attributes: Attributes::from_iter([("mention".to_owned(), "name".into())]),
                author: "ana".to_owned(),
                created: "2026-01-02T03:04:05.678Z".to_owned(),
                ..Annotation::new(
                    format!("a{number}-{at}").into(),
                    id.as_str().into(),
                    "entity.organization",
                    vec![Fragment::new(start..start + 17)],
                )
            });
            if at % 5 == 1 {
                project.relations.push(Relation {
                    author: "ana".to_owned(),
                    created: "2026-01-02T03:04:05.678Z".to_owned(),
                    ..Relation::new(
                        format!("r{number}-{at}").into(),
                        "near",
                        format!("a{number}-{at}").into(),
                        Target::Annotation(format!("a{number}-{}", at - 1).into()),
                    )
                });
            }
        }
        let meta = DocumentMeta::new(id.into(), "A title");
        project.documents.push(Document::new(meta, text));
    }
    project
}
