//! A web page as the text of a task: the text that people read, and where regions of the page lie in
//! it.
//!
//! `globalOffsets` of a region count the code points of all text nodes one after the other, and one
//! for each `br` (`findOnPosition` in Label Studio's `selection-tools.js`). Without them, `start` and
//! `end` are the XPaths of text nodes, and `startOffset` and `endOffset` count in these.

use crate::fields::{range_field, whole};
use crate::unannotated::html_text;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Bytes of the longest path that is looked for.
const MAX_PATH_BYTES: usize = 500;

/// Open elements up to which paths are followed; what comes after deeper ones has no path.
const MAX_LEVELS: usize = 500;

/// Elements that have no end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements whose text is not shown.
const SILENT: &[&str] = &["script", "style", "title", "noscript", "template"];

/// Elements that are not in the paths, which begin inside of the body.
const OUTER: &[&str] = &["html", "head", "body"];

/// Which element an element ends that it cannot be in.
const ENDS: &[(&str, &[&str])] = &[
    (
        "p",
        &[
            "p",
            "div",
            "ul",
            "ol",
            "dl",
            "table",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "pre",
            "section",
            "article",
            "hr",
        ],
    ),
    ("li", &["li"]),
    ("td", &["td", "th", "tr"]),
    ("th", &["td", "th", "tr"]),
    ("tr", &["tr"]),
];

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    /// Its text, as it is imported without annotations.
    pub text: String,
    /// How many visible characters come before each code point of the text nodes.
    before: Vec<u32>,
    /// Where in the text each visible character is; `None` where the text leaves out what the page has.
    visible: Option<Vec<u32>>,
    /// Where the text nodes begin whose paths were asked for.
    nodes: HashMap<String, usize>,
}

impl Page {
    /// Reads a page, and looks for the text nodes of these paths. O(n).
    pub fn new(html: &str, paths: &HashSet<&str>) -> Self {
        let mut walk = Walk {
            paths,
            nodes: HashMap::new(),
            text: String::new(),
            length: 0,
            path: String::new(),
            open: vec![Frame::default()],
            names: HashMap::new(),
            silent: None,
            deep: false,
            in_text: false,
        };
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    walk.start(&String::from_utf8_lossy(&tag.name), tag.self_closing);
                }
                Token::EndTag(tag) => walk.end(&String::from_utf8_lossy(&tag.name)),
                Token::String(text) => walk.text(&String::from_utf8_lossy(&text)),
                Token::Comment(_) => walk.in_text = false,
                _ => {}
            }
        }
        let text = html_text(html).text;
        let is_visible = |c: &char| !c.is_whitespace();
        let whole = (walk.text.chars().filter(is_visible)).eq(text.chars().filter(is_visible));
        let mut count = 0;
        let step = |c: char| {
            let here = count;
            count += u32::from(is_visible(&c));
            here
        };
        let mut before: Vec<u32> = walk.text.chars().map(step).collect();
        before.push(count);
        let places = (0..).zip(text.chars()).filter(|(_, c)| is_visible(c));
        let visible = whole.then(|| places.map(|(at, _)| at).collect());
        Self {
            text,
            before,
            visible,
            nodes: walk.nodes,
        }
    }

    /// The code points of the text that a region covers, without white space at its ends; `None` where
    /// this cannot be told from its offsets.
    pub fn range(&self, region: &Value) -> Option<Range<usize>> {
        let inside = || {
            let at = |path: &str, offset: &str| {
                let node = self.nodes.get(region[path].as_str()?)?;
                node.checked_add(whole(region.get(offset))?)
            };
            Some(at("start", "startOffset")?..at("end", "endOffset")?)
        };
        let range = range_field(&region["globalOffsets"], "start", "end").ok();
        let range = range.or_else(inside)?;
        let visible = self.visible.as_ref()?;
        let first = *self.before.get(range.start)? as usize;
        let end = *self.before.get(range.end)? as usize;
        let last = end.checked_sub(1).filter(|last| *last >= first)?;
        Some(*visible.get(first)? as usize..*visible.get(last)? as usize + 1)
    }
}

/// An open element.
#[derive(Default)]
struct Frame {
    name: String,
    /// Bytes of its path.
    path: usize,
    /// How many elements of each name are in it, and under the empty name, how many texts.
    inside: HashMap<String, usize>,
}

/// What is known of a page on the way through it.
struct Walk<'p> {
    paths: &'p HashSet<&'p str>,
    nodes: HashMap<String, usize>,
    text: String,
    /// Code points of the text.
    length: usize,
    path: String,
    /// The open elements; the first one stands for the body.
    open: Vec<Frame>,
    /// How many elements of each name are open.
    names: HashMap<String, usize>,
    /// The open element whose text is not shown.
    silent: Option<String>,
    /// Whether there were too many open elements.
    deep: bool,
    in_text: bool,
}

impl Walk<'_> {
    fn start(&mut self, name: &str, closed: bool) {
        self.in_text = false;
        if name == "br" {
            self.text.push('\n');
            self.length += 1;
        }
        if SILENT.contains(&name) && self.silent.is_none() && !closed {
            self.silent = Some(name.to_owned());
        }
        self.deep |= self.open.len() > MAX_LEVELS;
        if OUTER.contains(&name) || self.deep {
            return;
        }
        let ended = |open: &Frame| {
            let by = ENDS.iter().find(|(ended, _)| *ended == open.name);
            by.is_some_and(|(_, by)| by.contains(&name))
        };
        while self.open.last().is_some_and(ended) {
            self.pop();
        }
        // Browsers put rows into a body.
        if name == "tr" && self.open.last().is_some_and(|open| open.name == "table") {
            self.push("tbody");
        }
        self.push(name);
        if VOID.contains(&name) || closed {
            self.pop();
        }
    }

    fn end(&mut self, name: &str) {
        self.in_text = false;
        if self.silent.as_deref() == Some(name) {
            self.silent = None;
        }
        if self.deep || self.names.get(name).is_none_or(|open| *open == 0) {
            return;
        }
        while let Some(ended) = self.pop() {
            if ended == name {
                break;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent.is_some() {
            return;
        }
        if !std::mem::replace(&mut self.in_text, true) && !self.deep {
            let number = self.number("");
            if self.path.len() < MAX_PATH_BYTES && !self.paths.is_empty() {
                let path = format!("{}/text()[{number}]", self.path);
                if self.paths.contains(path.as_str()) {
                    self.nodes.insert(path, self.length);
                }
            }
        }
        // What a parser of HTML makes of line ends.
        let text = text.replace("\r\n", "\n");
        self.length += text.chars().count();
        self.text.push_str(&text);
    }

    /// Counts one more thing of a name in the open element.
    fn number(&mut self, name: &str) -> usize {
        let Some(open) = self.open.last_mut() else {
            return 0;
        };
        let count = open.inside.entry(name.to_owned()).or_default();
        *count += 1;
        *count
    }

    fn push(&mut self, name: &str) {
        let number = self.number(name);
        let path = self.path.len();
        if path < MAX_PATH_BYTES {
            self.path.push_str(&format!("/{name}[{number}]"));
        }
        *self.names.entry(name.to_owned()).or_default() += 1;
        self.open.push(Frame {
            name: name.to_owned(),
            path,
            inside: HashMap::new(),
        });
    }

    /// Ends the open element, if it is not the body, and returns its name.
    fn pop(&mut self) -> Option<String> {
        if self.open.len() < 2 {
            return None;
        }
        let ended = self.open.pop()?;
        self.path.truncate(ended.path);
        if let Some(open) = self.names.get_mut(&ended.name) {
            *open -= 1;
        }
        Some(ended.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HTML: &str = "<html><head><title>T</title></head><body>\n<h1>Obama &amp; all</h1>\n\
        <p>He <b>visited</b><br>Kabul.<p>He left.<table><tr><td>x</td><td>👍 y</td></tr></table>\
        <!-- c --><script>a</script>end</body></html>";

    fn covered(region: &Value) -> Option<String> {
        let paths = ["start", "end"].map(|end| region[end].as_str().unwrap_or_default());
        let page = Page::new(HTML, &HashSet::from(paths));
        let range = page.range(region)?;
        let covered = page.text.chars().skip(range.start).take(range.len());
        Some(covered.collect())
    }

    #[test]
    fn regions_of_a_page_lie_on_their_words() {
        let inside = |start: &str, from: usize, end: &str, to: usize| {
            covered(&json!({"start": start, "startOffset": from, "end": end, "endOffset": to}))
        };
        let one = |path: &str, from: usize, to: usize| inside(path, from, path, to);
        assert_eq!(one("/h1[1]/text()[1]", 0, 7).as_deref(), Some("Obama &"));
        assert_eq!(
            one("/p[1]/b[1]/text()[1]", 0, 7).as_deref(),
            Some("visited")
        );
        assert_eq!(one("/p[1]/text()[2]", 0, 5).as_deref(), Some("Kabul"));
        assert_eq!(one("/p[2]/text()[1]", 3, 7).as_deref(), Some("left"));
        let cell = "/table[1]/tbody[1]/tr[1]/td[2]/text()[1]";
        assert_eq!(one(cell, 0, 3).as_deref(), Some("👍 y"));
        assert_eq!(one("/text()[3]", 0, 3).as_deref(), Some("end"));
        let across = inside("/p[1]/b[1]/text()[1]", 0, "/p[1]/text()[2]", 5);
        assert_eq!(across.as_deref(), Some("visited\nKabul"));
        assert_eq!(one("/p[9]/text()[1]", 0, 1), None);
        let offsets = |start: usize, end: usize| {
            covered(&json!({"start": "/p[9]", "globalOffsets": {"start": start, "end": end}}))
        };
        assert_eq!(offsets(1, 6).as_deref(), Some("Obama"));
        assert_eq!(offsets(24, 29).as_deref(), Some("Kabul"));
        assert_eq!(offsets(0, 1), None);
        assert_eq!(offsets(24, 9_999), None);
        assert_eq!(offsets(29, 24), None);
    }

    #[test]
    fn odd_pages_are_walked_through() {
        for html in [
            "</p></b>a<p",
            "<p>a<li>b<tr>c</table><br/><b/>d",
            &"<div>a".repeat(20_000),
            &"<a></b>".repeat(20_000),
        ] {
            Page::new(html, &HashSet::from(["/text()[1]"]));
        }
    }
}
