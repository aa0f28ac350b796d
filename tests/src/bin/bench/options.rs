//! The command line of the benchmark.

use crate::codebook::CodebookSize;
use crate::corpus::Size;
use crate::project::ProjectSize;
use std::path::PathBuf;

/// How to call it.
pub const USAGE: &str = "\
Usage: cargo xtask bench [--small] [--runs N] [--cells CHARACTERSxSPANS,...]
                         [--projects ARTICLESxMARKS,...] [--codebooks LABELSxMARKS,...]
                         [--panes CHARACTERSxSPANS,...] [--stories ARTICLES,...] [--all] [--write]

  --small      Only the smallest sizes, once: proves that the benchmark runs.
  --runs       How often everything is measured; 5 if not said.
  --cells      These sizes of one text, such as 1000000x50000, and no others.
  --projects   These projects of many articles, such as 5000x100000, and no others.
  --codebooks  These codebooks under marks, such as 500x50000, and no others.
  --panes      Four articles of this size side by side, such as 1000000x50000, and nothing else.
  --stories    Stories of so many articles, such as 200, of 100 marks each, and no others.
  --all        Every number of characters with every number of spans that fits on it.
  --write      Puts the tables into docs/performance.md.";

const CHARACTERS: [usize; 4] = [5_000, 50_000, 250_000, 1_000_000];
const SPANS: [usize; 4] = [50, 500, 5_000, 50_000];

const PROJECTS: [ProjectSize; 2] = [
    ProjectSize {
        articles: 200,
        marks: 4_000,
    },
    ProjectSize {
        articles: 5_000,
        marks: 100_000,
    },
];

const CODEBOOKS: [CodebookSize; 2] = [
    CodebookSize {
        labels: 50,
        marks: 1_000,
    },
    CodebookSize {
        labels: 500,
        marks: 50_000,
    },
];

const PANES: [(usize, usize); 2] = [(5_000, 50), (1_000_000, 50_000)];

const STORIES: [usize; 2] = [5, 200];

/// What to measure.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// From small to large.
    pub sizes: Vec<Size>,
    /// Projects of many articles, from small to large.
    pub projects: Vec<ProjectSize>,
    /// Codebooks, from small to large.
    pub codebooks: Vec<CodebookSize>,
    /// Characters and marks of articles side by side, from small to large.
    pub panes: Vec<Size>,
    /// The articles of stories, from small to large.
    pub stories: Vec<usize>,
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
            projects: PROJECTS.to_vec(),
            codebooks: CODEBOOKS.to_vec(),
            panes: PANES.map(|(c, s)| size(c, s)).to_vec(),
            stories: STORIES.to_vec(),
            runs: 5,
            write: false,
            core: None,
            all: false,
        };
        let (mut cells, mut projects, mut codebooks, mut panes) = (None, None, None, None);
        let mut stories = None;
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                let value = arguments.next();
                value.ok_or_else(|| format!("{argument} wants a value\n\n{USAGE}"))
            };
            match argument.as_str() {
                "--small" => {
                    options.sizes.truncate(1);
                    options.projects.truncate(1);
                    options.codebooks.truncate(1);
                    options.panes.truncate(1);
                    options.stories.truncate(1);
                    options.runs = 1;
                }
                "--runs" => options.runs = number(&value()?)?.max(1),
                "--cells" => cells = Some(pairs_of("CHARACTERSxSPANS", &value()?)?),
                "--projects" => projects = Some(pairs_of("ARTICLESxMARKS", &value()?)?),
                "--codebooks" => codebooks = Some(pairs_of("LABELSxMARKS", &value()?)?),
                "--panes" => panes = Some(pairs_of("CHARACTERSxSPANS", &value()?)?),
                "--stories" => {
                    let articles = value()?;
                    let articles: Result<Vec<_>, _> = articles.split(',').map(number).collect();
                    stories = Some(articles?);
                }
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
        // Who names some sizes wants no others.
        if cells.is_some()
            || projects.is_some()
            || codebooks.is_some()
            || panes.is_some()
            || stories.is_some()
        {
            options.stories = stories.unwrap_or_default();
            let cells = cells.unwrap_or_default().into_iter();
            options.sizes = cells.map(|(c, s)| size(c, s)).collect();
            let panes = panes.unwrap_or_default().into_iter();
            options.panes = panes.map(|(c, s)| size(c, s)).collect();
            let projects = projects.unwrap_or_default().into_iter();
            options.projects = projects
                .map(|(articles, marks)| ProjectSize { articles, marks })
                .collect();
            let codebooks = codebooks.unwrap_or_default().into_iter();
            options.codebooks = codebooks
                .map(|(labels, marks)| CodebookSize { labels, marks })
                .collect();
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

/// Reads pairs of numbers such as `100x2,1000x5`; `form` says in an error what they are.
fn pairs_of(form: &str, list: &str) -> Result<Vec<(usize, usize)>, String> {
    let pair = |pair: &str| {
        let (first, second) = pair
            .split_once('x')
            .ok_or_else(|| format!("`{pair}` is not {form}\n\n{USAGE}"))?;
        Ok((number(first)?, number(second)?))
    };
    list.split(',').map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::{Options, ProjectSize, size};

    fn parsed(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn without_options_four_sizes_are_measured_five_times() {
        let options = parsed("").expect("valid");
        assert_eq!((options.sizes.len(), options.runs), (4, 5));
        assert_eq!(options.projects.len(), 2);
        assert!(!options.write);
    }

    #[test]
    fn the_small_run_is_one_size_of_each_once() {
        let options = parsed("--small").expect("valid");
        assert_eq!(options.sizes, [size(5_000, 50)]);
        assert_eq!((options.projects.len(), options.runs), (1, 1));
        assert_eq!((options.codebooks.len(), options.panes.len()), (1, 1));
        assert_eq!(parsed("--small --runs 2").expect("valid").runs, 2);
    }

    #[test]
    fn sizes_can_be_named() {
        let options = parsed("--cells 100x2,1000000x50000 --write").expect("valid");
        assert_eq!(options.sizes, [size(100, 2), size(1_000_000, 50_000)]);
        assert!(options.write && options.projects.is_empty());
        let options = parsed("--projects 10x20").expect("valid");
        let project = ProjectSize {
            articles: 10,
            marks: 20,
        };
        assert_eq!((options.sizes.len(), options.projects), (0, vec![project]));
        assert!(options.codebooks.is_empty() && options.panes.is_empty());
        assert!(options.stories.is_empty());
        let options = parsed("--stories 5,200").expect("valid");
        assert_eq!((options.stories, options.panes), (vec![5, 200], Vec::new()));
        assert_eq!(parsed("--all").expect("valid").sizes.len(), 16);
    }

    #[test]
    fn anything_else_is_refused() {
        for line in [
            "--smal",
            "--runs",
            "--runs x",
            "--cells 5",
            "--cells ax1",
            "--projects 5",
            "--codebooks 5",
            "--panes 5",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
