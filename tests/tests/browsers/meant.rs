//! Keys and presses do what the page shows: to the text that is selected and not to a mark out of sight, to
//! what is on top and not to what is behind.

use postil_e2e::marks::{expect_marks, expect_undo, exported, mark, said, seen_saved, selected};
use postil_e2e::{Page, browser_tests, control, quote};

browser_tests!(Chromium, Firefox:
    selected_text_comes_before_the_mark,
    a_drag_over_white_space_selects_nothing,
    the_whole_text_is_selected_by_a_key,
    keys_work_after_a_click_on_a_bar,
    other_words_leave_the_mark_out_of_the_cluster,
    a_file_dropped_on_a_revision_is_its_text,
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

async fn a_drag_over_white_space_selects_nothing(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    let gesture = page.mouse().drag(
        quote("against terrorism.").end(),
        quote("Since the Taliban").start(),
    );
    gesture.perform().await;
    page.until("!document.querySelector('[data-text] .selected')")
        .await;
    page.press("v Backspace").await;
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
