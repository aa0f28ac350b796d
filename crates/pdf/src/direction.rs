//! From the order in which letters stand on a line to the order in which they are read.

use crate::letters::is_from_right;

/// How letters are ordered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Letters that are written from left to right, and numbers, which are in any text.
    Right,
    /// Letters that are written from right to left.
    Left,
    /// Signs and spaces.
    Either,
}

/// What a line says whose units stand on it from left to right. A unit is what one glyph stands for, in
/// the order of reading. A line with most letters written from the right is read from the right, with
/// numbers and words of other scripts turned back (a simple inverse of
/// <https://www.unicode.org/reports/tr9/>).
pub fn logical(units: &[String]) -> String {
    let ways: Vec<Way> = units.iter().map(|unit| way(unit)).collect();
    let count = |way| ways.iter().filter(|it| **it == way).count();
    let letters = |unit: &&String| unit.chars().any(char::is_alphabetic);
    if count(Way::Left) == 0 {
        return units.concat();
    }
    let right = units.iter().filter(letters).count()
        - count(Way::Left).min(units.iter().filter(letters).count());
    if count(Way::Left) > right {
        let mut units: Vec<&str> = units.iter().map(String::as_str).collect();
        let mut ways = ways;
        units.reverse();
        ways.reverse();
        turn(&mut units, &ways, Way::Right);
        mirror(&units, &ways, Way::Right)
    } else {
        let mut units: Vec<&str> = units.iter().map(String::as_str).collect();
        turn(&mut units, &ways, Way::Left);
        units.concat()
    }
}

/// Turns stretches of one way around, with what is between two of its units.
fn turn(units: &mut [&str], ways: &[Way], way: Way) {
    let mut at = 0;
    while at < units.len() {
        if ways[at] != way {
            at += 1;
            continue;
        }
        let rest = &ways[at..];
        let length = rest
            .iter()
            .position(|it| *it != way && *it != Way::Either)
            .unwrap_or(rest.len());
        let inner = rest[..length]
            .iter()
            .rposition(|it| *it == way)
            .unwrap_or(0);
        units[at..=at + inner].reverse();
        at += inner + 1;
    }
}

/// The units as a text, with brackets as they are read: those outside stretches of a way stand mirrored.
fn mirror(units: &[&str], ways: &[Way], _: Way) -> String {
    let mut text = String::new();
    for (at, unit) in units.iter().enumerate() {
        // Within a stretch that was turned, the places of units have changed, but signs are between the same.
        let inside = ways.get(at) == Some(&Way::Either)
            && ways[..at].iter().rev().find(|way| **way != Way::Either) == Some(&Way::Right)
            && ways[at..].iter().find(|way| **way != Way::Either) == Some(&Way::Right);
        match *unit {
            "(" if !inside => text.push(')'),
            ")" if !inside => text.push('('),
            "[" if !inside => text.push(']'),
            "]" if !inside => text.push('['),
            "«" if !inside => text.push('»'),
            "»" if !inside => text.push('«'),
            other => text.push_str(other),
        }
    }
    text
}

fn way(unit: &str) -> Way {
    if unit.chars().any(is_from_right) {
        Way::Left
    } else if unit.chars().any(char::is_alphanumeric) {
        Way::Right
    } else {
        Way::Either
    }
}
