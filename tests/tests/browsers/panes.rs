//! Several articles side by side.

use postil_e2e::marks::{mark, said};
use postil_e2e::{Page, browser_tests, quote};

browser_tests!(Chromium, Firefox:
    panes_by_keys,
    panes_by_mouse,
    one_thing_is_lit_in_all_panes,
);

browser_tests!(Chromium:
    a_phone_shows_one_pane,
    panes_close_with_their_articles,
);

const ACTIVE: &str = ".pane.active";

/// The titles in the heads of the panes, from the left to the right, and which pane is active.
async fn row(page: &Page) -> (Vec<String>, usize) {
    page.eval(
        "const panes = [...document.querySelectorAll('.pane')];
        return [
            panes.map(pane => pane.querySelector('h1').innerText.slice(0, 18)),
            panes.findIndex(pane => pane.matches('.active')),
        ];",
    )
    .await
}

async fn has_panes(page: &Page, many: usize) {
    page.until(&format!(
        "document.querySelectorAll('.pane').length === {many}
        && document.querySelectorAll('.pane .text [data-block]').length > {many}"
    ))
    .await;
    page.settled().await;
}

/// Waits until what is announced begins so; the name of the article may follow.
async fn announces(page: &Page, words: &str) {
    page.until(&format!(
        "document.querySelector('.announcement')?.textContent.startsWith({words:?})"
    ))
    .await;
}

async fn panes_by_keys(page: &mut Page) {
    page.resize(1800, 900).await;
    page.open().await;
    page.click(quote("Foreign Ministry")).await;
    page.press("+").await;
    has_panes(page, 2).await;
    announces(page, "Pane 2 of 2.").await;
    let first = "Russia’s Foreign M".to_owned();
    let second = "Russia Moves to Re".to_owned();
    assert_eq!(row(page).await, (vec![first.clone(), second.clone()], 1));
    // The keys work in the active pane, and only there.
    page.press("Escape Ctrl+A e").await;
    page.until("postil.project().annotations.length === 1")
        .await;
    let document: String = page
        .eval("return postil.project().annotations[0].document;")
        .await;
    assert_eq!(document, "001");
    page.press("Ctrl+Z").await;
    page.press("<").await;
    announces(page, "Pane 1 of 2.").await;
    assert_eq!(row(page).await.1, 0);
    page.press("Escape Escape").await;
    page.select(quote("Zamir Kabulov").within(ACTIVE)).await;
    page.press("e 1").await;
    expect_marks_in_first(page).await;
    // Next article, in this pane.
    page.press("j").await;
    page.until("[...document.querySelectorAll('.pane h1')].every(h1 => h1.innerText.startsWith('Russia Moves'))")
        .await;
    page.press("k").await;
    // Moved by the command, and closed.
    page.press("Ctrl+K").await;
    page.type_text("move the pane to the right").await;
    page.press("Enter").await;
    page.until("document.querySelector('.pane:last-child').matches('.active')")
        .await;
    page.settled().await;
    assert_eq!(row(page).await, (vec![second.clone(), first.clone()], 1));
    // The row is there again after a reload.
    page.saved().await;
    page.settled().await;
    page.reopen().await;
    has_panes(page, 2).await;
    assert_eq!(row(page).await, (vec![second.clone(), first.clone()], 1));
    page.click(quote("Foreign Ministry").within(ACTIVE)).await;
    page.press("-").await;
    has_panes_left(page, 1).await;
    assert_eq!(row(page).await, (vec![second], 0));
    page.press("-").await;
    said(page, "This is the only pane.").await;
}

async fn expect_marks_in_first(page: &Page) {
    page.until(
        "JSON.stringify(postil.project().annotations.map(it => [it.document, it.label])) === '[[\"000\",\"entity.person\"]]'",
    )
    .await;
}

async fn has_panes_left(page: &Page, many: usize) {
    page.until(&format!(
        "document.querySelectorAll('.pane').length === {many}"
    ))
    .await;
}

async fn panes_by_mouse(page: &mut Page) {
    page.resize(1800, 900).await;
    page.open().await;
    page.click(quote("Foreign Ministry")).await;
    page.press("+").await;
    has_panes(page, 2).await;
    // A press makes a pane the active one.
    page.click(quote("Zamir Kabulov").within(".pane:first-child"))
        .await;
    page.until("document.querySelector('.pane:first-child').matches('.active')")
        .await;
    // A drag in the other pane marks there.
    page.select(quote("parliament").within(".pane:last-child"))
        .await;
    page.press("e 2").await;
    page.until("postil.project().annotations[0]?.label === 'entity.organization'")
        .await;
    let mark: (String, String) = page
        .eval("const [it] = postil.project().annotations; return [it.document, it.fragments[0].quote];")
        .await;
    assert_eq!(mark, ("001".to_owned(), "parliament".to_owned()));
    assert_eq!(row(page).await.1, 1);
    // The edge gives one of them more room.
    let width = "document.querySelector('.pane').getBoundingClientRect().width";
    let before: f64 = page.eval(&format!("return {width};")).await;
    page.mouse()
        .drag(".pane-edge", ".pane:last-child h1")
        .perform()
        .await;
    page.until(&format!("{width} > {before} + 40")).await;
    page.press("Escape").await;
    // An article that a pane shows already is gone to, not shown twice.
    page.click(".article-row .article-link").await;
    page.until("document.querySelector('.pane:first-child').matches('.active')")
        .await;
    assert_eq!(row(page).await.1, 0);
    // The head moves its pane, and closes it.
    page.mouse()
        .drag(".pane:first-child .pane-title b", ".pane:last-child h1")
        .perform()
        .await;
    page.until("document.querySelector('.pane:last-child h1').innerText.startsWith('Russia’s')")
        .await;
    page.click(".pane:last-child .pane-head [aria-label='Close the pane']")
        .await;
    has_panes_left(page, 1).await;
}

async fn one_thing_is_lit_in_all_panes(page: &mut Page) {
    page.resize(1800, 900).await;
    page.open().await;
    mark(page, "Taliban", "e").await;
    page.press("+").await;
    has_panes(page, 2).await;
    page.press("Escape").await;
    page.select(quote("facto rulers").within(ACTIVE)).await;
    page.press("e").await;
    page.until("postil.project().annotations.length === 2")
        .await;
    // Kept together with one of the other pane, and linked by one key.
    page.mouse()
        .holding("Control")
        .click(quote("Taliban").within(".pane:first-child"))
        .perform()
        .await;
    announces(page, "2 marks kept. L links them.").await;
    page.press("l").await;
    page.until("postil.project().clusters?.[0]?.members.length === 2")
        .await;
    let name: String = page.eval("return postil.project().clusters[0].name;").await;
    assert_eq!(name, "Taliban");
    page.until("document.querySelectorAll('.pane:not(.active) .m.lit').length === 1")
        .await;
    // From mention to mention, over the panes.
    page.press(";").await;
    announces(page, "Taliban: mention 2 of 2").await;
    page.until("document.querySelector('.pane:last-child').matches('.active')")
        .await;
    page.until("document.querySelector('.inspector .mark-quote')?.textContent === 'facto rulers'")
        .await;
    page.press(";").await;
    announces(page, "Taliban: mention 1 of 2").await;
    page.until("document.querySelector('.pane:first-child').matches('.active')")
        .await;
    page.press("Ctrl+Z").await;
    page.until("(postil.project().clusters ?? []).length === 0")
        .await;
    page.until("document.querySelectorAll('.pane .m.lit').length === 0")
        .await;
}

async fn a_phone_shows_one_pane(page: &mut Page) {
    page.phone(390, 844).await;
    page.open().await;
    page.tap(quote("Foreign Ministry")).await;
    page.press("Escape +").await;
    page.until("document.querySelectorAll('.pane').length === 2")
        .await;
    let shown = "[...document.querySelectorAll('.pane')].filter(pane => getComputedStyle(pane).visibility === 'visible').length";
    page.until(&format!("{shown} === 1")).await;
    page.screenshot("panes-phone").await;
    page.tap(".pane.active [aria-label='Next pane']").await;
    page.until("document.querySelector('.pane.active h1').innerText.startsWith('Russia’s')")
        .await;
    page.until(&format!("{shown} === 1")).await;
}

async fn panes_close_with_their_articles(page: &mut Page) {
    page.resize(1800, 900).await;
    page.open().await;
    page.click(quote("Foreign Ministry")).await;
    page.press("+ <").await;
    has_panes(page, 2).await;
    page.click(".article-row:not(.current) .menu button").await;
    page.click("[role=menuitem]:last-child").await;
    has_panes_left(page, 1).await;
    page.press("Ctrl+Z").await;
    page.until("postil.project().documents.length === 5").await;
    has_panes_left(page, 1).await;
}
