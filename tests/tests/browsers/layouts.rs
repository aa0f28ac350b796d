//! Keys on keyboards that are not American.

use postil_e2e::marks::expect_marks;
use postil_e2e::{Page, browser_tests, quote};
use serde_json::json;

browser_tests!(Chromium, Firefox:
    letters_of_other_scripts_work_by_their_place,
    digits_work_with_shift_and_without,
);

/// Presses a key that types `key` and is where a US keyboard has `code`. Only Chromium's developer tools
/// can press such a key; elsewhere the page sends itself the event.
async fn press_at(page: &Page, key: &str, code: &str, shift: bool) {
    if page.engine() == postil_e2e::Engine::Chromium {
        for kind in ["keyDown", "keyUp"] {
            let event = json!({
                "type": kind, "key": key, "code": code, "text": if kind == "keyDown" { key } else { "" },
                "modifiers": if shift { 8 } else { 0 },
            });
            page.devtools("Input.dispatchKeyEvent", event).await;
        }
    } else {
        page.call::<()>(
            "const [key, code, shiftKey] = args;
            document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
                { key, code, shiftKey, bubbles: true, cancelable: true }));",
            json!([key, code, shift]),
        )
        .await;
    }
}

async fn letters_of_other_scripts_work_by_their_place(page: &mut Page) {
    page.open().await;
    page.select(quote("Zamir Kabulov")).await;
    press_at(page, "у", "KeyE", false).await;
    expect_marks(page, &[("entity", "Zamir Kabulov")]).await;
    press_at(page, "1", "Digit1", false).await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
    // Greek and Hebrew.
    for (key, code, text, label) in [
        ("ω", "KeyV", "seized power", "event"),
        ("ב", "KeyC", "despite its status", "claim"),
    ] {
        page.press("Escape").await;
        page.select(quote(text)).await;
        press_at(page, key, code, false).await;
        let made = format!(
            "postil.project().annotations.some(a => a.label === {})",
            json!(label)
        );
        page.until(&made).await;
    }
}

async fn digits_work_with_shift_and_without(page: &mut Page) {
    page.open().await;
    page.select(quote("Zamir Kabulov")).await;
    page.press("e").await;
    expect_marks(page, &[("entity", "Zamir Kabulov")]).await;
    press_at(page, "é", "Digit2", false).await;
    expect_marks(page, &[("entity.organization", "Zamir Kabulov")]).await;
    press_at(page, "1", "Digit1", true).await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
}
