//! Dates and numbers that are proposed for a mark: taken by a key or a button, other readings chosen, edited.

use postil_e2e::marks::{expect_undo, exported, mark, only, said};
use postil_e2e::{Page, browser_tests, control, quote};
use serde_json::{Value, json};

browser_tests!(Chromium, Firefox:
    a_date_is_taken_by_a_key,
    another_reading_is_chosen_and_edited,
    a_number_is_read,
);
browser_tests!(Chromium:
    words_of_other_languages_are_read,
    a_finger_takes_what_is_proposed,
    refused_words_give_way,
);

/// Shows the second article, which is of 18 December 2024.
async fn second(page: &Page) {
    page.open().await;
    page.press("j").await;
    page.until(
        "document.querySelector('[data-article]')?.textContent.includes('the Russian State Duma')",
    )
    .await;
}

/// The attributes of the one mark with these words.
async fn attributes(page: &Page, words: &str) -> Value {
    let project = exported(page).await;
    let attributes = &only(&project, words).attributes;
    serde_json::to_value(attributes).expect("it is JSON")
}

/// Waits until what is proposed begins with these words.
async fn proposes(page: &Page, words: &str) {
    page.until(&format!(
        "document.querySelector('.inspector .proposed .what')?.textContent.startsWith({})",
        json!(words)
    ))
    .await;
}

/// What the field of a date is described by.
async fn description(page: &Page) -> String {
    page.eval(
        "const field = document.querySelector('.inspector input[placeholder^=\"e.g.\"]');
        const ids = field.getAttribute('aria-describedby').split(' ');
        return ids.map(id => document.getElementById(id).textContent).join(' ').trim();",
    )
    .await
}

async fn a_date_is_taken_by_a_key(page: &mut Page) {
    second(page).await;
    mark(page, "late 2023", "v").await;
    proposes(page, "Proposed: the end of 2023 2023 END").await;
    assert_eq!(
        description(page).await,
        "Proposed: the end of 2023 2023 END From its own words."
    );
    page.press("q").await;
    said(page, "Date: 2023, Part: END").await;
    proposes(page, "Accepted: the end of 2023").await;
    let taken = json!({ "date": "2023", "date-part": "END" });
    assert_eq!(attributes(page, "late 2023").await, taken);
    // Value and part are one step.
    expect_undo(page, Some("set date")).await;
    page.press("Ctrl+Z").await;
    proposes(page, "Proposed: ").await;
    assert_eq!(attributes(page, "late 2023").await, json!({}));
    page.press("Ctrl+Shift+Z").await;
    proposes(page, "Accepted: ").await;
    // An event has the date of its sentence; it says which words that is from.
    mark(page, "delisted", "v").await;
    proposes(page, "Proposed: the end of 2023 2023 END").await;
    assert_eq!(
        description(page).await,
        "Proposed: the end of 2023 2023 END From late 2023 in the sentence."
    );
    page.click(control("Accept")).await;
    proposes(page, "Accepted: ").await;
    assert_eq!(attributes(page, "delisted").await, taken);
    page.expect_accessible(".inspector", &[]).await;
    // Nothing is left to take.
    page.click(quote("delisted")).await;
    page.press("q").await;
    said(page, "No proposal to accept.").await;
}

async fn another_reading_is_chosen_and_edited(page: &mut Page) {
    second(page).await;
    mark(page, "Tuesday", "e").await;
    page.press("6").await;
    proposes(page, "Proposed: Tuesday, 17 December 2024").await;
    assert_eq!(
        description(page).await,
        "Proposed: Tuesday, 17 December 2024 2024-12-17 From its own words, reckoned from the article’s day, \
         18 December 2024."
    );
    assert_eq!(page.count(".readings > button").await, 2);
    page.click(".readings > button:nth-of-type(2)").await;
    said(page, "Date: 2024-12-24").await;
    proposes(page, "Accepted: Tuesday, 24 December 2024").await;
    page.until("document.activeElement.matches('.readings > [aria-pressed=true]:nth-of-type(2)')")
        .await;
    // By keys, back to the other.
    page.press("Shift+Tab Enter").await;
    said(page, "Date: 2024-12-17").await;
    assert_eq!(
        attributes(page, "Tuesday").await,
        json!({ "value": "2024-12-17" })
    );
    page.press("Ctrl+Z Ctrl+Z").await;
    proposes(page, "Proposed: ").await;
    page.click(quote("Tuesday")).await;
    page.press("d").await;
    page.until("document.activeElement.placeholder?.startsWith('e.g. 2024')")
        .await;
    page.type_text("2024-W51\n").await;
    proposes(page, "Edited. Proposed: ").await;
    assert_eq!(
        attributes(page, "Tuesday").await,
        json!({ "value": "2024-W51" })
    );
    assert_eq!(page.count(".readings > [aria-pressed=true]").await, 0);
    page.expect_accessible(".inspector", &[]).await;
}

async fn a_number_is_read(page: &mut Page) {
    second(page).await;
    page.press("j").await;
    page.until("document.querySelector('[data-article]')?.textContent.includes('over 130')")
        .await;
    mark(page, "over 130 people", "e").await;
    page.until("document.querySelector('.read-as')?.textContent === 'Read as: > 130 people'")
        .await;
    page.press("7").await;
    proposes(page, "Proposed: > 130 people 130, at least").await;
    assert_eq!(page.count(".read-as").await, 0);
    page.press("q").await;
    said(page, "Value: 130, Bound: at least").await;
    proposes(page, "Accepted: > 130 people").await;
    let taken = json!({ "number": "130", "bound": "at least" });
    assert_eq!(attributes(page, "over 130 people").await, taken);
    page.click(control("exactly")).await;
    proposes(page, "Edited. Proposed: ").await;
    page.click(control("Use it")).await;
    proposes(page, "Accepted: ").await;
    assert_eq!(attributes(page, "over 130 people").await, taken);
    page.press("Ctrl+Z Ctrl+Z Ctrl+Z").await;
    proposes(page, "Proposed: ").await;
    assert_eq!(attributes(page, "over 130 people").await, json!({}));
}

/// An article in a language, of 18 December 2024.
async fn article(page: &Page, language: &str, text: &str) {
    page.open().await;
    let mut project = page.project().await;
    project["annotations"] = json!([]);
    project["documents"] = json!([{
        "id": "one", "title": "One", "text": text, "language": language,
        "published": { "date": "2024-12-18", "basis": "stated" },
    }]);
    page.load(&project).await;
    page.until(&format!(
        "document.querySelector('[data-article]')?.textContent.includes({})",
        json!(text)
    ))
    .await;
}

async fn words_of_other_languages_are_read(page: &mut Page) {
    article(page, "de", "Am Dienstag kamen mehr als 1.200 Menschen.").await;
    mark(page, "Dienstag", "e").await;
    page.press("6").await;
    proposes(page, "Proposed: Tuesday, 17 December 2024").await;
    mark(page, "mehr als 1.200 Menschen", "e").await;
    page.press("7 q").await;
    said(page, "Value: 1200, Bound: at least").await;
    article(page, "ru", "Они пришли в декабре 2023 года.").await;
    mark(page, "пришли", "v").await;
    proposes(page, "Proposed: December 2023 2023-12").await;
    page.press("q").await;
    said(page, "Date: 2023-12").await;
    // Another script has its own direction in the sentence of the program.
    article(page, "ar", "وصلوا في 2023.").await;
    mark(page, "وصلوا", "v").await;
    proposes(page, "Proposed: 2023").await;
    assert_eq!(page.text(".proposed q").await, "2023");
}

async fn a_finger_takes_what_is_proposed(page: &mut Page) {
    second(page).await;
    mark(page, "Tuesday", "e").await;
    page.press("6").await;
    page.phone(390, 844).await;
    page.press("Enter").await;
    page.until("document.querySelector('.readings')?.getBoundingClientRect().width > 0")
        .await;
    page.eval::<()>("document.querySelector('.readings').scrollIntoView({ block: 'center' });")
        .await;
    page.settled().await;
    let small: usize = page
        .eval(
            "return [...document.querySelectorAll('.proposed button')]
                .filter(it => it.getBoundingClientRect().height < 44).length;",
        )
        .await;
    assert_eq!(small, 0);
    page.tap(".readings > button:nth-of-type(2)").await;
    proposes(page, "Accepted: Tuesday, 24 December 2024").await;
    let overflow: f64 = page
        .eval("const box = document.querySelector('.inspector-body'); return box.scrollWidth - box.clientWidth;")
        .await;
    assert!(overflow < 1.0, "{overflow}");
}

/// What is no date stays in the field, which says so, until another one is taken.
async fn refused_words_give_way(page: &mut Page) {
    second(page).await;
    mark(page, "late 2023", "v").await;
    page.press("d").await;
    page.until("document.activeElement.placeholder?.startsWith('e.g. 2024')")
        .await;
    page.type_text("fy2023\n").await;
    page.until("document.querySelector('.inspector .under.problem:not([hidden])')?.textContent.startsWith('Write 2024')")
        .await;
    page.press("q").await;
    said(page, "Date: 2023, Part: END").await;
    page.until(
        "document.querySelector('.inspector input[placeholder^=\"e.g.\"]').value === '2023'",
    )
    .await;
    page.until("document.querySelector('.inspector .under.problem').hidden")
        .await;
    page.press("d").await;
    page.until("document.activeElement.placeholder?.startsWith('e.g. 2024')")
        .await;
    page.press("Ctrl+A").await;
    page.type_text("FY2023\n").await;
    proposes(page, "Edited. ").await;
    let taken = json!({ "date": "FY2023", "date-part": "END" });
    assert_eq!(attributes(page, "late 2023").await, taken);
}
