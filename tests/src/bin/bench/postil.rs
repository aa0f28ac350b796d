//! Measures Postil itself.

use crate::corpus::Corpus;
use crate::figures::{Edit, Figures, Subject, What};
use crate::probe::{self, By};
use crate::text::FREQUENT;
use crate::{gestures, journal, memory};
use postil_e2e::{Page, point, quote};
use serde_json::json;

const WHO: Subject = Subject::Postil;
/// How many times documents are switched.
const SWITCHES: usize = 3;
/// The words to search for, letter by letter.
const WORDS: [&str; 2] = ["kabul", "talks"];

/// The number of marks in the open article, as the rail shows it.
const MARKS: &str = "Number(document.querySelector('.article-row.current .marks')\
    .textContent.replace(/[^0-9]/g, ''))";
/// Whether the selected mark is drawn.
const SELECTED: &str = "document.querySelector('[data-text] .m.selected')";
/// The title of the selected mark's label in the inspector.
const TITLE: &str = "document.querySelector('.inspector .mark-title b')?.textContent";
/// The number of characters over which the selected mark is drawn.
const DRAWN: &str = "[...document.querySelectorAll('[data-text] .m.selected')]\
    .map(run => run.textContent).join('').length";

/// Measures everything once in a browser with an empty profile, with `changes` changes of each kind.
///
/// # Panics
/// If a gesture has no effect.
pub async fn measure(page: &Page, corpus: &Corpus, changes: usize, figures: &mut Figures) {
    page.visit("/").await;
    page.ready().await;
    import(page, corpus, figures).await;
    journal::settled(page).await;
    page.click(point_of(gestures::visible_word(page).await))
        .await;
    documents(page, corpus, figures).await;
    let film = gestures::scroll(page).await;
    figures.note_film(What::ScrollFrame, What::ScrollTask, WHO, &film);
    edits(page, changes, figures).await;
    gestures::jump_to_start(page).await;
    let film = gestures::jump_to_end(page).await;
    figures.note_film(What::JumpFrame, What::JumpTask, WHO, &film);
    gestures::jump_to_start(page).await;
    search(page, corpus, figures).await;
    bulk(page, figures).await;
    page.press("Escape Escape").await;
    gestures::jump_to_start(page).await;
    let film = gestures::select_paragraphs(page).await;
    figures.note_film(What::SelectFrame, What::SelectTask, WHO, &film);
    figures.note_longest(What::SelectLongest, WHO, &film);
    let memory = memory::measure(page).await;
    figures.note(What::HeapScript, WHO, memory.script);
    figures.note(What::HeapWasm, WHO, memory.wasm);
}

/// Whether the first paragraph of an article is shown, as an expression.
fn shows(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    let first = json!(first);
    format!("document.querySelector('[data-text] [data-block]')?.textContent === {first}")
}

fn point_of([x, y]: gestures::Point) -> postil_e2e::Place {
    point(x, y)
}

async fn import(page: &Page, corpus: &Corpus, figures: &mut Figures) {
    let body = format!(
        "const answer = await fetch('/bench-data/project.postil.json');
        const bytes = new Uint8Array(await answer.arrayBuffer());
        await bench.frame();
        await bench.frame();
        const from = performance.now();
        const said = await postil.importFile('bench.postil.json', bytes);
        if (said.length) throw new Error(JSON.stringify(said));
        for (;;) {{
            const painted = await bench.painted();
            if ({}) return painted - from;
            if (painted - from > 10000) throw new Error('the project is not shown');
        }}",
        shows(&corpus.text.whole)
    );
    figures.note(What::Import, WHO, page.eval(&body).await);
    let marks: usize = page.eval(&format!("return {MARKS};")).await;
    assert_eq!(marks, corpus.size.spans, "marks of the imported project");
}

async fn documents(page: &Page, corpus: &Corpus, figures: &mut Figures) {
    let (long, short) = (shows(&corpus.text.whole), shows(&corpus.short.whole));
    let away = async || {
        probe::press(page, "j", By::Key, &short).await;
    };
    away().await;
    let (beat, busy) = probe::press_and_watch(page, "k", &long).await;
    figures.note(What::Open, WHO, beat.work());
    figures.note(What::OpenBusy, WHO, busy);
    away().await;
    let marked = format!("{long} && document.querySelector('[data-text] .m')");
    let beat = probe::press(page, "k", By::Key, &marked).await;
    figures.note(What::OpenMarks, WHO, beat.work());
    for _ in 0..SWITCHES {
        away().await;
        let beat = probe::press(page, "k", By::Key, &long).await;
        figures.note(What::Switch, WHO, beat.work());
    }
}

async fn edits(page: &Page, changes: usize, figures: &mut Figures) {
    page.click(point_of(gestures::visible_word(page).await))
        .await;
    let marks: usize = page.eval(&format!("return {MARKS};")).await;
    let expect = async |count: usize| page.until(&format!("{MARKS} === {count}")).await;
    for _ in 0..changes {
        page.press("ArrowRight").await;
        page.until(&format!("!{SELECTED}")).await;
        let (before, _) = journal::last_entry(page).await;

        let beat = probe::press(page, "e", By::Key, SELECTED).await;
        figures.note_edit(Edit::Add, WHO, &beat);
        expect(marks + 1).await;
        let (after, bytes) = journal::last_entry(page).await;
        assert!(
            after > before,
            "no entry of the journal follows entry {before}"
        );
        figures.note(What::Journal, WHO, bytes);

        let changed = remember(page, TITLE).await;
        let beat = probe::press(page, "1", By::Key, &changed).await;
        figures.note_edit(Edit::Relabel, WHO, &beat);
        page.saved().await;

        let changed = remember(page, DRAWN).await;
        let beat = probe::press(page, "]", By::Key, &changed).await;
        figures.note_edit(Edit::Move, WHO, &beat);
        page.saved().await;

        let beat = probe::press(page, "Backspace", By::Key, &format!("!{SELECTED}")).await;
        figures.note_edit(Edit::Remove, WHO, &beat);
        expect(marks).await;
        page.saved().await;
    }
}

/// Stores the value of an expression, and returns an expression that says whether it has changed.
async fn remember(page: &Page, expression: &str) -> String {
    page.eval::<()>(&format!(
        "await bench.rested(); window.benchBefore = {expression};"
    ))
    .await;
    format!("{expression} !== window.benchBefore")
}

async fn search(page: &Page, corpus: &Corpus, figures: &mut Figures) {
    for word in WORDS {
        page.press("Escape /").await;
        page.until("document.activeElement?.matches('dialog input')")
            .await;
        for end in 1..=word.len() {
            let typed = &word[..end];
            let hits = corpus.text.count_hits(typed) + corpus.short.count_hits(typed);
            let told = format!(
                "parseInt(document.querySelector('.picker-foot')?.textContent\
                 .replace(/(\\d)[^\\d ](?=\\d)/g, '$1')) === {hits}"
            );
            let beat = probe::press(page, &word[end - 1..end], By::Letter, &told).await;
            figures.note(What::Search, WHO, beat.painted);
            figures.note(What::SearchWork, WHO, beat.work());
        }
        page.press("Escape").await;
        page.until("!document.querySelector('dialog')").await;
        page.until("document.activeElement?.matches('[data-article]')")
            .await;
    }
}

async fn bulk(page: &Page, figures: &mut Figures) {
    page.double_click(quote(FREQUENT)).await;
    let marks: usize = page.eval(&format!("return {MARKS};")).await;
    page.press("e").await;
    page.until(&format!("{MARKS} === {}", marks + 1)).await;
    page.saved().await;

    page.press("p").await;
    page.until("/ in /.test(document.querySelector('.picker-foot')?.textContent)")
        .await;
    // The rail counts those of the long document, which the first heading of the list counts too.
    let [here, all]: [usize; 2] = page
        .eval(
            "const number = css => parseInt(document.querySelector(css).textContent.replace(/,/g, ''));
            return [number('.search-heading .count'), number('.picker-foot')];",
        )
        .await;
    let wanted = format!("{MARKS} === {}", marks + 1 + here);
    let done = probe::press(page, "Ctrl+Enter", By::Key, &wanted).await;
    figures.note(What::Bulk, WHO, done.painted);
    figures.note(What::BulkCount, WHO, all as f64);
    page.saved().await;
    let undone = format!("{MARKS} === {}", marks + 1);
    let undone = probe::press(page, "Ctrl+Z", By::Key, &undone).await;
    figures.note(What::BulkUndo, WHO, undone.painted);
    let progress = done.progress || undone.progress;
    figures.note(What::BulkProgress, WHO, f64::from(u8::from(progress)));
    page.saved().await;
}
