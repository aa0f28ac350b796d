//! What an expression says, before it is known on which day it was said.

use std::rc::Rc;

use super::holiday::Holiday;
use super::{Modifier, Reason};

/// A stretch of the calendar or of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    /// From Monday to Friday.
    Workweek,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// Which of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    This,
    /// Last week's Tuesday.
    Last,
    /// The nearest in the past.
    Past,
    /// Next week's Tuesday.
    Next,
    /// The nearest to come.
    Coming,
}

/// A part of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Mid,
    End,
    /// Its beginning as a point: what is after it may be early in it.
    Beginning,
    /// Its end as a point: what is before it may be late in it.
    Close,
    /// Before the day of the article.
    Earlier,
    /// After the day of the article.
    Later,
}

/// A season of the northern half of the earth, by its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// What has years of its own, which begin on a day that the words do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Business {
    /// Accounts of states and companies.
    Accounts,
    /// Schools and universities.
    School,
}

impl Business {
    /// The sign of such a year in Recognizers-Text.
    pub fn timex(self) -> &'static str {
        match self {
            Self::Accounts => "FY",
            Self::School => "SY",
        }
    }
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    /// The sign of TIMEX3.
    pub fn timex(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Noon => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// A time that is not told exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vague {
    Past,
    Present,
    Future,
}

/// How many; `None` for a number that is not told.
pub(super) type Count = Option<u32>;

/// How long: so many of a unit, and of further ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Length(pub Vec<(Count, Unit)>);

/// A date that may say its year or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Day {
        month: u32,
        day: u32,
        weekday: Option<u32>,
    },
    Month(u32),
    Quarter(u32),
    Half(u32),
    Season(Season),
    Week(u32),
    Holiday(Holiday),
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Named {
        named: Named,
        year: Option<i32>,
        which: Option<Which>,
    },
    /// A day of no known month.
    DayOfMonth {
        day: u32,
        weekday: Option<u32>,
    },
    Weekday {
        weekday: u32,
        which: Option<Which>,
    },
    Year(i32),
    /// A year that does not begin in January; which one, or so many after that of the article.
    Business {
        business: Business,
        year: Option<i32>,
        offset: Option<i32>,
    },
    /// Years over ten.
    Decade(i32),
    /// Years over a hundred.
    Century(i32),
    /// So many units after the one of the article.
    Unit {
        unit: Unit,
        offset: i32,
    },
    /// So long after something, or after the article; before it if the sign is −1.
    Shift {
        length: Length,
        sign: i32,
        base: Option<Rc<Term>>,
        modifier: Option<Modifier>,
    },
    /// So long after what was spoken of last; before it if the sign is −1.
    Later {
        length: Length,
        sign: i32,
        modifier: Option<Modifier>,
    },
    /// The unit of what was spoken of last, or so many after it; else of the article.
    Neighbor {
        unit: Unit,
        offset: i32,
    },
    /// So long before or after something that is no date.
    Away {
        length: Length,
        modifier: Option<Modifier>,
    },
    /// Some units of a stretch, counted from 1 or back from −1.
    Part {
        nth: i32,
        count: u32,
        unit: Unit,
        base: Rc<Term>,
    },
    /// A weekday of a stretch, counted from 1 or back from −1.
    WeekdayOf {
        nth: i32,
        weekday: u32,
        base: Rc<Term>,
    },
    /// A weekday of the week of a day, or the next one of its name.
    WeekdayNear {
        weekday: u32,
        base: Rc<Term>,
    },
    /// The next weekday of a name after a date; the last one before it if the sign is −1.
    WeekdayAfter {
        weekday: u32,
        sign: i32,
        base: Rc<Term>,
    },
    /// The week or weekend that holds a day.
    WeekOf {
        unit: Unit,
        base: Rc<Term>,
    },
    /// A date without a year, and a year.
    InYear {
        base: Rc<Term>,
        year: Rc<Term>,
    },
    /// A day of a month.
    InMonth {
        day: u32,
        month: Rc<Term>,
    },
    Edge {
        edge: Edge,
        base: Rc<Term>,
    },
    DayPart {
        part: DayPart,
        base: Rc<Term>,
    },
    Bound {
        modifier: Modifier,
        base: Rc<Term>,
    },
    Range {
        from: Rc<Term>,
        to: Rc<Term>,
    },
    /// The time up to the article, or from it on.
    Run {
        length: Length,
        sign: i32,
        /// Whether it begins with the day of the article, not the next.
        with_today: bool,
    },
    /// So long up to the end of a date.
    RunTo {
        length: Length,
        to: Rc<Term>,
    },
    Vague(Vague),
    Length {
        length: Length,
        modifier: Option<Modifier>,
    },
    /// How often, by what it repeats.
    Often(Often),
    /// One of several.
    Choice(Vec<Term>),
}

/// What comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Often {
    Length(Length),
    Weekday(u32),
}

/// A term with what it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub term: Rc<Term>,
    pub reason: Reason,
}

impl Length {
    pub fn of(count: u32, unit: Unit) -> Self {
        Self(vec![(Some(count), unit)])
    }
}

impl Term {
    pub fn named(named: Named, year: Option<i32>) -> Self {
        Self::Named {
            named,
            year,
            which: None,
        }
    }

    /// Whether it is a date, not how long or how often.
    pub fn is_date(&self) -> bool {
        match self {
            Self::Length { .. } | Self::Away { .. } | Self::Often(_) => false,
            Self::Choice(terms) => terms.iter().any(Self::is_date),
            _ => true,
        }
    }

    /// Whether it is one year.
    pub fn is_year(&self) -> bool {
        matches!(
            self,
            Self::Year(_)
                | Self::Unit {
                    unit: Unit::Year,
                    ..
                }
                | Self::Neighbor {
                    unit: Unit::Year,
                    ..
                }
        )
    }

    /// Whether it is a season, a part of one, or before or after one.
    pub fn is_season(&self) -> bool {
        match self {
            Self::Named { named, .. } => matches!(named, Named::Season(_)),
            Self::Edge { base, .. } | Self::Bound { base, .. } => base.is_season(),
            _ => false,
        }
    }

    /// Whether it is a decade of no told century, or a part of one: the sixties.
    pub fn is_short_decade(&self) -> bool {
        match self {
            Self::Edge { base, .. } => base.is_short_decade(),
            Self::Choice(terms) => {
                let is_decade = |it: &Self| matches!(it, Self::Decade(_));
                terms.iter().all(is_decade)
            }
            _ => false,
        }
    }

    /// Whether it lacks only its year.
    pub fn lacks_year(&self) -> bool {
        match self {
            Self::Named { year, which, .. } => year.is_none() && which.is_none(),
            Self::Choice(terms) => !terms.is_empty() && terms.iter().all(Self::lacks_year),
            Self::Edge { base, .. } => base.lacks_year(),
            Self::Range { from, to } => from.lacks_year() && to.lacks_year(),
            _ => false,
        }
    }

    /// With this year, if it lacks one.
    pub fn with_year(&self, value: i32) -> Self {
        match self {
            Self::Named {
                named,
                year: None,
                which: None,
            } => Self::named(*named, Some(value)),
            Self::Choice(terms) => {
                Self::Choice(terms.iter().map(|term| term.with_year(value)).collect())
            }
            Self::Range { from, to } => Self::Range {
                from: Rc::new(from.with_year(value)),
                to: Rc::new(to.with_year(value)),
            },
            Self::Edge { edge, base } => Self::Edge {
                edge: *edge,
                base: Rc::new(base.with_year(value)),
            },
            _ => self.clone(),
        }
    }
}
