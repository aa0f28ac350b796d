//! The bar of a relation in the making: its type, its two ends, its value, and the keys.

use crate::commands::tying;
use crate::desk::tying::{Aim, Tying};
use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, part, ui, when};
use leptos::prelude::*;
use postil_core::model::AnnotationId;
use postil_propose::said::Reason;

/// Values that are offered as buttons.
const MOST_VALUES: usize = 9;

/// Makes the bar. It is there while a relation is in the making.
pub fn draw() -> AnyView {
    let desk = Desk::here();
    when(move || desk.tying.with(Option::is_some), move || bar(desk)).into_any()
}

fn bar(desk: Desk) -> AnyView {
    let read = move |pick: fn(&Tying) -> String| desk.tying.with(|tying| tying.as_ref().map(pick));
    let title = memo(move || {
        let kind = read(|tying| tying.kind.clone())?;
        Some(desk.with(|state| {
            let known = state.schema().relation(&kind);
            labels::brief(known.map_or(&kind, |kind| &kind.title))
        }))
    });
    let quote = move |pick: fn(&Tying) -> Option<AnnotationId>| {
        let id = desk.tying.with(|tying| tying.as_ref().and_then(pick))?;
        desk.with(|state| Some(labels::snippet(state, state.annotation(&id)?, 60)))
    };
    let from = memo(move || quote(|tying| tying.from.clone()));
    let aim = memo(move || {
        let tying = desk.tying.get()?;
        tying::words_of(desk, &tying)
    });
    let why = memo(move || {
        desk.tying
            .with(|tying| reason(tying.as_ref()?.aim.as_ref()?))
    });
    let via = memo(move || {
        let first = desk
            .tying
            .with(|tying| tying.as_ref()?.aim.as_ref()?.via.first().cloned())?;
        desk.with(|state| Some(labels::snippet(state, state.annotation(&first)?, 30)))
    });
    let typed = memo(move || read(|tying| tying.typed.clone()).filter(|typed| !typed.is_empty()));
    let held = memo(move || {
        desk.tying
            .with(|tying| tying.as_ref().is_some_and(|it| it.held))
    });
    let values = memo(move || {
        let kind = read(|tying| tying.kind.clone());
        let values = kind.and_then(|kind| {
            desk.with(|state| {
                state
                    .schema()
                    .relation(&kind)
                    .map(|kind| kind.values.clone())
            })
        });
        let mut values = values.unwrap_or_default();
        values.truncate(MOST_VALUES);
        values.into_iter().zip(1_usize..).collect::<Vec<_>>()
    });
    let end = move || match (from.with(Option::is_some), aim.get()) {
        (false, None) => t!("choose where it begins").to_owned(),
        (true, None) => t!("no mark in this article fits").to_owned(),
        (_, Some(quote)) => quote,
    };
    let has_aim = move || aim.with(Option::is_some);
    ui! {
        <div class="strip tying-bar" role="toolbar" aria-label=t!("Relation in the making")>
            <b>{live(move || title.get())}</b>
            {when(
                move || from.with(Option::is_some),
                move || {
                    ui! {
                        <bdi class="quote clip">{live(move || from.get())}</bdi>
                        {icon(Icon::Right)}
                    }
                },
            )}
            <bdi class="quote clip end" class:none=live(move || !has_aim())>
                {live(end)}
            </bdi>
            {part(move || {
                let via = via.get()?;
                Some(ui! { <span class="why">{tf!("via {via}")}</span> })
            })}
            {part(move || {
                let why = why.get()?;
                Some(ui! { <span class="why">{why}</span> })
            })}
            {part(move || {
                let typed = typed.get()?;
                Some(ui! { <span class="typed">{tf!("begins with “{typed}”")}</span> })
            })}
            <span class="values">
                {each(
                    move || values.get(),
                    |(value, _)| value.clone(),
                    move |(value, digit)| value_button(desk, value, digit),
                )}
            </span>
            <span class="keys">
                {when(
                    has_aim,
                    move || {
                        ui! {
                            <button type="button" class="button" on:click=move |_| tying::take_aim(desk)>
                                {t!("Relate")}
                                <kbd>"Enter"</kbd>
                            </button>
                        }
                    },
                )}
                <button
                    type="button"
                    title=t!("Marks of all articles in a list")
                    on:click=move |_| tying::others(desk)
                >
                    {t!("Other articles")}
                    <kbd>"/"</kbd>
                </button>
                <button
                    type="button"
                    aria-pressed=live(move || held.get().to_string())
                    title=t!("Relate more marks in this way: two clicks each")
                    on:click=move |_| tying::toggle_hold(desk)
                >
                    {t!("Hold")}
                </button>
                <button type="button" on:click=move |_| tying::leave(desk)>
                    {live(move || if held.get() { t!("Let go") } else { t!("Cancel") })}
                    <kbd>"Esc"</kbd>
                </button>
            </span>
        </div>
    }
}

fn value_button(desk: Desk, value: String, digit: usize) -> AnyView {
    let (own, words) = (value.clone(), labels::brief(&value));
    let pressed = move || {
        let is_own = |tying: &Option<Tying>| tying.as_ref().is_some_and(|it| it.value == own);
        desk.tying.with(is_own).to_string()
    };
    ui! {
        <button
            type="button"
            aria-pressed=live(pressed)
            on:click=move |_| tying::set_value(desk, value.clone())
        >
            <kbd>{digit.to_string()}</kbd>
            {words}
        </button>
    }
}

/// Why an end is proposed.
fn reason(aim: &Aim) -> Option<&'static str> {
    let reason = match aim.reason? {
        _ if aim.mark().is_none() => t!("not marked yet: Enter marks it too"),
        Reason::Subject | Reason::Inverted => t!("subject of the verb that reports"),
        Reason::Source => t!("named as the source"),
        Reason::Noun => t!("whose statement it is"),
        Reason::Passive => t!("quoted in the passive"),
        Reason::Headline => t!("named in the headline"),
        Reason::Pronoun => t!("whom the pronoun stands for"),
        Reason::Description => t!("whom the description stands for"),
        Reason::Continued => t!("speaker of what it continues"),
        Reason::Doer => t!("subject of the clause"),
        Reason::Near => t!("named nearby"),
    };
    Some(reason)
}
