//! Uses a project of many articles.

use super::corpus::ProjectCorpus;
use crate::figures::{Edit, Figures, Subject, What};
use crate::probe::{self, By};
use crate::{gestures, journal, memory};
use postil_e2e::{Page, point};
use serde_json::json;

const WHO: Subject = Subject::Postil;
/// How many times the project is opened from the disk.
const OPENINGS: usize = 3;
/// How many articles are shown, each for the first time.
const SWITCHES: usize = 20;
/// How many marks are made.
const MARKS: usize = 20;
/// The words to search for, letter by letter.
const WORDS: [&str; 2] = ["kabul", "envoy"];

/// How often another pane is opened.
const PANES: usize = 8;
/// How many marks are gone through side by side.
const STEPS: usize = 10;

/// Whether another pane shows an article with its marks.
const TWO_PANES: &str = "document.querySelectorAll('.pane').length === 2 \
    && document.querySelector('.pane.active .m')";
/// What the other pane lights.
const LIT: &str = "[...document.querySelectorAll('.pane:not(.active) .m.lit')]\
    .map(piece => piece.dataset.marks).join()";
/// Whether a mark is selected and drawn.
const SELECTED: &str = "document.querySelector('[data-text] .m.selected')";
/// The most rows that any list in the page has.
const ROWS: &str = "Math.max(0, ...[...document.querySelectorAll('.rows, .choices')]\
    .map(list => list.querySelectorAll('li').length))";

/// Measures everything once in a browser with an empty profile. The project file is at
/// `/bench-data/project.postil.json`.
///
/// # Panics
/// If a gesture has no effect.
pub async fn measure(page: &Page, corpus: &ProjectCorpus, figures: &mut Figures) {
    page.site().let_cache();
    page.visit("/").await;
    page.ready().await;
    import(page, corpus, figures).await;
    journal::settled(page).await;
    reopen(page, corpus, figures).await;
    switch(page, corpus, figures).await;
    tag(page, figures).await;
    rail(page, corpus, figures).await;
    // No text has been prepared for searching yet.
    link(page, figures).await;
    search(page, figures).await;
    panes(page, corpus, figures).await;
    let memory = memory::measure(page).await;
    figures.note(What::HeapScript, WHO, memory.script);
    figures.note(What::HeapWasm, WHO, memory.wasm);
    figures.note(What::Heap, WHO, memory.script + memory.wasm);
}

/// Whether an article is shown, as an expression.
fn shows(corpus: &ProjectCorpus, article: usize) -> String {
    let first = corpus.texts[article].whole.lines().next();
    let first = json!(first.unwrap_or_default());
    format!("document.querySelector('[data-text] [data-block]')?.textContent === {first}")
}

async fn import(page: &Page, corpus: &ProjectCorpus, figures: &mut Figures) {
    let body = format!(
        "const answer = await fetch('/bench-data/project.postil.json');
        const bytes = new Uint8Array(await answer.arrayBuffer());
        await bench.rested();
        const from = performance.now();
        const said = await postil.importFile('bench.postil.json', bytes);
        if (said.length) throw new Error(JSON.stringify(said));
        for (;;) {{
            const painted = await bench.painted();
            if ({}) return painted - from;
            if (painted - from > 60000) throw new Error('the project is not shown');
        }}",
        shows(corpus, 0)
    );
    figures.note(What::Import, WHO, page.eval(&body).await);
}

/// Opens the project from the disk, from the beginning of the navigation.
async fn reopen(page: &Page, corpus: &ProjectCorpus, figures: &mut Figures) {
    for _ in 0..OPENINGS {
        let left = page.client().goto("about:blank").await;
        left.unwrap_or_else(|error| panic!("an empty page did not load: {error}"));
        page.visit("/").await;
        page.until("bench.started !== null").await;
        let started = page.eval("return bench.started;").await;
        figures.note(What::Reopen, WHO, started);
        page.ready().await;
        assert!(
            page.eval::<bool>(&format!("return {};", shows(corpus, 0)))
                .await,
            "another project is open"
        );
        figures.note(What::ReopenTask, WHO, longest(page).await);
    }
}

/// The longest task since the last call, or since the page began to load, in milliseconds; 0 if none
/// took 50 or more. Waits until the page rests.
async fn longest(page: &Page) -> f64 {
    page.eval("return bench.longest();").await
}

async fn switch(page: &Page, corpus: &ProjectCorpus, figures: &mut Figures) {
    focus_article(page).await;
    longest(page).await;
    for article in 1..=SWITCHES.min(corpus.texts.len() - 1) {
        let shown = shows(corpus, article);
        let beat = probe::press(page, "j", By::Key, &shown).await;
        figures.note(What::Switch, WHO, beat.work());
        figures.note(What::SwitchTask, WHO, longest(page).await);
    }
}

async fn focus_article(page: &Page) {
    let [x, y] = gestures::visible_word(page).await;
    page.click(point(x, y)).await;
}

async fn tag(page: &Page, figures: &mut Figures) {
    focus_article(page).await;
    longest(page).await;
    for _ in 0..MARKS {
        page.press("ArrowRight").await;
        page.until(&format!("!{SELECTED}")).await;
        longest(page).await;
        let beat = probe::press(page, "e", By::Key, SELECTED).await;
        figures.note_edit(Edit::Add, WHO, &beat);
        figures.note(What::TagTask, WHO, longest(page).await);
        let (_, bytes) = journal::last_entry(page).await;
        figures.note(What::Journal, WHO, bytes);
    }
}

/// Goes to the middle of the rail, and clicks the article there.
async fn rail(page: &Page, corpus: &ProjectCorpus, figures: &mut Figures) {
    let body = "
        const rows = document.querySelector('.rail-articles .rows');
        await bench.rested();
        const from = performance.now();
        rows.scrollTop = rows.scrollHeight / 2;
        const { top, bottom } = rows.getBoundingClientRect();
        for (;;) {
            const painted = await bench.painted();
            const seen = [...rows.querySelectorAll('.article-row .opening')].some(row => {
                const place = row.getBoundingClientRect();
                return place.top > top && place.bottom < bottom;
            });
            if (seen) return painted - from;
        }";
    figures.note(What::RailJump, WHO, page.eval(body).await);
    let shown: Vec<String> = page
        .eval(
            "return [...document.querySelectorAll('.rail-articles .opening')]
                .map(row => row.textContent.trim());",
        )
        .await;
    assert!(
        shown
            .iter()
            .any(|title| *title == format!("Article {}", corpus.texts.len() / 2)),
        "the middle of the rail shows {shown:?}"
    );
    figures.note(What::RailTask, WHO, longest(page).await);
    note_rows(page, figures).await;
}

async fn note_rows(page: &Page, figures: &mut Figures) {
    figures.note(What::Rows, WHO, page.eval(&format!("return {ROWS};")).await);
}

async fn search(page: &Page, figures: &mut Figures) {
    for word in WORDS {
        page.press("Escape /").await;
        page.until("document.activeElement?.matches('dialog input')")
            .await;
        for end in 1..=word.len() {
            let typed = json!(&word[..end]);
            let listed = format!(
                "document.querySelector('.search-lines .rows mark')?.textContent.toLowerCase() \
                 === {typed}"
            );
            longest(page).await;
            let beat = probe::press(page, &word[end - 1..end], By::Letter, &listed).await;
            figures.note(What::Search, WHO, beat.painted);
            figures.note(What::SearchWork, WHO, beat.work());
            let counted: f64 = page
                .eval(
                    "while (!/ in /.test(document.querySelector('.picker-foot')?.textContent)) {
                        await bench.frame();
                    }
                    return performance.now() - bench.pressed;",
                )
                .await;
            figures.note(What::SearchAll, WHO, counted);
            figures.note(What::SearchTask, WHO, longest(page).await);
        }
        note_rows(page, figures).await;
        page.press("Escape").await;
        page.until("!document.querySelector('dialog')").await;
        page.until("document.activeElement?.matches('[data-article]')")
            .await;
    }
}

/// Opens the first two articles side by side, goes from mark to mark in one, and back to one pane.
async fn panes(page: &Page, corpus: &ProjectCorpus, figures: &mut Figures) {
    page.press("Escape").await;
    page.eval::<()>("document.querySelector('.rail-articles .rows').scrollTop = 0;")
        .await;
    page.click(".article-row .article-link").await;
    page.until(&shows(corpus, 0)).await;
    focus_article(page).await;
    longest(page).await;
    for _ in 0..PANES {
        let beat = probe::press(page, "+", By::Key, TWO_PANES).await;
        figures.note(What::PaneOpen, WHO, beat.work());
        figures.note(What::PaneTask, WHO, longest(page).await);
        page.press("-").await;
        page.until("document.querySelectorAll('.pane').length === 1")
            .await;
        longest(page).await;
    }
    page.press("+").await;
    page.until(TWO_PANES).await;
    page.press("<").await;
    page.until("document.querySelector('.pane:first-child').matches('.active')")
        .await;
    gestures::jump_to_start(page).await;
    // Every second mark is of the largest cluster, which the other article has too.
    for _ in 0..STEPS {
        let lit: String = page.eval(&format!("return {LIT};")).await;
        let shown = format!("{SELECTED} && {LIT} !== {}", json!(lit));
        let beat = probe::press(page, ".", By::Key, &shown).await;
        figures.note(What::Light, WHO, beat.work());
        figures.note(What::LightTask, WHO, longest(page).await);
    }
    page.press(">").await;
    page.press("-").await;
    page.until("document.querySelectorAll('.pane').length === 1")
        .await;
}

/// Marks a word, and puts it into a cluster.
async fn link(page: &Page, figures: &mut Figures) {
    page.press("ArrowRight").await;
    page.until(&format!("!{SELECTED}")).await;
    page.press("e").await;
    page.until(SELECTED).await;
    longest(page).await;
    let offered = "document.querySelectorAll('.choices .choice').length > 0";
    let beat = probe::press(page, "l", By::Key, offered).await;
    figures.note(What::Link, WHO, beat.work());
    note_rows(page, figures).await;
    page.type_text("Cluster 17").await;
    page.until("document.querySelector('.choices .choice')?.textContent.includes('Cluster 17')")
        .await;
    figures.note(What::LinkTask, WHO, longest(page).await);
    let linked = "!document.querySelector('dialog')";
    let beat = probe::press(page, "Enter", By::Key, linked).await;
    figures.note(What::Join, WHO, beat.work());
    figures.note(What::JoinTask, WHO, longest(page).await);
    page.saved().await;
}
