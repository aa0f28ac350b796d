//! The answer of a worker that reads files, cut into chunks that the page can receive between two
//! frames. Each chunk is sent as the bytes of its JSON, which are transferred without a copy.

use super::error::ImportError;
use super::recognize::{Arrived, Brought};
use crate::desk::proposal::Encoded;
use crate::ui::sentence::t;
use postil_core::diagnostic::Diagnostic;
use postil_core::json::{self, Json, Writer, choice, record};
use postil_core::model::{
    Annotation, Cluster, CodebookVersion, Document, Header, Project, Relation, Schema,
};
use postil_formats::choices::Choice;
use postil_formats::unannotated::NewText;
use postil_formats::unannotated::rows::Table;

/// The approximate size of a chunk: what the page decodes within a few milliseconds.
const CHUNK_BYTES: usize = 1 << 16;

/// A chunk of an answer. A table or a project comes before its contents.
#[derive(Debug, PartialEq)]
pub enum Answer {
    /// Reports what could not be read.
    Problems(Vec<Diagnostic>),
    /// The files whose encoding was guessed or chosen.
    Encoded(Vec<Encoded>),
    /// The files whose columns of tags can be chosen.
    Choices(Vec<Choice>),
    /// A text.
    Text(NewText),
    /// A table with a text in each row, without the rows.
    Table(Table),
    /// Rows of the last table.
    Rows(Vec<Vec<String>>),
    /// A project, without its records.
    Project(Box<Head>),
    /// Documents of the last project.
    Documents(Vec<Document>),
    /// Annotations of the last project.
    Annotations(Vec<Annotation>),
    /// Relations of the last project.
    Relations(Vec<Relation>),
    /// Clusters of the last project.
    Clusters(Vec<Cluster>),
    /// The end of the answer.
    Done,
}

choice!(Answer {
    "problems" => Problems(list),
    "encoded" => Encoded(list),
    "choices" => Choices(list),
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

/// A project without its records.
#[derive(Debug, PartialEq)]
pub struct Head {
    /// The title of its format.
    what: String,
    files: Vec<String>,
    remarks: Vec<Diagnostic>,
    header: Header,
    schema: Schema,
    codebook_versions: Vec<CodebookVersion>,
    /// How many records follow.
    records: usize,
}

record!(Head {
    what: required,
    files: required,
    remarks: required,
    header: required,
    schema: required,
    codebook_versions: sparse,
    records: required,
});

/// Sends what was found, chunk by chunk. O(n).
pub fn send(arrived: Arrived, post: &dyn Fn(Vec<u8>)) {
    let whole = |answer: Answer| post(json::to_vec(&answer));
    whole(Answer::Problems(arrived.problems));
    whole(Answer::Encoded(arrived.encoded));
    whole(Answer::Choices(arrived.choices));
    for text in arrived.texts {
        whole(Answer::Text(text));
    }
    for mut table in arrived.tables {
        let rows = std::mem::take(&mut table.rows);
        whole(Answer::Table(table));
        send_list("rows", rows, post);
    }
    for found in arrived.projects {
        let Project {
            header,
            schema,
            codebook_versions,
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
            codebook_versions,
            records,
        })));
        send_list("documents", documents, post);
        send_list("annotations", annotations, post);
        send_list("relations", relations, post);
        send_list("clusters", clusters, post);
    }
    whole(Answer::Done);
}

/// Sends a list, cut into answers with this name.
fn send_list<T: Json>(name: &str, records: Vec<T>, post: &dyn Fn(Vec<u8>)) {
    let begin = || {
        let mut out = Writer::default();
        out.begin_object();
        out.name(name);
        out.begin_list();
        out
    };
    let mut out = begin();
    for record in records {
        if out.len() > CHUNK_BYTES {
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

/// Puts an answer together.
#[derive(Default)]
pub struct Assembly {
    arrived: Arrived,
    /// Records of the last project: received so far, and in total.
    records: (usize, usize),
}

impl Assembly {
    /// Adds a chunk. Returns everything after the last one.
    ///
    /// # Errors
    /// When the chunk cannot be read, or does not fit those before it.
    pub fn add(&mut self, bytes: &[u8]) -> Result<Option<Arrived>, ImportError> {
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
            (Answer::Encoded(mut list), _) => self.arrived.encoded.append(&mut list),
            (Answer::Choices(mut list), _) => self.arrived.choices.append(&mut list),
            (Answer::Text(text), _) => self.arrived.texts.push(text),
            (Answer::Table(table), _) => self.arrived.tables.push(table),
            (Answer::Rows(mut list), _) => match self.arrived.tables.last_mut() {
                Some(table) => table.rows.append(&mut list),
                None => return Err(garbled(t!("rows came without a table").to_owned())),
            },
            (Answer::Project(head), _) => {
                self.records = (0, head.records);
                self.arrived.projects.push(head.into_brought());
            }
            (Answer::Documents(mut list), Some(to)) => to.project.documents.append(&mut list),
            (Answer::Annotations(mut list), Some(to)) => to.project.annotations.append(&mut list),
            (Answer::Relations(mut list), Some(to)) => to.project.relations.append(&mut list),
            (Answer::Clusters(mut list), Some(to)) => to.project.clusters.append(&mut list),
            (_, None) => return Err(garbled(t!("records came without a project").to_owned())),
        }
        Ok(None)
    }

    /// The part of a project's records that has been received; `None` before the first project.
    pub fn part(&self) -> Option<f64> {
        let (here, all) = self.records;
        (all > 0).then(|| here as f64 / all as f64)
    }
}

impl Head {
    fn into_brought(self) -> Brought {
        let what = super::listed::listed_formats().find(|about| about.title == self.what);
        let project = Project {
            header: self.header,
            schema: self.schema,
            codebook_versions: self.codebook_versions,
            ..Project::default()
        };
        Brought {
            what: what.map_or("", |about| about.title),
            files: self.files,
            project,
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
    fn what_was_found_comes_over_in_chunks() {
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
        let what = super::super::listed::POSTIL.title;
        let found = || Brought {
            what,
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
                remarks: Vec::new(),
            }],
            problems: vec![Diagnostic::error("c", "d")],
            encoded: vec![Encoded {
                file: "e.txt".to_owned(),
                ..Encoded::default()
            }],
            choices: vec![Choice {
                file: "f.conll".to_owned(),
                ..Choice::default()
            }],
            old: Vec::new(),
        };
        let sent = RefCell::new(Vec::new());
        send(arrived, &|bytes| sent.borrow_mut().push(bytes));
        let sent = sent.into_inner();
        assert!(sent.len() > 5);
        let mut assembly = Assembly::default();
        let mut whole = None;
        for bytes in &sent {
            assert!(whole.is_none(), "nothing comes after the end");
            whole = assembly.add(bytes).expect("a chunk");
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
        assert_eq!(whole.encoded[0].file, "e.txt");
        assert_eq!(whole.choices[0].file, "f.conll");
        assert_eq!(assembly.part(), Some(1.0));

        let mut assembly = Assembly::default();
        for garbled in ["{\"clusters\":[]}", "{\"rows\":[]}", ""] {
            let added = assembly.add(garbled.as_bytes());
            assert!(matches!(added, Err(ImportError::Garbled(_))));
        }
    }
}
