//! Proposes how a claim is quoted, for an annotator to accept or correct.

use std::ops::Range;

use super::Text;
use super::script::is_unspaced;

/// Blocks searched for quote marks before and after a range, within its paragraph.
const REACH_BLOCKS: usize = 8;
/// Maximum number of words between a claim and a verb that reports it afterwards: “…, the deputy
/// head of the Security Council said”.
const MAX_TAIL_WORDS: usize = 10;

/// How the words of a claim relate to those of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// The whole claim is inside quote marks.
    Direct,
    /// Several words of it are inside quote marks, but not all.
    Mixed,
    /// None of it is inside quote marks, but the sentence reports it.
    Indirect,
    /// None of these.
    None,
}

impl Quoting {
    /// The value for the attribute `quoting` of the default schema.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::None => "none",
        }
    }
}

/// Guesses how the claim in a range of code points is quoted.
///
/// [`Quoting::Direct`]: every word is in a quotation, with or without its marks, over one or more
/// sentences. A quotation ends at the latest with its paragraph. [`Quoting::Mixed`]: some words
/// are; a single word in quote marks is a scare quote and does not count. [`Quoting::Indirect`]:
/// none is, and an English verb of reporting (or *according to*) is in the same sentence outside
/// quote marks, before or in the range, or soon after the comma that ends it.
///
/// A `'` or `’` between two letters, or without a partner, is an apostrophe; a `"` or `״` between two
/// letters is part of a word, as in Hebrew abbreviations.
///
/// Scans at most 16 kB on both sides of the range; the cost grows only with the range.
pub fn propose_quoting(text: &Text, range: Range<usize>) -> Quoting {
    let range = text.trim(range);
    let quotations = quotations_around(text, &range);
    let (mut quoted, mut bare) = (false, false);
    let mut one_word = false;
    for (cp, c) in (range.start..).zip(text.slice(range.clone()).chars()) {
        if c.is_alphanumeric() {
            match quotation_at(&quotations, cp) {
                Some(quotation) if quotation.is_one_word => one_word = true,
                Some(_) => quoted = true,
                None => bare = true,
            }
        }
    }
    if !bare && (quoted || one_word) {
        Quoting::Direct
    } else if quoted {
        Quoting::Mixed
    } else if is_reported(text, &range, &quotations) {
        Quoting::Indirect
    } else {
        Quoting::None
    }
}

/// The words between two quote marks, or from one to the end of its paragraph.
pub struct Quotation {
    /// Their code points, without the marks.
    pub range: Range<usize>,
    /// Whether it is a single word, as in scare quotes.
    pub is_one_word: bool,
}

impl Quotation {
    fn new(range: Range<usize>, line: &[char]) -> Self {
        let is_space = |c: &char| c.is_whitespace();
        let words = line
            .split(is_space)
            .filter(|word| word.iter().any(|c| c.is_alphanumeric()));
        Self {
            range,
            is_one_word: words.count() < 2,
        }
    }
}

/// The quotation at an offset.
fn quotation_at(quotations: &[Quotation], cp: usize) -> Option<&Quotation> {
    let index = quotations.partition_point(|q| q.range.end <= cp);
    quotations.get(index).filter(|q| q.range.contains(&cp))
}

/// The outermost quotations in the paragraphs of a range of code points, in the order of the text.
///
/// Scans at most 16 kB on both sides of the range; the cost grows only with the range.
pub fn quotations_around(text: &Text, range: &Range<usize>) -> Vec<Quotation> {
    let blocks = text.blocks();
    let touched = blocks.touched(range.clone());
    let near = touched.start.saturating_sub(REACH_BLOCKS)..touched.end.saturating_add(REACH_BLOCKS);
    let near = near.start..near.end.min(blocks.as_slice().len());
    let paragraphs = blocks.at(range.start).paragraph..=blocks.at(range.end).paragraph;

    let mut quotations = Vec::new();
    let near = blocks.as_slice().get(near).unwrap_or_default();
    for pieces in near.chunk_by(|a, b| a.paragraph == b.paragraph) {
        if let [first, ..] = pieces
            && let [.., last] = pieces
            && paragraphs.contains(&first.paragraph)
        {
            let line: Vec<char> = text.slice(first.start..last.end).chars().collect();
            quotations.extend(quotations_in(&line).into_iter().map(|q| {
                let inside = line.get(q.clone()).unwrap_or_default();
                Quotation::new(first.start + q.start..first.start + q.end, inside)
            }));
        }
    }
    quotations
}

/// The outermost quotations of a line, without their marks, as indexes.
fn quotations_in(line: &[char]) -> Vec<Range<usize>> {
    // A single mark opens a quotation only if the quotation also ends; otherwise it is an
    // apostrophe.
    let last_ends = ['‘', '\'', '‹'].map(|mark| {
        let last = (0..line.len()).rev().find(|at| closes(line, *at, mark));
        (mark, last)
    });
    let may_open = |at: usize, mark: char| {
        let single = last_ends.iter().find(|(open, _)| *open == mark);
        single.is_none_or(|(_, last)| last.is_some_and(|last| at < last))
    };
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in line.iter().copied().enumerate() {
        match open {
            None if opens(line, at) && may_open(at, c) => open = Some((at + 1, c)),
            Some((start, mark)) if closes(line, at, mark) => {
                found.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    // A quotation that continues in the next paragraph is not closed in this one.
    found.extend(open.map(|(start, _)| start..line.len()));
    found
}

/// Whether the character at an index can open a quotation.
fn opens(line: &[char], at: usize) -> bool {
    let (before, after) = neighbours(line, at);
    match line.get(at) {
        Some('“' | '„' | '«') => true,
        Some('"' | '״') => {
            after.is_some_and(|c| !c.is_whitespace()) && !is_inside_word(before, after)
        }
        Some('‘' | '\'' | '‹') => {
            !before.is_some_and(char::is_alphanumeric)
                && after.is_some_and(|c| c.is_alphabetic() || "“\"«".contains(c))
        }
        _ => false,
    }
}

/// Whether the character at an index closes a quotation with that opening mark.
fn closes(line: &[char], at: usize, mark: char) -> bool {
    let Some(c) = line.get(at).copied() else {
        return false;
    };
    let pair = match mark {
        '“' => c == '”',
        '„' => matches!(c, '“' | '”'),
        '«' => c == '»',
        '‹' => c == '›',
        '‘' => c == '’',
        _ => c == mark,
    };
    // A single mark before a letter is an apostrophe, and after a space it opens a quotation.
    let (before, after) = neighbours(line, at);
    let single = matches!(c, '’' | '\'');
    let ends_here =
        !before.is_some_and(char::is_whitespace) && !after.is_some_and(char::is_alphanumeric);
    let inside_word = matches!(c, '"' | '״') && is_inside_word(before, after);
    pair && !inside_word && (!single || ends_here)
}

/// Whether a straight mark between two characters is part of a word, as the gershayim of `כ"ץ`. Where
/// words are not apart, as in Chinese, it is a quote mark.
fn is_inside_word(before: Option<char>, after: Option<char>) -> bool {
    let of_word = |c: char| c.is_alphabetic() && !is_unspaced(c);
    before.is_some_and(of_word) && after.is_some_and(of_word)
}

fn neighbours(line: &[char], at: usize) -> (Option<char>, Option<char>) {
    let before = at.checked_sub(1).and_then(|at| line.get(at));
    (before.copied(), line.get(at + 1).copied())
}

/// Verbs that report speech, in their reporting forms.
const REPORTING: &str = "acknowledge acknowledged acknowledges acknowledging added adds adding \
    admit admits admitted admitting affirm affirmed affirming affirms allege alleged allegedly \
    alleges alleging announce announced announces announcing argue argued argues arguing assert \
    asserted asserting asserts claimed claiming claims complained conceded concluded confirm \
    confirmed confirming confirms declare declared declares declaring denied denies deny denying \
    emphasise emphasised emphasises emphasising emphasize emphasized emphasizes emphasizing explain \
    explained explaining explains express expressed expresses expressing hinted indicated indicates \
    insist insisted insisting insists mention mentioned mentioning mentions noted notes noting \
    pledged predicted promised quoted reaffirmed reassured recalled reiterate reiterated reiterates \
    reiterating remarked replied report reported reportedly reporting reports revealed said say \
    saying says state stated states stating stress stressed stresses stressing suggested suggests \
    tell telling tells told underlined underscored urge urged urges urging vowed warn warned warning \
    warns";

/// Ambiguous forms, which report only before one of these words.
const DOUBTFUL: &[(&str, &[&str])] = &[
    ("claimed", &["that", "to"]),
    ("claims", &["that", "to"]),
    (
        "express",
        &["concern", "concerns", "worry", "hope", "regret"],
    ),
    ("notes", &["that"]),
    ("report", &["that"]),
    ("reports", &["that"]),
    ("state", &["that"]),
    ("states", &["that"]),
    ("stress", &["that"]),
    ("stresses", &["that"]),
    ("warning", &["that", "of"]),
];

/// Whether a verb in the sentences of a range reports the range.
fn is_reported(text: &Text, range: &Range<usize>, quotations: &[Quotation]) -> bool {
    let sentences = text
        .sentence_at(range.start)
        .zip(text.sentence_at(range.end.saturating_sub(1)));
    let Some((first, last)) = sentences else {
        return false;
    };
    let words = words_in(text, first.start..last.end.max(range.end));
    let marks = [',', '"', '”', '״', '—', '–'];
    let goes_on = text
        .slice(range.end..range.end + 2)
        .trim_start()
        .starts_with(marks)
        || text.slice(range.clone()).ends_with(marks);
    let after = words.iter().filter(|(at, _)| *at >= range.end).count();
    let first_after = words.len() - after;
    (0..words.len()).any(|index| {
        let Some((at, word)) = words.get(index) else {
            return false;
        };
        let reaches = index < first_after
            || (goes_on && index - first_after <= MAX_TAIL_WORDS && !opens_clause(word));
        let next = words.get(index + 1).map_or("", |(_, word)| word.as_str());
        reaches
            && reports(word, next)
            && quotation_at(quotations, *at).is_none_or(|q| q.is_one_word)
    })
}

/// Whether a verb also reports text after a comma: “He left, saying it was late.”
fn opens_clause(verb: &str) -> bool {
    verb.ends_with("ing") && verb != "according"
}

/// Whether a lower-case word reports, given the next word.
fn reports(word: &str, next: &str) -> bool {
    match word {
        "according" => next == "to",
        "called" | "calls" | "calling" => matches!(next, "on" | "for"),
        "added" | "adding" | "adds" => next != "to",
        _ => {
            let before = DOUBTFUL.iter().find(|(verb, _)| *verb == word);
            REPORTING.split_whitespace().any(|verb| verb == word)
                && before.is_none_or(|(_, words)| words.contains(&next))
        }
    }
}

/// The words in a range in lower case, each with the offset of its first letter.
fn words_in(text: &Text, range: Range<usize>) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (cp, c) in (range.start..).zip(text.slice(range.clone()).chars()) {
        let letter = c.is_alphanumeric();
        if letter && !inside {
            words.push((cp, String::new()));
        }
        if letter && let Some((_, word)) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        inside = letter;
    }
    words
}

#[cfg(test)]
mod tests;
