//! Takes the pictures of the documentation.

use std::env;

use anyhow::Result;

use crate::{browsers, process, site};

/// The folder of the pictures, in the top folder.
const FOLDER: &str = "docs/story";

/// Takes the pictures of the views of the story. If `POSTIL_DIST` names a build, takes them of that instead of
/// building the sources.
///
/// # Errors
/// If something cannot be built or installed, or a view does not show what it should.
pub fn take() -> Result<()> {
    let dist = match env::var_os("POSTIL_DIST") {
        Some(dist) => dist.into(),
        None => {
            site::build()?;
            process::root().join(site::DIST)
        }
    };
    browsers::ensure_chromium()?;
    let mut pictures = process::command("cargo");
    pictures.args([
        "run",
        "--quiet",
        "--locked",
        "--package=postil-e2e",
        "--bin=pictures",
        "--",
    ]);
    pictures.arg(process::root().join(FOLDER));
    process::run(pictures.env("POSTIL_DIST", dist))
}
