//! Which file of a crate imports which.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::paths::{self, Module, Paths};

/// The files of one crate.
#[derive(Debug, Default)]
pub struct Crate {
    /// Every source by its path in the folder of the crate's root: `desk/doors.rs`.
    pub files: BTreeMap<String, String>,
}

/// A file names something from another file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    pub from: String,
    pub to: String,
    /// The line in `from`, counted from 1.
    pub line: usize,
    /// The path as it is written.
    pub written: String,
    /// Whether the path names the other file's module and no item in it. An item that is then used
    /// through the module is an import of its own.
    pub module: bool,
}

impl Crate {
    /// All imports between the files, except in code for tests. O(n log n) in the bytes of the files.
    ///
    /// # Errors
    /// If a file is not Rust.
    pub fn imports(&self) -> Result<Vec<Import>> {
        let modules: BTreeMap<Module, &String> = (self.files.keys())
            .map(|file| (module(file), file))
            .collect();
        let mut read = BTreeMap::new();
        let mut macros = BTreeMap::new();
        let mut for_tests = BTreeSet::new();
        for (file, source) in &self.files {
            let module = module(file);
            let paths = paths::read(&module, source).context(file.clone())?;
            for_tests.extend(paths.test_modules.iter().cloned());
            if paths.is_test {
                for_tests.insert(module);
            }
            macros.extend(paths.exported.iter().map(|name| (name.clone(), file)));
            read.insert(file, paths);
        }
        let is_test = |file: &str| {
            let module = module(file);
            (0..=module.len()).any(|length| for_tests.contains(&module[..length]))
        };
        let mut imports = BTreeSet::new();
        for (from, paths) in &read {
            let own = module(from);
            for named in &paths.named {
                let way = way(&named.path, &modules, &macros, &read);
                let is_below = |file| module(file).starts_with(&own) && file != *from;
                if named.bare && !way.first().is_some_and(|(to, _)| is_below(to)) {
                    continue;
                }
                let last = way.len().saturating_sub(1);
                for (at, (to, whole)) in way.into_iter().enumerate() {
                    // Naming a sibling through a module above does not use that module.
                    let hands_on = at < last && own.starts_with(&module(to));
                    if to == *from || hands_on || is_test(from) || is_test(to) {
                        continue;
                    }
                    imports.insert(Import {
                        from: (*from).clone(),
                        to: to.clone(),
                        line: named.line,
                        written: named.written.clone(),
                        module: whole,
                    });
                }
            }
        }
        Ok(imports.into_iter().collect())
    }
}

/// Follows a path to the file that it names and, through re-exports, to the file that defines the item.
/// Returns all files on the way, each with whether the whole path is that file's module.
fn way<'a>(
    path: &[String],
    modules: &BTreeMap<Module, &'a String>,
    macros: &BTreeMap<String, &'a String>,
    read: &BTreeMap<&'a String, Paths>,
) -> Vec<(&'a String, bool)> {
    let mut path = path.to_vec();
    let mut way: Vec<(&String, bool)> = Vec::new();
    loop {
        let lengths = (0..=path.len()).rev();
        let longest = lengths
            .map(|length| path.split_at(length))
            .find_map(|(module, rest)| Some((*modules.get(module)?, rest)));
        let Some((mut file, rest)) = longest else {
            return way;
        };
        if let [name] = &path[..]
            && let Some(writes) = macros.get(name)
        {
            file = writes;
        }
        if way.iter().any(|(known, _)| *known == file) {
            return way;
        }
        way.push((file, rest.is_empty()));
        let brought = (rest.first()).and_then(|name| read.get(file)?.aliases.get(name));
        match brought {
            Some(brought) => path = [brought.as_slice(), &rest[1..]].concat(),
            None => return way,
        }
    }
}

/// The module of a file.
fn module(file: &str) -> Module {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let mut names: Module = stem.split('/').map(str::to_owned).collect();
    let last = names.last().map(String::as_str);
    if last == Some("mod") || names.len() == 1 && matches!(last, Some("main" | "lib")) {
        names.pop();
    }
    names
}

/// Which imports tie a circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// Every import.
    All,
    /// Every import except those from a module above the file.
    AllButAbove,
}

/// Finds circles of files, and returns the imports that tie each. O(n + m).
pub fn circles(imports: &[Import], ties: Ties) -> Vec<Vec<&Import>> {
    let counts = |import: &&Import| {
        let above = module(&import.from).starts_with(&module(&import.to));
        !import.module && (ties == Ties::All || !above)
    };
    let ties: Vec<_> = imports.iter().filter(counts).collect();
    let mut search = Search::default();
    for import in &ties {
        let next = search.next.entry(&import.from).or_default();
        next.push(&import.to);
    }
    let files: Vec<_> = search.next.keys().copied().collect();
    for file in files {
        if !search.seen.contains_key(file) {
            search.visit(file);
        }
    }
    let among = |files: &BTreeSet<&str>| {
        let both = |it: &&&Import| files.contains(&*it.from) && files.contains(&*it.to);
        ties.iter().filter(both).copied().collect()
    };
    search.circles.iter().map(among).collect()
}

/// Tarjan's search for strongly connected components.
#[derive(Default)]
struct Search<'a> {
    next: BTreeMap<&'a str, Vec<&'a str>>,
    /// The order in which files were reached.
    seen: BTreeMap<&'a str, usize>,
    open: Vec<&'a str>,
    circles: Vec<BTreeSet<&'a str>>,
}

impl<'a> Search<'a> {
    /// Visits a file, and returns the earliest open file that it reaches.
    fn visit(&mut self, file: &'a str) -> usize {
        let own = self.seen.len();
        self.seen.insert(file, own);
        self.open.push(file);
        let mut earliest = own;
        for next in self.next.get(file).cloned().unwrap_or_default() {
            let reached = match self.seen.get(next) {
                None => self.visit(next),
                Some(&at) if self.open.contains(&next) => at,
                Some(_) => continue,
            };
            earliest = earliest.min(reached);
        }
        if earliest == own {
            let at = self.open.iter().position(|&it| it == file);
            let circle = self.open.split_off(at.unwrap_or_default());
            if circle.len() > 1 {
                self.circles.push(circle.into_iter().collect());
            }
        }
        earliest
    }
}
