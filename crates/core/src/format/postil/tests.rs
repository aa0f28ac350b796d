#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::{Annotation, Document, DocumentMeta, Fragment, Schema};
use crate::testing::any_project;
use crate::text::sha256;
use proptest::prelude::*;
use serde_json::json;

fn bytes(project: &Project) -> Vec<u8> {
    let mut written = write(project);
    assert_eq!(written.losses, []);
    assert_eq!(written.files.len(), 1);
    written.files.remove(0).bytes
}

/// A valid file, as JSON to be corrupted.
fn good() -> Value {
    let annotation = |id: &str, start: usize, end: usize, quote: &str| {
        let fragment = Fragment {
            quote: quote.to_owned(),
            ..Fragment::new(start..end)
        };
        Annotation::new(id.into(), "d1".into(), "entity", vec![fragment])
    };
    let text = "One 🇦🇫 two";
    let project = Project {
        documents: vec![Document::new(DocumentMeta::new("d1".into(), "One"), text)],
        annotations: vec![
            annotation("a1", 0, 3, "One"),
            annotation("a2", 7, 10, "two"),
        ],
        ..Project::default()
    };
    serde_json::from_slice(&bytes(&project)).unwrap()
}

fn refusal(bytes: &[u8]) -> String {
    let found = read(bytes).expect_err("the file is spoilt");
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn a_file_begins_with_its_format_and_has_one_record_per_line() {
    let project: Project = serde_json::from_value(json!({
        "name": "N", "schema": { "layers": [{ "name": "l", "title": "L" }], "relations": [] },
        "documents": [
            { "id": "d", "text": "ab\ncd", "boilerplate": [{ "start": 0, "end": 1 }] },
        ],
        "annotations": [
            { "id": "a", "document": "d", "label": "l", "fragments": [{ "start": 0, "end": 2, "quote": "ab" }] },
            { "id": "b", "document": "d", "label": "l", "fragments": [{ "start": 3, "end": 5 }], "x": { "y": [1, {}] } },
        ],
    }))
    .unwrap();
    let file = bytes(&project);
    let expected = r#"{
"format": "postil",
"version": 1,
"offset_unit": "code point",
"generator": "Postil 0.1.0",
"name": "N",
"schema": {
"layers": [
{"name":"l","title":"L","plural":"","form":"fill","labels":[],"attributes":[]}
],
"relations": []
},
"documents": [
{"id":"d","published":{"basis":"unknown"},"status":"to-do","boilerplate":[{"start":0,"end":1}],"text":"ab\ncd","sha256":""}
],
"annotations": [
{"id":"a","document":"d","label":"l","fragments":[{"start":0,"end":2,"quote":"ab"}]},
{"id":"b","document":"d","label":"l","fragments":[{"start":3,"end":5}],"x":{"y":[1,{}]}}
],
"relations": [],
"clusters": []
}
"#;
    assert_eq!(String::from_utf8(file).unwrap(), expected);
    let written = write(&project);
    assert_eq!(written.files[0].name, "N.postil.json");
}

#[test]
fn an_invalid_file_is_explained_with_the_location() {
    let file = serde_json::to_vec(&good()).unwrap();
    let check = |bytes: &[u8], expected: &str| assert_eq!(refusal(bytes), expected);
    check(b"", "the file is empty");
    check(b" \n\n", "the file is empty");
    check(
        b"{\"format\": \"post\xFF\"}",
        "byte 16: expected text in UTF-8",
    );
    check(
        "{\"a\": \"é".as_bytes().split_last().unwrap().1,
        "byte 7: the file ends early, in the middle of a character: was its download cut off?",
    );
    check(
        b"<html>",
        "line 1, column 1: this is not valid JSON: expected value",
    );
    check(
        "{\n \"é\": nope}".as_bytes(),
        "line 2, column 8: this is not valid JSON: expected ident",
    );
    for half in ["\\ud800", "\\udc00 a", "\\ud800\\ud800"] {
        let file = format!("{{\"format\": \"{half}\"}}");
        let found = read(file.as_bytes()).expect_err("it is no text");
        let said = found.first().map(ToString::to_string).unwrap_or_default();
        assert!(
            said.starts_with("line 1, column ") && said.contains("half a character"),
            "{half}: {said}"
        );
    }
    check(
        b"{\"format\": \"postil\",\n\"version\": 1",
        "line 2, column 12: the file ends early, at byte 33: was its download cut off? (EOF while parsing an object)",
    );
    check(
        &[&file[..], b"{}"].concat(),
        &format!(
            "line 1, column {}: this is not valid JSON: trailing characters",
            String::from_utf8(file.clone()).unwrap().chars().count() + 1
        ),
    );
    let other = "this is not a Postil project: expected an object with \"format\": \"postil\"";
    check(b"[]", other);
    check(b"null", other);
    check(b"[\"postil\", 1, \"code point\"]", other);
    check(b"{\"id\": \"d\"}", other);
    check(
        b"{\"format\": \"doccano\"}",
        &format!("{other}, found \"format\": \"doccano\""),
    );
    check(
        b"{\"format\": []}",
        &format!("{other}, found another value"),
    );
}

#[test]
fn a_wrong_field_is_named_with_its_record() {
    let check = |pointer: &str, value: Value, expected: &str| {
        let mut file = good();
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        let parent = file.pointer_mut(parent).expect("the parent is there");
        match parent {
            Value::Array(items) => items[field.parse::<usize>().unwrap()] = value,
            Value::Object(fields) if value.is_null() => drop(fields.shift_remove(field)),
            Value::Object(fields) => drop(fields.insert(field.to_owned(), value)),
            _ => panic!("{pointer} is in no list and no object"),
        }
        let message = refusal(&serde_json::to_vec(&file).unwrap());
        // The column depends on the text before it, which does not matter here.
        let message = match message.split_once(" (line 1, column ") {
            Some((message, _)) => message,
            None => &message,
        };
        assert_eq!(message, expected);
    };
    check(
        "/format",
        json!(null),
        "this is not a Postil project: expected an object with \"format\": \"postil\"",
    );
    check(
        "/version",
        json!(2),
        "version: the file was written by a newer version (2); this one reads version 1",
    );
    check("/version", json!(0), "version: expected 1, found 0");
    check("/version", json!("1"), "version: expected 1, found \"1\"");
    check("/version", json!(null), "version: expected 1, found null");
    check(
        "/offset_unit",
        json!("utf-16"),
        "offset_unit: expected \"code point\", found \"utf-16\"; offsets in another unit would mark other words",
    );
    check(
        "/offset_unit",
        json!(null),
        "offset_unit: expected \"code point\", found null; offsets in another unit would mark other words",
    );
    check(
        "/name",
        json!(3),
        "name: expected a string, found integer `3`",
    );
    check("/annotations", json!(null), "missing field `annotations`");
    check(
        "/annotations",
        json!({}),
        "annotations: expected a sequence, found map",
    );
    check(
        "/annotations/1",
        json!(7),
        "annotations[1]: expected struct Annotation, found integer `7`",
    );
    check(
        "/annotations/1/fragments/0/start",
        json!("7"),
        "annotations[1] “a2”, fragments[0].start: expected a whole number, 0 or more, found string \"7\"",
    );
    check(
        "/annotations/1/fragments/0/start",
        json!(-7),
        "annotations[1] “a2”, fragments[0].start: expected a whole number, 0 or more, found integer `-7`",
    );
    check(
        "/annotations/1/fragments/0/start",
        json!(7.5),
        "annotations[1] “a2”, fragments[0].start: expected a whole number, 0 or more, found floating point `7.5`",
    );
    check(
        "/annotations/1/fragments/0/end",
        json!(null),
        "annotations[1] “a2”, fragments[0]: missing field `end`",
    );
    check(
        "/annotations/1/id",
        json!(null),
        "annotations[1]: missing field `id`",
    );
    check(
        "/annotations/1/id",
        json!(5),
        "annotations[1], id: expected a string, found integer `5`",
    );
    check(
        "/annotations/0/attributes",
        json!([]),
        "annotations[0] “a1”, attributes: expected a map, found sequence",
    );
    check(
        "/documents/0/title",
        json!(5),
        "documents[0] “d1”, title: expected a string, found integer `5`",
    );
    check(
        "/documents/0/published/basis",
        json!("guessed"),
        "documents[0] “d1”, published.basis: unknown variant `guessed`, expected one of `stated`, `page`, `inferred`, `entered`, `unknown`",
    );
    check(
        "/documents/0/text",
        json!(null),
        "documents[0] “d1”: missing field `text`",
    );
    check(
        "/documents/0/text",
        json!("One\t🇦🇫 two"),
        &format!(
            "documents[0] “d1”: the text does not match its sha256: stored {}, computed {}",
            sha256("One 🇦🇫 two"),
            sha256("One\t🇦🇫 two"),
        ),
    );
    check(
        "/annotations/1/fragments/0/end",
        json!(11),
        "annotations[1] “a2”: fragment 0 ends at 11, but the text has 10 code points",
    );
    check(
        "/annotations/1/fragments/0/start",
        json!(6),
        "annotations[1] “a2”: the quote is “two”, but the text at 6–10 is “ two”",
    );
    check(
        "/annotations/1/id",
        json!("a1"),
        "annotations[1] “a1”: the id is used twice; ids must be unique",
    );
    check(
        "/annotations/1/document",
        json!("d2"),
        "annotations[1] “a2”: its document “d2” does not exist",
    );
    check(
        "/relations",
        json!([{ "id": "r", "type": "via", "from": "a1", "to": { "cluster": "c" } }]),
        "relations[0] “r”: it ends at cluster “c”, which does not exist",
    );
    check(
        "/relations",
        json!([{ "id": "r", "type": "via", "from": "a1", "to": "a2" }]),
        "relations[0] “r”, to: unknown variant `a2`, expected `annotation` or `cluster`",
    );
    check(
        "/clusters",
        json!([{ "id": "c", "name": "C", "members": ["a3"] }]),
        "clusters[0] “c”: its member “a3” does not exist",
    );
    check(
        "/clusters",
        json!([{ "id": "c", "name": "C", "parts": ["d"] }]),
        "clusters[0] “c”: its part “d” does not exist",
    );
    check(
        "/clusters",
        json!([{ "id": "c", "name": "C", "parts": ["d", "d"] }, { "id": "d", "name": "D" }]),
        "clusters[0] “c”: its part “d” is listed twice",
    );
    check(
        "/clusters",
        json!([{ "id": "c", "name": "C", "parts": ["d"] }, { "id": "d", "name": "D", "parts": ["c"] }]),
        "clusters[1] “d”: it is a part of itself, directly or through its parts",
    );
    check(
        "/schema/layers",
        json!([{ "name": "l" }]),
        "schema.layers[0]: missing field `title`",
    );
    check(
        "/schema/layers",
        json!([{ "name": "l", "title": "L", "color": "red" }]),
        "schema.layers[0].color: expected a colour such as \"#3366cc\", found string \"red\"",
    );
    check(
        "/schema/layers",
        json!([{ "name": "l", "title": "L", "attributes": [{ "name": "a", "title": "A", "kind": "colour" }] }]),
        "schema.layers[0].attributes[0].kind: unknown variant `colour`, expected one of `text`, `choice`, `flag`, `date`, `choices`, `number`, `link`",
    );
    check(
        "/schema/version",
        json!(-1),
        "schema.version: expected a whole number, 0 or more, found integer `-1`",
    );
    check(
        "/schema/cluster_attributes",
        json!([{ "name": "a", "title": "A", "required": "yes" }]),
        "schema.cluster_attributes[0].required: expected true or false, found string \"yes\"",
    );
    check(
        "/codebook_versions",
        json!([{ "version": 1, "time": "t" }, { "version": 1, "time": "t" }]),
        "codebook_versions[1] “1”: another version has the same number and began at the same time",
    );
}

#[test]
fn what_a_codebook_does_not_say_is_not_written() {
    let schema = serde_json::to_string(&Schema::bundled()).unwrap();
    let bundled: Value = serde_json::from_str(include_str!("../../schema/default.json")).unwrap();
    assert_eq!(schema, bundled.to_string());
    let mut file = good();
    let layers = json!([{ "name": "l", "title": "L", "color": "#ABC", "labels": [{
        "name": "n", "title": "N", "color": "#A0B1C2", "examples": [{ "text": "Kabul" }],
    }], "attributes": [{ "name": "a", "title": "A", "default": "", "value_notes": { "x": "y" } }] }]);
    file["schema"]["layers"] = layers;
    let (project, _) = read(&serde_json::to_vec(&file).unwrap()).unwrap();
    let layer = &project.schema.layers[0];
    assert_eq!(
        layer.color.map(|color| color.to_string()).as_deref(),
        Some("#aabbcc")
    );
    assert_eq!(layer.attributes[0].default, Some(json!("")));
    let again = read(&bytes(&project)).unwrap().0;
    assert_eq!(again, project);
}

#[test]
fn the_line_and_column_are_those_of_the_value() {
    let file = |spoilt: &str| {
        format!(
            "{{ \"format\": \"postil\", \"version\": 1, \"offset_unit\": \"code point\",
 \"name\": \"\\\"annotations\\\": [\", \"x\": {{ \"annotations\": [[], {{}}, \"]\"] }},
 \"schema\": {{}}, \"documents\": [ ], \"\\u0061nnotations\": [
 {{ \"id\": \"é\", \"document\": \"d\", \"label\": \"l\", \"fragments\": [] }} ,
 {{ \"é\" : [1.5, true] , {spoilt} }} ] }}"
        )
    };
    let good = "\"id\": \"b\", \"document\": \"d\", \"label\": \"l\"";
    let spoilt = format!("\"fragments\": [   ], {good}, \"fragments\": [ {{ \"end\": 1 }} ]");
    assert_eq!(
        refusal(file(&spoilt).as_bytes()),
        "annotations[1] “b”, fragments[0]: missing field `start` (line 5, column 101)"
    );
    assert_eq!(
        refusal(file(good).as_bytes()),
        "annotations[1] “b”: missing field `fragments` (line 5, column 2)"
    );
}

#[test]
fn unverifiable_parts_are_reported() {
    let mut file = good();
    let told = |file: &Value| {
        let (_, warnings) = read(&serde_json::to_vec(file).unwrap()).expect("it reads");
        warnings.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(&file), [""; 0]);
    file["annotations"][0]["fragments"][0]
        .as_object_mut()
        .unwrap()
        .shift_remove("quote");
    file["documents"][0]["sha256"] = json!("");
    file["documents"][0]["text"] = json!("One 🇦🇫 two\r");
    assert_eq!(
        told(&file),
        [
            "documents[0] “d1”: there is no sha256, so nothing shows that the text is the one that was annotated",
            "documents[0] “d1”: the text holds carriage returns or begins with a byte order mark; they stay, because offsets count them",
            "annotations: 1 of 2 fragments have no quote, so nothing shows that their offsets are right",
        ]
    );
}

#[test]
fn a_leading_byte_order_mark_is_ignored() {
    let file = serde_json::to_vec(&good()).unwrap();
    assert_eq!(read(&[b"\xEF\xBB\xBF", &file[..]].concat()), read(&file));
}

proptest! {
    #[test]
    fn reading_restores_the_written_project(project in any_project()) {
        let (back, _) = read(&bytes(&project)).expect("a project that opens can be read");
        prop_assert_eq!(back, project);
    }

    #[test]
    fn a_truncated_file_is_always_refused(project in any_project(), at in any::<prop::sample::Index>()) {
        let file = bytes(&project);
        let file = file.trim_ascii_end();
        let cut = &file[..at.index(file.len())];
        let message = refusal(cut);
        prop_assert!(message.contains("cut off") || message == "the file is empty", "{}", message);
    }

    #[test]
    fn a_file_with_flipped_bytes_is_refused_or_opens(
        project in any_project(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut file = bytes(&project);
        for (at, byte) in flips {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok((project, _)) = read(&file) {
            prop_assert!(State::open(project).is_ok());
        }
    }

    #[test]
    fn a_file_with_swapped_values_is_refused_or_opens(
        project in any_project(),
        swaps in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..4),
    ) {
        let mut file: Value = serde_json::from_slice(&bytes(&project)).unwrap();
        for (one, other) in swaps {
            let all = pointers(&file, String::new());
            let (one, other) = (one.get(&all), other.get(&all));
            let value = file.pointer(other).cloned();
            if let (Some(place), Some(value)) = (file.pointer_mut(one), value) {
                *place = value;
            }
        }
        match read(&serde_json::to_vec(&file).unwrap()) {
            Ok((project, _)) => prop_assert!(State::open(project).is_ok()),
            Err(found) => prop_assert!(!found.is_empty()),
        }
    }
}

/// The paths of all values of a file except the file itself.
fn pointers(value: &Value, at: String) -> Vec<String> {
    let within: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(n, v)| (n.to_string(), v))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, v)| (key.replace('~', "~0").replace('/', "~1"), v))
            .collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for (name, inner) in within {
        let here = format!("{at}/{name}");
        all.push(here.clone());
        all.append(&mut pointers(inner, here));
    }
    all
}
