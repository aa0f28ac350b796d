//! Parts of stretches, their edges, and what is before, after or between dates.

use std::rc::Rc;

use super::named_day;
use super::relative::this_unit;
use crate::dates::Modifier;
use crate::dates::pattern::Caps;
use crate::dates::term::{Edge, Named, Term, Unit, Vague};

fn part(c: &Caps, nth: i32, count: u32) -> Option<Term> {
    let (unit, base) = (c.unit(0)?, c.date(0)?);
    let is_clock = matches!(unit, Unit::Minute | Unit::Hour);
    (!is_clock && nth != 0).then_some(Term::Part {
        nth,
        count,
        unit,
        base,
    })
}

/// The first week of a month.
pub(in crate::dates) fn nth_unit(c: &Caps) -> Option<Term> {
    part(c, i32::try_from(c.number(0)?).ok()?, 1)
}

pub(in crate::dates) fn last_unit(c: &Caps) -> Option<Term> {
    part(c, -1, 1)
}

pub(in crate::dates) fn first_units(c: &Caps) -> Option<Term> {
    part(c, 1, c.count(0)??)
}

pub(in crate::dates) fn last_units(c: &Caps) -> Option<Term> {
    part(c, -1, c.count(0)??)
}

/// The third Monday of a month.
pub(in crate::dates) fn nth_weekday(c: &Caps) -> Option<Term> {
    let nth = i32::try_from(c.number(0)?).ok().filter(|it| *it > 0)?;
    Some(Term::WeekdayOf {
        nth,
        weekday: c.weekday(0)?,
        base: c.date(0)?,
    })
}

pub(in crate::dates) fn last_weekday(c: &Caps) -> Option<Term> {
    Some(Term::WeekdayOf {
        nth: -1,
        weekday: c.weekday(0)?,
        base: c.date(0)?,
    })
}

/// Monday next week.
pub(in crate::dates) fn weekday_of_week(c: &Caps) -> Option<Term> {
    let base = c.date(0)?;
    let is_week = matches!(
        &*base,
        Term::Unit {
            unit: Unit::Week,
            ..
        } | Term::Neighbor {
            unit: Unit::Week,
            ..
        } | Term::Part {
            unit: Unit::Week,
            count: 1,
            ..
        } | Term::Named {
            named: Named::Week(_),
            ..
        }
    );
    let weekday = c.weekday(0)?;
    is_week.then_some(Term::WeekdayOf {
        nth: 1,
        weekday,
        base,
    })
}

pub(in crate::dates) fn week_of(c: &Caps) -> Option<Term> {
    Some(Term::WeekOf {
        unit: Unit::Week,
        base: c.date(0)?,
    })
}

pub(in crate::dates) fn weekend_of(c: &Caps) -> Option<Term> {
    weekend_of_day(c.date(0)?)
}

/// Labor Day weekend 2021.
pub(in crate::dates) fn weekend_in_year(c: &Caps) -> Option<Term> {
    let base = c.date(0).filter(|it| it.lacks_year())?;
    weekend_of_day(Rc::new(base.with_year(c.year(0)?)))
}

fn weekend_of_day(base: Rc<Term>) -> Option<Term> {
    let is_day = matches!(
        &*base,
        Term::Named {
            named: Named::Day { .. } | Named::Holiday(_),
            ..
        } | Term::DayOfMonth { .. }
    );
    let unit = Unit::Weekend;
    is_day.then_some(Term::WeekOf { unit, base })
}

/// The 15th of next month.
pub(in crate::dates) fn in_month(c: &Caps) -> Option<Term> {
    let day = c.number(0).filter(|it| (1..=31).contains(it))?;
    let month = c.date(0)?;
    let is_month = matches!(
        &*month,
        Term::Unit {
            unit: Unit::Month,
            ..
        }
    );
    is_month.then_some(Term::InMonth { day, month })
}

/// From the 4th to the 23rd of next month.
pub(in crate::dates) fn days_in_month(c: &Caps) -> Option<Term> {
    let month = c.date(0)?;
    let is_month = matches!(
        &*month,
        Term::Unit {
            unit: Unit::Month,
            ..
        }
    );
    let day = |at: usize| {
        let day = c.number(at).filter(|it| (1..=31).contains(it))?;
        Some(Rc::new(Term::InMonth {
            day,
            month: Rc::clone(&month),
        }))
    };
    let (from, to) = (day(0)?, day(1)?);
    is_month.then_some(Term::Range { from, to })
}

pub(in crate::dates) fn edge(c: &Caps) -> Option<Term> {
    at_edge(c, c.edge(0)?)
}

fn at_edge(c: &Caps, edge: Edge) -> Option<Term> {
    Some(Term::Edge {
        edge,
        base: c.date(0)?,
    })
}

/// The same date: `earlier on Monday`.
pub(in crate::dates) fn same(c: &Caps) -> Option<Term> {
    c.date(0).map(|it| (*it).clone())
}

fn bound(c: &Caps, modifier: Modifier) -> Option<Term> {
    Some(Term::Bound {
        modifier,
        base: c.date(0)?,
    })
}

pub(in crate::dates) fn before(c: &Caps) -> Option<Term> {
    bound(c, Modifier::Before)
}

pub(in crate::dates) fn after(c: &Caps) -> Option<Term> {
    bound(c, Modifier::After)
}

pub(in crate::dates) fn until(c: &Caps) -> Option<Term> {
    bound(c, Modifier::OnOrBefore)
}

pub(in crate::dates) fn since(c: &Caps) -> Option<Term> {
    bound(c, Modifier::OnOrAfter)
}

pub(in crate::dates) fn about(c: &Caps) -> Option<Term> {
    bound(c, Modifier::Approx)
}

/// From one date to another.
pub(in crate::dates) fn range(c: &Caps) -> Option<Term> {
    let (from, to) = (c.date(0)?, c.date(1)?);
    let is_plain = |it: &Term| {
        !matches!(
            it,
            Term::Bound { .. } | Term::Range { .. } | Term::Vague(Vague::Past)
        )
    };
    (is_plain(&from) && is_plain(&to)).then_some(Term::Range { from, to })
}

/// Two days of one month, with a year or without.
pub(in crate::dates) fn days(c: &Caps) -> Option<Term> {
    let month = c.month(0)?;
    let day = |at: usize| named_day(month, c.number(at)?, c.year(0)).map(Rc::new);
    let (from, to) = (day(0)?, day(1)?);
    (c.number(0) < c.number(1)).then_some(Term::Range { from, to })
}

/// From April 27 to the 3rd, which is the next one.
pub(in crate::dates) fn to_day_of_month(c: &Caps) -> Option<Term> {
    let from = c.date(0)?;
    let is_day = matches!(
        &*from,
        Term::Named {
            named: Named::Day { .. },
            ..
        }
    );
    let day = c.number(0).filter(|it| (1..=31).contains(it))?;
    let to = Rc::new(Term::DayOfMonth { day, weekday: None });
    is_day.then_some(Term::Range { from, to })
}

/// `2014–18`: two years, the second in two digits.
pub(in crate::dates) fn years(c: &Caps) -> Option<Term> {
    let from = c.year(0)?;
    let to = from / 100 * 100 + i32::try_from(c.number(0)?).ok()?;
    let [from_year, to_year] = [from, to].map(|it| Rc::new(Term::Year(it)));
    (from < to).then_some(Term::Range {
        from: from_year,
        to: to_year,
    })
}

/// The rest of a week, month, year.
pub(in crate::dates) fn rest_of(c: &Caps) -> Option<Term> {
    let base = match c.date(0) {
        Some(base) => base,
        None => Rc::new(this_unit(c)?),
    };
    Some(Term::Edge {
        edge: Edge::Later,
        base,
    })
}

/// The end of the week of the article.
pub(in crate::dates) fn edge_of_unit(c: &Caps) -> Option<Term> {
    let base = Rc::new(this_unit(c)?);
    Some(Term::Edge {
        edge: c.edge(0)?,
        base,
    })
}

/// All time up to the article.
pub(in crate::dates) fn before_now(_: &Caps) -> Option<Term> {
    let base = Rc::new(Term::Vague(Vague::Present));
    let modifier = Modifier::Before;
    Some(Term::Bound { modifier, base })
}

/// The first quarter of the year.
pub(in crate::dates) fn nth_unit_of_unit(c: &Caps) -> Option<Term> {
    let base = Rc::new(Term::Unit {
        unit: c.unit(1)?,
        offset: 0,
    });
    let nth = i32::try_from(c.number(0)?).ok().filter(|it| *it > 0)?;
    Some(Term::Part {
        nth,
        count: 1,
        unit: c.unit(0)?,
        base,
    })
}

/// The first three months of the year.
pub(in crate::dates) fn first_units_of_unit(c: &Caps) -> Option<Term> {
    units_of_unit(c, 1)
}

/// The last three months of the year.
pub(in crate::dates) fn last_units_of_unit(c: &Caps) -> Option<Term> {
    units_of_unit(c, -1)
}

fn units_of_unit(c: &Caps, nth: i32) -> Option<Term> {
    let base = Rc::new(Term::Unit {
        unit: c.unit(1)?,
        offset: 0,
    });
    Some(Term::Part {
        nth,
        count: c.count(0)??,
        unit: c.unit(0)?,
        base,
    })
}

/// By the end of the year of the article.
pub(in crate::dates) fn year_end(_: &Caps) -> Option<Term> {
    let (unit, offset) = (Unit::Year, 0);
    let base = Rc::new(Term::Unit { unit, offset });
    let edge = Edge::Close;
    Some(Term::Edge { edge, base })
}

/// The last days of a year: its end.
pub(in crate::dates) fn last_part(c: &Caps) -> Option<Term> {
    at_edge(c, Edge::End)
}

/// The first days of a year: its beginning.
pub(in crate::dates) fn first_part(c: &Caps) -> Option<Term> {
    at_edge(c, Edge::Start)
}

/// Two weeks after Easter on Friday, in three days on Friday.
pub(in crate::dates) fn weekday_near(c: &Caps) -> Option<Term> {
    let is_shifted = |it: &Term| matches!(it, Term::Shift { modifier: None, .. });
    let weekday = c.weekday(0)?;
    let base = match &*c.date(0)? {
        Term::Choice(terms) => terms.iter().find(|it| is_shifted(it)).cloned(),
        term => Some(term.clone()).filter(is_shifted),
    };
    let base = Rc::new(base?);
    Some(Term::WeekdayNear { weekday, base })
}

/// From a date to the day of the article.
pub(in crate::dates) fn to_present(c: &Caps) -> Option<Term> {
    let to = Rc::new(Term::Vague(Vague::Present));
    // The year to date is this year.
    let is_this = |it: &Rc<Term>| matches!(**it, Term::Unit { offset: 0, .. });
    let from = c.date(0).filter(|it| !is_this(it))?;
    Some(Term::Range { from, to })
}

/// The Monday after Easter.
pub(in crate::dates) fn weekday_after(c: &Caps) -> Option<Term> {
    let (weekday, base) = (c.weekday(0)?, c.date(0)?);
    let sign = 1;
    Some(Term::WeekdayAfter {
        weekday,
        sign,
        base,
    })
}

/// The Friday before Christmas.
pub(in crate::dates) fn weekday_before(c: &Caps) -> Option<Term> {
    let (weekday, base) = (c.weekday(0)?, c.date(0)?);
    let sign = -1;
    Some(Term::WeekdayAfter {
        weekday,
        sign,
        base,
    })
}
