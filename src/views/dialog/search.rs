//! Search in all articles, ignoring case and the forms of quotation marks and dashes.

use super::frame::Frame;
use super::frame::close_then;
use super::picker::{Choice, Picker};
use crate::article;
use crate::desk::{Desk, labels};
use crate::ui::memo::memo;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use leptos::prelude::*;
use postil_core::model::DocumentId;
use postil_core::state::State;
use postil_core::text::{Query, Text};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Matches listed of one article at most; all are counted.
const MAX_OF_ARTICLE: usize = 20;
/// Code points shown before and after a match.
const CONTEXT_CHARS: usize = 48;

/// The matches in one article.
#[derive(Clone, PartialEq)]
struct Found {
    id: DocumentId,
    article: String,
    hits: usize,
    first: Vec<Hit>,
}

/// A match with its context.
#[derive(Clone, PartialEq)]
struct Hit {
    range: Range<usize>,
    before: String,
    words: String,
    after: String,
}

/// Searching all articles.
#[component]
pub fn Search() -> AnyView {
    let desk = Desk::here();
    // Selected words are likely what a person searches for.
    let selected = desk.peek_document(|_, document| {
        let cursor = desk.view.cursor().get_untracked()?;
        (cursor.range().len() <= 80).then(|| document.text().slice(cursor.range()).to_owned())
    });
    let text = ErasedSignal::new(selected.flatten().unwrap_or_default());
    // Nobody types the first letter before this is done.
    schedule::after(move || {
        desk.peek(|state| {
            for document in state.documents() {
                Query::prepare(document.text());
            }
        });
    });
    let found = memo(move || text.with(|text| desk.with(|state| find(state, text))));
    let choices = move || {
        found.with(|found| {
            let of_article = |found: &Found| -> Vec<Choice> {
                let heading = |at: usize| {
                    let hits = matches(found.hits);
                    (at == 0).then(|| (found.article.clone(), hits))
                };
                let hits = found.first.iter().enumerate();
                hits.map(|(at, hit)| choice(desk, &found.id, hit, heading(at)))
                    .collect()
            };
            found.iter().flat_map(of_article).collect()
        })
    };
    let none = memo(move || {
        let none = if text.with(|text| text.trim().is_empty()) {
            t!("Type to search. Case, quotation marks and dashes make no difference.")
        } else {
            t!("No matches.")
        };
        none.to_owned()
    });
    let total = move || {
        found.with(|found| {
            let hits: usize = found.iter().map(|found| found.hits).sum();
            let articles = labels::count(found.len(), "article");
            (hits > 0).then(|| tf!("{} in {articles}", matches(hits)))
        })
    };
    ui! {
        <Frame title=t!("Search all articles") class="picker-dialog wide">
            <Picker label=memo(|| t!("Search all articles").to_owned()) text choices=Arc::new(choices) none />
            <p class="picker-foot" role="status">
                {live(total)}
            </p>
        </Frame>
    }
}

fn choice(desk: Desk, id: &DocumentId, hit: &Hit, heading: Option<(String, String)>) -> Choice {
    let (id, range) = (id.clone(), hit.range.clone());
    let go = move || {
        desk.select_text(&id, range.clone());
        let start = range.start;
        close_then(desk, move || {
            article::focus();
            article::reveal(start);
        });
    };
    Choice {
        heading,
        body: ui! {
            <span class="hit quote">
                <span class="before">{hit.before.clone()}</span>
                <mark>{hit.words.clone()}</mark>
                <span class="after">{hit.after.clone()}</span>
            </span>
        }
        .into_any(),
        choose: Rc::new(go),
    }
}

fn find(state: &State, text: &str) -> Vec<Found> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let query = Query::new(text);
    let found = state.documents().iter().map(|document| {
        let text = document.text();
        let first = query.matches(text).take(MAX_OF_ARTICLE);
        Found {
            id: document.meta().id.clone(),
            article: labels::article_name(document.meta()),
            hits: query.count_in(text),
            first: first.map(|range| hit(text, range)).collect(),
        }
    });
    found.filter(|found| found.hits > 0).collect()
}

/// `1 match`, `2 matches`.
fn matches(many: usize) -> String {
    match many {
        1 => t!("1 match").to_owned(),
        many => tf!("{many} matches"),
    }
}

fn hit(text: &Text, range: Range<usize>) -> Hit {
    let before = range.start.saturating_sub(CONTEXT_CHARS)..range.start;
    let after = range.end..range.end + CONTEXT_CHARS;
    let (starts, ends) = (before.start == 0, after.end >= text.len());
    Hit {
        before: labels::from_whole_word(text.slice(before), !starts),
        words: labels::line(text.slice(range.clone())),
        after: labels::to_whole_word(text.slice(after), !ends),
        range,
    }
}

#[cfg(test)]
mod tests {
    use super::hit;
    use postil_core::text::Text;

    #[test]
    fn a_hit_stands_between_whole_words() {
        let text = format!("{} hit {}", "before ".repeat(10), "after ".repeat(10));
        let text = Text::from_frozen(text);
        let hit = hit(&text, 71..74);
        assert_eq!(hit.words, "hit");
        assert_eq!(hit.before, format!("… {} ", "before ".repeat(6)));
        assert_eq!(hit.after, format!(" {} …", "after ".repeat(7).trim_end()));
    }

    #[test]
    fn at_the_edges_nothing_is_cut() {
        let hit = hit(&Text::from_frozen("one hit two"), 4..7);
        assert_eq!((hit.before.as_str(), hit.after.as_str()), ("one ", " two"));
    }
}
