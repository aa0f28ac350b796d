//! A `wasm-opt` that does nothing when its last output still holds.
//!
//! Trunk runs `wasm-opt` at every start, and it is by far the slowest step of starting a site that
//! has not changed. So this program, called by that name, stands on `PATH` before the real one.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};

use crate::process;

/// The environment variable that leads to the real `wasm-opt`.
pub const REAL: &str = "POSTIL_WASM_OPT";

/// Puts this program into a folder under the name of `wasm-opt`, and returns the folder.
pub fn put_in_place() -> Result<PathBuf> {
    let folder = process::root().join("target").join("xtask");
    fs::create_dir_all(&folder)?;
    let stands_in = folder.join(format!("wasm-opt{}", env::consts::EXE_SUFFIX));
    let staged = folder.join(format!("wasm-opt.{}", std::process::id()));
    let this = env::current_exe()?;
    if fs::hard_link(&this, &staged).is_err() {
        fs::copy(&this, &staged)?;
    }
    fs::rename(staged, stands_in)?;
    Ok(folder)
}

/// Whether this process was called as `wasm-opt`.
pub fn is_called() -> bool {
    let name = env::args_os().next().map(PathBuf::from);
    name.is_some_and(|name| name.file_stem().is_some_and(|stem| stem == "wasm-opt"))
}

/// Runs the real `wasm-opt` with this process's arguments, unless the output it wrote last time
/// was made by the same arguments from the same input, byte for byte.
pub fn main() -> Result<ExitCode> {
    let real = env::var_os(REAL).with_context(|| format!("{REAL} is not set"))?;
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let Some(call) = Call::of(&arguments, real.clone()) else {
        let status = process::command(real).args(arguments).status()?;
        return Ok(if status.success() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    };
    let input = fs::read(&call.input)?;
    let made_from = call.output.with_extension("made-from");
    let made_by = call.output.with_extension("made-by");
    let same = |path: &Path, bytes: &[u8]| fs::read(path).is_ok_and(|there| there == bytes);
    if call.output.is_file() && same(&made_by, &call.flags) && same(&made_from, &input) {
        return Ok(ExitCode::SUCCESS);
    }
    let _ = fs::remove_file(&made_by);
    process::run(process::command(real).args(arguments))?;
    fs::write(made_from, input)?;
    fs::write(made_by, call.flags)?;
    Ok(ExitCode::SUCCESS)
}

/// A call as Trunk makes it: `wasm-opt --output=OUTPUT FLAG… INPUT FLAG…`.
struct Call {
    output: PathBuf,
    input: PathBuf,
    /// All other arguments, and the program's own path, which bears its version.
    flags: Vec<u8>,
}

impl Call {
    fn of(arguments: &[OsString], real: OsString) -> Option<Self> {
        let (mut output, mut input) = (None, None);
        let mut flags = real.into_encoded_bytes();
        for argument in arguments {
            let text = argument.to_str()?;
            if let Some(path) = text.strip_prefix("--output=") {
                output = Some(PathBuf::from(path));
            } else if text.starts_with('-') {
                flags.push(b'\n');
                flags.extend_from_slice(text.as_bytes());
            } else {
                input = Some(PathBuf::from(text));
            }
        }
        Some(Self {
            output: output?,
            input: input?,
            flags,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_told_apart_by_its_flags_and_not_by_its_files() {
        let call = |words: &str| {
            let words: Vec<_> = words.split(' ').map(OsString::from).collect();
            Call::of(&words, "/tools/wasm-opt".into())
        };
        let one = call("--output=out/a.wasm -Oz in/a.wasm --enable-simd").expect("a call");
        let two = call("--output=b.wasm -Oz b.in --enable-simd").expect("a call");
        assert_eq!(one.input, Path::new("in/a.wasm"));
        assert_eq!(one.output, Path::new("out/a.wasm"));
        assert_eq!(one.flags, two.flags);
        let weaker = call("--output=b.wasm -O1 b.in --enable-simd").expect("a call");
        assert_ne!(one.flags, weaker.flags);
        assert!(call("--version").is_none());
    }
}
