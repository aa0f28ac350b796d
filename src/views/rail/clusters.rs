//! The clusters: one row for each, with a dot for each article.

use crate::article;
use crate::desk::mentions::{Mention, mentions, next_after};
use crate::desk::{Desk, labels};
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, ui, when};
use crate::ui::virtual_list;
use crate::ui::virtual_list::Rows;
use leptos::prelude::*;
use postil_core::model::ClusterId;
use postil_core::state::State;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The height of a row in CSS pixels; the style sheet has the same number.
const ROW_HEIGHT_PX: f64 = 30.0;
/// With more articles than this, a number replaces the dots.
const MAX_DOTS: usize = 8;

#[derive(Clone, PartialEq)]
struct Row {
    id: ClusterId,
    name: String,
    look: Option<Look>,
    /// For each article, whether a mention is in it; `None` where a number replaces the dots.
    there: Option<Vec<bool>>,
    /// The articles with a mention.
    articles: usize,
    mentions: usize,
}

/// The list of clusters.
pub fn clusters() -> AnyView {
    let desk = Desk::here();
    let rows = memo(move || desk.with_links(all));
    let documents = memo(move || desk.with_links(|state| state.documents().len()));
    let count = memo(move || rows.with(Vec::len));
    let any = move || count.get() > 0;
    let row: virtual_list::Row = Arc::new(move |at| {
        rows.with(|rows| rows.get(at).map(|row| button(desk, row, documents.get())))
    });
    ui! {
        <section class="rail-clusters" aria-labelledby="rail-clusters">
            <h2 class="rail-head">
                <span id="rail-clusters">{t!("Clusters across articles")}</span>
                <span class="count">{live(move || count.get().to_string())}</span>
            </h2>
            {when(any, move || ui! { <Rows label="Clusters" count height=ROW_HEIGHT_PX row=row.clone() /> })}
            {when(move || !any(), nothing)}
        </section>
    }
}

fn nothing() -> AnyView {
    ui! {
        <p class="empty">
            {t!("No clusters yet. Select a mark and press ")} <kbd>"L"</kbd> "."
        </p>
    }
}

fn button(desk: Desk, row: &Row, documents: usize) -> AnyView {
    let id = row.id.clone();
    let go = move |_| go(desk, &id);
    let articles = row.articles;
    let title = tf!(
        "{}: {} in {articles} of {documents} articles",
        row.name,
        labels::count(row.mentions, "mention")
    );
    let dots = match &row.there {
        Some(there) => dots(there),
        None => ui! { <span class="count">{articles}</span> }.into_any(),
    };
    ui! {
        <button type="button" class="cluster-row" aria-label=title.clone() title=title on:click=go>
            {row.look.map(|look| ui! { <Glyph look /> })}
            <span class="clip">{row.name.clone()}</span>
            {dots}
        </button>
    }
}

/// For each of so many articles, whether it is among those with a mention; `None` if that would be too
/// many dots.
pub fn for_dots(there: &BTreeSet<usize>, documents: usize) -> Option<Vec<bool>> {
    let dot = |at: usize| there.contains(&at);
    (documents <= MAX_DOTS).then(|| (0..documents).map(dot).collect())
}

/// A dot for each article, filled where a mention is in it.
pub fn dots(there: &[bool]) -> AnyView {
    let dots: Vec<_> = there
        .iter()
        .map(|&there| ui! { <i class:there=there></i> })
        .collect();
    ui! {
        <span class="dots" aria-hidden="true">
            {dots}
        </span>
    }
}

/// Selects the mention after the selected one; after the last, the first.
fn go(desk: Desk, id: &ClusterId) {
    let selected = desk.view_now().mark().get_untracked();
    let document = desk.view_now().document().get_untracked();
    let next = desk.peek(|state| {
        let mentions = mentions(state, id);
        next_after(&mentions, state, selected.as_ref(), document.as_ref()).cloned()
    });
    if let Some(Mention { id, .. }) = next {
        desk.select_mark(&id);
        desk.drawer.set(None);
        article::focus();
    }
}

/// The clusters: those in most articles first, then those with most mentions. O(mentions · log
/// articles).
fn all(state: &State) -> Vec<Row> {
    let documents = state.documents().len();
    let mut rows: Vec<Row> = state
        .clusters()
        .map(|cluster| {
            let mut there = BTreeSet::new();
            let mut look = None;
            for member in cluster.members() {
                let Some(annotation) = state.annotation(member) else {
                    continue;
                };
                look = look.or_else(|| labels::look(state, member));
                there.extend(state.document_index(&annotation.document));
            }
            Row {
                id: cluster.record().id.clone(),
                name: labels::brief(&cluster.record().name),
                look,
                there: for_dots(&there, documents),
                articles: there.len(),
                mentions: cluster.members().len(),
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        (b.articles, b.mentions)
            .cmp(&(a.articles, a.mentions))
            .then_with(|| a.name.cmp(&b.name))
    });
    rows
}
