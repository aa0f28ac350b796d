//! How far each article is.

use super::super::session::Session;
use super::super::slice;
use super::super::source::apart;
use super::data::{Data, Row};
use super::{strip, times};
use crate::commands::story;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{part, ui};
use leptos::html;
use leptos::prelude::*;
use postil_core::model::Status;
use postil_story::overview::Share;
use postil_story::words;

/// The least height of a row in CSS pixels.
const ROW_PX: f64 = 84.0;

/// What shares are of, as the heads of columns have it.
const SHARES: [&str; 4] = [
    t!("Paragraphs marked"),
    t!("Marks linked"),
    t!("Claims with a source"),
    t!("Events with a date"),
];

/// The table.
pub fn draw(session: Session, data: ErasedMemo<Data>) -> AnyView {
    let node = NodeRef::<html::Table>::new();
    let most = slice::most(node, ROW_PX);
    let times = times::Times::new();
    let count = memo(move || data.with(|data| data.rows.len()).min(most.get()));
    let rows = move || {
        let count = count.get();
        times.track();
        Some(data.with(|data| {
            let rows = data.rows.iter().take(count);
            let rows: Vec<_> = rows.map(|it| row(session, it, data.most, times)).collect();
            rows.into_any()
        }))
    };
    let heads = SHARES
        .into_iter()
        .map(|words| ui! { <th scope="col">{words}</th> });
    let heads: Vec<_> = heads.collect();
    ui! {
        <section class="overview-part" aria-labelledby="overview-progress">
            <table class="progress-table" node_ref=node>
                <caption id="overview-progress">"Progress"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Article"</th>
                        <th scope="col">"Status"</th>
                        {heads}
                        <th scope="col">"Time"</th>
                    </tr>
                </thead>
                <tbody>{part(rows)}</tbody>
            </table>
            {times.note()}
        </section>
    }
}

fn row(session: Session, row: &Row, most: usize, times: times::Times) -> AnyView {
    let (name, value) = status(row.status);
    let shares: Vec<_> = SHARES
        .iter()
        .zip(row.shares)
        .map(|(words, of)| share(words, of))
        .collect();
    let document = row.document.clone();
    let open = move |_| {
        session.desk.show(&document);
        story::leave(session.desk);
    };
    let source = &row.source;
    let outlet = match source.outlet.as_str() {
        "" => t!("Outlet not stated"),
        outlet => outlet,
    };
    ui! {
        <tr>
            <th scope="row">
                <button
                    type="button"
                    class="stop title quote"
                    tabindex="-1"
                    dir="auto"
                    title=t!("Open the article")
                    on:click=open
                >
                    {source.title.clone()}
                </button>
                <p class="from">
                    {format!("{} · {}", apart(outlet), source.date)}
                </p>
                {strip::draw(session, row, most)}
            </th>
            <td data-label="Status">
                <span class="status" data-status=value>{name}</span>
            </td>
            {shares}
            <td data-label="Time" class="time">
                {times.of(&row.document)}
            </td>
        </tr>
    }
}

fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::ToDo => (t!("To do"), "to-do"),
        Status::InProgress => (t!("In progress"), "in-progress"),
        Status::Done => ("Done", "done"),
    }
}

/// A share as figures over a bar.
fn share(words: &'static str, share: Share) -> AnyView {
    if share.all == 0 {
        return ui! { <td data-label=words class="share none">{t!("none yet")}</td> };
    }
    let (have, all) = (words::grouped(share.have), words::grouped(share.all));
    ui! {
        <td data-label=words class="share">
            <span class="figures">{tf!("{have} of {all}")}</span>
            <i class="thin-bar" class:whole=share.lacking() == 0 aria-hidden="true">
                <i style:width=format!("{:.1}%", 100.0 * share.value())></i>
            </i>
        </td>
    }
}
