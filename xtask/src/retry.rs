//! Runs a test that failed in a browser once more, by itself.
//!
//! Browsers, their drivers and busy machines fail now and then through no fault of the page. A test
//! that fails twice has failed. A test that fails once is named, so that someone can look into it. If
//! many fail, or work was lost, there is no second try.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// Tests with this in their names attack at random what must never happen: once is too often.
const NEVER: &str = "lose_nothing";

/// The most failed tests that are run again; more are no accident.
const MOST: usize = 4;

/// The most lines of a reason that are repeated.
const MOST_LINES: usize = 12;

/// What follows a reason.
const ENDS: [&str; 3] = ["note: ", "test ", "stack backtrace:"];

/// Runs tests with the `cargo test` that a function makes, then reruns those that failed.
///
/// # Errors
/// If a test failed twice, many failed, or a test program did not finish.
pub fn run(cargo: impl Fn() -> Command) -> Result<()> {
    let first = round(&mut cargo())?;
    let failed = &first.failed;
    if failed.is_empty() {
        return Ok(());
    }
    let names = failed.join(", ");
    if failed.len() > MOST || failed.iter().any(|name| name.contains(NEVER)) {
        bail!("{} tests failed: {names}{}", failed.len(), said(&first));
    }
    println!("once more, each by itself: {names}");
    let mut again = cargo();
    again.args(["--", "--test-threads=1", "--exact"]);
    again.args(failed);
    let twice = round(&mut again)?;
    if !twice.failed.is_empty() {
        bail!("failed twice: {}{}", twice.failed.join(", "), said(&twice));
    }
    println!(
        "failed once, and passed when run again: {names}{}",
        said(&first)
    );
    Ok(())
}

/// What the tests said when they failed.
fn said(heard: &Heard) -> String {
    heard
        .said
        .iter()
        .map(|line| format!("\n  {line}"))
        .collect()
}

/// Runs tests, and returns what was heard of them.
fn round(cargo: &mut Command) -> Result<Heard> {
    println!("{}", process::shown(cargo));
    let mut heard = Heard::default();
    let succeeded = process::run_heard(cargo, |line| heard.line(line))?;
    if succeeded || heard.explains_failure() {
        Ok(heard)
    } else {
        bail!("`{}` failed", process::shown(cargo))
    }
}

/// The output of the test programs of one run.
#[derive(Default)]
struct Heard {
    /// The names of the tests that failed.
    failed: Vec<String>,
    /// Where they failed, and why.
    said: Vec<String>,
    /// How many of the next lines may still say why.
    why: usize,
    begun: usize,
    ended: usize,
}

impl Heard {
    fn line(&mut self, line: &str) {
        if line.starts_with("thread '") && line.contains(" panicked at ") {
            self.said.push(line.to_owned());
            self.why = MOST_LINES;
        } else if line.is_empty() || ENDS.iter().any(|end| line.starts_with(end)) {
            self.why = 0;
        } else if self.why > 0 {
            self.why -= 1;
            self.said.push(format!("  {line}"));
        }
        let test = line.strip_prefix("test ");
        if let Some(name) = test.and_then(|rest| rest.strip_suffix(" ... FAILED")) {
            self.failed.push(name.to_owned());
        }
        self.begun += usize::from(line.starts_with("running ") && line.ends_with(['t', 's']));
        self.ended += usize::from(line.starts_with("test result: "));
    }

    /// Whether failed tests alone explain the failure of the run: every program that began has
    /// finished.
    fn explains_failure(&self) -> bool {
        !self.failed.is_empty() && self.begun == self.ended
    }
}

#[cfg(test)]
mod tests {
    use super::Heard;

    fn check(output: &str, failed: &[&str], explains: bool) {
        let mut heard = Heard::default();
        output.lines().for_each(|line| heard.line(line));
        assert_eq!(heard.failed, failed);
        assert_eq!(heard.explains_failure(), explains, "{output}");
    }

    #[test]
    fn a_failure_is_told_from_a_program_that_broke_off() {
        let passed = "running 1 test\ntest opens::Chromium ... ok\ntest result: ok. 1 passed\n";
        let failed = "running 2 tests\ntest keeps::Firefox ... FAILED\n\
            thread 'keeps::Firefox' panicked at keep.rs:1:\nit is lost\nmore\n\
            note: run with\ntest result: FAILED.\n";
        let broken = "running 2 tests\ntest keeps::Firefox ... ok\n";
        check(passed, &[], false);
        check(&[passed, failed].concat(), &["keeps::Firefox"], true);
        check(&[failed, broken].concat(), &["keeps::Firefox"], false);
        check("", &[], false);

        let mut heard = Heard::default();
        failed.lines().for_each(|line| heard.line(line));
        let said = [
            "thread 'keeps::Firefox' panicked at keep.rs:1:",
            "  it is lost",
            "  more",
        ];
        assert_eq!(heard.said, said);
    }
}
