use super::*;
use crate::filter::Filter;
use crate::proposed;
use crate::scope::Scope;
use crate::testing::example;
use crate::timeline::timeline;

fn day(text: &str) -> Day {
    Day::parse(text).expect("it is a day")
}

fn span(value: &str) -> (Day, Day) {
    When::parse(value)
        .and_then(|when| when.span())
        .expect("it has days")
}

fn axis(values: &[&str]) -> Axis {
    let spans: Vec<(Day, Day)> = values.iter().map(|value| span(value)).collect();
    Axis::new(&spans, None).expect("there are spans")
}

/// First and last days of the stretches, breaks in brackets.
fn stretches(axis: &Axis) -> Vec<String> {
    let stretches = axis.stretches().iter();
    stretches
        .map(|it| {
            let days = format!("{}/{}", it.first, it.last);
            if it.is_broken {
                format!("[{days}]")
            } else {
                days
            }
        })
        .collect()
}

/// What is true of every axis.
fn check(axis: &Axis, spans: &[(Day, Day)]) {
    let first = axis.first().expect("it has days");
    let last = axis.last().expect("it has days");
    assert_eq!(axis.start_of(first), 0.0);
    assert_eq!(axis.end_of(last), 1.0);
    for pair in axis.stretches().windows(2) {
        assert_eq!(pair[0].last.plus(1), Some(pair[1].first));
        assert_eq!(pair[0].end, pair[1].start);
        assert!(!(pair[0].is_broken && pair[1].is_broken));
    }
    assert!(
        axis.stretches()
            .iter()
            .all(|it| it.start < it.end && it.first <= it.last)
    );
    assert!(axis.stretches().len() <= 2 * MAX_BREAKS + 1);
    for gap in axis.breaks() {
        let days = gap.first..=gap.last;
        for (first, last) in spans {
            assert!(
                !days.contains(first) && !days.contains(last),
                "{first} {last} in {gap:?}"
            );
        }
    }
    for least in [0.0, 0.01, 0.05, 0.3, f64::NAN, f64::INFINITY, -1.0] {
        let ticks = axis.ticks(least);
        assert!(ticks.len() <= 500 && !ticks.is_empty());
        for tick in &ticks {
            assert_eq!(tick.place, axis.start_of(tick.day));
            assert_eq!(axis.day_at(tick.place + 1e-9), Some(tick.day));
        }
        for pair in ticks.windows(2) {
            let least = if least.is_finite() {
                least.max(0.002)
            } else {
                1.0
            };
            assert!(pair[1].place - pair[0].place >= least, "{pair:?}");
        }
    }
}

#[test]
fn days_are_to_scale_where_nothing_is_broken() {
    let axis = axis(&["2024-03-01/2024-03-10", "2024-03-20"]);
    // A day on either side.
    assert_eq!(stretches(&axis), ["2024-02-29/2024-03-21"]);
    let width = 1.0 / 22.0;
    assert!((axis.start_of(day("2024-03-01")) - width).abs() < 1e-12);
    assert!((axis.end_of(day("2024-03-01")) - 2.0 * width).abs() < 1e-12);
    assert!((axis.middle_of(day("2024-03-20")) - 20.5 * width).abs() < 1e-12);
    assert_eq!(axis.start_of(day("2000-01-01")), 0.0);
    assert_eq!(axis.end_of(day("2100-01-01")), 1.0);
    assert!(axis.has(day("2024-02-29")) && !axis.has(day("2024-03-22")));
}

#[test]
fn long_empty_times_are_broken() {
    let axis = axis(&[
        "1979",
        "2003",
        "2024-01",
        "2024-03-22",
        "2024-06",
        "2024-12-18",
    ]);
    assert_eq!(
        stretches(&axis),
        [
            "1979-01-01/1979-12-31",
            "[1980-01-01/2002-12-31]",
            "2003-01-01/2003-12-31",
            "[2004-01-01/2023-12-31]",
            "2024-01-01/2024-12-31",
        ]
    );
    // Most happens in the last year: it has the most room.
    let width = |at: usize| axis.stretches()[at].end - axis.stretches()[at].start;
    assert!(width(4) > 1.5 * width(0) && width(0) > LEAST && (width(1) - BREAK).abs() < 1e-12);
}

#[test]
fn months_without_an_event_are_no_break_in_a_year_with_many() {
    let axis = axis(&[
        "2024-01",
        "2024-02-03",
        "2024-06-05",
        "2024-09-09",
        "2024-12-30",
    ]);
    assert_eq!(axis.breaks().count(), 0);
    let far = super::tests::axis(&["2024-01", "2024-02-03", "2024-12-30"]);
    assert_eq!(far.breaks().count(), 1);
}

#[test]
fn what_lasts_for_long_fills_its_ends_only() {
    let axis = axis(&["1979/1989", "2024-03-04"]);
    assert_eq!(
        stretches(&axis),
        [
            "1979-01-01/1979-01-31",
            "[1979-02-01/1989-11-30]",
            "1989-12-01/1989-12-31",
            "[1990-01-01/2024-02-29]",
            "2024-03-01/2024-03-31",
        ]
    );
}

#[test]
fn a_range_is_shown_as_it_is() {
    let spans = [span("1979"), span("2024-03-04"), span("2024-05")];
    let range = (day("2024-03-01"), day("2024-05-15"));
    let axis = Axis::new(&spans, Some(range)).expect("there are days");
    assert_eq!((axis.first(), axis.last()), (Some(range.0), Some(range.1)));
    // Also one in which nothing happens, and one that is turned round.
    let range = (day("2010-05-15"), day("2010-03-01"));
    let axis = Axis::new(&spans, Some(range)).expect("there are days");
    assert_eq!((axis.first(), axis.last()), (Some(range.1), Some(range.0)));
    check(&axis, &[]);
    let one = (day("2024-03-04"), day("2024-03-04"));
    let axis = Axis::new(&spans, Some(one)).expect("there are days");
    assert_eq!(stretches(&axis), ["2024-03-04/2024-03-04"]);
    assert_eq!(Axis::new(&[], None), None);
}

#[test]
fn ticks_are_years_months_or_days() {
    let written = |axis: &Axis, least: f64| -> Vec<String> {
        let ticks = axis.ticks(least).into_iter();
        ticks
            .map(|tick| {
                let sign = if tick.is_first { "*" } else { "" };
                format!("{sign}{:?} {}", tick.unit, tick.day)
            })
            .collect()
    };
    let years = axis(&["2003", "2024", "2024-03-04", "2024-05-06"]);
    assert_eq!(
        written(&years, 0.13),
        [
            "*Month 2003-01-01",
            "Month 2003-07-01",
            "*Month 2024-01-01",
            "Month 2024-04-01",
            "Month 2024-07-01",
            "Month 2024-10-01"
        ]
    );
    assert_eq!(
        written(&years, 0.3),
        ["*Year 2003-01-01", "*Month 2024-01-01", "Month 2024-07-01"]
    );
    let weeks = axis(&["2024-04-26", "2024-05-10"]);
    assert_eq!(
        written(&weeks, 0.2),
        ["*Day 2024-04-25", "Day 2024-04-29", "*Day 2024-05-06"]
    );
    let centuries = axis(&["19", "1950", "20"]);
    check(&centuries, &[]);
    let range = (day("2023-12-20"), day("2024-12-31"));
    let cut = Axis::new(&[span("2024")], Some(range)).expect("there are days");
    // Rather January than the days before.
    assert_eq!(
        written(&cut, 0.07)[..2],
        ["*Month 2024-01-01", "Month 2024-02-01"]
    );
}

/// Numbers that look as if they were random, the same on every run (xorshift64 of G. Marsaglia: “Xorshift RNGs”, Journal
/// of Statistical Software 8, 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: i32) -> i32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i32::try_from(self.0 % u64::from(bound.unsigned_abs())).expect("it is below")
    }
}

#[test]
fn any_spans_have_an_axis_in_order() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let calendar = (day("0001-01-01"), day("9999-12-31"));
    let days = calendar.1.since(calendar.0);
    for round in 0..300 {
        let reach = [40, 400, 20_000, days][round % 4];
        let begin = numbers.below(days - reach + 1);
        let mut any = || {
            calendar
                .0
                .plus(begin + numbers.below(reach))
                .expect("it is within")
        };
        let spans: Vec<(Day, Day)> = (0..1 + round % 37)
            .map(|at| {
                let first = any();
                if at % 3 == 0 {
                    (first, any())
                } else {
                    (first, first.plus(3).unwrap_or(first))
                }
            })
            .collect();
        let range = (round % 5 == 0).then(|| (any(), any()));
        let axis = Axis::new(&spans, range).expect("there are spans");
        check(&axis, if range.is_some() { &[] } else { &spans });
        let mut some: Vec<Day> = (0..20).map(|_| any()).collect();
        some.sort_unstable();
        for pair in some.windows(2) {
            assert!(axis.start_of(pair[0]) <= axis.start_of(pair[1]));
            assert!(axis.start_of(pair[0]) <= axis.end_of(pair[0]));
        }
    }
}

#[test]
fn the_example_has_its_breaks() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let timeline = timeline(&scope, &proposed::of(&state));
    let spans = timeline
        .events
        .iter()
        .filter_map(|event| event.when?.0.span());
    let spans: Vec<(Day, Day)> = spans.collect();
    let axis = Axis::new(&spans, None).expect("there are events");
    check(&axis, &spans);
    let breaks: Vec<i32> = axis.breaks().map(|gap| gap.first.year()).collect();
    assert_eq!(
        breaks,
        [1922, 1980, 1990, 1992, 2000, 2004, 2008, 2013, 2025]
    );
}
