//! Web pages: their text with its paragraphs, as displayed without styles, and their metadata.
//! Builds no tree, so pages may nest to any depth
//! (<https://html.spec.whatwg.org/multipage/dom.html#the-innertext-idl-attribute> for the breaks).
//! What is hidden is left out; `hidden.rs` says what that is.

mod hidden;
mod open;

use super::{NewText, date};
use hidden::{Hiding, PASSED};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use open::Open;
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

/// Reads a page. O(n).
///
/// # Errors
/// When it is not in Unicode, or holds no text.
pub(super) fn read(file: &File) -> Result<NewText, Diagnostic> {
    let error = |message: String| Diagnostic::error(&file.name, message);
    let whole = crate::decode::decode(&file.bytes).map_err(error)?;
    let new = text(&whole);
    if new.text.is_empty() {
        Err(error(
            "there is no text in it that a page would show".to_owned(),
        ))
    } else {
        Ok(NewText {
            name: file.name.clone(),
            ..new
        })
    }
}

/// The text of a page, or of a piece of one.
pub(super) fn text(html: &str) -> NewText {
    let page = page(html, false);
    if !page.has_aside {
        return page.finish();
    }
    // What is hidden from screen readers alone is decoration, or a dialog that is closed. While one is
    // open, it is all the rest of the page; a page may have been saved at that moment.
    let whole = self::page(html, true);
    if whole.out.len() > 2 * page.out.len() {
        whole.finish()
    } else {
        page.finish()
    }
}

fn page(html: &str, with_aside: bool) -> Page {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page {
        with_aside,
        ..Page::default()
    };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    page
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
    /// The elements that are open.
    open: Open,
    /// How many elements are open around one that is hidden.
    hidden: Option<usize>,
    /// What is hidden from screen readers alone is read.
    with_aside: bool,
    /// There is something that is hidden from screen readers alone.
    has_aside: bool,
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
        let is_shadow = name == "template" && get("shadowrootmode").is_some();
        if PASSED.contains(&name) && !is_shadow {
            if !tag.self_closing {
                self.passed = Some((name.to_owned(), 1));
            }
            return;
        }
        self.open.before(name);
        self.show();
        let depth = self.open.depth();
        if !tag.self_closing {
            self.open.start(name);
        }
        if self.hidden.is_some() {
            return;
        }
        let hiding = hidden::hiding(name, get);
        self.has_aside |= hiding == Hiding::Aside;
        let is_hidden = match hiding {
            Hiding::None => false,
            Hiding::Hidden => true,
            Hiding::Aside => !self.with_aside,
        };
        if is_hidden {
            // An element without content hides nothing more.
            self.hidden = (self.open.depth() > depth).then_some(depth);
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
        let around = self.hidden;
        self.open.end(name);
        self.show();
        // The end of what is hidden breaks no line, but that of what it is in does.
        if around.is_some_and(|around| self.open.depth() >= around) {
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

    /// Ends what is hidden where its element has ended.
    fn show(&mut self) {
        if self
            .hidden
            .is_some_and(|around| self.open.depth() <= around)
        {
            self.hidden = None;
        }
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
        if self.passed.is_some() || self.hidden.is_some() {
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
    fn what_is_hidden_is_left_out() {
        for hidden in [
            "<div hidden>no</div>",
            "<p hidden>no",
            "<p hidden=''>no<i>no</i><div>yes</div>",
            "<ul><li hidden>no<ul><li>no</ul>no<li>yes</ul>",
            "<dl><dt hidden>no<dd>yes</dl>",
            "<table><tr><td hidden>no<td>yes<tr hidden><td>no<td>no</table>",
            "<p style='color: red; DISPLAY : none !important'>no</p>",
            "<p style=visibility:hidden>no</p>",
            "<p style='content-visibility:hidden'>no</p>",
            "<b aria-hidden=true>no</b>",
            "<p hidden>no<b>no</p>",
            "<section><p hidden>no</section>",
            "<p><span hidden>no <b>no</b> no</span>",
            "<template><p>no</template><noscript>no</noscript><datalist><option>no</datalist>",
            "<dialog>no <div>no</div></dialog>",
            "<div popover>no</div>",
            "<svg><p>no</svg>",
        ] {
            let page = format!("<div>before{hidden}</div>after{}", " yes".repeat(9));
            let new = text(&page).text;
            assert!(!new.contains("no"), "{hidden}: {new}");
            let kept = page.matches("yes").count() - new.matches("yes").count();
            assert_eq!(kept, 0, "{hidden}: {new}");
            assert!(new.starts_with("before") && new.contains("after"), "{new}");
        }
    }

    #[test]
    fn what_is_folded_or_only_looks_hidden_is_read() {
        for shown in [
            "<details><summary>yes</summary>yes</details>",
            "<p hidden=until-found>yes",
            "<dialog open>yes</dialog>",
            "<p style='display:none; display:block'>yes",
            "<p style='opacity: 0'>yes",
            "<p aria-hidden=false>yes",
            "<div><template shadowrootmode=open><p>yes</template></div>",
            "<body style='display: none' hidden>yes",
            "<br hidden>yes",
            "<div hidden/>yes",
            "<del>yes</del>",
        ] {
            let new = text(shown).text;
            let all = shown.matches("yes").count();
            assert_eq!(new.matches("yes").count(), all, "{shown}: {new}");
        }
        // A page that was saved while a dialog was open.
        let page = "<main aria-hidden=true><p>The article.<p>Its end.</main><div role=dialog>Cookies?</div>";
        assert_eq!(text(page).text, "The article.\n\nIts end.\nCookies?");
        let page = "<p>The <i aria-hidden=true>icon </i>article, which is longer.";
        assert_eq!(text(page).text, "The article, which is longer.");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |bytes: &[u8]| {
            read(&file("a.html", bytes))
                .expect_err("refused")
                .to_string()
        };
        assert!(message(b"<script>a</script>").contains("there is no text"));
        assert!(message(b"<p hidden>a</p>").contains("that a page would show"));
        assert!(message(b"<p>caf\xE9").contains("byte 0xE9 at offset 6"));
    }

    #[test]
    fn deep_nesting_is_nothing_special() {
        let deep = format!("{}a{}", "<div>".repeat(200_000), "</div>".repeat(200_000));
        assert_eq!(text(&deep).text, "a");
        assert_eq!(text(&format!("{}a", "<svg>".repeat(100_000))).text, "");
        for piece in [
            "<p hidden><b>",
            "<li><div>",
            "</b><td hidden>",
            "<dd><b></p>",
            "<i aria-hidden=true>",
        ] {
            let _ = text(&piece.repeat(50_000));
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(html in "(<(/?(p|p hidden|li hidden|b aria-hidden=true|pre|td|tr|title|script|div hidden|svg|b)|!--|)>?|[a-z &;👍\n]){0,40}") {
            let _ = text(&html);
        }
    }
}
