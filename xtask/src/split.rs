//! A `wasm-bindgen` that first cuts the program into parts.
//!
//! The page fetches what only actions need after the article can be read, and the formats of other
//! tools when one is needed. The program names the doors into these parts. This module cuts off
//! everything that can be reached only through a door; the relocations of the linked program tell what
//! refers to what. The first part goes on to the real `wasm-bindgen`; the others become files beside
//! it.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use crate::{
    process,
    stand_in::{StandIn, pass_on},
    wasm_opt,
};

/// The folder of `dist` for the parts after the first, without the hash at the end of its name. Trunk
/// copies a folder of this name as what wasm-bindgen leaves beside its files.
pub const FOLDER: &str = "snippets/parts-";

/// A part that comes after the first.
pub struct Part {
    /// What the program calls it. Its file is `NAME.wasm`.
    pub name: &'static str,
    /// When it is fetched, in words.
    pub when: &'static str,
}

/// All of them, in the order in which they are fetched.
pub const PARTS: [Part; 6] = [
    Part {
        name: "later",
        when: "then, once the article can be read",
    },
    Part {
        name: "formats",
        when: "when asked for",
    },
    Part {
        name: "codebook",
        when: "when the codebook is opened",
    },
    Part {
        name: "story",
        when: "when the story is opened",
    },
    Part {
        name: "encodings",
        when: "when a text in an old encoding comes in",
    },
    Part {
        name: "pdf",
        when: "when a PDF comes in",
    },
];

impl Part {
    /// Whether a file of `dist` is fetched with this part.
    pub fn has(&self, file: &str) -> bool {
        let rest = file.strip_prefix(self.name);
        rest.is_some_and(|rest| {
            let known = rest.ends_with(".wasm") || rest.ends_with(".css");
            rest == ".wasm" || rest.starts_with('-') && known
        })
    }
}

/// The compiler flags of a program in several parts. The digests of texts, which are checked when a
/// project is opened, are computed by a loop instead of by 8 kB of unrolled code.
const FLAGS: &str = "--cfg split --cfg sha2_backend=\"soft\" --cfg sha2_backend_soft=\"compact\" -Clink-args=--emit-relocs";

/// Sets up Cargo to compile the program so that it can be cut.
pub fn prepare(cargo: &mut Command) {
    cargo
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            format!("--cfg erase_components {FLAGS}"),
        )
        // The names of functions mark the doors; `wasm-opt` drops them later.
        .env("CARGO_PROFILE_RELEASE_STRIP", "none");
}

/// Cuts the program that Trunk passes, and runs the real `wasm-bindgen` over its first part. Passes on
/// a program that was not compiled to be cut.
pub fn main(arguments: &[OsString]) -> Result<ExitCode> {
    let real = StandIn::WasmBindgen.real()?;
    let Some(call) = Call::of(arguments) else {
        return pass_on(real, arguments);
    };
    let program = fs::read(&call.input)?;
    // If the linker kept relocations, there is a section of this name.
    if !holds(&program, b"reloc.CODE") {
        return pass_on(real, arguments);
    }
    let folder = format!("{FOLDER}{:016x}", hash(&program));
    let work = process::root().join("target").join("xtask").join("split");
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(work.join(&folder))?;
    let main = work.join("main.wasm");
    let link = format!("./{folder}/fetch.js");
    let mut options = Options::new(&program);
    options.output_dir = &work;
    options.main_out_path = &main;
    options.link_name = &link;
    let split =
        transform(options).map_err(|error| anyhow!("the program cannot be cut: {error:#}"))?;

    let files = names(&split.prefetch_map)?;
    let written = adapt(fs::read_to_string(work.join(&link))?, &files)?;
    let optimized = work.join("optimized");
    fs::create_dir_all(&optimized)?;
    for (made, name) in &files {
        wasm_opt::optimize(&work.join(format!("{made}.wasm")), &optimized.join(name))?;
    }

    let mut bindgen = process::command(real);
    // The other parts use the memory and the table of the first one, which the linker exports.
    bindgen
        .args(call.with_input(&main))
        .arg("--keep-lld-exports");
    process::run(&mut bindgen)?;
    let snippets = call.out.join("snippets");
    if snippets.exists() {
        fs::remove_dir_all(&snippets)?;
    }
    let place = call.out.join(&folder);
    fs::create_dir_all(&place)?;
    fs::write(place.join("fetch.js"), written)?;
    for (_, name) in &files {
        fs::copy(optimized.join(name), place.join(name))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Pairs the splitter's name of each file with its name in `dist`. `fetched` lists the files of each
/// part. A file that several parts share is named after the first of them: `later-1.wasm`.
fn names(fetched: &HashMap<String, Vec<String>>) -> Result<Vec<(String, String)>> {
    let unknown = fetched
        .keys()
        .find(|name| PARTS.iter().all(|part| part.name != **name));
    if let Some(name) = unknown {
        bail!("the program has an unknown part named {name:?}");
    }
    let mut names: Vec<(String, String)> = Vec::new();
    for part in &PARTS {
        let mut shared = 0;
        for made in fetched.get(part.name).into_iter().flatten() {
            if names.iter().any(|(known, _)| known == made) {
                continue;
            }
            let name = if *made == format!("split_{}", part.name) {
                format!("{}.wasm", part.name)
            } else {
                shared += 1;
                format!("{}-{shared}.wasm", part.name)
            };
            names.push((made.clone(), name));
        }
    }
    Ok(names)
}

/// Uses the names in `dist` in the file that fetches the parts.
fn adapt(mut written: String, files: &[(String, String)]) -> Result<String> {
    let links = files
        .iter()
        .map(|(made, name)| (format!("\"./{made}.wasm\""), format!("\"./{name}\"")));
    for (from, to) in links {
        if written.matches(&from).count() != 1 {
            bail!("the splitter's file does not hold {from:?} once:\n{written}");
        }
        written = written.replace(&from, &to);
    }
    Ok(written)
}

fn holds(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// A call as Trunk makes it: `wasm-bindgen --out-dir=OUT FLAG… INPUT FLAG…`.
struct Call<'a> {
    arguments: &'a [OsString],
    out: PathBuf,
    input: PathBuf,
}

impl<'a> Call<'a> {
    fn of(arguments: &'a [OsString]) -> Option<Self> {
        let out = arguments
            .iter()
            .find_map(|argument| argument.to_str()?.strip_prefix("--out-dir="))?;
        let input = arguments.iter().find(|argument| {
            Path::new(argument)
                .extension()
                .is_some_and(|it| it == "wasm")
        })?;
        Some(Self {
            arguments,
            out: out.into(),
            input: input.into(),
        })
    }

    fn with_input(&self, input: &'a Path) -> impl Iterator<Item = &'a std::ffi::OsStr> {
        let given = self.input.clone();
        self.arguments.iter().map(move |argument| {
            if given.as_os_str() == argument {
                input.as_os_str()
            } else {
                argument.as_os_str()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_goes_on_with_the_first_part() {
        let words = [
            "--out-dir=out",
            "--out-name=postil",
            "in.wasm",
            "--no-typescript",
        ];
        let words = words.map(OsString::from);
        let call = Call::of(&words).expect("a call");
        assert_eq!(
            (&*call.out, &*call.input),
            (Path::new("out"), Path::new("in.wasm"))
        );
        let passed: Vec<_> = call.with_input(Path::new("main.wasm")).collect();
        assert_eq!(passed[2], "main.wasm");
        assert_eq!(passed[3], "--no-typescript");
        assert!(Call::of(&["--version".into()]).is_none());
    }

    fn parts(parts: &[(&str, &[&str])]) -> HashMap<String, Vec<String>> {
        let owned = |files: &[&str]| files.iter().map(|&file| file.to_owned()).collect();
        (parts.iter())
            .map(|(name, files)| ((*name).to_owned(), owned(files)))
            .collect()
    }

    #[test]
    fn a_shared_file_is_named_after_the_first_part_that_needs_it() {
        let files = names(&parts(&[
            ("formats", &["chunk_2", "split_formats"]),
            ("later", &["chunk_2", "split_later"]),
        ]));
        let files = files.expect("all parts are known");
        let named: Vec<_> = files
            .iter()
            .map(|(m, n)| (m.as_str(), n.as_str()))
            .collect();
        assert_eq!(
            named,
            [
                ("chunk_2", "later-1.wasm"),
                ("split_later", "later.wasm"),
                ("split_formats", "formats.wasm")
            ]
        );
        for (file, part) in [
            ("later.wasm", Some("later")),
            ("later-1.wasm", Some("later")),
            ("formats.wasm", Some("formats")),
            ("later.js", None),
            ("postil-0f.wasm", None),
            ("latest.wasm", None),
        ] {
            let found = PARTS.iter().find(|part| part.has(file));
            assert_eq!(found.map(|part| part.name), part, "{file}");
        }
        assert!(names(&parts(&[("other", &["split_other"])])).is_err());
    }

    #[test]
    fn another_splitter_is_not_taken_for_this_one() {
        let files = [("chunk_2", "later-1.wasm"), ("split_later", "later.wasm")];
        let files = files.map(|(made, name)| (made.to_owned(), name.to_owned()));
        let written = "fetch(\"./chunk_2.wasm\"); fetch(\"./split_later.wasm\");".to_owned();
        let adapted = adapt(written.clone(), &files).expect("all of it is there");
        assert!(adapted.contains("\"./later-1.wasm\"") && adapted.contains("\"./later.wasm\""));
        assert!(!adapted.contains("chunk_") && !adapted.contains("split_"));
        assert!(adapt(written.replace("chunk_2", "chunk_3"), &files).is_err());
    }
}
