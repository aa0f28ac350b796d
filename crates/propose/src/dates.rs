//! Dates in texts: which days an expression means on the date of its article.
//!
//! Values are those of TIMEX3 (TimeML 1.2.1, `TIMEX3` in the annotation guidelines of Saurí et al. 2006),
//! which is ISO 8601 with signs for what it has no word for: `198` is a decade, `2024-SU` a summer,
//! `XXXX-12-17` a day of no known year, `PAST_REF` once. A range of two dates is a period of ISO 8601
//! (`2008/2012`). A fiscal or school year has the sign of Recognizers-Text (`FY2024`, `SY2024`) and no days,
//! because its words do not tell when it begins. Every value is one that [`postil_core::date::check`] accepts.
//!
//! What TIMEX3 leaves open follows Microsoft's Recognizers-Text: halves for early and late, the tenth to
//! the twentieth for the middle of a month, May to August for that of a year; for decades and centuries,
//! on which that is silent, thirds. What is more or less than so long ago is `BEFORE` or `AFTER` it, as in
//! the TIDES standard (Ferro et al. 2003) that TIMEX3 builds on. Where an expression is ambiguous, all
//! readings are given, and first the one that a news article most likely means: a weekday by its bare
//! name is the last one, and the day of the article itself if it has that name.
//!
//! A language is a file with words and rules (`english.rs`). A rule is a pattern of words (`pattern.rs`)
//! from which a term is made (`make.rs`), which says what is meant without saying when; what it means on a
//! day is for `evaluate.rs` to say.

mod calendar;
mod classes;
mod day;
mod english;
mod evaluate;
mod german;
mod holiday;
mod lexicon;
mod make;
mod nearest;
mod pattern;
pub mod proposed;
mod russian;
mod search;
mod term;

pub use crate::numbers::Language;
pub use day::{Day, Days};
pub use search::{find, resolve};

/// One reading of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The value of TIMEX3.
    pub value: String,
    /// What the expression says of the value: not the year, but its end.
    pub modifier: Option<Modifier>,
    /// The days that are meant; `None` if they are not known, or if it is no date.
    pub span: Option<Days>,
    /// How exactly it is given.
    pub precision: Precision,
    /// What it is.
    pub kind: Kind,
    /// What it was read from.
    pub reason: Reason,
    /// What it is reckoned from.
    pub anchor: Anchor,
}

/// The attribute `mod` of TIMEX3, and since when or until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// `BEFORE`: at some time before it.
    Before,
    /// `AFTER`: at some time after it.
    After,
    /// `ON_OR_BEFORE`: until its end.
    OnOrBefore,
    /// `ON_OR_AFTER`: since its beginning.
    OnOrAfter,
    /// `LESS_THAN`: a shorter duration.
    LessThan,
    /// `MORE_THAN`: a longer duration.
    MoreThan,
    /// `EQUAL_OR_LESS`: no longer duration.
    EqualOrLess,
    /// `EQUAL_OR_MORE`: no shorter duration.
    EqualOrMore,
    /// `START`: its beginning.
    Start,
    /// `MID`: its middle.
    Mid,
    /// `END`: its end.
    End,
    /// `APPROX`: about then.
    Approx,
}

/// What an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A point or stretch of the calendar that has one name: a day, a month, a year.
    Date,
    /// From one date to another, or since or until one.
    Range,
    /// How long: `P3Y`.
    Duration,
    /// How often: `P1W`.
    Set,
}

/// The unit in which a date is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the week or the weekend.
    Week,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the season.
    Season,
    /// To the half of a year.
    Half,
    /// To the year.
    Year,
    /// To the decade.
    Decade,
    /// To the century.
    Century,
    /// Past, present or future.
    Vague,
}

/// What a reading was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// A date that says its year.
    Full,
    /// A day or month without its year.
    NoYear,
    /// A day without its month.
    NoMonth,
    /// Numbers with signs between them.
    Numbers,
    /// The name of a weekday.
    Weekday,
    /// The name of a holiday.
    Holiday,
    /// Today, last month, next year.
    Relative,
    /// So long before or after the article, or another date.
    Shifted,
    /// The last three years.
    Run,
    /// The first week of a month.
    Part,
    /// Early, in the middle, late.
    Edge,
    /// From one date to another.
    FromTo,
    /// Before, after, since or until a date.
    Open,
    /// About a date.
    About,
    /// A decade or a century.
    Era,
    /// Recently, now, soon.
    Vague,
    /// How long.
    Length,
    /// How often.
    Often,
}

/// What a date is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Nothing: it says all by itself.
    Absolute,
    /// The date of the article.
    Reference,
    /// Another expression: `three years after`.
    Expression,
}

impl Modifier {
    /// The word of TIMEX3.
    pub fn timex(self) -> &'static str {
        match self {
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
        }
    }
}

/// An expression in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is, in code points of the text.
    pub span: std::ops::Range<usize>,
    /// What it can mean, the likeliest first; never empty.
    pub readings: Vec<Reading>,
    /// Where the expression is that it is reckoned from, in code points of the text.
    pub anchor: Option<std::ops::Range<usize>>,
}

#[cfg(test)]
mod tests;
