//! What rules make of what their patterns captured.

use std::rc::Rc;

use super::classes::Entry;
use super::day::Day;
use super::pattern::Caps;
use super::term::{DayPart, Edge, Length, Named, Term, Unit, Which};

mod lengths;
mod named;
mod parts;
mod relative;
mod shifted;

pub(super) use lengths::*;
pub(super) use named::*;
pub(super) use parts::*;
pub(super) use relative::*;
pub(super) use shifted::*;

/// Readers of one kind of capture each, the one at a place among those of its kind.
macro_rules! captures {
    ($($name:ident: $variant:ident -> $type:ty),* $(,)?) => {
        impl Caps {
            $(
                pub fn $name(&self, at: usize) -> Option<$type> {
                    let mut found = self.entries.iter().filter_map(|it| match it {
                        Entry::$variant(value) => Some(value.clone()),
                        _ => None,
                    });
                    found.nth(at)
                }
            )*
        }
    };
}

captures! {
    month: Month -> u32,
    weekday: Weekday -> u32,
    unit: Unit -> Unit,
    which: Which -> Which,
    edge: Edge -> Edge,
    season: Season -> super::term::Season,
    holiday: Holiday -> super::holiday::Holiday,
    deictic: Deictic -> i32,
    vague: Vague -> super::term::Vague,
    part: DayPart -> DayPart,
    decade: Decade -> u32,
    year: Year -> i32,
    count: Count -> super::term::Count,
    length: Length -> Length,
}

impl Caps {
    /// A number, with how many digits it was written: none if in words.
    fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let mut found = self.entries.iter().filter_map(|it| match it {
            Entry::Number(value, digits) => Some((*value, *digits)),
            _ => None,
        });
        found.nth(at)
    }

    pub fn number(&self, at: usize) -> Option<u32> {
        self.digits(at).map(|(value, _)| value)
    }

    /// What another rule has found, if it is a date.
    pub fn date(&self, at: usize) -> Option<Rc<Term>> {
        self.terms.get(at).filter(|it| it.is_date()).cloned()
    }

    /// A length of days at least, not of hours: what can be added to a date. One unit if there is no number.
    fn days(&self) -> Option<Length> {
        let one = || Some(Length::of(1, self.unit(0)?));
        let length = self.length(0).or_else(one)?;
        let is_clock = |unit: &Unit| matches!(unit, Unit::Minute | Unit::Hour);
        (!length.0.iter().any(|(_, unit)| is_clock(unit))).then_some(length)
    }
}

/// A day of a month, if there is one.
fn named_day(month: u32, day: u32, year: Option<i32>) -> Option<Term> {
    let weekday = None;
    let named = Named::Day {
        month,
        day,
        weekday,
    };
    // Days that no year has are no dates.
    let exists = Day::new(2000, month, day).is_some();
    let exists = exists && year.is_none_or(|it| Day::new(it, month, day).is_some());
    exists.then(|| Term::named(named, year))
}
