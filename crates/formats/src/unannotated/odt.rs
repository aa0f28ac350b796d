//! Texts of OpenDocument, packed and flat: one paragraph per line, as in Word documents
//! (<https://docs.oasis-open.org/office/OpenDocument/v1.3/os/part3-schema/>). Tracked insertions are
//! accepted and deletions left out; notes follow the text, and text boxes their paragraph. Headers and
//! footers, hidden text and what is only computed are left out; so are comments, which are counted.

use super::lines::{Lines, Read, Reader};
use crate::archive;
use crate::xml::tree::{Element, Node, parse};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use std::collections::HashSet;

/// The file with the text.
const TEXT: &str = "content.xml";
/// The file with the title.
const ABOUT: &str = "meta.xml";
/// Spaces that one element may stand for.
const MAX_SPACES: usize = 200;

/// Elements without text of the document.
const PASSED: &[&str] = &[
    "annotation-end",
    "desc",
    "event-listeners",
    "forms",
    "hidden-paragraph",
    "hidden-text",
    "note-citation",
    "object",
    "object-ole",
    "script",
    "sequence-decls",
    "title",
    "tracked-changes",
    "user-field-decls",
    "user-index-source",
    "variable-decls",
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
    // Missing metadata does not prevent reading the text.
    let about = archive::entry(file, ABOUT).ok().flatten();
    let about = about.and_then(|about| parse(&about).ok());
    text_of(file, &root, about.as_ref())
}

/// Reads a text in one file of XML. O(n).
pub(super) fn read_flat(file: &File) -> Result<Read, Diagnostic> {
    let root = parse(file)?;
    text_of(file, &root, Some(&root))
}

fn text_of(file: &File, root: &Element, about: Option<&Element>) -> Result<Read, Diagnostic> {
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
    let mut reader = OpenDocument::default();
    let styles = root
        .elements()
        .filter(|inner| inner.local() == "automatic-styles" || inner.local() == "styles");
    for style in styles.flat_map(Element::elements) {
        let mut properties = style
            .elements()
            .filter(|inner| inner.local() == "text-properties");
        if properties.any(|it| it.get("text:display") == Some("none")) {
            reader.hidden.extend(style.get("style:name"));
        }
    }
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
    /// The styles of hidden text.
    hidden: HashSet<&'a str>,
}

impl<'a> Reader<'a> for OpenDocument<'a> {
    fn lines(&mut self) -> &mut Lines<'a> {
        &mut self.lines
    }

    fn block(&mut self, element: &'a Element) {
        for inner in element.elements() {
            if self.is_passed(inner) {
                continue;
            }
            match inner.local() {
                "p" | "h" => {
                    let mut text = String::new();
                    self.inline(inner, &mut text);
                    self.end_paragraph(&text);
                }
                "table-row" => {
                    let cells = inner.elements().filter(|it| it.local() == "table-cell");
                    let cells: Vec<String> = cells.map(|cell| self.cell(cell)).collect();
                    self.end_row(&cells);
                }
                _ => self.block(inner),
            }
        }
    }
}

impl<'a> OpenDocument<'a> {
    /// Whether an element is left out.
    fn is_passed(&mut self, element: &Element) -> bool {
        let local = element.local();
        self.lines.comments += usize::from(local == "annotation");
        let style = element.get("text:style-name").unwrap_or_default();
        local == "annotation"
            || PASSED.contains(&local)
            || self.hidden.contains(style)
            || element.get("text:display") == Some("none")
    }

    fn inline(&mut self, element: &'a Element, text: &mut String) {
        for node in &element.children {
            let inner = match node {
                Node::Element(inner) => inner,
                Node::Text(words) => {
                    words_into(words, text);
                    continue;
                }
            };
            if self.is_passed(inner) {
                continue;
            }
            match inner.local() {
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
                _ => self.inline(inner, text),
            }
        }
    }
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
        let style = "<office:automatic-styles><style:style style:name=\"T1\"><style:text-properties \
             text:display=\"none\"/></style:style></office:automatic-styles>";
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
            assert_eq!(remarks[0].message, "comments, left out: 1");
        }
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
