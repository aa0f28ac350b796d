//! Cuts lines between the columns of a page, and between the cells of tables.

use crate::extent::{Extent, extent};
use crate::glyph::Glyph;
use crate::limits;
/// A gap between two words of a piece.
struct Gap {
    piece: usize,
    /// Before this glyph of the piece.
    at: usize,
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
    /// Whether it is wide and without a space, on a page that has spaces: a table or a tabulator makes it.
    is_bare: bool,
}

/// A column ends or begins here.
struct Gutter {
    x: f32,
    y: f32,
    size: f32,
    /// Whether it is between cells of a table, where only gaps without a space are cut.
    is_bare: bool,
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
/// How wide a gap is that shows a gutter, in sizes of the font.
const LEAST: f32 = 0.9;

/// Cuts pieces between columns, where a file draws lines through all columns: several gaps must begin, or
/// end, below one another, and hardly a line may have a letter there.
pub fn split(glyphs: &[Glyph], pieces: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let gaps = gaps(glyphs, &pieces);
    let mut gutters = gutters(glyphs, &pieces, &gaps);
    gutters.extend(cells(glyphs, &pieces, &gaps));
    gutters.sort_by(|a, b| a.y.total_cmp(&b.y));
    let usual = usual(&gaps, pieces.len());
    let mut cuts: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    for gap in &gaps {
        // Below a table or columns, a space of a line may lie by chance where they have a gutter.
        let most = usual[gap.piece].min(LEAST * gap.size);
        if !gap.is_bare && gap.x1 - gap.x0 < most {
            continue;
        }
        let is_near = |it: &&Gutter| (it.y - gap.y).abs() < LINES * gap.size;
        let first = gutters.partition_point(|it| it.y < gap.y - LINES * gap.size);
        let near = gutters[first..]
            .iter()
            .take(limits::MAX_NEAR)
            .take_while(is_near);
        let here =
            near.filter(|it| (gap.x0 - 0.1 * it.size..gap.x1 + 0.1 * it.size).contains(&it.x));
        let here = here.filter(|it| gap.is_bare || !it.is_bare);
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

/// How wide the gaps of each piece are at most that are spaces of its line; nothing where they are too few to
/// tell.
fn usual(gaps: &[Gap], pieces: usize) -> Vec<f32> {
    const FEW: usize = 4;
    const ALIKE: f32 = 1.15;
    let mut widths: Vec<Vec<f32>> = vec![Vec::new(); pieces];
    for gap in gaps {
        widths[gap.piece].push(gap.x1 - gap.x0);
    }
    let most = |mut widths: Vec<f32>| {
        widths.sort_by(f32::total_cmp);
        let middle = widths.get(widths.len() / 2).filter(|_| widths.len() >= FEW);
        middle.map_or(0.0, |middle| ALIKE * middle)
    };
    widths.into_iter().map(most).collect()
}

/// The gaps between the words of pieces, sorted by their baselines.
fn gaps(glyphs: &[Glyph], pieces: &[Vec<usize>]) -> Vec<Gap> {
    const SPACE: f32 = 0.25;
    let all = || pieces.iter().flatten();
    let spaces = all().filter(|at| glyphs[**at].text.trim().is_empty());
    let has_spaces = spaces.count() * 12 > all().count();
    let mut gaps = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        let mut end: Option<f32> = None;
        let mut has_space = false;
        for (at, &glyph) in piece.iter().enumerate() {
            let glyph = &glyphs[glyph];
            if glyph.text.trim().is_empty() {
                has_space = true;
                continue;
            }
            let is_bare = has_spaces && !has_space;
            has_space = false;
            if let Some(end) = end
                && glyph.x0 - end > SPACE * glyph.size
            {
                gaps.push(Gap {
                    piece: number,
                    at,
                    x0: end,
                    x1: glyph.x0,
                    y: glyph.y,
                    size: glyph.size,
                    is_bare: is_bare && glyph.x0 - end > LEAST * glyph.size,
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
                gutters.push(Gutter {
                    x,
                    y,
                    size,
                    is_bare: false,
                });
            }
        }
    }
    gutters
}

/// Where columns of a table begin: gaps without a space end below one another, or where lines begin that have
/// others beside them. What is before them is not the number of a list.
fn cells(glyphs: &[Glyph], pieces: &[Vec<usize>], gaps: &[Gap]) -> Vec<Gutter> {
    const OTHERS: usize = 2;
    /// The lines of a cell stand between those of others.
    const NEAR: f32 = 2.0 * LINES;
    const MAX_BESIDE: usize = 40;
    let is_marker = |gap: &Gap| {
        let before = pieces[gap.piece][..gap.at].iter().take(8);
        let text: String = before.map(|at| glyphs[*at].text.as_str()).collect();
        let text = text.trim();
        let is_number = text.ends_with(['.', ')']) && text.chars().count() < 6;
        is_number || !text.chars().any(char::is_alphanumeric)
    };
    let bare: Vec<&Gap> = gaps
        .iter()
        .filter(|gap| gap.is_bare && !is_marker(gap))
        .collect();
    let mut extents: Vec<Extent> = pieces.iter().map(|it| extent(glyphs, it)).collect();
    extents.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut gutters = Vec::new();
    for (number, gap) in bare.iter().enumerate() {
        let is_near = |y: f32| (y - gap.y).abs() < NEAR * gap.size;
        let is_same = |x: f32| (x - gap.x1).abs() < 0.15 * gap.size;
        let near = |other: &&&Gap| is_near(other.y);
        let before = bare[..number].iter().rev().take(limits::MAX_NEAR);
        let after = bare[number + 1..].iter().take(limits::MAX_NEAR);
        let others = before.take_while(near).chain(after.take_while(near));
        let others = others.filter(|it| it.piece != gap.piece && is_same(it.x1));
        let others = others.count();
        let first = pieces[gap.piece].first();
        let left = first.map_or(gap.x0, |at| glyphs[*at].x0);
        let start = extents.partition_point(|it| it.y < gap.y && !is_near(it.y));
        let near = extents[start..].iter().take(limits::MAX_NEAR);
        let begin = (start..).zip(near.take_while(|it| is_near(it.y)));
        let begin = begin.filter(|(_, it)| is_same(it.x0)).take(2 * OTHERS);
        // Where nothing is beside it, a line goes on with the one above it.
        let is_beside = |(at, line): &(usize, &Extent)| {
            let near = extents[..*at].iter().rev().take(MAX_BESIDE);
            let near = near.chain(extents[at + 1..].iter().take(MAX_BESIDE));
            let mut near = near.filter(|it| (it.y - line.y).abs() < 1.3 * gap.size);
            near.any(|it| {
                let is_left = it.x1 < gap.x1 && it.x1 > left - gap.size;
                is_left && (it.y - gap.y).abs() > 0.5 * gap.size
            })
        };
        let (mut all, mut beside) = (0, 0);
        for line in begin {
            all += 1;
            beside += usize::from(is_beside(&line));
        }
        if others > 0 && others + all >= OTHERS || beside >= OTHERS {
            gutters.push(Gutter {
                x: gap.x1,
                y: gap.y,
                size: gap.size,
                is_bare: true,
            });
        }
    }
    gutters
}
