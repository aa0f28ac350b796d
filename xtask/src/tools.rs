//! The command line tools that a build needs, each in one pinned version: from `PATH` if that has the
//! version, else from the user's cache, where missing ones are installed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{process, toolbox};

/// A tool that comes as a Rust package.
#[derive(Debug)]
pub struct RustTool {
    package: &'static str,
    program: &'static str,
    version: String,
    /// Flags of `cargo install` that leave out unneeded features.
    flags: &'static [&'static str],
}

/// Builds and serves the site. Its features are for downloads, which are not needed: everything it
/// could download is on `PATH`.
pub fn trunk() -> RustTool {
    let version = "0.21.14".to_owned();
    RustTool {
        package: "trunk",
        program: "trunk",
        version,
        flags: &["--no-default-features"],
    }
}

/// Writes the JavaScript half of the app. Its version is that of the Rust half in `Cargo.lock`.
pub fn wasm_bindgen() -> Result<RustTool> {
    let lock = fs::read_to_string(process::root().join("Cargo.lock"))?;
    let version =
        locked_version(&lock, "wasm-bindgen").context("Cargo.lock has no wasm-bindgen")?;
    let (package, program) = ("wasm-bindgen-cli", "wasm-bindgen");
    Ok(RustTool {
        package,
        program,
        version: version.to_owned(),
        flags: &[],
    })
}

/// Drives Firefox.
pub fn geckodriver() -> RustTool {
    let version = "0.37.1".to_owned();
    RustTool {
        package: "geckodriver",
        program: "geckodriver",
        version,
        flags: &[],
    }
}

/// Checks dependencies.
pub fn cargo_deny() -> RustTool {
    let version = "0.20.2".to_owned();
    RustTool {
        package: "cargo-deny",
        program: "cargo-deny",
        version,
        flags: &[],
    }
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, entry) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    entry.split('"').next()
}

impl RustTool {
    /// The tool's path, if the right version is installed.
    pub fn find(&self) -> Option<PathBuf> {
        let found = toolbox::on_path(self.program).filter(|path| self.is_right(path));
        let installed = self.folder().join("bin").join(self.program);
        let installed = installed.with_extension(std::env::consts::EXE_EXTENSION);
        found.or_else(|| installed.is_file().then_some(installed))
    }

    /// The tool's path. Installs the tool if it is missing.
    pub fn ensure(&self) -> Result<PathBuf> {
        if let Some(path) = self.find() {
            return Ok(path);
        }
        let build = toolbox::cache().join("build").join(self.package);
        let mut cargo = process::command("cargo");
        cargo.args([
            "install",
            "--locked",
            self.package,
            "--version",
            &self.version,
        ]);
        cargo.args(self.flags).env("CARGO_TARGET_DIR", &build);
        // A tool that runs for seconds is not worth minutes of optimization.
        cargo.env("CARGO_PROFILE_RELEASE_LTO", "false");
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        install_whole(&self.folder(), |folder| {
            process::run_quietly(self.package, cargo.arg("--root").arg(folder))
        })?;
        let _ = fs::remove_dir_all(build);
        self.find()
            .with_context(|| format!("{} is not where it was installed", self.program))
    }

    fn folder(&self) -> PathBuf {
        toolbox::cache().join(format!("{}-{}", self.package, self.version))
    }

    fn is_right(&self, path: &Path) -> bool {
        let output = process::output(process::command(path).arg("--version"));
        output.is_some_and(|output| output.split_whitespace().nth(1) == Some(&self.version))
    }
}

/// The release of Binaryen whose `wasm-opt` is used; `Trunk.toml` names it too.
const BINARYEN: &str = "132";

/// Finds `wasm-opt`.
pub fn find_wasm_opt() -> Option<PathBuf> {
    let found = toolbox::on_path("wasm-opt").filter(|path| {
        let output = process::output(process::command(path).arg("--version"));
        output.is_some_and(|output| output.split_whitespace().nth(2) == Some(BINARYEN))
    });
    let name = if cfg!(windows) {
        "wasm-opt.cmd"
    } else {
        "wasm-opt"
    };
    let installed = binaryen_folder()
        .join("node_modules")
        .join(".bin")
        .join(name);
    found.or_else(|| installed.is_file().then_some(installed))
}

/// The path of `wasm-opt`. Installs it if it is missing, which needs npm.
pub fn ensure_wasm_opt() -> Result<PathBuf> {
    if let Some(path) = find_wasm_opt() {
        return Ok(path);
    }
    let binaryen = format!("binaryen@{BINARYEN}");
    let without = format!("or Binaryen {BINARYEN} on your PATH");
    install_from_npm("wasm-opt", &binaryen, &binaryen_folder(), &without)?;
    find_wasm_opt().context("wasm-opt is not where it was installed")
}

/// The release of esbuild that minifies scripts and styles.
const ESBUILD: &str = "0.28.2";

/// Finds the folder that esbuild was installed in.
pub fn find_esbuild() -> Option<PathBuf> {
    let folder = esbuild_folder().join("node_modules").join(".bin");
    folder.is_dir().then_some(folder)
}

/// The folder of esbuild. Installs it if it is missing, which needs npm.
pub fn ensure_esbuild() -> Result<PathBuf> {
    if let Some(folder) = find_esbuild() {
        return Ok(folder);
    }
    let package = format!("esbuild@{ESBUILD}");
    let without = "which scripts and styles are made smaller with";
    install_from_npm("esbuild", &package, &esbuild_folder(), without)?;
    find_esbuild().context("esbuild is not where it was installed")
}

fn esbuild_folder() -> PathBuf {
    toolbox::cache().join(format!("esbuild-{ESBUILD}"))
}

/// The release of the peer that the benchmark measures Postil against.
const RECOGITO: &str = "4.1.1";

/// The folder of the peer's files. Installs them if they are missing, which needs npm.
pub fn ensure_recogito() -> Result<PathBuf> {
    let folder = toolbox::cache().join(format!("recogito-text-annotator-{RECOGITO}"));
    let files = folder.join("node_modules/@recogito/text-annotator/dist");
    if !files.is_dir() {
        let package = format!("@recogito/text-annotator@{RECOGITO}");
        let without = "which the benchmark's peer comes by";
        install_from_npm("peer", &package, &folder, without)?;
    }
    Ok(files)
}

/// The release of axe that looks for what keeps people out of a page.
const AXE: &str = "4.14.1";

/// The script of axe. Installs it if it is missing, which needs npm.
pub fn ensure_axe() -> Result<PathBuf> {
    let folder = toolbox::cache().join(format!("axe-core-{AXE}"));
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        let package = format!("axe-core@{AXE}");
        let without = "which the tests in browsers use";
        install_from_npm("axe", &package, &folder, without)?;
    }
    Ok(script)
}

/// Installs a package of npm into a folder. `without` ends the message for a machine without npm.
fn install_from_npm(step: &str, package: &str, folder: &Path, without: &str) -> Result<()> {
    let Some(mut npm) = npm() else {
        bail!(
            "npm is missing, which {step} is installed with.\n\
             Install Node.js with npm (https://nodejs.org), {without}."
        );
    };
    npm.args(["install", "--no-audit", "--no-fund", "--no-save", package]);
    install_whole(folder, |folder| {
        process::run_quietly(step, npm.arg("--prefix").arg(folder))
    })
}

/// A call of npm, if it is installed.
pub fn npm() -> Option<Command> {
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    process::output(process::command(name).arg("--version"))?;
    Some(process::command(name))
}

fn binaryen_folder() -> PathBuf {
    toolbox::cache().join(format!("binaryen-{BINARYEN}"))
}

/// Lets `install` fill a folder beside the final one, then renames it: a folder of the final name is
/// always complete.
fn install_whole(folder: &Path, install: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let staged = folder.with_extension(format!("new-{}", std::process::id()));
    fs::create_dir_all(&staged)?;
    let installed = install(&staged).and_then(|()| {
        // Left by an interrupted installation, or just now by another process.
        let _ = fs::remove_dir_all(folder);
        Ok(fs::rename(&staged, folder)?)
    });
    let _ = fs::remove_dir_all(staged);
    installed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_the_entry_of_that_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.9\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.9"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
