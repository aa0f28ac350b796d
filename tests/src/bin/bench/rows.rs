//! The rows of the tables: how each figure is summed up, and its target.

use crate::figures::{Edit, Figures, Subject, What};
use crate::statistics::{median, quantile};

/// How the values of a figure are summed up, and the unit of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sum {
    /// The median, in milliseconds.
    Median,
    /// Median and 95th percentile, in milliseconds; the latter decides.
    Spread,
    /// The 95th percentile, in milliseconds.
    P95,
    /// The median, in bytes.
    Bytes,
    /// The median, as a number.
    Number,
    /// The largest, in milliseconds.
    Most,
    /// The largest, as a number.
    Largest,
}

/// The target of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// At most this, in the unit of the figure.
    AtMost(f64),
    /// At most this multiple of the plain text's figure.
    TimesPlain(f64, What),
}

/// One line of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What is measured, in words.
    pub title: &'static str,
    /// Which figure.
    pub what: What,
    /// How it is summed up.
    pub sum: Sum,
    /// Its targets at the largest size; all must be reached.
    pub goals: &'static [Goal],
    /// The targets, in words.
    pub target: &'static str,
}

/// A row without a target.
pub const fn row(title: &'static str, what: What, sum: Sum) -> Row {
    Row {
        title,
        what,
        sum,
        goals: &[],
        target: "",
    }
}

impl Row {
    /// The same with a target.
    pub const fn reach(self, target: &'static str, goals: &'static [Goal]) -> Self {
        Self {
            target,
            goals,
            ..self
        }
    }
}

const EDIT: &[Goal] = &[
    Goal::AtMost(16.0),
    Goal::TimesPlain(1.2, What::Painted(Edit::Add)),
];
const SCRIPT: &[Goal] = &[Goal::AtMost(4.0)];
const EDIT_TARGET: &str = "p95 ≤ 16 ms, ≤ 1.2 × plain";
const SHORT_TASKS: &[Goal] = &[Goal::AtMost(50.0)];
/// As good as the plain text, within the difference between two runs.
const AS_PLAIN: f64 = 1.1;

/// All rows.
pub const ROWS: &[Row] = &[
    row(
        "open, from memory: first painted frame",
        What::Open,
        Sum::Median,
    )
    .reach("≤ 2 × plain", &[Goal::TimesPlain(2.0, What::Open)]),
    row(
        "… until the main thread is idle",
        What::OpenBusy,
        Sum::Median,
    )
    .reach("≤ 100 ms", &[Goal::AtMost(100.0)]),
    row(
        "open, from memory: first frame with marks",
        What::OpenMarks,
        Sum::Median,
    ),
    row("open, from the file's bytes", What::Import, Sum::Median)
        .reach("≤ 500 ms", &[Goal::AtMost(500.0)]),
    row("switch documents", What::Switch, Sum::Median).reach("≤ 50 ms", &[Goal::AtMost(50.0)]),
    row("add: key → frame", What::Painted(Edit::Add), Sum::Spread).reach(EDIT_TARGET, EDIT),
    row(
        "… without waiting for the screen",
        What::Work(Edit::Add),
        Sum::Spread,
    ),
    row("… scripts", What::Script(Edit::Add), Sum::Spread).reach("p95 ≤ 4 ms", SCRIPT),
    row(
        "re-label: key → frame",
        What::Painted(Edit::Relabel),
        Sum::Spread,
    )
    .reach(EDIT_TARGET, EDIT),
    row(
        "… without waiting for the screen",
        What::Work(Edit::Relabel),
        Sum::Spread,
    ),
    row("… scripts", What::Script(Edit::Relabel), Sum::Spread).reach("p95 ≤ 4 ms", SCRIPT),
    row(
        "move a boundary: key → frame",
        What::Painted(Edit::Move),
        Sum::Spread,
    )
    .reach(EDIT_TARGET, EDIT),
    row(
        "… without waiting for the screen",
        What::Work(Edit::Move),
        Sum::Spread,
    ),
    row("… scripts", What::Script(Edit::Move), Sum::Spread).reach("p95 ≤ 4 ms", SCRIPT),
    row(
        "remove: key → frame",
        What::Painted(Edit::Remove),
        Sum::Spread,
    )
    .reach(EDIT_TARGET, EDIT),
    row(
        "… without waiting for the screen",
        What::Work(Edit::Remove),
        Sum::Spread,
    ),
    row("… scripts", What::Script(Edit::Remove), Sum::Spread).reach("p95 ≤ 4 ms", SCRIPT),
    row("scroll 20 screens: frame", What::ScrollFrame, Sum::Spread).reach(
        "p95 as plain",
        &[Goal::TimesPlain(AS_PLAIN, What::ScrollFrame)],
    ),
    row("… longest task over 50 ms", What::ScrollTask, Sum::Median).reach("none", SHORT_TASKS),
    row("jump to the end: frame", What::JumpFrame, Sum::Spread).reach(
        "p95 as plain",
        &[Goal::TimesPlain(AS_PLAIN, What::JumpFrame)],
    ),
    row("… longest task over 50 ms", What::JumpTask, Sum::Median).reach("none", SHORT_TASKS),
    row(
        "search: letter → frame with all hits counted",
        What::Search,
        Sum::Spread,
    ),
    row(
        "… without waiting for the screen",
        What::SearchWork,
        Sum::Spread,
    )
    .reach("p95 ≤ 20 ms", &[Goal::AtMost(20.0)]),
    row("mark a word everywhere", What::Bulk, Sum::Median)
        .reach("≤ 300 ms", &[Goal::AtMost(300.0)]),
    row("… undo it", What::BulkUndo, Sum::Median).reach("≤ 300 ms", &[Goal::AtMost(300.0)]),
    row("… marks made", What::BulkCount, Sum::Number),
    row(
        "select across 100 paragraphs: frame",
        What::SelectFrame,
        Sum::P95,
    ),
    row("… longest frame", What::SelectLongest, Sum::Median)
        .reach("≤ 32 ms", &[Goal::AtMost(32.0)]),
    row("… longest task over 50 ms", What::SelectTask, Sum::Median),
    row("memory: JavaScript", What::HeapScript, Sum::Bytes),
    row("memory: WebAssembly", What::HeapWasm, Sum::Bytes),
    row(
        "journal: bytes of one added mark",
        What::Journal,
        Sum::Number,
    ),
];

/// The value of a figure that is compared with its target. `None` if it was not measured.
pub fn deciding(figures: &Figures, what: What, sum: Sum, who: Subject) -> Option<f64> {
    let values = figures.of(what, who);
    match sum {
        Sum::Median | Sum::Bytes | Sum::Number => median(values),
        Sum::Spread | Sum::P95 => quantile(values, 0.95),
        Sum::Most | Sum::Largest => quantile(values, 1.0),
    }
}

impl Row {
    /// The text of a table's cell.
    pub fn cell(&self, figures: &Figures, who: Subject) -> String {
        let values = figures.of(self.what, who);
        let Some(value) = deciding(figures, self.what, self.sum, who) else {
            return if figures.is_too_slow(self.what, who) {
                "> 60 s".to_owned()
            } else {
                "–".to_owned()
            };
        };
        match self.sum {
            Sum::Spread => format!(
                "{} / {}",
                number(median(values).unwrap_or(value)),
                number(value)
            ),
            Sum::Bytes => format!("{:.1} MB", value / 1e6),
            Sum::Number | Sum::Largest => format!("{value:.0}"),
            _ => number(value),
        }
    }

    /// Whether Postil reaches its targets; `None` if there are none, or something was not measured.
    pub fn is_reached(&self, figures: &Figures) -> Option<bool> {
        let value = deciding(figures, self.what, self.sum, Subject::Postil)?;
        let mut reached = None;
        for goal in self.goals {
            let limit = match *goal {
                Goal::AtMost(limit) => limit,
                Goal::TimesPlain(times, what) => {
                    times * deciding(figures, what, self.sum, Subject::Plain)?
                }
            };
            reached = Some(reached.unwrap_or(true) && value <= limit);
        }
        reached
    }
}

/// Formats milliseconds with the significant digits.
pub fn number(milliseconds: f64) -> String {
    match milliseconds {
        value if value >= 9_999.5 => format!("{:.1} s", value / 1e3),
        value if value >= 99.95 => format!("{value:.0}"),
        value => format!("{value:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Goal, ROWS, Row, Sum, number};
    use crate::figures::{Figures, Subject, What};

    #[test]
    fn numbers_are_rounded_to_what_tells_something() {
        assert_eq!(number(0.04), "0.0");
        assert_eq!(number(16.66), "16.7");
        assert_eq!(number(451.2), "451");
        assert_eq!(number(44_120.0), "44.1 s");
    }

    #[test]
    fn goals_hold_or_not_or_cannot_be_told() {
        let row = Row {
            goals: &[Goal::AtMost(10.0), Goal::TimesPlain(2.0, What::Open)],
            ..ROWS[0]
        };
        assert_eq!(row.sum, Sum::Median);
        let mut figures = Figures::default();
        assert_eq!(row.is_reached(&figures), None);
        figures.note(What::Open, Subject::Postil, 8.0);
        assert_eq!(row.is_reached(&figures), None);
        figures.note(What::Open, Subject::Plain, 4.0);
        assert_eq!(row.is_reached(&figures), Some(true));
        let mut slower = Figures::default();
        slower.note(What::Open, Subject::Postil, 8.1);
        slower.note(What::Open, Subject::Plain, 4.0);
        assert_eq!(row.is_reached(&slower), Some(false));
        assert_eq!(ROWS[2].is_reached(&slower), None);
    }

    #[test]
    fn a_cell_tells_what_was_given_up() {
        let mut figures = Figures::default();
        assert_eq!(ROWS[0].cell(&figures, Subject::Spans), "–");
        figures.note_too_slow(What::Open, Subject::Spans);
        assert_eq!(ROWS[0].cell(&figures, Subject::Spans), "> 60 s");
        figures.note(What::Open, Subject::Spans, 12.0);
        assert_eq!(ROWS[0].cell(&figures, Subject::Spans), "12.0");
    }
}
