//! A pair: in what it differs, both claims, and what becomes of it.

use super::data::{Claim, Data, Pair, Settled};
use super::note;
use super::settle::{self, OUTCOMES};
use super::words::{self, Differs};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use postil_story::tensions::Outcome;

/// The row of a pair.
pub fn draw(data: Data, key: String) -> AnyView {
    let (own, name, for_note) = (key.clone(), key.clone(), key.clone());
    let pair = memo(move || {
        let find = |pairs: &Vec<Pair>| pairs.iter().find(|pair| pair.key == own).cloned();
        data.pairs.with(find)
    });
    let differs = memo(move || pair.with(|pair| pair.as_ref().map(|pair| pair.differs.clone())));
    let claims = memo(move || pair.with(|pair| pair.as_ref().map(|pair| pair.claims.clone())));
    let settled = memo(move || pair.with(|pair| pair.as_ref()?.settled.clone()));
    let is_proposed = memo(move || {
        pair.with(|pair| {
            let pair = pair.as_ref();
            pair.is_some_and(|pair| pair.settled.is_none() && !pair.is_set_aside)
        })
    });
    ui! {
        <li class="tension" class:is-proposed=live(move || is_proposed.get()) data-pair=name>
            <div class="tension-what">
                {part(move || Some(what(is_proposed.get(), differs.get().unwrap_or_default())))}
            </div>
            <div class="tension-claims">
                {part(move || claims.get().map(|[one, other]| ui! { {claim(one)} {claim(other)} }))}
            </div>
            <div class="tension-becomes">
                {becomes(data, key, settled)}
                {note::draw(data, for_note, pair)}
            </div>
        </li>
    }
}

/// In what the claims differ.
fn what(is_proposed: bool, differs: Vec<Differs>) -> AnyView {
    let none = differs.is_empty();
    let lines: Vec<_> = differs.into_iter().map(differing).collect();
    ui! {
        {is_proposed.then(|| ui! { <p class="tension-proposed">"Proposed:"</p> })}
        {lines}
        {none.then(|| ui! { <p class="quiet">{t!("The marks do not tell in what they differ.")}</p> })}
    }
}

fn differing(differs: Differs) -> AnyView {
    let sides = match differs.sides {
        None => ui! { <p class="tension-sides">{t!("Denied by one")}</p> },
        Some((one, other)) => ui! {
            <p class="tension-sides" class:quote=differs.is_quoted>
                <span dir="auto">{one}</span>
                <i aria-hidden="true">"/"</i>
                <span class="unseen">{t!(" against ")}</span>
                <span dir="auto">{other}</span>
            </p>
        },
    };
    ui! {
        {sides}
        <p class="tension-why">{differs.what}</p>
    }
}

fn claim(claim: Claim) -> AnyView {
    let how: Vec<_> = claim
        .how
        .into_iter()
        .map(|part| ui! { <span>{part}</span> })
        .collect();
    let event = match claim.event.as_str() {
        "" => t!("event undated").to_owned(),
        when => tf!("event {when}"),
    };
    ui! {
        <button type="button" class="stop wording" tabindex="-1" data-mark=claim.mark.to_string()>
            <span class="wording-from">
                <b class="clip" dir="auto" title=claim.title>{claim.from}</b>
            </span>
            <span class="tension-dates">
                <span>{tf!("published {}", claim.published)}</span>
                <span>{event}</span>
            </span>
            <span class="wording-words" dir=claim.direction>{claim.words}</span>
            <span class="wording-how">{how}</span>
        </button>
    }
}

/// What becomes of the pair, and the ways to say so.
fn becomes(data: Data, key: String, settled: ErasedMemo<Option<Settled>>) -> AnyView {
    let desk = data.session.desk;
    let outcome = memo(move || {
        settled.with(|settled| settled.as_ref().map(|settled| settled.outcome.clone()))
    });
    let reason = move || {
        desk.read_only
            .get()
            .then_some(t!("Another tab edits the project"))
    };
    let buttons: Vec<_> = OUTCOMES
        .into_iter()
        .map(|(own, letter)| {
            let pressed = own.clone();
            let (title, key) = (words::outcome(&own), key.clone());
            let meaning = words::meaning(&own);
            ui! {
                <button
                    type="button"
                    class="outcome"
                    aria-pressed=live(move || {
                        outcome.with(|outcome| outcome.as_ref() == Some(&pressed)).to_string()
                    })
                    aria-keyshortcuts=letter.to_string()
                    title=live(move || reason().unwrap_or(meaning))
                    disabled=live(move || desk.read_only.get())
                    on:click=move |_| settle::settle(data, &key, &own)
                >
                    {title}
                </button>
            }
        })
        .collect();
    let other = move || {
        let words = outcome.with(|outcome| match outcome {
            Some(other @ (Outcome::Contradiction | Outcome::Other(_))) => {
                Some(words::outcome(other))
            }
            _ => None,
        })?;
        Some(ui! { <p class="tension-other">{tf!("Settled as “{words}”.")}</p> })
    };
    ui! {
        <div class="outcomes" role="group" aria-label=t!("What becomes of it")>{buttons}</div>
        {part(other)}
    }
}
