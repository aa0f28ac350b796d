//! The browser loses its database: everything is brought back from the second one, or it is said that
//! it is gone.

use postil_e2e::marks::{expect_kept, expect_marks, expect_undo, mark, seen_saved};
use postil_e2e::{Page, browser_tests};
use serde_json::Value;
use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

browser_tests!(Chromium:
    a_record_cut_off_by_a_crash_costs_nothing,
    a_recovery_that_is_cut_off_is_gone_on_with,
    a_second_database_that_lacks_something_is_brought_in_line,
);
browser_tests!(Chromium, Firefox:
    what_is_gone_is_said_once,
);

/// Opens both databases, and gives all records of one as text.
const BOTH: &str = "
    const opened = request => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const bucket = await navigator.storageBuckets.open('postil-copy');
    const [first, second] = [await opened(indexedDB.open('postil')),
        await opened(bucket.indexedDB.open('postil'))];
    const records = async database => {
        const found = {};
        for (const name of database.objectStoreNames) {
            const objects = database.transaction(name).objectStore(name);
            const [keys, values] = [objects.getAllKeys(), objects.getAll()];
            await opened(values);
            const text = bytes => new TextDecoder().decode(bytes);
            found[name] = keys.result.map((key, at) => [key, text(values.result[at])]);
        }
        return found;
    };
    const emptied = (database, names) => new Promise((resolve, reject) => {
        const transaction = database.transaction(names, 'readwrite');
        for (const name of names) transaction.objectStore(name).clear();
        transaction.oncomplete = resolve;
        transaction.onabort = reject;
    });";

async fn both(page: &Page, body: &str) -> Value {
    let close = "first.close(); second.close();";
    let script =
        format!("{BOTH} const answer = await (async () => {{ {body} }})(); {close} return answer;");
    page.eval(&script).await
}

/// All that is stored but the place of the reader, which changes by itself.
async fn work(page: &Page) -> Value {
    let mut stored = both(page, "return await records(first);").await;
    stored["places"] = Value::Null;
    stored
}

/// Waits until it is said that everything was brought back, and closes that.
async fn seen_brought_back(page: &Page) {
    page.until(
        "document.querySelector('dialog h2')?.innerText === 'Your projects were brought back'",
    )
    .await;
    page.press("Escape").await;
}

/// The logs of the databases that Chromium keeps for the site, by LevelDB; not those of buckets.
fn logs(profile: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(profile.join("Default/IndexedDB")).expect("the site's databases");
    let folders = folders.map(|folder| folder.expect("a folder").path());
    let leveldb = folders.filter(|folder| folder.extension() == Some(OsStr::new("leveldb")));
    let files = leveldb.flat_map(|folder| fs::read_dir(folder).expect("its files"));
    let files = files.map(|file| file.expect("a file").path());
    files
        .filter(|file| file.extension() == Some(OsStr::new("log")))
        .collect()
}

/// Leaves a record without an end in the log, as a crash does that comes while it is written
/// (<https://github.com/google/leveldb/blob/main/doc/log_format.md>).
fn cut_off_a_record(profile: &Path) {
    let logs = logs(profile);
    let [log] = &*logs else {
        panic!("one log: {logs:?}");
    };
    let mut log = OpenOptions::new().append(true).open(log).expect("the log");
    // A checksum, a length of 32 bytes, and that it is whole; then less than that.
    log.write_all(b"\x01\x02\x03\x04\x20\x00\x01cut off")
        .expect("the log takes it");
}

async fn a_record_cut_off_by_a_crash_costs_nothing(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    page.crash_and(cut_off_a_record).await;
    page.open().await;
    assert_eq!(page.count("dialog").await, 0, "nothing is lost yet");
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    let before = work(page).await;

    page.restart().await;
    page.open().await;
    page.until("document.querySelector('dialog[open]')").await;
    page.screenshot("brought-back").await;
    seen_brought_back(page).await;
    let both = [("entity", "Foreign Ministry"), ("event", "seized power")];
    expect_marks(page, &both).await;
    expect_undo(page, Some("tag event")).await;
    assert_eq!(work(page).await, before);

    page.press("Ctrl+Z").await;
    seen_saved(page).await;
    expect_kept(page, &both[..1]).await;
    assert_eq!(page.count("dialog").await, 0, "it is told once");
    page.press("Ctrl+K").await;
    page.type_text("Projects of this browser").await;
    page.press("Enter").await;
    page.until("document.querySelector('dialog .facts')?.innerText.includes('stored twice')")
        .await;
    page.screenshot("stored-twice").await;
}

async fn a_recovery_that_is_cut_off_is_gone_on_with(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let before = work(page).await;
    // As when the page was left after some of it was put.
    both(
        page,
        "await emptied(first, ['journal', 'snapshots']);
        first.transaction('places', 'readwrite').objectStore('places').put(true, []);",
    )
    .await;
    page.reopen().await;
    seen_brought_back(page).await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
    assert_eq!(work(page).await, before);
}

async fn a_second_database_that_lacks_something_is_brought_in_line(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    both(
        page,
        "await emptied(second, ['journal', 'projects']);
        const snapshots = second.transaction('snapshots', 'readwrite').objectStore('snapshots');
        await opened(snapshots.put(new Uint8Array(9), ['gone', 0]));",
    )
    .await;
    page.reopen().await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    // The place of the reader is put a little later.
    let alike = "const [one, other] = [await records(first), await records(second)];
        return JSON.stringify(one) === JSON.stringify(other) && one.journal.length > 1;";
    postil_e2e::wait_until("both to be alike", async || both(page, alike).await == true).await;
}

async fn what_is_gone_is_said_once(page: &mut Page) {
    page.site().put("/blank.html", "<!doctype html>");
    page.site().put("/favicon.ico", "");
    page.open().await;
    assert_eq!(page.count("dialog").await, 0, "nothing was there before");
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    page.visit("/blank.html").await;
    page.eval::<()>(
        "await navigator.storageBuckets?.delete('postil-copy');
        const request = indexedDB.deleteDatabase('postil');
        await new Promise((resolve, reject) => {
            request.onsuccess = resolve;
            request.onerror = reject;
        });",
    )
    .await;
    page.open().await;
    page.until("document.querySelector('dialog h2')?.innerText.includes('is gone')")
        .await;
    page.screenshot("gone").await;
    page.press("Escape").await;
    expect_marks(page, &[]).await;
    page.reopen().await;
    assert_eq!(page.count("dialog").await, 0, "it is told once");
}
