//! Marks in one pane, alone and among others.

use crate::figures::{Edit, Figures, Subject, What};
use crate::probe::{self, By};
use crate::{gestures, journal, memory};
use postil_e2e::{Page, point};

const WHO: Subject = Subject::Postil;
/// How many panes are open in the end.
pub const PANES: usize = 4;
/// The width of a window with room for them, in CSS pixels.
const WIDTH: u32 = 2200;
/// How many marks are made and changed with as many panes.
const CHANGES: usize = 8;

/// Whether a mark is selected and drawn.
const SELECTED: &str = "document.querySelector('[data-text] .m.selected')";
/// Whether the inspector says that the selected mark has this label.
const ENTITY: &str = "document.querySelector('.inspector .mark-title b')?.textContent === 'Entity'";
const PERSON: &str = "document.querySelector('.inspector .mark-title b')?.textContent === 'Person'";

/// What was measured with one pane, and with all of them.
#[derive(Debug, Default)]
pub struct Measured {
    /// One.
    pub alone: Figures,
    /// [`PANES`].
    pub among: Figures,
}

/// Measures everything once in a browser with an empty profile. The project file, of at least [`PANES`]
/// articles, is at `/bench-data/project.postil.json`.
///
/// # Panics
/// If a gesture has no effect.
pub async fn measure(page: &Page, measured: &mut Measured) {
    page.site().let_cache();
    page.resize(WIDTH, 900).await;
    page.visit("/").await;
    page.ready().await;
    journal::import(page).await;
    page.press("Escape").await;
    work(page, "", &mut measured.alone).await;
    for many in 2..=PANES {
        let shown = format!(
            "document.querySelectorAll('.pane').length === {many} \
             && [...document.querySelectorAll('.pane')].every(pane => pane.querySelector('.m'))"
        );
        let beat = probe::press(page, "+", By::Key, &shown).await;
        (measured.among).note(What::PaneOpen, WHO, beat.work());
        let task = page.eval("return bench.longest();").await;
        measured.among.note(What::PaneTask, WHO, task);
    }
    // The same words with the same label would become the marks that are there.
    work(page, "End", &mut measured.among).await;
}

/// Marks, labels and scrolls in the first pane, from where keys lead from its first word in sight.
async fn work(page: &Page, keys: &str, figures: &mut Figures) {
    let [x, y] = gestures::visible_word(page).await;
    page.click(point(x, y)).await;
    if !keys.is_empty() {
        page.press(keys).await;
    }
    for _ in 0..CHANGES {
        page.press("ArrowRight").await;
        page.until(&format!("!{SELECTED}")).await;
        let beat = probe::press(page, "e", By::Key, SELECTED).await;
        figures.note_edit(Edit::Add, WHO, &beat);
        page.saved().await;
        // The inspector shows a new mark only once the hands rest.
        page.until(ENTITY).await;
        let beat = probe::press(page, "1", By::Key, PERSON).await;
        figures.note_edit(Edit::Relabel, WHO, &beat);
        page.saved().await;
    }
    page.press("Escape").await;
    let film = gestures::scroll(page).await;
    figures.note_film(What::ScrollFrame, What::ScrollTask, WHO, &film);
    gestures::jump_to_start(page).await;
    let memory = memory::measure(page).await;
    figures.note(What::Heap, WHO, memory.script + memory.wasm);
}
