//! Searching all articles, past case, quote marks and dashes.

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

/// So many hits of one article are listed at most; all are counted.
const MOST: usize = 20;
/// So many code points are shown before and after a hit.
const AROUND: usize = 48;

/// The hits of one article.
#[derive(Clone, PartialEq)]
struct Found {
    id: DocumentId,
    article: String,
    hits: usize,
    first: Vec<Hit>,
}

/// A hit with what stands around it.
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
    // Words that are selected are likely what is looked for.
    let selected = desk.peek_document(|_, document| {
        let cursor = desk.view.cursor().get_untracked()?;
        (cursor.range().len() <= 80).then(|| document.text().slice(cursor.range()).to_owned())
    });
    let text = ErasedSignal::new(selected.flatten().unwrap_or_default());
    // Nobody types so soon that the first letter would have to wait for this.
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
                    let hits = labels::count(found.hits, "hit");
                    (at == 0).then(|| (found.article.clone(), hits))
                };
                let hits = found.first.iter().enumerate();
                hits.map(|(at, hit)| choice(desk, &found.id, hit, heading(at)))
                    .collect()
            };
            found.iter().flat_map(of_article).collect()
        })
    };
    let none = memo(move || match text.with(|text| text.trim().is_empty()) {
        true => t!("Type what you look for. Case, quote marks and dashes make no difference.")
            .to_owned(),
        false => t!("It stands in no article.").to_owned(),
    });
    let total = move || {
        found.with(|found| {
            let hits: usize = found.iter().map(|found| found.hits).sum();
            let articles = labels::count(found.len(), "article");
            (hits > 0).then(|| tf!("{} in {articles}", labels::count(hits, "hit")))
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
        let first = query.matches(text).take(MOST);
        Found {
            id: document.meta().id.clone(),
            article: labels::article_name(document.meta()),
            hits: query.count_in(text),
            first: first.map(|range| hit(text, range)).collect(),
        }
    });
    found.filter(|found| found.hits > 0).collect()
}

fn hit(text: &Text, range: Range<usize>) -> Hit {
    let line = |range: Range<usize>| labels::line(text.slice(range));
    let before = line(range.start.saturating_sub(AROUND)..range.start);
    let after = line(range.end..range.end + AROUND);
    Hit {
        // Words that are cut in two are left out, and where nothing was cut nothing is.
        before: match before.split_once(' ') {
            Some((_, whole)) if range.start > AROUND => tf!("… {whole}"),
            _ => before,
        },
        words: line(range.clone()),
        after: match after.rsplit_once(' ') {
            Some((whole, _)) if range.end + AROUND < text.len() => tf!("{whole} …"),
            _ => after,
        },
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
