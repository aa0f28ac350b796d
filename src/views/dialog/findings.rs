//! What there is to report about files: what cannot be read, what is left out, and remarks. The list can
//! be narrowed by kind and by words, and downloaded as it is narrowed.

use crate::desk::{Desk, labels};
use crate::transfer;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::diagnostic::{Diagnostic, Severity};
use std::sync::Arc;

/// Lines shown; the others are counted.
const MAX_LINES: usize = 200;
/// From so many lines on, they can be narrowed.
const MIN_NARROWED: usize = 6;

const KINDS: [Severity; 3] = [Severity::Error, Severity::LeftOut, Severity::Warning];

/// The list; nothing if there is nothing to report. A download is named after `name`.
pub fn findings(desk: Desk, name: &str, found: Vec<Diagnostic>) -> Option<AnyView> {
    if found.is_empty() {
        return None;
    }
    let found: Arc<[Diagnostic]> = found.into();
    let kind = ErasedSignal::new(None::<Severity>);
    let words = ErasedSignal::new(String::new());
    let narrow = (found.len() >= MIN_NARROWED).then(|| narrow(&found, kind, words));
    let heading = heading(&found);
    let all = found.clone();
    let shown = move || -> Vec<usize> {
        let (kind, words) = (kind.get(), words.get().to_lowercase());
        let is_shown = |it: &Diagnostic| {
            kind.is_none_or(|kind| it.severity == kind)
                && (words.is_empty() || it.to_string().to_lowercase().contains(&words))
        };
        let all = all.iter().enumerate();
        all.filter(|(_, it)| is_shown(it))
            .map(|(at, _)| at)
            .collect()
    };
    let shown = memo(shown);
    let all = found.clone();
    let lines = move || {
        let shown = shown.get();
        let many = shown.len();
        let lines = shown.iter().take(MAX_LINES).filter_map(|at| all.get(*at));
        let lines = lines.map(line);
        let lines: Vec<_> = lines.collect();
        let rest = match many.saturating_sub(MAX_LINES) {
            _ if many == 0 => t!("No line has these words.").to_owned(),
            0 => String::new(),
            more => tf!("And {more} more; the download has all of them."),
        };
        ui! {
            <ul class="problems" tabindex="0" aria-labelledby="findings">{lines}</ul>
            <p class="quiet" role="status">{rest}</p>
        }
    };
    let name = name.to_owned();
    let download = move |_| {
        let name = name.clone();
        // What is shown, and the lines for which there is no room.
        let found = shown.with_untracked(|shown| {
            let found = shown.iter().filter_map(|at| found.get(*at).cloned());
            found.collect::<Vec<_>>()
        });
        spawn_local(async move { transfer::download_findings(desk, &name, &found).await });
    };
    Some(ui! {
        <section class="findings">
            <header>
                <h3 id="findings">{heading}</h3>
                <button type="button" class="link" on:click=download>
                    {t!("Download the list (CSV)")}
                </button>
            </header>
            {narrow}
            {part(lines)}
        </section>
    })
}

/// What the list has, in words: `3 left out, 1 remark`.
fn heading(found: &[Diagnostic]) -> String {
    let counts = KINDS.iter().filter_map(|kind| {
        let many = found.iter().filter(|it| it.severity == *kind).count();
        Some(match (kind, many) {
            (_, 0) => return None,
            (Severity::Error, many) => labels::count(many, "problem"),
            (Severity::LeftOut, many) => tf!("{many} left out"),
            (Severity::Warning, many) => labels::count(many, "remark"),
        })
    });
    counts.collect::<Vec<_>>().join(", ")
}

fn title(kind: Severity) -> &'static str {
    match kind {
        Severity::Error => t!("Problem"),
        Severity::LeftOut => t!("Left out"),
        Severity::Warning => t!("Remark"),
    }
}

fn line(it: &Diagnostic) -> AnyView {
    let kind = match it.severity {
        Severity::Error => "kind bad",
        Severity::LeftOut => "kind left",
        Severity::Warning => "kind",
    };
    let place = (!it.place.is_empty()).then(|| {
        ui! { <b>{labels::cut(&it.place, labels::LONG)} ": "</b> }
    });
    ui! {
        <li>
            <span class=kind>{title(it.severity)}</span>
            <span>{place} {labels::cut(&it.message, labels::LONG)}</span>
        </li>
    }
}

/// The fields that narrow the list.
fn narrow(
    found: &[Diagnostic],
    kind: ErasedSignal<Option<Severity>>,
    words: ErasedSignal<String>,
) -> AnyView {
    let there = KINDS
        .into_iter()
        .filter(|kind| found.iter().any(|it| it.severity == *kind));
    let there: Vec<Severity> = there.collect();
    let kinds = (there.len() > 1).then(|| {
        let options: Vec<_> = (there.iter().enumerate())
            .map(|(at, kind)| {
                ui! { <option value=at.to_string()>{title(*kind)}</option> }.into_any()
            })
            .collect();
        let changed = move |event| {
            let at = event_target_value(&event).parse::<usize>().ok();
            kind.set(at.and_then(|at| there.get(at)).copied());
        };
        ui! {
            <select class="input" aria-label=t!("Kind of line") on:change=changed>
                <option value="">{t!("All kinds")}</option>
                {options}
            </select>
        }
    });
    ui! {
        <div class="narrow">
            {kinds}
            <input
                class="input"
                type="search"
                aria-label=t!("Filter by words")
                placeholder=t!("Filter by words")
                autocomplete="off"
                prop:value=live(move || words.get())
                on:input=move |event| words.set(event_target_value(&event))
            />
        </div>
    }
}
