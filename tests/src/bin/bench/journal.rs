//! Measures what the page writes to disk.

use postil_e2e::Page;

/// Counts the bytes of the journal in the browser's storage.
const BYTES: &str = "
    await postil.saved();
    const done = request => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const database = await done(indexedDB.open('postil'));
    const store = name => database.transaction(name).objectStore(name);";

/// The number of the last entry of the journal, and its length in bytes.
pub async fn last_entry(page: &Page) -> (f64, f64) {
    page.eval(&format!(
        "{BYTES}
        const cursor = await done(store('journal').openCursor(null, 'prev'));
        database.close();
        return cursor ? [cursor.key[1], cursor.value.byteLength] : [-1, 0];"
    ))
    .await
}

/// Imports the project file at `/bench-data/project.postil.json`, and returns as [`settled`] does.
///
/// # Panics
/// If it is refused.
pub async fn import(page: &Page) {
    page.eval::<()>(
        "const answer = await fetch('/bench-data/project.postil.json');
        const bytes = new Uint8Array(await answer.arrayBuffer());
        const said = await postil.importFile('bench.postil.json', bytes);
        if (said.length) throw new Error(JSON.stringify(said));",
    )
    .await;
    settled(page).await;
}

/// Waits until everything is durable, and until the page has written the snapshot that follows a large
/// import in the first pause. A small import gets none.
pub async fn settled(page: &Page) {
    page.eval::<()>(&format!(
        "{BYTES}
        const keys = name => done(store(name).getAllKeys());
        const bytes = (await done(store('journal').getAll())).map(entry => entry.byteLength);
        const large = bytes.reduce((sum, length) => sum + length, 0) > 256 * 1024;
        const until = performance.now() + 8000;
        while (large && performance.now() < until) {{
            const [journal, snapshots] = [await keys('journal'), await keys('snapshots')];
            if (snapshots.at(-1)?.[1] >= (journal.at(-1)?.[1] ?? 0)) break;
            await new Promise(resolve => setTimeout(resolve, 50));
        }}
        database.close();
        await new Promise(resolve => requestIdleCallback(resolve));"
    ))
    .await;
}
