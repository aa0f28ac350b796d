//! Finds what is on many pages in the same place: page numbers and running heads.

use crate::lines::Line;

/// Lines at the top and at the bottom of a page that are looked at.
const MAX_LINES: usize = 4;
/// How far apart pages may be: left and right ones have heads of their own.
const MAX_APART: usize = 3;

/// Takes page numbers and running heads out of the lines of pages, and returns them for each page: those of
/// its top, and those of its bottom.
pub fn take(pages: &mut [Vec<Line>]) -> Vec<[Vec<Line>; 2]> {
    let all: Vec<[Vec<Edge>; 2]> = pages.iter().map(|lines| edges(lines)).collect();
    let trusts = trusts_file(pages);
    let mut taken = Vec::with_capacity(pages.len());
    for (number, lines) in pages.iter_mut().enumerate() {
        // The side of each line that goes.
        let mut gone: Vec<Option<usize>> = vec![None; lines.len()];
        for side in 0..2 {
            let mut next_row = 0;
            for edge in &all[number][side] {
                let nearby =
                    number.saturating_sub(MAX_APART)..(number + MAX_APART + 1).min(all.len());
                let is_like = |other: usize| {
                    other != number
                        && all[other][side]
                            .iter()
                            .any(|it| edge.repeats(it, number, other))
                };
                // What is between running lines and the text is text.
                if edge.row <= next_row && nearby.into_iter().any(is_like) {
                    gone[edge.line].get_or_insert(side);
                    next_row = edge.row + 1;
                }
            }
        }
        if trusts {
            let middle = middle(lines);
            for (line, gone) in lines.iter().zip(&mut gone) {
                if line.is_artifact {
                    gone.get_or_insert(usize::from(line.y > middle));
                }
            }
        }
        let mut here = [Vec::new(), Vec::new()];
        let mut kept = Vec::with_capacity(lines.len());
        for (line, gone) in std::mem::take(lines).into_iter().zip(gone) {
            match gone {
                Some(side) => here[side].push(line),
                None => kept.push(line),
            }
        }
        *lines = kept;
        taken.push(here);
    }
    taken
}

/// Whether it helps to believe the file where it says what is not text: some programs say so of everything.
fn trusts_file(pages: &[Vec<Line>]) -> bool {
    let lines = || pages.iter().flatten();
    let letters = |line: &Line| line.text.len();
    let artifacts = lines().filter(|line| line.is_artifact).map(letters);
    artifacts.sum::<usize>() * 3 < lines().map(letters).sum::<usize>()
}

fn middle(lines: &[Line]) -> f32 {
    let first = lines.first().map_or(0.0, |line| line.y);
    f32::midpoint(first, lines.last().map_or(0.0, |line| line.y))
}

/// A line at the top or at the bottom of a page.
struct Edge {
    /// Its place in the list of lines.
    line: usize,
    /// How many baselines are between it and the edge of the page.
    row: usize,
    y: f32,
    size: f32,
    /// What it says without numbers.
    words: String,
    /// The numbers in it.
    numbers: Vec<u32>,
}

impl Edge {
    /// Whether this is the same as a line of another page. Bare numbers must count the pages.
    fn repeats(&self, other: &Self, page: usize, other_page: usize) -> bool {
        if self.words != other.words || (self.y - other.y).abs() > self.size {
            return false;
        }
        let is_bare = !self.words.contains(char::is_alphabetic);
        if !is_bare || is_roman(&self.words) {
            return true;
        }
        let apart = i64::try_from(page).unwrap_or(0) - i64::try_from(other_page).unwrap_or(0);
        let mut pairs = self.numbers.iter().zip(&other.numbers);
        pairs.any(|(one, two)| i64::from(*one) - i64::from(*two) == apart)
    }
}

fn is_roman(words: &str) -> bool {
    !words.is_empty() && words.len() < 8 && words.chars().all(|c| "ivxlc".contains(c))
}

/// The lines at the top, and at the bottom, of lines that are sorted by their baselines; from the edge on.
fn edges(lines: &[Line]) -> [Vec<Edge>; 2] {
    let side = |order: &mut dyn Iterator<Item = usize>| {
        let (mut edges, mut row): (Vec<Edge>, usize) = (Vec::new(), 0);
        for at in order {
            let line = &lines[at];
            if let Some(last) = edges.last()
                && (line.y - last.y).abs() > 0.4 * line.size
            {
                row += 1;
            }
            if row == MAX_LINES || edges.len() == 4 * MAX_LINES {
                break;
            }
            let mut edge = read(line);
            (edge.line, edge.row) = (at, row);
            edges.push(edge);
        }
        edges
    };
    [
        side(&mut (0..lines.len())),
        side(&mut (0..lines.len()).rev()),
    ]
}

fn read(line: &Line) -> Edge {
    let mut words = String::new();
    let mut numbers: Vec<u32> = Vec::new();
    let mut is_number = false;
    for letter in line.text.chars() {
        match letter.to_digit(10) {
            Some(digit) if is_number => {
                if let Some(last) = numbers.last_mut() {
                    *last = last.saturating_mul(10).saturating_add(digit);
                }
            }
            Some(digit) => {
                numbers.push(digit);
                words.push('#');
            }
            None if letter.is_whitespace() => {}
            None => words.extend(letter.to_lowercase()),
        }
        is_number = letter.is_ascii_digit();
    }
    let is_page = is_roman(&words);
    Edge {
        line: 0,
        row: 0,
        y: line.y,
        size: line.size,
        words: if is_page { "i".to_owned() } else { words },
        numbers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_lines_that_are_no_text_take_no_longer_than_others() {
        let line = |at: usize| Line {
            text: if at == 0 {
                "a".repeat(500_000)
            } else {
                "a".to_owned()
            },
            x0: 0.0,
            x1: 9.0,
            y: at as f32,
            size: 1.0,
            font: 0,
            first: at,
            is_artifact: at > 0,
            first_word: 0.0,
        };
        let mut pages = vec![(0..100_000).map(line).collect()];
        let start = std::time::Instant::now();
        let taken = take(&mut pages);
        let counts = taken[0].each_ref().map(Vec::len);
        assert_eq!((pages[0].len(), counts), (1, [49_999, 50_000]));
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}
