//! Exports are right to the code point, and import unchanged.

use postil_core::text::sha256;
use postil_e2e::marks::read;
use postil_e2e::{Page, browser_tests, control};
use std::fs;
use std::path::Path;

browser_tests!(Chromium: all_articles_go_out_and_come_back, one_article_goes_out_alone);

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
    assert_eq!(file.name, "Russia and the Taliban.postil.json");
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
    page.click(control("Replace this project")).await;
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
    assert_eq!(file.name, "Russia and the Taliban, 004.postil.json");
    let exported = read(&file.bytes);
    assert_eq!(exported.documents.len(), 1);
    assert_eq!(exported.annotations.len(), 3);
}
