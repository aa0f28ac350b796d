//! Dates that the day of the article decides.

use std::rc::Rc;

use crate::dates::pattern::Caps;
use crate::dates::term::{DayPart, Edge, Length, Term, Unit, Vague, Which};

pub(in crate::dates) fn weekday(c: &Caps) -> Option<Term> {
    let (weekday, which) = (c.weekday(0)?, c.which(0));
    Some(Term::Weekday { weekday, which })
}

pub(in crate::dates) fn day_of_month(c: &Caps) -> Option<Term> {
    let day = c.number(0).filter(|it| (1..=31).contains(it))?;
    let weekday = c.weekday(0);
    Some(Term::DayOfMonth { day, weekday })
}

pub(super) fn offset(which: Which) -> i32 {
    match which {
        Which::This => 0,
        Which::Last | Which::Past => -1,
        Which::Next | Which::Coming => 1,
    }
}

/// Last year, this week.
pub(in crate::dates) fn unit(c: &Caps) -> Option<Term> {
    let (unit, which) = (c.unit(0)?, c.which(0)?);
    let is_clock = matches!(unit, Unit::Minute | Unit::Hour);
    let term = Term::Unit {
        unit,
        offset: offset(which),
    };
    let is_day = unit == Unit::Day && which != Which::This;
    let sign = offset(which);
    match which {
        _ if is_clock => None,
        // The next day is that after what was spoken of.
        _ if is_day => Some(Term::Neighbor { unit, offset: sign }),
        // The past year is up to now, unless it is last year.
        Which::Past | Which::Coming if unit >= Unit::Year => {
            let run = Term::Run {
                length: Length::of(1, unit),
                sign,
                with_today: false,
            };
            Some(Term::Choice(vec![run, term]))
        }
        _ => Some(term),
    }
}

/// The year of the article, the week.
pub(in crate::dates) fn this_unit(c: &Caps) -> Option<Term> {
    let unit = c
        .unit(0)
        .filter(|it| !matches!(it, Unit::Minute | Unit::Hour))?;
    Some(Term::Unit { unit, offset: 0 })
}

pub(in crate::dates) fn unit_after_next(c: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: c.unit(0)?,
        offset: 2,
    })
}

pub(in crate::dates) fn unit_before_last(c: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: c.unit(0)?,
        offset: -2,
    })
}

pub(in crate::dates) fn deictic(c: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: Unit::Day,
        offset: c.deictic(0)?,
    })
}

pub(in crate::dates) fn vague(c: &Caps) -> Option<Term> {
    c.vague(0).map(Term::Vague)
}

/// The last three years, the next few weeks.
pub(in crate::dates) fn run(c: &Caps) -> Option<Term> {
    let length = match c.length(0) {
        Some(length) => length,
        None => Length(vec![(c.count(0)?, c.unit(0)?)]),
    };
    let sign = offset(c.which(0)?);
    (sign != 0).then_some(Term::Run {
        length,
        sign,
        with_today: false,
    })
}

/// Within nine months.
pub(in crate::dates) fn within(c: &Caps) -> Option<Term> {
    let length = c.days()?;
    Some(Term::Run {
        length,
        sign: 1,
        with_today: true,
    })
}

/// The year up to the article.
pub(in crate::dates) fn to_date(_: &Caps) -> Option<Term> {
    let year = Rc::new(Term::Unit {
        unit: Unit::Year,
        offset: 0,
    });
    Some(Term::Edge {
        edge: Edge::Earlier,
        base: year,
    })
}

/// Since so long: `seit drei Jahren`.
pub(in crate::dates) fn for_length(c: &Caps) -> Option<Term> {
    let length = c.days()?;
    Some(Term::Run {
        length,
        sign: -1,
        with_today: false,
    })
}

pub(in crate::dates) fn past(_: &Caps) -> Option<Term> {
    Some(Term::Vague(Vague::Past))
}

pub(in crate::dates) fn future(_: &Caps) -> Option<Term> {
    Some(Term::Vague(Vague::Future))
}

pub(in crate::dates) fn after_tomorrow(_: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: Unit::Day,
        offset: 2,
    })
}

pub(in crate::dates) fn before_yesterday(_: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: Unit::Day,
        offset: -2,
    })
}

/// Monday morning.
pub(in crate::dates) fn part_of_day(c: &Caps) -> Option<Term> {
    let (part, base) = (c.part(0)?, c.date(0)?);
    Some(Term::DayPart { part, base })
}

/// This morning.
pub(in crate::dates) fn part_of_today(c: &Caps) -> Option<Term> {
    let part = c.part(0)?;
    let base = Rc::new(Term::Unit {
        unit: Unit::Day,
        offset: 0,
    });
    Some(Term::DayPart { part, base })
}

/// Last night.
pub(in crate::dates) fn part_of_yesterday(c: &Caps) -> Option<Term> {
    let part = c.part(0)?;
    let base = Rc::new(Term::Unit {
        unit: Unit::Day,
        offset: -1,
    });
    Some(Term::DayPart { part, base })
}

/// Tonight.
pub(in crate::dates) fn tonight(_: &Caps) -> Option<Term> {
    let part = DayPart::Night;
    let base = Rc::new(Term::Unit {
        unit: Unit::Day,
        offset: 0,
    });
    Some(Term::DayPart { part, base })
}

/// A day of a month that is written in digits: `the 18th`, but not `the first`.
pub(in crate::dates) fn day_in_digits(c: &Caps) -> Option<Term> {
    let (_, digits) = c.digits(0)?;
    day_of_month(c).filter(|_| digits > 0)
}

/// The day before, that week, the following year: of what was spoken of last.
pub(in crate::dates) fn neighbor(c: &Caps) -> Option<Term> {
    neighbor_at(c, 0)
}

pub(in crate::dates) fn next_neighbor(c: &Caps) -> Option<Term> {
    neighbor_at(c, 1)
}

pub(in crate::dates) fn previous_neighbor(c: &Caps) -> Option<Term> {
    neighbor_at(c, -1)
}

fn neighbor_at(c: &Caps, offset: i32) -> Option<Term> {
    let is_clock = |unit: &Unit| matches!(unit, Unit::Minute | Unit::Hour);
    let unit = c.unit(0).filter(|it| !is_clock(it))?;
    Some(Term::Neighbor { unit, offset })
}

/// The month of the article; `the century` says less.
pub(in crate::dates) fn the_unit(c: &Caps) -> Option<Term> {
    let unit = c.unit(0).filter(|it| *it < Unit::Decade)?;
    this_unit(c).filter(|_| unit > Unit::Hour)
}

/// Over the weekend: the last one, unless it is still to come.
pub(in crate::dates) fn weekend(_: &Caps) -> Option<Term> {
    let unit = Unit::Weekend;
    let weekends = [-1, 0].map(|offset| Term::Unit { unit, offset });
    Some(Term::Choice(weekends.to_vec()))
}

/// Over the last year: up to the article, or the year before.
pub(in crate::dates) fn last_unit_run(c: &Caps) -> Option<Term> {
    // A quarter is always a whole one.
    let unit = c.unit(0).filter(|it| *it != Unit::Quarter)?;
    let run = Term::Run {
        length: Length::of(1, unit),
        sign: -1,
        with_today: false,
    };
    let last = Term::Unit { unit, offset: -1 };
    Some(Term::Choice(vec![run, last])).filter(|_| unit > Unit::Hour)
}

/// Over the next year: from the article on, or the year after.
pub(in crate::dates) fn next_unit_run(c: &Caps) -> Option<Term> {
    let unit = c.unit(0).filter(|it| *it != Unit::Quarter)?;
    let run = Term::Run {
        length: Length::of(1, unit),
        sign: 1,
        with_today: false,
    };
    let next = Term::Unit { unit, offset: 1 };
    Some(Term::Choice(vec![run, next])).filter(|_| unit > Unit::Hour)
}

pub(in crate::dates) fn this_weekend(_: &Caps) -> Option<Term> {
    let unit = Unit::Weekend;
    Some(Term::Unit { unit, offset: 0 })
}
