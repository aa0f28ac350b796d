//! Measures Postil beside its references, in a browser, and its core without one.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{browsers, process, setup, site, tools};

/// Builds what is measured, and measures it. The options are those of the program `bench` in the
/// package of end-to-end tests.
///
/// If `POSTIL_DIST` names a build, measures that instead of building the sources.
///
/// # Errors
/// If something cannot be built or installed, or a gesture has no effect.
pub fn bench(options: &[String]) -> Result<()> {
    let dist = match env::var_os("POSTIL_DIST") {
        Some(dist) => dist.into(),
        None => {
            site::build()?;
            process::root().join(site::DIST)
        }
    };
    measure(&dist, options)
}

/// As [`bench`], for a site that has been built.
pub fn measure(dist: &Path, options: &[String]) -> Result<()> {
    browsers::ensure_chromium()?;
    setup::npm()?;
    let peer = tools::ensure_recogito()?;

    let mut bench = process::command("cargo");
    bench.args([
        "run",
        "--quiet",
        "--locked",
        "--package=postil-e2e",
        "--bin=bench",
        "--",
    ]);
    bench.args(options);
    let has = |name| options.iter().any(|option| option == name);
    // Their figures stand beside those of the longest text.
    if !has("--small")
        && (has("--cells")
            || !(has("--projects") || has("--codebooks") || has("--panes") || has("--stories")))
    {
        bench.arg("--core").arg(core()?);
    }
    bench
        .env("POSTIL_DIST", dist)
        .env("POSTIL_RECOGITO", peer)
        .envs(browsers::variables());
    println!("{}", process::shown(&bench));
    process::run(&mut bench)
}

/// Runs the benchmarks of the core, and returns the file that holds what they print.
fn core() -> Result<PathBuf> {
    let mut cargo = process::command("cargo");
    cargo.args(["bench", "--quiet", "--locked", "--package=postil-core"]);
    println!("core: {}", process::shown(&cargo));
    let printed = process::output(&mut cargo).context("the benchmarks of the core failed")?;
    let folder = process::root().join("target").join("xtask");
    fs::create_dir_all(&folder)?;
    let file = folder.join("core-benchmarks.txt");
    fs::write(&file, printed)?;
    Ok(file)
}
