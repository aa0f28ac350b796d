//! A label that is held like a pen.

use postil_e2e::marks::{expect_marks, mark};
use postil_e2e::{Page, browser_tests, quote};

browser_tests!(Chromium, Firefox:
    a_held_label_marks_what_is_selected,
    a_finger_marks_with_it,
    a_dialog_lets_go,
);

const HELD: &str = "document.documentElement.hasAttribute('data-pen')";

async fn a_held_label_marks_what_is_selected(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1 h").await;
    page.until("document.querySelector('.held')?.innerText.includes('Holding: Person')")
        .await;
    page.until("getComputedStyle(document.querySelector('[data-text]')).cursor === 'crosshair'")
        .await;
    page.select(quote("Sergey Lavrov")).await;
    page.double_click(quote("Vladimir")).await;
    let people = [
        ("entity.person", "Zamir Kabulov"),
        ("entity.person", "Sergey Lavrov"),
        ("entity.person", "Vladimir"),
    ];
    expect_marks(page, &people).await;
    // Another one is held instead; keys select without marking.
    page.press("Shift+V").await;
    page.until("document.querySelector('.held')?.innerText.includes('Holding: Event')")
        .await;
    page.press("Shift+ArrowRight").await;
    expect_marks(page, &people).await;
    page.press("Ctrl+Z").await;
    expect_marks(page, &people[..2]).await;
    page.press("Escape").await;
    page.until(&format!("!{HELD}")).await;
    page.select(quote("August 2021")).await;
    page.until("document.querySelector('.statusbar').innerText.includes('11 characters selected')")
        .await;
    expect_marks(page, &people[..2]).await;
}

async fn a_finger_marks_with_it(page: &mut Page) {
    page.open().await;
    page.click(quote("Foreign").start()).await;
    page.press("Shift+E").await;
    page.until(HELD).await;
    page.tap(quote("Kabulov")).await;
    expect_marks(page, &[("entity", "Kabulov")]).await;
}

async fn a_dialog_lets_go(page: &mut Page) {
    page.open().await;
    page.click(quote("Foreign").start()).await;
    page.press("Shift+E").await;
    page.until(HELD).await;
    page.press("?").await;
    page.until("document.querySelector('dialog[open]')").await;
    page.until(&format!("!{HELD}")).await;
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    // Nor is it held after the page is opened again.
    page.press("Shift+E").await;
    page.until(HELD).await;
    page.reopen().await;
    page.until(&format!("!{HELD}")).await;
}
