//! Clusters across articles: what a mark may mean, the card of a cluster, groups, the list in the rail, and
//! proposals for the whole project.

use postil_e2e::marks::{announces, expect_undo, mark, selected};
use postil_e2e::{Page, browser_tests, quote};
use serde_json::Value;

browser_tests!(
    Chromium, Firefox:
    a_story_is_linked_by_keys,
    kept_marks_are_labelled_linked_and_removed_together
);
browser_tests!(Chromium:
    the_card_is_worked_with_mouse_and_keys,
    proposals_are_taken_and_left,
    proposals_are_undone_and_redone_in_their_list,
    kept_marks_are_linked_on_a_phone,
);

/// Two articles with marks on names, and no clusters.
const STORY: &str = "
    const project = postil.project();
    const texts = {
        one: 'Foreign Minister Sergey Lavrov met Amir Khan Muttaqi in Moscow. Lavrov spoke first. Muttaqi agreed. They signed.',
        two: 'Sergey Lavrov said that Moscow waits. Then Lavrov left. Moscow was quiet.',
    };
    const dates = { one: '2024-10-04', two: '2024-12-18' };
    project.documents = Object.entries(texts).map(([id, text]) => ({
        id, title: id === 'one' ? 'First' : 'Second', text,
        published: { date: dates[id], basis: 'stated' },
    }));
    project.relations = [];
    project.clusters = [];
    project.annotations = [
        ['one', 'a1', 'Sergey Lavrov', 0, 'person'], ['one', 'a2', 'Amir Khan Muttaqi', 0, 'person'],
        ['one', 'a3', 'Moscow', 0, 'place'], ['one', 'a4', 'Lavrov', 1, 'person'],
        ['one', 'a5', 'Muttaqi', 1, 'person'], ['one', 'a6', 'They', 0, 'person'],
        ['two', 'b1', 'Sergey Lavrov', 0, 'person'], ['two', 'b2', 'Moscow', 0, 'place'],
        ['two', 'b3', 'Lavrov', 1, 'person'], ['two', 'b4', 'Moscow', 1, 'place'],
    ].map(([document, id, words, nth, label]) => {
        let start = texts[document].indexOf(words);
        for (; nth > 0; nth -= 1) start = texts[document].indexOf(words, start + 1);
        const fragment = { start, end: start + words.length, quote: words };
        return { id, document, label: `entity.${label}`, fragments: [fragment],
            attributes: id === 'a1' ? { role: 'foreign minister' } : {} };
    });
    postil.load(project);";

async fn open(page: &Page) {
    page.open().await;
    page.eval::<()>(STORY).await;
    page.until("document.querySelectorAll('.article-row').length === 2")
        .await;
    in_article(page).await;
}

async fn in_article(page: &Page) {
    page.eval::<()>("document.querySelector('[data-article]').focus();")
        .await;
}

/// Selects the mark on these words, which are there so many times before.
async fn select(page: &Page, words: &str, nth: usize) {
    page.click(quote(words).nth(nth).start()).await;
    let now = selected(page).await.map(|(_, words)| words);
    assert_eq!(now.as_deref(), Some(words));
    in_article(page).await;
}

/// The clusters as `name[parts](members)`, by name.
async fn clusters(page: &Page) -> Vec<String> {
    page.eval(
        "const all = postil.project().clusters;
        const name = id => all.find(cluster => cluster.id === id).name;
        return all.map(({ name: own, members, parts }) =>
            own + (parts ? `[${parts.map(name).sort().join(', ')}]` : '') + `(${[...members].sort().join(' ')})`
        ).sort();",
    )
    .await
}

async fn first_choice(page: &Page, words: &str) {
    page.until(&format!(
        "document.querySelector('.choice[aria-selected=true]')?.textContent.includes({})",
        Value::from(words)
    ))
    .await;
}

async fn a_story_is_linked_by_keys(page: &mut Page) {
    open(page).await;
    // What is likely stands first, and is one Enter away.
    select(page, "Sergey Lavrov", 0).await;
    page.press("l").await;
    first_choice(page, "Sergey Lavrov").await;
    page.until("document.querySelector('.choice[aria-selected=true] .why') !== null")
        .await;
    page.screenshot("clusters-link").await;
    page.press("Enter").await;
    announces(page, "link to “Sergey Lavrov”").await;
    select(page, "Lavrov", 1).await;
    page.press("l").await;
    page.type_text("sergey").await;
    first_choice(page, "2 mentions").await;
    page.press("Enter").await;
    page.until("postil.project().clusters[0].members.length === 3")
        .await;
    select(page, "Muttaqi", 1).await;
    page.press("l").await;
    first_choice(page, "Amir Khan Muttaqi").await;
    page.press("Enter").await;
    announces(page, "link to “Amir Khan Muttaqi”").await;
    assert_eq!(
        clusters(page).await,
        ["Amir Khan Muttaqi(a2 a5)", "Sergey Lavrov(a1 a4 b1)"]
    );

    // A pronoun stands for both.
    select(page, "They", 0).await;
    page.press("l").await;
    page.type_text("lavrov").await;
    first_choice(page, "Sergey Lavrov").await;
    page.press("Ctrl+Enter").await;
    page.until("document.querySelector('.stands-for').textContent === 'Stands for Sergey Lavrov'")
        .await;
    page.press("Ctrl+a").await;
    page.type_text("muttaqi").await;
    first_choice(page, "Amir Khan Muttaqi").await;
    page.screenshot("clusters-several").await;
    page.press("Enter").await;
    announces(page, "Sergey Lavrov and Amir Khan Muttaqi").await;
    let group = "Sergey Lavrov and Amir Khan Muttaqi[Amir Khan Muttaqi, Sergey Lavrov](a6)";
    assert!(clusters(page).await.contains(&group.to_owned()));
    page.press("Ctrl+z").await;
    assert_eq!(clusters(page).await.len(), 2);
    page.press("Ctrl+Shift+z").await;
    assert_eq!(clusters(page).await.len(), 3);

    // From mention to mention, and back.
    select(page, "Lavrov", 1).await;
    page.press(";").await;
    announces(page, "Sergey Lavrov: mention 3 of 3").await;
    page.press(":").await;
    announces(page, "Sergey Lavrov: mention 2 of 3").await;

    // The card, by keys alone.
    page.press("=").await;
    page.focused(".cluster-card .mention-row[aria-current]")
        .await;
    page.screenshot("clusters-card").await;
    let told = page.text(".cluster-card").await;
    for words in [
        "foreign minister",
        "2024-10-04",
        "Part of",
        "3 mentions in 2 of 2",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    page.press("Home Space s").await;
    announces(page, "split").await;
    assert_eq!(clusters(page).await.len(), 4);
    page.press("Ctrl+z").await;
    assert_eq!(clusters(page).await.len(), 3);
    page.settled().await;
    in_article(page).await;
    page.press("=").await;
    page.focused(".cluster-card .mention-row").await;
    page.press("r").await;
    page.focused(".cluster-card .card-name").await;
    page.press("Ctrl+a").await;
    page.type_text("Lavrov, Sergey").await;
    page.press("Enter").await;
    page.focused(".cluster-card .mention-row").await;
    assert!(
        clusters(page)
            .await
            .iter()
            .any(|it| it.starts_with("Lavrov, Sergey("))
    );
    page.press("m").await;
    page.type_text("khan").await;
    first_choice(page, "Khan").await;
    page.press("Enter").await;
    announces(page, "merge").await;
    // The group of both has but one part now.
    let all = clusters(page).await;
    assert!(
        all.contains(&"Lavrov, Sergey(a1 a2 a4 a5 b1)".to_owned()),
        "{all:?}"
    );
    assert!(
        all.iter().any(|it| it.ends_with("[Lavrov, Sergey](a6)")),
        "{all:?}"
    );
    expect_undo(
        page,
        Some("merge “Amir Khan Muttaqi” into “Lavrov, Sergey”"),
    )
    .await;
    page.press("Ctrl+z").await;
    assert_eq!(clusters(page).await.len(), 3);
    page.settled().await;
    in_article(page).await;
    page.press("=").await;
    page.focused(".cluster-card .mention-row").await;

    // Enter leads to the mention and keeps the card; another mark takes its place.
    page.press("End").await;
    page.focused(".mention-line[data-line='2'] .mention-row")
        .await;
    page.press("Enter").await;
    page.focused("[data-article]").await;
    page.until("document.querySelector('.cluster-card') !== null")
        .await;
    page.press("=").await;
    page.focused(".cluster-card .mention-row").await;
    page.press("Escape").await;
    page.until("document.querySelector('.cluster-card') === null")
        .await;
}

async fn the_card_is_worked_with_mouse_and_keys(page: &mut Page) {
    open(page).await;
    page.eval::<()>(
        "const project = postil.project();
        project.clusters = [
            { id: 'k', name: 'Lavrov', members: ['a1', 'a4', 'b1', 'a3'] },
            { id: 'm', name: 'Moscow', members: ['b2', 'b4'] },
            { id: 'x', name: 'Muttaqi', members: ['a5'] },
        ];
        postil.load(project);",
    )
    .await;
    page.until("document.querySelectorAll('.cluster-line').length === 3")
        .await;
    // Found, filtered, ordered.
    page.click(".cluster-tools input").await;
    page.type_text("SERGEY").await;
    page.until("document.querySelectorAll('.cluster-line').length === 1")
        .await;
    page.press("Ctrl+a Delete").await;
    page.until("document.querySelectorAll('.cluster-line').length === 3")
        .await;
    let order =
        "[...document.querySelectorAll('.cluster-row .clip')].map(it => it.textContent).join()";
    page.until(&format!("{order} === 'Lavrov,Moscow,Muttaqi'"))
        .await;
    page.eval::<()>(
        "const order = document.querySelector('[aria-label=\"Order of the clusters\"]');
        order.value = '3'; order.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await;
    page.until(&format!("{order} === 'Lavrov,Muttaqi,Moscow'"))
        .await;

    // A mention is dragged to where it belongs.
    page.click("[data-cluster=k] .card-open").await;
    page.until("document.querySelectorAll('.cluster-card .mention-line').length === 4")
        .await;
    page.mouse()
        .drag(
            ".mention-line[data-line='1'] .mention-row",
            "[data-cluster=m] .cluster-row",
        )
        .perform()
        .await;
    announces(page, "move to “Moscow”").await;
    assert_eq!(
        clusters(page).await,
        ["Lavrov(a1 a4 b1)", "Moscow(a3 b2 b4)", "Muttaqi(a5)"]
    );
    // Ticked by mouse, moved by key.
    page.click(".mention-line[data-line='0'] input").await;
    page.click(".mention-line[data-line='1'] input").await;
    page.until("document.querySelector('.cluster-card .card-head').textContent.includes('2 of 3')")
        .await;
    page.click(".card-actions button:nth-child(3)").await;
    page.type_text("muttaqi").await;
    first_choice(page, "Muttaqi").await;
    page.press("Enter").await;
    announces(page, "link to “Muttaqi”").await;
    assert_eq!(
        clusters(page).await,
        ["Lavrov(b1)", "Moscow(a3 b2 b4)", "Muttaqi(a1 a4 a5)"]
    );
    page.press("Ctrl+z Ctrl+z").await;
    assert_eq!(clusters(page).await[0], "Lavrov(a1 a3 a4 b1)");

    // Parts are put in and taken out.
    page.press("p").await;
    page.type_text("mosc").await;
    first_choice(page, "Moscow").await;
    page.press("Enter").await;
    announces(page, "put into group").await;
    assert_eq!(clusters(page).await[0], "Lavrov[Moscow](a1 a3 a4 b1)");
    page.until("document.querySelectorAll('.parts li').length === 1")
        .await;
    page.screenshot("clusters-card-group").await;
    page.click(".parts li .quiet").await;
    announces(page, "out of").await;
    assert_eq!(clusters(page).await[0], "Lavrov(a1 a3 a4 b1)");
    page.resize(390, 800).await;
    page.screenshot("clusters-card-390").await;
}

async fn propose(page: &Page) {
    page.press("Ctrl+K").await;
    page.until("document.querySelector('dialog[open] .picker-field')")
        .await;
    page.type_text("Propose clusters").await;
    page.until("document.querySelector('.choice')?.innerText.includes('Propose clusters')")
        .await;
    page.press("Enter").await;
    page.until("document.querySelector('dialog.proposals') !== null")
        .await;
}

async fn proposals_are_taken_and_left(page: &mut Page) {
    open(page).await;
    let count = "document.querySelectorAll('dialog[open] .search-line [aria-expanded]').length";
    propose(page).await;
    page.until(&format!("{count} >= 3")).await;
    page.screenshot("clusters-proposals").await;
    assert_eq!(clusters(page).await, [] as [&str; 0]);
    let all: usize = page.eval(&format!("return {count};")).await;
    // Left, and not made again.
    page.press("ArrowDown").await;
    page.focused(".search-go[aria-expanded]").await;
    let name = "document.activeElement.querySelector('.name').textContent";
    let left: String = page.eval(&format!("return {name};")).await;
    page.press("x").await;
    announces(page, "Left").await;
    page.until(&format!("{count} === {}", all - 1)).await;
    // Taken in part.
    page.focused(".search-go[aria-expanded]").await;
    let taken: String = page.eval(&format!("return {name};")).await;
    page.press("ArrowRight").await;
    page.until("document.activeElement.getAttribute('aria-expanded') === 'true'")
        .await;
    page.screenshot("clusters-proposals-open").await;
    page.press("Enter").await;
    announces(page, "gather").await;
    page.until(&format!("{count} === {}", all - 2)).await;
    assert!(clusters(page).await.iter().any(|it| it.starts_with(&taken)));
    page.press("Escape").await;
    page.press("Ctrl+z").await;
    assert_eq!(clusters(page).await.len(), 0);
    propose(page).await;
    page.until(&format!("{count} >= 1")).await;
    let names: Vec<String> = page
        .eval("return [...document.querySelectorAll('dialog .search-go .name')].map(it => it.textContent);")
        .await;
    assert!(!names.contains(&left), "{names:?}");
    page.press("ArrowDown").await;
    page.focused(".search-go[aria-expanded]").await;
    page.press("Shift+Enter").await;
    announces(page, "gather").await;
    page.press("Escape").await;
    assert!(!clusters(page).await.is_empty());
}

async fn proposals_are_undone_and_redone_in_their_list(page: &mut Page) {
    open(page).await;
    propose(page).await;
    page.until(
        "document.querySelectorAll('dialog[open] .search-line [aria-expanded]').length >= 3",
    )
    .await;
    page.press("ArrowDown").await;
    page.focused(".search-go[aria-expanded]").await;
    for made in 1..=2 {
        page.press("Enter").await;
        page.until(&format!(
            "postil.project().clusters?.length === {made} && document.activeElement.matches('.search-go')"
        ))
        .await;
    }
    for (keys, left) in [
        ("Ctrl+z", 1),
        ("Ctrl+z", 0),
        ("Ctrl+y", 1),
        ("Ctrl+Shift+z", 2),
    ] {
        page.press(keys).await;
        page.until(&format!(
            "(postil.project().clusters ?? []).length === {left}"
        ))
        .await;
        // The list is made anew, and has the focus again.
        page.until(
            "document.querySelector('dialog[open] .search-line')
            && document.activeElement.matches('dialog[open] .search-go')",
        )
        .await;
    }
}

async fn kept_marks_are_linked_on_a_phone(page: &mut Page) {
    page.phone(390, 844).await;
    open(page).await;
    let keep = ".tray-acts [aria-pressed]";
    let bar = "document.querySelector('.kept-bar')?.checkVisibility() === true";
    for nth in 0..2 {
        page.tap(quote("Lavrov").nth(nth).start()).await;
        page.until(&format!(
            "document.querySelector('{keep}')?.ariaPressed === 'false'"
        ))
        .await;
        page.tap(keep).await;
        page.until(&format!(
            "document.querySelector('{keep}')?.ariaPressed === 'true'"
        ))
        .await;
        // The sheet lies where the bar is.
        page.until(&format!("!({bar})")).await;
        page.screenshot("clusters-kept-sheet").await;
        page.tap(".tray-acts .solid").await;
        page.until(bar).await;
    }
    page.settled().await;
    page.screenshot("clusters-kept-phone").await;
    let is_whole: bool = page
        .eval(
            "return [...document.querySelectorAll('.kept-bar button')].every(button => {
                const box = button.getBoundingClientRect();
                return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight && box.height >= 44;
            });",
        )
        .await;
    assert!(is_whole, "a button of the bar is out of reach");
    page.expect_accessible(".kept-bar", &[]).await;
    page.tap(".kept-bar .button").await;
    page.until("postil.project().clusters?.[0]?.members.length === 2")
        .await;
    page.until("!document.querySelector('.kept-bar')").await;
}

async fn kept_marks_are_labelled_linked_and_removed_together(page: &mut Page) {
    page.resize(1500, 900).await;
    page.open().await;
    for words in ["Zamir Kabulov", "Vladimir Putin", "Sergey Lavrov"] {
        mark(page, words, "e").await;
    }
    mark(page, "decision", "v").await;
    page.press("Escape Escape").await;
    page.click(quote("Zamir Kabulov")).await;
    for words in ["Vladimir Putin", "Sergey Lavrov"] {
        page.mouse()
            .holding("Control")
            .click(quote(words))
            .perform()
            .await;
    }
    page.until("document.querySelector('.kept-bar b')?.textContent === '3 marks'")
        .await;
    page.screenshot("clusters-kept").await;
    page.press("1").await;
    let labels = "postil.project().annotations.map(it => it.label).sort().join(' ')";
    let people = "entity.person entity.person entity.person event";
    page.until(&format!("{labels} === '{people}'")).await;
    page.press("Ctrl+z").await;
    page.until(&format!("{labels} === 'entity entity entity event'"))
        .await;
    // By mouse.
    page.click(".kept-bar .keys button:nth-child(3)").await;
    page.until(&format!("{labels} === 'event'")).await;
    page.until("!document.querySelector('.kept-bar')").await;
    page.press("Ctrl+z").await;
    page.until(&format!("{labels} === 'entity entity entity event'"))
        .await;
    page.click(quote("Vladimir Putin")).await;
    page.mouse()
        .holding("Control")
        .click(quote("Sergey Lavrov"))
        .perform()
        .await;
    page.click(".kept-bar .button").await;
    page.until("postil.project().clusters?.[0]?.members.length === 2")
        .await;
}
