//! Splits a label: its marks are listed, and those that are ticked get a new one.

use super::session::{Part, free_label};
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use crate::ui::virtual_list::Rows;
use leptos::prelude::*;
use postil_core::codebook::{Item, marks_of};
use postil_core::edit::codebook;
use postil_core::model::AnnotationId;
use postil_core::model::schema::Label;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The height of a row, in pixels; the style sheet has the same number.
const ROW_PX: f64 = 30.0;
/// Code points of a quote.
const QUOTE_CHARS: usize = 60;

/// Draws the list, with a field for the new label.
pub fn draw(part: Part, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let session = part.session;
    let desk = session.desk;
    let title = ErasedSignal::new(String::new());
    let ticked = ErasedSignal::new(BTreeSet::<AnnotationId>::new());
    let marks = memo(move || {
        let Item::Label(label) = part.item.get() else {
            return Vec::new();
        };
        desk.with(|state| {
            let ids = marks_of(state, &label).map(|mark| mark.id.clone());
            ids.collect::<Vec<_>>()
        })
    });
    let count = memo(move || marks.with(Vec::len));
    let row = Arc::new(move |at: usize| {
        let id = marks.with(|marks| marks.get(at).cloned())?;
        let (quote, article) = desk.peek(|state| {
            let mark = state.annotation(&id)?;
            let document = state.document(&mark.document)?;
            Some((
                labels::snippet(state, mark, QUOTE_CHARS),
                labels::article_name(document),
            ))
        })?;
        let own = id.clone();
        let on = memo(move || ticked.with(|ticked| ticked.contains(&own)));
        let toggle = move |_| {
            ticked.update(|ticked| {
                if !ticked.remove(&id) {
                    ticked.insert(id.clone());
                }
            });
        };
        Some(ui! {
            <button
                type="button"
                class="tick-row"
                role="checkbox"
                aria-checked=live(move || on.get().to_string())
                on:click=toggle
            >
                <i class="tick"></i>
                <span class="clip quote">{quote}</span>
                <span class="label">{article}</span>
            </button>
        })
    });
    let split = move |_| {
        let Item::Label(from) = part.now() else {
            return;
        };
        let name = desk.peek(|state| free_label(state.schema(), &from, &title.get_untracked()));
        let ids: Vec<AnnotationId> =
            ticked.with_untracked(|ticked| ticked.iter().cloned().collect());
        let new = Label {
            name: name.clone(),
            title: title.get_untracked().trim().to_owned(),
            ..Label::default()
        };
        if session.change(|state, stamp| codebook::split_label(state, &from, new, &ids, stamp)) {
            let marks = labels::count(ids.len(), "mark");
            desk.announce(tf!("{marks} moved to the new label."));
            close();
        }
    };
    let height = move || format!("{}px", (count.get().min(8) as f64) * ROW_PX);
    ui! {
        <div class="plan" role="group" aria-label=t!("Split…")>
            <label class="field">
                <span>{t!("New label")}</span>
                <input
                    class="input"
                    autocomplete="off"
                    on:input=move |event| title.set(event_target_value(&event))
                />
            </label>
            <p class="quiet">{t!("Tick the marks that get the new label.")}</p>
            <div class="split-marks" style:height=live(height)>
                <Rows label=t!("Marks of the label") count=count height=ROW_PX row=row />
            </div>
            <div class="part-acts">
                <button type="button" class="button" on:click=move |_| close()>
                    "Cancel"
                </button>
                <button
                    type="button"
                    class="button solid"
                    disabled=live(move || title.with(|title| title.trim().is_empty()))
                    on:click=split
                >
                    {live(move || {
                        let marks = ticked.with(BTreeSet::len);
                        tf!("Split off {}", labels::count(marks, "mark"))
                    })}
                </button>
            </div>
        </div>
    }
}
