//! Feeds every reader with the inputs of a fuzzer (`fuzz/`): libFuzzer, which follows the code that
//! each input reaches. An input that a reader does not bear, or that takes it out of proportion of
//! memory or time, is kept in `target/fuzz/found/`. The targets follow the layout of `cargo fuzz` but are compiled without it here,
//! which a stable toolchain can do as long as it needs no sanitizer. The readers contain no unsafe code
//! that a sanitizer could watch.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{debian, process, toolbox};

/// How long all targets run together by default, in seconds.
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

/// The seed of a run that should repeat, as far as a fuzzer's run can.
pub const SEED: u32 = 1;

/// Runs one target, or all of them one after the other, for a number of seconds in all. The same
/// seed begins with the same inputs.
///
/// # Errors
/// If a target fails on an input; the input is kept and its path printed.
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

/// Writes the first inputs of all targets, and returns the names of the targets.
fn corpora(corpus: &Path) -> Result<Vec<String>> {
    let mut seeds = process::command("cargo");
    seeds.args(["run", "--locked", "--quiet", "--package=postil-formats"]);
    seeds.args(["--example", "seeds", "--"]).arg(corpus);
    let said =
        process::output(&mut seeds).context("the fuzzer's first inputs could not be written")?;
    Ok(said.lines().map(str::to_owned).collect())
}

/// Compiles the targets, and returns the folder they are in.
fn build(home: &Path) -> Result<PathBuf> {
    if toolbox::on_path("c++").is_none() && debian::available() {
        // libFuzzer itself is written in C++.
        debian::install(&["g++"])?;
    }
    // Cargo applies the flags to the target alone only if one is named.
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

/// Runs a target, and returns its last output if it failed.
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
