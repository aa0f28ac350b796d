//! The place in the text is kept.

use postil_e2e::marks::{expect_marks, mark, said};
use postil_e2e::{Page, browser_tests, quote};

browser_tests!(Chromium, Firefox:
    escape_leaves_the_cursor_at_the_mark,
    an_article_is_shown_as_it_was_left,
);
browser_tests!(Chromium:
    what_leads_to_another_article_says_so,
    a_tab_that_follows_stays_where_it_reads,
);

const SCROLLED: &str = "return document.querySelector('.scroll').scrollTop;";

async fn escape_leaves_the_cursor_at_the_mark(page: &mut Page) {
    page.open().await;
    page.click(quote("Foreign").start()).await;
    for _ in 0..11 {
        page.press("Ctrl+ArrowRight").await;
    }
    page.press("e").await;
    page.until("postil.project().annotations?.length === 1")
        .await;
    page.settled().await;
    let top: f64 = page.eval(SCROLLED).await;
    assert!(top > 100.0, "the mark is far down: {top}");
    let end = "postil.project().annotations[0].fragments[0].end";
    page.press("Escape ArrowRight").await;
    page.settled().await;
    let next = page.selection().await.expect("the next word is selected");
    let end: u32 = page.eval(&format!("return {end};")).await;
    assert!(
        next.start >= end && next.start < end + 4,
        "{next:?} follows {end}"
    );
    let after: f64 = page.eval(SCROLLED).await;
    assert!((after - top).abs() < 40.0, "{top} became {after}");
    // The same from mark to mark.
    page.press("Escape , Escape ArrowRight").await;
    page.settled().await;
    let again = page.selection().await.expect("the next word is selected");
    assert_eq!(again.start, next.start);
}

async fn an_article_is_shown_as_it_was_left(page: &mut Page) {
    page.open().await;
    mark(page, "Sergey Lavrov", "e").await;
    page.settled().await;
    // Scrolled away from the mark: coming back does not go to it.
    page.wheel(quote("Sergey Lavrov"), 0, 300).await;
    page.until("document.querySelector('.scroll').scrollTop > 200")
        .await;
    page.settled().await;
    let top: f64 = page.eval(SCROLLED).await;
    page.press("j").await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 2')")
        .await;
    page.until("document.querySelector('.statusbar').innerText.includes('Nothing selected')")
        .await;
    page.press("ArrowRight ArrowRight ArrowRight").await;
    page.settled().await;
    let other = page
        .selection()
        .await
        .expect("a word of the second article");
    page.press("k").await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 1')")
        .await;
    page.until("document.querySelector('.statusbar').innerText.includes('Entity selected')")
        .await;
    page.settled().await;
    let after: f64 = page.eval(SCROLLED).await;
    assert!((after - top).abs() < 2.0, "{top} became {after}");
    page.press("1").await;
    expect_marks(page, &[("entity.person", "Sergey Lavrov")]).await;
    page.press("j").await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 2')")
        .await;
    page.settled().await;
    let back = page.selection().await.expect("the word is selected again");
    assert_eq!((back.start, back.end), (other.start, other.end));
}

async fn what_leads_to_another_article_says_so(page: &mut Page) {
    page.open().await;
    mark(page, "Sergey Lavrov", "e").await;
    page.press("Escape j j").await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 3')")
        .await;
    page.press("Ctrl+Z").await;
    said(page, "Undone: tag entity. Article 1: Daryo.").await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 1 of')")
        .await;
    page.press("Escape j j").await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 3')")
        .await;
    page.press("Ctrl+Shift+Z").await;
    said(page, "Redone: tag entity. Article 1: Daryo.").await;
    // Here, there is no more to say.
    page.press("Ctrl+Z").await;
    said(page, "Undone: tag entity").await;

    // A text that comes in is shown, and undoing that shows its neighbour.
    page.press("Escape j").await;
    page.drop_texts(&[("new.txt", b"A new text.")]).await;
    said(page, "Added an article. Article 6: A new text.").await;
    page.press("Ctrl+Z").await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 5 of 5')")
        .await;
    page.until("document.querySelector('.announcement').textContent.includes('Article 5: ')")
        .await;
}

async fn a_tab_that_follows_stays_where_it_reads(page: &mut Page) {
    page.open().await;
    mark(page, "Sergey Lavrov", "e").await;
    page.saved().await;
    let writer = page.tab().await;
    let follower = page.open_tab().await;
    page.open().await;
    page.until("document.querySelector('[data-saved]').innerText.trim() === 'Read only'")
        .await;
    page.wheel(quote("Sergey Lavrov"), 0, 300).await;
    page.until("document.querySelector('.scroll').scrollTop > 200")
        .await;
    // The wheel turns smoothly.
    page.eval::<()>(
        "const scroller = document.querySelector('.scroll');
        for (let still = 0, before; still < 10; before = scroller.scrollTop) {
            await new Promise(requestAnimationFrame);
            still = before === scroller.scrollTop ? still + 1 : 0;
        }",
    )
    .await;
    let top: f64 = page.eval(SCROLLED).await;

    // Another tab works in another article, then replaces the whole project by a like one.
    page.switch_to(&writer).await;
    page.press("Escape j").await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 2')")
        .await;
    page.eval::<()>("postil.load({ ...postil.project(), name: 'Renamed' });")
        .await;
    page.saved().await;
    page.switch_to(&follower).await;
    page.until("postil.project().name === 'Renamed'").await;
    page.settled().await;
    page.until("document.querySelector('.statusbar').innerText.includes('Article 1')")
        .await;
    page.until(&format!(
        "Math.abs(document.querySelector('.scroll').scrollTop - {top}) < 2"
    ))
    .await;

    // It removes the article that is read here: its neighbour is shown, and the page says so.
    page.switch_to(&writer).await;
    page.eval::<()>(
        "const project = postil.project();
        project.documents.shift();
        project.annotations = [];
        postil.load(project);",
    )
    .await;
    page.saved().await;
    page.switch_to(&follower).await;
    page.until("postil.project().documents.length === 4").await;
    page.until(
        "document.querySelector('.announcement').textContent
            .startsWith('The other tab removed the article. Article 1: ')",
    )
    .await;
}
