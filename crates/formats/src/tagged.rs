//! Texts that are cut into tokens with a tag each, as in many data sets:
//! `{"tokens": ["Obama", "left"], "ner_tags": ["B-PER", "O"]}`. Tags are in IOB1, IOB2, IOBES or BILOU,
//! or plain labels, where neighbours of one label are one span.

use crate::fields::{id_of, keep, list_field};
use crate::incoming::{Incoming, Unit};
use crate::records::Reading;
use crate::shape::Sketch;
use postil_core::model::{Document, Fragment};
use serde_json::Value;
use std::ops::Range;

/// What the tags of tokens are called, the one that is read first.
const TAGS: [&str; 5] = ["ner_tags", "ner", "tags", "labels", "ner_labels"];

/// Whether a record is such a text.
pub fn is_record(record: &Sketch) -> bool {
    record["tokens"][0].is_text() && TAGS.iter().any(|name| record[*name].is_list())
}

/// Whether a record has tokens that are texts.
pub fn has_tokens(record: &Value) -> bool {
    record["tokens"][0].is_string()
}

/// Reads a text with its tags. The text is the field `text` if the tokens stand in it in their order;
/// otherwise the tokens with spaces between them.
///
/// # Errors
/// When a token is not a text.
pub fn read(reading: &mut Reading, record: &Value) -> Result<(), String> {
    let tokens = list_field(record, "tokens")?.iter().map(|token| {
        token
            .as_str()
            .ok_or_else(|| format!("expected texts in `tokens`, found {token}"))
    });
    let tokens: Vec<&str> = tokens.collect::<Result<_, _>>()?;
    let whole = record["text"].as_str();
    let found = whole.and_then(|text| Some((text.to_owned(), find(text, &tokens)?)));
    let is_joined = whole.is_some() && found.is_none();
    let (text, places) = found.unwrap_or_else(|| join(&tokens));
    let name = id_of(record.get("id"));
    let number = reading.project.documents.len() + 1;
    let local = name.clone().unwrap_or_else(|| format!("document-{number}"));
    let mut meta = reading.begin(name);
    let tags = TAGS.iter().find(|name| record[**name].is_array());
    let mut own = vec!["id", "tokens"];
    if is_joined {
        reading.remark(
            "the tokens do not stand in the text in their order; the article is the tokens, and the text is \
             kept with it",
        );
    } else {
        own.push("text");
    }
    let mut spans = Vec::new();
    if let Some(name) = tags {
        let list = list_field(record, name)?;
        let words: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
        match words.filter(|words| words.len() == tokens.len()) {
            Some(words) => {
                own.push(name);
                spans = gather(&words, &places);
            }
            // Numbers of labels whose names are elsewhere, for example.
            None => reading.leave_out(format!(
                "expected {} texts like `O` or `B-PER` in `{name}`, one for each token; the tags are kept \
                 with the article",
                tokens.len()
            )),
        }
    }
    keep(&mut meta.extra, "datasets", record, &own);
    let incoming = Incoming::new(&text);
    let document = Document::new(meta, incoming.text.as_str());
    reading.project.documents.push(document);
    for (at, (label, range)) in spans.into_iter().enumerate() {
        reading.copies(local.len())?;
        let range = match incoming.range(Unit::CodePoint, range) {
            Ok(range) => range,
            Err(message) => {
                reading.leave_out(message);
                continue;
            }
        };
        let name = format!("{local}/{}", at + 1);
        let annotation = reading.annotation(&name, label, vec![Fragment::new(range)])?;
        reading.project.annotations.push(annotation);
    }
    Ok(())
}

/// Where tokens stand in a text, in code points, if they do in their order. O(n).
fn find(text: &str, tokens: &[&str]) -> Option<Vec<Range<usize>>> {
    let (mut rest, mut at) = (text, 0);
    let mut places = Vec::new();
    for token in tokens {
        let skipped = rest.len() - rest.trim_start().len();
        let (space, from) = rest.split_at(skipped);
        rest = from.strip_prefix(token)?;
        at += space.chars().count();
        let start = at;
        at += token.chars().count();
        places.push(start..at);
    }
    Some(places)
}

/// Tokens with spaces between them, and where each is, in code points.
fn join(tokens: &[&str]) -> (String, Vec<Range<usize>>) {
    let mut at = 0;
    let place = |token: &&str| {
        let start = at;
        let end = start + token.chars().count();
        at = end + 1;
        start..end
    };
    let places = tokens.iter().map(place).collect();
    (tokens.join(" "), places)
}

/// The spans that tags mark, each with its label.
fn gather<'t>(tags: &[&'t str], places: &[Range<usize>]) -> Vec<(&'t str, Range<usize>)> {
    let mut spans: Vec<(&str, Range<usize>)> = Vec::new();
    let mut open = false;
    for (tag, place) in tags
        .iter()
        .zip(places)
        .filter(|(_, place)| !place.is_empty())
    {
        let (prefix, label) = match tag.split_once(['-', '_']) {
            Some((prefix @ ("B" | "I" | "E" | "L" | "S" | "U" | "M"), label)) => (prefix, label),
            _ if matches!(*tag, "O" | "" | "_" | "-") => {
                open = false;
                continue;
            }
            _ => ("I", *tag),
        };
        let begins = matches!(prefix, "B" | "S" | "U");
        match spans
            .last_mut()
            .filter(|(last, _)| open && !begins && *last == label)
        {
            Some((_, range)) => range.end = place.end,
            None => spans.push((label, place.clone())),
        }
        open = !matches!(prefix, "E" | "L" | "S" | "U");
    }
    spans
}

#[cfg(test)]
mod tests {
    use crate::check;

    fn read(json: &str) -> Vec<(String, String)> {
        let found = crate::detect("a.jsonl", json.as_bytes());
        assert_eq!(found.map(|format| format.id), Some("datasets"), "{json}");
        check::spans("datasets", &[check::file("a.jsonl", json)])
    }

    #[test]
    fn tags_of_tokens_are_spans() {
        for (tokens, tags, expected) in [
            (
                r#"["Obama", "left", "👍", "New", "York", "Paris"]"#,
                r#"["B-PER", "O", "O", "B-LOC", "I-LOC", "B-LOC"]"#,
                &[("PER", "Obama"), ("LOC", "New York"), ("LOC", "Paris")][..],
            ),
            (
                r#"["a", "b", "c"]"#,
                r#"["I-X", "E-X", "S-X"]"#,
                &[("X", "a b"), ("X", "c")],
            ),
            (
                r#"["a", "b", "c"]"#,
                r#"["X", "X", "Y"]"#,
                &[("X", "a b"), ("Y", "c")],
            ),
            (
                r#"["a", "", "c"]"#,
                r#"["I-X", "I-Y", "I-X"]"#,
                &[("X", "a  c")],
            ),
        ] {
            for field in ["ner_tags", "tags"] {
                let json = format!(r#"{{"tokens": {tokens}, "{field}": {tags}}}"#);
                let found = read(&json);
                let found: Vec<_> = found
                    .iter()
                    .map(|(l, t)| (l.as_str(), t.as_str()))
                    .collect();
                assert_eq!(found, expected, "{json}");
                assert_eq!(read(&format!("[{json}]")).len(), expected.len());
            }
        }
    }

    #[test]
    fn the_text_is_the_one_that_is_said() {
        let json = r#"{"text": "👍\r\n(Obama) left.", "tokens": ["👍", "(", "Obama", ")", "left", "."],
            "tags": ["O", "O", "B-PER", "O", "O", "O"]}"#;
        let json = json.replace('\n', "");
        assert_eq!(read(&json), [("PER".to_owned(), "Obama".to_owned())]);
        let format = crate::format("datasets").expect("listed");
        let (project, _) = format.read(&[check::file("a.jsonl", json)]).expect("fit");
        assert_eq!(project.documents[0].text, "👍\n(Obama) left.");
    }

    #[test]
    fn a_text_beside_its_tokens_makes_no_other_format() {
        let json =
            r#"{"text": "Obama left", "tokens": ["Obama", "left"], "labels": ["B-PER", "O"]}"#;
        let found = crate::detect("a.jsonl", json.as_bytes());
        assert_eq!(found.map(|format| format.id), Some("datasets"));
        assert_eq!(read(json), [("PER".to_owned(), "Obama".to_owned())]);
        // A text that the tokens do not make is kept, and told.
        let json = r#"{"text": "\"no\".", "tokens": ["``", "no", "''", "."], "tags": ["O", "O", "O", "O"]}"#;
        let format = crate::format("datasets").expect("listed");
        let (project, remarks) = format.read(&[check::file("a.jsonl", json)]).expect("fit");
        let kept = &project.documents[0].meta.extra["datasets"]["text"];
        assert_eq!(kept, "\"no\".");
        assert!(remarks[0].message.contains("the article is the tokens"));
    }

    #[test]
    fn tags_without_names_are_left_out() {
        let json = r#"{"tokens": ["Obama"], "ner_tags": [3]}"#;
        let found = crate::detect("a.jsonl", json.as_bytes());
        assert_eq!(found.map(|format| format.id), Some("datasets"));
        let message = "expected 1 texts like `O` or `B-PER` in `ner_tags`";
        check::leaves_out("datasets", "a.jsonl", json, "a.jsonl, line 1", message);
        let format = crate::format("datasets").expect("listed");
        let (project, _) = format.read(&[check::file("a.jsonl", json)]).expect("fit");
        assert_eq!(
            project.documents[0].meta.extra["datasets"]["ner_tags"][0],
            3
        );
    }
}
