//! Where the tools are, and how child processes find them.

use std::{env, path::PathBuf, process::Command};

use anyhow::Result;

use crate::{process, stand_in::StandIn};

/// Finds a program on `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}

/// The folder of this user's installed tools: `postil/tools` in the cache folder, or a folder in
/// `target` if there is no home folder.
pub fn cache() -> PathBuf {
    let given = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    given("XDG_CACHE_HOME")
        .or_else(|| given("LOCALAPPDATA"))
        .or_else(|| given("HOME").map(|home| home.join(".cache")))
        .unwrap_or_else(|| process::root().join("target"))
        .join("postil")
        .join("tools")
}

/// What a build for the web needs: tools outside `PATH`, and a toolchain that has the target.
#[derive(Debug, Default)]
pub struct Toolbox {
    /// Folders to search before those of `PATH`.
    pub folders: Vec<PathBuf>,
    /// The rustup toolchain that has the wasm target, when it is not the active one.
    pub wasm_toolchain: Option<String>,
    /// The real programs behind the stand-ins.
    pub real: Vec<(StandIn, PathBuf)>,
}

impl Toolbox {
    /// A command that finds the tools, and builds for the web.
    pub fn command(&self, program: &str) -> Result<Command> {
        let mut command = process::command(program);
        let path = env::var_os("PATH").unwrap_or_default();
        let path = self.folders.iter().cloned().chain(env::split_paths(&path));
        command.env("PATH", env::join_paths(path)?);
        if let Some(toolchain) = &self.wasm_toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        for (program, path) in &self.real {
            command.env(program.variable(), path);
        }
        Ok(command)
    }
}
