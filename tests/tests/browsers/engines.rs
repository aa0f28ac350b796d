//! The main job in every engine: open, mark by hand and by keys, reload, export.

use postil_e2e::marks::{expect_marks, expect_undo, mark, read, seen_saved};
use postil_e2e::{Page, browser_tests, control, quote};

browser_tests!(Chromium, Firefox, WebKit: the_main_job);

async fn the_main_job(page: &mut Page) {
    page.open().await;
    // By hand: a key, then the toolbar, then an edge.
    mark(page, "eign Ministry", "e").await;
    page.press("2").await;
    page.press("Escape").await;
    page.select(quote("seized power")).await;
    page.until(
        "document.querySelector('.toolbar [data-layer=event]')?.getClientRects().length > 0",
    )
    .await;
    page.click(".toolbar [data-layer=event]").await;
    expect_marks(
        page,
        &[
            ("entity.organization", "Foreign Ministry"),
            ("event", "seized power"),
        ],
    )
    .await;
    let end = quote("August 2021").end();
    page.mouse().drag(".handle-end .grip", end).perform().await;
    let by_hand = [
        ("entity.organization", "Foreign Ministry"),
        ("event", "seized power in August 2021"),
    ];
    expect_marks(page, &by_hand).await;

    // By keys: the next sentence.
    page.press("Escape Escape").await;
    page.click(quote("Foreign")).await;
    page.press("Ctrl+ArrowRight Ctrl+Shift+ArrowRight c ]")
        .await;
    page.press("Ctrl+Z").await;
    page.press("Ctrl+Z").await;
    expect_marks(page, &by_hand).await;
    page.press("Ctrl+Shift+Z").await;
    let sentence = "Zamir Kabulov, President Vladimir Putin's special representative on \
                    Afghanistan, confirmed that while the decision has been made, it must undergo \
                    several legal procedures to be fully implemented.";
    let all = [by_hand[0], by_hand[1], ("claim", sentence)];
    expect_marks(page, &all).await;

    let before = page.project().await;
    seen_saved(page).await;
    page.reopen().await;
    assert_eq!(page.project().await, before);
    expect_marks(page, &all).await;
    expect_undo(page, Some("tag claim")).await;

    let file = page
        .download(async || {
            page.press("Ctrl+E").await;
            page.until("document.querySelector('dialog[open]')").await;
            page.click(control("Download")).await;
        })
        .await;
    assert!(file.name.starts_with("Russia and the Taliban 20"));
    assert!(file.name.ends_with(".postil.json"));
    let exported = read(&file.bytes);
    let mut quotes: Vec<(&str, &str)> = exported
        .annotations
        .iter()
        .map(|a| (a.label.as_str(), a.fragments[0].quote.as_str()))
        .collect();
    quotes.sort_unstable();
    let mut expected = all;
    expected.sort_unstable();
    assert_eq!(quotes, expected);
}
