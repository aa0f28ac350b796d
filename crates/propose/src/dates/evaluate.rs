//! What an expression means on the day of its article.

use std::rc::Rc;

use super::calendar::{Sense, around, edge, later, precision};
use super::day::{Day, Days};
use super::nearest;
use super::term::{Edge, Length, Often, Term, Unit, Vague};
use super::{Anchor, Kind, Modifier, Precision};

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
        Term::WeekOf { unit, base } => each(base, context, |it| {
            Some(around(it.first()?, *unit)?.anchored(it.anchor))
        }),
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
            Unit::Week | Unit::Fortnight => "XXXX-WXX",
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

/// So long after a day; `None` if a number is not told.
fn move_by(day: Day, length: &Length, sign: i32) -> Option<Day> {
    length.0.iter().try_fold(day, |day, (count, unit)| {
        later(
            day,
            i32::try_from((*count)?).ok()?.checked_mul(sign)?,
            *unit,
        )
    })
}

/// The smallest unit of a length.
fn finest(length: &Length) -> Option<Unit> {
    length.0.last().map(|(_, unit)| *unit)
}

fn shift(
    length: &Length,
    sign: i32,
    base: Option<&Term>,
    modifier: Option<Modifier>,
    context: Context,
) -> Vec<Sense> {
    let Some(unit) = finest(length) else {
        return Vec::new();
    };
    let is_told = length.0.iter().all(|(count, _)| count.is_some());
    let is_vague = !is_told || matches!(unit, Unit::Minute | Unit::Hour);
    if base.is_none() && is_vague && !is_told {
        let vague = if sign < 0 { Vague::Past } else { Vague::Future };
        return all(&Term::Vague(vague), context);
    }
    let bases = match base {
        None => {
            let day = unit_at(Unit::Day, 0, context.reference);
            day.into_iter().collect()
        }
        Some(base) => evaluate(base, context),
    };
    let mut senses = Vec::new();
    for from in bases {
        let anchor = match base {
            None => Anchor::Reference,
            Some(_) if from.anchor == Anchor::Absolute => Anchor::Expression,
            Some(_) => from.anchor,
        };
        let Some(first) = from.first() else {
            let known = unit_at(unit, 0, None).map(|it| Sense { anchor, ..it });
            senses.extend(known);
            continue;
        };
        let Some(day) = move_by(first, length, sign) else {
            continue;
        };
        // What was three months ago is a month, what is three months after a day is a day.
        let coarse = precision(unit).max(from.precision);
        let coarse = match coarse {
            Precision::Year => Unit::Year,
            Precision::Month => Unit::Month,
            Precision::Week => Unit::Week,
            Precision::Decade if base.is_some() => Unit::Decade,
            Precision::Decade | Precision::Century => Unit::Year,
            _ => Unit::Day,
        };
        let exact = around(day, Unit::Day);
        let whole = around(day, coarse);
        let is_exact_first = base.is_some() && from.precision == Precision::Day;
        let (one, other) = if is_exact_first {
            (exact, whole)
        } else {
            (whole, exact)
        };
        for sense in [one, other].into_iter().flatten() {
            senses.push(with_bound(sense.anchored(anchor), modifier, first, sign));
        }
    }
    senses
}

/// A date that lies more or less than so long after a day.
fn with_bound(sense: Sense, modifier: Option<Modifier>, from: Day, sign: i32) -> Sense {
    let is_more = matches!(modifier, Some(Modifier::MoreThan | Modifier::EqualOrMore));
    let is_less = matches!(modifier, Some(Modifier::LessThan | Modifier::EqualOrLess));
    match (is_more, is_less, sign < 0) {
        (true, _, true) => bound(sense, Modifier::Before),
        (true, _, false) => bound(sense, Modifier::After),
        (_, true, back) => {
            let days = if back {
                Days {
                    first: sense.first(),
                    last: from.plus(-1),
                }
            } else {
                Days {
                    first: Some(from),
                    last: sense.last(),
                }
            };
            let modifier = if back {
                Modifier::OnOrAfter
            } else {
                Modifier::OnOrBefore
            };
            Sense {
                span: Some(days),
                modifier: Some(modifier),
                kind: Kind::Range,
                ..sense
            }
        }
        _ => Sense { modifier, ..sense },
    }
}

/// `a decade later`: after what was spoken of last, or else after the article.
fn after_spoken(
    length: &Length,
    sign: i32,
    modifier: Option<Modifier>,
    context: Context,
) -> Vec<Sense> {
    let mut senses = Vec::new();
    let spoken = context.before.and_then(|days| days.first.zip(days.last));
    if let Some((first, last)) = spoken {
        let days = last.since(first);
        let unit = match days {
            0 => Unit::Day,
            1..=6 => Unit::Week,
            7..=31 => Unit::Month,
            _ => Unit::Year,
        };
        let finest = finest(length).map_or(Precision::Day, precision);
        let unit = match finest.max(precision(unit)) {
            Precision::Day => Unit::Day,
            Precision::Week => Unit::Week,
            Precision::Month => Unit::Month,
            _ => Unit::Year,
        };
        let moved = move_by(first, length, sign).and_then(|day| around(day, unit));
        let moved = moved.map(|it| with_bound(it, modifier, first, sign));
        senses.extend(moved.map(|it| it.anchored(Anchor::Expression)));
    }
    if senses.is_empty() {
        let length = duration(length, modifier);
        senses.extend(length.map(|it| it.anchored(Anchor::Expression)));
    }
    senses.extend(shift(length, sign, None, modifier, context));
    senses
}

/// Some units of a stretch, counted from its beginning or back from its end.
fn part(base: &Sense, nth: i32, count: u32, unit: Unit) -> Option<Sense> {
    let (first, last) = (base.first()?, base.last()?);
    let count = i32::try_from(count).ok()?;
    // A week belongs to the stretch that has its Thursday.
    let (shift, around_first) = match unit {
        Unit::Week => (3, first.plus(-3)?.monday()?),
        _ => (0, around(first, unit)?.first()?),
    };
    let is_part = precision(unit) < base.precision || unit == Unit::Quarter;
    let (from, to) = if nth > 0 {
        let mut from = around_first;
        if from.plus(shift)? < first {
            from = later(from, 1, unit)?;
        }
        let from = later(from, nth - 1, unit)?;
        (from, later(from, count - 1, unit)?)
    } else {
        let end = match unit {
            Unit::Week => last.plus(-3)?.monday()?,
            _ => around(last, unit)?.first()?,
        };
        let to = later(end, nth + 1, unit)?;
        (later(to, 1 - count, unit)?, to)
    };
    let (from, to) = (around(from, unit)?, around(to, unit)?);
    let is_inside = to.first()?.plus(shift)? <= last && from.first()?.plus(shift)? >= first;
    if !is_part || !is_inside {
        return None;
    }
    let sense = if count == 1 {
        from
    } else {
        Sense {
            value: format!("{}/{}", from.value, to.value),
            span: Some(Days::new(from.first()?, to.last()?)),
            kind: Kind::Range,
            ..from
        }
    };
    Some(sense.anchored(base.anchor))
}

/// A weekday of a stretch.
fn weekday_of(base: &Sense, nth: i32, weekday: u32) -> Option<Sense> {
    let (first, last) = (base.first()?, base.last()?);
    let distance = |from: u32, to: u32| i32::try_from((7 + to - from) % 7).ok();
    let day = if nth > 0 {
        first.plus(distance(first.weekday(), weekday)? + (nth - 1).checked_mul(7)?)?
    } else {
        last.plus(-distance(weekday, last.weekday())? + (nth + 1).checked_mul(7)?)?
    };
    let is_inside = first <= day && day <= last;
    Some(around(day, Unit::Day)?.anchored(base.anchor)).filter(|_| is_inside)
}

fn in_year(base: &Term, year: &Term, context: Context) -> Vec<Sense> {
    let years = evaluate(year, context);
    let mut senses = Vec::new();
    for it in years {
        match it.first().filter(|_| it.precision == Precision::Year) {
            Some(first) => {
                let with_year = base.with_year(first.year());
                let inner = evaluate(&with_year, context);
                senses.extend(inner.into_iter().map(|sense| sense.anchored(it.anchor)));
            }
            None if it.span.is_none() => senses.extend(evaluate(base, Context::default())),
            None => {}
        }
    }
    senses
}

fn edges(which: Edge, base: &Term, context: Context) -> Vec<Sense> {
    let reference = context.reference;
    let mut senses = Vec::new();
    for it in evaluate(base, context) {
        let modifier = match which {
            Edge::Start | Edge::Beginning | Edge::Earlier => Modifier::Start,
            Edge::Mid => Modifier::Mid,
            Edge::End | Edge::Close | Edge::Later => Modifier::End,
        };
        let part = it.span.and_then(|days| edge(days, which, it.precision));
        let (first, last) = (it.first(), it.last());
        let cut = match which {
            Edge::Earlier => reference
                .and_then(|day| day.plus(-1))
                .map(|last| (first, Some(last))),
            Edge::Later => reference
                .and_then(|day| day.plus(0))
                .map(|first| (Some(first), last)),
            _ => None,
        };
        let cut = cut.filter(|(first, last)| first <= last && it.precision != Precision::Day);
        let cut = cut.filter(|(from, to)| *from >= first && *to <= last);
        if let Some((first, last)) = cut {
            let span = Some(Days { first, last });
            senses.push(Sense { span, ..it.clone() });
            // Nothing of the half that has not come, or is over.
            let half = part.map(|days| match which {
                Edge::Earlier => Days {
                    last: days.last.min(last),
                    ..days
                },
                _ => Days {
                    first: days.first.max(first),
                    ..days
                },
            });
            let modifier = Some(modifier);
            senses.push(Sense {
                modifier,
                span: half,
                ..it
            });
        } else if matches!(which, Edge::Earlier | Edge::Later) {
            senses.push(it);
        } else {
            let modifier = Some(modifier).filter(|_| it.precision != Precision::Day);
            senses.push(Sense {
                modifier,
                span: part.or(it.span),
                ..it
            });
        }
    }
    senses
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

/// From one date to another; what lacks a year gets that of the other one, or the next after it.
fn range(from: &Rc<Term>, to: &Rc<Term>, context: Context) -> Vec<Sense> {
    let mut pairs: Vec<(Sense, Sense)> = Vec::new();
    if from.lacks_year() && !to.lacks_year() && !is_next(to) {
        for end in evaluate(to, context) {
            let year = end.last().or(end.first()).map(Day::year);
            let starts =
                year.map(|year| [year, year - 1].map(|it| evaluate(&from.with_year(it), context)));
            let starts = starts.into_iter().flatten().flatten();
            let fits = |start: &Sense| start.first() <= end.last();
            let start = starts.into_iter().find(fits);
            pairs.extend(start.map(|start| (start, end)));
        }
    } else {
        for start in evaluate(from, context) {
            let ends = match start.first().filter(|_| to.lacks_year()) {
                Some(first) => {
                    let years = [first.year(), first.year() + 1];
                    let ends = years.map(|it| evaluate(&to.with_year(it), context));
                    ends.into_iter().flatten().collect()
                }
                None => evaluate_to(to, &start, context),
            };
            let fits = |end: &&Sense| match (start.first(), end.last()) {
                (Some(first), Some(last)) => first <= last,
                (None, None) => true,
                _ => false,
            };
            let end = ends.iter().find(fits).cloned();
            pairs.extend(end.map(|end| (start, end)));
        }
    }
    // The one that is going on comes first.
    if let Some(day) = context
        .reference
        .filter(|_| from.lacks_year() && to.lacks_year())
    {
        pairs.sort_by_key(|(start, end)| !(start.first() <= Some(day) && end.last() >= Some(day)));
    }
    let join = |(start, end): (Sense, Sense)| {
        let anchor = match (start.anchor, end.anchor) {
            (Anchor::Absolute, anchor) | (anchor, _) => anchor,
        };
        let days = Days {
            first: start.first(),
            last: end.last(),
        };
        Sense {
            value: format!("{}/{}", start.value, end.value),
            modifier: None,
            span: Some(days).filter(|it| it.first.is_some()),
            precision: start.precision.min(end.precision),
            kind: Kind::Range,
            anchor,
        }
    };
    pairs.into_iter().map(join).collect()
}

/// Whether the end of a range is the next one of its name after the beginning.
fn is_next(to: &Term) -> bool {
    matches!(
        to,
        Term::Weekday { which: None, .. } | Term::DayOfMonth { .. }
    )
}

/// The end of a range: a weekday or a day of a month is the next one after the beginning.
fn evaluate_to(to: &Term, start: &Sense, context: Context) -> Vec<Sense> {
    match (start.first(), is_next(to)) {
        (Some(day), true) => {
            let next = Context {
                reference: day.plus(-1),
                ..context
            };
            let senses = evaluate(to, next);
            senses
                .into_iter()
                .filter(|it| it.first() > start.first())
                .collect()
        }
        _ => evaluate(to, context),
    }
}

/// The time up to the article, or from it on: whole quarters, halves and decades, and days otherwise.
fn run(length: &Length, sign: i32, with_today: bool, reference: Option<Day>) -> Option<Sense> {
    let duration = duration(length, None)?;
    let unit = finest(length)?;
    let span = reference.and_then(|day| {
        let is_whole = matches!(unit, Unit::Quarter | Unit::Half | Unit::Weekend);
        let whole = around(day, unit).filter(|_| is_whole);
        let (first, last) = match (&whole, sign < 0) {
            (Some(it), true) => (move_by(it.first()?, length, sign)?, it.first()?.plus(-1)?),
            (Some(it), false) => {
                let first = it.last()?.plus(1)?;
                (first, move_by(first, length, sign)?.plus(-1)?)
            }
            (None, true) => (move_by(day, length, sign)?, day.plus(-1)?),
            (None, false) => {
                let first = day.plus(i32::from(!with_today))?;
                let last = move_by(day, length, sign)?;
                (first, last.plus(-i32::from(with_today))?)
            }
        };
        (first <= last).then_some(Days::new(first, last))
    });
    Some(Sense {
        span,
        anchor: Anchor::Reference,
        ..duration
    })
}

/// A duration of TIMEX3; decades and centuries are years there, quarters months.
fn duration(length: &Length, modifier: Option<Modifier>) -> Option<Sense> {
    let value = timex_length(length)?;
    let precision = precision(finest(length)?);
    let sense = Sense::unknown(value, precision, Kind::Duration);
    Some(Sense { modifier, ..sense })
}

fn timex_length(length: &Length) -> Option<String> {
    let mut date = String::new();
    let mut time = String::new();
    for (count, unit) in &length.0 {
        let (times, letter) = match unit {
            Unit::Minute => (1, "M"),
            Unit::Hour => (1, "H"),
            Unit::Day => (1, "D"),
            Unit::Week | Unit::Weekend => (1, "W"),
            Unit::Fortnight => (2, "W"),
            Unit::Month => (1, "M"),
            Unit::Quarter => (3, "M"),
            Unit::Half => (6, "M"),
            Unit::Year => (1, "Y"),
            Unit::Decade => (10, "Y"),
            Unit::Century => (100, "Y"),
        };
        let number = match count {
            Some(count) => count.checked_mul(times)?.to_string(),
            None if times > 1 && letter == "Y" => format!("X{}", &times.to_string()[1..]),
            None => "X".to_owned(),
        };
        match unit {
            Unit::Minute | Unit::Hour => time.push_str(&format!("{number}{letter}")),
            _ => date.push_str(&format!("{number}{letter}")),
        }
    }
    let is_empty = date.is_empty() && time.is_empty();
    let time = if time.is_empty() {
        time
    } else {
        format!("T{time}")
    };
    (!is_empty).then(|| format!("P{date}{time}"))
}
