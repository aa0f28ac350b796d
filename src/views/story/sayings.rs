//! Who said what: sources against claims, with how each article quotes.

mod choices;
mod data;
mod list;
mod table;
mod tile;

use super::empty;
use super::session::Session;
use super::sight::{self, NARROW_PX};
use super::tiles;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{effect, live, part, ui, when};
use choices::{ROWS, Which};
use data::Data;
use leptos::html;
use leptos::prelude::*;
use postil_story::filter::Filter;

/// Articles that are listed beside the legend.
const ARTICLES: usize = 12;
/// How far before the end of the rows more are drawn, in CSS pixels.
const BEFORE_END_PX: f64 = 900.0;

/// Why there is no table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nothing {
    Marked,
    Claimed,
    Taken,
    Several,
    Many,
}

/// The view.
pub fn draw(session: Session) -> AnyView {
    let data = Data::new(session);
    let nothing = memo(move || nothing(data));
    let any = move || {
        !matches!(
            nothing.get(),
            Some(Nothing::Marked | Nothing::Claimed | Nothing::Taken)
        )
    };
    let node = NodeRef::<html::Div>::new();
    let sight = sight::follow(node);
    let view = memo(move || sight.with(|sight| sight.width));
    let is_narrow = memo(move || view.get() <= NARROW_PX);
    let is_table = memo(move || {
        let claims = data.listed.with(|listed| listed.claims.len());
        claims <= table::COLUMNS && !is_narrow.get()
    });
    // Rows are added before the end comes into sight.
    effect(move || {
        let sight = sight.get();
        let Some(drawn) = node.get() else {
            return;
        };
        let left = f64::from(drawn.offset_height()) - sight.top - sight.height;
        let rows = data.choices.rows.get_untracked();
        let all = data
            .said
            .with_untracked(|said| said.sayings.cells.len().max(said.sayings.sources.len()));
        if left < BEFORE_END_PX && rows < all {
            data.choices.rows.set(rows + ROWS);
        }
    });
    let shown = move || {
        if nothing.get().is_some() {
            return None;
        }
        let is_table = is_table.get();
        Some(untrack(|| match is_table {
            true => table::draw(data),
            false => list::draw(data),
        }))
    };
    let width = move || match nothing.get().is_none() && is_table.get() {
        true => format!(
            "{}px",
            table::width(data.listed.with(|listed| listed.claims.len()))
        ),
        false => "0".to_owned(),
    };
    ui! {
        <div class="story-table" style:min-width=live(width) style:--view=live(move || format!("{}px", view.get()))>
            <header class="story-head">
                <div>
                    <h2>{t!("Who said what")}</h2>
                    {when(any, move || lead(data))}
                </div>
                {when(any, move || tools(data))}
            </header>
            {when(any, move || keys(data))}
            {part(move || nothing.get().map(|nothing| untrack(|| empty(data, nothing))))}
            <div class="sayings-rows" node_ref=node>{part(shown)}</div>
        </div>
    }
}

fn nothing(data: Data) -> Option<Nothing> {
    let is_filtered = data
        .session
        .filter
        .with(|filter| *filter != Filter::default());
    let (is_listed, several) = data
        .listed
        .with(|listed| (!listed.sources.is_empty(), listed.several));
    data.said.with(|said| {
        let has_claims = !said.sayings.claims.is_empty();
        match is_listed {
            true => None,
            false if has_claims && several == 0 && data.choices.which.get() == Which::Several => {
                Some(Nothing::Several)
            }
            false if has_claims => Some(Nothing::Many),
            false if is_filtered && said.any => Some(Nothing::Taken),
            false if said.any => Some(Nothing::Claimed),
            false => Some(Nothing::Marked),
        }
    })
}

/// How much there is.
fn lead(data: Data) -> AnyView {
    let words = move || {
        let (sources, claims) = data
            .listed
            .with(|listed| (listed.sources.len(), listed.claims.len()));
        let sources = labels::count(sources, "source");
        let claims = labels::count(claims, "claim");
        tf!(
            "{sources} and {claims}. Each tile is one article; its form shows how the words reached it."
        )
    };
    ui! { <p class="story-lead" role="status">{live(words)}</p> }
}

/// What is listed.
fn tools(data: Data) -> AnyView {
    let all = [
        (Which::Several, t!("Claims of several accounts")),
        (Which::All, t!("All claims")),
    ];
    ui! {
        <div class="end">
            {tiles::toggle(t!("Hide sources with one claim"), data.choices.hides_few)}
            {tiles::segments(t!("Which claims"), &all, data.choices.which, choices::choose)}
        </div>
    }
}

/// What the tiles mean: the forms, and the articles while they are few.
fn keys(data: Data) -> AnyView {
    let articles = move || {
        let heads = data.heads.get();
        if heads.len() > ARTICLES {
            return None;
        }
        let one = |head: &tiles::Head| {
            let title = head.title.clone();
            ui! {
                <li title=title>
                    <b>{head.mark.clone()}</b>
                    <span class="clip" dir="auto">{head.outlet_words().to_owned()}</span>
                    <span class="date">{head.date.clone()}</span>
                </li>
            }
        };
        let all: Vec<_> = heads.iter().map(one).collect();
        Some(ui! { <ul class="saying-articles" aria-label="Articles">{all}</ul> })
    };
    ui! { <div class="saying-keys">{tile::legend(data)} {part(articles)}</div> }
}

/// One sentence, and what to do.
fn empty(data: Data, nothing: Nothing) -> AnyView {
    let session = data.session;
    let desk = session.desk;
    let (words, action) = match nothing {
        Nothing::Marked => (
            t!("No article has a mark yet. Mark claims and link each to who says it."),
            empty::to_articles(desk),
        ),
        Nothing::Claimed => (
            t!("No claim is marked yet. Mark claims and link each to who says it."),
            empty::to_articles(desk),
        ),
        Nothing::Taken => (
            t!("The filter leaves out all claims."),
            empty::show_everything(session),
        ),
        Nothing::Several => (
            t!("No claim is carried by several accounts yet: link the claims that say one thing."),
            empty::button(t!("Show all claims"), move || choices::choose(Which::All)),
        ),
        Nothing::Many => (
            t!("Every source has a single claim."),
            empty::button(t!("Show them"), move || data.choices.hides_few.set(false)),
        ),
    };
    empty::empty(words, action)
}
