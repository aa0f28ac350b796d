//! Weighs what the first visit to the site downloads.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{finish::SERVICE_WORKER, split};

/// The most that the page, its styles, its scripts and its wasm may weigh together, in bytes after
/// Brotli at quality 11.
pub const BUDGET: usize = 281_000;

/// The file extensions of a first load, without the parts of the program that come later.
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
    let of_part = |path: &&PathBuf, part: &split::Part| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| part.has(name))
    };
    // Comes after everything else, and fetches what nobody has requested yet.
    let is_behind = |path: &&PathBuf| path.ends_with(SERVICE_WORKER);
    let is_first =
        |path: &&PathBuf| !is_behind(path) && !split::PARTS.iter().any(|part| of_part(path, part));
    let (mut raw, mut compressed) = (0, 0);
    for path in files.iter().filter(is_first) {
        let (bytes, small) = weigh(path)?;
        println!("  {:<34}{bytes:>12}{small:>12}", shown(dist, path));
        raw += bytes;
        compressed += small;
    }
    println!("  {:<34}{raw:>12}{compressed:>12}  of {BUDGET}", "total");
    for part in &split::PARTS {
        for (at, path) in files.iter().filter(|path| of_part(path, part)).enumerate() {
            let (bytes, small) = weigh(path)?;
            if at == 0 {
                println!("{}", part.when);
            }
            println!("  {:<34}{bytes:>12}{small:>12}", shown(dist, path));
        }
    }
    for path in files.iter().filter(is_behind) {
        let (bytes, small) = weigh(path)?;
        println!("to start without a network, with all of the above");
        println!("  {:<34}{bytes:>12}{small:>12}", shown(dist, path));
    }
    println!();
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

/// The size of a file in bytes, raw and after Brotli.
fn weigh(path: &Path) -> Result<(usize, usize)> {
    let bytes = fs::read(path)?;
    Ok((bytes.len(), brotli(&bytes)?))
}

fn shown(dist: &Path, path: &Path) -> String {
    path.strip_prefix(dist)
        .unwrap_or(path)
        .display()
        .to_string()
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

    /// Bytes that do not compress.
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
