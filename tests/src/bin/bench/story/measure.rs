//! From the key of each view to its picture.

use crate::figures::{Figures, Subject, What};
use crate::journal;
use crate::probe::{self, By};
use postil_e2e::Page;

const WHO: Subject = Subject::Postil;
/// How often each view is opened.
const TURNS: usize = 5;

/// The views in the order of their keys, as their rows are called, and what of them is drawn last.
pub const VIEWS: [(&str, &str); 7] = [
    ("coverage", ".coverage-view :is(.stop, button)"),
    ("who said what", ".sayings-view :is(.stop, button)"),
    ("timeline", ".timeline-view :is(.stop, button)"),
    ("claims", ".claims-view :is(.stop, button)"),
    ("tensions", ".tensions-view :is(.stop, button)"),
    ("dossiers", ".dossier-view :is(.stop, button)"),
    ("overview", ".overview-view :is(.stop, button)"),
];

/// Opens each view several times, from another one. The project file is at `/bench-data/project.postil.json`.
///
/// # Panics
/// If a view is not drawn.
pub async fn measure(page: &Page, figures: &mut Figures) {
    page.site().let_cache();
    page.visit("/").await;
    page.ready().await;
    journal::import(page).await;
    page.press("Escape").await;
    // The part of the program is fetched, and what takes longer than a view is worked out.
    page.press("0").await;
    page.until("document.querySelector('.coverage-view .stop')")
        .await;
    page.press("3").await;
    page.until("document.querySelector('.timeline-view .stop')")
        .await;
    for _ in 0..TURNS {
        for (at, (_, drawn)) in VIEWS.iter().enumerate() {
            page.eval::<f64>("return bench.longest();").await;
            let shown = format!("document.querySelector('{drawn}')");
            let key = (at + 1).to_string();
            let beat = probe::press(page, &key, By::Key, &shown).await;
            figures.note(What::View(at), WHO, beat.work());
            let task = page.eval("return bench.longest();").await;
            figures.note(What::ViewTask, WHO, task);
        }
    }
}
