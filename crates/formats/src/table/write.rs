//! Writes a project as tables.

use super::{ANNOTATIONS, CLUSTERS, DOCUMENTS, Dialect, RELATIONS, is_formula};
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::format::{File, file_name};
use postil_core::json::Json;
use postil_core::model::{Annotation, AnnotationId, Attributes, ClusterId, Project, Target};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// A table that is being written.
struct Table {
    writer: csv::Writer<Vec<u8>>,
}

impl Table {
    fn new(dialect: &Dialect, columns: &[&str]) -> Self {
        let bytes = match dialect.delimiter {
            // Without a byte order mark, Excel reads a CSV file in the system's legacy encoding.
            b',' => "\u{FEFF}".as_bytes().to_vec(),
            _ => Vec::new(),
        };
        let mut table = Self {
            writer: csv::WriterBuilder::new()
                .delimiter(dialect.delimiter)
                .terminator(csv::Terminator::CRLF)
                .quote_style(csv::QuoteStyle::Always)
                .from_writer(bytes),
        };
        table.row(columns.iter().map(|&column| column.into()));
        table
    }

    fn row<'a>(&mut self, cells: impl Iterator<Item = Cow<'a, str>>) {
        let guarded = cells.map(|cell| {
            if is_formula(&cell) {
                Cow::from(format!("'{cell}"))
            } else {
                cell
            }
        });
        let guarded: Vec<_> = guarded.collect();
        // Writing to memory cannot fail, and every row has a cell for each column.
        let written = self
            .writer
            .write_record(guarded.iter().map(|cell| cell.as_bytes()));
        debug_assert!(written.is_ok());
    }

    fn bytes(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

/// Writes the four tables. O(n).
pub(super) fn tables(project: &Project, dialect: &Dialect) -> Vec<File> {
    let file = |table: Table, name: &str| File {
        name: file_name(
            &project.header.name,
            &format!("{name}.{}", dialect.extension),
        ),
        mime: dialect.mime,
        bytes: table.bytes(),
    };
    vec![
        file(documents(project, dialect), "documents"),
        file(annotations(project, dialect), "annotations"),
        file(relations(project, dialect), "relations"),
        file(clusters(project, dialect), "clusters"),
    ]
}

/// Writes what there is to report about files as a CSV table, for people, in the words of the page. O(n).
pub fn findings(name: &str, found: &[Diagnostic]) -> File {
    let mut table = Table::new(&super::COMMA, &["kind", "place", "message"]);
    for it in found {
        let kind = match it.severity {
            Severity::Error => "Problem",
            Severity::LeftOut => "Left out",
            Severity::Warning => "Remark",
        };
        let cells = [kind, &it.place, &it.message];
        table.row(cells.into_iter().map(Cow::from));
    }
    File {
        name: file_name(name, "import.csv"),
        mime: super::COMMA.mime,
        bytes: table.bytes(),
    }
}

fn object(attributes: &Attributes) -> Cow<'static, str> {
    if attributes.is_empty() {
        "".into()
    } else {
        Value::Object(attributes.clone()).to_string().into()
    }
}

/// A word of a choice, as in JSON.
fn word(value: &impl Json) -> Cow<'static, str> {
    match value.to_json() {
        Value::String(word) => word.into(),
        other => other.to_string().into(),
    }
}

fn documents(project: &Project, dialect: &Dialect) -> Table {
    let mut table = Table::new(dialect, DOCUMENTS);
    for document in &project.documents {
        let meta = &document.meta;
        let spans: Vec<Value> = (meta.boilerplate.iter())
            .map(|span| Value::from([span.start, span.end].to_vec()))
            .collect();
        let cells: [Cow<str>; DOCUMENTS.len()] = [
            meta.id.as_str().into(),
            meta.title.as_str().into(),
            meta.outlet.as_str().into(),
            meta.url.as_str().into(),
            meta.published.date.as_str().into(),
            word(&meta.published.basis),
            meta.published.note.as_str().into(),
            meta.language.as_str().into(),
            word(&meta.status),
            if spans.is_empty() {
                "".into()
            } else {
                Value::from(spans).to_string().into()
            },
            project.schema.version.to_string().into(),
            document.text.as_str().into(),
        ];
        table.row(cells.into_iter());
    }
    table
}

fn annotations(project: &Project, dialect: &Dialect) -> Table {
    let texts: HashMap<_, _> = crate::texts(project);
    let clusters: HashMap<&AnnotationId, &ClusterId> = (project.clusters.iter())
        .flat_map(|cluster| cluster.members.iter().map(move |id| (id, &cluster.id)))
        .collect();
    let mut table = Table::new(dialect, ANNOTATIONS);
    for annotation in &project.annotations {
        let Annotation { fragments, .. } = annotation;
        let ranges: Vec<_> = (fragments.iter())
            .map(|f| format!("{}-{}", f.start, f.end))
            .collect();
        let pieces: Vec<_> = (fragments.iter())
            .map(|f| {
                texts
                    .get(&annotation.document)
                    .map_or("", |text| text.slice(f.range()))
            })
            .collect();
        let extent = annotation.extent();
        let cluster = clusters.get(&annotation.id).map_or("", |id| id.as_str());
        let cells: [Cow<str>; ANNOTATIONS.len()] = [
            annotation.id.as_str().into(),
            annotation.document.as_str().into(),
            annotation.label.as_str().into(),
            extent.start.to_string().into(),
            extent.end.to_string().into(),
            ranges.join(";").into(),
            pieces.join(" … ").into(),
            cluster.into(),
            object(&annotation.attributes),
            annotation.note.as_str().into(),
            annotation.author.as_str().into(),
            annotation.created.as_str().into(),
            annotation.modified.as_str().into(),
        ];
        table.row(cells.into_iter());
    }
    table
}

fn relations(project: &Project, dialect: &Dialect) -> Table {
    let mut table = Table::new(dialect, RELATIONS);
    for relation in &project.relations {
        let (to, to_cluster) = match &relation.to {
            Target::Annotation(to) => (to.as_str(), ""),
            Target::Cluster(to) => ("", to.as_str()),
        };
        let cells: [Cow<str>; RELATIONS.len()] = [
            relation.id.as_str().into(),
            relation.kind.as_str().into(),
            relation.value.as_str().into(),
            relation.from.as_str().into(),
            to.into(),
            to_cluster.into(),
            object(&relation.attributes),
            relation.note.as_str().into(),
            relation.author.as_str().into(),
            relation.created.as_str().into(),
        ];
        table.row(cells.into_iter());
    }
    table
}

fn clusters(project: &Project, dialect: &Dialect) -> Table {
    let mut table = Table::new(dialect, CLUSTERS);
    for cluster in &project.clusters {
        let cells: [Cow<str>; CLUSTERS.len()] = [
            cluster.id.as_str().into(),
            cluster.name.as_str().into(),
            cluster.members.len().to_string().into(),
            match cluster.parts.is_empty() {
                true => "".into(),
                false => cluster.parts.to_json().to_string().into(),
            },
            object(&cluster.attributes),
            cluster.note.as_str().into(),
        ];
        table.row(cells.into_iter());
    }
    table
}
