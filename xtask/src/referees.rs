//! Reads every export with the tool that owns its format.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{debian, process, toolbox};

/// The pinned readers; those in the second file are installed without their dependencies.
const REQUIREMENTS: [(&str, &[&str]); 2] = [
    ("referees/requirements.txt", &[]),
    ("referees/requirements-bare.txt", &["--no-deps"]),
];

/// The PDF files that pdftotext reads as well.
const PDFS: [&str; 6] = ["rows", "frames", "owned", "ru", "ar", "zh"];

/// Writes all exports of the torture project, loads each with its format's own reader, and compares.
///
/// # Errors
/// If something differs, or the readers cannot be installed.
pub fn referees() -> Result<()> {
    let python = environment()?;
    let folder = process::root().join("target").join("referees");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("the old exports could not be removed")?;
    }
    let mut export = process::command("cargo");
    export.args(["run", "--locked", "--quiet", "--package=postil-formats"]);
    export.args(["--example", "torture", "--"]).arg(&folder);
    process::run(&mut export)?;
    read_pdfs(&folder.join("pdf"))?;
    let mut run = process::command(python);
    // No reader may fetch anything: all it needs is installed.
    run.args(["-X", "utf8", "referees/run.py"]).arg(&folder);
    run.envs([
        ("HF_HUB_OFFLINE", "1"),
        ("HF_DATASETS_OFFLINE", "1"),
        ("HF_HUB_DISABLE_TELEMETRY", "1"),
    ]);
    run.env("HF_HOME", folder.join("cache"));
    process::run(&mut run)
}

/// Writes what is read of the PDF files that have a text, for pdftotext to agree.
fn read_pdfs(folder: &Path) -> Result<()> {
    if toolbox::on_path("pdftotext").is_none() && debian::available() {
        debian::install(&["poppler-utils"])?;
    }
    let mut read = process::command("cargo");
    read.args(["run", "--locked", "--quiet", "--package=postil-pdf"]);
    read.args(["--example", "text", "--"]).arg(folder);
    for name in PDFS {
        read.arg(format!("crates/pdf/fixtures/{name}.pdf"));
    }
    process::run(&mut read)
}

/// The Python of a virtual environment with the pinned readers.
fn environment() -> Result<PathBuf> {
    let home = toolbox::cache().join("referees");
    let python = if cfg!(windows) {
        home.join("Scripts").join("python.exe")
    } else {
        home.join("bin").join("python")
    };
    let mut wanted = String::new();
    for (file, _) in REQUIREMENTS {
        let list = fs::read_to_string(process::root().join(file));
        wanted += &list.with_context(|| format!("{file} could not be read"))?;
    }
    let stamp = home.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    let system = ["python3", "python"].into_iter().find_map(toolbox::on_path);
    let system = system.context("the readers need Python; `python3` is not on PATH")?;
    let mut create = process::command(system);
    create.args(["-m", "venv", "--clear"]).arg(&home);
    process::run_quietly("referees", &mut create)?;
    for (file, options) in REQUIREMENTS {
        let mut install = process::command(&python);
        install.args(["-m", "pip", "install", "--disable-pip-version-check"]);
        install
            .args(["--quiet", "--requirement", file])
            .args(options);
        process::run_quietly("referees", &mut install)?;
    }
    fs::write(&stamp, wanted).context("what was installed could not be noted")?;
    Ok(python)
}
