//! The axis of time: from days to places from 0 to 1.
//!
//! Where nothing happens for long the axis is broken: such a stretch has a small width of its own, whatever time it
//! stands for. Each stretch between two breaks is to scale in itself, and the more happens in it the wider it is.

mod ticks;

use crate::when::{Day, When};
use std::cmp::Reverse;

pub use ticks::{STEPS, Step, Tick, Unit};

/// Breaks that an axis has at most.
const MAX_BREAKS: usize = 12;
/// The width of a break.
const BREAK: f64 = 0.015;
/// The least width of another stretch.
const LEAST: f64 = 0.03;
/// Days without anything that are too few for a break.
const SHORT: i32 = 120;
/// A gap is broken if it is longer than such a part of the days that are filled.
const PART: i32 = 4;
/// Days of a span that is filled by what happened in it; of a longer one only the ends are.
const FILLED: i32 = 400;
/// Days up to which an axis begins and ends with a day, not with a month.
const BY_DAYS: i32 = 62;

/// An axis of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The stretches, in the order of time; each begins on the day after the one before. At least one.
    stretches: Vec<Stretch>,
}

/// A stretch of an axis, to scale in itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// The place where the first day begins.
    pub start: f64,
    /// The place where the last day ends.
    pub end: f64,
    /// Whether it is a break: nothing begins or ends in it.
    pub is_broken: bool,
}

/// Days with something in them.
#[derive(Clone, Copy)]
struct Filled {
    first: Day,
    last: Day,
    /// How much begins or ends in it.
    count: usize,
}

impl Stretch {
    /// How many days it has.
    fn days(&self) -> i32 {
        self.last.since(self.first) + 1
    }

    /// The width of a day.
    fn scale(&self) -> f64 {
        (self.end - self.start) / f64::from(self.days())
    }
}

impl Axis {
    /// The axis for some spans, from the first to the last day of each; `None` if there are none. With a range of days it
    /// has just these days, whatever happens on others: so it is zoomed. O(n log n) for n spans.
    ///
    /// What lasts longer than 400 days fills the axis with its ends only: a break may be between them. An axis of more
    /// than 62 days begins and ends with a month, and so do its stretches.
    ///
    /// A gap is broken if it has more than 120 days and more than a quarter of all days with something in them; of these
    /// the twelve longest are.
    pub fn new(spans: &[(Day, Day)], range: Option<(Day, Day)>) -> Option<Self> {
        let filled = filled(spans, range);
        let (first, last) = ends(&filled)?;
        let is_by_days = last.since(first) < BY_DAYS;
        let filled = merged(filled, is_by_days, range);
        let broken = breaks(&filled);
        let mut stretches: Vec<(Stretch, usize)> = Vec::new();
        for (at, next) in filled.iter().enumerate() {
            let before = stretches.last_mut().filter(|_| !broken.contains(&at));
            if let Some((stretch, count)) = before {
                stretch.last = next.last;
                *count += next.count;
                continue;
            }
            let gap = stretches.last().map(|(stretch, _)| stretch.last);
            let gap = gap.and_then(|last| last.plus(1)).zip(next.first.plus(-1));
            stretches.extend(gap.map(|(first, last)| (Stretch::unplaced(first, last, true), 0)));
            let stretch = Stretch::unplaced(next.first, next.last, false);
            stretches.push((stretch, next.count));
        }
        place(&mut stretches);
        Some(Self {
            stretches: stretches.into_iter().map(|(stretch, _)| stretch).collect(),
        })
    }

    /// The stretches, in the order of time.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// The breaks, in the order of time.
    pub fn breaks(&self) -> impl Iterator<Item = &Stretch> {
        self.stretches.iter().filter(|stretch| stretch.is_broken)
    }

    /// The first day.
    pub fn first(&self) -> Option<Day> {
        self.stretches.first().map(|stretch| stretch.first)
    }

    /// The last day.
    pub fn last(&self) -> Option<Day> {
        self.stretches.last().map(|stretch| stretch.last)
    }

    /// Whether it has a day. O(1).
    pub fn has(&self, day: Day) -> bool {
        self.first().is_some_and(|first| first <= day)
            && self.last().is_some_and(|last| day <= last)
    }

    /// The place where a day begins; 0 before the first day, 1 after the last. Later days are never placed before earlier
    /// ones. O(log b) for b breaks.
    pub fn start_of(&self, day: Day) -> f64 {
        let at = self.stretches.partition_point(|stretch| stretch.last < day);
        let Some(stretch) = self.stretches.get(at) else {
            return 1.0;
        };
        let days = day.since(stretch.first).max(0);
        stretch.start + f64::from(days) * stretch.scale()
    }

    /// The place where a day ends: see [`Axis::start_of`].
    pub fn end_of(&self, day: Day) -> f64 {
        let at = self.stretches.partition_point(|stretch| stretch.last < day);
        let Some(stretch) = self.stretches.get(at) else {
            return 1.0;
        };
        if day == stretch.last {
            return stretch.end;
        }
        let days = (day.since(stretch.first) + 1).max(0);
        stretch.start + f64::from(days) * stretch.scale()
    }

    /// The middle of a day.
    pub fn middle_of(&self, day: Day) -> f64 {
        f64::midpoint(self.start_of(day), self.end_of(day))
    }

    /// The day at a place; the first one before 0, the last one after 1. O(log b) for b breaks.
    pub fn day_at(&self, place: f64) -> Option<Day> {
        let at = self
            .stretches
            .partition_point(|stretch| stretch.end <= place);
        let stretch = self.stretches.get(at).or(self.stretches.last())?;
        let days = ((place - stretch.start) / stretch.scale()).floor();
        // Saturates.
        stretch
            .first
            .plus((days as i32).clamp(0, stretch.days() - 1))
    }

    /// The days that begin years, months or days, to be written under the axis, in their order and never closer than
    /// `least` to one another; that is at least 0.002. Each stretch has its own unit, the smallest that fits. A
    /// stretch begins with a tick, unless that came too close. O(t) for t ticks: at most 500.
    pub fn ticks(&self, least: f64) -> Vec<Tick> {
        ticks::ticks(&self.stretches, least)
    }
}

impl When {
    /// The span of its days for an axis: the part that is meant, and the one day that is known if it has no beginning or
    /// no end.
    pub fn span(&self) -> Option<(Day, Day)> {
        let (first, last) = self.narrowed();
        Some((first.or(last)?, last.or(first)?))
    }
}

impl Stretch {
    fn unplaced(first: Day, last: Day, is_broken: bool) -> Self {
        Self {
            first,
            last,
            start: 0.0,
            end: 0.0,
            is_broken,
        }
    }
}

/// The days that spans fill, as far as a range has them, in the order of their first days.
fn filled(spans: &[(Day, Day)], range: Option<(Day, Day)>) -> Vec<Filled> {
    let mut filled: Vec<Filled> = Vec::with_capacity(spans.len() + 2);
    let mut add = |first: Day, last: Day, count| filled.push(Filled { first, last, count });
    for (first, last) in spans.iter().copied() {
        let (first, last) = (first.min(last), first.max(last));
        let is_within =
            |day: Day| range.is_none_or(|(from, to)| (from.min(to)..=from.max(to)).contains(&day));
        if last.since(first) < FILLED {
            let (from, to) = match range {
                Some((from, to)) => (first.max(from.min(to)), last.min(from.max(to))),
                None => (first, last),
            };
            if from <= to {
                add(from, to, 1);
            }
        } else {
            for day in [first, last] {
                if is_within(day) {
                    add(day, day, 1);
                }
            }
        }
    }
    if let Some((from, to)) = range {
        // Its ends are there though nothing happens.
        for day in [from.min(to), from.max(to)] {
            add(day, day, 0);
        }
    }
    filled.sort_unstable_by_key(|filled| (filled.first, filled.last));
    filled
}

/// The first and the last day of all.
fn ends(filled: &[Filled]) -> Option<(Day, Day)> {
    let first = filled.first()?.first;
    let last = filled.iter().map(|filled| filled.last).max()?;
    Some((first, last))
}

/// The same, rounded to months or with a day around each, in a range; what touches is one.
fn merged(filled: Vec<Filled>, is_by_days: bool, range: Option<(Day, Day)>) -> Vec<Filled> {
    let mut merged: Vec<Filled> = Vec::new();
    for mut next in filled {
        let (first, last) = if is_by_days {
            (next.first.plus(-1), next.last.plus(1))
        } else {
            let (year, month, _) = next.first.civil();
            (Day::new(year, month, 1), next.last.end_of_month())
        };
        next.first = first.unwrap_or(next.first);
        next.last = last.unwrap_or(next.last);
        if let Some((from, to)) = range {
            next.first = next.first.max(from.min(to));
            next.last = next.last.min(from.max(to));
        }
        match merged.last_mut() {
            Some(before) if next.first.since(before.last) <= 1 => {
                before.last = before.last.max(next.last);
                before.count += next.count;
            }
            _ => merged.push(next),
        }
    }
    merged
}

/// The indexes of what follows a break, ascending.
fn breaks(filled: &[Filled]) -> Vec<usize> {
    let pairs = filled.iter().zip(filled.iter().skip(1)).enumerate();
    let mut gaps: Vec<(i32, usize)> = pairs
        .map(|(at, (one, other))| (other.first.since(one.last) - 1, at + 1))
        .collect();
    // The longest first, of equal ones the earlier.
    gaps.sort_unstable_by_key(|(days, at)| (Reverse(*days), *at));
    let days = filled
        .iter()
        .map(|filled| filled.last.since(filled.first) + 1);
    let least = SHORT.max(days.sum::<i32>() / PART);
    let long = gaps
        .into_iter()
        .take(MAX_BREAKS)
        .filter(|(days, _)| *days > least);
    let mut broken: Vec<usize> = long.map(|(_, at)| at).collect();
    broken.sort_unstable();
    broken
}

/// Gives stretches, each with how much is in it, their places. What breaks leave is shared out: a little for each, the
/// rest by how much happens in it and by the square root of its days, so that long ones do not press the others flat.
fn place(stretches: &mut [(Stretch, usize)]) {
    let weight = |stretch: &Stretch, count: usize| {
        let days = f64::from(stretch.days());
        if stretch.is_broken {
            0.0
        } else {
            (count + 1) as f64 * days.sqrt()
        }
    };
    let all: f64 = stretches
        .iter()
        .map(|(stretch, count)| weight(stretch, *count))
        .sum();
    let broken = stretches
        .iter()
        .filter(|(stretch, _)| stretch.is_broken)
        .count();
    let whole = stretches.len() - broken;
    let shared = 1.0 - broken as f64 * BREAK - whole as f64 * LEAST;
    let mut reached = 0.0;
    for (stretch, count) in stretches.iter_mut() {
        let width = if stretch.is_broken {
            BREAK
        } else {
            LEAST + shared * weight(stretch, *count) / all
        };
        stretch.start = reached;
        reached += width;
        stretch.end = reached;
    }
    if let Some((last, _)) = stretches.last_mut() {
        // Not a hair less, as sums of fractions are.
        last.end = 1.0;
    }
}

#[cfg(test)]
mod tests;
