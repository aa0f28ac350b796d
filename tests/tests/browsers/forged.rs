//! What another page of the same origin can say, store or lead to changes nothing here: tabs believe the
//! disk and the lock, a link opens a project without choosing it, and odd records do no harm.

use postil_e2e::marks::{expect_marks, mark, seen_saved};
use postil_e2e::{Page, browser_tests, control};

browser_tests!(Chromium, Firefox:
    a_forged_message_changes_no_tab,
    a_link_to_a_project_does_not_choose_it,
    odd_records_do_no_harm,
    what_is_dropped_does_not_replace_the_page,
);

/// Sends what the tabs of a project send each other, and returns when the writer has answered the last.
const FORGE: &str = "
    const channel = new BroadcastChannel('postil:default');
    const entry = '[1,{\"Commit\":{\"ops\":[]}}]';
    const answered = new Promise(resolve => {
        channel.onmessage = ({ data }) => { if (data?.[0] === 'here') resolve(data[1]); };
    });
    channel.postMessage(['wrote', 1, new TextEncoder().encode(entry)]);
    channel.postMessage(['whole', 99]);
    channel.postMessage(['here', 99]);
    channel.postMessage(['please']);
    channel.postMessage(['yours']);
    channel.postMessage('here');
    channel.postMessage(null);
    channel.postMessage(['asked']);
    return answered;";

const SAID: &str = "document.querySelector('[data-saved]').innerText.trim()";

async fn a_forged_message_changes_no_tab(page: &mut Page) {
    page.site()
        .put("/blank.html", "<!doctype html><title>Blank</title>");
    page.site().put("/favicon.ico", "");
    page.open().await;
    mark(page, "Sergey Lavrov", "e").await;
    seen_saved(page).await;
    let writer = page.tab().await;
    let forger = page.open_tab().await;
    page.visit("/blank.html").await;
    let last: u64 = page.eval(FORGE).await;
    page.switch_to(&writer).await;
    assert_eq!(
        page.eval::<String>(&format!("return {SAID};")).await,
        "Saved"
    );

    // A tab that follows reads what the disk has, and nothing else.
    let follower = page.open_tab().await;
    page.open().await;
    page.until(&format!("{SAID} === 'Read only'")).await;
    page.switch_to(&forger).await;
    let forged = FORGE.replace("channel.postMessage(['please']);", "");
    assert_eq!(page.eval::<u64>(&forged).await, last);
    page.switch_to(&writer).await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    page.switch_to(&follower).await;
    let both = [("entity", "Sergey Lavrov"), ("event", "seized power")];
    page.until("postil.project().annotations.length === 2")
        .await;
    expect_marks(page, &both).await;
    assert_eq!(
        page.eval::<String>(&format!("return {SAID};")).await,
        "Read only"
    );
}

async fn a_link_to_a_project_does_not_choose_it(page: &mut Page) {
    page.open().await;
    mark(page, "Sergey Lavrov", "e").await;
    seen_saved(page).await;
    let elsewhere = page.open_tab().await;
    page.visit("/#project=elsewhere").await;
    page.ready().await;
    page.until("location.hash === '#project=elsewhere'").await;
    page.open_tab().await;
    page.open().await;
    assert_eq!(
        page.eval::<String>("return location.hash;").await,
        "#project=default"
    );
    expect_marks(page, &[("entity", "Sergey Lavrov")]).await;

    // What is changed is chosen.
    page.switch_to(&elsewhere).await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    page.open_tab().await;
    page.open().await;
    assert_eq!(
        page.eval::<String>("return location.hash;").await,
        "#project=elsewhere"
    );
}

/// Stores a file that is none, and days that are none.
const ODD: &str = "
    const request = indexedDB.open('postil');
    const database = await new Promise((opened, failed) => {
        request.onsuccess = () => opened(request.result);
        request.onerror = failed;
    });
    const transaction = database.transaction(['files', 'projects'], 'readwrite');
    transaction.objectStore('files').put({}, 'default');
    const projects = transaction.objectStore('projects');
    let odd = 0;
    projects.openCursor().onsuccess = ({ target: { result: cursor } }) => {
        if (!cursor) return;
        const text = new TextDecoder().decode(cursor.value);
        const changed = text.replace(/\"changed\":\"[^\"]*\"/, '\"changed\":\"never\"');
        odd += text !== changed;
        cursor.update(new TextEncoder().encode(changed));
        cursor.continue();
    };
    await new Promise((done, failed) => {
        transaction.oncomplete = done;
        transaction.onabort = failed;
    });
    database.close();
    return odd;";

async fn odd_records_do_no_harm(page: &mut Page) {
    page.open().await;
    mark(page, "Sergey Lavrov", "e").await;
    seen_saved(page).await;
    page.open_by_name("Projects in this browser").await;
    page.until("document.querySelector('.shelf li .menu > button')")
        .await;
    page.click(".shelf li:first-child .menu > button").await;
    page.click(control("Duplicate")).await;
    page.until("document.querySelectorAll('.shelf li').length === 2")
        .await;
    page.press("Escape").await;
    page.site()
        .put("/blank.html", "<!doctype html><title>Blank</title>");
    page.site().put("/favicon.ico", "");
    page.visit("/blank.html").await;
    assert!(page.eval::<usize>(ODD).await > 0);
    page.open().await;
    expect_marks(page, &[("entity", "Sergey Lavrov")]).await;
    page.open_by_name("Projects in this browser").await;
    page.until(
        "document.querySelector('dialog .facts')?.innerText.includes('only in this browser')",
    )
    .await;
    let said = page.text("dialog").await;
    assert!(
        said.contains("an unknown day") && !said.contains("Invalid"),
        "{said}"
    );
}

/// Drops something on an element, and returns whether the page kept the browser from following it.
const DROP: &str = "
    const [css, type, data] = args;
    const dataTransfer = new DataTransfer();
    dataTransfer.setData(type, data);
    const send = name => !document.querySelector(css).dispatchEvent(
        new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer }));
    return [send('dragover'), send('drop')];";

async fn what_is_dropped_does_not_replace_the_page(page: &mut Page) {
    page.open().await;
    let link = ("text/uri-list", "https://example.org/");
    let markup = ("text/html", "<a href='https://example.org/'>a</a>");
    for (kind, data) in [link, markup, ("text/plain", "a text")] {
        for (css, kept) in [
            ("[data-article]", true),
            (".topbar", true),
            (".project-name", false),
        ] {
            let prevented: [bool; 2] = page.call(DROP, serde_json::json!([css, kind, data])).await;
            assert_eq!(prevented, [kept, kept], "{kind} on {css}");
        }
    }
}
