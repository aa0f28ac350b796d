//! Which columns of a file of tokens hold the tokens and their tags. The shared tasks of CoNLL differ
//! in that, and files that follow them differ more: the tags are in the column that looks like tags.

use super::tags::{Tag, is_outside, tag};
use super::{COMMENT, DOCUMENT, EMPTY, spaces};
use crate::choice::Candidate;
use postil_core::diagnostic::clip;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;

/// Columns that are looked at.
const MAX_COLUMNS: usize = 64;
/// Different values of a column that are kept; a column of tags without `B-` and `I-` has fewer.
const MAX_VALUES: usize = 200;
/// Lines that are looked at.
const MAX_LINES: usize = 20_000;

/// How lines are cut into columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// At every tab: a column may hold spaces, or nothing.
    Tabs,
    /// At white space.
    Spaces,
}

impl Cut {
    pub fn columns(self, line: &str) -> Vec<&str> {
        match self {
            Self::Tabs => line.split('\t').map(|it| it.trim_matches(' ')).collect(),
            Self::Spaces => spaces(line).collect(),
        }
    }
}

/// What the tags of a file look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tags {
    /// `B-PER`, `I-PER`, `O`, in each of these columns.
    Marked(Vec<usize>),
    /// `PER`, `O`: the values of a column.
    Plain(usize, HashSet<String>),
    /// `(PER*`, `*)` in that column, if there is one, and clusters in the last one: CoNLL-2012.
    Brackets(Option<usize>),
}

/// The columns of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub cut: Cut,
    /// How many most lines have.
    pub count: usize,
    pub token: usize,
    /// Whether the first one numbers the tokens of a sentence.
    pub numbered: bool,
    pub tags: Tags,
    /// Columns that look like tags, too, and are not read.
    pub others: Vec<usize>,
    /// What can be chosen.
    pub candidates: Vec<Candidate>,
}

/// What is known of one column.
#[derive(Debug, Default)]
struct Column {
    /// Tags such as `B-PER`, and those of nothing.
    marked: usize,
    outside: usize,
    /// `O` alone.
    letter_o: usize,
    labels: HashSet<String>,
    /// Values that are neither, as long as they are few.
    values: HashSet<String>,
    numbers: usize,
    fillers: usize,
}

/// What there is where no column looks like tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoTags {
    /// Dependency trees in so many columns.
    Trees(usize),
    /// Anything else.
    Unknown,
}

impl fmt::Display for NoTags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Trees(count) => write!(
                f,
                "its {count} columns are those of dependency trees, as in CoNLL-U; none of them holds \
                 tags like `O` and `B-label`, so there are no marks to read"
            ),
            Self::Unknown => f.write_str(
                "no column looks like tags: expected a token and a tag like `O` or `B-label` in a line",
            ),
        }
    }
}

/// Finds the columns of a text by its first lines. Those of the tags are the chosen ones, if they look like
/// tags. O(n).
///
/// # Errors
/// When none looks like tags.
pub(super) fn columns(text: &str, chosen: Option<&str>) -> Result<Columns, NoTags> {
    let is_token = |line: &&str| {
        !line.trim().is_empty() && !line.starts_with(DOCUMENT) && line.trim_end() != EMPTY
    };
    let all = || text.lines().filter(is_token).take(MAX_LINES);
    let plain = || all().filter(|line| !line.starts_with(COMMENT));
    let lines: Vec<&str> = match plain().next() {
        Some(_) => plain().collect(),
        // Every token begins as a comment does.
        None => all().collect(),
    };
    let with_tabs = lines.iter().filter(|line| line.contains('\t')).count();
    let is_wide = |line: &&&str| line.split('\t').next().is_some_and(|it| it.contains(' '));
    let wide = lines.iter().filter(is_wide).count();
    let cut = match with_tabs * 10 > lines.len() * 9 && wide * 2 < lines.len().max(1) {
        true => Cut::Tabs,
        false => Cut::Spaces,
    };
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| cut.columns(line)).collect();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for row in &rows {
        *counts.entry(row.len()).or_default() += 1;
    }
    let usual = counts
        .into_iter()
        .max_by_key(|&(count, times)| (times, count));
    let count = usual.map_or(0, |(count, _)| count);
    let known: Vec<Column> = (0..count.min(MAX_COLUMNS))
        .map(|at| column(rows.iter().filter_map(|row| row.get(at).copied())))
        .collect();
    if text.lines().any(|line| line.starts_with(BEGIN)) || is_of_2012(&rows) {
        let is_number = |at: usize| known.get(at).is_some_and(|it| it.numbers == rows.len());
        let mut last = rows.iter().filter_map(|row| row.last());
        if is_number(WORD - 1) && last.all(|it| is_coreference(it)) {
            return Ok(Columns {
                cut,
                count,
                token: WORD,
                numbered: false,
                tags: Tags::Brackets((count > NAMES + 1).then_some(NAMES)),
                others: Vec::new(),
                candidates: Vec::new(),
            });
        }
    }
    let numbered = is_numbered(&rows, &known);
    let token = usize::from(numbered);
    let all = rows.len();
    let marked: Vec<usize> = (token + 1..known.len())
        .filter(|&at| known.get(at).is_some_and(|it| it.is_marked(all)))
        .collect();
    let is_only = count == token + 2;
    let plain: Vec<usize> = (token + 1..known.len())
        .filter(|&at| known.get(at).is_some_and(|it| it.is_plain(all, is_only)))
        .collect();
    let found = |tags: Tags, others| {
        let mut candidates = Vec::new();
        if let Tags::Marked(at) = &tags
            && at.len() > 1
        {
            candidates.push(candidate(at, &known));
        }
        let mut single: Vec<usize> = marked.iter().chain(&plain).copied().collect();
        single.sort_unstable();
        candidates.extend(single.iter().map(|&at| candidate(&[at], &known)));
        let is_chosen = |at: &usize| chosen == Some((at + 1).to_string().as_str());
        let picked = single.iter().copied().find(is_chosen);
        let (tags, others) = match picked.and_then(|at| Some((at, known.get(at)?))) {
            Some((at, _)) if marked.contains(&at) => (Tags::Marked(vec![at]), Vec::new()),
            Some((at, column)) => (Tags::Plain(at, column.values.clone()), Vec::new()),
            None => (tags, others),
        };
        Ok(Columns {
            cut,
            count,
            token,
            numbered,
            tags,
            others,
            candidates,
        })
    };
    if let Some((&last, before)) = marked.split_last() {
        // Names inside of names have labels that the outer ones have, too; phrases do not. In GermEval,
        // the two columns follow the token.
        let is_like = |at: &usize| {
            let is_pair = numbered && *at == token + 1 && last == token + 2;
            let labels = known.get(*at).zip(known.get(last));
            is_pair || labels.is_some_and(|(one, other)| !one.labels.is_disjoint(&other.labels))
        };
        let (mut tags, others): (Vec<_>, Vec<_>) = before.iter().partition(|at| is_like(at));
        tags.push(last);
        return found(Tags::Marked(tags), others);
    }
    let last = plain.last().copied();
    if let Some((at, column)) = last.and_then(|at| Some((at, known.get(at)?))) {
        return found(Tags::Plain(at, column.values.clone()), Vec::new());
    }
    match known.len().checked_sub(1).filter(|&last| last > token) {
        Some(last)
            if known
                .get(last)
                .is_some_and(|it| it.letter_o + it.marked > 0) =>
        {
            found(Tags::Marked(vec![last]), Vec::new())
        }
        _ if all == 0 => found(Tags::Marked(vec![1]), Vec::new()),
        _ if numbered && count >= TREE => Err(NoTags::Trees(count)),
        _ => Err(NoTags::Unknown),
    }
}

/// What tells columns of tags from others: their numbers from 1.
pub(super) fn value(tags: &Tags) -> String {
    let columns = match tags {
        Tags::Marked(at) => at.as_slice(),
        Tags::Plain(at, _) => std::slice::from_ref(at),
        Tags::Brackets(_) => &[],
    };
    let numbers = columns.iter().map(|at| (at + 1).to_string());
    numbers.collect::<Vec<_>>().join(",")
}

/// Columns that can be chosen, with some of their labels.
fn candidate(columns: &[usize], known: &[Column]) -> Candidate {
    const MAX_SAMPLES: usize = 6;
    let known = columns.iter().filter_map(|at| known.get(*at));
    let labels: BTreeSet<&String> = known
        .flat_map(|column| match column.marked {
            0 => &column.values,
            _ => &column.labels,
        })
        .collect();
    let samples = labels.into_iter().take(MAX_SAMPLES).map(|it| clip(it));
    Candidate {
        value: value(&Tags::Marked(columns.to_vec())),
        samples: samples.collect(),
    }
}

/// Whether the beginning of a file is that of a file of tokens, whatever its name.
pub(super) fn is_table(head: &str) -> bool {
    const FEWEST: usize = 3;
    if head.starts_with(BEGIN) {
        return true;
    }
    // The last line may be cut off.
    let whole = head
        .rfind('\n')
        .and_then(|end| head.get(..end))
        .unwrap_or_default();
    let columns = match columns(whole, None) {
        Ok(columns) => columns,
        Err(why) => return why != NoTags::Unknown,
    };
    let lines = whole.lines().filter(|line| !line.trim().is_empty());
    let lines = lines.filter(|line| !line.starts_with(COMMENT) && !line.starts_with(DOCUMENT));
    let rows: Vec<Vec<&str>> = lines.map(|line| columns.cut.columns(line)).collect();
    if rows.len() < FEWEST || columns.count < 2 || rows.iter().any(|it| it.len() != columns.count) {
        return false;
    }
    match &columns.tags {
        Tags::Marked(at) => {
            let tags = |row: &Vec<&str>| -> Option<Vec<Tag<'static>>> {
                let one = |at: &usize| tag(row.get(*at)?).map(Tag::kind);
                at.iter().map(one).collect()
            };
            let all: Option<Vec<_>> = rows.iter().map(tags).collect();
            all.is_some_and(|all| all.iter().flatten().any(|tag| *tag != Tag::Outside))
        }
        Tags::Plain(..) => false,
        Tags::Brackets(_) => true,
    }
}

/// Begins a document of CoNLL-2012.
pub(super) const BEGIN: &str = "#begin document";
/// The columns of the word and of names in CoNLL-2012.
const WORD: usize = 3;
const NAMES: usize = 10;
/// The fewest columns of dependency trees.
const TREE: usize = 8;

fn is_of_2012(rows: &[Vec<&str>]) -> bool {
    const PARSE: usize = 5;
    const FEWEST: usize = 12;
    let fits =
        |row: &Vec<&str>| row.len() >= FEWEST && row.get(PARSE).is_some_and(|it| it.contains('*'));
    !rows.is_empty() && rows.iter().all(fits)
}

/// Whether a value lists beginnings and ends of mentions: `(1|(2`, `1)`, `-`.
fn is_coreference(value: &str) -> bool {
    matches!(value, "-" | "_")
        || value.split('|').all(|piece| {
            let number = piece.strip_prefix('(').unwrap_or(piece);
            let number = number.strip_suffix(')').unwrap_or(number);
            number.len() < piece.len() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
}

fn column<'a>(values: impl Iterator<Item = &'a str>) -> Column {
    let mut known = Column::default();
    for value in values {
        known.numbers += usize::from(is_number(value));
        known.fillers += usize::from(matches!(value, "_" | "-" | "-X-"));
        known.letter_o += usize::from(value == "O");
        match tag(value) {
            Some(Tag::Outside) => known.outside += 1,
            Some(Tag::Of(_, label)) => {
                known.marked += 1;
                if known.labels.len() < MAX_VALUES && !known.labels.contains(label) {
                    known.labels.insert(label.to_owned());
                }
            }
            None => {}
        }
        let is_new = !is_outside(value) && !known.values.contains(value);
        if is_new && known.values.len() <= MAX_VALUES {
            known.values.insert(value.to_owned());
        }
    }
    known
}

impl Column {
    /// Whether it has tags such as `B-PER`, and hardly anything else, of so many lines.
    fn is_marked(&self, all: usize) -> bool {
        let bad = all.saturating_sub(self.marked + self.outside);
        self.marked > 0 && bad * 4 <= all
    }

    /// Whether it has a few labels among tags of nothing: `O`, or `_` in the only column of tags.
    fn is_plain(&self, all: usize, is_only: bool) -> bool {
        let outside = if is_only { self.outside } else { self.letter_o };
        let is_few = !self.values.is_empty() && self.values.len() <= MAX_VALUES;
        is_few && self.marked == 0 && outside > 0 && outside * 5 >= all
    }
}

/// Whether a value numbers a token: `3`, or `3-4` and `3.1` of CoNLL-U.
fn is_number(value: &str) -> bool {
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    match value.split_once(['-', '.']) {
        Some((one, other)) => digits(one) && digits(other),
        None => digits(value),
    }
}

/// Whether the first column numbers the tokens of each sentence, and the second has the tokens.
fn is_numbered(rows: &[Vec<&str>], known: &[Column]) -> bool {
    let [first, second, _, ..] = known else {
        return false;
    };
    if rows.is_empty() || first.numbers < rows.len() || second.fillers == rows.len() {
        return false;
    }
    let mut before: Option<usize> = None;
    rows.iter().all(|row| {
        let word = row.first().copied().unwrap_or_default();
        let Ok(number) = word.parse::<usize>() else {
            return true;
        };
        let follows = before.is_some_and(|before| number == before + 1);
        before = Some(number);
        follows || number < 2
    })
}
