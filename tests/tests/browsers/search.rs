//! Searching all articles, and marking what was found.

use postil_e2e::marks::{expect_marks, exported, seen_saved};
use postil_e2e::{Page, browser_tests, control, quote};
use serde_json::{Value, json};

browser_tests!(Chromium, Firefox:
    words_are_found_and_gone_to,
    selected_words_are_replaced_by_typing,
    expressions_are_found_and_mistakes_are_placed,
    ticked_matches_are_marked_in_one_step,
    a_mark_is_repeated_after_a_look,
    matches_are_labelled_anew,
    a_read_only_tab_only_searches,
    three_thousand_articles_are_searched_while_typing,
);

const LINES: &str = "[...document.querySelectorAll('.search-line')]";

/// Waits for what the dialog says about the matches.
async fn said(page: &Page, words: &str) {
    let words = json!(words);
    page.until(&format!(
        "document.querySelector('.search-dialog .picker-foot')?.textContent.includes({words})"
    ))
    .await;
}

/// The lines in sight: their words, and whether they are ticked.
async fn lines(page: &Page) -> Vec<(String, Option<bool>)> {
    page.eval(&format!(
        "return {LINES}.map(line => [
            line.querySelector('button').textContent.trim(),
            line.querySelector('input')?.checked ?? null,
        ]);"
    ))
    .await
}

async fn replace_query(page: &Page, words: &str) {
    page.click("#search-field").await;
    page.press("Ctrl+A").await;
    page.type_text(words).await;
}

async fn closed(page: &Page) {
    page.until("!document.querySelector('dialog[open]')").await;
}

fn articles(texts: &[&str]) -> Value {
    let documents = texts.iter().enumerate();
    let documents: Vec<_> = documents
        .map(|(at, text)| json!({ "id": format!("d{at}"), "outlet": format!("Paper {at}"), "text": text }))
        .collect();
    json!(documents)
}

/// Loads articles into the open project, with its schema.
async fn load(page: &Page, documents: Value) {
    let mut project = page.project().await;
    project["documents"] = documents;
    for field in ["annotations", "relations", "clusters"] {
        project[field] = json!([]);
    }
    page.load(&project).await;
    page.until("document.querySelector('.article-row')").await;
    page.click("[data-block]").await;
}

const TEXTS: [&str; 3] = [
    "The Taliban met in Kabul.\nTaliban’s men said the Taliban won.",
    "Nothing here.",
    "newsTaliban wins. A taliban left in 2012 or 2013–2014.",
];

async fn words_are_found_and_gone_to(page: &mut Page) {
    page.open().await;
    load(page, articles(&TEXTS)).await;
    page.press("/").await;
    page.until("document.activeElement.id === 'search-field'")
        .await;
    page.type_text("Taliban").await;
    said(page, "5 matches in 2 articles").await;
    let listed = lines(page).await;
    assert_eq!(listed.len(), 7, "{listed:?}");
    assert_eq!(listed[0], ("Paper 0 3".to_owned(), None));
    page.click(control("Whole words")).await;
    page.click(control("Exact case and signs")).await;
    said(page, "4 matches").await;
    page.click(control("This article only")).await;
    said(page, "3 matches in 1 article").await;
    page.click(control("This article only")).await;
    page.click(control("Exact case and signs")).await;
    said(page, "5 matches").await;
    // Keys alone: into the list, to the last match, and there.
    page.click("#search-field").await;
    page.press("ArrowDown ArrowDown ArrowUp ArrowUp").await;
    page.until("document.activeElement.id === 'search-field'")
        .await;
    page.press("ArrowDown End").await;
    page.until("document.activeElement.closest('[data-line=\"6\"]')")
        .await;
    page.press("Enter").await;
    closed(page).await;
    page.until("document.getSelection().toString() === 'taliban'")
        .await;
    page.press("/").await;
    page.until("document.querySelector('#search-field')?.value === 'taliban'")
        .await;
    page.press("Escape").await;
    closed(page).await;
}

async fn selected_words_are_replaced_by_typing(page: &mut Page) {
    page.open().await;
    page.select(quote("Foreign Ministry")).await;
    page.press("/").await;
    page.until("document.querySelector('#search-field')?.value === 'Foreign Ministry'")
        .await;
    page.type_text("moscow").await;
    page.until("document.querySelector('#search-field').value === 'moscow'")
        .await;
    said(page, "match").await;
    page.press("Enter").await;
    closed(page).await;
    page.until("document.getSelection().toString().toLowerCase() === 'moscow'")
        .await;
}

async fn expressions_are_found_and_mistakes_are_placed(page: &mut Page) {
    page.open().await;
    load(page, articles(&TEXTS)).await;
    page.press("Ctrl+F").await;
    page.until("document.activeElement.id === 'search-field'")
        .await;
    page.click(control("Regular expression")).await;
    replace_query(page, "20\\d+").await;
    said(page, "3 matches in 1 article").await;
    replace_query(page, "201[23]-\\d").await;
    said(page, "1 match in 1 article").await;
    page.type_text("(").await;
    page.until("document.querySelector('#search-flaw')?.textContent.includes('character 11: unclosed group')")
        .await;
    page.until("document.querySelector('#search-field').getAttribute('aria-invalid') === 'true'")
        .await;
    assert_eq!(page.text("#search-flaw mark").await, "(");
    page.press("Backspace").await;
    said(page, "1 match in 1 article").await;
    page.until("document.querySelector('#search-flaw').textContent === ''")
        .await;
    let found: Value = page
        .eval("return postil.find({ query: 'T.liban', regex: true, exact: true, document: 'd0' });")
        .await;
    assert_eq!(
        found[1],
        json!({ "document": "d0", "start": 26, "end": 33 })
    );
    assert_eq!(found.as_array().map(Vec::len), Some(3));
}

async fn ticked_matches_are_marked_in_one_step(page: &mut Page) {
    page.open().await;
    load(page, articles(&TEXTS)).await;
    page.press("/").await;
    page.type_text("taliban").await;
    said(page, "5 matches").await;
    page.click(control("Mark matches")).await;
    said(page, "4 of 5 ticked").await;
    let listed = lines(page).await;
    assert_eq!(listed[6].0, "Look at these first 1");
    assert!(listed[7].0.contains("part of a longer word"), "{listed:?}");
    assert_eq!(listed[7].1, Some(false));
    // By keys: the first match off; by mouse: the doubtful one on.
    page.click("#search-field").await;
    page.press("ArrowDown ArrowDown Space").await;
    said(page, "3 of 5 ticked").await;
    page.click("[data-line='7'] input").await;
    said(page, "4 of 5 ticked").await;
    // A whole group, off and on.
    page.press("Escape").await;
    closed(page).await;
    page.press("/").await;
    replace_query(page, "taliban").await;
    page.click(control("Mark matches")).await;
    said(page, "4 of 5 ticked").await;
    page.click("[data-line='0'] input").await;
    said(page, "1 of 5 ticked").await;
    page.click("[data-line='0'] input").await;
    said(page, "4 of 5 ticked").await;
    page.eval::<()>(
        "const label = document.querySelector('.search-marking select');
         label.value = 'entity.group';
         label.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await;
    page.click("[list=search-clusters]").await;
    page.type_text("The Taliban").await;
    page.click(control("Mark 4 matches")).await;
    closed(page).await;
    page.until("document.querySelectorAll('.cluster-row').length === 1")
        .await;
    let file = exported(page).await;
    assert_eq!(file.annotations.len(), 4);
    assert!(file.annotations.iter().all(|a| a.label == "entity.group"));
    let project = page.project().await;
    assert_eq!(project["clusters"][0]["name"], "The Taliban");
    assert_eq!(
        project["clusters"][0]["members"].as_array().map(Vec::len),
        Some(4)
    );
    let shown = "document.querySelector('.article-row.current').textContent";
    let before: String = page.eval(&format!("return {shown};")).await;
    page.press("Ctrl+Z").await;
    expect_marks(page, &[]).await;
    assert_eq!(page.project().await["clusters"], json!([]));
    page.until("document.querySelector('.article-row.current')")
        .await;
    let after: String = page.eval(&format!("return {shown};")).await;
    assert_eq!(
        before.split(' ').nth(1),
        after.split(' ').nth(1),
        "another article is shown"
    );
    seen_saved(page).await;
}

async fn a_mark_is_repeated_after_a_look(page: &mut Page) {
    page.open().await;
    load(page, articles(&TEXTS)).await;
    // “The Taliban” is marked: the words in it are doubtful.
    page.annotate("d0", 0, 11, "entity.group").await;
    page.select(quote("Taliban").nth(2)).await;
    page.press("e 3").await;
    page.press("p").await;
    page.until("document.querySelector('#search-field')?.value.toLowerCase() === 'taliban'")
        .await;
    said(page, "2 of 5 ticked").await;
    assert_eq!(
        page.annotations().await.len(),
        2,
        "nothing is marked unseen"
    );
    let listed = lines(page).await;
    let words: Vec<_> = listed.iter().map(|(words, _)| words.as_str()).collect();
    assert!(
        words
            .iter()
            .any(|words| words.contains("inside a mark of this layer")),
        "{words:?}"
    );
    assert!(
        words
            .iter()
            .any(|words| words.contains("part of a longer word")),
        "{words:?}"
    );
    assert!(words.contains(&"Marked so already 1"), "{words:?}");
    page.click("[list=search-clusters]").await;
    page.type_text("Movement").await;
    page.press("Ctrl+Enter").await;
    closed(page).await;
    page.until("document.querySelectorAll('.cluster-row').length === 1")
        .await;
    let project = page.project().await;
    assert_eq!(project["annotations"].as_array().map(Vec::len), Some(4));
    // The mark that the others are like is in the cluster too.
    assert_eq!(
        project["clusters"][0]["members"].as_array().map(Vec::len),
        Some(3)
    );
    page.press("Ctrl+Z").await;
    page.until("document.querySelectorAll('.cluster-row').length === 0")
        .await;
    assert_eq!(page.annotations().await.len(), 2);
}

async fn matches_are_labelled_anew(page: &mut Page) {
    page.open().await;
    load(page, articles(&["Kabul and Kabul."])).await;
    page.annotate("d0", 0, 5, "entity.person").await;
    page.press("/").await;
    page.type_text("kabul").await;
    page.click(control("Mark matches")).await;
    page.eval::<()>(
        "const label = document.querySelector('.search-marking select');
         label.value = 'entity.place';
         label.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await;
    said(page, "1 of 2 ticked").await;
    let listed = lines(page).await;
    assert!(
        listed[3].0.contains("marked with another label"),
        "{listed:?}"
    );
    page.click("[data-line='2'] input").await;
    said(page, "2 of 2 ticked").await;
    page.click(control("Mark 2 matches")).await;
    closed(page).await;
    expect_marks(
        page,
        &[("entity.place", "Kabul"), ("entity.place", "Kabul")],
    )
    .await;
    page.press("Ctrl+Z").await;
    expect_marks(page, &[("entity.person", "Kabul")]).await;
}

async fn a_read_only_tab_only_searches(page: &mut Page) {
    page.open().await;
    let first = page.open_reading_tab().await;
    page.press("/").await;
    page.until("document.querySelector('#search-field')").await;
    page.type_text("kabul").await;
    said(page, "match").await;
    assert_eq!(page.count(".search-mark").await, 0);
    page.close_tab(&first).await;
}

/// 3,000 short articles and 300 of 4 kB.
async fn three_thousand_articles_are_searched_while_typing(page: &mut Page) {
    page.open().await;
    let short = "The Taliban met diplomats in Kabul, and the talks ended without a result.";
    let long = format!("{short} ").repeat(55);
    let texts: Vec<_> = (0..3300)
        .map(|at| if at % 11 == 0 { long.as_str() } else { short })
        .collect();
    load(page, articles(&texts)).await;
    page.saved().await;
    page.until("document.querySelectorAll('.article-row').length > 0")
        .await;
    let rows = page.count(".article-row").await;
    assert!(rows < 60, "{rows} rows in the rail");
    page.eval::<()>(
        "window.longest = 0;
         new PerformanceObserver(list => {
             for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
         }).observe({ type: 'longtask' });",
    )
    .await;
    page.press("/").await;
    page.until("document.activeElement.id === 'search-field'")
        .await;
    page.type_text("t").await;
    // The first lines are there before all is counted.
    page.until(&format!("{LINES}.length > 4")).await;
    page.type_text("aliban").await;
    said(page, "19,500 matches in 3,300 articles").await;
    let drawn = page.count(".search-line").await;
    assert!(drawn < 60, "{drawn} lines are drawn");
    page.press("ArrowDown End").await;
    page.until("document.activeElement.closest('[data-line=\"22799\"]')")
        .await;
    if page.engine() == postil_e2e::Engine::Chromium {
        let longest: f64 = page.eval("return longest;").await;
        // On a quiet machine none takes 50 ms; this one is shared.
        assert!(longest < 400.0, "a task took {longest} ms");
    }
}
