//! Where a text holds some words, for any number of questions about the same text.

use postil_core::text::Text;
use std::cell::Cell;
use std::cmp::Ordering;

/// How many times the text is read through before its index is made, which costs as much as some
/// twenty times.
const MAX_SCANS: usize = 16;

/// Finds words in a text. The first questions are answered by reading through the text; if more
/// come, an index is made. Any number of them cost O((text + words) log text) together.
#[derive(Clone, Debug)]
pub struct Places {
    text: Text,
    scans: usize,
    /// The bytes of the text in the order of what follows them.
    index: Option<Vec<u32>>,
    /// How many bytes have been looked at, at most.
    steps: usize,
}

/// How often a text holds some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nowhere.
    Never,
    /// In one place, which begins at that byte.
    Once(usize),
    /// In several places, which may overlap.
    Often,
}

impl Places {
    /// Prepares to ask. O(1).
    pub fn new(text: &Text) -> Self {
        Self {
            text: text.clone(),
            scans: 0,
            index: None,
            steps: 0,
        }
    }

    /// Where the text holds words that are not empty.
    pub fn of(&mut self, words: &str) -> Held {
        if self.scans < MAX_SCANS {
            self.scans += 1;
            self.steps += self.text.len_bytes() + words.len();
            return scan(self.text.as_str(), words);
        }
        let text = self.text.as_str().as_bytes();
        let words = words.as_bytes();
        let index = self.index.get_or_insert_with(|| order(text));
        let looked = Cell::new(0);
        let meets = |at: &u32| {
            looked.set(looked.get() + words.len() + 1);
            let rest = text.get(*at as usize..).unwrap_or_default();
            rest.get(..words.len()).unwrap_or(rest).cmp(words)
        };
        let first = index.partition_point(|at| meets(at) == Ordering::Less);
        let mut here = index.iter().skip(first).take(2);
        let mut next = || here.next().filter(|at| meets(at) == Ordering::Equal);
        let held = match (next(), next()) {
            (Some(at), None) => Held::Once(*at as usize),
            (None, _) => Held::Never,
            _ => Held::Often,
        };
        self.steps += looked.get();
        held
    }
}

fn scan(text: &str, words: &str) -> Held {
    let Some(first) = text.find(words) else {
        return Held::Never;
    };
    let begin = text.get(first..).and_then(|rest| rest.chars().next());
    let from = first + begin.map_or(1, char::len_utf8);
    match text.get(from..).is_some_and(|rest| rest.contains(words)) {
        true => Held::Often,
        false => Held::Once(first),
    }
}

/// The places of a text in the order of what follows them. O(n): induced sorting, after G. Nong, S.
/// Zhang and W. H. Chan (2009).
fn order(text: &[u8]) -> Vec<u32> {
    let letter = |at: usize| text[at] as usize;
    sorted(text.len(), &letter, usize::from(u8::MAX))
}

/// No place.
const NONE: u32 = u32::MAX;

/// The places of a text of so many letters, none of which is above `most`.
fn sorted(len: usize, letter: &dyn Fn(usize) -> usize, most: usize) -> Vec<u32> {
    if len < 2 {
        return (0..len as u32).collect();
    }
    // Whether what follows a place comes before what follows the next place.
    let mut rises = vec![false; len];
    for at in (0..len - 1).rev() {
        rises[at] = match letter(at).cmp(&letter(at + 1)) {
            Ordering::Less => true,
            Ordering::Equal => rises[at + 1],
            Ordering::Greater => false,
        };
    }
    // Where the falling and the rising places of each letter begin.
    let (mut falling, mut rising) = (vec![0_u32; most + 2], vec![0_u32; most + 2]);
    for (at, rises) in rises.iter().enumerate() {
        match rises {
            true => falling[letter(at) + 1] += 1,
            false => rising[letter(at)] += 1,
        }
    }
    for at in 0..=most {
        rising[at] += falling[at];
        falling[at + 1] += rising[at];
    }
    // Sorts all places by the order of the least ones.
    let induce = |least: &[u32]| {
        let mut order = vec![NONE; len];
        let put = |order: &mut [u32], free: &mut [u32], at: usize| {
            let free = &mut free[letter(at)];
            order[*free as usize] = at as u32;
            *free += 1;
        };
        let mut free = rising.clone();
        for &at in least {
            put(&mut order, &mut free, at as usize);
        }
        let mut free = falling.clone();
        put(&mut order, &mut free, len - 1);
        for at in 0..len {
            match order[at] {
                NONE | 0 => {}
                next if !rises[next as usize - 1] => {
                    put(&mut order, &mut free, next as usize - 1);
                }
                _ => {}
            }
        }
        let mut free = falling.clone();
        for at in (0..len).rev() {
            match order[at] {
                NONE | 0 => {}
                next if rises[next as usize - 1] => {
                    let free = &mut free[letter(next as usize - 1) + 1];
                    *free -= 1;
                    order[*free as usize] = next - 1;
                }
                _ => {}
            }
        }
        order
    };
    // The places where a fall ends.
    let is_least = |at: usize| at > 0 && rises[at] && !rises[at - 1];
    let least: Vec<u32> = (0..len as u32)
        .filter(|at| is_least(*at as usize))
        .collect();
    let order = induce(&least);
    if least.is_empty() {
        return order;
    }
    // Numbers the pieces between them by their order; equal pieces have the same number.
    let mut numbers = vec![NONE; len];
    for (number, at) in (0..).zip(&least) {
        numbers[*at as usize] = number;
    }
    let end = |at: usize| {
        let next = least.get(numbers[at] as usize + 1);
        next.map_or(len, |next| *next as usize)
    };
    let mut names = vec![0_u32; least.len()];
    let mut name = 0;
    let mut before: Option<usize> = None;
    for at in order
        .iter()
        .map(|at| *at as usize)
        .filter(|at| is_least(*at))
    {
        if let Some(before) = before {
            let (one, other) = (before..end(before), at..end(at));
            let same = one.len() == other.len()
                && other.end < len
                && one.end < len
                && (one.start..=one.end)
                    .zip(other.start..)
                    .all(|(a, b)| letter(a) == letter(b));
            name += u32::from(!same);
        }
        names[numbers[at] as usize] = name;
        before = Some(at);
    }
    drop((order, numbers));
    let letter = |at: usize| names[at] as usize;
    let sorted = sorted(names.len(), &letter, name as usize);
    let least: Vec<u32> = sorted.iter().map(|at| least[*at as usize]).collect();
    induce(&least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_index_has_the_order_of_all_ends(text in "[ab\u{e9}]{0,60}") {
            let text = text.as_bytes();
            let mut expected: Vec<u32> = (0..text.len() as u32).collect();
            expected.sort_by_key(|at| &text[*at as usize..]);
            prop_assert_eq!(order(text), expected);
        }

        #[test]
        fn an_index_finds_what_reading_finds(text in "[ab\u{e9}]{1,60}", words in "[ab\u{e9}]{1,4}") {
            let mut places = Places::new(&Text::from_frozen(text.as_str()));
            let found = places.of(&words);
            prop_assert_eq!(found, scan(&text, &words));
            places.scans = MAX_SCANS;
            prop_assert_eq!(places.of(&words), found);
        }
    }

    #[test]
    fn many_questions_read_the_text_only_a_few_times() {
        let text = Text::from_frozen("ab".repeat(20_000));
        let mut places = Places::new(&text);
        for number in 0..10_000 {
            places.of("ab".repeat(number % 10 + 1).as_str());
        }
        let most = 20 * text.len() + 16 * 10_000 * 21;
        assert!(places.steps < most, "{} steps", places.steps);
    }
}
