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
/// `and_then` runs as soon as Cargo can build for the web, while tools that take no part in that
/// are still being installed; on a bare machine that is most of the time.
pub fn site(and_then: impl FnOnce(&Toolbox) -> Result<()>) -> Result<Toolbox> {
    let start = Instant::now();
    let rust_tools = [tools::wasm_bindgen()?, tools::trunk()];
    let mut toolbox = Toolbox::default();
    thread::scope(|scope| {
        let rust_tools = scope.spawn(|| rust_tools.iter().map(RustTool::ensure).collect());
        toolbox.wasm_toolchain = wasm_toolchain()?;
        toolbox.wasm_opt = Some(wasm_opt()?);
        and_then(&toolbox)?;
        let paths: Result<Vec<_>> = rust_tools
            .join()
            .map_err(|_| anyhow!("installing the tools failed"))?;
        for path in paths? {
            toolbox.folders.extend(path.parent().map(Into::into));
        }
        anyhow::Ok(())
    })?;
    // It must come before any real wasm-opt.
    toolbox.folders.insert(0, wasm_opt::put_in_place()?);
    println!("tools: ready in {}", process::elapsed(start));
    Ok(toolbox)
}

fn wasm_toolchain() -> Result<Option<String>> {
    Ok(match wasm_target::search()? {
        Search::Found(toolchain) => toolchain,
        Search::NeedsPackages => {
            debian::install(&wasm_target::DEBIAN_PACKAGES)?;
            Some(wasm_target::build_from_packages()?)
        }
    })
}

fn wasm_opt() -> Result<std::path::PathBuf> {
    if tools::find_wasm_opt()?.is_none() && tools::npm().is_none() && debian::available() {
        debian::install(&["nodejs", "npm"])?;
    }
    tools::ensure_wasm_opt()
}
