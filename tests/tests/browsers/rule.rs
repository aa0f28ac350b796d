//! The rule of the label at hand beside the text, and examples out of the text.

use postil_e2e::marks::{expect_undo, mark, said};
use postil_e2e::{Page, browser_tests, control, quote};

browser_tests!(Chromium, Firefox: the_rule_follows_the_label_at_hand);
browser_tests!(Chromium:
    a_mark_becomes_an_example_of_its_label,
    the_rule_is_a_sheet_in_narrow_windows,
);

/// Writes a rule for persons and one for events.
const RULES: &str = "
    const project = postil.project();
    const layer = name => project.schema.layers.find(layer => layer.name === name);
    const person = layer('entity').labels.find(label => label.name === 'person');
    person.description = 'A **single** person. Not a [group](https://example.org/).\\n\\n<b>Raw</b>';
    person.examples = [{ text: 'Ann', note: 'by name' }];
    layer('event').description = 'What happened.';
    postil.load(project);";

async fn expect_title(page: &Page, title: &str) {
    page.until(&format!(
        "document.querySelector('.rule-panel .rule-title')?.textContent.startsWith('{title}')"
    ))
    .await;
}

async fn the_rule_follows_the_label_at_hand(page: &mut Page) {
    page.open().await;
    page.eval::<()>(RULES).await;
    // Nothing is at hand yet: all rules are listed.
    page.eval::<()>("document.querySelector('[data-article]').focus();")
        .await;
    page.press("g").await;
    page.until("document.querySelectorAll('.rule-list li').length > 10")
        .await;
    let line: String = page
        .eval("return document.querySelector('.rule-list li:nth-child(2)').textContent;")
        .await;
    assert_eq!(line, "PersonA single person.");
    page.click(".rule-list li:nth-child(2) button").await;
    expect_title(page, "Person").await;
    assert_eq!(page.text(".rule-body strong").await, "single");
    assert_eq!(page.count(".markdown b").await, 0, "no markup of a rule");
    let rel: String = page
        .eval("const a = document.querySelector('.rule-body a'); return `${a.href} ${a.target} ${a.rel}`;")
        .await;
    assert_eq!(rel, "https://example.org/ _blank noopener noreferrer");
    page.screenshot("rule").await;

    page.select(quote("seized power")).await;
    page.press("v").await;
    expect_title(page, "Event").await;
    page.select(quote("Foreign Ministry")).await;
    page.press("e 1").await;
    expect_title(page, "Person").await;
    page.until(
        "document.querySelector('.strip [data-label=person]')?.title === 'A single person.'",
    )
    .await;

    // Esc lets go of the mark, then puts the rule away.
    page.press("Escape").await;
    page.settled().await;
    assert_eq!(page.count(".rule-panel").await, 1);
    page.press("Escape").await;
    page.until("!document.querySelector('.rule-panel')").await;
    page.press("g").await;
    expect_title(page, "Person").await;
    page.eval::<()>("document.querySelector('.rule-body').focus();")
        .await;
    page.press("g").await;
    page.until("!document.querySelector('.rule-panel') && document.activeElement.closest('[data-article]')")
        .await;
    page.press("g").await;
    page.click(control("Close the rule")).await;
    page.until("!document.querySelector('.rule-panel')").await;

    // The list of all labels says what they mean.
    page.press("t").await;
    page.until(
        "document.querySelector('dialog[open] .choice .hint')?.textContent === 'A single person.'",
    )
    .await;
}

async fn a_mark_becomes_an_example_of_its_label(page: &mut Page) {
    page.open().await;
    page.eval::<()>(RULES).await;
    mark(page, "Foreign Ministry", "e").await;
    page.press("x").await;
    said(page, "Only a label that the codebook lists has examples.").await;
    page.press("1 g").await;
    page.until("document.querySelectorAll('.rule-body .rule-examples li').length === 1")
        .await;
    page.press("x").await;
    said(page, "“Foreign Ministry” is an example of Person now.").await;
    page.until("document.querySelectorAll('.rule-body .rule-examples li').length === 2")
        .await;
    expect_undo(page, Some("change examples of label “Person”")).await;
    page.press("x").await;
    said(page, "It is among the examples of Person already.").await;
    page.press("Ctrl+Z").await;
    page.until("document.querySelectorAll('.rule-body .rule-examples li').length === 1")
        .await;
}

async fn the_rule_is_a_sheet_in_narrow_windows(page: &mut Page) {
    page.open().await;
    page.eval::<()>(RULES).await;
    mark(page, "Foreign Ministry", "e").await;
    page.press("1 g").await;
    for (width, height) in [(1440, 900), (1024, 768), (800, 900), (390, 800)] {
        page.resize(width, height).await;
        expect_title(page, "Person").await;
        let inside: bool = page
            .eval(
                "const box = document.querySelector('.rule-panel').getBoundingClientRect();
                return box.left >= 0 && box.top >= 0 && box.height > 80
                    && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;",
            )
            .await;
        assert!(inside, "at {width} × {height}");
        page.screenshot(&format!("rule-{width}")).await;
    }
}
