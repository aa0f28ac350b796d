//! What became of a cluster, as far as the project knows.

use crate::desk::{Desk, labels};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{part, ui};
use leptos::prelude::*;
use postil_core::history::History;
use postil_core::model::ClusterId;
use postil_core::state::State;
use postil_core::transaction::Op;
use std::collections::BTreeSet;

/// Steps that are shown; of the rest the number is.
const MAX_SHOWN: usize = 20;
/// Operations of steps that are looked at.
const MAX_OPS: usize = 200_000;

/// What is known.
#[derive(Clone, Default, PartialEq)]
struct Known {
    /// The steps that changed it, the latest first.
    steps: Vec<String>,
    more: usize,
    /// Who made its mentions.
    authors: Vec<String>,
    /// When the first and the last of them were made, RFC 3339; empty if that is not known.
    made: Option<(String, String)>,
}

/// O(operations of the steps that can be undone + mentions · log mentions), bounded.
fn known(state: &State, history: &History, id: &ClusterId) -> Known {
    let Some(cluster) = state.cluster(id) else {
        return Known::default();
    };
    let mut left = MAX_OPS;
    let mut all = history.done().filter_map(|step| {
        left = left.checked_sub(step.ops.len())?;
        let touches = step.ops.iter().any(|op| match op {
            Op::PutCluster(of) => of.id == *id,
            Op::RemoveCluster(of) => of == id,
            Op::SetCluster {
                annotation,
                cluster: of,
            } => of.as_ref() == Some(id) || cluster.members().contains(annotation),
            _ => false,
        });
        touches.then(|| labels::brief(&step.name))
    });
    let steps: Vec<String> = all.by_ref().take(MAX_SHOWN).collect();
    let more = all.count();
    let (mut authors, mut made) = (BTreeSet::new(), None::<(String, String)>);
    for mention in cluster
        .members()
        .iter()
        .filter_map(|id| state.annotation(id))
    {
        if !mention.author.is_empty() {
            authors.insert(mention.author.as_str());
        }
        let day = mention.created.get(..10).unwrap_or_default();
        if day.is_empty() {
            continue;
        }
        made = Some(match made {
            None => (day.to_owned(), day.to_owned()),
            Some((first, last)) => (first.min(day.to_owned()), last.max(day.to_owned())),
        });
    }
    Known {
        steps,
        more,
        authors: authors
            .into_iter()
            .take(MAX_SHOWN)
            .map(labels::brief)
            .collect(),
        made,
    }
}

/// The history of a cluster.
pub(super) fn draw(desk: Desk, id: ErasedMemo<ClusterId>) -> AnyView {
    let all = memo(move || {
        id.with(|id| {
            desk.with(|_| ());
            desk.peek_history(|history| desk.peek(|state| known(state, history, id)))
        })
    });
    part(move || {
        let Known {
            steps,
            more,
            authors,
            made,
        } = all.get();
        let who = match authors.is_empty() {
            true => t!("Who marked the mentions is not known.").to_owned(),
            false => tf!("Marked by {}.", authors.join(", ")),
        };
        let when = match made {
            None => t!("When is not known.").to_owned(),
            Some((first, last)) if first == last => tf!("On {first}."),
            Some((first, last)) => tf!("From {first} to {last}."),
        };
        let what = match steps.is_empty() {
            true => t!("Which steps changed the cluster is not known any more."),
            false => {
                t!("The steps that changed it, the latest first, as far as they can be undone:")
            }
        };
        let steps = steps
            .into_iter()
            .map(|step| ui! { <li class="clip">{step}</li> });
        ui! {
            <details class="card-history">
                <summary>{t!("History")}</summary>
                <p class="quiet">{who} " " {when}</p>
                <p class="quiet">{what}</p>
                <ol>{steps.collect_view()}</ol>
                {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
            </details>
        }
        .into_any()
    })
    .into_any()
}
