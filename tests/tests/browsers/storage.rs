//! Storage that fails, is full or damaged, or comes from another version: the page says so clearly,
//! shows what it can read, offers it for download, and overwrites nothing.

use postil_e2e::marks::{
    expect_kept, expect_marks, expect_undo, exported, mark, only, read, seen_saved,
};
use postil_e2e::{Engine, Page, browser_tests, control};
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::Path;

browser_tests!(Chromium, Firefox:
    a_history_in_both_directions_opens,
    version_1_opens,
    version_2_opens,
    version_3_opens,
    a_browser_that_keeps_nothing_still_works,
);
browser_tests!(Chromium:
    a_full_storage_is_said_and_gone_on_from,
    a_storage_that_is_full_later_is_said_and_tried_again,
    to_keep_it_is_asked_at_the_first_save,
    a_transaction_that_breaks_off_is_said_and_made_up_for,
    a_damaged_record_costs_no_more_than_what_follows_it,
    what_a_newer_version_wrote_is_left_alone,
);

/// Opens the page's database, and returns all its records as text.
const DATABASE: &str = "
    const request = indexedDB.open('postil');
    const database = await new Promise((opened, failed) => {
        request.onsuccess = () => opened(request.result);
        request.onerror = failed;
    });
    const done = transaction => new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
    });
    const all = async store => {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = [objects.getAllKeys(), objects.getAll()];
        await done(objects.transaction);
        const text = bytes => new TextDecoder().decode(bytes);
        return keys.result.map((key, at) => [key, text(values.result[at])]);
    };
    const put = async (store, key, text) => {
        const objects = database.transaction(store, 'readwrite').objectStore(store);
        objects.put(new TextEncoder().encode(text), key);
        await done(objects.transaction);
    };";

/// Creates the database that a fixture describes, on a page without one.
const MAKE: &str = "
    const { version, ...stores } = args;
    const request = indexedDB.open('postil', version);
    request.onupgradeneeded = () => {
        for (const [name, records] of Object.entries(stores)) {
            const store = request.result.createObjectStore(name);
            for (const [key, text] of records) store.put(new TextEncoder().encode(text), key);
        }
    };
    await new Promise((made, failed) => {
        request.onsuccess = made;
        request.onerror = failed;
    });
    request.result.close();";

async fn stored(page: &Page, store: &str) -> Vec<Value> {
    let script =
        format!("{DATABASE} const found = await all(args); database.close(); return found;");
    page.call(&script, json!(store)).await
}

async fn store(page: &Page, name: &str, key: Value, text: &str) {
    let script = format!("{DATABASE} await put(...args); database.close();");
    page.call::<()>(&script, json!([name, key, text])).await;
}

async fn a_history_in_both_directions_opens(page: &mut Page) {
    let form = include_str!("../../fixtures/stored/1-both-directions.json");
    opens(page, form).await;
}

async fn version_1_opens(page: &mut Page) {
    opens(page, include_str!("../../fixtures/stored/1.json")).await;
}

async fn version_2_opens(page: &mut Page) {
    opens(page, include_str!("../../fixtures/stored/2.json")).await;
}

/// A fixture with a snapshot in pieces.
async fn version_3_opens(page: &mut Page) {
    opens(page, include_str!("../../fixtures/stored/3.json")).await;
}

/// Checks that a project stored in this form opens, undoes, redoes, and can be edited.
async fn opens(page: &mut Page, form: &str) {
    page.site().put("/blank.html", "<!doctype html>");
    page.site().put("/favicon.ico", "");
    page.visit("/blank.html").await;
    let form: Value = serde_json::from_str(form).expect("a fixture in JSON");
    page.call::<()>(MAKE, form).await;
    page.open().await;
    let marks = [("entity", "minister"), ("entity", "ministry")];
    expect_marks(page, &marks).await;
    page.until("document.querySelector('.project-name').value === 'Kept long ago'")
        .await;
    expect_undo(page, Some("tag entity")).await;
    page.press("Ctrl+Shift+Z").await;
    let all = [marks[0], marks[1], ("entity", "so")];
    expect_marks(page, &all).await;
    seen_saved(page).await;
    expect_kept(page, &all).await;
    page.press("Ctrl+Z Ctrl+Z Ctrl+Z").await;
    expect_marks(page, &[]).await;
    seen_saved(page).await;
    assert_eq!(
        page.count("dialog").await,
        0,
        "there is nothing to complain of"
    );
}

/// Waits until the page says that it cannot save and why, then downloads the project.
async fn expect_refused(page: &Page, reason: &str, marks: usize) {
    page.until(&format!(
        "document.querySelector('.notice[role=alert]')?.textContent.includes({})",
        json!(reason)
    ))
    .await;
    let file = page
        .download(async || page.click(control("Export now")).await)
        .await;
    assert_eq!(read(&file.bytes).annotations.len(), marks);
}

/// Sets the site's quota in bytes; `None` restores the browser's own.
async fn set_quota(page: &Page, bytes: Option<u32>) {
    let mut quota = json!({ "origin": page.site().origin() });
    if let Some(bytes) = bytes {
        quota["quotaSize"] = json!(bytes);
    }
    page.devtools("Storage.overrideQuotaForOrigin", quota).await;
}

async fn a_full_storage_is_said_and_gone_on_from(page: &mut Page) {
    // Before the page opens: the browser caches the quota for a while.
    set_quota(page, Some(1)).await;
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    expect_refused(page, "the storage is full", 1).await;

    set_quota(page, None).await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    let both = [("entity", "Foreign Ministry"), ("event", "seized power")];
    expect_kept(page, &both).await;
}

async fn a_storage_that_is_full_later_is_said_and_tried_again(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    page.restart().await;
    set_quota(page, Some(1)).await;
    page.open().await;
    mark(page, "seized power", "v").await;
    expect_refused(page, "the storage is full", 2).await;
    let both = [("entity", "Foreign Ministry"), ("event", "seized power")];
    expect_marks(page, &both).await;

    // Without another edit, the page saves as soon as there is room.
    set_quota(page, None).await;
    page.until("document.querySelector('[data-saved]').innerText.trim() === 'Saved'")
        .await;
    expect_kept(page, &both).await;
}

async fn to_keep_it_is_asked_at_the_first_save(page: &mut Page) {
    page.before_load(
        "const { persist } = StorageManager.prototype;
        window.asked = 0;
        StorageManager.prototype.persist = function() {
            window.asked++;
            return persist.call(this);
        };",
    )
    .await;
    page.open().await;
    assert_eq!(page.eval::<u32>("return asked;").await, 0);
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    assert_eq!(page.eval::<u32>("return asked;").await, 1);
    expect_storage(page, "may delete the projects").await;
    page.press("Escape").await;

    // Chromium decides by how much a site is used, or by a person's answer.
    let origin = page.site().origin();
    let granted = json!({ "origin": origin, "permissions": ["durableStorage"] });
    page.devtools("Browser.grantPermissions", granted).await;
    expect_storage(page, "until you clear its data").await;
}

/// Checks what *Projects* says about the storage.
async fn expect_storage(page: &Page, said: &str) {
    page.open_by_name("Projects in this browser").await;
    page.until(&format!(
        "document.querySelector('dialog .facts')?.innerText.includes({})",
        json!(said)
    ))
    .await;
}

async fn a_transaction_that_breaks_off_is_said_and_made_up_for(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    page.eval::<()>(
        "const { add } = IDBObjectStore.prototype;
        window.mend = () => { IDBObjectStore.prototype.add = add; };
        IDBObjectStore.prototype.add = function(...given) {
            const request = add.apply(this, given);
            request.onsuccess = () => {};
            this.transaction.abort();
            return request;
        };",
    )
    .await;
    mark(page, "seized power", "v").await;
    expect_refused(page, "the browser gave up writing", 2).await;
    page.eval::<()>("mend();").await;
    mark(page, "Sergey Lavrov", "e").await;
    seen_saved(page).await;
    let all = [
        ("entity", "Foreign Ministry"),
        ("event", "seized power"),
        ("entity", "Sergey Lavrov"),
    ];
    expect_kept(page, &all).await;
}

async fn a_damaged_record_costs_no_more_than_what_follows_it(page: &mut Page) {
    page.open().await;
    for (text, key) in [
        ("Foreign Ministry", "e"),
        ("seized power", "v"),
        ("Sergey Lavrov", "e"),
    ] {
        mark(page, text, key).await;
        seen_saved(page).await;
    }
    let journal = stored(page, "journal").await;
    let key = journal.last().expect("entries")[0].clone();
    let damaged = "[1,{\"commit\":{\"name\":";
    store(page, "journal", key.clone(), damaged).await;
    page.reopen().await;
    page.until(
        "document.querySelector('dialog')?.innerText.includes('the last change could not be read')",
    )
    .await;
    page.press("Escape").await;
    let rest = [("entity", "Foreign Ministry"), ("event", "seized power")];
    expect_marks(page, &rest).await;

    // Work continues, and the damaged record stays where it is.
    page.press("Ctrl+Z").await;
    seen_saved(page).await;
    let journal = stored(page, "journal").await;
    assert!(journal.contains(&json!([key, damaged])), "{journal:?}");
    expect_kept(page, &rest[..1]).await;
    assert_eq!(page.count("dialog").await, 0);
}

async fn what_a_newer_version_wrote_is_left_alone(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let newest = json!(["default", 1000]);
    store(page, "snapshots", newest, "[2,{\"unheard\":\"of\"}]").await;
    let everything = async |page: &Page| {
        let snapshots = stored(page, "snapshots").await;
        (snapshots, stored(page, "journal").await)
    };
    let before = everything(page).await;
    page.reopen().await;
    page.until("document.querySelector('.notice')?.textContent.includes('newer version')")
        .await;
    mark(page, "seized power", "v").await;
    expect_refused(page, "holds other work", 1).await;
    assert_eq!(everything(page).await, before);
}

/// Has the browser refuse to keep anything for any site.
fn block_site_data(engine: Engine, profile: &Path) {
    match engine {
        Engine::Firefox => {
            let block = "user_pref('network.cookie.cookieBehavior', 2);\n";
            let mut settings = fs::OpenOptions::new();
            let file = settings
                .append(true)
                .create(true)
                .open(profile.join("user.js"));
            file.and_then(|mut file| file.write_all(block.as_bytes()))
                .expect("the settings are written");
        }
        _ => {
            let file = profile.join("Default/Preferences");
            let known = fs::read(&file).unwrap_or_default();
            let mut settings: Value = serde_json::from_slice(&known).unwrap_or(json!({}));
            settings["profile"]["default_content_setting_values"]["cookies"] = json!(2);
            fs::create_dir_all(profile.join("Default")).expect("a folder in the profile");
            fs::write(file, settings.to_string()).expect("the settings are written");
        }
    }
}

async fn a_browser_that_keeps_nothing_still_works(page: &mut Page) {
    let engine = page.engine();
    page.crash_and(|profile| block_site_data(engine, profile))
        .await;
    page.open().await;
    let refused: bool = page
        .eval("try { localStorage.length; return false; } catch { return true; }")
        .await;
    assert!(refused, "the browser refuses to keep anything");
    page.until("document.querySelector('[data-saved]').textContent.includes('Not saved')")
        .await;
    mark(page, "Foreign Ministry", "e").await;
    page.click(control("Theme: system, light or dark")).await;
    page.until("document.documentElement.dataset.theme === 'light'")
        .await;
    page.press("Ctrl+Z").await;
    page.until("!postil.project().annotations.length").await;
    mark(page, "Foreign Ministry", "e").await;
    let project = exported(page).await;
    assert_eq!(only(&project, "Foreign Ministry").label, "entity");
    let words: String = page.text(".notice").await;
    assert!(words.to_lowercase().contains("not saved"), "{words}");
}
