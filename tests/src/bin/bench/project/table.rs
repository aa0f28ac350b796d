//! The table of projects, by size.

use super::corpus::ProjectSize;
use crate::columns;
use crate::figures::{Edit, Figures, What};
use crate::report::grouped;
use crate::rows::{Goal, Row, Sum, row};

const NO_TASK: &[Goal] = &[Goal::AtMost(50.0)];

/// All rows.
const ROWS: &[Row] = &[
    row(
        "open from the disk: navigation → first article",
        What::Reopen,
        Sum::Median,
    )
    .reach("≤ 1500 ms", &[Goal::AtMost(1_500.0)]),
    row("… longest task over 50 ms", What::ReopenTask, Sum::Median),
    row("open, from the file's bytes", What::Import, Sum::Median),
    row(
        "show another article for the first time",
        What::Switch,
        Sum::Spread,
    )
    .reach("p95 ≤ 50 ms", &[Goal::AtMost(50.0)]),
    row("… longest task over 50 ms", What::SwitchTask, Sum::Most).reach("none", NO_TASK),
    row("add: key → frame", What::Painted(Edit::Add), Sum::Spread)
        .reach("p95 ≤ 16 ms", &[Goal::AtMost(16.0)]),
    row(
        "… without waiting for the screen",
        What::Work(Edit::Add),
        Sum::Spread,
    ),
    row("… longest task over 50 ms", What::TagTask, Sum::Most).reach("none", NO_TASK),
    row(
        "journal: bytes of one added mark",
        What::Journal,
        Sum::Number,
    ),
    row(
        "scroll the rail to its middle: frame with its rows",
        What::RailJump,
        Sum::Median,
    )
    .reach("≤ 50 ms", &[Goal::AtMost(50.0)]),
    row("… longest task over 50 ms", What::RailTask, Sum::Most).reach("none", NO_TASK),
    row(
        "search: letter → frame with the first hits",
        What::Search,
        Sum::Spread,
    ),
    row(
        "… without waiting for the screen",
        What::SearchWork,
        Sum::Spread,
    )
    .reach("p95 ≤ 50 ms", &[Goal::AtMost(50.0)]),
    row("… until all hits are counted", What::SearchAll, Sum::Spread),
    row("… longest task over 50 ms", What::SearchTask, Sum::Most).reach("none", NO_TASK),
    row("link: key → frame with candidates", What::Link, Sum::Median)
        .reach("≤ 50 ms", &[Goal::AtMost(50.0)]),
    row(
        "… longest task over 50 ms, of a name typed too",
        What::LinkTask,
        Sum::Most,
    ),
    row("… put the mark into a cluster", What::Join, Sum::Median),
    row("… longest task over 50 ms", What::JoinTask, Sum::Most),
    row(
        "open another pane: key → its marks",
        What::PaneOpen,
        Sum::Spread,
    ),
    row("… longest task over 50 ms", What::PaneTask, Sum::Most),
    row(
        "select a mark: key → the mentions of its cluster of 2,000 in the other pane lit",
        What::Light,
        Sum::Spread,
    )
    .reach("p95 ≤ 50 ms", &[Goal::AtMost(50.0)]),
    row("… longest task over 50 ms", What::LightTask, Sum::Most).reach("none", NO_TASK),
    row("rows of any list in the page", What::Rows, Sum::Largest)
        .reach("≤ 100", &[Goal::AtMost(100.0)]),
    row("memory: JavaScript", What::HeapScript, Sum::Bytes),
    row("memory: WebAssembly", What::HeapWasm, Sum::Bytes),
    row("memory: both", What::Heap, Sum::Bytes).reach("≤ 350 MB", &[Goal::AtMost(350e6)]),
];

/// The table: a column for each size, with the targets at the largest one.
pub fn table(projects: &[(ProjectSize, Figures)]) -> String {
    let columns = projects.iter();
    let columns: Vec<_> = columns
        .map(|(size, figures)| (in_words(*size), figures))
        .collect();
    columns::table("Projects of many articles", &columns, ROWS)
}

fn in_words(size: ProjectSize) -> String {
    format!(
        "{} articles, {} marks, {} clusters",
        grouped(size.articles),
        grouped(size.marks),
        grouped(size.clusters())
    )
}

#[cfg(test)]
mod tests {
    use super::{ProjectSize, table};
    use crate::figures::{Figures, Subject, What};

    #[test]
    fn every_line_has_the_same_number_of_cells() {
        let size = |articles| ProjectSize {
            articles,
            marks: articles * 20,
        };
        let mut large = Figures::default();
        large.note(What::Heap, Subject::Postil, 351e6);
        let table = table(&[(size(200), Figures::default()), (size(5_000), large)]);
        let lines = table.lines().filter(|line| line.starts_with('|'));
        assert!(
            lines
                .into_iter()
                .all(|line| line.matches(" |").count() == 5),
            "{table}"
        );
        assert!(table.contains("5,000 articles, 100,000 marks, 2,000 clusters"));
        assert!(table.contains("| memory: both | – | 351.0 MB | ≤ 350 MB | **no** |"));
    }
}
