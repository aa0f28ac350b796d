//! Tests that a fuzzer attacks every format and that a referee reads it, unless a table here says why
//! not.

use std::{collections::BTreeSet, fs};

use postil_formats::CATALOGUE;

use crate::process;

/// Formats without a fuzz target, each with the reason.
const NOT_FUZZED: &[(&str, &str)] = &[
    ("markdown", "a report for people: Postil does not read it"),
    ("html", "a report for people: Postil does not read it"),
];

/// Formats without a referee, each with the reason.
const NOT_REFEREED: &[(&str, &str)] = &[
    ("jsonl", "Postil's own: no other tool reads it"),
    ("markdown", "a report for people: no tool reads it"),
    ("html", "a report for people: no tool reads it"),
];

/// Finds formats that neither have something nor are listed as exceptions, and exceptions in vain.
fn wrong(formats: &[&str], have: &BTreeSet<String>, without: &[(&str, &str)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for format in formats {
        let excepted = without.iter().any(|(id, _)| id == format);
        match (have.contains(*format), excepted) {
            (false, false) => wrong.push(format!("{format}: missing")),
            (true, true) => wrong.push(format!("{format}: there, but listed as missing")),
            _ => {}
        }
    }
    for (id, _) in without {
        if !formats.contains(id) {
            wrong.push(format!("{id}: listed as missing, but no format"));
        }
    }
    wrong
}

/// The formats that the fuzz targets in a manifest read. `target` reads a target's source.
fn fuzzed(manifest: &str, target: impl Fn(&str) -> Option<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for program in manifest.split("[[bin]]").skip(1) {
        let path = program.lines().find_map(|line| {
            let path = line.strip_prefix("path = \"")?;
            path.strip_suffix('"')
        });
        let source = path.and_then(&target).unwrap_or_default();
        found.extend(quoted(&source, "postil_fuzz::read("));
    }
    found
}

/// The exports that a referee reads: it passes their names to one of these functions.
fn refereed(script: &str) -> BTreeSet<String> {
    let calls = ["Export(", "check("];
    let found = calls.iter().flat_map(|call| quoted(script, call));
    found.collect()
}

/// The quoted strings that directly follow `before`.
fn quoted(text: &str, before: &str) -> Vec<String> {
    let after = text.split(before).skip(1);
    let quoted = after.filter_map(|rest| rest.strip_prefix('"')?.split_once('"'));
    quoted.map(|(word, _)| word.to_owned()).collect()
}

mod tests {
    use super::*;

    fn formats() -> Vec<&'static str> {
        CATALOGUE.iter().map(|about| about.id).collect()
    }

    #[test]
    fn every_format_has_a_fuzz_target() {
        let folder = process::root().join("fuzz");
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest");
        let have = fuzzed(&manifest, |path| fs::read_to_string(folder.join(path)).ok());
        assert_eq!(wrong(&formats(), &have, NOT_FUZZED), [""; 0]);
    }

    #[test]
    fn only_what_has_no_reader_is_not_fuzzed() {
        let unread = CATALOGUE.iter().filter(|about| !about.reads);
        let unread: BTreeSet<_> = unread.map(|about| about.id).collect();
        assert_eq!(
            NOT_FUZZED
                .iter()
                .map(|(id, _)| *id)
                .collect::<BTreeSet<_>>(),
            unread
        );
    }

    #[test]
    fn every_format_has_a_referee() {
        let mut have = BTreeSet::new();
        for entry in fs::read_dir(process::root().join("referees")).expect("the referees") {
            let path = entry.expect("a referee").path();
            if path.extension().is_some_and(|it| it == "py") {
                have.extend(refereed(&fs::read_to_string(path).expect("a script")));
            }
        }
        assert_eq!(wrong(&formats(), &have, NOT_REFEREED), [""; 0]);
    }

    #[test]
    fn what_is_missing_or_listed_in_vain_is_found() {
        let have = ["a", "c"].map(str::to_owned).into();
        assert_eq!(wrong(&["a", "b"], &have, &[("b", "why")]), [""; 0]);
        assert_eq!(wrong(&["a", "b"], &have, &[]), ["b: missing"]);
        assert_eq!(
            wrong(&["a"], &have, &[("a", "why"), ("d", "why")]),
            [
                "a: there, but listed as missing",
                "d: listed as missing, but no format"
            ]
        );
    }

    #[test]
    fn a_target_counts_if_the_manifest_lists_it_and_it_reads_the_format() {
        let manifest = "[lib]\n[[bin]]\nname = \"a_b\"\npath = \"targets/a_b.rs\"\n[[bin]]\npath = \"gone.rs\"\n";
        let target = |path: &str| {
            let source = "fuzz_target!(|input: &[u8]| postil_fuzz::read(\"a-b\", input));";
            (path == "targets/a_b.rs").then(|| source.to_owned())
        };
        assert_eq!(fuzzed(manifest, target), ["a-b".to_owned()].into());
        assert!(fuzzed("[lib]", target).is_empty());
        assert!(
            fuzzed(manifest, |_| Some(
                "postil_fuzz::tell_apart(input)".to_owned()
            ))
            .is_empty()
        );
    }

    #[test]
    fn a_referee_names_the_exports_that_it_reads() {
        let script = "export = Export(name)\nreport(reader, check(\"csv\", \",\"), check(\"tsv\", \"t\"))\n# \"w3c\"";
        assert_eq!(refereed(script), ["csv", "tsv"].map(str::to_owned).into());
        assert_eq!(
            refereed("export = Export(\"brat\")"),
            ["brat".to_owned()].into()
        );
    }
}
