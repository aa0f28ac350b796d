//! Several projects in one browser, their backups, and their files on disk.

use postil_e2e::marks::{expect_kept, expect_marks, mark, marks, read, seen_saved};
use postil_e2e::{Page, browser_tests, control};
use serde_json::json;

browser_tests!(Chromium, Firefox:
    projects_are_made_opened_called_otherwise_and_deleted,
    the_open_project_is_deleted_and_brought_back,
    tabs_on_different_projects_are_independent,
    a_backup_is_looked_at_and_brought_back,
);
browser_tests!(Chromium:
    a_project_is_kept_in_a_file,
    changes_in_one_browser_alone_are_counted,
);

async fn run(page: &Page, command: &str) {
    page.press("Ctrl+K").await;
    page.until("document.querySelector('.picker-field')").await;
    page.type_text(command).await;
    page.until("document.querySelectorAll('.choice').length === 1")
        .await;
    page.press("Enter").await;
}

async fn until_listed(page: &Page, names: &[&str]) {
    let names = json!(names);
    page.until(&format!(
        "JSON.stringify([...document.querySelectorAll('.shelf b')].map(b => b.textContent))
            === JSON.stringify({names})"
    ))
    .await;
}

async fn until_called(page: &Page, name: &str) {
    page.until(&format!(
        "document.querySelector('.project-name')?.value === {} && postil.project",
        json!(name)
    ))
    .await;
}

const FIRST: &str = "Taliban and Moscow";

/// Waits until the page says this anywhere.
async fn until_said(page: &Page, words: &str) {
    page.until(&format!(
        "document.querySelector('dialog')?.innerText.includes({})",
        json!(words)
    ))
    .await;
}

async fn choose(page: &Page, name: &str, item: &str) {
    page.click(control(format!("Actions for {name}"))).await;
    page.click(control(item)).await;
}

async fn projects_are_made_opened_called_otherwise_and_deleted(page: &mut Page) {
    page.open().await;
    page.eval::<()>("document.querySelector('.project-name').focus();")
        .await;
    rename_open(page, FIRST).await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;

    run(page, "New project").await;
    until_called(page, "Untitled project").await;
    assert_eq!(page.project().await["documents"], json!([]));
    rename_open(page, "Second").await;
    seen_saved(page).await;

    run(page, "Projects in").await;
    until_listed(page, &["Second", FIRST]).await;
    choose(page, "Second", "Duplicate").await;
    until_listed(page, &["Second", "Second (copy)", FIRST]).await;
    choose(page, "Second (copy)", "Rename").await;
    page.until("document.querySelector('.shelf input')").await;
    page.eval::<()>(
        "const field = document.querySelector('.shelf input'); field.focus(); field.select();",
    )
    .await;
    page.type_text("Third\n").await;
    until_listed(page, &["Second", "Third", FIRST]).await;
    choose(page, "Third", "Delete").await;
    until_said(page, "Deleted “Third”").await;
    until_said(page, "Restore").await;
    page.click(control("Restore")).await;
    until_listed(page, &["Second", "Third", FIRST]).await;
    choose(page, "Third", "Delete").await;
    until_said(page, "Delete for good").await;
    page.screenshot("projects").await;
    page.resize(500, 720).await;
    page.screenshot("projects-narrow").await;
    page.resize(1280, 800).await;
    page.click(control("Delete for good")).await;
    until_listed(page, &["Second", FIRST]).await;

    page.click(".shelf li:nth-child(2) button").await;
    until_called(page, FIRST).await;
    expect_work(page).await;
}

/// Checks that the mark is there and can be undone.
async fn expect_work(page: &Page) {
    page.ready().await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
    page.press("Ctrl+Z").await;
    expect_marks(page, &[]).await;
}

/// As [`choose`], where the selected mark could be deleted as well.
async fn delete(page: &Page, name: &str) {
    page.click(control(format!("Actions for {name}"))).await;
    page.click("[role=menuitem]:last-child").await;
}

async fn the_open_project_is_deleted_and_brought_back(page: &mut Page) {
    page.open().await;
    rename_open(page, FIRST).await;
    mark(page, "Foreign Ministry", "e").await;
    run(page, "New project").await;
    until_called(page, "Untitled project").await;
    rename_open(page, "Second").await;

    // Another project opens in its place, and a message says where to restore the deleted one.
    run(page, "Projects in").await;
    until_listed(page, &["Second", FIRST]).await;
    delete(page, "Second").await;
    until_called(page, FIRST).await;
    page.ready().await;
    until_said(page, "Deleted “Second”").await;
    until_listed(page, &[FIRST, "Second"]).await;
    page.screenshot(&format!("project-deleted-{}", page.engine()))
        .await;
    page.press("Escape").await;
    page.reopen().await;
    until_called(page, FIRST).await;
    assert_eq!(page.count("dialog[open]").await, 0, "it is told once");

    // Not while another tab has it open.
    let first = page.tab().await;
    let other = page.open_tab().await;
    page.open().await;
    page.until("document.querySelector('[data-saved]').innerText.includes('Read only')")
        .await;
    page.switch_to(&first).await;
    run(page, "Projects in").await;
    until_listed(page, &[FIRST, "Second"]).await;
    delete(page, FIRST).await;
    until_said(page, "Not done: the project is open in another tab").await;
    page.press("Escape").await;
    page.switch_to(&other).await;
    page.close_tab(&first).await;

    // If none is left, the page starts an empty one.
    run(page, "Projects in").await;
    until_listed(page, &[FIRST, "Second"]).await;
    delete(page, FIRST).await;
    until_called(page, "Untitled project").await;
    until_said(page, &format!("Deleted “{FIRST}”")).await;
    until_listed(page, &["Untitled project", "Second", FIRST]).await;
    // The dialog grows by what is said about the storage.
    page.until("document.querySelector('dialog .facts dd').textContent")
        .await;
    page.settled().await;
    page.click("h3 + .shelf li:last-child button").await;
    page.until("document.querySelectorAll('h3 + .shelf li').length === 1")
        .await;
    page.click(".shelf li:nth-child(2) button").await;
    until_called(page, FIRST).await;
    expect_work(page).await;
}

async fn rename_open(page: &Page, name: &str) {
    page.click(".project-name").await;
    page.press("Ctrl+A").await;
    page.type_text(&format!("{name}\n")).await;
    page.until(&format!("postil.project().name === {}", json!(name)))
        .await;
}

async fn tabs_on_different_projects_are_independent(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let first = page.tab().await;
    let other = page.open_tab().await;
    page.open().await;
    run(page, "New project").await;
    until_called(page, "Untitled project").await;
    rename_open(page, "Other").await;
    seen_saved(page).await;

    page.switch_to(&first).await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    let both = [("entity", "Foreign Ministry"), ("event", "seized power")];
    page.switch_to(&other).await;
    page.reload().await;
    until_called(page, "Other").await;
    seen_saved(page).await;
    page.switch_to(&first).await;
    expect_kept(page, &both).await;
}

async fn a_backup_is_looked_at_and_brought_back(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    run(page, "Backups of").await;
    until_said(page, "No backups yet").await;
    page.click(control("Back up now")).await;
    until_said(page, "5 articles, 1 mark, same as now").await;
    page.press("Escape").await;
    mark(page, "seized power", "v").await;
    run(page, "Backups of").await;
    until_said(page, "1 fewer mark than now").await;
    page.screenshot("backups").await;
    page.click(control("Restore")).await;
    until_said(page, "before another was restored").await;
    page.press("Escape").await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
    page.press("Ctrl+Z").await;
    let both = [("entity", "Foreign Ministry"), ("event", "seized power")];
    expect_marks(page, &both).await;
    seen_saved(page).await;
}

/// Gives the page a file inside the browser instead of asking a person for one. The page writes to it
/// like any other, without a system dialog that a test cannot reach.
const PICKER: &str = "
    window.showSaveFilePicker = async ({ suggestedName }) => {
        const folder = await navigator.storage.getDirectory();
        return folder.getFileHandle(suggestedName, { create: true });
    };
    window.fileText = async () => {
        const folder = await navigator.storage.getDirectory();
        try {
            for await (const file of folder.values()) return await (await file.getFile()).text();
        } catch (error) {
            // Missing for a moment, while the new contents take its place.
            if (error.name !== 'NotFoundError') throw error;
        }
    };
    FileSystemFileHandle.prototype.queryPermission = async () =>
        localStorage.allowed ?? 'granted';
    FileSystemFileHandle.prototype.requestPermission = async () =>
        localStorage.allowed = 'granted';";

async fn until_in_file(page: &Page, marks: usize) {
    page.until(&format!(
        "await fileText().then(text => JSON.parse(text || '{{}}').annotations?.length === {marks})"
    ))
    .await;
}

async fn a_project_is_kept_in_a_file(page: &mut Page) {
    page.before_load(PICKER).await;
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    run(page, "Keep the project").await;
    page.until("document.querySelector('.filing').innerText.startsWith('Kept in ')")
        .await;
    until_in_file(page, 1).await;
    mark(page, "seized power", "v").await;
    until_in_file(page, 2).await;

    // After a restart, the browser asks for permission again.
    seen_saved(page).await;
    page.eval::<()>("localStorage.allowed = 'prompt';").await;
    page.reopen().await;
    page.until("document.querySelector('.filing').innerText.startsWith('Allow ')")
        .await;
    mark(page, "Sergey Lavrov", "e").await;
    page.click(".filing button").await;
    until_in_file(page, 3).await;

    // The page does not overwrite another program's changes without asking.
    page.eval::<()>(
        "const folder = await navigator.storage.getDirectory();
        for await (const file of folder.values()) {
            const stream = await file.createWritable();
            await stream.write('{}');
            await stream.close();
        }",
    )
    .await;
    page.press("Ctrl+Z").await;
    page.until("document.querySelector('.filing').innerText.includes('another program')")
        .await;
    assert_eq!(page.eval::<String>("return fileText();").await, "{}");
    page.click(".filing button").await;
    until_in_file(page, 2).await;
}

async fn changes_in_one_browser_alone_are_counted(page: &mut Page) {
    page.open().await;
    let edits = async |count: usize| {
        page.call::<()>(
            "for (let at = 0; at < args; at++) {
                postil.annotate({ document: '000', start: at * 9, end: at * 9 + 5, label: 'entity' });
            }",
            json!(count),
        )
        .await;
    };
    edits(30).await;
    page.until("document.querySelector('.filing').innerText.includes('30 changes')")
        .await;
    assert_eq!(page.count(".filing .warn").await, 0);
    let file = page
        .download(async || page.click(".filing button").await)
        .await;
    assert_eq!(read(&file.bytes).annotations.len(), 30);
    page.until("document.querySelector('.filing').innerText === ''")
        .await;
    assert_eq!(marks(page).await.len(), 30);
    edits(200).await;
    page.until("document.querySelector('.filing .warn')?.innerText.includes('200 changes')")
        .await;
}
