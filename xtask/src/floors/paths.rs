//! Reads the paths that a source file names: in `use` lines, in other code, and inside macros.
//!
//! It works on tokens instead of a syntax tree, because most of the page is written inside macros,
//! which a syntax tree does not open.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A module, by its names from the root of its crate.
pub type Module = Vec<String>;

/// What a source file names from its own crate, except in code for tests.
#[derive(Debug, Default)]
pub struct Paths {
    /// Every path, in the order of the file.
    pub named: Vec<Named>,
    /// The modules that the file declares only for tests.
    pub test_modules: Vec<Module>,
    /// Whether the whole file is code for tests.
    pub is_test: bool,
    /// What `use` lines import, by its name in the file: the path from the root of the crate. A path
    /// into another crate leads nowhere.
    pub aliases: BTreeMap<String, Module>,
    /// The macros that the file exports to the root of its crate.
    pub exported: Vec<String>,
}

/// A path in a source.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its line, counted from 1.
    pub line: usize,
    /// As it is written, without spaces.
    pub written: String,
    /// The names from the root of the crate.
    pub path: Module,
    /// Whether it begins with neither `crate`, `self` nor `super`. Then it is in this crate only if
    /// it leads to a module below the file.
    pub bare: bool,
}

/// Reads the source of a module.
///
/// # Errors
/// If the source is not Rust.
pub fn read(module: &[String], source: &str) -> Result<Paths> {
    let tokens: TokenStream = source.parse().map_err(|error| anyhow!("{error}"))?;
    let mut reader = Reader::default();
    reader.block(tokens, module);
    let mut paths = reader.paths;
    // Replaces names that a `use` line imported by their paths.
    for (at, (head, rest)) in reader.bare {
        if let Some(brought) = paths.aliases.get(&head) {
            paths.named[at].path = [brought.as_slice(), &rest].concat();
            paths.named[at].bare = false;
        }
    }
    Ok(paths)
}

#[derive(Default)]
struct Reader {
    paths: Paths,
    /// The first name and the rest of each bare path, by its index in `paths.named`.
    bare: BTreeMap<usize, (String, Module)>,
    /// How many blocks are open.
    depth: usize,
    /// Whether the next macro is exported to the root of the crate.
    exports: bool,
}

impl Reader {
    /// Reads the tokens of a group, or of the whole file.
    fn block(&mut self, tokens: TokenStream, module: &[String]) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut at = 0;
        self.depth += 1;
        while at < tokens.len() {
            at = self.step(&tokens, at, module);
        }
        self.depth -= 1;
    }

    /// Reads the item, path or group that begins at a token, and returns where it ends.
    fn step(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        if let Some(attribute) = Attribute::at(tokens, at) {
            self.exports |= attribute.exports;
            if !attribute.for_tests {
                return at + 1;
            }
            if attribute.inner {
                self.paths.is_test |= self.depth == 1;
                return tokens.len();
            }
            let end = end_of_item(tokens, attribute.end);
            if let Some(name) = declared(&tokens[attribute.end..end]) {
                self.paths.test_modules.push(child(module, name));
            }
            return end;
        }
        match &tokens[at] {
            TokenTree::Group(group) => {
                self.block(group.stream(), module);
                at + 1
            }
            TokenTree::Ident(word) if word == "use" && !is_punct(tokens, at + 1, '<') => {
                let end = position(tokens, at, |token| is(token, ';'));
                self.tree(&tokens[at + 1..end], &[], module);
                end
            }
            TokenTree::Ident(word) if word == "macro_rules" => {
                if let Some(TokenTree::Ident(name)) = tokens.get(at + 2)
                    && std::mem::take(&mut self.exports)
                {
                    self.paths.exported.push(name.to_string());
                }
                at + 1
            }
            TokenTree::Ident(word) if word == "mod" => match &tokens[at + 1..] {
                [TokenTree::Ident(name), TokenTree::Group(body), ..] => {
                    self.block(body.stream(), &child(module, name.to_string()));
                    at + 3
                }
                _ => at + 1,
            },
            TokenTree::Ident(_) if is_path_sep(tokens, at + 1) => {
                let (segments, end) = segments(tokens, at);
                if !goes_on(tokens, at) {
                    let line = tokens[at].span().start().line;
                    self.name(&segments, line, module);
                }
                end
            }
            _ => at + 1,
        }
    }

    /// Reads a tree of a `use` line. `before` holds the names that lead to it.
    fn tree(&mut self, tokens: &[TokenTree], before: &[String], module: &[String]) {
        let [first, ..] = tokens else {
            return;
        };
        if is(first, ':') {
            // `use ::name` always names another crate.
            return;
        }
        let (mut path, mut end) = match first {
            TokenTree::Ident(_) => segments(tokens, 0),
            _ => (Vec::new(), 0),
        };
        if path == ["self"] && !before.is_empty() {
            path.clear();
        }
        let path = [before, path.as_slice()].concat();
        if is_path_sep(tokens, end) {
            end += 2;
        }
        match tokens.get(end) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inside: Vec<_> = group.stream().into_iter().collect();
                for tree in inside.split(|token| is(token, ',')) {
                    self.tree(tree, &path, module);
                }
            }
            Some(token) if is(token, '*') => {
                let all = [path, vec!["*".to_owned()]].concat();
                self.name(&all, first.span().start().line, module);
            }
            next => {
                self.name(&path, first.span().start().line, module);
                let alias = match (next, tokens.get(end + 1)) {
                    (Some(TokenTree::Ident(word)), Some(name)) if word == "as" => name.to_string(),
                    _ => path.last().cloned().unwrap_or_default(),
                };
                if let Some((absolute, _)) = resolve(&path, module) {
                    self.paths.aliases.insert(alias, absolute);
                }
            }
        }
    }

    fn name(&mut self, segments: &[String], line: usize, module: &[String]) {
        let Some((path, bare)) = resolve(segments, module) else {
            return;
        };
        if bare && let [head, rest @ ..] = segments {
            let at = self.paths.named.len();
            self.bare.insert(at, (head.clone(), rest.to_vec()));
        }
        self.paths.named.push(Named {
            line,
            written: segments.join("::"),
            path,
            bare,
        });
    }
}

/// Resolves a path from the root of the crate, and says whether it is bare; `None` if it leads out of
/// the crate.
fn resolve(segments: &[String], module: &[String]) -> Option<(Module, bool)> {
    let first = segments.first()?;
    let (mut base, mut rest) = match first.as_str() {
        "crate" => (Vec::new(), &segments[1..]),
        "self" => (module.to_vec(), &segments[1..]),
        "super" => (module.to_vec(), segments),
        _ => return Some(([module, segments].concat(), true)),
    };
    while let [word, after @ ..] = rest
        && word == "super"
    {
        base.pop()?;
        rest = after;
    }
    Some(([base.as_slice(), rest].concat(), false))
}

/// Reads the path that begins at a token, and returns its names and where it ends.
fn segments(tokens: &[TokenTree], mut at: usize) -> (Vec<String>, usize) {
    let mut found = Vec::new();
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        let name = name.to_string();
        found.push(name.strip_prefix("r#").unwrap_or(&name).to_owned());
        at += 1;
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(_)) if is_path_sep(tokens, at) => at += 2,
            _ => break,
        }
    }
    (found, at)
}

/// An attribute, as far as it matters here.
struct Attribute {
    for_tests: bool,
    exports: bool,
    inner: bool,
    end: usize,
}

impl Attribute {
    fn at(tokens: &[TokenTree], at: usize) -> Option<Self> {
        if !is(&tokens[at], '#') {
            return None;
        }
        let inner = is_punct(tokens, at + 1, '!');
        let place = at + 1 + usize::from(inner);
        let TokenTree::Group(group) = tokens.get(place)? else {
            return None;
        };
        if group.delimiter() != Delimiter::Bracket {
            return None;
        }
        let inside: Vec<_> = group.stream().into_iter().collect();
        let for_tests = match &inside[..] {
            [TokenTree::Ident(word), TokenTree::Group(condition)] if word == "cfg" => {
                !may_hold(&condition.stream().into_iter().collect::<Vec<_>>())
            }
            _ => false,
        };
        let exports = matches!(&inside[..], [TokenTree::Ident(word)] if word == "macro_export");
        Some(Self {
            for_tests,
            exports,
            inner,
            end: place + 1,
        })
    }
}

/// Whether the condition of a `cfg` may hold outside of tests.
fn may_hold(condition: &[TokenTree]) -> bool {
    let each = |group: &TokenTree| -> Vec<bool> {
        let TokenTree::Group(group) = group else {
            return Vec::new();
        };
        let inside: Vec<_> = group.stream().into_iter().collect();
        (inside.split(|token| is(token, ',')))
            .filter(|part| !part.is_empty())
            .map(may_hold)
            .collect()
    };
    match condition {
        [word, rest @ ..] => match (word.to_string().as_str(), rest) {
            ("test", []) => false,
            ("feature", [_, name]) => name.to_string() != "\"testing\"",
            ("any", [group]) => each(group).into_iter().any(|holds| holds),
            ("all", [group]) => each(group).into_iter().all(|holds| holds),
            // `not(test)` holds outside of tests; nothing is known about anything else.
            _ => true,
        },
        [] => true,
    }
}

/// The name of the module that an item declares, if it does.
fn declared(item: &[TokenTree]) -> Option<String> {
    let at = item
        .iter()
        .position(|token| matches!(token, TokenTree::Ident(word) if word == "mod"))?;
    match item.get(at + 1) {
        Some(TokenTree::Ident(name)) => Some(name.to_string()),
        _ => None,
    }
}

/// Finds the end of the item that begins at a token.
fn end_of_item(tokens: &[TokenTree], mut at: usize) -> usize {
    while let Some(attribute) = tokens.get(at).and_then(|_| Attribute::at(tokens, at)) {
        at = attribute.end;
    }
    let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let end = match keyword(&tokens[at..]).as_str() {
        "fn" | "mod" | "impl" | "struct" | "enum" | "trait" | "union" | "macro_rules" => {
            position(tokens, at, |token| is(token, ';') || is_body(token))
        }
        "use" | "const" | "static" | "let" | "type" => position(tokens, at, |token| is(token, ';')),
        // A field, an arm or a statement.
        _ => position(tokens, at, |token| {
            is(token, ';') || is(token, ',') || is_body(token)
        }),
    };
    (end + 1).min(tokens.len())
}

/// The keyword of an item; empty if it has none.
fn keyword(item: &[TokenTree]) -> String {
    for (at, token) in item.iter().enumerate() {
        match token {
            TokenTree::Ident(word) => match word.to_string().as_str() {
                "pub" | "async" | "unsafe" | "extern" | "default" => {}
                "const" if matches!(item.get(at + 1), Some(TokenTree::Ident(next)) if next == "fn" || next == "unsafe" || next == "async") =>
                    {}
                word => return word.to_owned(),
            },
            // Follows `pub` or `extern`.
            TokenTree::Group(_) | TokenTree::Literal(_) => {}
            TokenTree::Punct(_) => break,
        }
    }
    String::new()
}

fn position(tokens: &[TokenTree], from: usize, is_it: impl Fn(&TokenTree) -> bool) -> usize {
    let found = tokens[from..].iter().position(is_it);
    found.map_or(tokens.len(), |found| from + found)
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn is_punct(tokens: &[TokenTree], at: usize, sign: char) -> bool {
    tokens.get(at).is_some_and(|token| is(token, sign))
}

/// Whether a `::` begins at a token.
fn is_path_sep(tokens: &[TokenTree], at: usize) -> bool {
    let joint = matches!(
        tokens.get(at),
        Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint
    );
    joint && is_punct(tokens, at + 1, ':')
}

/// Whether a name continues what comes before it: after `::`, or as a method.
fn goes_on(tokens: &[TokenTree], at: usize) -> bool {
    let dots = tokens[..at].iter().rev().take_while(|it| is(it, '.'));
    dots.count() == 1 || at >= 2 && is_path_sep(tokens, at - 2)
}

fn child(module: &[String], name: String) -> Module {
    [module, &[name]].concat()
}
