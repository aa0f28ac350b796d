//! Annotations of Recogito's text annotator, as it keeps them and as Recogito Studio exports them
//! (<https://github.com/recogito/text-annotator-js>): bodies as in Web Annotations, and selectors with a
//! quote and offsets in UTF-16 units.

use super::translated::{DIALECT, body, said};
use super::values::each;
use crate::shape::Sketch;
use serde_json::{Map, Value, json};

/// Whether a record is such an annotation.
pub(super) fn is(record: &Sketch) -> bool {
    let target = &record["target"];
    let selector = match &target["selector"] {
        Sketch::List(items) => items.first(),
        one => Some(one),
    };
    let has = |selector: &Sketch| selector.has(&["quote", "start", "end"]);
    record["bodies"].is_list() && selector.is_some_and(has)
}

/// Whether an object is such an annotation.
pub(super) fn is_annotation(fields: &Map<String, Value>) -> bool {
    let is_quote = |selector: &Value| !selector["quote"].is_null();
    let target = fields.get("target").unwrap_or(&Value::Null);
    fields.get("bodies").is_some_and(Value::is_array)
        && each(&target["selector"]).iter().any(is_quote)
}

/// Makes a Web Annotation of it.
pub(super) fn translate(fields: &mut Map<String, Value>) {
    let mut target = fields.remove("target").unwrap_or_default();
    for (theirs, ours) in [
        ("creator", "creator"),
        ("created", "created"),
        ("updated", "modified"),
    ] {
        if let Some(value) = target.get_mut(theirs).map(Value::take) {
            fields.entry(ours).or_insert(value);
        }
    }
    if let Some(creator) = fields.get_mut("creator") {
        *creator = name(creator).into();
    }
    let author = fields.get("creator").and_then(Value::as_str);
    let author = author.unwrap_or_default().to_owned();
    let bodies = fields.remove("bodies").unwrap_or_default();
    let bodies = each(&bodies).iter();
    let bodies: Vec<Value> = bodies.map(|body| bodied(body, &author)).collect();
    // A range of several pieces has a selector for each.
    let pieces = each(&target["selector"]).iter().map(|selector| {
        let quote = &selector["quote"];
        let mut quote = match quote {
            Value::Object(_) => quote.clone(),
            exact => json!({"exact": exact}),
        };
        quote["type"] = "TextQuoteSelector".into();
        let mut selectors = vec![quote];
        if !selector["start"].is_null() {
            let (start, end) = (&selector["start"], &selector["end"]);
            selectors.push(json!({"type": "TextPositionSelector", "start": start, "end": end}));
        }
        let mut piece = json!({"selector": selectors});
        if let Some(source) = target["source"].as_str() {
            piece["source"] = source.into();
        }
        piece
    });
    let pieces: Vec<Value> = pieces.collect();
    fields.insert("target".to_owned(), pieces.into());
    fields.insert("body".to_owned(), bodies.into());
    fields.insert("type".to_owned(), "Annotation".into());
    fields.insert(DIALECT.to_owned(), "recogito".into());
}

/// The name of a person, or else the id.
fn name(creator: &Value) -> &str {
    let fields = ["name", "id"];
    let mut named = fields.iter().filter_map(|field| creator[*field].as_str());
    creator.as_str().or(named.next()).unwrap_or_default()
}

/// A body as one of a Web Annotation. What another person adds begins with the name.
fn bodied(own: &Value, author: &str) -> Value {
    let purpose = own["purpose"].as_str().unwrap_or("commenting");
    let who = name(&own["creator"]);
    match &own["value"] {
        Value::String(value) if purpose == "commenting" || purpose == "replying" => {
            let who = if who == author { "" } else { who };
            body(purpose, said(who, value))
        }
        Value::String(value) if purpose == "tagging" => body(purpose, value.clone()),
        // Recogito Studio's tags from a vocabulary.
        Value::Object(term) if purpose == "tagging" => {
            let label = term.get("label").and_then(Value::as_str);
            body(purpose, label.unwrap_or_default().to_owned())
        }
        _ => own.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::file;
    use crate::format;
    use crate::sort::sort;

    #[test]
    fn a_quote_that_is_no_text_is_left_out() {
        let json = r#"[{"bodies":[],"target":{"selector":[{"quote":1,"start":0,"end":1}]}},
            {"bodies":[],"target":{"selector":[{"quote":"a","start":0,"end":1}]}}]"#;
        let (project, found) = format("w3c")
            .expect("the format is listed")
            .read(&[file("a.json", json), file("d.txt", "a")])
            .expect("the rest is fit");
        assert_eq!(project.annotations.len(), 1);
        assert!(
            found
                .iter()
                .any(|it| it.message.contains("expected a text in `exact`, found 1")),
            "{found:?}"
        );
    }

    #[test]
    fn annotations_of_recogito_are_read_beside_their_text() {
        let one = r#"{"id": "a", "bodies": [
            {"id": "b1", "annotation": "a", "purpose": "tagging", "value": "PER"},
            {"id": "b2", "annotation": "a", "purpose": "commenting", "value": "the president", "creator": {"id": "u1", "name": "Ada"}},
            {"id": "b3", "annotation": "a", "purpose": "commenting", "value": "sure?", "creator": {"id": "u2", "name": "Bo"}}],
            "target": {"annotation": "a", "selector": [{"quote": "Obama", "start": 3, "end": 8}],
            "creator": {"id": "u1", "name": "Ada"}, "created": "2024-01-02T03:04:05.000Z", "updated": "2024-01-03T03:04:05.000Z"}}"#;
        let two = r#"{"id": "b", "bodies": [], "target": {"selector": {"quote": {"exact": "Kabul", "prefix": "visited "}, "start": 17, "end": 22}}}"#;
        for json in [
            format!("[{one}, {two}]"),
            format!("{{\"annotations\": [{one}, {two}]}}"),
            format!("{}\n{}\n", one.replace('\n', " "), two.replace('\n', " ")),
        ] {
            let text = file("page.txt", "👍 Obama visited Kabul. Kabul!");
            let sorted = sort(vec![file("a.json", json), text]);
            assert!(sorted.others.is_empty(), "{sorted:?}");
            let group = &sorted.groups[0];
            let (project, found) = group.format.read(&group.files).expect("fit");
            assert!(found.is_empty(), "{found:?}");
            let project = crate::check::canonical(&project);
            let marks: Vec<_> = project
                .annotations
                .iter()
                .map(|a| (a.label.as_str(), a.fragments[0].quote.as_str()))
                .collect();
            assert_eq!(marks, [("PER", "Obama"), ("annotation", "Kabul")]);
            let first = &project.annotations[0];
            assert_eq!(first.note, "the president\nBo: sure?");
            assert_eq!(
                (first.author.as_str(), first.modified.as_str()),
                ("Ada", "2024-01-03T03:04:05.000Z")
            );
        }
    }
}
