//! Selecting by keys: whole words whichever end moves, and lines in their column.

use postil_e2e::{Page, browser_tests, point, quote};
use serde::Deserialize;

browser_tests!(Chromium, Firefox:
    keys_select_whole_words,
    keys_shorten_by_whole_words,
    lines_keep_their_column,
    selecting_by_lines_goes_line_by_line,
    lines_are_walked_from_the_end_of_a_paragraph,
    a_click_beside_the_text_leaves_the_keys_at_work,
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
    let lines = words("Shift+ArrowDown").await;
    let text: String = page.eval("return postil.project().documents[0].text").await;
    let at = text.find(&lines).expect("it is in the text");
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    assert!(lines.starts_with("designated "), "{lines}");
    assert!(!is_word(text[at + lines.len()..].chars().next()), "{lines}");
}

async fn keys_shorten_by_whole_words(page: &mut Page) {
    page.open().await;
    let words = async |keys: &str| {
        page.press("Escape Escape").await;
        page.double_click(quote("designated")).await;
        page.press(keys).await;
        page.settled().await;
        page.selection().await.expect("words are selected").text
    };
    let text: String = page.eval("return postil.project().documents[0].text").await;
    let at = text.find("designated").expect("it is in the text");
    let after: Vec<&str> = text[at..].split_whitespace().collect();
    let before: Vec<&str> = text[..at].split_whitespace().rev().collect();
    // One word more, two more, and one less: the text ends with a word.
    let longer = words("Shift+ArrowRight Shift+ArrowRight Shift+ArrowLeft").await;
    assert_eq!(longer, after[..2].join(" "));
    // The word that is left stays when the moving end goes on to the other side.
    let other = words("Shift+ArrowRight Shift+ArrowLeft Shift+ArrowLeft").await;
    assert_eq!(other, format!("{} designated", before[0]));
    let shorter = words("Shift+ArrowLeft Shift+ArrowLeft Shift+ArrowRight").await;
    assert_eq!(shorter, format!("{} designated", before[0]));
    // A sentence less ends where a sentence ends.
    let sentences = words("Ctrl+Shift+ArrowRight Ctrl+Shift+ArrowRight Ctrl+Shift+ArrowLeft").await;
    assert!(sentences.ends_with('.'), "{sentences:?}");
    // Down and up again is the word itself.
    assert_eq!(words("Shift+ArrowDown Shift+ArrowUp").await, "designated");
    let down = words("Shift+ArrowDown Shift+ArrowDown").await;
    assert_eq!(down, down.trim(), "{down:?}");
}

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
    const boxes = [...getSelection().getRangeAt(0).getClientRects()].filter(box => box.width > 1);
    const words = boxes[0];
    const at = box => {
        const near = lines.map(line => Math.abs(line - (box.top + box.bottom) / 2));
        return near.indexOf(Math.min(...near));
    };
    return {
        line: at(words),
        last: at(boxes.at(-1)),
        left: words.left,
        right: words.right,
        text: getSelection().toString(),
    };
"#;

#[derive(Debug, Deserialize)]
struct Line {
    line: i64,
    /// The line of the last of them.
    last: i64,
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

async fn selecting_by_lines_goes_line_by_line(page: &mut Page) {
    page.open().await;
    page.click(quote("the Taliban")).await;
    page.press("ArrowRight ArrowDown ArrowDown ArrowDown").await;
    let begin = line(page).await.line;
    // Up from there, down again over the beginning, and up.
    let ways = [
        ("Shift+ArrowDown", 1, 9),
        ("Shift+ArrowUp", -1, 11),
        ("Shift+ArrowDown", 1, 9),
    ];
    let mut at = begin;
    for (key, by, times) in ways {
        for _ in 0..times {
            page.press(key).await;
            at += by;
            if at == begin {
                continue;
            }
            let next = line(page).await;
            let head = if at < begin { next.line } else { next.last };
            assert_eq!(head, at, "{key} leads to {next:?}");
        }
    }
}

async fn lines_are_walked_from_the_end_of_a_paragraph(page: &mut Page) {
    page.open().await;
    page.click(quote("The Taliban was designated")).await;
    page.press("Home Shift+End").await;
    let all = page.selection().await.expect("a paragraph").text;
    assert!(
        all.starts_with("The Taliban was") && all.ends_with("Afghanistan."),
        "{all}"
    );
    // One line less, and not the paragraph above.
    page.press("Shift+ArrowUp").await;
    page.settled().await;
    let less = page.selection().await.expect("its first lines").text;
    assert!(
        all.starts_with(&less) && less.len() > 20 && less.len() < all.len(),
        "{less}"
    );
    page.press("Shift+ArrowDown").await;
    page.settled().await;
    let again = page.selection().await.expect("all of it").text;
    assert_eq!(again, all);
}

async fn a_click_beside_the_text_leaves_the_keys_at_work(page: &mut Page) {
    page.open().await;
    page.resize(1800, 900).await;
    let beside: [f64; 2] = page
        .eval(
            "const pane = document.querySelector('.scroll').getBoundingClientRect();
            return [pane.right - 40, pane.top + pane.height / 2];",
        )
        .await;
    page.click(point(beside[0], beside[1])).await;
    page.until("document.activeElement?.matches('[data-article]')")
        .await;
    page.press("Shift+ArrowRight").await;
    page.settled().await;
    assert!(page.selection().await.is_some());
}
