//! Changes a large codebook.

use crate::figures::{Figures, Subject, What};
use crate::probe::{self, By};
use crate::{gestures, journal};
use postil_e2e::codebook::{choose, row};
use postil_e2e::{Page, control, point};
use serde_json::json;

const WHO: Subject = Subject::Postil;
/// How often each thing is done.
const TIMES: usize = 8;

/// Measures everything once in a browser with an empty profile. The project file is at
/// `/bench-data/project.postil.json`.
///
/// # Panics
/// If a gesture has no effect.
pub async fn measure(page: &Page, figures: &mut Figures) {
    page.site().let_cache();
    page.visit("/").await;
    page.ready().await;
    journal::import(page).await;
    for _ in 0..TIMES {
        let [x, y] = gestures::visible_word(page).await;
        page.click(point(x, y)).await;
        page.press("Escape Escape").await;
        let shown = "document.querySelectorAll('.outline-row').length > 8";
        note(page, figures, What::Codebook, "o", By::Key, shown).await;
        page.press("Escape").await;
        page.until("!document.querySelector('dialog[open]')").await;
    }
    page.press("o").await;
    page.until("document.querySelector('.outline-row')").await;
    choose(page, "layer-0.label-0").await;
    for at in 0..TIMES {
        // A letter at the end of the title. The list follows once the hands rest.
        page.click(control("Title")).await;
        page.press("End").await;
        let title = json!(format!("Label 0{}", "x".repeat(at + 1)));
        let shown = format!("document.activeElement.value === {title}");
        note(page, figures, What::CodebookType, "x", By::Letter, &shown).await;
    }
    for at in 0..TIMES {
        page.click(control("Name")).await;
        page.press("Ctrl+a").await;
        page.type_text(&format!("renamed-{at}")).await;
        let renamed = row(&format!("layer-0.renamed-{at}"));
        let shown = format!("document.querySelector({})", json!(renamed));
        note(
            page,
            figures,
            What::CodebookRename,
            "Enter",
            By::Key,
            &shown,
        )
        .await;
    }
    let last = TIMES - 1;
    page.click(row(&format!("layer-0.renamed-{last}")).as_str())
        .await;
    for at in 0..TIMES {
        let shown = format!(
            "[...document.querySelectorAll('.outline-row')].findIndex(row => row.dataset.part === \
             'layer-0.renamed-{last}') === {}",
            at + 2
        );
        note(
            page,
            figures,
            What::CodebookOrder,
            "Alt+ArrowDown",
            By::Key,
            &shown,
        )
        .await;
    }
    for at in 0..TIMES {
        let from = format!("layer-0.label-{}", at + 1);
        choose(page, &from).await;
        page.click(control("Merge…")).await;
        page.until("document.querySelector('.plan select')").await;
        page.eval::<()>(
            "const list = document.querySelector('.plan select');
            list.value = 'layer-1.label-0';
            list.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
        page.until("!document.querySelector('.plan .solid').disabled")
            .await;
        page.eval::<()>("document.querySelector('.plan .solid').focus();")
            .await;
        let gone = format!("!document.querySelector({})", json!(row(&from)));
        note(page, figures, What::CodebookMerge, "Enter", By::Key, &gone).await;
    }
    page.saved().await;
}

/// Presses a key, and notes the time to the frame that shows its effect, and the longest task until the page
/// rests.
async fn note(page: &Page, figures: &mut Figures, what: What, key: &str, by: By, shown: &str) {
    let _: f64 = page.eval("return bench.longest();").await;
    let beat = probe::press(page, key, by, shown).await;
    figures.note(what, WHO, beat.painted);
    let task = page.eval("return bench.longest();").await;
    figures.note(What::CodebookTask, WHO, task);
}
