//! Word documents: one paragraph per line, with pending insertions and without pending deletions
//! (<https://ecma-international.org/publications-and-standards/standards/ecma-376/>). Tabs separate
//! the cells of a table; a text box follows the paragraph to which it is anchored. Headers,
//! footers, comments and notes are left out.

use super::NewText;
use crate::archive;
use crate::xml::tree::{Element, Node, parse};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;

/// The file with the text.
pub(super) const TEXT: &str = "word/document.xml";
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
    "footnoteReference",
    "endnoteReference",
    "annotationRef",
];

/// Reads the file. O(n), within the bounds of archives and of XML.
pub(super) fn read(file: &File) -> Result<NewText, Diagnostic> {
    let Some(text) = archive::entry(file, TEXT)? else {
        let message = format!("expected {TEXT} in it");
        return Err(Diagnostic::error(&file.name, message));
    };
    let root = parse(&text)?;
    let Some(body) = root.elements().find(|element| element.local() == "body") else {
        return Err(Diagnostic::error(&text.name, "expected <w:body> in it"));
    };
    let mut lines = Lines::default();
    lines.block(body);
    let mut new = NewText {
        name: file.name.clone(),
        text: lines.done.join("\n").trim().to_owned(),
        ..NewText::default()
    };
    if new.text.is_empty() {
        return Err(Diagnostic::error(&file.name, "there is no text in it"));
    }
    // Missing metadata does not prevent reading the text.
    if let Ok(Some(about)) = archive::entry(file, ABOUT)
        && let Ok(about) = parse(&about)
    {
        let said = |name: &str| {
            let found = about.elements().find(|element| element.local() == name);
            found.map(|element| element.text().trim().to_owned())
        };
        new.title = said("title").unwrap_or_default();
        new.language = said("language").unwrap_or_default();
    }
    Ok(new)
}

/// The lines of the text.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    /// Text boxes of the current paragraph.
    boxes: Vec<String>,
}

impl Lines {
    /// Reads the paragraphs of a body, a cell or another container.
    fn block(&mut self, element: &Element) {
        for inner in element.elements() {
            match inner.local() {
                "p" => self.paragraph(inner),
                "tbl" => self.table(inner),
                name if PASSED.contains(&name) => {}
                _ => self.block(inner),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element) {
        let mut text = String::new();
        self.runs(paragraph, &mut text);
        self.done.push(text.trim_end().to_owned());
        self.done.append(&mut self.boxes);
    }

    fn runs(&mut self, element: &Element, text: &mut String) {
        for inner in element.elements() {
            match inner.local() {
                "t" => inner.children.iter().for_each(|node| match node {
                    Node::Text(piece) => text.push_str(piece),
                    Node::Element(_) => {}
                }),
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('\u{2011}'),
                "softHyphen" => text.push('\u{AD}'),
                "sym" => text.extend(symbol(inner)),
                "txbxContent" => {
                    let mut lines = Self::default();
                    lines.block(inner);
                    self.boxes.append(&mut lines.done);
                }
                name if PASSED.contains(&name) => {}
                _ => self.runs(inner, text),
            }
        }
    }

    fn table(&mut self, table: &Element) {
        for row in table.elements() {
            match row.local() {
                "tr" => {
                    let mut cells = Vec::new();
                    row_cells(row, &mut cells);
                    self.done.push(cells.join("\t").trim_end().to_owned());
                }
                "sdt" | "sdtContent" | "ins" => self.table(row),
                _ => {}
            }
        }
    }
}

/// The texts of a row's cells.
fn row_cells(row: &Element, cells: &mut Vec<String>) {
    for cell in row.elements() {
        match cell.local() {
            "tc" => {
                let mut lines = Lines::default();
                lines.block(cell);
                lines.done.retain(|line| !line.is_empty());
                cells.push(lines.done.join(" ").replace('\n', " "));
            }
            "sdt" | "sdtContent" => row_cells(cell, cells),
            _ => {}
        }
    }
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
        let text =
            format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
        let about = "<cp:coreProperties xmlns:cp=\"a\" xmlns:dc=\"b\"><dc:title> A title </dc:title>\
                     <dc:language>ps</dc:language></cp:coreProperties>";
        let files = [
            file("[Content_Types].xml", "<Types/>"),
            file(TEXT, text),
            file(ABOUT, about),
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
        let new = read(&packed(body)).expect("it is read");
        assert_eq!(
            new.text,
            "Kabul & 👍\n\nlink\tb\nc\u{2011}é\nnew\nbox\n1 2\t3\nend"
        );
        assert_eq!(
            (new.title.as_str(), new.language.as_str()),
            ("A title", "ps")
        );
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
