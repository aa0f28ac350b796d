//! Shortens the names that the program and its script share.
//!
//! wasm-bindgen names each function that the program imports from the page with 16 digits of a hash.
//! The name appears in the wasm and in the script, and does not compress.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

/// The kind of section that lists imports (<https://webassembly.github.io/spec/core/binary/>).
const IMPORTS: u8 = 2;
/// The kind of import that is a function.
const FUNCTION: u8 = 0;

/// Gives short names to what a program imports from its script, in both.
///
/// # Errors
/// If the program does not have the known form, or imports anything but functions.
pub fn shorten(program: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut names = BTreeMap::new();
    let mut rest = program.get(8..).context("no wasm")?;
    let mut short = program[..8].to_vec();
    while let Some((&kind, after)) = rest.split_first() {
        let (section, after) = counted(after)?;
        rest = after;
        short.push(kind);
        match kind {
            IMPORTS => write_counted(&mut short, &imports(section, &mut names)?),
            _ => write_counted(&mut short, section),
        }
    }
    let mut written = String::with_capacity(script.len());
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    for word in script.split_inclusive(|c| !is_part(c)) {
        let name = word.trim_end_matches(|c| !is_part(c));
        match names.get(name) {
            Some(short) => {
                written.push_str(short);
                written.push_str(&word[name.len()..]);
            }
            None => written.push_str(word),
        }
    }
    Ok((short, written))
}

/// Rewrites the section of imports with short names, and notes them by the long names.
fn imports(section: &[u8], names: &mut BTreeMap<String, String>) -> Result<Vec<u8>> {
    let (count, mut rest) = number(section)?;
    let mut written = Vec::new();
    write_number(&mut written, count);
    for _ in 0..count {
        let (module, after) = counted(rest)?;
        let (name, after) = counted(after)?;
        let (&kind, after) = after.split_first().context("an import is cut off")?;
        ensure!(kind == FUNCTION, "an import is not a function");
        let (of_type, after) = number(after)?;
        rest = after;
        let name = std::str::from_utf8(name)?;
        let next = format!("$w{}", names.len());
        let name = if has_hash(name) {
            names.entry(name.to_owned()).or_insert(next)
        } else {
            name
        };
        write_counted(&mut written, module);
        write_counted(&mut written, name.as_bytes());
        written.push(kind);
        write_number(&mut written, of_type);
    }
    ensure!(rest.is_empty(), "the list of imports has extra bytes");
    Ok(written)
}

/// Whether wasm-bindgen gave a name a hash.
fn has_hash(name: &str) -> bool {
    let hash = name
        .strip_prefix("__wbg_")
        .and_then(|name| name.rsplit_once('_'));
    hash.is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Splits off bytes that follow their own length, and returns them with the rest.
fn counted(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length).context("the wasm is cut off")
}

/// Splits off a number in LEB128, and returns it with the rest.
fn number(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            return Ok((value, &bytes[at + 1..]));
        }
    }
    anyhow::bail!("a number does not end")
}

fn write_counted(to: &mut Vec<u8>, bytes: &[u8]) {
    write_number(to, bytes.len());
    to.extend(bytes);
}

fn write_number(to: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        to.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(names: &[&str]) -> Vec<u8> {
        let mut section = vec![names.len() as u8];
        for name in names {
            write_counted(&mut section, b"./a.js");
            write_counted(&mut section, name.as_bytes());
            section.extend([FUNCTION, 0x85, 0x01]);
        }
        let mut program = b"\0asm\x01\0\0\0".to_vec();
        program.push(IMPORTS);
        write_counted(&mut program, &section);
        program.extend([10, 1, 0]);
        program
    }

    #[test]
    fn hashes_are_left_out_on_both_sides() {
        let long = "__wbg_Error_67e7344beaa85059";
        let script = format!("{{{long}:function(){{}},{long}x:1,__wbindgen_start:2}}");
        let (short, script) =
            shorten(&program(&[long, "__wbindgen_start"]), &script).expect("a program");
        assert_eq!(short, program(&["$w0", "__wbindgen_start"]));
        assert_eq!(
            script,
            format!("{{$w0:function(){{}},{long}x:1,__wbindgen_start:2}}")
        );
    }

    #[test]
    fn what_is_no_program_is_refused() {
        assert!(shorten(b"", "").is_err());
        let whole = program(&["a"]);
        assert!(shorten(&whole[..whole.len() - 1], "").is_err());
    }
}
