//! `cargo xtask`: sets up, serves, builds and tests Postil.

mod browsers;
mod debian;
mod process;
mod serve;
mod setup;
mod site;
mod size;
mod test;
mod toolbox;
mod tools;
mod wasm_opt;
mod wasm_target;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
Usage: cargo xtask TASK

  serve [--open] [--port N] [--dev]
          Builds the app and serves it on http://127.0.0.1:8080/, building it anew when a source
          changes. --open opens a browser; --dev compiles sooner and checks more.
  build   Leaves the static site in dist/, and tells what a first visit downloads.
  test [--only STEP,...]
          Runs every check: fmt, clippy, clippy-wasm, core, native, build, e2e.

Whatever is missing on the machine is installed first.";

fn main() -> ExitCode {
    let done = if wasm_opt::is_called() {
        wasm_opt::main()
    } else {
        run()
    };
    done.unwrap_or_else(|error| {
        eprintln!("\nerror: {error:#}");
        ExitCode::FAILURE
    })
}

fn run() -> Result<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next();
    let arguments: Vec<_> = arguments.collect();
    match task.as_deref() {
        Some("serve") => serve::serve(&serve_options(&arguments)?)?,
        Some("build") if arguments.is_empty() => site::build()?,
        Some("test") => match &*arguments {
            [] => test::test(&[])?,
            [only, steps] if only == "--only" => test::test(&steps.split(',').collect::<Vec<_>>())?,
            _ => bail!("`test` takes nothing but --only STEP,...\n\n{USAGE}"),
        },
        Some("help" | "--help" | "-h") => println!("{USAGE}"),
        _ => {
            eprintln!("{USAGE}");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn serve_options(arguments: &[String]) -> Result<serve::Options> {
    let mut options = serve::Options::default();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--open" => options.open = true,
            "--dev" => options.dev = true,
            "--port" => {
                let port = arguments.next().context("--port wants a number")?;
                options.port = port
                    .parse()
                    .context("--port wants a number from 1 to 65535")?;
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
