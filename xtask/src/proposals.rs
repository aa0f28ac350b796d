//! Measures what the program proposes, and writes the tables into `docs/proposals.md`.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::process;

const PAGE: &str = "docs/proposals.md";

/// What measures: its crate, its example, and the sections that it prints.
const EXAMPLES: [(&str, &str, &[&str]); 4] = [
    (
        "postil-propose",
        "measure",
        &["linking", "cost", "dates", "numbers"],
    ),
    ("postil-propose", "measure_said", &["said"]),
    ("postil-propose", "measure_reprint", &["shared copy"]),
    ("postil-story", "measure_tensions", &["tensions"]),
];

/// Runs the examples that measure, optimized, and prints their tables; with `write`, puts each section between its
/// markers in the page. `sections` names those to measure; without a name, all are.
///
/// # Errors
/// If there is no such section, an example does not run, or the page has no markers of a section.
pub fn measure(write: bool, sections: &[String]) -> Result<()> {
    let known = || EXAMPLES.iter().flat_map(|(.., of)| of.iter());
    if let Some(odd) = sections
        .iter()
        .find(|wanted| known().all(|it| it != wanted))
    {
        let known: Vec<&str> = known().copied().collect();
        bail!("there is no section “{odd}”, only {}", known.join(", "));
    }
    let mut printed = String::new();
    for (package, example, of) in EXAMPLES {
        let wanted = sections
            .iter()
            .filter(|wanted| of.contains(&wanted.as_str()));
        let wanted: Vec<&String> = wanted.collect();
        if wanted.is_empty() && !sections.is_empty() {
            continue;
        }
        let mut command = process::command("cargo");
        command.args(["run", "--release", "--quiet", "--package", package]);
        command.args(["--example", example, "--"]).args(wanted);
        let done = process::run_heard(&mut command, |line| {
            printed.push_str(line);
            printed.push('\n');
        })?;
        if !done {
            bail!("`{}` failed", process::shown(&command));
        }
    }
    if write {
        let path = process::root().join(PAGE);
        let page = fs::read_to_string(&path).with_context(|| format!("could not read {PAGE}"))?;
        fs::write(&path, put(&page, &printed)?)
            .with_context(|| format!("could not write {PAGE}"))?;
    }
    Ok(())
}

/// A page with what was printed between `<!-- begin NAME -->` and `<!-- end NAME -->`.
fn put(page: &str, printed: &str) -> Result<String> {
    let mut page = page.to_owned();
    for section in printed.split("<!-- begin ").skip(1) {
        let (name, rest) = section
            .split_once(" -->")
            .context("a section has no name")?;
        let (begin, end) = (
            format!("<!-- begin {name} -->"),
            format!("<!-- end {name} -->"),
        );
        let (tables, _) = rest
            .split_once(&end)
            .with_context(|| format!("section {name} has no end"))?;
        let place = page.find(&begin).zip(page.find(&end));
        let Some((from, to)) = place.filter(|(from, to)| from < to) else {
            bail!("{PAGE} has no place for section {name}");
        };
        page.replace_range(
            from + begin.len()..to,
            &format!("\n\n{}\n\n", tables.trim()),
        );
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::put;

    #[test]
    fn each_section_goes_between_its_markers() {
        let page =
            "# P\n<!-- begin a -->\nold\n<!-- end a -->\ntext\n<!-- begin b -->\n<!-- end b -->\n";
        let printed = "<!-- begin a -->\n| 1 |\n<!-- end a -->\n";
        let expected = "# P\n<!-- begin a -->\n\n| 1 |\n\n<!-- end a -->\ntext\n<!-- begin b -->\n<!-- end b -->\n";
        let once = put(page, printed).expect("it has a place");
        assert_eq!(once, expected);
        assert_eq!(put(&once, printed).expect("it has a place"), expected);
        assert!(put("# P\n", printed).is_err());
        assert!(put(page, "<!-- begin a -->\n| 1 |\n").is_err());
    }
}
