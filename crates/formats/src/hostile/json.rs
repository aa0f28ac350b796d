//! Hostile files of JSON.

use super::{Hostile, NAME_END, NEXT_FILE, fill, list};

const W3C: Hostile = Hostile {
    format: "w3c",
    what: "",
    extension: "jsonld",
    make: |_| String::new(),
};

pub(super) fn all() -> Vec<Hostile> {
    let of = |format, extension| Hostile {
        format,
        extension,
        ..W3C
    };
    vec![
        Hostile {
            what: "quotes that differ",
            make: |bytes| {
                let text = fill(bytes / 2, |n| format!("word{n} "));
                let quotes = list(bytes / 2, |n| quote(n, &format!("d{n} "), ""));
                graph(&text, &quotes)
            },
            ..W3C
        },
        Hostile {
            what: "quotes that the text does not hold",
            make: |bytes| {
                let quotes = list(bytes / 2, |n| quote(n, &format!("{n} aab"), ""));
                graph(&"a".repeat(bytes / 2), &quotes)
            },
            ..W3C
        },
        Hostile {
            what: "a long prefix of one letter in many places",
            make: |bytes| {
                graph(
                    &"a".repeat(bytes / 2),
                    &quote(0, "a", &"a".repeat(bytes / 4)),
                )
            },
            ..W3C
        },
        Hostile {
            what: "long prefixes of quotes",
            make: |bytes| {
                let prefix = "ab".repeat(1_000);
                let text = "ab".repeat(bytes / 4);
                graph(&text, &list(bytes / 2, |n| quote(n, "a", &prefix)))
            },
            ..W3C
        },
        Hostile {
            what: "pieces of quotes with other white space",
            make: |bytes| {
                let text = fill(bytes / 3, |n| format!("a b{n} "));
                let rows = list(bytes / 2, |n| {
                    row(&format!("ab{n}"), &format!("a b{}", n.max(1) - 1))
                });
                format!("{{\"rows\":[{rows}]}}{NEXT_FILE}d.txt{NAME_END}{text}")
            },
            extension: "json",
            ..W3C
        },
        Hostile {
            what: "answers to one annotation",
            make: |bytes| {
                let answers = list(bytes, |n| {
                    format!(
                        r#"{{"id":"r{n}","uri":"d","text":"a","references":["a"],"target":[]}}"#
                    )
                });
                let rows = row("a", "");
                format!("{{\"rows\":[{rows},{answers}]}}{NEXT_FILE}d.txt{NAME_END}a b")
            },
            extension: "json",
            ..W3C
        },
        Hostile {
            what: "targets of a note on a page with a long address",
            make: |bytes| {
                let targets = list(bytes / 2, |_| {
                    r#"{"selector":{"type":"TextQuoteSelector","exact":"a"}}"#.to_owned()
                });
                let uri = "d".repeat(bytes / 2);
                format!(
                    r#"{{"rows":[{{"uri":"{uri}","text":"a","tags":[],"target":[{targets}]}}]}}{NEXT_FILE}d.txt{NAME_END}a b"#
                )
            },
            extension: "json",
            ..W3C
        },
        Hostile {
            what: "chains that begin at one link",
            make: |bytes| {
                let links = list(bytes / 2, |n| {
                    let (id, next) = (n + 9, n + 10);
                    format!(r#"{{"%ID":{id},"%TYPE":"b.L","begin":0,"end":1,"@next":{next}}}"#)
                });
                let chains = list(bytes / 2, |n| {
                    format!(r#"{{"%ID":{},"%TYPE":"b.C","@first":9}}"#, n + 90_000_000)
                });
                format!(
                    r#"{{"%FEATURE_STRUCTURES":[{{"%TYPE":"uima.cas.Sofa","sofaString":"text"}},{links},{chains}]}}"#
                )
            },
            ..of("cas-json", "json")
        },
        Hostile {
            what: "marks of a document with a long name",
            make: |bytes| {
                let spans = list(bytes / 2, |_| mark("start", "end"));
                let name = "d".repeat(bytes / 2);
                format!(r#"{{"text":"text","meta":{{"id":"{name}"}},"spans":[{spans}]}}"#)
            },
            ..of("prodigy", "jsonl")
        },
        Hostile {
            what: "marks of a document with a long name",
            make: |bytes| {
                let spans = list(bytes / 2, |_| mark("start_offset", "end_offset"));
                let name = "d".repeat(bytes / 2);
                format!(r#"{{"text":"text","id":"{name}","entities":[{spans}]}}"#)
            },
            ..of("doccano", "jsonl")
        },
        Hostile {
            what: "marks of an author with a long name",
            make: |bytes| {
                let results = list(bytes / 2, |_| {
                    r#"{"type":"labels","value":{"start":0,"end":1,"labels":["x"]}}"#.to_owned()
                });
                let name = "d".repeat(bytes / 2);
                format!(
                    r#"[{{"data":{{"text":"text"}},"annotations":[{{"completed_by":"{name}","result":[{results}]}}]}}]"#
                )
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "sets of results",
            make: |bytes| {
                let sets = list(bytes, |_| {
                    r#"{"result":[{"type":"labels","id":"a","value":{"start":0,"end":1,"labels":["x"]}}]}"#.to_owned()
                });
                format!(r#"[{{"data":{{"text":"text"}},"annotations":[{sets}]}}]"#)
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "a region with many labels and attributes",
            make: |bytes| {
                let labels = list(bytes / 2, |n| format!("\"l{n}\""));
                let choices = list(bytes / 2, |_| {
                    r#"{"type":"choices","id":"a","value":{"choices":["x"]}}"#.to_owned()
                });
                format!(
                    r#"[{{"data":{{"text":"text"}},"annotations":[{{"result":[{{"type":"labels","id":"a","value":{{"start":0,"end":1,"labels":[{labels}]}}}},{choices}]}}]}}]"#
                )
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "labels of a region with a long name",
            make: |bytes| {
                let labels = list(bytes / 2, |n| format!("\"l{n}\""));
                let id = "d".repeat(bytes / 2);
                format!(
                    r#"[{{"data":{{"text":"text"}},"annotations":[{{"result":[{{"type":"labels","id":"{id}","value":{{"start":0,"end":1,"labels":[{labels}]}}}}]}}]}}]"#
                )
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "repeated labels of a region whose name is long",
            make: |bytes| {
                let labels = list(bytes / 2, |_| "\"x\"".to_owned());
                let id = "d".repeat(bytes / 2);
                format!(
                    r#"[{{"data":{{"text":"text"}},"annotations":[{{"result":[{{"type":"labels","id":"{id}","value":{{"start":0,"end":1,"labels":[{labels}]}}}}]}}]}}]"#
                )
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "labels of a region with many words",
            make: |bytes| {
                let labels = list(bytes / 2, |n| format!("\"l{n}\""));
                let (words, end) = ("a".repeat(bytes / 4), bytes / 4);
                format!(
                    r#"[{{"data":{{"text":"{words}"}},"annotations":[{{"result":[{{"type":"labels","id":"a","value":{{"start":0,"end":{end},"text":"{words}","labels":[{labels}]}}}}]}}]}}]"#
                )
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "sets of results with other words in a long text",
            make: |bytes| {
                let sets = list(bytes / 2, |_| {
                    r#"{"result":[{"type":"labels","value":{"start":0,"end":1,"text":"c","labels":["x"]}}]}"#.to_owned()
                });
                let text = "a".repeat(bytes / 2);
                format!(r#"[{{"data":{{"text":"{text}"}},"annotations":[{sets}]}}]"#)
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "fields that a configuration shows, and tasks",
            make: |bytes| {
                let fields = fill(bytes / 2, |n| format!("<Text value=\"$f{n}\"/>"));
                let tasks = list(bytes / 2, |_| r#"{"data":{"text":"a"}}"#.to_owned());
                format!(
                    "c.xml{NAME_END}<View>{fields}</View>{NEXT_FILE}t.json{NAME_END}[{tasks},\
                     {{\"data\":{{\"text\":\"a\"}},\"annotations\":[]}}]"
                )
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "controls of a task of the brief export",
            make: |bytes| {
                let controls = list(bytes, |n| format!(r#""c{n}":[{{"labels":[]}}]"#));
                format!(r#"[{{"id":1,"text":"a",{controls}}}]"#)
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "brief results of a control with a long name",
            make: |bytes| {
                let results = list(bytes / 2, |_| {
                    r#"{"start":0,"end":1,"labels":["x"]}"#.to_owned()
                });
                let control = "c".repeat(bytes / 2);
                format!(r#"[{{"id":1,"text":"a","{control}":[{results}]}}]"#)
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "regions of a deep page",
            make: |bytes| {
                let page = fill(bytes / 2, |n| format!("<a>{n}</b></i>"));
                let regions = list(bytes / 2, |n| {
                    let path = "/a[1]".repeat(n % 99);
                    format!(
                        r#"{{"type":"labels","value":{{"start":"{path}/text()[1]","startOffset":0,"end":"{path}/text()[1]","endOffset":1,"text":"7","labels":["x"]}}}}"#
                    )
                });
                format!(
                    r#"[{{"data":{{"text":"{page}"}},"annotations":[{{"result":[{regions}]}}]}}]"#
                )
            },
            ..of("label-studio", "json")
        },
        Hostile {
            what: "one mark with many pieces and attributes",
            make: |bytes| {
                let pieces = list(bytes / 2, |n| {
                    format!(r#"{{"begin":{},"end":{}}}"#, 2 * n, 2 * n + 1)
                });
                let attributes = list(bytes / 2, |n| format!(r#"{{"subj":"T1","pred":"a{n}"}}"#));
                let text = "ab".repeat(bytes / 20);
                format!(
                    r#"[{{"text":"{text}","denotations":[{{"id":"T1","span":[{pieces}],"obj":"x"}}],"attributes":[{attributes}]}}]"#
                )
            },
            ..of("pubannotation", "json")
        },
        Hostile {
            what: "attributes of no mark in a track with a long name",
            make: |bytes| {
                let attributes = list(bytes / 2, |_| r#"{"subj":"T"}"#.to_owned());
                let name = "p".repeat(bytes / 2);
                format!(
                    r#"[{{"text":"text","tracks":[{{"project":"{name}","denotations":[],"attributes":[{attributes}]}}]}}]"#
                )
            },
            ..of("pubannotation", "json")
        },
        Hostile {
            what: "relations of a document with a long name, of a name in use",
            make: |bytes| {
                let one = |id: &str, relations: &str| {
                    format!(
                        r#"{{"text":"text","id":"{id}","entities":[{{"id":"a","start_offset":0,"end_offset":1,"label":"x"}}],"relations":[{relations}]}}"#
                    )
                };
                let ties = list(bytes / 2, |n| {
                    format!(r#"{{"id":{n},"from_id":"a","to_id":"a","type":"t"}}"#)
                });
                format!("{}\n{}\n", one("d", ""), one(&"d".repeat(bytes / 2), &ties))
            },
            ..of("doccano", "jsonl")
        },
        Hostile {
            what: "documents that fail after many clusters",
            make: |bytes| {
                let clusters = list(bytes / 2, |n| format!(r#"{{"id":"c{n}"}}"#));
                let failing =
                    r#"{"text":"text","spans":[{"start":0,"end":1,"label":"x"},7],"clusters":[]}"#;
                let failing = format!("{failing}\n").repeat(bytes / (2 * failing.len()));
                format!("{{\"text\":\"text\",\"spans\":[],\"clusters\":[{clusters}]}}\n{failing}")
            },
            ..of("datasets", "hf.jsonl")
        },
        Hostile {
            what: "marks of a document with a long name",
            make: |bytes| {
                let spans = list(bytes / 2, |_| mark("start", "end"));
                let name = "d".repeat(bytes / 2);
                format!(r#"{{"text":"text","id":"{name}","spans":[{spans}],"clusters":[]}}"#)
            },
            ..of("datasets", "hf.jsonl")
        },
        Hostile {
            what: "documents of one name",
            make: |bytes| {
                fill(bytes, |_| {
                    "{\"text\":\"a\",\"id\":\"d\",\"entities\":[]}\n".to_owned()
                })
            },
            ..of("doccano", "jsonl")
        },
        Hostile {
            what: "names that meet when they are joined",
            make: |bytes| {
                let steps = (bytes / 3).isqrt() / 2;
                let lines = (1..steps).map(|n| {
                    let (one, other) = ("a/".repeat(n), "a/".repeat(steps - n));
                    format!("{{\"text\":\"a\",\"id\":\"{one}a\",\"entities\":[{{\"id\":\"{other}a\",\"start_offset\":0,\"end_offset\":1,\"label\":\"x\"}},{{\"id\":\"{}a\",\"start_offset\":0,\"end_offset\":1,\"label\":\"x\"}}]}}\n", "a/".repeat(steps - n + 1))
                });
                lines.collect()
            },
            ..of("doccano", "jsonl")
        },
    ]
}

fn mark(start: &str, end: &str) -> String {
    format!(r#"{{"{start}":0,"{end}":1,"label":"x"}}"#)
}

fn quote(number: usize, exact: &str, prefix: &str) -> String {
    format!(
        r#"{{"id":"urn:{number}","type":"Annotation","bodyValue":"x","target":{{"source":"urn:t","selector":{{"type":"TextQuoteSelector","exact":"{exact}","prefix":"{prefix}"}}}}}}"#
    )
}

fn graph(text: &str, annotations: &str) -> String {
    format!(
        r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","@graph":[{{"id":"urn:t","type":"Text","value":"{text}"}},{annotations}]}}"#
    )
}

/// An annotation of Hypothesis.
fn row(exact: &str, prefix: &str) -> String {
    let quote = format!(
        r#"{{"type":"TextQuoteSelector","exact":"{exact}","prefix":"{prefix}","suffix":"."}}"#
    );
    format!(r#"{{"id":"a","uri":"d","text":"a","tags":[],"target":[{{"selector":[{quote}]}}]}}"#)
}
