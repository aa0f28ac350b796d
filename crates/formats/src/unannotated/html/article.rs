//! Which lines of a page are its article. A scorer of our own over the lines of the text, because the
//! lines must be exact and the text may not change: the points that paragraphs give the blocks around
//! them are those of Readability (<https://github.com/mozilla/readability>), what counts as a
//! paragraph and what as a list of links is as in boilerpipe (Kohlschütter et al., “Boilerplate
//! Detection using Shallow Text Features”, 2010). All steps are O(n).

mod edges;

use super::outline::{Outline, Piece};
use super::signs::Sign;
use std::ops::Range;

/// Weight from which a line can be a paragraph; see [`weight`].
const MIN_PARAGRAPH: usize = 70;
/// Weight of the paragraphs of an article; with less, nothing is proposed.
const MIN_ARTICLE: usize = 350;
/// The share of a line in links from which it is no paragraph.
const MAX_LINKED: f32 = 0.4;
/// The share of all paragraphs from which what looks like being around the article must hold it.
const MAX_AROUND: f32 = 0.5;
/// The same for comments.
const MAX_COMMENTS: f32 = 0.85;

/// A line of the text that is not blank.
#[derive(Debug)]
struct Line {
    /// Where it is, in bytes.
    at: Range<usize>,
    weight: usize,
    linked: usize,
    commas: usize,
    element: usize,
}

impl Line {
    fn is_paragraph(&self) -> bool {
        self.weight >= MIN_PARAGRAPH && share(self.linked, self.weight) < MAX_LINKED
    }

    /// The points that it gives to the block around it.
    fn points(&self) -> f32 {
        1.0 + self.commas as f32 + (self.weight as f32 / 100.0).min(3.0)
    }
}

/// What is known of a block.
#[derive(Clone, Default)]
struct Block {
    /// Lines that are directly in it.
    lines: usize,
    /// The weight of all its text, of its links and of its paragraphs.
    weight: usize,
    linked: usize,
    paragraphs: usize,
    /// The weight of those paragraphs that are not apart.
    wanted: usize,
    score: f32,
    /// It is around the article, or in a block that is.
    is_apart: bool,
    is_inside: bool,
}

/// How much a letter weighs: words in scripts of syllables or ideographs have a third of the letters.
fn weight(c: char) -> usize {
    match c {
        c if c.is_whitespace() => 0,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7AF}' => 3,
        '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => 3,
        _ => 1,
    }
}

fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// Elements that are paragraphs, so that what holds the article is around them.
fn is_paragraph(name: &str) -> bool {
    matches!(
        name,
        "p" | "pre"
            | "li"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "dt"
            | "dd"
            | "td"
            | "th"
            | "tr"
    )
}

/// Elements within a list, a table or a quotation, which is in what is around them.
fn is_nested(name: &str) -> bool {
    is_paragraph(name)
        || matches!(
            name,
            "ul" | "ol" | "dl" | "table" | "thead" | "tbody" | "tfoot" | "caption"
        )
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether a line ends as sentences do.
fn is_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ' ', '\u{a0}']);
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ':'])
}

/// The lines of the article, and of all of the text.
pub(super) struct Judged {
    /// The ranges in bytes of the lines that are not the article, in order.
    pub around: Vec<Range<usize>>,
    /// Where the article ends, in bytes.
    pub end: usize,
    /// The first line in `h1` that is not around the article.
    pub headline: Option<Range<usize>>,
}

/// Judges the lines of a text that was read with this outline; `None` where no article stands out.
/// `title` is what the page says is its headline.
pub(super) fn judge(text: &str, outline: &Outline, title: &str) -> Option<Judged> {
    let lines = lines(text, &outline.pieces);
    let mut page = Page {
        text,
        outline,
        blocks: vec![Block::default(); outline.elements.len()],
        lines,
    };
    page.weigh();
    page.set_apart();
    page.score();
    let top = page.top()?;
    page.enclose(top);
    let article = page.article(top, title);
    let inside: usize = (page.lines.iter().zip(&article))
        .filter(|(line, is_inside)| **is_inside && line.is_paragraph())
        .map(|(line, _)| line.weight)
        .sum();
    if inside < MIN_ARTICLE {
        return None;
    }
    let article = match page.is_alone() {
        true => vec![true; article.len()],
        false => article,
    };
    let judged = page.lines.iter().zip(&article);
    Some(Judged {
        end: judged
            .clone()
            .filter(|(_, is)| **is)
            .map(|(line, _)| line.at.end)
            .max()?,
        headline: page.headline().map(|at| page.lines[at].at.clone()),
        around: judged
            .filter(|(_, is)| !**is)
            .map(|(line, _)| line.at.clone())
            .collect(),
    })
}

/// The lines that are not blank, with the pieces that they are made of.
fn lines(text: &str, pieces: &[Piece]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut pieces = pieces.iter().peekable();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let mut new = Line {
            at: start..end,
            weight: 0,
            linked: 0,
            commas: 0,
            element: 0,
        };
        let mut is_first = true;
        while let Some(piece) = pieces.peek() {
            let within = piece.start.max(start)..piece.end.min(end);
            for c in text.get(within).unwrap_or_default().chars() {
                let weight = weight(c);
                if weight > 0 && std::mem::take(&mut is_first) {
                    new.element = piece.element;
                }
                new.weight += weight;
                new.linked += weight * usize::from(piece.is_link);
                new.commas += usize::from(matches!(c, ',' | '،' | '、' | '，'));
            }
            // A piece that goes on is also of the next line.
            if piece.end > end {
                break;
            }
            pieces.next();
        }
        if new.weight > 0 {
            lines.push(new);
        }
        start = end + 1;
    }
    lines
}

struct Page<'a> {
    text: &'a str,
    outline: &'a Outline,
    blocks: Vec<Block>,
    lines: Vec<Line>,
}

impl Page<'_> {
    /// Adds up what is in each block. A block comes before those that are in it.
    fn weigh(&mut self) {
        for line in &self.lines {
            let block = &mut self.blocks[line.element];
            block.lines += 1;
            block.weight += line.weight;
            block.linked += line.linked;
            block.paragraphs += line.weight * usize::from(line.is_paragraph());
        }
        for at in (1..self.blocks.len()).rev() {
            let Block {
                weight,
                linked,
                paragraphs,
                ..
            } = self.blocks[at];
            let parent = &mut self.blocks[self.outline.elements[at].parent];
            parent.weight += weight;
            parent.linked += linked;
            parent.paragraphs += paragraphs;
        }
    }

    /// Sets apart what says that it is around the article, unless it holds most of what could be one.
    fn set_apart(&mut self) {
        let all = self.blocks[0].paragraphs;
        for at in 1..self.blocks.len() {
            let element = &self.outline.elements[at];
            let part = share(self.blocks[at].paragraphs, all);
            let is_around = match element.sign {
                Sign::Around => part < MAX_AROUND,
                Sign::Comments => part < MAX_COMMENTS,
                Sign::None | Sign::Article => false,
            };
            self.blocks[at].is_apart = is_around || self.blocks[element.parent].is_apart;
        }
    }

    /// Whether there is nothing on the page but its article: no line of links, and nothing that says that it
    /// is around one.
    fn is_alone(&self) -> bool {
        self.lines.iter().all(|line| {
            !self.blocks[line.element].is_apart && share(line.linked, line.weight) < MAX_LINKED
        })
    }

    /// Gives each block the points of the paragraphs in it, fewer the deeper they are.
    fn score(&mut self) {
        for line in &self.lines {
            if !line.is_paragraph() || self.blocks[line.element].is_apart {
                continue;
            }
            let points = line.points();
            let mut at = line.element;
            self.blocks[at].wanted += line.weight;
            let name = self.outline.elements[at].name;
            // A block of one line is a paragraph as well.
            if is_paragraph(name) || (self.blocks[at].lines == 1 && at != 0) {
                at = self.outline.elements[at].parent;
            }
            for divided in [1.0, 2.0, 6.0, 9.0] {
                self.blocks[at].score += points / divided;
                if at == 0 {
                    break;
                }
                at = self.outline.elements[at].parent;
            }
        }
        for at in (1..self.blocks.len()).rev() {
            let wanted = self.blocks[at].wanted;
            self.blocks[self.outline.elements[at].parent].wanted += wanted;
        }
        for (block, element) in self.blocks.iter_mut().zip(&self.outline.elements) {
            if block.score > 0.0 {
                block.score += match element.sign {
                    Sign::Article => 10.0,
                    Sign::None => 0.0,
                    Sign::Around | Sign::Comments => -10.0,
                };
                block.score *= 1.0 - share(block.linked, block.weight);
            }
        }
    }

    /// The block that holds the article.
    fn top(&self) -> Option<usize> {
        let scored = self
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.score > 0.0);
        let (mut top, _) = scored.max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score))?;
        while self.blocks[self.outline.elements[top].parent].score > self.blocks[top].score {
            top = self.outline.elements[top].parent;
        }
        // An `article` whose paragraphs are in several blocks.
        let mut around = top;
        while around != 0 {
            let is_larger = self.blocks[around].wanted > self.blocks[top].wanted * 3 / 2;
            if self.outline.elements[around].name == "article" && is_larger {
                return Some(around);
            }
            around = self.outline.elements[around].parent;
        }
        Some(top)
    }

    /// Finds what is in the block that holds the article, or beside it and as good.
    fn enclose(&mut self, top: usize) {
        let elements = &self.outline.elements;
        let around = elements[top].parent;
        let (best, class) = (self.blocks[top].score, elements[top].class);
        for (at, element) in elements.iter().enumerate() {
            let parent = element.parent;
            let block = &self.blocks[at];
            let is_beside = at != 0 && parent == around && !block.is_apart && {
                let same = class != 0 && element.class == class;
                let bonus = if same { best * 0.2 } else { 0.0 };
                block.score + bonus >= (best * 0.2).max(10.0)
            };
            let is_inside =
                at == top || (top != 0 && is_beside) || (at != 0 && self.blocks[parent].is_inside);
            self.blocks[at].is_inside = is_inside;
        }
    }

    /// The line with the headline: the first in `h1`.
    fn headline(&self) -> Option<usize> {
        self.lines.iter().position(|line| {
            let name = self.outline.elements[line.element].name;
            name == "h1" && !self.blocks[line.element].is_apart
        })
    }

    /// Whether each line is of the article.
    fn article(&self, top: usize, title: &str) -> Vec<bool> {
        let elements = &self.outline.elements;
        let around = elements[top].parent;
        let mut is = vec![false; self.lines.len()];
        // What paragraphs of the article are directly in: short lines there are of the article too.
        let mut holds = vec![false; self.blocks.len()];
        for (at, line) in self.lines.iter().enumerate() {
            let block = &self.blocks[line.element];
            let parent = elements[line.element].parent;
            let beside = parent == around && is_paragraph(elements[line.element].name) && top != 0;
            if line.is_paragraph() && !block.is_apart && (block.is_inside || beside) {
                is[at] = true;
                holds[line.element] = true;
                holds[parent] = true;
            }
        }
        let first = is.iter().position(|is| *is).unwrap_or_default();
        let last = is.iter().rposition(|is| *is).unwrap_or_default();
        let lines = self.lines.iter().enumerate();
        for (at, line) in lines.take(last + 1).skip(first) {
            let (element, block) = (&elements[line.element], &self.blocks[line.element]);
            let said = self.said(at);
            if is[at] || block.is_apart || !block.is_inside {
                continue;
            }
            let linked = share(line.linked, line.weight);
            let is_near = self.is_near(line, &holds);
            is[at] = if is_heading(element.name) {
                linked < 0.5
            } else if is_near && line.weight >= MIN_PARAGRAPH && is_sentence(said) {
                // A paragraph with a long quotation from elsewhere.
                linked < 2.0 * MAX_LINKED
            } else {
                linked < MAX_LINKED && (is_near || is_sentence(said))
            };
        }
        // What begins and ends the article, as far as nothing says that it is something else.
        let within = self.within(top);
        let belongs = |at: usize| {
            let line = &self.lines[at];
            let block = &self.blocks[line.element];
            let is_there = within[line.element] || (block.is_inside && self.is_near(line, &holds));
            is_there && !block.is_apart && share(line.linked, line.weight) < MAX_LINKED
        };
        let after = (last + 1..self.lines.len()).filter(|at| belongs(*at));
        let after = after.take_while(|at| !edges::is_after(self.said(*at)));
        let headline = self.headline_before(first, title);
        let before = headline.map_or(0, |at| at + 1)..first;
        let before = before.filter(|&at| {
            let line = &self.lines[at];
            let is_text = is_nested(elements[line.element].name) || is_sentence(self.said(at));
            let is_begun = belongs(at) && is_text && !edges::is_about(self.said(at));
            let is_lead = headline.is_some() && line.is_paragraph();
            (is_begun || is_lead) && !self.blocks[line.element].is_apart
        });
        let edges: Vec<usize> = before.chain(after).collect();
        edges.into_iter().for_each(|at| is[at] = true);
        self.drop_headings(&mut is);
        headline.into_iter().for_each(|at| is[at] = true);
        is
    }

    /// The blocks in the element `article` that is around the best block, if there is one.
    fn within(&self, top: usize) -> Vec<bool> {
        let elements = &self.outline.elements;
        let mut around = top;
        while around != 0 && elements[around].name != "article" {
            around = elements[around].parent;
        }
        let mut within = vec![false; elements.len()];
        for at in around.max(1)..elements.len() {
            within[at] = around != 0 && (at == around || within[elements[at].parent]);
        }
        within
    }

    /// A line as it is in the text.
    fn said(&self, at: usize) -> &str {
        let line = self.lines.get(at);
        let range = line.map_or(0..0, |line| line.at.clone());
        self.text.get(range).unwrap_or_default()
    }

    /// Whether a line is in a block that holds paragraphs of the article, as a paragraph, or in a table or
    /// list of few links. O(1).
    fn is_near(&self, line: &Line, holds: &[bool]) -> bool {
        const MAX_LEVELS: usize = 12;
        let elements = &self.outline.elements;
        let mut at = line.element;
        for level in 0..MAX_LEVELS {
            let block = &self.blocks[at];
            if holds[at] {
                return true;
            }
            let is_list = level > 0 && share(block.linked, block.weight) >= MAX_LINKED;
            // What is around a paragraph may be of any kind: a frame around lines of code.
            if at == 0 || is_list || (level != 1 && !is_nested(elements[at].name)) {
                return false;
            }
            at = elements[at].parent;
        }
        false
    }

    /// Leaves out headings of what is not the article.
    fn drop_headings(&self, is: &mut [bool]) {
        let mut follows = false;
        for (line, is) in self.lines.iter().zip(is).rev() {
            if is_heading(self.outline.elements[line.element].name) && !line.is_paragraph() {
                *is &= follows;
            } else {
                follows = *is;
            }
        }
    }

    /// The line with the headline before the first paragraph.
    fn headline_before(&self, first: usize, title: &str) -> Option<usize> {
        let same = |at: &usize| !title.is_empty() && self.said(*at).trim() == title;
        let titled = (0..first).rev().find(same);
        titled.or_else(|| self.headline().filter(|&at| at < first))
    }
}
