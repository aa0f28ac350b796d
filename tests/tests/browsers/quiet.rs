//! A session requests nothing but the page's own files, and violates no policy.

use postil_e2e::marks::{mark, seen_saved};
use postil_e2e::{Page, browser_tests, control, quote};
use postil_formats::FORMATS;
use std::collections::BTreeSet;

browser_tests!(Chromium, Firefox: a_session_is_quiet);

/// What the page's policy has blocked since the first call.
const BREACHES: &str = "
    window.breaches ??= (() => {
        const breaches = [];
        addEventListener('securitypolicyviolation', event => breaches.push(
            `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
        return breaches;
    })();
    return breaches;";

async fn a_session_is_quiet(page: &mut Page) {
    page.open().await;
    let _: Vec<String> = page.eval(BREACHES).await;
    // Everything the page will ever need has arrived: from now on it requests nothing.
    let own: Vec<String> = page
        .eval(
            "const worker = await (await fetch('sw.js')).text();
            const files = /const FILES = {([^}]*)}/.exec(worker)[1].matchAll(/\"([^\"]*)\":/g);
            return ['./sw.js', ...[...files].map(file => file[1])]
                .map(path => new URL(path, location).pathname);",
        )
        .await;
    page.kept().await;
    let asked = page.site().asked();
    let paths: BTreeSet<&str> = asked.iter().map(|asked| asked.path.as_str()).collect();
    for asked in &asked {
        assert_eq!(
            (asked.method.as_str(), asked.status),
            ("GET", 200),
            "{asked:?}"
        );
    }
    for path in &paths {
        assert!(
            own.iter().any(|own| own == path),
            "{path} is not the page's"
        );
    }
    page.site().forget();
    mark(page, "Foreign Ministry", "e").await;
    page.press("2").await;
    mark(page, "taken at the highest level", "c").await;
    page.press("q n").await;
    page.type_text("See http://example.test/ <b>there</b>")
        .await;
    page.press("Escape").await;
    page.press("Ctrl+K Escape ? Escape / Escape").await;
    page.drop_files(
        "[data-article]",
        &[("a.txt", b"A text. http://example.test/a.png")],
    )
    .await;
    page.until("postil.project().documents.length === 6").await;
    page.select(quote("http://example.test/a.png")).await;
    page.press("e Ctrl+Z Ctrl+Shift+Z").await;
    let file = page
        .download(async || {
            page.press("Ctrl+E").await;
            page.until("document.querySelector('dialog[open]')").await;
            page.click(control("Download")).await;
        })
        .await;
    assert!(!file.bytes.is_empty());
    // Exports every format, and imports one.
    for format in FORMATS {
        let file = page.export(format.id).await;
        assert!(!file.bytes.is_empty(), "{}", format.id);
    }
    let table = b"id,text\n7,\"A table. http://example.test/\"\n";
    page.drop_files("[data-article]", &[("a.csv", table)]).await;
    page.until("document.querySelector('dialog[open]')").await;
    page.press("Escape").await;
    // Opens every dialog, and runs every other command that only shows something.
    page.click(quote("http://example.test/a.png")).await;
    for keys in ["Ctrl+K", "?", "/", "Ctrl+E", "t", "p", "%"] {
        page.press(keys).await;
        page.until("document.querySelector('dialog[open]')").await;
        page.press("Escape").await;
        page.until("!document.querySelector('dialog[open]')").await;
    }
    for command in [
        "Article details",
        "Add articles",
        "Backups of the project",
        "Projects in this browser",
        "Revise the text",
    ] {
        page.open_by_name(command).await;
        page.press("Escape").await;
        page.until("!document.querySelector('dialog[open]')").await;
    }
    // A file large enough for a worker.
    let long = "A long text, http://example.test/. ".repeat(20_000);
    page.drop_files("[data-article]", &[("long.txt", long.as_bytes())])
        .await;
    page.until("document.querySelectorAll('.article-row').length === 7")
        .await;
    page.press("/").await;
    page.type_text("example").await;
    page.until("document.querySelector('dialog[open]')").await;
    page.press("Enter Escape").await;
    seen_saved(page).await;
    let asked = page.site().asked();
    assert_eq!(asked, [], "asked for during work");
    let breaches: Vec<String> = page.eval(BREACHES).await;
    assert_eq!(breaches, [] as [&str; 0]);

    let before = page.project().await;
    page.reopen().await;
    assert_eq!(page.project().await, before);
    let console = page.take_console().await;
    let errors: Vec<_> = console.iter().filter(|message| message.error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let outside = page.take_outside().await;
    assert_eq!(outside, [] as [&str; 0]);
}
