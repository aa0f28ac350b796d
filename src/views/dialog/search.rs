//! Searching all articles, and marking what was found: the matches are listed with their context, and
//! nothing is marked before a person has seen the list.

mod grouped;
mod lines;
mod marking;
mod options;
mod running;

use super::frame::Frame;
use crate::browser::focus;
use crate::desk::{Desk, labels};
use crate::ui::roving;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui, when};
use grouped::grouped;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_core::find::Finding;
use postil_core::model::AnnotationId;
use running::Session;

/// Searches. With a mark, searches its text in order to mark it everywhere.
#[component]
pub fn Search(like: Option<AnnotationId>) -> AnyView {
    let desk = Desk::here();
    let session = Session::begin(desk, like.as_ref());
    let marking = session.label;
    let title = match like {
        Some(_) => t!("Mark everywhere"),
        None => t!("Search all articles"),
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            if marking.with_untracked(Option::is_some) {
                marking::mark(session);
            }
        }
    };
    let node = NodeRef::<html::Div>::new();
    ui! {
        <Frame title class="picker-dialog search-dialog">
            <div class="search-box" node_ref=node on:keydown=keys>
                {field(session, node)}
                {options::options(session)}
                {lines::list(session)}
                {part(move || none(session))}
                <p class="picker-foot" role="status">
                    {live(move || summary(session))}
                </p>
                {when(move || marking.with(Option::is_some), move || marking::panel(session))}
            </div>
        </Frame>
    }
}

/// The field of the query.
fn field(session: Session, around: NodeRef<html::Div>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let text = session.query;
    let flawed = move || session.flaw.with(Option::is_some);
    let keys = move |event: KeyboardEvent| {
        let modified = event.ctrl_key() || event.meta_key();
        let key = event.key();
        let Some(around) = around
            .get_untracked()
            .filter(|_| !focus::is_composing(&event))
        else {
            return;
        };
        match key.as_str() {
            "ArrowDown" => {
                event.prevent_default();
                roving::focus_first(&around, ".rows button");
            }
            // While marking, nobody leaves the list by pressing Enter on what was typed.
            "Enter" if !modified => {
                event.prevent_default();
                if session.label.with_untracked(Option::is_some) {
                    roving::focus_first(&around, ".rows button");
                } else {
                    lines::go_to_first(session);
                }
            }
            _ => {}
        }
    };
    // What was filled in is selected, so that typing replaces it.
    let selected = ErasedSignal::new(false);
    let focused = move |_| {
        if selected.change(|done| std::mem::replace(done, true)) == Some(false)
            && let Some(input) = input.get_untracked()
        {
            input.select();
            // The article takes the selection back in the same frame.
            let query = text.get_untracked();
            schedule::after(move || {
                if !query.is_empty() && input.value() == query {
                    input.select();
                }
            });
        }
    };
    ui! {
        <input
            class="picker-field"
            id="search-field"
            type="text"
            role="searchbox"
            node_ref=input
            aria-label=t!("Search all articles")
            aria-invalid=live(move || flawed().to_string())
            aria-describedby="search-flaw"
            placeholder=t!("Search all articles")
            autocomplete="off"
            spellcheck="false"
            autofocus=true
            prop:value=live(move || text.get())
            on:focus=focused
            on:input=move |event| text.set(event_target_value(&event))
            on:keydown=keys
        />
        <p class="search-flaw" id="search-flaw" role="alert">
            {part(move || session.flaw.with(|flaw| {
                let flaw = flaw.as_ref()?;
                let query = session.query.get_untracked();
                let before: String = query.chars().take(flaw.at).collect();
                let at = query.chars().nth(flaw.at).map_or(" ".to_owned(), String::from);
                let after: String = query.chars().skip(flaw.at + 1).take(40).collect();
                Some(ui! {
                    {tf!("Cannot search, character {}: {}.", flaw.at + 1, flaw.reason)}
                    " "
                    <code>{labels::cut(&before, 80)}<mark>{at}</mark>{after}</code>
                })
            }))}
        </p>
    }
}

/// Says why nothing is listed.
fn none(session: Session) -> Option<AnyView> {
    let listed = session.with(Finding::line_count);
    let done = session.with(Finding::is_done);
    let words = match (listed, done) {
        (None, _) if session.flaw.with(Option::is_some) => return None,
        (None, _) => t!("Type to search. Case, quotation marks and dashes make no difference."),
        (Some(0), Some(true)) => t!("No matches."),
        (Some(0), _) => t!("Searching…"),
        _ => return None,
    };
    Some(ui! { <p class="picker-none">{words}</p> })
}

/// How many matches there are, and how many are ticked.
fn summary(session: Session) -> Option<String> {
    let marking = session.label.with(Option::is_some);
    session
        .with(|finding| {
            let (count, kept) = (finding.count(), finding.hits().len());
            let matches = match count {
                0 => return None,
                1 => t!("1 match").to_owned(),
                many => tf!("{} matches", grouped(many)),
            };
            let articles = match finding.documents_with_hits() {
                1 => t!("1 article").to_owned(),
                many => tf!("{} articles", grouped(many)),
            };
            let mut said = match finding.is_done() {
                false => tf!("{matches} so far"),
                true => tf!("{matches} in {articles}"),
            };
            if marking {
                let ticked = grouped(finding.ticked_count());
                said = tf!("{ticked} of {} ticked", grouped(kept)) + " · " + &said;
            }
            if kept < count {
                said = said + " · " + &tf!("the first {} are listed", grouped(kept));
            }
            Some(said)
        })
        .flatten()
}
