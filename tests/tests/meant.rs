//! Keys and presses do what the page shows: to the text that is selected and not to a mark out of sight, to
//! what is on top and not to what is behind.

use postil_e2e::marks::{expect_marks, expect_undo, exported, mark, said, seen_saved, selected};
use postil_e2e::{Page, browser_tests, control, quote};
use serde::Deserialize;

browser_tests!(Chromium, Firefox:
    selected_text_comes_before_the_mark,
    the_whole_text_is_selected_by_a_key,
    lines_are_walked_from_the_end_of_a_paragraph,
    keys_select_whole_words,
    keys_shorten_by_whole_words,
    keys_work_after_a_click_on_a_bar,
    other_words_leave_the_mark_out_of_the_cluster,
    a_file_dropped_on_a_revision_is_its_text,
    lines_keep_their_column,
    selecting_by_lines_goes_line_by_line,
    an_edge_meets_the_same_mark,
    what_is_open_keeps_its_keys,
);
browser_tests!(Chromium:
    an_edge_goes_over_the_gap_of_a_mark_in_pieces,
    a_pen_takes_the_paragraph_of_a_triple_click,
    undo_works_from_a_choice,
    a_button_in_the_article_is_pressed_by_enter,
    hidden_marks_are_not_selected,
    a_long_text_stays_whole_while_the_dialog_is_closed,
);

async fn selected_text_comes_before_the_mark(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.select(quote("drug production")).await;
    page.press("Backspace").await;
    said(page, "Text is selected. Press Esc, then remove the mark.").await;
    expect_marks(page, &[("entity", "Zamir Kabulov")]).await;
    // The edges of the text move, not those of the mark.
    page.press("] v").await;
    expect_marks(
        page,
        &[
            ("entity", "Zamir Kabulov"),
            ("event", "drug production and"),
        ],
    )
    .await;
    page.press("Backspace").await;
    expect_marks(page, &[("entity", "Zamir Kabulov")]).await;
}

async fn the_whole_text_is_selected_by_a_key(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("Ctrl+a").await;
    said(page, "The whole text is selected.").await;
    page.press("c").await;
    let project = exported(page).await;
    let claim = project.annotations.iter().find(|a| a.label == "claim");
    let extent = claim.expect("the text is marked").extent();
    assert_eq!(extent.start, 0);
    assert_eq!(extent.end, project.documents[0].text.chars().count());
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

async fn what_is_open_keeps_its_keys(page: &mut Page) {
    page.open().await;
    mark(page, "Taliban", "e").await;
    seen_saved(page).await;
    page.press("p").await;
    page.until(
        "document.querySelectorAll('dialog[open] .rows input[type=checkbox]:checked').length > 3",
    )
    .await;
    page.press("Tab").await;
    let title = "document.querySelector('dialog[open] h2').textContent";
    for keys in ["Ctrl+k", "Ctrl+e", "Ctrl+z", "Ctrl+f"] {
        page.press(keys).await;
        page.settled().await;
        let now: String = page.eval(&format!("return {title};")).await;
        assert_eq!(now, "Mark everywhere", "{keys}");
        expect_marks(page, &[("entity", "Taliban")]).await;
    }
}

async fn an_edge_goes_over_the_gap_of_a_mark_in_pieces(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    page.select(quote("highest level")).await;
    page.press("a").await;
    let pieces = async |page: &Page| {
        let project = exported(page).await;
        let text: Vec<char> = project.documents[0].text.chars().collect();
        let words = |range: std::ops::Range<usize>| text[range].iter().collect::<String>();
        let pieces = project.annotations[0]
            .fragments
            .iter()
            .map(|f| words(f.range()));
        pieces.collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(pieces(page).await, "Foreign Ministry | highest level");
    page.press("[").await;
    assert_eq!(pieces(page).await, "Foreign Ministry | highest");
    page.press("[").await;
    assert_eq!(pieces(page).await, "Foreign Ministry");
    page.press("Ctrl+z Ctrl+z } }").await;
    assert_eq!(pieces(page).await, "highest level");
}

async fn a_pen_takes_the_paragraph_of_a_triple_click(page: &mut Page) {
    page.open().await;
    page.press("Shift+C").await;
    let place = quote("crucial step");
    page.mouse()
        .click(place.clone())
        .click(place.clone())
        .click(place)
        .perform()
        .await;
    page.until("postil.project().annotations.length === 1")
        .await;
    let project = exported(page).await;
    let words = project.annotations[0].extent();
    assert!(words.len() > 100, "the paragraph is marked: {words:?}");
    page.press("Escape Ctrl+z").await;
    page.until("postil.project().annotations.length === 0")
        .await;
}

async fn undo_works_from_a_choice(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.until("document.querySelector('.inspector select')")
        .await;
    page.eval::<()>(
        "const list = document.querySelector('.inspector select');
        list.focus();
        list.value = 'entity.person';
        list.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
    page.press("Ctrl+z").await;
    expect_marks(page, &[("entity", "Zamir Kabulov")]).await;
}

async fn a_button_in_the_article_is_pressed_by_enter(page: &mut Page) {
    page.open().await;
    page.eval::<()>("document.querySelector('.document-head button').focus();")
        .await;
    page.press("Enter").await;
    page.until("document.querySelector('dialog[open] h2')?.textContent === 'Details'")
        .await;
}

async fn hidden_marks_are_not_selected(page: &mut Page) {
    page.open().await;
    mark(
        page,
        "Zamir Kabulov, President Vladimir Putin's special representative",
        "c",
    )
    .await;
    mark(page, "Zamir Kabulov", "e").await;
    page.click(control("Claims 1")).await;
    page.click(quote("Zamir Kabulov")).await;
    page.press("Alt+ArrowUp").await;
    said(page, "No larger mark here.").await;
    let (label, _) = selected(page).await.expect("the entity stays selected");
    assert_eq!(label, "Entity");
    expect_undo(page, Some("tag entity")).await;
}

async fn a_long_text_stays_whole_while_the_dialog_is_closed(page: &mut Page) {
    page.open().await;
    let long = format!("{}The end.", "A sentence of a long text. ".repeat(1_200));
    page.call::<()>(
        "const data = new DataTransfer();
        data.setData('text/plain', args[0]);
        document.querySelector('[data-article]').dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));",
        serde_json::json!([long]),
    )
    .await;
    page.until("document.querySelector('dialog[open] textarea')")
        .await;
    page.click(control("Title")).await;
    page.type_text("Long").await;
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    page.open_by_name("Add articles").await;
    page.click(control("Add article")).await;
    page.until("postil.project().documents.length === 6").await;
    let project = exported(page).await;
    let document = project.documents.last().expect("the article");
    assert_eq!(document.meta.title, "Long");
    assert_eq!(document.text, long);
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

async fn keys_work_after_a_click_on_a_bar(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1 . ,").await;
    page.until("document.querySelector('.strip .label')").await;
    page.click(".strip .label:nth-of-type(2)").await;
    page.until("!document.activeElement.closest('.strip')")
        .await;
    page.press("3").await;
    page.settled().await;
    let third: String = page
        .eval("return postil.project().schema.layers[0].labels[2].name")
        .await;
    expect_marks(page, &[(&format!("entity.{third}"), "Zamir Kabulov")]).await;
    page.click(".layer-toggle.names").await;
    page.until("!document.activeElement.closest('.subbar')")
        .await;
    page.press("Backspace").await;
    expect_marks(page, &[]).await;
}

async fn other_words_leave_the_mark_out_of_the_cluster(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("p").await;
    page.until("document.querySelector('dialog[open] .search-marking')")
        .await;
    page.press("Ctrl+a").await;
    page.type_text("Lavrov").await;
    page.click(control("Cluster")).await;
    page.type_text("The minister").await;
    page.press("Ctrl+Enter").await;
    page.until("!document.querySelector('dialog[open]')").await;
    page.until("postil.project().clusters.length === 1").await;
    let project = exported(page).await;
    let members = &project.clusters[0].members;
    let quotes = members.iter().map(|id| {
        let mark = project.annotations.iter().find(|mark| mark.id == *id);
        let mark = mark.expect("a member is a mark");
        mark.fragments[0].quote.clone()
    });
    assert!(
        quotes.clone().all(|quote| quote == "Lavrov"),
        "{:?}",
        quotes.collect::<Vec<_>>()
    );
}

async fn a_file_dropped_on_a_revision_is_its_text(page: &mut Page) {
    page.open().await;
    page.open_by_name("Revise the text").await;
    page.drop_files(".dialog-head", &[("new.txt", b"The newer text.")])
        .await;
    page.until("document.querySelector('dialog[open] textarea')?.value === 'The newer text.'")
        .await;
    let project = exported(page).await;
    assert_eq!(project.documents.len(), 5);
    page.press("Escape").await;
    // Over other work, nothing comes in.
    page.open_by_name("Article details").await;
    page.drop_files(".dialog-head", &[("new.txt", b"The newer text.")])
        .await;
    said(
        page,
        "Close the dialog first: files go to the page behind it.",
    )
    .await;
    assert_eq!(exported(page).await.documents.len(), 5);
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
