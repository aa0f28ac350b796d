//! CSV and TSV tables, for spreadsheets, R and pandas: one file each for documents, annotations,
//! relations and clusters (RFC 4180, <https://www.rfc-editor.org/rfc/rfc4180>). Offsets count code
//! points of the `text` of the document.
//!
//! - `fragments` lists the pieces of an annotation, `0-25;30-40`; `start` and `end` are those of
//!   its extent. `text` is the covered text for people, its pieces joined by ` … `.
//! - `codebook_version` is that of the whole project.
//! - `attributes` is a JSON object. `cluster` is the id of the annotation's cluster.
//! - Spreadsheets would run a cell as a formula that begins with `=`, `+`, `-` or `@`, wide or not, be
//!   it after spaces and invisible characters, and some take a tab or a line break at the beginning for
//!   one. Such a cell is written with a leading apostrophe, and so is one that begins with apostrophes
//!   followed by such a character; the reader removes one apostrophe.
//!   <https://owasp.org/www-community/attacks/CSV_Injection>
//! - All cells are in quotation marks, so that programs that separate columns by semicolons do
//!   not find a cell of their own after one.

mod read;
mod write;

pub use write::findings;

use crate::carry::{Carry, Values};
use crate::unannotated::rows;
use crate::{Format, head, version};

/// The columns of each table, by which its file is recognized.
const DOCUMENTS: &[&str] = &[
    "id",
    "title",
    "outlet",
    "url",
    "date",
    "date_basis",
    "date_note",
    "language",
    "status",
    "boilerplate",
    version::FIELD,
    "text",
];
const ANNOTATIONS: &[&str] = &[
    "id",
    "document",
    "label",
    "start",
    "end",
    "fragments",
    "text",
    "cluster",
    "attributes",
    "note",
    "author",
    "created",
    "modified",
];
const RELATIONS: &[&str] = &[
    "id",
    "type",
    "value",
    "from",
    "to",
    "to_cluster",
    "attributes",
    "note",
    "author",
    "created",
];
const CLUSTERS: &[&str] = &["id", "name", "mentions", "parts", "attributes", "note"];

const CARRY: Carry = Carry {
    title: true,
    outlet: true,
    url: true,
    published: true,
    language: true,
    status: true,
    boilerplate: true,
    discontinuous: true,
    attributes: Values::Json,
    note: true,
    author: true,
    created: true,
    modified: true,
    relations: true,
    relations_to_clusters: true,
    relations_across: true,
    relation_value: true,
    relation_attributes: Values::Json,
    relation_note: true,
    relation_author: true,
    relation_created: true,
    clusters: true,
    clusters_across: true,
    empty_clusters: true,
    cluster_name: true,
    cluster_parts: true,
    cluster_attributes: Values::Json,
    cluster_note: true,
    ..Carry::SPANS
};

pub(crate) const CSV: Format = Format {
    id: "csv",
    title: "CSV tables",
    tools: "Excel, LibreOffice, R, pandas",
    unit: "code points",
    extensions: &["csv"],
    mime: "text/csv",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| write::tables(project, &COMMA),
    decode: Some(read::tables),
    looks: |name, bytes| crate::has_extension(name, &["csv"]) && is_table(bytes),
};

pub(crate) const TSV: Format = Format {
    id: "tsv",
    title: "TSV tables",
    extensions: &["tsv"],
    mime: "text/tab-separated-values",
    encode: |project, _| write::tables(project, &TAB),
    decode: Some(read::tables),
    looks: |name, bytes| crate::has_extension(name, &["tsv"]) && is_table(bytes),
    ..CSV
};

/// How the cells of a table that is written are separated.
struct Dialect {
    delimiter: u8,
    extension: &'static str,
    mime: &'static str,
}

const COMMA: Dialect = Dialect {
    delimiter: b',',
    extension: "csv",
    mime: CSV.mime,
};
const TAB: Dialect = Dialect {
    delimiter: b'\t',
    extension: "tsv",
    mime: TSV.mime,
};

/// How a table that is read begins.
struct Opening<'t> {
    /// The sign that separates its cells.
    delimiter: u8,
    /// What it is a table of, by its columns; `None` for any other.
    kind: Option<Kind>,
    /// The text from the names of its columns on.
    text: &'t str,
    /// How many lines come before.
    before: u64,
}

/// How a text begins if it is a table. Its cells are separated by the sign that it states in a line like `sep=;`, or
/// else by the first one that makes known columns of its first line: spreadsheets of many countries
/// write semicolons, and tabs into UTF-16. O(length of the first line).
fn open(text: &str) -> Opening<'_> {
    let (stated, text, before) = match rows::stated(text) {
        Some((sign, rest)) => (Some(sign), rest, 1),
        None => (None, text, 0),
    };
    let signs = stated.as_slice().iter().chain(match stated {
        Some(_) => &[],
        None => &rows::SIGNS[..],
    });
    let mut known = signs.filter_map(|&sign| Some((sign, kind(&first_line(text, sign))?)));
    let (delimiter, kind) = match known.next() {
        Some((sign, kind)) => (sign, Some(kind)),
        None => (stated.unwrap_or(COMMA.delimiter), None),
    };
    Opening {
        delimiter,
        kind,
        text,
        before,
    }
}

/// Whether the first line names columns that only tables from here have: many tables have an id
/// with a text or a name.
fn is_table(bytes: &[u8]) -> bool {
    let opening = open(head(bytes));
    let columns = first_line(opening.text, opening.delimiter);
    let has = |name: &str| columns.iter().any(|column| column == name);
    match opening.kind {
        Some(Kind::Documents) => has("boilerplate"),
        Some(Kind::Clusters) => has("mentions"),
        Some(Kind::Annotations | Kind::Relations) => true,
        None => false,
    }
}

/// Whether a file can be one of several tables of a project, if another of them is present.
pub(crate) fn belongs(name: &str, bytes: &[u8]) -> bool {
    crate::has_extension(name, &["csv", "tsv"]) && open(head(bytes)).kind.is_some()
}

fn first_line(text: &str, delimiter: u8) -> Vec<String> {
    let line = text.lines().next().unwrap_or_default();
    let cell = |cell: &str| cell.trim_matches('"').to_owned();
    line.split(char::from(delimiter)).map(cell).collect()
}

/// The table with these columns.
fn kind(columns: &[impl AsRef<str>]) -> Option<Kind> {
    let there = |name: &str| columns.iter().any(|column| column.as_ref() == name);
    let has = |names: &[&str]| names.iter().all(|name| there(name));
    if has(&["id", "from", "to"]) {
        Some(Kind::Relations)
    } else if has(&["document", "label", "start", "end"]) {
        Some(Kind::Annotations)
    } else if has(&["id", "text"]) {
        Some(Kind::Documents)
    } else {
        has(&["id", "name"]).then_some(Kind::Clusters)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Documents,
    Annotations,
    Relations,
    Clusters,
}

/// Whether a spreadsheet may run a cell as a formula.
fn is_formula(cell: &str) -> bool {
    let cell = cell.trim_start_matches('\'');
    let seen = cell.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    cell.starts_with(['\t', '\r', '\n'])
        || seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Whether a character has no shape of its own: controls, joiners, direction and byte order marks.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        )
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use crate::check;
    use crate::{Options, format, torture};
    use postil_core::diagnostic::Diagnostic;
    use postil_core::model::Project;

    #[test]
    fn round_trips() {
        for id in ["csv", "tsv"] {
            check::round_trips(id);
            check::survives_damage(id);
            check::is_detected(id);
        }
    }

    #[test]
    fn findings_are_in_the_words_of_the_page() {
        let found = [
            Diagnostic::error("a.txt", "no text"),
            Diagnostic::left_out("b.txt", "line 2"),
            Diagnostic::warning("c.txt", "a remark"),
        ];
        let file = super::findings("Some", &found);
        let list = String::from_utf8_lossy(&file.bytes);
        for row in [
            r#""Problem","a.txt","no text""#,
            r#""Left out","b.txt","line 2""#,
            r#""Remark","c.txt","a remark""#,
        ] {
            assert!(list.contains(row), "{list}");
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        let csv = format("csv").expect("listed");
        for file in csv.write(&torture::project(), &Options::default()).files {
            let mut reader = csv::ReaderBuilder::new().from_reader(&file.bytes[3..]);
            for row in reader.records() {
                for cell in &row.expect("valid") {
                    assert!(
                        !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                        "{cell}"
                    );
                }
            }
        }
    }

    /// Puts formulas into every text field of a project.
    #[test]
    fn no_cell_is_a_formula_whatever_a_project_says() {
        let beginnings = [
            "=1",
            "+1",
            "-1",
            "@A1",
            "\t=1",
            "\r=1",
            "\n=1",
            "'=1",
            "''\t=1",
            " =1",
            "\u{A0}=1",
            "\u{FEFF}=1",
            "\u{200B}\u{202E} +1",
            "＝1",
            "'\u{3000}＠A1",
        ];
        for (beginning, id) in beginnings.iter().zip(["csv", "tsv"].iter().cycle()) {
            let mut project = torture::project();
            let say = |words: &mut String| *words = format!("{beginning}+\"x\",\n{words}");
            for document in &mut project.documents {
                let meta = &mut document.meta;
                let own = [
                    &mut meta.title,
                    &mut meta.outlet,
                    &mut meta.url,
                    &mut meta.language,
                ];
                own.into_iter()
                    .chain([&mut meta.published.note])
                    .for_each(say);
            }
            for annotation in &mut project.annotations {
                [&mut annotation.label, &mut annotation.note]
                    .into_iter()
                    .for_each(say);
                [&mut annotation.author, &mut annotation.created]
                    .into_iter()
                    .for_each(say);
            }
            for relation in &mut project.relations {
                [&mut relation.kind, &mut relation.value, &mut relation.note]
                    .into_iter()
                    .for_each(say);
            }
            for cluster in &mut project.clusters {
                [&mut cluster.name, &mut cluster.note]
                    .into_iter()
                    .for_each(say);
            }
            let format = format(id).expect("listed");
            let files = format.write(&project, &Options::default()).files;
            for file in &files {
                let delimiter = if *id == "csv" { b',' } else { b'\t' };
                let start = "\u{FEFF}".as_bytes();
                let bytes = file.bytes.strip_prefix(start).unwrap_or(&file.bytes);
                let mut reader = csv::ReaderBuilder::new()
                    .delimiter(delimiter)
                    .from_reader(bytes);
                for row in reader.records() {
                    let row = row.expect("valid");
                    let wrong = row.iter().find(|cell| {
                        let seen = cell.trim_start_matches(|c: char| {
                            !c.is_ascii_graphic() && !"＝＠".contains(c)
                        });
                        seen.starts_with(['=', '+', '-', '@', '＝', '＠'])
                            || cell.starts_with(['\t', '\r', '\n'])
                    });
                    assert_eq!(wrong, None, "{beginning:?} in {}", file.name);
                }
            }
            let read = format.read(&files).expect("it can be read again").0;
            let names = |project: &Project| -> Vec<String> {
                project.clusters.iter().map(|c| c.name.clone()).collect()
            };
            assert_eq!(names(&read), names(&project), "{beginning:?}");
        }
    }

    #[test]
    fn no_cell_begins_after_a_semicolon() {
        let mut project = torture::project();
        let name = "a;=cmd|' /C calc'!A0;";
        project.clusters[0].name = name.to_owned();
        for (id, delimiter) in [("csv", ','), ("tsv", '\t')] {
            let format = format(id).expect("listed");
            let files = format.write(&project, &Options::default()).files;
            let clusters = files.iter().find(|file| file.name.contains("clusters"));
            let text = String::from_utf8_lossy(&clusters.expect("a table").bytes).into_owned();
            let cell = format!("{delimiter}\"{name}\"{delimiter}");
            assert!(text.contains(&cell), "{text}");
            let rows = text.trim_start_matches('\u{FEFF}').lines();
            assert!(rows.take(1).all(|row| row.starts_with('"')), "{text}");
        }
    }

    const DOCUMENTS: &str = "id,text\r\nd,\"👍 a\r\nb e\u{301} c\"\r\n";

    #[test]
    fn offsets_count_the_text_as_it_stands_in_the_table() {
        let files = [
            check::file("x.documents.csv", DOCUMENTS),
            check::file(
                "x.annotations.csv",
                "document,label,start,end\nd,X,2,3\nd,X,5,8\nd,Y,0,9\n",
            ),
        ];
        let spans = check::spans("csv", &files);
        let spans: Vec<_> = spans
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        assert_eq!(spans, [("Y", "👍 a\nb e\u{301}"), ("X", "a"), ("X", "b e")]);
    }

    #[test]
    fn cells_may_be_separated_as_spreadsheets_of_all_countries_do() {
        let documents = "id,text\r\nd,\"Москва; 12 марта\"\r\n";
        let marks = "id,document,label,start,end,quote\na1,d,Место,0,6,Москва\n";
        let utf16 = |text: &str| -> Vec<u8> {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        };
        for sign in [",", ";", "\t", "|"] {
            for before in ["", "sep=,\r\n"] {
                let table = |text: &str| format!("{before}{text}").replace(',', sign);
                let (documents, marks) = (table(documents), table(marks));
                for (id, is_wide) in [("csv", false), ("csv", true), ("tsv", false), ("tsv", true)]
                {
                    let file = |name: &str, text: &str| {
                        let bytes = if is_wide { utf16(text) } else { text.into() };
                        check::file(&format!("{name}.{id}"), bytes)
                    };
                    let files = vec![file("marks", &marks), file("texts", &documents)];
                    let sorted = crate::sort::sort(files);
                    assert_eq!(sorted.groups.len(), 1, "{sign:?} {before:?}: {sorted:?}");
                    assert_eq!(sorted.groups[0].format.id, id);
                    let spans = check::spans(id, &sorted.groups[0].files);
                    assert_eq!(spans, [("Место".to_owned(), "Москва".to_owned())]);
                }
            }
        }
        let broken = "sep=;\ndocument;label;start;end\nd;X;0;1\n";
        check::refuses("csv", "x.csv", broken, "x.csv, line 3", "article “d”");
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (bytes, place, message) in [
            ("a,b\n1,2\n", "x.csv, line 1", "expected the columns"),
            ("id,text\nd\n", "x.csv, line 2", "cells"),
            (
                "document,label,start,end\nd,X,0,1\n",
                "x.csv, line 2",
                "article “d”",
            ),
            (
                "id,text,boilerplate\nd,abc,[[\n",
                "x.csv, line 2",
                "boilerplate",
            ),
            ("", "x.csv", "expected"),
        ] {
            check::refuses("csv", "x.csv", bytes, place, message);
        }
        let annotated = |row: &str| {
            let files = [
                check::file("x.documents.csv", DOCUMENTS),
                check::file(
                    "y.csv",
                    format!("document,label,start,end,attributes\n{row}\n"),
                ),
            ];
            let found = format("csv").expect("listed").read(&files);
            found.expect_err(row)[0].to_string()
        };
        for (row, message) in [
            (
                "d,X,1,x,",
                "y.csv, line 2: expected a whole number in `end`, found “x”",
            ),
            (
                "d,X,9,99,",
                "y.csv, line 2: the offset 99 lies outside the text",
            ),
            ("d,X,3,3,", "y.csv, line 2: the span runs from 3 to 3"),
            (
                "d,X,0,1,[1]",
                "y.csv, line 2: expected a JSON object in `attributes`",
            ),
            ("d,,0,1,", "label"),
        ] {
            let found = annotated(row);
            assert!(found.contains(message), "{found}");
        }
    }
}
