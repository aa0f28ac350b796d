//! Windows of every width: room for the article beside and over the inspector, and nothing cut off.

use postil_e2e::marks::expect_marks;
use postil_e2e::{Page, browser_tests, control, quote};
use serde_json::json;

browser_tests!(Chromium, Firefox:
    the_inspector_leaves_the_article_in_use,
    the_inspector_stays_open_or_closed,
    a_drawer_is_for_narrow_windows,
    lists_end_within_the_window,
    nothing_scrolls_sideways,
    the_sheet_leaves_the_marked_line_in_sight,
);
// Only Chromium is as narrow as a phone.
browser_tests!(Chromium: names_of_labels_are_within_reach_of_a_thumb);

const INSPECTOR: &str = ".inspector";

/// Whether something is shown.
fn shown(css: &str) -> String {
    format!(
        "document.querySelector({})?.checkVisibility({{ visibilityProperty: true }})",
        json!(css)
    )
}

/// Left, top, right and bottom of an element in the window.
async fn edges(page: &Page, css: &str) -> [f64; 4] {
    let script = "
        const { left, top, right, bottom } = document.querySelector(args[0]).getBoundingClientRect();
        return [left, top, right, bottom];";
    page.call(script, json!([css])).await
}

async fn is_focused(page: &Page, css: &str) {
    let focused = format!("document.activeElement?.matches({})", json!(css));
    page.until(&focused).await;
}

async fn the_inspector_leaves_the_article_in_use(page: &mut Page) {
    page.open().await;
    for (width, height, beside) in [
        (1180, 800, true),
        (1024, 768, true),
        (900, 800, false),
        (800, 1000, false),
    ] {
        page.resize(width, height).await;
        if !page
            .eval::<bool>(&format!("return {};", shown(INSPECTOR)))
            .await
        {
            page.click(control("Mark and list")).await;
        }
        page.until(&shown(INSPECTOR)).await;
        let ([_, _, right, bottom], inspector) =
            (edges(page, ".scroll").await, edges(page, INSPECTOR).await);
        if beside {
            assert!(
                right <= inspector[0],
                "{width}: the article ends where the inspector begins"
            );
            assert!(inspector[2] - inspector[0] <= f64::from(width) * 0.35);
        } else {
            assert!(
                bottom <= inspector[1],
                "{width}: the article ends above the inspector"
            );
            assert!(
                bottom > f64::from(height) * 0.45,
                "{width}: it keeps half of the window"
            );
        }
        assert!(
            !page
                .eval::<bool>(&format!("return {} ?? false;", shown(".scrim")))
                .await
        );
        // Both are in use at once: text is marked by mouse, told by keys, and marked again.
        page.select(quote("Zamir Kabulov")).await;
        page.press("e").await;
        page.until(
            "document.querySelector('.inspector .mark-title')?.innerText.includes('Entity')",
        )
        .await;
        page.press("n").await;
        is_focused(page, ".inspector textarea").await;
        page.type_text("An envoy").await;
        page.press("Escape").await;
        is_focused(page, "[data-article]").await;
        page.select(quote("TASS")).await;
        page.press("e").await;
        page.until("document.querySelector('.inspector .mark-quote')?.innerText === 'TASS'")
            .await;
        expect_marks(page, &[("entity", "TASS"), ("entity", "Zamir Kabulov")]).await;
        page.settled().await;
        // The toolbar is within the article, and the handles are at the mark.
        let [left, _, right, _] = edges(page, ".scroll").await;
        let [start, ..] = edges(page, ".handle-start").await;
        let [_, _, end, _] = edges(page, ".handle-end").await;
        assert!(
            left < start && start < end && end < right,
            "{width}: {start}–{end}"
        );
        let places = page
            .points(&[quote("TASS").start(), quote("TASS").end()])
            .await;
        assert!((places[0][0] - start).abs() < 4.0 && (places[1][0] - end).abs() < 4.0);
        page.press("Escape").await;
        page.select(quote("Zamir Kabulov")).await;
        page.until(&shown(".toolbar")).await;
        let toolbar = edges(page, ".toolbar").await;
        assert!(
            left <= toolbar[0] && toolbar[2] <= right,
            "{width}: {toolbar:?}"
        );
        page.press("Escape Escape").await;
        for _ in 0..3 {
            page.press("Ctrl+Z").await;
        }
        expect_marks(page, &[]).await;
    }
}

async fn the_inspector_stays_open_or_closed(page: &mut Page) {
    page.resize(1024, 768).await;
    page.open().await;
    page.until(&shown(INSPECTOR)).await;
    page.click(control("Close the inspector")).await;
    page.until(&format!("!{}", shown(INSPECTOR))).await;
    is_focused(page, "[data-article]").await;
    // Marking opens nothing; asking for a field does, and it stays.
    page.select(quote("Zamir Kabulov")).await;
    page.press("e").await;
    expect_marks(page, &[("entity", "Zamir Kabulov")]).await;
    page.reopen().await;
    page.until("document.querySelector('.inspector-body, .list-filter')")
        .await;
    assert!(
        !page
            .eval::<bool>(&format!("return {};", shown(INSPECTOR)))
            .await
    );
    page.click(quote("Zamir Kabulov")).await;
    page.press("n").await;
    is_focused(page, ".inspector textarea").await;
    page.press("Escape Escape ,").await;
    assert!(
        page.eval::<bool>(&format!("return {};", shown(INSPECTOR)))
            .await
    );
    page.reopen().await;
    page.until(&shown(INSPECTOR)).await;
    page.until("document.querySelector('[aria-label=\"Mark and list\"]').ariaExpanded === 'true'")
        .await;
}

async fn a_drawer_is_for_narrow_windows(page: &mut Page) {
    page.open().await;
    page.resize(720, 450).await;
    page.until(&format!("!{}", shown(INSPECTOR))).await;
    page.click(control("Mark and list")).await;
    page.until(&shown(INSPECTOR)).await;
    page.until(&shown(".scrim")).await;
    // Where there is room again, nothing stays dimmed.
    page.resize(1000, 700).await;
    page.until(&format!("!{}", shown(".scrim"))).await;
    page.resize(720, 450).await;
    page.until(&shown(".scrim")).await;
    page.press("Escape").await;
    page.until(&format!("!{}", shown(INSPECTOR))).await;
    is_focused(page, "[data-article]").await;
    // The last of the buttons is at the edge of the window.
    let [_, _, right, _] = edges(page, ".opens-drawer:last-child").await;
    assert!(right > 700.0, "{right}");
}

async fn lists_end_within_the_window(page: &mut Page) {
    page.open().await;
    for height in [800, 600, 450] {
        page.resize(1280, height).await;
        for key in ["Ctrl+K", "t"] {
            page.press(key).await;
            page.until("document.querySelectorAll('dialog[open] .choice').length > 5")
                .await;
            let [_, _, _, bottom] = edges(page, "dialog[open]").await;
            let inner: f64 = page.eval("return innerHeight;").await;
            assert!(bottom < inner, "{key} at {height}: {bottom} of {inner}");
            page.press("Escape").await;
            page.until("!document.querySelector('dialog[open]')").await;
        }
    }
}

async fn nothing_scrolls_sideways(page: &mut Page) {
    page.open().await;
    for width in [1200, 1024, 800] {
        page.resize(width, 800).await;
        // A mark up to the end of a line has its handle at the edge of the column.
        page.click(quote("Foreign Ministry")).await;
        page.press("Ctrl+Shift+ArrowRight v").await;
        page.until(&shown(".handle-end")).await;
        let wide: bool = page
            .eval("const { scrollWidth, clientWidth } = document.querySelector('.scroll'); return scrollWidth > clientWidth;")
            .await;
        assert!(!wide, "{width}");
        for _ in 0..6 {
            page.press("]").await;
            page.settled().await;
            let wide: bool = page
                .eval("const { scrollWidth, clientWidth } = document.querySelector('.scroll'); return scrollWidth > clientWidth;")
                .await;
            assert!(!wide, "{width}");
        }
        page.press("Backspace").await;
    }
}

/// A window at twice its size: the sheet has a good part of it.
async fn the_sheet_leaves_the_marked_line_in_sight(page: &mut Page) {
    page.resize(720, 450).await;
    page.open().await;
    let seen = "(() => {
        const sheet = document.querySelector('.toolbar:has(.tray)')?.getBoundingClientRect();
        const text = document.querySelector('.scroll').getBoundingClientRect();
        const mark = document.querySelector('.handle-end')?.getBoundingClientRect();
        return sheet && mark && text.bottom <= sheet.top + 1 && mark.top >= text.top && mark.bottom <= sheet.top;
    })()";
    for words in [
        "a decision",
        "legal procedures",
        "withdrawal",
        "crucial step",
    ] {
        page.select(quote(words)).await;
        page.press("v 1").await;
        page.until(seen).await;
    }
    for key in [",", ",", ",", ".", "."] {
        page.press(key).await;
        page.until(seen).await;
    }
}

async fn names_of_labels_are_within_reach_of_a_thumb(page: &mut Page) {
    page.phone(420, 800).await;
    page.open().await;
    let [left, _, right, _] = edges(page, ".layer-toggle.names").await;
    assert!(left >= 0.0 && right <= 420.0, "{left}–{right}");
    page.click(control("Names of labels")).await;
    page.until("document.querySelector('.names').ariaPressed === 'true'")
        .await;
}
