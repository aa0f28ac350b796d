//! Measures what is proposed, and prints it as Markdown between the markers of `docs/proposals.md`:
//! `cargo xtask proposals`, or `cargo run --release -p postil-propose --example measure`.
//!
//! A section whose corpus is not there says so on the error output and is left out. With `--wrong`, lists the dates of the
//! parts to tune on that come out wrong.

#[path = "measure/corpus.rs"]
mod corpus;
#[path = "measure/cost.rs"]
mod cost;
#[path = "measure/dates.rs"]
mod dates;
#[path = "measure/linking.rs"]
mod linking;
#[path = "measure/numbers.rs"]
mod numbers;
#[path = "measure/scores.rs"]
mod scores;

/// The sections of the page, by the names of their markers. Each gives its tables, or says why it has
/// none.
const SECTIONS: &[(&str, Section)] = &[
    ("linking", linking::section),
    ("cost", cost::section),
    ("dates", dates::section),
    ("numbers", numbers::section),
];

/// Makes the tables of a section, or says why it has none.
type Section = fn() -> Result<String, String>;

fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    if only.iter().any(|it| it == "--wrong") {
        match dates::wrong() {
            Ok(list) => println!("{list}"),
            Err(why) => eprintln!("left out: {why}"),
        }
        return;
    }
    for (name, section) in SECTIONS {
        if !only.is_empty() && !only.iter().any(|wanted| wanted == name) {
            continue;
        }
        match section() {
            Ok(tables) => println!(
                "<!-- begin {name} -->\n{}\n<!-- end {name} -->",
                tables.trim()
            ),
            Err(why) => eprintln!("{name}: left out: {why}"),
        }
    }
}
