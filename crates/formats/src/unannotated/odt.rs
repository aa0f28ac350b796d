//! Texts of OpenDocument, packed and flat: one paragraph per line, as in Word documents
//! (<https://docs.oasis-open.org/office/OpenDocument/v1.3/os/part3-schema/>). Tracked insertions are
//! accepted and deletions left out, whether the file keeps them apart or in their place; notes follow the
//! text, and text boxes their paragraph. Headers and footers, hidden text and what is only computed are left
//! out; so are comments, which are counted as the deletions are.

mod deletions;
mod styles;

use super::lines::{Lines, Read, Reader};
use crate::archive;
use crate::xml::tree::{Element, Node, parse};
use deletions::Deletions;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use styles::Styles;

/// The file with the text.
const TEXT: &str = "content.xml";
/// The file with the styles that have names of their own.
const STYLES: &str = "styles.xml";
/// The file with the title.
const ABOUT: &str = "meta.xml";
/// Spaces that one element may stand for.
const MAX_SPACES: usize = 200;

/// Elements without text of the document.
const PASSED: &[&str] = &[
    "annotation",
    "annotation-end",
    "character-count",
    "desc",
    "event-listeners",
    "forms",
    "hidden-paragraph",
    "hidden-text",
    "image-count",
    "note-citation",
    "object",
    "object-count",
    "object-ole",
    "page-continuation",
    "page-count",
    "page-number",
    "page-variable-get",
    "page-variable-set",
    "paragraph-count",
    "script",
    "sequence-decls",
    "table-count",
    "title",
    "tracked-changes",
    "user-field-decls",
    "user-index-source",
    "variable-decls",
    "word-count",
    "alphabetical-index-source",
    "bibliography-source",
    "illustration-index-source",
    "object-index-source",
    "table-index-source",
    "table-of-content-source",
];

/// Reads a packed text, and remarks what is left out. O(n), within the bounds of archives and of XML.
pub(super) fn read(file: &File) -> Result<Read, Diagnostic> {
    let Some(text) = archive::entry(file, TEXT)? else {
        let message = format!("expected {TEXT} in it");
        return Err(Diagnostic::error(&file.name, message));
    };
    let root = parse(&text)?;
    // Missing styles or metadata do not prevent reading the text.
    let part = |name: &str| parse(&archive::entry(file, name).ok().flatten()?).ok();
    text_of(file, &root, part(STYLES).as_ref(), part(ABOUT).as_ref())
}

/// Reads a text in one file of XML. O(n).
pub(super) fn read_flat(file: &File) -> Result<Read, Diagnostic> {
    let root = parse(file)?;
    text_of(file, &root, None, Some(&root))
}

/// Reads what is in `root`, with the styles of a part of their own.
fn text_of(
    file: &File,
    root: &Element,
    named: Option<&Element>,
    about: Option<&Element>,
) -> Result<Read, Diagnostic> {
    let error = |message: String| Diagnostic::error(&file.name, message);
    let body = root.elements().find(|element| element.local() == "body");
    let body = body.ok_or_else(|| error("expected <office:body> in it".to_owned()))?;
    let kind = body
        .elements()
        .next()
        .map(Element::local)
        .unwrap_or_default();
    let Some(text) = body.elements().find(|inner| inner.local() == "text") else {
        let what = match kind {
            "spreadsheet" => "a spreadsheet; save it as .csv",
            "presentation" => "slides; save their text as .txt",
            _ => "no text",
        };
        return Err(error(format!("it is an OpenDocument file, but {what}")));
    };
    let mut reader = OpenDocument {
        styles: Styles::of(named.into_iter().chain([root])),
        deletions: Deletions::of(text),
        ..OpenDocument::default()
    };
    reader.lines.deletions = reader.deletions.count();
    let (mut new, remarks) = reader.text(file, text)?;
    let meta = about.and_then(|about| about.elements().find(|inner| inner.local() == "meta"));
    let said = |name: &str| {
        let found = meta?.elements().find(|inner| inner.name == name);
        found.map(|element| element.text().trim().to_owned())
    };
    new.title = said("dc:title").unwrap_or_default();
    new.language = said("dc:language").unwrap_or_default();
    let author = said("meta:initial-creator").filter(|author| !author.is_empty());
    let author = author.or_else(|| said("dc:creator"));
    super::about(&mut new, author, said("meta:creation-date"));
    Ok((new, remarks))
}

/// What is read of a text.
#[derive(Default)]
struct OpenDocument<'a> {
    lines: Lines<'a>,
    styles: Styles<'a>,
    deletions: Deletions<'a>,
    /// A paragraph whose end is deleted, so that the next one goes on with it.
    carried: Option<String>,
}

impl<'a> Reader<'a> for OpenDocument<'a> {
    fn lines(&mut self) -> &mut Lines<'a> {
        &mut self.lines
    }

    fn block(&mut self, element: &'a Element) {
        for inner in element.elements() {
            if self.deletions.pass(inner) || self.is_passed(inner) {
                continue;
            }
            match inner.local() {
                "p" | "h" => self.paragraph(inner),
                "table-row" => {
                    self.end_carried();
                    let cells = inner.elements().filter(|it| it.local() == "table-cell");
                    let cells: Vec<String> = cells.map(|cell| self.cell(cell)).collect();
                    let is_deleted =
                        self.deletions.are_open() && cells.iter().all(String::is_empty);
                    if !is_deleted {
                        self.end_row(&cells);
                    }
                }
                _ => self.block(inner),
            }
        }
        self.end_carried();
    }
}

impl<'a> OpenDocument<'a> {
    /// Whether an element is left out, with all that is in it.
    fn is_passed(&mut self, element: &Element) -> bool {
        self.lines.comments += usize::from(element.local() == "annotation");
        is_passed(element)
    }

    fn paragraph(&mut self, paragraph: &'a Element) {
        let is_hidden = self.styles.are_hidden(paragraph).unwrap_or_default();
        let mut text = self.carried.take().unwrap_or_default();
        self.inline(paragraph, is_hidden, &mut text);
        if self.deletions.are_open() {
            self.carried = Some(text);
        } else if !(is_hidden && text.is_empty()) {
            self.end_paragraph(&text);
        }
    }

    /// Ends a paragraph that no other goes on with.
    fn end_carried(&mut self) {
        if let Some(text) = self.carried.take().filter(|text| !text.is_empty()) {
            self.end_paragraph(&text);
        }
    }

    /// Reads what is in a paragraph or a part of it, which may be hidden but for some of its parts.
    fn inline(&mut self, element: &'a Element, is_hidden: bool, text: &mut String) {
        for node in &element.children {
            let is_out = is_hidden || self.deletions.are_open();
            let inner = match node {
                Node::Element(inner) => inner,
                Node::Text(_) if is_out => continue,
                Node::Text(words) => {
                    words_into(words, text);
                    continue;
                }
            };
            if self.deletions.pass(inner) || self.is_passed(inner) {
                continue;
            }
            match inner.local() {
                "s" | "tab" | "line-break" if is_out => {}
                "note" | "text-box" if is_out => self.inline(inner, true, text),
                "s" => {
                    let many = inner
                        .get("text:c")
                        .map_or(Some(1), |many| many.parse().ok());
                    let many = many.unwrap_or(1).min(MAX_SPACES);
                    text.extend(std::iter::repeat_n(' ', many));
                }
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                "note" => {
                    let body = inner.elements().find(|it| it.local() == "note-body");
                    text.extend(body.map(|body| self.lines.notes.add(body)));
                }
                "text-box" => self.text_box(inner),
                _ => {
                    let is_hidden = self.styles.are_hidden(inner).unwrap_or(is_hidden);
                    self.inline(inner, is_hidden, text);
                }
            }
        }
    }
}

/// Whether an element has no text of the document in it.
fn is_passed(element: &Element) -> bool {
    PASSED.contains(&element.local()) || element.get("text:display") == Some("none")
}

/// Adds words; any run of white space is one space, and none begins a line.
fn words_into(words: &str, text: &mut String) {
    for c in words.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r') {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with([' ', '\t', '\n']) {
            text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::file;

    const SPACES: &str = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:draw=\"d\" \
         xmlns:style=\"s\" xmlns:dc=\"c\" xmlns:meta=\"m\"";
    const ABOUT_IT: &str = "<office:meta><dc:title>A title</dc:title><dc:language>fa</dc:language>\
         <meta:initial-creator>Ana</meta:initial-creator><dc:creator>Bob</dc:creator>\
         <meta:creation-date>2024-12-18T10:00:00</meta:creation-date></office:meta>";

    fn content(body: &str) -> String {
        let style = "<office:automatic-styles><style:style style:family=\"text\" style:name=\"T1\"><style:text-properties \
             text:display=\"none\"/></style:style><style:style style:family=\"text\" style:name=\"T2\"><style:text-properties \
             text:display=\"true\"/></style:style></office:automatic-styles>";
        format!("{style}<office:body><office:text>{body}</office:text></office:body>")
    }

    fn packed(body: &str) -> File {
        let root =
            |name: &str, inside: &str| format!("<office:{name} {SPACES}>{inside}</office:{name}>");
        let files = [
            file("mimetype", "application/vnd.oasis.opendocument.text"),
            file(TEXT, root("document-content", &content(body))),
            file(ABOUT, root("document-meta", ABOUT_IT)),
        ];
        file("a.odt", archive::pack(&files))
    }

    fn flat(body: &str) -> File {
        let inside = ABOUT_IT.to_owned() + &content(body);
        let whole = format!("<office:document {SPACES}>{inside}</office:document>");
        file("a.fodt", whole)
    }

    #[test]
    fn paragraphs_are_lines() {
        let body = "<text:sequence-decls/><text:tracked-changes><text:changed-region><text:deletion><text:p>no\
            </text:p></text:deletion></text:changed-region></text:tracked-changes>\
            <text:h>A\n   head<text:bookmark/>ing</text:h>\n <text:p/>\n\
            <text:p>Two<text:s text:c=\"2\"/>spaces <text:tab/>tab<text:line-break/> line<text:change/>\
            <text:span text:style-name=\"T1\">no</text:span><text:span>!</text:span></text:p>\
            <text:list><text:list-item><text:p>item<text:note><text:note-citation>1</text:note-citation>\
            <text:note-body><text:p>A note<office:annotation><text:p>no</text:p></office:annotation>.</text:p>\
            </text:note-body></text:note>,</text:p></text:list-item></text:list>\
            <text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>anchor</text:p>\
            <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p><text:p>b\
            </text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>c</text:p>\
            </table:table-cell></table:table-row></table:table-header-rows></table:table>\
            <text:section text:display=\"none\"><text:p>no</text:p></text:section>";
        let expected =
            "A heading\n\nTwo  spaces \ttab\nline!\nitem[1],\nanchor\nbox\na b\tc\n[1] A note.";
        for file in [packed(body), flat(body)] {
            let (new, remarks) = match super::super::read(&file) {
                Some(Ok(super::super::Unannotated::Text(new, remarks))) => (new, remarks),
                other => panic!("{other:?}"),
            };
            assert_eq!(new.text, expected);
            assert_eq!(
                (new.title.as_str(), new.language.as_str()),
                ("A title", "fa")
            );
            assert_eq!(
                (&new.extra["author"], &new.extra["created"]),
                (&"Ana".into(), &"2024-12-18".into())
            );
            let remarks: Vec<_> = remarks.into_iter().map(|it| it.message).collect();
            assert_eq!(
                remarks,
                ["comments, left out: 1", "tracked deletions, left out: 1"]
            );
        }
    }

    /// The text of a body and what is said about it; both files of it have the same.
    fn read_both(body: &str) -> (String, Vec<String>) {
        let read = |(new, remarks): Read| {
            let remarks = remarks.into_iter().map(|it| it.message);
            (new.text, remarks.collect::<Vec<_>>())
        };
        let found = read(read_flat(&flat(body)).expect("it is read"));
        let packed = read(super::read(&packed(body)).expect("it is read"));
        assert_eq!(packed, found);
        found
    }

    /// As LibreOffice writes a text whose changes are shown.
    #[test]
    fn deletions_in_their_place_are_left_out() {
        let region = |id: &str, kind: &str| {
            format!(
                "<text:changed-region xml:id=\"{id}\" text:id=\"{id}\"><text:{kind}/></text:changed-region>"
            )
        };
        let changes = format!(
            "<text:tracked-changes text:track-changes=\"false\">{}{}{}{}</text:tracked-changes>",
            region("a", "insertion"),
            region("b", "deletion"),
            region("c", "deletion"),
            region("d", "deletion")
        );
        let mark =
            |which: &str, id: &str| format!("<text:change-{which} text:change-id=\"{id}\"/>");
        let (from, to) = (|id: &str| mark("start", id), |id: &str| mark("end", id));
        let body = format!(
            "{changes}<text:p>He announced a {}seamless {}integration of{}no<text:s/><text:span>no{}</text:span> \
             podcasting.</text:p><text:p>It begins{}no</text:p><text:list><text:list-item><text:p>no</text:p>\
             </text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>no</text:p>\
             </table:table-cell></table:table-row></table:table><text:p>no{} and ends.</text:p>\
             <text:p>What {}has no end stays.</text:p>",
            from("a"),
            to("a"),
            from("b"),
            to("b"),
            from("c"),
            to("c"),
            from("d")
        );
        let (text, remarks) = read_both(&body);
        assert_eq!(
            text,
            "He announced a seamless integration of podcasting.\nIt begins\nand ends.\n\
             What has no end stays."
        );
        assert_eq!(remarks, ["tracked deletions, left out: 3"]);
        let joined = format!(
            "{changes}<text:p>One{}no</text:p><text:p>no</text:p><text:p>no{} line.</text:p>",
            from("b"),
            to("b")
        );
        assert_eq!(read_both(&joined).0, "One line.");
    }

    #[test]
    fn what_named_styles_hide_is_left_out() {
        let style = |family: &str, name: &str, parent: &str, inside: &str| {
            format!(
                "<style:style style:name=\"{name}\" style:family=\"{family}\" \
                 style:parent-style-name=\"{parent}\">{inside}</style:style>"
            )
        };
        let none = "<style:text-properties text:display=\"none\"/>";
        let styles = [
            style("paragraph", "Standard", "", ""),
            style("paragraph", "Secret", "Standard", none),
            style("paragraph", "Below", "Secret", ""),
            style("text", "Secret", "", none),
            style("text", "Standard", "", none),
            style("text", "Round", "Round", ""),
        ];
        let styles = format!(
            "<office:document-styles {SPACES}><office:styles>{}</office:styles></office:document-styles>",
            styles.concat()
        );
        let body = content(
            "<text:p text:style-name=\"Standard\">A <text:span text:style-name=\"Secret\">no</text:span>\
             <text:span text:style-name=\"Round\">text</text:span>, page \
             <text:page-number text:select-page=\"current\">no</text:page-number>.</text:p>\
             <text:p text:style-name=\"Secret\">no</text:p><text:p text:style-name=\"Below\">no\
             <text:span text:style-name=\"T2\">But this.</text:span></text:p>",
        );
        let text = format!("<office:document-content {SPACES}>{body}</office:document-content>");
        let files = [file(TEXT, text), file(STYLES, styles)];
        let (new, _) = read(&file("a.odt", archive::pack(&files))).expect("it is read");
        assert_eq!(new.text, "A text, page .\nBut this.");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |file: &File| match super::super::read(file) {
            Some(Err(found)) => found.to_string(),
            other => panic!("{other:?}"),
        };
        assert!(message(&packed("<text:p/>")).contains("there is no text"));
        assert!(message(&packed("<text:p>")).contains("a.odt, content.xml"));
        assert!(message(&file("a.fodt", "<a/>")).contains("<office:body>"));
        let sheet = "<a xmlns:office=\"o\"><office:body><office:spreadsheet/></office:body></a>";
        assert!(message(&file("a.fodt", sheet)).contains("a spreadsheet; save it as .csv"));
        let many = "<text:s text:c=\"4000000000\"/>".repeat(9);
        let (new, _) = read(&packed(&format!("<text:p>a{many}b</text:p>"))).expect("it is read");
        assert_eq!(new.text.len(), 2 + 9 * MAX_SPACES);
    }

    #[test]
    fn damage_is_survived() {
        let whole = packed(
            "<text:p>A<text:note><text:note-body><text:p>B</text:p></text:note-body></text:note></text:p>",
        );
        for cut in (0..whole.bytes.len()).step_by(7) {
            let _ = read(&file("a.odt", &whole.bytes[..cut]));
            let mut changed = whole.bytes.clone();
            changed[cut] ^= 0x55;
            let _ = read(&file("a.odt", changed));
        }
    }
}
