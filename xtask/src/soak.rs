//! Attacks the promises of `docs/reliability.md` for longer than a test run may take.

use anyhow::{Context, Result, bail};

use crate::{browsers, fuzz, process, seed, setup, site, test, tools};

/// Drags over an annotated article for each kill.
const DRAGS: usize = 200;
/// How many turns tabs take for each kill.
const TURNS: usize = 10;
/// How long the fuzzers look for inputs that a reader does not bear, in seconds.
const FUZZ_SECONDS: u64 = 600;

/// How long to attack, and with which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How often each browser is killed.
    kills: usize,
    /// How long a hand at random uses the page, in minutes, half of them in each browser.
    minutes: usize,
    /// The seed of random inputs; `None` takes another one every time.
    seed: Option<u32>,
}

impl Options {
    /// Reads the options of the task; shows `usage` for unknown ones.
    ///
    /// # Errors
    /// For an unknown option, or one without its number.
    pub fn parse(arguments: &[String], usage: &str) -> Result<Self> {
        let mut options = Self {
            kills: 50,
            minutes: 60,
            seed: None,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || {
                let number = arguments.next().and_then(|number| number.parse().ok());
                number.with_context(|| format!("{argument} wants a number"))
            };
            match argument.as_str() {
                "--kills" => options.kills = number()? as usize,
                "--minutes" => options.minutes = number()? as usize,
                "--seed" => options.seed = Some(number()?),
                other => bail!("`soak` has no option {other}\n\n{usage}"),
            }
        }
        Ok(options)
    }
}

/// Builds the site, kills browsers during edits and typing, lets their tabs take turns, uses the page at
/// random, and runs the tests and the fuzzers with random inputs.
///
/// # Errors
/// If work was lost, a test failed, or something could not be built or installed.
pub fn soak(options: &Options) -> Result<()> {
    let seed = options.seed.unwrap_or_else(seed::random);
    println!("seed {seed}: `cargo xtask soak --seed {seed}` begins this run again");
    setup::tools(&[tools::geckodriver()], |_| browsers::ensure())?;
    site::build()?;

    let mut attacks = test::in_browsers();
    attacks.args(["--no-fail-fast", "--"]);
    attacks.args(["kill::", "turns::", "drags::", "hand::"]);
    attacks.args(["--nocapture", "--test-threads=1"]);
    attacks
        .env("POSTIL_KILLS", options.kills.to_string())
        .env("POSTIL_TURNS", (TURNS * options.kills).to_string())
        .env("POSTIL_DRAGS", (DRAGS * options.kills).to_string())
        .env("POSTIL_HAND", (30 * options.minutes).to_string())
        .env("POSTIL_SEED", seed.to_string());
    println!("{}", process::shown(&attacks));
    let attacked = process::run(&mut attacks);
    let held = test::properties(&seed.to_string());
    let read = fuzz::fuzz(FUZZ_SECONDS, seed, None);

    println!("\nseed {seed}");
    attacked.and(held).and(read)
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn parsed(words: &[&str]) -> Option<Options> {
        let words: Vec<_> = words.iter().map(|&word| word.to_owned()).collect();
        Options::parse(&words, "").ok()
    }

    #[test]
    fn options_are_numbers() {
        let all = Options {
            kills: 7,
            minutes: 5,
            seed: Some(9),
        };
        let given = ["--seed", "9", "--kills", "7", "--minutes", "5"];
        assert_eq!(parsed(&given), Some(all));
        assert!(parsed(&[]).is_some_and(|options| options.seed.is_none()));
        for wrong in [&["--kills"][..], &["--seed", "x"], &["--kill", "1"]] {
            assert_eq!(parsed(wrong), None, "{wrong:?}");
        }
    }
}
