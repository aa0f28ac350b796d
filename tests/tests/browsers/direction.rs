//! The direction of writing: guessed, or stated for an article, apart from its language.

use postil_core::model::Writing;
use postil_e2e::marks::{expect_marks, expect_undo, exported};
use postil_e2e::{Page, browser_tests, quote};
use serde_json::json;

browser_tests!(Chromium, Firefox:
    a_direction_can_be_stated,
    commands_show_the_keys_that_point_their_way,
);

/// Begins from left to right by its letters, although it is Arabic.
const TEXT: &str = "BBC: قال المتحدث إن القرار اتخذ.\n«TASS» أكدت الخبر.";

async fn opened(page: &Page) {
    page.open().await;
    let mut project = page.project().await;
    project["documents"] = json!([{ "id": "one", "title": "One", "text": TEXT }]);
    page.load(&project).await;
    page.until("document.querySelector('[data-block]')?.textContent.includes('BBC')")
        .await;
}

/// The directions of the article and of its paragraphs.
async fn directions(page: &Page) -> Vec<String> {
    page.eval(
        "const all = [document.querySelector('[data-article]'), ...document.querySelectorAll('.section > p')];
        return all.map(element => getComputedStyle(element).direction);",
    )
    .await
}

/// Chooses in a select of the dialog by its letters, as keys do.
async fn choose(page: &Page, words: &str) {
    page.eval::<()>(
        "[...document.querySelectorAll('dialog .field')]
            .find(field => field.firstChild.textContent === 'Direction').querySelector('select').focus();",
    )
    .await;
    page.type_text(words).await;
}

async fn a_direction_can_be_stated(page: &mut Page) {
    opened(page).await;
    assert_eq!(
        directions(page).await,
        ["rtl", "ltr", "ltr"],
        "by language and letters"
    );
    page.open_by_name("Article details").await;
    choose(page, "Right").await;
    page.until("document.querySelector('dialog .under:nth-last-of-type(1)') && \
        document.querySelector('dialog').innerText.includes('All paragraphs run from right to left.')").await;
    page.until("getComputedStyle(document.querySelector('.section > p')).direction === 'rtl'")
        .await;
    assert_eq!(directions(page).await, ["rtl", "rtl", "rtl"]);
    let meta = exported(page).await.documents.remove(0).meta;
    assert_eq!(
        (meta.direction, meta.language.as_str()),
        (Some(Writing::RightToLeft), "")
    );
    page.press("Escape").await;
    page.until("!document.querySelector('dialog')").await;
    expect_undo(page, Some("edit details")).await;
    // It is kept, and arrow keys follow it.
    page.reopen().await;
    page.until("getComputedStyle(document.querySelector('.section > p')).direction === 'rtl'")
        .await;
    page.click(quote("BBC")).await;
    page.press("Home ArrowLeft").await;
    page.press("e").await;
    expect_marks(page, &[("entity", "قال")]).await;
    page.press("Ctrl+Z Ctrl+Z").await;
    page.until("getComputedStyle(document.querySelector('.section > p')).direction === 'ltr'")
        .await;
    assert_eq!(exported(page).await.documents[0].meta.direction, None);
}

async fn commands_show_the_keys_that_point_their_way(page: &mut Page) {
    opened(page).await;
    let key = async |command: &str| -> String {
        page.press("Ctrl+K").await;
        page.until("document.querySelector('dialog[open] .choice')")
            .await;
        page.type_text(command).await;
        page.until("document.querySelectorAll('dialog[open] .choice').length === 1")
            .await;
        let key = page.text("dialog[open] .choice kbd:last-of-type").await;
        page.press("Escape").await;
        page.until("!document.querySelector('dialog[open]')").await;
        key
    };
    page.click(quote("BBC")).await;
    assert_eq!(key("Next word").await, "→");
    page.press("Ctrl+K").await;
    page.until("document.querySelector('dialog[open] .choice')")
        .await;
    page.press("Escape").await;
    let meta = json!({ "id": "one", "title": "One", "text": TEXT, "direction": "rtl" });
    let mut project = page.project().await;
    project["documents"] = json!([meta]);
    page.load(&project).await;
    page.until("getComputedStyle(document.querySelector('.section > p')).direction === 'rtl'")
        .await;
    page.click(quote("BBC")).await;
    assert_eq!(key("Next word").await, "←");
    // The command does what it is called, whatever its key.
    page.press("Escape Home").await;
    page.press("Ctrl+K").await;
    page.until("document.querySelector('dialog[open] .choice')")
        .await;
    page.type_text("Next word").await;
    page.press("Enter").await;
    page.until("!document.querySelector('dialog[open]')").await;
    page.press("e").await;
    expect_marks(page, &[("entity", "قال")]).await;
}
