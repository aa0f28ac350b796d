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
use crate::shape::{Arrangement, Sketch};
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
    looks: |name, sample| {
        let shape = sample.shape();
        let listed = shape.arrangement != Arrangement::One;
        shape.any(|record| is_task(record, listed) || is_brief(record))
            || head(sample).trim_start().starts_with("<View>")
            || name.ends_with("label-studio.json")
    },
};

/// What a task calls the sets of its results; `completions` until version 1.0.
const SETS: [&str; 3] = ["annotations", "completions", "predictions"];

/// Whether a record is a task. One without sets of results is a task only in a list: many things have
/// `data`.
fn is_task(record: &Sketch, listed: bool) -> bool {
    let has_text = |data: &Sketch| data.fields().iter().any(|(_, value)| value.is_text());
    let data = &record["data"];
    let known = SETS.iter().any(|set| record[*set].is_list());
    data.is_object() && (known || (listed && has_text(data)))
}

/// Whether a record is a task of the brief export, JSON-MIN: its data, and a list of regions under the
/// name of each control.
fn is_brief(record: &Sketch) -> bool {
    let is_region = |item: &Sketch| {
        let fields = item.fields().iter();
        let mut lists = fields.filter(|(name, value)| name.ends_with("labels") && value.is_list());
        item.has(&["start", "end"]) && lists.next().is_some()
    };
    let has_text = || record.fields().iter().any(|(_, value)| value.is_text());
    let fields = record.fields().iter();
    let mut regions = fields.filter(|(_, value)| value.items().iter().any(is_region));
    has_text()
        && (regions.next().is_some() || record.has(&["annotation_id", "annotator", "lead_time"]))
}

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
    fn tasks_are_known_by_their_fields() {
        let region = |n: usize| {
            format!(
                r#"{{"id": "r{n}", "type": "labels", "value": {{"start": {}, "end": {}, "text": "Obama", "labels": ["PER"]}}}}"#,
                12 * n,
                12 * n + 5
            )
        };
        let regions = (0..80).map(region).collect::<Vec<_>>().join(",\n");
        let text = "Obama left. ".repeat(800);
        for (json, count) in [
            (
                format!(
                    r#"[{{"id": 1, "annotations": [{{"result": [{regions}]}}], "data": {{"text": "{text}"}}}}]"#
                ),
                80,
            ),
            (format!(r#"[{{"data": {{"text": "{text}"}}}}]"#), 0),
        ] {
            let found = crate::detect("a.json", json.as_bytes());
            assert_eq!(
                found.map(|format| format.id),
                Some("label-studio"),
                "{}",
                &json[..50]
            );
            let spans = check::spans("label-studio", &[check::file("a.json", &json)]);
            assert_eq!(spans.len(), count);
            assert!(spans.iter().all(|(_, text)| text == "Obama"));
        }
        for json in [
            r#"{"data": {"text": "A"}}"#,
            r#"[{"data": [1]}]"#,
            r#"{"annotations": []}"#,
        ] {
            assert!(crate::detect("a.json", json.as_bytes()).is_none(), "{json}");
        }
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
