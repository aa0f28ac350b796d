//! Events in time: on an axis in lanes, with how exactly their dates are known; those without a date beside it.

mod chart;
mod date;
mod drag;
mod gestures;
mod item;
mod kept;
mod layout;
mod made;
mod picture;
pub mod proposing;
mod scale;
mod table;
mod tray;

use super::session::Session;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui, when};
use chart::Chart;
use leptos::prelude::*;
use postil_story::dated::Basis;
use postil_story::filter::Filter;
use postil_story::timeline::Lanes;

/// What a person has made lanes of; untracked.
pub fn lanes() -> Lanes {
    kept::Kept::here().lanes.get_untracked()
}

/// The view.
pub fn draw(session: Session) -> AnyView {
    let chart = Chart::new(session);
    let is_empty = memo(move || is_empty(chart));
    let is_table = memo(move || chart.kept.is_table.get());
    ui! {
        <div
            class="timeline"
            tabindex="-1"
            node_ref=chart.root
            on:focusin=move |event| chart.note_focus(&event)
            on:keydown=move |event| gestures::pressed(chart, &event)
        >
            {head(chart)}
            {part(move || match (is_empty.get(), is_table.get()) {
                (true, _) => empty(session),
                (false, true) => table::draw(chart),
                (false, false) => body(chart),
            })}
        </div>
    }
}

/// Whether there is no event.
fn is_empty(chart: Chart) -> bool {
    chart
        .made
        .with(|made| made.timeline.events.is_empty() && made.timeline.undated.is_empty())
}

/// The picture with the tray.
fn body(chart: Chart) -> AnyView {
    let has_axis = memo(move || chart.made.with(|made| made.axis.is_some()));
    let has_events = memo(move || chart.made.with(|made| !made.timeline.events.is_empty()));
    let picture = move || {
        Some(if has_axis.get() {
            picture::draw(chart)
        } else {
            ui! { <p class="story-lead timeline-none">{t!("Nothing has a date yet. Press D on an event to type one, and the axis begins with it.")}</p> }
        })
    };
    let none = || {
        ui! { <p class="story-lead timeline-none">{t!("No event has a date yet: only the articles are on the axis.")}</p> }
    };
    ui! {
        <div class="timeline-body">
            <div class="timeline-picture">
                {when(move || has_axis.get() && !has_events.get(), none)}
                {part(picture)}
            </div>
            {tray::draw(chart)}
            {tray::on_paper(chart)}
        </div>
    }
}

/// Why nothing is shown.
fn empty(session: Session) -> AnyView {
    let words = if session.filter.with(|filter| *filter == Filter::default()) {
        t!(
            "No event is marked yet. Mark events in the articles, and they stand here in the order of time."
        )
    } else {
        t!("No event fits the filter.")
    };
    ui! { <p class="story-lead timeline-none">{words}</p> }
}

/// Title, counts, legend and choices.
fn head(chart: Chart) -> AnyView {
    let kept = chart.kept;
    let is_table = memo(move || kept.is_table.get());
    let undated = memo(move || chart.made.with(|made| made.timeline.undated.len()));
    let is_empty = memo(move || is_empty(chart));
    let without = move || {
        let many = undated.get();
        (many > 0 && !is_table.get()).then(|| {
            let words = match many {
                1 => t!("1 has no date").to_owned(),
                many => tf!("{many} have no date"),
            };
            ui! {
                <button type="button" class="link" on:click=move |_| { gestures::to_tray(chart); }>
                    {words}
                </button>
                <kbd>"U"</kbd>
            }
        })
    };
    ui! {
        <div class="story-head">
            <h2>"Timeline"</h2>
            <p class="timeline-sum" role="status">
                {live(move || if is_empty.get() { String::new() } else { summary(chart) })}
            </p>
            <p class="timeline-sum">{part(without)}</p>
            <div class="end" hidden=live(move || is_empty.get())>
                {when(move || !is_table.get(), move || choices(chart))}
                <button
                    type="button"
                    class="button"
                    aria-pressed=live(move || is_table.get().to_string())
                    on:click=move |_| kept.is_table.update(|is_table| *is_table = !*is_table)
                >
                    "Table"
                </button>
            </div>
            {when(move || !is_table.get() && !is_empty.get(), legend)}
        </div>
    }
}

/// How much there is on the axis.
fn summary(chart: Chart) -> String {
    let is_reading = proposing::is_reading();
    let (events, proposed) = chart.made.with(|made| {
        let events = made.timeline.events.iter();
        let proposed = events.filter(|event| matches!(event.when, Some((_, Basis::Proposed))));
        (made.timeline.events.len(), proposed.count())
    });
    let events = labels::count(events, "event");
    match (is_reading, proposed) {
        (true, _) => tf!("{events} with a date, looking for more…"),
        (false, 0) => tf!("{events} with a date"),
        (false, 1) => tf!("{events} with a date, 1 proposed"),
        (false, many) => tf!("{events} with a date, {many} proposed"),
    }
}

/// What lanes are made of, and how far the axis is stretched.
fn choices(chart: Chart) -> AnyView {
    let kept = chart.kept;
    let lanes = memo(move || kept.lanes.get() == Lanes::Cluster);
    let choice = |own: Lanes, words: &'static str| {
        ui! {
            <button
                type="button"
                aria-pressed=live(move || (lanes.get() == (own == Lanes::Cluster)).to_string())
                on:click=move |_| kept.choose(own)
            >
                {words}
            </button>
        }
    };
    let zoom = |words: &'static str, label: &'static str, run: fn(Chart)| {
        ui! {
            <button
                type="button"
                class="button"
                aria-label=label
                title=label
                on:click=move |_| run(chart)
            >
                {words}
            </button>
        }
    };
    ui! {
        <div class="segments" role="group" aria-label="Lanes">
            {choice(Lanes::Article, t!("By article"))}
            {choice(Lanes::Cluster, t!("By cluster"))}
        </div>
        <div class="timeline-zoom" role="group" aria-label="Zoom">
            {zoom("−", t!("Zoom out (-)"), |chart| chart.zoom(1.0 / gestures::FACTOR, None))}
            {zoom("+", t!("Zoom in (+)"), |chart| chart.zoom(gestures::FACTOR, None))}
            {zoom("All", t!("Show all of the axis (Home)"), Chart::everything)}
        </div>
    }
}

/// What the forms mean.
fn legend() -> AnyView {
    let forms = [
        ("", "disc", t!("On a day")),
        ("", "capsule", t!("Within a month, a year or longer")),
        ("", "capsule opens-right", t!("No end, or no beginning")),
        ("hollow", "disc", t!("Not known to have happened")),
        ("thought", "disc", t!("Proposed date: A takes it")),
    ];
    let forms = forms.into_iter().map(|(class, form, words)| {
        ui! {
            <li class=class>
                <i class=form></i>
                {words}
            </li>
        }
    });
    ui! { <ul class="timeline-legend">{forms.collect_view()}</ul> }
}
