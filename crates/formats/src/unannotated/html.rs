//! Web pages: their text with its paragraphs, as displayed without styles, and their metadata.
//! Builds no tree, so pages may nest to any depth
//! (<https://html.spec.whatwg.org/multipage/dom.html#the-innertext-idl-attribute> for the breaks).
//! What is hidden is left out; `hidden.rs` says what that is.

mod article;
mod headline;
mod hidden;
mod json_ld;
mod metadata;
mod open;
mod outline;
mod signs;
#[cfg(test)]
mod tests;

use super::NewText;
use hidden::{Hiding, PASSED, RAW};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use metadata::Metadata;
use open::Open;
use outline::Outline;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use postil_core::model::Span;
use std::ops::Range;

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
pub(super) fn read(file: &File) -> Result<(NewText, Vec<Diagnostic>), Diagnostic> {
    let error = |message: String| Diagnostic::error(&file.name, message);
    let whole = crate::decode::decode(&file.bytes).map_err(error)?;
    let new = shown(&whole).finish_article();
    if new.text.is_empty() {
        return Err(error(
            "there is no text in it that a page would show".to_owned(),
        ));
    }
    let remarks = proposed(&new).map(|message| Diagnostic::warning(&file.name, message));
    let new = NewText {
        name: file.name.clone(),
        ..new
    };
    Ok((new, remarks.into_iter().collect()))
}

/// What there is to say about the boilerplate that is proposed. O(n).
fn proposed(new: &NewText) -> Option<String> {
    let mut chars = new.text.chars();
    let mut reached = 0;
    let mut lines = 0;
    for span in &new.boilerplate {
        let range = chars
            .by_ref()
            .skip(span.start - reached)
            .take(span.end - span.start);
        let text: String = range.collect();
        lines += text.lines().filter(|line| !line.trim().is_empty()).count();
        reached = span.end;
    }
    match lines {
        0 => None,
        1 => Some("1 line is proposed as boilerplate".to_owned()),
        lines => Some(format!("{lines} lines are proposed as boilerplate")),
    }
}

/// The text of a piece of a page, all of which is wanted.
pub(super) fn text(html: &str) -> NewText {
    shown(html).finish()
}

/// A page or a piece of one, with the lines that are not its article as boilerplate.
pub(super) fn pasted(html: &str) -> NewText {
    shown(html).finish_article()
}

/// A page with what it shows.
fn shown(html: &str) -> Page {
    let page = page(html, false);
    if !page.has_aside {
        return page;
    }
    // What is hidden from screen readers alone is decoration, or a dialog that is closed. While one is
    // open, it is all the rest of the page; a page may have been saved at that moment.
    let whole = self::page(html, true);
    if whole.out.len() > 2 * page.out.len() {
        whole
    } else {
        page
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
            Token::Comment(comment) => page.metadata.comment(&String::from_utf8_lossy(&comment)),
            _ => {}
        }
    }
    page
}

/// A page while it is read.
#[derive(Default)]
struct Page {
    metadata: Metadata,
    outline: Outline,
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
        self.metadata.start(name, tag, self.out.len());
        let get = |name: &str| -> Option<String> {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).trim().to_owned())
        };
        let is_shadow = name == "template" && get("shadowrootmode").is_some();
        if PASSED.contains(&name) && !is_shadow {
            if !tag.self_closing || RAW.contains(&name) {
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
        self.outline.start(name, tag);
    }

    fn end(&mut self, name: &str) {
        if let Some((passed, open)) = &mut self.passed {
            *open -= usize::from(passed == name);
            if *open == 0 {
                self.passed = None;
                self.metadata.end_script();
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
            "title" => self.metadata.title(&self.title.take().unwrap_or_default()),
            "pre" => self.pre = self.pre.saturating_sub(1),
            "tr" | "table" => self.cell = false,
            _ => {}
        }
        self.block(name);
        self.outline.end(name);
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
        if self.passed.is_some() {
            self.metadata.script(text);
            return;
        }
        if self.hidden.is_some() {
            return;
        }
        let start = self.out.len();
        self.visible(text);
        self.outline.said(start, self.out.len());
    }

    fn visible(&mut self, text: &str) {
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

    /// The whole text, with what the page says about it.
    fn finish(self) -> NewText {
        let text = self.out.trim_matches(TRIMMED).to_owned();
        self.metadata.about(text, 0, "")
    }

    /// The same, with the lines that are not the article as boilerplate.
    fn finish_article(self) -> NewText {
        let title = self.metadata.headline();
        let Some(judged) = article::judge(&self.out, &self.outline, title) else {
            return self.finish();
        };
        let text = self.out.trim_matches(TRIMMED).to_owned();
        let start = self.out.len() - self.out.trim_start_matches(TRIMMED).len();
        let heading = judged.headline.and_then(|at| self.out.get(at));
        let boilerplate = spans(&text, start, &judged.around);
        let heading = heading.unwrap_or_default();
        let mut new = self.metadata.about(text, judged.end, heading);
        if new.title.is_empty() {
            // A piece of a page does not state its title.
            new.title = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        NewText { boilerplate, ..new }
    }
}

/// What is no text at the ends of a page.
const TRIMMED: [char; 4] = ['\n', ' ', '\t', '\u{FEFF}'];

/// Lines as spans in code points, in order; neighbouring ones are one span. The lines are ranges in
/// bytes, counted from `start` bytes before the text. O(n).
fn spans(text: &str, start: usize, lines: &[Range<usize>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    // The byte up to which code points are counted.
    let (mut byte, mut points) = (0, 0);
    for line in lines {
        let from = line.start.saturating_sub(start).max(byte);
        let to = line.end.saturating_sub(start).min(text.len());
        let (Some(between), Some(line)) = (text.get(byte..from), text.get(from..to)) else {
            continue;
        };
        if line.is_empty() {
            continue;
        }
        let begin = points + between.chars().count();
        points = begin + line.chars().count();
        byte = to;
        match spans.last_mut().filter(|_| between.trim().is_empty()) {
            Some(last) => last.end = points,
            None => spans.push(Span::from(begin..points)),
        }
    }
    spans
}

/// A string with its entities decoded and without its tags. O(n).
fn plain(html: &str) -> String {
    let mut plain = String::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        if let Token::String(text) = token {
            plain.push_str(&String::from_utf8_lossy(&text));
        }
    }
    plain
}
