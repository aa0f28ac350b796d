//! Measures how soon a returning visitor can read.

use crate::figures::{Figures, Subject, What};
use postil_e2e::Page;

/// Visits that fill the browser's caches, including that of compiled code, which the browser keeps only
/// for repeated use.
const WARM_UP: usize = 3;

/// Opens the page `times` times with the bundled project, in a browser with warm caches.
pub async fn measure(page: &Page, times: usize, figures: &mut Figures) {
    page.site().let_cache();
    for visit in 0..WARM_UP + times {
        // From another page, as by a bookmark.
        let left = page.client().goto("about:blank").await;
        left.unwrap_or_else(|error| panic!("an empty page did not load: {error}"));
        page.visit("/").await;
        page.until("bench.started !== null").await;
        let started = page.eval("return bench.started;").await;
        if visit >= WARM_UP {
            figures.note(What::Start, Subject::Postil, started);
        }
        page.ready().await;
    }
}
