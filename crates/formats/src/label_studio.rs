//! Label Studio JSON
//! (<https://labelstud.io/guide/export#Label-Studio-JSON-format-of-annotated-tasks>) with the
//! labelling configuration for it (<https://labelstud.io/guide/setup>). Offsets count code points.
//!
//! A document is a task, with its text and metadata in `data`. An annotation is a region of type
//! `labels`; its attributes are further results of the region (`choices` for values of a choice,
//! `textarea` for all others), and its note is the region's `meta`.

mod config;
mod read;
mod write;

use crate::carry::{Carry, Ids, Values};
use crate::{Format, head};

const CARRY: Carry = Carry {
    title: true,
    outlet: true,
    url: true,
    language: true,
    attributes: Values::Text,
    note: true,
    relations: true,
    relation_ids: Ids::Made(|at| format!("r{}", at.in_project)),
    relation_value: true,
    // The configuration is XML, which cannot hold control characters.
    clean: crate::xml::clean,
    ..Carry::SPANS
};

/// The names of the text, the labels and attributes in the configuration.
const TEXT: &str = "text";
const LABEL: &str = "label";
const ATTRIBUTE: &str = "attribute-";

pub(crate) const FORMAT: Format = Format {
    id: "label-studio",
    title: "Label Studio JSON",
    tools: "Label Studio",
    unit: "code points",
    extensions: &["label-studio.json", "json"],
    mime: "application/json",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| write::tasks(project),
    decode: Some(read::tasks),
    looks: |name, bytes| {
        let head = head(bytes).trim_start();
        let tasks = head.starts_with(['{', '['])
            && head.contains("\"data\"")
            && (head.contains("\"annotations\"") || head.contains("\"predictions\""));
        tasks || head.starts_with("<View>") || name.ends_with("label-studio.json")
    },
};

#[cfg(test)]
mod tests {
    use crate::check;

    #[test]
    fn round_trips() {
        check::round_trips("label-studio");
        check::survives_damage("label-studio");
        check::is_detected("label-studio");
    }

    #[test]
    fn exports_of_label_studio_are_understood() {
        let json = r#"[{"id": 3, "data": {"body": "👍 e\u0301\r\nb"}, "annotations": [{"result": [
            {"id": "q", "from_name": "ner", "to_name": "t", "type": "labels",
             "value": {"start": 2, "end": 7, "labels": ["X"]}},
            {"id": "p", "from_name": "ner", "to_name": "t", "type": "hypertextlabels",
             "value": {"start": 0, "end": 1, "hypertextlabels": ["Y"]}},
            {"from_name": "c", "to_name": "t", "type": "choices", "value": {"choices": ["z"]}},
            {"type": "relation", "from_id": "q", "to_id": "p", "direction": "right"}]}]}]"#;
        let spans = check::spans("label-studio", &[check::file("a.json", json)]);
        let spans: Vec<_> = spans
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        assert_eq!(spans, [("Y", "👍"), ("X", "e\u{301}\nb")]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let task = |result: &str| {
            format!(r#"[{{"data": {{"text": "a"}}, "annotations": [{{"result": [{result}]}}]}}]"#)
        };
        let image = r#"[{"data": {"image": 7}}]"#;
        let message = "expected a text in `data`";
        check::refuses("label-studio", "a.json", image, "a.json, task 1", message);
        for (json, message) in [
            (
                task(r#"{"type": "labels", "value": {"start": 0, "end": 9, "labels": ["X"]}}"#),
                "result[0]: the offset 9",
            ),
            (
                task(r#"{"type": "labels", "value": {"start": 0, "end": 1}}"#),
                "result[0]: expected a label",
            ),
            (
                task(r#"{"type": "relation", "from_id": "u", "to_id": "v"}"#),
                "result[0]: it refers to “u”",
            ),
        ] {
            check::leaves_out("label-studio", "a.json", json, "a.json, task 1", message);
        }
    }
}
