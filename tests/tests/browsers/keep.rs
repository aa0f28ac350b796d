//! Work survives a reload, a closed and a killed browser, and a change of tabs.

use postil_e2e::marks::{expect_kept, expect_marks, expect_undo, mark, read, seen_saved, selected};
use postil_e2e::{Page, browser_tests, control, quote};
use serde_json::Value;

browser_tests!(Chromium, Firefox: over_a_closed_browser, over_a_killed_browser);
browser_tests!(Chromium:
    over_a_reload_in_the_middle_of_work,
    what_is_selected_stays_selected,
    only_one_tab_changes_the_project,
    where_nothing_can_be_kept_all_can_be_taken_away,
);

/// Does some work and undoes part of it; returns the project afterwards.
async fn work(page: &Page) -> Value {
    mark(page, "Foreign Ministry", "e").await;
    page.press("2").await;
    mark(page, "seized power", "v").await;
    mark(page, "Sergey Lavrov", "e").await;
    page.press("Ctrl+Z").await;
    expect_marks(
        page,
        &[
            ("entity.organization", "Foreign Ministry"),
            ("event", "seized power"),
        ],
    )
    .await;
    page.project().await
}

/// Checks that the history reaches back to the beginning and forward to what was undone.
async fn check_history(page: &Page) {
    expect_undo(page, Some("tag event")).await;
    page.press("Ctrl+Shift+Z").await;
    let all = [
        ("entity.organization", "Foreign Ministry"),
        ("event", "seized power"),
        ("entity", "Sergey Lavrov"),
    ];
    expect_marks(page, &all).await;
    page.press("Ctrl+Z Ctrl+Z Ctrl+Z").await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
    page.press("Ctrl+Z").await;
    expect_marks(page, &[]).await;
    expect_undo(page, None).await;
}

async fn over_a_reload_in_the_middle_of_work(page: &mut Page) {
    page.open().await;
    let kept = work(page).await;
    seen_saved(page).await;
    page.reopen().await;
    assert_eq!(page.project().await, kept);
    check_history(page).await;
    // The undo was kept as well.
    let kept = page.project().await;
    seen_saved(page).await;
    page.reopen().await;
    assert_eq!(page.project().await, kept);
    expect_undo(page, None).await;
    page.press("Ctrl+Shift+Z").await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
}

async fn over_a_closed_browser(page: &mut Page) {
    page.open().await;
    let kept = work(page).await;
    seen_saved(page).await;
    page.restart().await;
    page.open().await;
    assert_eq!(page.project().await, kept);
    check_history(page).await;
}

async fn over_a_killed_browser(page: &mut Page) {
    page.open().await;
    let kept = work(page).await;
    seen_saved(page).await;
    page.crash().await;
    page.open().await;
    assert_eq!(page.project().await, kept);
    check_history(page).await;
}

async fn what_is_selected_stays_selected(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    page.reopen().await;
    let mark = Some(("Entity".to_owned(), "Foreign Ministry".to_owned()));
    assert_eq!(selected(page).await, mark);

    // Another article, with text selected there.
    page.press("Escape").await;
    page.click(quote("Ministry")).await;
    page.press("j").await;
    page.select(quote("Tuesday")).await;
    page.reopen().await;
    page.until("document.querySelector('.statusbar').innerText.includes('7 characters selected')")
        .await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 2 of 5')")
        .await;
    assert_eq!(page.selection().await.expect("a selection").text, "Tuesday");
}

async fn only_one_tab_changes_the_project(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let kept = page.project().await;
    let first = page.tab().await;

    let second = page.open_tab().await;
    page.open().await;
    assert_eq!(page.project().await, kept);
    page.until("document.querySelector('[data-saved]').innerText.trim() === 'Read only'")
        .await;
    let notice = page.text(".notice").await;
    assert!(notice.contains("Open in another tab"), "{notice}");
    page.press("Escape").await;
    page.select(quote("seized power")).await;
    page.press("v Ctrl+Z").await;
    page.until("document.querySelector('.announcement').innerText.includes('open in another tab')")
        .await;
    assert_eq!(page.project().await, kept);

    // More work in the first tab, continued in the second once the first is gone.
    page.switch_to(&first).await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    let kept = page.project().await;
    page.close_tab(&second).await;
    page.until("document.querySelector('[data-saved]').innerText.trim() === 'Saved'")
        .await;
    assert_eq!(page.project().await, kept);
    mark(page, "Sergey Lavrov", "e").await;
    seen_saved(page).await;
    let all = [
        ("entity", "Foreign Ministry"),
        ("event", "seized power"),
        ("entity", "Sergey Lavrov"),
    ];
    expect_kept(page, &all).await;
}

async fn where_nothing_can_be_kept_all_can_be_taken_away(page: &mut Page) {
    page.before_load(
        "Object.defineProperty(window, 'indexedDB', {
            get() { throw new DOMException('storage is refused', 'SecurityError'); },
        });",
    )
    .await;
    page.open().await;
    let warned = "document.querySelector('.notice[role=alert]')?.textContent.includes('Not saved')
        && document.querySelector('[data-saved]').textContent.includes('Not saved')";
    page.until(warned).await;
    work(page).await;
    page.until(warned).await;
    let file = page
        .download(async || page.click(control("Export now")).await)
        .await;
    assert_eq!(read(&file.bytes).annotations.len(), 2);
}
