//! Web pages: their text with its paragraphs, as displayed without styles, and their metadata.
//! Builds no tree, so pages may nest to any depth
//! (<https://html.spec.whatwg.org/multipage/dom.html#the-innertext-idl-attribute> for the breaks).

use super::{NewText, date};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;

/// Elements with a blank line around them.
const PARAGRAPHS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "dl",
    "table",
    "figure",
    "hr",
];

/// Elements with a line of their own.
const LINES: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dt",
    "fieldset",
    "figcaption",
    "footer",
    "form",
    "header",
    "hgroup",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "optgroup",
    "option",
    "search",
    "section",
    "summary",
    "tbody",
    "tfoot",
    "thead",
    "tr",
];

/// Elements that are skipped up to their end.
const PASSED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "audio", "video",
    "canvas", "select", "textarea", "button", "noembed", "noframes",
];

/// Elements that are skipped if hidden; others may have no end tag.
const HIDEABLE: &[&str] = &[
    "div", "section", "article", "aside", "nav", "header", "footer", "main", "form", "span", "ul",
    "ol", "table", "a",
];

/// Reads a page. O(n).
///
/// # Errors
/// When it is not in Unicode, or holds no text.
pub(super) fn read(file: &File) -> Result<NewText, Diagnostic> {
    let error = |message: String| Diagnostic::error(&file.name, message);
    let whole = crate::decode::decode(&file.bytes).map_err(error)?;
    let new = text(&whole);
    if new.text.is_empty() {
        Err(error("there is no text in it".to_owned()))
    } else {
        Ok(NewText {
            name: file.name.clone(),
            ..new
        })
    }
}

/// The text of a page, or of a piece of one.
pub(super) fn text(html: &str) -> NewText {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    page.finish()
}

/// A page while it is read.
#[derive(Default)]
struct Page {
    new: NewText,
    out: String,
    /// Line feeds that are due before the next word.
    breaks: usize,
    /// A space is due before the next word.
    space: bool,
    /// A cell of this row has begun.
    cell: bool,
    /// The element that is skipped, and how many of its name are open.
    passed: Option<(String, usize)>,
    /// How many `pre` are open, which keep white space.
    pre: usize,
    /// The title of the page, while it is read.
    title: Option<String>,
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if let Some((passed, open)) = &mut self.passed {
            *open += usize::from(passed == name && !tag.self_closing);
            return;
        }
        let get = |name: &str| -> Option<String> {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).trim().to_owned())
        };
        let hidden = HIDEABLE.contains(&name)
            && (get("hidden").is_some_and(|hidden| hidden != "until-found")
                || get("aria-hidden").as_deref() == Some("true"));
        if (PASSED.contains(&name) || hidden) && !tag.self_closing {
            self.passed = Some((name.to_owned(), 1));
            return;
        }
        match name {
            "br" => self.out_break(),
            "title" => self.title = Some(String::new()),
            "html" => self.new.language = get("lang").unwrap_or_default(),
            "link" if get("rel").as_deref() == Some("canonical") => {
                set(&mut self.new.url, get("href"));
            }
            "meta" => {
                let content = get("content");
                match get("property")
                    .or_else(|| get("name"))
                    .unwrap_or_default()
                    .as_str()
                {
                    "og:site_name" => set(&mut self.new.outlet, content),
                    "og:url" => set(&mut self.new.url, content),
                    "article:published_time" | "date" | "dc.date" | "DC.date" => {
                        set(&mut self.new.date, content.map(|content| date(&content)));
                    }
                    _ => {}
                }
            }
            "td" | "th" => {
                // The first cell of a row begins a line, others follow a tab.
                if std::mem::replace(&mut self.cell, true) {
                    self.out.push('\t')
                } else {
                    self.flush()
                }
                (self.breaks, self.space) = (0, false);
            }
            "tr" | "table" => self.cell = false,
            "pre" => self.pre += 1,
            _ => {}
        }
        self.block(name);
    }

    fn end(&mut self, name: &str) {
        if let Some((passed, open)) = &mut self.passed {
            *open -= usize::from(passed == name);
            if *open == 0 {
                self.passed = None;
            }
            return;
        }
        match name {
            "title" => {
                let title = self.title.take().unwrap_or_default();
                let words: Vec<&str> = title.split_whitespace().collect();
                set(&mut self.new.title, Some(words.join(" ")));
            }
            "pre" => self.pre = self.pre.saturating_sub(1),
            "tr" | "table" => self.cell = false,
            _ => {}
        }
        self.block(name);
    }

    fn block(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.breaks = self.breaks.max(2);
        } else if LINES.contains(&name) {
            self.breaks = self.breaks.max(1);
        }
    }

    fn out_break(&mut self) {
        self.flush();
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
        self.space = false;
    }

    /// Writes the breaks that are due.
    fn flush(&mut self) {
        if self.breaks > 0 {
            // No more are looked at than are due: a page may have millions of them.
            let last = self.out.bytes().rev().take(self.breaks);
            let there = last.take_while(|byte| *byte == b'\n').count();
            if !self.out.is_empty() {
                self.out
                    .extend(std::iter::repeat_n('\n', self.breaks.saturating_sub(there)));
            }
            self.breaks = 0;
            self.space = false;
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(title) = &mut self.title {
            title.push_str(text);
            return;
        }
        if self.passed.is_some() {
            return;
        }
        if self.pre > 0 {
            self.flush();
            self.out
                .push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
            return;
        }
        for c in text.chars() {
            // Not the spaces that do not break.
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}') {
                self.space = true;
                continue;
            }
            self.flush();
            if std::mem::take(&mut self.space)
                && !self.out.is_empty()
                && !self.out.ends_with(['\n', '\t'])
            {
                self.out.push(' ');
            }
            self.out.push(c);
        }
    }

    fn finish(self) -> NewText {
        NewText {
            text: self.out.trim_matches(['\n', ' ', '\t']).to_owned(),
            ..self.new
        }
    }
}

/// The first that is said counts.
fn set(what: &mut String, said: Option<String>) {
    if what.is_empty() {
        *what = said.unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::file;
    use proptest::prelude::*;

    #[test]
    fn a_page_is_its_paragraphs() {
        let page = "<!DOCTYPE html><html lang=en><head><title>\n A &amp; B </title>\
            <meta property='og:site_name' content='Daryo'><link rel=canonical href='https://example.org/a'>\
            <meta name=date content='2024-12-18T10:00:00Z'><style>p { color: red }</style>\
            <script>if (a < b) document.write('<p>no</p>')</script></head>\
            <body><nav><ul><li>Home<li>News</ul></nav>\
            <h1>Head<br>line</h1><p>Caf\u{e9} &eacute;&nbsp;&#x1F44D;\n  and <b>bold</b><i>er</i> .<p>Second\
            <div>third <div>fourth</div></div><template><p>no</p></template><noscript>no</noscript>\
            <div hidden>no <div>no</div> no</div><svg><title>no</title><text>no</text></svg>\
            <table><tr><th>a</th><th> b</th></tr><tr><td>1<td>2</td></tr></table>\
            <pre>x\n  y</pre><textarea>no</textarea><!-- no -->end</body></html>";
        let new = text(page);
        assert_eq!(
            new.text,
            "Home\nNews\n\nHead\nline\n\nCafé é\u{a0}👍 and bolder .\n\nSecond\nthird\nfourth\n\n\
             a\tb\n1\t2\n\nx\n  y\n\nend"
        );
        let said = (
            new.title.as_str(),
            new.outlet.as_str(),
            new.url.as_str(),
            new.date.as_str(),
        );
        assert_eq!(
            said,
            ("A & B", "Daryo", "https://example.org/a", "2024-12-18")
        );
        assert_eq!(new.language, "en");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |bytes: &[u8]| {
            read(&file("a.html", bytes))
                .expect_err("refused")
                .to_string()
        };
        assert!(message(b"<script>a</script>").contains("there is no text"));
        assert!(message(b"<p>caf\xE9").contains("byte 0xE9 at offset 6"));
    }

    #[test]
    fn deep_nesting_is_nothing_special() {
        let deep = format!("{}a{}", "<div>".repeat(200_000), "</div>".repeat(200_000));
        assert_eq!(text(&deep).text, "a");
        assert_eq!(text(&format!("{}a", "<svg>".repeat(100_000))).text, "");
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(html in "(<(/?(p|pre|td|tr|title|script|div hidden|svg|b)|!--|)>?|[a-z &;👍\n]){0,40}") {
            let _ = text(&html);
        }
    }
}
