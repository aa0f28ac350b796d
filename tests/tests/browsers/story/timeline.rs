//! Events in time: how exactly their dates are known, what is proposed, and how those without a date get one.

use postil_e2e::{Page, Place, browser_tests, story};
use serde_json::{Value, json};

browser_tests!(
    Chromium, Firefox:
    forms_say_how_exactly_dates_are_known,
    a_proposed_date_is_taken_by_key_in_one_step,
    an_event_is_dragged_onto_the_axis
);
browser_tests!(
    Chromium:
    arrow_keys_go_along_the_axis,
    a_date_is_typed_in_the_tray,
    escape_gives_up_a_drag,
    clusters_say_their_words_once,
    keys_and_the_wheel_zoom_and_pan,
    paper_has_all_of_the_axis_and_of_the_tray,
    letters_are_found_by_their_place,
    an_undone_date_leaves_the_article_behind_the_story,
    a_table_has_every_event,
    a_project_without_events_says_so
);

/// The view with the worked example, once the dates in its sentences are read.
async fn open(page: &Page) {
    story::open(page, 3).await;
    page.until("document.querySelector('.timeline-sum')?.innerText.includes('proposed')")
        .await;
    page.until("document.querySelector('.timeline-event')")
        .await;
}

/// Scrolls until a mark of the picture is in the page, and gives it the focus.
async fn go_to(page: &Page, mark: &str) {
    let found = format!(
        "(() => {{
            const scroll = document.querySelector('.timeline-scroll');
            const mark = scroll.querySelector('[data-mark={mark}]');
            if (mark) {{ mark.focus(); return true; }}
            const end = scroll.scrollHeight - scroll.clientHeight;
            scroll.scrollTop = scroll.scrollTop >= end ? 0 : scroll.scrollTop + 200;
        }})()"
    );
    page.until(&found).await;
}

/// The date that a mark has.
async fn date(page: &Page, mark: &str) -> Value {
    let body = "return postil.project().annotations.find(a => a.id === args[0])
        .attributes.date ?? null;";
    page.call(body, json!([mark])).await
}

/// Waits until the focus is on a mark.
async fn at(page: &Page, mark: &str) {
    page.until(&format!(
        "document.activeElement?.dataset.mark === '{mark}'"
    ))
    .await;
}

async fn forms_say_how_exactly_dates_are_known(page: &mut Page) {
    open(page).await;
    // 26 have a date in their mark; those of 28 more are in their sentences.
    let sum = page.text(".timeline-sum").await;
    assert_eq!(sum, "54 events with a date, 28 proposed");
    for (mark, form, is_hollow) in [
        ("m630", "disc", false),
        ("m124", "capsule", false),
        ("m266", "capsule", false),
        ("m580", "disc", true),
    ] {
        go_to(page, mark).await;
        let body = "const item = document.querySelector(`.timeline-scroll [data-spot=${args[0]}]`);
            return [item.querySelector('i').className, item.matches('.hollow'), item.matches('.thought')];";
        let (shown, hollow, thought): (String, bool, bool) = page.call(body, json!([mark])).await;
        assert_eq!(
            (shown.as_str(), hollow, thought),
            (form, is_hollow, false),
            "{mark}"
        );
    }
    let published = "[...document.querySelectorAll('.timeline-date .words b')]
        .map(name => name.innerText).sort().join() === '000,001,002,003,004'";
    page.until(published).await;
    assert!(page.count(".timeline-grid b").await > 3);
}

async fn a_proposed_date_is_taken_by_key_in_one_step(page: &mut Page) {
    open(page).await;
    // The withdrawal of August 2021 has its date from the seizure of power in the same sentence.
    go_to(page, "m034").await;
    assert_eq!(date(page, "m034").await, Value::Null);
    page.press("a").await;
    page.until(
        "document.querySelector('.timeline-sum').innerText === '54 events with a date, 27 proposed'",
    )
    .await;
    assert_eq!(date(page, "m034").await, json!("2021-08"));
    at(page, "m034").await;
    page.until("!document.activeElement.parentElement.matches('.thought')")
        .await;
    page.press("Ctrl+z").await;
    page.until("document.querySelector('.timeline-sum').innerText.includes('28 proposed')")
        .await;
    assert_eq!(date(page, "m034").await, Value::Null);
    at(page, "m034").await;
}

async fn arrow_keys_go_along_the_axis(page: &mut Page) {
    open(page).await;
    // In article 000: the Soviet era, the invasion of 1979, and so on.
    go_to(page, "m102").await;
    page.press("ArrowRight").await;
    at(page, "m106").await;
    page.press("ArrowLeft").await;
    at(page, "m102").await;
    page.until("document.querySelector('.story-quote mark')?.innerText === 'intervention'")
        .await;
    page.press("ArrowDown").await;
    page.until("document.activeElement.matches('.timeline-event:not([data-mark=m102])')")
        .await;
    page.press("ArrowUp").await;
    at(page, "m102").await;
    page.press("Enter").await;
    page.until("!document.querySelector('.story')").await;
}

/// The first event of the tray.
async fn first(page: &Page) -> String {
    page.press("u").await;
    page.until("document.activeElement.matches('.tray-event')")
        .await;
    page.eval("return document.activeElement.dataset.mark;")
        .await
}

async fn a_date_is_typed_in_the_tray(page: &mut Page) {
    open(page).await;
    let mark = first(page).await;
    page.press("d").await;
    page.until("document.activeElement.matches('.tray-line input')")
        .await;
    page.type_text("2024-02-30").await;
    page.until(
        "document.querySelector('.tray-problem')?.innerText === 'February 2024 has 29 days.'",
    )
    .await;
    page.press("Enter").await;
    assert_eq!(date(page, &mark).await, Value::Null);
    page.press("Escape").await;
    at(page, &mark).await;
    page.press("d").await;
    page.until("document.activeElement.matches('.tray-line input')")
        .await;
    page.type_text("2024-02-29").await;
    page.press("Enter").await;
    page.until("document.querySelector('.timeline-sum').innerText.startsWith('55 events')")
        .await;
    assert_eq!(date(page, &mark).await, json!("2024-02-29"));
    // The next one waits for its date.
    page.until("document.activeElement.matches('.tray-event')")
        .await;
    page.press("Ctrl+z").await;
    page.until("document.querySelector('.timeline-sum').innerText.startsWith('54 events')")
        .await;
    assert_eq!(date(page, &mark).await, Value::Null);
}

/// The middle of the axis.
async fn middle(page: &Page) -> Place {
    let [x, y]: [f64; 2] = page
        .eval(
            "const box = document.querySelector('.timeline-scroll').getBoundingClientRect();
            return [box.left + box.width * 0.7, box.top + box.height / 2];",
        )
        .await;
    Place::Point { x, y }
}

async fn an_event_is_dragged_onto_the_axis(page: &mut Page) {
    open(page).await;
    let mark = first(page).await;
    let to = middle(page).await;
    let line = "document.querySelector('.timeline-drop span')";
    page.mouse()
        .go(".tray-event")
        .down()
        .to(to.clone())
        .perform()
        .await;
    page.until(line).await;
    let words: String = page.eval(&format!("return {line}.innerText;")).await;
    page.mouse().go(to).up().perform().await;
    at(page, &mark).await;
    page.until(&format!("!{line}")).await;
    let given = date(page, &mark).await;
    let year = words.rsplit(' ').next().unwrap_or_default().to_owned();
    assert!(
        given.as_str().is_some_and(|given| given.starts_with(&year)),
        "{given} {words}"
    );
    page.press("Ctrl+z").await;
    page.until("document.querySelector('.timeline-sum').innerText.startsWith('54 events')")
        .await;
    assert_eq!(date(page, &mark).await, Value::Null);
}

async fn escape_gives_up_a_drag(page: &mut Page) {
    open(page).await;
    let mark = first(page).await;
    let to = middle(page).await;
    page.mouse()
        .go(".tray-event")
        .down()
        .to(to.clone())
        .perform()
        .await;
    page.until("document.querySelector('.timeline-drop')").await;
    page.press("Escape").await;
    page.until("!document.querySelector('.timeline-drop')")
        .await;
    page.mouse().go(to).up().perform().await;
    assert_eq!(date(page, &mark).await, Value::Null);
    assert_eq!(page.count(".story").await, 1);
}

async fn clusters_say_their_words_once(page: &mut Page) {
    open(page).await;
    page.click(postil_e2e::control("By cluster")).await;
    // The designation of 2003, in 002 and 000.
    go_to(page, "m356").await;
    let body = "const item = document.querySelector('[data-spot=m356]');
        return [item.querySelector('.words').innerText,
            ...[...item.querySelectorAll('.timeline-number')].map(number => number.innerText)];";
    let words: Vec<String> = page.eval(body).await;
    assert_eq!(words, ["designated", "002", "000"]);
    // It is remembered.
    page.press("4").await;
    page.until("document.querySelector('.claims-view')").await;
    page.press("3").await;
    page.until("document.querySelector('.timeline-number')")
        .await;
}

async fn keys_and_the_wheel_zoom_and_pan(page: &mut Page) {
    open(page).await;
    go_to(page, "m356").await;
    let width = "document.querySelector('.timeline-content').clientWidth";
    let left = "document.querySelector('.timeline-scroll').scrollLeft";
    let before: f64 = page.eval(&format!("return {width};")).await;
    page.press("+").await;
    page.until(&format!("{width} > {before}")).await;
    at(page, "m356").await;
    let seen: f64 = page.eval(&format!("return {left};")).await;
    page.press("Shift+ArrowRight").await;
    page.until(&format!("{left} > {seen}")).await;
    page.press("Home").await;
    page.until(&format!("{width} === {before} && {left} === 0"))
        .await;
    at(page, "m356").await;
}

async fn a_table_has_every_event(page: &mut Page) {
    open(page).await;
    page.click(postil_e2e::control("Table")).await;
    page.until("document.querySelectorAll('.timeline-table tbody tr').length >= 100")
        .await;
    let cells: Vec<String> = page
        .eval(
            "return [...document.querySelector('.timeline-table tbody tr').children]
                .map(cell => cell.innerText.trim());",
        )
        .await;
    assert_eq!(cells, ["1922 to 1991", "intervention", "", "", "000"]);
    let caption = page.text(".timeline-table caption").await;
    assert!(caption.starts_with("221 events"), "{caption}");
    page.until(
        "(() => {
            const table = document.querySelector('.timeline-table');
            table.scrollTop = table.scrollHeight;
            return table.querySelectorAll('tbody tr').length === 221;
        })()",
    )
    .await;
}

async fn a_project_without_events_says_so(page: &mut Page) {
    page.open().await;
    story::show(page, 3).await;
    page.until(
        "document.querySelector('.timeline-none')?.innerText.startsWith('No event is marked')",
    )
    .await;
}

async fn paper_has_all_of_the_axis_and_of_the_tray(page: &mut Page) {
    open(page).await;
    for _ in 0..4 {
        page.press("+").await;
    }
    let drawn =
        "new Set([...document.querySelectorAll('.timeline-scroll [data-spot] .stop[data-mark]')]
        .map(stop => stop.dataset.mark)).size";
    page.until(&format!("{drawn} < 40")).await;
    page.eval::<()>("dispatchEvent(new Event('beforeprint'));")
        .await;
    page.until(&format!("{drawn} === 54")).await;
    let width = "parseFloat(document.querySelector('.timeline-content').style.width)";
    assert_eq!(page.eval::<f64>(&format!("return {width};")).await, 960.0);
    let undated = page.count(".timeline-undated li").await;
    page.eval::<()>("dispatchEvent(new Event('afterprint'));")
        .await;
    page.until(&format!("{width} > 2000 && {drawn} < 40")).await;
    page.until("!document.querySelector('.timeline-undated')")
        .await;
    let tray = page.text(".timeline-tray header .many").await;
    assert_eq!(undated.to_string(), tray);
}

async fn letters_are_found_by_their_place(page: &mut Page) {
    open(page).await;
    go_to(page, "m034").await;
    // The Russian ф is where A is.
    for kind in ["keyDown", "keyUp"] {
        let text = if kind == "keyDown" { "ф" } else { "" };
        let event = json!({ "type": kind, "key": "ф", "code": "KeyA", "text": text });
        page.devtools("Input.dispatchKeyEvent", event).await;
    }
    page.until("document.querySelector('.timeline-sum').innerText.includes('27 proposed')")
        .await;
    assert_eq!(date(page, "m034").await, json!("2021-08"));
    page.press("?").await;
    page.until("document.querySelector('.keys-dialog')?.innerText.includes('Timeline: take the proposed date')")
        .await;
}

async fn an_undone_date_leaves_the_article_behind_the_story(page: &mut Page) {
    page.open().await;
    story::load(page).await;
    page.press("j").await;
    let shown = "document.querySelector('.article-link[aria-current]')?.innerText";
    page.until(&format!("{shown}?.includes('Terrorist')")).await;
    let before: String = page.eval(&format!("return {shown};")).await;
    story::show(page, 3).await;
    page.until("document.querySelector('.timeline-sum')?.innerText.includes('28 proposed')")
        .await;
    // It is of article 000.
    go_to(page, "m034").await;
    page.press("a").await;
    page.until("document.querySelector('.timeline-sum').innerText.includes('27 proposed')")
        .await;
    page.press("Ctrl+z").await;
    page.until("document.querySelector('.timeline-sum').innerText.includes('28 proposed')")
        .await;
    page.press("0").await;
    page.until("!document.querySelector('.story')").await;
    assert_eq!(
        page.eval::<String>(&format!("return {shown};")).await,
        before
    );
}
