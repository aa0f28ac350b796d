//! Hostile XMI, TEI and MedTator files.

use super::{Hostile, NEXT_FILE, fill};

const XMI: Hostile = Hostile {
    format: "cas-xmi",
    what: "",
    extension: "xmi",
    make: |_| String::new(),
};

pub(super) fn all() -> Vec<Hostile> {
    let mut all = vec![
        Hostile {
            what: "chains that begin at one link",
            make: |bytes| {
                let links = fill(bytes / 2, |n| {
                    format!(
                        r#"<b:L xmi:id="{}" begin="0" end="1" next="{}"/>"#,
                        n + 9,
                        n + 10
                    )
                });
                xmi(&(links + &fill(bytes / 2, |n| chain(n, 9))), "text")
            },
            ..XMI
        },
        Hostile {
            what: "chains of one link each, late in a text",
            make: |bytes| {
                let one = |n: usize| {
                    let at = bytes / 4 + n % 9;
                    format!(
                        r#"<b:L xmi:id="{}" begin="{at}" end="{}"/>{}"#,
                        n + 9,
                        at + 1,
                        chain(n, n + 9)
                    )
                };
                xmi(&fill(bytes / 2, one), &"é ".repeat(bytes / 4 + 20))
            },
            ..XMI
        },
        Hostile {
            what: "attributes on one element",
            make: |bytes| {
                xmi(
                    &format!("<b:L {}/>", fill(bytes, |n| format!("a{n}=\"\" "))),
                    "text",
                )
            },
            ..XMI
        },
        Hostile {
            what: "elements in one structure",
            make: |bytes| {
                let inner = fill(bytes, |n| format!("<a{n}/>"));
                xmi(
                    &format!(r#"<b:L xmi:id="9" begin="0" end="1">{inner}</b:L>"#),
                    "text",
                )
            },
            ..XMI
        },
        Hostile {
            what: "structures of a package with a long name",
            make: |bytes| {
                let name = "p".repeat(bytes / 2);
                let body = fill(bytes / 2, |n| format!(r#"<l:L xmi:id="{}"/>"#, n + 9));
                xmi(&body, "text").replace("http:///b.ecore", &format!("http:///{name}.ecore"))
            },
            ..XMI
        },
        Hostile {
            what: "marks of a document with a long name",
            make: |bytes| {
                let name = "d".repeat(bytes / 2);
                let marks = fill(bytes / 2, |n| {
                    format!(r#"<b:L xmi:id="{}" begin="0" end="1"/>"#, n + 9)
                });
                let about = format!(r#"<b:DocumentMetaData documentId="{name}"/>"#);
                xmi(&(about + &marks), "text")
            },
            ..XMI
        },
        Hostile {
            what: "empty namespaces",
            make: |bytes| {
                let spaces = fill(bytes, |n| format!(r#" xmlns:n{n}="http:///n{n}.ecore""#));
                xmi("", "text").replace(" xmlns:b=", &format!("{spaces} xmlns:b="))
            },
            ..XMI
        },
        Hostile {
            what: "relations from one mark to itself",
            make: |bytes| {
                let mark = r#"<b:L xmi:id="9" begin="0" end="1"/>"#;
                let ties = fill(bytes, |n| {
                    format!(r#"<b:R xmi:id="{}" Governor="9" Dependent="9"/>"#, n + 10)
                });
                xmi(&(mark.to_owned() + &ties), "text")
            },
            ..XMI
        },
    ];
    all.extend(tei());
    all.extend(medtator());
    all
}

fn chain(number: usize, first: usize) -> String {
    format!(r#"<b:C xmi:id="{}" first="{first}"/>"#, number + 90_000_000)
}

fn xmi(body: &str, text: &str) -> String {
    format!(
        "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
         xmlns:b=\"http:///b.ecore\" xmlns:l=\"http:///b.ecore\">{body}\
         <cas:Sofa xmi:id=\"1\" sofaString=\"{text}\"/></xmi:XMI>"
    )
}

fn tei() -> Vec<Hostile> {
    let own = Hostile {
        format: "tei",
        extension: "tei.xml",
        ..XMI
    };
    vec![
        Hostile {
            what: "spans that share many features",
            make: |bytes| {
                let features = fill(bytes / 2, |n| format!(r#"<f name="f{n}"><string/></f>"#));
                let spans = fill(bytes / 2, |_| span(" ana=\"#f\""));
                stand_off(&format!(
                    r#"<fs xml:id="f">{features}</fs><spanGrp>{spans}</spanGrp>"#
                ))
            },
            ..own
        },
        Hostile {
            what: "spans of a group with a long name",
            make: |bytes| {
                let (name, spans) = ("g".repeat(bytes / 2), fill(bytes / 2, |_| span("")));
                stand_off(&format!(r#"<spanGrp type="{name}">{spans}</spanGrp>"#))
            },
            ..own
        },
        Hostile {
            what: "texts of a corpus that share one category",
            make: |bytes| {
                let label = "c".repeat(bytes / 2);
                let category =
                    format!(r#"<category xml:id="c"><catDesc>{label}</catDesc></category>"#);
                let texts = fill(bytes / 2, |_| {
                    stand_off(&format!("<spanGrp>{}</spanGrp>", span(" ana=\"#c\"")))
                });
                format!("<teiCorpus><teiHeader>{category}</teiHeader>{texts}</teiCorpus>")
            },
            ..own
        },
        Hostile {
            what: "paragraphs after a run of line feeds",
            make: |bytes| {
                let (feeds, paragraphs) = ("\n".repeat(bytes / 2), "<p>\n</p>".repeat(bytes / 16));
                laid_out("a")
                    .replace("<p>", "<div xml:space=\"preserve\">a")
                    .replace("a</p>", &format!("{feeds}{paragraphs}</div>"))
            },
            ..own
        },
        Hostile {
            what: "texts in texts",
            make: |bytes| {
                let open = "<TEI><text>".repeat(45);
                let close = "</text></TEI>".repeat(45);
                open + &"word ".repeat(bytes / 5) + &close
            },
            ..own
        },
        Hostile {
            what: "one span with many pieces",
            make: |bytes| {
                let pieces = fill(bytes, |n| format!("#string-range(t,{},1) ", 2 * n));
                let text = "ab".repeat(bytes / 20);
                corpus(&format!("<span target=\"{pieces}\"/>"), &text)
            },
            ..own
        },
        Hostile {
            what: "names in names, and notes in notes",
            make: |bytes| {
                let names = "<name ref=\"#a\"> a".repeat(40) + &"</name>".repeat(40);
                let notes = "<note>a ".repeat(40) + &"</note>".repeat(40);
                laid_out(&fill(bytes, |_| names.clone() + &notes))
            },
            ..own
        },
        Hostile {
            what: "names that refer to all of the text, which has no name",
            make: |bytes| {
                let names = fill(bytes, |n| {
                    format!("<rs ref=\"#t\">a</rs><rs ref=\"#u{n}\">b</rs>")
                });
                laid_out(&names)
                    .replace("<rs", "<seg")
                    .replace("</rs", "</seg")
            },
            ..own
        },
        Hostile {
            what: "blank names in blank lines",
            make: |bytes| {
                let blank = "<rs><p/> ".repeat(40) + &" </rs>".repeat(40);
                laid_out(&fill(bytes, |_| blank.clone()))
            },
            ..own
        },
        Hostile {
            what: "registers of many files that call one pointer by many names",
            make: |bytes| {
                let file = |n: usize| {
                    let name = format!("<person xml:id=\"p\"><persName>{n}</persName></person>");
                    let back = format!("<back><listPerson>{name}</listPerson></back>");
                    let text = format!("<body><name ref=\"#p\">a</name></body>{back}");
                    format!("<TEI><text>{text}</text></TEI>{NEXT_FILE}")
                };
                fill(bytes, file) + "<TEI><text><body><p>a</p></body></text></TEI>"
            },
            ..own
        },
        Hostile {
            what: "pointers to one set of features",
            make: |bytes| {
                let ana = "#f ".repeat(bytes / 6);
                let features = fill(bytes / 2, |n| format!(r#"<f name="f{n}"><string/></f>"#));
                stand_off(&format!(
                    r#"<fs xml:id="f">{features}</fs>{}"#,
                    span(&format!(" ana=\"{ana}\""))
                ))
            },
            ..own
        },
    ]
}

fn span(more: &str) -> String {
    format!("<span target=\"#string-range(t,0,1)\"{more}/>")
}

fn laid_out(body: &str) -> String {
    format!(r#"<TEI><text xml:id="t"><body><p>{body}</p></body></text></TEI>"#)
}

fn stand_off(aside: &str) -> String {
    corpus(aside, "text")
}

fn corpus(aside: &str, text: &str) -> String {
    format!(r#"<TEI><text><ab xml:id="t">{text}</ab></text><standOff>{aside}</standOff></TEI>"#)
}

fn medtator() -> Vec<Hostile> {
    let own = Hostile {
        format: "medtator",
        extension: "xml",
        ..XMI
    };
    vec![
        Hostile {
            what: "ends of a link with a long name",
            make: |bytes| {
                let tags = "<TAGS><P spans=\"0~1\" text=\"a\" id=\"P0\"/>";
                let ends = fill(bytes / 2, |n| format!(" e{n}ID=\"P0\" e{n}Text=\"a\""));
                let id = "l".repeat(bytes / 2);
                format!("<T><TEXT>a</TEXT>{tags}<L id=\"{id}\"{ends}/></TAGS></T>")
            },
            ..own
        },
        Hostile {
            what: "tags with pieces in reverse order",
            make: |bytes| {
                let most = bytes / 14;
                let pieces = fill(bytes / 2, |n| {
                    let at = 2 * (most - n.min(most));
                    format!("{at}~{},", at + 1)
                });
                let pieces = pieces.trim_end_matches(',');
                let text = "ab".repeat(most + 1);
                format!("<T><TEXT>{text}</TEXT><TAGS><X id=\"1\" spans=\"{pieces}\"/></TAGS></T>")
            },
            ..own
        },
        Hostile {
            what: "attributes on one tag",
            make: |bytes| {
                let attributes = fill(bytes, |n| format!(" a{n}=\"\""));
                format!(
                    "<T><TEXT>text</TEXT><TAGS><X id=\"1\" spans=\"0~1\"{attributes}/></TAGS></T>"
                )
            },
            ..own
        },
    ]
}
