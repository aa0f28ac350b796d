//! The cluster of a mark: its name, its mentions and its attributes.

use super::attributes;
use super::card;
use super::shown::Shown;
use crate::article;
use crate::desk::command::Command;
use crate::desk::mentions::mentions;
use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use crate::ui::virtual_list;
use crate::ui::virtual_list::Rows;
use crate::views::draft::Draft;
use crate::views::field;
use crate::views::rail::{dots, for_dots};
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{AnnotationId, ClusterId};
use postil_core::state::State;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The height of a mention in CSS pixels; the style sheet has the same number.
const ROW_HEIGHT_PX: f64 = 30.0;
/// Mentions visible at once; the others are scrolled to.
const MAX_VISIBLE: usize = 7;

/// The cluster of the mark.
#[component]
pub fn ClusterCard(shown: Shown) -> AnyView {
    let desk = Desk::here();
    let id = memo(move || {
        let annotation = shown.with(|a| a.as_ref().map(|a| a.id.clone()))?;
        desk.with(|state| state.cluster_of(&annotation).map(|c| c.record().id.clone()))
    });
    part(move || match id.get() {
        Some(id) => ui! { <Card id shown /> },
        None => ui! { <Unlinked /> },
    })
    .into_any()
}

#[component]
fn Unlinked() -> AnyView {
    let desk = Desk::here();
    ui! {
        <div class="unlinked">
            <p class="quiet">{t!("Not in a cluster.")}</p>
            <button
                type="button"
                class="button"
                disabled=live(move || desk.read_only.get())
                on:click=move |_| Command::Link.run(desk)
            >
                {icon(Icon::Link)}
                "Link"
                <kbd>"L"</kbd>
            </button>
        </div>
    }
}

/// A mention in the list.
#[derive(Clone, PartialEq)]
struct Line {
    id: AnnotationId,
    article: String,
    quote: String,
}

#[component]
fn Card(id: ClusterId, shown: Shown) -> AnyView {
    let desk = Desk::here();
    let own = id.clone();
    let record =
        memo(move || desk.at_once(|state| state.cluster(&own).map(|c| c.record().clone())));
    let name =
        memo(move || record.with(|r| r.as_ref().map(|r| r.name.clone()).unwrap_or_default()));
    let own = id.clone();
    let lines = memo(move || desk.with(|state| lines(state, &own)));
    let own = id.clone();
    let spread = memo(move || desk.with_links(|state| spread(state, &own)));
    let own = id.clone();
    let parts = memo(move || {
        desk.with_links(|state| {
            let parts = state.cluster(&own).map(|it| it.record().parts.clone());
            let parts = parts.into_iter().flatten();
            let names = parts.filter_map(|id| Some(state.cluster(&id)?.record().name.clone()));
            names.collect::<Vec<_>>()
        })
    });
    let count = memo(move || lines.with(Vec::len));
    let row: virtual_list::Row =
        Arc::new(move |at| lines.with(|lines| lines.get(at).map(|line| mention(desk, line))));
    let draft = Draft::new(desk, name, move |name, sitting| {
        // A cluster keeps its name until there is another one.
        let named = Some(name.trim()).filter(|name| !name.is_empty());
        let renamed = named.and_then(|name| desk.peek(|s| edit::rename_cluster(s, &id, name)));
        renamed.is_none_or(|renamed| desk.commit(renamed.merging(sitting)))
    });
    let leave = move |event| {
        field::stay(&event);
        let annotation = shown.with_untracked(|a| a.as_ref().map(|a| a.id.clone()));
        desk.commit(desk.peek(|state| edit::leave(state, &annotation?)));
    };
    let height = move || format!("{}px", count.get().min(MAX_VISIBLE) as f64 * ROW_HEIGHT_PX);
    ui! {
        <section class="card" aria-label="Cluster">
            <input
                class="card-name"
                aria-label=t!("Cluster name")
                autocomplete="off"
                spellcheck="false"
                {..draft.field(None)}
                on:keydown=field::leave_on_enter
            />
            <p class="card-spread">{live(move || spread.with(spread_view))}</p>
            <div class="card-mentions" style:height=live(height)>
                <Rows label="Mentions" count height=ROW_HEIGHT_PX row />
            </div>
            {attributes::of_cluster(desk, record)}
            {part(move || {
                let words = parts.with(|names| labels::few(names));
                (!words.is_empty()).then(|| ui! { <p class="card-spread">{tf!("Stands for {words}")}</p> })
            })}
            <div class="card-foot">
                {card::opener(desk)}
                <button
                    type="button"
                    class="button plain"
                    disabled=live(move || desk.read_only.get())
                    on:click=leave
                >
                    {t!("Leave cluster")}
                </button>
            </div>
        </section>
    }
}

/// Which articles mention it, and the name of that article if there is only one.
#[derive(Clone, PartialEq)]
struct Spread {
    /// For each article, whether a mention is in it; `None` if there are too many.
    there: Option<Vec<bool>>,
    /// The articles with a mention.
    articles: usize,
    documents: usize,
    mentions: usize,
    only: Option<String>,
}

fn spread(state: &State, id: &ClusterId) -> Spread {
    let members = state.cluster(id).map(|cluster| cluster.members());
    let there: BTreeSet<usize> = members
        .into_iter()
        .flatten()
        .filter_map(|id| state.document_index(&state.annotation(id)?.document))
        .collect();
    let documents = state.documents();
    let only = there.first().filter(|_| there.len() == 1);
    let only = only.and_then(|at| documents.get(*at));
    Spread {
        there: for_dots(&there, documents.len()),
        articles: there.len(),
        documents: documents.len(),
        mentions: members.map_or(0, BTreeSet::len),
        only: only.map(labels::article_name),
    }
}

fn spread_view(spread: &Spread) -> AnyView {
    let articles = match &spread.only {
        Some(only) => tf!("only in {only}"),
        None => tf!("in {} of {} articles", spread.articles, spread.documents),
    };
    ui! {
        {spread.there.as_deref().map(dots)}
        <span class="clip">{tf!("{}, {articles}", labels::count(spread.mentions, "mention"))}</span>
    }
}

fn lines(state: &State, id: &ClusterId) -> Vec<Line> {
    let line = |mention: crate::desk::mentions::Mention| {
        let annotation = state.annotation(&mention.id)?;
        let document = state.document(&annotation.document)?;
        Some(Line {
            article: labels::article_name(document),
            quote: labels::snippet(state, annotation, 70),
            id: mention.id,
        })
    };
    mentions(state, id).into_iter().filter_map(line).collect()
}

fn mention(desk: Desk, line: &Line) -> AnyView {
    let id = line.id.clone();
    let own = line.id.clone();
    let current = move || {
        desk.view()
            .mark()
            .with(|selected| selected.as_ref() == Some(&own))
    };
    let go = move |_| {
        desk.select_mark(&id);
        article::focus();
    };
    ui! {
        <button
            type="button"
            class="mention-row"
            aria-current=live(move || current().then_some("true"))
            on:click=go
        >
            <span class="clip quote">{line.quote.clone()}</span>
            <span class="clip where">{line.article.clone()}</span>
        </button>
    }
}
