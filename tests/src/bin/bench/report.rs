//! Writes the report as Markdown tables.

use crate::core::CoreFigure;
use crate::corpus::Size;
use crate::figures::{Edit, Figures, Subject, What};
use crate::rows::{self, ROWS, Sum, number};
use crate::statistics::median;
use std::fmt::Write;

/// Everything that was measured.
pub struct Report {
    /// The day, the machine and the browser.
    pub machine: String,
    /// The number of runs of Postil and the plain text, and of the peer.
    pub runs: (usize, usize),
    /// The figures of each size, from small to large.
    pub sizes: Vec<(Size, Figures)>,
    /// The time from navigation to text.
    pub start: Figures,
    /// The figures of the core without a browser.
    pub core: Vec<CoreFigure>,
}

impl Report {
    /// The whole report. Times without a unit are in milliseconds.
    pub fn markdown(&self) -> String {
        let mut out = format!("{}.\n", self.machine);
        let (own, peer) = self.runs;
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(
            out,
            "{own} runs of Postil and of the plain text, {peer} of the peer. Times in \
             milliseconds; two values are median and 95th percentile.\n"
        );
        if let Some((size, figures)) = self.sizes.last() {
            self.largest(&mut out, *size, figures);
        }
        if !self.sizes.is_empty() {
            for who in Subject::ALL {
                self.by_size(&mut out, who);
            }
        }
        out
    }

    fn largest(&self, out: &mut String, size: Size, figures: &Figures) {
        let _ = writeln!(out, "### {}\n", in_words(size));
        let heads: Vec<_> = Subject::ALL.iter().map(|who| who.title()).collect();
        let _ = writeln!(out, "| | {} | target | reached |", heads.join(" | "));
        let _ = writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |");
        for row in ROWS {
            let cells = Subject::ALL.map(|who| row.cell(figures, who)).join(" | ");
            let (target, reached) = (row.target, verdict(row.is_reached(figures)));
            let _ = writeln!(out, "| {} | {cells} | {target} | {reached} |", row.title);
        }
        for (title, value, target, reached) in self.others(figures) {
            let reached = verdict(reached);
            let _ = writeln!(
                out,
                "| {title} | {value} | – | – | – | {target} | {reached} |"
            );
        }
        out.push('\n');
    }

    /// Rows made of more than one figure: title, value, target, and whether it is reached.
    fn others(&self, figures: &Figures) -> Vec<(String, String, &'static str, Option<bool>)> {
        let mut rows = Vec::new();
        let heap = [What::HeapScript, What::HeapWasm]
            .map(|what| rows::deciding(figures, what, Sum::Bytes, Subject::Postil));
        if let [Some(script), Some(wasm)] = heap {
            let sum = (script + wasm) / 1e6;
            let value = format!("{sum:.1} MB");
            rows.push((
                "memory: both".to_owned(),
                value,
                "≤ 120 MB",
                Some(sum <= 120.0),
            ));
        }
        let bulk = [What::Bulk, What::BulkUndo]
            .map(|what| rows::deciding(figures, what, Sum::Median, Subject::Postil));
        if bulk.iter().flatten().any(|&time| time > 100.0) {
            let shown = median(figures.of(What::BulkProgress, Subject::Postil)) == Some(1.0);
            let value = if shown { "yes" } else { "no" }.to_owned();
            let title = "mark everywhere, undo: progress shown".to_owned();
            rows.push((title, value, "beyond 100 ms", Some(shown)));
        }
        rows.extend(self.growth(figures));
        if let Some(time) = median(self.start.of(What::Start, Subject::Postil)) {
            let title = "start: navigation → first article, warm cache".to_owned();
            rows.push((title, number(time), "≤ 300 ms", Some(time <= 300.0)));
        }
        for figure in &self.core {
            let reached = Some(figure.nanoseconds <= figure.limit);
            rows.push((
                figure.title.to_owned(),
                figure.shown(),
                figure.target,
                reached,
            ));
        }
        rows
    }

    /// How much slower changes are at the largest size than at the smallest, and how much longer their
    /// journal entries are.
    fn growth(&self, large: &Figures) -> Vec<(String, String, &'static str, Option<bool>)> {
        let Some((_, small)) = self.sizes.first().filter(|_| self.sizes.len() > 1) else {
            return Vec::new();
        };
        let ratio = |what, sum| {
            let value = |figures| rows::deciding(figures, what, sum, Subject::Postil);
            Some(value(large)? / value(small)?)
        };
        let edits = [Edit::Add, Edit::Relabel, Edit::Move, Edit::Remove];
        let worst = |what: fn(Edit) -> What| {
            let ratios = edits
                .iter()
                .filter_map(|&edit| ratio(what(edit), Sum::Spread));
            ratios.reduce(f64::max)
        };
        let mut rows = Vec::new();
        let mut add = |title: &str, ratio: Option<f64>, target, limit| {
            if let Some(ratio) = ratio {
                let reached = Some(ratio <= limit);
                rows.push((title.to_owned(), format!("{ratio:.2} ×"), target, reached));
            }
        };
        let painted = worst(What::Painted);
        add(
            "changes: the largest size against the smallest, worst p95",
            painted,
            "≤ 1.5 ×",
            1.5,
        );
        let work = worst(What::Work);
        add("… without waiting for the screen", work, "≤ 1.5 ×", 1.5);
        let journal = ratio(What::Journal, Sum::Number);
        add(
            "journal: the largest size against the smallest",
            journal,
            "≤ 1 ×",
            1.05,
        );
        rows
    }

    fn by_size(&self, out: &mut String, who: Subject) {
        let _ = writeln!(out, "### {} by size\n", who.title());
        let heads: Vec<_> = self.sizes.iter().map(|(size, _)| in_words(*size)).collect();
        let _ = writeln!(out, "| | {} |", heads.join(" | "));
        let _ = writeln!(out, "| ---{} |", " | ---".repeat(heads.len()));
        let measured = |what| {
            let here = |(_, figures): &(Size, Figures)| {
                !figures.of(what, who).is_empty() || figures.is_too_slow(what, who)
            };
            self.sizes.iter().any(here)
        };
        for row in ROWS.iter().filter(|row| measured(row.what)) {
            let cells = self.sizes.iter().map(|(_, figures)| row.cell(figures, who));
            let cells: Vec<_> = cells.collect();
            let _ = writeln!(out, "| {} | {} |", row.title, cells.join(" | "));
        }
        out.push('\n');
    }
}

fn in_words(size: Size) -> String {
    format!(
        "{} characters, {} spans",
        grouped(size.characters),
        grouped(size.spans)
    )
}

/// Formats a number with a comma at every third digit.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Whether a target is reached, in words.
pub fn verdict(reached: Option<bool>) -> &'static str {
    match reached {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "",
    }
}

const BEGIN: &str = "<!-- bench: written by cargo xtask bench --write -->\n";
const END: &str = "<!-- /bench -->";

/// Replaces the report between the markers of a page.
///
/// # Errors
/// If the page has no markers.
pub fn put_into(page: &str, report: &str) -> Result<String, String> {
    let parts = page.split_once(BEGIN).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(END)?;
        Some((before, after))
    });
    let (before, after) = parts.ok_or("the page has no markers for the tables")?;
    Ok(format!("{before}{BEGIN}{report}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, Report, grouped, put_into};
    use crate::corpus::Size;
    use crate::figures::{Figures, Subject, What};

    #[test]
    fn the_tables_take_the_place_of_the_old_ones() {
        let page = format!("a\n{BEGIN}old\n{END}\nb\n");
        assert_eq!(
            put_into(&page, "new\n"),
            Ok(format!("a\n{BEGIN}new\n{END}\nb\n"))
        );
        assert!(put_into("a", "new").is_err());
    }

    #[test]
    fn every_line_of_a_table_has_the_same_number_of_cells() {
        let size = |characters| Size {
            characters,
            spans: 5,
        };
        let mut large = Figures::default();
        large.note(What::Open, Subject::Postil, 50.0);
        let report = Report {
            machine: "A machine".to_owned(),
            runs: (5, 3),
            sizes: vec![(size(10), Figures::default()), (size(1_000), large)],
            start: Figures::default(),
            core: Vec::new(),
        };
        let report = report.markdown();
        let mut width = None;
        for line in report.lines() {
            let cells = line.matches(" |").count();
            if line.starts_with('|') {
                assert_eq!(*width.get_or_insert(cells), cells, "{line}");
            } else {
                width = None;
            }
        }
        assert!(report.contains("### 1,000 characters, 5 spans"));
    }

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(grouped(50), "50");
        assert_eq!(grouped(5_000), "5,000");
        assert_eq!(grouped(1_000_000), "1,000,000");
    }
}
