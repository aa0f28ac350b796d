//! A bounded XML reader that knows only the five entities of the language
//! (<https://www.w3.org/TR/xml/>).

use super::is_fit;
use crate::limits;
use crate::progress::{self, Step};
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::HashSet;

/// An element with its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name as written, with its prefix.
    pub name: String,
    /// Its attributes in order, unescaped.
    pub attributes: Vec<(String, String)>,
    /// Elements and texts in order.
    pub children: Vec<Node>,
    /// The line on which it starts, from 1.
    pub line: usize,
}

/// What is inside an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, unescaped, with line feeds as line ends.
    Text(String),
}

impl Element {
    /// Its name without its prefix.
    pub fn local(&self) -> &str {
        // Bytes are faster than characters, and this is asked for each element several times.
        let colon = self.name.bytes().rposition(|byte| byte == b':');
        let after = colon.and_then(|colon| self.name.get(colon + 1..));
        after.unwrap_or(&self.name)
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All text in it, at any depth. O(n), no deeper than [`limits::MAX_XML_LEVELS`].
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text
    }

    fn gather(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(piece) => text.push_str(piece),
                Node::Element(element) => element.gather(text),
            }
        }
    }
}

/// Reads a whole file. O(n).
///
/// # Errors
/// When it is not UTF-8 or not well formed, has a document type with declarations or an entity that XML
/// itself does not define, or exceeds a bound of [`limits`].
pub fn parse(file: &File) -> Result<Element, Diagnostic> {
    let text = crate::source::utf8(file)?;
    let mut lines = Lines::new(text);
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = vec![Element::default()];
    let (mut count, mut told) = (0, 0);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        progress::tell(Step::Read(at.saturating_sub(told)));
        told = at;
        let line = lines.at(at);
        let error =
            |message: String| Diagnostic::error(format!("{}, line {line}", file.name), message);
        let event = reader.read_event();
        let event = event.map_err(|e| error(format!("this is not well-formed XML: {e}")))?;
        match event {
            Event::Start(start) => {
                count += 1;
                if count > limits::MAX_XML_ELEMENTS {
                    let most = limits::MAX_XML_ELEMENTS;
                    return Err(error(format!("expected at most {most} elements")));
                }
                if open.len() > limits::MAX_XML_LEVELS {
                    let most = limits::MAX_XML_LEVELS;
                    return Err(error(format!("expected at most {most} levels of elements")));
                }
                open.push(element(&start, line).map_err(error)?);
            }
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                match open.last_mut() {
                    Some(parent) => add(parent, Node::Element(done)),
                    None => return Err(error("an element ends that did not begin".to_owned())),
                }
            }
            Event::Text(piece) => {
                push(&mut open, &line_feeds(&piece));
            }
            Event::CData(piece) => {
                push(&mut open, &line_feeds(&piece));
            }
            Event::GeneralRef(name) => {
                let name: &str = &name;
                let piece = entity(name).ok_or_else(|| {
                    error(format!(
                        "the entity &{name}; is not one of XML itself; others are refused"
                    ))
                })?;
                push(&mut open, &piece);
            }
            // One that only names its DTD changes nothing here.
            Event::DocType(kind) if !kind.contains('[') => {}
            Event::DocType(_) => {
                let message = "a document type (DTD) with declarations is refused";
                return Err(error(message.to_owned()));
            }
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let place = format!("{}, line {}", file.name, lines.at(text.len()));
    if open.len() > 1 {
        let name = open.last().map_or("", |element| &element.name);
        return Err(Diagnostic::error(
            place,
            format!("the file is cut off inside <{name}>"),
        ));
    }
    let whole = open.pop().unwrap_or_default();
    match whole.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    }) {
        Some(root) => Ok(root),
        None => Err(Diagnostic::error(place, "expected an XML element")),
    }
}

/// Counts lines up to offsets that are asked for in order.
struct Lines<'a> {
    rest: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    fn at(&mut self, byte: usize) -> usize {
        let step = byte.saturating_sub(self.at).min(self.rest.len());
        let (before, after) = self.rest.split_at(step);
        self.line += before.iter().filter(|&&b| b == b'\n').count();
        (self.rest, self.at) = (after, self.at + step);
        self.line
    }
}

/// Normalizes line ends as XML does.
fn line_feeds(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

fn push(open: &mut [Element], piece: &str) {
    if let Some(parent) = open.last_mut() {
        match parent.children.last_mut() {
            Some(Node::Text(text)) => text.push_str(piece),
            _ => add(parent, Node::Text(piece.to_owned())),
        }
    }
}

/// Adds to what is in an element. Most have one thing in them, and a list makes room for four.
fn add(parent: &mut Element, node: Node) {
    if parent.children.is_empty() {
        parent.children.reserve_exact(1);
    }
    parent.children.push(node);
}

fn entity(name: &str) -> Option<String> {
    let code = match name {
        "amp" => return Some("&".to_owned()),
        "lt" => return Some("<".to_owned()),
        "gt" => return Some(">".to_owned()),
        "quot" => return Some("\"".to_owned()),
        "apos" => return Some("'".to_owned()),
        name => match name.strip_prefix("#x") {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => name.strip_prefix('#')?.parse().ok()?,
        },
    };
    char::from_u32(code)
        .filter(|&c| is_fit(c))
        .map(String::from)
}

fn element(start: &BytesStart, line: usize) -> Result<Element, String> {
    let name = start.name();
    let mut element = Element {
        name: name.as_ref().to_owned(),
        line,
        ..Element::default()
    };
    // The reader would compare each name with all before it.
    let mut seen = HashSet::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|e| format!("this is not well-formed XML: {e}"))?;
        let name = attribute.key.as_ref().to_owned();
        if !seen.insert(attribute.key) {
            let name = clip(&name);
            return Err(format!(
                "this is not well-formed XML: the attribute “{name}” is there twice"
            ));
        }
        element.attributes.push((name, unescape(&attribute.value)?));
    }
    Ok(element)
}

/// Unescapes the value of an attribute. White space becomes spaces, as XML has it, except in
/// character references.
pub fn unescape(raw: &str) -> Result<String, String> {
    let mut value = String::new();
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        value.push_str(&before.replace("\r\n", " ").replace(['\n', '\t', '\r'], " "));
        let end = after.find(';').ok_or("an entity does not end")?;
        let name = after.get(1..end).unwrap_or_default();
        let piece = entity(name);
        value.push_str(&piece.ok_or_else(|| {
            format!("the entity &{name}; is not one of XML itself; others are refused")
        })?);
        rest = after.get(end + 1..).unwrap_or_default();
    }
    value.push_str(&rest.replace("\r\n", " ").replace(['\n', '\t', '\r'], " "));
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::super::{clean, escape};
    use super::*;
    use crate::check::file;
    use postil_core::testing::any_text;
    use proptest::prelude::*;

    #[test]
    fn hostile_files_are_refused() {
        let deep = "<a>".repeat(200) + &"</a>".repeat(200);
        for (text, message) in [
            (
                "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
                "document type",
            ),
            ("<a>&x;</a>", "&x;"),
            ("<a b=\"&x;\"/>", "&x;"),
            (deep.as_str(), "levels"),
            ("<a>", "cut off"),
            ("<a></b>", "well-formed"),
            ("", "expected an XML element"),
            ("<a>&#0;</a>", "&#0;"),
        ] {
            let error = parse(&file("x.xml", text)).expect_err(text);
            assert!(error.message.contains(message), "{error}");
            assert!(error.place.starts_with("x.xml, line 1"), "{error}");
        }
    }

    proptest! {
        #[test]
        fn what_is_escaped_comes_back(text in any_text()) {
            let text = clean(&text);
            let xml = format!("<a b=\"{0}\">{0}</a>", escape(&text));
            let read = parse(&file("x.xml", xml)).expect("well-formed");
            prop_assert_eq!(read.get("b"), Some(text.as_str()));
            prop_assert_eq!(read.text(), text);
        }
    }
}
