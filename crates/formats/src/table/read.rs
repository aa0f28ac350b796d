//! Reads tables into a project.

use super::{Kind, Opening, is_formula};
use crate::found::Found;
use crate::incoming::{Incoming, Unit};
use crate::progress::{self, Step};
use crate::shared::Shared;
use crate::source::{stem, utf8};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::json::Json;
use postil_core::model::{
    Annotation, AnnotationId, Attributes, Cluster, Document, DocumentMeta, Extra, Fragment,
    Project, Relation, Span, Target,
};
use serde_json::Value;
use std::collections::HashMap;

/// A row of a table, by the names of its columns.
struct Row<'a> {
    columns: &'a [String],
    /// The index of each column by its name; of several with the same name, the first.
    indexes: &'a HashMap<String, usize>,
    /// The indexes of the columns that the tables here do not have.
    foreign: &'a [usize],
    cells: csv::StringRecord,
}

impl Row<'_> {
    fn cell(&self, name: &str) -> &str {
        let at = self.indexes.get(name);
        at.map_or("", |&at| self.at(at))
    }

    /// The cell in a column.
    fn at(&self, column: usize) -> &str {
        let cell = self.cells.get(column).unwrap_or_default();
        match cell.strip_prefix('\'') {
            Some(rest) if is_formula(rest) => rest,
            _ => cell,
        }
    }

    fn text(&self, name: &str) -> String {
        self.cell(name).to_owned()
    }

    fn number(&self, name: &str) -> Result<usize, String> {
        let cell = self.cell(name);
        (cell.trim().parse()).map_err(|_| {
            format!(
                "expected a whole number in `{name}`, found “{}”",
                clip(cell)
            )
        })
    }

    fn json(&self, name: &str, what: &str) -> Result<Option<Value>, String> {
        match self.cell(name) {
            "" => Ok(None),
            cell => serde_json::from_str(cell)
                .map(Some)
                .map_err(|_| format!("expected {what} in `{name}`, found “{}”", clip(cell))),
        }
    }

    fn attributes(&self) -> Result<Attributes, String> {
        match self.json("attributes", "a JSON object")? {
            None => Ok(Attributes::new()),
            Some(Value::Object(fields)) => Ok(fields),
            Some(_) => Err(format!(
                "expected a JSON object in `attributes`, found “{}”",
                clip(self.cell("attributes"))
            )),
        }
    }

    /// A word of a choice; an empty cell is the default.
    fn word<T: Json + Default>(&self, name: &str) -> Result<T, String> {
        match self.cell(name) {
            "" => Ok(T::default()),
            cell => T::from_json(cell.into()).map_err(|problem| format!("`{name}`: {problem}")),
        }
    }

    /// Counts the names that the cells of this row copy.
    fn named_by(&self, columns: &[String], shared: &mut Shared) -> Result<(), String> {
        let filled = columns.iter().zip(&self.cells);
        let filled = filled.filter(|(_, cell)| !cell.is_empty());
        shared.take(filled.map(|(column, _)| column.len()).sum())
    }

    /// The cells in columns that the tables here do not have.
    fn foreign(&self) -> Extra {
        let mut extra = Extra::new();
        for &at in self.foreign {
            let cell = self.at(at);
            if let Some(column) = self.columns.get(at).filter(|_| !cell.is_empty()) {
                extra.insert(column.clone(), cell.into());
            }
        }
        extra
    }
}

/// The columns that a table of a kind has here, and those that it had once.
fn own(kind: Kind) -> [&'static [&'static str]; 2] {
    match kind {
        Kind::Documents => [super::DOCUMENTS, &["sha256", "published"]],
        Kind::Annotations => [super::ANNOTATIONS, &[]],
        Kind::Relations => [super::RELATIONS, &[]],
        Kind::Clusters => [super::CLUSTERS, &["members"]],
    }
}

#[derive(Default)]
struct Tables {
    project: Project,
    texts: HashMap<String, Incoming>,
    members: Vec<(String, AnnotationId)>,
}

/// Reads the tables of one project, in any order. O(n).
pub(super) fn tables(files: &[File]) -> Read {
    let mut found = Found::default();
    let mut tables = Tables::default();
    let mut opened = Vec::new();
    for file in files {
        let text = match utf8(file) {
            Ok(text) => text,
            Err(error) => return found.stop(error),
        };
        let Opening {
            delimiter,
            kind,
            text,
            before,
        } = super::open(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        let columns: Vec<String> = match reader.headers() {
            Ok(row) => row.iter().map(str::to_owned).collect(),
            Err(error) => return found.fail(format!("{}, line 1", file.name), error.to_string()),
        };
        let Some(kind) = kind else {
            return found.fail(
                format!("{}, line {}", file.name, before + 1),
                "expected the columns of documents (id, text), annotations (document, label, \
                 start, end), relations (id, from, to) or clusters (id, name)",
            );
        };
        opened.push((kind, file, columns, reader, before));
    }
    if opened.is_empty() {
        return found.fail("", "expected a table");
    }
    // Annotations need texts for their offsets, and fill clusters.
    let order = [
        Kind::Documents,
        Kind::Clusters,
        Kind::Annotations,
        Kind::Relations,
    ];
    opened.sort_by_key(|(kind, ..)| order.iter().position(|k| k == kind));
    for (kind, file, columns, reader, before) in opened {
        if kind == Kind::Documents {
            let extensions = ["documents.csv", "documents.tsv", "csv", "tsv"];
            tables.project.header.name = stem(&file.name, &extensions);
        }
        let mut indexes = HashMap::new();
        for (at, column) in columns.iter().enumerate() {
            indexes.entry(column.clone()).or_insert(at);
        }
        let own = own(kind).concat();
        let is_foreign = |(at, column): &(usize, &String)| {
            !own.contains(&column.as_str()) && indexes.get(*column) == Some(at)
        };
        let foreign = columns.iter().enumerate().filter(is_foreign);
        let foreign: Vec<usize> = foreign.map(|(at, _)| at).collect();
        let mut shared = Shared::of(file.bytes.len());
        for record in reader.into_records() {
            let (row, line) = match record {
                Ok(cells) => {
                    let line = cells.position().map_or(0, csv::Position::line) + before;
                    progress::tell(Step::Read(cells.as_slice().len() + cells.len()));
                    let (columns, indexes) = (&columns, &indexes);
                    let row = Row {
                        columns,
                        indexes,
                        foreign: &foreign,
                        cells,
                    };
                    (row, line)
                }
                Err(error) => return found.fail(&file.name, error.to_string()),
            };
            let (have, want) = (row.cells.len(), columns.len());
            let read = if have == want {
                (row.named_by(&columns, &mut shared)).and_then(|()| tables.row(kind, &row, line))
            } else {
                Err(format!("expected {want} cells, found {have}"))
            };
            found.ok(|| format!("{}, line {line}", file.name), read);
        }
    }
    tables.gather(&mut found);
    found.finish(tables.project, false)
}

impl Tables {
    fn row(&mut self, kind: Kind, row: &Row, line: u64) -> Result<(), String> {
        match kind {
            Kind::Documents => self.document(row),
            Kind::Annotations => self.annotation(row, line),
            Kind::Relations => self.relation(row),
            Kind::Clusters => self.cluster(row),
        }
    }

    fn document(&mut self, row: &Row) -> Result<(), String> {
        let incoming = Incoming::new(row.cell("text"));
        let mut meta = DocumentMeta::new(row.cell("id").into(), row.cell("title"));
        meta.outlet = row.text("outlet");
        meta.url = row.text("url");
        meta.language = row.text("language");
        meta.status = row.word("status")?;
        meta.published.date = row.text("date");
        meta.published.basis = row.word("date_basis")?;
        meta.published.note = row.text("date_note");
        meta.extra = row.foreign();
        let what = "a list of [start, end] in JSON";
        if let Some(spans) = row.json("boilerplate", what)? {
            let spans = Vec::<(usize, usize)>::from_json(spans);
            for (start, end) in spans.map_err(|problem| format!("`boilerplate`: {problem}"))? {
                let range = incoming.range(Unit::CodePoint, start..end)?;
                meta.boilerplate.push(Span::from(range));
            }
        }
        let document = Document::new(meta, incoming.text.as_str());
        self.texts.insert(row.text("id"), incoming);
        self.project.documents.push(document);
        Ok(())
    }

    fn annotation(&mut self, row: &Row, line: u64) -> Result<(), String> {
        let document = row.cell("document");
        let Some(text) = self.texts.get(document) else {
            return Err(format!(
                "expected the text of article “{}” in a table of documents",
                clip(document)
            ));
        };
        let id = match row.cell("id") {
            "" => format!("row-{line}"),
            id => id.to_owned(),
        };
        let ranges = match row.cell("fragments") {
            "" => vec![(row.number("start")?, row.number("end")?)],
            cell => pieces(cell)?,
        };
        let mut fragments = Vec::new();
        for (start, end) in ranges {
            fragments.push(Fragment::new(text.range(Unit::CodePoint, start..end)?));
        }
        let id = AnnotationId::from(id);
        if !row.cell("cluster").is_empty() {
            self.members.push((row.text("cluster"), id.clone()));
        }
        self.project.annotations.push(Annotation {
            attributes: row.attributes()?,
            note: row.text("note"),
            author: row.text("author"),
            created: row.text("created"),
            modified: row.text("modified"),
            extra: row.foreign(),
            ..Annotation::new(id, document.into(), row.text("label"), fragments)
        });
        Ok(())
    }

    fn relation(&mut self, row: &Row) -> Result<(), String> {
        let to = match row.cell("to_cluster") {
            "" => Target::Annotation(row.cell("to").into()),
            cluster => Target::Cluster(cluster.into()),
        };
        self.project.relations.push(Relation {
            value: row.text("value"),
            attributes: row.attributes()?,
            note: row.text("note"),
            author: row.text("author"),
            created: row.text("created"),
            extra: row.foreign(),
            ..Relation::new(
                row.cell("id").into(),
                row.text("type"),
                row.cell("from").into(),
                to,
            )
        });
        Ok(())
    }

    fn cluster(&mut self, row: &Row) -> Result<(), String> {
        let what = "a list of ids of clusters in JSON";
        let parts = match row.json("parts", what)? {
            None => Vec::new(),
            Some(parts) => {
                Json::from_json(parts).map_err(|problem| format!("`parts`: {problem}"))?
            }
        };
        self.project.clusters.push(Cluster {
            parts,
            attributes: row.attributes()?,
            note: row.text("note"),
            extra: row.foreign(),
            ..Cluster::new(row.cell("id").into(), row.text("name"))
        });
        Ok(())
    }

    /// Puts annotations into their clusters; a cluster that no table lists gets its id as name.
    fn gather(&mut self, found: &mut Found) {
        let mut indexes: HashMap<String, usize> = (self.project.clusters.iter())
            .map(|cluster| cluster.id.to_string())
            .zip(0..)
            .collect();
        for (cluster, member) in std::mem::take(&mut self.members) {
            let clusters = &mut self.project.clusters;
            let index = *indexes.entry(cluster.clone()).or_insert_with(|| {
                let message = format!("cluster “{}” is not in a table of clusters", clip(&cluster));
                found.warning("annotations", message);
                clusters.push(Cluster::new(cluster.as_str().into(), cluster.clone()));
                clusters.len() - 1
            });
            if let Some(cluster) = clusters.get_mut(index) {
                cluster.members.push(member);
            }
        }
    }
}

fn pieces(cell: &str) -> Result<Vec<(usize, usize)>, String> {
    let one = |piece: &str| {
        let (start, end) = piece.split_once('-')?;
        Some((start.trim().parse().ok()?, end.trim().parse().ok()?))
    };
    let ranges: Option<_> = cell.split(';').map(one).collect();
    ranges.ok_or_else(|| {
        format!(
            "expected ranges like `0-25;30-40` in `fragments`, found “{}”",
            clip(cell)
        )
    })
}
