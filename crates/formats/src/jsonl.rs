//! Postil JSONL: the project file cut into lines, so that large projects can be read, filtered and
//! joined one document at a time. Nothing is lost. Offsets count code points.
//!
//! The first line is the project: `format`, `version`, `offset_unit`, the number of `lines` that
//! follow, then everything in a project but documents, annotations and relations. If fewer lines
//! follow, the file was cut off or filtered, and the reader warns. Every other line is one
//! document, as `{"document": …, "annotations": […], "relations": […]}`, with the records that
//! `docs/postil.schema.json` describes; relations are with the document in which they begin.

use crate::by_document::ByDocument;
use crate::carry::Losses;
use crate::found::Found;
use crate::source::{json_lines, utf8};
use crate::{Format, Options, head};
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::format::{File, Read, file_name};
use postil_core::json::{Json, Record, Writer, record};
use postil_core::model::{Annotation, Document, Project, Relation};
use serde_json::Value;

const FORMAT_NAME: &str = "postil-lines";
const VERSION: u64 = 1;
const OFFSET_UNIT: &str = "code point";
const LINES: &str = "lines";

pub(crate) const FORMAT: Format = Format {
    id: "jsonl",
    title: "Postil JSONL",
    tools: "Postil, jq, pandas",
    unit: "code points",
    extensions: &["postil.jsonl", "jsonl"],
    mime: "application/jsonl",
    options: false,
    carry: |project, _| (project.clone(), Losses::default()),
    encode,
    decode: Some(decode),
    looks: |_, bytes| {
        let line = head(bytes).lines().next().unwrap_or_default();
        line.trim_start().starts_with('{') && line.contains(FORMAT_NAME)
    },
};

fn encode(project: &Project, _: &Options) -> Vec<File> {
    let mut bytes = first_line(project);
    let mut by_document = ByDocument::new(project);
    for document in &project.documents {
        let own = by_document.remove(&document.meta.id);
        let mut out = Writer::default();
        out.begin_object();
        out.field("document", document);
        list(&mut out, "annotations", &own.annotations);
        list(&mut out, "relations", &own.relations);
        out.end_object();
        bytes.extend(out.finish());
        bytes.push(b'\n');
    }
    vec![File {
        name: file_name(&project.header.name, "postil.jsonl"),
        mime: FORMAT.mime,
        bytes,
    }]
}

fn first_line(project: &Project) -> Vec<u8> {
    let mut out = Writer::default();
    out.begin_object();
    out.name("format");
    out.string(FORMAT_NAME);
    out.name("version");
    out.value(&VERSION.into());
    out.name("offset_unit");
    out.string(OFFSET_UNIT);
    out.name(LINES);
    out.value(&project.documents.len().into());
    // Replaces the lists that other lines hold; no other field of a project has this name.
    let Project {
        header,
        schema,
        codebook_versions,
        clusters,
        ..
    } = project;
    header.write_fields(&mut out);
    out.field("schema", schema);
    out.sparse("codebook_versions", codebook_versions);
    out.field("clusters", clusters);
    out.end_object();
    let mut bytes = out.finish();
    bytes.push(b'\n');
    bytes
}

fn list<T: Json>(out: &mut Writer, name: &str, records: &[&T]) {
    out.name(name);
    out.begin_list();
    for record in records {
        out.item();
        record.write(out);
    }
    out.end_list();
}

/// A value on a line of its own.
pub(crate) fn line(value: &Value) -> Vec<u8> {
    let mut bytes = value.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

fn decode(files: &[File]) -> Read {
    let mut found = Found::default();
    let mut project = Project::default();
    let mut early = Vec::new();
    for file in files {
        let text = match utf8(file) {
            Ok(text) => text,
            Err(error) => return found.stop(error),
        };
        let mut lines = json_lines(text);
        let place = |number: usize| format!("{}, line {number}", file.name);
        let Some((number, first)) = lines.next() else {
            return found.fail(&file.name, "the file is empty");
        };
        let first = first.and_then(|value| header(value, &mut project));
        let expected = match first {
            Ok(expected) => expected,
            Err(message) => return found.fail(place(number), message),
        };
        let mut there = 0;
        for (number, value) in lines {
            let read = value.and_then(|value| document(value, &mut project));
            found.ok(|| place(number), read);
            there += 1;
        }
        if let Some(expected) = expected.filter(|&expected| there < expected) {
            let place = format!("{}, byte {}", file.name, text.len());
            let message = format!(
                "the file ends after {there} of {expected} articles: was its download cut off?"
            );
            early.push(Diagnostic::warning(place, message));
        }
    }
    if files.is_empty() {
        return found.fail("", "expected a file");
    }
    match found.finish(project, true) {
        Ok((project, remarks)) => {
            early.extend(remarks);
            Ok((project, early))
        }
        Err(mut errors) => {
            // The missing end explains why the rest fails.
            for early in &mut early {
                early.severity = Severity::Error;
            }
            early.append(&mut errors);
            Err(early)
        }
    }
}

/// Reads the first line, and returns how many lines it announces.
fn header(value: Value, project: &mut Project) -> Result<Option<u64>, String> {
    let Value::Object(mut fields) = value else {
        return Err("expected an object".to_owned());
    };
    let mut own = |name, expected: Value| match fields.shift_remove(name) {
        Some(found) if found == expected => Ok(()),
        found => Err(format!(
            "expected \"{name}\": {expected}, found {}",
            found.unwrap_or_default()
        )),
    };
    own("format", FORMAT_NAME.into())?;
    own("version", VERSION.into())?;
    own("offset_unit", OFFSET_UNIT.into())?;
    // Files from other programs need not say.
    let lines = fields.shift_remove(LINES).and_then(|lines| lines.as_u64());
    for name in ["documents", "annotations", "relations"] {
        fields.insert(name.to_owned(), Value::Array(Vec::new()));
    }
    let mut read =
        Project::from_json(Value::Object(fields)).map_err(|problem| problem.to_string())?;
    if project.documents.is_empty() && project.header.name.is_empty() {
        *project = read;
    } else {
        project.clusters.append(&mut read.clusters);
    }
    Ok(lines)
}

/// A line other than the first.
struct Line {
    document: Document,
    annotations: Vec<Annotation>,
    relations: Vec<Relation>,
}

record!(Line {
    document: required,
    annotations: optional,
    relations: optional,
});

fn document(value: Value, project: &mut Project) -> Result<(), String> {
    let mut line = Line::from_json(value).map_err(|problem| problem.to_string())?;
    project.documents.push(line.document);
    project.annotations.append(&mut line.annotations);
    project.relations.append(&mut line.relations);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{Options, check, format, torture};

    #[test]
    fn round_trips() {
        check::round_trips("jsonl");
        check::survives_damage("jsonl");
        check::is_detected("jsonl");
    }

    #[test]
    fn a_file_that_ends_early_is_told() {
        let mut project = torture::project();
        // No document refers to another.
        project.relations.clear();
        project.clusters.clear();
        let format = format("jsonl").expect("a format");
        let mut file = format.write(&project, &Options::default()).files.remove(0);
        let last = file.bytes.iter().rposition(|&byte| byte == b'\n');
        file.bytes.truncate(last.expect("a line"));
        let whole = format.read(std::slice::from_ref(&file));
        assert_eq!(whole.expect("the last line feed may be missing").1, []);
        // Cut at the end of a line, what is left is a valid file.
        let last = file.bytes.iter().rposition(|&byte| byte == b'\n');
        file.bytes.truncate(last.expect("a line"));
        let (_, remarks) = format.read(&[file]).expect("the rest is read");
        assert!(remarks[0].message.contains("cut off"), "{remarks:?}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let first = r#"{"format":"postil-lines","version":1,"offset_unit":"code point","name":"x","schema":{}}"#;
        for (rest, place, message) in [
            ("", "", ""),
            ("\n{\"document\":7}", "x.jsonl, line 2", "document"),
            ("\n\n{", "x.jsonl, line 3", "not valid JSON"),
        ] {
            if !place.is_empty() {
                check::refuses("jsonl", "x.jsonl", format!("{first}{rest}"), place, message);
            }
        }
        check::refuses("jsonl", "x.jsonl", "{}", "line 1", "\"format\"");
        check::refuses("jsonl", "x.jsonl", "", "x.jsonl", "empty");
        check::refuses("jsonl", "x.jsonl", b"\xFF", "byte 0", "UTF-8");
    }
}
