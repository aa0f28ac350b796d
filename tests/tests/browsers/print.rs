//! The article on paper.

use base64::Engine as _;
use postil_e2e::marks::mark;
use postil_e2e::{Page, browser_tests};
use serde_json::json;

browser_tests!(Chromium: an_article_prints_whole);

/// Prints the page, and returns how many pages that took.
async fn print(page: &Page) -> usize {
    let printed = page
        .devtools(
            "Page.printToPDF",
            json!({ "printBackground": true, "preferCSSPageSize": true }),
        )
        .await;
    let data = printed["data"].as_str().expect("a document");
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(data)
        .expect("sound Base64");
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type /Page\n").count()
}

async fn an_article_prints_whole(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1").await;
    mark(page, "Putin's remarks", "v").await;
    mark(page, "a decision to remove the Taliban", "c").await;
    page.press("1").await;
    page.press("Escape Escape").await;
    // What the page looks like to the printer.
    page.eval::<()>(
        "window.seen = null;
        addEventListener('beforeprint', () => {
            const shown = css => [...document.querySelectorAll(css)];
            window.seen = {
                head: document.querySelector('.print-head')?.textContent,
                legend: document.querySelector('.print-legend')?.textContent,
                notes: shown('[data-note]').map(run => run.dataset.note),
                numbers: shown('[data-number]').map(run => run.dataset.number),
            };
        });",
    )
    .await;
    assert_eq!(print(page).await, 2, "the article fits two pages");
    let (head, legend, notes, numbers): (String, String, Vec<String>, Vec<String>) = page
        .eval("return [seen.head, seen.legend, seen.notes, seen.numbers];")
        .await;
    assert!(head.starts_with("Russia’s Foreign Ministry"), "{head}");
    assert!(legend.contains("1 Person (1)"), "{legend}");
    assert!(
        notes.iter().any(|note| note.starts_with("Claim, ")),
        "{notes:?}"
    );
    assert!(numbers.contains(&"1".to_owned()), "{numbers:?}");
    // The screen is as it was.
    page.until("!document.querySelector('.print-head, .print-legend, [data-note]')")
        .await;
    assert!(page.count(".m").await > 0);

    // A long one takes as many pages as it needs, and is painted to its end.
    let long = format!(
        "{}The last words are here.",
        "A paragraph of a long text, which goes on.\n".repeat(400)
    );
    page.drop_texts(&[("long.txt", long.as_bytes())]).await;
    page.until("document.querySelector('[data-text]').textContent.endsWith('are here.')")
        .await;
    let (document, start): (String, u32) = page
        .eval(
            "const last = postil.project().documents.at(-1);
            return [last.id, last.text.lastIndexOf('last words')];",
        )
        .await;
    page.annotate(&document, start, start + 10, "claim").await;
    page.eval::<()>(
        "addEventListener('beforeprint', () => {
            window.last = [...document.querySelectorAll('.m')].at(-2)?.textContent;
        });",
    )
    .await;
    assert!(
        print(page).await > 8,
        "400 paragraphs do not fit eight pages"
    );
    let last: String = page.eval("return window.last;").await;
    assert_eq!(last, "last words");
}
