//! Word documents: one paragraph per line, with pending insertions and without pending deletions
//! (<https://ecma-international.org/publications-and-standards/standards/ecma-376/>). Tabs separate
//! the cells of a table; a text box follows the paragraph to which it is anchored, and footnotes and
//! endnotes the text. Headers and footers, which pages repeat, and hidden text are left out; so are
//! comments, which are counted as the deletions are.

mod styles;

use super::lines::{Lines, Read, Reader};
use crate::archive;
use crate::xml::tree::{Element, Node, parse};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use std::collections::HashMap;
use styles::{Styles, vanish};

/// The file with the text.
pub(super) const TEXT: &str = "word/document.xml";
/// The files with notes, and the elements that refer to them.
const NOTES: [(&str, &str); 2] = [
    ("word/footnotes.xml", "footnoteReference"),
    ("word/endnotes.xml", "endnoteReference"),
];
/// The file with the styles.
const STYLES: &str = "word/styles.xml";
/// The file with the title.
const ABOUT: &str = "docProps/core.xml";

/// Elements without text of the document.
const PASSED: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "rPr",
    "pPr",
    "sectPr",
    "Fallback",
    "annotationRef",
    "footnoteRef",
    "endnoteRef",
];

/// Reads the file, and remarks what is left out. O(n), within the bounds of archives and of XML.
pub(super) fn read(file: &File) -> Result<Read, Diagnostic> {
    let Some(text) = archive::entry(file, TEXT)? else {
        let message = format!("expected {TEXT} in it");
        return Err(Diagnostic::error(&file.name, message));
    };
    let root = parse(&text)?;
    let Some(body) = root.elements().find(|element| element.local() == "body") else {
        return Err(Diagnostic::error(&text.name, "expected <w:body> in it"));
    };
    let mut parts = Vec::new();
    for (name, reference) in NOTES {
        if let Some(notes) = archive::entry(file, name)? {
            parts.push((reference, parse(&notes)?));
        }
    }
    // A missing part, or one that cannot be read, does not prevent reading the text.
    let part = |name: &str| parse(&archive::entry(file, name).ok().flatten()?).ok();
    let styles = part(STYLES);
    let mut reader = Word {
        styles: styles.as_ref().map(Styles::of).unwrap_or_default(),
        ..Word::default()
    };
    for (reference, part) in &parts {
        for note in part.elements() {
            // Those with a type are the lines over the notes.
            if let (Some(id), None | Some("normal")) = (note.get("w:id"), note.get("w:type")) {
                reader.known.insert((reference, id), note);
            }
        }
    }
    let (mut new, remarks) = reader.text(file, body)?;
    if let Some(about) = part(ABOUT) {
        let said = |name: &str| {
            let found = about.elements().find(|element| element.local() == name);
            found.map(|element| element.text().trim().to_owned())
        };
        new.title = said("title").unwrap_or_default();
        new.language = said("language").unwrap_or_default();
        super::about(&mut new, said("creator"), said("created"));
    }
    Ok((new, remarks))
}

/// What is read of a text.
#[derive(Default)]
struct Word<'a> {
    lines: Lines<'a>,
    styles: Styles<'a>,
    /// Whether the style of the current paragraph hides it.
    is_hidden: bool,
    /// Whether something of it was hidden.
    has_hidden: bool,
    /// The notes by the element that refers to them and their id.
    known: HashMap<(&'a str, &'a str), &'a Element>,
}

impl<'a> Reader<'a> for Word<'a> {
    fn lines(&mut self) -> &mut Lines<'a> {
        &mut self.lines
    }

    fn block(&mut self, element: &'a Element) {
        for inner in element.elements() {
            match inner.local() {
                "p" => self.paragraph(inner),
                "tbl" => self.table(inner),
                name if PASSED.contains(&name) => self.pass(name),
                _ => self.block(inner),
            }
        }
    }
}

impl<'a> Word<'a> {
    /// Passes over an element of this name.
    fn pass(&mut self, name: &str) {
        self.lines.deletions += usize::from(name == "del");
    }

    fn paragraph(&mut self, paragraph: &'a Element) {
        // A paragraph may be in a text box of another.
        let outer = (self.is_hidden, self.has_hidden);
        (self.is_hidden, self.has_hidden) = (self.styles.hide_paragraph(paragraph), false);
        let mut text = String::new();
        self.runs(paragraph, &mut text);
        if !(self.has_hidden && text.is_empty()) {
            self.end_paragraph(&text);
        }
        (self.is_hidden, self.has_hidden) = outer;
    }

    /// Whether the text of a run is hidden: by itself, or by one of the styles of its paragraph and its
    /// letters (<https://ecma-international.org/publications-and-standards/standards/ecma-376/>, part 1,
    /// 17.7.3: each of two styles turns what the other says).
    fn hides(&self, run: &Element) -> bool {
        vanish(run).unwrap_or_else(|| self.is_hidden != self.styles.hide_run(run))
    }

    fn runs(&mut self, element: &'a Element, text: &mut String) {
        for inner in element.elements() {
            match inner.local() {
                "r" if self.hides(inner) => self.has_hidden = true,
                name @ ("footnoteReference" | "endnoteReference") => {
                    let id = inner.get("w:id").unwrap_or_default();
                    let note = self.known.remove(&(name, id));
                    text.extend(note.map(|note| self.lines.notes.add(note)));
                }
                "commentReference" => self.lines.comments += 1,
                "t" => inner.children.iter().for_each(|node| match node {
                    Node::Text(piece) => text.push_str(piece),
                    Node::Element(_) => {}
                }),
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('\u{2011}'),
                "softHyphen" => text.push('\u{AD}'),
                "sym" => text.extend(symbol(inner)),
                "txbxContent" => self.text_box(inner),
                name if PASSED.contains(&name) => self.pass(name),
                _ => self.runs(inner, text),
            }
        }
    }

    fn table(&mut self, table: &'a Element) {
        for row in table.elements() {
            match row.local() {
                "tr" if is_deleted(row) => self.pass("del"),
                "tr" => {
                    let mut cells = Vec::new();
                    self.cells(row, &mut cells);
                    self.end_row(&cells);
                }
                "sdt" | "sdtContent" | "ins" => self.table(row),
                _ => {}
            }
        }
    }

    /// The texts of a row's cells.
    fn cells(&mut self, row: &'a Element, cells: &mut Vec<String>) {
        for cell in row.elements() {
            match cell.local() {
                "tc" => cells.push(self.cell(cell)),
                "sdt" | "sdtContent" => self.cells(cell, cells),
                _ => {}
            }
        }
    }
}

/// Whether a row of a table is a pending deletion.
fn is_deleted(row: &Element) -> bool {
    let mut properties = row.elements().filter(|it| it.local() == "trPr");
    properties.any(|of| of.elements().any(|it| it.local() == "del"))
}

/// The character of a symbol; `None` for the private-use code points of symbol fonts.
fn symbol(element: &Element) -> Option<char> {
    let code = u32::from_str_radix(element.get("w:char")?, 16).ok()?;
    char::from_u32(code).filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c) && !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::file;

    const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    fn packed(body: &str) -> File {
        with_notes(body, "")
    }

    fn with_notes(body: &str, notes: &str) -> File {
        let text =
            format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
        let about = "<cp:coreProperties xmlns:cp=\"a\" xmlns:dc=\"b\"><dc:title> A title </dc:title>\
                     <dc:language>ps</dc:language><dc:creator>Ana</dc:creator>\
                     <dcterms:created>2024-12-18T10:00:00Z</dcterms:created></cp:coreProperties>";
        let part = |name: &str| format!("<w:{name} {W}>{notes}</w:{name}>");
        let files = [
            file("[Content_Types].xml", "<Types/>"),
            file(TEXT, text),
            file(ABOUT, about),
            file("word/footnotes.xml", part("footnotes")),
            file("word/endnotes.xml", part("endnotes")),
            file("word/media/a.png", vec![0; 5_000_000]),
        ];
        file("a.docx", archive::pack(&files))
    }

    #[test]
    fn paragraphs_are_lines() {
        let body = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Ka</w:t></w:r>\
            <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">bul &amp; 👍 </w:t></w:r></w:p><w:p/>\
            <w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>\
            <w:noBreakHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/><w:sym w:char=\"00E9\"/></w:r></w:p>\
            <w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>\
            <w:r><w:instrText>HYPERLINK</w:instrText></w:r><w:moveFrom><w:r><w:t>from</w:t></w:r></w:moveFrom>\
            <w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>\
            </wps:txbx></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Fallback>\
            </mc:AlternateContent></w:r></w:p>\
            <w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc>\
            <w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
            <w:sdt><w:sdtContent><w:p><w:r><w:t>end</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sectPr/>";
        let (new, remarks) = read(&packed(body)).expect("it is read");
        assert_eq!(remarks[0].message, "tracked deletions, left out: 1");
        assert_eq!(
            new.text,
            "Kabul & 👍\n\nlink\tb\nc\u{2011}é\nnew\nbox\n1 2\t3\nend"
        );
        assert_eq!(
            (new.title.as_str(), new.language.as_str()),
            ("A title", "ps")
        );
        assert_eq!(new.date, "");
        assert_eq!(
            (&new.extra["author"], &new.extra["created"]),
            (&"Ana".into(), &"2024-12-18".into())
        );
    }

    #[test]
    fn notes_follow_and_what_is_hidden_is_left_out() {
        let body = "<w:p><w:r><w:t>One</w:t></w:r><w:r><w:footnoteReference w:id=\"3\"/></w:r>\
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>, \
            two</w:t><w:endnoteReference w:id=\"3\"/></w:r><w:commentRangeStart w:id=\"0\"/>\
            <w:r><w:commentReference w:id=\"0\"/></w:r></w:p>\
            <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>no</w:t></w:r></w:p></w:tc></w:tr>\
            <w:tr><w:tc><w:p><w:r><w:t>cell</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:tc></w:tr></w:tbl>";
        let notes = "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>\
            <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t xml:space=\"preserve\"> Of the cell</w:t></w:r></w:p>\
            <w:p><w:r><w:t>and more</w:t></w:r></w:p></w:footnote>\
            <w:footnote w:id=\"3\"><w:p><w:r><w:t>Of one</w:t></w:r></w:p></w:footnote>\
            <w:footnote w:id=\"4\"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>";
        let (new, remarks) = read(&with_notes(body, notes)).expect("it is read");
        let expected = "One[1], two[2]\ncell[3]\n[1] Of one\n[2] Of one\n[3] Of the cell\nand more";
        assert_eq!(new.text, expected);
        assert_eq!(remarks[0].message, "comments, left out: 1");
    }

    #[test]
    fn what_named_styles_hide_is_left_out() {
        let style = |kind: &str, id: &str, based: &str, inside: &str| {
            format!(
                "<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:basedOn w:val=\"{based}\"/>{inside}</w:style>"
            )
        };
        let vanish = "<w:rPr><w:vanish/></w:rPr>";
        let styles = [
            style("paragraph", "Normal", "", ""),
            style("paragraph", "Secret", "Normal", vanish),
            style("paragraph", "Below", "Secret", ""),
            style(
                "paragraph",
                "Shown",
                "Secret",
                "<w:rPr><w:vanish w:val=\"0\"/></w:rPr>",
            ),
            style("character", "Hidden", "", vanish),
            style("character", "Round", "Round", ""),
        ];
        let run = |style: &str, text: &str| {
            format!("<w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:t>{text}</w:t></w:r>")
        };
        let paragraph = |style: &str, runs: &str| {
            format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
        };
        let body = [
            paragraph("Normal", &(run("Hidden", "no") + &run("Round", "Seen"))),
            paragraph("Secret", &run("", "no")),
            paragraph("Below", &(run("", "no") + &run("Hidden", "Turned twice"))),
            paragraph("Shown", &run("", "Shown")),
            paragraph(
                "Secret",
                "<w:r><w:rPr><w:vanish w:val=\"false\"/></w:rPr><w:t>Also</w:t></w:r>",
            ),
        ];
        let text = format!(
            "<w:document {W}><w:body>{}</w:body></w:document>",
            body.concat()
        );
        let styles = format!("<w:styles {W}>{}</w:styles>", styles.concat());
        let files = [file(TEXT, text), file(STYLES, styles)];
        let (new, _) = read(&file("a.docx", archive::pack(&files))).expect("it is read");
        assert_eq!(new.text, "Seen\nTurned twice\nShown\nAlso");
    }

    #[test]
    fn tracked_deletions_are_counted() {
        let body = "<w:p><w:r><w:t>A</w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del></w:p>\
            <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>no</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        let (new, remarks) = read(&packed(body)).expect("it is read");
        assert_eq!(new.text, "A");
        assert_eq!(remarks[0].message, "tracked deletions, left out: 2");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |file: &File| read(file).expect_err("it is refused").to_string();
        assert!(message(&packed("<w:p/>")).contains("there is no text"));
        assert!(message(&packed("<w:p>")).contains("a.docx, word/document.xml"));
        let dtd =
            format!("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><w:document {W}/>");
        let packed = |text: Vec<u8>| file("a.docx", archive::pack(&[file(TEXT, text)]));
        assert!(message(&packed(dtd.into())).contains("DTD"));
        assert!(message(&packed(b"<a/>".to_vec())).contains("<w:body>"));
        let deep = "<w:p>".repeat(200);
        assert!(message(&packed(deep.into())).contains("levels"));
        let bomb = vec![b' '; 30 << 20];
        assert!(message(&packed(bomb)).contains("unpacks to more than"));
        assert!(message(&packed(vec![0xFF, 0xFE, 0])).contains("UTF-8"));
    }

    #[test]
    fn damage_is_survived() {
        let whole = packed("<w:p><w:r><w:t>A</w:t></w:r></w:p>").bytes;
        for cut in (0..whole.len()).step_by(7) {
            let _ = read(&file("a.docx", &whole[..cut]));
            let mut changed = whole.clone();
            changed[cut] ^= 0x55;
            let _ = read(&file("a.docx", changed));
        }
    }
}
