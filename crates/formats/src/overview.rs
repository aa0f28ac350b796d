//! Tests that `docs/formats.md` tells of every format, what it carries, and what came of the sample files.
//! `UPDATE_GUIDE=1 cargo test -p postil-formats` rewrites its tables.

use crate::samples::{self, Tally};
use crate::{FORMATS, Format, Options, foreign, hostile, pack, torture, unannotated};
use postil_core::model::Project;
use std::collections::BTreeSet;
use std::path::Path;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats.md");

/// Something that a project can hold, and how much of it there is.
type Aspect = (&'static str, fn(&Project) -> usize);

/// What there can be beside texts and labelled ranges.
const ASPECTS: [Aspect; 11] = [
    ("pieces", |it| {
        let marks = it.annotations.iter();
        marks.filter(|mark| mark.fragments.len() > 1).count()
    }),
    ("attributes", |it| {
        it.annotations
            .iter()
            .map(|mark| mark.attributes.len())
            .sum()
    }),
    ("notes", |it| {
        let marks = it.annotations.iter();
        marks.filter(|mark| !mark.note.is_empty()).count()
    }),
    ("relations", |it| it.relations.len()),
    ("clusters", |it| {
        it.clusters
            .iter()
            .map(|cluster| cluster.members.len())
            .sum()
    }),
    ("boilerplate", |it| {
        let documents = it.documents.iter();
        documents.map(|it| it.meta.boilerplate.len()).sum()
    }),
    ("title", |it| {
        let documents = it.documents.iter();
        documents.filter(|it| !it.meta.title.is_empty()).count()
    }),
    ("outlet, address, date", |it| {
        let documents = it.documents.iter().map(|document| &document.meta);
        let said = |text: &str| usize::from(!text.is_empty());
        documents
            .map(|it| said(&it.outlet) + said(&it.url) + said(&it.published.date))
            .sum()
    }),
    ("language", |it| {
        let documents = it.documents.iter();
        documents.filter(|it| !it.meta.language.is_empty()).count()
    }),
    ("annotators", |it| {
        let marks = it.annotations.iter();
        marks.filter(|mark| !mark.author.is_empty()).count()
    }),
    ("schema", |it| {
        usize::from(it.schema.layers == torture::project().schema.layers)
    }),
];

/// What of the torture project is still there after a round trip.
fn carried(format: &Format) -> String {
    let whole = torture::project();
    let carried = format.carried(&whole, &Options::default());
    let cells = ASPECTS.iter().map(|(what, count)| {
        let (before, after) = (count(&whole), count(&carried));
        assert!(before > 0, "the torture project has no {what}");
        match after {
            0 => "–",
            after if after < before => "part",
            _ => "yes",
        }
    });
    cells.collect::<Vec<_>>().join(" | ")
}

fn formats() -> String {
    let names: Vec<_> = ASPECTS.iter().map(|(what, _)| *what).collect();
    let mut list = format!("| format | {} |\n", names.join(" | "));
    list += &format!("| --- {}|\n", "| --- ".repeat(names.len()));
    for format in FORMATS.iter().filter(|format| format.reads()) {
        list += &format!(
            "| [{}](#{}) | {} |\n",
            format.title,
            format.id,
            carried(format)
        );
    }
    list
}

/// What came of the files that the tests have: those in folders, our own exports, and small ones of the
/// worst files.
fn figures() -> String {
    const BYTES: usize = 4_000;
    let (mut fit, mut worst) = (Tally::new(), Tally::new());
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    for folder in ["tests", "crates", "articles"] {
        samples::folder(&Path::new(root).join(folder), &mut fit).expect("it can be read");
    }
    for format in FORMATS.iter().filter(|format| format.reads()) {
        let files = format.write(&torture::project(), &Options::default()).files;
        samples::together(vec![pack("Torture", files.clone())], &mut fit);
        samples::together(files, &mut fit);
    }
    for (_, files) in foreign::all() {
        samples::together(files, &mut fit);
    }
    for hostile in hostile::all() {
        let what = match hostile.format {
            hostile::OWN => "project file",
            hostile::TEXT => "web page, Word document or table of texts",
            hostile::OLD => "text in an old encoding",
            hostile::SORTED => "archive",
            id => id,
        };
        let read = hostile.read(&hostile.files(BYTES));
        samples::note(&mut worst, what, 1, &read);
    }
    let all: BTreeSet<_> = fit.keys().chain(worst.keys()).cloned().collect();
    let mut list = String::from(
        "| taken for | samples: read | in part | refused | worst files: read | in part | refused |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for what in all {
        let counts = [&fit, &worst].map(|tally| {
            let counts = tally.get(&what).copied().unwrap_or_default();
            format!("{} | {} | {}", counts.read, counts.in_part, counts.refused)
        });
        list += &format!("| {what} | {} |\n", counts.join(" | "));
    }
    list
}

/// The part of the page between two marks is this list; `UPDATE_GUIDE=1` writes it there.
fn holds(name: &str, list: &str) {
    let page = std::fs::read_to_string(PAGE).expect("the page is there");
    let begin = format!("<!-- {name}: made by crates/formats/src/overview.rs -->\n");
    let (before, rest) = page.split_once(&begin).expect("the list begins");
    let (now, after) = rest.split_once("<!-- /").expect("the list ends");
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        let whole = format!("{before}{begin}{list}<!-- /{after}");
        std::fs::write(PAGE, whole).expect("it is written");
    } else {
        assert_eq!(
            now, list,
            "UPDATE_GUIDE=1 cargo test -p postil-formats brings it up to date"
        );
    }
}

/// One test, as both tables are in one file.
#[test]
fn the_tables_of_formats_are_true() {
    holds("carried", &formats());
    holds("figures", &figures());
}

#[test]
fn every_format_has_a_part_of_the_page_and_the_reverse() {
    let page = std::fs::read_to_string(PAGE).expect("the page is there");
    let anchors = page.split("<a id=\"").skip(1);
    let told: Vec<_> = anchors.filter_map(|rest| rest.split('"').next()).collect();
    let listed: Vec<_> = FORMATS.iter().map(|format| format.id).collect();
    assert_eq!(told, listed);
    for format in FORMATS {
        let heading = format!("<a id=\"{}\"></a>{}\n", format.id, format.title);
        assert!(page.contains(&heading), "{heading}");
    }
    let (_, texts) = page.split_once("## Texts").expect("a part on texts");
    for extension in unannotated::EXTENSIONS {
        assert!(texts.contains(&format!("`.{extension}`")), ".{extension}");
    }
}
