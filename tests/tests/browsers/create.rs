//! Every way to make a mark.

use postil_e2e::marks::{expect_marks, mark, selected};
use postil_e2e::{Page, browser_tests, control, quote};

browser_tests!(Chromium:
    by_dragging_and_a_key,
    by_dragging_and_the_toolbar,
    part_of_a_word_grows_to_the_word,
    alt_selects_characters,
    a_double_click_goes_on_by_words,
    shift_click_selects_up_to_there,
    words_are_walked_by_keys,
    sentences_and_characters_are_selected_by_keys,
    a_tap_selects_a_word,
    over_a_paragraph_break,
    marks_may_nest_cross_and_coincide,
    nothing_is_made_without_text,
);

async fn by_dragging_and_a_key(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    mark(page, "Putin's remarks", "v").await;
    let claim = "The Taliban was designated a terrorist organization by Russia in 2003.";
    mark(page, claim, "c").await;
    expect_marks(
        page,
        &[
            ("entity", "Foreign Ministry"),
            ("event", "Putin's remarks"),
            ("claim", claim),
        ],
    )
    .await;
    // Backwards as well.
    page.press("Escape").await;
    let gesture = page
        .mouse()
        .drag(quote("August 2021").end(), quote("August 2021").start());
    gesture.perform().await;
    page.press("e").await;
    expect_marks(
        page,
        &[
            ("entity", "Foreign Ministry"),
            ("entity", "August 2021"),
            ("event", "Putin's remarks"),
            ("claim", claim),
        ],
    )
    .await;
}

async fn by_dragging_and_the_toolbar(page: &mut Page) {
    page.open().await;
    page.select(quote("Zamir Kabulov")).await;
    page.until(
        "document.querySelector('.toolbar [data-layer=entity]')?.getClientRects().length > 0",
    )
    .await;
    page.click(".toolbar [data-layer=entity]").await;
    expect_marks(page, &[("entity", "Zamir Kabulov")]).await;
    page.until(
        "document.querySelector('.toolbar [data-label=person]')?.getClientRects().length > 0",
    )
    .await;
    page.click(".toolbar [data-label=person]").await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
    page.press("Escape").await;
    page.select(quote("seized power")).await;
    page.until(
        "document.querySelector('.toolbar [data-layer=event]')?.getClientRects().length > 0",
    )
    .await;
    page.click(".toolbar [data-layer=event]").await;
    expect_marks(
        page,
        &[
            ("entity.person", "Zamir Kabulov"),
            ("event", "seized power"),
        ],
    )
    .await;
}

async fn part_of_a_word_grows_to_the_word(page: &mut Page) {
    page.open().await;
    mark(page, "eign Minis", "e").await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
    // White space at the ends is trimmed.
    mark(page, " Zamir Kabu", "e").await;
    expect_marks(
        page,
        &[("entity", "Foreign Ministry"), ("entity", "Zamir Kabulov")],
    )
    .await;
}

async fn alt_selects_characters(page: &mut Page) {
    page.open().await;
    let part = quote("eign Minis");
    let gesture = page
        .mouse()
        .holding("Alt")
        .drag(part.clone().start(), part.end());
    gesture.perform().await;
    page.press("e").await;
    expect_marks(page, &[("entity", "eign Minis")]).await;
}

async fn a_double_click_goes_on_by_words(page: &mut Page) {
    page.open().await;
    page.double_click(quote("Kabulov")).await;
    page.press("e").await;
    expect_marks(page, &[("entity", "Kabulov")]).await;
    page.press("Escape").await;
    let gesture = page
        .mouse()
        .click(quote("seized"))
        .down()
        .to(quote("August"))
        .up();
    gesture.perform().await;
    page.press("v").await;
    expect_marks(
        page,
        &[("entity", "Kabulov"), ("event", "seized power in August")],
    )
    .await;
}

async fn shift_click_selects_up_to_there(page: &mut Page) {
    page.open().await;
    page.click(quote("Sergey").start()).await;
    let gesture = page
        .mouse()
        .holding("Shift")
        .click(quote("Sergey Lavrov").end());
    gesture.perform().await;
    page.press("e").await;
    expect_marks(page, &[("entity", "Sergey Lavrov")]).await;
}

async fn words_are_walked_by_keys(page: &mut Page) {
    page.open().await;
    page.click(quote("Foreign").start()).await;
    // The word at the cursor, the next one, and both of them.
    page.press("ArrowRight e").await;
    expect_marks(page, &[("entity", "Foreign")]).await;
    page.press("ArrowRight v").await;
    expect_marks(page, &[("entity", "Foreign"), ("event", "Ministry")]).await;
    page.press("ArrowRight ArrowLeft ArrowLeft Shift+ArrowRight c")
        .await;
    expect_marks(
        page,
        &[
            ("entity", "Foreign"),
            ("event", "Ministry"),
            ("claim", "Foreign Ministry"),
        ],
    )
    .await;
}

async fn sentences_and_characters_are_selected_by_keys(page: &mut Page) {
    page.open().await;
    page.click(quote("Foreign").start()).await;
    page.press("Ctrl+ArrowRight Ctrl+Shift+ArrowRight c").await;
    let sentence = "Zamir Kabulov, President Vladimir Putin's special representative on \
                    Afghanistan, confirmed that while the decision has been made, it must undergo \
                    several legal procedures to be fully implemented.";
    expect_marks(page, &[("claim", sentence)]).await;
    page.press("Escape").await;
    page.click(quote("Moscow").start()).await;
    page.press("Alt+Shift+ArrowRight Alt+Shift+ArrowRight Alt+Shift+ArrowRight e")
        .await;
    expect_marks(page, &[("claim", sentence), ("entity", "Mos")]).await;
}

async fn a_tap_selects_a_word(page: &mut Page) {
    page.open().await;
    page.tap(quote("Kabulov")).await;
    page.press("e").await;
    expect_marks(page, &[("entity", "Kabulov")]).await;
    page.tap(quote("Lavrov")).await;
    page.settled().await;
    page.until(
        "document.querySelector('.toolbar [data-layer=event]')?.getClientRects().length > 0",
    )
    .await;
    page.tap(".toolbar [data-layer=event]").await;
    expect_marks(page, &[("entity", "Kabulov"), ("event", "Lavrov")]).await;
}

async fn over_a_paragraph_break(page: &mut Page) {
    page.open().await;
    let text = "against terrorism.\nSince the Taliban";
    mark(page, text, "c").await;
    expect_marks(page, &[("claim", text)]).await;
}

async fn marks_may_nest_cross_and_coincide(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    mark(page, "Russia’s Foreign Ministry has indicated", "c").await;
    mark(page, "Foreign Ministry", "v").await;
    mark(page, "Ministry has indicated that", "v").await;
    expect_marks(
        page,
        &[
            ("entity", "Foreign Ministry"),
            ("claim", "Russia’s Foreign Ministry has indicated"),
            ("event", "Foreign Ministry"),
            ("event", "Ministry has indicated that"),
        ],
    )
    .await;

    // Clicks at one place go through the stack from the smallest outward, and around. Each click is
    // slightly off, so that two are no double click.
    page.press("Escape Escape").await;
    let mut stack = Vec::new();
    for place in ["Minis", "nistry", "Minis", "nistry", "Minis"] {
        page.click(quote(place)).await;
        stack.push(selected(page).await.expect("a selected mark"));
    }
    assert_eq!(stack[0], stack[4]);
    stack.pop();
    stack[..2].sort();
    let texts: Vec<(&str, &str)> = stack
        .iter()
        .map(|(l, t)| (l.as_str(), t.as_str()))
        .collect();
    assert_eq!(
        texts,
        [
            ("Entity", "Foreign Ministry"),
            ("Event", "Foreign Ministry"),
            ("Event", "Ministry has indicated that"),
            ("Claim", "Russia’s Foreign Ministry has indicated"),
        ]
    );

    // And each has a row in the list.
    page.press("Escape Escape").await;
    page.until("document.querySelectorAll('.mark-row').length === 4")
        .await;
    let mut listed = Vec::new();
    for row in 0..4 {
        let css = format!(".inspector li[aria-posinset='{}'] .mark-row", row + 1);
        page.click(&css).await;
        listed.push(selected(page).await.expect("a selected mark"));
        page.press("Escape Escape").await;
        page.until("document.querySelectorAll('.mark-row').length === 4")
            .await;
    }
    listed.sort();
    stack.sort();
    assert_eq!(listed, stack);
}

async fn nothing_is_made_without_text(page: &mut Page) {
    page.open().await;
    page.click(quote("Foreign").start()).await;
    page.press("e v c").await;
    expect_marks(page, &[]).await;
    // In a field, letters are typed.
    page.click(control("Project name")).await;
    page.press("End e").await;
    expect_marks(page, &[]).await;
}
