//! From letters to lines: what belongs together on one baseline, in the order in which it is read.

use crate::direction::{self, Unit};
use crate::extent::{Extent, extent};
use crate::glyph::Glyph;
use crate::gutters::split;
use crate::letters::{is_from_right, is_ideographic, is_mark};
use crate::limits;
use std::collections::BTreeSet;

/// A line, or the part of one that is in one column. Lengths are in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Its left end; on pages that are read from the right, where `x` grows to the left, its right end.
    pub x0: f32,
    /// Its other end.
    pub x1: f32,
    /// Its baseline.
    pub y: f32,
    /// The size of most of its letters.
    pub size: f32,
    /// The font of most of its letters.
    pub font: u16,
    /// The place of its first letter in the order of the file.
    pub first: usize,
    /// Whether the file says that it is not part of the text.
    pub is_artifact: bool,
    /// How long its first word is.
    pub first_word: f32,
}

/// A larger gap between letters that follow each other in the file is not inside a line, in sizes of the
/// font. Lines of narrow columns may have spaces as wide.
const WIDE: f32 = 4.0;
/// A gap between letters that do not follow each other in the file, in sizes of the font.
const CLOSE: f32 = 0.7;

/// The lines of glyphs that run in one direction, sorted by their baselines.
pub fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let runs = runs(glyphs);
    let mut pieces = merge(glyphs, runs);
    for piece in &mut pieces {
        piece.sort_by(|&a, &b| glyphs[a].x0.total_cmp(&glyphs[b].x0).then(a.cmp(&b)));
    }
    let pieces = split(glyphs, pieces);
    let mut lines: Vec<Line> = pieces
        .iter()
        .filter_map(|piece| line(glyphs, piece))
        .collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    lines
}

/// Whether a glyph may continue a line on which another one is, with a gap of so many sizes at most.
fn continues(last: &Glyph, next: &Glyph, most: f32) -> bool {
    let (large, small) = (last.size.max(next.size), last.size.min(next.size));
    let rise = (next.y - last.y).abs() / large;
    let ahead = (next.x0 - last.x1) / large;
    let behind = (last.x0 - next.x1) / large;
    let gap = ahead.max(behind);
    let is_raised = rise < 0.6 && gap < 0.3 && small < 0.9 * large;
    // A space goes between two words, however far they are apart.
    let most = if last.text.trim().is_empty() && most > CLOSE {
        3.0 * most
    } else {
        most
    };
    let is_level = rise < 0.2 || rise < 0.35 && gap < 0.1;
    !is_initial(large, small, rise) && (is_level || is_raised) && (-0.7..=most).contains(&gap)
}

/// Whether the larger of two letters is a first one that goes over several lines: `blocks` puts it before the
/// first of them. `rise` is in sizes of the larger one. A note's number may be as small as 0.58 of the letters
/// beside it.
fn is_initial(large: f32, small: f32, rise: f32) -> bool {
    large > 2.0 * small || large > 1.7 * small && rise < 0.1
}

/// Glyphs that follow one another in the file and on a line.
fn runs(glyphs: &[Glyph]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        if glyph.text.is_empty() {
            continue;
        }
        let open = runs.last_mut().filter(|run| {
            let last = run.last().map(|last| &glyphs[*last]);
            last.is_some_and(|last| continues(last, glyph, WIDE))
        });
        match open {
            Some(run) => run.push(at),
            None => runs.push(vec![at]),
        }
    }
    runs
}

/// Puts together runs of one line that are close to each other.
fn merge(glyphs: &[Glyph], runs: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut runs: Vec<(Extent, Vec<usize>)> = runs
        .into_iter()
        .filter(|run| run.iter().any(|at| !glyphs[*at].text.trim().is_empty()))
        .map(|run| (extent(glyphs, &run), run))
        .collect();
    runs.sort_by(|(a, _), (b, _)| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut of: Vec<usize> = (0..runs.len()).collect();
    let mut places: Vec<Places> = runs.iter().map(|(_, run)| places(glyphs, run)).collect();
    for at in 0..runs.len() {
        let one = &runs[at].0;
        let near = runs.iter().enumerate().skip(at + 1).take(limits::MAX_NEAR);
        for (other_at, (other, _)) in near {
            if other.y - one.y > one.size.max(other.size) * 0.6 {
                break;
            }
            let (large, small) = (one.size.max(other.size), one.size.min(other.size));
            let rise = (other.y - one.y) / large;
            let gap = (one.x0.max(other.x0) - one.x1.min(other.x1)) / large;
            let is_raised = gap < 0.3 && small < 0.9 * large;
            let is_near = (-0.7..=CLOSE).contains(&gap) && (rise < 0.2 || is_raised);
            // What is inside the other: letters of another font that were drawn later.
            let is_inside = rise < 0.1 && gap < -0.7;
            if is_initial(large, small, rise) || !(is_near || is_inside) {
                continue;
            }
            let (a, b) = (root(&mut of, at), root(&mut of, other_at));
            if a != b && !hide(glyphs, &places[a], &places[b]) {
                let (kept, gone) = (a.min(b), a.max(b));
                of[gone] = kept;
                let (mut few, mut many) = (
                    std::mem::take(&mut places[kept]),
                    std::mem::take(&mut places[gone]),
                );
                if few.len() > many.len() {
                    std::mem::swap(&mut few, &mut many);
                }
                many.extend(few);
                places[kept] = many;
            }
        }
    }
    let mut merged: Vec<Vec<usize>> = vec![Vec::new(); runs.len()];
    for (at, (_, run)) in runs.into_iter().enumerate() {
        merged[root(&mut of, at)].extend(run);
    }
    merged.retain(|piece| !piece.is_empty());
    merged
}

/// Letters by where they begin, in hundredths of a point.
type Places = BTreeSet<(i32, usize)>;

fn places(glyphs: &[Glyph], run: &[usize]) -> Places {
    let letters = run.iter().filter(|at| {
        let text = glyphs[**at].text.trim();
        !text.is_empty() && !text.chars().all(is_mark)
    });
    letters.map(|&at| (place(&glyphs[at]), at)).collect()
}

fn place(glyph: &Glyph) -> i32 {
    (glyph.x0 * 100.0) as i32
}

/// Whether letters of one hide letters of the other, as a bar does that stays on the window of a browser:
/// sorted from the left they would be mixed. One alone may be an accent, or a stroke through a letter.
fn hide(glyphs: &[Glyph], one: &Places, other: &Places) -> bool {
    let (few, many) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let hidden = few.iter().filter(|(x, at)| {
        let glyph = &glyphs[*at];
        let before = many.range(..(*x, *at)).next_back();
        let after = many.range((*x, *at)..).next();
        let mut near = before.into_iter().chain(after);
        near.any(|(_, other)| is_over(glyph, &glyphs[*other]))
    });
    hidden.take(2).count() == 2
}

/// Whether two letters share most of the width of the narrower one. A letter that is drawn twice to look bold
/// is one.
fn is_over(one: &Glyph, other: &Glyph) -> bool {
    let shared = one.x1.min(other.x1) - one.x0.max(other.x0);
    let narrow = (one.x1 - one.x0).min(other.x1 - other.x0);
    narrow > 0.1 * one.size && shared > 0.4 * narrow && !is_double(one, other)
}

fn is_double(one: &Glyph, other: &Glyph) -> bool {
    one.text == other.text
        && (one.x0 - other.x0).abs() < 0.08 * other.size
        && (one.y - other.y).abs() < 0.08 * other.size
        && other.x1 - other.x0 > 0.1 * other.size
}

fn root(of: &mut [usize], mut at: usize) -> usize {
    while of[at] != at {
        of[at] = of[of[at]];
        at = of[at];
    }
    at
}

/// The line of a piece, whose glyphs are sorted from the left; `None` if it is blank.
fn line(glyphs: &[Glyph], piece: &[usize]) -> Option<Line> {
    let parts = parts(glyphs, piece);
    let letters: Vec<&Part> = parts.iter().filter(|part| !part.is_space).collect();
    let (head, tail) = (letters.first()?, letters.last()?);
    let (x0, x1) = (head.x0, tail.x1.max(head.x1));
    let space = space(&letters);
    let mut units: Vec<Unit> = Vec::new();
    let mut due = false;
    let mut before: Option<&Part> = None;
    let mut first_word = None;
    for part in &parts {
        if part.is_space {
            due = true;
            continue;
        }
        if let Some(before) = before {
            let gap = (part.x0 - before.x1) / part.size.max(before.size);
            let is_dense = |part: &Part| part.text.chars().all(is_ideographic);
            let dense = is_dense(part) && is_dense(before);
            if !dense && (due && gap > -0.3 || gap > space) || dense && gap > 1.5 {
                units.push(Unit::default());
                first_word.get_or_insert(before.x1 - x0);
            }
        }
        due = false;
        units.push(Unit {
            text: part.text.clone(),
            is_said: part.is_said,
        });
        before = Some(part);
    }
    let most = |of: fn(&Glyph) -> u32| {
        let mut counts: Vec<(u32, usize)> = Vec::new();
        for &at in piece {
            let (glyph, key) = (&glyphs[at], of(&glyphs[at]));
            let letters = glyph.text.trim().chars().count();
            let known = counts.iter().position(|(known, _)| *known == key);
            match known {
                Some(known) => counts[known].1 += letters,
                None if counts.len() < 16 => counts.push((key, letters)),
                None => {}
            }
        }
        counts
            .iter()
            .max_by_key(|(_, count)| *count)
            .map_or(0, |it| it.0)
    };
    let size = most(|glyph| (glyph.size * 10.0) as u32) as f32 / 10.0;
    let is_size = |at: &&usize| (glyphs[**at].size - size).abs() < 0.2;
    let base = piece.iter().find(is_size).or(piece.first())?;
    Some(Line {
        text: direction::logical(&units),
        x0,
        x1,
        y: glyphs[*base].y,
        size: size.max(0.1),
        font: u16::try_from(most(|glyph| glyph.font.into())).unwrap_or(0),
        first: piece.iter().copied().min()?,
        is_artifact: piece.iter().all(|at| glyphs[*at].is_artifact),
        first_word: first_word.unwrap_or(x1 - x0),
    })
}

/// A letter with the marks over and under it, or a space.
struct Part {
    text: String,
    x0: f32,
    x1: f32,
    size: f32,
    is_space: bool,
    is_said: bool,
}

fn parts(glyphs: &[Glyph], piece: &[usize]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut marks = Vec::new();
    let mut drawn: Option<&Glyph> = None;
    for &at in piece {
        let glyph = &glyphs[at];
        // A letter that is drawn twice to look bold.
        if drawn.is_some_and(|before| is_double(before, glyph)) {
            continue;
        }
        drawn = Some(glyph);
        if glyph.text.chars().all(is_mark) {
            marks.push(glyph);
            continue;
        }
        // A glyph may stand for a letter and a space.
        let is_space = glyph.text.trim().is_empty();
        parts.push(Part {
            text: if is_space {
                String::new()
            } else {
                glyph.text.clone()
            },
            x0: glyph.x0,
            x1: glyph.x1,
            size: glyph.size,
            is_space,
            is_said: glyph.is_said,
        });
    }
    for mark in marks {
        let middle = f32::midpoint(mark.x0, mark.x1);
        let after = parts.partition_point(|part| part.x0 <= middle);
        let near = after.saturating_sub(2)..(after + 1).min(parts.len());
        let away = |part: &Part| (f32::midpoint(part.x0, part.x1) - middle).abs();
        let near = parts.get_mut(near).into_iter().flatten();
        let base = near
            .filter(|part| !part.is_space)
            .min_by(|a, b| away(a).total_cmp(&away(b)));
        if let Some(base) = base {
            base.text.push_str(&mark.text);
        }
    }
    parts
}

/// The least gap that is a space between words, in sizes of the font: more where letters are spaced out.
fn space(letters: &[&Part]) -> f32 {
    const LEAST: f32 = 0.14;
    let pairs = letters.windows(2);
    let mut gaps: Vec<f32> = pairs
        .map(|pair| (pair[1].x0 - pair[0].x1) / pair[0].size.max(pair[1].size))
        .collect();
    gaps.sort_by(f32::total_cmp);
    match gaps.get(gaps.len() / 2) {
        Some(median) if gaps.len() > 3 && *median > 0.04 => median + LEAST.max(0.5 * median),
        _ => LEAST,
    }
}

/// Whether most letters of lines are written from right to left.
pub fn is_from_right_mostly(lines: &[Line]) -> bool {
    let letters = || lines.iter().flat_map(|line| line.text.chars());
    let right = letters().filter(|letter| is_from_right(*letter)).count();
    right * 2 > letters().filter(|letter| letter.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::Turn;

    /// Letters as a file draws them: texts, each with its left end, its baseline and its size. Letters are half
    /// as wide as high.
    fn drawn(texts: &[(&str, f32, f32, f32)]) -> Vec<Glyph> {
        let letters = texts.iter().flat_map(|(text, x, y, size)| {
            text.chars().enumerate().map(move |(at, letter)| Glyph {
                text: letter.to_string(),
                x0: x + at as f32 * 0.5 * size,
                x1: x + (at + 1) as f32 * 0.5 * size,
                y: *y,
                size: *size,
                font: 0,
                turn: Turn::None,
                is_said: false,
                is_artifact: false,
            })
        });
        letters.collect()
    }

    fn texts(drawn: &[Glyph]) -> Vec<String> {
        let lines = lines(drawn);
        let mut lines: Vec<(usize, String)> =
            lines.into_iter().map(|it| (it.first, it.text)).collect();
        lines.sort_unstable();
        lines.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_first_letter_over_several_lines_is_in_none_of_them() {
        let lines = texts(&drawn(&[
            ("A", 0.0, 26.0, 30.0),
            ("pple has a", 16.0, 10.0, 10.0),
            ("chief who", 16.0, 22.0, 10.0),
        ]));
        assert_eq!(lines, ["A", "pple has a", "chief who"]);
        let note = texts(&drawn(&[
            ("founder", 0.0, 10.0, 12.0),
            ("1", 42.0, 6.0, 7.0),
        ]));
        assert_eq!(note, ["founder1"]);
    }

    #[test]
    fn a_space_below_a_gutter_is_no_part_of_it() {
        let prose = "Similar remarks were made by the minister";
        let rows = (0..5u8).flat_map(|row| {
            let y = 10.0 + 12.0 * f32::from(row);
            [
                ("Harbour Unite", 0.0, y, 10.0),
                ("twelve won", 80.0, y, 10.0),
            ]
        });
        let rows: Vec<_> = rows.chain([(prose, 0.0, 70.0, 10.0)]).collect();
        let lines = texts(&drawn(&rows));
        assert_eq!(lines[..2], ["Harbour Unite", "twelve won"]);
        assert_eq!(lines[10..], [prose]);
    }

    #[test]
    fn a_text_over_another_one_is_not_mixed_with_it() {
        let under = ("What happens next", 0.0, 10.0, 10.0);
        let lines = texts(&drawn(&[under, ("We use cookies", 3.0, 10.5, 10.0)]));
        assert_eq!(lines, ["What happens next", "We use cookies"]);
        let bold = texts(&drawn(&[under, ("What happens next", 0.2, 10.0, 10.0)]));
        assert_eq!(bold, ["What happens next"]);
        let gap = texts(&drawn(&[
            ("What", 0.0, 10.0, 10.0),
            ("next", 59.0, 10.0, 10.0),
            ("happen", 25.0, 10.0, 10.0),
        ]));
        assert_eq!(gap, ["What happen next"]);
    }
}
