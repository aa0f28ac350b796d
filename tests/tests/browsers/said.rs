//! What the page says, in the status bar and to screen readers, and that its numbers agree.

use postil_e2e::marks::{expect_marks, mark, said};
use postil_e2e::{Page, browser_tests, control, quote};

browser_tests!(Chromium, Firefox:
    changes_are_announced,
    what_is_said_goes_with_what_it_is_about,
    numbers_agree,
);

/// A change right after a message belongs to what that tells; this waits until none does any more.
async fn a_moment_later(page: &Page) {
    page.eval::<()>("window.then = performance.now();").await;
    page.until("performance.now() - window.then > 400").await;
}

async fn changes_are_announced(page: &mut Page) {
    page.open().await;
    page.click(quote("Foreign Ministry")).await;
    // Another article, by key, by mouse, and by undo.
    page.press("j").await;
    let second = "Article: Russia Moves to Remove Taliban from ‘Terrorist’ List Amid Strengthened Diplomatic Ties";
    said(page, second).await;
    page.click(".article-row:first-child .article-link, li:first-child .article-link")
        .await;
    said(
        page,
        "Article: Russia’s Foreign Ministry has indicated that a decision to remove the Taliban…",
    )
    .await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("j").await;
    said(page, second).await;
    page.press("Ctrl+Z").await;
    page.until("document.querySelector('.announcement').textContent.startsWith('Undone: ')")
        .await;
    page.until(
        "document.querySelector('.announcement').textContent.includes('. Article 1: Daryo.')",
    )
    .await;
    // Boilerplate on and off.
    page.click(quote("Foreign Ministry")).await;
    page.press("b").await;
    said(page, "1 line marked as boilerplate.").await;
    page.press("b").await;
    said(page, "1 line not boilerplate any more.").await;
    // Esc.
    page.press("Escape").await;
    page.select(quote("Zamir Kabulov")).await;
    page.press("Escape").await;
    said(page, "Deselected.").await;
    page.select(quote("Zamir Kabulov")).await;
    page.press("e Escape").await;
    said(page, "Deselected.").await;
    // Hidden layers.
    page.click(".layer-toggle").await;
    said(page, "Layer Entity: hidden.").await;
    page.click(".layer-toggle").await;
    said(page, "Layer Entity: shown.").await;
}

async fn what_is_said_goes_with_what_it_is_about(page: &mut Page) {
    page.open().await;
    // The next command.
    page.click(quote("Foreign Ministry")).await;
    page.press("Escape m").await;
    said(page, "The names of labels are shown.").await;
    page.press("?").await;
    page.until("document.querySelector('dialog[open]')").await;
    said(page, "").await;
    page.press("Escape").await;
    // A selection by mouse.
    page.press("m").await;
    said(page, "The names of labels are hidden.").await;
    a_moment_later(page).await;
    page.select(quote("Zamir Kabulov")).await;
    said(page, "").await;
    // A change that is no command.
    page.press("e").await;
    said(page, "Entity: Zamir Kabulov").await;
    a_moment_later(page).await;
    page.click(".inspector select").await;
    page.press("Escape").await;
    page.eval::<()>(
        "const label = document.querySelector('.inspector select');
        label.value = 'entity.person';
        label.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
    page.until(
        "document.querySelector('.announcement').textContent.trim() !== 'Entity: Zamir Kabulov'",
    )
    .await;
}

/// The numbers of marks that the page shows: in the rail, beside the layers, beside the list, over it, and
/// in the heading of the mark.
async fn numbers(page: &Page) -> Vec<String> {
    page.eval(
        "const text = css => document.querySelector(css)?.innerText ?? '';
        const layers = [...document.querySelectorAll('.layer-toggle .count')].map(count => +count.innerText);
        return [
            text('.article-row.current .marks'),
            `${layers.reduce((a, b) => a + b)} marks`,
            `${text('.inspector-head .count')} marks`,
            text('.mark-title .count'),
        ];",
    )
    .await
}

async fn numbers_agree(page: &mut Page) {
    page.open().await;
    for (text, key) in [("Zamir Kabulov", "e"), ("seized power", "v"), ("TASS", "e")] {
        page.press("Escape Escape").await;
        mark(page, text, key).await;
    }
    // The line with two of them is boilerplate; one layer is hidden.
    page.press("Escape").await;
    page.click(quote("Foreign Ministry")).await;
    page.press("Escape b").await;
    page.click(".layer-toggle:nth-of-type(2)").await;
    page.click(quote("TASS")).await;
    page.until("document.querySelector('.mark-title .count')?.innerText === '1 of 3'")
        .await;
    page.settled().await;
    assert_eq!(
        numbers(page).await,
        ["3 marks", "3 marks", "3 marks", "1 of 3"]
    );
    page.press(".").await;
    page.until("document.querySelector('.mark-title .count')?.innerText === '2 of 3'")
        .await;
    page.click(control("All marks 3")).await;
    page.until("document.querySelector('.list-filter option')?.innerText === 'All marks (3)'")
        .await;
    // The rows of the hidden layer are left out, and it is said how many.
    page.until("document.querySelectorAll('.mark-row').length === 2")
        .await;
    page.until("document.querySelector('.list-hidden')?.innerText === '1 mark in hidden layers'")
        .await;
    page.press("Ctrl+E").await;
    page.until(
        "document.querySelector('dialog[open] .options')?.innerText.includes('Daryo, 3 marks')",
    )
    .await;
}
