//! Annotations of Hypothesis, as its API answers (<https://h.readthedocs.io/en/latest/api-reference/v1/>)
//! and as its client exports them: targets as in Web Annotations, with offsets in UTF-16 units of a
//! page's whole content, hidden text and scripts too; a note, tags, and answers to other annotations.

use super::translated::{self, DIALECT, body, said};
use super::values::each;
use crate::shape::Sketch;
use serde_json::{Map, Value};

/// How many targets of an annotation, which has one as a rule, are of its page without saying so: the
/// address of the page is copied to each.
const MAX_TARGETS_OF_PAGE: usize = 16;

/// Whether a record is such an annotation.
pub(super) fn is(record: &Sketch) -> bool {
    let has_target = record["target"].is_list() || record["target"].is_object();
    let is_said = record["text"].is_text() || record["tags"].is_list();
    has_target && record["uri"].is_text() && is_said
}

/// Whether an object is such an annotation.
pub(super) fn is_annotation(fields: &Map<String, Value>) -> bool {
    let has = |name: &str| fields.get(name).is_some_and(|value| !value.is_null());
    has("target") && has("uri") && (has("text") || has("tags")) && !has("type")
}

/// The id of the annotation that began the conversation, if this one answers in it.
pub(super) fn root(fields: &Map<String, Value>) -> Option<String> {
    let references = fields.get("references")?;
    let first = each(references).first()?.as_str()?;
    Some(first.to_owned())
}

/// Whether it is of words of the page, and not of the page as a whole.
pub(super) fn selects(fields: &Map<String, Value>) -> bool {
    fields.get("target").is_some_and(translated::selects)
}

/// Makes a Web Annotation of it.
pub(super) fn translate(fields: &mut Map<String, Value>) {
    let author = author(|name| fields.get(name).unwrap_or(&Value::Null));
    for name in ["user", "user_info"] {
        fields.remove(name);
    }
    let mut bodies = Vec::new();
    let tags = fields.remove("tags").unwrap_or_default();
    for tag in each(&tags).iter().filter_map(Value::as_str) {
        bodies.push(body("tagging", tag.to_owned()));
    }
    let text = fields.remove("text").unwrap_or_default();
    let text = text.as_str().unwrap_or_default();
    let motivation = match text {
        "" => "highlighting",
        _ => "commenting",
    };
    if !text.is_empty() {
        bodies.push(body("commenting", text.to_owned()));
    }
    let uri = fields.remove("uri").unwrap_or_default();
    let mut targets = fields.remove("target").unwrap_or_default();
    if let Value::Object(_) = targets {
        targets = vec![targets].into();
    }
    let targets_of_page = targets.as_array_mut().into_iter().flatten();
    let mut copies = MAX_TARGETS_OF_PAGE;
    for target in targets_of_page.filter_map(Value::as_object_mut) {
        let own = target.get("source").and_then(|own| each(own).first());
        let own = own.filter(|own| own.is_string()).cloned();
        let source = own.or_else(|| {
            copies = copies.checked_sub(1)?;
            Some(uri.clone())
        });
        if let Some(source) = source {
            target.insert("source".to_owned(), source);
        }
    }
    let updated = fields.remove("updated");
    let is_changed = |updated: &Value| Some(updated) != fields.get("created");
    if let Some(updated) = updated.filter(is_changed) {
        fields.insert("modified".to_owned(), updated);
    }
    for (name, value) in [
        ("type", "Annotation".into()),
        ("motivation", motivation.into()),
        ("creator", author.into()),
        ("target", targets),
        ("body", bodies.into()),
        (DIALECT, "hypothesis".into()),
    ] {
        fields.insert(name.to_owned(), value);
    }
}

/// An answer, as one more body of what it answers.
pub(super) fn reply(reply: &Value) -> Value {
    let who = author(|name| &reply[name]);
    let text = reply["text"].as_str().unwrap_or_default();
    body("replying", said(&who, text))
}

/// The name of the user, or else the account without its authority: `acct:ada@hypothes.is`.
fn author<'v>(field: impl Fn(&str) -> &'v Value) -> String {
    let user = field("user").as_str().unwrap_or_default();
    let account = user.strip_prefix("acct:").unwrap_or(user);
    let account = account.split('@').next().unwrap_or_default();
    let shown = field("user_info")["display_name"].as_str();
    let shown = shown.filter(|name| !name.trim().is_empty());
    shown.unwrap_or(account).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::check::file;
    use crate::sort::sort;

    /// As the API answers, less what is not read.
    const ROWS: &str = r#"{"total": 5, "rows": [
{"id": "a1", "created": "2024-01-02T03:04:05+00:00", "updated": "2024-01-02T03:04:05+00:00",
 "user": "acct:ada@hypothes.is", "uri": "https://e.org/news/page", "text": "Which visit?", "tags": ["place", "check"],
 "group": "__world__", "user_info": {"display_name": null},
 "target": [{"source": "https://e.org/news/page", "selector": [
  {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 8, "endContainer": "/p[1]", "endOffset": 13},
  {"type": "TextPositionSelector", "start": 514, "end": 519},
  {"type": "TextQuoteSelector", "exact": "Kabul", "prefix": "Obama visited\n   ", "suffix": "."}]}]},
{"id": "a2", "created": "2024-01-02", "user": "acct:bo@hypothes.is", "uri": "https://e.org/news/page", "text": "", "tags": [],
 "target": [{"source": ["https://e.org/news/page"], "selector": [
  {"type": "TextQuoteSelector", "exact": "Kabul.He left\n  it", "prefix": "", "suffix": ""}]}]},
{"id": "a3", "user": "acct:bo@hypothes.is", "user_info": {"display_name": "Bo B."}, "uri": "https://e.org/news/page",
 "text": "The second.", "tags": [], "references": ["a1"], "target": [{"source": "https://e.org/news/page"}]},
{"id": "a4", "user": "acct:bo@hypothes.is", "uri": "https://e.org/news/page", "text": "A good page.", "tags": [],
 "target": [{"source": "https://e.org/news/page"}]},
{"id": "a5", "user": "acct:bo@hypothes.is", "uri": "https://e.org/news/page", "text": "No.", "tags": [], "references": ["zz"],
 "target": [{"source": "https://e.org/news/page"}]}]}"#;

    const PAGE: &str =
        "<title>News</title><p>Kabul is far. Obama visited <b>Kabul</b>.</p><p>He left it.</p>";

    #[test]
    fn rows_of_the_api_are_read_beside_their_page() {
        let value: serde_json::Value = serde_json::from_str(ROWS).expect("JSON");
        let rows = &value["rows"];
        let lines = rows.as_array().expect("a list").iter();
        let lines: Vec<String> = lines.map(ToString::to_string).collect();
        for (name, json) in [
            ("a.json", ROWS.to_owned()),
            ("a.json", rows.to_string()),
            ("a.json", format!("{{\"annotations\": {rows}}}")),
            ("a.jsonl", lines.join("\n")),
        ] {
            let sorted = sort(vec![file(name, json), file("page.html", PAGE)]);
            assert!(sorted.others.is_empty(), "{sorted:?}");
            let group = &sorted.groups[0];
            assert_eq!(group.format.id, "w3c");
            let (project, found) = group.format.read(&group.files).expect("fit");
            let project = crate::check::canonical(&project);
            let marks: Vec<_> = project
                .annotations
                .iter()
                .map(|a| {
                    let fragment = &a.fragments[0];
                    let quote = fragment.quote.as_str();
                    (a.label.as_str(), fragment.start, quote, a.note.as_str())
                })
                .collect();
            assert_eq!(
                marks,
                [
                    ("highlighting", 28, "Kabul.\n\nHe left it", ""),
                    ("place", 28, "Kabul", "Which visit?\nBo B.: The second."),
                ],
                "{found:?}"
            );
            let noted = &project.annotations[1];
            assert_eq!(
                (noted.author.as_str(), noted.modified.as_str()),
                ("ada", "")
            );
            assert_eq!(project.documents[0].meta.url, "https://e.org/news/page");
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            for said in [
                "notes on a page as a whole, which mark no words: 1",
                "answers to what is not there: 1",
                "answers, joined to the notes of what they answer: 1",
                "offsets of 1 annotation do not fit this text",
            ] {
                assert!(
                    found.iter().any(|it| it.contains(said)),
                    "{said}: {found:?}"
                );
            }
            assert_eq!(found.len(), 4, "{found:?}");
        }
    }

    #[test]
    fn notes_on_pages_alone_are_told() {
        let note = r#"{"rows": [{"id": "a4", "uri": "https://e.org/", "text": "A good page.", "tags": [], "target": [{"source": "https://e.org/"}]}]}"#;
        let sorted = sort(vec![file("a.json", note), file("page.html", PAGE)]);
        assert_eq!(sorted.others.len(), 1, "the page is a text");
        let group = &sorted.groups[0];
        let problems = group
            .format
            .read(&group.files)
            .expect_err("nothing to read");
        assert!(
            problems[0].message.contains("which mark no words: 1"),
            "{problems:?}"
        );
    }

    #[test]
    fn targets_that_are_not_of_the_page_are_left_out() {
        let quote = r#"{"selector":[{"type":"TextQuoteSelector","exact":"a"}]}"#;
        let many = vec![quote; 20].join(",");
        for (targets, marks) in [(quote, 1), (&format!("1,{quote}"), 0), (&many, 0)] {
            let note = r#"{"id":"n","uri":"d","text":"t","tags":[],"target":[{"selector":[{"type":"TextQuoteSelector","exact":"b"}]}]}"#;
            let json = format!(
                r#"[{{"id":"m","uri":"d","text":"t","tags":[],"target":[{targets}]}},{note}]"#
            );
            let files = [file("a.json", json), file("d.txt", "a b")];
            let format = crate::format("w3c").expect("the format is listed");
            let (project, found) = format.read(&files).expect("the rest is fit");
            assert_eq!(project.annotations.len(), marks + 1, "{found:?}");
            let mut messages = found.iter().map(|it| it.message.as_str());
            let is_told = messages.any(|it| it.contains("expected the source of the target"));
            assert_eq!(is_told, marks == 0, "{found:?}");
        }
    }
}
