//! Measures how long reading takes for the worst files of each format, in an optimized build: the time
//! that its thread works, where the system tells, so that a busy machine does not count.
//!
//! `cargo run --release -p postil-formats --example slow -- [MEGABYTES]`
//!
//! Fails if one of them takes more than five seconds.

use postil_core::state::State;
use postil_formats::{encodings, format, pack, rich_text, sort, unannotated};
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[path = "../src/hostile/mod.rs"]
mod hostile;

/// The time that this thread has worked.
fn worked(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn main() -> ExitCode {
    let megabytes = std::env::args().nth(1).and_then(|n| n.parse().ok());
    let bytes = (megabytes.unwrap_or(1.0) * 1e6) as usize;
    let only = std::env::args().nth(2).unwrap_or_default();
    let mut slow = 0;
    println!(
        "| format | what | MB | reading | opening | answer |\n| --- | --- | --- | --- | --- | --- |"
    );
    for hostile in hostile::all() {
        if !format!("{} {}", hostile.format, hostile.what).contains(&only) {
            continue;
        }
        let files = hostile.files(bytes);
        let size: usize = files.iter().map(|file| file.bytes.len()).sum();
        let start = Instant::now();
        let before = worked(start);
        let read = hostile.read(&files);
        let after = worked(start);
        let reading = after.saturating_sub(before);
        let answer = match read {
            Ok((project, remarks)) => {
                let marks = project.annotations.len();
                let opened = State::open(project).map_or(0, |state| state.documents().len());
                format!(
                    "{opened} articles, {marks} marks, {} remarks",
                    remarks.len()
                )
            }
            Err(problems) => {
                let first = problems.first().map(ToString::to_string);
                let first: String = first.unwrap_or_default().chars().take(120).collect();
                format!("refused: {first}")
            }
        };
        let opening = worked(start).saturating_sub(after);
        let (format, what) = (hostile.format, hostile.what);
        let size = size as f64 / 1e6;
        println!("| {format} | {what} | {size:.1} | {reading:.2?} | {opening:.2?} | {answer} |");
        slow += usize::from(reading > Duration::from_secs(5));
    }
    if slow > 0 {
        println!("{slow} of them take more than five seconds");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
