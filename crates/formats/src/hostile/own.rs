//! Hostile files of Postil itself: project files, and the same in lines.

use super::{Hostile, OWN, fill, list};

const FILE: Hostile = Hostile {
    format: OWN,
    what: "",
    extension: "postil.json",
    make: |_| String::new(),
};

pub(super) fn all() -> Vec<Hostile> {
    let mut all = marks();
    all.extend(records());
    all.extend(lines());
    all
}

fn marks() -> Vec<Hostile> {
    vec![
        Hostile {
            what: "marks on one spot",
            make: |bytes| project("a", &list(bytes, |n| annotation(n, "", 0, 1)), ""),
            ..FILE
        },
        Hostile {
            what: "marks one inside of the other",
            make: |bytes| {
                let most = bytes / 60;
                let marks = list(bytes, |n| {
                    annotation(n, "", n.min(most), 2 * most + 2 - n.min(most))
                });
                project(&"a".repeat(2 * most + 2), &marks, "")
            },
            ..FILE
        },
        Hostile {
            what: "labels",
            make: |bytes| {
                let marks = list(bytes, |n| annotation(n, &format!(".{n}"), 0, 1));
                project("a", &marks, "")
            },
            ..FILE
        },
        Hostile {
            what: "pieces of marks that cross",
            make: |bytes| {
                let pieces = |from: usize| {
                    let piece = |n: usize| {
                        let start = from + 9 * n;
                        format!(r#"{{"start":{start},"end":{}}}"#, start + 1)
                    };
                    (0..200).map(piece).collect::<Vec<_>>().join(",")
                };
                let marks = list(bytes, |n| {
                    let pieces = pieces(n % 9);
                    format!(r#"{{"id":"a{n}","document":"d","label":"x","fragments":[{pieces}]}}"#)
                });
                project(&"a".repeat(2_000), &marks, "")
            },
            ..FILE
        },
        Hostile {
            what: "marks of one id",
            make: |bytes| project("a", &list(bytes, |_| annotation(0, "", 0, 1)), ""),
            ..FILE
        },
        Hostile {
            what: "marks with a quote of the whole text",
            make: |bytes| {
                let length = bytes.isqrt();
                let text = "a".repeat(length);
                let marks = list(bytes, |n| {
                    format!(
                        r#"{{"id":"a{n}","document":"d","label":"x","fragments":[{{"start":0,"end":{length},"quote":"{text}"}}]}}"#
                    )
                });
                project(&text, &marks, "")
            },
            ..FILE
        },
        Hostile {
            what: "one mark with many attributes and fields",
            make: |bytes| {
                let attributes = list(bytes / 2, |n| format!("\"{n}\":[1]"));
                let fields = fill(bytes / 2, |n| format!(",\"x{n}\":{{}}"));
                let mark = annotation(0, "", 0, 1);
                let mark = mark.strip_suffix('}').unwrap_or_default();
                let mark = format!("{mark},\"attributes\":{{{attributes}}}{fields}}}");
                project("a", &mark, "")
            },
            ..FILE
        },
        Hostile {
            what: "relations to one mark",
            make: |bytes| project("a", &annotation(0, "", 0, 1), &list(bytes, tie)),
            ..FILE
        },
        Hostile {
            what: "relations of one id, to nothing",
            make: |bytes| {
                let ties = list(bytes, |_| tie(0).replace("a0", "b"));
                project("a", &annotation(0, "", 0, 1), &ties)
            },
            ..FILE
        },
    ]
}

fn records() -> Vec<Hostile> {
    vec![
        Hostile {
            what: "documents of a letter",
            make: |bytes| {
                let documents = list(bytes, |n| format!(r#"{{"id":"d{n}","text":"a"}}"#));
                file(&documents, "", "")
            },
            ..FILE
        },
        Hostile {
            what: "documents of one id",
            make: |bytes| {
                let documents = list(bytes, |_| r#"{"id":"d","text":"a"}"#.to_owned());
                file(&documents, "", "")
            },
            ..FILE
        },
        Hostile {
            what: "boilerplate of one document",
            make: |bytes| {
                let ranges = list(bytes, |n| {
                    format!(r#"{{"start":{},"end":{}}}"#, n % 9, n % 9 + 1)
                });
                let document =
                    format!(r#"{{"id":"d","text":"aaaaaaaaaa","boilerplate":[{ranges}]}}"#);
                file(&document, "", "")
            },
            ..FILE
        },
        Hostile {
            what: "clusters of a mark each",
            make: |bytes| {
                let marks = list(bytes / 2, |n| annotation(n, "", 0, 1));
                let clusters = list(bytes / 2, |n| {
                    format!(r#"{{"id":"c{n}","name":"c","members":["a{n}"]}}"#)
                });
                file(DOCUMENT, &marks, &format!(r#","clusters":[{clusters}]"#))
            },
            ..FILE
        },
        Hostile {
            what: "clusters that share a mark",
            make: |bytes| {
                let marks = annotation(0, "", 0, 1);
                let clusters = list(bytes, |n| {
                    format!(r#"{{"id":"c{n}","name":"c","members":["a0","a0"]}}"#)
                });
                file(DOCUMENT, &marks, &format!(r#","clusters":[{clusters}]"#))
            },
            ..FILE
        },
        Hostile {
            what: "one cluster of many marks",
            make: |bytes| {
                let marks = list(bytes / 2, |n| annotation(n, "", 0, 1));
                let members = list(bytes / 2, |n| format!("\"a{n}\""));
                let cluster =
                    format!(r#","clusters":[{{"id":"c","name":"c","members":[{members}]}}]"#);
                file(DOCUMENT, &marks, &cluster)
            },
            ..FILE
        },
        Hostile {
            what: "layers",
            make: |bytes| {
                schema(
                    &list(bytes, |n| format!(r#"{{"name":"l{n}","title":"L"}}"#)),
                    "",
                )
            },
            ..FILE
        },
        Hostile {
            what: "layers of one name, each used",
            make: |bytes| {
                let layers = list(bytes / 2, |_| r#"{"name":"x","title":"L"}"#.to_owned());
                let marks = list(bytes / 2, |n| annotation(n, "", 0, 1));
                schema(&layers, "")
                    .replace(r#""annotations":["#, &format!(r#""annotations":[{marks}"#))
            },
            ..FILE
        },
        Hostile {
            what: "labels and attributes of a layer",
            make: |bytes| {
                let labels = list(bytes / 2, |n| format!(r#"{{"name":"{n}","title":"L"}}"#));
                let attributes = list(bytes / 2, |n| {
                    format!(
                        r#"{{"name":"{n}","title":"A","kind":"choice","values":["{n}"],"labels":["{n}"]}}"#
                    )
                });
                schema(
                    &format!(
                        r#"{{"name":"x","title":"X","labels":[{labels}],"attributes":[{attributes}]}}"#
                    ),
                    "",
                )
            },
            ..FILE
        },
        Hostile {
            what: "types of relations",
            make: |bytes| {
                schema(
                    "",
                    &list(bytes, |n| {
                        format!(r#"{{"name":"r{n}","title":"R","values":["{n}"]}}"#)
                    }),
                )
            },
            ..FILE
        },
        Hostile {
            what: "marks that wait to be settled",
            make: |bytes| {
                let mark = annotation(0, "", 0, 1);
                let waiting = list(bytes, |_| format!(r#"{{"annotation":{mark}}}"#));
                file(DOCUMENT, &mark, &format!(r#","unsettled":[{waiting}]"#))
            },
            ..FILE
        },
        Hostile {
            what: "fields of other programs",
            make: |bytes| {
                let fields = fill(bytes, |n| format!(r#","x{n}":[[]]"#));
                file(DOCUMENT, "", &fields)
            },
            ..FILE
        },
        Hostile {
            what: "one field many times",
            make: |bytes| file(DOCUMENT, "", &r#","x":1"#.repeat(bytes / 6)),
            ..FILE
        },
        Hostile {
            what: "deep lists",
            make: |bytes| "[".repeat(bytes),
            ..FILE
        },
        Hostile {
            what: "deep lists in fields of other programs",
            make: |bytes| {
                let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
                file(DOCUMENT, "", &fill(bytes, |n| format!(r#","x{n}":{deep}"#)))
            },
            ..FILE
        },
        Hostile {
            what: "escaped letters",
            make: |bytes| project(&"\\u0061\\n".repeat(bytes / 8), "", ""),
            ..FILE
        },
    ]
}

fn lines() -> Vec<Hostile> {
    const LINES: Hostile = Hostile {
        format: "jsonl",
        extension: "postil.jsonl",
        ..FILE
    };
    vec![
        Hostile {
            what: "documents of a letter",
            make: |bytes| {
                first("", "")
                    + &fill(bytes, |n| {
                        let mark = annotation(n, "", 0, 1).replace("\"d\"", &format!("\"d{n}\""));
                        format!(
                            "{{\"document\":{{\"id\":\"d{n}\",\"text\":\"a\"}},\"annotations\":[{mark}]}}\n"
                        )
                    })
            },
            ..LINES
        },
        Hostile {
            what: "marks of one document, a line each",
            make: |bytes| {
                first("", "")
                    + &fill(bytes, |n| {
                        let mark = annotation(n, "", 0, 1);
                        format!("{{\"document\":{DOCUMENT},\"annotations\":[{mark}]}}\n")
                    })
            },
            ..LINES
        },
        Hostile {
            what: "marks of one document",
            make: |bytes| {
                let marks = list(bytes, |n| annotation(n, "", 0, 1));
                first("", "") + &format!("{{\"document\":{DOCUMENT},\"annotations\":[{marks}]}}\n")
            },
            ..LINES
        },
        Hostile {
            what: "lines that are wrong",
            make: |bytes| first("", "") + &"{\"document\":7}\n".repeat(bytes / 15),
            ..LINES
        },
        Hostile {
            what: "many first lines",
            make: |bytes| {
                let one = first("", "");
                one.repeat(bytes / one.len() + 1)
            },
            ..LINES
        },
        Hostile {
            what: "clusters of nothing in the first line",
            make: |bytes| {
                let clusters = list(bytes, |n| {
                    format!(r#"{{"id":"c{n}","name":"","members":["a"]}}"#)
                });
                first("", &format!(r#","clusters":[{clusters}]"#))
            },
            ..LINES
        },
    ]
}

const DOCUMENT: &str = r#"{"id":"d","text":"a"}"#;

fn annotation(number: usize, label: &str, start: usize, end: usize) -> String {
    format!(
        r#"{{"id":"a{number}","document":"d","label":"x{label}","fragments":[{{"start":{start},"end":{end}}}]}}"#
    )
}

fn tie(number: usize) -> String {
    format!(r#"{{"id":"r{number}","type":"t","from":"a0","to":{{"annotation":"a0"}}}}"#)
}

fn project(text: &str, annotations: &str, relations: &str) -> String {
    let document = format!(r#"{{"id":"d","text":"{text}"}}"#);
    file(
        &document,
        annotations,
        &format!(r#","relations":[{relations}]"#),
    )
}

fn file(documents: &str, annotations: &str, more: &str) -> String {
    format!(
        r#"{{"format":"postil","version":1,"name":"","offset_unit":"code point","schema":{{}},"documents":[{documents}],"annotations":[{annotations}]{more}}}"#
    )
}

fn schema(layers: &str, relations: &str) -> String {
    let schema = format!(r#""schema":{{"layers":[{layers}],"relations":[{relations}]}}"#);
    file(DOCUMENT, "", "").replace(r#""schema":{}"#, &schema)
}

fn first(schema: &str, more: &str) -> String {
    format!(
        "{{\"format\":\"postil-lines\",\"version\":1,\"offset_unit\":\"code point\",\"name\":\"\",\"schema\":{{{schema}}}{more}}}\n"
    )
}
