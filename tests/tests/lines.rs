//! Selecting by keys takes whole words, and an edge makes no second mark of the same words.

use postil_e2e::marks::{expect_marks, mark, said, selected};
use postil_e2e::{Page, browser_tests, quote};

browser_tests!(Chromium, Firefox:
    keys_select_whole_words,
    an_edge_meets_the_same_mark,
);

async fn keys_select_whole_words(page: &mut Page) {
    page.open().await;
    let words = async |keys: &str| {
        page.press("Escape Escape").await;
        // In the middle of the word.
        page.click(quote("designated")).await;
        page.press(keys).await;
        page.settled().await;
        page.selection().await.expect("words are selected").text
    };
    assert_eq!(words("Shift+ArrowRight").await, "designated");
    assert_eq!(words("Shift+ArrowLeft").await, "designated");
    let rest = words("Shift+End").await;
    assert!(
        rest.starts_with("designated") && rest.ends_with('.'),
        "{rest}"
    );
}

async fn an_edge_meets_the_same_mark(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    mark(page, "Kabulov", "e").await;
    // Keys pass over it, and say so.
    page.press("{").await;
    said(page, "The same mark is here twice: Zamir Kabulov").await;
    page.press("Ctrl+z").await;
    expect_marks(page, &[("entity", "Kabulov"), ("entity", "Zamir Kabulov")]).await;
    // A hand means it.
    page.click(quote("Kabulov")).await;
    page.until("document.querySelector('.handle-start .grip')")
        .await;
    if selected(page)
        .await
        .is_some_and(|(_, text)| text != "Kabulov")
    {
        page.click(quote("Kabulov")).await;
    }
    page.mouse()
        .drag(".handle-start .grip", quote("Zamir").start())
        .perform()
        .await;
    said(page, "Already marked.").await;
    expect_marks(page, &[("entity", "Zamir Kabulov")]).await;
    page.press("Ctrl+z").await;
    expect_marks(page, &[("entity", "Kabulov"), ("entity", "Zamir Kabulov")]).await;
    page.press("Ctrl+z Ctrl+z Ctrl+z").await;
    said(page, "Nothing to undo.").await;
}
