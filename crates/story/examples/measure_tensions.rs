//! Measures how many of the tensions that people settled in the worked example the rules find, and prints it as Markdown
//! between the markers of `docs/proposals.md`: `cargo xtask proposals tensions`.

use postil_core::format::postil::read;
use postil_core::state::State;
use postil_story::filter::Filter;
use postil_story::scope::Scope;
use postil_story::tensions::{Reason, Tension, tensions};
use std::collections::BTreeMap;

const EXAMPLE: &[u8] = include_bytes!("../../../articles/worked-example.json");

fn main() {
    let (project, _) = read(EXAMPLE).expect("the example reads");
    let state = State::open(project).expect("the example opens");
    let filter = Filter::default();
    let pairs = tensions(&Scope::new(&state, &filter, None)).pairs;
    println!("<!-- begin tensions -->");
    println!("| differ in | found | of these settled | precision | recall |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    let settled = pairs.iter().filter(|pair| pair.settled.is_some()).count();
    let mut by_reason: BTreeMap<&str, Vec<&Tension>> = BTreeMap::new();
    for pair in &pairs {
        let mut names: Vec<&str> = pair.reasons.iter().map(Reason::name).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            by_reason.entry(name).or_default().push(pair);
        }
    }
    for (name, of) in &by_reason {
        println!("{}", row(name, of, settled));
    }
    let found: Vec<&Tension> = pairs.iter().filter(|it| !it.reasons.is_empty()).collect();
    println!("{}", row("anything", &found, settled));
    println!("\n{settled} pairs are settled in all.");
    println!("<!-- end tensions -->");
}

/// A row of the table: pairs that are found, of so many that are settled.
fn row(name: &str, found: &[&Tension], settled: usize) -> String {
    let right = found.iter().filter(|pair| pair.settled.is_some()).count();
    let share = |whole: usize| right as f64 / whole.max(1) as f64;
    format!(
        "| {name} | {} | {right} | {:.2} | {:.2} |",
        found.len(),
        share(found.len()),
        share(settled)
    )
}
