//! Hostile REFI-QDA projects.

use super::{Hostile, NAME_END, NEXT_FILE, fill};

const OWN: Hostile = Hostile {
    format: "qdpx",
    what: "",
    extension: "qde",
    make: |_| String::new(),
};

pub(super) fn all() -> Vec<Hostile> {
    vec![
        Hostile {
            what: "selections of a code with a long name",
            make: |bytes| {
                let name = "c".repeat(bytes / 2);
                project(&name, "", &fill(bytes / 2, |_| selection(0, 1, "", "")), "")
            },
            ..OWN
        },
        Hostile {
            what: "codes in a code with a long name",
            make: |bytes| {
                let name = "c".repeat(bytes / 2);
                let codes = fill(bytes / 2, |n| format!(r#"<Code guid="{n}" name="{n}"/>"#));
                project(&name, &codes, "", "")
            },
            ..OWN
        },
        Hostile {
            what: "selections of a user with a long name",
            make: |bytes| {
                let user = format!(
                    r#"<Users><User guid="u" name="{}"/></Users>"#,
                    "u".repeat(bytes / 2)
                );
                let by =
                    |_| selection(0, 1, "", "").replace("><Coding", r#" creatingUser="u"><Coding"#);
                project("c", "", &fill(bytes / 2, by), &user)
            },
            ..OWN
        },
        Hostile {
            what: "selections that share one note",
            make: |bytes| {
                let note = format!(
                    r#"<Notes><Note guid="n"><PlainTextContent>{}</PlainTextContent></Note></Notes>"#,
                    "n".repeat(bytes / 2)
                );
                let by = |_| selection(0, 1, "", r#"<NoteRef targetGUID="n"/>"#);
                project("c", "", &fill(bytes / 2, by), &note)
            },
            ..OWN
        },
        Hostile {
            what: "codings that share one time",
            make: |bytes| {
                let time = "t".repeat(bytes / 2);
                let codings = fill(bytes / 2, |_| {
                    r#"<Coding><CodeRef targetGUID="c"/></Coding>"#.to_owned()
                });
                let one = selection(0, 1, "", &codings);
                let one = one.replace(" name=", &format!(r#" creationDateTime="{time}" name="#));
                project("c", "", &one, "")
            },
            ..OWN
        },
        Hostile {
            what: "codings of one selection with a name of its own",
            make: |bytes| {
                let codings = fill(bytes / 2, |_| {
                    r#"<Coding><CodeRef targetGUID="c"/></Coding>"#.to_owned()
                });
                let name = "ab ".repeat(bytes / 6);
                project("c", "", &selection(0, bytes / 2 + 9, &name, &codings), "")
            },
            ..OWN
        },
        Hostile {
            what: "selections and links to notes of one GUID",
            make: |bytes| {
                let links = fill(bytes / 2, |n| {
                    format!(r#"<Link guid="{n}" originGUID="n" targetGUID="0"/>"#)
                });
                let note = r#"<Notes><Note guid="n"/></Notes>"#;
                let all = fill(bytes / 2, |_| selection(0, 1, "", ""));
                project("c", "", &all, &format!("{note}<Links>{links}</Links>"))
            },
            ..OWN
        },
        Hostile {
            what: "selections of everything, each with all words",
            make: |bytes| {
                let long = bytes / 200;
                let words = "ab ".repeat(long);
                project(
                    "c",
                    "",
                    &fill(bytes, |_| selection(0, 3 * long, &words, "")),
                    "",
                )
            },
            ..OWN
        },
        Hostile {
            what: "selections of everything, whose names go on",
            make: |bytes| {
                project(
                    "c",
                    "",
                    &fill(bytes, |_| selection(0, bytes / 10, "ab ab...", "")),
                    "",
                )
            },
            ..OWN
        },
        Hostile {
            what: "selections with the words of other places",
            make: |bytes| {
                let by = |n: usize| selection(n % 50, n % 50 + 6, "ba abab"[n % 2..].into(), "");
                project("c", "", &fill(bytes, by), "")
            },
            ..OWN
        },
        Hostile {
            what: "links from one selection to another",
            make: |bytes| {
                let links = fill(bytes, |n| {
                    format!(r#"<Link guid="{n}" name="a" originGUID="0" targetGUID="0"/>"#)
                });
                let one = selection(0, 1, "", "");
                project("c", "", &one, &format!("<Links>{links}</Links>"))
            },
            ..OWN
        },
        Hostile {
            what: "links to one note, each at the other end of the same selection",
            make: |bytes| {
                let links = fill(bytes, |n| {
                    format!(r#"<Link guid="{n}" originGUID="n" targetGUID="0"/>"#)
                });
                let note = r#"<Notes><Note guid="n"><PlainTextContent>n</PlainTextContent></Note></Notes>"#;
                let one = selection(0, 1, "", "");
                project("c", "", &one, &format!("{note}<Links>{links}</Links>"))
            },
            ..OWN
        },
        Hostile {
            what: "sources that share one text",
            make: |bytes| {
                let sources = fill(bytes / 2, |n| {
                    format!(r#"<TextSource guid="{n}" plainTextPath="internal://t.txt"/>"#)
                });
                let text = "ab ".repeat(bytes / 6);
                format!(
                    "<Project><Sources>{sources}</Sources></Project>{NEXT_FILE}t.txt{NAME_END}{text}"
                )
            },
            ..OWN
        },
        Hostile {
            what: "users, sources and codes of the same name",
            make: |bytes| {
                let users = fill(bytes / 3, |_| r#"<User guid="u" name="u"/>"#.to_owned());
                let codes = fill(bytes / 3, |_| r#"<Code guid="d" name="d"/>"#.to_owned());
                let sources = fill(bytes / 3, |_| {
                    r#"<TextSource guid="s"><PlainTextContent>a</PlainTextContent></TextSource>"#
                        .to_owned()
                });
                let more = format!("<Users>{users}</Users><Sources>{sources}</Sources>");
                project("c", &codes, "", &more)
            },
            ..OWN
        },
        Hostile {
            what: "codes in codes in codes",
            make: |bytes| {
                let (open, close) = (r#"<Code guid="" name="abcdefgh">"#, "</Code>");
                let codes = fill(bytes, |n| {
                    let open = open.replace("abc", &n.to_string());
                    open.repeat(80) + &close.repeat(80)
                });
                project("c", &codes, "", "")
            },
            ..OWN
        },
    ]
}

fn selection(start: usize, end: usize, name: &str, inside: &str) -> String {
    format!(
        r#"<PlainTextSelection guid="0" startPosition="{start}" endPosition="{end}" name="{name}"><Coding><CodeRef targetGUID="c"/></Coding>{inside}</PlainTextSelection>"#
    )
}

/// A project of a code with others in it, of a text with selections, and of more.
fn project(code: &str, codes: &str, selections: &str, more: &str) -> String {
    let text = "ab ".repeat(selections.len() / 3 + 10);
    format!(
        r#"<Project><CodeBook><Codes><Code guid="c" name="{code}">{codes}</Code></Codes></CodeBook><Sources><TextSource guid="t"><PlainTextContent>{text}</PlainTextContent>{selections}</TextSource></Sources>{more}</Project>"#
    )
}
