//! What the first visit to the site downloads.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

/// The most that the page, its styles, its scripts and its wasm may weigh together, in bytes
/// after Brotli at its best. The goal is 250 000; until it is reached, this is a ratchet just above
/// what the site weighs, and may only go down.
pub const BUDGET: usize = 480_000;

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that do not get smaller.
    fn noise(length: usize) -> Vec<u8> {
        let step = |state: &mut u32| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some((*state >> 24) as u8)
        };
        std::iter::repeat_n((), length)
            .scan(1, |state, ()| step(state))
            .collect()
    }

    #[test]
    fn a_site_above_the_budget_is_refused() {
        let dist = std::env::temp_dir().join(format!("postil-size-{}", std::process::id()));
        fs::create_dir_all(dist.join("deeper")).expect("a folder");
        let write = |name: &str, bytes: &[u8]| fs::write(dist.join(name), bytes).expect("a file");
        write("index.html", b"<!doctype html>");
        assert!(report(&dist).is_err(), "no wasm");
        write("a.wasm", &noise(BUDGET / 2));
        write("picture.png", &noise(BUDGET));
        assert!(report(&dist).is_ok(), "within");
        write("deeper/b.js", &noise(BUDGET / 2));
        assert!(report(&dist).is_err(), "above");
        fs::remove_dir_all(dist).expect("a folder");
    }
}
