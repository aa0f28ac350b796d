//! One line of the proposals: a group, a proposal, or a mention of the open one.

use super::listed::Line;
use super::session::Session;
use crate::desk::{alike, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui, when};
use leptos::prelude::*;
use postil_core::model::AnnotationId;
use postil_core::state::State;
use postil_propose::clusters::Proposal;
use postil_propose::likeness::Reason;
use std::collections::BTreeSet;

/// Code points of a quote.
const QUOTE_CHARS: usize = 70;
/// Different quotes of a proposal that are shown, and mentions that they are looked for in.
const MAX_QUOTES: usize = 4;
const MAX_SEARCHED: usize = 60;

/// What a line shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Heading {
        title: String,
        many: usize,
        is_sure: bool,
    },
    Proposal {
        name: String,
        quotes: String,
        why: String,
        many: String,
        is_open: bool,
    },
    Member {
        id: AnnotationId,
        quote: String,
        article: String,
        why: String,
    },
}

/// Draws a line. Its element stays while the list changes, and with it the focus.
pub fn draw(session: Session, at: usize) -> AnyView {
    let shown = memo(move || shown(session, at));
    let is = move |which: fn(&Shown) -> bool| shown.with(|it| it.as_ref().is_some_and(which));
    let is_member = move || is(|it| matches!(it, Shown::Member { .. }));
    let is_proposal = move || is(|it| matches!(it, Shown::Proposal { .. }));
    let is_sure = move || is(|it| matches!(it, Shown::Heading { is_sure: true, .. }));
    let is_heading = move || is(|it| matches!(it, Shown::Heading { .. }));
    let is_ticked = memo(move || {
        shown.with(|it| match it {
            Some(Shown::Member { id, .. }) => session.unticked.with(|off| !off.contains(id)),
            _ => false,
        })
    });
    let expanded = move || {
        shown.with(|it| match it {
            Some(Shown::Proposal { is_open, .. }) => Some(is_open.to_string()),
            _ => None,
        })
    };
    let said = move || match (is_member(), is_ticked.get()) {
        (false, _) => "",
        (true, true) => t!("Ticked"),
        (true, false) => t!("Not ticked"),
    };
    let is_locked = move || session.desk.read_only.get();
    ui! {
        <div
            class="search-line"
            class:search-heading=live(is_heading)
            class:proposed=live(is_member)
            data-line=at.to_string()
        >
            {when(is_member, move || ui! {
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=t!("Take this mention")
                    prop:checked=live(move || is_ticked.get())
                    on:change=move |_| session.toggle(at)
                />
            })}
            <button
                type="button"
                class="search-go"
                aria-description=live(said)
                aria-expanded=live(expanded)
                on:click=move |_| match is_member() {
                    true => session.toggle(at),
                    false => session.unfold(at, None),
                }
            >
                {part(move || shown.with(|shown| shown.as_ref().map(body)))}
            </button>
            {when(is_proposal, move || ui! {
                <button
                    type="button"
                    class="link"
                    tabindex="-1"
                    disabled=live(is_locked)
                    on:click=move |_| session.take(at)
                >
                    {t!("Take")}
                </button>
                <button
                    type="button"
                    class="link confirm"
                    tabindex="-1"
                    disabled=live(is_locked)
                    on:click=move |_| session.leave(at)
                >
                    {t!("Leave")}
                </button>
            })}
            {when(is_sure, move || ui! {
                <button
                    type="button"
                    class="link confirm"
                    tabindex="-1"
                    disabled=live(is_locked)
                    on:click=move |_| session.take_sure(at)
                >
                    {t!("Take all that are sure")}
                </button>
            })}
        </div>
    }
    .into_any()
}

fn body(shown: &Shown) -> AnyView {
    match shown {
        Shown::Heading { title, many, .. } => ui! {
            <span class="clip">{title.clone()}</span>
            " "
            <span class="count">{*many}</span>
        }
        .into_any(),
        Shown::Proposal {
            name,
            quotes,
            why,
            many,
            ..
        } => ui! {
            <b class="clip name">{name.clone()}</b>
            <span class="quote clip lacking" dir="auto">{quotes.clone()}</span>
            <span class="why clip" title=why.clone()>{why.clone()}</span>
            <span class="count">{many.clone()}</span>
        }
        .into_any(),
        Shown::Member {
            quote,
            article,
            why,
            ..
        } => ui! {
            <span class="quote clip lacking" dir="auto">{quote.clone()}</span>
            <span class="why clip">{tf!("{article} · {why}")}</span>
        }
        .into_any(),
    }
}

fn shown(session: Session, at: usize) -> Option<Shown> {
    let line = session
        .listed
        .with(|listed| listed.lines.get(at).cloned())?;
    session.proposals.with(|all| {
        let all = all.as_deref()?;
        session.desk.peek(|state| match line {
            Line::Heading {
                layer,
                is_sure,
                many,
            } => {
                let title = state.schema().layer(&layer).map_or(&layer, |it| &it.title);
                let title = labels::brief(title);
                Some(Shown::Heading {
                    title: match is_sure {
                        true => tf!("{title}: sure"),
                        false => tf!("{title}: likely"),
                    },
                    many,
                    is_sure,
                })
            }
            Line::Proposal(number) => {
                let one = all.get(number)?;
                let is_open = session.open.with(|open| open.as_ref() == Some(&one.key));
                let first = one.adds_to.as_ref();
                let first = first.and_then(|key| all.iter().find(|it| it.key == *key));
                Some(of_proposal(state, one, first, is_open))
            }
            Line::Member(number, member) => {
                let member = all.get(number)?.members.get(member)?;
                let mention = state.annotation(&member.annotation)?;
                let document = state.document(&mention.document)?;
                Some(Shown::Member {
                    id: member.annotation.clone(),
                    quote: labels::snippet(state, mention, QUOTE_CHARS),
                    article: labels::article_name(document),
                    why: match member.reasons.is_empty() {
                        true => t!("the others are like it").to_owned(),
                        false => alike::why(&member.reasons),
                    },
                })
            }
        })
    })
}

/// A proposal; `first` is the one that its mentions are taken with.
fn of_proposal(state: &State, one: &Proposal, first: Option<&Proposal>, is_open: bool) -> Shown {
    let mut quotes: Vec<String> = Vec::new();
    let searched = one.members.iter().take(MAX_SEARCHED);
    for mention in searched.filter_map(|it| state.annotation(&it.annotation)) {
        let words = labels::snippet(state, mention, QUOTE_CHARS);
        if quotes.len() < MAX_QUOTES && !quotes.contains(&words) {
            quotes.push(words);
        }
    }
    let reasons = one.members.iter().flat_map(|it| &it.reasons);
    let reasons: BTreeSet<Reason> = reasons.copied().collect();
    let mut why = alike::why(&reasons.into_iter().collect::<Vec<_>>());
    let joined = one.clusters.first().and_then(|id| state.cluster(id));
    if let Some(cluster) = joined {
        let name = labels::brief(&cluster.record().name);
        why = match one.clusters.len() {
            1 => tf!("joins {name} · {why}"),
            many => tf!("merges {many} clusters into {name} · {why}"),
        };
    }
    if let Some(first) = first {
        why = tf!("joins {} · {why}", labels::brief(&first.name));
    }
    Shown::Proposal {
        name: labels::brief(&one.name),
        quotes: quotes.join(" · "),
        why,
        many: labels::count(one.members.len(), "mention"),
        is_open,
    }
}
