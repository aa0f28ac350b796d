//! Days that are written under an axis.

use super::Stretch;
use crate::when::Day;

/// What ticks may not come closer than, whatever is asked for.
const CLOSEST: f64 = 0.002;

/// A day that is written under an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The day.
    pub day: Day,
    /// The place where it begins.
    pub place: f64,
    /// What begins with it, and is written: the year, the month or the day.
    pub unit: Unit,
    /// Whether what is above that unit has to be written as well: it is the first tick of a stretch, or of another year,
    /// or for days of another month.
    pub is_first: bool,
}

/// What begins with a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// How far apart ticks are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// This many days: each, or those from Monday on.
    Days(i32),
    /// This many months; years are twelve.
    Months(i32),
}

/// The distances of ticks, the smallest first, with the least number of days that each has.
pub const STEPS: [(Step, i32); 13] = [
    (Step::Days(1), 1),
    // Mondays.
    (Step::Days(7), 7),
    (Step::Months(1), 28),
    (Step::Months(3), 90),
    (Step::Months(6), 181),
    (Step::Months(12), 365),
    (Step::Months(24), 730),
    (Step::Months(60), 1826),
    (Step::Months(120), 3652),
    (Step::Months(240), 7304),
    (Step::Months(600), 18_262),
    (Step::Months(1200), 36_524),
    (Step::Months(6000), 182_621),
];

impl Step {
    /// What begins with it, and is written.
    pub fn unit(self) -> Unit {
        match self {
            Self::Days(_) => Unit::Day,
            Self::Months(months) if months < 12 => Unit::Month,
            Self::Months(_) => Unit::Year,
        }
    }

    /// The first day at or after another one where a step begins.
    pub fn first(self, day: Day) -> Option<Day> {
        match self {
            Self::Days(1) => Some(day),
            Self::Days(_) => day
                .monday()
                .filter(|monday| *monday >= day)
                .or(day.monday()?.plus(7)),
            Self::Months(step) => {
                let (year, month, _) = day.civil();
                let months = year * 12 + i32::try_from(month).ok()? - 1;
                // The beginning of the step that the month is in.
                let begin = months.div_euclid(step) * step;
                let of = |months: i32| {
                    let month = months.rem_euclid(12).unsigned_abs() + 1;
                    Day::new(months.div_euclid(12), month, 1)
                };
                of(begin)
                    .filter(|first| *first >= day)
                    .or_else(|| of(begin + step))
            }
        }
    }

    /// The day where the step after one that begins with a day does.
    pub fn next(self, day: Day) -> Option<Day> {
        match self {
            Self::Days(days) => day.plus(days),
            Self::Months(months) => day.plus_months(months),
        }
    }
}

/// See [`super::Axis::ticks`].
pub(super) fn ticks(stretches: &[Stretch], least: f64) -> Vec<Tick> {
    let least = if least.is_finite() {
        least.max(CLOSEST)
    } else {
        1.0
    };
    let mut ticks: Vec<Tick> = Vec::new();
    for stretch in stretches.iter().filter(|stretch| !stretch.is_broken) {
        let scale = stretch.scale();
        let fits = STEPS
            .iter()
            .find(|(_, days)| f64::from(*days) * scale >= least);
        let begin = ticks.len();
        let mut add = |day: Day, unit| {
            let place = stretch.start + f64::from(day.since(stretch.first)) * scale;
            let before = ticks.last();
            if before.is_some_and(|before| place - before.place < least) {
                return;
            }
            // Of this stretch.
            let before = before.filter(|_| ticks.len() > begin);
            let is_first = before.is_none_or(|before| {
                let ((year, month, _), (other, another, _)) = (before.day.civil(), day.civil());
                year != other || (unit == Unit::Day && month != another)
            });
            ticks.push(Tick {
                day,
                place,
                unit,
                is_first,
            });
        };
        let step = fits.map(|(step, _)| *step);
        // How its first day is written.
        let (_, month, day) = stretch.first.civil();
        let unit = match (step.map(Step::unit), day, month) {
            (Some(Unit::Day), ..) | (_, 2.., _) => Unit::Day,
            (Some(Unit::Month), ..) | (_, _, 2..) => Unit::Month,
            _ => Unit::Year,
        };
        let first = step.and_then(|step| step.first(stretch.first));
        let first = first.filter(|first| *first <= stretch.last);
        // Rather the year that follows than the last days of the one before.
        let room = first.map(|first| f64::from(first.since(stretch.first)) * scale);
        if room.is_none_or(|room| room == 0.0 || room >= least) {
            add(stretch.first, unit);
        }
        let mut next = first;
        while let Some((step, day)) = step.zip(next).filter(|(_, day)| *day <= stretch.last) {
            if day > stretch.first {
                add(day, step.unit());
            }
            next = step.next(day);
        }
    }
    ticks
}
