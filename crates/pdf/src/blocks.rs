//! From lines to blocks: lines below one another that nothing comes between.

use crate::block::{Block, shared};
use crate::limits;
use crate::lines::Line;
use crate::tables;
use std::collections::{HashMap, HashSet};

/// A line this far below another one, in sizes of the font, is not of the same block.
const APART: f32 = 2.0;

/// The blocks of lines, which are sorted by their baselines.
pub fn blocks(mut lines: Vec<Line>) -> Vec<Block> {
    initials(&mut lines);
    let (over, mut lines) = over(lines);
    let mut blocks = tables::take(&mut lines);
    blocks.extend(linked(lines));
    blocks.extend(linked(over));
    blocks
}

/// Lines that are drawn over others, such as a bar that stays on the window of a browser, and these others.
/// Large letters under a text, such as a stamp, are taken for those that are over it.
fn over(lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let covers = |one: &Line, other: &Line| {
        let apart = (one.y - other.y).abs();
        let is_later =
            one.size > 1.5 * other.size || one.first > other.first && other.size < 1.5 * one.size;
        let width = one.x1.min(other.x1) - one.x0.max(other.x0);
        is_later && apart < 0.5 * one.size.min(other.size) && width > one.size.min(other.size)
    };
    let is_over = |(at, line): (usize, &Line)| {
        let near = |other: &&Line| (other.y - line.y).abs() < line.size;
        let before = lines[..at].iter().rev().take(limits::MAX_NEAR);
        let after = lines[at + 1..].iter().take(limits::MAX_NEAR);
        let mut near = before.take_while(near).chain(after.take_while(near));
        near.any(|other| covers(line, other))
    };
    let is_over: Vec<bool> = lines.iter().enumerate().map(is_over).collect();
    let (over, under): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .zip(is_over)
        .partition(|(_, is_over)| *is_over);
    let lines = |list: Vec<(Line, bool)>| list.into_iter().map(|(line, _)| line).collect();
    (lines(over), lines(under))
}

/// The blocks of lines that are not over one another.
fn linked(lines: Vec<Line>) -> Vec<Block> {
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
        let mut linked = Vec::new();
        let mut at = Some(start);
        while let Some(line) = at {
            linked.extend(lines[line].take());
            at = next[line];
        }
        blocks.push(Block::of(linked));
    }
    blocks
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
    let least = lines.iter().map(|line| line.size).fold(f32::MAX, f32::min);
    let is_initial = |line: &Line| {
        line.size > 1.7 * least
            && line.text.chars().nth(3).is_none()
            && line.text.chars().any(char::is_alphabetic)
    };
    let (initials, mut kept): (Vec<Line>, Vec<Line>) =
        std::mem::take(lines).into_iter().partition(is_initial);
    // Of each line, with their places.
    let mut firsts: HashMap<usize, Vec<(f32, String)>> = HashMap::new();
    // The lines beside them, and where these begin together with them.
    let mut inset: HashMap<usize, f32> = HashMap::new();
    let mut others = Vec::new();
    for initial in initials {
        let top = initial.y - initial.size;
        let near = kept.partition_point(|line| line.y <= top);
        let beside = |line: &Line| {
            line.size * 1.7 < initial.size
                && line.x0 > initial.x0
                && line.x0 - initial.x1 < (1.5 * line.size).max(0.6 * initial.size)
                && line.x0 > initial.x1 - line.size
        };
        let near = kept.iter().enumerate().skip(near).take(limits::MAX_NEAR);
        let mut near = near.take_while(|(_, line)| line.y < initial.y + 0.3 * line.size);
        match near.find(|(_, line)| beside(line)) {
            Some((at, _)) => {
                let all = kept[at..].iter().take(limits::MAX_NEAR);
                let all = all.take_while(|line| line.y < initial.y + 1.5 * line.size);
                let mut last = None;
                for (at, line) in (at..).zip(all).filter(|(_, line)| beside(line)) {
                    // One more may be set in below its baseline, as far as the last one beside it.
                    let is_same =
                        last.is_some_and(|x0: f32| (x0 - line.x0).abs() < 0.3 * line.size);
                    if is_same || line.y < initial.y + 0.3 * line.size {
                        inset.insert(at, initial.x0);
                        last = Some(line.x0);
                    }
                }
                let of = firsts.entry(at).or_default();
                of.push((initial.x0, initial.text));
            }
            None => others.push(initial),
        }
    }
    for (at, x0) in inset {
        kept[at].x0 = x0;
    }
    if !firsts.is_empty() {
        let others = kept.iter().enumerate();
        let others = others.filter(|(at, _)| !firsts.contains_key(at));
        let words = words(others.map(|(_, line)| line));
        for (at, mut texts) in firsts {
            texts.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut first: String = texts.into_iter().map(|(_, text)| text).collect();
            if is_word(&first, &kept[at].text, &words) {
                first.push(' ');
            }
            kept[at].text.insert_str(0, &first);
        }
    }
    kept.extend(others);
    kept.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    *lines = kept;
}

/// The words of lines, in lower case.
fn words<'a>(lines: impl Iterator<Item = &'a Line>) -> HashSet<String> {
    let words = lines.flat_map(|line| line.text.split_whitespace());
    words.map(bare).collect()
}

fn bare(word: &str) -> String {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.to_lowercase()
}

/// Whether a first letter is a word, so that a space follows: what comes after it is a word of the page, and
/// both together are none. The file does not say it, since a space at the beginning of a line is not drawn.
fn is_word(first: &str, line: &str, words: &HashSet<String>) -> bool {
    const WORDS: &str = "aioàyéавикосуя";
    let first = bare(first);
    let mut letters = first.chars();
    let is_known = letters.next().is_some_and(|it| WORDS.contains(it)) && letters.next().is_none();
    let next = bare(line.split_whitespace().next().unwrap_or_default());
    is_known
        && next.chars().count() > 1
        && line.starts_with(char::is_alphabetic)
        && words.contains(&next)
        && !words.contains(&format!("{first}{next}"))
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
    fn a_first_letter_that_is_a_word_has_a_space_after_it() {
        for (next, other, reads) in [
            ("man came", "the man", "A man came"),
            ("pple grew", "the man", "Apple grew"),
            ("part from", "apart, in part", "Apart from"),
        ] {
            let mut lines = vec![
                line(next, [30.0, 90.0], 10.0, 10.0),
                line("again and", [30.0, 90.0], 20.0, 10.0),
                line("A", [12.0, 28.0], 21.0, 25.0),
                line(other, [10.0, 90.0], 30.0, 10.0),
            ];
            initials(&mut lines);
            assert_eq!(lines[0].text, reads);
            let begin: Vec<f32> = lines.iter().map(|line| line.x0).collect();
            assert_eq!(begin, [12.0, 12.0, 10.0]);
        }
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
