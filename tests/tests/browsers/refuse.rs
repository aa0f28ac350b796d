//! Malformed files are refused as a whole, with a message that names the place.

use postil_core::text::sha256;
use postil_e2e::marks::{mark, seen_saved};
use postil_e2e::{Page, browser_tests};
use serde_json::{Value, json};

browser_tests!(Chromium: what_is_too_large_is_refused_before_it_is_read, every_refusal_names_its_place_and_changes_nothing);

/// A valid file, for spoiling.
fn good() -> Value {
    let text = "One 🇦🇫 two";
    let mark = |id: &str, start: u32, end: u32, quote: &str| {
        json!({
            "id": id, "document": "d1", "label": "entity",
            "fragments": [{ "start": start, "end": end, "quote": quote }],
        })
    };
    json!({
        "format": "postil", "version": 1, "offset_unit": "code point", "name": "Spoilt",
        "schema": { "layers": [], "relations": [] },
        "documents": [{ "id": "d1", "title": "One", "text": text, "sha256": sha256(text) }],
        "annotations": [mark("a1", 0, 3, "One"), mark("a2", 7, 10, "two")],
        "relations": [{ "id": "r1", "type": "about", "from": "a1", "to": { "annotation": "a2" } }],
        "clusters": [],
    })
}

fn spoilt(pointer: &str, value: Value) -> Vec<u8> {
    let mut file = good();
    *file.pointer_mut(pointer).expect("the field is there") = value;
    file.to_string().into_bytes()
}

/// Spoilt files, and what each refusal must say.
fn cases() -> Vec<(&'static str, Vec<u8>, &'static [&'static str])> {
    let whole = good().to_string().into_bytes();
    let cut = whole[..whole.len() / 2].to_vec();
    vec![
        (
            "page.json",
            b"<html>".to_vec(),
            &["line 1, column 1", "not valid JSON"],
        ),
        ("cut.json", cut, &["line 1, column ", "cut off"]),
        (
            "other.json",
            spoilt("/format", json!("doccano")),
            &["not a Postil project", "doccano"],
        ),
        (
            "newer.json",
            spoilt("/version", json!(2)),
            &["version", "newer version (2)"],
        ),
        (
            "unit.json",
            spoilt("/offset_unit", json!("utf-16")),
            &["offset_unit", "utf-16", "code point"],
        ),
        (
            "outside.json",
            spoilt("/annotations/1/fragments/0/end", json!(11)),
            &["annotations[1] “a2”", "11"],
        ),
        (
            "quote.json",
            spoilt("/annotations/1/fragments/0/quote", json!("tow")),
            &["annotations[1] “a2”", "tow", "two"],
        ),
        (
            "twice.json",
            spoilt("/annotations/1/id", json!("a1")),
            &["annotations[1] “a1”"],
        ),
        (
            "dangling.json",
            spoilt("/relations/0/to/annotation", json!("a9")),
            &["relations[0] “r1”", "a9"],
        ),
        (
            "hash.json",
            spoilt("/documents/0/text", json!("One 🇦🇫 tw0")),
            &["documents[0] “d1”"],
        ),
        (
            "latin.txt",
            b"A caf\xE9 in Kabul\0".to_vec(),
            &["not UTF-8", "0xE9", "offset 5"],
        ),
    ]
}

async fn every_refusal_names_its_place_and_changes_nothing(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let before = page.project().await;
    for (name, bytes, words) in cases() {
        // On the screen.
        page.drop_files("[data-article]", &[(name, &bytes)]).await;
        page.until("document.querySelector('dialog[open] .problems li')")
            .await;
        let shown = page.text("dialog[open] .problems").await;
        for word in [&[name], words].concat() {
            assert!(shown.contains(word), "{name}: “{word}” is not in: {shown}");
        }
        assert_eq!(page.project().await, before, "{name} changed the project");
        page.press("Escape").await;
        page.until("!document.querySelector('dialog[open]')").await;

        // And to a script.
        let found = page.import(name, &bytes).await;
        assert_eq!(found[0]["severity"], "error", "{name}: {found:?}");
        let said = format!("{}: {}", found[0]["place"], found[0]["message"]);
        for word in [&[name], words].concat() {
            let word = word.replace('"', "\\\"");
            assert!(said.contains(&word), "{name}: “{word}” is not in: {said}");
        }
        assert_eq!(page.project().await, before, "{name} changed the project");
    }

    // The unspoilt file is valid.
    let whole = good().to_string();
    page.drop_files("[data-article]", &[("good.json", whole.as_bytes())])
        .await;
    page.import_as("Replace this project").await;
    page.until("postil.project().name === 'Spoilt'").await;
}

async fn what_is_too_large_is_refused_before_it_is_read(page: &mut Page) {
    page.open().await;
    let before = page.project().await;
    let said: String = page
        .eval("return postil.importFile('large.txt', new Uint8Array(100e6))[0].message;")
        .await;
    assert!(said.contains("100 MB") && said.contains("64 MB"), "{said}");
    assert_eq!(page.project().await, before);
}
