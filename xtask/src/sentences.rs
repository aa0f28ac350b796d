//! Finds the sentences of the page, for whoever translates them.
//!
//! A sentence is marked by `t!` or `tf!` where it stands (`src/ui/sentence.rs`).

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use proc_macro2::{TokenStream, TokenTree};

use crate::process;

/// A string in a source file.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    /// Its line, counted from 1.
    line: usize,
    /// What it says.
    text: String,
    /// Whether it is marked as a sentence.
    marked: bool,
}

/// Prints every marked sentence with its place.
///
/// # Errors
/// If a source cannot be read.
pub fn list() -> Result<()> {
    for path in sources()? {
        for found in read(&path)?.iter().filter(|found| found.marked) {
            let name = path.strip_prefix(process::root()).unwrap_or(&path);
            println!("{}:{}\t{}", name.display(), found.line, found.text);
        }
    }
    Ok(())
}

/// All files in `src/` but those of tests, sorted.
fn sources() -> Result<Vec<PathBuf>> {
    let mut folders = vec![process::root().join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && path.file_stem().is_some_and(|stem| stem != "tests")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<Vec<Found>> {
    let source = fs::read_to_string(path)?;
    strings(&source).with_context(|| path.display().to_string())
}

/// The strings of a source, except in attributes, comments and code for tests.
///
/// # Errors
/// If it is not Rust.
fn strings(source: &str) -> Result<Vec<Found>> {
    let tokens: TokenStream = source.parse().map_err(|error| anyhow!("{error}"))?;
    let mut found = Vec::new();
    collect(tokens, false, &mut found);
    Ok(found)
}

fn collect(tokens: TokenStream, marked: bool, found: &mut Vec<Found>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                at = after_attribute(&tokens, at);
                continue;
            }
            TokenTree::Group(group) => {
                let marked = marked || is_marked(&tokens, at);
                collect(group.stream(), marked, found);
            }
            TokenTree::Literal(literal) => {
                let written = literal.to_string();
                if let Some(text) = written.strip_prefix('"') {
                    found.push(Found {
                        line: literal.span().start().line,
                        text: text.trim_end_matches('"').to_owned(),
                        marked,
                    });
                }
            }
            TokenTree::Punct(_) | TokenTree::Ident(_) => {}
        }
        at += 1;
    }
}

/// Whether the group at an index holds what `t!` or `tf!` is given.
fn is_marked(tokens: &[TokenTree], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    let bang = matches!(before(1), Some(TokenTree::Punct(sign)) if sign.as_char() == '!');
    bang && matches!(before(2), Some(TokenTree::Ident(name)) if name == "t" || name == "tf")
}

/// Where to go on behind an attribute; behind its item if that is code for tests.
fn after_attribute(tokens: &[TokenTree], at: usize) -> usize {
    let inner =
        matches!(&tokens.get(at + 1), Some(TokenTree::Punct(sign)) if sign.as_char() == '!');
    let group = at + 1 + usize::from(inner);
    let Some(TokenTree::Group(attribute)) = tokens.get(group) else {
        return at + 1;
    };
    let words = attribute.stream().to_string().replace(' ', "");
    if words != "cfg(test)" {
        return group + 1;
    }
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == proc_macro2::Delimiter::Brace,
        TokenTree::Punct(sign) => sign.as_char() == ';',
        _ => false,
    };
    let rest = tokens.iter().skip(group + 1);
    group + 1 + rest.take_while(|token| !ends(token)).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What looks like a sentence of the page: it begins with a capital letter and has several words.
    fn is_sentence(text: &str) -> bool {
        text.starts_with(|first: char| first.is_ascii_uppercase()) && text.trim().contains(' ')
    }

    fn unmarked(source: &str) -> Vec<String> {
        let found = strings(source).expect("Rust").into_iter();
        let wrong = found.filter(|found| !found.marked && is_sentence(&found.text));
        wrong.map(|found| found.text).collect()
    }

    #[test]
    fn a_sentence_that_is_not_marked_is_found() {
        let source = r#"
            /// A comment is none.
            #[doc = "Nor is this."]
            fn say() {
                announce("Not marked.");
                announce(t!("Marked."));
                ui! { <p title=tf!("Marked {x}.")>"Not marked either."</p> }
            }
            #[cfg(test)]
            mod tests { const A: &str = "Not of the page."; }
            const B: &str = "After the tests.";
        "#;
        let expected = ["Not marked.", "Not marked either.", "After the tests."];
        assert_eq!(unmarked(source), expected);
        let all = strings(source).expect("Rust");
        let marked: Vec<_> = all.iter().filter(|found| found.marked).collect();
        assert_eq!(marked.len(), 2);
        assert_eq!((marked[0].line, marked[0].text.as_str()), (6, "Marked."));
    }

    #[test]
    fn every_sentence_of_the_page_is_marked() {
        let mut wrong = Vec::new();
        for path in sources().expect("the sources") {
            for found in read(&path).expect("Rust") {
                if !found.marked && is_sentence(&found.text) {
                    wrong.push(format!("{}:{}: {}", path.display(), found.line, found.text));
                }
            }
        }
        assert!(
            wrong.is_empty(),
            "not marked by t! or tf!:\n{}",
            wrong.join("\n")
        );
    }
}
