//! The cards of the claims, in columns; only those about in sight are in the page.

use super::data::{Card, Data, Worded};
use super::runs::{Kind, Run};
use crate::desk::labels;
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::roving;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, live, part, ui};
use crate::views::story::sight::{self, NARROW_PX, Sight};
use leptos::html;
use leptos::prelude::*;

/// The least width of a column in CSS pixels.
const COLUMN_PX: f64 = 320.0;
/// The most columns.
const MOST_COLUMNS: usize = 4;
/// The width of the names beside the cards, with what is between, in CSS pixels; the style sheet has the same number.
const NAMES_PX: f64 = 320.0;
/// About how wide a letter is in CSS pixels, how high a line is, and what else a wording and a card have of height.
const LETTER_PX: f64 = 7.4;
const LINE_PX: f64 = 22.0;
const WORDING_PX: f64 = 68.0;
const HEAD_PX: f64 = 90.0;

/// Where the cards are; a copy is the same.
#[derive(Clone, Copy)]
pub struct Board {
    node: NodeRef<html::Div>,
    sight: ErasedSignal<Sight>,
    /// The width of all columns in CSS pixels.
    width: ErasedMemo<f64>,
    /// How many columns there are.
    pub columns: ErasedMemo<usize>,
}

impl Board {
    /// As wide as the window has room.
    pub fn new() -> Self {
        let node = NodeRef::new();
        let sight = sight::follow(node);
        let width = memo(move || room(sight.with(|sight| sight.width)));
        let columns = memo(move || ((width.get() / COLUMN_PX) as usize).clamp(1, MOST_COLUMNS));
        Self {
            node,
            sight,
            width,
            columns,
        }
    }
}

/// The cards.
pub fn draw(data: Data, board: Board) -> AnyView {
    let Board {
        node,
        sight,
        width,
        columns,
    } = board;
    data.choices.reach.follow(sight);
    let dealt = memo(move || {
        let columns = columns.get();
        let each = width.get() / columns as f64;
        data.cards.with(|cards| deal(cards, columns, each))
    });
    let all = move || {
        let columns = (0..columns.get()).map(|at| column(data, dealt, at));
        Some(columns.collect_view().into_any())
    };
    let before = move || {
        let before = data.range.with(|range| range.start);
        (before > 0).then(|| {
            ui! {
                <button
                    type="button"
                    class="button"
                    on:click=move |_| data.choices.reach.restart()
                >
                    {match before {
                        1 => t!("Show the claim before").to_owned(),
                        _ => tf!("Show the {before} claims before"),
                    }}
                </button>
            }
        })
    };
    ui! {
        <div
            class="claims-board"
            class:with-gone=live(move || data.choices.gone.get())
            node_ref=node
        >
            {legend()}
            {part(before)}
            <div class="claims-columns">{part(all)}</div>
        </div>
    }
}

/// What the lines under words mean.
fn legend() -> AnyView {
    ui! {
        <p class="claims-legend">
            <span><ins>"underlined"</ins> {t!("not in the first wording")}</span>
            <span class="gone"><del>"struck"</del> {t!("only in the first wording")}</span>
            <span><span class="hedge">"dotted"</span> {t!("hedges, in English")}</span>
        </p>
    }
}

/// The width that is left for the cards.
fn room(width: f64) -> f64 {
    if width > NARROW_PX {
        width - NAMES_PX
    } else {
        width
    }
}

/// Puts each card into the column that is the shortest so far, as far as that can be told from its words; so cards that
/// come later move none. O(c n) for n cards and c columns.
fn deal(cards: &[Card], columns: usize, width: f64) -> Vec<Vec<Card>> {
    let mut dealt = vec![(0.0, Vec::new()); columns.max(1)];
    for card in cards {
        let shortest = dealt
            .iter_mut()
            .min_by(|(one, _), (other, _)| f64::total_cmp(one, other));
        if let Some((high, column)) = shortest {
            *high += height(card, width);
            column.push(card.clone());
        }
    }
    dealt.into_iter().map(|(_, column)| column).collect()
}

fn height(card: &Card, width: f64) -> f64 {
    let wordings = card.wordings.iter().map(|wording| {
        let letters: usize = wording
            .runs
            .iter()
            .map(|run| run.words.chars().count())
            .sum();
        let lines = (letters as f64 * LETTER_PX / width.max(1.0)).ceil();
        WORDING_PX + lines * LINE_PX
    });
    HEAD_PX + wordings.sum::<f64>()
}

fn column(data: Data, dealt: ErasedMemo<Vec<Vec<Card>>>, at: usize) -> AnyView {
    let cards = memo(move || {
        let column = dealt.with(|dealt| dealt.get(at).cloned());
        column.unwrap_or_default()
    });
    let keys = move || cards.with(|cards| cards.iter().map(|card| card.key.clone()).collect());
    let draw = move |key: String| {
        let card = memo(move || {
            let find = |cards: &Vec<Card>| cards.iter().find(|card| card.key == key).cloned();
            cards.with(find)
        });
        let drawn = move || {
            let with_gone = data.choices.gone.get();
            card.get().map(|card| draw_card(card, with_gone))
        };
        ui! { <article>{part(drawn)}</article> }
    };
    ui! { <div class="claims-column">{each(keys, String::clone, draw)}</div> }
}

/// A card; `with_gone`: with the words that only the first wording has.
fn draw_card(card: Card, with_gone: bool) -> AnyView {
    let name = card.name.clone();
    let name = match card.cluster {
        Some(cluster) => ui! {
            <button
                type="button"
                class="stop claim-name"
                tabindex="-1"
                data-cluster=cluster.to_string()
                dir="auto"
                title=t!("Show the dossier")
            >
                {name}
            </button>
        },
        None => ui! { <span class="claim-name" dir="auto">{name}</span> },
    };
    let wordings = card.wordings.into_iter();
    let wordings: Vec<_> = wordings.map(|it| wording(it, with_gone)).collect();
    let more = (card.more > 0).then(|| {
        let words = tf!("And {} more.", labels::count(card.more, "wording"));
        ui! { <p class="quiet">{words}</p> }
    });
    ui! {
        <div class="claim-card" data-claim=card.number>
            <h3>{card.look.map(|look| ui! { <Glyph look /> })} {name}</h3>
            <p class="claim-spread">{card.spread}</p>
            <ol>{wordings}</ol>
            {more}
        </div>
    }
}

fn wording(wording: Worded, with_gone: bool) -> AnyView {
    let runs = wording.runs.into_iter();
    let runs = runs.filter(|run| with_gone || run.change != Kind::Gone);
    let runs: Vec<_> = runs.map(run).collect();
    let how: Vec<_> = wording
        .how
        .into_iter()
        .map(|part| ui! { <span>{part}</span> })
        .collect();
    ui! {
        <li>
            <button
                type="button"
                class="stop wording"
                tabindex="-1"
                data-mark=wording.mark.to_string()
                aria-description=wording.differs
            >
                <span class="wording-from">
                    <b class="clip" dir="auto" title=wording.title>{wording.from}</b>
                    <span>{wording.date}</span>
                </span>
                <span class="wording-words" dir=wording.direction>{runs}</span>
                <span class="wording-how">{how}</span>
            </button>
        </li>
    }
}

fn run(run: Run) -> AnyView {
    // No line goes on under the space after the words.
    let words = run.words.trim_end();
    let space = run.words.get(words.len()..).unwrap_or_default().to_owned();
    let words = words.to_owned();
    let words = match run.is_hedge {
        true => ui! { <span class="hedge">{words}</span> },
        false => words.into_any(),
    };
    match run.change {
        Kind::Keep => ui! { {words} {space} },
        Kind::New => ui! { <ins>{words}</ins> {space} },
        // What is not shown leaves no space.
        Kind::Gone => ui! { <span class="gone"><del>{words}</del> {space}</span> },
    }
}

/// Goes to the claim with this number in the list.
pub fn go(data: Data, number: usize) {
    let shown = data.range.get_untracked();
    data.choices.reach.show(number, &shown);
    request_animation_frame(move || {
        schedule::after(move || {
            let card = format!(".claim-card[data-claim='{number}']");
            if let Ok(Some(card)) = document().query_selector(&card) {
                card.scroll_into_view();
                roving::focus_first(&card, ".wording");
            }
        });
    });
}
