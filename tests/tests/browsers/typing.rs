//! What is typed is kept as it is typed, in every field; and what cannot be is said at once.

use postil_e2e::marks::{expect_undo, mark, marks, seen_saved};
use postil_e2e::{Page, browser_tests, control, quote, wait_until};
use serde_json::json;
use std::time::{Duration, Instant};

browser_tests!(Chromium, Firefox:
    typing_is_kept_while_it_goes_on,
    nothing_typed_is_lost_when_the_page_is_left,
    impossible_dates_are_refused_at_once,
    the_focus_never_falls_out_of_the_page,
    painting_the_article_leaves_the_caret_in_its_field,
);
browser_tests!(Chromium:
    a_pause_between_words_takes_nothing_away,
    the_details_of_an_article_are_kept_as_they_are_typed,
    a_new_article_waits_until_it_is_added,
    who_said_it_is_proposed_first,
    menus_and_names_have_room,
);

const NOTE: &str = "postil.project().annotations[0].note ?? ''";

/// Goes into the note of the selected mark.
async fn write_note(page: &Page) {
    page.press("n").await;
    page.until("document.activeElement.tagName === 'TEXTAREA'")
        .await;
}

/// A typist who never pauses: the note is kept before a second has passed, and as long as it is not, the
/// page does not say that everything is saved. All of it is one step.
async fn typing_is_kept_while_it_goes_on(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    write_note(page).await;
    page.eval::<()>(
        "const saved = () => document.querySelector('[data-saved]').innerText.trim();
        window.said = [];
        document.addEventListener('input', () => requestAnimationFrame(() => requestAnimationFrame(
            () => said.push([saved(), postil.project().annotations[0].note === document.activeElement.value])
        )));",
    )
    .await;
    let start = Instant::now();
    let mut longest = Duration::ZERO;
    loop {
        let key = Instant::now();
        page.type_text("a").await;
        let kept: String = page.eval(&format!("return {NOTE};")).await;
        if !kept.is_empty() {
            break;
        }
        longest = longest.max(key.elapsed());
        let late = start.elapsed();
        assert!(late < Duration::from_secs(8), "nothing kept in {late:?}");
    }
    page.type_text("bcd").await;
    page.until("said.length > 3").await;
    let wrong: Vec<(String, bool)> = page
        .eval("return said.filter(([saved, kept]) => saved === 'Saved' && !kept);")
        .await;
    assert_eq!(wrong, [], "the page says Saved of what is not kept");
    page.press("Escape").await;
    page.until(&format!("{NOTE}.endsWith('abcd')")).await;
    seen_saved(page).await;
    expect_undo(page, Some("write note")).await;
    page.press("Ctrl+Z").await;
    page.until(&format!("{NOTE} === ''")).await;
    expect_undo(page, Some("tag entity")).await;
}

/// Reloads in the middle of a word, in each kind of field.
async fn nothing_typed_is_lost_when_the_page_is_left(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    page.press("l Enter").await;
    page.until("postil.project().clusters?.length === 1").await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    let fields = [
        (".project-name", "postil.project().name"),
        (
            ".inspector textarea[rows='2']",
            "postil.project().annotations.find(a => a.label === 'event').note",
        ),
        (
            ".inspector input[placeholder^='e.g. 2024']",
            "postil.project().annotations.find(a => a.label === 'event').attributes?.date",
        ),
        (".card-name", "postil.project().clusters[0].name"),
    ];
    for (field, value) in fields {
        let words = if field.contains("e.g.") {
            "2021"
        } else {
            "typed so far"
        };
        if field == ".card-name" {
            page.click(quote("Foreign Ministry")).await;
        } else {
            page.click(quote("seized power")).await;
        }
        page.until(&format!("document.querySelector({})", json!(field)))
            .await;
        page.settled().await;
        page.click(field).await;
        page.press("Ctrl+A").await;
        page.type_text(words).await;
        page.reload().await;
        page.ready().await;
        let kept: Option<String> = page.eval(&format!("return {value} ?? null;")).await;
        assert_eq!(kept.as_deref(), Some(words), "{field}");
    }
}

/// What is kept in between does not write into the field: the space at its end stays.
async fn a_pause_between_words_takes_nothing_away(page: &mut Page) {
    page.open().await;
    page.click(control("Project name")).await;
    page.press("Ctrl+A").await;
    page.type_text("One ").await;
    page.until("postil.project().name === 'One'").await;
    page.type_text("two").await;
    page.until("postil.project().name === 'One two'").await;
    page.press("Enter").await;
    expect_undo(page, Some("edit project")).await;
    page.press("Ctrl+Z").await;
    expect_undo(page, None).await;
}

/// The article shows its cursor in the page's own selection, which in Chromium is the caret of a field.
async fn painting_the_article_leaves_the_caret_in_its_field(page: &mut Page) {
    page.open().await;
    page.select(quote("Foreign Ministry")).await;
    page.click(control("Project name")).await;
    page.press("Ctrl+A").await;
    page.type_text("One").await;
    page.annotate("000", 0, 6, "entity").await;
    page.until("document.querySelector('[data-article] span.m')")
        .await;
    page.settled().await;
    page.type_text(" two").await;
    page.until("document.querySelector('.project-name').value === 'One two'")
        .await;
    // The cursor is shown again with the focus.
    page.press("Escape").await;
    wait_until("the selection to be shown", async || {
        let selected = page.selection().await;
        selected.is_some_and(|selected| selected.text == "Foreign Ministry")
    })
    .await;
}

async fn impossible_dates_are_refused_at_once(page: &mut Page) {
    page.open().await;
    mark(page, "seized power", "v").await;
    let invalid = "document.activeElement.ariaInvalid === 'true'";
    // A proposal may describe the field as well.
    let told = "document.activeElement.getAttribute('aria-describedby').split(' ')
        .map(id => document.getElementById(id)?.innerText.trim())[0]";
    let date = "postil.project().annotations[0].attributes?.date";
    page.press("d").await;
    page.until("document.activeElement.placeholder?.startsWith('e.g. 2024')")
        .await;
    page.type_text("1979-1").await;
    // It may still become 1979-10.
    page.until(&format!(
        "!({invalid}) && document.activeElement.value === '1979-1'"
    ))
    .await;
    page.type_text("3").await;
    page.until(&format!(
        "{invalid} && {told} === 'There is no month 13. Write 01 to 12.'"
    ))
    .await;
    // It is not kept, and the page says so, in the field as well once that is left.
    let saved = "document.querySelector('[data-saved]').innerText.trim()";
    page.until(&format!("{saved} === 'Not saved'")).await;
    page.press("Enter").await;
    page.until("document.querySelector('[aria-invalid=true]')?.value === '1979-13'")
        .await;
    // Nor is it lost with the page.
    page.reload().await;
    page.ready().await;
    page.until("document.querySelector('[aria-invalid=true]')?.value === '1979-13'")
        .await;
    page.press("d Ctrl+A").await;
    page.type_text("2024-02-30").await;
    page.until(&format!(
        "{invalid} && {told} === 'February 2024 has 29 days.'"
    ))
    .await;
    page.press("Backspace Backspace 2 9 Enter").await;
    page.until(&format!("{date} === '2024-02-29'")).await;
    seen_saved(page).await;
    // A season, as other programs write it.
    page.press("d Ctrl+A").await;
    page.type_text("2024-SU\n").await;
    page.until(&format!("{date} === '2024-SU'")).await;
    assert_eq!(page.count("[aria-invalid=true]").await, 0);
}

async fn the_details_of_an_article_are_kept_as_they_are_typed(page: &mut Page) {
    page.open().await;
    let outlet = "postil.project().documents[0].outlet";
    page.open_by_name("Article details").await;
    page.click(control("Outlet")).await;
    page.press("Ctrl+A").await;
    page.type_text("The Herald").await;
    page.until(&format!("{outlet} === 'The Herald'")).await;
    page.type_text(" Tribune").await;
    page.press("Escape").await;
    page.until(&format!("{outlet} === 'The Herald Tribune'"))
        .await;
    page.until("!document.querySelector('dialog[open]')").await;
    page.press("Ctrl+Z").await;
    page.until(&format!("{outlet} !== 'The Herald'")).await;
    expect_undo(page, None).await;
}

/// A dialog that is closed by mistake, or with the page, opens again as it was.
async fn a_new_article_waits_until_it_is_added(page: &mut Page) {
    page.open().await;
    let open = async |page: &Page| {
        page.open_by_name("Add articles").await;
        page.until("document.activeElement.tagName === 'TEXTAREA'")
            .await;
    };
    let text = "document.querySelector('dialog textarea').value";
    open(page).await;
    page.type_text("It rains in Kabul.").await;
    page.click(control("Title")).await;
    page.type_text("Rain").await;
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    open(page).await;
    assert_eq!(
        page.eval::<String>(&format!("return {text};")).await,
        "It rains in Kabul."
    );
    page.press("Control+End").await;
    page.type_text(" It pours.").await;
    page.reload().await;
    page.ready().await;
    open(page).await;
    let words: String = page.eval(&format!("return {text};")).await;
    assert_eq!(words, "It rains in Kabul. It pours.");
    assert!(page.text("dialog").await.contains("is here again"));
    page.click(control("Add article")).await;
    page.until("postil.project().documents.at(-1).title === 'Rain'")
        .await;
    open(page).await;
    assert_eq!(page.eval::<String>(&format!("return {text};")).await, "");
    page.type_text("Never mind.").await;
    page.click(control("Cancel")).await;
    open(page).await;
    assert_eq!(page.eval::<String>(&format!("return {text};")).await, "");
}

/// Waits until a key works in the article again.
async fn works(page: &Page, what: &str) {
    let in_article = "document.activeElement.closest('[data-article]')";
    let found: bool = page
        .eval(&format!(
            "const end = performance.now() + 20_000;
            while (!{in_article} && performance.now() < end) {{
                await new Promise(resolve => setTimeout(resolve, 20));
            }}
            return Boolean({in_article});"
        ))
        .await;
    assert!(found, "{what}: the article has the focus");
}

async fn the_focus_never_falls_out_of_the_page(page: &mut Page) {
    page.open().await;
    works(page, "opening the page").await;
    mark(page, "Foreign Ministry", "e").await;
    page.press("l Enter").await;
    page.until("postil.project().clusters?.length === 1").await;
    page.settled().await;
    page.click(control("Leave cluster")).await;
    page.until("!postil.project().clusters?.length").await;
    works(page, "leaving a cluster").await;
    // By keyboard, from a button of the mark that goes away with it.
    page.eval::<()>("document.querySelector('.mark-foot button').focus();")
        .await;
    page.press("Escape").await;
    page.until("!document.querySelector('.mark-foot')").await;
    works(page, "Escape in the inspector").await;
    page.press("j").await;
    let articles: usize = page.eval("return postil.project().documents.length;").await;
    page.eval::<()>("document.querySelector('.article-row.current button').focus();")
        .await;
    page.click(".article-row.current .menu > button").await;
    page.until("document.querySelector('[role=menu]')").await;
    page.click(".menu-list button:last-child").await;
    wait_until("the article to be gone", async || {
        page.eval::<usize>("return postil.project().documents.length;")
            .await
            == articles - 1
    })
    .await;
    works(page, "deleting an article").await;
    page.press("?").await;
    page.until("document.querySelector('dialog[open]')").await;
}

async fn who_said_it_is_proposed_first(page: &mut Page) {
    page.open().await;
    for (words, keys) in [
        ("Foreign Ministry", "e 2"),
        ("Zamir Kabulov", "e 1"),
        ("Vladimir Putin", "e 1"),
    ] {
        page.press("Escape Escape").await;
        page.select(quote(words)).await;
        page.press(keys).await;
    }
    mark(page, "while the decision has been made", "c").await;
    page.press("s").await;
    page.until("document.querySelector('.tying-bar .end')?.innerText === 'Zamir Kabulov'")
        .await;
    page.press("Enter").await;
    page.until("postil.project().relations?.length === 1").await;
    let speaker: String = page
        .eval(
            "const { annotations, relations } = postil.project();
            return annotations.find(a => a.id === relations[0].to.annotation).fragments[0].quote;",
        )
        .await;
    assert_eq!(speaker, "Zamir Kabulov", "{:?}", marks(page).await);
}

async fn menus_and_names_have_room(page: &mut Page) {
    page.resize(1440, 900).await;
    page.open().await;
    let cut =
        "(field => field.scrollWidth > field.clientWidth)(document.querySelector('.project-name'))";
    assert!(
        !page.eval::<bool>(&format!("return {cut};")).await,
        "the name is shown in full"
    );
    mark(page, "seized power", "v").await;
    page.settled().await;
    page.click(control("Add a relation")).await;
    page.until("document.querySelector('[role=menu]')").await;
    page.settled().await;
    let outside: bool = page
        .eval(
            "const menu = document.querySelector('[role=menu]').getBoundingClientRect();
            const panel = document.querySelector('.inspector').getBoundingClientRect();
            return menu.left < panel.left || menu.right > innerWidth || menu.bottom > innerHeight;",
        )
        .await;
    assert!(!outside, "the menu stays in its panel");
}
