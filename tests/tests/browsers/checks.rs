//! What the codebook demands and marks lack: counted, gone to, filled in and confirmed.

use postil_e2e::marks::{expect_undo, mark, said, seen_saved, selected};
use postil_e2e::{Page, browser_tests, control};

browser_tests!(Chromium, Firefox, WebKit: what_is_required_is_counted_gone_to_and_filled_in);
browser_tests!(Chromium:
    nothing_is_said_where_nothing_is_demanded,
    a_changed_meaning_is_confirmed_by_key_and_by_mouse,
    what_is_lacking_is_filtered,
    hidden_layers_are_passed_over_as_long_as_there_are_others,
    another_tab_follows_and_changes_nothing,
    other_kinds_of_attributes_are_filled_in,
);

/// Makes the role of every entity required.
const REQUIRE: &str = "
    const project = postil.project();
    const entity = project.schema.layers.find(layer => layer.name === 'entity');
    entity.attributes.find(attribute => attribute.name === 'role').required = true;
    postil.load(project);";

/// Lets the meaning of every label be another.
const CHANGE: &str = "
    const project = postil.project();
    project.schema.version = 1;
    for (const mark of project.annotations) mark.check = 1;
    postil.load(project);";

/// Waits until the status bar counts this many.
async fn expect_count(page: &Page, many: usize) {
    let shown = match many {
        0 => "undefined".to_owned(),
        many => format!("'{many} to check'"),
    };
    page.until(&format!(
        "[...document.querySelectorAll('.statusbar .link')].map(link => link.textContent)
            .find(words => words.endsWith('to check')) === {shown}
        && postil.checks().length === {many}"
    ))
    .await;
}

async fn expect_lines(page: &Page, many: usize) {
    page.until(&format!(
        "document.querySelectorAll('dialog[open] .search-line:not(.search-heading)').length === {many}"
    ))
    .await;
}

async fn what_is_required_is_counted_gone_to_and_filled_in(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    mark(page, "seized power", "v").await;
    mark(page, "August 2021", "e").await;
    page.eval::<()>(REQUIRE).await;
    expect_count(page, 2).await;
    page.until("document.querySelector('.article-row.current .lacks')?.title === '2 to check'")
        .await;
    assert_eq!(page.count(".article-row .lacks").await, 1);

    page.eval::<()>("document.querySelector('[data-article]').focus();")
        .await;
    page.press("Escape Escape f").await;
    said(page, "Entity: Role is required").await;
    let first = selected(page).await.expect("a mark is selected");
    page.press("f").await;
    page.settled().await;
    let second = selected(page).await.expect("a mark is selected");
    assert_ne!(first, second);
    // After the last, it goes on at the first.
    page.press("f").await;
    assert_eq!(selected(page).await, Some(first));
    assert_eq!(page.text(".mark-lacks span").await, "Role is required");
    page.screenshot("checks-mark").await;
    let described: String = page
        .eval(
            "const field = document.querySelector('.field:has(.required) textarea');
            return document.getElementById(field.getAttribute('aria-describedby')).textContent;",
        )
        .await;
    assert_eq!(described, "Required");

    page.click(".field:has(.required) textarea").await;
    page.type_text("speaker").await;
    page.press("Enter").await;
    page.until("!document.querySelector('.field .required, .mark-lacks')")
        .await;
    expect_count(page, 1).await;
    page.press("Ctrl+Z").await;
    expect_count(page, 2).await;
    page.press("Ctrl+Shift+Z").await;
    expect_count(page, 1).await;
    page.press("f").await;
    page.settled().await;
    assert_eq!(selected(page).await, Some(second));
    page.press("Delete").await;
    expect_count(page, 0).await;
    page.until("!document.querySelector('.lacks')").await;
    page.press("f").await;
    said(page, "Nothing to check.").await;
}

async fn hidden_layers_are_passed_over_as_long_as_there_are_others(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    mark(page, "August 2021", "e").await;
    page.eval::<()>(REQUIRE).await;
    page.annotate("000", 0, 3, "event.unheard-of").await;
    expect_count(page, 3).await;
    page.click(".layer-toggle:nth-of-type(2)").await;
    said(page, "Layer Event: hidden.").await;
    page.eval::<()>("document.querySelector('[data-article]').focus();")
        .await;
    page.press("Escape Escape").await;
    for _ in 0..4 {
        page.press("f").await;
        said(page, "Entity: Role is required").await;
    }
    // Nothing else is left.
    page.click(".layer-toggle:nth-of-type(1)").await;
    said(page, "Layer Entity: hidden.").await;
    page.eval::<()>("document.querySelector('[data-article]').focus();")
        .await;
    page.press("f").await;
    page.until(
        "/^Layer (Event|Entity): shown\\. .+: /.test(
            document.querySelector('[role=status].announcement')?.textContent)",
    )
    .await;
    page.until("document.querySelector('.m.selected')").await;
}

async fn nothing_is_said_where_nothing_is_demanded(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    page.press("2").await;
    mark(page, "seized power", "v").await;
    page.press("1").await;
    expect_count(page, 0).await;
    assert_eq!(page.count(".lacks, .mark-lacks, .required").await, 0);
    // A label that the codebook does not list is told.
    page.annotate("000", 0, 3, "entity.unheard-of").await;
    expect_count(page, 1).await;
    let message: String = page.eval("return postil.checks()[0].message;").await;
    assert_eq!(message, "Label “entity.unheard-of” is not in the codebook");
}

async fn a_changed_meaning_is_confirmed_by_key_and_by_mouse(page: &mut Page) {
    page.open().await;
    for words in ["Foreign Ministry", "August 2021", "Sergey Lavrov"] {
        mark(page, words, "e").await;
    }
    page.eval::<()>(CHANGE).await;
    expect_count(page, 3).await;
    page.click(control("3 to check")).await;
    expect_lines(page, 3).await;
    page.screenshot("checks-list").await;

    // From the field over the heading to the first mark, and to the button beside it.
    page.press("ArrowDown").await;
    page.until("document.activeElement.closest('.search-heading')")
        .await;
    page.press("ArrowDown ArrowRight").await;
    page.until("document.activeElement.matches('.confirm')")
        .await;
    page.press("Enter").await;
    expect_lines(page, 2).await;
    page.until("document.activeElement.closest('[data-line=\"1\"]')")
        .await;
    page.press("Ctrl+Z").await;
    expect_lines(page, 3).await;

    page.click("[data-line='2'] .confirm").await;
    expect_lines(page, 2).await;
    page.until("document.activeElement.closest('[data-line=\"2\"]')")
        .await;
    page.press("ArrowUp Space").await;
    page.until("document.querySelector('[data-line=\"1\"] input').checked")
        .await;
    page.until("document.querySelector('.dialog-foot .solid').innerText.startsWith('Confirm 1')")
        .await;
    page.press("Ctrl+Enter").await;
    expect_lines(page, 1).await;
    page.press("Ctrl+Z").await;
    expect_lines(page, 2).await;
    page.click("dialog[open] .dialog-foot .solid").await;
    page.until("!document.querySelector('dialog[open]')").await;
    said(page, "Nothing left to check. Ctrl+Z undoes the last step.").await;
    expect_undo(page, Some("confirm 2 marks")).await;
    expect_count(page, 0).await;
    page.press("Ctrl+Z").await;
    expect_count(page, 2).await;

    // Also beside the mark.
    page.press("f").await;
    page.settled().await;
    page.click(".mark-lacks .link").await;
    expect_count(page, 1).await;
    expect_undo(page, Some("confirm mark")).await;
}

async fn what_is_lacking_is_filtered(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    mark(page, "August 2021", "e").await;
    mark(page, "seized power", "v").await;
    page.eval::<()>(CHANGE).await;
    expect_count(page, 3).await;
    page.eval::<()>(REQUIRE).await;
    expect_count(page, 5).await;
    page.click(control("5 to check")).await;
    expect_lines(page, 5).await;
    page.click(".search-options .segments button:nth-of-type(2)")
        .await;
    expect_lines(page, 2).await;
    page.click(".picker-field").await;
    page.type_text("ministry").await;
    expect_lines(page, 1).await;
    page.press("Enter").await;
    page.until("!document.querySelector('dialog[open]')").await;
    let chosen = selected(page).await.expect("a mark is selected");
    assert_eq!(chosen.1, "Foreign Ministry");
}

async fn another_tab_follows_and_changes_nothing(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    page.eval::<()>(CHANGE).await;
    seen_saved(page).await;
    let first = page.tab().await;
    let second = page.open_tab().await;
    page.open().await;
    page.until("document.querySelector('[data-saved]').innerText.trim() === 'Read only'")
        .await;
    expect_count(page, 1).await;
    page.click(control("1 to check")).await;
    expect_lines(page, 1).await;
    page.until("document.querySelector('dialog[open] .confirm').disabled")
        .await;
    page.press("Ctrl+Enter").await;
    expect_lines(page, 1).await;
    page.press("Escape").await;

    page.switch_to(&first).await;
    page.click(control("1 to check")).await;
    page.click(".confirm").await;
    page.until("!document.querySelector('dialog[open]')").await;
    page.switch_to(&second).await;
    expect_count(page, 0).await;
    page.switch_to(&first).await;
    page.press("Ctrl+Z").await;
    page.switch_to(&second).await;
    expect_count(page, 1).await;
}

/// Gives entities a number, an address and several topics, one of these by default.
const KINDS: &str = "
    const project = postil.project();
    const entity = project.schema.layers.find(layer => layer.name === 'entity');
    entity.attributes.push(
        { name: 'many', title: 'Many', kind: 'number' },
        { name: 'page', title: 'Page', kind: 'link' },
        {
            name: 'topics', title: 'Topics', kind: 'choices',
            values: ['war', 'trade', 'law'], default: ['trade'],
        },
    );
    postil.load(project);";

async fn other_kinds_of_attributes_are_filled_in(page: &mut Page) {
    page.open().await;
    page.eval::<()>(KINDS).await;
    mark(page, "Foreign Ministry", "e").await;
    page.settled().await;
    let value =
        |name: &str| format!("JSON.stringify(postil.project().annotations[0].attributes?.{name})");
    page.until(&format!("{} === '[\"trade\"]'", value("topics")))
        .await;
    page.click(".several .search-option").await;
    page.until(&format!("{} === '[\"war\",\"trade\"]'", value("topics")))
        .await;
    page.press("Tab Space").await;
    page.until(&format!("{} === '[\"war\"]'", value("topics")))
        .await;

    page.click("[inputmode=decimal]").await;
    page.type_text("three").await;
    page.press("Enter").await;
    page.until("document.querySelector('[inputmode=decimal]').ariaInvalid === 'true'")
        .await;
    page.until(&format!("{} === undefined", value("many")))
        .await;
    page.click("[inputmode=decimal]").await;
    page.press("Ctrl+A").await;
    page.type_text("3.5").await;
    page.press("Enter").await;
    page.until(&format!("{} === '3.5'", value("many"))).await;

    page.click(".inspector [type=url]").await;
    page.type_text("javascript:alert(1)").await;
    page.press("Enter").await;
    page.until(&format!("{} === '\"javascript:alert(1)\"'", value("page")))
        .await;
    assert_eq!(page.count(".inspector a").await, 0);
    expect_count(page, 1).await;
    page.click(".inspector [type=url]").await;
    page.press("Ctrl+A").await;
    page.type_text("https://example.org/a").await;
    page.press("Enter").await;
    page.until("document.querySelector('.inspector a')?.href === 'https://example.org/a'")
        .await;
    let rel: String = page
        .eval("const a = document.querySelector('.inspector a'); return `${a.target} ${a.rel}`;")
        .await;
    assert_eq!(rel, "_blank noopener noreferrer");
    expect_count(page, 0).await;
    page.screenshot("checks-fields").await;
}
