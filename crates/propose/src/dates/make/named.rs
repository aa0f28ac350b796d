//! Dates that have names or numbers.

use std::rc::Rc;

use super::named_day;
use super::relative::offset;
use crate::dates::pattern::Caps;
use crate::dates::term::{Business, Named, Term};

/// Day and month in words, with a year or without.
pub(in crate::dates) fn day(c: &Caps) -> Option<Term> {
    named_day(c.month(0)?, c.number(0)?, c.year(0))
}

pub(in crate::dates) fn day_short_year(c: &Caps) -> Option<Term> {
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
pub(in crate::dates) fn iso_day(c: &Caps) -> Option<Term> {
    named_day(c.number(0)?, c.number(1)?, c.year(0))
}

pub(in crate::dates) fn eight(c: &Caps) -> Option<Term> {
    let number = c.number(0)?;
    let year = i32::try_from(number / 10_000)
        .ok()
        .filter(|it| (1900..2100).contains(it));
    named_day(number / 100 % 100, number % 100, Some(year?))
}

/// Two numbers with slashes between them and perhaps a year, in either order where both can be.
pub(in crate::dates) fn slashes(c: &Caps) -> Option<Term> {
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

/// `9/11`: of 2001, unless it is that day or the other one of any year.
pub(in crate::dates) fn nine_eleven(_: &Caps) -> Option<Term> {
    let days = [(9, 11, Some(2001)), (9, 11, None), (11, 9, None)];
    let days = days.map(|(month, day, year)| named_day(month, day, year));
    days.into_iter().collect::<Option<_>>().map(Term::Choice)
}

/// Day, month and year with dots between them.
pub(in crate::dates) fn dots(c: &Caps) -> Option<Term> {
    let year = c.year(0).or_else(|| c.number(2).map(of_short));
    named_day(c.number(1)?, c.number(0)?, year)
}

pub(in crate::dates) fn iso_month(c: &Caps) -> Option<Term> {
    let month = c
        .digits(0)
        .filter(|(month, digits)| *digits > 0 && (1..=12).contains(month));
    let (month, year) = (month?.0, c.year(0));
    let whole = Term::named(Named::Month(month), year);
    // `2010-11` may be two years as well, and after a year comes the next one more often than its month.
    let years = Some(c)
        .filter(|_| month == next_of_short(year))
        .and_then(super::years);
    Some(match years {
        Some(years) => Term::Choice(vec![years, whole]),
        None => whole,
    })
}

/// The last two digits of the next year.
fn next_of_short(year: Option<i32>) -> u32 {
    let next = year.map_or(0, |it| (it + 1).rem_euclid(100));
    next.unsigned_abs()
}

/// A month, with a year or without, or one of several.
pub(in crate::dates) fn month(c: &Caps) -> Option<Term> {
    let named = Named::Month(c.month(0)?);
    let (year, which) = (c.year(0), c.which(0));
    Some(Term::Named { named, year, which })
}

pub(in crate::dates) fn season(c: &Caps) -> Option<Term> {
    let named = Named::Season(c.season(0)?);
    let (year, which) = (c.year(0), c.which(0));
    Some(Term::Named { named, year, which })
}

pub(in crate::dates) fn holiday(c: &Caps) -> Option<Term> {
    let named = Named::Holiday(c.holiday(0)?);
    let (year, which) = (c.year(0), c.which(0));
    Some(Term::Named { named, year, which })
}

pub(in crate::dates) fn quarter(c: &Caps) -> Option<Term> {
    let number = c.number(0).filter(|it| (1..=4).contains(it))?;
    Some(Term::named(Named::Quarter(number), c.year(0)))
}

pub(in crate::dates) fn half(c: &Caps) -> Option<Term> {
    let number = c.number(0).filter(|it| (1..=2).contains(it))?;
    Some(Term::named(Named::Half(number), c.year(0)))
}

pub(in crate::dates) fn week(c: &Caps) -> Option<Term> {
    let number = c.number(0).filter(|it| (1..=53).contains(it))?;
    Some(Term::named(Named::Week(number), c.year(0)))
}

pub(in crate::dates) fn year(c: &Caps) -> Option<Term> {
    c.year(0).map(Term::Year)
}

/// A year of two digits after a word that says it is one.
pub(in crate::dates) fn short_year(c: &Caps) -> Option<Term> {
    c.number(0).map(|it| Term::Year(of_short(it)))
}

pub(in crate::dates) fn decade_of_year(c: &Caps) -> Option<Term> {
    let year = c.year(0).filter(|it| it % 10 == 0)?;
    // `the 1900s` is the century more often than its first ten years.
    Some(match year % 100 {
        0 if year < 2000 => Term::Choice(vec![Term::Century(year / 100), Term::Decade(year / 10)]),
        _ => Term::Decade(year / 10),
    })
}

/// The nineties: of the last century, unless that is long ago.
pub(in crate::dates) fn decade(c: &Caps) -> Option<Term> {
    let tens = c.decade(0).or_else(|| c.number(0))?;
    let tens = i32::try_from(tens)
        .ok()
        .filter(|it| it % 10 == 0 && *it < 100)?;
    let century = if tens < 20 { 200 } else { 190 };
    let other = 390 - century;
    let decades = [century, other].map(|it| Term::Decade(it + tens / 10));
    Some(Term::Choice(decades.to_vec()))
}

pub(in crate::dates) fn century(c: &Caps) -> Option<Term> {
    let number = c.number(0).filter(|it| (1..=30).contains(it))?;
    Some(Term::Century(i32::try_from(number).ok()? - 1))
}

/// A weekday and the date it is.
pub(in crate::dates) fn weekday_and_date(c: &Caps) -> Option<Term> {
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
pub(in crate::dates) fn which_date(c: &Caps) -> Option<Term> {
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

/// A date without its year, and a year.
pub(in crate::dates) fn in_year(c: &Caps) -> Option<Term> {
    let (base, year) = (c.date(0)?, c.date(1)?);
    let fits = base.lacks_year() && year.is_year();
    fits.then_some(Term::InYear { base, year })
}

/// A year, and a date without one.
pub(in crate::dates) fn year_before(c: &Caps) -> Option<Term> {
    let (year, base) = (c.date(0)?, c.date(1)?);
    let fits = base.lacks_year() && year.is_year();
    fits.then_some(Term::InYear { base, year })
}

/// The 17th and 18th centuries.
pub(in crate::dates) fn centuries(c: &Caps) -> Option<Term> {
    let century = |at: usize| {
        let number = c.number(at).filter(|it| (1..=30).contains(it))?;
        Some(Rc::new(Term::Century(i32::try_from(number).ok()? - 1)))
    };
    let (from, to) = (century(0)?, century(1)?);
    (c.number(0) < c.number(1)).then_some(Term::Range { from, to })
}

/// A weekday, with day and month in numbers.
pub(in crate::dates) fn weekday_and_numbers(c: &Caps) -> Option<Term> {
    let weekday = c.weekday(0);
    let which = c.which(0);
    let with = |term: Term| match term {
        Term::Named {
            named: Named::Day { month, day, .. },
            year,
            ..
        } => Term::Named {
            named: Named::Day {
                month,
                day,
                weekday,
            },
            year,
            which,
        },
        term => term,
    };
    Some(match slashes(c)? {
        Term::Choice(terms) => Term::Choice(terms.into_iter().map(with).collect()),
        term => with(term),
    })
}

/// `2023/2024`: two years.
pub(in crate::dates) fn two_years(c: &Caps) -> Option<Term> {
    let [from, to] = [c.year(0)?, c.year(1)?];
    let [from_year, to_year] = [from, to].map(|it| Rc::new(Term::Year(it)));
    (from < to).then_some(Term::Range {
        from: from_year,
        to: to_year,
    })
}

/// The second of two days of a month: May 3 and 4.
pub(in crate::dates) fn second_day(c: &Caps) -> Option<Term> {
    let is_next = c.number(0) < c.number(1);
    named_day(c.month(0)?, c.number(1)?, c.year(0)).filter(|_| is_next)
}

/// December '18.
pub(in crate::dates) fn month_short_year(c: &Caps) -> Option<Term> {
    let named = Named::Month(c.month(0)?);
    Some(Term::named(named, Some(of_short(c.number(0)?))))
}

/// The summer of '69.
pub(in crate::dates) fn season_short_year(c: &Caps) -> Option<Term> {
    let named = Named::Season(c.season(0)?);
    Some(Term::named(named, Some(of_short(c.number(0)?))))
}

/// The nineteen eighties.
pub(in crate::dates) fn decade_in_words(c: &Caps) -> Option<Term> {
    let century = i32::try_from(c.number(0)?)
        .ok()
        .filter(|it| (11..=20).contains(it))?;
    let tens = i32::try_from(c.decade(0)?).ok()?;
    Some(Term::Decade(century * 10 + tens / 10))
}

/// Fiscal 2018, last fiscal year.
pub(in crate::dates) fn fiscal_year(c: &Caps) -> Option<Term> {
    Some(business_year(c, Business::Accounts))
}

/// The school year 2018, this academic year.
pub(in crate::dates) fn school_year(c: &Caps) -> Option<Term> {
    Some(business_year(c, Business::School))
}

fn business_year(c: &Caps, business: Business) -> Term {
    Term::Business {
        business,
        year: c.year(0).or_else(|| c.number(0).map(of_short)),
        offset: c.which(0).map(offset),
    }
}
