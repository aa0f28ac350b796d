//! Several tabs on one project: one writes, the others follow, and whatever happens to the writer, no
//! edit is lost or made twice.

use postil_e2e::marks::{expect_marks, expect_undo, mark, marks, seen_saved};
use postil_e2e::{Page, Tab, browser_tests, control, quote};
use serde_json::json;

browser_tests!(Chromium, Firefox, WebKit: two_others_follow_live);
browser_tests!(Chromium, Firefox:
    a_tab_that_is_asked_lets_the_other_write,
    the_next_tab_writes_when_one_is_closed,
);
browser_tests!(Chromium:
    a_tab_that_hangs_is_overtaken_and_loses_nothing,
    what_came_too_late_is_kept_as_a_backup,
);

async fn expect_saved_word(page: &Page, word: &str) {
    page.until(&format!(
        "document.querySelector('[data-saved]').innerText.trim() === {}",
        json!(word)
    ))
    .await;
}

/// Opens the project in `count` tabs; the first one writes and is the current one.
async fn open_tabs(page: &Page, count: usize) -> Vec<Tab> {
    page.open().await;
    expect_saved_word(page, "Saved").await;
    let mut tabs = vec![page.tab().await];
    for _ in 1..count {
        tabs.push(page.open_tab().await);
        page.open().await;
        expect_saved_word(page, "Read only").await;
    }
    page.switch_to(&tabs[0]).await;
    tabs
}

/// Waits until the marks of the current tab are exactly these.
async fn expect(page: &Page, expected: &[(&str, &str)]) {
    page.until(&format!(
        "postil.project().annotations.length === {}",
        expected.len()
    ))
    .await;
    expect_marks(page, expected).await;
}

async fn two_others_follow_live(page: &mut Page) {
    let tabs = open_tabs(page, 3).await;
    mark(page, "Foreign Ministry", "e").await;
    mark(page, "seized power", "v").await;
    for tab in &tabs[1..] {
        page.switch_to(tab).await;
        expect(
            page,
            &[("entity", "Foreign Ministry"), ("event", "seized power")],
        )
        .await;
        expect_undo(page, Some("tag event")).await;
    }
    page.switch_to(&tabs[0]).await;
    page.press("Ctrl+Z").await;
    for tab in &tabs[1..] {
        page.switch_to(tab).await;
        expect(page, &[("entity", "Foreign Ministry")]).await;
        expect_undo(page, Some("tag entity")).await;
        // A read-only tab changes nothing.
        page.press("Ctrl+Z").await;
        expect(page, &[("entity", "Foreign Ministry")]).await;
    }
}

async fn a_tab_that_is_asked_lets_the_other_write(page: &mut Page) {
    let tabs = open_tabs(page, 3).await;
    mark(page, "Foreign Ministry", "e").await;
    // Back and forth between the first and the last, while the one between them looks on.
    let mut all = vec![("entity", "Foreign Ministry")];
    let words = [
        ("seized power", 2),
        ("Sergey Lavrov", 0),
        ("August 2021", 1),
    ];
    for (text, tab) in words {
        page.switch_to(&tabs[tab]).await;
        expect(page, &all).await;
        page.click(control("Change it here")).await;
        expect_saved_word(page, "Saved").await;
        mark(page, text, "e").await;
        seen_saved(page).await;
        all.push(("entity", text));
    }
    for tab in [0, 2] {
        page.switch_to(&tabs[tab]).await;
        expect_saved_word(page, "Read only").await;
        expect(page, &all).await;
    }
    page.reopen().await;
    expect(page, &all).await;
}

async fn the_next_tab_writes_when_one_is_closed(page: &mut Page) {
    let tabs = open_tabs(page, 3).await;
    let mut all = Vec::new();
    let words = ["Foreign Ministry", "seized power", "Sergey Lavrov"];
    for (at, text) in words.into_iter().enumerate() {
        expect_saved_word(page, "Saved").await;
        mark(page, text, "e").await;
        all.push(("entity", text));
        if let Some(next) = tabs.get(at + 1) {
            seen_saved(page).await;
            page.close_tab(next).await;
            expect(page, &all).await;
        }
    }
    page.press("Ctrl+Z Ctrl+Z Ctrl+Z").await;
    expect(page, &[]).await;
}

/// Hangs at another tab's word until the server answers, then makes an edit before anything else can
/// happen.
const HANG: &str = "
    addEventListener('storage', ({ key }) => {
        if (key !== 'hang') return;
        const request = new XMLHttpRequest();
        do {
            request.open('GET', '/hang.txt', false);
            request.send();
        } while (request.responseText === 'hang');
        postil.annotate({ document: '000', start: 0, end: 5, label: 'claim' });
    });";

async fn a_tab_that_hangs_is_overtaken_and_loses_nothing(page: &mut Page) {
    let tabs = open_tabs(page, 2).await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    page.site().put("/hang.txt", "hang");
    page.eval::<()>(HANG).await;
    page.switch_to(&tabs[1]).await;
    page.eval::<()>("localStorage.setItem('hang', 1);").await;
    expect_saved_word(page, "Saved").await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    let both = [("entity", "Foreign Ministry"), ("event", "seized power")];

    // It wakes, and its first edit is too late.
    page.site().put("/hang.txt", "");
    page.switch_to(&tabs[0]).await;
    expect_saved_word(page, "Read only").await;
    expect_too_late(page).await;
    expect(page, &both).await;
    page.switch_to(&tabs[1]).await;
    mark(page, "Sergey Lavrov", "e").await;
    let all = [both[0], both[1], ("entity", "Sergey Lavrov")];
    page.switch_to(&tabs[0]).await;
    expect(page, &all).await;
    page.switch_to(&tabs[1]).await;
    page.reopen().await;
    expect(page, &all).await;
}

/// The tab says that something came too late and is among the backups.
async fn expect_too_late(page: &Page) {
    page.until("document.querySelector('dialog')?.innerText.includes('too late')")
        .await;
    let told = page.text("dialog").await;
    assert!(told.contains("1 change made here"), "{told}");
    assert!(told.contains("among the backups"), "{told}");
    page.press("Escape").await;
}

/// Keeps a tab from noticing that its lock was taken, and from hearing other tabs, so that it carries on
/// as if it had the lock: the worst that a late tab can do.
const DEAF: &str = "
    const request = navigator.locks.request.bind(navigator.locks);
    navigator.locks.request = (name, options, run) => {
        const held = request(name, options, run);
        held.catch(() => {});
        return new Promise(resolve => held.then(resolve, () => {}));
    };
    BroadcastChannel = class { postMessage() {} close() {} };
";

async fn what_came_too_late_is_kept_as_a_backup(page: &mut Page) {
    // In this tab alone.
    page.before_load(DEAF).await;
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let deaf = page.tab().await;
    let heard = page.open_tab().await;
    page.open().await;
    page.click(control("Change it here")).await;
    expect_saved_word(page, "Saved").await;

    // Neither has written since; the one without the lock tries first.
    page.switch_to(&deaf).await;
    mark(page, "seized power", "v").await;
    expect_too_late(page).await;
    expect_saved_word(page, "Read only").await;
    assert_eq!(marks(page).await.len(), 1);

    page.switch_to(&heard).await;
    expect(page, &[("entity", "Foreign Ministry")]).await;
    page.select(quote("Sergey Lavrov")).await;
    page.press("e").await;
    let both = [("entity", "Foreign Ministry"), ("entity", "Sergey Lavrov")];
    expect(page, &both).await;
    seen_saved(page).await;
    page.reopen().await;
    expect(page, &both).await;
}
