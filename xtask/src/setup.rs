//! Finds what a build for the web needs, and installs what is missing.

use std::{thread, time::Instant};

use anyhow::{Result, anyhow};

use crate::{
    debian, process,
    toolbox::Toolbox,
    tools::{self, RustTool},
    wasm_opt,
    wasm_target::{self, Search},
};

/// Everything to build and serve the site.
///
/// `compile` runs as soon as Cargo can build for the web, while tools that take no part in that
/// are still being installed; on a bare machine that is most of the time.
pub fn site(compile: impl FnOnce(&Toolbox) -> Result<()>) -> Result<Toolbox> {
    tools(&[tools::wasm_bindgen()?, tools::trunk()], |toolbox| {
        wasm_toolchain(toolbox)?;
        wasm_opt(toolbox)?;
        compile(toolbox)
    })
}

/// Installs Rust tools, and at the same time does what comes `meanwhile`.
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
            .map_err(|_| anyhow!("a tool's set-up broke off"))?;
        paths
    })?;
    // It must come before any real wasm-opt.
    toolbox.folders.push(wasm_opt::put_in_place()?);
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
    if tools::find_wasm_opt().is_none() && tools::npm().is_none() && debian::available() {
        debian::install(&["nodejs", "npm"])?;
    }
    toolbox.wasm_opt = Some(tools::ensure_wasm_opt()?);
    Ok(())
}
