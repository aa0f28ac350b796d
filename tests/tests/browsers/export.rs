//! Exports are right to the code point, and import unchanged.

use postil_core::format::{File, postil};
use postil_core::state::State;
use postil_core::text::sha256;
use postil_e2e::marks::{exported, read};
use postil_e2e::{Page, browser_tests, control};
use std::fs;
use std::path::Path;

browser_tests!(Chromium:
    all_articles_go_out_and_come_back,
    one_article_goes_out_alone,
    several_files_come_in_as_one_import,
    each_download_has_a_name_of_its_own,
);

/// Marks a word, a sentence and a span between in the open article, by keys alone.
const WORK: &str = "Home ArrowRight Shift+ArrowRight e 1 \
    Ctrl+ArrowRight Ctrl+Shift+ArrowRight c q \
    ArrowRight ArrowRight ArrowRight v Escape";

async fn work_in_all(page: &Page) {
    page.click(".document-head + .text p[data-block]").await;
    for _ in 1..5 {
        page.press(WORK).await;
        page.press("j").await;
    }
    page.press(WORK).await;
    page.until("postil.project().annotations.length === 15")
        .await;
}

async fn all_articles_go_out_and_come_back(page: &mut Page) {
    page.open().await;
    work_in_all(page).await;
    let before = page.project().await;

    let file = page
        .download(async || {
            page.press("Ctrl+E").await;
            page.until("document.querySelector('dialog[open]')").await;
            page.click(control("Download")).await;
        })
        .await;
    // Its name says when: `Russia and the Taliban 2026-11-29 09.05.postil.json`.
    let when = (file.name.strip_prefix("Russia and the Taliban "))
        .and_then(|rest| rest.strip_suffix(".postil.json"))
        .expect("the project and the kind of file");
    let digits = when.replace(|c: char| c.is_ascii_digit(), "0");
    assert_eq!(digits, "0000-00-00 00.00");
    let exported = read(&file.bytes);
    assert_eq!(exported.annotations.len(), 15);
    for layer in ["entity", "event", "claim"] {
        let of_layer = exported.annotations.iter().filter(|a| a.layer() == layer);
        assert_eq!(of_layer.count(), 5, "one {layer} an article");
    }

    // The texts are the bundled ones, byte for byte.
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../articles");
    let mut texts: Vec<String> = fs::read_dir(articles)
        .expect("the articles")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| fs::read_to_string(path).expect("a text"))
        .collect();
    texts.sort();
    let mut found: Vec<&str> = exported.documents.iter().map(|d| &*d.text).collect();
    found.sort_unstable();
    assert_eq!(found, texts);
    for document in &exported.documents {
        let marks = exported.annotations.iter();
        let marks = marks.filter(|a| a.document == document.meta.id);
        assert_eq!(marks.count(), 3, "marks in {}", document.meta.id);
        assert_eq!(document.sha256, sha256(&document.text));
    }

    // Other work, then the file again: everything is as it was.
    page.press("Ctrl+Z Ctrl+Z Ctrl+Z Ctrl+Z").await;
    assert_ne!(page.project().await, before);
    page.drop_files("[data-article]", &[(&file.name, &file.bytes)])
        .await;
    page.import_as("Replace this project").await;
    page.until("document.querySelector('.announcement').innerText.startsWith('Imported')")
        .await;
    assert_eq!(page.project().await, before);
    assert_eq!(page.count("dialog[open]").await, 0, "nothing to remark on");
}

async fn one_article_goes_out_alone(page: &mut Page) {
    page.open().await;
    work_in_all(page).await;
    let file = page
        .download(async || {
            page.press("Ctrl+E").await;
            page.until("document.querySelector('dialog[open]')").await;
            page.click("dialog[open] .option:nth-of-type(2)").await;
            page.click(control("Download")).await;
        })
        .await;
    let article = "Russia and the Taliban, Anadolu Agency 20";
    assert!(file.name.starts_with(article), "{}", file.name);
    let exported = read(&file.bytes);
    assert_eq!(exported.documents.len(), 1);
    assert_eq!(exported.annotations.len(), 3);
}

/// An article of the open project as a file of its own.
async fn file_of(page: &Page, number: usize, name: &str) -> File {
    let state = State::open(exported(page).await).expect("it opens");
    let id = state.documents()[number].meta().id.clone();
    let mut part = state.to_part(&id).project;
    part.header.name = name.to_owned();
    postil::write(&part).files.remove(0)
}

async fn several_files_come_in_as_one_import(page: &mut Page) {
    page.open().await;
    work_in_all(page).await;
    let files = [
        file_of(page, 3, "Anna").await,
        file_of(page, 0, "Ben").await,
        file_of(page, 1, "Clara").await,
    ];
    let text = b"A text of its own.";
    let mut dropped: Vec<(&str, &[u8])> = Vec::new();
    for file in &files {
        dropped.push((&file.name, &file.bytes));
    }
    dropped.push(("text.txt", text));
    let before = exported(page).await;
    page.drop_files("[data-article]", &dropped).await;
    let found = page.found().await;
    let names: Vec<&str> = found.iter().map(|row| &*row[0]).collect();
    assert_eq!(
        names,
        [
            "Anna.postil.json",
            "Ben.postil.json",
            "Clara.postil.json",
            "Together"
        ]
    );
    assert_eq!(found[3][2..4], ["3", "9"]);
    let title = page.text("#dialog-title").await;
    assert_eq!(title, "Import “Anna, Ben, Clara”");
    let said = page.text("dialog .preview > .quiet").await;
    assert_eq!(said, "3 articles already here. 1 text beside it.");
    page.import_as("Replace this project").await;
    page.until("postil.project().documents.length === 4").await;
    let after = exported(page).await;
    let texts: Vec<&str> = after.documents.iter().map(|d| &*d.text).collect();
    let there = |number: usize| &*before.documents[number].text;
    assert_eq!(
        texts,
        [there(3), there(0), there(1), "A text of its own."],
        "all of them, in the order in which they were chosen"
    );
    assert_eq!(after.annotations.len(), 9);
    let said = page.text(".announcement").await;
    assert!(said.contains("4 articles, 9 marks"), "{said}");
    // The texts came in the same step.
    page.press("Ctrl+Z").await;
    page.until("postil.project().documents.length === 5").await;
    assert_eq!(exported(page).await, before);
}

async fn each_download_has_a_name_of_its_own(page: &mut Page) {
    page.open().await;
    work_in_all(page).await;
    for (format, article, name) in [
        ("csv", false, "Russia and the Taliban.csv.zip"),
        ("datasets", false, "Russia and the Taliban.hf.zip"),
        (
            "csv",
            true,
            "Russia and the Taliban, Anadolu Agency.csv.zip",
        ),
    ] {
        let file = page
            .download(async || {
                page.press("Ctrl+E").await;
                page.until("document.querySelector('dialog[open]')").await;
                page.click(format!("dialog[open] .format input[value={format}]").as_str())
                    .await;
                if article {
                    page.click("dialog[open] .option:nth-of-type(2)").await;
                }
                page.until(
                    "document.querySelector('.report .file code')?.textContent.endsWith('.zip')",
                )
                .await;
                page.until(&format!(
                    "document.querySelector('.report .file code')?.textContent === '{name}'"
                ))
                .await;
                page.click(control("Download")).await;
            })
            .await;
        assert_eq!(file.name, name);
    }
}
