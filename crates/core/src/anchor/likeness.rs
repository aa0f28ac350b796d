//! Similarity of two short texts.

use crate::text::fold;
use std::cell::Cell;

/// Maximum product of the lengths, in letters, of two texts that are compared letter by letter
/// after the common beginning and end are removed. Above it the texts count as entirely different.
const MAX_CELLS: usize = 1 << 18;

/// Similarity from 0 to 1: 1 minus the edit distance (Levenshtein) of the folded texts divided by
/// the length of the longer one; 1 for two empty texts. O(n) plus at most [`MAX_CELLS`] steps, which are
/// subtracted from `work`; without work left, any difference counts as entirely different.
pub fn of(one: &str, other: &str, work: &Cell<usize>) -> f64 {
    if one == other {
        return 1.0;
    }
    work.set(work.get().saturating_sub(16 * (one.len() + other.len())));
    let folded = |text: &str| -> Vec<char> { fold(text).chars().collect() };
    let (one, other) = (folded(one), folded(other));
    let longer = one.len().max(other.len());
    if longer == 0 {
        return 1.0;
    }
    1.0 - distance(&one, &other, work) as f64 / longer as f64
}

/// The edit distance.
fn distance(one: &[char], other: &[char], work: &Cell<usize>) -> usize {
    let same =
        |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(a, b)| a == b).count();
    let begin = same(&mut one.iter().zip(other));
    let (one, other) = (&one[begin..], &other[begin..]);
    let end = same(&mut one.iter().rev().zip(other.iter().rev()));
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let cost = match short.len() {
        0 => return long.len(),
        1..=COLUMN_LETTERS => long.len() * 4,
        _ => short.len() * long.len(),
    };
    if cost > MAX_CELLS || cost > work.get() {
        return long.len();
    }
    work.set(work.get() - cost);
    match short.len() {
        ..=COLUMN_LETTERS => by_columns(short, long),
        _ => by_cells(short, long),
    }
}

/// Letters per column.
const COLUMN_LETTERS: usize = 128;

/// Computes all cells of a column at once from their differences, after G. Myers (1999) in the form
/// of H. Hyyrö (2003) for whole texts. The shorter text has 1 to [`COLUMN_LETTERS`] letters.
fn by_columns(short: &[char], long: &[char]) -> usize {
    let mut ascii = [0_u128; 128];
    let mut others: Vec<(char, u128)> = Vec::new();
    for (at, c) in short.iter().enumerate() {
        match ascii.get_mut(*c as usize) {
            Some(bits) => *bits |= 1 << at,
            None => match others.iter_mut().find(|(other, _)| other == c) {
                Some((_, bits)) => *bits |= 1 << at,
                None => others.push((*c, 1 << at)),
            },
        }
    }
    let last = 1_u128 << (short.len() - 1);
    let (mut more, mut less, mut distance) = (u128::MAX, 0_u128, short.len());
    for c in long {
        let equal = match ascii.get(*c as usize) {
            Some(bits) => *bits,
            None => others
                .iter()
                .find(|(other, _)| other == c)
                .map_or(0, |(_, bits)| *bits),
        };
        let down = equal | less;
        let across = ((equal & more).wrapping_add(more) ^ more) | equal;
        let (rise, fall) = (less | !(across | more), more & across);
        distance += usize::from(rise & last != 0);
        distance -= usize::from(fall & last != 0);
        let rise = rise << 1 | 1;
        more = fall << 1 | !(down | rise);
        less = rise & down;
    }
    distance
}

/// Computes the distance cell by cell.
fn by_cells(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (up, a) in one.iter().enumerate() {
        let mut corner = up;
        row[0] = up + 1;
        for (at, b) in other.iter().enumerate() {
            let changed = corner + usize::from(a != b);
            corner = row[at + 1];
            row[at + 1] = changed.min(corner + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_and_cells_agree(one in "[ab\u{e9}\u{1f41d}]{1,128}", other in "[ab\u{e9}\u{1f41d}]{0,200}") {
            let chars = |text: &str| -> Vec<char> { text.chars().collect() };
            let (one, other) = (chars(&one), chars(&other));
            prop_assert_eq!(by_columns(&one, &other), by_cells(&one, &other));
        }
    }

    #[test]
    fn likeness_is_folded() {
        let work = Cell::new(usize::MAX);
        for (one, other, alike) in [
            ("", "", 1.0),
            ("", "a", 0.0),
            ("“A”", "\"a\"", 1.0),
            ("kitten", "sitting", 4.0 / 7.0),
            ("a  b", "a\nb", 1.0),
        ] {
            assert_eq!(of(one, other, &work), alike, "{one} {other}");
        }
    }
}
