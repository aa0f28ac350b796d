//! How wide words are, and where lines of them end.
//!
//! Fonts are those of whoever looks at a picture, so widths are estimated: as those of DejaVu, which is among the widest
//! of the fonts that browsers fall back to. With other fonts lines end earlier.

use super::{Face, Run};
use crate::plain::spaced;
use unicode_segmentation::UnicodeSegmentation;

/// Code points of a text that are looked at: more have no room in any picture.
const MAX_LENGTH: usize = 4_000;

/// Words in one line: with one space where there are several or line breaks, and without what is not drawn. Cut after
/// 4,000 code points.
pub(super) fn clean(words: &str) -> String {
    let mut clean = spaced(words, MAX_LENGTH);
    clean.truncate(clean.trim_end().len());
    clean.trim_start().to_owned()
}

/// The width of a character in ems.
fn em(c: char) -> f64 {
    match c {
        // Combining marks, joiners and selectors.
        '\u{300}'..='\u{36f}'
        | '\u{64b}'..='\u{65f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{fe00}'..='\u{fe0f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | '‘'
        | '·' => 0.34,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '/' | '\\' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' | '&' => 0.98,
        'a'..='z' | '“' | '”' | '"' | '–' => 0.62,
        '0'..='9' => 0.64,
        'A'..='Z' => 0.74,
        // Scripts with full-width signs, and pictures.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{3ffff}' => 1.1,
        _ => 0.72,
    }
}

/// The width of words. O(n).
pub(super) fn width(words: &str, size: f64, face: Face, is_bold: bool) -> f64 {
    let face = match face {
        Face::Serif => 1.02,
        Face::Sans => 1.0,
    };
    let weight = if is_bold { 1.1 } else { 1.0 };
    words.chars().map(em).sum::<f64>() * size * face * weight
}

/// Words in one line of at most some width, with “…” where they are cut; at least one character of them.
pub(super) fn cut(words: &str, most: f64, size: f64, face: Face, is_bold: bool) -> String {
    let run = Run {
        words: words.to_owned(),
        is_bold,
        is_underlined: false,
    };
    let lines = wrap(&[run], most, 1, size, face);
    lines.into_iter().flatten().map(|run| run.words).collect()
}

/// A word with the space after it, or a piece of one that is too long: words of runs, by their indexes.
struct Word {
    pieces: Vec<(usize, String)>,
    width: f64,
    /// The same without the space.
    inked: f64,
}

/// Words in at most so many lines of some width; the last one ends in “…” if not all have room. A line ends after a
/// space, a word that is wider than a line anywhere between two of its characters. O(n) for n characters, of which at
/// most 4,000 of each run are looked at.
pub(super) fn wrap(
    runs: &[Run],
    most: f64,
    max_lines: usize,
    size: f64,
    face: Face,
) -> Vec<Vec<Run>> {
    let words = words_of(runs, most, size, face);
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    let mut reached = f64::INFINITY;
    let mut is_cut = false;
    for word in &words {
        if reached + word.inked > most {
            if lines.len() == max_lines {
                // As much of it as there is room for.
                lines
                    .last_mut()
                    .into_iter()
                    .for_each(|line| line.push(word));
                is_cut = true;
                break;
            }
            lines.push(Vec::new());
            reached = 0.0;
        }
        reached += word.width;
        if let Some(line) = lines.last_mut() {
            line.push(word);
        }
    }
    let last = lines.len().saturating_sub(1);
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(at, line)| {
            let mut line = joined(runs, &line);
            if is_cut && at == last {
                shorten(&mut line, most, size, face);
            }
            line
        })
        .collect()
}

/// The words of some runs, none of them wider than a line.
fn words_of(runs: &[Run], most: f64, size: f64, face: Face) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_open = false;
    for (at, run) in runs.iter().enumerate() {
        let text = spaced(&run.words, MAX_LENGTH);
        for piece in text.split_inclusive(' ') {
            let pieces = broken(piece, most, size, face, run.is_bold);
            let count = pieces.len();
            for (number, piece) in pieces.into_iter().enumerate() {
                let full = width(&piece, size, face, run.is_bold);
                let inked = width(piece.trim_end(), size, face, run.is_bold);
                let ends = piece.ends_with(' ');
                match words.last_mut() {
                    Some(word) if is_open && number == 0 && word.width + inked <= most => {
                        word.inked = word.width + inked;
                        word.width += full;
                        word.pieces.push((at, piece));
                    }
                    _ => words.push(Word {
                        pieces: vec![(at, piece)],
                        width: full,
                        inked,
                    }),
                }
                is_open = number + 1 == count && !ends;
            }
        }
    }
    words
}

/// A word in pieces that are no wider than a line.
fn broken(word: &str, most: f64, size: f64, face: Face, is_bold: bool) -> Vec<String> {
    if width(word.trim_end(), size, face, is_bold) <= most {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    let mut reached = 0.0;
    for grapheme in word.graphemes(true) {
        let wide = width(grapheme, size, face, is_bold);
        let is_full = reached + wide > most && grapheme != " ";
        match pieces.last_mut() {
            Some(piece) if !is_full || piece.is_empty() => piece.push_str(grapheme),
            _ => {
                pieces.push(grapheme.to_owned());
                reached = 0.0;
            }
        }
        reached += wide;
    }
    pieces
}

/// The runs of a line, without the spaces at its ends.
fn joined(runs: &[Run], line: &[&Word]) -> Vec<Run> {
    let mut joined: Vec<(usize, Run)> = Vec::new();
    for (at, piece) in line.iter().flat_map(|word| &word.pieces) {
        match joined.last_mut() {
            Some((last, run)) if last == at => run.words.push_str(piece),
            _ => {
                let run = runs.get(*at).map(|run| Run {
                    words: piece.clone(),
                    ..run.clone()
                });
                joined.extend(run.map(|run| (*at, run)));
            }
        }
    }
    let mut joined: Vec<Run> = joined.into_iter().map(|(_, run)| run).collect();
    if let Some(first) = joined.first_mut() {
        first.words = first.words.trim_start().to_owned();
    }
    if let Some(last) = joined.last_mut() {
        last.words.truncate(last.words.trim_end().len());
    }
    joined.retain(|run| !run.words.is_empty());
    joined
}

/// Ends a line in “…”, which has room after that.
fn shorten(line: &mut Vec<Run>, most: f64, size: f64, face: Face) {
    let wide = |run: &Run| width(&run.words, size, face, run.is_bold);
    let mut all: f64 = line.iter().map(wide).sum();
    while let Some(last) = line.last_mut() {
        let before = wide(last);
        if all + width("…", size, face, last.is_bold) <= most {
            break;
        }
        let end = last
            .words
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at);
        let is_only = end == 0;
        if !is_only {
            last.words.truncate(end);
        } else if line.len() > 1 {
            line.pop();
            all -= before;
            continue;
        } else {
            break;
        }
        all += wide(last) - before;
    }
    if let Some(last) = line.last_mut() {
        last.words.truncate(last.words.trim_end().len());
        last.words.push('…');
    }
}

#[cfg(test)]
mod tests;
