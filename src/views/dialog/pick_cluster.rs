//! Chooses a cluster: to move mentions into, to merge with another, or to be part of another.

use super::frame::{Frame, close_then};
use super::picker::{Choice, Picker};
use crate::browser::clock_and_ids;
use crate::desk::card::card;
use crate::desk::overlay::ClusterTask;
use crate::desk::{Desk, alike, labels};
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::ui;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{AnnotationId, Cluster, ClusterId};
use postil_core::state::State;
use postil_core::text::{Fit, Query};
use postil_core::transaction::Transaction;
use postil_propose::candidates::{Partner, candidates};
use postil_propose::likeness::Index;
use std::cmp::Reverse;
use std::rc::Rc;
use std::sync::Arc;

/// Clusters listed at a time; typing narrows them down.
const MAX_LISTED: usize = 30;

/// The dialog that chooses a cluster.
#[component]
pub fn PickCluster(task: ClusterTask) -> AnyView {
    let desk = Desk::here();
    let text = ErasedSignal::new(String::new());
    let own = task.clone();
    let title = desk.peek(|state| match &task {
        ClusterTask::Move(ids) => tf!("Move {}", labels::count(ids.len(), "mention")),
        ClusterTask::Merge(id) => tf!("Merge another cluster into {}", name(state, id)),
        ClusterTask::AddPart(id) => tf!("Make a cluster part of {}", name(state, id)),
    });
    let choices = move || {
        desk.workspace(|_| ());
        text.with(|typed| {
            alike::with(desk, |state, index| {
                list(desk, state, index, &own, typed.trim())
            })
        })
    };
    let label = memo(|| t!("Cluster name").to_owned());
    let none = memo(|| t!("No matches.").to_owned());
    ui! {
        <Frame title class="picker-dialog">
            <Picker label text choices=Arc::new(choices) none />
        </Frame>
    }
}

fn name(state: &State, id: &ClusterId) -> String {
    let cluster = state.cluster(id);
    cluster.map_or_else(String::new, |it| labels::brief(&it.record().name))
}

/// The clusters to choose from, the likeliest first.
fn list(desk: Desk, state: &State, index: &Index, task: &ClusterTask, typed: &str) -> Vec<Choice> {
    let (own, mention): (Option<ClusterId>, Option<AnnotationId>) = match task {
        ClusterTask::Move(ids) => {
            let home = ids.first().and_then(|id| state.cluster_of(id));
            (home.map(|it| it.record().id.clone()), ids.first().cloned())
        }
        ClusterTask::Merge(id) | ClusterTask::AddPart(id) => {
            let first = state
                .cluster(id)
                .and_then(|it| it.members().first().cloned());
            (Some(id.clone()), first)
        }
    };
    let is_other = |id: &ClusterId| {
        own.as_ref() != Some(id)
            && match task {
                ClusterTask::AddPart(group) => {
                    let group = [group.clone()];
                    !state.reaches(std::slice::from_ref(id), &group[0])
                        && !state
                            .cluster(&group[0])
                            .is_some_and(|it| it.record().parts.contains(id))
                }
                _ => true,
            }
    };
    let mut found: Vec<(ClusterId, String)> = Vec::new();
    if typed.is_empty() {
        let alike = mention.map(|id| candidates(state, index, &id, "", MAX_LISTED));
        found.extend(
            alike
                .into_iter()
                .flatten()
                .filter_map(|one| match one.partner {
                    Partner::Cluster(id) if is_other(&id) => {
                        Some((id, alike::why(&one.likeness.reasons)))
                    }
                    _ => None,
                }),
        );
    }
    let query = Query::new(typed);
    let mut rest: Vec<(Fit, Reverse<usize>, ClusterId)> = (state.clusters())
        .filter_map(|cluster| {
            let id = &cluster.record().id;
            let fit = match typed {
                "" => Fit::All,
                _ => query.fit(&cluster.record().name)?,
            };
            let is_new = is_other(id) && !found.iter().any(|(known, _)| known == id);
            is_new.then(|| (fit, Reverse(cluster.members().len()), id.clone()))
        })
        .collect();
    rest.sort();
    found.extend(rest.into_iter().map(|(_, _, id)| (id, String::new())));
    found.truncate(MAX_LISTED);
    let mut choices: Vec<Choice> = (found.into_iter())
        .filter_map(|(id, why)| {
            let cluster = state.cluster(&id)?;
            let look = cluster
                .members()
                .first()
                .and_then(|id| labels::look(state, id));
            let mentions = labels::count(cluster.members().len(), "mention");
            let task = task.clone();
            Some(Choice {
                heading: None,
                body: ui! {
                    {look.map(|look| ui! { <Glyph look /> })}
                    <span class="clip">{name(state, &id)}</span>
                    <span class="from clip">{mentions}</span>
                    {(!why.is_empty()).then(|| ui! { <span class="why clip">{why}</span> })}
                }
                .into_any(),
                choose: Rc::new(move || choose(desk, &task, &id)),
                tick: None,
            })
        })
        .collect();
    if let ClusterTask::Move(ids) = task {
        let quote = ids
            .first()
            .and_then(|id| Some(labels::snippet(state, state.annotation(id)?, 60)));
        let name = match typed {
            "" => quote.unwrap_or_default(),
            typed => typed.to_owned(),
        };
        let (ids, new) = (ids.clone(), name.clone());
        choices.push(Choice {
            heading: Some(("New".to_owned(), String::new())),
            body: ui! { <span class="clip">{tf!("New cluster “{name}”")}</span> }.into_any(),
            choose: Rc::new(move || {
                let new = Cluster::new(clock_and_ids::new_id('c').into(), new.clone());
                done(desk, desk.peek(|state| edit::join(state, &ids, new)));
            }),
            tick: None,
        });
    }
    choices
}

fn choose(desk: Desk, task: &ClusterTask, chosen: &ClusterId) {
    let one = std::slice::from_ref(chosen);
    let transaction = desk.peek(|state| match task {
        ClusterTask::Move(ids) => edit::join(state, ids, state.cluster(chosen)?.record().clone()),
        ClusterTask::Merge(into) => edit::merge_clusters(state, into, one),
        ClusterTask::AddPart(group) => edit::put_into_group(state, group, one),
    });
    done(desk, transaction);
}

/// Commits what was chosen, and returns to the card.
fn done(desk: Desk, transaction: Option<Transaction>) {
    match transaction {
        None => desk.announce(t!("Nothing to do.")),
        Some(transaction) => {
            let name = transaction.name.clone();
            if desk.commit(transaction) {
                desk.announce(tf!("Done: {name}."));
            }
        }
    }
    let card = card();
    card.ticked.set(Default::default());
    close_then(desk, move || {
        card.at.update(|at| {
            if let Some((_, is_wanted)) = at {
                *is_wanted = true;
            }
        })
    });
}
