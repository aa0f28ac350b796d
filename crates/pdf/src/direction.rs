//! From the order in which letters stand on a line to the order in which they are read.

use crate::letters::is_from_right;

/// What one glyph stands for, in the order of reading.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The letters.
    pub text: String,
    /// Whether they are what is read, and not what the glyph looks like.
    pub is_said: bool,
}

/// A space.
impl Default for Unit {
    fn default() -> Self {
        Self {
            text: " ".to_owned(),
            is_said: false,
        }
    }
}

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

/// What a line says whose units stand on it from left to right. A line with most letters written from the
/// right is read from the right, with numbers and words of other scripts turned back (a simple inverse of
/// <https://www.unicode.org/reports/tr9/>).
pub fn logical(units: &[Unit]) -> String {
    let mut units: Vec<(Way, &Unit)> = units.iter().map(|it| (way(&it.text), it)).collect();
    let left = units.iter().filter(|(way, _)| *way == Way::Left).count();
    let is_letter = |unit: &Unit| unit.text.chars().any(char::is_alphabetic);
    let right = |(way, unit): &&(Way, &Unit)| *way == Way::Right && is_letter(unit);
    let is_from_right = left > 0 && left > units.iter().filter(right).count();
    let mut text = String::new();
    if is_from_right {
        units.reverse();
        turn(&mut units, Way::Right, |unit, is_inside| {
            text.push_str(if is_inside {
                &unit.text
            } else {
                mirrored(unit)
            });
        });
    } else {
        turn(&mut units, Way::Left, |unit, is_inside| {
            text.push_str(if is_inside {
                mirrored(unit)
            } else {
                &unit.text
            });
        });
    }
    text
}

/// Calls a function with all units, those in stretches of one way, with what is between two of its units,
/// turned around; and with whether the unit is in such a stretch.
fn turn(units: &mut [(Way, &Unit)], way: Way, mut each: impl FnMut(&Unit, bool)) {
    let mut at = 0;
    while let Some((first, unit)) = units.get(at) {
        if *first != way {
            each(unit, false);
            at += 1;
            continue;
        }
        let rest = &units[at..];
        let other = |(it, _): &(Way, &Unit)| *it != way && *it != Way::Either;
        let length = rest.iter().position(other).unwrap_or(rest.len());
        let last = rest[..length].iter().rposition(|(it, _)| *it == way);
        let end = at + last.unwrap_or(0) + 1;
        for (_, unit) in units[at..end].iter().rev() {
            each(unit, true);
        }
        at = end;
    }
}

/// What a unit that is read from the right stands for: its brackets look the other way round.
fn mirrored(unit: &Unit) -> &str {
    const PAIRS: [[&str; 2]; 6] = [
        ["(", ")"],
        ["[", "]"],
        ["{", "}"],
        ["<", ">"],
        ["«", "»"],
        ["‹", "›"],
    ];
    if unit.is_said {
        return &unit.text;
    }
    for [open, close] in PAIRS {
        if unit.text == open {
            return close;
        }
        if unit.text == close {
            return open;
        }
    }
    &unit.text
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The units of what stands on a line, from left to right, a letter each.
    fn read(line: &str) -> String {
        let units = line.chars().map(|letter| Unit {
            text: letter.to_string(),
            is_said: false,
        });
        logical(&units.collect::<Vec<_>>())
    }

    #[test]
    fn lines_are_read_from_the_side_of_most_letters() {
        for (stands, reads) in [
            ("A text (1).", "A text (1)."),
            ("םולש", "שלום"),
            ("(2024) םולש", "שלום (2024)"),
            ("וכו ABC 12 םולש", "שלום ABC 12 וכו"),
            ("The word םולש is here", "The word שלום is here"),
            ("14-05", "14-05"),
            ("", ""),
        ] {
            assert_eq!(read(stands), reads);
        }
    }

    #[test]
    fn brackets_that_are_said_stay() {
        let unit = |text: &str, is_said| Unit {
            text: text.to_owned(),
            is_said,
        };
        let units = [unit("(", true), unit("שלום", true), unit(")", true)];
        assert_eq!(logical(&units), ")שלום(");
        let units = [unit("(", false), unit("שלום", true), unit(")", false)];
        assert_eq!(logical(&units), "(שלום)");
    }
}
