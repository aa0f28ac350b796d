//! The place of the story: keys, address, the way to a sentence and back, filters.

use postil_e2e::{Media, Page, browser_tests, control, story};

browser_tests!(Chromium, Firefox, WebKit: goes_to_the_story_and_back);
browser_tests!(Chromium, Firefox: what_a_view_shows_is_saved);
browser_tests!(Chromium:
    the_address_says_which_view_is_shown,
    a_filter_is_for_all_views,
    keys_lead_to_a_sentence_and_back,
    scripts_read_what_a_view_shows,
    every_view_is_fit_for_assistive_technology,
);

/// Whether the story is in the place of the articles.
const IN_STORY: &str = "document.querySelector('.story')
    && getComputedStyle(document.querySelector('.rail')).visibility === 'hidden'";
const IN_ARTICLES: &str = "!document.querySelector('.story')
    && getComputedStyle(document.querySelector('.main')).visibility === 'visible'
    && document.activeElement?.matches('[data-article]')";

async fn goes_to_the_story_and_back(page: &mut Page) {
    page.open().await;
    page.press("0").await;
    page.until(IN_STORY).await;
    page.press("0").await;
    page.until(IN_ARTICLES).await;
    page.click(".to-story").await;
    page.until(IN_STORY).await;
    // A digit is a view here, and a label there.
    page.press("3").await;
    page.until("document.querySelector('.timeline-view')").await;
    page.press("Escape").await;
    page.until(IN_ARTICLES).await;
    page.press("0").await;
    page.until("document.querySelector('.timeline-view')").await;
}

async fn the_address_says_which_view_is_shown(page: &mut Page) {
    story::open(page, 4).await;
    page.until("location.hash === '#project=default&view=claims'")
        .await;
    page.visit("/#project=default&view=tensions").await;
    page.eval::<()>("location.reload();").await;
    page.until("document.querySelector('.tensions-view')").await;
    page.eval::<()>("history.back();").await;
    page.until("document.querySelector('.claims-view')").await;
    page.press("0").await;
    page.until("location.hash === '#project=default'").await;
}

/// Saves what a view shows.
async fn save(page: &Page, item: &str) -> (String, Vec<u8>) {
    page.click(control("Save the view")).await;
    page.until("document.querySelector('.story-bar [role=menuitem]')")
        .await;
    let saved = page
        .download(async || page.click(control(item)).await)
        .await;
    (saved.name, saved.bytes)
}

async fn what_a_view_shows_is_saved(page: &mut Page) {
    story::open(page, 1).await;
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is in UTF-8");
    let (name, table) = save(page, "Table (CSV)").await;
    assert!(name.ends_with("coverage.csv"), "{name}");
    let table = text(table);
    assert!(
        table.starts_with("cluster,name,layer,articles,accounts,mentions,002,004,000,001,003\r\n")
    );
    assert!(
        table.contains(",Vladimir Putin,entity,4,4,10,,3,3,3,1\r\n"),
        "{table}"
    );
    let (name, picture) = save(page, "Picture (SVG)").await;
    assert!(name.ends_with("coverage.svg"), "{name}");
    assert!(text(picture).starts_with("<svg "));
    let (_, picture) = save(page, "Picture (PNG)").await;
    assert!(picture.starts_with(b"\x89PNG\r\n") && picture.len() > 20_000);

    page.press("5").await;
    page.until("document.querySelector('.tensions-view .stop')")
        .await;
    let (_, report) = save(page, "Story report (a page)").await;
    let report = text(report);
    assert!(report.starts_with("<!DOCTYPE html>") && report.contains("Who said what"));
    let (_, report) = save(page, "Story report (Markdown)").await;
    assert!(text(report).contains("over 130"));
}

async fn a_filter_is_for_all_views(page: &mut Page) {
    story::open(page, 1).await;
    let rows = "new Set([...document.querySelectorAll('.coverage-view [data-cluster]')]
        .map(row => row.dataset.cluster)).size";
    page.until(&format!("{rows} > 5")).await;
    page.click(control("Filter")).await;
    page.until("document.querySelector('.story-filters')").await;
    page.eval::<()>(
        "const field = document.querySelectorAll('.story-filters input[type=date]')[1];
        field.value = '2024-06-01';
        field.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await;
    page.until("document.querySelector('.filter-button').textContent === 'Filter: 1'")
        .await;
    page.press("Escape").await;
    page.until(IN_ARTICLES).await;
    page.press("0").await;
    page.until("document.querySelector('.coverage-view')").await;
    page.press("7").await;
    // Two of the five articles were printed by then.
    page.until("document.querySelector('.overview-view')?.textContent.includes('2 articles')")
        .await;
    page.click(control("Filter: 1")).await;
    page.click(control("Show everything")).await;
    page.until("document.querySelector('.overview-view')?.textContent.includes('5 articles')")
        .await;
}

async fn keys_lead_to_a_sentence_and_back(page: &mut Page) {
    story::open(page, 5).await;
    page.until("document.activeElement?.matches('.tensions-view .stop')")
        .await;
    page.press("ArrowDown ArrowDown").await;
    page.until("document.querySelector('.story-sentence mark')")
        .await;
    let (mark, words): (String, String) = page
        .eval(
            "return [document.activeElement.dataset.mark,
                document.querySelector('.story-sentence mark').textContent];",
        )
        .await;
    page.press("Enter").await;
    page.until(
        "!document.querySelector('.story') && document.querySelector('.inspector [data-of]')",
    )
    .await;
    page.until(&format!(
        "document.querySelector('.inspector [data-of]').dataset.of === '{mark}'"
    ))
    .await;
    let selected: String = page
        .eval(&format!(
            "const it = postil.project().annotations.find(it => it.id === '{mark}');
            return it.fragments[0].quote;"
        ))
        .await;
    assert_eq!(selected, words);
    page.press("0").await;
    page.until(&format!(
        "document.activeElement?.matches('.tensions-view .stop[data-mark={mark}]')"
    ))
    .await;
}

async fn scripts_read_what_a_view_shows(page: &mut Page) {
    page.open().await;
    story::load(page).await;
    let names: Vec<String> = page
        .eval(
            "const all = {};
            for (const view of ['coverage', 'sayings', 'timeline', 'claims', 'tensions', 'overview'])
                all[view] = (await postil.story(view)).length;
            return Object.keys(all).filter(view => all[view] > 5);",
        )
        .await;
    assert_eq!(names.len(), 6);
    let dossier: Vec<Vec<String>> = page
        .eval(
            "const kabulov = postil.project().clusters.find(it => it.name === 'Zamir Kabulov');
            return (await postil.story('dossier', kabulov.id)).filter(row => row[0] === 'title');",
        )
        .await;
    let titles: std::collections::BTreeSet<&str> =
        dossier.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(titles.len(), 3, "{titles:?}");
    let refused: String = page
        .eval("return await postil.story('dossier', 'none').catch(error => error.message);")
        .await;
    assert_eq!(refused, "there is no such cluster");
}

async fn every_view_is_fit_for_assistive_technology(page: &mut Page) {
    page.open().await;
    story::load(page).await;
    for dark in [false, true] {
        let media = Media {
            dark,
            ..Media::default()
        };
        page.prefer(media).await;
        for view in 1..=7 {
            story::show(page, view).await;
            page.until("document.querySelector('.story-body .stop')")
                .await;
            page.expect_accessible(".story", &[]).await;
        }
    }
}
