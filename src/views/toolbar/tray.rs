//! The tray that extends the toolbar at the bottom of a narrow window: what the mark covers, its
//! relations and cluster, and buttons within reach of a thumb.

use crate::article;
use crate::desk::command::Command;
use crate::desk::overlay::{Overlay, Tie};
use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::view::{effect, live, part, ui};
use leptos::html;
use leptos::prelude::*;
use postil_core::model::{Annotation, AnnotationId, Target};
use postil_core::state::State;

/// Kinds of relations with a row in the tray; the inspector has all.
const MAX_RELATION_ROWS: usize = 3;

/// One row: a title, the current value, and what pressing it lets a person choose.
#[derive(Clone, PartialEq)]
struct Row {
    title: String,
    value: String,
    tie: Tie,
}

/// The tray of the selected mark.
#[component]
pub fn Tray(id: AnnotationId) -> AnyView {
    let desk = Desk::here();
    let own = id.clone();
    let quote =
        memo(move || desk.with(|state| Some(labels::snippet(state, state.annotation(&own)?, 160))));
    let own = id.clone();
    let rows = memo(move || desk.with(|state| state.annotation(&own).map(|a| rows(state, a))));
    let own = id.clone();
    let is_kept = memo(move || desk.kept.with(|kept| kept.contains(&own)));
    let node = NodeRef::<html::Div>::new();
    // The tray covers lines that were visible before.
    let own = id.clone();
    effect(move || {
        let extent = desk.peek(|state| state.annotation(&own).map(|a| a.extent()));
        if let (Some(_), Some(extent)) = (node.get(), extent) {
            request_animation_frame(move || article::reveal(extent));
        }
    });
    let row = move |row: Row| {
        let overlay = Overlay::Link(id.clone(), row.tie.clone());
        let value = match row.value.as_str() {
            "" if row.tie == Tie::Cluster => {
                ui! { <span class="quiet">{t!("Not in a cluster")}</span> }.into_any()
            }
            "" => ui! { <span class="quiet">{t!("Not stated")}</span> }.into_any(),
            value => ui! { <span class="clip quote">{value.to_owned()}</span> }.into_any(),
        };
        ui! {
            <button
                type="button"
                class="tray-row"
                on:click=move |_| desk.open(overlay.clone())
            >
                <span class="kind">{row.title}</span>
                {value}
                {icon(Icon::Right)}
            </button>
        }
        .into_any()
    };
    ui! {
        <div class="tray" node_ref=node>
            <p class="tray-quote quote">{live(move || quote.get())}</p>
            <div class="tray-rows">
                {part(move || {
                    rows.get().unwrap_or_default().into_iter().map(row.clone()).collect_view().into_any()
                })}
            </div>
            <div class="tray-acts">
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t!("Remove the mark")
                    on:click=move |_| Command::Remove.run(desk)
                >
                    {icon(Icon::Bin)}
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        desk.listing.set(false);
                        desk.show_inspector(true);
                    }
                >
                    {t!("More")}
                </button>
                <button
                    type="button"
                    class="button"
                    aria-pressed=live(move || is_kept.get().to_string())
                    on:click=move |_| Command::Keep.run(desk)
                >
                    {t!("Keep")}
                </button>
                <button
                    type="button"
                    class="button solid"
                    on:click=move |_| desk.view_now().clear_mark()
                >
                    {t!("Done")}
                </button>
            </div>
        </div>
    }
}

fn rows(state: &State, annotation: &Annotation) -> Vec<Row> {
    let cluster = state.cluster_of(&annotation.id);
    let name = cluster.map_or_else(String::new, |cluster| labels::brief(&cluster.record().name));
    let kinds = state.schema().relations.iter();
    let relations = kinds
        .filter(|kind| kind.starts_at(&annotation.label))
        .take(MAX_RELATION_ROWS)
        .map(|kind| Row {
            title: labels::brief(&kind.title),
            value: ends(state, annotation, &kind.name),
            tie: Tie::Relation(kind.name.clone()),
        });
    let cluster = Row {
        title: t!("Cluster").to_owned(),
        value: name,
        tie: Tie::Cluster,
    };
    relations.chain([cluster]).collect()
}

/// The targets of the relations of a kind, in one line.
fn ends(state: &State, annotation: &Annotation, kind: &str) -> String {
    let relations = state.relations_of(&annotation.id);
    let ends = relations
        .filter(|relation| relation.kind == kind && relation.from == annotation.id)
        .filter_map(|relation| match &relation.to {
            Target::Annotation(id) => Some(labels::snippet(state, state.annotation(id)?, 60)),
            Target::Cluster(id) => Some(labels::brief(&state.cluster(id)?.record().name)),
        });
    ends.collect::<Vec<_>>().join(", ")
}
