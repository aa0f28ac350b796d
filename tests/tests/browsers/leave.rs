//! Nothing typed is lost to leaving the page in the middle of a word: not to closing the tab, not to going
//! back, not to a tab that is hidden; and the name of a project that is not open waits for its field.

use postil_e2e::marks::{expect_undo, mark, seen_saved};
use postil_e2e::{Page, Place, browser_tests, control, quote};
use serde_json::json;

browser_tests!(Chromium, Firefox:
    nothing_typed_is_lost_to_a_closed_tab,
    nothing_typed_is_lost_to_going_back,
    what_the_journal_has_no_time_for_is_not_lost,
    the_name_of_another_project_waits_for_its_field,
);
// Firefox hides no tab while it has no window.
browser_tests!(Chromium: nothing_typed_is_lost_to_a_hidden_tab);

/// A field that words are typed into.
struct Typed {
    /// What is selected before.
    mark: Option<&'static str>,
    /// What is opened before, in the palette.
    dialog: Option<&'static str>,
    field: fn() -> Place,
    /// What it is called here.
    name: &'static str,
    /// Where the words are in the project.
    value: &'static str,
}

const FIELDS: [Typed; 7] = [
    Typed {
        mark: Some("seized power"),
        dialog: None,
        field: || ".inspector textarea[rows='2']".into(),
        name: "note",
        value: "annotations.find(a => a.label === 'event').note",
    },
    Typed {
        mark: Some("taken at the highest level"),
        dialog: None,
        field: || control("In short"),
        name: "a claim in short",
        value: "annotations.find(a => a.label === 'claim').attributes.text",
    },
    Typed {
        mark: Some("Foreign Ministry"),
        dialog: None,
        field: || ".card-name".into(),
        name: "name of a cluster",
        value: "clusters[0].name",
    },
    Typed {
        mark: None,
        dialog: None,
        field: || ".project-name".into(),
        name: "name of the project",
        value: "name",
    },
    Typed {
        mark: None,
        dialog: Some("Article details"),
        field: || control("Title"),
        name: "title of the article",
        value: "documents[0].title",
    },
    Typed {
        mark: None,
        dialog: Some("Article details"),
        field: || control("Outlet"),
        name: "outlet of the article",
        value: "documents[0].outlet",
    },
    Typed {
        mark: None,
        dialog: Some("Projects in"),
        field: || "dialog .shelf input".into(),
        name: "name in the list of projects",
        value: "name",
    },
];

/// A claim, an event, and a mark with a cluster.
async fn prepare(page: &Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    page.press("l Enter").await;
    page.until("postil.project().clusters?.length === 1").await;
    mark(page, "seized power", "v").await;
    mark(page, "taken at the highest level", "c").await;
    seen_saved(page).await;
}

/// Types into a field what is in no field yet, and returns that.
async fn type_into(page: &Page, field: &Typed) -> String {
    if let Some(mark) = field.mark {
        page.click(quote(mark)).await;
    }
    if let Some(dialog) = field.dialog {
        page.open_by_name(dialog).await;
    }
    if field.dialog == Some("Projects in") {
        page.until("document.querySelector('.shelf li .menu > button')")
            .await;
        page.click(".shelf li:first-child .menu > button").await;
        page.click(control("Rename")).await;
    }
    page.settled().await;
    page.click((field.field)()).await;
    page.press("Ctrl+A").await;
    let words = format!("typed into the {}", field.name);
    page.type_text(&words).await;
    // The last keys may still be on their way to the page.
    page.until(&format!(
        "document.activeElement.value === {}",
        json!(words)
    ))
    .await;
    words
}

/// Checks that the open project has what was typed.
async fn expect_kept(page: &Page, field: &Typed, words: &str) {
    let kept: Option<String> = page
        .eval(&format!("return postil.project().{} ?? null;", field.value))
        .await;
    assert_eq!(kept.as_deref(), Some(words), "{}", field.name);
}

async fn nothing_typed_is_lost_to_a_closed_tab(page: &mut Page) {
    prepare(page).await;
    for field in &FIELDS {
        let closed = page.tab().await;
        let next = page.open_tab().await;
        page.switch_to(&closed).await;
        let words = type_into(page, field).await;
        page.close_tab(&next).await;
        page.open().await;
        // The tab that goes away may still be writing.
        page.until(&format!(
            "postil.project().{} === {}",
            field.value,
            json!(words)
        ))
        .await;
    }
}

async fn nothing_typed_is_lost_to_going_back(page: &mut Page) {
    page.site()
        .put("/before.html", "<!doctype html><title>Before</title>");
    page.site().put("/favicon.ico", "");
    page.visit("/before.html").await;
    prepare(page).await;
    for field in &FIELDS {
        let words = type_into(page, field).await;
        let back = page.client().back().await;
        back.expect("the browser goes back");
        page.until("location.pathname === '/before.html'").await;
        let forward = page.client().forward().await;
        forward.expect("the browser goes forward");
        page.ready().await;
        expect_kept(page, field, &words).await;
        page.press("Escape Escape").await;
    }
}

/// No time passes here: what is kept is kept because the tab is hidden.
async fn nothing_typed_is_lost_to_a_hidden_tab(page: &mut Page) {
    prepare(page).await;
    for field in &FIELDS {
        page.eval::<()>(
            "window.hidings = 0;
            document.addEventListener('visibilitychange', () => hidings += document.hidden);
            const wait = setTimeout;
            window.setTimeout = (run, time, ...rest) => time === 1000 ? 0 : wait(run, time, ...rest);",
        )
        .await;
        let hidden = page.tab().await;
        let words = type_into(page, field).await;
        let other = page.open_tab().await;
        page.switch_to(&hidden).await;
        assert_eq!(page.eval::<usize>("return hidings;").await, 1);
        expect_kept(page, field, &words).await;
        page.switch_to(&other).await;
        page.close_tab(&hidden).await;
        page.reopen().await;
    }
}

/// Keeps the journal busy until the page is gone.
const BUSY: &str = "
    const database = await new Promise((resolve, reject) => {
        const asked = indexedDB.open('postil');
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
    });
    const journal = database.transaction('journal', 'readwrite').objectStore('journal');
    const again = () => journal.get(['nothing', 0]).onsuccess = again;
    again();";

/// The disk is slow: what was typed first is still being written when the page is left.
async fn what_the_journal_has_no_time_for_is_not_lost(page: &mut Page) {
    page.open().await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    let note = "postil.project().annotations[0].note ?? ''";
    for words in ["first", " second", " third"] {
        page.eval::<()>(BUSY).await;
        page.click(quote("seized power")).await;
        page.press("n").await;
        page.until("document.activeElement.matches('.inspector textarea')")
            .await;
        page.press("Ctrl+End").await;
        page.type_text(words).await;
        page.until(&format!("{note}.endsWith({})", json!(words)))
            .await;
        page.type_text(" and more").await;
        page.reopen().await;
        page.until(&format!(
            "{note}.endsWith({})",
            json!(format!("{words} and more"))
        ))
        .await;
    }
    // The journal has it now, with its history.
    seen_saved(page).await;
    page.reopen().await;
    let kept: String = page.eval(&format!("return {note};")).await;
    assert_eq!(kept, "first and more second and more third and more");
    expect_undo(page, Some("write note")).await;
    page.press("Ctrl+Z").await;
    page.until(&format!("{note} === 'first and more second and more'"))
        .await;
}

/// Another project is renamed once its field is left.
async fn the_name_of_another_project_waits_for_its_field(page: &mut Page) {
    page.open().await;
    page.open_by_name("Projects in").await;
    page.until("document.querySelector('.shelf li .menu > button')")
        .await;
    let called = |name: &str, at: usize| {
        format!(
            "document.querySelector('.shelf li:nth-child({at}) b')?.innerText === {}",
            json!(name)
        )
    };
    page.click(".shelf li:first-child .menu > button").await;
    page.click(control("Duplicate")).await;
    page.until("document.querySelectorAll('.shelf li').length === 2")
        .await;
    page.click(".shelf li:nth-child(2) .menu > button").await;
    page.click(control("Rename")).await;
    page.click("dialog .shelf input").await;
    page.press("Ctrl+A").await;
    page.type_text("Kabul in May").await;
    page.reopen().await;
    let field = "document.querySelector('dialog .shelf input')";
    page.open_by_name("Projects in").await;
    page.until(&format!("{field}?.value === 'Kabul in May'"))
        .await;
    page.until(&format!("document.activeElement === {field}"))
        .await;
    page.press("End").await;
    page.type_text(" 2021\n").await;
    page.until(&called("Kabul in May 2021", 2)).await;
    // It is done: the field is not there again.
    page.reopen().await;
    page.open_by_name("Projects in").await;
    page.until(&called("Kabul in May 2021", 2)).await;
    assert_eq!(page.count("dialog .shelf input").await, 0);
}
