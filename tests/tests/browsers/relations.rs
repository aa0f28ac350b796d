//! Relations: the type by a key, the other end in the text.

use postil_e2e::marks::{expect_relations, mark, said};
use postil_e2e::{Page, browser_tests, quote};

browser_tests!(Chromium, Firefox:
    the_other_end_is_chosen_by_keys,
    the_other_end_is_chosen_by_mouse,
    who_said_it_takes_two_keys,
);

browser_tests!(Chromium:
    a_held_type_relates_what_is_clicked,
    that_claims_differ_is_left_open_at_first,
);

/// An event, a person, a date and an agency, with the event selected.
async fn prepared(page: &Page) {
    page.open().await;
    for (words, keys) in [
        ("Zamir Kabulov", "e 1"),
        ("July", "e 6"),
        ("TASS", "e 5"),
        ("remarks", "v"),
    ] {
        page.press("Escape Escape").await;
        page.select(quote(words)).await;
        page.press(keys).await;
    }
    page.until("postil.project().annotations.length === 4")
        .await;
}

async fn the_other_end_is_chosen_by_keys(page: &mut Page) {
    prepared(page).await;
    page.press("u").await;
    said(page, "Role, time: July?").await;
    // Marks that do not fit are dimmed; no dialog hides the text.
    page.until("document.querySelectorAll('.m.possible').length === 3")
        .await;
    assert_eq!(page.count("dialog[open]").await, 0);
    page.press(",").await;
    said(page, "Role, agent: Zamir Kabulov?").await;
    page.press("2").await;
    said(page, "Role, target: Zamir Kabulov?").await;
    page.press("Enter").await;
    let first = ("role", "target", "remarks", "Zamir Kabulov");
    expect_relations(page, &[first]).await;
    // Typed letters find the end.
    page.press("u").await;
    page.type_text("tas").await;
    said(page, "Role, agent: TASS?").await;
    page.until("document.querySelectorAll('.m.possible').length === 1")
        .await;
    page.press("Enter").await;
    let second = ("role", "agent", "remarks", "TASS");
    expect_relations(page, &[second, first]).await;
    // Two steps back, and a way out.
    page.press("Ctrl+Z").await;
    expect_relations(page, &[first]).await;
    page.press("Ctrl+Z").await;
    expect_relations(page, &[]).await;
    page.press("Ctrl+Shift+Z").await;
    expect_relations(page, &[first]).await;
    page.press("u Escape").await;
    page.until("!document.querySelector('.tying-bar')").await;
    expect_relations(page, &[first]).await;
    // What cannot begin here says so.
    page.press("Escape Escape").await;
    page.click(quote("TASS")).await;
    page.press("s").await;
    said(page, "“Said by” does not begin at this mark.").await;
    page.reopen().await;
    expect_relations(page, &[first]).await;
}

async fn the_other_end_is_chosen_by_mouse(page: &mut Page) {
    prepared(page).await;
    page.press("u").await;
    page.until("document.querySelector('.tying-bar')").await;
    // Beside all marks nothing happens; a mark that does not fit says so.
    page.click(quote("Afghanistan").start()).await;
    page.until("document.querySelector('.tying-bar')").await;
    page.click(quote("July")).await;
    let first = ("role", "time", "remarks", "July");
    expect_relations(page, &[first]).await;
    page.until("!document.querySelector('.tying-bar')").await;
    // By the menu of the inspector.
    page.click(postil_e2e::control("Add a relation")).await;
    page.click("[role=menuitem]").await;
    page.until("document.querySelector('.tying-bar')").await;
    page.click(quote("Zamir Kabulov")).await;
    let second = ("role", "agent", "remarks", "Zamir Kabulov");
    expect_relations(page, &[second, first]).await;
}

async fn who_said_it_takes_two_keys(page: &mut Page) {
    page.open().await;
    page.select(quote("Zamir Kabulov")).await;
    page.press("e 1").await;
    mark(
        page,
        "while the decision has been made, it must undergo several legal procedures to be fully implemented",
        "c",
    )
    .await;
    page.press("s Enter").await;
    let claim = "while the decision has been made, it must undergo several legal procedures to be fully implemented";
    expect_relations(page, &[("said-by", "", claim, "Zamir Kabulov")]).await;
    // One that is not marked yet is marked in the same step.
    page.press("Escape Escape").await;
    mark(
        page,
        "a decision to remove the Taliban from its list of terrorist organizations",
        "c",
    )
    .await;
    page.press("s").await;
    page.until("document.querySelector('.tying-bar .end:not(.none)')")
        .await;
    let before: usize = page
        .eval("return postil.project().annotations.length;")
        .await;
    page.press("Enter").await;
    page.until("postil.project().relations.length > 1").await;
    let after: usize = page
        .eval("return postil.project().annotations.length;")
        .await;
    assert_eq!(after, before + 1, "the speaker is marked too");
    page.press("Ctrl+Z").await;
    expect_relations(page, &[("said-by", "", claim, "Zamir Kabulov")]).await;
    let left: usize = page
        .eval("return postil.project().annotations.length;")
        .await;
    assert_eq!(left, before, "one step of undo");
}

async fn a_held_type_relates_what_is_clicked(page: &mut Page) {
    prepared(page).await;
    page.press("Shift+U").await;
    page.until("document.querySelector('.tying-bar')").await;
    page.click(quote("July")).await;
    let first = ("role", "time", "remarks", "July");
    expect_relations(page, &[first]).await;
    // It is held: two more clicks are another relation.
    page.click(quote("remarks")).await;
    said(page, "Role, agent: Zamir Kabulov?").await;
    page.click(quote("TASS")).await;
    let second = ("role", "agent", "remarks", "TASS");
    expect_relations(page, &[second, first]).await;
    page.press("Escape").await;
    page.until("!document.querySelector('.tying-bar')").await;
}

async fn that_claims_differ_is_left_open_at_first(page: &mut Page) {
    page.open().await;
    for words in [
        "a decision to remove the Taliban",
        "the decision has been made",
    ] {
        page.press("Escape Escape").await;
        page.select(quote(words)).await;
        page.press("c 1").await;
    }
    page.until("postil.project().annotations.length === 2")
        .await;
    page.press("z").await;
    said(page, "Contradicts, open: a decision to remove the Taliban?").await;
    page.press("Enter").await;
    page.until(
        "postil.project().relations.some(it => it.type === 'contradicts' && it.value === 'open')",
    )
    .await;
}
