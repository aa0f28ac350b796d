//! The dossier of a cluster, the overview of all articles, and the worked example beside the open project.

use postil_e2e::marks::announces;
use postil_e2e::{Page, browser_tests, control, story};
use serde_json::{Value, json};

browser_tests!(Chromium, Firefox:
    the_worked_example_opens_beside_the_project,
    a_dossier_says_everything_of_a_cluster,
    the_overview_leads_to_places_of_the_text,
);
browser_tests!(Chromium:
    dossiers_lead_to_one_another,
    an_empty_project_is_told_what_to_do,
    time_is_counted_in_this_browser_alone,
);

/// What the bundled project is called, and what the worked example is.
const FIRST: &str = "Russia and the Taliban";
const EXAMPLE: &str = "Russia and the Taliban: a worked example";

/// The words of all elements of a selector.
async fn words(page: &Page, css: &str) -> Vec<String> {
    let all = "return [...document.querySelectorAll(args[0])]
        .map(it => it.innerText.trim().replace(/\\s+/g, ' '));";
    page.call(all, json!([css])).await
}

/// Waits for the name at the head of the dossier.
async fn until_dossier(page: &Page, name: &str) {
    let name = json!(name);
    page.until(&format!(
        "document.querySelector('.dossier-heading h2')?.innerText === {name}
            && document.querySelector('.dossier')"
    ))
    .await;
}

/// The lines of the part of the dossier with this heading.
async fn lines(page: &Page, heading: &str) -> Vec<String> {
    let lines = "const part = [...document.querySelectorAll('.dossier-part')]
            .find(it => it.querySelector('h3').innerText.startsWith(args[0]));
        return [...part.querySelectorAll('li, p.quiet')]
            .map(it => it.innerText.trim().replace(/\\s+/g, ' '));";
    page.call(lines, json!([heading])).await
}

/// Waits until the project of this name is open. The address names it already while the page before goes away.
async fn until_called(page: &Page, name: &str) {
    let name = json!(name);
    page.until(&format!(
        "document.querySelector('.project-name')?.value === {name} && postil.project
            && document.querySelector('[data-article] [data-block]')"
    ))
    .await;
}

async fn run(page: &Page, command: &str) {
    page.press("Ctrl+K").await;
    page.until("document.querySelector('.picker-field')").await;
    page.type_text(command).await;
    page.until("document.querySelectorAll('.choice').length === 1")
        .await;
    page.press("Enter").await;
}

async fn the_worked_example_opens_beside_the_project(page: &mut Page) {
    page.open().await;
    let before = page.project().await;
    page.click(control("Open the worked example")).await;
    until_called(page, EXAMPLE).await;
    assert_eq!(page.annotations().await.len(), 777);

    run(page, "Open the worked").await;
    announces(page, "The worked example is open.").await;
    let first = "postil.remove(postil.project().annotations[0].id);";
    page.eval::<()>(first).await;
    page.saved().await;

    run(page, "Projects in").await;
    page.until("document.querySelectorAll('.shelf > li').length === 2")
        .await;
    page.click(".shelf > li:nth-child(2) > button").await;
    until_called(page, FIRST).await;
    assert_eq!(page.project().await, before);

    // It is opened as it was left, and not made again.
    run(page, "Projects in").await;
    page.until("document.querySelectorAll('.shelf > li').length === 2")
        .await;
    page.click("dialog .dialog-foot .button:nth-last-child(2)")
        .await;
    until_called(page, EXAMPLE).await;
    assert_eq!(page.annotations().await.len(), 776);
}

async fn a_dossier_says_everything_of_a_cluster(page: &mut Page) {
    story::open(page, 6).await;
    page.until("document.querySelector('.dossier-choice')")
        .await;
    page.click(control("Find another cluster")).await;
    page.type_text("kabulov").await;
    page.until("document.querySelectorAll('.dossier-choice').length === 1")
        .await;
    page.press("ArrowDown Enter").await;
    until_dossier(page, "Zamir Kabulov").await;
    page.until("location.hash.endsWith('&view=dossier&cluster=c003')")
        .await;

    let titles = lines(page, "Titles").await;
    let expected = [
        "special envoy for Afghanistan",
        "director of the Foreign Ministry's Second Asia Department",
        "special representative on Afghanistan",
    ];
    assert_eq!(titles.len(), expected.len());
    for (title, expected) in titles.iter().zip(expected) {
        assert!(title.starts_with(expected), "{title}");
    }
    assert!(titles[1].ends_with("28 May 2024"), "{}", titles[1]);
    assert_eq!(lines(page, "What it said").await.len(), 5);
    assert_eq!(
        lines(page, "What was said of it").await,
        ["No claim is said to be about it."]
    );
    let events = lines(page, "Part in events").await;
    assert_eq!(events.len(), 2);
    assert!(events[0].starts_with("27 May 2024"), "{}", events[0]);
    assert!(events[1].starts_with("no date"), "{}", events[1]);
    let mentions = lines(page, "Mentioned as").await;
    assert!(mentions[0].starts_with("Zamir Kabulov"), "{}", mentions[0]);
    let articles = lines(page, "Articles").await;
    assert_eq!(articles.len(), 5);

    // By the arrow keys to what it said, and on to the article.
    page.until("document.activeElement.matches('.stop')").await;
    page.eval::<()>("document.querySelector('.dossier-line').focus();")
        .await;
    page.until("document.querySelector('.story-quote mark')")
        .await;
    page.press("ArrowDown").await;
    page.until("document.activeElement.dataset.mark === 'm701'")
        .await;
    page.press("Enter").await;
    page.until("!document.querySelector('.story') && document.querySelector('[data-of=m701]')")
        .await;
}

async fn dossiers_lead_to_one_another(page: &mut Page) {
    story::open(page, 6).await;
    page.until("document.querySelector('.dossier-choice')")
        .await;
    page.visit("/#project=default&view=dossier&cluster=c011")
        .await;
    page.until("document.querySelector('.dossier-related .stop')")
        .await;
    assert_eq!(lines(page, "What was said of it").await.len(), 8);
    let name = page.text(".dossier-heading h2").await;
    let group = page.text(".dossier-related .stop").await;
    page.click(".dossier-related .stop").await;
    until_dossier(page, &group).await;
    page.until("document.activeElement.matches('.stop')").await;
    assert!(words(page, ".dossier-related .stop").await.contains(&name));
    page.eval::<()>("history.back();").await;
    until_dossier(page, &name).await;
}

async fn the_overview_leads_to_places_of_the_text(page: &mut Page) {
    story::open(page, 7).await;
    page.until("document.querySelectorAll('.progress-table tbody tr').length === 5")
        .await;
    let sourced = words(page, ".progress-table tbody td:nth-of-type(4) .figures").await;
    let expected = ["25 of 25", "18 of 18", "23 of 23", "31 of 31", "18 of 18"];
    assert_eq!(sourced, expected);
    let persons = words(page, ".counts-table tbody tr:first-child > :is(th, td)").await;
    assert_eq!(persons, ["Person", "48", "11", "19", "9", "6", "3"]);
    let lacks = words(page, ".overview-lacks li").await;
    assert!(lacks.contains(&"Every claim has a source".to_owned()));

    page.eval::<()>("document.querySelector('.density').focus();")
        .await;
    page.press("ArrowRight ArrowRight ArrowRight").await;
    page.until("document.activeElement.getAttribute('aria-valuenow') === '4'")
        .await;
    page.press("Enter").await;
    page.until(
        "!document.querySelector('.story') && document.activeElement.matches('[data-article]')",
    )
    .await;
    // The third article of the table, from its middle on.
    page.press("0").await;
    page.until("document.querySelectorAll('.density').length === 5")
        .await;
    page.click(".progress-table tbody tr:nth-child(3) .density")
        .await;
    page.until("!document.querySelector('.story') && document.querySelector('[data-article]').innerText.startsWith('Russia’s Foreign Ministry has')")
        .await;
}

async fn an_empty_project_is_told_what_to_do(page: &mut Page) {
    page.open().await;
    story::show(page, 7).await;
    page.until("document.querySelector('.story-empty')").await;
    assert_eq!(page.count(".progress-table tbody tr").await, 5);
    page.press("6").await;
    page.until("document.querySelector('.story-empty .button')")
        .await;
    assert!(page.text(".story-empty").await.starts_with("No mark is in"));
}

async fn time_is_counted_in_this_browser_alone(page: &mut Page) {
    const KEPT: &str = "localStorage.getItem('postil-time:default')";
    page.open().await;
    page.press("j").await;
    page.until(KEPT).await;
    let project = page.project().await;
    assert!(!project.to_string().contains("time_spent"));
    story::show(page, 7).await;
    page.until("document.querySelectorAll('.time').length === 5")
        .await;
    let times = words(page, ".progress-table .time").await;
    assert_eq!(times.iter().filter(|it| *it == "under 1 min").count(), 1);
    let before: Value = page.eval(&format!("return {KEPT};")).await;
    page.click(control("Forget the times")).await;
    page.until(&format!("{KEPT} === null")).await;
    page.click(control("Put the times back")).await;
    page.until(&format!("{KEPT} === {before}")).await;
}
