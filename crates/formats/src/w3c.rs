//! W3C Web Annotation, as JSON-LD (<https://www.w3.org/TR/annotation-model/>). Offsets count code
//! points, as the Recommendation demands.
//!
//! One graph holds each text as a `Text` resource with its `value`, and an `Annotation` for each
//! - annotation: motivation `tagging`; the label is a body of that purpose, notes are `commenting`,
//!   attributes `describing` bodies with a `label`. The target is the text with a
//!   `TextPositionSelector` and a `TextQuoteSelector`; pieces of a discontinuous one are the items
//!   of a `Composite`, each with selectors of its own.
//! - relation: motivation `linking`, from its target to the body that is an IRI.
//! - cluster: motivation `identifying`; its targets are the mentions.

mod read;
mod write;

use crate::carry::{Carry, Values};
use crate::{Format, head};

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
        head.starts_with(['{', '[']) && head.contains("http://www.w3.org/ns/anno")
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
    let Some(encoded) = iri.strip_prefix(&prefix(kind)) else {
        return iri.to_owned();
    };
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
    String::from_utf8(bytes).unwrap_or_else(|_| iri.to_owned())
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

    #[test]
    fn what_is_wrong_is_named() {
        for (rest, place, message) in [
            (
                r#""target": "https://e.org/d.txt""#,
                "annotations[0] “a”",
                "text of",
            ),
            (
                r#""target": {"source": "s", "selector": []}"#,
                "annotations[0] “a”",
                "text of",
            ),
            (r#""body": 7"#, "annotations[0] “a”", "target"),
        ] {
            let bytes = format!(r#"{{{CONTEXT}, "id": "a", {rest}}}"#);
            check::refuses("w3c", "a.jsonld", bytes, place, message);
        }
        check::refuses("w3c", "a.jsonld", "[", "line 1", "not valid JSON");
        check::refuses("w3c", "a.jsonld", "{}", "a.jsonld", "expected");
    }
}
