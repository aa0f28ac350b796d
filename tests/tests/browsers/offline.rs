//! Without a network, the page starts and works completely after one visit. A newer build arrives in
//! the background, as a whole, and replaces the older one only on request.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use postil_core::text::sha256;
use postil_e2e::marks::{expect_marks, mark, seen_saved};
use postil_e2e::{Page, browser_tests, control, wait_until};
use serde_json::json;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

browser_tests!(Chromium, Firefox:
    starts_without_a_network,
    works_below_any_path,
    an_update_is_offered_and_not_forced,
    an_update_is_looked_for_when_someone_comes_back,
    half_a_deploy_changes_nothing
);

/// The folder of the tested build.
fn dist() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::env::var_os("POSTIL_DIST").map_or_else(|| root.join("../dist"), PathBuf::from)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &there)
        } else {
            fs::copy(entry.path(), there).expect("a file");
        }
    }
}

fn integrity(bytes: &[u8]) -> String {
    let hex = sha256(std::str::from_utf8(bytes).expect("text"));
    let bytes: Vec<u8> = (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal"))
        .collect();
    format!("sha256-{}", BASE64_STANDARD.encode(bytes))
}

/// Another build of the same page, which differs from the tested one in its style.
fn second_build() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    copy(&dist(), folder.path());
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    let (page, worker) = (read("index.html"), read("sw.js"));
    let start = page.find("./style-").expect("a style") + 2;
    let old = &page[start..start + page[start..].find('"').expect("its end")];
    let style = read(old);
    fs::remove_file(folder.path().join(old)).expect("a file");
    let new_style = format!("{style}:root{{--build:second}}");
    write("style-00000000000002ed.css", &new_style);
    let renamed = |text: &str| {
        text.replace(old, "style-00000000000002ed.css").replace(
            &integrity(style.as_bytes()),
            &integrity(new_style.as_bytes()),
        )
    };
    let new_page = renamed(&page);
    write("index.html", &new_page);
    let build = worker.find("const BUILD = \"").expect("the build's name");
    let mut worker =
        renamed(&worker).replace(&integrity(page.as_bytes()), &integrity(new_page.as_bytes()));
    worker.insert_str(build + "const BUILD = \"".len(), "second-");
    write("sw.js", &worker);
    folder
}

/// Which build is shown. Tests here visit pages again and never reload them: Firefox's driver reloads
/// past the service worker, as Shift does.
const BUILD: &str = "getComputedStyle(document.documentElement).getPropertyValue('--build')";

async fn starts_without_a_network(page: &mut Page) {
    page.open().await;
    page.kept().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let before = page.project().await;
    page.site().go_down();
    page.site().forget();

    page.visit("/").await;
    page.ready().await;
    assert_eq!(page.project().await, before);
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    let file = page.export("tei").await;
    assert!(!file.bytes.is_empty(), "the formats are at hand too");
    let before = page.project().await;
    page.take_console().await;

    page.restart().await;
    page.visit("/index.html?x#y").await;
    page.ready().await;
    assert_eq!(page.project().await, before);
    assert_eq!(page.site().asked(), [], "nothing came from the server");
    page.take_console().await;
}

async fn works_below_any_path(page: &mut Page) {
    let folder = TempDir::new().expect("a folder");
    symlink(
        fs::canonicalize(dist()).expect("the build"),
        folder.path().join("b"),
    )
    .expect("a link");
    page.site().mount("a", folder.path());
    // The page is not at the root any more.
    page.site().serve(folder.path());
    page.visit("/a/b/").await;
    page.ready().await;
    page.kept().await;
    let scope: String = page
        .eval("return (await navigator.serviceWorker.ready).scope;")
        .await;
    assert_eq!(scope, format!("{}/a/b/", page.site().origin()));
    for asked in page.site().asked() {
        // Browsers request this by themselves.
        let own = asked.path.starts_with("/a/b/") && asked.status == 200;
        assert!(own || asked.path == "/favicon.ico", "{asked:?}");
    }
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    assert!(!page.export("tei").await.bytes.is_empty());
    page.site().go_down();
    page.visit("/a/b/").await;
    page.ready().await;
    expect_marks(page, &[("entity", "Foreign Ministry")]).await;
    page.take_console().await;
}

async fn an_update_is_offered_and_not_forced(page: &mut Page) {
    page.open().await;
    page.kept().await;
    let first = page.tab().await;
    page.eval::<()>("window.untouched = true;").await;
    let second = page.open_tab().await;
    page.open().await;
    page.close_tab(&first).await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;

    let newer = second_build();
    page.site().serve(newer.path());
    let other = page.open_tab().await;
    assert_ne!(other, second);
    page.open().await;
    page.until("document.querySelector('[data-renewed]')").await;
    let shown: String = page.eval(&format!("return {BUILD};")).await;
    assert_eq!(shown, "", "the older build is shown until a person asks");
    page.screenshot(&format!("update-{}", page.engine())).await;

    // The tab with the work can put it off, and stays as it is.
    page.switch_to(&first).await;
    page.until("document.querySelector('[data-renewed]')").await;
    page.click(control("Not now")).await;
    page.until("!document.querySelector('[data-renewed]')")
        .await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;

    // The other tab changes over. This one stays as it is, and finds files it has not used yet.
    page.switch_to(&other).await;
    page.click(control("Reload to update")).await;
    page.until(&format!("{BUILD} === 'second'")).await;
    page.ready().await;
    page.switch_to(&first).await;
    let untouched: bool = page.eval("return window.untouched;").await;
    assert!(untouched);
    assert!(!page.export("tei").await.bytes.is_empty());
    mark(page, "Sergey Lavrov", "e").await;
    seen_saved(page).await;
    let before = page.project().await;

    page.visit("/").await;
    page.ready().await;
    let shown: String = page.eval(&format!("return {BUILD};")).await;
    assert_eq!(shown, "second");
    assert_eq!(page.project().await, before);
}

/// Makes the page believe that it is this many minutes later and that it is visible or hidden, then
/// sends it an event. No driver hides a page, takes the network away or waits.
async fn happens(page: &Page, minutes: u32, hidden: bool, event: &str) {
    page.call::<()>(
        "const [minutes, hidden, event] = args;
        // In Firefox a test has another `Date` than the page.
        const { Date } = window;
        window.clock ??= Date.now;
        const later = minutes * 60_000;
        Date.now = () => window.clock.call(Date) + later;
        Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
        (event === 'online' ? window : document).dispatchEvent(new Event(event));",
        json!([minutes, hidden, event]),
    )
    .await;
}

/// How often the service worker was requested.
fn times_asked(page: &Page) -> usize {
    let asked = page.site().asked();
    asked.iter().filter(|asked| asked.path == "/sw.js").count()
}

async fn an_update_is_looked_for_when_someone_comes_back(page: &mut Page) {
    page.open().await;
    page.kept().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    page.eval::<()>("window.untouched = true;").await;
    let newer = second_build();
    page.site().serve(newer.path());
    page.site().forget();

    // Not too soon, and not while the page is hidden.
    happens(page, 1, false, "visibilitychange").await;
    happens(page, 1, false, "online").await;
    happens(page, 600, true, "visibilitychange").await;
    happens(page, 600, true, "online").await;
    happens(page, 40, false, "visibilitychange").await;
    page.until("document.querySelector('[data-renewed]')").await;
    assert_eq!(times_asked(page), 1);
    let shown: String = page.eval(&format!("return {BUILD};")).await;
    assert_eq!(shown, "", "it is offered, and no more");
    let untouched: bool = page.eval("return window.untouched;").await;
    assert!(untouched);
    mark(page, "seized power", "v").await;
    seen_saved(page).await;

    // A failed request is repeated as soon as there is a network.
    page.site().lose(Some("sw.js"));
    page.site().forget();
    happens(page, 80, false, "visibilitychange").await;
    wait_until("the server to be asked", async || times_asked(page) > 0).await;
    page.site().lose(None);
    page.site().forget();
    happens(page, 81, false, "online").await;
    wait_until("the server to be asked again", async || {
        times_asked(page) > 0
    })
    .await;
    page.take_console().await;
}

async fn half_a_deploy_changes_nothing(page: &mut Page) {
    page.open().await;
    page.kept().await;
    let newer = second_build();
    // One file has not been deployed yet.
    page.site().serve(newer.path());
    page.site().lose(Some("style-00000000000002ed.css"));
    let outcome: String = page
        .eval(
            "const registration = await navigator.serviceWorker.ready;
            const outcome = new Promise(resolve => {
                registration.addEventListener('updatefound', () => {
                    const coming = registration.installing;
                    coming.addEventListener('statechange', () => resolve(coming.state));
                });
            });
            await registration.update();
            return await outcome;",
        )
        .await;
    assert_eq!(outcome, "redundant", "it is not taken in");
    page.visit("/").await;
    page.ready().await;
    assert_eq!(page.count("[data-renewed]").await, 0);
    let shown: String = page.eval(&format!("return {BUILD};")).await;
    assert_eq!(shown, "");
    page.take_console().await;

    // Now it has been.
    page.site().lose(None);
    page.visit("/").await;
    page.ready().await;
    page.until("document.querySelector('[data-renewed]')").await;
    page.press("Ctrl+K").await;
    page.until("document.querySelector('dialog[open]')").await;
    page.type_text("reload").await;
    page.press("Enter").await;
    page.until(&format!("{BUILD} === 'second'")).await;
    page.ready().await;
    page.take_console().await;
}
