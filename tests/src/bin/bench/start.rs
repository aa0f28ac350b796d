//! How soon a visitor who was here before can read.

use crate::figures::{Figures, Subject, What};
use postil_e2e::Page;

/// Visits that fill the browser's caches, that of compiled code too, which it keeps only of what is
/// used again.
const WARM_UP: usize = 3;

/// Opens the page as often, in a browser whose caches are warm, with the bundled project.
pub async fn measure(page: &Page, times: usize, figures: &mut Figures) {
    page.site().let_cache();
    for visit in 0..WARM_UP + times {
        // From elsewhere, as by a bookmark.
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
