//! The strip under the article for those who use keys: the labels of the selected mark's layer.

use super::labels_row;
use crate::article;
use crate::browser::viewport::is_narrow;
use crate::commands::kept;
use crate::desk::command::Command;
use crate::desk::{Desk, labels};
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{effect, part, ui, when};
use leptos::html;
use leptos::prelude::*;
use postil_core::model::label_layer;

/// The strip. It is there while a mark is selected by keys, and covers no line.
pub fn draw() -> AnyView {
    let desk = Desk::here();
    // A frame after the mark: room for the strip is another layout of the article.
    let label = schedule::later(move || {
        let id = desk.view().mark().get()?;
        let by_keys = !desk.view().by_pointer().get() && !is_narrow(super::TRAY_MAX_WINDOW_PX);
        let text = desk
            .view()
            .cursor()
            .get()
            .is_some_and(|cursor| !cursor.is_empty());
        let has_other = desk.tying.with(Option::is_some) || kept::are_there(desk);
        if !by_keys || text || has_other {
            return None;
        }
        desk.with(|state| {
            let label = &state.annotation(&id)?.label;
            let layer = state.schema().layer(label_layer(label))?;
            (!layer.labels.is_empty()).then(|| label.clone())
        })
    });
    when(move || label.with(Option::is_some), move || {
        let node = NodeRef::<html::Div>::new();
        effect(move || {
            if node.get().is_some() && !desk.view_now().has_returned() {
                request_animation_frame(move || reveal(desk));
            }
        });
        ui! {
            <div class="strip" node_ref=node role="toolbar" aria-label=t!("Labels of the layer")>
                {part(move || {
                    let label = label.get()?;
                    let layer = desk.with(|state| state.schema().layer(label_layer(&label)).cloned())?;
                    Some(
                        ui! {
                            <b>{tf!("{}:", labels::brief(&layer.title))}</b>
                            {labels_row::draw(desk, &layer, &label, super::MAX_ROWS)}
                        },
                    )
                })}
                <button type="button" on:click=move |_| Command::Labels.run(desk)>
                    <kbd>"T"</kbd>
                    {t!("All labels")}
                </button>
            </div>
        }
    })
    .into_any()
}

/// The strip takes room from the article: the mark may have been there.
fn reveal(desk: Desk) {
    let extent = desk
        .view_now()
        .mark()
        .with_untracked(|id| desk.peek(|state| Some(state.annotation(id.as_ref()?)?.extent())));
    if let Some(extent) = extent {
        article::reveal(extent);
    }
}
