//! The page has the digest of each of its files, and a browser refuses any other file.

use postil_e2e::{Page, browser_tests, control};

browser_tests!(Chromium, Firefox, WebKit:
    a_changed_part_is_refused,
    a_changed_file_is_refused_in_words
);
// Under automation, WebKit keeps nothing for use without a network.
browser_tests!(Chromium, Firefox: every_file_has_a_digest_and_is_fetched_once);

/// The policy of the page, and nothing more.
const POLICY: [&str; 11] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default",
];

async fn every_file_has_a_digest_and_is_fetched_once(page: &mut Page) {
    page.site().let_cache();
    page.open().await;
    let policy: String = page
        .eval("return document.querySelector('meta[http-equiv=Content-Security-Policy]').content;")
        .await;
    assert_eq!(policy.split("; ").collect::<Vec<_>>(), POLICY);
    let unsealed: Vec<String> = page
        .eval(
            "const files = document.querySelectorAll(
                'script, link[rel=stylesheet], link[rel=preload]');
            return [...files].filter(file => !/^sha(256|384|512)-/.test(file.integrity))
                .map(file => file.outerHTML);",
        )
        .await;
    assert_eq!(unsealed, [] as [&str; 0]);
    let inline = "script:not([src]), style, [onclick], [onload], [onerror]";
    assert_eq!(page.count(inline).await, 0);
    // The browser fetches what it may keep only once, although the service worker takes in all of it.
    page.kept().await;
    let asked = page.site().asked();
    let mut paths: Vec<&str> = (asked.iter())
        .map(|asked| asked.path.as_str())
        .filter(|path| path.contains('-'))
        .collect();
    paths.sort_unstable();
    let all = paths.clone();
    paths.dedup();
    assert_eq!(paths, all, "something was fetched twice");
}

/// The files that the program needs to start, by the beginnings of their names.
const FIRST: [(&str, &str); 4] = [
    ("postil-", ".js"),
    ("postil-", ".wasm"),
    ("fetch", ".js"),
    ("style-", ".css"),
];

async fn a_changed_file_is_refused_in_words(page: &mut Page) {
    // Otherwise the page would use the files that it kept.
    page.site().lose(Some("sw.js"));
    page.open().await;
    let paths: Vec<String> = page
        .site()
        .asked()
        .into_iter()
        .map(|asked| asked.path)
        .collect();
    for (start, end) in FIRST {
        let path = (paths.iter())
            .find(|path| {
                let name = path.rsplit('/').next().unwrap_or_default();
                name.starts_with(start) && name.ends_with(end)
            })
            .unwrap_or_else(|| panic!("{start}…{end} is not among {paths:?}"));
        let name = path.rsplit('/').next().unwrap_or_default();
        page.site().spoil(Some(name));
        page.visit(&format!("/?{start}{end}")).await;
        page.until("document.querySelector('#boot[role=alert]')")
            .await;
        let said = page.text("#boot").await;
        let clear = said.contains(&format!("{name} is not the file"))
            && said.contains("Reload the page")
            && said.contains("Nothing that was saved is lost");
        assert!(clear, "{said}");
        if end == ".wasm" {
            page.screenshot(&format!("changed-{}", page.engine())).await;
        }
        assert_eq!(page.count(".page").await, 0, "{name} was run");
    }
    // The script that starts everything cannot report its own failure.
    page.site().spoil(Some(
        paths
            .iter()
            .find(|path| path.starts_with("/boot-"))
            .expect("a script that starts it"),
    ));
    page.visit("/?boot").await;
    page.until("getComputedStyle(document.querySelector('.stuck')).visibility === 'visible'")
        .await;
    assert_eq!(page.count(".page").await, 0);
    page.take_console().await;
    page.site().spoil(None);
    page.open().await;
    page.take_console().await;
}

async fn a_changed_part_is_refused(page: &mut Page) {
    page.site().spoil(Some("later.wasm"));
    page.visit("/").await;
    page.until("document.querySelector('[role=alert]')?.textContent.includes('not changed')")
        .await;
    page.hover(control("Reload the page")).await;
    page.site().spoil(Some("formats.wasm"));
    page.open().await;
    let said: String = page
        .eval("return postil.exportAs('tei').then(() => 'written', error => error.message);")
        .await;
    assert!(said.contains("could not be fetched"), "{said}");
    page.site().spoil(None);
    let written: String = page
        .eval("return postil.exportAs('tei').then(() => 'written', error => error.message);")
        .await;
    assert_eq!(written, "written");
    page.take_console().await;
}
