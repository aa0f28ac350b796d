//! The clusters: one row for each, with a dot for each article; found, filtered and ordered.

use crate::article;
use crate::desk::card::card;
use crate::desk::command::Command;
use crate::desk::mentions::{Mention, mentions, next_after};
use crate::desk::offered::MAX_OPTIONS;
use crate::desk::{Desk, labels};
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, live, ui, when};
use crate::ui::virtual_list;
use crate::ui::virtual_list::Rows;
use crate::views::field;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_core::model::ClusterId;
use postil_core::state::State;
use postil_core::text::Query;
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
    /// The layer of its mentions.
    layer: String,
    /// The document and the offset of its first mention.
    first: Option<(usize, usize)>,
}

/// What the list is ordered by.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Order {
    /// Those in most articles first, then those with most mentions.
    #[default]
    Articles,
    /// Those with most mentions first.
    Mentions,
    /// By name, as letters are ordered when case is ignored.
    Name,
    /// In the order in which they are first mentioned.
    First,
}

impl Order {
    const ALL: [Self; 4] = [Self::Articles, Self::Mentions, Self::Name, Self::First];

    fn title(self) -> &'static str {
        match self {
            Self::Articles => t!("Most articles"),
            Self::Mentions => t!("Most mentions"),
            Self::Name => t!("By name"),
            Self::First => t!("First mention"),
        }
    }
}

/// Which clusters are listed, and how.
#[derive(Clone, Default, PartialEq)]
struct Filter {
    /// Words of the name, or of a mention; empty for any.
    words: String,
    /// The layer of the mentions; empty for any.
    layer: String,
    order: Order,
}

/// The list of clusters.
pub fn clusters() -> AnyView {
    let desk = Desk::here();
    let filter = ErasedSignal::new(Filter::default());
    let everything = memo(move || desk.with_links(all));
    let rows = memo(move || {
        filter.with(|filter| everything.with(|all| desk.peek(|state| listed(state, all, filter))))
    });
    let documents = memo(move || desk.with_links(|state| state.documents().len()));
    let count = memo(move || rows.with(Vec::len));
    let any = move || everything.with(|all| !all.is_empty());
    let said = move || {
        let (some, all) = (count.get(), everything.with(Vec::len));
        match some == all {
            true => all.to_string(),
            false => tf!("{some} of {all}"),
        }
    };
    let row: virtual_list::Row = Arc::new(move |at| {
        rows.with(|rows| rows.get(at).map(|row| line(desk, row, documents.get())))
    });
    let tools = move || tools(desk, filter);
    ui! {
        <section class="rail-clusters" aria-labelledby="rail-clusters">
            <h2 class="rail-head">
                <span id="rail-clusters">{t!("Clusters across articles")}</span>
                <span class="count" role="status">{live(said)}</span>
                <button
                    type="button"
                    class="link"
                    title=t!("What a program thinks are mentions of one thing")
                    disabled=live(move || desk.read_only.get())
                    on:click=move |_| Command::ProposeClusters.run(desk)
                >
                    {t!("Propose")}
                </button>
            </h2>
            {when(any, tools)}
            {when(
                move || count.get() > 0,
                move || ui! { <Rows label="Clusters" count height=ROW_HEIGHT_PX row=row.clone() /> },
            )}
            {when(move || !any(), nothing)}
            {when(
                move || any() && count.get() == 0,
                || ui! { <p class="empty">{t!("No matches.")}</p> },
            )}
        </section>
    }
}

/// The fields that filter and order the list.
fn tools(desk: Desk, filter: ErasedSignal<Filter>) -> AnyView {
    let layers = memo(move || {
        desk.with(|state| {
            let layers = state.schema().layers.iter().take(MAX_OPTIONS);
            let named = layers.map(|layer| (layer.name.clone(), labels::brief(&layer.title)));
            named.collect::<Vec<_>>()
        })
    });
    let orders = Order::ALL.into_iter().enumerate().map(|(at, order)| {
        ui! { <option value=at.to_string()>{order.title()}</option> }
    });
    ui! {
        <div class="cluster-tools">
            <input
                class="input"
                type="search"
                aria-label=t!("Find a cluster")
                placeholder=t!("Find a cluster")
                autocomplete="off"
                spellcheck="false"
                on:input=move |event| {
                    filter.update(|filter| filter.words = event_target_value(&event));
                }
                on:keydown=field::leave_on_escape
            />
            <select
                class="input"
                aria-label=t!("Layer of the clusters")
                on:change=move |event| {
                    filter.update(|filter| filter.layer = event_target_value(&event));
                }
            >
                <option value="">{t!("All layers")}</option>
                {each(
                    move || layers.get(),
                    |(name, title)| format!("{name} {title}"),
                    |(name, title)| ui! { <option value=name>{title}</option> }.into_any(),
                )}
            </select>
            <select
                class="input"
                aria-label=t!("Order of the clusters")
                on:change=move |event| {
                    let at: Option<usize> = event_target_value(&event).parse().ok();
                    let order = at.and_then(|at| Order::ALL.get(at).copied());
                    filter.update(|filter| filter.order = order.unwrap_or_default());
                }
            >
                {orders.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

fn nothing() -> AnyView {
    ui! {
        <p class="empty">
            {t!("No clusters yet. Select a mark and press ")} <kbd>"L"</kbd> "."
        </p>
    }
}

fn line(desk: Desk, row: &Row, documents: usize) -> AnyView {
    let (id, of) = (row.id.clone(), row.id.clone());
    let go = move |_| go(desk, &id);
    let (opened, by_key) = (row.id.clone(), row.id.clone());
    let keys = move |event: KeyboardEvent| {
        let is_open = matches!(event.key().as_str(), "ArrowRight" | "=");
        if is_open && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
            event.prevent_default();
            event.stop_propagation();
            open(desk, &by_key);
        }
    };
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
        <div class="cluster-line" data-cluster=of.as_str().to_owned() on:keydown=keys>
            <button type="button" class="cluster-row" aria-label=title.clone() title=title on:click=go>
                {row.look.map(|look| ui! { <Glyph look /> })}
                <span class="clip">{row.name.clone()}</span>
                {dots}
            </button>
            <button
                type="button"
                class="icon-button small card-open"
                tabindex="-1"
                aria-label=tf!("Card of {}", row.name)
                title=t!("Card (=)")
                on:click=move |_| open(desk, &opened)
            >
                {icon(Icon::Panel)}
            </button>
        </div>
    }
    .into_any()
}

fn open(desk: Desk, id: &ClusterId) {
    desk.drawer.set(None);
    card().open(desk, id);
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

/// Mentions whose words are searched, of each cluster.
const MAX_SEARCHED: usize = 40;

/// Those that fit the filter, in its order. O(n log n), and with words O(length of the names and of up to
/// [`MAX_SEARCHED`] mentions each).
fn listed(state: &State, all: &[Row], filter: &Filter) -> Vec<Row> {
    let words = filter.words.trim();
    let query = Query::new(words);
    let is_called = |row: &Row| {
        let mentions = || {
            let members = state
                .cluster(&row.id)
                .into_iter()
                .flat_map(|it| it.members());
            let mut some = members
                .take(MAX_SEARCHED)
                .filter_map(|id| state.annotation(id));
            some.any(|mention| query.fit(&state.quote(mention)).is_some())
        };
        words.is_empty() || query.fit(&row.name).is_some() || mentions()
    };
    let is_wanted =
        |row: &&Row| (filter.layer.is_empty() || row.layer == filter.layer) && is_called(row);
    let mut rows: Vec<Row> = all.iter().filter(is_wanted).cloned().collect();
    match filter.order {
        Order::Articles => {}
        Order::Mentions => rows.sort_by_key(|row| std::cmp::Reverse(row.mentions)),
        Order::Name => rows.sort_by_cached_key(|row| row.name.to_lowercase()),
        Order::First => rows.sort_by_key(|row| row.first),
    }
    rows
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
            let mut layer = None;
            let mut first = None;
            for member in cluster.members() {
                let Some(annotation) = state.annotation(member) else {
                    continue;
                };
                look = look.or_else(|| labels::look(state, member));
                layer = layer.or(Some(annotation.layer()));
                let Some(document) = state.document_index(&annotation.document) else {
                    continue;
                };
                there.insert(document);
                let place = (document, annotation.extent().start);
                first = first.min(Some(place)).or(Some(place));
            }
            Row {
                id: cluster.record().id.clone(),
                name: labels::brief(&cluster.record().name),
                look,
                there: for_dots(&there, documents),
                articles: there.len(),
                mentions: cluster.members().len(),
                layer: layer.unwrap_or_default().to_owned(),
                first,
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
