//! Measures the references: separate pages with the same text, used by the same gestures.

use crate::corpus::Corpus;
use crate::figures::{Edit, Figures, Subject, What};
use crate::probe::{self, By};
use crate::{gestures, memory};
use postil_e2e::Page;
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;

/// The time after which a measurement is given up.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Measures everything once in a browser with an empty profile. Returns whether the peer kept up: a
/// measurement beyond [`LIMIT`] counts as too slow, and ends the run.
///
/// # Panics
/// If a gesture has no effect.
pub async fn measure(
    page: &Page,
    who: Subject,
    corpus: &Corpus,
    changes: usize,
    figures: &mut Figures,
) -> bool {
    page.visit(match who {
        Subject::Spans => "/bench/peer.html?renderer=SPANS",
        Subject::Highlights => "/bench/peer.html?renderer=CSS_HIGHLIGHTS",
        _ => "/bench/plain.html",
    })
    .await;
    page.until(&shows(&corpus.short.whole)).await;
    for stage in [
        Stage::Open,
        Stage::Edit,
        Stage::Scroll,
        Stage::Jump,
        Stage::Select,
    ] {
        let done = timeout(LIMIT, stage.run(page, who, corpus, changes, figures)).await;
        if done.is_err() {
            for what in stage.figures() {
                if figures.of(*what, who).is_empty() {
                    figures.note_too_slow(*what, who);
                }
            }
            return false;
        }
    }
    let memory = memory::measure(page).await;
    figures.note(What::HeapScript, who, memory.script);
    true
}

#[derive(Clone, Copy)]
enum Stage {
    Open,
    Edit,
    Scroll,
    Jump,
    Select,
}

impl Stage {
    fn figures(self) -> &'static [What] {
        match self {
            Self::Open => &[What::Open, What::OpenBusy],
            Self::Edit => &[
                What::Painted(Edit::Add),
                What::Painted(Edit::Relabel),
                What::Painted(Edit::Move),
                What::Painted(Edit::Remove),
            ],
            Self::Scroll => &[What::ScrollFrame, What::ScrollTask],
            Self::Jump => &[What::JumpFrame, What::JumpTask],
            Self::Select => &[What::SelectFrame, What::SelectTask],
        }
    }

    async fn run(
        self,
        page: &Page,
        who: Subject,
        corpus: &Corpus,
        changes: usize,
        figures: &mut Figures,
    ) {
        match self {
            Self::Open => open(page, who, corpus, figures).await,
            Self::Edit => edit(page, who, changes, figures).await,
            Self::Scroll => {
                let film = gestures::scroll(page).await;
                figures.note_film(What::ScrollFrame, What::ScrollTask, who, &film);
            }
            Self::Jump => {
                gestures::jump_to_start(page).await;
                let film = gestures::jump_to_end(page).await;
                figures.note_film(What::JumpFrame, What::JumpTask, who, &film);
                gestures::jump_to_start(page).await;
            }
            Self::Select => {
                let film = gestures::select_paragraphs(page).await;
                figures.note_film(What::SelectFrame, What::SelectTask, who, &film);
                figures.note_longest(What::SelectLongest, who, &film);
            }
        }
    }
}

fn shows(text: &str) -> String {
    let first = json!(text.lines().next().unwrap_or_default());
    format!("document.querySelector('[data-text] [data-block]')?.textContent === {first}")
}

/// When the peer's page has drawn the effect of a key, if it has.
const DRAWN: &str = "(postilReference.at > ended && postilReference.at)";

async fn open(page: &Page, who: Subject, corpus: &Corpus, figures: &mut Figures) {
    let mut shown = shows(&corpus.text.whole);
    if who != Subject::Plain {
        shown = format!("{shown} && {DRAWN}");
    }
    let (beat, busy) = probe::press_and_watch(page, "k", &shown).await;
    figures.note(What::Open, who, beat.work());
    figures.note(What::OpenBusy, who, busy);
    if who != Subject::Plain {
        expect_count(page, corpus.size.spans).await;
        expect_renderer(page, who).await;
    }
}

/// The peer falls back to the other renderer where the browser lacks what one of them needs.
async fn expect_renderer(page: &Page, who: Subject) {
    let [spans, highlights]: [usize; 2] = page
        .eval("return [document.querySelectorAll('.r6o-annotation').length, CSS.highlights.size];")
        .await;
    let right = match who {
        Subject::Spans => spans > 0 && highlights == 0,
        _ => spans == 0 && highlights > 0,
    };
    assert!(
        right,
        "{who:?}: {spans} spans and {highlights} highlights are drawn"
    );
}

async fn expect_count(page: &Page, count: usize) {
    let there: usize = page.eval("return postilReference.count();").await;
    assert_eq!(there, count, "annotations that the peer holds");
}

/// Where in its paragraph the changed word of the plain text begins; 0 where there is none.
const CHANGED: &str =
    "return document.querySelector('.changed')?.previousSibling.data.length + 1 || 0;";

async fn edit(page: &Page, who: Subject, changes: usize, figures: &mut Figures) {
    page.press("t").await;
    if who == Subject::Plain {
        for _ in 0..changes {
            let before: usize = page.eval(CHANGED).await;
            let beat = probe::press(page, "e", By::Key, "true").await;
            figures.note_edit(Edit::Add, who, &beat);
            let after: usize = page.eval(CHANGED).await;
            assert_ne!(before, after, "the word that was changed in the plain text");
        }
        return;
    }
    let count: usize = page.eval("return postilReference.count();").await;
    for _ in 0..changes {
        let mut quote = String::new();
        for (key, edit) in [
            ("e", Edit::Add),
            ("1", Edit::Relabel),
            ("]", Edit::Move),
            ("Backspace", Edit::Remove),
        ] {
            let beat = probe::press(page, key, By::Key, DRAWN).await;
            figures.note_edit(edit, who, &beat);
            if edit == Edit::Remove {
                break;
            }
            expect_count(page, count + 1).await;
            let now: String = page.eval("return postilReference.quote();").await;
            if edit == Edit::Move {
                assert!(
                    now.len() > quote.len(),
                    "the peer moves the end of “{quote}”"
                );
            }
            quote = now;
        }
        expect_count(page, count).await;
    }
}
