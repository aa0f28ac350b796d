//! Carrying fifty thousand annotations over to a revised text of a million code points.

use divan::Bencher;
use postil_core::anchor::Revision;
use postil_core::text::Text;
use std::ops::Range;

/// Code points of a text.
const LENGTH: usize = 1_000_000;
/// Annotations.
const MANY: usize = 50_000;

fn main() {
    divan::main();
}

/// A number that follows from another, as if at random.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    (*seed >> 33) as usize
}

/// Sentences of words of which some are rarer than others.
fn prose(mut seed: u64) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut length = 0;
    while length < LENGTH {
        let words = 5 + next(&mut seed) % 20;
        let word = |_| {
            let common = !next(&mut seed).is_multiple_of(3);
            let number = next(&mut seed) % if common { 60 } else { 20_000 };
            format!("w{}", number * number % 30_011)
        };
        let sentence: Vec<String> = (0..words).map(word).collect();
        let sentence = format!("{}. ", sentence.join(" "));
        length += sentence.len();
        sentences.push(sentence);
    }
    sentences
}

/// What is marked: from three to a hundred code points, or more.
fn marks(text: &Text, longest: usize) -> Vec<Range<usize>> {
    let mut seed = 7;
    let range = |_| {
        let start = next(&mut seed) % (text.len() - 3);
        let end = start + 3 + next(&mut seed) % longest;
        start..end.min(text.len())
    };
    (0..MANY).map(range).collect()
}

/// The kinds of revisions.
const KINDS: [&str; 9] = [
    "little changed",
    "every tenth word",
    "other line breaks",
    "shuffled sentences",
    "another text",
    "one word alone",
    "two words at random",
    "one long word",
    "long marks",
];

fn texts(kind: &str) -> (String, String, usize) {
    let sentences = prose(1);
    let former = sentences.concat();
    let mut seed = 3;
    let (former, text) = match kind {
        "little changed" => {
            let changed = sentences
                .iter()
                .enumerate()
                .map(|(at, sentence)| match at % 200 {
                    0 => format!("new {sentence}"),
                    _ => sentence.clone(),
                });
            (former, changed.collect::<String>())
        }
        "every tenth word" | "long marks" => {
            let words = former
                .split(' ')
                .enumerate()
                .map(|(at, word)| match at % 10 {
                    0 => "other".to_owned(),
                    _ => word.to_owned(),
                });
            let words: Vec<String> = words.collect();
            let text = words.join(" ");
            (former, text)
        }
        "other line breaks" => {
            let text = former.replace(". ", ".\n");
            (former, text)
        }
        "shuffled sentences" => {
            let mut turned = sentences.clone();
            for at in 1..turned.len() {
                turned.swap(at, next(&mut seed) % at);
            }
            (former, turned.concat())
        }
        "another text" => (former, prose(99).concat()),
        "one word alone" => ("a ".repeat(LENGTH / 2), "a ".repeat(LENGTH / 2 - 1000)),
        "two words at random" => {
            let mut random = || -> String {
                let words = (0..LENGTH / 2).map(|_| {
                    if next(&mut seed).is_multiple_of(2) {
                        "a "
                    } else {
                        "b "
                    }
                });
                words.collect()
            };
            (random(), random())
        }
        _ => ("a".repeat(LENGTH), "a".repeat(LENGTH - 1)),
    };
    let longest = if kind == "long marks" { LENGTH } else { 100 };
    (former, text, longest)
}

#[divan::bench(args = KINDS, sample_count = 1, sample_size = 1)]
fn carry_over(bencher: Bencher, kind: &str) {
    let (former, text, longest) = texts(kind);
    let (former, text) = (Text::freeze(&former), Text::freeze(&text));
    let marks = marks(&former, longest);
    bencher.bench_local(|| {
        let revision = Revision::new(&former, &text);
        let found = marks
            .iter()
            .map(|mark| revision.find(std::slice::from_ref(mark)));
        found.filter(|found| found.sure).count()
    });
}
