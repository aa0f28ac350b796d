//! Finds what a build for the web needs, and installs what is missing.

use std::{thread, time::Instant};

use anyhow::{Result, anyhow};

use crate::{
    debian, process,
    stand_in::{self, StandIn},
    toolbox::Toolbox,
    tools::{self, RustTool},
    wasm_target::{self, Search},
};

/// Finds or installs everything that building and serving the site needs.
///
/// Runs `compile` as soon as Cargo can build for the web, while tools that this does not need are
/// still being installed; on a bare machine
/// installing them takes most of the time.
pub fn site(compile: impl FnOnce(&Toolbox) -> Result<()>) -> Result<Toolbox> {
    tools(&[tools::wasm_bindgen()?, tools::trunk()], |toolbox| {
        wasm_toolchain(toolbox)?;
        wasm_opt(toolbox)?;
        esbuild(toolbox)?;
        compile(toolbox)
    })
}

/// Installs Rust tools, and runs `meanwhile` at the same time.
pub fn tools(
    rust_tools: &[RustTool],
    meanwhile: impl FnOnce(&mut Toolbox) -> Result<()>,
) -> Result<Toolbox> {
    let start = Instant::now();
    let mut toolbox = Toolbox::default();
    let paths = thread::scope(|scope| {
        let paths = scope.spawn(|| rust_tools.iter().map(RustTool::ensure).collect());
        meanwhile(&mut toolbox)?;
        let paths: Result<Vec<_>> = paths
            .join()
            .map_err(|_| anyhow!("installing a tool panicked"))?;
        paths
    })?;
    let wasm_bindgen = paths
        .iter()
        .find(|path| path.file_stem().is_some_and(|stem| stem == "wasm-bindgen"));
    let wasm_bindgen = wasm_bindgen.map(|path| (StandIn::WasmBindgen, path.clone()));
    toolbox.real.extend(wasm_bindgen);
    // Must come before the real ones.
    toolbox.folders.push(stand_in::put_in_place()?);
    toolbox.folders.extend(
        paths
            .iter()
            .filter_map(|path| path.parent())
            .map(Into::into),
    );
    println!("tools: ready in {}", process::elapsed(start));
    Ok(toolbox)
}

/// Finds or makes a toolchain that compiles for the web.
pub fn wasm_toolchain(toolbox: &mut Toolbox) -> Result<()> {
    toolbox.wasm_toolchain = match wasm_target::search()? {
        Search::Found(toolchain) => toolchain,
        Search::NeedsPackages => {
            debian::install(&wasm_target::DEBIAN_PACKAGES)?;
            Some(wasm_target::build_from_packages()?)
        }
    };
    Ok(())
}

/// Finds or installs `wasm-opt`, and the npm to install it with.
pub fn wasm_opt(toolbox: &mut Toolbox) -> Result<()> {
    if tools::find_wasm_opt().is_none() {
        npm()?;
    }
    let path = tools::ensure_wasm_opt()?;
    toolbox.real.push((StandIn::WasmOpt, path));
    Ok(())
}

/// Finds or installs esbuild, and the npm to install it with.
pub fn esbuild(toolbox: &mut Toolbox) -> Result<()> {
    if tools::find_esbuild().is_none() {
        npm()?;
    }
    toolbox.folders.push(tools::ensure_esbuild()?);
    Ok(())
}

/// Finds npm, or installs it where that needs no confirmation.
pub fn npm() -> Result<()> {
    if tools::npm().is_none() && debian::available() {
        debian::install(&["nodejs", "npm"])?;
    }
    Ok(())
}
