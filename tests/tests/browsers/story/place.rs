//! The place of the story: keys, address, the way to a sentence and back, filters.

use postil_e2e::{Page, browser_tests, story};

browser_tests!(Chromium, Firefox, WebKit: goes_to_the_story_and_back);
browser_tests!(Chromium: the_address_says_which_view_is_shown);

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
