//! What the first visit to the site downloads.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

/// The most that the page, its styles, its scripts and its wasm may weigh together, in bytes
/// after Brotli at its best.
pub const BUDGET: usize = 250_000;

/// What makes up a first load: all other files are fetched on demand.
const FIRST_LOAD: [&str; 4] = ["html", "css", "js", "wasm"];

/// Prints the size of every file of the first load, raw and compressed.
///
/// # Errors
/// If the compressed sizes add up to more than [`BUDGET`], or there is no wasm at all.
pub fn report(dist: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    files.sort();
    println!("\nfirst load{:>38}{:>12}", "bytes", "Brotli");
    let (mut raw, mut compressed) = (0, 0);
    for path in &files {
        let bytes = fs::read(path)?;
        let small = brotli(&bytes)?;
        let name = path
            .strip_prefix(dist)
            .unwrap_or(path)
            .display()
            .to_string();
        println!("  {name:<34}{:>12}{small:>12}", bytes.len());
        raw += bytes.len();
        compressed += small;
    }
    println!("  {:<34}{raw:>12}{compressed:>12}  of {BUDGET}\n", "total");
    if !files.iter().any(|path| {
        path.extension()
            .is_some_and(|extension| extension == "wasm")
    }) {
        bail!("{} holds no wasm file", dist.display());
    }
    if compressed > BUDGET {
        bail!(
            "the first load is {} bytes above its budget",
            compressed - BUDGET
        );
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| FIRST_LOAD.iter().any(|e| *e == extension))
        {
            files.push(path);
        }
    }
    Ok(())
}

/// The size of `bytes` after Brotli, at quality 11 with the largest window a browser must take.
fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    writer.write_all(bytes)?;
    Ok(writer.into_inner().len())
}
