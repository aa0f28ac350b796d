//! What the worker that reads files answers: what it found, cut into pieces that the page can take
//! in between two frames. Each is sent as the bytes of its JSON, which change hands without being
//! copied.

use super::error::ImportError;
use super::recognize::Arrived;
use crate::desk::proposal::Found;
use postil_core::diagnostic::Diagnostic;
use postil_core::json::{self, Json, Writer, choice, record};
use postil_core::model::{Annotation, Cluster, Document, Header, Project, Relation, Schema};
use postil_formats::unannotated::NewText;
use postil_formats::unannotated::rows::Table;

/// FormatInfo so many bytes are sent at once: what the page takes in within a few milliseconds.
const PIECE: usize = 1 << 16;

/// A piece of an answer, in the order in which they come.
#[derive(Debug, PartialEq)]
pub enum Answer {
    /// What could not be read.
    Problems(Vec<Diagnostic>),
    /// A text.
    Text(NewText),
    /// A table with a text in each row begins; its rows follow.
    Table(Table),
    /// Rows of it.
    Rows(Vec<Vec<String>>),
    /// A project begins; its records follow.
    Project(Box<Head>),
    /// Documents of it.
    Documents(Vec<Document>),
    /// Annotations of it.
    Annotations(Vec<Annotation>),
    /// Relations of it.
    Relations(Vec<Relation>),
    /// Clusters of it.
    Clusters(Vec<Cluster>),
    /// That is all.
    Done,
}

choice!(Answer {
    "problems" => Problems(list),
    "text" => Text(text),
    "table" => Table(table),
    "rows" => Rows(list),
    "project" => Project(head),
    "documents" => Documents(list),
    "annotations" => Annotations(list),
    "relations" => Relations(list),
    "clusters" => Clusters(list),
    "done" => Done,
});

/// What is known of a project before its records.
#[derive(Debug, PartialEq)]
pub struct Head {
    /// What its format is called.
    what: String,
    files: Vec<String>,
    remarks: Vec<Diagnostic>,
    header: Header,
    schema: Schema,
    /// How many records follow.
    records: usize,
}

record!(Head {
    what: required,
    files: required,
    remarks: required,
    header: required,
    schema: required,
    records: required,
});

/// Sends all that was found, piece by piece. O(n).
pub fn send(arrived: Arrived, post: &dyn Fn(Vec<u8>)) {
    let whole = |answer: Answer| post(json::to_vec(&answer));
    whole(Answer::Problems(arrived.problems));
    for text in arrived.texts {
        whole(Answer::Text(text));
    }
    for mut table in arrived.tables {
        let rows = std::mem::take(&mut table.rows);
        whole(Answer::Table(table));
        pieces("rows", rows, post);
    }
    for found in arrived.projects {
        let Project {
            header,
            schema,
            documents,
            annotations,
            relations,
            clusters,
        } = found.project;
        let records = documents.len() + annotations.len() + relations.len() + clusters.len();
        whole(Answer::Project(Box::new(Head {
            what: found.what.to_owned(),
            files: found.files,
            remarks: found.remarks,
            header,
            schema,
            records,
        })));
        pieces("documents", documents, post);
        pieces("annotations", annotations, post);
        pieces("relations", relations, post);
        pieces("clusters", clusters, post);
    }
    whole(Answer::Done);
}

/// Sends a list as answers of that word.
fn pieces<T: Json>(word: &str, records: Vec<T>, post: &dyn Fn(Vec<u8>)) {
    let begin = || {
        let mut out = Writer::default();
        out.begin_object();
        out.name(word);
        out.begin_list();
        out
    };
    let mut out = begin();
    for record in records {
        if out.len() > PIECE {
            end(std::mem::replace(&mut out, begin()), post);
        }
        out.item();
        record.write(&mut out);
    }
    end(out, post);
}

fn end(mut out: Writer, post: &dyn Fn(Vec<u8>)) {
    out.end_list();
    out.end_object();
    post(out.finish());
}

/// What has come so far.
#[derive(Default)]
pub struct Gathered {
    arrived: Arrived,
    /// How many records of the last project have come, and how many there will be.
    records: (usize, usize),
}

impl Gathered {
    /// Takes a piece in. Answers with all of it when that was the last.
    ///
    /// # Errors
    /// When it is none.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Option<Arrived>, ImportError> {
        let garbled = |what: String| ImportError::Garbled(what);
        let answer = json::from_slice(bytes).map_err(|error| garbled(error.to_string()))?;
        let count = match &answer {
            Answer::Documents(list) => list.len(),
            Answer::Annotations(list) => list.len(),
            Answer::Relations(list) => list.len(),
            Answer::Clusters(list) => list.len(),
            _ => 0,
        };
        self.records.0 += count;
        match (answer, self.arrived.projects.last_mut()) {
            (Answer::Done, _) => return Ok(Some(std::mem::take(&mut self.arrived))),
            (Answer::Problems(mut list), _) => self.arrived.problems.append(&mut list),
            (Answer::Text(text), _) => self.arrived.texts.push(text),
            (Answer::Table(table), _) => self.arrived.tables.push(table),
            (Answer::Rows(mut list), _) => match self.arrived.tables.last_mut() {
                Some(table) => table.rows.append(&mut list),
                None => return Err(garbled("rows came without a table".to_owned())),
            },
            (Answer::Project(head), _) => {
                self.records = (0, head.records);
                self.arrived.projects.push(head.into_found());
            }
            (Answer::Documents(mut list), Some(to)) => to.project.documents.append(&mut list),
            (Answer::Annotations(mut list), Some(to)) => to.project.annotations.append(&mut list),
            (Answer::Relations(mut list), Some(to)) => to.project.relations.append(&mut list),
            (Answer::Clusters(mut list), Some(to)) => to.project.clusters.append(&mut list),
            (_, None) => return Err(garbled("records came without a project".to_owned())),
        }
        Ok(None)
    }

    /// Which part of the records of a project has come; `None` before one begins.
    pub fn part(&self) -> Option<f64> {
        let (here, all) = self.records;
        (all > 0).then(|| here as f64 / all as f64)
    }
}

impl Head {
    fn into_found(self) -> Found {
        let what = super::listed::listed_formats().find(|about| about.title == self.what);
        Found {
            what: what.map_or("", |about| about.title),
            files: self.files,
            project: Project {
                header: self.header,
                schema: self.schema,
                ..Project::default()
            },
            remarks: self.remarks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::bundled;
    use std::cell::RefCell;

    #[test]
    fn what_was_found_comes_over_in_pieces() {
        let mut project = bundled::project();
        let document = project.documents[0].meta.id.clone();
        for number in 0..3_000_usize {
            let fragments = vec![postil_core::model::Fragment::new(0..3)];
            project.annotations.push(Annotation::new(
                format!("a{number}").into(),
                document.clone(),
                "entity",
                fragments,
            ));
        }
        let found = || Found {
            what: super::super::listed::POSTIL.title,
            files: vec!["a.json".to_owned()],
            project: project.clone(),
            remarks: vec![Diagnostic::warning("a", "b")],
        };
        let arrived = Arrived {
            projects: vec![found()],
            texts: vec![NewText {
                name: "b.txt".to_owned(),
                text: "B 🇦🇫\n".to_owned(),
                ..NewText::default()
            }],
            tables: vec![Table {
                file: "d.csv".to_owned(),
                names: Vec::new(),
                rows: vec![
                    vec!["text".to_owned(), "n".to_owned()],
                    vec!["A".repeat(1 << 17)],
                    Vec::new(),
                ],
            }],
            problems: vec![Diagnostic::error("c", "d")],
        };
        let sent = RefCell::new(Vec::new());
        send(arrived, &|bytes| sent.borrow_mut().push(bytes));
        let sent = sent.into_inner();
        assert!(sent.len() > 5);
        let mut gathered = Gathered::default();
        let mut whole = None;
        for bytes in &sent {
            assert!(whole.is_none(), "nothing comes after the end");
            whole = gathered.take(bytes).expect("a piece");
        }
        let whole = whole.expect("all of it");
        assert_eq!(whole.projects[0].project, project);
        assert_eq!(whole.projects[0].files, found().files);
        assert_eq!(whole.projects[0].what, found().what);
        assert_eq!(whole.projects[0].remarks, found().remarks);
        assert_eq!(whole.texts[0].text, "B 🇦🇫\n");
        assert_eq!(whole.tables[0].rows.len(), 3);
        assert_eq!(whole.tables[0].rows[1][0].len(), 1 << 17);
        assert_eq!(whole.problems.len(), 1);
        assert_eq!(gathered.part(), Some(1.0));

        let mut gathered = Gathered::default();
        for garbled in ["{\"clusters\":[]}", "{\"rows\":[]}", ""] {
            let added = gathered.take(garbled.as_bytes());
            assert!(matches!(added, Err(ImportError::Garbled(_))));
        }
    }
}
