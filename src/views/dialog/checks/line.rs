//! One line of the list.

use super::listed::{Item, Line, about};
use super::session::Session;
use crate::desk::{checks, labels, lacks};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui, when};
use crate::views::dialog::frame::close;
use crate::views::dialog::line_list::show_mark;
use leptos::prelude::*;

/// What a line shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Heading {
        title: String,
        many: usize,
    },
    Item {
        quote: String,
        label: String,
        why: String,
    },
}

/// Draws the line with a number. Its element stays while the list changes, and with it the focus.
pub fn draw(session: Session, at: usize) -> AnyView {
    let shown = memo(move || shown(session, at));
    let is_heading = move || shown.with(|shown| matches!(shown, Some(Shown::Heading { .. })));
    let item = memo(move || session.listed.with(|listed| listed.item(at).cloned()));
    let changed = memo(move || item.with(|item| item.as_ref().is_some_and(Item::is_changed)));
    let ticked = memo(move || {
        let of_line = session.listed.with(|listed| listed.changed_in(at));
        session.ticked.with(|ticked| {
            let many = of_line.iter().filter(|id| ticked.contains(*id)).count();
            match (many, of_line.len()) {
                (_, 0) => None,
                (0, _) => Some(Some(false)),
                (many, all) => Some((many == all).then_some(true)),
            }
        })
    });
    let said = move || match ticked.get() {
        None => "",
        Some(Some(true)) => t!("Ticked"),
        Some(Some(false)) => t!("Not ticked"),
        Some(None) => t!("Some ticked"),
    };
    let confirm = move |_| {
        let id = item.with_untracked(|item| item.as_ref().map(|item| item.mark.clone()));
        session.confirm(id.into_iter().collect(), at);
    };
    ui! {
        <div
            class="search-line"
            class:search-heading=live(is_heading)
            data-line=at.to_string()
        >
            {when(
                move || ticked.with(Option::is_some),
                move || ui! {
                    <input
                        type="checkbox"
                        tabindex="-1"
                        aria-label=live(move || if is_heading() {
                            t!("Confirm all of this article")
                        } else {
                            t!("Confirm this mark")
                        })
                        prop:checked=live(move || ticked.get().flatten() == Some(true))
                        prop:indeterminate=live(move || ticked.get() == Some(None))
                        on:change=move |_| session.toggle(at)
                    />
                },
            )}
            <button
                type="button"
                class="search-go"
                aria-description=live(said)
                on:click=move |_| go(session, at)
            >
                {part(move || shown.with(|shown| shown.as_ref().map(body)))}
            </button>
            {when(
                move || changed.get(),
                move || ui! {
                    <button
                        type="button"
                        class="link confirm"
                        disabled=live(move || session.desk.read_only.get())
                        aria-label=live(move || shown.with(|shown| match shown {
                            Some(Shown::Item { quote, .. }) => tf!("Confirm the mark on “{quote}”"),
                            _ => t!("Confirm").to_owned(),
                        }))
                        on:click=confirm
                    >
                        {t!("Confirm")}
                    </button>
                },
            )}
        </div>
    }
}

fn body(shown: &Shown) -> AnyView {
    match shown {
        Shown::Heading { title, many } => ui! {
            <span class="clip">{title.clone()}</span>
            " "
            <span class="count">{*many}</span>
        },
        Shown::Item { quote, label, why } => ui! {
            <span class="lacking quote clip" dir="auto">{quote.clone()}</span>
            <span class="why clip" title=tf!("{label}: {why}")>
                <b>{label.clone()}</b>
                ": "
                {why.clone()}
            </span>
        },
    }
}

fn shown(session: Session, at: usize) -> Option<Shown> {
    session.listed.with(|listed| {
        session.desk.peek(|state| match listed.lines.get(at)? {
            Line::Heading(None, many) => Some(Shown::Heading {
                title: t!("Clusters").to_owned(),
                many: *many,
            }),
            Line::Heading(Some(id), many) => Some(Shown::Heading {
                title: labels::article_name(state.document(id)?),
                many: *many,
            }),
            Line::Item(number) => {
                let item = listed.items.get(*number)?;
                let (label, quote) = about(state, item);
                Some(Shown::Item {
                    quote,
                    label,
                    why: lacks::words(state, &item.found),
                })
            }
        })
    })
}

/// Goes to the mark of a line, or to the article of a heading.
pub fn go(session: Session, at: usize) {
    let line = session
        .listed
        .with_untracked(|listed| Some((listed.lines.get(at)?.clone(), listed.item(at).cloned())));
    match line {
        Some((_, Some(item))) => {
            checks::show_layer(session.desk, &item.mark);
            show_mark(session.desk, &item.mark);
        }
        Some((Line::Heading(Some(id), _), _)) => {
            session.desk.show(&id);
            close(session.desk);
        }
        _ => {}
    }
}
