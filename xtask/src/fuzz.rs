//! Feeds every reader with what a fuzzer thinks of (`fuzz/`): libFuzzer, which follows what each
//! input reaches in the code. The targets are laid out as `cargo fuzz` wants them; here they are
//! compiled without it, which a stable toolchain can do as long as no sanitizer is asked for. There
//! is no unsafe code in the readers that one could watch.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{debian, process, toolbox};

/// How long all targets run together where nothing else is asked for, in seconds.
pub const SECONDS: u64 = 38;

/// What libFuzzer needs of the compiler: see `cargo fuzz build --verbose`.
const FLAGS: [&str; 6] = [
    "--cfg fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Where the inputs of a run begin that is to be the same every time, as far as a fuzzer can be.
pub const SEED: u32 = 1;

/// Runs one target, or all of them one after the other, for so many seconds together. The seed
/// begins the same inputs again.
///
/// # Errors
/// If one finds an input that it does not stand; that input is kept, and its place printed.
pub fn fuzz(seconds: u64, seed: u32, only: Option<&str>) -> Result<()> {
    let home = process::root().join("target").join("fuzz");
    let corpus = home.join("corpus");
    let targets = corpora(&corpus)?;
    if let Some(name) = only
        && !targets.iter().any(|target| target == name)
    {
        bail!(
            "there is no target `{name}`; there are {}",
            targets.join(", ")
        );
    }
    let built = build(&home)?;
    let wanted: Vec<_> = targets
        .iter()
        .filter(|target| only.is_none_or(|name| name == *target))
        .collect();
    let each = (seconds / wanted.len() as u64).max(1);
    let mut failed = Vec::new();
    for target in wanted {
        let start = Instant::now();
        match run(&built.join(target), &corpus.join(target), &home, each, seed)? {
            Some(said) => {
                println!("{target}: FAILED\n{said}");
                failed.push(target.as_str());
            }
            None => println!("{target}: nothing found in {}", process::elapsed(start)),
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("a fuzzer found something in: {}", failed.join(", "))
    }
}

/// Writes what the targets begin with, and tells their names.
fn corpora(corpus: &Path) -> Result<Vec<String>> {
    let mut seeds = process::command("cargo");
    seeds.args(["run", "--locked", "--quiet", "--package=postil-formats"]);
    seeds.args(["--example", "seeds", "--"]).arg(corpus);
    let said =
        process::output(&mut seeds).context("what the fuzzer begins with was not written")?;
    Ok(said.lines().map(str::to_owned).collect())
}

/// Compiles the targets, and tells the folder they are in.
fn build(home: &Path) -> Result<PathBuf> {
    if toolbox::on_path("c++").is_none() && debian::available() {
        // libFuzzer itself is written in C++.
        debian::install(&["g++"])?;
    }
    // The flags are for the target alone only where one is named.
    let rustc = process::output(Command::new("rustc").arg("-vV")).context("no rustc")?;
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc does not say what machine this is")?;
    let mut cargo = process::command("cargo");
    cargo.args(["build", "--locked", "--quiet", "--release", "--bins"]);
    cargo.args(["--manifest-path", "fuzz/Cargo.toml", "--target", host]);
    cargo.arg("--target-dir").arg(home);
    cargo.env("RUSTFLAGS", FLAGS.join(" "));
    println!("{}", process::shown(&cargo));
    process::run(&mut cargo)?;
    Ok(home.join(host).join("release"))
}

/// Runs a target; what it said if it failed.
fn run(
    program: &Path,
    corpus: &Path,
    home: &Path,
    seconds: u64,
    seed: u32,
) -> Result<Option<String>> {
    let found = home
        .join("found")
        .join(corpus.file_name().unwrap_or_default());
    fs::create_dir_all(&found)?;
    let artifacts = format!("-artifact_prefix={}/", found.display());
    let mut target = process::command(program);
    target.arg(corpus).arg(artifacts).args([
        &format!("-max_total_time={seconds}"),
        &format!("-seed={seed}"),
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-max_len=65536",
        "-print_final_stats=0",
        "-verbosity=1",
    ]);
    let output = target
        .output()
        .with_context(|| format!("{} cannot be run", program.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Vec<_> = said.lines().rev().take(40).collect();
    let last: Vec<_> = last.into_iter().rev().collect();
    Ok((!output.status.success()).then(|| last.join("\n")))
}
