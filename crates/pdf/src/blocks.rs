//! From lines to blocks: lines below one another that nothing comes between.

use crate::limits;
use crate::lines::Line;
use std::collections::HashMap;

/// Lines below one another. Lengths are in points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// The left end, the right end.
    pub x: [f32; 2],
    /// The first baseline, the last.
    pub y: [f32; 2],
    /// The place of its first letter in the order of the file.
    pub first: usize,
}

/// A line this far below another one, in sizes of the font, is not of the same block.
const APART: f32 = 2.0;

/// The blocks of lines, which are sorted by their baselines.
pub fn blocks(mut lines: Vec<Line>) -> Vec<Block> {
    initials(&mut lines);
    let below = neighbours(&lines);
    let mut above = vec![0; lines.len()];
    for &at in below.iter().flatten() {
        above[at] += 1;
    }
    let next: Vec<Option<usize>> = below
        .iter()
        .enumerate()
        .map(|(at, below)| match below.as_slice() {
            [only] if above[*only] == 1 && is_alike(&lines[at], &lines[*only]) => Some(*only),
            _ => None,
        })
        .collect();
    let mut has_before = vec![false; lines.len()];
    for at in next.iter().flatten() {
        has_before[*at] = true;
    }
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut blocks = Vec::new();
    for (start, has_before) in has_before.into_iter().enumerate() {
        if has_before {
            continue;
        }
        let mut block = Block::default();
        let mut at = Some(start);
        while let Some(line) = at {
            block.lines.extend(lines[line].take());
            at = next[line];
        }
        blocks.push(block.bounded());
    }
    blocks
}

impl Block {
    fn bounded(mut self) -> Self {
        let lines = || self.lines.iter();
        let least = |of: fn(&Line) -> f32| lines().map(of).fold(f32::MAX, f32::min);
        let most = |of: fn(&Line) -> f32| lines().map(of).fold(f32::MIN, f32::max);
        let (x, y) = (
            [least(|line| line.x0), most(|line| line.x1)],
            [least(|line| line.y), most(|line| line.y)],
        );
        let first = lines().map(|line| line.first).min().unwrap_or(0);
        (self.x, self.y, self.first) = (x, y, first);
        self
    }
}

/// How much two ranges share, of the shorter one.
pub fn shared(a: [f32; 2], b: [f32; 2]) -> f32 {
    let shared = a[1].min(b[1]) - a[0].max(b[0]);
    let shorter = (a[1] - a[0]).min(b[1] - b[0]).max(0.1);
    shared / shorter
}

/// The lines directly below each line.
fn neighbours(lines: &[Line]) -> Vec<Vec<usize>> {
    let mut below = vec![Vec::new(); lines.len()];
    for (at, line) in lines.iter().enumerate() {
        let mut nearest: Option<f32> = None;
        let rest = lines.iter().enumerate().skip(at + 1);
        for (other_at, other) in rest.take(limits::MAX_NEAR) {
            let apart = other.y - line.y;
            let small = line.size.min(other.size);
            let is_over = nearest.is_some_and(|nearest| apart > nearest + 0.5 * small);
            if is_over || apart > APART * line.size.max(other.size) * 1.5 {
                break;
            }
            let is_below = apart > 0.35 * small;
            if is_below && shared([line.x0, line.x1], [other.x0, other.x1]) > 0.1 {
                nearest.get_or_insert(apart);
                below[at].push(other_at);
            }
        }
    }
    below
}

fn is_alike(line: &Line, next: &Line) -> bool {
    let (large, small) = (line.size.max(next.size), line.size.min(next.size));
    large < 1.18 * small && next.y - line.y < APART * large
}

/// Puts first letters that go over several lines before the first of these.
fn initials(lines: &mut Vec<Line>) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    // Of each line, from right to left.
    let mut firsts: HashMap<usize, Vec<String>> = HashMap::new();
    for initial in std::mem::take(lines) {
        let is_short =
            initial.text.chars().nth(3).is_none() && initial.text.chars().any(char::is_alphabetic);
        let top = initial.y - initial.size;
        let before = kept.iter().enumerate().rev().take(limits::MAX_NEAR);
        let beside = before
            .take_while(|(_, line)| line.y > top)
            .filter(|(_, line)| {
                line.size * 1.7 < initial.size
                    && line.x0 > initial.x0
                    && line.x0 - initial.x1 < 1.5 * line.size
                    && line.x0 > initial.x1 - line.size
            })
            .last();
        match beside {
            Some((at, _)) if is_short => {
                let line = &mut kept[at];
                line.first = line.first.min(initial.first);
                firsts.entry(at).or_default().push(initial.text);
            }
            _ => kept.push(initial),
        }
    }
    for (at, texts) in firsts {
        let text = &mut kept[at].text;
        let before: String = texts.into_iter().rev().collect();
        text.insert_str(0, &before);
    }
    *lines = kept;
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A line that is text.
    pub fn line(text: &str, [x0, x1]: [f32; 2], y: f32, size: f32) -> Line {
        Line {
            text: text.to_owned(),
            x0,
            x1,
            y,
            size,
            font: 0,
            first: 0,
            is_artifact: false,
            first_word: 0.0,
        }
    }

    #[test]
    fn first_letters_go_before_their_line() {
        let mut lines = vec![
            line("nce upon", [30.0, 90.0], 10.0, 10.0),
            line("a time", [30.0, 90.0], 20.0, 10.0),
            line("O", [22.0, 28.0], 21.0, 25.0),
            line("“", [10.0, 20.0], 22.0, 25.0),
            line("there was", [10.0, 90.0], 30.0, 10.0),
        ];
        initials(&mut lines);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Once upon", "a time", "“", "there was"]);
    }

    #[test]
    fn many_first_letters_take_no_longer_than_others() {
        let mut lines = vec![line("nce", [30.0, 90.0], 10.0, 10.0)];
        lines.extend((0..200_000).map(|_| line("O", [22.0, 28.0], 11.0, 25.0)));
        let start = std::time::Instant::now();
        initials(&mut lines);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].text.len(), 200_003);
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}
