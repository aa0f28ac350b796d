//! The page has the digest of each of its files, and a browser refuses any other file.

use postil_e2e::{Page, browser_tests, control};
use serde_json::Value;

browser_tests!(Chromium, Firefox, WebKit:
    a_changed_part_is_refused,
    a_changed_file_is_refused_in_words
);
// Under automation, WebKit keeps nothing for use without a network.
browser_tests!(Chromium, Firefox:
    every_file_has_a_digest_and_is_fetched_once,
    a_file_that_was_changed_in_the_cache_is_refused,
    a_file_of_an_older_cache_is_checked,
    no_page_of_another_site_frames_this_one,
);

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
    // The one way out that no policy closes.
    let names_it: bool = page
        .eval(
            "const script = await fetch(document.getElementById('app-js').src);
            return (await script.text()).includes('RTC');",
        )
        .await;
    assert!(!names_it, "a script names WebRTC");
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
const FIRST: [(&str, &str); 3] = [("postil-", ".js"), ("postil-", ".wasm"), ("style-", ".css")];

/// Whether a line that was put into a script has run.
async fn has_run(page: &Page) -> bool {
    page.eval("return 'spoiled' in window;").await
}

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
        assert_eq!(
            page.count(".page").await,
            0,
            "the page started in spite of {name}"
        );
        assert!(!has_run(page).await, "a line of {name} was run");
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
    assert!(!has_run(page).await);
    page.take_console().await;
    page.site().spoil(None);
    page.open().await;
    page.take_console().await;
}

/// Puts a line before the program's script in each cache, and returns in how many it did.
const SPOIL_CACHES: &str = "
    let spoilt = 0;
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const kept = await cache.match(args);
        if (!kept) continue;
        const text = 'self.spoiled = true;\\n' + await kept.text();
        await cache.put(args, new Response(text, { headers: kept.headers }));
        spoilt++;
    }
    return spoilt;";

/// The address of the program's script.
async fn script(page: &Page) -> Value {
    page.eval("return document.getElementById('app-js').src;")
        .await
}

async fn a_file_that_was_changed_in_the_cache_is_refused(page: &mut Page) {
    page.open().await;
    page.kept().await;
    let script = script(page).await;
    let spoilt: usize = page.call(SPOIL_CACHES, script).await;
    assert_eq!(spoilt, 1);
    page.visit("/?again").await;
    page.until("document.querySelector('#boot[role=alert]')")
        .await;
    let said = page.text("#boot").await;
    assert!(said.contains(".js is not the file"), "{said}");
    assert!(!has_run(page).await);
    page.take_console().await;
}

async fn a_file_of_an_older_cache_is_checked(page: &mut Page) {
    page.site().lose(Some("sw.js"));
    page.open().await;
    page.take_console().await;
    let script = script(page).await;
    let put = "
        const cache = await caches.open('an older build');
        await cache.put(args, new Response('self.spoiled = true;', {
            headers: { 'Content-Type': 'text/javascript' },
        }));";
    page.call::<()>(put, script.clone()).await;
    page.site().lose(None);
    page.visit("/?again").await;
    page.ready().await;
    page.kept().await;
    let texts: Vec<String> = page
        .call(
            "const names = (await caches.keys()).filter(name => name.startsWith('postil '));
            const read = async name => (await (await caches.open(name)).match(args)).text();
            return Promise.all(names.map(read));",
            script,
        )
        .await;
    assert_eq!(texts.len(), 1);
    assert!(!texts[0].contains("spoiled"), "it was taken over");
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

async fn no_page_of_another_site_frames_this_one(page: &mut Page) {
    let framing = format!(
        "<!doctype html><link rel=icon href='data:,'><iframe src='{}/'></iframe>",
        page.site().origin()
    );
    page.site().put("/framing.html", framing.clone());
    page.site()
        .put("http://elsewhere.test/framing.html", framing);
    for (address, starts) in [
        (format!("{}/framing.html", page.site().origin()), true),
        ("http://elsewhere.test/framing.html".to_owned(), false),
    ] {
        let loaded = page.client().goto(&address).await;
        loaded.expect("the page with the frame");
        let inside = page.client().enter_frame(0).await;
        inside.expect("a frame");
        if starts {
            page.until("document.querySelector('[data-text] [data-block]')")
                .await;
        } else {
            page.until("document.querySelector('#boot[role=alert]')")
                .await;
            let said = page.text("#boot").await;
            assert!(said.contains("inside a page of another site"), "{said}");
        }
        let outside = page.client().enter_parent_frame().await;
        outside.expect("the page around the frame");
    }
    page.take_console().await;
    page.take_outside().await;
}
