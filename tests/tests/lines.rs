//! Moving by lines keeps the column, whatever lies over the text, and selecting by keys takes whole words.

use postil_e2e::marks::{expect_marks, mark, said, selected};
use postil_e2e::{Page, browser_tests, quote};
use serde::Deserialize;

browser_tests!(Chromium, Firefox:
    lines_keep_their_column,
    keys_select_whole_words,
    an_edge_meets_the_same_mark,
);

/// The line of the selected words among all lines of the article, and their left and right edges.
const LINE: &str = r#"
    const lines = [];
    for (const block of document.querySelectorAll("[data-text] [data-block]")) {
        const all = document.createRange();
        all.selectNodeContents(block);
        for (const { top, bottom, width } of all.getClientRects()) {
            const middle = (top + bottom) / 2;
            if (width > 1 && !lines.some(line => Math.abs(line - middle) < 10)) lines.push(middle);
        }
    }
    lines.sort((a, b) => a - b);
    const words = getSelection().getRangeAt(0).getClientRects()[0];
    const middle = (words.top + words.bottom) / 2;
    const near = lines.map(line => Math.abs(line - middle));
    return {
        line: near.indexOf(Math.min(...near)),
        left: words.left,
        right: words.right,
        text: getSelection().toString(),
    };
"#;

#[derive(Debug, Deserialize)]
struct Line {
    line: i64,
    left: f64,
    right: f64,
    text: String,
}

async fn line(page: &Page) -> Line {
    page.settled().await;
    page.eval(LINE).await
}

async fn lines_keep_their_column(page: &mut Page) {
    page.open().await;
    page.click(quote("the Taliban")).await;
    page.press("ArrowRight ArrowDown").await;
    let first = line(page).await;
    let column = f64::midpoint(first.left, first.right);
    let mut at = first.line;
    // Over several paragraphs, and back.
    let ways = [("ArrowDown", 1, 14), ("ArrowUp", -1, 14)];
    for (key, by, times) in ways {
        for _ in 0..times {
            page.press(key).await;
            let next = line(page).await;
            at += by;
            assert_eq!(next.line, at, "{key} leads to {next:?}");
            // The last line of a paragraph may be short; a word is as wide as it is.
            let beside = (next.left - column).max(column - next.right);
            let is_last = next.text.ends_with('.') || next.right < column;
            assert!(
                beside < 60.0 || is_last,
                "{key} leaves the column: {next:?}"
            );
        }
    }
}

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
    let lines = words("Shift+ArrowDown").await;
    let text: String = page.eval("return postil.project().documents[0].text").await;
    let at = text.find(&lines).expect("it is in the text");
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    assert!(lines.starts_with("designated "), "{lines}");
    assert!(!is_word(text[at + lines.len()..].chars().next()), "{lines}");
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
