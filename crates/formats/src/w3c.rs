//! W3C Web Annotation, as JSON-LD (<https://www.w3.org/TR/annotation-model/>). Offsets count code
//! points, as the Recommendation demands.
//!
//! One graph holds each text as a `Text` resource with its `value`, and an `Annotation` for each
//! - annotation: motivation `tagging`; the label is a body of that purpose, notes are `commenting`,
//!   attributes `describing` bodies with a `label`. The target is the text with a
//!   `TextPositionSelector` and a `TextQuoteSelector`; pieces of a discontinuous one are the items
//!   of a `Composite`, each with selectors of its own.
//! - relation: motivation `linking`, from its target to the body that is an IRI.
//! - cluster: motivation `identifying`; its targets are the mentions. The clusters that a group stands for
//!   are `linking` bodies.
//!
//! The reader also reads what Recogito ([`recogito`]) and Hypothesis ([`hypothesis`]) keep in forms of
//! their own. A body that is or names another resource becomes the attribute `link`.

mod bodies;
mod dialect;
mod gather;
mod hypothesis;
mod mark;
mod quotes;
mod read;
mod recogito;
mod sources;
mod targets;
mod translated;
mod values;
mod write;

pub(crate) use read::beside;

use crate::carry::{Carry, Values};
use crate::{Format, head};

/// Begins the address of the context of Web Annotations.
const CONTEXT: &str = "http://www.w3.org/ns/anno";

/// Code points on each side of a quote that its selector repeats.
const CONTEXT_CODE_POINTS: usize = 32;

const CARRY: Carry = Carry {
    name: true,
    title: true,
    url: true,
    language: true,
    discontinuous: true,
    attributes: Values::Scalar,
    note: true,
    author: true,
    created: true,
    modified: true,
    relations: true,
    relations_to_clusters: true,
    relations_across: true,
    relation_value: true,
    relation_attributes: Values::Scalar,
    relation_note: true,
    relation_author: true,
    relation_created: true,
    clusters: true,
    clusters_across: true,
    cluster_name: true,
    cluster_parts: true,
    cluster_attributes: Values::Scalar,
    cluster_note: true,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "w3c",
    title: "W3C Web Annotation",
    tools: "Recogito, Hypothesis, Annotorious, triple stores",
    unit: "code points",
    extensions: &["jsonld"],
    mime: "application/ld+json",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| write::collection(project),
    decode: Some(read::collection),
    looks: |_, bytes| {
        let head = head(bytes).trim_start();
        head.starts_with(['{', '[']) && (head.contains(CONTEXT) || dialect::is_known(bytes.shape()))
    },
};

/// The prefix of the IRIs of a kind of record.
fn prefix(kind: &str) -> String {
    format!("urn:postil:{kind}:")
}

/// The IRI of a record. Bytes other than letters, digits and `-._~` are percent-encoded.
fn iri(kind: &str, id: &str) -> String {
    let mut iri = prefix(kind);
    for byte in id.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => iri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => iri.push(char::from(byte)),
            byte => iri.push_str(&format!("%{byte:02X}")),
        }
    }
    iri
}

/// The id of a record from an IRI that [`iri`] made; any other IRI is itself the id.
fn id(kind: &str, iri: &str) -> String {
    match iri.strip_prefix(&prefix(kind)) {
        Some(encoded) => percent_decoded(encoded),
        None => iri.to_owned(),
    }
}

/// A text with its percent-encoded bytes decoded, or the text itself if they are no UTF-8.
fn percent_decoded(encoded: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = encoded.as_bytes();
    while let [byte, after @ ..] = rest {
        let pair = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let code = pair.and_then(|two| u8::from_str_radix(two, 16).ok());
        (bytes, rest) = match (byte, code) {
            (b'%', Some(code)) => (push(bytes, code), after.get(2..).unwrap_or_default()),
            _ => (push(bytes, *byte), after),
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| encoded.to_owned())
}

fn push(mut bytes: Vec<u8>, byte: u8) -> Vec<u8> {
    bytes.push(byte);
    bytes
}

#[cfg(test)]
mod tests {
    use super::{id, iri};
    use crate::check;

    #[test]
    fn round_trips() {
        check::round_trips("w3c");
        check::survives_damage("w3c");
        check::is_detected("w3c");
    }

    #[test]
    fn ids_are_fit_for_iris() {
        for name in [
            "a",
            "a b",
            "ä%2",
            "🇦🇫",
            "%",
            "urn:postil:annotation:a",
            "\u{0}",
        ] {
            let there = iri("annotation", name);
            assert!(there.is_ascii());
            assert_eq!(id("annotation", &there), name);
        }
        assert_eq!(id("annotation", "https://e.org/1"), "https://e.org/1");
    }

    const CONTEXT: &str = r#""@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation""#;

    fn spans(target: &str) -> Vec<(String, String)> {
        let annotation =
            format!(r#"{{{CONTEXT}, "id": "a", "bodyValue": "X", "target": {target}}}"#);
        let files = [
            check::file("a.jsonld", annotation),
            check::file("d.txt", "👍 e\u{301}\r\nb c b"),
        ];
        check::spans("w3c", &files)
    }

    #[test]
    fn selectors_of_other_programs_are_understood() {
        for (target, text) in [
            (
                r#"{"source": "https://e.org/d.txt", "selector": {"type": "TextPositionSelector", "start": 2, "end": 7}}"#,
                "e\u{301}\nb",
            ),
            (
                r#"{"source": "d.txt", "selector": {"type": "TextQuoteSelector", "exact": "b", "prefix": "c "}}"#,
                "b",
            ),
            (
                r#"{"source": "d.txt", "selector": {"type": "TextQuoteSelector", "exact": "\u0301\nb c"}}"#,
                "\u{301}\nb c",
            ),
            (
                r#"[{"source": "d.txt", "selector": {"type": "TextPositionSelector", "start": 0, "end": 1}},
                 {"source": "d.txt", "selector": [{"type": "TextPositionSelector", "start": 6, "end": 7}]}]"#,
                "👍 … b",
            ),
        ] {
            assert_eq!(spans(target), [("X".to_owned(), text.to_owned())]);
        }
    }

    const PAGE: &str = r#"[{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://x/1","type":"Annotation","body":[{"type":"TextualBody","value":"PER","purpose":"tagging"}],"target":{"source":"https://example.org/page.txt","selector":[{"type":"TextQuoteSelector","exact":"Kabul"},{"type":"TextPositionSelector","start":14,"end":19}]}}]"#;

    /// What is read of annotations with a text beside them, sorted as they come in: its covered words,
    /// those that wait to be placed, and all remarks.
    fn beside(json: &str, name: &str, text: &str) -> (Vec<String>, usize, Vec<String>) {
        let files = vec![check::file("a.json", json), check::file(name, text)];
        let sorted = crate::sort::sort(files);
        assert!(sorted.others.is_empty(), "{sorted:?}");
        let group = &sorted.groups[0];
        let (project, found) = group.format.read(&group.files).expect("fit");
        let project = check::canonical(&project);
        let quotes = project
            .annotations
            .iter()
            .map(|a| a.fragments[0].quote.clone());
        let found = found.iter().map(ToString::to_string);
        (
            quotes.collect(),
            project.header.unsettled().len(),
            found.collect(),
        )
    }

    #[test]
    fn a_text_may_be_a_file() {
        let text = "Obama visited Kabul.";
        let found = |json: &str, name: &str, text: &str| {
            let (quotes, waiting, found) = beside(json, name, text);
            assert_eq!(
                (quotes, waiting),
                (vec!["Kabul".to_owned()], 0),
                "{found:?}"
            );
            found.concat()
        };
        assert_eq!(found(PAGE, "page.txt", text), "");
        let unnamed = PAGE.replace(r#""source":"https://example.org/page.txt","#, "");
        assert_eq!(found(&unnamed, "other.txt", text), "");
        let said = found(PAGE, "other.txt", text);
        assert!(said.contains("the only one beside it was taken"), "{said}");
        let html = "<html><head><title>A title</title></head><body><p>Obama visited Kabul.</p></body></html>";
        assert_eq!(found(PAGE, "page.html", html), "");
        // The quote is right where the position is not.
        let shifted = PAGE.replace("14", "15").replace("19", "20");
        let said = found(&shifted, "page.txt", text);
        assert!(
            said.contains("covers “abul.”; its file says “Kabul”"),
            "{said}"
        );
        let said = found(PAGE, "page.txt", "Obama\r\nvisited Kabul.");
        assert!(said.contains("without carriage returns"), "{said}");
    }

    #[test]
    fn annotations_are_known_wherever_their_context_stands() {
        let long = "A note. ".repeat(2_000);
        let late = format!(
            r#"[{{"body": {{"type": "TextualBody", "value": "{long}"}}, "@context": "http://www.w3.org/ns/anno.jsonld"}}]"#
        );
        let found = crate::detect("a.json", late.as_bytes()).map(|it| it.id);
        assert_eq!(found, Some("w3c"));
    }

    #[test]
    fn what_is_around_words_tells_which_are_meant() {
        let around = r#""prefix":"He left ","suffix":".","exact":"Kabul""#;
        let json = PAGE.replace(r#""exact":"Kabul""#, around);
        let text = "Obama saw Kabul. He left Kabul.";
        let (quotes, waiting, found) = beside(&json, "page.txt", text);
        assert_eq!((quotes.len(), waiting), (1, 0), "{found:?}");
        assert!(found[0].contains("offsets of 1 annotation"), "{found:?}");
    }

    #[test]
    fn each_target_is_compared_with_its_words() {
        let text = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "@graph": [{"id": "t", "type": "Text", "value": "Obama visited Kabul."},
            {"type": "Annotation", "id": "a", "bodyValue": "X", "target": [
             {"source": "t", "selector": {"type": "TextPositionSelector", "start": 0, "end": 5}},
             {"source": "t", "selector": [{"type": "TextPositionSelector", "start": 15, "end": 19}, {"type": "TextQuoteSelector", "exact": "Kabul"}]}]}]}"#;
        let files = [check::file("a.jsonld", text)];
        let spans = check::spans("w3c", &files);
        assert_eq!(spans, [("X".to_owned(), "Obama … Kabul".to_owned())]);
        let (_, found) = super::FORMAT.read(&files).expect("fit");
        assert!(found[0].message.contains("covers “abul”"), "{found:?}");
        // Where one has no certain place, all of it waits.
        let twice = text.replace("visited", "Kabul to").replace(
            r#""selector": {"type": "TextPositionSelector", "start": 0, "end": 5}"#,
            r#""selector": {"type": "TextQuoteSelector", "exact": "Obama"}"#,
        );
        let (project, found) = super::FORMAT
            .read(&[check::file("a.jsonld", twice)])
            .expect("fit");
        assert_eq!(project.header.unsettled().len(), 1, "{found:?}");
        assert!(found[0].message.contains("“Obama Kabul”"), "{found:?}");
    }

    #[test]
    fn bodies_become_labels_and_attributes() {
        let read = |bodies: &str| {
            let text = format!(
                r#"[{{"id": "t", "type": "Text", "value": "Obama left."}},
                {{{CONTEXT}, "id": "a", "motivation": "linking", "body": {bodies}, "target": {{"source": "t", "selector": {{"type": "TextPositionSelector", "start": 0, "end": 5}}}}}}]"#
            );
            let files = [check::file("a.jsonld", text)];
            let (project, found) = super::FORMAT.read(&files).expect("fit");
            let mark = project.annotations[0].clone();
            let attributes = serde_json::to_string(&mark.attributes).expect("JSON");
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            (mark.label, attributes, found.join("\n"))
        };
        for (bodies, label, attributes, said) in [
            (
                r#"{"purpose": "identifying", "source": "https://www.wikidata.org/wiki/Q76"}"#,
                "linking",
                r#"{"link":"https://www.wikidata.org/wiki/Q76"}"#,
                "",
            ),
            (
                r#"[{"purpose": "identifying", "value": "https://e.org/1"}, "https://e.org/2"]"#,
                "linking",
                r#"{"link":"https://e.org/1 https://e.org/2"}"#,
                "",
            ),
            (
                r#"{"purpose": "classifying", "type": "SpecificResource", "source": {"id": "https://e.org/term/7", "label": "person"}}"#,
                "person",
                r#"{"link":"https://e.org/term/7"}"#,
                "",
            ),
            (
                r#"[{"purpose": "tagging", "value": "PER"}, {"purpose": "classifying", "value": "politician"}, {"purpose": "identifying", "value": "Barack Obama"}]"#,
                "PER",
                r#"{"class":"politician","name":"Barack Obama"}"#,
                "",
            ),
            (
                r#"{"type": "Choice", "items": [1]}"#,
                "linking",
                "{}",
                "a body of it is not read: Choice",
            ),
        ] {
            let (own, held, found) = read(bodies);
            assert_eq!(
                (own.as_str(), held.as_str()),
                (label, attributes),
                "{bodies}"
            );
            assert_eq!(found.is_empty(), said.is_empty(), "{found}");
            assert!(found.contains(said), "{found}");
        }
    }

    #[test]
    fn words_without_a_certain_place_wait() {
        let quote = r#"{"type":"TextPositionSelector","start":14,"end":19}"#;
        let only = PAGE.replace(&format!(",{quote}"), "");
        for (json, text, said) in [
            (
                only.as_str(),
                "Kabul, Kabul.",
                "which the text holds several times",
            ),
            (&only, "Obama.", "which the text does not hold"),
            (PAGE, "Obama.", "which the text does not hold"),
        ] {
            let (quotes, waiting, found) = beside(json, "page.txt", text);
            assert_eq!((quotes.len(), waiting), (0, 1), "{found:?}");
            assert!(found[0].contains(said), "{found:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_left_out() {
        let good = r#"{"id": "urn:t", "type": "Text", "value": "text"}"#;
        let mark = r#"{"type": "Annotation", "id": "m", "target": {"source": "urn:t", "selector": {"type": "TextPositionSelector", "start": 0, "end": 1}}}"#;
        for (rest, message) in [
            (r#""target": "https://e.org/d.txt""#, "text of"),
            (r#""target": {"source": "s", "selector": []}"#, "text of"),
            (
                r#""target": {"source": "urn:t", "selector": []}"#,
                "expected a TextPositionSelector",
            ),
            (
                r#""target": {"source": "urn:t", "selector": {"type": "TextPositionSelector", "start": 0, "end": 9}}"#,
                "outside the text",
            ),
            (r#""body": 7"#, "target"),
            (
                r#""motivation": "linking", "body": "x", "target": "m""#,
                "“x”, which does not exist",
            ),
            (
                r#""motivation": "identifying", "target": ["x"]"#,
                "“x”, which does not exist",
            ),
        ] {
            let bytes = format!(
                r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "@graph": [{good}, {mark}, {{"type": "Annotation", "id": "a", {rest}}}]}}"#
            );
            check::leaves_out("w3c", "a.jsonld", bytes, "annotations[1] “a”", message);
        }
        let outside = mark.replace(": 1}", ": 9}");
        let link = r#"{"type": "Annotation", "id": "l", "motivation": "linking", "body": "m", "target": "m"}"#;
        let bytes = format!(r#"[{good}, {outside}, {link}]"#);
        check::leaves_out(
            "w3c",
            "a.jsonld",
            bytes,
            "annotations[1] “l”",
            "which is left out",
        );
        let twice = format!(r#"[{good}, {mark}, {mark}]"#);
        check::leaves_out("w3c", "a.jsonld", twice, "annotations[1] “m”", "used twice");
        check::refuses("w3c", "a.jsonld", "[", "line 1", "not valid JSON");
        check::refuses("w3c", "a.jsonld", "{}", "a.jsonld", "expected");
    }
}
