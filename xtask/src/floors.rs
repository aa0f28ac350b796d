//! Tests the order of the sources: a file of the page imports only its own part and lower floors, the
//! core and the formats know no browser, and no files import one another in a circle.

mod graph;
mod map;
mod names;
mod paths;

use std::{collections::BTreeSet, fs};

use anyhow::{Context, Result};

use crate::process;
use graph::{Crate, Import, Ties};

/// A part of the page.
struct Part {
    /// Its files may import one another and files of lower floors.
    floor: u8,
    /// Its folders and files in `src/`; `desk` stands for `desk.rs` and all of `desk/`.
    names: &'static [&'static str],
    /// Parts of the same floor that its files may import as well.
    also: &'static [&'static str],
}

/// The page, from the ground up.
const PARTS: &[Part] = &[
    part(1, &["browser"], &[]),
    part(1, &["ui"], &["browser"]),
    part(2, &["desk"], &[]),
    part(3, &["article"], &[]),
    part(3, &["storage"], &[]),
    part(4, &["transfer"], &[]),
    part(5, &["commands"], &[]),
    part(6, &["views"], &[]),
    part(7, &["api", "offline", "loader", "app", "main"], &[]),
];

const fn part(floor: u8, names: &'static [&'static str], also: &'static [&'static str]) -> Part {
    Part { floor, names, also }
}

/// The crates whose files must not import in a circle: the folder of the crate's root, folders in it
/// that belong to other crates, and which imports count.
///
/// In `crates/`, a module file may use its child files and define what they use: a format's file holds
/// the names that its reader and its writer share, and calls both.
const CRATES: &[(&str, &[&str], Ties)] = &[
    ("src", &[], Ties::All),
    ("crates/codebook/src", &[], Ties::AllButAbove),
    ("crates/core/src", &[], Ties::AllButAbove),
    ("crates/formats/src", &[], Ties::AllButAbove),
    ("crates/pdf/src", &[], Ties::AllButAbove),
    ("crates/propose/src", &[], Ties::AllButAbove),
    ("crates/story/src", &[], Ties::AllButAbove),
    ("xtask/src", &[], Ties::All),
    ("tests/src", &["bin"], Ties::All),
    ("tests/src/bin/bench", &[], Ties::All),
];

/// What no crate below the page may know; in a source, the page's name `postil` may be a module.
const OF_THE_WEB: &[&str] = &["web-sys", "js-sys", "wasm-bindgen*", "leptos*", "gloo*"];

/// What a crate must not know beside that: its folder, and crates that neither its sources nor its manifest
/// may name.
const UNKNOWN: &[(&str, &[&str])] = &[
    (
        "crates/codebook",
        &["postil-formats", "postil-propose", "postil-story"],
    ),
    (
        "crates/core",
        &[
            "postil-codebook",
            "postil-formats",
            "postil-propose",
            "postil-story",
        ],
    ),
    (
        "crates/formats",
        &["postil-codebook", "postil-propose", "postil-story"],
    ),
    (
        "crates/pdf",
        &[
            "postil-codebook",
            "postil-core",
            "postil-formats",
            "postil-propose",
            "postil-story",
        ],
    ),
    (
        "crates/propose",
        &["postil-codebook", "postil-formats", "postil-story"],
    ),
    ("crates/story", &["postil-codebook", "postil-formats"]),
];

fn part_of(file: &str) -> Option<&'static Part> {
    let first = file.split('/').next().unwrap_or_default();
    let name = first.strip_suffix(".rs").unwrap_or(first);
    PARTS.iter().find(|part| part.names.contains(&name))
}

/// Finds imports of the page that lead up a floor, or across to another part of the same floor. Passes
/// over files that belong to no part; another test reports those.
fn climbing(imports: &[Import]) -> Vec<String> {
    let mut wrong = Vec::new();
    for import in imports {
        let (Some(from), Some(to)) = (part_of(&import.from), part_of(&import.to)) else {
            continue;
        };
        let same = std::ptr::eq(from, to) || from.names == to.names;
        let also = to.names.iter().any(|name| from.also.contains(name));
        if same || to.floor < from.floor || to.floor == from.floor && also {
            continue;
        }
        let direction = if to.floor > from.floor {
            "up"
        } else {
            "across"
        };
        wrong.push(format!(
            "src/{}:{} imports {} from src/{}: {direction} from floor {} ({}) to floor {} ({})",
            import.from,
            import.line,
            import.written,
            import.to,
            from.floor,
            from.names.join(", "),
            to.floor,
            to.names.join(", "),
        ));
    }
    wrong
}

/// Describes the circles of a crate, with one line for everything that a file imports from another.
fn circling(root: &str, imports: &[Import], ties: Ties) -> Vec<String> {
    let words = |circle: Vec<&Import>| {
        let files = |import: &Import| (import.from.clone(), import.to.clone());
        let lines = circle.chunk_by(|one, next| files(one) == files(next));
        let lines = lines.map(|all| {
            let Import { from, to, line, .. } = all[0];
            let named: BTreeSet<_> = all.iter().map(|import| import.written.as_str()).collect();
            let named: Vec<_> = named.into_iter().collect();
            format!(
                "  {root}/{from}:{line} imports {} from {root}/{to}",
                named.join(", ")
            )
        });
        let lines: Vec<_> = lines.collect();
        format!("a circle of files in {root}:\n{}", lines.join("\n"))
    };
    graph::circles(imports, ties)
        .into_iter()
        .map(words)
        .collect()
}

/// Reads all sources in a folder of the checkout, except in the folders `without`.
fn sources(folder: &str, without: &[&str]) -> Result<Crate> {
    let root = process::root().join(folder);
    let mut read = Crate::default();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            let below = path
                .strip_prefix(&root)?
                .to_string_lossy()
                .replace('\\', "/");
            if path.is_dir() {
                if !without.contains(&&*below) {
                    open.push(path);
                }
            } else if below.ends_with(".rs") {
                read.files.insert(below, fs::read_to_string(&path)?);
            }
        }
    }
    Ok(read)
}

mod tests {
    use super::*;

    fn none(wrong: &[String]) {
        assert!(
            wrong.is_empty(),
            "{} found:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }

    #[test]
    fn no_file_of_the_page_reaches_up() {
        let page = sources("src", &[]).expect("the page's sources");
        none(&climbing(&page.imports().expect("Rust")));
    }

    #[test]
    fn every_file_of_the_page_has_a_floor() {
        let page = sources("src", &[]).expect("the page's sources");
        let homeless = page.files.keys().filter(|file| part_of(file).is_none());
        none(
            &homeless
                .map(|file| format!("src/{file} belongs to no part"))
                .collect::<Vec<_>>(),
        );
    }

    #[test]
    fn the_map_names_every_file_of_the_page() {
        let page = sources("src", &[]).expect("the page's sources");
        let document = process::root().join("docs/architecture.md");
        let document = fs::read_to_string(document).expect("the document with the map");
        none(&map::wrong(&map::named(&document), page.files.keys()));
    }

    #[test]
    fn no_files_import_in_a_circle() {
        let mut wrong = Vec::new();
        for (root, without, ties) in CRATES {
            let sources = sources(root, without).expect("sources");
            assert!(!sources.files.is_empty(), "{root} has no sources");
            wrong.extend(circling(root, &sources.imports().expect("Rust"), *ties));
        }
        none(&wrong);
    }

    #[test]
    fn every_crate_is_looked_at_for_circles() {
        let crates = fs::read_dir(process::root().join("crates")).expect("the crates");
        for entry in crates {
            let name = entry.expect("a crate").file_name();
            let root = format!("crates/{}/src", name.to_string_lossy());
            assert!(CRATES.iter().any(|(known, ..)| *known == root), "{root}");
        }
    }

    #[test]
    fn the_core_and_the_formats_know_no_browser() {
        let mut wrong = Vec::new();
        for (folder, besides) in UNKNOWN {
            let manifest = process::root().join(folder).join("Cargo.toml");
            let manifest = fs::read_to_string(manifest).expect("a manifest");
            let unknown = [OF_THE_WEB, *besides].concat();
            let in_manifest = [&unknown[..], &["postil"]].concat();
            for (line, name) in names::in_manifest(&manifest, &in_manifest) {
                wrong.push(format!("{folder}/Cargo.toml:{line} names {name}"));
            }
            for (file, source) in sources(folder, &[]).expect("sources").files {
                for (line, name) in names::in_source(&source, &unknown).expect("Rust") {
                    wrong.push(format!("{folder}/{file}:{line} names {name}"));
                }
            }
        }
        none(&wrong);
    }

    /// A crate whose files exist only here.
    fn made(files: &[(&str, &str)]) -> Crate {
        let owned = |&(file, source): &(&str, &str)| (file.to_owned(), source.to_owned());
        Crate {
            files: files.iter().map(owned).collect(),
        }
    }

    fn imports(files: &[(&str, &str)]) -> Vec<Import> {
        made(files).imports().expect("Rust")
    }

    /// What the check says of a page in which one file has this source.
    fn climbs(file: &str, source: &str) -> Vec<String> {
        let all = [
            "ui/menu.rs",
            "browser/focus.rs",
            "desk.rs",
            "desk/doors.rs",
            "article/sheet.rs",
            "storage/journal.rs",
            "api.rs",
            "main.rs",
        ];
        let others = all.iter().filter(|it| **it != file).map(|it| (*it, ""));
        climbing(&imports(
            &others.chain([(file, source)]).collect::<Vec<_>>(),
        ))
    }

    #[test]
    fn reaching_up_is_found_however_it_is_written() {
        for source in [
            "use crate::desk::Desk;",
            "pub use crate::desk;",
            "pub(crate) use crate::{browser::focus, desk::{self, doors::Door}};",
            "use super::super::desk::Desk as Table;",
            "use crate::desk::*;",
            "fn f(desk: crate::desk::Desk) {}",
            "fn f() { x.call(|| crate::desk::peek::<u8>()) }",
            "fn f() { ui! { <p on:click=move |_| super::super::desk::peek()>\"\"</p> } }",
            "macro_rules! m { () => { $crate::desk::peek() }; }",
            "mod inner { use super::super::super::desk::Desk; }",
            "#[derive(crate::desk::Derive)] struct S;",
            "#[cfg(not(test))] use crate::desk::Desk;",
        ] {
            assert!(!climbs("ui/menu.rs", source).is_empty(), "{source}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_place_and_floors() {
        assert_eq!(
            climbs("ui/menu.rs", "\nuse crate::{\n    desk::Desk,\n};"),
            [
                "src/ui/menu.rs:3 imports crate::desk::Desk from src/desk.rs: up from floor 1 (ui) to floor 2 \
                (desk)"
            ]
        );
    }

    #[test]
    fn parts_of_one_floor_keep_apart() {
        let wrong = climbs("article/sheet.rs", "use crate::storage::journal::Journal;");
        assert!(wrong[0].contains("across from floor 3"), "{wrong:?}");
        assert!(!climbs("browser/focus.rs", "use crate::ui::menu::Menu;").is_empty());
        // The table allows this one.
        none(&climbs("ui/menu.rs", "use crate::browser::focus;"));
    }

    #[test]
    fn what_is_allowed_is_not_found() {
        for (file, source) in [
            (
                "article/sheet.rs",
                "use crate::desk::doors::Door; use super::sheet;",
            ),
            (
                "main.rs",
                "mod api; mod desk; fn main() { api::run(desk::peek()) }",
            ),
            ("api.rs", "use crate::main;"),
            (
                "ui/menu.rs",
                "use std::fmt; use ::desk::Desk; use leptos::desk; //! crate::desk::Desk",
            ),
            (
                "ui/menu.rs",
                "/// [`crate::desk::Desk`]\nfn f() { \"crate::desk::Desk\"; }",
            ),
            (
                "ui/menu.rs",
                "#[cfg(test)] mod tests { use crate::desk::Desk; }",
            ),
            (
                "ui/menu.rs",
                "#[cfg(any(test, feature = \"testing\"))] use crate::desk::{Desk};",
            ),
            (
                "ui/menu.rs",
                "#[cfg(test)] pub(crate) const fn f() -> [u8; 1] { crate::desk::peek() }",
            ),
            ("ui/menu.rs", "#![cfg(test)] use crate::desk::Desk;"),
        ] {
            none(&climbs(file, source));
        }
    }

    #[test]
    fn code_for_tests_ends_where_its_item_ends() {
        for source in [
            "#[cfg(test)] mod tests; use crate::desk::Desk;",
            "#[cfg(test)] use crate::{api}; use crate::desk::Desk;",
            "#[cfg(test)] fn f<A, B>() {} use crate::desk::Desk;",
            "#[cfg(test)] const F: fn() = || {}; use crate::desk::Desk;",
            "struct S { #[cfg(test)] a: u8, b: crate::desk::Desk }",
        ] {
            assert_eq!(climbs("ui/menu.rs", source).len(), 1, "{source}");
        }
    }

    #[test]
    fn a_file_without_a_floor_is_found() {
        assert!(part_of("desk.rs").is_some() && part_of("views/dialog/frame.rs").is_some());
        assert!(part_of("frame.rs").is_none() && part_of("desks/a.rs").is_none());
    }

    #[test]
    fn a_circle_is_found_with_what_ties_it() {
        let files = [
            ("main.rs", "mod a; mod b; mod c; fn main() { a::run() }"),
            ("a.rs", "use crate::b::B; use crate::c;"),
            ("b.rs", "fn f() { g! { super::a::run() } }"),
            ("c.rs", ""),
        ];
        assert_eq!(
            circling("src", &imports(&files), Ties::All),
            [
                "a circle of files in src:\n  src/a.rs:1 imports crate::b::B from src/b.rs\n  src/b.rs:1 \
                imports super::a::run from src/a.rs"
            ]
        );
    }

    #[test]
    fn a_circle_goes_through_other_names_and_other_files() {
        // `three` is an alias of `c`. Naming a module alone ties nothing.
        let files = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::f;"),
            ("b.rs", "use crate::c as three; fn f() { three::g() }"),
            ("c.rs", "use crate::a; fn g() { a::h() }"),
        ];
        assert_eq!(graph::circles(&imports(&files), Ties::All)[0].len(), 3);
        let mut unused = files;
        unused[3].1 = "use crate::a; fn g() {}";
        assert!(graph::circles(&imports(&unused), Ties::All).is_empty());
    }

    #[test]
    fn a_file_and_the_module_above_it_can_be_a_circle() {
        let files = [
            ("main.rs", "mod a;"),
            ("a.rs", "mod b; use b::B; struct A;"),
            ("a/b.rs", "use super::A; struct B;"),
        ];
        assert_eq!(graph::circles(&imports(&files), Ties::All).len(), 1);
        assert!(graph::circles(&imports(&files), Ties::AllButAbove).is_empty());
        // Neither declaring a module nor what its tests import counts.
        let mut apart = files;
        apart[1].1 = "mod b; struct A;";
        assert!(graph::circles(&imports(&apart), Ties::All).is_empty());
        let mut tests = files;
        tests[2].1 = "struct B; #[cfg(test)] mod tests { use super::super::A; use super::*; }";
        assert!(graph::circles(&imports(&tests), Ties::All).is_empty());
    }

    #[test]
    fn what_is_handed_on_is_of_the_file_that_has_it() {
        let mut files = [
            ("main.rs", "mod a; mod d;"),
            ("a.rs", "mod b; mod c; pub use b::B; use c::f;"),
            ("a/b.rs", "pub struct B;"),
            ("a/c.rs", "use super::B; fn f() {}"),
            ("d.rs", "use crate::a::B;"),
        ];
        let to = |files: &[(&str, &str)], from: &str| -> Vec<String> {
            let all = imports(files).into_iter();
            all.filter(|it| it.from == from).map(|it| it.to).collect()
        };
        assert_eq!(to(&files, "a/c.rs"), ["a/b.rs"]);
        assert_eq!(to(&files, "d.rs"), ["a.rs", "a/b.rs"]);
        none(&circling("src", &imports(&files), Ties::All));
        files[2].1 = "use crate::d::D; pub struct B;";
        assert_eq!(circling("src", &imports(&files), Ties::All).len(), 1);
    }

    #[test]
    fn files_for_tests_alone_are_in_no_circle() {
        let files = [
            ("lib.rs", "mod a;"),
            ("a.rs", "#[cfg(test)] mod tests; fn f() { tests::f() }"),
            ("a/tests.rs", "use super::f;"),
            ("a/tests/more.rs", "use crate::a::f;"),
        ];
        assert!(imports(&files).is_empty());
    }

    #[test]
    fn an_exported_macro_is_of_the_file_that_writes_it() {
        let files = [
            ("lib.rs", "mod a; pub use a::f;"),
            (
                "a.rs",
                "#[macro_export] macro_rules! m { () => { $crate::m!() } }",
            ),
        ];
        assert!(graph::circles(&imports(&files), Ties::All).is_empty());
    }

    #[test]
    fn names_of_crates_are_found() {
        let unknown = ["leptos*", "web-sys"];
        let source = "use a::web;\nfn f() { m! { leptos_router::go() } }\nuse ::web_sys::Node;";
        let found = names::in_source(source, &unknown).expect("Rust");
        assert_eq!(
            found,
            [(2, "leptos_router".to_owned()), (3, "web_sys".to_owned())]
        );
        let manifest = "[package]\nname = \"leptos\"\n# web-sys\n[dependencies]\nserde = \"1\"\n\
            page = { package = \"leptos\" } # web-sys\n[target.'cfg(a)'.dev-dependencies]\nweb-sys = \"1\"\n\
            [dependencies.leptos-use]\nversion = \"1\"\n[features]\nleptos = []";
        let found: Vec<_> = names::in_manifest(manifest, &unknown);
        let lines: Vec<_> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [6, 8, 9]);
    }

    #[test]
    fn the_map_is_held_against_the_files() {
        let map = "# A\n```\nsrc/        the page\n  desk/     open\n    doors.rs  doors\n  api.rs, app.rs  both\n\
            \x20 views/dialog/*.rs  dialogs\ncrates/core/\n  text.rs\n```\nsrc/other.rs";
        let named = map::named(map);
        let expected = [
            "api.rs",
            "app.rs",
            "desk/",
            "desk/doors.rs",
            "views/dialog/",
        ];
        assert_eq!(named, expected.map(str::to_owned).into());
        let files: BTreeSet<String> = [
            "api.rs",
            "desk.rs",
            "desk/doors.rs",
            "views/dialog/a.rs",
            "views/b.rs",
        ]
        .map(str::to_owned)
        .into();
        assert_eq!(
            map::wrong(&named, files.iter()),
            [
                "src/views/b.rs is not on the map, and neither is its folder",
                "the map names src/app.rs, which is not there",
            ]
        );
    }
}
