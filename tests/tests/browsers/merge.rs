//! Copies of a project: merging them, and resolving their conflicts.

use postil_core::format::postil;
use postil_core::model::{Annotation, Project};
use postil_e2e::marks::{expect_undo, exported, mark, seen_saved};
use postil_e2e::{Page, browser_tests, control};
use serde_json::json;

browser_tests!(Chromium:
    a_copy_is_merged_and_its_conflicts_are_settled_by_keys,
    conflicts_outlive_a_reload_and_an_export,
    both_marks_are_kept_and_all_is_settled_at_once
);

/// Three marks in the first article, and a copy with changed and further marks.
async fn copies(page: &Page) -> (Project, Project) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    mark(page, "Vladimir Putin", "e").await;
    page.press("Escape").await;
    seen_saved(page).await;
    let here = exported(page).await;
    let mut copy = here.clone();
    copy.header.name = "The copy".to_owned();
    let own = &mut copy.annotations[0];
    own.label = "entity.place".to_owned();
    own.note = "The Russian one.".to_owned();
    own.modified = "2030-01-01T00:00:00.000Z".to_owned();
    let new = json!({
        "id": "new", "document": copy.documents[0].meta.id, "label": "event", "author": "ben",
        "fragments": [{ "start": 0, "end": 6 }],
    });
    let new: Annotation = serde_json::from_value(new).expect("an annotation");
    copy.annotations.push(new.clone());
    let mut beside = new;
    beside.id = here.annotations[1].id.clone();
    copy.annotations[1] = beside;
    (here, copy)
}

async fn drop_copy(page: &Page, copy: &Project) {
    let file = postil::write(copy).files.remove(0);
    page.drop_files("[data-article]", &[(file.name.as_str(), &file.bytes)])
        .await;
    page.until("document.querySelector('dialog[open] #way-Merge')")
        .await;
}

async fn merge(page: &Page, copy: &Project) {
    drop_copy(page, copy).await;
    page.import_as("Merge with this project").await;
    page.until("document.querySelector('dialog[open] .conflict')")
        .await;
}

const FIELDS: &str = "
    return [...document.querySelectorAll('.conflict')].map(line => [
        line.querySelector('.name').textContent,
        ...[...line.querySelectorAll('.words')].map(words => words.textContent),
    ]);";

const FOCUSED: &str = "return document.activeElement.ariaLabel ?? '';";

async fn a_copy_is_merged_and_its_conflicts_are_settled_by_keys(page: &mut Page) {
    let (here, copy) = copies(page).await;
    drop_copy(page, &copy).await;
    page.until("document.querySelector('#way-Merge').textContent !== 'Comparing …'")
        .await;
    let said = page.text("#way-Merge").await;
    assert_eq!(
        said,
        "New: 2 marks. By another author under an id in use here: 1 mark, both kept. \
         With conflicts: 1 mark."
    );
    page.screenshot("merge-preview").await;
    let focused: String = page.eval("return document.activeElement.innerText;").await;
    assert_eq!(focused, "Merge");
    assert_eq!(exported(page).await, here, "nothing before it is asked");
    page.press("Enter").await;
    page.until("document.querySelectorAll('dialog[open] .conflict').length === 2")
        .await;
    let listed: Vec<Vec<String>> = page.eval(FIELDS).await;
    assert_eq!(listed[0], ["Label", "Entity", "Place"]);
    assert_eq!(listed[1], ["Note", "Nothing", "The Russian one."]);
    let merged = exported(page).await;
    assert_eq!(merged.annotations.len(), 4);
    assert_eq!(merged.header.unsettled().len(), 1);
    assert_eq!(merged.header.name, here.header.name);
    let own = |project: &Project| -> Annotation {
        let id = &here.annotations[0].id;
        let mut own = project.annotations.iter().filter(|a| a.id == *id);
        own.next().cloned().expect("it is there")
    };
    assert_eq!(own(&merged), own(&here), "what was here stays in force");
    page.screenshot("merge-conflicts").await;

    // The second value of the first line, then the first of the other.
    page.eval::<()>("document.querySelector('.conflict-value').focus();")
        .await;
    page.press("ArrowRight").await;
    let focused: String = page.eval(FOCUSED).await;
    assert!(
        focused.starts_with("Label: Place (merged, changed 2030-01-01"),
        "{focused}"
    );
    page.press("Enter").await;
    page.until("document.querySelectorAll('.conflict').length === 1")
        .await;
    page.until("document.activeElement.ariaLabel?.startsWith('Note: Nothing')")
        .await;
    let said = page.text(".announcement").await;
    assert_eq!(said, "Settled; 1 left.");
    assert_eq!(own(&exported(page).await).label, "entity.place");
    page.press("Ctrl+Z").await;
    page.until("document.querySelectorAll('.conflict').length === 2")
        .await;
    assert_eq!(exported(page).await, merged, "a step of undo");
    page.eval::<()>("document.querySelector('.conflict-value').focus();")
        .await;
    page.press("Enter").await;
    page.until("document.querySelectorAll('.conflict').length === 1")
        .await;
    page.until("document.activeElement.ariaLabel?.startsWith('Note:')")
        .await;
    page.press("ArrowRight Enter").await;
    page.until("!document.querySelector('dialog[open]')").await;
    page.until(
        "document.querySelector('.announcement').textContent.startsWith('No conflicts left')",
    )
    .await;
    let settled = exported(page).await;
    assert_eq!(settled.header.unsettled().len(), 0);
    let own = own(&settled);
    assert_eq!(
        (own.label.as_str(), own.note.as_str()),
        ("entity", "The Russian one.")
    );
    expect_undo(page, Some("settle a conflict")).await;
}

async fn conflicts_outlive_a_reload_and_an_export(page: &mut Page) {
    let (_, copy) = copies(page).await;
    merge(page, &copy).await;
    page.press("Escape").await;
    page.until("document.querySelector('.statusbar .link')?.textContent === '2 conflicts'")
        .await;
    page.saved().await;
    page.reopen().await;
    page.until("document.querySelector('.statusbar .link')?.textContent === '2 conflicts'")
        .await;
    let merged = exported(page).await;
    assert_eq!(merged.header.unsettled().len(), 1);
    // A third copy meets the unresolved conflicts of the file and adds nothing.
    let file = postil::write(&merged).files.remove(0);
    page.drop_files("[data-article]", &[(file.name.as_str(), &file.bytes)])
        .await;
    page.until("document.querySelector('#way-Merge')").await;
    page.until("document.querySelector('#way-Merge').textContent !== 'Comparing …'")
        .await;
    let said = page.text("#way-Merge").await;
    assert_eq!(said, "Nothing new. Same as here: 4 marks. No conflicts.");
    page.import_as("Merge with this project").await;
    page.until("document.querySelector('.announcement').textContent.includes('here already')")
        .await;
    page.click(control("2 conflicts")).await;
    page.until("document.querySelectorAll('dialog[open] .conflict').length === 2")
        .await;
    page.press("Escape Ctrl+K").await;
    page.type_text("resolve").await;
    page.press("Enter").await;
    page.until("document.querySelectorAll('dialog[open] .conflict').length === 2")
        .await;
}

async fn both_marks_are_kept_and_all_is_settled_at_once(page: &mut Page) {
    let (_, copy) = copies(page).await;
    merge(page, &copy).await;
    page.click(control("Keep both as marks")).await;
    page.until("!document.querySelector('dialog[open]')").await;
    let kept = exported(page).await;
    assert_eq!(
        (kept.annotations.len(), kept.header.unsettled().len()),
        (5, 0)
    );
    page.press("Ctrl+Z").await;
    page.until("postil.project().annotations.length === 4")
        .await;
    page.until("document.querySelector('.statusbar .link')")
        .await;
    page.click(control("2 conflicts")).await;
    page.click(control("Use the latest changes")).await;
    page.until("!document.querySelector('dialog[open]')").await;
    let settled = exported(page).await;
    assert_eq!(settled.header.unsettled().len(), 0);
    let labels = settled.annotations.iter().map(|a| a.label.as_str());
    assert_eq!(labels.filter(|label| *label == "entity.place").count(), 1);
}
