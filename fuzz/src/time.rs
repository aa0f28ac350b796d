//! How long something takes, to tell a reader that an input keeps busy out of proportion.

use crate::memory::Size;
use std::fs;
use std::time::{Duration, Instant};

/// A reader may take so long for a kilobyte at most, in a build that counts what the code reaches.
/// What is in order takes a tenth of it.
const A_KILOBYTE: Duration = Duration::from_millis(8);
/// What it may take for any input.
const ALWAYS: Duration = Duration::from_millis(150);
/// How often it must take too long: the machine may have paused the first time.
const TIMES: usize = 3;

/// The time that this thread has worked, where the system tells.
fn worked(start: Instant) -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Does something with an input of a size.
///
/// # Panics
/// When it takes too long, each time that it is done.
pub fn bounded<T>(size: Size, act: impl Fn() -> T) -> T {
    let most = ALWAYS + A_KILOBYTE.mul_f64(size.bytes() as f64 / 1000.0);
    let mut least = Duration::MAX;
    for _ in 0..TIMES {
        let start = Instant::now();
        let before = worked(start);
        let done = act();
        least = least.min(worked(start).saturating_sub(before));
        if least <= most {
            return done;
        }
    }
    panic!("{size:?} took {least:?}; {most:?} is the most");
}
