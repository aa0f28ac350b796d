//! Shared copy: passages that stand almost word for word in several articles, in the margin and in a list, and
//! marks that are carried from one to the others.

use postil_e2e::marks::{announces, expect_undo, selected};
use postil_e2e::{Media, Page, browser_tests, quote};
use serde_json::{Value, json};

browser_tests!(Chromium, Firefox:
    marks_are_carried_by_keys,
    marks_are_carried_by_mouse,
);
browser_tests!(Chromium:
    a_passage_is_tapped_on_a_phone,
    what_is_shared_follows_the_texts,
    many_passages_are_listed_in_pieces,
    the_list_is_for_everyone,
    a_tab_that_only_reads_carries_nothing,
);

/// Two articles that print one agency text with small changes, and one that does not.
const STORY: &str = "
    const project = postil.project();
    const shared = (fate, held) => `Officials from ten countries met in the capital on Monday to discuss the ${fate} of the frozen reserves, and the envoy Zamir Kabulov said that the talks would go on until a ${held} position was found by all sides.`;
    const texts = {
        one: 'Our correspondent was there in the morning.\\n\\n' + shared('future', 'common') + '\\n\\nNothing else was said about it that day.',
        two: shared('fate', 'shared') + '\\n\\nThe weather in the region stays cold, and roads are closed in the north.',
        three: 'A third paper writes about the harvest of apples, which was better than in the years before.',
    };
    const titles = { one: 'First', two: 'Second', three: 'Third' };
    project.documents = Object.entries(texts).map(([id, text]) => ({
        id, title: titles[id], text, published: { date: '2024-12-18', basis: 'stated' },
    }));
    project.relations = [];
    project.clusters = [{ id: 'c1', name: 'Zamir Kabulov', members: ['a1'] }];
    project.annotations = [
        ['one', 'a1', 'Zamir Kabulov', 'person'], ['one', 'a2', 'ten countries', 'place'],
        ['one', 'a3', 'the capital', 'place'], ['one', 'a4', 'common position', 'organization'],
        ['two', 'b3', 'the capital', 'place'],
    ].map(([document, id, words, label]) => {
        const start = texts[document].indexOf(words);
        const fragment = { start, end: start + words.length, quote: words };
        return { id, document, label: `entity.${label}`, fragments: [fragment] };
    });
    postil.load(project);";

const LINE: &str = ".pane.active .copy-line";

async fn open(page: &Page) {
    page.open().await;
    page.eval::<()>(STORY).await;
    page.until("document.querySelectorAll('.article-row').length === 3")
        .await;
    in_article(page).await;
    page.until(&format!("document.querySelector('{LINE}')"))
        .await;
}

async fn in_article(page: &Page) {
    page.eval::<()>("document.querySelector('.pane.active [data-article]').focus();")
        .await;
}

/// Selects the mark on these words.
async fn select(page: &Page, words: &str) {
    page.click(quote(words).within(".pane.active").start())
        .await;
    let now = selected(page).await.map(|(_, words)| words);
    assert_eq!(now.as_deref(), Some(words));
    in_article(page).await;
}

/// Waits until the marks of the second article are on these words, in order.
async fn there(page: &Page, words: &[&str]) {
    page.until(&format!(
        "JSON.stringify(postil.project().annotations.filter(it => it.document === 'two')
            .map(it => it.fragments[0]).sort((a, b) => a.start - b.start).map(it => it.quote))
        === {}",
        Value::from(serde_json::to_string(words).expect("strings"))
    ))
    .await;
}

/// Waits until a dialog with this class is open, or none.
async fn dialog(page: &Page, class: Option<&str>) {
    page.until(&match class {
        Some(class) => format!("document.querySelector('dialog[open].{class}')"),
        None => "!document.querySelector('dialog[open]')".to_owned(),
    })
    .await;
}

async fn marks_are_carried_by_keys(page: &mut Page) {
    page.resize(1800, 900).await;
    open(page).await;
    let named: String = page
        .eval(&format!(
            "const line = document.querySelector('{LINE}');
            return [line.title, line.getAttribute('aria-label')].join('|');"
        ))
        .await;
    let words = "Also in Article 2: Second, 95 % alike";
    assert_eq!(named, format!("{words}|{words}"));
    page.screenshot("copy-margin").await;

    // One mark, with its cluster; once more, it is there already.
    select(page, "Zamir Kabulov").await;
    page.press("\"").await;
    announces(page, "1 mark carried to Article 2: Second.").await;
    there(page, &["the capital", "Zamir Kabulov"]).await;
    page.until("postil.project().clusters[0].members.length === 2")
        .await;
    page.press("\"").await;
    announces(
        page,
        "No mark carried to Article 2: Second; 1 is there already.",
    )
    .await;
    page.press("Ctrl+Z").await;
    there(page, &["the capital"]).await;

    // Where the words differ, a person is asked.
    page.press("k").await;
    page.until("document.querySelector('h1').innerText === 'First'")
        .await;
    select(page, "common position").await;
    page.press("\"").await;
    dialog(page, Some("doubts")).await;
    announces(page, "No mark carried to Article 2: Second; 1 to look at.").await;
    page.focused(".doubt .place").await;
    let told = page.text(".doubt").await;
    for words in ["common position", "shared position", "% certain"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    page.screenshot("copy-doubt").await;
    page.press("Enter").await;
    dialog(page, None).await;
    there(page, &["the capital", "shared position"]).await;
    page.press("Ctrl+Z").await;
    there(page, &["the capital"]).await;

    // All marks of the passage, from the list; what is in doubt is left.
    page.press("k").await;
    page.until("document.querySelector('h1').innerText === 'First'")
        .await;
    page.click(quote("the envoy").start()).await;
    page.press("%").await;
    dialog(page, Some("shared-copy")).await;
    page.focused(".search-go[aria-expanded=true]").await;
    page.until("document.querySelectorAll('dialog .search-line').length === 3")
        .await;
    let told = page.text("dialog .search-lines").await;
    for words in [
        "Officials from ten countries",
        "95 % alike",
        "2 articles",
        "Article 1: First",
        "4 marks",
        "Article 2: Second",
        "1 mark",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    page.screenshot("copy-list").await;
    page.press("c").await;
    dialog(page, Some("doubts")).await;
    announces(
        page,
        "2 marks carried to Article 2: Second; 1 is there already; 1 to look at.",
    )
    .await;
    there(page, &["ten countries", "the capital", "Zamir Kabulov"]).await;
    page.focused(".doubt .place").await;
    page.press("ArrowRight Enter").await;
    dialog(page, Some("shared-copy")).await;
    there(page, &["ten countries", "the capital", "Zamir Kabulov"]).await;
    page.focused(".search-go[aria-expanded=true]").await;

    // Enter shows both side by side.
    page.press("Enter").await;
    dialog(page, None).await;
    page.until(
        "JSON.stringify([...document.querySelectorAll('.pane h1')].map(h1 => h1.innerText)) === '[\"First\",\"Second\"]'
        && document.querySelector('.pane:first-child').matches('.active')
        && document.querySelectorAll('.copy-line').length === 2",
    )
    .await;
    page.settled().await;
    page.screenshot("copy-panes").await;
    expect_undo(page, Some("carry 2 marks to “Second”")).await;
    page.press("Ctrl+Z").await;
    there(page, &["the capital"]).await;
    page.press("Ctrl+Shift+Z").await;
    there(page, &["ten countries", "the capital", "Zamir Kabulov"]).await;
}

async fn marks_are_carried_by_mouse(page: &mut Page) {
    page.resize(1800, 900).await;
    open(page).await;
    // A press on the line selects nothing, and lists the passage.
    page.click(LINE).await;
    dialog(page, Some("shared-copy")).await;
    page.focused(".search-go[aria-expanded=true]").await;
    let selected: String = page.eval("return getSelection().toString();").await;
    assert_eq!(selected, "");
    // From the other article, whose one mark is here already.
    page.click("dialog .search-line:has(> .proposed), dialog li:nth-child(3) .confirm")
        .await;
    announces(
        page,
        "No mark carried to Article 1: First; 1 is there already.",
    )
    .await;
    page.click("dialog li:first-child .confirm").await;
    dialog(page, Some("doubts")).await;
    page.click(".doubt .place").await;
    dialog(page, Some("shared-copy")).await;
    there(
        page,
        &[
            "ten countries",
            "the capital",
            "Zamir Kabulov",
            "shared position",
        ],
    )
    .await;
    page.until(
        "document.querySelector('dialog .search-lines').innerText.match(/4 marks/g).length === 2",
    )
    .await;
    // To the other article, with this one beside it.
    page.click("dialog li:nth-child(3) .search-go").await;
    dialog(page, None).await;
    page.until(
        "JSON.stringify([...document.querySelectorAll('.pane h1')].map(h1 => h1.innerText)) === '[\"First\",\"Second\"]'
        && document.querySelector('.pane.active h1').innerText === 'Second'",
    )
    .await;
}

async fn a_passage_is_tapped_on_a_phone(page: &mut Page) {
    page.phone(390, 844).await;
    open(page).await;
    page.screenshot("copy-phone").await;
    page.tap(LINE).await;
    dialog(page, Some("shared-copy")).await;
    page.until("document.querySelectorAll('dialog .search-line').length === 3")
        .await;
    page.settled().await;
    page.screenshot("copy-phone-list").await;
    let is_wider: bool = page
        .eval("const box = document.querySelector('dialog'); return box.scrollWidth > box.clientWidth;")
        .await;
    assert!(!is_wider, "the list is wider than the window");
    page.tap("dialog li:first-child .confirm").await;
    dialog(page, Some("doubts")).await;
    page.screenshot("copy-phone-doubt").await;
    page.press("Escape").await;
    dialog(page, None).await;
    there(page, &["ten countries", "the capital", "Zamir Kabulov"]).await;
    // There is no room for a second article.
    page.tap(LINE).await;
    page.tap("dialog li:nth-child(3) .search-go").await;
    page.until("document.querySelector('.pane.active h1').innerText === 'Second'")
        .await;
    assert_eq!(page.count(".pane").await, 1);
}

/// The list in colors of the day, the night and the system, on a phone, and as it is heard.
async fn the_list_is_for_everyone(page: &mut Page) {
    page.resize(1440, 900).await;
    open(page).await;
    page.press("%").await;
    dialog(page, Some("shared-copy")).await;
    page.until("document.querySelectorAll('dialog .search-line').length >= 1")
        .await;
    if page.count("dialog .search-line").await == 1 {
        page.press("ArrowDown").await;
        page.focused("dialog .search-go").await;
        page.press("ArrowRight").await;
    }
    page.until("document.querySelectorAll('dialog .search-line').length === 3")
        .await;
    page.focused("dialog .search-go[aria-expanded='true']")
        .await;
    let day = Media {
        reduced_motion: true,
        ..Media::default()
    };
    for (name, media, width) in [
        ("day", day, 1440),
        ("night", Media { dark: true, ..day }, 1024),
        ("phone", day, 390),
    ] {
        page.prefer(media).await;
        page.resize(width, 844).await;
        page.settled().await;
        page.screenshot(&format!("copy-list-{name}")).await;
        page.expect_accessible("dialog[open]", &[]).await;
    }
    let forced = Media {
        forced_colors: true,
        ..day
    };
    page.prefer(forced).await;
    page.resize(1440, 900).await;
    page.settled().await;
    page.screenshot("copy-list-forced").await;
    let outline: String = page
        .eval("return getComputedStyle(document.activeElement).outlineStyle;")
        .await;
    assert_ne!(outline, "none", "the line at hand cannot be told");
    let tree = page
        .devtools("Accessibility.getFullAXTree", json!({}))
        .await;
    let nodes = tree["nodes"].as_array().expect("a tree");
    let focused = nodes.iter().find(|node| {
        node["role"]["value"] == "button"
            && node["properties"]
                .as_array()
                .is_some_and(|all| all.iter().any(|it| it["name"] == "focused"))
    });
    let heard = focused.expect("a line has the focus")["name"]["value"].to_string();
    assert!(
        heard.contains("Officials from ten countries") && heard.contains("95 % alike"),
        "{heard}"
    );
}

async fn a_tab_that_only_reads_carries_nothing(page: &mut Page) {
    page.resize(1440, 900).await;
    open(page).await;
    let first = page.open_reading_tab().await;
    in_article(page).await;
    page.press("%").await;
    dialog(page, Some("shared-copy")).await;
    page.until("document.querySelectorAll('dialog .search-line').length >= 1")
        .await;
    page.screenshot("copy-list-reading").await;
    let before: Value = page.eval("return postil.project().annotations;").await;
    page.press("ArrowDown").await;
    page.focused("dialog .search-go").await;
    page.press("c").await;
    page.settled().await;
    let after: Value = page.eval("return postil.project().annotations;").await;
    assert_eq!(before, after);
    // It can be read all the same.
    page.press("Enter").await;
    dialog(page, None).await;
    page.close_tab(&first).await;
}

async fn what_is_shared_follows_the_texts(page: &mut Page) {
    page.open().await;
    page.press("Ctrl+K").await;
    dialog(page, Some("picker-dialog")).await;
    page.type_text("Shared copy").await;
    page.until("document.querySelector('.choice')?.innerText.includes('Shared copy')")
        .await;
    page.press("Enter").await;
    dialog(page, Some("shared-copy")).await;
    page.until(
        "document.querySelector('dialog .picker-none')?.innerText === 'No shared copy found.'",
    )
    .await;
    page.screenshot("copy-none").await;
    page.press("Escape").await;
    // Another project has other passages.
    page.eval::<()>(STORY).await;
    page.until(&format!("document.querySelector('{LINE}')"))
        .await;
    // A text that is gone shares nothing, and an undone removal shares again.
    page.click(".article-row:not(.current) .menu button").await;
    page.click("[role=menuitem]:last-child").await;
    page.until(&format!("!document.querySelector('{LINE}')"))
        .await;
    page.press("Ctrl+Z").await;
    page.until("postil.project().documents.length === 3").await;
    page.click(".article-row .article-link").await;
    page.until(&format!("document.querySelector('{LINE}')"))
        .await;
    // Scripts get the same.
    let shared: Value = page
        .eval("return postil.sharedCopy().map(places => places.map(it => it.document));")
        .await;
    assert_eq!(shared, serde_json::json!([["one", "two"]]));
    let done: Value = page
        .eval("return postil.carry({ from: 'one', to: 'two' });")
        .await;
    assert_eq!(
        done,
        serde_json::json!({ "made": 2, "there": 1, "doubtful": 1, "gone": 0 })
    );
    there(page, &["ten countries", "the capital", "Zamir Kabulov"]).await;
    // Grey lines are shared with nobody.
    in_article(page).await;
    page.click(quote("the envoy").start()).await;
    page.press("b").await;
    page.until(&format!("!document.querySelector('{LINE}')"))
        .await;
    page.press("Ctrl+Z").await;
    page.until(&format!("document.querySelector('{LINE}')"))
        .await;
}

async fn many_passages_are_listed_in_pieces(page: &mut Page) {
    page.open().await;
    page.eval::<()>(
        "const project = postil.project();
        const words = at => Array.from({ length: 30 }, (_, n) => `word${at}x${n}`).join(' ') + '.';
        project.annotations = []; project.relations = []; project.clusters = [];
        const published = { date: '2024-12-18', basis: 'stated' };
        project.documents = Array.from({ length: 400 }, (_, at) => ({
            id: `d${at}`, title: `Title ${at}`, published, text: words(Math.floor(at / 2)) + '\\n\\n' + words(1000 + at),
        }));
        postil.load(project);",
    )
    .await;
    page.until("document.querySelectorAll('.article-row').length > 3")
        .await;
    in_article(page).await;
    page.press("%").await;
    dialog(page, Some("shared-copy")).await;
    page.until("document.querySelector('dialog .picker-foot').innerText === '200 passages'")
        .await;
    let drawn = page.count("dialog .search-line").await;
    assert!(drawn < 60, "{drawn} lines are in the page");
    page.press("ArrowDown").await;
    page.focused("[data-line='0'] .search-go").await;
    page.press("End").await;
    page.until("document.activeElement.closest('[data-line]')?.dataset.line === '199'")
        .await;
    page.press("Home").await;
    page.focused("[data-line='0'] .search-go").await;
    page.press("ArrowUp").await;
    page.focused(".picker-field").await;
    page.type_text("Title 77").await;
    page.until("document.querySelector('dialog .picker-foot').innerText === '1 of 200 passages'")
        .await;
    page.press("Enter").await;
    page.focused("[data-line='0'] .search-go").await;
    page.press("ArrowRight").await;
    page.until("document.querySelectorAll('dialog .search-line').length === 3")
        .await;
}
