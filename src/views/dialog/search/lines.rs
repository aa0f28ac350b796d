//! The list of matches, of which only those in sight are in the page.

use super::grouped::grouped;
use super::running::Session;
use crate::article;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::roving;
use crate::ui::schedule;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui, when};
use crate::ui::virtual_list::{self, Rows};
use crate::views::dialog::frame::{close, close_then};
use crate::views::dialog::line_list::line_of;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use postil_core::find::{Finding, Hit, Line, Standing};
use postil_core::model::DocumentId;
use postil_core::state::State;
use postil_core::text::Text;
use std::ops::Range;
use std::sync::Arc;

/// The height of a line in CSS pixels; the style sheet has the same number.
const LINE_PX: f64 = 36.0;
/// Code points shown before and after a match.
const CONTEXT_CHARS: usize = 60;
/// Code points of a match that are shown.
const MATCH_CHARS: usize = 200;

/// What a line shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Heading {
        title: String,
        many: usize,
    },
    Match {
        before: String,
        words: String,
        after: String,
        /// The article, where no heading says it.
        from: String,
        reason: &'static str,
    },
}

/// The list.
pub fn list(session: Session) -> AnyView {
    let count = memo(move || session.with(Finding::line_count).unwrap_or_default());
    let any = move || count.get() > 0;
    let reveal = ErasedSignal::new(None::<usize>);
    let row: virtual_list::Row = Arc::new(move |at| Some(line(session, at)));
    let node = NodeRef::<html::Div>::new();
    let jump = move |at: usize| {
        reveal.set(Some(at));
        schedule::after(move || {
            if let Some(list) = node.try_get_untracked().flatten() {
                roving::focus_first(&list, &format!("[data-line='{at}'] button"));
            }
            if reveal.try_with_untracked(|_| ()).is_some() {
                reveal.set(None);
            }
        });
    };
    let keys = move |event: KeyboardEvent| {
        let Some((at, element)) = line_of(event.target()) else {
            return;
        };
        let key = event.key();
        let marking = session.label.with_untracked(Option::is_some);
        let last = count.get_untracked().saturating_sub(1);
        match key.as_str() {
            " " if marking => {
                session.change(|finding| finding.toggle(at));
            }
            "ArrowUp" if at == 0 => {
                let field = element.closest(".search-box").ok().flatten();
                if let Some(around) = field {
                    roving::focus_first(&around, "#search-field");
                }
            }
            "Home" => jump(0),
            "End" => jump(last),
            "PageDown" => jump((at + 8).min(last)),
            "PageUp" => jump(at.saturating_sub(8)),
            _ => return,
        }
        event.prevent_default();
    };
    // Firefox presses a button when Space is let go.
    let keys_up = move |event: KeyboardEvent| {
        if event.key() == " " && line_of(event.target()).is_some() {
            event.prevent_default();
        }
    };
    let revealed = memo(move || reveal.get());
    ui! {
        <div class="search-lines" node_ref=node on:keydown=keys on:keyup=keys_up>
            {when(any, move || {
                let row = row.clone();
                ui! { <Rows label=t!("Matches") count height=LINE_PX reveal=revealed row /> }
            })}
        </div>
    }
}

fn line(session: Session, at: usize) -> AnyView {
    let shown = memo(move || {
        session
            .with(|finding| shown(session, finding, at))
            .flatten()
    });
    let is_match = move || shown.with(|shown| matches!(shown, Some(Shown::Match { .. })));
    let tick = memo(move || {
        let marking = session.label.with(Option::is_some);
        let tick = session.with(|finding| finding.tick(at));
        tick.filter(|_| marking)
    });
    let ticked = move || match tick.get() {
        None => "",
        Some(Some(true)) => t!("Ticked"),
        Some(Some(false)) => t!("Not ticked"),
        Some(None) => t!("Some ticked"),
    };
    let toggle = move || {
        session.change(|finding| finding.toggle(at));
    };
    ui! {
        <div
            class="search-line"
            class:search-heading=live(move || !is_match())
            data-line=at.to_string()
        >
            {when(
                move || tick.get().is_some(),
                move || ui! {
                    <input
                        type="checkbox"
                        tabindex="-1"
                        aria-label=live(move || if is_match() {
                            t!("Mark this match")
                        } else {
                            t!("Mark all of this group")
                        })
                        prop:checked=live(move || tick.get().flatten() == Some(true))
                        prop:indeterminate=live(move || tick.get() == Some(None))
                        on:change=move |_| toggle()
                    />
                },
            )}
            <button
                type="button"
                class="search-go"
                aria-description=live(ticked)
                on:click=move |_| go(session, at)
            >
                {part(move || shown.with(|shown| shown.as_ref().map(body)))}
            </button>
        </div>
    }
}

fn body(shown: &Shown) -> AnyView {
    match shown {
        Shown::Heading { title, many } => ui! {
            <span class="clip">{title.clone()}</span>
            " "
            <span class="count">{grouped(*many)}</span>
        },
        Shown::Match {
            before,
            words,
            after,
            from,
            reason,
        } => {
            let tail = (!reason.is_empty()).then(|| {
                ui! { <span class="why clip">{*reason} " · " {from.clone()}</span> }
            });
            ui! {
                <span class="hit quote">
                    <span class="before"><bdi>{before.clone()}</bdi></span>
                    <mark>{words.clone()}</mark>
                    <span class="after">{after.clone()}</span>
                </span>
                {tail}
            }
        }
    }
}

fn shown(session: Session, finding: &Finding, at: usize) -> Option<Shown> {
    let heading = |title: String, many| Some(Shown::Heading { title, many });
    session.desk.peek(|state| match finding.line(at)? {
        Line::Document(number, many) => {
            let document = state.documents().get(number)?;
            heading(labels::article_name(document), many)
        }
        Line::Doubtful(many) => heading(t!("Look at these first").to_owned(), many),
        Line::Same(many) => heading(t!("Marked so already").to_owned(), many),
        Line::Hit(number) => hit(state, finding.hits().get(number)?),
    })
}

fn reason(standing: Standing) -> &'static str {
    match standing {
        Standing::Clear => "",
        Standing::Other => t!("marked with another label"),
        Standing::Inside => t!("inside a mark of this layer"),
        Standing::Overlaps => t!("overlaps a mark of this layer"),
        Standing::Boilerplate => t!("boilerplate"),
        Standing::Glued => t!("part of a longer word"),
        Standing::Same => t!("marked already"),
    }
}

fn hit(state: &State, hit: &Hit) -> Option<Shown> {
    let document = state.documents().get(hit.document)?;
    let (before, words, after) = context(document.text(), hit.range.clone());
    Some(Shown::Match {
        before,
        words,
        after,
        from: labels::article_name(document),
        reason: reason(hit.standing),
    })
}

fn context(text: &Text, range: Range<usize>) -> (String, String, String) {
    let before = range.start.saturating_sub(CONTEXT_CHARS)..range.start;
    let after = range.end..range.end + CONTEXT_CHARS;
    let (starts, ends) = (before.start == 0, after.end >= text.len());
    let words = text.slice(range.start..range.end.min(range.start + MATCH_CHARS + 1));
    (
        labels::from_whole_word(text.slice(before), !starts),
        labels::cut(&labels::line(words), MATCH_CHARS),
        labels::to_whole_word(text.slice(after), !ends),
    )
}

/// Goes to the first match.
pub fn go_to_first(session: Session) {
    let first = session.peek(|finding| {
        (0..finding.line_count()).find(|&at| matches!(finding.line(at), Some(Line::Hit(_))))
    });
    if let Some(at) = first.flatten() {
        go(session, at);
    }
}

/// Goes to the match of a line, or to the article of a heading; ticks all under another heading.
fn go(session: Session, at: usize) {
    let desk = session.desk;
    let line = session.peek(|finding| {
        let line = finding.line(at)?;
        let hit = match line {
            Line::Hit(hit) => finding.hits().get(hit).cloned(),
            _ => None,
        };
        Some((line, hit))
    });
    let id = |number: usize| -> Option<DocumentId> {
        desk.peek(|state| Some(state.documents().get(number)?.meta().id.clone()))
    };
    match line.flatten() {
        Some((Line::Document(number, _), _)) => {
            if let Some(id) = id(number) {
                desk.show(&id);
                close(desk);
            }
        }
        Some((_, Some(hit))) => {
            if let Some(id) = id(hit.document) {
                let range = hit.range.clone();
                desk.select_text(&id, hit.range);
                close_then(desk, move || {
                    article::focus();
                    article::reveal(range);
                });
            }
        }
        Some(_) => {
            session.change(|finding| finding.toggle(at));
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::context;
    use postil_core::text::Text;

    #[test]
    fn a_match_stands_between_whole_words() {
        let text = format!("{} hit {}", "before ".repeat(12), "after ".repeat(12));
        let text = Text::from_frozen(text);
        let (before, words, after) = context(&text, 85..88);
        assert_eq!(words, "hit");
        assert_eq!(before, format!("… {} ", "before ".repeat(8)));
        assert_eq!(after, format!(" {} …", "after ".repeat(9).trim_end()));
    }

    #[test]
    fn at_the_edges_nothing_is_cut() {
        let (before, words, after) = context(&Text::from_frozen("one hit two"), 4..7);
        assert_eq!(
            (before.as_str(), words.as_str(), after.as_str()),
            ("one ", "hit", " two")
        );
    }
}
