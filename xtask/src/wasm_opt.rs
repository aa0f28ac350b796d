//! A `wasm-opt` that does nothing if its last output is still valid.
//!
//! Trunk runs `wasm-opt` at every start, and it is by far the slowest step of starting an unchanged
//! site.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};

use crate::{
    process,
    stand_in::{StandIn, pass_on},
};

/// Runs the real `wasm-opt`, unless its last output came from the same arguments and the same input,
/// byte for byte.
pub fn main(arguments: &[OsString]) -> Result<ExitCode> {
    let real = StandIn::WasmOpt.real()?;
    let Some(call) = Call::of(arguments, real.clone()) else {
        return pass_on(real, arguments);
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

/// Optimizes a wasm file for size, as Trunk does with the main one.
pub fn optimize(input: &Path, output: &Path) -> Result<()> {
    let page = fs::read_to_string(process::root().join("index.html"))?;
    let flags = page
        .split_once("data-wasm-opt-params=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .context("index.html has no data-wasm-opt-params")?
        .0;
    let mut arguments = vec![output_argument(output), "-Oz".into(), input.into()];
    arguments.extend(flags.split_whitespace().map(OsString::from));
    main(&arguments)?;
    Ok(())
}

fn output_argument(output: &Path) -> OsString {
    let mut argument = OsString::from("--output=");
    argument.push(output);
    argument
}

/// A call as Trunk makes it: `wasm-opt --output=OUTPUT FLAG… INPUT FLAG…`.
struct Call {
    output: PathBuf,
    input: PathBuf,
    /// All other arguments, and the program's own path, which contains its version.
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
