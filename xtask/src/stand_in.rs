//! Programs of Trunk's that this one stands in for: called by their names, it does what they do, and
//! more or less than that. Trunk takes a tool from `PATH` first.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};

use crate::process;

/// A program that is stood in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// Writes the JavaScript half of a wasm file.
    WasmBindgen,
    /// Makes wasm files smaller.
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

    /// The environment variable that leads to the real program.
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

    /// The program that this process was called as, if any.
    pub fn called() -> Option<Self> {
        let name = env::args_os().next().map(PathBuf::from)?;
        let stem = name.file_stem()?.to_owned();
        Self::ALL.into_iter().find(|it| stem == it.name())
    }
}

/// Runs the real program and ends as it does.
pub fn pass_on(real: OsString, arguments: &[OsString]) -> Result<ExitCode> {
    let status = process::command(real).args(arguments).status()?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Puts this program into a folder under all the names it answers to, and returns the folder.
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
    // A process of the same number may have been broken off.
    let _ = fs::remove_file(&staged);
    if fs::hard_link(this, &staged).is_err() {
        fs::copy(this, &staged)?;
    }
    fs::rename(&staged, there)?;
    // Where that was a link to this program already, renaming does nothing and leaves both.
    let _ = fs::remove_file(staged);
    Ok(())
}
