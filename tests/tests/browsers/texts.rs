//! Texts that are hard to count: characters of several code points, of several UTF-16 units, of both,
//! in scripts that run from right to left or have no spaces.

use postil_core::model::Project;
use postil_e2e::marks::{document_of, exported, mark, only};
use postil_e2e::{Page, browser_tests, control, quote};
use serde_json::json;

browser_tests!(Chromium, Firefox: offsets_are_right_by_mouse, offsets_are_right_by_keys);
browser_tests!(Chromium: pasted_text_is_frozen);

/// `e\u{301}` is e with a combining accent; `\u{a0}` is a no-break space.
const RAW: &str = "Emoji 👩‍👩‍👧 family and 👍🏽 thumb 🇦🇫 flag.\r\n\
    Combining cafe\u{301} and Zoe\u{308} meet.\r\n\
    \r\n\
    Fixed 10\u{a0}000\u{a0}km apart.\r\n\
    外交部発言人は東京で述べた。\r\n\
    د بهرنیو چارو وزیر په کابل کې وویل.\r\n\
    قال وزير الخارجية إن القرار اتخذ.\r\n\
    𝒜𝒷𝒸 the end 🐝";

/// Checks that every quote in the file is where counting code points finds it.
fn check(file: &Project, quotes: &[&str]) {
    let frozen = RAW.replace("\r\n", "\n");
    for text in quotes {
        let annotation = only(file, text);
        let document = document_of(file, annotation);
        assert_eq!(
            document.text, frozen,
            "CRLF became LF, nothing else changed"
        );
        let byte = frozen.find(text).expect("the quote is in the text");
        let start = frozen[..byte].chars().count();
        let fragment = &annotation.fragments[0];
        assert_eq!(
            (fragment.start, fragment.end),
            (start, start + text.chars().count()),
            "the offsets of {text}"
        );
    }
}

async fn open_text(page: &Page) {
    page.open().await;
    let file = ("counting.txt", RAW.as_bytes());
    page.drop_texts(&[file]).await;
    page.until("document.querySelector('[data-text]').textContent.startsWith('Emoji')")
        .await;
}

async fn offsets_are_right_by_mouse(page: &mut Page) {
    open_text(page).await;
    let quotes = [
        "👩‍👩‍👧 family",
        "👍🏽 thumb 🇦🇫 flag",
        "cafe\u{301} and Zoe\u{308}",
        "10\u{a0}000\u{a0}km",
        "東京",
        "وزیر په کابل",
        "الخارجية",
        "𝒜𝒷𝒸 the end",
    ];
    for text in quotes {
        mark(page, text, "e").await;
    }
    check(&exported(page).await, &quotes);
    // Over two paragraphs with an empty one between them.
    mark(page, "meet.\n\nFixed", "c").await;
    check(&exported(page).await, &["meet.\n\nFixed"]);
}

async fn offsets_are_right_by_keys(page: &mut Page) {
    open_text(page).await;
    page.click(quote("Emoji").start()).await;
    // A family is one character, of five code points.
    page.press("ArrowRight ArrowRight ArrowLeft Alt+Shift+ArrowRight Alt+Shift+ArrowRight v")
        .await;
    page.press("Escape").await;
    page.click(quote("Combining").start()).await;
    page.press("ArrowRight ArrowRight e").await;
    page.press("Escape").await;
    page.click(quote("Zoe").start()).await;
    for _ in 0..3 {
        page.press("Alt+Shift+ArrowRight").await;
    }
    page.press("e").await;
    page.press("Escape").await;
    page.click(quote("الخارجية").start()).await;
    // From right to left, the left arrow goes on.
    page.press("ArrowLeft Shift+ArrowLeft e").await;
    page.until("postil.project().annotations.length === 4")
        .await;
    check(
        &exported(page).await,
        &["Emoji 👩‍👩‍👧", "cafe\u{301}", "Zoe\u{308}", "الخارجية إن"],
    );
}

async fn pasted_text_is_frozen(page: &mut Page) {
    page.open().await;
    page.click(control("Add articles")).await;
    page.until("document.activeElement.tagName === 'TEXTAREA'")
        .await;
    // As pasting would insert it; no driver has a clipboard of its own.
    page.call::<()>(
        "document.execCommand('insertText', false, args);",
        json!(RAW),
    )
    .await;
    page.click(control("Add article")).await;
    page.until("document.querySelector('[data-text]').textContent.startsWith('Emoji')")
        .await;
    mark(page, "👍🏽 thumb", "e").await;
    mark(page, "the end 🐝", "e").await;
    check(&exported(page).await, &["👍🏽 thumb", "the end 🐝"]);
}
