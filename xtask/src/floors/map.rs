//! The map of the sources in `docs/architecture.md`.

use std::collections::BTreeSet;

/// The files and folders in `src/` that the map names, without `src/`. The map is a tree in a code
/// block: a line begins with names, and lines indented below a folder are inside it. O(n).
pub fn named(document: &str) -> BTreeSet<String> {
    let mut folders: Vec<(usize, String)> = Vec::new();
    let mut found = BTreeSet::new();
    for block in document.split("```").skip(1).step_by(2) {
        for line in block.lines() {
            let indent = line.len() - line.trim_start().len();
            folders.retain(|(outer, _)| *outer < indent);
            let words = line
                .split_whitespace()
                .map(|word| word.trim_end_matches(','));
            for word in words.take_while(|word| word.ends_with('/') || word.ends_with(".rs")) {
                let folder = folders.last().map_or("", |(_, folder)| folder);
                let path = format!("{folder}{word}");
                if let Some(path) = path.strip_prefix("src/") {
                    found.insert(path.replace("*.rs", ""));
                }
                if word.ends_with('/') {
                    folders.retain(|(outer, _)| *outer < indent);
                    folders.push((indent, path));
                }
            }
        }
    }
    found.remove("");
    found
}

/// Compares the names on a map with the files in `src/`: finds files that are not on it, nor their
/// folders, and names without a file. O(n m).
pub fn wrong<'a>(
    named: &BTreeSet<String>,
    files: impl Iterator<Item = &'a String> + Clone,
) -> Vec<String> {
    let is_of = |file: &str, name: &str| match name.strip_suffix('/') {
        Some(folder) => file.starts_with(name) || file.strip_suffix(".rs") == Some(folder),
        None => file == name,
    };
    let missing = files
        .clone()
        .filter(|file| !named.iter().any(|name| is_of(file, name)))
        .map(|file| format!("src/{file} is not on the map, and neither is its folder"));
    let stale = (named.iter())
        .filter(|name| !files.clone().any(|file| is_of(file, name)))
        .map(|name| format!("the map names src/{name}, which is not there"));
    missing.chain(stale).collect()
}
