//! What a cluster is, out of its mentions: where they are, how they are spelled, which roles they have over
//! time; and which clusters it is a group of.

use super::session::{Session, add_part, commit};
use crate::desk::card::card;
use crate::desk::{Desk, labels};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::ClusterId;
use postil_core::state::State;
use std::collections::{BTreeMap, BTreeSet};

/// Spellings and roles that are shown; of the rest the number is.
const MAX_SHOWN: usize = 12;
/// Code points of one of them.
const WORDS_CHARS: usize = 60;

/// How many mentions there are in how many articles.
pub(super) fn spread(desk: Desk, id: ErasedMemo<ClusterId>) -> AnyView {
    let words = memo(move || {
        id.with(|id| {
            desk.with_links(|state| {
                let cluster = state.cluster(id)?;
                let articles: BTreeSet<_> = (cluster.members().iter())
                    .filter_map(|id| state.document_index(&state.annotation(id)?.document))
                    .collect();
                Some(tf!(
                    "{} in {} of {} articles",
                    labels::count(cluster.members().len(), "mention"),
                    articles.len(),
                    state.documents().len()
                ))
            })
        })
    });
    ui! { <p class="card-spread">{live(move || words.get().unwrap_or_default())}</p> }.into_any()
}

/// The different spellings of the mentions, the most frequent first, with how often each is there.
/// O(length of the mentions).
fn counted(state: &State, id: &ClusterId) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for member in state.cluster(id).into_iter().flat_map(|it| it.members()) {
        if let Some(annotation) = state.annotation(member) {
            let words = labels::snippet(state, annotation, WORDS_CHARS);
            *counts.entry(words).or_default() += 1;
        }
    }
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    all
}

/// The spellings with their counts.
pub(super) fn spellings(desk: Desk, id: ErasedMemo<ClusterId>) -> AnyView {
    let all = memo(move || id.with(|id| desk.with(|state| counted(state, id))));
    part(move || {
        let all = all.get();
        let more = all.len().saturating_sub(MAX_SHOWN);
        let items = all.into_iter().take(MAX_SHOWN).map(|(words, count)| {
            ui! {
                <li>
                    <span class="quote clip">{words}</span>
                    <span class="count">{count.to_string()}</span>
                </li>
            }
        });
        ui! {
            <h3 class="card-head">{t!("Spellings")}</h3>
            <ul class="spellings">{items.collect_view()}</ul>
            {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
        }
        .into_any()
    })
    .into_any()
}

/// The roles that its mentions have, by date, each as long as it stays the same.
fn timeline(state: &State, id: &ClusterId) -> Vec<(String, String, usize)> {
    let mut dated: BTreeMap<(String, String), usize> = BTreeMap::new();
    for member in state.cluster(id).into_iter().flat_map(|it| it.members()) {
        let Some(annotation) = state.annotation(member) else {
            continue;
        };
        let date = state.document(&annotation.document);
        let date = date.map_or("", |document| &document.meta().published.date);
        let own = annotation
            .attributes
            .get("role")
            .and_then(|role| role.as_str());
        let told = state
            .relations_of(member)
            .filter(|it| it.kind == "role" && it.from != *member);
        for role in own.into_iter().chain(told.map(|it| it.value.as_str())) {
            if !role.is_empty() {
                let role = labels::cut(&labels::line(role), WORDS_CHARS);
                *dated.entry((date.to_owned(), role)).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(String, String, usize)> = Vec::new();
    for ((date, role), count) in dated {
        match found.last_mut() {
            Some((_, last, many)) if *last == role => *many += count,
            _ => found.push((date, role, count)),
        }
    }
    found
}

/// The roles over time.
pub(super) fn roles(desk: Desk, id: ErasedMemo<ClusterId>) -> AnyView {
    let all = memo(move || id.with(|id| desk.with(|state| timeline(state, id))));
    part(move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            let more = all.len().saturating_sub(MAX_SHOWN);
            let items = all.into_iter().take(MAX_SHOWN).map(|(date, role, count)| {
                let date = match date.as_str() {
                    "" => t!("Undated").to_owned(),
                    date => labels::brief(date),
                };
                ui! {
                    <li>
                        <span class="when">{date}</span>
                        <span class="clip">{role}</span>
                        <span class="count">{count.to_string()}</span>
                    </li>
                }
            });
            ui! {
                <h3 class="card-head">{t!("Roles over time")}</h3>
                <ul class="spellings">{items.collect_view()}</ul>
                {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
            }
            .into_any()
        })
    })
    .into_any()
}

/// The clusters that it is a group of, and the groups that it is in.
pub(super) fn groups(session: Session) -> AnyView {
    let desk = session.desk;
    let both = memo(move || {
        session.id.with(|id| {
            desk.with_links(|state| {
                let named = |id: &ClusterId| {
                    let name = &state.cluster(id)?.record().name;
                    Some((id.clone(), labels::brief(name)))
                };
                let cluster = state.cluster(id)?;
                let parts: Vec<_> = cluster.record().parts.iter().filter_map(named).collect();
                let of = state
                    .groups_of(id)
                    .filter_map(|group| named(&group.record().id));
                Some((parts, of.collect::<Vec<_>>()))
            })
        })
    });
    let open = move |id: ClusterId, name: String| {
        ui! {
            <button type="button" class="link" on:click=move |_| card().open(desk, &id)>
                {name}
            </button>
        }
    };
    part(move || {
        let (parts, of) = both.get()?;
        let parts = parts.into_iter().map(|(id, name)| {
            let (part_id, words) = (id.clone(), tf!("Take {name} out of the group"));
            let out = move |_| {
                let group = session.id.get_untracked();
                let taken = desk.peek(|state| edit::take_out_of_group(state, &group, &part_id));
                if let Some(taken) = taken {
                    commit(session, taken);
                }
            };
            ui! {
                <li>
                    {open(id, name)}
                    <button
                        type="button"
                        class="link quiet"
                        aria-label=words
                        disabled=live(move || desk.read_only.get())
                        on:click=out
                    >
                        {t!("Take out")}
                    </button>
                </li>
            }
        });
        let of = of
            .into_iter()
            .map(|(id, name)| ui! { <li>{open(id, name)}</li> });
        let (parts, of): (Vec<_>, Vec<_>) = (parts.collect(), of.collect());
        Some(
            ui! {
                <h3 class="card-head">
                    {t!("Stands for")}
                    <button
                        type="button"
                        class="button plain"
                        aria-keyshortcuts="P"
                        disabled=live(move || desk.read_only.get())
                        on:click=move |_| add_part(session)
                    >
                        {t!("Add a part")}
                        <kbd>"P"</kbd>
                    </button>
                </h3>
                {match parts.is_empty() {
                    true => ui! { <p class="quiet">{t!("One thing, not a group.")}</p> }.into_any(),
                    false => ui! { <ul class="spellings parts">{parts}</ul> }.into_any(),
                }}
                {(!of.is_empty()).then(|| ui! {
                    <h3 class="card-head">{t!("Part of")}</h3>
                    <ul class="spellings parts">{of}</ul>
                })}
            }
            .into_any(),
        )
    })
    .into_any()
}
