//! Hostile archives, and Word documents, which are archives.

use super::{Hostile, NAME_END, NEXT_FILE, PACKED_END, SORTED, TEXT, fill};

const ARCHIVE: Hostile = Hostile {
    format: SORTED,
    what: "",
    extension: "txt",
    make: |_| String::new(),
};

/// Bytes that a file of a letter takes in an archive, with a name of a few letters.
const ENTRY_BYTES: usize = 95;

pub(super) fn all() -> Vec<Hostile> {
    let mut all = vec![
        Hostile {
            what: "an archive of files of a letter",
            make: |bytes| packed("a.zip", (0..bytes / ENTRY_BYTES).map(|n| named(n, "", "a"))),
            ..ARCHIVE
        },
        Hostile {
            what: "an archive of files with long names",
            make: |bytes| {
                let long = "n".repeat(480);
                let count = bytes / (2 * long.len() + ENTRY_BYTES);
                packed("a.zip", (0..count).map(|n| named(n, &long, "a")))
            },
            ..ARCHIVE
        },
        Hostile {
            what: "an archive of files in deep folders",
            make: |bytes| {
                let deep = "n/".repeat(240);
                let count = bytes / (2 * deep.len() + ENTRY_BYTES);
                packed("a.zip", (0..count).map(|n| named(n, &deep, "a")))
            },
            ..ARCHIVE
        },
        Hostile {
            what: "end records of an archive",
            make: |bytes| {
                // Each says that the list of files begins at 0, where there is none.
                let record = "PK\x05\x06\0\0\0\0\x04\0\x04\0\x2e\0\0\0\0\0\0\0\0\0";
                format!("a.zip{NAME_END}{}", record.repeat(bytes / record.len()))
            },
            ..ARCHIVE
        },
        Hostile {
            what: "an archive of files that unpack to a megabyte each",
            make: |bytes| {
                let letters = "a".repeat(bytes.min(1 << 20));
                let count = bytes / letters.len().max(1);
                packed("a.zip", (0..count).map(|n| named(n, "", &letters)))
            },
            ..ARCHIVE
        },
        Hostile {
            what: "an archive of texts of brat with a mark each",
            make: |bytes| {
                let pair = |n: usize| {
                    let mark = format!("{n}.ann{NAME_END}T1\tL 0 1\ta\n");
                    format!("{}{NEXT_FILE}{mark}", named(n, "", "a"))
                };
                packed("a.zip", (0..bytes / (2 * ENTRY_BYTES + 20)).map(pair))
            },
            ..ARCHIVE
        },
        Hostile {
            what: "an archive of MedTator's files with a mark each",
            make: |bytes| {
                let one = |n: usize| {
                    let mark = r#"<L id="L0" spans="0~1" text="a"/>"#;
                    format!("{n}.xml{NAME_END}<X><TEXT><![CDATA[a]]></TEXT><TAGS>{mark}</TAGS></X>")
                };
                let schema = format!("x.dtd{NAME_END}<!ENTITY name \"X\">");
                let files = (0..bytes / (ENTRY_BYTES + 80)).map(one);
                packed("a.zip", files.chain([schema]))
            },
            ..ARCHIVE
        },
        Hostile {
            what: "an office document with files of a letter",
            make: |bytes| {
                let text = format!("word/document.xml{NAME_END}{}", document("<w:p/>"));
                let files = (0..bytes / ENTRY_BYTES).map(|n| named(n, "", "a"));
                packed("a.docx", files.chain([text]))
            },
            ..ARCHIVE
        },
    ];
    all.extend(word());
    all
}

fn word() -> Vec<Hostile> {
    const WORD: Hostile = Hostile {
        format: TEXT,
        ..ARCHIVE
    };
    vec![
        Hostile {
            what: "paragraphs of a letter in Word",
            make: |bytes| docx(&fill(bytes, |n| paragraph(&noise(n)))),
            ..WORD
        },
        Hostile {
            what: "empty elements in Word",
            make: |bytes| {
                let empty = fill(bytes, |n| format!("<b{}/>", &noise(n)[..4]));
                docx(&format!("{}<a>{empty}</a>", paragraph("a")))
            },
            ..WORD
        },
        Hostile {
            what: "letters of one paragraph in Word",
            make: |bytes| {
                let runs = fill(bytes, |n| format!("<w:t>{}</w:t><w:br/>", noise(n)));
                docx(&format!("<w:p>{runs}</w:p>"))
            },
            ..WORD
        },
        Hostile {
            what: "text boxes in text boxes in Word",
            make: |bytes| {
                const LEVELS: usize = 40;
                let (open, close) = ("<w:p><txbxContent>", "</txbxContent></w:p>");
                let inside = fill(bytes / 2, |n| paragraph(&noise(n)));
                let deep = format!("{}{inside}{}", open.repeat(LEVELS), close.repeat(LEVELS));
                let one = format!("{}{}", open.repeat(LEVELS), close.repeat(LEVELS));
                docx(&(deep + &fill(bytes / 2, |n| one.clone() + &paragraph(&noise(n)))))
            },
            ..WORD
        },
        Hostile {
            what: "tables in cells of tables in Word",
            make: |bytes| {
                const LEVELS: usize = 30;
                let (open, close) = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
                let inside = fill(bytes, |n| paragraph(&noise(n)));
                docx(&format!(
                    "{}{inside}{}",
                    open.repeat(LEVELS),
                    close.repeat(LEVELS)
                ))
            },
            ..WORD
        },
        Hostile {
            what: "attributes of one element in Word",
            make: |bytes| {
                let attributes = fill(bytes, |n| format!(" a{n}=\"\""));
                docx(&format!("<w:p{attributes}><w:t>a</w:t></w:p>"))
            },
            ..WORD
        },
        Hostile {
            what: "escaped letters in Word",
            make: |bytes| {
                docx(&paragraph(&fill(bytes, |n| {
                    format!("&#97;&amp;{}", noise(n))
                })))
            },
            ..WORD
        },
    ]
}

/// Letters that cannot be packed small, as an archive of what can is refused.
fn noise(number: usize) -> String {
    format!(
        "{:016x}",
        (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    )
}

fn paragraph(letters: &str) -> String {
    format!("<w:p><w:r><w:t>{letters}</w:t></w:r></w:p>")
}

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn docx(body: &str) -> String {
    let types = format!("[Content_Types].xml{NAME_END}<Types/>");
    let text = format!("word/document.xml{NAME_END}{}", document(body));
    packed("a.docx", [types, text].into_iter())
}

/// A file with a number in its name.
fn named(number: usize, name: &str, text: &str) -> String {
    format!("{name}{number}.txt{NAME_END}{text}")
}

/// Files in an archive of this name.
fn packed(archive: &str, files: impl Iterator<Item = String>) -> String {
    let files: Vec<String> = files.collect();
    format!(
        "{archive}{PACKED_END}{}",
        files.join(&NEXT_FILE.to_string())
    )
}
