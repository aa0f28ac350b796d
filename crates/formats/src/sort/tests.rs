use super::*;
use crate::check::file;
use crate::{FORMATS, Options, format, pack, torture};

fn outline(sorted: &Sorted) -> (Vec<(&str, Vec<&str>)>, Vec<&str>) {
    let groups = sorted.groups.iter().map(|group| {
        let files = group.files.iter().map(|file| file.name.as_str());
        (group.format.id, files.collect())
    });
    let others = sorted.others.iter().map(|file| file.name.as_str());
    (groups.collect(), others.collect())
}

#[test]
fn what_a_format_writes_is_one_group_packed_or_not() {
    for format in FORMATS.iter().filter(|format| format.reads()) {
        let files = format.write(&torture::project(), &Options::default()).files;
        let packed = pack("Torture", files.clone());
        for files in [files.clone(), vec![packed]] {
            let sorted = sort(files);
            assert_eq!(sorted.groups.len(), 1, "{}: {sorted:?}", format.id);
            assert_eq!(sorted.groups[0].format.id, format.id);
            assert!(sorted.others.is_empty() && sorted.found.is_empty());
            assert!(
                format.read(&sorted.groups[0].files).is_ok(),
                "{}",
                format.id
            );
        }
    }
}

#[test]
fn a_table_of_texts_belongs_to_marks_where_there_are_some() {
    let texts = || file("texts.csv", "id,text\na,A\n");
    let texts_only = sort(vec![texts()]);
    assert_eq!(outline(&texts_only), (vec![], vec!["texts.csv"]));
    let marks = file("marks.csv", "document,label,start,end\na,x,0,1\n");
    let both = sort(vec![texts(), marks]);
    let group = ("csv", vec!["marks.csv", "texts.csv"]);
    assert_eq!(outline(&both), (vec![group], vec![]));
}

#[test]
fn texts_go_to_the_web_annotations_that_select_from_them() {
    let annotation = |target: &str| {
        let context = "http://www.w3.org/ns/anno.jsonld";
        let selector = r#"{"type":"TextQuoteSelector","exact":"Kabul"}"#;
        let text = format!(
            r#"{{"@context":"{context}","id":"a","type":"Annotation","target":{{{target}"selector":{selector}}}}}"#
        );
        file("a.json", text)
    };
    for (target, names, taken) in [
        (
            r#""source":"https://e.org/page.txt","#,
            vec!["page.txt", "b.txt"],
            vec!["page.txt"],
        ),
        (
            r#""source":"https://e.org/a%20page?x#y","#,
            vec!["a page.html", "b.txt"],
            vec!["a page.html"],
        ),
        (
            r#""source":"https://e.org/page.html","#,
            vec!["page.docx", "b.txt"],
            vec!["page.docx"],
        ),
        (
            r#""source":"https://e.org/","#,
            vec!["page.html"],
            vec!["page.html"],
        ),
        (
            r#""source":"https://e.org/","#,
            vec!["a.txt", "b.txt"],
            vec![],
        ),
        ("", vec!["page.txt"], vec!["page.txt"]),
        ("", vec!["page.txt", "b.txt"], vec![]),
    ] {
        let files = names.iter().map(|name| file(name, "Obama visited Kabul."));
        let sorted = sort([vec![annotation(target)], files.collect()].concat());
        let (groups, others) = outline(&sorted);
        let expected = [vec!["a.json"], taken.clone()].concat();
        assert_eq!(groups, [("w3c", expected)], "{target}");
        assert_eq!(others.len(), names.len() - taken.len());
    }
}

/// Other programs put the fields of JSON in an order of their own.
#[test]
fn projects_of_postil_are_known_in_any_order() {
    use postil_core::format::postil;
    use postil_core::model::{Document, DocumentMeta};
    let mut project = torture::project();
    let long = "A long text. ".repeat(10_000);
    let meta = DocumentMeta::new("long".into(), "Long");
    project.documents.insert(0, Document::new(meta, &long));
    let written = postil::write(&project);
    let whole: serde_json::Value = serde_json::from_slice(&written.files[0].bytes).expect("JSON");
    let mut fields: Vec<_> = whole.as_object().expect("fields").iter().collect();
    fields.sort_by_key(|(name, _)| *name == "format");
    let fields = fields
        .iter()
        .map(|(name, value)| format!("\"{name}\": {value}"));
    let turned = format!("{{\n{}\n}}", fields.collect::<Vec<_>>().join(",\n"));
    assert!(crate::is_project(turned.as_bytes()));
    let sorted = sort(vec![file("a.json", &turned)]);
    assert_eq!(outline(&sorted), (vec![], vec!["a.json"]));
    let (read, _) = postil::read(turned.as_bytes()).expect("it is read");
    assert_eq!(read.documents.len(), project.documents.len());
}

#[test]
fn nothing_in_an_archive_is_lost() {
    let xmi = format("cas-xmi").expect("listed");
    let written = xmi.write(&torture::project(), &Options::default()).files;
    let cas = archive::unpack(&written).expect("it is whole");
    let brat = [
        file("b/a.ann", "T1\tPer 0 5\tObama\n"),
        file("b/a.txt", "Obama left."),
    ];
    let rest = [
        file("b/other.txt", "Another."),
        file("page.html", "<p>A"),
        file("rows.csv", "title,text\nA,B\n"),
        file("photo.png", ""),
    ];
    for (inside, ids) in [
        ([cas.clone(), rest.to_vec()].concat(), vec!["cas-xmi"]),
        ([brat.to_vec(), rest.to_vec()].concat(), vec!["brat"]),
        (
            [brat.to_vec(), cas, rest.to_vec()].concat(),
            vec!["brat", "cas-xmi"],
        ),
    ] {
        let packed = File {
            name: "All of it.zip".to_owned(),
            ..pack("", inside)
        };
        let sorted = sort(vec![packed]);
        let (groups, others) = outline(&sorted);
        let found: Vec<_> = groups.iter().map(|(id, _)| *id).collect();
        assert_eq!(found, ids);
        assert_eq!(others, ["b/other.txt", "page.html", "rows.csv"]);
        let said: Vec<_> = sorted.found.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            ["All of it.zip: passed over, as they hold no article: 1 picture"]
        );
        for group in &sorted.groups {
            let (project, _) =
                crate::choices::read(group, &Default::default()).expect("it is read");
            assert_eq!(project.header.name, "All of it");
        }
    }
}

#[test]
fn nothing_in_an_archive_inside_another_is_lost() {
    let own = [
        file("a.ann", "T1\tPer 0 5\tObama\n"),
        file("a.txt", "Obama left."),
        file("page.html", "<p>A"),
    ];
    let inner = File {
        name: "inner.zip".to_owned(),
        ..pack("", own.to_vec())
    };
    let sorted = sort(vec![pack("Outer", vec![inner, file("b.txt", "B")])]);
    let (groups, others) = outline(&sorted);
    assert_eq!(groups, [("brat", vec!["inner/a.ann", "inner/a.txt"])]);
    assert_eq!(others, ["inner/page.html", "b.txt"]);
    assert!(sorted.found.is_empty(), "{sorted:?}");
}

#[test]
fn an_archive_is_read_as_what_is_in_it() {
    for format in FORMATS.iter().filter(|format| format.reads()) {
        let written = format.write(&torture::project(), &Options::default()).files;
        let packed = format.pack("Torture", written);
        let (whole, _) = format
            .read(std::slice::from_ref(&packed))
            .unwrap_or_default();
        let sorted = sort(vec![packed]);
        let read = crate::choices::read(&sorted.groups[0], &Default::default());
        let (read, _) = read.expect("it is read");
        if !whole.documents.is_empty() {
            assert!(read == whole, "{}", format.id);
        }
    }
}

/// The text of Windows, and with a byte order mark.
#[test]
fn texts_in_utf_16_are_known_and_read() {
    let wide = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_be_bytes).collect()
    };
    for (id, files) in [
        (
            "brat",
            vec![
                ("a.ann", "T1\tPer 2 7\tObama\n"),
                ("a.txt", "👍 Obama left."),
            ],
        ),
        (
            "doccano",
            vec![(
                "a.jsonl",
                r#"{"text":"👍 Obama left.","label":[[3,8,"Per"]]}"#,
            )],
        ),
        (
            "prodigy",
            vec![(
                "a.jsonl",
                r#"{"text":"👍 Obama left.","spans":[{"start":2,"end":7,"label":"Per"}]}"#,
            )],
        ),
        (
            "label-studio",
            vec![(
                "a.json",
                r#"[{"id":1,"data":{"text":"👍 Obama left."},"annotations":[{"result":[{"id":"a","from_name":"l","to_name":"t","type":"labels","value":{"start":2,"end":7,"text":"Obama","labels":["Per"]}}]}]}]"#,
            )],
        ),
        ("conll", vec![("a.conll", "👍 O\nObama B-Per\nleft O\n")]),
    ] {
        let files = files.iter().map(|(name, text)| file(name, wide(text)));
        let sorted = sort(files.collect());
        assert!(sorted.others.is_empty() && sorted.found.is_empty(), "{id}");
        assert_eq!(sorted.groups[0].format.id, id);
        let spans = crate::check::spans(id, &sorted.groups[0].files);
        assert_eq!(spans, [("Per".to_owned(), "Obama".to_owned())], "{id}");
    }
}

#[test]
fn a_saved_page_is_told_by_what_is_in_it() {
    let message = "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>A";
    for name in ["a.mhtml", "a.mht", "a.html"] {
        let sorted = sort(vec![file(name, message)]);
        assert_eq!(outline(&sorted), (vec![], vec![name]));
        assert_eq!(sorted.others[0].bytes, b"<p>A");
    }
    let text = sort(vec![file("a.txt", message)]);
    assert_eq!(text.others[0].bytes, message.as_bytes());
    let broken = message.replace("text/html", "multipart/related");
    let sorted = sort(vec![file("a.mht", broken)]);
    assert_eq!(sorted.found.len(), 1);
    assert_eq!(sorted.found[0].place, "a.mht");
}

#[test]
fn files_go_where_they_are_needed() {
    let sorted = sort(vec![
        file("a.ann", ""),
        file("a.txt", "A"),
        file("b.txt", "B"),
        file("annotation.conf", "[entities]"),
        file("c.postil.json", "{\"format\":\"postil\"}"),
        file("d.zip", b"PK\x03\x04"),
        file("e.csv", "x,y"),
    ]);
    let (groups, others) = outline(&sorted);
    assert_eq!(
        groups,
        [("brat", vec!["a.ann", "a.txt", "annotation.conf"])]
    );
    assert_eq!(others, ["b.txt", "c.postil.json", "e.csv"]);
    assert_eq!(sorted.found.len(), 1);
    assert_eq!(sorted.found[0].place, "d.zip");

    // Each to its own, also where there are several formats.
    let sorted = sort(vec![
        file("a.ann", ""),
        file("d.xml", "<X><TEXT>A</TEXT></X>"),
        file("annotation.conf", "[entities]"),
        file("schema.dtd", "<!ENTITY name \"X\">"),
        file("a.md", "A"),
    ]);
    let (groups, others) = outline(&sorted);
    let expected = [
        ("brat", vec!["a.ann", "annotation.conf"]),
        ("medtator", vec!["d.xml", "schema.dtd"]),
    ];
    assert_eq!((groups, others), (expected.to_vec(), vec!["a.md"]));

    let xml = "<Project xmlns=\"urn:QDA-XML:project:1.0\"/>";
    let unpacked = sort(vec![
        file("p/project.qde", xml),
        file("p/Sources/a.txt", "A"),
        file("p/b.txt", "B"),
    ]);
    let group = ("qdpx", vec!["p/project.qde", "p/Sources/a.txt"]);
    assert_eq!(outline(&unpacked), (vec![group], vec!["p/b.txt"]));

    let texts = pack("Texts", vec![file("a.txt", "A"), file("b.md", "B")]);
    let sorted = sort(vec![texts]);
    assert_eq!(outline(&sorted), (vec![], vec!["a.txt", "b.md"]));
}
