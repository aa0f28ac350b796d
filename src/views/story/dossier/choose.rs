//! The clusters to choose from, those with the most mentions first.

use super::super::session::Session;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{part, ui};
use crate::views::story::empty;
use leptos::prelude::*;
use postil_core::model::ClusterId;
use postil_core::text::fold;
use postil_story::scope::Scope;
use postil_story::words as in_words;
use std::cmp::Reverse;

/// How many are offered at once.
const MOST: usize = 60;

/// A cluster.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    id: ClusterId,
    name: String,
    /// The name as it is searched.
    folded: String,
    mentions: usize,
}

/// The choices whose names have some words in them.
pub fn draw(session: Session, words: ErasedSignal<String>) -> AnyView {
    let all = memo(move || session.read(all));
    let desk = session.desk;
    let found = memo(move || {
        let wanted = words.with(|words| fold(words));
        all.with(|all| {
            let wanted = wanted.trim();
            let fits = |choice: &&Choice| choice.folded.contains(wanted);
            let mut found: Vec<&Choice> = all.iter().filter(fits).collect();
            // Where a word begins with it, it is more likely to be meant.
            found.sort_by_key(|choice| !begins_word(&choice.folded, wanted));
            let many = found.len();
            (
                found.into_iter().take(MOST).cloned().collect::<Vec<_>>(),
                many,
            )
        })
    });
    let shown = move || {
        if all.with(Vec::is_empty) {
            let any = desk.peek(|state| state.clusters().next().is_some());
            return Some(if any {
                none(t!("The filter leaves out every mention."))
            } else {
                unclustered(session)
            });
        }
        Some(found.with(|(found, many)| {
            if found.is_empty() {
                return none(t!("No cluster has these words in its name."));
            }
            let choices: Vec<_> = found.iter().map(choice).collect();
            let more = many.saturating_sub(found.len());
            ui! {
                <ul class="dossier-choices" aria-label="Clusters">{choices}</ul>
                {(more > 0).then(|| ui! {
                    <p class="story-empty quiet">
                        {tf!("{}. Type a part of its name to find any.", in_words::and_more(more, "cluster"))}
                    </p>
                })}
            }
        }))
    };
    part(shown).into_any()
}

/// Whether a word of a name begins with some words.
fn begins_word(name: &str, words: &str) -> bool {
    name.match_indices(words).any(|(at, _)| {
        let before = name.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric())
    })
}

fn none(words: &'static str) -> AnyView {
    ui! {
        <div class="story-empty">
            <p class="story-lead">{words}</p>
        </div>
    }
}

fn unclustered(session: Session) -> AnyView {
    let desk = session.desk;
    empty::empty(
        t!(
            "No mark is in a cluster yet: select one in an article and press L, or look at articles that are marked and linked."
        ),
        empty::worked_example(desk),
    )
}

fn choice(choice: &Choice) -> AnyView {
    ui! {
        <li>
            <button
                type="button"
                class="stop dossier-choice"
                tabindex="-1"
                data-cluster=choice.id.to_string()
            >
                <span class="clip quote" dir="auto">{choice.name.clone()}</span>
                <span class="count">{in_words::grouped(choice.mentions)}</span>
            </button>
        </li>
    }
}

/// All clusters with a mention that the filter takes. O(m + c log c) for m mentions and c clusters.
fn all(scope: &Scope) -> Vec<Choice> {
    let choice = |cluster: &postil_core::state::ClusterState| {
        let members = cluster.members().iter();
        let mentions = members.filter(|id| scope.mark(id).is_some()).count();
        let record = cluster.record();
        let name = labels::brief(&record.name);
        (mentions > 0).then(|| Choice {
            id: record.id.clone(),
            folded: fold(&name),
            name,
            mentions,
        })
    };
    let mut all: Vec<Choice> = scope.state().clusters().filter_map(choice).collect();
    all.sort_by(|one, other| {
        let key = |choice: &Choice| Reverse(choice.mentions);
        key(one)
            .cmp(&key(other))
            .then_with(|| one.folded.cmp(&other.folded))
    });
    all
}

#[cfg(test)]
mod tests {
    use super::begins_word;

    #[test]
    fn words_are_told_from_their_middles() {
        assert!(begins_word("zamir kabulov", "za"));
        assert!(begins_word("zamir kabulov", "kab"));
        assert!(begins_word("the “zaman”", "za"));
        assert!(!begins_word("organization", "za"));
        assert!(begins_word("organization", ""));
    }
}
