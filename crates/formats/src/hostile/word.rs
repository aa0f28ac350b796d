//! Hostile texts of word processors, and pages whose elements are hidden.

use super::{Hostile, NAME_END, NEXT_FILE, PACKED_END, TEXT, fill};

const RICH: Hostile = Hostile {
    format: TEXT,
    what: "",
    extension: "rtf",
    make: |_| String::new(),
};

pub(super) fn all() -> Vec<Hostile> {
    let page = Hostile {
        extension: "html",
        ..RICH
    };
    let open = Hostile {
        extension: "fodt",
        ..RICH
    };
    vec![
        Hostile {
            what: "paragraphs of a page that are hidden and do not end",
            make: |bytes| again("<p hidden><b>", bytes),
            ..page
        },
        Hostile {
            what: "items in blocks in items of a page",
            make: |bytes| again("<li><div><dd>", bytes),
            ..page
        },
        Hostile {
            what: "ends of what is not open in a page",
            make: |bytes| again("<i></b><td hidden></p>", bytes),
            ..page
        },
        Hostile {
            what: "deep elements of a page with new names",
            make: |bytes| fill(bytes, |n| format!("<a{n} aria-hidden=true>a")),
            ..page
        },
        Hostile {
            what: "characters of rich text, each in a group",
            make: |bytes| rich("{\\f1\\b0\\u1050?\\'e9\\~}", bytes),
            ..RICH
        },
        Hostile {
            what: "rich text in two forms",
            make: |bytes| rich("{\\upr{a}{\\*\\ud{b}}}", bytes),
            ..RICH
        },
        Hostile {
            what: "notes of rich text",
            make: |bytes| rich("{\\footnote a}", bytes),
            ..RICH
        },
        Hostile {
            what: "text boxes of rich text",
            make: |bytes| rich("{\\shp{\\*\\shpinst{\\shptxt a}}}\\par ", bytes),
            ..RICH
        },
        Hostile {
            what: "cells of rich text",
            make: |bytes| rich("\\intbl\\par\\par\\cell ", bytes),
            ..RICH
        },
        Hostile {
            what: "deep groups of rich text that do not end",
            make: |bytes| format!("{{\\rtf1{}{}", "{".repeat(900), again("a\\par ", bytes)),
            ..RICH
        },
        Hostile {
            what: "spaces of an OpenDocument text",
            make: |bytes| open_text("<text:p>a<text:s text:c=\"9999\"/></text:p>", bytes),
            ..open
        },
        Hostile {
            what: "notes of an OpenDocument text",
            make: |bytes| {
                let body = "<text:note-body><text:p>a</text:p></text:note-body>";
                open_text(
                    &format!("<text:p><text:note>{body}</text:note></text:p>"),
                    bytes,
                )
            },
            ..open
        },
        Hostile {
            what: "notes of a Word document that refer to one another",
            make: |bytes| {
                let to = |n: usize| format!("<w:r><w:footnoteReference w:id=\"{n}\"/></w:r>");
                let text = format!("<w:p><w:r><w:t>a</w:t></w:r>{}</w:p>", to(0));
                let text = format!("<w:document><w:body>{text}</w:body></w:document>");
                let notes = fill(bytes, |n| {
                    let inside = to(n + 1) + &to(0);
                    format!("<w:footnote w:id=\"{n}\"><w:p>{inside}</w:p></w:footnote>")
                });
                let notes = format!("<w:footnotes>{notes}</w:footnotes>");
                let text = format!("word/document.xml{NAME_END}{text}");
                let notes = format!("word/footnotes.xml{NAME_END}{notes}");
                format!("a.docx{PACKED_END}{text}{NEXT_FILE}{notes}")
            },
            ..RICH
        },
    ]
}

fn again(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

fn rich(piece: &str, bytes: usize) -> String {
    format!("{{\\rtf1\\ansi a{}}}", again(piece, bytes))
}

fn open_text(piece: &str, bytes: usize) -> String {
    let all = again(piece, bytes);
    let body = format!("<office:body><office:text>{all}</office:text></office:body>");
    format!("<office:document>{body}</office:document>")
}
