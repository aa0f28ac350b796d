//! Articles as the tables of the story name them, and what their heads have in common.

use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use leptos::prelude::*;
use postil_core::state::DocumentState;
use postil_story::scope::{Article, Scope};

/// The longest id, in code points, that fits into a tile.
const SHORT: usize = 4;
/// Code points of a title that stands for an outlet.
const TITLE: usize = 40;

/// An article in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What a tile calls it: its id, or its number in the project.
    pub mark: String,
    /// Its outlet; empty if unknown.
    pub outlet: String,
    /// When it was published, in words.
    pub date: String,
    /// Its title, or how it begins.
    pub title: String,
    /// Its account: articles with one number print one text.
    pub account: usize,
}

impl Head {
    /// The outlet, or a word that there is none.
    pub fn outlet_words(&self) -> &str {
        match self.outlet.as_str() {
            "" => t!("Outlet not stated"),
            outlet => outlet,
        }
    }

    /// Its mark with its outlet, or else with its title.
    pub fn name(&self) -> String {
        let words = match self.outlet.as_str() {
            "" => labels::cut_at_word(&self.title, TITLE),
            outlet => outlet.to_owned(),
        };
        format!("{} {words}", self.mark)
    }
}

/// The articles of a scope. Their ids are their marks where all of them are short enough, else their numbers in the
/// project. O(n) for n articles.
pub fn heads(scope: &Scope) -> Vec<Head> {
    let state = scope.state();
    let mut ids = state.documents().iter().map(|document| &document.meta().id);
    let are_short = ids.all(|id| id.as_str().chars().nth(SHORT).is_none());
    let articles = scope.documents().iter().zip(scope.articles());
    let head = |(document, article): (&&DocumentState, &Article)| {
        let meta = document.meta();
        let number = state.document_index(&meta.id).unwrap_or_default() + 1;
        Head {
            mark: match are_short {
                true => meta.id.to_string(),
                false => number.to_string(),
            },
            outlet: labels::brief(&meta.outlet),
            date: labels::brief(&meta.published.in_words()),
            title: labels::title(document),
            account: article.account,
        }
    };
    articles.map(head).collect()
}

/// A count with its noun, and how many accounts that is where it is another number: `4 articles, 3 accounts`.
pub fn spread(articles: usize, accounts: usize) -> String {
    let words = labels::count(articles, "article");
    match accounts == articles {
        true => words,
        false => tf!("{words}, {}", labels::count(accounts, "account")),
    }
}

/// Buttons of which one is pressed.
pub fn segments<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    all: &[(T, &'static str)],
    chosen: ErasedSignal<T>,
    choose: fn(T),
) -> AnyView {
    let button = |(own, title): (T, &'static str)| {
        ui! {
            <button
                type="button"
                aria-pressed=live(move || chosen.with(|chosen| *chosen == own).to_string())
                on:click=move |_| choose(own)
            >
                {title}
            </button>
        }
    };
    let buttons: Vec<_> = all.iter().copied().map(button).collect();
    ui! { <div class="segments" role="group" aria-label=label>{buttons}</div> }
}

/// A box to tick.
pub fn toggle(words: &'static str, is_on: ErasedSignal<bool>) -> AnyView {
    ui! {
        <label class="story-toggle">
            <input
                type="checkbox"
                prop:checked=live(move || is_on.get())
                on:change=move |event| is_on.set(event_target_checked(&event))
            />
            {words}
        </label>
    }
}
