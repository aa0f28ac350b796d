//! Builds the static site, with Trunk.

use std::process::Command;

use anyhow::Result;

use crate::{finish, process, setup, size, split, toolbox::Toolbox, wasm_target::TARGET};

/// The folder the site is left in, in the top folder.
pub const DIST: &str = "dist";

/// Leaves the site in `dist/`, and prints what a first visit downloads.
///
/// # Errors
/// If the first visit weighs more than [`size::BUDGET`], or the build fails.
pub fn build() -> Result<()> {
    build_with(&setup::site(compile)?)
}

/// As [`build`], with tools that were already found.
pub fn build_with(toolbox: &Toolbox) -> Result<()> {
    let mut trunk = trunk(toolbox, "build")?;
    split::prepare(&mut trunk);
    process::run(trunk.arg("--release"))?;
    let dist = process::root().join(DIST);
    finish::finish(toolbox, &dist)?;
    size::report(&dist)
}

/// Compiles the app for release: the slow part of what Trunk does.
pub fn compile(toolbox: &Toolbox) -> Result<()> {
    let mut cargo = toolbox.command("cargo")?;
    // Must equal Trunk's own call, or Trunk would compile again.
    cargo.args(["build", "--release", "--bin", "postil", "--target", TARGET]);
    split::prepare(&mut cargo);
    println!("app: {}", process::shown(&cargo));
    process::run(&mut cargo)
}

/// A call of Trunk, which finds its tools.
pub fn trunk(toolbox: &Toolbox, task: &str) -> Result<Command> {
    let mut trunk = toolbox.command("trunk")?;
    trunk.args([task, "--skip-version-check"]);
    // Trunk accepts only these words here, unlike other programs.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    Ok(trunk)
}
