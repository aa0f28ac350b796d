//! Postil opens, and the harness reads its page correctly.

use postil_e2e::{Page, browser_tests, control, quote};

browser_tests!(
    Chromium, Firefox, WebKit:
    opens,
    reads_the_text,
    tags_a_selection,
    can_be_read_without_its_later_part
);
browser_tests!(WebKit: opens_however_often_it_is_left_at_once);

async fn opens(page: &mut Page) {
    page.open().await;
    let asked = page.site().asked();
    assert!(asked.iter().all(|asked| asked.status == 200), "{asked:#?}");
    page.screenshot(&format!("opens-{}", page.engine())).await;
}

/// WebKit keeps pages that were left, with what they were reading.
async fn opens_however_often_it_is_left_at_once(page: &mut Page) {
    for _ in 0..12 {
        page.open().await;
    }
}

/// The second part of the program does not arrive: the page says so, and recovers by itself.
async fn can_be_read_without_its_later_part(page: &mut Page) {
    page.site().lose(Some("later.wasm"));
    page.visit("/").await;
    page.until("document.querySelector('[data-block]')?.textContent.includes('Foreign Ministry')")
        .await;
    page.until("document.querySelector('[role=alert]')?.textContent.includes('not changed')")
        .await;
    page.screenshot(&format!("in-part-{}", page.engine())).await;
    page.take_console().await;
    page.site().lose(None);
    page.hover(control("Reload the page")).await;
    page.reopen().await;
    assert_eq!(page.count("[role=alert]").await, 0);
    tags_a_selection(page).await;
}

/// The offsets that a test reads from the page are those of the project.
async fn reads_the_text(page: &mut Page) {
    page.open().await;
    page.select(quote("Afghanistan")).await;
    let selection = page.selection().await.expect("a selection");
    let text: String = page
        .eval("return postil.project().documents[0].text;")
        .await;
    let (start, end) = (selection.start as usize, selection.end as usize);
    let said: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(said, "Afghanistan");
}

async fn tags_a_selection(page: &mut Page) {
    page.open().await;
    let before = page.annotations().await.len();
    page.select(quote("terrorist")).await;
    page.press("e").await;
    page.until(&format!(
        "postil.project().annotations.length === {}",
        before + 1
    ))
    .await;
    page.press("Ctrl+Z").await;
    page.until(&format!(
        "(postil.project().annotations ?? []).length === {before}"
    ))
    .await;
    page.saved().await;
}
