//! The harness itself, on a page of its own: what the other tests rely on works in each engine.

use postil_e2e::{Media, Page, Place, browser_tests, control, point, quote, wait_for, wait_until};

browser_tests!(Chromium, Firefox, WebKit:
    selects_with_the_mouse,
    selects_what_needs_scrolling,
    clicks_and_double_clicks,
    holds_keys_during_a_gesture,
    presses_keys,
    types_into_a_field,
    drags_a_handle,
    turns_the_wheel,
    sees_only_the_pages_own_requests,
    hears_the_console,
    takes_a_size,
    saves_a_download,
    uploads_files,
    drops_files,
    opens_tabs,
);
browser_tests!(Chromium, Firefox:
    touches,
    hears_what_the_system_prefers,
    keeps_storage_over_a_restart,
    keeps_storage_over_a_crash,
);
browser_tests!(Chromium: becomes_a_phone);

async fn open(page: &Page) {
    page.site().serve("fixtures");
    page.visit("/article.html").await;
}

async fn events(page: &Page) -> Vec<String> {
    page.eval("return events.splice(0);").await
}

async fn selected(page: &Page) -> String {
    page.selection().await.map(|s| s.text).unwrap_or_default()
}

async fn selects_with_the_mouse(page: &mut Page) {
    open(page).await;
    page.select(quote("Tuesday to suspend")).await;
    let selection = page.selection().await.expect("a selection");
    assert_eq!(selection.text, "Tuesday to suspend");
    assert_eq!((selection.start, selection.end), (16, 34));

    // Code points, not UTF-16 units, and across a paragraph break.
    page.select(quote("family 👩‍👩‍👧 and")).await;
    let selection = page.selection().await.expect("a selection");
    assert_eq!(selection.text, "family 👩‍👩‍👧 and");
    assert_eq!((selection.start, selection.end), (70, 86));
    page.select(quote("Taliban.\nA bee")).await;
    assert_eq!(selected(page).await, "Taliban.\nA bee");

    page.select(quote("الخارجية")).await;
    assert_eq!(selected(page).await, "الخارجية");
}

async fn selects_what_needs_scrolling(page: &mut Page) {
    open(page).await;
    page.select(quote("far below")).await;
    assert_eq!(selected(page).await, "far below");
    // The header covers the top of the page.
    page.eval::<()>("scrollTo(0, 40);").await;
    page.select(quote("Moscow")).await;
    assert_eq!(selected(page).await, "Moscow");
}

async fn clicks_and_double_clicks(page: &mut Page) {
    open(page).await;
    page.double_click(quote("suspend")).await;
    assert_eq!(selected(page).await, "suspend");
    page.until("events.some(event => event.startsWith('dblclick'))")
        .await;

    page.click(quote("ban").start()).await;
    assert_eq!(page.selection().await, None);
    page.mouse()
        .holding("Shift")
        .click(quote("Taliban").end())
        .perform()
        .await;
    assert_eq!(selected(page).await, "ban on the Taliban");

    let words = page
        .mouse()
        .click(quote("moved"))
        .down()
        .to(quote("suspend"))
        .up();
    words.perform().await;
    assert_eq!(selected(page).await, "moved on Tuesday to suspend");
}

async fn holds_keys_during_a_gesture(page: &mut Page) {
    open(page).await;
    let (from, to) = (quote("oved").start(), quote("Tues").end());
    page.mouse().holding("Alt").drag(from, to).perform().await;
    let events = events(page).await;
    let expected = [
        "keydown Alt+Alt AltLeft",
        "pointerdown Alt+mouse",
        "pointerup Alt+mouse",
    ];
    for event in expected {
        assert!(
            events.iter().any(|e| e == event),
            "no {event} in {events:?}"
        );
    }
    let dragged: u32 = page.eval("return dragged;").await;
    assert!(dragged >= 3, "moved {dragged} times");
}

async fn presses_keys(page: &mut Page) {
    open(page).await;
    page.click(quote("Kabul")).await;
    events(page).await;
    page.press("e Ctrl+Z ? Alt+ArrowUp Escape Shift+ArrowRight { Enter")
        .await;
    let down: Vec<String> = events(page)
        .await
        .into_iter()
        .filter(|event| event.starts_with("keydown"))
        .map(|event| event.replace("keydown ", ""))
        .filter(|event| !event.ends_with("Left") || event.ends_with("BracketLeft"))
        .collect();
    assert_eq!(
        down,
        [
            "e KeyE",
            "Ctrl+z KeyZ",
            "Shift+? Slash",
            "Alt+ArrowUp ArrowUp",
            "Escape Escape",
            "Shift+ArrowRight ArrowRight",
            "Shift+{ BracketLeft",
            "Enter Enter",
        ]
    );
}

async fn types_into_a_field(page: &mut Page) {
    open(page).await;
    page.click(control("Search")).await;
    page.type_text("Kabul, “Moscow” é 7").await;
    let value: String = page.eval("return document.activeElement.value;").await;
    assert_eq!(value, "Kabul, “Moscow” é 7");
    page.press("Ctrl+A Backspace").await;
    let value: String = page.eval("return document.activeElement.value;").await;
    assert_eq!(value, "");
}

async fn touches(page: &mut Page) {
    open(page).await;
    page.tap(quote("suspend")).await;
    page.until("events.includes('click touch')").await;
    let heard = events(page).await;
    for event in [
        "pointerdown touch",
        "touchstart",
        "pointerup touch",
        "touchend",
    ] {
        assert!(heard.iter().any(|e| e == event), "no {event} in {heard:?}");
    }
    let gesture = page.finger().drag("[role=slider]", quote("Kabul").end());
    gesture.perform().await;
    let edge: String = page.eval("return window.edge;").await;
    assert_eq!(edge, "Kabul");
    assert!(
        !events(page)
            .await
            .iter()
            .any(|event| event.ends_with("mouse"))
    );

    page.set_selection(quote("Taliban.\nA bee")).await;
    assert_eq!(selected(page).await, "Taliban.\nA bee");
}

async fn drags_a_handle(page: &mut Page) {
    open(page).await;
    page.mouse()
        .drag("[role=slider]", quote("Kabul").end())
        .perform()
        .await;
    let edge: String = page.eval("return window.edge;").await;
    assert_eq!(edge, "Kabul");
}

async fn turns_the_wheel(page: &mut Page) {
    open(page).await;
    page.wheel(quote("Kabul"), 0, 400).await;
    page.until("scrollY > 0").await;
    assert!(events(page).await.contains(&"wheel 1".to_owned()));
}

async fn sees_only_the_pages_own_requests(page: &mut Page) {
    open(page).await;
    let asked: Vec<String> = page
        .site()
        .asked()
        .into_iter()
        .map(|asked| asked.path)
        .collect();
    assert_eq!(asked, ["/article.html", "/article.css", "/article.js"]);
    assert!(page.take_outside().await.is_empty());

    // A page without a policy of its own.
    page.visit("/open.html").await;
    page.eval::<()>("fetch('http://example.test/leak', { mode: 'no-cors' }).catch(() => {});")
        .await;
    let outside = wait_for("a leak", async || page.take_outside().await.pop()).await;
    assert_eq!(outside, "GET http://example.test/leak");
    page.take_console().await;
}

async fn hears_the_console(page: &mut Page) {
    open(page).await;
    page.take_console().await;
    page.eval::<()>(
        "console.error('said one\\nsaid two'); console.log('said three');
        setTimeout(() => { throw new Error('said four') });
        setTimeout(() => Promise.reject(new Error('said five')));
        fetch('http://example.test/six').catch(() => {});",
    )
    .await;
    let mut heard = Vec::new();
    wait_until("the errors to reach the console", async || {
        heard.extend(page.take_console().await);
        ["said one", "said four", "said five", "example.test"]
            .iter()
            .all(|text| {
                heard
                    .iter()
                    .any(|message| message.error && message.text.contains(text))
            })
    })
    .await;
    let note = heard
        .iter()
        .find(|message| message.text.contains("said three"));
    assert!(note.is_none_or(|message| !message.error), "{note:?}");
}

async fn takes_a_size(page: &mut Page) {
    open(page).await;
    page.resize(700, 600).await;
    page.resize(1400, 900).await;
    let places: [Place; 1] = [point(1399.0, 899.0)];
    assert_eq!(page.points(&places).await, [[1399.0, 899.0]]);
    page.screenshot("harness").await;
}

async fn saves_a_download(page: &mut Page) {
    open(page).await;
    for _ in 0..2 {
        let file = page
            .download(async || page.click(control("Export")).await)
            .await;
        assert_eq!(file.name, "story.txt");
        assert_eq!(file.bytes, "one\ntwo é\n".as_bytes());
    }
}

const FILES: [(&str, &[u8]); 2] = [("a.txt", "α\n".as_bytes()), ("b.json", b"{}")];

async fn uploads_files(page: &mut Page) {
    open(page).await;
    page.upload("[type=file]", &FILES).await;
    arrived(page).await;
}

async fn drops_files(page: &mut Page) {
    open(page).await;
    page.drop_files("[data-article]", &FILES).await;
    arrived(page).await;
}

async fn arrived(page: &Page) {
    page.until("window.files?.length === 2").await;
    let files: Vec<(String, String, String)> = page.eval("return files;").await;
    assert_eq!((&*files[0].0, &*files[0].2), ("a.txt", "α\n"));
    assert_eq!((&*files[1].0, &*files[1].2), ("b.json", "{}"));
}

async fn opens_tabs(page: &mut Page) {
    open(page).await;
    let first = page.tab().await;
    page.eval::<()>("window.who = 'first'; localStorage.who = 'first';")
        .await;
    let second = page.open_tab().await;
    assert_ne!(first, second);
    page.visit("/article.html").await;
    let seen: [Option<String>; 2] = page.eval("return [window.who, localStorage.who];").await;
    assert_eq!(seen, [None, Some("first".to_owned())]);
    page.select(quote("Tuesday")).await;
    assert_eq!(selected(page).await, "Tuesday");
    page.close_tab(&first).await;
    let who: String = page.eval("return window.who;").await;
    assert_eq!(who, "first");
}

async fn hears_what_the_system_prefers(page: &mut Page) {
    open(page).await;
    let all = Media {
        dark: true,
        forced_colors: true,
        reduced_motion: true,
    };
    page.prefer(all).await;
    page.prefer(Media::default()).await;
    page.prefer(Media {
        dark: true,
        ..Media::default()
    })
    .await;
    page.reload().await;
    page.until("matchMedia('(prefers-color-scheme: dark)').matches")
        .await;
}

async fn becomes_a_phone(page: &mut Page) {
    open(page).await;
    page.phone(320, 640).await;
    page.until("innerWidth === 320").await;
    page.tap(quote("suspend")).await;
    page.until("events.includes('click touch')").await;
}

const KEEP: &str = "
    const open = indexedDB.open('kept', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('notes');
    const db = await new Promise((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
    });
    const notes = db.transaction('notes', 'readwrite', { durability: 'strict' });
    const store = notes.objectStore('notes');
    const before = store.get('n');
    store.put('kept', 'n');
    await new Promise(resolve => { notes.oncomplete = resolve; });
    db.close();
    return before.result;";

async fn keeps_storage_over_a_restart(page: &mut Page) {
    open(page).await;
    assert_eq!(page.eval::<Option<String>>(KEEP).await, None);
    page.restart().await;
    open(page).await;
    assert_eq!(
        page.eval::<Option<String>>(KEEP).await.as_deref(),
        Some("kept")
    );
}

async fn keeps_storage_over_a_crash(page: &mut Page) {
    open(page).await;
    assert_eq!(page.eval::<Option<String>>(KEEP).await, None);
    page.crash().await;
    open(page).await;
    assert_eq!(
        page.eval::<Option<String>>(KEEP).await.as_deref(),
        Some("kept")
    );
}
