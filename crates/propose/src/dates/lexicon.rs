//! What the words of a language mean in dates.

use std::collections::HashMap;

use super::holiday::Holiday;
use super::term::{DayPart, Edge, Season, Unit, Vague, Which};
use crate::numbers::Language;

/// What a word means in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lex {
    Month(u32),
    /// From 1 for Monday.
    Weekday(u32),
    Unit(Unit),
    /// More than one of them.
    Plural(Unit),
    /// One of them, in a form that says so without a number: `год назад`.
    One(Unit),
    Which(Which),
    Edge(Edge),
    Season(Season),
    Holiday(Holiday),
    /// Days from the day of the article.
    Day(i32),
    Vague(Vague),
    DayPart(DayPart),
    /// The tens of a decade: 90 for the nineties.
    Decade(u32),
    /// One, where it is written as an article.
    A,
    /// A number that is not told: several.
    Few,
}

/// A language as it is written down: what its words mean.
pub(super) struct Words {
    pub language: Language,
    /// Each with all its forms, with spaces between them; `_` stands for a space in one form.
    pub words: &'static [(Lex, &'static str)],
    /// Words that mean something else as well, where they stand alone.
    pub doubtful: &'static str,
    /// Words after which a doubtful word is a date even in small letters.
    pub leads: &'static str,
    /// Words after which a doubtful word in capital letters is a date, and what is weak.
    pub before: &'static str,
    /// Words before which what is weak is no date.
    pub follows: &'static str,
    /// What follows a date that is counted from the other end: before Christ.
    pub eras: &'static str,
    /// What is no date, though it looks like one.
    pub idioms: &'static str,
    /// Words after a bare number that make it no year: what is counted.
    pub counted: &'static str,
    /// Words that a mark may begin or end with beside its date.
    pub filler: &'static str,
    /// What follows the digits of an ordinal number at once.
    pub suffixes: &'static str,
    /// Words after which a decade is one of a life: `in his thirties`.
    pub owners: &'static str,
    /// Whether names of months begin with capital letters, so that a small one is another word.
    pub capitals: bool,
    /// Whether the month comes first between slashes.
    pub month_first: bool,
}

/// A language, made ready.
pub(super) struct Lexicon {
    pub language: Language,
    pub words: HashMap<String, Vec<Lex>>,
    /// Code words of the longest form.
    pub longest: usize,
    pub doubtful: Vec<&'static str>,
    pub leads: Vec<&'static str>,
    pub before: Vec<&'static str>,
    pub follows: Vec<&'static str>,
    pub eras: Vec<Vec<&'static str>>,
    pub idioms: Vec<Vec<&'static str>>,
    pub counted: Vec<&'static str>,
    pub filler: Vec<&'static str>,
    pub suffixes: Vec<&'static str>,
    pub owners: Vec<&'static str>,
    pub capitals: bool,
    pub month_first: bool,
}

impl Words {
    pub fn lexicon(&self) -> Lexicon {
        let split = |words: &'static str| words.split_whitespace().collect();
        let mut words: HashMap<String, Vec<Lex>> = HashMap::new();
        for (lex, forms) in self.words {
            for form in forms.split_whitespace() {
                words.entry(form.replace('_', " ")).or_default().push(*lex);
            }
        }
        let longest = words.keys().map(|form| form.split(' ').count()).max();
        let phrases = |phrases: &'static str| {
            let each = phrases.split_whitespace();
            each.map(|it| it.split('_').collect()).collect()
        };
        Lexicon {
            language: self.language,
            longest: longest.unwrap_or(1),
            words,
            doubtful: split(self.doubtful),
            leads: split(self.leads),
            before: split(self.before),
            follows: split(self.follows),
            eras: phrases(self.eras),
            idioms: phrases(self.idioms),
            counted: split(self.counted),
            filler: split(self.filler),
            suffixes: split(self.suffixes),
            owners: split(self.owners),
            capitals: self.capitals,
            month_first: self.month_first,
        }
    }
}
