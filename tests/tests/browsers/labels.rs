//! Labels: choosing them by button, by key and by name, however many there are, and seeing them in the
//! text.

use postil_e2e::marks::{expect_marks, expect_undo, mark};
use postil_e2e::{Media, Page, browser_tests, control, quote};
use serde_json::json;

browser_tests!(Chromium, Firefox:
    a_double_click_on_a_layer_sets_no_label,
    the_same_mark_is_not_made_twice,
    tagging_shows_a_hidden_layer,
    keys_show_the_labels_under_the_article,
    labels_are_found_by_name,
    a_digit_means_the_layer_used_last,
    one_key_tags_again,
    many_labels_keep_to_the_window,
    labels_have_keys_of_their_own,
    labels_differ_in_the_text,
    names_move_no_letter,
    overlapping_marks_have_lanes_of_their_own,
);

/// Whether something is drawn.
fn shown(css: &str) -> String {
    format!(
        "document.querySelector({})?.getClientRects().length > 0",
        json!(css)
    )
}

async fn a_double_click_on_a_layer_sets_no_label(page: &mut Page) {
    page.open().await;
    for (text, layer) in [("Zamir Kabulov", "entity"), ("seized power", "claim")] {
        page.press("Escape Escape").await;
        page.select(quote(text)).await;
        let button = format!(".toolbar [data-layer={layer}]");
        page.until(&shown(&button)).await;
        let place = format!(
            "const {{ left, top }} = document.querySelector({}).getBoundingClientRect(); return [left, top];",
            json!(button)
        );
        let before: [f64; 2] = page.eval(&place).await;
        page.double_click(button.as_str()).await;
        page.until(&shown(".toolbar .label")).await;
        page.settled().await;
        let after: [f64; 2] = page.eval(&place).await;
        assert_eq!(before, after, "the button of {layer} stays in its place");
    }
    expect_marks(
        page,
        &[("entity", "Zamir Kabulov"), ("claim", "seized power")],
    )
    .await;
}

async fn the_same_mark_is_not_made_twice(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1").await;
    // Tagged again as a person by way of its layer: the new mark gives way to the old one.
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1").await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
    said(page, "Already marked.").await;
    // And at once.
    page.press("Escape").await;
    page.select(quote("Zamir Kabulov")).await;
    page.press("r").await;
    said(page, "Already marked.").await;
    page.until(&statusbar("Person selected")).await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
}

async fn tagging_shows_a_hidden_layer(page: &mut Page) {
    page.open().await;
    page.click(control("Entities 0")).await;
    page.until("document.querySelector('.layer-toggle').ariaPressed === 'false'")
        .await;
    page.select(quote("Zamir Kabulov")).await;
    page.press("e").await;
    page.until("document.querySelector('.layer-toggle').ariaPressed === 'true'")
        .await;
    said(page, "The layer Entity is shown again.").await;
    expect_marks(page, &[("entity", "Zamir Kabulov")]).await;
}

async fn keys_show_the_labels_under_the_article(page: &mut Page) {
    page.open().await;
    page.click(quote("Foreign").start()).await;
    page.press("ArrowRight e").await;
    page.until(&shown(".strip .label")).await;
    page.settled().await;
    let labels: Vec<String> = page
        .eval("return [...document.querySelectorAll('.strip .label')].filter(l => !l.hidden).map(l => l.innerText.replace(/\\s+/g, ' ').trim());")
        .await;
    let all = [
        "1 Person",
        "2 Organization",
        "3 Group",
        "4 Place",
        "5 Media",
        "6 Date",
        "7 Number",
        "8 Law or document",
    ];
    assert_eq!(labels, all);
    // It takes room from the article, and covers nothing of it.
    let covers: bool = page
        .eval("return document.querySelector('.scroll').getBoundingClientRect().bottom > document.querySelector('.strip').getBoundingClientRect().top;")
        .await;
    assert!(!covers);
    page.press("2").await;
    page.until(
        "document.querySelector('.strip [data-label=organization]')?.ariaPressed === 'true'",
    )
    .await;
    expect_marks(page, &[("entity.organization", "Foreign")]).await;
    page.press("Escape").await;
    page.until("!document.querySelector('.strip')").await;
    // The list of keys names them too.
    page.press("?").await;
    page.until(
        "document.querySelector('.keys-dialog')?.innerText.includes('Label 2: Organization')",
    )
    .await;
}

async fn labels_are_found_by_name(page: &mut Page) {
    page.open().await;
    page.select(quote("Foreign Ministry")).await;
    page.press("Ctrl+K").await;
    choose(page, "organization", "Label: Organization").await;
    expect_marks(page, &[("entity.organization", "Foreign Ministry")]).await;
    // The list of labels gives the selected mark another one.
    page.press("t").await;
    choose(page, "demand", "Demand").await;
    expect_marks(page, &[("claim.demand", "Foreign Ministry")]).await;
    page.press("Ctrl+Z").await;
    expect_marks(page, &[("entity.organization", "Foreign Ministry")]).await;
}

/// Types into the list that is open, and chooses its first line.
async fn choose(page: &Page, typed: &str, line: &str) {
    page.until(&shown("dialog[open] .picker-field")).await;
    page.type_text(typed).await;
    page.until(&format!(
        "document.querySelectorAll('.choice').length === 1 && document.querySelector('.choice').innerText.includes({})",
        json!(line)
    ))
    .await;
    page.press("Enter").await;
    page.until("!document.querySelector('dialog[open]') && document.activeElement.matches('[data-article]')").await;
}

async fn a_digit_means_the_layer_used_last(page: &mut Page) {
    page.open().await;
    page.select(quote("Zamir Kabulov")).await;
    page.press("1").await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
    mark(page, "seized power", "v").await;
    page.press("Escape").await;
    page.select(quote("withdrawal")).await;
    page.press("3").await;
    expect_marks(
        page,
        &[
            ("entity.person", "Zamir Kabulov"),
            ("event", "seized power"),
            ("event.conflict", "withdrawal"),
        ],
    )
    .await;
}

async fn one_key_tags_again(page: &mut Page) {
    page.open().await;
    page.press("r").await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1").await;
    page.until(&statusbar("tag again: Person")).await;
    page.press("Escape").await;
    page.select(quote("Sergey Lavrov")).await;
    page.press("r").await;
    expect_marks(
        page,
        &[
            ("entity.person", "Zamir Kabulov"),
            ("entity.person", "Sergey Lavrov"),
        ],
    )
    .await;
    expect_undo(page, Some("tag entity (person)")).await;
    page.press("Ctrl+Z").await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
}

/// A project whose first layer has this many labels.
async fn load_labels(page: &Page, count: usize) {
    let mut project = page.project().await;
    let words = [
        "Nurse",
        "Hospital ward",
        "Drug",
        "Dose",
        "Symptom",
        "Body part",
        "Lab value",
        "Device",
    ];
    let labels: Vec<_> = (0..count)
        .map(|at| json!({ "name": format!("l{at}"), "title": format!("{} {}", words[at % words.len()], at + 1) }))
        .collect();
    project["schema"]["layers"][0]["labels"] = json!(labels);
    page.load(&project).await;
}

async fn many_labels_keep_to_the_window(page: &mut Page) {
    page.open().await;
    for count in [5, 24, 80] {
        load_labels(page, count).await;
        page.until(&format!(
            "postil.project().schema.layers[0].labels.length === {count}"
        ))
        .await;
        page.press("Escape").await;
        page.select(quote("Sergey Lavrov")).await;
        page.until(&shown(".toolbar [data-layer=entity]")).await;
        page.click(".toolbar [data-layer=entity]").await;
        page.until(&shown(".toolbar .label")).await;
        page.settled().await;
        page.screenshot(&format!("toolbar-{count}")).await;
        let seen: serde_json::Value = page
            .eval(
                "const bar = document.querySelector('.toolbar').getBoundingClientRect();
                const main = document.querySelector('.scroll').getBoundingClientRect();
                const shown = [...document.querySelectorAll('.toolbar .label')].filter(l => !l.hidden);
                const rows = new Set(shown.map(l => Math.round(l.getBoundingClientRect().top)));
                const caps = shown.map(l => l.querySelector('kbd')?.innerText ?? '').join('');
                return [rows.size, bar.left >= main.left && bar.right <= main.right && bar.top >= main.top, caps];",
            )
            .await;
        let rows = if count == 5 { 1 } else { 2 };
        let caps = if count == 5 { "12345" } else { "123456789" };
        assert_eq!(seen[1], json!(true), "it is inside: {seen}");
        assert!(seen[0].as_u64().is_some_and(|of| of <= rows), "{seen}");
        assert!(
            caps.starts_with(seen[2].as_str().unwrap_or("none")),
            "{seen}"
        );
    }
    // The last of all, by its name.
    page.press("t").await;
    choose(page, "device 80", "Device 80").await;
    expect_marks(page, &[("entity.l79", "Sergey Lavrov")]).await;
    // It is among the buttons while the mark has it.
    page.until(&shown(".strip [data-label=l79]")).await;
}

async fn labels_have_keys_of_their_own(page: &mut Page) {
    page.open().await;
    let mut project = page.project().await;
    project["schema"]["layers"][0]["labels"][3]["key"] = json!("o");
    page.load(&project).await;
    page.until("postil.project().schema.layers[0].labels[3].key === 'o'")
        .await;
    page.select(quote("Russia")).await;
    page.press("o").await;
    expect_marks(page, &[("entity.place", "Russia")]).await;
    page.until("document.querySelector('.strip [data-label=place] kbd')?.innerText === 'O'")
        .await;
}

/// How the mark over a text is drawn.
async fn drawn(page: &Page, text: &str) -> String {
    let script = "return getComputedStyle([...document.querySelectorAll('span.m')]
        .find(run => run.textContent === args)).backgroundImage;";
    page.call(script, json!(text)).await
}

async fn labels_differ_in_the_text(page: &mut Page) {
    page.open().await;
    for (text, label) in [
        ("Zamir Kabulov", "1"),
        ("Foreign Ministry", "2"),
        ("August 2021", "6"),
    ] {
        mark(page, text, "e").await;
        page.press(label).await;
    }
    page.press("Escape Escape").await;
    mark(page, "seized power in August 2021", "v").await;
    page.press("Escape").await;
    page.settled().await;
    let [person, organization, date] = [
        drawn(page, "Zamir Kabulov").await,
        drawn(page, "Foreign Ministry").await,
        drawn(page, "August 2021").await,
    ];
    assert!(person != organization && person != date && organization != date);
    // Without colours, by the pattern of the line; and the event keeps its own lane.
    page.prefer(Media {
        forced_colors: true,
        ..Media::default()
    })
    .await;
    let [person, date] = [
        drawn(page, "Zamir Kabulov").await,
        drawn(page, "August 2021").await,
    ];
    assert_ne!(person, date);
    let lines = date.matches("repeating-linear-gradient").count();
    assert_eq!(lines, 2, "the date's line and the event's: {date}");
}

async fn names_move_no_letter(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1 Escape").await;
    let places = "return [...document.querySelectorAll('[data-text] p')].map(p => {
        const range = new Range();
        range.selectNodeContents(p);
        return [...range.getClientRects()].map(r => [r.left, r.top, r.width]).join();
    }).join('|');";
    page.settled().await;
    let before: String = page.eval(places).await;
    page.press("m").await;
    page.until("document.querySelector('[data-named]')?.dataset.named === 'Person'")
        .await;
    page.settled().await;
    let after: String = page.eval(places).await;
    assert_eq!(before, after);
    page.press("m").await;
    page.until("!document.querySelector('[data-named]')").await;
}

fn statusbar(words: &str) -> String {
    format!(
        "document.querySelector('.statusbar').innerText.includes({})",
        json!(words)
    )
}

async fn said(page: &Page, words: &str) {
    let said = format!(
        "document.querySelector('[role=status].announcement').innerText.includes({})",
        json!(words)
    );
    page.until(&said).await;
}

async fn overlapping_marks_have_lanes_of_their_own(page: &mut Page) {
    page.open().await;
    // Four events that share a beginning, from the longest to the shortest.
    for end in [80, 60, 40, 20] {
        page.annotate("000", 0, end, "event").await;
    }
    page.until("document.querySelectorAll('.m').length >= 4")
        .await;
    let lines: Vec<Vec<String>> = page
        .eval(
            "return [...document.querySelectorAll('.m')].slice(0, 4).map(run => {
                const style = getComputedStyle(run);
                const places = style.backgroundPosition.split(/, (?![^(]*\\))/);
                const images = style.backgroundImage.split(/, (?=none|linear|repeating)/);
                return images.flatMap((image, at) => image.startsWith('repeating') ? [places[at]] : []);
            });",
        )
        .await;
    for (run, lines) in lines.iter().enumerate() {
        let places: std::collections::BTreeSet<_> = lines.iter().collect();
        assert_eq!((lines.len(), places.len()), (4 - run, 4 - run), "{lines:?}");
    }
}
