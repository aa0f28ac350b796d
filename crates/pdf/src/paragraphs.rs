//! From lines to paragraphs, over the ends of columns and pages.

use crate::block::Block;
use crate::hyphens::Hyphens;
use crate::lines::Line;

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// What it says, in one line.
    pub text: String,
    /// The size of its letters, in points.
    pub size: f32,
    /// The number of the page on which it begins, from 0.
    pub page: usize,
    /// The font of its last line.
    font: u16,
    /// Whether there are lines above or below its last one, which tell how long a full one is.
    has_others: bool,
    /// Whether its last line is full, so that it may go on elsewhere.
    is_full: bool,
    /// Whether its first line is set in, or nothing is there before it, so that it begins here for certain.
    is_start: bool,
}

/// How many paragraphs, such as notes at the foot of a page, may stand between two halves of one.
const MAX_BETWEEN: usize = 6;

/// Paragraphs in the order of reading.
#[derive(Debug, Default)]
pub struct Paragraphs {
    /// Those so far.
    pub list: Vec<Paragraph>,
}

impl Paragraphs {
    /// Adds the paragraphs of a block, those of a table cell by cell.
    pub fn add(&mut self, block: &Block, page: usize, hyphens: &Hyphens) {
        if block.cells.is_empty() {
            self.add_lines(block, page, hyphens, false);
        }
        for cell in &block.cells {
            self.add_lines(cell, page, hyphens, true);
        }
    }

    fn add_lines(&mut self, block: &Block, page: usize, hyphens: &Hyphens, is_cell: bool) {
        let pitch = pitch(&block.lines);
        let mut open: Option<Paragraph> = None;
        let mut before: Option<&Line> = None;
        let edge = edge(block);
        for line in &block.lines {
            let is_inset = inset(line, edge);
            let is_new = before.is_none_or(|before| begins(before, line, block, edge, pitch));
            if is_new {
                self.close(open.take(), hyphens);
                open = Some(Paragraph {
                    text: String::new(),
                    size: line.size,
                    page,
                    font: line.font,
                    has_others: false,
                    is_full: false,
                    is_start: is_inset || is_cell || before.is_some(),
                });
            }
            if let Some(open) = &mut open {
                hyphens.join(&mut open.text, &line.text);
                // A line alone is as long as its block.
                let most = line.size.max(0.1 * (block.x[1] - block.x[0]));
                open.has_others = block.lines.len() > 1 && !is_cell;
                open.is_full = open.has_others && block.x[1] - line.x1 < most;
                open.font = line.font;
            }
            before = Some(line);
        }
        self.close(open, hyphens);
    }

    /// Adds a paragraph, or continues with it one that is not over.
    fn close(&mut self, paragraph: Option<Paragraph>, hyphens: &Hyphens) {
        let Some(paragraph) = paragraph.filter(|it| !it.text.trim().is_empty()) else {
            return;
        };
        if !paragraph.is_start
            && let Some(open) = self.unfinished(&paragraph)
        {
            hyphens.join(&mut open.text, &paragraph.text);
            open.is_full = paragraph.is_full;
            return;
        }
        self.list.push(paragraph);
    }

    /// The paragraph that one with this beginning continues, if there is one.
    fn unfinished(&mut self, next: &Paragraph) -> Option<&mut Paragraph> {
        let first = next.text.chars().find(|letter| letter.is_alphanumeric())?;
        let recent = self.list.iter().enumerate().rev().take(MAX_BETWEEN);
        let mut recent = recent.skip_while(|(_, it)| it.size < 0.95 * next.size);
        let (at, open) = recent.next()?;
        let is_alike = (open.size - next.size).abs() < 0.06 * next.size;
        let is_near = next.page <= open.page + 1 + open.text.len() / 2000;
        let is_split = open.text.ends_with(['-', '\u{2010}', '\u{AD}']);
        let goes_on = is_split && open.has_others
            || first.is_lowercase() && open.has_others && (open.is_full || !ends(&open.text))
            || open.is_full && open.font == next.font && !ends(&open.text);
        let goes_on = is_alike && is_near && goes_on;
        if goes_on { self.list.get_mut(at) } else { None }
    }
}

/// Whether a text ends as a sentence does.
fn ends(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '"', '”', '’', '»', ')', ']', '\'', '」', '』', '“']);
    text.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '؟', '۔', ';'])
}

/// The usual distance of baselines; zero for a single line.
fn pitch(lines: &[Line]) -> f32 {
    let pairs = lines.windows(2);
    let mut all: Vec<f32> = pairs.map(|pair| pair[1].y - pair[0].y).collect();
    all.sort_by(f32::total_cmp);
    // Rather less than more: a block of short paragraphs has as many gaps as lines.
    all.get(all.len() * 2 / 5).copied().unwrap_or(0.0)
}

/// Where most lines of a block begin.
fn edge(block: &Block) -> f32 {
    let near = |at: f32| {
        let same = block
            .lines
            .iter()
            .filter(|line| (line.x0 - at).abs() < 0.25 * line.size);
        same.count()
    };
    let firsts = block.lines.iter().map(|line| line.x0);
    // The first lines are enough to know, whatever the length.
    let candidates = firsts.take(40);
    candidates
        .max_by(|a, b| near(*a).cmp(&near(*b)).then(b.total_cmp(a)))
        .unwrap_or(block.x[0])
}

fn inset(line: &Line, edge: f32) -> bool {
    let by = (line.x0 - edge) / line.size;
    (0.6..8.0).contains(&by)
}

/// Whether a paragraph begins with a line.
fn begins(before: &Line, line: &Line, block: &Block, edge: f32, pitch: f32) -> bool {
    let apart = line.y - before.y;
    if apart > 1.3 * pitch && apart > 1.1 * line.size {
        return true;
    }
    let is_headline = block.lines.len() <= 3;
    let width = block.x[1] - block.x[0];
    let room = block.x[1] - before.x1;
    // The first word of the line could have stood in the line before.
    let had_room = room > line.first_word + 0.6 * line.size && room > 0.02 * width;
    if inset(line, edge) && !inset(before, edge) {
        // A line that is set in beside one that is not, unless all are centred.
        let middle = |line: &Line| f32::midpoint(line.x0, line.x1);
        let is_centred = (middle(line) - middle(before)).abs() < line.size && is_headline;
        return !is_centred;
    }
    if line.text.starts_with(['•', '▪', '■', '●', '–', '—']) && had_room {
        return true;
    }
    let is_other = before.font != line.font || (before.size - line.size).abs() > 0.05 * line.size;
    had_room && (ends(&before.text) && !is_headline || is_other && room > 0.3 * width)
        || inset(before, edge) && inset(line, edge) && had_room && ends(&before.text)
}
