//! The programs of Trunk that this one stands in for: called by one of their names, it does that
//! program's work, and more or less than that. Trunk looks for its tools on `PATH` first.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};

use crate::process;

/// A program that this one stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// Writes the JavaScript half of a wasm file.
    WasmBindgen,
    /// Optimizes wasm files for size.
    WasmOpt,
}

impl StandIn {
    const ALL: [Self; 2] = [Self::WasmBindgen, Self::WasmOpt];

    fn name(self) -> &'static str {
        match self {
            Self::WasmBindgen => "wasm-bindgen",
            Self::WasmOpt => "wasm-opt",
        }
    }

    /// The environment variable that holds the path of the real program.
    pub fn variable(self) -> &'static str {
        match self {
            Self::WasmBindgen => "POSTIL_WASM_BINDGEN",
            Self::WasmOpt => "POSTIL_WASM_OPT",
        }
    }

    /// The real program.
    pub fn real(self) -> Result<OsString> {
        env::var_os(self.variable()).with_context(|| format!("{} is not set", self.variable()))
    }

    /// The program whose name this process was called by, if any.
    pub fn called() -> Option<Self> {
        let name = env::args_os().next().map(PathBuf::from)?;
        let stem = name.file_stem()?.to_owned();
        Self::ALL.into_iter().find(|it| stem == it.name())
    }
}

/// Runs the real program and returns its outcome.
pub fn pass_on(real: OsString, arguments: &[OsString]) -> Result<ExitCode> {
    let status = process::command(real).args(arguments).status()?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Links this program into a folder under all names it stands in for, and returns the folder.
pub fn put_in_place() -> Result<PathBuf> {
    let folder = process::root().join("target").join("xtask");
    fs::create_dir_all(&folder)?;
    let this = env::current_exe()?;
    for it in StandIn::ALL {
        let there = folder.join(format!("{}{}", it.name(), env::consts::EXE_SUFFIX));
        link(&this, &there)?;
    }
    Ok(folder)
}

fn link(this: &Path, there: &Path) -> Result<()> {
    let staged = there.with_extension(std::process::id().to_string());
    // An interrupted process of the same id may have left one.
    let _ = fs::remove_file(&staged);
    if fs::hard_link(this, &staged).is_err() {
        fs::copy(this, &staged)?;
    }
    fs::rename(&staged, there)?;
    // If `there` was already a link to this program, renaming does nothing and leaves both.
    let _ = fs::remove_file(staged);
    Ok(())
}
