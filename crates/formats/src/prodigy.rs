//! spaCy and Prodigy JSONL (<https://prodi.gy/docs/api-interfaces#relations>): one document per
//! line, with its text, tokens, spans and relations. Offsets count code points, as in Python; token
//! ranges include their end, as in Prodigy.
//!
//! Tokens follow spaCy's rule that the text is its tokens, each followed by one space if it says
//! so. They are cut wherever a span begins or ends, so that every span consists of tokens. Spans
//! have the fields `id`, `attributes` and `note` in addition to those of Prodigy, which keeps them.

mod read;
mod write;

use crate::Format;
use crate::carry::{Carry, Ids, Values};
use crate::shape::{Arrangement, Shape, Sketch};

const CARRY: Carry = Carry {
    title: true,
    outlet: true,
    url: true,
    language: true,
    attributes: Values::Json,
    note: true,
    relations: true,
    relation_ids: Ids::Made(|at| format!("r{}", at.in_project)),
    relation_value: true,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "prodigy",
    title: "spaCy and Prodigy JSONL",
    tools: "Prodigy, spaCy",
    unit: "code points",
    extensions: &["prodigy.jsonl", "jsonl"],
    mime: "application/jsonl",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| write::encode(project),
    decode: Some(read::decode),
    looks: |_, sample| sample.shape().any(is_record),
};

/// Whether a record has a text with spans, tokens or entities of one of the forms that are read.
fn is_record(record: &Sketch) -> bool {
    let is_pair = |item: &Sketch| item[0].is_text() && item[1]["entities"].is_list();
    let listed = record["annotations"].items();
    let is_text = record["text"].is_text() && record["clusters"].is_null();
    let tokens = &record["tokens"];
    let entity = &record["entities"][0];
    is_pair(record)
        || (record["classes"].is_list() && listed.iter().any(is_pair))
        || (is_text
            && (record["spans"].is_list()
                || (tokens.is_list() && !tokens[0].is_text())
                || entity.is_list()
                || (entity.has(&["start", "end"])
                    && LABELS.iter().any(|name| entity.has(&[name])))))
}

/// Whether a file is a list of texts, and nothing in it tells of which tool.
pub(crate) fn is_texts(shape: &Shape) -> bool {
    let all = |records: &[Sketch]| records.iter().all(|record| record["text"].is_text());
    shape.arrangement == Arrangement::List && !shape.records.is_empty() && all(&shape.records)
}

/// What entities that are objects call their label.
const LABELS: [&str; 3] = ["label", "type", "entity"];

/// What `meta` calls a document's title, outlet, address and language.
const FIELDS: [&str; 4] = ["title", "source", "url", "language"];

#[cfg(test)]
mod tests {
    use crate::check;

    #[test]
    fn round_trips() {
        check::round_trips("prodigy");
        check::survives_damage("prodigy");
        check::is_detected("prodigy");
    }

    #[test]
    fn files_of_prodigy_are_understood() {
        let line = r#"{"text": "👍 e\u0301\r\nb", "spans": [{"start": 2, "end": 7, "label": "X"},
            {"start": 0, "end": 1, "label": "Y"}], "relations": [{"head_span": {"start": 2, "end": 7,
            "label": "X"}, "child_span": {"start": 0, "end": 1, "label": "Y"}, "label": "r"}], "_hash": 1}"#;
        let files = [check::file("a.jsonl", line.replace('\n', ""))];
        let spans = check::spans("prodigy", &files);
        let spans: Vec<_> = spans
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        assert_eq!(spans, [("Y", "👍"), ("X", "e\u{301}\nb")]);
    }

    #[test]
    fn other_forms_of_the_same_are_understood() {
        for json in [
            r#"{"text": "👍 b", "entities": [[2, 3, "X"]]}"#,
            r#"{"text": "👍 b", "entities": [{"start": 2, "end": 3, "label": "X"}]}"#,
            r#"["👍 b", {"entities": [[2, 3, "X"]]}]"#,
            r#"[["👍 b", {"entities": [[2, 3, "X"]]}], ["None.", {"entities": []}]]"#,
            "[\"👍 b\", {\"entities\": [[2, 3, \"X\"]]}]\n[\"None.\", {\"entities\": []}]\n",
            r#"{"classes": ["X", "Y"], "annotations": [null, ["👍 b", {"entities": [[2, 3, "X"]]}]]}"#,
            r#"[{"text": "👍 b", "spans": [{"start": 2, "end": 3, "label": "X"}]}]"#,
            "\n\n{\"text\": \"None.\"}\n{\"text\": \"👍 b\", \"entities\": [[2, 3, \"X\"]]}\n",
            "{\n \"text\": \"👍 b\",\n \"entities\": [\n[2, 3, \"X\"]]}",
        ] {
            for name in ["a.jsonl", "a.json"] {
                let file = check::file(name, json);
                assert_eq!(
                    crate::detect(name, &file.bytes).map(|f| f.id),
                    Some("prodigy"),
                    "{json}"
                );
                let spans = check::spans("prodigy", &[file]);
                assert_eq!(spans, [("X".to_owned(), "b".to_owned())], "{json}");
            }
        }
    }

    #[test]
    fn damage_to_a_line_is_no_damage_to_others() {
        let good = r#"{"text": "a b", "spans": [{"start": 0, "end": 1, "label": "X"}]}"#;
        for (lines, number) in [
            (format!("{good}\nnot JSON\n"), 2),
            (format!("{good}\n{{\"text\": \n"), 2),
            (format!("{{\"text\": \n{good}\n"), 1),
            (format!("{{\"text\": \"a\n{good}\n"), 1),
            (
                format!("\n{{\"text\": \"a\", \"spans\": [\n{good}\n{good}\n"),
                2,
            ),
        ] {
            let known = crate::detect("a.jsonl", lines.as_bytes()).map(|format| format.id);
            assert_eq!(known, Some("prodigy"), "{lines}");
            let place = format!("a.jsonl, line {number}");
            check::leaves_out("prodigy", "a.jsonl", &lines, &place, "not valid JSON");
        }
    }

    #[test]
    fn lists_of_texts_are_read_for_their_texts() {
        let json =
            r#"[{"text": "Good.", "label": "pos"}, {"text": "Bad.", "found": [[0, 3, "X"]]}]"#;
        let file = check::file("a.json", json);
        let format = crate::detect("a.json", &file.bytes).expect("it is known");
        let (project, remarks) = format.read(&[file]).expect("it is fit");
        let texts: Vec<_> = project
            .documents
            .iter()
            .map(|it| it.text.as_str())
            .collect();
        assert_eq!(texts, ["Good.", "Bad."]);
        assert_eq!(project.documents[0].meta.extra["prodigy"]["label"], "pos");
        assert_eq!(remarks.len(), 1);
        assert!(
            remarks[0].message.ends_with("not as marks: 1"),
            "{remarks:?}"
        );
        for json in [
            r#"[{"text": "A"}, {"name": "B"}]"#,
            r#"{"text": "A"}"#,
            "[]",
        ] {
            assert!(crate::detect("a.json", json.as_bytes()).is_none(), "{json}");
        }
        // A person chooses the columns of a table.
        let lines = "{\"text\": \"A\"}\n{\"text\": \"B\"}\n";
        assert!(crate::detect("a.jsonl", lines.as_bytes()).is_none());
    }

    #[test]
    fn classes_are_in_the_schema() {
        let json =
            r#"{"classes": ["Y", "X", 7], "annotations": [["a b", {"entities": [[2, 3, "X"]]}]]}"#;
        let format = crate::format("prodigy").expect("listed");
        let (project, remarks) = format
            .read(&[check::file("a.json", json)])
            .expect("it is fit");
        let layers: Vec<_> = project
            .schema
            .layers
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(layers, ["Y", "X"]);
        assert_eq!(remarks.len(), 1);
        assert_eq!(
            remarks[0].message,
            "classes[2]: expected the name of a class"
        );
    }

    #[test]
    fn what_was_rejected_is_left_out_and_counted() {
        let line = |answer: &str| {
            format!(
                "{{\"text\": \"a b\", \"spans\": [{{\"start\": 0, \"end\": 1, \"label\": \"X\"}}], \"answer\": \"{answer}\"}}\n"
            )
        };
        let lines = ["accept", "reject", "ignore", "reject"].map(line).concat();
        let read = crate::format("prodigy").expect("listed");
        let (project, remarks) = read
            .read(&[check::file("a.jsonl", lines)])
            .expect("it is fit");
        assert_eq!((project.documents.len(), project.annotations.len()), (4, 1));
        let said: Vec<_> = remarks.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "marks of texts with the answer “ignore”, left out: 1",
                "marks of texts with the answer “reject”, left out: 2",
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, message) in [
            (
                r#"{"spans": []}"#,
                "expected a text in `text`, which is missing",
            ),
            (
                r#"{"text": "a", "spans": [{"start": 0, "end": 9, "label": "X"}]}"#,
                "spans[0]: the offset 9",
            ),
            (
                r#"{"text": "a", "spans": [{"start": 0, "end": 1}]}"#,
                "spans[0]: expected a text in `label`",
            ),
            (
                r#"{"text": "a", "spans": [{"start": 0, "end": 1, "label": ""}]}"#,
                "spans[0]: expected a label",
            ),
            (
                r#"{"text": "a", "relations": [{"label": "r"}]}"#,
                "relations[0]: expected a span",
            ),
            (r#"{"text": "a""#, "not valid JSON"),
        ] {
            let bytes = format!("{{\"text\": \"\"}}\n{line}\n");
            check::leaves_out("prodigy", "a.jsonl", bytes, "a.jsonl, line 2", message);
        }
    }
}
