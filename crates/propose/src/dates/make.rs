//! What rules make of what their patterns captured.

use std::rc::Rc;

use super::Modifier;
use super::classes::Entry;
use super::pattern::Caps;
use super::term::{DayPart, Edge, Length, Named, Often, Term, Unit, Which};

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
}

fn named_day(month: u32, day: u32, year: Option<i32>) -> Option<Term> {
    let weekday = None;
    let named = Named::Day {
        month,
        day,
        weekday,
    };
    // Days that no year has are no dates.
    let exists = super::day::Day::new(2000, month, day).is_some();
    let exists = exists && year.is_none_or(|it| super::day::Day::new(it, month, day).is_some());
    exists.then(|| Term::named(named, year))
}

/// Day and month in words, with a year or without.
pub(super) fn day(c: &Caps) -> Option<Term> {
    named_day(c.month(0)?, c.number(0)?, c.year(0))
}

pub(super) fn day_short_year(c: &Caps) -> Option<Term> {
    named_day(c.month(0)?, c.number(0)?, Some(of_short(c.number(1)?)))
}

/// The year of two digits: up to 30 of this century, as Recognizers-Text has it.
fn of_short(year: u32) -> i32 {
    let year = i32::try_from(year).unwrap_or_default();
    if year >= 1000 {
        year
    } else if year < 30 {
        2000 + year
    } else {
        1900 + year
    }
}

/// Year, month and day in numbers.
pub(super) fn iso_day(c: &Caps) -> Option<Term> {
    named_day(c.number(0)?, c.number(1)?, c.year(0))
}

pub(super) fn eight(c: &Caps) -> Option<Term> {
    let number = c.number(0)?;
    let year = i32::try_from(number / 10_000)
        .ok()
        .filter(|it| (1900..2100).contains(it));
    named_day(number / 100 % 100, number % 100, Some(year?))
}

/// Two numbers with slashes between them and perhaps a year, in either order where both can be.
pub(super) fn slashes(c: &Caps) -> Option<Term> {
    let (one, two) = (c.number(0)?, c.number(1)?);
    let year = match (c.year(0), c.number(2)) {
        (None, Some(short)) => Some(of_short(short)),
        (year, _) => year,
    };
    let month_first = named_day(one, two, year);
    let day_first = named_day(two, one, year);
    let (first, second) = match c.month_first {
        true => (month_first, day_first),
        false => (day_first, month_first),
    };
    let mut found: Vec<Term> = first.into_iter().chain(second).collect();
    found.dedup();
    match found.len() {
        0 | 1 => found.pop(),
        _ => Some(Term::Choice(found)),
    }
}

/// Day, month and year with dots between them.
pub(super) fn dots(c: &Caps) -> Option<Term> {
    let year = c.year(0).or_else(|| c.number(2).map(of_short));
    named_day(c.number(1)?, c.number(0)?, year)
}

pub(super) fn iso_month(c: &Caps) -> Option<Term> {
    let month = c
        .digits(0)
        .filter(|(month, digits)| *digits > 0 && (1..=12).contains(month));
    Some(Term::named(Named::Month(month?.0), c.year(0)))
}

/// A month, with a year or without, or one of several.
pub(super) fn month(c: &Caps) -> Option<Term> {
    let named = Named::Month(c.month(0)?);
    let (year, which) = (c.year(0), c.which(0));
    Some(Term::Named { named, year, which })
}

pub(super) fn season(c: &Caps) -> Option<Term> {
    let named = Named::Season(c.season(0)?);
    let (year, which) = (c.year(0), c.which(0));
    Some(Term::Named { named, year, which })
}

pub(super) fn holiday(c: &Caps) -> Option<Term> {
    let named = Named::Holiday(c.holiday(0)?);
    let (year, which) = (c.year(0), c.which(0));
    Some(Term::Named { named, year, which })
}

pub(super) fn quarter(c: &Caps) -> Option<Term> {
    let number = c.number(0).filter(|it| (1..=4).contains(it))?;
    Some(Term::named(Named::Quarter(number), c.year(0)))
}

pub(super) fn half(c: &Caps) -> Option<Term> {
    let number = c.number(0).filter(|it| (1..=2).contains(it))?;
    Some(Term::named(Named::Half(number), c.year(0)))
}

pub(super) fn week(c: &Caps) -> Option<Term> {
    let number = c.number(0).filter(|it| (1..=53).contains(it))?;
    Some(Term::named(Named::Week(number), c.year(0)))
}

pub(super) fn year(c: &Caps) -> Option<Term> {
    c.year(0).map(Term::Year)
}

/// A year of two digits after a word that says it is one.
pub(super) fn short_year(c: &Caps) -> Option<Term> {
    c.number(0).map(|it| Term::Year(of_short(it)))
}

pub(super) fn decade_of_year(c: &Caps) -> Option<Term> {
    let year = c.year(0).filter(|it| it % 10 == 0)?;
    // `the 1900s` is the century more often than its first ten years.
    Some(match year % 100 {
        0 if year < 2000 => Term::Choice(vec![Term::Century(year / 100), Term::Decade(year / 10)]),
        _ => Term::Decade(year / 10),
    })
}

/// The nineties: of the last century, unless that is long ago.
pub(super) fn decade(c: &Caps) -> Option<Term> {
    let tens = c.decade(0).or_else(|| c.number(0))?;
    let tens = i32::try_from(tens)
        .ok()
        .filter(|it| it % 10 == 0 && *it < 100)?;
    let century = if tens < 20 { 200 } else { 190 };
    let other = 390 - century;
    let decades = [century, other].map(|it| Term::Decade(it + tens / 10));
    Some(Term::Choice(decades.to_vec()))
}

pub(super) fn century(c: &Caps) -> Option<Term> {
    let number = c.number(0).filter(|it| (1..=30).contains(it))?;
    Some(Term::Century(i32::try_from(number).ok()? - 1))
}

pub(super) fn weekday(c: &Caps) -> Option<Term> {
    let (weekday, which) = (c.weekday(0)?, c.which(0));
    Some(Term::Weekday { weekday, which })
}

pub(super) fn day_of_month(c: &Caps) -> Option<Term> {
    let day = c.number(0).filter(|it| (1..=31).contains(it))?;
    let weekday = c.weekday(0);
    Some(Term::DayOfMonth { day, weekday })
}

/// A weekday and the date it is.
pub(super) fn weekday_and_date(c: &Caps) -> Option<Term> {
    let weekday = c.weekday(0);
    let with = |term: &Term| match term {
        Term::Named {
            named: Named::Day { month, day, .. },
            year,
            which,
        } => Some(Term::Named {
            named: Named::Day {
                month: *month,
                day: *day,
                weekday,
            },
            year: *year,
            which: c.which(0).or(*which),
        }),
        _ => None,
    };
    match &*c.date(0)? {
        Term::Choice(terms) => {
            let terms: Option<Vec<Term>> = terms.iter().map(with).collect();
            terms.map(Term::Choice)
        }
        term => with(term),
    }
}

/// The last or next one of a date without its year.
pub(super) fn which_date(c: &Caps) -> Option<Term> {
    let with = |term: &Term| match term {
        Term::Named {
            named: named @ Named::Day { .. },
            year: None,
            which: None,
        } => Some(Term::Named {
            named: *named,
            year: None,
            which: c.which(0),
        }),
        _ => None,
    };
    match &*c.date(0)? {
        Term::Choice(terms) => terms
            .iter()
            .map(with)
            .collect::<Option<Vec<Term>>>()
            .map(Term::Choice),
        term => with(term),
    }
}

fn offset(which: Which) -> i32 {
    match which {
        Which::This => 0,
        Which::Last | Which::Past => -1,
        Which::Next | Which::Coming => 1,
    }
}

/// Last year, this week.
pub(super) fn unit(c: &Caps) -> Option<Term> {
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
        _ if is_day => Some(Term::Later {
            length: Length::of(1, unit),
            sign,
            modifier: None,
        }),
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
pub(super) fn this_unit(c: &Caps) -> Option<Term> {
    let unit = c
        .unit(0)
        .filter(|it| !matches!(it, Unit::Minute | Unit::Hour))?;
    Some(Term::Unit { unit, offset: 0 })
}

pub(super) fn unit_after_next(c: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: c.unit(0)?,
        offset: 2,
    })
}

pub(super) fn unit_before_last(c: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: c.unit(0)?,
        offset: -2,
    })
}

pub(super) fn deictic(c: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: Unit::Day,
        offset: c.deictic(0)?,
    })
}

pub(super) fn vague(c: &Caps) -> Option<Term> {
    c.vague(0).map(Term::Vague)
}

/// A length of days at least, not of hours: what can be added to a date.
fn of_days(c: &Caps) -> Option<Length> {
    let length = c.length(0)?;
    let is_clock = |unit: &Unit| matches!(unit, Unit::Minute | Unit::Hour);
    (!length.0.iter().any(|(_, unit)| is_clock(unit))).then_some(length)
}

fn shift(c: &Caps, sign: i32, base: Option<Rc<Term>>, modifier: Option<Modifier>) -> Option<Term> {
    let length = of_days(c)?;
    Some(Term::Shift {
        length,
        sign,
        base,
        modifier,
    })
}

pub(super) fn ago(c: &Caps) -> Option<Term> {
    shift(c, -1, None, None)
}

pub(super) fn more_ago(c: &Caps) -> Option<Term> {
    shift(c, -1, None, Some(Modifier::MoreThan))
}

pub(super) fn less_ago(c: &Caps) -> Option<Term> {
    shift(c, -1, None, Some(Modifier::LessThan))
}

pub(super) fn about_ago(c: &Caps) -> Option<Term> {
    shift(c, -1, None, Some(Modifier::Approx))
}

pub(super) fn from_now(c: &Caps) -> Option<Term> {
    shift(c, 1, None, None)
}

/// `in three years`: then, or so long.
pub(super) fn in_length(c: &Caps) -> Option<Term> {
    let length = of_days(c)?;
    let shift = shift(c, 1, None, None)?;
    Some(Term::Choice(vec![
        shift,
        Term::Length {
            length,
            modifier: None,
        },
    ]))
}

pub(super) fn after_date(c: &Caps) -> Option<Term> {
    shift(c, 1, Some(c.date(0)?), None)
}

pub(super) fn before_date(c: &Caps) -> Option<Term> {
    shift(c, -1, Some(c.date(0)?), None)
}

pub(super) fn more_after_date(c: &Caps) -> Option<Term> {
    shift(c, 1, Some(c.date(0)?), Some(Modifier::MoreThan))
}

pub(super) fn more_before_date(c: &Caps) -> Option<Term> {
    shift(c, -1, Some(c.date(0)?), Some(Modifier::MoreThan))
}

pub(super) fn less_after_date(c: &Caps) -> Option<Term> {
    shift(c, 1, Some(c.date(0)?), Some(Modifier::LessThan))
}

pub(super) fn less_before_date(c: &Caps) -> Option<Term> {
    shift(c, -1, Some(c.date(0)?), Some(Modifier::LessThan))
}

fn later_by(c: &Caps, sign: i32, modifier: Option<Modifier>) -> Option<Term> {
    let length = of_days(c)?;
    Some(Term::Later {
        length,
        sign,
        modifier,
    })
}

pub(super) fn later(c: &Caps) -> Option<Term> {
    later_by(c, 1, None)
}

pub(super) fn earlier(c: &Caps) -> Option<Term> {
    later_by(c, -1, None)
}

pub(super) fn more_later(c: &Caps) -> Option<Term> {
    later_by(c, 1, Some(Modifier::MoreThan))
}

pub(super) fn more_earlier(c: &Caps) -> Option<Term> {
    later_by(c, -1, Some(Modifier::MoreThan))
}

pub(super) fn less_later(c: &Caps) -> Option<Term> {
    later_by(c, 1, Some(Modifier::LessThan))
}

pub(super) fn less_earlier(c: &Caps) -> Option<Term> {
    later_by(c, -1, Some(Modifier::LessThan))
}

/// `three years after`: how far it is from what the text goes on to tell.
pub(super) fn away(c: &Caps) -> Option<Term> {
    Some(Term::Away {
        length: of_days(c)?,
        modifier: None,
    })
}

pub(super) fn more_away(c: &Caps) -> Option<Term> {
    Some(Term::Away {
        length: of_days(c)?,
        modifier: Some(Modifier::MoreThan),
    })
}

pub(super) fn less_away(c: &Caps) -> Option<Term> {
    Some(Term::Away {
        length: of_days(c)?,
        modifier: Some(Modifier::LessThan),
    })
}

/// The day before or after what was spoken of.
pub(super) fn unit_later(c: &Caps) -> Option<Term> {
    let length = Length::of(1, c.unit(0)?);
    Some(Term::Later {
        length,
        sign: 1,
        modifier: None,
    })
}

pub(super) fn unit_earlier(c: &Caps) -> Option<Term> {
    let length = Length::of(1, c.unit(0)?);
    Some(Term::Later {
        length,
        sign: -1,
        modifier: None,
    })
}

pub(super) fn unit_after_date(c: &Caps) -> Option<Term> {
    let length = Length::of(1, c.unit(0)?);
    Some(Term::Shift {
        length,
        sign: 1,
        base: Some(c.date(0)?),
        modifier: None,
    })
}

pub(super) fn unit_before_date(c: &Caps) -> Option<Term> {
    let length = Length::of(1, c.unit(0)?);
    Some(Term::Shift {
        length,
        sign: -1,
        base: Some(c.date(0)?),
        modifier: None,
    })
}

/// The last three years, the next few weeks.
pub(super) fn run(c: &Caps) -> Option<Term> {
    let length = match c.length(0) {
        Some(_) => of_days(c)?,
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
pub(super) fn within(c: &Caps) -> Option<Term> {
    let length = of_days(c)?;
    Some(Term::Run {
        length,
        sign: 1,
        with_today: true,
    })
}

/// For a week, from a date.
pub(super) fn length_from(c: &Caps) -> Option<Term> {
    let from = c.date(0)?;
    let shift = shift(c, 1, Some(Rc::clone(&from)), None)?;
    Some(Term::Range {
        from,
        to: Rc::new(shift),
    })
}

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
pub(super) fn nth_unit(c: &Caps) -> Option<Term> {
    part(c, i32::try_from(c.number(0)?).ok()?, 1)
}

pub(super) fn last_unit(c: &Caps) -> Option<Term> {
    part(c, -1, 1)
}

pub(super) fn first_units(c: &Caps) -> Option<Term> {
    part(c, 1, c.count(0)??)
}

pub(super) fn last_units(c: &Caps) -> Option<Term> {
    part(c, -1, c.count(0)??)
}

/// The third Monday of a month.
pub(super) fn nth_weekday(c: &Caps) -> Option<Term> {
    let nth = i32::try_from(c.number(0)?).ok().filter(|it| *it > 0)?;
    Some(Term::WeekdayOf {
        nth,
        weekday: c.weekday(0)?,
        base: c.date(0)?,
    })
}

pub(super) fn last_weekday(c: &Caps) -> Option<Term> {
    Some(Term::WeekdayOf {
        nth: -1,
        weekday: c.weekday(0)?,
        base: c.date(0)?,
    })
}

/// Monday next week.
pub(super) fn weekday_of_week(c: &Caps) -> Option<Term> {
    let base = c.date(0)?;
    let is_week = matches!(
        &*base,
        Term::Unit {
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

pub(super) fn week_of(c: &Caps) -> Option<Term> {
    Some(Term::WeekOf {
        unit: Unit::Week,
        base: c.date(0)?,
    })
}

pub(super) fn weekend_of(c: &Caps) -> Option<Term> {
    Some(Term::WeekOf {
        unit: Unit::Weekend,
        base: c.date(0)?,
    })
}

/// A date without its year, and a year.
pub(super) fn in_year(c: &Caps) -> Option<Term> {
    let (base, year) = (c.date(0)?, c.date(1)?);
    let fits = base.lacks_year() && year.is_year();
    fits.then_some(Term::InYear { base, year })
}

/// A year, and a date without one.
pub(super) fn year_before(c: &Caps) -> Option<Term> {
    let (year, base) = (c.date(0)?, c.date(1)?);
    let fits = base.lacks_year() && year.is_year();
    fits.then_some(Term::InYear { base, year })
}

/// The 15th of next month.
pub(super) fn in_month(c: &Caps) -> Option<Term> {
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
pub(super) fn days_in_month(c: &Caps) -> Option<Term> {
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

pub(super) fn edge(c: &Caps) -> Option<Term> {
    at_edge(c, c.edge(0)?)
}

fn at_edge(c: &Caps, edge: Edge) -> Option<Term> {
    Some(Term::Edge {
        edge,
        base: c.date(0)?,
    })
}

/// The same date: `earlier on Monday`.
pub(super) fn same(c: &Caps) -> Option<Term> {
    c.date(0).map(|it| (*it).clone())
}

fn bound(c: &Caps, modifier: Modifier) -> Option<Term> {
    Some(Term::Bound {
        modifier,
        base: c.date(0)?,
    })
}

pub(super) fn before(c: &Caps) -> Option<Term> {
    bound(c, Modifier::Before)
}

pub(super) fn after(c: &Caps) -> Option<Term> {
    bound(c, Modifier::After)
}

pub(super) fn until(c: &Caps) -> Option<Term> {
    bound(c, Modifier::OnOrBefore)
}

pub(super) fn since(c: &Caps) -> Option<Term> {
    bound(c, Modifier::OnOrAfter)
}

pub(super) fn about(c: &Caps) -> Option<Term> {
    bound(c, Modifier::Approx)
}

/// From one date to another.
pub(super) fn range(c: &Caps) -> Option<Term> {
    let (from, to) = (c.date(0)?, c.date(1)?);
    let is_plain = |it: &Term| {
        !matches!(
            it,
            Term::Bound { .. } | Term::Range { .. } | Term::Vague(super::term::Vague::Past)
        )
    };
    (is_plain(&from) && is_plain(&to)).then_some(Term::Range { from, to })
}

/// Two days of one month, with a year or without.
pub(super) fn days(c: &Caps) -> Option<Term> {
    let month = c.month(0)?;
    let day = |at: usize| named_day(month, c.number(at)?, c.year(0)).map(Rc::new);
    let (from, to) = (day(0)?, day(1)?);
    (c.number(0) < c.number(1)).then_some(Term::Range { from, to })
}

/// `2014–18`: two years, the second in two digits.
pub(super) fn years(c: &Caps) -> Option<Term> {
    let from = c.year(0)?;
    let to = from / 100 * 100 + i32::try_from(c.number(0)?).ok()?;
    let [from_year, to_year] = [from, to].map(|it| Rc::new(Term::Year(it)));
    (from < to).then_some(Term::Range {
        from: from_year,
        to: to_year,
    })
}

pub(super) fn duration(c: &Caps) -> Option<Term> {
    c.length(0).map(|length| Term::Length {
        length,
        modifier: None,
    })
}

pub(super) fn more_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::MoreThan);
    c.length(0).map(|length| Term::Length { length, modifier })
}

pub(super) fn less_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::LessThan);
    c.length(0).map(|length| Term::Length { length, modifier })
}

pub(super) fn least_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::EqualOrMore);
    c.length(0).map(|length| Term::Length { length, modifier })
}

pub(super) fn most_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::EqualOrLess);
    c.length(0).map(|length| Term::Length { length, modifier })
}

pub(super) fn about_duration(c: &Caps) -> Option<Term> {
    let modifier = Some(Modifier::Approx);
    c.length(0).map(|length| Term::Length { length, modifier })
}

/// Every year, every two weeks.
pub(super) fn often(c: &Caps) -> Option<Term> {
    let length = match (c.length(0), c.unit(0)) {
        (Some(length), _) => length,
        (None, Some(unit)) => Length::of(1, unit),
        (None, None) => return c.weekday(0).map(|it| Term::Often(Often::Weekday(it))),
    };
    Some(Term::Often(Often::Length(length)))
}

/// The year up to the article.
pub(super) fn to_date(_: &Caps) -> Option<Term> {
    let year = Rc::new(Term::Unit {
        unit: Unit::Year,
        offset: 0,
    });
    Some(Term::Edge {
        edge: Edge::Earlier,
        base: year,
    })
}

/// The rest of a week, month, year.
pub(super) fn rest_of(c: &Caps) -> Option<Term> {
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
pub(super) fn edge_of_unit(c: &Caps) -> Option<Term> {
    let base = Rc::new(this_unit(c)?);
    Some(Term::Edge {
        edge: c.edge(0)?,
        base,
    })
}

/// Since so long: `seit drei Jahren`.
pub(super) fn for_length(c: &Caps) -> Option<Term> {
    let length = of_days(c)?;
    Some(Term::Run {
        length,
        sign: -1,
        with_today: false,
    })
}

pub(super) fn past(_: &Caps) -> Option<Term> {
    Some(Term::Vague(super::term::Vague::Past))
}

pub(super) fn future(_: &Caps) -> Option<Term> {
    Some(Term::Vague(super::term::Vague::Future))
}

/// All time up to the article.
pub(super) fn before_now(_: &Caps) -> Option<Term> {
    let base = Rc::new(Term::Vague(super::term::Vague::Present));
    let modifier = Modifier::Before;
    Some(Term::Bound { modifier, base })
}

pub(super) fn after_tomorrow(_: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: Unit::Day,
        offset: 2,
    })
}

pub(super) fn before_yesterday(_: &Caps) -> Option<Term> {
    Some(Term::Unit {
        unit: Unit::Day,
        offset: -2,
    })
}

/// The first quarter of the year.
pub(super) fn nth_unit_of_unit(c: &Caps) -> Option<Term> {
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

/// The day after what was spoken of.
pub(super) fn next_day(_: &Caps) -> Option<Term> {
    let length = Length::of(1, Unit::Day);
    let (sign, modifier) = (1, None);
    Some(Term::Later {
        length,
        sign,
        modifier,
    })
}

/// Monday morning.
pub(super) fn part_of_day(c: &Caps) -> Option<Term> {
    let (part, base) = (c.part(0)?, c.date(0)?);
    Some(Term::DayPart { part, base })
}

/// This morning.
pub(super) fn part_of_today(c: &Caps) -> Option<Term> {
    let part = c.part(0)?;
    let base = Rc::new(Term::Unit {
        unit: Unit::Day,
        offset: 0,
    });
    Some(Term::DayPart { part, base })
}

/// Last night.
pub(super) fn part_of_yesterday(c: &Caps) -> Option<Term> {
    let part = c.part(0)?;
    let base = Rc::new(Term::Unit {
        unit: Unit::Day,
        offset: -1,
    });
    Some(Term::DayPart { part, base })
}

/// Tonight.
pub(super) fn tonight(_: &Caps) -> Option<Term> {
    let part = DayPart::Night;
    let base = Rc::new(Term::Unit {
        unit: Unit::Day,
        offset: 0,
    });
    Some(Term::DayPart { part, base })
}

/// A day of a month that is written in digits: `the 18th`, but not `the first`.
pub(super) fn day_in_digits(c: &Caps) -> Option<Term> {
    let (_, digits) = c.digits(0)?;
    day_of_month(c).filter(|_| digits > 0)
}
