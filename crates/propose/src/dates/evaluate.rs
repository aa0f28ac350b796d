//! What an expression means on the day of its article.

use super::calendar::{Sense, around, later, precision};
use super::day::{Day, Days};
use super::nearest;
use super::term::{Edge, Length, Named, Often, Term, Unit, Vague};
use super::{Anchor, Kind, Modifier, Precision};

mod length;
mod part;
mod range;
mod shift;

use length::{duration, run, run_to, timex_length};
use part::{edges, in_year, part, week_of, weekday_after, weekday_of, weekdays_near};
use range::range;
use shift::{after_spoken, shift};

/// What a term is read against.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// The day of the article.
    pub reference: Option<Day>,
    /// The days of the date that was spoken of last.
    pub before: Option<Days>,
}

/// Readings of one expression at most.
const MAX_SENSES: usize = 6;

/// The readings of a term, the likeliest first; none if it means no time that exists. O(size of the term).
pub(super) fn evaluate(term: &Term, context: Context) -> Vec<Sense> {
    let mut senses: Vec<Sense> = Vec::new();
    for sense in all(term, context) {
        if senses.len() < MAX_SENSES && !senses.contains(&sense) {
            senses.push(sense);
        }
    }
    senses
}

fn all(term: &Term, context: Context) -> Vec<Sense> {
    let reference = context.reference;
    let list = |sense: Option<Sense>| sense.into_iter().collect::<Vec<_>>();
    match term {
        Term::Named { named, year, which } => nearest::named(*named, *year, *which, reference),
        Term::DayOfMonth { day, weekday } => nearest::day_of_month(*day, *weekday, reference),
        Term::Weekday { weekday, which } => nearest::weekday(*weekday, *which, reference),
        Term::Year(year) => list(Day::new(*year, 1, 1).and_then(|it| around(it, Unit::Year))),
        Term::Business {
            business,
            year,
            offset,
        } => {
            let nearby = || reference.zip(*offset).map(|(day, by)| day.year() + by);
            let year = year.or_else(nearby).filter(|it| (1..=9999).contains(it));
            let year = year.map_or("XXXX".to_owned(), |it| format!("{it:04}"));
            let value = format!("{}{year}", business.timex());
            let sense = Sense::unknown(value, Precision::Year, Kind::Date);
            let anchor = match offset {
                Some(_) => Anchor::Reference,
                None => Anchor::Absolute,
            };
            vec![sense.anchored(anchor)]
        }
        Term::Decade(decade) => {
            let year = decade.checked_mul(10).unwrap_or_default();
            list(Day::new(year, 1, 1).and_then(|it| around(it, Unit::Decade)))
        }
        Term::Century(century) => {
            let year = century.checked_mul(100).unwrap_or_default();
            list(Day::new(year.max(1), 1, 1).and_then(|it| around(it, Unit::Century)))
        }
        Term::Unit { unit, offset } => list(unit_at(*unit, *offset, reference)),
        Term::Shift {
            length,
            sign,
            base,
            modifier,
        } => shift(length, *sign, base.as_deref(), *modifier, context),
        Term::Later {
            length,
            sign,
            modifier,
        } => after_spoken(length, *sign, *modifier, context),
        Term::Neighbor { unit, offset } => {
            let spoken = context.before.and_then(|days| days.first);
            let day = spoken.and_then(|day| later(day, *offset, *unit));
            let near = day.and_then(|day| around(day, *unit));
            let near = near.map(|it| it.anchored(Anchor::Expression));
            let own = unit_at(*unit, *offset, reference);
            near.into_iter().chain(own).collect()
        }
        Term::Away { length, modifier } => {
            let sense = duration(length, *modifier);
            list(sense.map(|it| it.anchored(Anchor::Expression)))
        }
        Term::Part {
            nth,
            count,
            unit,
            base,
        } => each(base, context, |it| part(&it, *nth, *count, *unit)),
        Term::WeekdayOf { nth, weekday, base } => {
            each(base, context, |it| weekday_of(&it, *nth, *weekday))
        }
        Term::WeekdayNear { weekday, base } => {
            let bases = evaluate(base, context);
            bases
                .iter()
                .flat_map(|it| weekdays_near(it, *weekday))
                .collect()
        }
        Term::WeekdayAfter {
            weekday,
            sign,
            base,
        } => each(base, context, |it| weekday_after(&it, *weekday, *sign)),
        Term::WeekOf { unit, base } => {
            let is_holiday = matches!(
                &**base,
                Term::Named {
                    named: Named::Holiday(_),
                    ..
                }
            );
            let is_long = is_holiday && *unit == Unit::Weekend;
            each(base, context, |it| week_of(&it, *unit, is_long))
        }
        Term::InYear { base, year } => in_year(base, year, context),
        Term::InMonth { day, month } => each(month, context, |it| {
            let (year, month, _) = it.first()?.civil();
            let whole = Some(it.precision).filter(|it| *it == Precision::Month);
            let day = Day::new(year, month, *day).filter(|_| whole.is_some())?;
            Some(around(day, Unit::Day)?.anchored(it.anchor))
        }),
        Term::Edge { edge, base } => edges(*edge, base, context),
        Term::DayPart { part, base } => each(base, context, |it| {
            let is_day = it.precision == Precision::Day && it.kind == Kind::Date;
            let value = format!("{}T{}", it.value, part.timex());
            is_day.then_some(Sense { value, ..it })
        }),
        Term::Bound { modifier, base } => match (&**base, modifier) {
            // Before the end of a year is in it still.
            (
                Term::Edge {
                    edge: Edge::Close,
                    base,
                },
                Modifier::Before,
            ) => each(base, context, |it| {
                let modifier = Some(*modifier);
                Some(Sense {
                    modifier,
                    ..bound(it, Modifier::OnOrBefore)
                })
            }),
            (
                Term::Edge {
                    edge: Edge::Beginning,
                    base,
                },
                Modifier::After,
            ) => each(base, context, |it| {
                let modifier = Some(*modifier);
                Some(Sense {
                    modifier,
                    ..bound(it, Modifier::OnOrAfter)
                })
            }),
            _ => each(base, context, |it| Some(bound(it, *modifier))),
        },
        Term::Range { from, to } => range(from, to, context),
        Term::Run {
            length,
            sign,
            with_today,
        } => list(run(length, *sign, *with_today, reference)),
        Term::RunTo { length, to } => each(to, context, |it| run_to(length, &it)),
        Term::Vague(vague) => {
            let value = match vague {
                Vague::Past => "PAST_REF",
                Vague::Present => "PRESENT_REF",
                Vague::Future => "FUTURE_REF",
            };
            let days = match vague {
                Vague::Past => reference.map(|it| Days {
                    first: None,
                    last: it.plus(-1),
                }),
                Vague::Present => reference.map(Days::day),
                Vague::Future => reference.map(|it| Days {
                    first: it.plus(1),
                    last: None,
                }),
            };
            let sense = Sense::unknown(value, Precision::Vague, Kind::Date);
            let sense = Sense {
                span: days,
                ..sense
            };
            vec![sense.anchored(Anchor::Reference)]
        }
        Term::Length { length, modifier } => list(duration(length, *modifier)),
        Term::Often(often) => {
            let value = match often {
                Often::Length(length) => timex_length(length).unwrap_or_default(),
                Often::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
            };
            let of = match often {
                Often::Length(Length(units)) => units.first().map(|(_, unit)| precision(*unit)),
                Often::Weekday(_) => None,
            };
            let precision = of.unwrap_or(Precision::Day);
            list(
                Some(Sense::unknown(value, precision, Kind::Set)).filter(|it| !it.value.is_empty()),
            )
        }
        Term::Choice(terms) => terms.iter().flat_map(|it| all(it, context)).collect(),
    }
}

/// What is made of each reading of a term.
fn each(base: &Term, context: Context, make: impl Fn(Sense) -> Option<Sense>) -> Vec<Sense> {
    evaluate(base, context)
        .into_iter()
        .filter_map(make)
        .collect()
}

/// The day, week, month… so many after that of the article.
fn unit_at(unit: Unit, offset: i32, reference: Option<Day>) -> Option<Sense> {
    let Some(day) = reference else {
        let value = match unit {
            Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
            Unit::Week | Unit::Workweek | Unit::Fortnight => "XXXX-WXX",
            Unit::Weekend => "XXXX-WXX-WE",
            Unit::Month => "XXXX-XX",
            _ => "XXXX",
        };
        let sense = Sense::unknown(value, precision(unit), Kind::Date);
        return Some(sense.anchored(Anchor::Reference));
    };
    // From the first day of the stretch, so that no short month is left out.
    let first = around(day, unit)?.first()?;
    let sense = around(later(first, offset, unit)?, unit)?;
    Some(sense.anchored(Anchor::Reference))
}

/// Before, after, since, until or about a date.
pub(super) fn bound(base: Sense, modifier: Modifier) -> Sense {
    let (first, last) = (base.first(), base.last());
    let open = |first: Option<Day>, last: Option<Day>| {
        (first.is_some() || last.is_some()).then_some(Days { first, last })
    };
    let span = match modifier {
        Modifier::Before => open(None, first.and_then(|it| it.plus(-1))),
        Modifier::After => open(last.and_then(|it| it.plus(1)), None),
        Modifier::OnOrBefore => open(None, last),
        Modifier::OnOrAfter => open(first, None),
        _ => base.span,
    };
    let kind = match modifier {
        Modifier::Approx => base.kind,
        _ => Kind::Range,
    };
    Sense {
        modifier: Some(modifier),
        span,
        kind,
        ..base
    }
}
