//! From letters to lines: what belongs together on one baseline, in the order in which it is read.

use crate::direction::{self, Unit};
use crate::glyph::Glyph;
use crate::letters::{is_from_right, is_ideographic, is_mark};
use crate::limits;

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
    // A first letter that goes over several lines belongs to the first of them.
    let is_initial = large > 1.7 * small && rise < 0.1;
    let is_raised = rise < 0.6 && gap < 0.3 && small < 0.9 * large;
    // A space goes between two words, however far they are apart.
    let most = if last.text.trim().is_empty() && most > CLOSE {
        3.0 * most
    } else {
        most
    };
    let is_level = rise < 0.2 || rise < 0.35 && gap < 0.1;
    !is_initial && (is_level || is_raised) && (-0.7..=most).contains(&gap)
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

/// Where a run is.
struct Extent {
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
}

fn extent(glyphs: &[Glyph], run: &[usize]) -> Extent {
    let all = || run.iter().map(|at| &glyphs[*at]);
    let largest = all().max_by(|a, b| a.size.total_cmp(&b.size));
    Extent {
        x0: all().map(|glyph| glyph.x0).fold(f32::MAX, f32::min),
        x1: all().map(|glyph| glyph.x1).fold(f32::MIN, f32::max),
        y: largest.map_or(0.0, |glyph| glyph.y),
        size: largest.map_or(0.0, |glyph| glyph.size),
    }
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
            let is_initial = large > 1.7 * small && rise < 0.1;
            let is_raised = gap < 0.3 && small < 0.9 * large;
            let is_near = (-0.7..=CLOSE).contains(&gap) && (rise < 0.2 || is_raised);
            // What is inside the other: letters of another font that were drawn later.
            let is_inside = rise < 0.1 && gap < -0.7;
            if !is_initial && (is_near || is_inside) {
                let (a, b) = (root(&mut of, at), root(&mut of, other_at));
                of[a.max(b)] = a.min(b);
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

fn root(of: &mut [usize], mut at: usize) -> usize {
    while of[at] != at {
        of[at] = of[of[at]];
        at = of[at];
    }
    at
}

/// A gap between two words of a piece.
struct Gap {
    piece: usize,
    /// Before this glyph of the piece.
    at: usize,
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
}

/// A column ends or begins here.
struct Gutter {
    x: f32,
    y: f32,
    size: f32,
}

/// What shows a gutter: that lines of the column after it begin below one another, or that those of the column
/// before it end so.
#[derive(Clone, Copy)]
enum Side {
    Begins,
    Ends,
}

impl Side {
    /// The first value for lines that begin, the second for those that end.
    fn of(self, begins: f32, ends: f32) -> f32 {
        match self {
            Self::Begins => begins,
            Self::Ends => ends,
        }
    }
}

/// How many lines up and down are compared, in sizes of the font.
const LINES: f32 = 6.5;

/// Cuts pieces between columns, where a file draws lines through all columns: several gaps must begin, or
/// end, below one another, and hardly a line may have a letter there.
fn split(glyphs: &[Glyph], pieces: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let gaps = gaps(glyphs, &pieces);
    let gutters = gutters(glyphs, &pieces, &gaps);
    let mut cuts: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    for gap in &gaps {
        let is_near = |it: &&Gutter| (it.y - gap.y).abs() < LINES * gap.size;
        let first = gutters.partition_point(|it| it.y < gap.y - LINES * gap.size);
        let near = gutters[first..]
            .iter()
            .take(limits::MAX_NEAR)
            .take_while(is_near);
        let here =
            near.filter(|it| (gap.x0 - 0.1 * it.size..gap.x1 + 0.1 * it.size).contains(&it.x));
        if here.count() > 0 {
            cuts[gap.piece].push(gap.at);
        }
    }
    let mut all = Vec::new();
    for (mut piece, mut cuts) in pieces.into_iter().zip(cuts) {
        cuts.sort_unstable();
        for cut in cuts.into_iter().rev() {
            all.push(piece.split_off(cut));
        }
        all.push(piece);
    }
    all
}

/// The gaps between the words of pieces, sorted by their baselines.
fn gaps(glyphs: &[Glyph], pieces: &[Vec<usize>]) -> Vec<Gap> {
    const LEAST: f32 = 0.25;
    let mut gaps = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        let mut end: Option<f32> = None;
        for (at, &glyph) in piece.iter().enumerate() {
            let glyph = &glyphs[glyph];
            if glyph.text.trim().is_empty() {
                continue;
            }
            if let Some(end) = end
                && glyph.x0 - end > LEAST * glyph.size
            {
                gaps.push(Gap {
                    piece: number,
                    at,
                    x0: end,
                    x1: glyph.x0,
                    y: glyph.y,
                    size: glyph.size,
                });
            }
            end = Some(end.map_or(glyph.x1, |end| end.max(glyph.x1)));
        }
    }
    gaps.sort_by(|a, b| a.y.total_cmp(&b.y));
    gaps
}

/// Where columns end or begin, for each gap that shows it; sorted by baselines.
fn gutters(glyphs: &[Glyph], pieces: &[Vec<usize>], gaps: &[Gap]) -> Vec<Gutter> {
    const LEAST: f32 = 0.9;
    const OTHERS: usize = 3;
    const COLUMN: f32 = 5.0;
    // What is short before it is the number of a list.
    let is_wide = |it: &&Gap| {
        let first = pieces[it.piece].first();
        let first = first.map_or(it.x0, |at| glyphs[*at].x0);
        it.x1 - it.x0 > LEAST * it.size && it.x0 - first > COLUMN * it.size
    };
    let gaps: Vec<&Gap> = gaps.iter().filter(is_wide).collect();
    let mut extents: Vec<(Extent, &Vec<usize>)> =
        pieces.iter().map(|it| (extent(glyphs, it), it)).collect();
    extents.sort_by(|(a, _), (b, _)| a.y.total_cmp(&b.y));
    let mut gutters = Vec::new();
    for (number, gap) in gaps.iter().enumerate() {
        let is_near = |y: f32| (y - gap.y).abs() < LINES * gap.size;
        let near = |other: &&&Gap| is_near(other.y);
        let before = gaps[..number].iter().rev().take(limits::MAX_NEAR);
        let after = gaps[number + 1..].iter().take(limits::MAX_NEAR);
        let others = before.take_while(near).chain(after.take_while(near));
        let others: Vec<&&Gap> = others.filter(|it| it.piece != gap.piece).collect();
        for side in [Side::Begins, Side::Ends] {
            let place = |gap: &Gap| side.of(gap.x1, gap.x0);
            let inside = side.of(-0.3, 0.3);
            let same = |other: &&&&Gap| (place(other) - place(gap)).abs() < 0.3 * gap.size;
            let x = place(gap) + inside * gap.size;
            let first = extents.partition_point(|(it, _)| it.y < gap.y && !is_near(it.y));
            // Lines that begin or end there are in a column already.
            let here = |it: &Extent| side.of(it.x0, it.x1);
            let near = extents[first..].iter().take(limits::MAX_NEAR);
            let near = near.take_while(|(it, _)| is_near(it.y));
            let begin = near.filter(|(it, _)| (here(it) - place(gap)).abs() < 0.3 * gap.size);
            if others.iter().filter(same).count() + begin.count() < OTHERS {
                continue;
            }
            let over = extents[first..].iter().take(limits::MAX_NEAR);
            let over = over.take_while(|(it, _)| is_near(it.y));
            let over = over.filter(|(it, _)| it.x0 < x - gap.size && it.x1 > x + gap.size);
            let is_clear = |piece: &[usize]| {
                let after = piece.partition_point(|at| glyphs[*at].x0 < x + 0.1 * gap.size);
                let mut before = piece[..after].iter().rev().map(|at| &glyphs[*at]).take(8);
                !before.any(|it| it.x1 > x - 0.1 * gap.size && !it.text.trim().is_empty())
            };
            let (mut all, mut clear) = (0, 0);
            for (_, piece) in over {
                all += 1;
                clear += usize::from(is_clear(piece));
            }
            if clear * 4 >= all * 3 {
                let (y, size) = (gap.y, gap.size);
                gutters.push(Gutter { x, y, size });
            }
        }
    }
    gutters
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
        let is_double = drawn.is_some_and(|before| {
            before.text == glyph.text
                && (before.x0 - glyph.x0).abs() < 0.08 * glyph.size
                && (before.y - glyph.y).abs() < 0.08 * glyph.size
                && glyph.x1 - glyph.x0 > 0.1 * glyph.size
        });
        if is_double {
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
