//! The figures of the core without a browser, as `cargo bench -p postil-core` prints them.

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub struct CoreFigure {
    /// What is measured, in words.
    pub title: &'static str,
    /// The median.
    pub nanoseconds: f64,
    /// The target, in nanoseconds.
    pub limit: f64,
    /// The target, in words.
    pub target: &'static str,
}

impl CoreFigure {
    /// The median in microseconds.
    pub fn shown(&self) -> String {
        format!("{:.1} µs", self.nanoseconds / 1e3)
    }
}

/// The name of a benchmark, what it measures, and its target in microseconds.
const BENCHMARKS: [(&str, &str, f64, &str); 5] = [
    (
        "make_an_annotation",
        "core: add, on 50,000 spans",
        5.0,
        "≤ 5 µs",
    ),
    (
        "make_and_remove_an_annotation",
        "core: add or remove",
        5.0,
        "≤ 5 µs",
    ),
    ("relabel_an_annotation", "core: re-label", 5.0, "≤ 5 µs"),
    ("move_an_edge", "core: move a boundary", 5.0, "≤ 5 µs"),
    (
        "segments_of_a_block_with_100_spans",
        "core: segments of a block with 100 spans",
        50.0,
        "≤ 50 µs",
    ),
];

/// Finds the medians in the output of divan.
///
/// # Errors
/// If one of the benchmarks is missing.
pub fn parse(output: &str) -> Result<Vec<CoreFigure>, String> {
    let find = |(name, title, limit, target): (&str, &'static str, f64, &'static str)| {
        let nanoseconds = output.lines().find_map(|line| median(line, name));
        let nanoseconds = nanoseconds.ok_or_else(|| format!("there is no benchmark {name}"))?;
        Ok(CoreFigure {
            title,
            nanoseconds,
            limit: limit * 1e3,
            target,
        })
    };
    BENCHMARKS.into_iter().map(find).collect()
}

/// The median of a line such as `├─ name  3.1 µs │ 9 µs │ 3.4 µs │ 3.6 µs │ 100 │ 100`, whose
/// columns are fastest, slowest, median and mean.
fn median(line: &str, name: &str) -> Option<f64> {
    let mut columns = line
        .split('│')
        .map(str::trim)
        .filter(|column| !column.is_empty());
    let first = columns.next()?;
    let first = first.trim_start_matches(['├', '╰', '─', ' ']);
    let (found, _) = first.split_once(' ')?;
    if found != name {
        return None;
    }
    let (number, unit) = columns.nth(1)?.split_once(' ')?;
    let scale = match unit {
        "ns" => 1.0,
        "µs" => 1e3,
        "ms" => 1e6,
        "s" => 1e9,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * scale)
}

#[cfg(test)]
mod tests {
    use super::{median, parse};

    const LINE: &str = "├─ make_an_annotation  3.112 µs      │ 98.1 µs       │ 3.42 µs       │ \
                        3.6 µs        │ 2000    │ 2000";

    #[test]
    fn the_median_is_the_third_time() {
        assert_eq!(median(LINE, "make_an_annotation"), Some(3_420.0));
        assert_eq!(median(LINE, "make_an"), None);
        assert_eq!(
            median("╰─ x  812.1 ns │ 1 µs │ 0.9 ms │ 1 µs │ 1 │ 1", "x"),
            Some(900_000.0)
        );
    }

    #[test]
    fn a_missing_benchmark_is_told() {
        let error = parse(LINE).expect_err("most are missing");
        assert!(error.contains("make_and_remove_an_annotation"));
    }
}
