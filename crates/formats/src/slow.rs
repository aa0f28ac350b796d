//! Tests that no reader takes out of proportion for a file, whatever is in it.

use crate::format;
use crate::hostile::{self, Hostile};
use postil_core::state::State;
use std::fs;
use std::time::{Duration, Instant};

/// The time that this thread has worked, where the system tells; a busy machine does not count.
fn worked(start: Instant) -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn reading(hostile: &Hostile, bytes: usize) -> Duration {
    let files = hostile.files(bytes);
    let start = Instant::now();
    let before = worked(start);
    let read = hostile.read(&files);
    if let Ok((project, _)) = read {
        State::open(project).expect("what a reader gives can be opened");
    }
    worked(start).saturating_sub(before)
}

/// Four times as much takes four times as long; work that grows with the square takes sixteen times.
#[test]
fn the_worst_files_take_time_in_proportion() {
    const BYTES: usize = 50_000;
    const NOISE: Duration = Duration::from_millis(100);
    let mut slow = Vec::new();
    for hostile in hostile::all() {
        let is_slow = || {
            let little = reading(&hostile, BYTES);
            let much = reading(&hostile, 4 * BYTES);
            (much > 9 * little + NOISE).then_some((little, much))
        };
        // The first measure may have hit upon a pause.
        if let Some((little, much)) = is_slow().and_then(|_| is_slow()).and_then(|_| is_slow()) {
            let (format, what) = (hostile.format, hostile.what);
            slow.push(format!("{format}: {what}: {little:?}, then {much:?}"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// What many records share is copied to each of them; a file that says much once would fill the memory.
#[test]
fn what_is_shared_is_bounded() {
    for hostile in hostile::all() {
        let grows = [
            "a long name",
            "share many features",
            "one set of features",
            "share one",
        ];
        if !grows.iter().any(|what| hostile.what.contains(what)) {
            continue;
        }
        let answer = match format(hostile.format) {
            Some(format) => format.read(&hostile.files(400_000)),
            None => continue,
        };
        let problems = answer.expect_err(hostile.what);
        let said = problems[0].message.as_str();
        let known = said.contains("too large to be copied") || said.contains("longer than");
        assert!(known, "{}: {}: {said}", hostile.format, hostile.what);
    }
}
