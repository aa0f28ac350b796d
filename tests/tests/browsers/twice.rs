//! The browser loses its database: the page restores everything from the second one, or says that it is
//! gone.

use postil_e2e::marks::{expect_kept, expect_marks, expect_undo, mark, read, seen_saved};
use postil_e2e::{Page, Random, browser_tests, control, wait_until};
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

browser_tests!(Chromium:
    a_record_cut_off_by_a_crash_costs_nothing,
    a_recovery_that_is_cut_off_is_gone_on_with,
    a_second_database_that_lacks_something_is_brought_in_line,
    a_record_that_cannot_be_read_is_read_from_the_second,
    a_database_that_does_not_open_is_read_from_the_second,
    a_second_database_that_does_not_answer_keeps_nobody_from_work,
    a_second_database_that_fails_keeps_nobody_from_work,
);
browser_tests!(Chromium, Firefox:
    what_is_gone_is_said_once,
);

/// Opens both databases, and returns all records of one as text.
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
            const text = value => value.handle?.name ?? new TextDecoder().decode(value);
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

/// Everything that is stored except the reader's place, which changes by itself.
async fn work(page: &Page) -> Value {
    let mut stored = both(page, "return await records(first);").await;
    stored["places"] = Value::Null;
    stored
}

/// Waits for the message that everything was restored, and closes it.
async fn seen_brought_back(page: &Page) {
    page.until(
        "document.querySelector('dialog h2')?.innerText === 'Your projects were brought back'",
    )
    .await;
    page.press("Escape").await;
}

/// The files of a folder with this ending.
fn with_ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let all = all.map(|entry| entry.expect("an entry").path());
    all.filter(|path| path.extension() == Some(OsStr::new(ending)))
        .collect()
}

/// Where Chromium keeps the site's first database, a LevelDB.
fn first(profile: &Path) -> PathBuf {
    let found = with_ending(&profile.join("Default/IndexedDB"), "leveldb");
    let [folder] = &*found else {
        panic!("one database: {found:?}");
    };
    folder.clone()
}

/// Leaves a cut-off record in the log, as a crash in the middle of writing does
/// (<https://github.com/google/leveldb/blob/main/doc/log_format.md>).
fn cut_off_a_record(profile: &Path) {
    let logs = with_ending(&first(profile), "log");
    let [log] = &*logs else {
        panic!("one log: {logs:?}");
    };
    let mut log = OpenOptions::new().append(true).open(log).expect("the log");
    // A checksum, a length of 32 bytes, and the mark of a whole record; then fewer bytes.
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
    page.open_by_name("Projects in this browser").await;
    page.until("document.querySelector('dialog .facts')?.innerText.includes('stored twice')")
        .await;
    page.screenshot("stored-twice").await;
}

async fn a_recovery_that_is_cut_off_is_gone_on_with(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let before = work(page).await;
    // As if the page had been closed halfway through restoring.
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
        const file = await (await navigator.storage.getDirectory())
            .getFileHandle('kept.json', { create: true });
        const files = first.transaction('files', 'readwrite').objectStore('files');
        await opened(files.put({ handle: file, modified: 0 }, 'other'));
        const snapshots = second.transaction('snapshots', 'readwrite').objectStore('snapshots');
        await opened(snapshots.put(new Uint8Array(9), ['gone', 0]));",
    )
    .await;
    page.reopen().await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    // The reader's place is stored a little later.
    let alike = "const [one, other] = [await records(first), await records(second)];
        return JSON.stringify(one) === JSON.stringify(other) && one.journal.length > 1
            && one.files.length === 1;";
    wait_until("both to be alike", async || both(page, alike).await == true).await;
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

/// Marks some text with a note so large that Chromium keeps it in a file of its own; returns the note.
async fn mark_with_large_note(page: &Page) -> String {
    // Without repetition, because the size after compression counts.
    let mut random = Random::new(1);
    let letters = (0..200_000).map(|_| char::from(b'!' + random.below(90) as u8));
    let note: String = letters.collect();
    let wanted = json!({
        "document": "000", "start": 0, "end": 6, "label": "entity", "note": note,
    });
    page.call::<()>("postil.annotate(args);", wanted).await;
    seen_saved(page).await;
    note
}

/// Removes the files with large records of a database.
fn remove_large(folder: &Path) {
    let blobs = with_ending(folder, "blob");
    assert!(
        !blobs.is_empty(),
        "no large records in {}",
        folder.display()
    );
    for blobs in blobs {
        fs::remove_dir_all(blobs).expect("they can be removed");
    }
}

async fn a_record_that_cannot_be_read_is_read_from_the_second(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    let note = mark_with_large_note(page).await;
    let databases = Path::new("Default/IndexedDB");
    page.crash_and(|profile| remove_large(&profile.join(databases)))
        .await;
    page.open().await;
    let kept: Vec<String> = page
        .eval("return postil.project().annotations.map(({ note }) => note ?? '');")
        .await;
    assert!(
        kept.len() == 2 && kept.contains(&note),
        "{} marks",
        kept.len()
    );
    assert_eq!(page.count("dialog").await, 0, "nothing is lost");
    mark(page, "seized power", "v").await;
    seen_saved(page).await;

    // Missing in both: the other records are there, and the page says what is missing.
    page.crash_and(|profile| {
        let buckets = fs::read_dir(profile.join("Default/WebStorage")).expect("the buckets");
        let buckets = buckets.map(|bucket| bucket.expect("an entry").path().join("IndexedDB"));
        for bucket in buckets.filter(|bucket| bucket.is_dir()) {
            remove_large(&bucket);
        }
    })
    .await;
    page.open().await;
    page.until("document.querySelector('dialog')?.innerText.includes('last 2 changes')")
        .await;
    page.press("Escape").await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
}

async fn a_database_that_does_not_open_is_read_from_the_second(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let aside = OsStr::new("aside");
    page.crash_and(|profile| {
        let folder = first(profile);
        fs::rename(&folder, folder.with_extension(aside)).expect("it can be moved");
        fs::write(folder, "no folder").expect("a file in its place");
    })
    .await;
    page.open().await;
    page.until("document.querySelector('.notice[role=alert]')?.innerText.includes('Not saved')")
        .await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
    mark(page, "seized power", "v").await;
    let file = page
        .download(async || page.click(control("Export now")).await)
        .await;
    assert_eq!(read(&file.bytes).annotations.len(), 2);

    page.crash_and(|profile| {
        let folder = first(profile);
        fs::remove_file(&folder).expect("it is a file");
        fs::rename(folder.with_extension(aside), folder).expect("it can be moved back");
    })
    .await;
    page.open().await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
    assert_eq!(page.count("dialog").await, 0, "nothing was written over");
}

async fn a_second_database_that_does_not_answer_keeps_nobody_from_work(page: &mut Page) {
    goes_on(page, "() => new Promise(() => {})").await;
}

async fn a_second_database_that_fails_keeps_nobody_from_work(page: &mut Page) {
    goes_on(
        page,
        "() => Promise.reject(new DOMException('no', 'QuotaExceededError'))",
    )
    .await;
}

/// From the second visit on, the browser opens buckets like this: everything is saved, and stored twice
/// once buckets open again.
async fn goes_on(page: &mut Page, open: &str) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let source = format!("StorageBucketManager.prototype.open = {open};");
    let script = page
        .devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await;
    page.reopen().await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    mark(page, "Sergey Lavrov", "e").await;
    seen_saved(page).await;
    let all = [
        ("entity", "Foreign Ministry"),
        ("event", "seized power"),
        ("entity", "Sergey Lavrov"),
    ];
    expect_kept(page, &all).await;
    let behind = "return localStorage.getItem('postil-copy-behind');";
    assert_ne!(page.eval::<Value>(behind).await, Value::Null);

    page.devtools("Page.removeScriptToEvaluateOnNewDocument", script)
        .await;
    page.reopen().await;
    let alike = "const [one, other] = [await records(first), await records(second)];
        return JSON.stringify(one) === JSON.stringify(other);";
    wait_until("both to be alike", async || both(page, alike).await == true).await;
    let level = async || page.eval::<Value>(behind).await == Value::Null;
    wait_until("that to be noted", level).await;
}
