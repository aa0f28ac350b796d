//! Hostile files of texts without annotations: web pages, tables, and texts in old encodings.

use super::{Hostile, OLD, TEXT, fill};

const PAGE: Hostile = Hostile {
    format: TEXT,
    what: "",
    extension: "html",
    make: |_| String::new(),
};

/// A line that may be of an article.
const PARAGRAPH: &str =
    "<p>A line of a page, which is as long as lines of an article are, with commas.";

pub(super) fn all() -> Vec<Hostile> {
    let of = |format, extension| Hostile {
        format,
        extension,
        ..PAGE
    };
    vec![
        Hostile {
            what: "paragraphs of a page, each in the one before",
            make: |bytes| page(&format!("<div>{PARAGRAPH}"), bytes),
            ..PAGE
        },
        Hostile {
            what: "articles of a page beside one another",
            make: |bytes| page(&format!("<article class=a>{PARAGRAPH}</article>"), bytes),
            ..PAGE
        },
        Hostile {
            what: "links of a page in lines",
            make: |bytes| page("<li><a href=a>a link", bytes),
            ..PAGE
        },
        Hostile {
            what: "classes of blocks of a page",
            make: |bytes| page("<div class='nav-aMenu comment related'>a</div>", bytes),
            ..PAGE
        },
        Hostile {
            what: "authors and dates of a page",
            make: |bytes| {
                let said = "<meta name=author content=a><time datetime=2024-12-18>a</time>";
                page(said, bytes)
            },
            ..PAGE
        },
        Hostile {
            what: "JSON-LD of a page",
            make: |bytes| {
                let nodes = fill(bytes, |n| format!("{{\"@id\":\"{n}\"}},"));
                let article = r#"{"@type":"Article","author":{"@id":"1"}}"#;
                let script =
                    format!("<script type='application/ld+json'>{{\"@graph\":[{nodes}{article}]}}");
                format!("{script}</script><p>a")
            },
            ..PAGE
        },
        Hostile {
            what: "elements of a page that do not end",
            make: |bytes| page("<div><a><p><b>", bytes),
            ..PAGE
        },
        Hostile {
            what: "line breaks and paragraphs of a page",
            make: |bytes| page("<br><p>", bytes),
            ..PAGE
        },
        Hostile {
            what: "cells of a page",
            make: |bytes| page("<td>", bytes),
            ..PAGE
        },
        Hostile {
            what: "attributes of one element of a page",
            make: |bytes| format!("<p {}>a", fill(bytes, |n| format!("a{n} "))),
            ..PAGE
        },
        Hostile {
            what: "one attribute many times in a page",
            make: |bytes| format!("<p {}>a", "a=1 ".repeat(bytes / 4)),
            ..PAGE
        },
        Hostile {
            what: "references to letters in a page",
            make: |bytes| page("&amp;&CounterClockwiseContourIntegral;&#x1F44D;", bytes),
            ..PAGE
        },
        Hostile {
            what: "references that do not end in a page",
            make: |bytes| page("&CounterClockwiseContourIntegra", bytes),
            ..PAGE
        },
        Hostile {
            what: "tags that do not end in a page",
            make: |bytes| page("<a <", bytes),
            ..PAGE
        },
        Hostile {
            what: "end tags without a beginning in a page",
            make: |bytes| page("</p></x>", bytes),
            ..PAGE
        },
        Hostile {
            what: "comments that do not end in a page",
            make: |bytes| page("<!--<!-", bytes),
            ..PAGE
        },
        Hostile {
            what: "scripts in scripts in a page",
            make: |bytes| page("<script><!--<script>", bytes),
            ..PAGE
        },
        Hostile {
            what: "hidden elements in a page",
            make: |bytes| page("<div hidden><div></div><svg>", bytes),
            ..PAGE
        },
        Hostile {
            what: "titles and addresses of a page",
            make: |bytes| {
                page(
                    "<title>a</title><link rel=canonical href=a><meta name=date content=2024>",
                    bytes,
                )
            },
            ..PAGE
        },
        Hostile {
            what: "a table with cells of nothing",
            make: |bytes| (",".repeat(900) + "\n").repeat(bytes / 901 + 1),
            ..of(TEXT, "csv")
        },
        Hostile {
            what: "a table with a quote that does not end",
            make: |bytes| format!("id,text\n1,\"{}", "a\n".repeat(bytes / 2)),
            ..of(TEXT, "csv")
        },
        Hostile {
            what: "lines of one field after a line of many",
            make: |bytes| {
                let most = 990.min(bytes / 20);
                let first: Vec<String> = (0..most).map(|n| format!("\"{n}\":1")).collect();
                let line = format!("{{\"{}\":1}}\n", most.saturating_sub(1));
                format!(
                    "{{{}}}\n{}",
                    first.join(","),
                    line.repeat(bytes / line.len())
                )
            },
            ..of(TEXT, "jsonl")
        },
        Hostile {
            what: "letters of an old encoding",
            make: |bytes| "\u{E9}".repeat(bytes),
            ..of(OLD, "txt")
        },
        Hostile {
            what: "bytes of all encodings",
            make: |bytes| {
                fill(2 * bytes, |n| {
                    char::from(0x80 + (n * 7 % 0x80) as u8).to_string()
                })
            },
            ..of(OLD, "txt")
        },
        Hostile {
            what: "a page that declares many encodings",
            make: |bytes| "<meta charset=\u{E9}>".repeat(bytes / 16),
            ..of(OLD, "html")
        },
    ]
}

/// A page of one piece again and again, with a letter of text.
fn page(piece: &str, bytes: usize) -> String {
    format!("<p>a{}", piece.repeat(bytes / piece.len()))
}
