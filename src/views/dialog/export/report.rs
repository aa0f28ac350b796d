//! What the format cannot hold, and the file to download.

use super::choice::{Choice, Outcome};
use crate::desk::labels;
use crate::transfer;
use crate::ui::icon::{Icon, icon};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{part, ui};
use leptos::prelude::*;
use postil_core::format::Loss;

/// What is lost, and the file.
#[component]
pub fn Report(choice: Choice) -> AnyView {
    let report = move || choice.outcome.with(|outcome| body(choice, outcome));
    ui! {
        <section class="report" aria-label=t!("What is lost")>
            {part(report)}
        </section>
    }
}

/// The report in a few words, for the foot of the dialog and for screen readers.
pub fn summary(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Pending => t!("Writing …").to_owned(),
        Outcome::Refused(_) => t!("Not written").to_owned(),
        Outcome::Written(written) => match written.losses.len() {
            0 => t!("Everything is kept").to_owned(),
            1 => t!("1 kind of data is not kept").to_owned(),
            many => tf!("{many} kinds of data are not kept"),
        },
    }
}

fn body(choice: Choice, outcome: &Outcome) -> AnyView {
    match outcome {
        Outcome::Pending => ui! { <progress aria-label="Writing"></progress> },
        Outcome::Refused(reason) => ui! {
            <p class="problem">
                {icon(Icon::Warning)} <span>{t!("Not written: ")} {reason.clone()} "."</span>
            </p>
            <button type="button" class="link" on:click=move |_| choice.write()>
                {t!("Try again")}
            </button>
        },
        Outcome::Written(written) => shown(written),
    }
}

fn shown(written: &transfer::Ready) -> AnyView {
    let losses = if written.losses.is_empty() {
        ui! { <p class="kept">{icon(Icon::Check)} {t!("Everything is kept.")}</p> }
    } else {
        ui! {
            <h3>{t!("Not kept")}</h3>
            <ul class="losses">{written.losses.iter().map(line).collect_view()}</ul>
        }
    };
    ui! {
        {losses}
        <p class="file">
            <code>{written.file.name().to_owned()}</code>
            <span class="count">{size(written.file.size() as usize)}</span>
        </p>
    }
}

fn line(loss: &Loss) -> AnyView {
    ui! {
        <li>
            <span>{labels::brief(&loss.what)}</span>
            " "
            <span class="count">{loss.count}</span>
        </li>
    }
}

/// A size in bytes, rounded down.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => tf!("{bytes} bytes"),
        1_000..1_000_000 => tf!("{} kB", bytes / 1_000),
        _ => tf!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
