//! The same as a table, for everyone: a line for each event.

use super::chart::Chart;
use super::date;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, live, part, ui};
use leptos::html;
use leptos::prelude::*;
use postil_story::timeline::Event;
use postil_story::words;

/// Lines that are drawn at first, and more each time the end comes near.
const SLICE: usize = 120;
/// How near the end comes, in pixels.
const NEAR_PX: i32 = 600;
/// Code points of the words of an event.
const WORDS: usize = 160;

/// A line of the table.
#[derive(Clone, PartialEq)]
struct Line {
    mark: String,
    date: String,
    words: String,
    said: String,
    cluster: String,
    article: String,
    full: String,
}

/// The table.
pub fn draw(chart: Chart) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let most = ErasedSignal::new(SLICE);
    let lines = memo(move || lines(chart, most.get()));
    let all = memo(move || {
        chart
            .made
            .with(|made| made.timeline.events.len() + made.timeline.undated.len())
    });
    let scrolled = move |_| {
        let Some(node) = node.get_untracked() else {
            return;
        };
        let left = node.scroll_height() - node.scroll_top() - node.client_height();
        if left < NEAR_PX && most.get_untracked() < all.get_untracked() {
            most.update(|most| *most += SLICE);
        }
    };
    let more = move || {
        let more = all.get().checked_sub(most.get()).filter(|more| *more > 0)?;
        Some(
            ui! { <p class="quiet timeline-more">{tf!("{more} more follow while you scroll.")}</p> },
        )
    };
    let rows = each(
        move || lines.get(),
        |line| {
            format!(
                "{} {} {} {} {}",
                line.mark, line.date, line.said, line.cluster, line.words
            )
        },
        row,
    );
    ui! {
        <div class="timeline-table" node_ref=node on:scroll=scrolled>
            <table>
                <caption>{live(move || {
                    let all = labels::count(all.get(), "event");
                    tf!("{all} in the order of time; those without a date at the end")
                })}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Date"</th>
                        <th scope="col">"Event"</th>
                        <th scope="col">{t!("What is known")}</th>
                        <th scope="col">"Cluster"</th>
                        <th scope="col">"Article"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {part(more)}
        </div>
    }
}

fn row(line: Line) -> AnyView {
    ui! {
        <tr>
            <td class="date">{line.date}</td>
            <th scope="row">
                <button type="button" class="stop" tabindex="-1" data-mark=line.mark dir="auto">
                    {line.words}
                </button>
            </th>
            <td>{line.said}</td>
            <td dir="auto">{line.cluster}</td>
            <td title=line.full><b>{line.article}</b></td>
        </tr>
    }
}

fn lines(chart: Chart, most: usize) -> Vec<Line> {
    let desk = chart.session.desk;
    chart.made.with(|made| {
        let events = made.timeline.events.iter().chain(&made.timeline.undated);
        let line = |event: &Event| {
            let said = [date::status(event), date::known_from(event).to_owned()];
            let said: Vec<String> = said.into_iter().filter(|it| !it.is_empty()).collect();
            let cluster = event.cluster.as_ref().and_then(|cluster| {
                desk.peek(|state| Some(labels::brief(&state.cluster(cluster)?.record().name)))
            });
            let when = event.when.map(|(when, _)| words::when(&when));
            let article = made.timeline.articles.get(event.article);
            Line {
                mark: event.mark.to_string(),
                date: when.unwrap_or_else(|| event.given.clone()),
                words: labels::cut(&labels::line(&event.words), WORDS),
                said: said.join(", "),
                cluster: cluster.unwrap_or_default(),
                article: made.names.get(event.article).cloned().unwrap_or_default(),
                full: article.map(|it| it.title.clone()).unwrap_or_default(),
            }
        };
        events.take(most).map(line).collect()
    })
}
