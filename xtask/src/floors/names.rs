//! Finds names of crates in sources and manifests.

use anyhow::{Result, anyhow};
use proc_macro2::{TokenStream, TokenTree};

/// Whether a name is that of an unknown crate. `leptos*` matches `leptos` and every name that begins
/// with `leptos-`. A name in code may have `_` for `-`.
fn is_named(name: &str, unknown: &[&str]) -> bool {
    let name = name.replace('_', "-");
    unknown
        .iter()
        .any(|unknown| match unknown.strip_suffix('*') {
            Some(family) => {
                let rest = name.strip_prefix(family);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            }
            None => name == *unknown,
        })
}

/// Finds the lines of a source that name an unknown crate, and returns each with the name. O(n).
///
/// # Errors
/// If the source is not Rust.
pub fn in_source(source: &str, unknown: &[&str]) -> Result<Vec<(usize, String)>> {
    let tokens: TokenStream = source.parse().map_err(|error| anyhow!("{error}"))?;
    let mut found = Vec::new();
    let mut open: Vec<_> = tokens.into_iter().collect();
    while let Some(token) = open.pop() {
        match token {
            TokenTree::Group(group) => open.extend(group.stream()),
            TokenTree::Ident(name) if is_named(&name.to_string(), unknown) => {
                found.push((name.span().start().line, name.to_string()));
            }
            _ => {}
        }
    }
    found.sort();
    Ok(found)
}

/// Finds the lines of a manifest that name an unknown crate in any section of dependencies, and
/// returns each with the name. O(n).
pub fn in_manifest(manifest: &str, unknown: &[&str]) -> Vec<(usize, String)> {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    let mut depends = false;
    let mut found = Vec::new();
    for (at, line) in manifest.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default();
        if line.starts_with('[') {
            depends = line.contains("dependencies");
        }
        let words = line.split(|sign| !is_part(sign));
        let named = words.filter(|word| depends && is_named(word, unknown));
        found.extend(named.map(|word| (at + 1, word.to_owned())));
    }
    found
}
