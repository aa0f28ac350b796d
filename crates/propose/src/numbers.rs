//! Numbers in texts: which value some words stand for, how exactly, and of what.

use std::fmt;
use std::ops::Range;

mod decimal;
mod digits;
mod figures;
pub(crate) mod label;
mod language;
pub mod proposed;
mod read;
mod relation;
mod search;
pub(crate) mod spelled;
pub(crate) mod token;
mod words;

pub use decimal::Decimal;
pub use language::Language;
pub use relation::{Relation, differ, relation};
pub use search::{find, resolve};

/// What some words say of how many or how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The value, or the lower of two.
    pub low: Decimal,
    /// The value, or the higher of two.
    pub high: Decimal,
    /// How it stands to what is counted.
    pub bound: Bound,
    /// What is counted, where the words say it.
    pub unit: Option<Unit>,
}

/// In one line: how it stands, the value or both, and the unit: `> 130 people`, `30..40 %`.
impl fmt::Display for Quantity {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self.bound {
            Bound::Exact => "",
            Bound::AtLeast => ">= ",
            Bound::MoreThan => "> ",
            Bound::AtMost => "<= ",
            Bound::FewerThan => "< ",
            Bound::About => "~ ",
            Bound::Nearly => "<~ ",
        })?;
        write!(to, "{}", self.low)?;
        if self.low != self.high {
            write!(to, "..{}", self.high)?;
        }
        match &self.unit {
            None => Ok(()),
            Some(Unit::Percent) => to.write_str(" %"),
            Some(Unit::PercentagePoints) => to.write_str(" pp"),
            Some(Unit::Currency(code)) => write!(to, " {code}"),
            Some(Unit::Word(word)) => write!(to, " {word}"),
        }
    }
}

/// How a number stands to what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It is the number: `145`.
    Exact,
    /// That or more: `at least 20`.
    AtLeast,
    /// More than that: `over 130`.
    MoreThan,
    /// That or fewer: `up to 20`.
    AtMost,
    /// Fewer than that: `fewer than 20`.
    FewerThan,
    /// That or somewhat more or less: `about 20`.
    About,
    /// Somewhat less: `nearly 500`.
    Nearly,
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Hundredths.
    Percent,
    /// Hundredths by which two percentages differ.
    PercentagePoints,
    /// A code of ISO 4217: `USD`.
    Currency(String),
    /// The word that follows, as it is given: `people`.
    Word(String),
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is, in code points of the text.
    pub span: Range<usize>,
    /// What it says.
    pub quantity: Quantity,
}

#[cfg(test)]
mod tests;
