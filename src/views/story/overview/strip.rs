//! Where in a text its marks are: stretches from its beginning to its end, to go to.

use super::super::session::Session;
use super::data::Row;
use crate::article;
use crate::commands::story;
use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{KeyboardEvent, PointerEvent};
use postil_core::model::{AnnotationId, DocumentId};
use postil_story::overview::{STRETCHES, Stretch};
use std::fmt::Write;
use std::ops::Range;

/// The height of the drawing in its own units.
const HEIGHT: f64 = 100.0;

/// A strip.
#[derive(Clone, Copy)]
struct Strip {
    session: Session,
    document: StoredValue<DocumentId>,
    density: StoredValue<Vec<Stretch>>,
    /// The stretch where a person is; shown with the focus, or under the mouse.
    at: ErasedSignal<usize>,
}

/// Draws a strip whose bars are as high as the strip where a stretch has `most` marks.
pub fn draw(session: Session, row: &Row, most: usize) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let strip = Strip {
        session,
        document: StoredValue::new(row.document.clone()),
        density: StoredValue::new(row.density.clone()),
        at: ErasedSignal::new(0),
    };
    let at_pointer = move |event: &PointerEvent| {
        let rect = node.get_untracked()?.get_bounding_client_rect();
        let part = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
        let at = (part * STRETCHES as f64).floor().max(0.0) as usize;
        Some(at.min(STRETCHES - 1))
    };
    let moved = move |event: PointerEvent| {
        if let Some(at) = at_pointer(&event)
            && event.pointer_type() == "mouse"
            && strip.at.with_untracked(|now| *now != at)
        {
            strip.at.set(at);
            session.over.set(strip.mark_at(at));
        }
    };
    let entered = move |_: PointerEvent| session.over.set(strip.mark_at(strip.at.get_untracked()));
    let released = move |event: PointerEvent| {
        if let Some(at) = at_pointer(&event)
            && event.button() == 0
        {
            strip.at.set(at);
            strip.go();
        }
    };
    let hatched = boilerplate(&row.density).into_iter().map(|range| {
        let percent = |at: usize| format!("{:.2}%", 100.0 * at as f64 / STRETCHES as f64);
        let (left, width) = (percent(range.start), percent(range.len()));
        ui! { <i class="hatched" style:left=left style:width=width></i> }
    });
    let hatched: Vec<_> = hatched.collect();
    ui! {
        <div
            class="density stop"
            role="slider"
            tabindex="-1"
            aria-label=tf!("Where the marks of {} are", row.source.name)
            aria-description=t!("Left and right go through the text, Enter opens the place.")
            aria-valuemin="1"
            aria-valuemax=STRETCHES.to_string()
            aria-valuenow=live(move || (strip.at.get() + 1).to_string())
            aria-valuetext=live(move || strip.words(strip.at.get()))
            title=live(move || strip.words(strip.at.get()))
            node_ref=node
            on:pointermove=moved
            on:pointerenter=entered
            on:pointerup=released
            on:focus=move |_| strip.tell()
            on:keydown=move |event| strip.key(&event)
        >
            <svg viewBox=format!("0 0 {STRETCHES} {HEIGHT}") preserveAspectRatio="none" aria-hidden="true">
                <path d=bars(&row.density, most)></path>
            </svg>
            {hatched}
            <i
                class="here"
                style:left=live(move || format!("{:.3}%", 100.0 * strip.at.get() as f64 / STRETCHES as f64))
            ></i>
        </div>
    }
}

impl Strip {
    /// The code points of a stretch.
    fn range(self, at: usize) -> Range<usize> {
        self.density.with_value(|density| {
            let start = density.iter().take(at).map(|it| it.length).sum();
            let length = density.get(at).map_or(0, |it| it.length);
            start..start + length
        })
    }

    /// The first mark that begins in a stretch.
    fn mark_at(self, at: usize) -> Option<AnnotationId> {
        let range = self.range(at);
        self.session.desk.peek(|state| {
            let document = self.document.with_value(|id| state.document(id))?;
            let first = document.rank_of_offset(state, range.start);
            let mut marks = document.order().iter().skip(first);
            let mark = marks.find_map(|slot| state.at(*slot))?;
            range
                .contains(&mark.extent().start)
                .then(|| mark.id.clone())
        })
    }

    fn words(self, at: usize) -> String {
        let stretch = self.density.with_value(|it| it.get(at).copied());
        let stretch = stretch.unwrap_or_default();
        let part = 100 * at / STRETCHES;
        if is_boilerplate(&stretch) {
            return tf!("{part} % into the text: boilerplate");
        }
        tf!(
            "{part} % into the text: {}",
            labels::count(stretch.marks, "mark")
        )
    }

    /// Shows the sentence of the first mark of the stretch.
    fn tell(self) {
        let mark = self.mark_at(self.at.get_untracked());
        if mark.is_some() {
            self.session.at.set(mark);
        }
    }

    /// Goes to the stretch in its article.
    fn go(self) {
        let desk = self.session.desk;
        let range = self.range(self.at.get_untracked());
        let document = self.document.get_value();
        let start = desk.peek(|state| {
            let text = state.document(&document)?.text();
            text.word_at(range.start).map(|word| word.start)
        });
        let start = start.unwrap_or(range.start);
        desk.select_text(&document, start..start);
        story::leave(desk);
        article::reveal(range);
    }

    fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        let at = self.at.get_untracked();
        let next = match event.key().as_str() {
            "ArrowLeft" => at.checked_sub(1),
            "ArrowRight" => Some(at + 1).filter(|next| *next < STRETCHES),
            "Home" => Some(0),
            "End" => Some(STRETCHES - 1),
            "Enter" | " " => {
                event.prevent_default();
                return self.go();
            }
            _ => return,
        };
        // At its ends the arrow keys lead on.
        if let Some(next) = next {
            event.prevent_default();
            self.at.set(next);
            self.tell();
        }
    }
}

fn is_boilerplate(stretch: &Stretch) -> bool {
    2 * stretch.boilerplate > stretch.length
}

/// The stretches that are mostly boilerplate, those side by side as one.
fn boilerplate(density: &[Stretch]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let all = density.iter().enumerate();
    for (at, _) in all.filter(|(_, stretch)| is_boilerplate(stretch)) {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => runs.push(at..at + 1),
        }
    }
    runs
}

/// The bars as a path, each of the width of a stretch with a gap after it.
fn bars(density: &[Stretch], most: usize) -> String {
    let mut path = String::new();
    for (at, stretch) in density.iter().enumerate().filter(|(_, it)| it.marks > 0) {
        let height = HEIGHT * stretch.marks as f64 / most.max(1) as f64;
        // Writing to a string does not fail.
        let _ = write!(path, "M{at},{HEIGHT}v-{height:.1}h.8v{height:.1}z");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(marks: usize, boilerplate: usize) -> Stretch {
        Stretch {
            marks,
            length: 10,
            boilerplate,
        }
    }

    #[test]
    fn what_is_drawn_is_what_was_counted() {
        let density = [stretch(2, 9), stretch(0, 10), stretch(1, 2), stretch(0, 6)];
        assert_eq!(boilerplate(&density), [0..2, 3..4]);
        assert_eq!(
            bars(&density, 2),
            "M0,100v-100.0h.8v100.0zM2,100v-50.0h.8v50.0z"
        );
        assert_eq!(bars(&[], 0), "");
    }
}
