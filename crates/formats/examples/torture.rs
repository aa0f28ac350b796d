//! Writes every export of the torture project into a folder, with `expected.json`: what each must
//! hold when read by the tool that owns its format. `cargo xtask referees` runs it.
//!
//! `cargo run -p postil-formats --example torture -- DIR`

use postil_core::model::{Project, Target};
use postil_core::state::State;
use postil_formats::{FORMATS, Format, Options, Scheme};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;

#[path = "../src/torture.rs"]
mod torture;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("expected a folder")?;
    let folder = Path::new(&folder);
    let project = torture::project();
    let mut expected = serde_json::Map::new();
    let mut export = |id: &str, format: &Format, scheme, project: &Project| {
        let options = Options {
            scheme,
            ..Options::default()
        };
        let files = write(format, project, &options, &folder.join(id))?;
        let carried = format.carried(project, &options);
        expected.insert(id.to_owned(), tell(&carried, files)?);
        Ok::<_, Box<dyn std::error::Error>>(())
    };
    for format in FORMATS {
        export(format.id, format, Scheme::Iob2, &project)?;
        match format.id {
            "conll" => {
                export("conll-iobes", format, Scheme::Iobes, &project)?;
                export("conll-bilou", format, Scheme::Bilou, &project)?;
            }
            "tei" => export("tei-odd", format, Scheme::Iob2, &odd(project.clone()))?,
            _ => {}
        }
    }
    let expected = serde_json::to_string_pretty(&expected)?;
    std::fs::write(folder.join("expected.json"), expected)?;
    Ok(())
}

/// The project with names that a schema may not allow.
fn odd(mut project: Project) -> Project {
    const NAMES: [&str; 6] = ["2nd", "-", "é x", "a:b", "<", "👍"];
    for (annotation, name) in project.annotations.iter_mut().zip(NAMES) {
        annotation.label = format!("{name}.{name}");
        annotation.attributes.insert(name.to_owned(), name.into());
    }
    for (relation, name) in project.relations.iter_mut().zip(NAMES) {
        relation.kind = name.to_owned();
        relation.value = name.to_owned();
    }
    for (document, language) in project
        .documents
        .iter_mut()
        .zip(["Deutsch (Schweiz)", "prs-AF"])
    {
        document.meta.language = language.to_owned();
        document.meta.title.clear();
    }
    project
        .documents
        .extend(project.documents.first().cloned().map(|mut empty| {
            empty.meta.id = "2".into();
            empty.text = String::new();
            empty.meta.language.clear();
            empty
        }));
    project
}

fn write(
    format: &Format,
    project: &Project,
    options: &Options,
    folder: &Path,
) -> std::io::Result<Vec<String>> {
    std::fs::create_dir_all(folder)?;
    let written = format.write(project, options);
    for file in &written.files {
        std::fs::write(folder.join(&file.name), &file.bytes)?;
    }
    Ok(written.files.into_iter().map(|file| file.name).collect())
}

/// The content of a project in JSON that a script can compare.
fn tell(project: &Project, files: Vec<String>) -> Result<Value, String> {
    let opened = State::open(project.clone()).map_err(|found| format!("{found:?}"))?;
    let project = opened.to_project();
    let clusters: HashMap<_, _> = (project.clusters.iter()).map(|c| (&c.id, c)).collect();
    let documents = project.documents.iter().map(|document| {
        json!({
            "id": document.meta.id.as_str(),
            "title": document.meta.title,
            "language": document.meta.language,
            "text": document.text,
        })
    });
    let spans = project.annotations.iter().map(|a| {
        let quotes: Vec<_> = a.fragments.iter().map(|f| f.quote.as_str()).collect();
        json!({
            "id": a.id.as_str(),
            "document": a.document.as_str(),
            "label": a.label,
            "start": a.extent().start,
            "end": a.extent().end,
            "pieces": quotes,
            "note": a.note,
            "attributes": a.attributes,
        })
    });
    let relations = project.relations.iter().map(|r| {
        let (to, cluster) = match &r.to {
            Target::Annotation(to) => (Some(to.as_str()), None),
            Target::Cluster(to) => (None, clusters.get(to).map(|c| c.name.as_str())),
        };
        json!({
            "kind": r.kind, "value": r.value, "from": r.from.as_str(), "to": to,
            "to_cluster": cluster, "note": r.note,
        })
    });
    let clusters = project.clusters.iter().map(|c| {
        let members: Vec<_> = c.members.iter().map(|id| id.as_str()).collect();
        json!({"name": c.name, "members": members})
    });
    Ok(json!({
        "files": files,
        "documents": documents.collect::<Vec<_>>(),
        "spans": spans.collect::<Vec<_>>(),
        "relations": relations.collect::<Vec<_>>(),
        "clusters": clusters.collect::<Vec<_>>(),
    }))
}
