//! Reads all files below some folders as the page does, and counts those that are read, read with parts
//! left out, and refused. The files of one folder come in together.
//!
//! `cargo run --release -p postil-formats --example samples -- FOLDER…`

use postil_formats::{decode, encodings, sort, unannotated};
use std::path::Path;

#[path = "../src/samples.rs"]
mod samples;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut tally = samples::Tally::new();
    for folder in std::env::args().skip(1) {
        samples::folder(Path::new(&folder), &mut tally)?;
    }
    println!("| taken for | read | in part | refused |\n| --- | --- | --- | --- |");
    for (what, counts) in tally {
        let samples::Counts {
            read,
            in_part,
            refused,
        } = counts;
        println!("| {what} | {read} | {in_part} | {refused} |");
    }
    Ok(())
}
