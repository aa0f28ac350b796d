//! `cargo xtask`: sets up, serves, builds, tests and measures Postil.

mod bench;
mod browsers;
mod debian;
mod digest;
mod finish;
#[cfg(test)]
mod floors;
#[cfg(test)]
mod formats;
mod fuzz;
mod markup;
mod pictures;
mod process;
mod proposals;
mod referees;
mod retry;
mod seed;
mod sentences;
mod serve;
mod setup;
mod short_names;
mod single_file;
mod site;
mod size;
mod soak;
mod split;
mod stand_in;
mod test;
mod toolbox;
mod tools;
mod wasm_opt;
mod wasm_target;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use stand_in::StandIn;

const USAGE: &str = "\
Usage: cargo xtask TASK

  serve [--open] [--port N] [--dev]
          Builds the app and serves it on http://127.0.0.1:8080/, and rebuilds it when a source
          changes. --open opens a browser; --dev compiles sooner and checks more.
  build   Leaves the static site in dist/, and prints what a first visit downloads.
  single-file
          Leaves the whole app in postil.html, which opens from a disk with nothing beside it.
  test [--only STEP,...]
          Runs every check: fmt, clippy, clippy-wasm, deny, core, native, fuzz, referees, build,
          single-file, e2e, bench.

  bench [--small] [--runs N] [--cells CHARACTERSxSPANS,...] [--projects ARTICLESxMARKS,...]
        [--codebooks LABELSxMARKS,...] [--panes CHARACTERSxSPANS,...] [--stories ARTICLES,...]
        [--all] [--write]
          Measures Postil beside the bare text and a peer, and prints tables. --small proves that it
          runs; --write puts the tables into docs/performance.md, which says what they mean.
  fuzz [--seconds N] [--seed S] [TARGET]
          Feeds a fuzzer's inputs to every reader, or to one, for N seconds in all. Prints the
          seed, which repeats the run.
  proposals [--write] [SECTION]...
          Measures what is proposed, on corpora beside the checkout, and prints tables. --write puts
          them into docs/proposals.md, which says what they mean.
  pictures
          Takes the pictures of docs/story from the worked example.
  referees
          Reads every export with the tool that owns its format, and compares. Needs Python 3.11
          or later.
  sentences
          Lists every sentence of the page with its place, for whoever translates them.
  soak [--kills N] [--minutes M] [--seed S]
          Attacks storage for a long time: kills each browser N times (50) in the middle of edits
          and of typing, lets tabs take turns at writing, uses the page at random for M minutes
          (60), half of them in each browser, and tries other random inputs. Prints the seed,
          which repeats the run.

Every task first installs what the machine lacks.";

fn main() -> ExitCode {
    let done = match StandIn::called() {
        Some(program) => stand_in_for(program),
        None => run(),
    };
    done.unwrap_or_else(|error| {
        eprintln!("\nerror: {error:#}");
        ExitCode::FAILURE
    })
}

/// Does the work of one of Trunk's programs, with this process's arguments.
fn stand_in_for(program: StandIn) -> Result<ExitCode> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    match program {
        StandIn::WasmBindgen => split::main(&arguments),
        StandIn::WasmOpt => wasm_opt::main(&arguments),
    }
}

fn run() -> Result<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next();
    let arguments: Vec<_> = arguments.collect();
    match task.as_deref() {
        Some("serve") => serve::serve(&serve_options(&arguments)?)?,
        Some("build") if arguments.is_empty() => site::build()?,
        Some("single-file") if arguments.is_empty() => single_file::build()?,
        Some("test") => match &*arguments {
            [] => test::test(&[])?,
            [only, steps] if only == "--only" => test::test(&steps.split(',').collect::<Vec<_>>())?,
            _ => bail!("`test` takes nothing but --only STEP,...\n\n{USAGE}"),
        },
        Some("bench") => bench::bench(&arguments)?,
        Some("fuzz") => fuzz_with(&arguments)?,
        Some("pictures") if arguments.is_empty() => pictures::take()?,
        Some("proposals") => {
            let (options, sections): (Vec<String>, Vec<String>) =
                arguments.into_iter().partition(|it| it.starts_with('-'));
            match &*options {
                [] => proposals::measure(false, &sections)?,
                [write] if write == "--write" => proposals::measure(true, &sections)?,
                _ => {
                    bail!("`proposals` takes nothing but --write and names of sections\n\n{USAGE}")
                }
            }
        }
        Some("referees") if arguments.is_empty() => referees::referees()?,
        Some("sentences") if arguments.is_empty() => sentences::list()?,
        Some("soak") => soak::soak(&soak::Options::parse(&arguments, USAGE)?)?,
        Some("help" | "--help" | "-h") => println!("{USAGE}"),
        _ => {
            eprintln!("{USAGE}");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn fuzz_with(arguments: &[String]) -> Result<()> {
    let (mut seconds, mut seed, mut target) = (fuzz::SECONDS, None, None);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => {
                let number = arguments.next().and_then(|number| number.parse().ok());
                seconds = number.context("--seconds needs a number")?;
            }
            "--seed" => {
                let number = arguments.next().and_then(|number| number.parse().ok());
                seed = Some(number.context("--seed needs a number")?);
            }
            name if target.is_none() && !name.starts_with('-') => target = Some(name),
            other => bail!("`fuzz` has no option {other}\n\n{USAGE}"),
        }
    }
    let seed = seed.unwrap_or_else(seed::random);
    println!("seed {seed}: `cargo xtask fuzz --seed {seed}` repeats this run");
    fuzz::fuzz(seconds, seed, target)
}

fn serve_options(arguments: &[String]) -> Result<serve::Options> {
    let mut options = serve::Options::default();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--open" => options.open = true,
            "--dev" => options.dev = true,
            "--port" => {
                let port = arguments.next().context("--port needs a number")?;
                options.port = port
                    .parse()
                    .context("--port needs a number from 1 to 65535")?;
            }
            other => bail!("`serve` has no option {other}\n\n{USAGE}"),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<serve::Options> {
        serve_options(
            &words
                .iter()
                .map(|&word| word.to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn serve_takes_its_options_in_any_order() {
        let expected = serve::Options {
            open: true,
            port: 9000,
            dev: true,
        };
        assert_eq!(
            parsed(&["--port", "9000", "--dev", "--open"]).expect("valid"),
            expected
        );
        assert_eq!(parsed(&[]).expect("valid"), serve::Options::default());
    }

    #[test]
    fn serve_refuses_what_it_does_not_know() {
        for words in [
            &["--port"][..],
            &["--port", "web"],
            &["--port", "70000"],
            &["--ope"],
        ] {
            assert!(parsed(words).is_err(), "{words:?}");
        }
    }
}
