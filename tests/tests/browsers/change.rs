//! Changing marks: each change has a name, and undo and redo restore both states exactly.

use fantoccini::Locator;
use postil_e2e::marks::{expect_marks, expect_undo, exported, mark, only};
use postil_e2e::{Page, browser_tests, control, quote};
use serde_json::Value;

browser_tests!(Chromium:
    edges_are_dragged,
    edges_are_dragged_by_finger,
    edges_are_moved_by_keys,
    labels_are_given_by_digits_and_in_the_inspector,
    fragments_come_and_go,
    notes_and_attributes_are_written,
    a_note_is_typed_at_once,
    quoting_is_accepted,
    marks_and_lines_are_taken_away,
    everywhere_is_one_step,
);

/// Does something, and checks that it changes the project, its name, and that undo and redo restore
/// both states to the letter.
async fn changes(page: &Page, name: &str, change: impl AsyncFnOnce()) -> Value {
    let before = page.project().await;
    change().await;
    expect_undo(page, Some(name)).await;
    let after = page.project().await;
    assert_ne!(after, before, "{name} changes the project");
    page.press("Ctrl+Z").await;
    assert_eq!(page.project().await, before, "{name}, undone");
    page.press("Ctrl+Shift+Z").await;
    assert_eq!(page.project().await, after, "{name}, done again");
    expect_undo(page, Some(name)).await;
    after
}

async fn edges_are_dragged(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    changes(page, "move edge of entity", async || {
        let gesture = page
            .mouse()
            .drag(".handle-end .grip", quote("indicated").end());
        gesture.perform().await;
    })
    .await;
    expect_marks(page, &[("entity", "Foreign Ministry has indicated")]).await;
    changes(page, "move edge of entity", async || {
        let gesture = page
            .mouse()
            .drag(".handle-start .grip", quote("Russia").start());
        gesture.perform().await;
    })
    .await;
    expect_marks(
        page,
        &[("entity", "Russia’s Foreign Ministry has indicated")],
    )
    .await;
    // Half a word becomes the whole word unless Alt is held.
    changes(page, "move edge of entity", async || {
        let gesture = page.mouse().drag(".handle-end .grip", quote("Minis").end());
        gesture.perform().await;
    })
    .await;
    expect_marks(page, &[("entity", "Russia’s Foreign Ministry")]).await;
    changes(page, "move edge of entity", async || {
        let end = quote("Minis").end();
        let gesture = page.mouse().holding("Alt").drag(".handle-end .grip", end);
        gesture.perform().await;
    })
    .await;
    expect_marks(page, &[("entity", "Russia’s Foreign Minis")]).await;
}

/// On a phone without its keyboard: everything by finger.
async fn edges_are_dragged_by_finger(page: &mut Page) {
    page.phone(390, 844).await;
    page.open().await;
    page.tap(quote("Ministry")).await;
    page.until("document.querySelector('.toolbar [data-layer=entity]')?.getClientRects().length")
        .await;
    page.tap(".toolbar [data-layer=entity]").await;
    expect_marks(page, &[("entity", "Ministry")]).await;
    let gesture = page
        .finger()
        .drag(".handle-start .grip", quote("Foreign").start());
    gesture.perform().await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
    let gesture = page
        .finger()
        .drag(".handle-end .grip", quote("indicated").end());
    gesture.perform().await;
    expect_marks(page, &[("entity", "Foreign Ministry has indicated")]).await;
}

async fn edges_are_moved_by_keys(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "v").await;
    for (key, expected) in [
        ("]", "Foreign Ministry has"),
        ("[", "Foreign Ministry"),
        ("}", "Ministry"),
        ("{", "Foreign Ministry"),
        ("{", "Russia’s Foreign Ministry"),
    ] {
        changes(page, "move edge of event", async || page.press(key).await).await;
        expect_marks(page, &[("event", expected)]).await;
    }
}

async fn labels_are_given_by_digits_and_in_the_inspector(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    let organization = "label as entity (organization)";
    changes(page, organization, async || page.press("2").await).await;
    expect_marks(page, &[("entity.organization", "Foreign Ministry")]).await;
    // The same digit removes the label, and a layer's key moves the mark to that layer.
    changes(page, "label as entity", async || page.press("2").await).await;
    changes(page, "label as claim", async || page.press("c").await).await;
    expect_marks(page, &[("claim", "Foreign Ministry")]).await;
    changes(page, "label as entity (place)", async || {
        let label = Locator::XPath("//label[span[text()='Label']]/select");
        let label = page.client().find(label).await.expect("the choice");
        label
            .select_by_value("entity.place")
            .await
            .expect("a label");
        page.press("Escape").await;
    })
    .await;
    expect_marks(page, &[("entity.place", "Foreign Ministry")]).await;
}

async fn fragments_come_and_go(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "c").await;
    changes(page, "add fragment to claim", async || {
        page.select(quote("taken at the highest level")).await;
        page.press("a").await;
    })
    .await;
    expect_marks(
        page,
        &[("claim", "Foreign Ministry … taken at the highest level")],
    )
    .await;
    // Fragments that touch become one.
    changes(page, "add fragment to claim", async || {
        page.select(quote("Ministry has indicated")).await;
        page.press("a").await;
    })
    .await;
    expect_marks(
        page,
        &[(
            "claim",
            "Foreign Ministry has indicated … taken at the highest level",
        )],
    )
    .await;
    changes(page, "remove fragment of claim", async || {
        page.press("Shift+Backspace").await;
    })
    .await;
    expect_marks(page, &[("claim", "Foreign Ministry has indicated")]).await;
    page.select(quote("list of terrorist")).await;
    page.press("a").await;
    changes(page, "remove fragment of claim", async || {
        page.click(control("Remove fragment 1")).await;
    })
    .await;
    expect_marks(page, &[("claim", "list of terrorist")]).await;
}

async fn notes_and_attributes_are_written(page: &mut Page) {
    page.open().await;
    mark(page, "withdrawal of U.S.-led forces", "v").await;
    changes(page, "write note", async || {
        page.press("n").await;
        page.until("document.activeElement.tagName === 'TEXTAREA'")
            .await;
        page.type_text("Said twice – “see” 003").await;
        page.press("Escape").await;
    })
    .await;
    changes(page, "set date", async || {
        page.press("d").await;
        page.until("document.activeElement.placeholder?.startsWith('e.g. 2024')")
            .await;
        page.type_text("2021-08\n").await;
    })
    .await;
    changes(page, "set polarity", async || {
        page.click(control("negative")).await;
    })
    .await;
    let file = exported(page).await;
    let event = only(&file, "withdrawal of U.S.-led forces");
    assert_eq!(event.note, "Said twice – “see” 003");
    assert_eq!(event.attributes["date"], "2021-08");
    assert_eq!(event.attributes["polarity"], "negative");
}

/// Letters after `n` go into the note, however soon they come, and run no commands.
async fn a_note_is_typed_at_once(page: &mut Page) {
    page.open().await;
    mark(page, "TASS", "v").await;
    mark(page, "Foreign Ministry", "c").await;
    page.press("n").await;
    page.type_text("every note").await;
    page.press("Escape").await;
    let project = exported(page).await;
    let claim = project.annotations.iter().find(|a| a.label == "claim");
    assert_eq!(claim.expect("it is a claim still").note, "every note");
}

async fn quoting_is_accepted(page: &mut Page) {
    page.open().await;
    mark(page, "\"taken at the highest level,\"", "c").await;
    changes(page, "set quoting", async || page.press("q").await).await;
    let file = exported(page).await;
    let claim = only(&file, "\"taken at the highest level,\"");
    assert_eq!(claim.attributes["quoting"], "direct");
}

async fn marks_and_lines_are_taken_away(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    changes(page, "remove entity", async || {
        page.press("Backspace").await;
    })
    .await;
    expect_marks(page, &[]).await;

    let lines = |project: &Value| project["documents"][0]["boilerplate"].clone();
    let before = lines(&page.project().await);
    page.click(quote("Zamir").start()).await;
    let after = changes(page, "mark boilerplate", async || page.press("b").await).await;
    assert_ne!(lines(&after), before);
    assert_eq!(lines(&after)[0]["start"], 0);
    assert_eq!(page.count("[data-text] p.boilerplate:first-child").await, 1);
    page.click(quote("Zamir").start()).await;
    let again = changes(page, "unmark boilerplate", async || page.press("b").await).await;
    assert_eq!(lines(&again), before);
}

async fn everywhere_is_one_step(page: &mut Page) {
    page.open().await;
    mark(page, "Taliban", "e").await;
    page.press("3").await;
    let file = exported(page).await;
    let mut places = 0;
    for document in &file.documents {
        let text = document.text.to_lowercase();
        for (at, found) in text.match_indices("taliban") {
            let before = text[..at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            let bounds = [before, after];
            places += usize::from(!bounds.iter().flatten().any(|c| c.is_alphanumeric()));
        }
    }
    assert!(places > 20, "the word stands in {places} places");
    let name = format!("mark {} matches as entity (group)", places - 1);
    changes(page, &name, async || {
        page.press("p").await;
        page.until("document.querySelector('.search-dialog .solid')")
            .await;
        // Those that are doubtful as well; what is marked already stays as it is.
        page.press("ArrowDown End").await;
        page.until("document.activeElement.closest('[data-line]')")
            .await;
        page.eval::<()>(
            "const heading = [...document.querySelectorAll('.search-heading')]
                .find(line => line.textContent.includes('Look at these first'));
             heading?.querySelector('input').click();",
        )
        .await;
        page.press("Ctrl+Enter").await;
        page.until("!document.querySelector('dialog[open]')").await;
    })
    .await;
    let file = exported(page).await;
    assert_eq!(file.annotations.len(), places);
    for annotation in &file.annotations {
        assert_eq!(annotation.label, "entity.group");
        assert_eq!(annotation.fragments[0].quote.to_lowercase(), "taliban");
    }
    page.press("Ctrl+Z").await;
    expect_marks(page, &[("entity.group", "Taliban")]).await;
}
