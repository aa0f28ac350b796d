//! An event on the axis: its form says how exactly its date is known, and whether it has happened.

use super::chart::{Chart, EDGE_PX};
use super::layout::{DISC_PX, NAMES, Side, Spot, WORDS_PX};
use super::made::Item;
use crate::desk::labels;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{Live, live, ui};
use leptos::prelude::*;
use postil_core::model::AnnotationId;
use postil_story::when::{Day, When};
use postil_story::words;

/// How far words are within their form, in pixels.
const INSET_PX: f64 = 12.0;

/// Where something is drawn, in pixels.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    left: f64,
    top: f64,
    width: f64,
    form: f64,
    side: Side,
}

/// Follows where the spot of a mark is.
fn place(chart: Chart, mark: &AnnotationId) -> ErasedMemo<Option<Place>> {
    let mark = mark.clone();
    memo(move || {
        chart.layout.with(|layout| {
            let layout = layout.as_ref()?;
            let spot: &Spot = layout.spot(&mark)?;
            Some(Place {
                left: spot.left,
                top: layout.top_of(spot),
                width: spot.right - spot.left,
                form: spot.form.1 - spot.form.0,
                side: spot.side,
            })
        })
    })
}

fn px(place: ErasedMemo<Option<Place>>, read: fn(&Place) -> f64) -> Live<String> {
    live(move || {
        let px = place.with(|place| place.as_ref().map(read));
        format!("{}px", px.unwrap_or_default())
    })
}

fn is_at(place: ErasedMemo<Option<Place>>, side: Side) -> Live<bool> {
    live(move || place.with(|place| place.is_some_and(|place| place.side == side)))
}

/// The form of a date.
fn form(when: &When) -> &'static str {
    match when.narrowed() {
        (Some(first), Some(last)) if first == last => "disc",
        (Some(_), Some(_)) => "capsule",
        (Some(_), None) => "capsule opens-right",
        (None, _) => "capsule opens-left",
    }
}

/// An event, or several of one cluster on the same days.
pub fn draw(chart: Chart, mark: &AnnotationId, item: Item, told: String) -> AnyView {
    let place = place(chart, mark);
    let form = form(&item.when);
    // In a form that begins out of sight they are where that is seen.
    let moved = live(move || {
        let within = place.with(|it| it.filter(|it| it.side == Side::Within))?;
        let (left, _) = chart.scrolled.get();
        let hidden = (left - EDGE_PX - within.left).max(0.0);
        let most = (within.width - WORDS_PX / 2.0).max(0.0);
        Some(format!("{}px", INSET_PX + hidden.min(most)))
    });
    let names = item.has_names.then(|| numbers(&item));
    let from: Vec<&str> = item.marks.iter().map(|(_, name)| name.as_str()).collect();
    let from = from.join(", ");
    let accept = item
        .is_proposed
        .then(|| accept(chart, mark.clone(), &item.when));
    ui! {
        <div
            class="timeline-item"
            class:hollow=item.is_hollow
            class:thought=item.is_proposed
            class:left=is_at(place, Side::Left)
            class:within=is_at(place, Side::Within)
            data-spot=mark.to_string()
            style:left=px(place, |place| place.left)
            style:top=px(place, |place| place.top)
            style:width=px(place, |place| place.width)
        >
            <button
                type="button"
                class="stop timeline-event"
                tabindex="-1"
                data-mark=mark.to_string()
                title=told.clone()
                aria-label=tf!("{told} ({from})")
            >
                <i class=form style:width=px(place, |place| place.form.max(DISC_PX))></i>
                <span class="words" dir="auto" style:margin-left=moved>{item.words.clone()}</span>
            </button>
            {names}
            {accept}
        </div>
    }
}

/// The articles that have the event, each a way to its sentence.
fn numbers(item: &Item) -> AnyView {
    let shown = item.marks.iter().take(NAMES).map(|(mark, name)| {
        ui! {
            <button
                type="button"
                class="stop timeline-number"
                tabindex="-1"
                data-mark=mark.to_string()
                aria-label=tf!("In article {name}")
            >
                {name.clone()}
            </button>
        }
    });
    let more = item.marks.len().checked_sub(NAMES + 1);
    let more = more.map(|more| ui! { <span class="many">{format!("+{}", more + 1)}</span> });
    ui! { {shown.collect_view()} {more} }
}

fn accept(chart: Chart, mark: AnnotationId, when: &When) -> AnyView {
    let date = words::when(when);
    let desk = chart.session.desk;
    let title = live(move || {
        if desk.read_only.get() {
            t!("Open in another tab: read only").to_owned()
        } else {
            tf!("Take {date} as its date (A)")
        }
    });
    ui! {
        <button
            type="button"
            class="icon-button timeline-accept"
            tabindex="-1"
            aria-label=t!("Take the proposed date")
            title=title
            disabled=live(move || desk.read_only.get())
            on:click=move |_| chart.accept(&mark, true)
        >
            {icon(Icon::Check)}
        </button>
    }
}

/// Events that have no room, which are shown when one presses their number.
pub fn count(chart: Chart, mark: &AnnotationId, many: usize, days: (Day, Day)) -> AnyView {
    let place = place(chart, mark);
    let (first, last) = (words::day(days.0), words::day(days.1));
    let count = labels::count(many, "event");
    let own = mark.clone();
    ui! {
        <div
            class="timeline-item"
            data-spot=mark.to_string()
            style:left=px(place, |place| place.left)
            style:top=px(place, |place| place.top)
            style:width=px(place, |place| place.width)
        >
            <button
                type="button"
                class="stop timeline-count"
                tabindex="-1"
                data-mark=mark.to_string()
                title=tf!("{count} more, {first} to {last}: show")
                on:click=move |event| {
                    event.stop_propagation();
                    chart.open_count(&own);
                }
            >
                {tf!("{many} more")}
            </button>
        </div>
    }
}
