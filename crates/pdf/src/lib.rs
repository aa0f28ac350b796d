//! Reads the text of PDF files in the order of reading (ISO 32000-2,
//! <https://pdfa.org/resource/iso-32000-2/>). What a file draws comes from `hayro-syntax` and `hayro-font`;
//! lines, columns, paragraphs and running heads are found here.
//!
//! Not read: what forms and comments hold, the tags of a tagged file beyond what stands instead of a glyph
//! and what is no part of the text, layers that are switched off, and text that is drawn as lines.

mod block;
mod blocks;
mod direction;
mod extent;
mod fonts;
mod glyph;
mod gutters;
mod hyphens;
mod interpret;
mod letters;
pub mod limits;
mod lines;
mod matrix;
mod order;
mod paragraphs;
mod running;
mod strings;
mod tables;
mod title;
mod unpack;

use fonts::Fonts;
use glyph::{Glyph, Turn};
use hayro_syntax::object::{Dict, String as Bytes};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hyphens::Hyphens;
use lines::Line;
use order::Budget;
use paragraphs::Paragraphs;
use std::ops::Range;

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text. A paragraph is a line; so is what is no part of the article.
    pub text: String,
    /// The lines that are page numbers or running heads, in code points of the text, with their line feeds.
    pub boilerplate: Vec<Range<usize>>,
    /// The title that the file states, or else the headline; empty if there is neither.
    pub title: String,
    /// The tag of the language; empty if the file does not state it.
    pub language: String,
    /// Pages that were left out, by number from 1, and why.
    pub left_out: Vec<(usize, String)>,
    /// Whether the end of the file is missing, so that pages and letters may be, too.
    pub is_cut: bool,
    /// Pages with glyphs of unknown meaning, by number from 1, and how many there are; each became U+FFFD.
    pub unknown: Vec<(usize, usize)>,
}

/// Whether a file is a PDF, by its first bytes.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Reads a file. O(n) in what it draws, within [`limits`].
///
/// # Errors
/// When there is no text to be had: in words that follow the file's name.
pub fn read(mut bytes: Vec<u8>) -> Result<Document, String> {
    if bytes.len() > limits::MAX_FILE_BYTES {
        return Err(format!(
            "it has more than {} MB",
            limits::MAX_FILE_BYTES >> 20
        ));
    }
    let is_cut = is_cut(&bytes);
    unpack::defuse(&mut bytes)?;
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Invalid if is_cut => CUT.to_owned(),
        _ => refusal(error).to_owned(),
    })?;
    let pages = pdf.pages();
    if pages.len() > limits::MAX_PAGES {
        return Err(format!("it has more than {} pages", limits::MAX_PAGES));
    }
    let mut document = Document {
        is_cut,
        ..Document::default()
    };
    let mut fonts = Fonts::default();
    let mut all: Vec<Vec<Line>> = Vec::new();
    let mut turned: Vec<Vec<Line>> = Vec::new();
    let (mut glyphs, mut unknown, mut pictures) = (0, 0, 0);
    let mut left = limits::MAX_DRAWN_BYTES;
    for (number, page) in pages.iter().enumerate() {
        let (mut upright, mut rest) = (Vec::new(), Vec::new());
        match interpret::page(page, &mut fonts, &mut left) {
            Ok(drawn) => {
                glyphs += drawn.glyphs.len();
                unknown += drawn.unknown;
                if drawn.unknown > 0 {
                    document.unknown.push((number + 1, drawn.unknown));
                }
                if drawn.glyphs.is_empty() && drawn.has_picture {
                    pictures += 1;
                    let message = "it is a picture, without a text";
                    document.left_out.push((number + 1, message.to_owned()));
                }
                (upright, rest) = by_turn(drawn.glyphs);
            }
            Err(message) => document.left_out.push((number + 1, message)),
        }
        if glyphs > limits::MAX_GLYPHS {
            return Err("it has more text than Postil takes in".to_owned());
        }
        all.push(upright);
        turned.push(rest);
    }
    if unknown * 2 > glyphs {
        return Err(UNKNOWN.to_owned());
    }
    let running = running::take(&mut all);
    let mut hyphens = Hyphens::default();
    all.iter().flatten().for_each(|line| hyphens.learn(line));
    let budget = Budget::default();
    let mut out = Out::default();
    for (number, (lines, turned)) in all.into_iter().zip(turned).enumerate() {
        let [top, bottom] = &running[number];
        out.aside(top);
        for lines in [lines, turned] {
            for block in order::sort(blocks::blocks(lines), &budget) {
                out.paragraphs.add(&block, number, &hyphens);
            }
        }
        out.aside(bottom);
    }
    let stated = title::stated(pdf.metadata().title.as_deref());
    let headline = || title::headline(&out.paragraphs.list);
    document.title = stated.or_else(headline).unwrap_or_default();
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let language = root.and_then(|root| root.get::<Bytes<'_>>(b"Lang"));
    document.language = language.map_or_else(String::new, |it| tag(it.as_bytes()));
    out.finish(&mut document);
    if document.text.trim().is_empty() {
        return Err(nothing(pages.len(), pictures, &document));
    }
    Ok(document)
}

const UNKNOWN: &str = "it does not say which letters its fonts draw; a program that recognizes letters in \
    pictures (OCR) can read it";

const CUT: &str = "it is cut off or damaged: its end is missing. Get it again from where it comes from, or open \
    it in a program that shows PDF files and save it anew";

/// Whether the end of a file is missing: it says where its parts are (ISO 32000-2, 7.5.5). What was added to a
/// whole file, as by a mail program, may follow it.
fn is_cut(bytes: &[u8]) -> bool {
    const ENDING_BYTES: usize = 4096;
    let ending = &bytes[bytes.len().saturating_sub(ENDING_BYTES)..];
    let holds = |word: &[u8]| ending.windows(word.len()).any(|window| window == word);
    !holds(b"startxref") && !holds(b"%%EOF")
}

fn refusal(error: LoadPdfError) -> &'static str {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "it is encrypted: save it without a password"
        }
        LoadPdfError::Decryption(_) => "it is encrypted in a way that Postil does not know",
        LoadPdfError::Invalid => "it is not a PDF, or too damaged to be read",
    }
}

/// Why there is no text.
fn nothing(pages: usize, pictures: usize, document: &Document) -> String {
    match document.left_out.first() {
        _ if pictures > 0 => {
            "it holds pictures of pages, without their text; a program that recognizes letters in pictures \
             (OCR) can add it"
                .to_owned()
        }
        Some((page, message)) => format!("there is no text in it; page {page} of {pages}: {message}"),
        None if document.is_cut => CUT.to_owned(),
        None => "there is no text in it".to_owned(),
    }
}

/// The tag of a language, if it is one.
fn tag(bytes: &[u8]) -> String {
    let text = strings::text(bytes);
    let is_tag = text.len() < 36 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_tag { text } else { String::new() }
}

/// The lines of most letters of a page, in the order of their baselines, and all others.
fn by_turn(glyphs: Vec<Glyph>) -> (Vec<Line>, Vec<Line>) {
    const TURNS: [Turn; 5] = [Turn::None, Turn::Down, Turn::Over, Turn::Up, Turn::Askew];
    let mut groups: Vec<Vec<Glyph>> = vec![Vec::new(); TURNS.len()];
    for glyph in glyphs {
        let at = TURNS.iter().position(|turn| *turn == glyph.turn);
        if let Some(group) = at.and_then(|at| groups.get_mut(at)) {
            group.push(glyph);
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let mut groups = groups.into_iter().map(|group| {
        let mut lines = lines::lines(&group);
        if lines::is_from_right_mostly(&lines) {
            for line in &mut lines {
                (line.x0, line.x1) = (-line.x1, -line.x0);
            }
        }
        lines
    });
    let most = groups.next().unwrap_or_default();
    (most, groups.flatten().collect())
}

/// The text while it is put together.
#[derive(Default)]
struct Out {
    paragraphs: Paragraphs,
    /// Lines that are no part of the article, and before how many paragraphs they stand.
    asides: Vec<(usize, String)>,
}

impl Out {
    /// Adds running heads. A paragraph that goes on after them stays whole: they come after it.
    fn aside(&mut self, lines: &[Line]) {
        let at = self.paragraphs.list.len();
        let lines = lines
            .iter()
            .map(|line| (at, line.text.replace('\u{AD}', "")));
        self.asides.extend(lines);
    }

    fn finish(self, document: &mut Document) {
        let mut length = 0;
        let mut add = |document: &mut Document, text: &str| {
            let from = length;
            let text = text.trim();
            if !text.is_empty() {
                document.text.push_str(text);
                document.text.push('\n');
                length += text.chars().count() + 1;
            }
            from..length
        };
        let mut asides = self.asides.into_iter().peekable();
        for (at, paragraph) in self.paragraphs.list.into_iter().enumerate() {
            while let Some((_, text)) = asides.next_if(|(before, _)| *before <= at) {
                let range = add(document, &text);
                document.boilerplate.push(range);
            }
            add(document, &paragraph.text);
        }
        for (_, text) in asides {
            let range = add(document, &text);
            document.boilerplate.push(range);
        }
        document.boilerplate.retain(|range| range.start < range.end);
    }
}
