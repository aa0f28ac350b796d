//! Says what a file looks like that no format knows: one of another kind, XML or JSON of an unknown one.

use crate::catalogue::not_read;
use crate::shape::{Arrangement, Shape, Sketch};
use crate::{FORMATS, has_extension, head};
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;

/// How many fields are named.
const MAX_FIELDS: usize = 8;

/// What a file is that Postil does not read, and what it reads. `None` for a text, for what may be one
/// in a form of its own, and for a file that says which format it has, as projects of Postil do: these have
/// errors of their own. Reads the beginning of a file, and the first records of JSON.
pub fn tell(file: &File) -> Option<Diagnostic> {
    let head = head(&file.bytes).trim_start();
    let kind = match head.as_bytes().first() {
        Some(b'<') => xml(head),
        Some(b'{' | b'[') => return json(file),
        _ => lines(head),
    };
    kind.map(|kind| Diagnostic::error(&file.name, not_read(kind)))
}

/// Kinds of XML by their outermost elements, without prefixes, and a word that they hold, too.
const XML: [(&str, &str, &str); 21] = [
    ("collection", "<passage", "BioC XML"),
    ("collection", "BioC", "BioC XML"),
    ("GateDocument", "", "a document of GATE"),
    ("ANNOTATION_DOCUMENT", "", "a transcript of ELAN"),
    ("basic-transcription", "", "a transcript of EXMARaLDA"),
    ("TimeML", "", "a document of TimeML"),
    ("source_file", "", "annotations of ACE"),
    ("RDF", "nif-core", "NIF, which is RDF data"),
    ("RDF", "", "RDF data"),
    ("FoLiA", "", "a document of FoLiA"),
    ("NAF", "", "a document of NAF"),
    ("KAF", "", "a document of KAF"),
    ("D-Spin", "", "a document of WebLicht (TCF)"),
    ("paula", "", "PAULA XML"),
    ("markables", "", "annotations of MMAX2"),
    ("annotations", "textSource", "annotations of Knowtator"),
    ("xliff", "", "a translation in XLIFF"),
    ("tmx", "", "a translation memory"),
    ("rss", "", "a news feed"),
    ("feed", "", "a news feed"),
    ("mediawiki", "", "an export of a wiki"),
];

/// What XML is, by its beginning.
fn xml(head: &str) -> Option<&'static str> {
    let root = root(head)?;
    let mut known = XML.iter();
    let known = known.find(|(name, word, _)| *name == root && head.contains(word));
    known.map(|(.., kind)| *kind)
}

/// The name of the outermost element, without its prefix.
pub fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = rest.get(rest.find('<')?..)?;
        let end = match rest {
            it if it.starts_with("<!--") => "-->",
            it if it.starts_with("<?") || it.starts_with("<!") => ">",
            _ => break,
        };
        rest = rest.get(rest.find(end)? + end.len()..)?;
    }
    let name = rest.get(1..)?;
    let ends = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
    let name = name.get(..name.find(ends)?)?;
    name.rsplit(':').next()
}

/// What lines of data are, by their beginning.
fn lines(head: &str) -> Option<&'static str> {
    let mut lines = head.lines();
    let (first, second) = (lines.next()?, lines.next().unwrap_or_default());
    let is = |line: &str, what: &str| {
        let number = line.split('|').next().unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number
            && line
                .get(number.len()..)
                .is_some_and(|it| it.starts_with(what))
    };
    if is(first, "|t|") && is(second, "|a|") {
        return Some("PubTator");
    }
    if first.starts_with("File type = \"ooTextFile") {
        return Some("a transcript of Praat");
    }
    if first == "@UTF8" || first == "@Begin" {
        return Some("a transcript of CHAT");
    }
    let is_turtle = first.starts_with("@prefix ") || first.starts_with("@base ");
    match (is_turtle, head.contains("nif-core")) {
        (true, true) => Some("NIF, which is RDF data"),
        (true, false) => Some("RDF data in Turtle"),
        (false, _) => None,
    }
}

/// What records of JSON are of another tool, by their fields.
fn known(record: &Sketch) -> Option<&'static str> {
    let has = |names: &[&str]| record.has(names);
    let context = |word: &str| {
        let context = &record["@context"];
        let mut all = context.items().iter().chain([context]);
        all.any(|it| matches!(it, Sketch::Text(text) if text.contains(word)))
    };
    let kinds = [
        (has(&["passages"]), "BioC JSON"),
        (record["documents"][0].has(&["passages"]), "BioC JSON"),
        (has(&["annotation_sets", "text"]), "a document of GATE"),
        (
            record["entities"].is_object() && has(&["text"]),
            "a document of GATE",
        ),
        (
            has(&["annotatable", "anncomplete"]),
            "annotations of tagtog",
        ),
        (has(&["anncomplete", "entities"]), "annotations of tagtog"),
        (
            record["examples"][0].has(&["content", "annotations"]),
            "LightTag's JSON",
        ),
        (record["annotation"][0].has(&["points"]), "Dataturks' JSON"),
        (
            record["data"][0].has(&["paragraphs"]),
            "questions and answers as in SQuAD",
        ),
        (has(&["sentences", "ner", "doc_key"]), "DyGIE's JSON"),
        (context("nif"), "NIF, which is RDF data"),
        (
            record["@graph"][0].has(&["nif:isString"]),
            "NIF, which is RDF data",
        ),
        (has(&["cells", "nbformat"]), "a notebook of Jupyter"),
        (
            has(&["images", "categories"]),
            "annotations of pictures (COCO)",
        ),
    ];
    kinds.into_iter().find(|(is, _)| *is).map(|(_, kind)| kind)
}

/// What a file of JSON is made of, and which kinds of JSON are read.
fn json(file: &File) -> Option<Diagnostic> {
    let shape = Shape::of(&file.bytes);
    if shape.is_project() {
        return None;
    }
    if let Some(kind) = shape.records.iter().find_map(known) {
        return Some(Diagnostic::error(&file.name, not_read(kind)));
    }
    if !has_extension(&file.name, &["json"]) {
        return None;
    }
    if shape.damaged || shape.arrangement == Arrangement::None {
        return None;
    }
    let first = shape.records.first();
    let fields = first.map_or(&[][..], |record| record.fields());
    if fields.iter().any(|(name, _)| name == "format") {
        return None;
    }
    let named = fields.iter().take(MAX_FIELDS);
    let named: Vec<String> = named.map(|(name, _)| format!("`{}`", clip(name))).collect();
    let what = match (shape.arrangement, named.is_empty()) {
        (_, true) => "it has no records with fields".to_owned(),
        (Arrangement::One, _) => format!("it has the fields {}", named.join(", ")),
        _ => format!("its records have the fields {}", named.join(", ")),
    };
    let readable = FORMATS.iter().filter(|format| {
        let mut kinds = format.extensions.iter();
        format.reads() && kinds.any(|kind| kind.ends_with("json") || kind.ends_with("jsonl"))
    });
    let readable: Vec<&str> = readable.map(|format| format.title).collect();
    Some(Diagnostic::error(
        &file.name,
        format!(
            "this is JSON of no kind that Postil reads: {what}; it reads Postil projects, {}",
            readable.join(", ")
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::tell;
    use crate::check::file;
    use crate::sort::sort;

    #[test]
    fn unknown_json_is_described() {
        for (bytes, words) in [
            (
                r#"{"a": 1, "b": {"c": 2}}"#,
                Some("it has the fields `a`, `b`;"),
            ),
            (
                r#"[{"x": 1}, {"y": 2}]"#,
                Some("its records have the fields `x`;"),
            ),
            ("[1, 2]", Some("no records with fields")),
            (r#"{"format": "other"}"#, None),
            ("<html>", None),
        ] {
            let said = tell(&file("a.json", bytes)).map(|it| it.message);
            assert_eq!(said.is_some(), words.is_some(), "{bytes}: {said:?}");
            let said = said.unwrap_or_default();
            assert!(said.contains(words.unwrap_or_default()), "{said}");
            assert!(words.is_none() || said.contains("Label Studio"), "{said}");
        }
        assert_eq!(tell(&file("a.txt", "[]")), None);
    }

    /// The beginnings of files as the tools write them.
    #[test]
    fn known_kinds_are_named() {
        let xml = |body: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}");
        for (name, bytes, kind) in [
            (
                "PMC1.xml",
                xml("<!DOCTYPE collection SYSTEM \"BioC.dtd\">\n<collection><source>PubTator</source><date/><key>BioC.key</key><document><id>3392027</id><passage><infon key=\"type\">title</infon><offset>0</offset><text>A text</text></passage></document></collection>"),
                "BioC XML",
            ),
            (
                "PMC1.json",
                r#"{"source": "PubTator", "date": "", "key": "BioC.key", "infons": {}, "documents": [{"id": "1", "infons": {}, "passages": [{"offset": 0, "infons": {}, "text": "A", "sentences": [], "annotations": []}], "relations": []}]}"#.to_owned(),
                "BioC JSON",
            ),
            (
                "gate.xml",
                "<?xml version='1.0' encoding='UTF-8'?>\n<GateDocument version=\"3\">\n<!-- The document's features-->\n<GateDocumentFeatures></GateDocumentFeatures>\n<TextWithNodes><Node id=\"0\"/>A<Node id=\"1\"/></TextWithNodes></GateDocument>".to_owned(),
                "a document of GATE",
            ),
            (
                "testdoc.bdocjs",
                r#"{"annotation_sets": {"": {"name": "", "annotations": [{"type": "Document", "start": 0, "end": 1, "id": 0, "features": {}}], "next_annid": 1}}, "text": "A", "features": {}, "offset_type": "p", "name": ""}"#.to_owned(),
                "a document of GATE",
            ),
            (
                "gate.json",
                r#"{"text":"A text","entities":{"Person":[{"indices":[0,1],"gender":"male"}]}}"#.to_owned(),
                "a document of GATE",
            ),
            (
                "nif.ttl",
                "@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .\n<http://e.org/#char=0,5> a nif:Context .".to_owned(),
                "NIF",
            ),
            (
                "nif.json",
                r#"{"@graph": [{"@id": "http://e.org/#char=0,1", "@type": ["nif:Context"], "nif:isString": "A"}], "@context": {"nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"}}"#.to_owned(),
                "NIF",
            ),
            ("a.ttl", "@prefix a: <http://e.org/> .\na:b a a:c .".to_owned(), "RDF data in Turtle"),
            (
                "a.rdf",
                xml("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"></rdf:RDF>"),
                "RDF data",
            ),
            (
                "a.eaf",
                xml("<ANNOTATION_DOCUMENT AUTHOR=\"\" DATE=\"2025-01-20T14:41:12+01:00\" FORMAT=\"3.0\" VERSION=\"3.0\"><HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\"/></ANNOTATION_DOCUMENT>"),
                "a transcript of ELAN",
            ),
            (
                "a.xml",
                xml("<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n<DOCID>1</DOCID>\n<TEXT>\nOn <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"1905\">1905</TIMEX3>.\n</TEXT>\n</TimeML>"),
                "a document of TimeML",
            ),
            (
                "a.ann.json",
                r#"{"annotatable":{"parts":["s1p1"]},"anncomplete":false,"sources":[],"metas":{},"entities":[],"relations":[]}"#.to_owned(),
                "annotations of tagtog",
            ),
            (
                "a.txt",
                "1000475|t|Terminator mutants\n1000475|a|The effect of terminators.\n1000475\t0\t10\tTerminator\tGene\t1\n".to_owned(),
                "PubTator",
            ),
            (
                "a.TextGrid",
                "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n".to_owned(),
                "a transcript of Praat",
            ),
        ] {
            let sorted = sort(vec![file(name, bytes)]);
            assert!(sorted.groups.is_empty(), "{name}: {sorted:?}");
            assert!(sorted.others.is_empty(), "{name}: {sorted:?}");
            let said = &sorted.found[0];
            let expected = format!("this looks like {kind}");
            assert!(said.message.starts_with(&expected), "{name}: {said}");
            assert!(said.message.contains("Postil reads"), "{said}");
        }
        for text in ["12|t|A\n", "@home: a story\n", "<p", "A text.\n", ""] {
            assert_eq!(tell(&file("a.txt", text)), None, "{text}");
        }
    }
}
