//! The command line of the benchmark.

use crate::corpus::Size;
use std::path::PathBuf;

/// How to call it.
pub const USAGE: &str = "\
Usage: cargo xtask bench [--small] [--runs N] [--cells CHARACTERSxSPANS,...] [--all] [--write]

  --small   Only the smallest size, once: proves that the benchmark runs.
  --runs    How often everything is measured; 5 if not said.
  --cells   These sizes, such as 1000000x50000.
  --all     Every number of characters with every number of spans that fits on it.
  --write   Puts the tables into docs/performance.md.";

const CHARACTERS: [usize; 4] = [5_000, 50_000, 250_000, 1_000_000];
const SPANS: [usize; 4] = [50, 500, 5_000, 50_000];

/// What to measure.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// From small to large.
    pub sizes: Vec<Size>,
    /// The number of runs; at least 1.
    pub runs: usize,
    /// Whether to write the tables into the documentation.
    pub write: bool,
    /// The file that holds what `cargo bench -p postil-core` printed; `cargo xtask bench` passes it.
    pub core: Option<PathBuf>,
    /// Whether to skip sizes that cannot be made.
    pub all: bool,
}

impl Options {
    /// Reads the command line, without the program's name.
    ///
    /// # Errors
    /// With what is wrong, and the usage.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let pairs = CHARACTERS.into_iter().zip(SPANS);
        let mut options = Self {
            sizes: pairs.map(|(c, s)| size(c, s)).collect(),
            runs: 5,
            write: false,
            core: None,
            all: false,
        };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                let value = arguments.next();
                value.ok_or_else(|| format!("{argument} wants a value\n\n{USAGE}"))
            };
            match argument.as_str() {
                "--small" => {
                    options.sizes.truncate(1);
                    options.runs = 1;
                }
                "--runs" => options.runs = number(&value()?)?.max(1),
                "--cells" => options.sizes = cells(&value()?)?,
                "--all" => {
                    options.all = true;
                    let every = CHARACTERS
                        .into_iter()
                        .flat_map(|c| SPANS.map(|s| size(c, s)));
                    options.sizes = every.collect();
                }
                "--write" => options.write = true,
                "--core" => options.core = Some(value()?.into()),
                other => return Err(format!("there is no option {other}\n\n{USAGE}")),
            }
        }
        Ok(options)
    }
}

fn size(characters: usize, spans: usize) -> Size {
    Size { characters, spans }
}

fn number(text: &str) -> Result<usize, String> {
    let number = text.parse();
    number.map_err(|_| format!("`{text}` is not a number\n\n{USAGE}"))
}

fn cells(list: &str) -> Result<Vec<Size>, String> {
    let cell = |cell: &str| {
        let (characters, spans) = cell
            .split_once('x')
            .ok_or_else(|| format!("`{cell}` is not CHARACTERSxSPANS\n\n{USAGE}"))?;
        Ok(size(number(characters)?, number(spans)?))
    };
    list.split(',').map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::{Options, size};

    fn parsed(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn without_options_four_sizes_are_measured_five_times() {
        let options = parsed("").expect("valid");
        assert_eq!((options.sizes.len(), options.runs), (4, 5));
        assert!(!options.write);
    }

    #[test]
    fn the_small_run_is_one_size_once() {
        let options = parsed("--small").expect("valid");
        assert_eq!(options.sizes, [size(5_000, 50)]);
        assert_eq!(options.runs, 1);
        assert_eq!(parsed("--small --runs 2").expect("valid").runs, 2);
    }

    #[test]
    fn sizes_can_be_named() {
        let options = parsed("--cells 100x2,1000000x50000 --write").expect("valid");
        assert_eq!(options.sizes, [size(100, 2), size(1_000_000, 50_000)]);
        assert!(options.write);
        assert_eq!(parsed("--all").expect("valid").sizes.len(), 16);
    }

    #[test]
    fn anything_else_is_refused() {
        for line in ["--smal", "--runs", "--runs x", "--cells 5", "--cells ax1"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
