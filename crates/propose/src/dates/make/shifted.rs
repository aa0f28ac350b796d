//! So long before or after something.

use std::rc::Rc;

use crate::dates::Modifier;
use crate::dates::pattern::Caps;
use crate::dates::term::{Length, Term, Which};

fn shift(c: &Caps, sign: i32, base: Option<Rc<Term>>, modifier: Option<Modifier>) -> Option<Term> {
    let length = c.days()?;
    Some(Term::Shift {
        length,
        sign,
        base,
        modifier,
    })
}

pub(in crate::dates) fn ago(c: &Caps) -> Option<Term> {
    shift(c, -1, None, None)
}

pub(in crate::dates) fn more_ago(c: &Caps) -> Option<Term> {
    shift(c, -1, None, Some(Modifier::MoreThan))
}

pub(in crate::dates) fn less_ago(c: &Caps) -> Option<Term> {
    shift(c, -1, None, Some(Modifier::LessThan))
}

pub(in crate::dates) fn about_ago(c: &Caps) -> Option<Term> {
    shift(c, -1, None, Some(Modifier::Approx))
}

pub(in crate::dates) fn from_now(c: &Caps) -> Option<Term> {
    shift(c, 1, None, None)
}

/// `in three years`: then, or so long.
pub(in crate::dates) fn in_length(c: &Caps) -> Option<Term> {
    let length = c.days()?;
    let shift = shift(c, 1, None, None)?;
    Some(Term::Choice(vec![
        shift,
        Term::Length {
            length,
            modifier: None,
        },
    ]))
}

/// `in more than ten years`: so long, or after then.
pub(in crate::dates) fn in_more_length(c: &Caps) -> Option<Term> {
    length_or_shift(c, Some(Modifier::MoreThan))
}

/// `the first time in ten years`: so long until now, rather than then.
pub(in crate::dates) fn length_before(c: &Caps) -> Option<Term> {
    length_or_shift(c, None)
}

fn length_or_shift(c: &Caps, modifier: Option<Modifier>) -> Option<Term> {
    let length = c.days()?;
    let shift = shift(c, 1, None, modifier)?;
    Some(Term::Choice(vec![Term::Length { length, modifier }, shift]))
}

pub(in crate::dates) fn after_date(c: &Caps) -> Option<Term> {
    shift(c, 1, Some(c.date(0)?), None)
}

pub(in crate::dates) fn before_date(c: &Caps) -> Option<Term> {
    shift(c, -1, Some(c.date(0)?), None)
}

pub(in crate::dates) fn more_after_date(c: &Caps) -> Option<Term> {
    shift(c, 1, Some(c.date(0)?), Some(Modifier::MoreThan))
}

pub(in crate::dates) fn more_before_date(c: &Caps) -> Option<Term> {
    shift(c, -1, Some(c.date(0)?), Some(Modifier::MoreThan))
}

pub(in crate::dates) fn less_after_date(c: &Caps) -> Option<Term> {
    shift(c, 1, Some(c.date(0)?), Some(Modifier::LessThan))
}

pub(in crate::dates) fn less_before_date(c: &Caps) -> Option<Term> {
    shift(c, -1, Some(c.date(0)?), Some(Modifier::LessThan))
}

fn later_by(c: &Caps, sign: i32, modifier: Option<Modifier>) -> Option<Term> {
    let length = c.days()?;
    Some(Term::Later {
        length,
        sign,
        modifier,
    })
}

pub(in crate::dates) fn later(c: &Caps) -> Option<Term> {
    later_by(c, 1, None)
}

pub(in crate::dates) fn earlier(c: &Caps) -> Option<Term> {
    later_by(c, -1, None)
}

pub(in crate::dates) fn more_later(c: &Caps) -> Option<Term> {
    later_by(c, 1, Some(Modifier::MoreThan))
}

pub(in crate::dates) fn more_earlier(c: &Caps) -> Option<Term> {
    later_by(c, -1, Some(Modifier::MoreThan))
}

pub(in crate::dates) fn less_later(c: &Caps) -> Option<Term> {
    later_by(c, 1, Some(Modifier::LessThan))
}

pub(in crate::dates) fn less_earlier(c: &Caps) -> Option<Term> {
    later_by(c, -1, Some(Modifier::LessThan))
}

/// `three years after`: how far it is from what the text goes on to tell.
pub(in crate::dates) fn away(c: &Caps) -> Option<Term> {
    Some(Term::Away {
        length: c.days()?,
        modifier: None,
    })
}

pub(in crate::dates) fn about_away(c: &Caps) -> Option<Term> {
    Some(Term::Away {
        length: c.days()?,
        modifier: Some(Modifier::Approx),
    })
}

pub(in crate::dates) fn more_away(c: &Caps) -> Option<Term> {
    Some(Term::Away {
        length: c.days()?,
        modifier: Some(Modifier::MoreThan),
    })
}

pub(in crate::dates) fn less_away(c: &Caps) -> Option<Term> {
    Some(Term::Away {
        length: c.days()?,
        modifier: Some(Modifier::LessThan),
    })
}

pub(in crate::dates) fn unit_after_date(c: &Caps) -> Option<Term> {
    let length = Length::of(1, c.unit(0)?);
    Some(Term::Shift {
        length,
        sign: 1,
        base: Some(c.date(0)?),
        modifier: None,
    })
}

pub(in crate::dates) fn unit_before_date(c: &Caps) -> Option<Term> {
    let length = Length::of(1, c.unit(0)?);
    Some(Term::Shift {
        length,
        sign: -1,
        base: Some(c.date(0)?),
        modifier: None,
    })
}

/// For a week, from a date.
pub(in crate::dates) fn length_from(c: &Caps) -> Option<Term> {
    let from = c.date(0)?;
    let shift = shift(c, 1, Some(Rc::clone(&from)), None)?;
    Some(Term::Range {
        from,
        to: Rc::new(shift),
    })
}

/// The three months to September, the year ended in March.
pub(in crate::dates) fn length_to(c: &Caps) -> Option<Term> {
    let (length, to) = (c.days()?, c.date(0)?);
    Some(Term::RunTo { length, to })
}

/// Months later: not told how many.
pub(in crate::dates) fn some_later(c: &Caps) -> Option<Term> {
    let length = Length(vec![(None, c.unit(0)?)]);
    let modifier = None;
    Some(Term::Away { length, modifier })
}

/// More than two weeks from now.
pub(in crate::dates) fn more_from_now(c: &Caps) -> Option<Term> {
    shift(c, 1, None, Some(Modifier::MoreThan))
}

/// Less than two weeks from now.
pub(in crate::dates) fn less_from_now(c: &Caps) -> Option<Term> {
    shift(c, 1, None, Some(Modifier::LessThan))
}

/// A week from Friday: from the next one.
pub(in crate::dates) fn from_weekday(c: &Caps) -> Option<Term> {
    let which = Some(Which::Coming);
    let base = Rc::new(Term::Weekday {
        weekday: c.weekday(0)?,
        which,
    });
    shift(c, 1, Some(base), None)
}
