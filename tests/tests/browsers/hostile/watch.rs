//! Watches a page for what hostile content could do to it.

use postil_e2e::Page;
use serde_json::json;

/// The longest time the page may not answer, in milliseconds. Generous for a busy machine: a page that
/// hangs does so for much longer.
const LONGEST: u32 = 5000;

/// Starts measuring how long the page does not answer.
pub async fn watch(page: &Page) {
    page.eval::<()>(
        "const beats = window.beats = { longest: 0, last: performance.now() };
        setInterval(() => {
            const now = performance.now();
            beats.longest = Math.max(beats.longest, now - beats.last);
            beats.last = now;
        }, 5);",
    )
    .await;
}

/// Checks that nothing ran, nothing was blocked, nothing is wider than the window, and the page answers.
pub async fn unharmed(page: &Page, place: &str) {
    check(page, place, LONGEST).await;
}

/// As [`unharmed`], where a whole project of twenty megabytes was read, compared or written, which takes
/// long.
pub async fn harmless(page: &Page, place: &str) {
    check(page, place, u32::MAX).await;
}

async fn check(page: &Page, place: &str, longest: u32) {
    page.settled().await;
    let wrong: Vec<String> = page
        .call(
            "const wrong = [];
            await new Promise(done => requestAnimationFrame(() => setTimeout(done, 10)));
            if (beats.longest > args) wrong.push(`no answer for ${beats.longest} ms`);
            beats.longest = 0;
            if (window.harmed || ({}).harmed) wrong.push(`ran: ${window.harmed}`);
            if (location.pathname !== '/') wrong.push(`went to ${location}`);
            for (const [name, element] of [['page', document.documentElement],
                ...[...document.querySelectorAll('dialog[open]')].map(it => ['dialog', it])]) {
                const { left, right } = element.getBoundingClientRect();
                if (left < -1 || right > innerWidth + 1) {
                    wrong.push(`the ${name} reaches from ${left} to ${right}`);
                }
                if (element.scrollWidth > element.clientWidth) wrong.push(`the ${name} scrolls`);
            }
            const main = document.querySelector('.main').getBoundingClientRect();
            if (main.width < 280 || main.right > innerWidth + 1) {
                wrong.push(`the article has ${main.width}`);
            }
            const made = document.querySelectorAll('img, iframe, object, embed, a[href^=j i], '
                + 'body script, [onclick], [onerror], [onload], [onfocus]');
            if (made.length) wrong.push(`made ${made[0].outerHTML.slice(0, 80)}`);
            return wrong;",
            json!(longest),
        )
        .await;
    assert_eq!(wrong, [] as [&str; 0], "{place}");
}
